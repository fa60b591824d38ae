"""The MQM score of a story: severity weights of its findings, each place counted once."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.document import Document, Kind
from mtqa.issue import Issue
from mtqa.review import Score
from mtqa.text import count_words


def score(document: Document, issues: Sequence[Issue]) -> Score:
    """Return the score of a story (MQM scoring model 2.0: weights 0, 1, 5, 25, penalty per word of the story).

    Findings that overlap are one place: the worst of them counts. Page furniture holds no words of the story, but what is
    found in it counts.
    """
    words = sum(count_words(document.text, each.span) for each in document.segments if each.kind is not Kind.FURNITURE)
    return Score(words=words, penalty=penalty(issues))


def penalty(issues: Sequence[Issue]) -> float:
    """Return the summed weights of the worst finding at each place; places chain: a-b and b-c overlapping are one."""
    total = worst = 0.0
    end = -1
    for issue in sorted(issues, key=lambda each: (each.span.start, each.span.end)):
        if issue.span.start >= end:
            total += worst
            worst = 0.0
        worst = max(worst, issue.severity.weight)
        end = max(end, issue.span.end, issue.span.start + 1)
    return total + worst
