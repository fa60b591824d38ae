"""Quotation marks of a story, paired: which open, which close, what stands between them, and which have no partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mtqa.document import Document, Kind
from mtqa.spans import Span

# A quotation may open in one paragraph and close in a later one; beyond this many it is taken for a mark without partner.
_LONGEST = 8

_MARKS = re.compile(r"[\"“”„‟«»]|''|``|,,(?=\w)")
_OPENERS = frozenset("“„«‟")
_CLOSERS = frozenset("”»")
# inches or seconds: a figure stands before the mark and no quotation is open
_MEASURE = re.compile(r"(?:\d+\s*['’′]\s*\d+|\b\d{1,3}(?:\.\d+)?|[½¼¾])$")
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u202f\u2009([{—–-/:>‘'\u200b\ufeff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two marks of a pair, the marks included."""

    span: Span
    opening: Span
    closing: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """All pairs of a story and the marks without partner (`unopened` ones close nothing, `unclosed` ones open for ever)."""

    pairs: tuple[Quotation, ...]
    unclosed: tuple[Span, ...]
    unopened: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    form: str
    opens: bool
    closes: bool


def quotations(document: Document) -> list[Span]:
    """Return the spans between quotation marks, marks included, also those over several paragraphs."""
    return [pair.span for pair in paired(document).pairs]


@lru_cache(maxsize=2)
def paired(document: Document) -> Quotations:
    """Return the quotation marks of a story, paired across its paragraphs.

    A quotation of several paragraphs opens each of them and closes once (Chicago Manual of Style 13.32); the repeated openings
    are no marks without partner. Feet, inches, seconds and minutes are no quotation marks.
    """
    pairs: list[Quotation] = []
    unclosed: list[Span] = []
    unopened: list[Span] = []
    pending: list[tuple[_Mark, int]] = []  # opened in an earlier paragraph and not yet closed, with the paragraph's number
    for number, paragraph in enumerate(_paragraphs(document)):
        marks = list(_marks(document.text, paragraph))
        continues = bool(pending) and bool(marks) and marks[0].span.start == paragraph.start and marks[0].opens
        stack: list[_Mark] = []
        if continues:
            # the paragraph goes on with a quotation: its opening mark repeats the pending one
            first = marks.pop(0)
            opened, _ = pending.pop()
            pairs.append(Quotation(span=Span(opened.span.start, first.span.start), opening=opened.span, closing=first.span))
            stack.append(first)
        for mark in marks:
            if mark.closes and (stack or pending) and not (mark.opens and not _closes(mark, stack)):
                if stack:
                    opened = stack.pop()
                else:
                    opened, _ = pending.pop()
                pairs.append(Quotation(span=Span(opened.span.start, mark.span.end), opening=opened.span, closing=mark.span))
            elif mark.opens:
                stack.append(mark)
            else:
                unopened.append(mark.span)
        while pending and number - pending[0][1] >= _LONGEST:
            unclosed.append(pending.pop(0)[0].span)
        pending += [(mark, number) for mark in stack]
    unclosed += [mark.span for mark, _ in pending]
    return Quotations(
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.span.start, pair.span.end))),
        unclosed=tuple(sorted(unclosed)),
        unopened=tuple(sorted(unopened)),
    )


def _closes(mark: _Mark, stack: Sequence[_Mark]) -> bool:
    """For a mark that could do both, such as a straight one between blanks: it closes what is open in its own form."""
    return bool(stack) and stack[-1].form == mark.form


def _paragraphs(document: Document) -> Iterator[Span]:
    """Return runs of neighbouring story segments that stand in one paragraph: dateline and body are one."""
    start = end = -1
    for segment in document.segments:
        if segment.kind is Kind.FURNITURE:
            continue
        if start >= 0 and "\n" not in document.text[end : segment.span.start]:
            end = segment.span.end
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = segment.span.start, segment.span.end
    if start >= 0:
        yield Span(start, end)


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    straight = 0
    low = False
    for found in _MARKS.finditer(text, paragraph.start, paragraph.end):
        form = found[0]
        before = text[found.start() - 1] if found.start() > paragraph.start else "\n"
        after = text[found.end()] if found.end() < paragraph.end else "\n"
        if (
            form == '"'
            and before.isdigit()
            and not after.isalnum()
            and straight % 2 == 0
            and _MEASURE.search(text, max(paragraph.start, found.start() - 12), found.start())
        ):
            continue
        straight += form == '"'
        if form in _OPENERS:
            # „so“ closes with the mark that opens “so”
            low = low or form == "„"
            closes = form == "“" and not before.isspace() and low
            yield _Mark(Span(*found.span()), form, not closes, closes)
        elif form in _CLOSERS:
            yield _Mark(Span(*found.span()), form, False, True)
        elif form in {"``", ",,"}:
            yield _Mark(Span(*found.span()), form, True, False)
        else:
            free_before = before in _BEFORE_OPENING
            free_after = after.isspace() or after in ",.;:!?)]}—–-/’'" or after == "\n"
            if free_before and not free_after:
                yield _Mark(Span(*found.span()), form, True, False)
            elif free_after and not free_before:
                yield _Mark(Span(*found.span()), form, False, True)
            else:
                yield _Mark(Span(*found.span()), form, True, True)
