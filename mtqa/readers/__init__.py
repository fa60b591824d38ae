"""Readers, one module each: `read(source)` returns the documents of a file. `load` decodes the bytes and picks the reader.

Codes: MQ301 not found or not readable; MQ302 empty; MQ303 binary; MQ304 too large; MQ305 cannot be decoded; MQ306 no story.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from mtqa import plugins
from mtqa.document import Document, Source
from mtqa.errors import InputError

LARGEST = 20 << 20  # bytes; a day's wire is a tenth of that

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = {
    b"%PDF": ("a PDF file", "Save its text as .txt first."),
    b"PK\x03\x04": ("a ZIP archive or an Office file", "Save its text as .txt or .html first."),
    b"\x89PNG": ("a PNG picture", "Give the story's text."),
    b"\xff\xd8\xff": ("a JPEG picture", "Give the story's text."),
    b"GIF8": ("a GIF picture", "Give the story's text."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it first."),
    b"\xd0\xcf\x11\xe0": ("an old Office file", "Save its text as .txt first."),
    b"{\\rtf": ("an RTF file", "Save its text as .txt first."),
}
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset\s*=\s*["']?\s*|\?xml[^>]{0,100}?encoding\s*=\s*["'])([\w.:-]{1,40})""", re.IGNORECASE
)


def load(uri: str, data: bytes, *, suffix: str | None = None, format: str | None = None) -> tuple[Document, ...]:  # noqa: A002 - the option's name
    """Return the documents of a file.

    The reader is the one named by `format`, else the one for the suffix (of `uri` unless given), else the one whose look the
    text has, else plain text. Raises InputError for what cannot be read and UsageError for an unknown format.
    """
    source = decode(uri, data)
    text = source.text()
    if not text.strip():
        raise InputError("The file is empty.", code="MQ302", advice="Give a file with a story in it.")
    if format is None:
        wanted = (PurePath(uri).suffix if suffix is None else suffix).lower()
        known = [name for name in plugins.names("readers") if wanted and wanted in plugins.member("readers", name).SUFFIXES]
        looks = [name for name in plugins.names("readers") if plugins.member("readers", name).looks_like(text[:4096])]
        # a page saved as .txt is still a page
        plain = not known or known == ["text"]
        format = looks[0] if plain and looks else known[0] if known else "text"  # noqa: A001 - the option's name
    documents: tuple[Document, ...] = plugins.member("readers", format).read(source)
    if not documents or not any(document.text.strip() for document in documents):
        raise InputError(
            "No story was found in the file.", code="MQ306", advice="Check that it holds text and not only markup."
        )
    return documents


def suffixes() -> frozenset[str]:
    """Return the file suffixes that some reader takes, for finding stories in a folder."""
    return frozenset(suffix for name in plugins.names("readers") for suffix in plugins.member("readers", name).SUFFIXES)


def decode(uri: str, data: bytes) -> Source:
    """Return the source with the name of its encoding: byte-order mark, UTF-8, declared charset, then a guess with a note.

    Raises InputError for data that is too large, binary, or in no encoding.
    """
    if len(data) > LARGEST:
        size = f"{len(data) / (1 << 20):.0f} MB"
        raise InputError(
            f"The file is too large ({size}, at most {LARGEST >> 20} MB).", code="MQ304", advice="Split it into stories."
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(uri, data, encoding, f"its byte-order mark says {encoding}")
    for start, (what, advice) in _BINARY.items():
        if data.startswith(start):
            raise InputError(f"This is {what}, not text.", code="MQ303", advice=advice)
    if (at := data.find(b"\0")) >= 0:
        advice = "If it is UTF-16 text, save it with a byte-order mark or as UTF-8."
        raise InputError("The file is binary: it holds null bytes.", code="MQ303", where=f"byte {at}", advice=advice)
    try:
        data.decode("utf-8")
        return Source(uri=uri, data=data)
    except UnicodeDecodeError as error:
        return _guessed(uri, data, error)


def _guessed(uri: str, data: bytes, error: UnicodeDecodeError) -> Source:
    declared = _DECLARED.search(data[:2048])
    if declared:
        name = declared[1].decode("ascii")
        try:
            if codecs.lookup(name).name != "utf-8":
                return _strictly(uri, data, name, f"it declares {name}")
        except (LookupError, InputError):
            pass
    # a story in UTF-8 with one damaged place is not a story in another encoding
    intact = data.decode("utf-8", "ignore")
    broken = data.decode("utf-8", "replace").count("\ufffd")
    if broken <= 3 and sum(character > "\x7f" for character in intact) > broken:
        raise InputError(
            "The file is UTF-8 with a damaged place.",
            code="MQ305",
            where=f"byte {error.start}, line {data.count(10, 0, error.start) + 1}",
            advice="Mend or delete the damaged bytes there, or save the file again as UTF-8.",
        )
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], threshold=0.3).best()
    encoding = best.encoding if best is not None else "cp1252"
    try:
        source = _strictly(uri, data, encoding, "it looks like it")
    except InputError:
        source = _strictly(uri, data, "latin-1", "nothing else fits")
    note = (
        f"{uri}: not UTF-8 (byte {error.start}); read as {source.encoding}. "
        "If letters look wrong in the report, save the file as UTF-8."
    )
    return Source(uri=uri, data=data, encoding=source.encoding, notes=(note,))


def _strictly(uri: str, data: bytes, encoding: str, why: str) -> Source:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise InputError(
            f"The file cannot be decoded as {encoding} ({why}).", code="MQ305", where=f"byte {at}", advice="Save it as UTF-8."
        ) from None
    return Source(uri=uri, data=data, encoding=encoding)
