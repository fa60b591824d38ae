"""A story as every checker sees it: its text, what each part of it is, and the file it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from mtqa.spans import OffsetMap, Span


class Kind(StrEnum):
    """What a part of a story is. Rules name these, or one of the groups in `SCOPES`."""

    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    QUOTE = "quote"
    CAPTION = "caption"
    CREDIT = "credit"
    LIST = "list"
    TABLE = "table"
    FURNITURE = "furniture"


SCOPES: Mapping[str, frozenset[Kind]] = {
    **{kind.value: frozenset({kind}) for kind in Kind},
    "all": frozenset(Kind),
    # running text that is made of sentences
    "prose": frozenset({Kind.BODY, Kind.QUOTE, Kind.CAPTION, Kind.LIST}),
    # everything an editor wrote or is answerable for: all but page furniture
    "story": frozenset(Kind) - {Kind.FURNITURE},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of a file as they came, never altered.

    `uri` is the path as the user gave it; `encoding` is the name of the codec that decoded it; `notes` are remarks that the
    reader owes the user ("decoded as windows-1254: not UTF-8").
    """

    uri: str
    data: bytes = field(repr=False)
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the decoded file: no newline translation, a byte-order mark counted as signature and not as text."""
        return self.data.decode(self.encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part of the text and what it is. Segments are in order and do not overlap; only white space lies between them."""

    span: Span
    kind: Kind


@dataclass(frozen=True, kw_only=True, eq=False)
class Document:
    """One story; two are equal only if they are the same object, which makes it cheap to remember things of one.

    `text` is what checkers read; `offsets` leads from it to the decoded file (`Source.text()`). `id` is stable for equal
    input. `relay` is the relay language told by the user or found by a checker, "" where unknown. `original` and
    `reference` are the source-language text and a human translation, "" where absent.
    """

    id: str
    source: Source
    text: str = field(repr=False)
    offsets: OffsetMap = field(repr=False)
    segments: tuple[Segment, ...] = field(repr=False)
    language: str = "en"
    relay: str = ""
    original: str = ""
    reference: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)

    def of_kind(self, *kinds: Kind) -> tuple[Segment, ...]:
        """Return the segments of the given kinds, in order."""
        return tuple(segment for segment in self.segments if segment.kind in kinds)

    def kind_at(self, position: int) -> Kind | None:
        """Return the kind of the segment that holds the character at `position`, None between segments."""
        for segment in self.segments:
            if segment.span.start <= position < segment.span.end:
                return segment.kind
        return None

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the whole story in order; none crosses a segment."""
        return tuple(span for sentences in self.sentences_by_segment for span in sentences)

    @cached_property
    def sentences_by_segment(self) -> tuple[tuple[Span, ...], ...]:
        """The sentences of each segment, in the order of `segments`."""
        from mtqa.text import sentences

        return tuple(sentences(self.text, segment.span) for segment in self.segments)


def document_id(uri: str, data: bytes) -> str:
    """Return an identity for a story: its name and content, so that equal input gives equal output."""
    return hashlib.sha256(uri.encode("utf-8", "surrogateescape") + b"\0" + data).hexdigest()[:16]
