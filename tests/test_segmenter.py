from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.segmenter import segment


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.span.of(text)) for each in segment(text)]


@pytest.mark.parametrize(
    "dateline",
    [
        "BEIJING, May 19 (Xinhua) --",
        "SAMARKAND, Uzbekistan, Sept. 16 (Xinhua) --",
        "ANKARA, Turkey (AP) —",
        "KIRKUK, Iraq (AA) -",
        "Oct. 10 (UPI) --",
        "TASHKENT, 2 March. /TASS/.",
        "NUR-SULTAN. KAZINFORM –",
        "TEHRAN, Mar. 31 (MNA) –",
        "Xinhua News Agency, Beijing, August 18.",
        "WASHINGTON —",
        "New York (Reuters) -",
        "Ankara (dpa) -",
        "Beijing, 18 (Prensa Latina)",
        "PUERTO PRINCESA, Philippines, Feb. 3 (PNA) --",
        "ŞANLIURFA (DHA) -",
    ],
)
def test_datelines_of_many_agencies(dateline: str) -> None:
    text = f"Ministers Meet to Talk About Water\n\n{dateline} The ministers met on Friday to talk about water."
    assert kinds(text)[1:] == [("dateline", dateline), ("body", "The ministers met on Friday to talk about water.")]


@pytest.mark.parametrize(
    "start", ["NATO said on Friday", "Beijing, the capital, was quiet", "UNESCO - the UN's arm - said", "In May (2023)"]
)
def test_a_sentence_that_begins_with_a_name_is_no_dateline(start: str) -> None:
    text = f"Ministers Meet to Talk About Water\n\n{start} that the ministers had met."
    assert [kind for kind, _ in kinds(text)] == ["headline", "body"]


def test_the_parts_of_a_story(story: str) -> None:
    assert [kind for kind, _ in kinds(story)] == (
        "furniture headline headline caption credit dateline body body body furniture".split()
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Xinhua/Rao Aimin)", "credit"),
        ("Enditem", "credit"),
        ("jg/aph/mem", "credit"),
        ("(Reporting by Ann Lee; Editing by Bo Li)", "credit"),
        ("- a list item of some words", "list"),
        ("a) peace among neighbours", "list"),
        ("Country\tGold\tSilver", "table"),
        ("Share on Facebook", "furniture"),
        ("“We will build it together and share it,”", "quote"),
        ("President Ye (L) meets his guest in Osh on Friday.", "caption"),
        ("by Burak Akinci", "byline"),
    ],
)
def test_a_line_is_known_by_its_words(line: str, kind: str) -> None:
    text = f"Ministers Meet to Talk About Water\n\nOSH, May 3 (Kabar) -- They met.\n\n{line}\n\nThey will meet again in June."
    assert (kind, line) in kinds(text)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The ministers of the two countries met on Friday in the old town of\n"
        "Osh and spoke for three hours about the water that the mountains give\n"
        "to the valleys below them.\n\nThey will meet again."
    )
    assert len(segment(text)) == 2


@given(st.text('aB .,\n\t"(-)/', max_size=120))
def test_segments_cover_everything_in_order(text: str) -> None:
    found = segment(text)
    assert all(one.span.end <= two.span.start for one, two in itertools.pairwise(found))
    covered = "".join("".join(each.span.of(text).split()) for each in found)
    assert covered == "".join(text.split())
    assert all(each.span.of(text) == each.span.of(text).strip() for each in found)
