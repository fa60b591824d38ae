from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.spans import MappedText, OffsetMap, Piece, Span


@st.composite
def layers(draw: st.DrawFn, source: str) -> tuple[str, OffsetMap]:
    """A text made from a source by copying, decoding and leaving out."""
    into = MappedText()
    position = 0
    while position < len(source):
        step = draw(st.integers(1, 4))
        span = Span(position, min(len(source), position + step))
        match draw(st.sampled_from(["copy", "copy", "decode", "skip"])):
            case "copy":
                into.copy(source, span)
            case "decode":
                into.decode(draw(st.text("xyz", min_size=1, max_size=3)), span)
        position = span.end
    return into.build()


@given(st.data())
def test_pieces_tile_the_text_and_sources_keep_their_order(data: st.DataObject) -> None:
    source = data.draw(st.text("abc😀\u0301", max_size=30))
    text, offsets = data.draw(layers(source))
    assert len(offsets) == len(text)
    position = 0
    for piece in offsets.pieces:
        assert piece.text.start == position
        position = piece.text.end
    places = [offsets.to_source(Span(at, at + 1)) for at in range(len(text))]
    assert all(one.start <= two.start and one.end <= two.end for one, two in itertools.pairwise(places))
    assert all(0 <= place.start < place.end <= len(source) for place in places)


@given(st.data())
def test_copied_characters_map_to_themselves(data: st.DataObject) -> None:
    source = data.draw(st.text("abc", min_size=1, max_size=30))
    text, offsets = data.draw(layers(source))
    for at, character in enumerate(text):
        place = offsets.to_source(Span(at, at + 1))
        if character in "abc":
            assert place.of(source) == character


@given(st.data())
def test_compose_is_associative(data: st.DataObject) -> None:
    first = data.draw(st.text("abc", max_size=24))
    second, inner = data.draw(layers(first))
    third, middle = data.draw(layers(second))
    fourth, outer = data.draw(layers(third))
    one = outer.compose(middle).compose(inner)
    two = outer.compose(middle.compose(inner))
    assert one == two
    assert len(one) == len(fourth)


@given(st.data())
def test_compose_maps_as_the_two_maps_in_turn(data: st.DataObject) -> None:
    first = data.draw(st.text("abc", max_size=24))
    second, inner = data.draw(layers(first))
    third, outer = data.draw(layers(second))
    both = outer.compose(inner)
    for start in range(len(third)):
        for end in range(start + 1, len(third) + 1):
            assert both.to_source(Span(start, end)) == inner.to_source(outer.to_source(Span(start, end)))


def test_identity_composes_to_itself() -> None:
    identity = OffsetMap.identity(5)
    assert identity.compose(identity) == identity
    assert identity.to_source(Span(5, 5)) == Span(5, 5)


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_piece_is_a_copy_or_one_decoded_character() -> None:
    with pytest.raises(ValueError, match="copied run"):
        Piece(Span(0, 2), Span(0, 3))
    with pytest.raises(ValueError, match="tile"):
        OffsetMap((Piece(Span(1, 2), Span(0, 1)),))
    with pytest.raises(ValueError, match="runs past"):
        OffsetMap.identity(3).to_source(Span(0, 4))
