"""mtqa init: a configuration to start from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mtqa.cli._shared import write_file
from mtqa.config import FILE
from mtqa.errors import UsageError

_STARTING = """\
# Settings of mtqa for this folder and all below it. `mtqa config` shows what is in force and where it came from.

# Run only these rules, packs or globs; "+calques/tr" adds what is off by default.
# select = ["punctuation", "names"]

# Never run these.
ignore = []

# Folders of the desk's own rules, relative to this file; `mtqa rules new desk/filler --folder rules` writes a first one.
# rules = ["rules"]

# The gate: exit status 1 from this severity on (never, minor, major, critical), below this quality, above this many findings.
fail_on = "major"
# min_quality = 80
# max_issues = 20

# The language that the stories came through: auto, tr, zh, ru, ...
relay = "auto"

# The desk's own view of a rule's severity.
[severity]
# "punctuation/quote-style" = "neutral"

# Findings that the desk accepts, with a reason and, if you like, a last day.
# [[suppress]]
# rule = "punctuation/hyphen"
# reason = "The agency's name is written so."
# until = "2027-06-30"
"""


@click.command(name="init")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write a starting mtqa.toml into a folder (default: this one)."""
    target = folder / FILE
    if target.exists():
        raise UsageError(f"{target} is there already.", code="MQ102", advice="Edit it, or delete it first.")
    write_file(str(target), _STARTING)
    sys.stdout.write(f"{target} written.\n")
