"""What commands share: settings, output, colours, errors."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from mtqa.errors import UsageError

_QUIET = 2.0  # seconds after which long work says what it does


def fail(message: str, status: int = 2) -> NoReturn:
    """Print one or more lines on standard error, each with the program's name, and exit."""
    for line in message.splitlines():
        sys.stderr.write(f"mtqa: {line}\n")
    sys.exit(status)


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a configuration and its rules."""
    for option in reversed(
        (
            click.option(
                "--config",
                "config_file",
                type=click.Path(path_type=Path),
                help="The configuration (default: the nearest mtqa.toml).",
            ),
            click.option("--no-config", is_flag=True, help="Use no configuration file."),
            click.option("--rules", multiple=True, metavar="FOLDER", help="A folder of the desk's own rules (repeatable)."),
            click.option(
                "--select",
                multiple=True,
                metavar="RULE",
                help="Run only these rules, packs or globs; +RULE adds one that is off.",
            ),
            click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules, packs or globs out."),
        )
    ):
        command = option(command)
    return command


def settings(config_file: Path | None, no_config: bool, start: Path | None = None, **values: object) -> Any:
    """Return the effective configuration: defaults, then the file, then the options that were given."""
    from mtqa import config

    found = None if no_config else config_file or config.find((start or Path()).resolve())
    base = config.load(found) if found else config.Config()
    given = {key: value for key, value in values.items() if value not in ((), None)}
    for key in ("select", "ignore"):
        if key in given:
            given[key] = tuple(part.strip() for each in given[key] for part in str(each).split(",") if part.strip())  # type: ignore[attr-defined]
    return base.with_values("command line", **given)


def colored(choice: str, stream: TextIO) -> bool:
    """Return whether to colour: as told; else NO_COLOR and FORCE_COLOR (no-color.org), else for a terminal only."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def terminal_style(color: str, stream: TextIO, verbosity: int = 0) -> Mapping[str, Any]:
    """Return the fields of a report's Style for a stream."""
    tty = stream.isatty()
    width = min(120, shutil.get_terminal_size((100, 24)).columns) if tty else 100
    return {
        "color": colored(color, stream),
        "width": width,
        "hyperlinks": tty and colored(color, stream),
        "verbosity": verbosity,
    }


def write_file(path: str, content: str) -> None:
    """Write a file whole or not at all. Raises UsageError where that is not possible."""
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            # a device or a pipe is written to, never replaced
            target.write_text(content, encoding="utf-8", newline="")
            return
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=target.parent, delete=False, prefix=".mtqa-"
        ) as file:
            file.write(content)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        os.chmod(file.name, mode)
        os.replace(file.name, target)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}.",
            code="MQ102",
            advice="Check that the folder exists and may be written to.",
        ) from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


class Progress:
    """Says on standard error what long work is at: on a terminal only, and not before two seconds have passed."""

    def __init__(self, quiet: bool = False) -> None:
        self._start = time.monotonic()
        self._shown = False
        self._count = 0
        self._active = sys.stderr.isatty() and not quiet

    def __call__(self, what: str) -> None:
        """Tell that work on `what` begins."""
        self._count += 1
        elapsed = time.monotonic() - self._start
        if self._active and elapsed > _QUIET:
            self._shown = True
            sys.stderr.write(f"\r\x1b[K{self._count} stories, {self._count / elapsed:.1f} a second: {what[-60:]}")
            sys.stderr.flush()

    def done(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
