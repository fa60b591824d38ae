"""The words of a story, found once and shared by the rules that compare words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mtqa.document import Document, Segment

# The longest repetition that is looked for, in words.
FARTHEST = 13

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one segment: folded to lower case, and where each starts and ends in the document's text."""

    segment: Segment
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    recurrences: tuple[
        tuple[int, int], ...
    ]  # the number of a word that comes again, and how many words later (at most FARTHEST)


@lru_cache(maxsize=2)
def wordlist(document: Document) -> tuple[Words, ...]:
    """Return the words of every segment of a story, in order."""
    found = []
    for segment in document.segments:
        matches = list(_WORD.finditer(document.text, segment.span.start, segment.span.end))
        folded = tuple(match[0].lower() for match in matches)
        found.append(
            Words(
                segment,
                folded,
                tuple(match.start() for match in matches),
                tuple(match.end() for match in matches),
                _recurrences(folded),
            )
        )
    return tuple(found)


def _recurrences(folded: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    places: dict[str, list[int]] = {}
    found = []
    for number, word in enumerate(folded):
        if word in places:
            earlier = places[word]
            found += [(first, number - first) for first in earlier[-FARTHEST:] if number - first <= FARTHEST]
            earlier.append(number)
        else:
            places[word] = [number]
    return tuple(found)
