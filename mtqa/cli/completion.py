"""mtqa completion: completion scripts for shells."""

from __future__ import annotations

import sys

import click
from click.shell_completion import get_completion_class


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell: eval "$(mtqa completion bash)"."""
    from mtqa.cli import cli

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"No completion for {shell}.")
    sys.stdout.write(found(cli, {}, "mtqa", "_MTQA_COMPLETE").source() + "\n")
