"""A tokenizer for HTML as it is met: exact offsets, linear time, no error and no recursion whatever comes.

The standard library's parser takes quadratic time on some broken input and tells lines instead of offsets; the tree builders
(html5lib, lxml) tell no offsets at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

from mtqa.spans import MappedText, Span

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# their content is not markup
RAW = frozenset("script style textarea title iframe noembed noframes xmp".split())

_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*")
_ATTRIBUTE = re.compile(r"""\s*/?\s*([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?")
_LONGEST_TAG = 100_000  # characters; an unclosed quotation mark must not swallow the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`kind` is "open", "close", "text" or "raw" (comments and the like are left out); names are in lower case."""

    kind: str
    span: Span
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False  # <br/>


def tokens(markup: str) -> Iterator[Token]:
    """Return the tags and the text between them, in order."""
    position, end = 0, len(markup)
    no_more: set[str] = set()  # closing sequences known to be absent from here on, so that no search is done twice
    while position < end:
        less = markup.find("<", position)
        if less < 0:
            yield Token(kind="text", span=Span(position, end))
            return
        after, token = _at(markup, less, no_more)
        if after == less:  # a "<" that is no markup is text
            following = _MARKUP.search(markup, less + 1)
            stop = following.start() if following else end
            yield Token(kind="text", span=Span(position, stop))
            position = stop
            continue
        if less > position:
            yield Token(kind="text", span=Span(position, less))
        position = after
        if token is None:
            continue
        yield token
        if token.kind == "open" and token.name in RAW and not token.closed:
            close = _raw_end(markup, token.name, position, no_more)
            if close > position:
                yield Token(kind="raw", span=Span(position, close), name=token.name)
            position = close


def _at(markup: str, at: int, no_more: set[str]) -> tuple[int, Token | None]:
    """Return where the markup at "<" ends, and its token if it is a tag."""
    following = markup[at + 1 : at + 2]
    if following == "!":
        if markup.startswith("<!--", at):
            if markup.startswith(("<!-->", "<!--->"), at):
                return markup.index(">", at) + 1, None
            return _until(markup, "-->", at + 4, no_more), None
        if markup.startswith("<![CDATA[", at):
            return _until(markup, "]]>", at + 9, no_more), None
        return _until(markup, ">", at + 2, no_more), None
    if following == "?":
        return _until(markup, ">", at + 2, no_more), None
    closing = following == "/"
    name = _NAME.match(markup, at + 1 + closing)
    if not name:
        return at, None
    position = name.end()
    limit = min(len(markup), at + _LONGEST_TAG)
    attributes: dict[str, str] = {}
    while position < limit:
        if markup[position] == ">":
            break
        found = _ATTRIBUTE.match(markup, position, limit)
        if not found or found.end() == position:
            position += 1
            continue
        value = found[2] or ""
        if value[:1] in "\"'" and value[:1]:
            value = value[1:-1] if len(value) > 1 and value[-1] == value[0] else value[1:]
        attributes.setdefault(found[1].lower(), unescape(value))
        position = found.end()
    closed = markup[position - 1 : position] == "/"
    stop = min(position + 1, len(markup))
    kind = "close" if closing else "open"
    return stop, Token(kind=kind, span=Span(at, stop), name=name[0].lower(), attributes=attributes, closed=closed)


def _until(markup: str, mark: str, start: int, no_more: set[str]) -> int:
    if mark in no_more:
        return len(markup)
    found = markup.find(mark, start)
    if found < 0:
        no_more.add(mark)
        return len(markup)
    return found + len(mark)


def _raw_end(markup: str, name: str, start: int, no_more: set[str]) -> int:
    mark = f"</{name}"
    if mark in no_more:
        return len(markup)
    found = re.compile(re.escape(mark) + r"(?=[\s/>])", re.IGNORECASE).search(markup, start)
    if not found:
        no_more.add(mark)
        return len(markup)
    return found.start()


def character_data(into: MappedText, source: str, span: Span, *, keep_space: bool = False, after_space: bool = False) -> bool:
    """Append text between tags: entities decoded and white space folded as a browser shows it.

    `after_space` tells that a space precedes; returns the same for what follows. A single blank is copied, a run of white
    space or a line end is one blank decoded from the run.
    """
    pieces = re.compile(r"[^&\s]+|&|\s+") if not keep_space else re.compile(r"[^&]+|&")
    position = span.start
    while position < span.end:
        found = pieces.match(source, position, span.end)
        if not found:
            break
        part = found[0]
        if part == "&":
            entity = _ENTITY.match(source, position, span.end)
            shown = _shown(entity[0]) if entity else "&"
            stop = position + (len(shown[1]) if isinstance(shown, tuple) else len(entity[0]) if entity else 1)
            into.decode(shown[0] if isinstance(shown, tuple) else shown, Span(position, stop))
            position, after_space = stop, False
            continue
        position = found.end()
        if keep_space or not part.isspace() or "\u00a0" in part or part.strip("\u00a0\u2000-\u200a\u202f\u2009 \t\r\n\f"):
            into.copy(source, Span(*found.span()))
            after_space = False
        elif not after_space:
            if part == " ":
                into.copy(source, Span(*found.span()))
            else:
                into.decode(" ", Span(*found.span()))
            after_space = True
    return after_space


def _shown(entity: str) -> str | tuple[str, str]:
    """Return what an entity shows; a pair with its true length where only a part of it is one ("&notit" is "¬it")."""
    if entity.startswith("&#") or entity[1:] in html5:
        return unescape(entity)
    for end in range(len(entity) - 1, 2, -1):
        if entity[1:end] in html5:
            return html5[entity[1:end]], entity[:end]
    return "&", "&"
