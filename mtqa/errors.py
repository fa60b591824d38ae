"""Errors as objects: a code, a place and advice; only a door (the command line, a server) turns them into text.

MtqaError
├── UsageError        MQ1xx  the command line or an API call asks for something that does not exist
├── ConfigError       MQ2xx  faults in a configuration or rule file, all of them at once
├── InputError        MQ3xx  a document could not be read
└── UnavailableError  MQ4xx  a part was asked for and cannot run here
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class MtqaError(Exception):
    """Base of every error that a user can cause or cure.

    `code` is stable and can be quoted; `where` is a place inside the input ("line 3, column 7"); `advice` says what to do.
    """

    code = "MQ000"

    def __init__(self, message: str, *, code: str | None = None, where: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.message}{place}{advice}"


class UsageError(MtqaError):
    """An unknown option, format, rule or checker was named."""

    code = "MQ100"


class InputError(MtqaError):
    """A document could not be read; the rest of the run goes on."""

    code = "MQ300"


class UnavailableError(MtqaError):
    """A part that was asked for explicitly cannot run here."""

    code = "MQ400"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault in a configuration or rule file. `line` and `column` count from 1; 0 means the file as a whole."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class ConfigError(MtqaError):
    """All the faults of one or more configuration or rule files, in file order."""

    code = "MQ200"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ' Did you mean "…"?' for the nearest of `known`, or the empty string where none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
