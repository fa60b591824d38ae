"""Reports, one module each: `render(run, style)` returns a run as text. They decide nothing; the verdict is in the run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a report for people looks: colours, columns, hyperlinks to places, and -1 (terse), 0, or 1 (everything)."""

    color: bool = False
    width: int = 100
    hyperlinks: bool = False
    verbosity: int = 0
