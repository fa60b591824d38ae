"""Checkers, one module each: `build(config)` returns a Checker. They know nothing of one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from mtqa.document import Document
from mtqa.issue import Issue


class Checker(Protocol):
    """Anything that reads a document and reports issues; it never sorts, filters, prints or knows overrides."""

    @property
    def name(self) -> str:
        """The name of its module."""
        ...

    @property
    def signature(self) -> str:
        """Its recipe: equal signatures find equal issues in equal documents."""
        ...

    @property
    def rules(self) -> frozenset[str]:
        """The ids of every rule that it can report, chosen or not."""
        ...

    def __call__(self, document: Document) -> Iterable[Issue]:
        """Return the issues of one document."""
        ...
