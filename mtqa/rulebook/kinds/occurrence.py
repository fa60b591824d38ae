"""occurrence: at most, or at least, so many in a sentence, paragraph or story. Keys: patterns, most, least, within."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.rulebook.patterns import Context, ready
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.schema import Table
from mtqa.spans import Span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Counts matches in each unit; the first one too many is marked, or the unit's first words where there are too few."""

    patterns: tuple[Pattern, ...]
    most: int
    least: int
    within: str

    def hits(self, document: Document, rule: Rule, found: Iterable[Match]) -> Iterable[Hit]:
        """Return at most one hit for each sentence, paragraph or story."""
        marks = [match.mark for match in found]
        for unit in self._units(document, rule):
            inside = [mark for mark in marks if unit.contains(mark)]
            count = {"count": str(len(inside)), "most": str(self.most), "least": str(self.least)}
            if len(inside) > self.most:
                extra = inside[self.most]
                others = tuple((mark, "also here") for mark in inside[: self.most])
                yield Hit(span=extra, values={**count, "mark": extra.of(document.text)}, related=others)
            elif len(inside) < self.least:
                end = min(unit.end, unit.start + 40)
                yield Hit(span=Span(unit.start, end), values={**count, "mark": ""})

    def _units(self, document: Document, rule: Rule) -> Iterable[Span]:
        segments = [segment for segment in document.segments if segment.kind in rule.scopes]
        if self.within == "story":
            return [Span(segments[0].span.start, segments[-1].span.end)] if segments else []
        if self.within == "paragraph":
            return [segment.span for segment in segments]
        grouped = zip(document.segments, document.sentences_by_segment, strict=True)
        return [sentence for segment, sentences in grouped if segment.kind in rule.scopes for sentence in sentences]


def read(table: Table, context: Context) -> Occurrence:
    """Read the keys of an occurrence rule."""
    ignore_case = table.flag("ignore_case", True)
    exact = table.flag("exact_spaces")
    expressions = [
        ready(node, table, context, ignore_case=ignore_case, exact_spaces=exact)
        for node in table.nodes("patterns", required=True)
    ]
    if not table.has("most") and not table.has("least"):
        table.faults.append(table.node.fault('an occurrence rule needs the key "most" or the key "least"'))
    return Occurrence(
        tuple(Pattern(expression=each, key=0) for each in expressions if each),
        table.whole("most", 10**9),
        table.whole("least", 0),
        table.choice("within", ("sentence", "paragraph", "story"), "sentence"),
    )
