"""HTML pages: the story's text with exact places, page furniture told apart from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mtqa.document import Document, Kind, Source, document_id
from mtqa.readers._markup import RAW, VOID, Token, character_data, tokens
from mtqa.segmenter import Block, segment
from mtqa.spans import MappedText, OffsetMap, Span

SUFFIXES = (".html", ".htm", ".xhtml")
MEDIA_TYPES = ("text/html", "application/xhtml+xml")

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table tbody td tfoot th thead tr ul".split()
)
# a paragraph cannot hold these: opening one closes an open <p>
_FURNITURE_TAGS = frozenset(
    "nav footer aside form button select menu dialog template noscript label input iframe textarea".split()
)
_FURNITURE_ROLES = frozenset("navigation banner contentinfo complementary search form menu menubar dialog alert".split())
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:comments?|respond|share|sharing|social|related|sidebar|cookie|consent|newsletter|breadcrumbs?|tags?|promo|menu|"
    r"footer|widget|subscribe|subscription|advert(?:isement)?|ads?|banner|popup|modal|login|pagination|pager|nav|navbar|toolbar|recommend(?:ed)?|"
    r"most-read|trending|outbrain|taboola|skip-link|sr-only|screen-reader-text|meta|byline-meta|copyright)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_NAMED: Mapping[Kind, re.Pattern[str]] = {
    kind: re.compile(rf"(?:^|[-_\s])(?:{names})(?:$|[-_\s])", re.IGNORECASE)
    for kind, names in {
        Kind.BYLINE: "byline|author|authors|writer",
        Kind.DECK: "deck|dek|standfirst|subtitle|sub-title|subheadline|summary|lede|excerpt",
        Kind.CAPTION: "caption|wp-caption-text|figcaption|photo-caption|image-caption",
        Kind.CREDIT: "credit|photo-credit|image-credit|source-credit",
        Kind.DATELINE: "dateline",
    }.items()
}
_TAGGED = {
    "h1": Kind.HEADLINE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "blockquote": Kind.QUOTE,
    "td": Kind.TABLE,
    "th": Kind.TABLE,
    "li": Kind.LIST,
    "h2": Kind.HEADLINE,
    "h3": Kind.HEADLINE,
    "h4": Kind.HEADLINE,
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 400  # open elements that are tracked; deeper ones are read, but add nothing to what is known


@dataclass(frozen=True, slots=True)
class Page:
    """The visible text of a page with its map, its paragraphs, and what its head says about it."""

    text: str
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str]
    language: str


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    furniture: bool
    hidden: bool
    kind: Kind | None
    link: bool


def looks_like(head: str) -> bool:
    """True for a text that begins like a page: a doctype, <html>, or several block tags."""
    start = head.lstrip("\ufeff \t\r\n")[:200].lower()
    return start.startswith(("<!doctype html", "<html", "<head", "<body", "<article")) or (
        len(re.findall(r"<(?:p|div|h1|br|span)[\s>/]", head, re.IGNORECASE)) >= 2 and start.startswith("<")
    )


def read(source: Source) -> tuple[Document, ...]:
    """Return the one story of a page."""
    page = extract(source.text())
    source = Source(uri=source.uri, data=source.data, media_type="text/html", encoding=source.encoding, notes=source.notes)
    return (
        Document(
            id=document_id(source.uri, source.data),
            source=source,
            text=page.text,
            offsets=page.offsets,
            segments=segment(page.text, page.blocks),
            language=page.language,
            metadata=page.metadata,
        ),
    )


def extract(markup: str) -> Page:
    """Return what a browser would show of the markup; composes with the map of whatever holds the markup."""
    reader = _Reader(markup)
    for token in tokens(markup):
        reader.take(token)
    reader.finish()
    text, offsets = reader.into.build()
    return Page(text, offsets, tuple(reader.told_apart()), reader.metadata, reader.language)


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    hint: Kind | None
    furniture: bool
    in_article: bool
    linked: int


class _Reader:
    """Turns tokens into text and paragraphs."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.into = MappedText()
        self.metadata: dict[str, str] = {}
        self.language = "en"
        self.paragraphs: list[_Paragraph] = []
        self._open: list[_Open] = []
        self._counts: dict[str, int] = {}
        self._break: tuple[str, Span] | None = None  # what to write before the next visible character
        self._start = 0
        self._linked = 0
        self._space = True

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "text":
            self._text(token.span)
        elif token.kind == "raw":
            if token.name == "title":
                self.metadata.setdefault("title", " ".join(token.span.of(self.markup).split()))
        elif token.kind == "open":
            self._opening(token)
        else:
            self._closing(token)

    def finish(self) -> None:
        """End the last paragraph."""
        self._end_paragraph()

    def told_apart(self) -> list[Block]:
        """Return the paragraphs as blocks: furniture by markup, by links, or for standing outside the article."""
        article = any(each.in_article and not each.furniture for each in self.paragraphs)
        blocks = []
        for each in self.paragraphs:
            length = each.end - each.start
            menu = each.hint in {None, Kind.LIST, Kind.TABLE} and each.linked > 0.75 * length and length < 200
            outside = article and not each.in_article and each.hint is not Kind.HEADLINE
            furniture = each.furniture or menu or outside
            blocks.append(Block(Span(each.start, each.end), Kind.FURNITURE if furniture else each.hint))
        return blocks

    def _text(self, span: Span) -> None:
        part = span.of(self.markup)
        if any(each.hidden for each in self._open[-3:]) or self._hidden():
            return
        if not part.strip(" \t\r\n\f"):
            if self._break is None and not self._space and "pre" not in self._counts:
                self._space = character_data(self.into, self.markup, span, after_space=self._space)
            return
        if self._break is not None:
            self._write_break(*self._break)
        before = len(self.into)
        keep = bool(self._counts.get("pre"))
        self._space = character_data(self.into, self.markup, span, keep_space=keep, after_space=self._space)
        if any(each.link for each in self._open):
            self._linked += len(self.into) - before
        self._state = self._now()

    def _write_break(self, mark: str, place: Span) -> None:
        """Begin a new line, and a new paragraph unless the break is a single <br>."""
        if mark != "\n":
            self._end_paragraph()
        if len(self.into):
            self.into.decode(mark, place)
        if mark != "\n":
            self._start, self._linked = len(self.into), 0
        self._space, self._break = True, None

    _state: tuple[Kind | None, bool, bool] = (None, False, False)

    def _now(self) -> tuple[Kind | None, bool, bool]:
        kind = next((each.kind for each in reversed(self._open) if each.kind is not None), None)
        furniture = any(each.furniture for each in self._open)
        return kind, furniture, bool(self._counts.get("article") or self._counts.get("main"))

    def _hidden(self) -> bool:
        return any(each.hidden for each in self._open)

    def _end_paragraph(self) -> None:
        built = len(self.into)
        if built > self._start:
            kind, furniture, in_article = self._state
            self.paragraphs.append(_Paragraph(self._start, built, kind, furniture, in_article, self._linked))
        self._start = built

    def _breaks(self, mark: str, span: Span) -> None:
        if self._break is None or len(mark) > len(self._break[0]):
            self._break = (mark, span)

    def _opening(self, token: Token) -> None:
        name, attributes = token.name, token.attributes
        if name == "html" and attributes.get("lang"):
            self.language = attributes["lang"].split("-")[0].lower() or "en"
        if name == "meta":
            key = attributes.get("property") or attributes.get("name") or ""
            if key and attributes.get("content"):
                self.metadata.setdefault(key.lower(), attributes["content"])
        if name == "br":
            # two in a row part paragraphs on pages without <p>
            self._breaks("\n" if self._break is None else "\n\n", token.span)
            return
        if name in {"td", "th"} and any(each.name == "tr" for each in self._open[-4:]) and self._break is None:
            self._breaks("\t", token.span)
        elif name in _BLOCKS:
            self._breaks("\n\n", token.span)
        if name in VOID or (token.closed and name not in RAW):
            return
        if name in {"p", "li", "td", "th", "tr", "option"}:
            self._close_implied(name)
        if len(self._open) >= _DEEPEST:
            return
        label = " ".join(attributes.get(key, "") for key in ("class", "id", "itemprop", "rel"))
        furniture = (
            name in _FURNITURE_TAGS
            or attributes.get("role", "").lower() in _FURNITURE_ROLES
            or (name not in {"html", "body", "article", "main", "h1"} and bool(_FURNITURE_NAMES.search(label)))
        )
        hidden = (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or bool(_HIDDEN.search(attributes.get("style", "")))
        )
        hidden = hidden or name in {"template", "noscript", "svg", "math", "object", "audio", "video", "canvas", "head"}
        kind = _TAGGED.get(name) or next(
            (each for each, names in _NAMED.items() if label.strip() and names.search(label)), None
        )
        if name in {"article", "main", "body", "html"}:
            kind = None
        article = name in {"article", "main"} or "articleBody" in label
        self._open.append(
            _Open("article" if article and name not in {"article", "main"} else name, furniture, hidden, kind, name == "a")
        )
        self._counts[self._open[-1].name] = self._counts.get(self._open[-1].name, 0) + 1

    def _close_implied(self, name: str) -> None:
        """<p> ends an open <p>, <li> an open <li> of the same list, and so on."""
        bounds = {"li": {"ul", "ol", "menu"}, "td": {"table", "tr"}, "th": {"table", "tr"}, "tr": {"table"}}.get(
            name, _BLOCKS - {name}
        )
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].name == name:
                self._pop(depth)
                return
            if self._open[depth].name in bounds:
                return

    def _closing(self, token: Token) -> None:
        if token.name in _BLOCKS and token.name not in {"td", "th"}:
            self._breaks("\n\n", token.span)
        if not self._counts.get(token.name) and token.name not in {"div", "section"}:
            return
        for depth in range(len(self._open) - 1, -1, -1):
            opened = self._open[depth].name
            if opened == token.name or (opened == "article" and token.name in {"div", "section"}):
                self._pop(depth)
                return
            if opened in {"table", "article", "main", "body"} and token.name not in {
                "html",
                "body",
                "article",
                "main",
                "table",
            }:
                return

    def _pop(self, depth: int) -> None:
        for each in self._open[depth:]:
            self._counts[each.name] -= 1
        del self._open[depth:]
