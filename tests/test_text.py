from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.spans import Span
from mtqa.text import count_words, lines, paragraphs, sentences, words


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "He met Gen. Abdel Fattah on Sept. 16 in St. Petersburg.",
        "The U.S. President left at 5 p.m. on Friday.",
        "J. K. Rowling met V.V. Putin and Lt. Col. Smith of Acme Co., Ltd. in Osh.",
        '"Is it true?" he asked.',
        "It rose 3.5 percent to No. 5 vs. last year... and stayed there.",
        "He said “We go!” and went.",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    assert split(sentence) == [sentence]
    assert split(f"{sentence} The end came.") == [sentence, "The end came."]


def test_a_lower_case_start_is_a_sentence_of_its_own() -> None:
    assert split("They spoke of culture and other fields. urged to deepen trade.")[1] == "urged to deepen trade."


def test_closing_marks_stay_with_their_sentence() -> None:
    assert split('He said "no." (He left.) Then it rained.') == ['He said "no."', "(He left.)", "Then it rained."]


@given(st.text(" \n.!?\"'aBé😀1-", max_size=80))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    found = sentences(text, Span(0, len(text)))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


def test_words_keep_inner_signs_and_marks() -> None:
    text = "Xi’an's U.S. e-commerce rose 3.5% at 10:30 in cafe\u0301s, 1,200 said."
    found = [span.of(text) for span in words(text, Span(0, len(text)))]
    assert found == ["Xi’an's", "U.S", "e-commerce", "rose", "3.5%", "at", "10:30", "in", "cafe\u0301s", "1,200", "said"]
    assert count_words(text, Span(0, len(text))) == len(found)


def test_lines_and_paragraphs_know_every_line_end() -> None:
    text = "one\r\ntwo\rthree\u2028four\n\nfive\x85six"
    assert [span.of(text) for span in lines(text)] == ["one", "two", "three", "four", "five", "six"]
    text = "a\nb\n\n c \n"
    assert [span.of(text) for span in paragraphs(text)] == ["a\nb", "c"]
