"""JSON Lines: one story a line, as in the JSON report's `documents`; an input that was not checked is a line with `failure`."""

from __future__ import annotations

from mtqa.reports import Style
from mtqa.reports.json import document, failure, written
from mtqa.review import Run

SUFFIX = ".jsonl"


def render(run: Run, style: Style) -> str:  # noqa: ARG001 - the reports share one silhouette
    """Return one line for each story, then one for each failure."""
    rows = [document(review) for review in run.reviews]
    return "".join(written(row) for row in [*rows, *({"failure": failure(each)} for each in run.failures)])
