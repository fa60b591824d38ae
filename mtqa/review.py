"""What a run found: a review for each story, failures for what could not be read, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass, field

from mtqa.document import Document
from mtqa.errors import MtqaError
from mtqa.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """MQM penalty of a story. `quality` runs from 0 to 100, 100 faultless; `fluency` likewise, None where not judged."""

    words: int
    penalty: float
    fluency: float | None = None

    @property
    def quality(self) -> float:
        """max(0, 100 x (1 - penalty / words)); a story without words is faultless only without penalty."""
        if not self.words:
            return 0.0 if self.penalty else 100.0
        return max(0.0, 100.0 * (1.0 - self.penalty / self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A reference-based score with the recipe that made it."""

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One story with its findings in order (`mtqa.issue.order`)."""

    document: Document
    issues: tuple[Issue, ...]
    score: Score
    metrics: tuple[Metric, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that was left unchecked, and why."""

    uri: str
    error: MtqaError


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the gate passed, and every reason why not."""

    passed: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything one command did. `signature` is the recipe: two runs compare only where it is equal.

    `notes` are lines that the reader of any report must see: an optional part that was absent, a file decoded by guess.
    """

    version: str
    signature: str
    reviews: tuple[Review, ...]
    failures: tuple[Failure, ...] = ()
    verdict: Verdict = field(default_factory=lambda: Verdict(passed=True))
    notes: tuple[str, ...] = ()
