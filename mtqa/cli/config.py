"""mtqa config: the settings in force."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mtqa.cli._shared import settings
from mtqa.config import shown


@click.command(name="config")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path), help="The configuration (default: the nearest mtqa.toml)."
)
@click.option("--no-config", is_flag=True, help="Show the defaults.")
def command(config_file: Path | None, no_config: bool) -> None:
    """Show the effective settings and where each came from."""
    rows = shown(settings(config_file, no_config))
    width = max(len(key) for key, _, _ in rows)
    for key, value, origin in rows:
        sys.stdout.write(f"{key:<{width}} = {value}  # {origin}\n")
