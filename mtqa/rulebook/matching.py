"""Many rules over one story: one automaton for each scope tells which of thousands of patterns occur, in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import re2

from mtqa.document import Document, Kind, Segment
from mtqa.rulebook.patterns import compiled, options
from mtqa.rulebook.quotation import quotations
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.spans import Span

# Segments are searched in runs of about this many characters: one call of the automaton for many short lines.
_WINDOW = 4096


class Matcher:
    """Finds the hits of a set of rules. Cost grows with the text and with what is found, not with the number of rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        grouped: dict[frozenset[Kind], list[tuple[Rule, Pattern]]] = defaultdict(list)
        for rule in self.rules:
            for pattern in rule.finder.patterns:
                grouped[rule.scopes].append((rule, pattern))
        self._scopes = [(scopes, entries, _automaton(entries)) for scopes, entries in grouped.items()]

    def hits(self, document: Document) -> Iterator[tuple[Rule, Hit]]:
        """Return every hit of every rule in the story, rule by rule."""
        found: dict[str, list[Match]] = defaultdict(list)
        document = _without_page(document)
        for scopes, entries, automaton in self._scopes:
            for run in _runs(document, scopes):
                self._search(document, run, entries, automaton, found)
        quoted: list[Span] | None = None
        for rule in self.rules:
            matches = sorted(found[rule.id], key=lambda match: (match.mark.start, -match.mark.end, match.key))
            if rule.finder.patterns and not matches and not _wants_absence(rule):
                continue
            for hit in rule.finder.hits(document, rule, _outermost(matches)):
                if not rule.quotations:
                    if quoted is None:
                        quoted = quotations(document)
                    if any(each.overlaps(hit.span) for each in quoted):
                        continue
                if rule.unless and not rule.finder.patterns and _excused(document, rule, hit.span):
                    continue
                yield rule, hit

    def _search(
        self,
        document: Document,
        run: Sequence[Segment],
        entries: Sequence[tuple[Rule, Pattern]],
        automaton: Any,
        found: dict[str, list[Match]],
    ) -> None:
        text = document.text[run[0].span.start : run[-1].span.end]
        occurring = automaton.Match(text) or ()
        # The last pattern of the set matches always: without it, the automaton ran out of memory and told nothing.
        indexes: Iterable[int] = occurring if len(entries) in occurring else range(len(entries))
        for index in indexes:
            if index == len(entries):
                continue
            rule, pattern = entries[index]
            for segment in run:
                for match in _matches(document.text, segment.span, pattern):
                    if not rule.inside_words and _inside_word(document.text, match.mark):
                        continue
                    if rule.unless and _excused(document, rule, match.mark):
                        continue
                    found[rule.id].append(match)


def _without_page(document: Document) -> Document:
    """Leave out the furniture of a web page: markup tells it apart from the story, so it is not what will be printed.

    In plain text the same words were copied with the story, and are a defect.
    """
    if document.source.media_type != "text/html":
        return document
    return replace(document, segments=tuple(each for each in document.segments if each.kind is not Kind.FURNITURE))


def _automaton(entries: Sequence[tuple[Rule, Pattern]]) -> Any:
    automaton = re2.Set.SearchSet(options())
    for _, pattern in entries:
        automaton.Add(pattern.expression)
    automaton.Add("")
    automaton.Compile()
    return automaton


def _runs(document: Document, scopes: frozenset[Kind]) -> Iterator[list[Segment]]:
    """Return neighbouring segments in scope, several at a time; a run never spans a segment that is out of scope."""
    run: list[Segment] = []
    for segment in document.segments:
        if segment.kind not in scopes:
            if run:
                yield run
                run = []
            continue
        if run and segment.span.end - run[0].span.start > _WINDOW:
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _matches(text: str, within: Span, pattern: Pattern) -> Iterator[Match]:
    expression = compiled(pattern.expression)
    part = within.of(text)
    # searched as bytes, encoded once: a search in a str would encode the whole segment again each time
    data = part.encode("utf-8", "replace")
    names = expression.groupindex
    marks = names.get("mark", 0)
    position = known_bytes = known_characters = 0

    def characters(offset: int) -> int:
        """Return the code points before a byte; what lies before the last match is not counted again."""
        if offset >= known_bytes:
            return known_characters + len(data[known_bytes:offset].decode("utf-8"))
        return known_characters - len(data[offset:known_bytes].decode("utf-8"))

    while (found := expression.search(data, position)) is not None:
        start, end = found.span(marks)
        if start < 0:
            start, end = found.span()
        # Context around a mark may be shared by the next match, so the search goes on behind the mark only.
        position = end if end > found.start() else max(found.end(), found.start() + 1)
        first = characters(found.start())
        known_bytes, known_characters = found.start(), first
        yield Match(
            key=pattern.key,
            span=Span(first, characters(found.end())).shifted(within.start),
            mark=Span(characters(start), characters(end)).shifted(within.start),
            groups={name: (found.group(name) or b"").decode("utf-8") for name in names},
            numbered=tuple((group or b"").decode("utf-8") for group in found.groups()),
        )
        if position >= len(data):
            return


def _outermost(matches: Sequence[Match]) -> list[Match]:
    """Leave out each match that lies inside the one before it: two patterns of one rule found the same defect."""
    kept: list[Match] = []
    for match in matches:
        if not kept or not kept[-1].mark.contains(match.mark):
            kept.append(match)
    return kept


def _inside_word(text: str, mark: Span) -> bool:
    r"""True where the mark begins or ends in the middle of a word; RE2's \b knows ASCII letters only."""
    if not len(mark):
        return False
    before, first = text[mark.start - 1 : mark.start], text[mark.start]
    last, after = text[mark.end - 1], text[mark.end : mark.end + 1]
    return (_in_word(before) and _in_word(first)) or (_in_word(last) and _in_word(after))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or "\u0300" <= character <= "\u036f"


def _excused(document: Document, rule: Rule, mark: Span) -> bool:
    start, end = max(0, mark.start - 120), min(len(document.text), mark.end + 120)
    around = document.text[start:end]
    for expression in rule.unless:
        for found in compiled(expression).finditer(around):
            if (
                found.start() + start < max(mark.end, mark.start + 1)
                and mark.start < max(found.end(), found.start() + 1) + start
            ):
                return True
    return False


def _wants_absence(rule: Rule) -> bool:
    return getattr(rule.finder, "least", 0) > 0
