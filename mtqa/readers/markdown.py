"""Markdown: the story's text without its marks, with exact places. CommonMark's common constructs; the rest reads as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from mtqa.document import Document, Kind, Source, document_id
from mtqa.segmenter import Block, segment
from mtqa.spans import MappedText, Span

SUFFIXES = (".md", ".markdown")
MEDIA_TYPES = ("text/markdown",)

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_QUOTED = re.compile(r" {0,3}(?:>[ \t]?)+")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:[ \t]*\S")
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)?---[ \t]*(?:\r?\n|$)", re.DOTALL)
_KEY = re.compile(r"([\w-]+):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)
# one construct inside a line at a time, never across lines, so that hostile text costs linear time
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<code>`[^`\n]{1,300}`)|(?P<image>!\[[^\]\n]{0,300}\]\([^)\s]{0,500}(?:[ \t]+\"[^\"\n]{0,300}\")?\))|"
    r"(?P<link>\[(?P<label>[^\[\]\n]{1,500})\](?:\([^)\s]{0,500}(?:[ \t]+\"[^\"\n]{0,300}\")?\)|\[[^\]\n]{0,100}\]))|"
    r"(?P<auto><(?P<url>https?://[^>\s]{1,500})>)|(?P<tag></?[A-Za-z][^>\n]{0,500}>|<!--[^\n]{0,500}?-->)|"
    r"(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)|"
    r"(?P<strong>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![\w])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\w])|~~)"
)


@dataclass(slots=True)
class _Line:
    span: Span  # of what is shown, without line end and block marks
    kind: Kind | None
    starts: bool  # begins a new paragraph


def looks_like(head: str) -> bool:  # noqa: ARG001 - the readers share one silhouette
    """Markdown is known by its suffix only; any text might be it."""
    return False


def read(source: Source) -> tuple[Document, ...]:
    """Return the one story of a Markdown file; front matter becomes metadata."""
    raw = source.text()
    metadata: dict[str, str] = {}
    start = 0
    if front := _FRONT.match(raw):
        metadata = {key.lower(): value for key, value in _KEY.findall(front[1] or "")}
        start = front.end()
    into = MappedText()
    blocks: list[Block] = []
    opened = 0
    kind: Kind | None = None
    end = start
    for line in _lines(raw, start):
        if len(into):
            if line.starts:
                blocks.append(Block(Span(opened, len(into)), kind))
            between = Span(end, line.span.start) if line.span.start > end else Span(end - 1, end)
            into.decode("\n\n" if line.starts else " ", between)
        if line.starts:
            opened, kind = len(into), line.kind
        _inline(into, raw, line.span)
        end = line.span.end
    if len(into):
        blocks.append(Block(Span(opened, len(into)), kind))
    text, offsets = into.build()
    source = Source(uri=source.uri, data=source.data, media_type="text/markdown", encoding=source.encoding, notes=source.notes)
    return (
        Document(
            id=document_id(source.uri, source.data),
            source=source,
            text=text,
            offsets=offsets,
            segments=segment(text, blocks),
            metadata=metadata,
        ),
    )


def _lines(raw: str, start: int) -> Iterator[_Line]:
    """Return the lines that show something, with what they are."""
    rows = [found.span() for found in _LINE.finditer(raw, start) if found.end() > found.start()]
    fence = ""
    fresh = True
    last: Kind | None = None
    for number, (begin, stop) in enumerate(rows):
        shown = raw[begin:stop].rstrip("\r\n")
        span = Span(begin, begin + len(shown))
        mark = _FENCE.match(shown)
        if fence:
            if mark and mark[1].startswith(fence):
                fence, fresh = "", True
            elif shown.strip():
                yield _Line(_tight(raw, span), Kind.FURNITURE, True)
            continue
        if mark:
            fence = mark[1]
            continue
        if (
            not shown.strip()
            or _RULE.match(shown)
            or _DEFINITION.match(shown)
            or _TABLE_RULE.match(shown)
            or _UNDERLINE.match(shown)
        ):
            fresh = True
            continue
        kind: Kind | None = None
        following = raw[slice(*rows[number + 1])].rstrip("\r\n") if number + 1 < len(rows) else ""
        if heading := _HEADING.match(shown):
            yield _Line(Span(begin + heading.start(1), begin + heading.end(1)), Kind.HEADLINE, True)
            fresh, last = True, Kind.HEADLINE
            continue
        if fresh and _UNDERLINE.match(following) and not _ITEM.match(shown):
            yield _Line(_tight(raw, span), Kind.HEADLINE, True)
            last = Kind.HEADLINE
            continue
        if quoted := _QUOTED.match(shown):
            kind, span = Kind.QUOTE, Span(begin + quoted.end(), span.end)
        elif item := _ITEM.match(shown):
            kind, span, fresh = Kind.LIST, Span(begin + item.end(), span.end), True
        elif shown.lstrip().startswith("|") or ("|" in shown and (_TABLE_RULE.match(following) or last is Kind.TABLE)):
            kind, fresh = Kind.TABLE, True
        elif not fresh:
            kind = last
        fresh = fresh or kind is not last
        span = _tight(raw, span)
        if len(span):
            yield _Line(span, kind, fresh)
            fresh, last = False, kind


def _tight(raw: str, span: Span) -> Span:
    part = span.of(raw)
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.start + len(part.rstrip())))


def _inline(into: MappedText, raw: str, span: Span) -> None:
    """Append a line without its inline marks."""
    position = span.start
    for found in _INLINE.finditer(raw, span.start, span.end):
        if found.start() < position:
            continue
        into.copy(raw, Span(position, found.start()))
        position = found.end()
        where = Span(*found.span())
        if found["escape"]:
            into.decode(found[0][1], where)
        elif found["entity"]:
            into.decode(unescape(found[0]), where)
        elif found["code"]:
            into.copy(raw, Span(where.start + 1, where.end - 1))
        elif found["link"]:
            _inline(into, raw, Span(*found.span("label")))
        elif found["auto"]:
            into.copy(raw, Span(*found.span("url")))
    into.copy(raw, Span(position, span.end))
