"""What a rule is: data with its own examples, and a kind that finds hits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mtqa.document import Document, Kind
from mtqa.issue import Fix, Severity
from mtqa.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place that a rule found. `values` fill the message's {places}; `suggestions` replace the span's characters."""

    span: Span
    values: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    related: tuple[tuple[Span, str], ...] = ()
    message: str = ""  # replaces the rule's message, for functions that tell several cases apart
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BadExample:
    """A text with its marks ⟦…⟧ taken out, the marked spans, and the text after the suggestions ("" where none is given).

    `kind` says what the text is; with "story" it is segmented like a file.
    """

    text: str
    marks: tuple[Span, ...]
    fixed: str
    kind: str


class Finder(Protocol):
    """How one rule finds its hits: `patterns` are searched for in segments, `find` looks at the whole story."""

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Regular expressions that the matcher runs over every segment in the rule's scope."""
        ...

    def hits(self, document: Document, rule: Rule, found: Iterable[Match]) -> Iterable[Hit]:
        """Turn the matches of `patterns` in this story, or the story itself, into hits."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One RE2 expression of a rule, compiled on first use. `key` tells the finder which of its entries it came from."""

    expression: str
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where a pattern matched: spans in the document's text. `mark` is the group of that name, or the whole match."""

    key: int
    span: Span
    mark: Span
    groups: Mapping[str, str]
    numbered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule file. `id` is its path below the rules folder without the suffix: "punctuation/space-before"."""

    id: str
    kind: str
    message: str
    why: str
    category: str
    severity: Severity
    scopes: frozenset[Kind]
    finder: Finder = field(repr=False)
    enabled: bool = True
    confidence: float = 0.9
    fix: Fix = Fix.NONE
    link: str = ""
    inside_words: bool = False
    quotations: bool = True
    unless: tuple[str, ...] = ()
    bad: tuple[BadExample, ...] = ()
    good: tuple[tuple[str, str], ...] = ()
    path: str = ""
    digest: str = ""

    @property
    def pack(self) -> str:
        """The folder that the rule stands in."""
        return self.id.rpartition("/")[0]

    @property
    def signature(self) -> str:
        """The rule's identity and content: two runs with equal signatures applied the same rule."""
        return f"{self.id}@{self.digest}"
