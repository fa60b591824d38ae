"""The MQM score of a story: severity weights of its findings, each place counted once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mtqa.document import Document, Kind
from mtqa.issue import Issue
from mtqa.review import Score
from mtqa.text import count_words


def score(document: Document, issues: Sequence[Issue]) -> Score:
    """Return the score of a story (MQM scoring model 2.0: weights 0, 1, 5, 25, penalty per word of the story).

    Findings that overlap are one place (see `penalty`). Page furniture holds no words of the story, but what is
    found in it counts.
    """
    words = sum(count_words(document.text, each.span) for each in document.segments if each.kind is not Kind.FURNITURE)
    return Score(words=words, penalty=penalty(issues))


def penalty(issues: Sequence[Issue]) -> float:
    """Return the greatest sum of severity weights over findings of which no two overlap.

    Of two findings at one place the worse counts; two places that a third finding touches both still count. One more finding
    never lowers the sum, so that it never turns a failed gate into a passed one. (Weighted interval scheduling: Kleinberg and
    Tardos, Algorithm Design, 6.1.)
    """
    places = sorted((max(each.span.end, each.span.start + 1), each.span.start, each.severity.weight) for each in issues)
    ends = [end for end, _, _ in places]
    best = [0.0]  # best[n]: the greatest sum over the first n places
    for number, (_, start, weight) in enumerate(places):
        before = bisect_right(ends, start, 0, number)
        best.append(max(best[number], best[before] + weight))
    return best[-1]
