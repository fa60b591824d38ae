"""A finding: where, what, how bad, why, and what to write instead."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from mtqa.spans import Span


class Severity(StrEnum):
    """How bad a finding is, from a note to copy that cannot run."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def weight(self) -> float:
        """The MQM penalty of one finding (MQM scoring model 2.0, default severity multipliers)."""
        return _WEIGHTS[self]

    @property
    def rank(self) -> int:
        """0 for neutral up to 3 for critical."""
        return list(Severity).index(self)


_WEIGHTS = {Severity.NEUTRAL: 0.0, Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}


class Fix(StrEnum):
    """Whether a suggestion may be applied unseen, needs an editor's eye, or does not exist."""

    SAFE = "safe"
    REVIEW = "review"
    NONE = "none"


CATEGORIES: frozenset[str] = frozenset(
    # dimensions and subtypes of the MQM core typology (themqm.org), spelled in lower case with hyphens
    f"{dimension}/{subtype}"
    for dimension, subtypes in {
        "accuracy": "mistranslation untranslated omission addition",
        "terminology": "inconsistent-use wrong-term inconsistent-with-resource",
        "linguistic-conventions": "grammar punctuation spelling unintelligible textual-conventions character-encoding",
        "style": "unidiomatic register inconsistent-style organizational-style awkward",
        "locale-conventions": "number-format date-format time-format currency-format measurement-format name-format",
        "audience-appropriateness": "culture-specific-reference",
        "design-and-markup": "layout markup missing-text link",
    }.items()
    for subtype in subtypes.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that bears on a finding: the other spelling, the opening bracket."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One finding. Spans are in the document's text; `confidence` is the probability, 0 to 1, that an editor agrees.

    `rule` is a path such as "names/variant"; `category` is one of `CATEGORIES`; `suggestions` replace the span's characters,
    best first. Raises ValueError for a category that is not an MQM error type.
    """

    span: Span
    checker: str
    rule: str
    category: str
    severity: Severity
    message: str
    confidence: float = 1.0
    suggestions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix = Fix.NONE
    url: str = ""

    def __post_init__(self) -> None:
        if self.category not in CATEGORIES:
            raise ValueError(f"{self.rule}: {self.category!r} is not an MQM error type")

    def with_severity(self, severity: Severity) -> Issue:
        """Return the same finding with another severity (a desk's override)."""
        return replace(self, severity=severity)


def order(issue: Issue) -> tuple[int, int, str, str]:
    """Sort key: start, end, rule, then message, so that equal input gives equal output."""
    return issue.span.start, issue.span.end, issue.rule, issue.message


def fingerprints(issues: Sequence[Issue], text: str) -> tuple[str, ...]:
    """Return one identity for each finding: its rule, its words and the three words on each side.

    Stable when the text moves, since no position enters. Where two findings have the same surroundings, the second is marked
    by its ordinal, so that a new copy of a known finding counts as new.
    """
    seen: dict[str, int] = {}
    marks = []
    for issue in issues:
        before = text[max(0, issue.span.start - 200) : issue.span.start].split()[-3:]
        after = text[issue.span.end : issue.span.end + 200].split()[:3]
        words = " ".join([issue.rule, *before, "|", *issue.span.of(text).split(), "|", *after])
        ordinal = seen[words] = seen.get(words, 0) + 1
        if ordinal > 1:
            words += f" #{ordinal}"
        marks.append(hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return tuple(marks)
