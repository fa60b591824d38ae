"""The command line: the only code that prints and exits. Each command is a module of its own, loaded when it is called.

Exit status: 0 passed; 1 the gate failed; 2 the job could not be done (bad usage, bad configuration, any input left unchecked);
130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence

import click

from mtqa import __version__
from mtqa.cli._shared import fail
from mtqa.errors import MtqaError, did_you_mean

# command: its one line in the overview (known without loading it)
COMMANDS = {
    "check": "Check stories and report what an editor should mend.",
    "completion": "Print the completion script for a shell.",
    "config": "Show the effective settings and where each came from.",
    "doctor": "Show what is installed, what is missing, and how to get it.",
    "evaluate": "Measure recall, precision and false alarms on a corpus.",
    "explain": "Explain a rule, with its examples.",
    "init": "Write a starting mtqa.toml.",
    "rules": "List, show, test and write rules.",
}


class Commands(click.Group):
    """Loads a command's module only when it is needed, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        """Return a command, None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"mtqa.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; an unknown one is an error that names the nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            ctx.fail(f'There is no command "{name}".{did_you_mean(name, COMMANDS)}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's interface
        """Write the overview of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="mtqa", message="%(prog)s %(version)s")
def cli() -> None:
    """mtqa checks machine-translated wire copy: mtqa check article.txt"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. No traceback is ever shown for what a user gave."""
    for stream in (sys.stdout, sys.stderr):
        # copy may hold characters that the terminal's encoding lacks
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = cli.main(args=None if arguments is None else list(arguments), prog_name="mtqa", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        fail("Interrupted.", status=128 + signal.SIGINT)
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        hint = f" Try `{context.command_path} --help`." if context is not None else ""
        fail(f"error MQ100: {error.format_message()}{hint}")
    except BrokenPipeError:
        # the reader of our output has had enough: no complaint, and none from the interpreter at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
    except MtqaError as error:
        lines = str(error).splitlines()
        if len(lines) == 1:
            fail(f"error {error.code}: {error}")
        fail("\n".join(f"error {error.code}: {line}" for line in lines))
    sys.exit(status if isinstance(status, int) else 0)
