from __future__ import annotations

from collections.abc import Callable

import pytest

from mtqa import readers
from mtqa.document import Document
from mtqa.errors import InputError, UsageError


def test_text_is_kept_character_for_character(document: Callable[..., Document]) -> None:
    text = "Head of the Story\r\n\r\nOSH (Kabar) -- “Naïve” cafe\u0301 😀 text.\r\n"
    found = document(text)
    assert found.text == text
    assert found.source.text() == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_honoured(encoding: str) -> None:
    (found,) = readers.load("a.txt", "Ünal spoke. He left.".encode(encoding))
    assert found.text == "Ünal spoke. He left."


def test_another_encoding_is_read_with_a_visible_note() -> None:
    text = "Şırnak'ta görüşme yapıldı. İstanbul'da ise çok sayıda kişi gözaltına alındı, dedi Bakan Yılmaz.\n" * 5
    (found,) = readers.load("a.txt", text.encode("cp1254"))
    assert "not UTF-8" in found.source.notes[0]
    assert "byte" in found.source.notes[0]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "MQ302", "empty"),
        (b" \n\t ", "MQ302", "empty"),
        (b"%PDF-1.7 ...", "MQ303", "PDF"),
        (b"PK\x03\x04....", "MQ303", "Office"),
        (b"a story\0with a null", "MQ303", "null bytes"),
        ("Çok güzel café in Zürich. ".encode() * 4 + b"\xe2\x82", "MQ305", "damaged"),
        (b"x" * (readers.LARGEST + 1), "MQ304", "too large"),
        (b"\xef\xbb\xbfgood \xff text", "MQ305", "cannot be decoded"),
    ],
)
def test_bad_input_is_a_clear_error(data: bytes, code: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        readers.load("a.txt", data)
    assert caught.value.code == code
    assert caught.value.advice


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UsageError, match='Did you mean "html"'):
        readers.load("a.txt", b"text", format="htlm")


def test_one_line_of_five_megabytes_is_read() -> None:
    (found,) = readers.load("a.txt", b"word " * 1_000_000)
    assert len(found.segments) == 1
