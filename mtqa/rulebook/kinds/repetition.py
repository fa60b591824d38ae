"""repetition: the same words twice in a row. Keys: shortest, longest, joiners, except, capitals, comma."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.rulebook.patterns import Context
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.schema import Table
from mtqa.spans import Span

# what may follow a noun that ends its phrase
_AFTER_A_NOUN = frozenset(
    "of to in on at for from with by and or but as that which who when where while is are was were will would can has have had must "
    "should between among against under over he she it they we".split()
)
_WORD = r"[^\W_]+(?:['’\-][^\W_]+)*"


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
        expression = self._expression()
        for segment in document.segments:
            if segment.kind not in rule.scopes:
                continue
            for match in expression.finditer(document.text, segment.span.start, segment.span.end):
                phrase = match["phrase"]
                folded = " ".join(phrase.lower().split())
                if folded in self.allowed or not any(character.isalpha() for character in phrase):
                    continue
                # "Sing Sing", "Bora Bora", "Pago Pago": a name may be made of two equal parts
                second = match[0][-len(phrase) :]
                if not self.capitals and all(word[:1].isupper() for word in (*phrase.split(), *second.split())):
                    continue
                # "step by step by step" is one phrase with three legs
                following = document.text[match.end() : segment.span.end].split(maxsplit=1)
                if self.shortest > 1 and following and following[0].strip(".,;:!?").lower() == folded.split()[0]:
                    continue
                # "petroleum and petroleum products" says two things, "protection and protection of" one
                if self.joiners and following and following[0].isalpha() and following[0].lower() not in _AFTER_A_NOUN:
                    continue
                span = Span(match.end("phrase"), match.end())
                yield Hit(span=span, values={"phrase": phrase, "mark": match[0]}, suggestions=("",))

    def _expression(self) -> re.Pattern[str]:
        words = rf"(?:[^\S\n]+{_WORD}){{{self.shortest - 1},{self.longest - 1}}}"
        joiner = "|".join(re.escape(each) for each in self.joiners)
        blank = r"[^\S\n]+\n?[^\S\n]*|\n(?!\s*\n)"
        between = rf"\s+(?:{joiner})\s+" if joiner else rf",?(?:{blank})" if self.comma else blank
        return re.compile(rf"(?<![\w'’\-])(?P<phrase>{_WORD}{words})(?:{between})(?i:(?P=phrase))(?![\w\-]|['’]\w)")


def read(table: Table, context: Context) -> Repetition:  # noqa: ARG001 - the kinds share one silhouette
    """Read the keys of a repetition rule."""
    return Repetition(
        table.whole("shortest", 1, low=1, high=12),
        table.whole("longest", 1, low=1, high=12),
        table.texts("joiners"),
        frozenset(word.lower() for word in table.texts("except")),
        table.flag("capitals"),
        table.flag("comma"),
    )
