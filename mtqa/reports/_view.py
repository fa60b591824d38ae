"""What reports share: places in the file, words around a finding, and text made safe to show."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.issue import Severity
from mtqa.review import Review
from mtqa.spans import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Places:
    """Lines and columns of a decoded file, both counted from 1; columns in code points."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> Places:
        """Return the places of the file that a document came from."""
        return cls((0, *(found.end() for found in _LINE_END.finditer(document.source.text()))))

    def at(self, position: int) -> tuple[int, int]:
        """Return line and column of a character."""
        line = bisect_right(self.starts, position)
        return line, position - self.starts[line - 1] + 1


def sentence_of(document: Document, span: Span) -> Span:
    """Return the sentence that a finding stands in, or the line where it stands in none or in several."""
    for sentence in document.sentences:
        if sentence.contains(span):
            return sentence
        if sentence.start > span.start:
            break
    start = document.text.rfind("\n", 0, span.start) + 1
    end = document.text.find("\n", span.end)
    return Span(start, len(document.text) if end < 0 else end)


def context_of(document: Document, span: Span, around: int = 60) -> str:
    """Return the words around a finding, cut at word ends, on one line."""
    start, end = max(0, span.start - around), min(len(document.text), span.end + around)
    before, after = document.text[start : span.start], document.text[span.end : end]
    if start and " " in before:
        before = before[before.index(" ") + 1 :]
    if end < len(document.text) and " " in after:
        after = after[: after.rindex(" ")]
    return before + span.of(document.text) + after


def counts(review: Review) -> dict[Severity, int]:
    """Return how many findings a story has of each severity, worst first."""
    return {severity: sum(issue.severity is severity for issue in review.issues) for severity in reversed(Severity)}


def printable(text: str) -> str:
    """Return the text with line ends as blanks and every control, direction or other invisible character as <U+202E>.

    Wire copy is untrusted: an escape sequence must not reach a terminal, and an invisible defect must be seen.
    """
    return "".join(each if _visible(each) else " " if each in "\n\r\t" else f"<U+{ord(each):04X}>" for each in text)


def _visible(character: str) -> bool:
    if character in " \u00a0" or character.isalnum():
        return True
    category = unicodedata.category(character)
    return category[0] not in "CZ"


def columns(text: str) -> int:
    """Return the terminal columns of a printable text: none for combining marks, two for wide characters (UAX #11)."""
    width = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def plural(count: int, noun: str) -> str:
    """Return "1 word", "2 words"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
