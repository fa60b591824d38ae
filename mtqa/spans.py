"""Spans of text and the exact map from a document's text back to the file it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points, 0 <= start <= end. Raises ValueError for any other."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True  # an empty span is a place, not nothing

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return this span moved by `by` characters."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and the source characters that produced it.

    A run is copied character for character (`len(text) == len(source)`), or it is *one* character that stands for any number
    of source characters, at least one: an entity, an escape, a tag that breaks the line. No other form exists, so that two
    maps are the same function exactly where they are equal.
    """

    text: Span
    source: Span

    def __post_init__(self) -> None:
        copied = len(self.text) == len(self.source)
        if not len(self.text) or not len(self.source) or not (copied or len(self.text) == 1):
            raise ValueError(f"a piece is a copied run or one decoded character, not {self.text} from {self.source}")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each character of a text came from, exactly.

    The pieces tile the text from 0 without gap or overlap, and their sources never run backwards (two characters decoded from
    one escape share its source). Source characters that produced nothing, such as tags, belong to no piece.
    """

    pieces: tuple[Piece, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        position = source = 0
        for piece in self.pieces:
            if piece.text.start != position:
                raise ValueError(f"pieces must tile the text: expected {position}, got {piece.text.start}")
            if piece.source.start < source:
                raise ValueError(f"sources must not run backwards: {piece.source.start} after {source}")
            position, source = piece.text.end, piece.source.start
        object.__setattr__(self, "_starts", tuple(piece.text.start for piece in self.pieces))

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a text that is its own source."""
        return cls((Piece(Span(0, length), Span(0, length)),)) if length else cls(())

    def __len__(self) -> int:
        """The length of the mapped text in code points."""
        return self.pieces[-1].text.end if self.pieces else 0

    def __bool__(self) -> bool:
        return True

    def to_source(self, span: Span) -> Span:
        """Return the source characters from the first that produced `span` to the last.

        An empty span maps to the empty place before its character's source (at the end of the text: after the last source).
        Raises ValueError where the span runs past the text.
        """
        if span.end > len(self):
            raise ValueError(f"{span} runs past a text of {len(self)} characters")
        if not len(span):
            if span.start == len(self):
                end = self.pieces[-1].source.end if self.pieces else 0
                return Span(end, end)
            start = self._source_of(span.start).start
            return Span(start, start)
        return Span(self._source_of(span.start).start, self._source_of(span.end - 1).end)

    def compose(self, inner: OffsetMap) -> OffsetMap:
        """Return the map from this map's text to the source of `inner`, whose text is this map's source.

        Associative: HTML inside JSON inside a feed composes in either order. Raises ValueError where this map's source runs
        past the text of `inner`.
        """
        return OffsetMap(tuple(_joined(self._through(inner))))

    def _piece_at(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _source_of(self, position: int) -> Span:
        piece = self.pieces[self._piece_at(position)]
        if len(piece.text) != len(piece.source):
            return piece.source
        start = piece.source.start + position - piece.text.start
        return Span(start, start + 1)

    def _through(self, inner: OffsetMap) -> Iterator[Piece]:
        for piece in self.pieces:
            if len(piece.text) != len(piece.source):
                yield Piece(piece.text, inner.to_source(piece.source))
                continue
            if piece.source.end > len(inner):
                raise ValueError(f"{piece.source} runs past the inner text of {len(inner)} characters")
            shift = piece.text.start - piece.source.start
            position = piece.source.start
            while position < piece.source.end:
                below = inner.pieces[inner._piece_at(position)]
                end = min(piece.source.end, below.text.end)
                if len(below.text) == len(below.source):
                    offset = below.source.start - below.text.start
                    yield Piece(Span(position + shift, end + shift), Span(position + offset, end + offset))
                else:
                    yield Piece(Span(position + shift, end + shift), below.source)
                position = end


class MappedText:
    """Builds a text and its OffsetMap together, from left to right."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def copy(self, source: str, span: Span) -> None:
        """Append the characters of `source` under `span`, each mapped to itself."""
        if len(span):
            self._append(span.of(source), Piece(Span(self._length, self._length + len(span)), span))

    def decode(self, text: str, span: Span) -> None:
        """Append `text`, every character of which stands for the whole of `span` (an entity, an escape, a tag)."""
        for character in text:
            self._append(character, Piece(Span(self._length, self._length + 1), span))

    def build(self) -> tuple[str, OffsetMap]:
        """Return the text and the map from it to the source."""
        return "".join(self._parts), OffsetMap(tuple(_joined(self._pieces)))

    def _append(self, text: str, piece: Piece) -> None:
        self._parts.append(text)
        self._pieces.append(piece)
        self._length += len(text)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbouring copied runs, so that every map has one form."""
    last: Piece | None = None
    for piece in pieces:
        if (
            last is not None
            and last.source.end == piece.source.start
            and len(last.text) == len(last.source)
            and len(piece.text) == len(piece.source)
        ):
            last = Piece(Span(last.text.start, piece.text.end), Span(last.source.start, piece.source.end))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
