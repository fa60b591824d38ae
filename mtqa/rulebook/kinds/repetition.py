"""repetition: the same words twice in a row. Keys: shortest, longest, joiners, except, capitals, comma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.rulebook.patterns import Context
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.rulebook.wordlist import FARTHEST, Words, wordlist
from mtqa.schema import Table
from mtqa.spans import Span

# what may follow a noun that ends its phrase
_AFTER_A_NOUN = frozenset(
    "of to in on at for from with by and or but as that which who when where while is are was were will would can has have had must "
    "should between among against under over he she it they we".split()
)


@dataclass(frozen=True, slots=True)
class Repetition:
    """Finds a word or phrase that is repeated at once: "the the", "of the country of the country", "work and work".

    What is marked is the second copy with the white space (and joiner) before it, so that deleting it mends the text.
    """

    shortest: int
    longest: int
    joiners: tuple[str, ...]
    allowed: frozenset[str]
    capitals: bool
    comma: bool
    patterns: tuple[Pattern, ...] = ()

    def hits(self, document: Document, rule: Rule, found: Iterable[Match]) -> Iterable[Hit]:  # noqa: ARG002 - the kinds share one silhouette
        """Return one hit for each repetition inside a segment of the rule's scope."""
        for words in wordlist(document):
            if words.segment.kind in rule.scopes:
                yield from self._in_segment(document.text, words)

    def _in_segment(self, text: str, words: Words) -> Iterator[Hit]:
        step = 1 if self.joiners else 0
        behind = 0  # the first word that no earlier hit took
        for first, size in self._candidates(words, step):
            second = first + size + step
            if first < behind or not self._repeats(text, words, first, second, size):
                continue
            behind = second + size
            span = Span(words.ends[second - step - 1], words.ends[second + size - 1])
            phrase = text[words.starts[first] : words.ends[first + size - 1]]
            mark = text[words.starts[first] : words.ends[second + size - 1]]
            yield Hit(span=span, values={"phrase": phrase, "mark": mark}, suggestions=("",))

    def _candidates(self, words: Words, step: int) -> list[tuple[int, int]]:
        """Return where a phrase and its copy begin with the same word, longer phrases first at each place."""
        sizes = ((first, apart - step) for first, apart in words.recurrences)
        places = [(first, size) for first, size in sizes if self.shortest <= size <= self.longest]
        return sorted(places, key=lambda place: (place[0], -place[1]))

    def _repeats(self, text: str, words: Words, first: int, second: int, size: int) -> bool:
        folded = words.folded
        phrase = folded[first : first + size]
        if folded[second : second + size] != phrase or " ".join(phrase) in self.allowed:
            return False
        if not any(character.isalpha() for word in phrase for character in word):
            return False
        gaps = [text[words.ends[at] : words.starts[at + 1]] for at in range(first, second + size - 1)]
        between = gaps[size - 1 : size - 1 + (second - first - size + 1)]
        if any(gap.strip() or "\n\n" in gap for gap in gaps[: size - 1] + gaps[size - 1 + len(between) :]):
            return False
        if any(gap.strip() not in ("", ",") if self.comma else gap.strip() or "\n\n" in gap for gap in between):
            return False
        if self.joiners and folded[first + size] not in self.joiners:
            return False
        # "Sing Sing", "Bora Bora", "Pago Pago": a name may be made of two equal parts
        capitals = [text[words.starts[at]].isupper() for at in (*range(first, first + size), *range(second, second + size))]
        if not self.capitals and all(capitals):
            return False
        following = folded[second + size] if second + size < len(folded) else ""
        apart = bool(following) and bool(text[words.ends[second + size - 1] : words.starts[second + size]].strip())
        # "step by step by step" is one phrase with three legs
        if self.shortest > 1 and (following == phrase[0] or (first and folded[first - 1] == phrase[-1])):
            return False
        # "petroleum and petroleum products" says two things, "protection and protection of" one
        return not (self.joiners and following and not apart and following not in _AFTER_A_NOUN)


def read(table: Table, context: Context) -> Repetition:  # noqa: ARG001 - the kinds share one silhouette
    """Read the keys of a repetition rule."""
    return Repetition(
        table.whole("shortest", 1, low=1, high=FARTHEST - 1),
        table.whole("longest", 1, low=1, high=FARTHEST - 1),
        table.texts("joiners"),
        frozenset(word.lower() for word in table.texts("except")),
        table.flag("capitals"),
        table.flag("comma"),
    )
