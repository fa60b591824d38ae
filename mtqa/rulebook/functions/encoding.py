"""Damage done by wrong decoding, and letters of another script inside a Latin word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from mtqa.document import Document, Segment
from mtqa.rulebook.rule import Hit, Rule
from mtqa.spans import Span

FUNCTIONS = ("combining", "mixed_script", "mojibake")

# A character that UTF-8 read as a Western code page produces: no story without one needs ftfy, which takes time to load.
_SUSPECT = re.compile("[\u0080-\u009fÂÃÄÅÐÑÎÏØÙâãäåðñîïêëìíЂѓРСвЎ€™œžŸ\ufffd]")
_CHUNK = re.compile(r"\S+")


def mojibake(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return words that were decoded with the wrong code page, with what they were (Speer, ftfy)."""
    for segment in _in_scope(document, rule):
        part = segment.span.of(document.text)
        if not _SUSPECT.search(part):
            continue
        import ftfy
        from ftfy.badness import is_bad

        for found in _CHUNK.finditer(part):
            word = found[0]
            if not _SUSPECT.search(word) or not is_bad(word):
                continue
            mended = ftfy.fix_encoding(word)
            if mended != word and "\ufffd" not in mended:
                yield Hit(
                    span=Span(*found.span()).shifted(segment.span.start),
                    values={"mark": word, "suggestion": mended},
                    suggestions=(mended,),
                )


# Letters that look like a Latin one (Unicode confusables, the subset that keyboards and optical readers really mix up).
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеіјорсухѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναικρτυ",
    "ABESIJKMHOPCTYXaeijopcyxsdhqwABEZHIKMNOPTYXovaikptu",
)
_OTHER = r"\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff"
_LATIN = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_OTHERS = re.compile(f"[{_OTHER}]")
_MIXED = re.compile(rf"[{_LATIN}{_OTHER}]*(?:[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}])[{_LATIN}{_OTHER}]*")
# Units, constants and statistics join a Greek letter to Latin ones by right: μm, Ωm, Δt, χ2.
_SCIENCE = re.compile(r"[μΩΔαβγδλπσχθ][A-Za-z]{1,2}|[A-Za-z]{1,2}[αβγδλμπσχθ]")


def mixed_script(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return words that mix Latin with Cyrillic or Greek letters, with the all-Latin spelling where every letter has one."""
    for segment in _in_scope(document, rule):
        if not _OTHERS.search(document.text, segment.span.start, segment.span.end):
            continue
        for found in _MIXED.finditer(document.text, segment.span.start, segment.span.end):
            word = found[0]
            if _SCIENCE.fullmatch(word):
                continue
            latin = word.translate(_LOOKALIKES)
            clean = not re.search(f"[{_OTHER}]", latin)
            others = sorted({unicodedata.name(each, "?").split()[0].title() for each in word if re.match(f"[{_OTHER}]", each)})
            yield Hit(
                span=Span(*found.span()),
                values={"mark": word, "script": " and ".join(others)},
                suggestions=(latin,) if clean else (),
            )


_COMBINING = re.compile(r"[^\W\d_][\u0300-\u036f]+")


def combining(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return letters with a combining mark that one letter can express, or that no spelling wants (i with a second dot).

    Lower-casing a Turkish capital İ leaves an i and a combining dot above, which prints as a stray dot.
    """
    for segment in _in_scope(document, rule):
        part = segment.span.of(document.text)
        if part.isascii():
            continue
        for found in _COMBINING.finditer(part):
            written = found[0]
            composed = unicodedata.normalize("NFC", written)
            if written[0] in "iıjI" and "\u0307" in written:
                composed = composed.replace("\u0307", "")
            if len(composed) < len(written):
                yield Hit(
                    span=Span(*found.span()).shifted(segment.span.start),
                    values={"mark": written, "suggestion": composed},
                    suggestions=(composed,),
                )


def _in_scope(document: Document, rule: Rule) -> Iterator[Segment]:
    return (segment for segment in document.segments if segment.kind in rule.scopes)
