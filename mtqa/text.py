"""Sentences, words, paragraphs and lines of wire copy, as exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.spans import Span

# Letters and digits with what may stand inside a word: apostrophe, hyphen, the stops of U.S., 3.5 and 10:30, combining marks.
_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:['’.\-:,/]?[^\W_][\u0300-\u036f]*)*%?")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
_PARAGRAPH = re.compile(
    r"\S[^\r\n\u2028\u2029\x85]*(?:(?:\r\n|[\r\n\u2028\x85])[^\S\r\n\u2028\u2029\x85]*\S[^\r\n\u2028\u2029\x85]*)*"
)

# ranks, titles and forms of address stand before a name, "No." before a figure: never the end of a sentence
_BEFORE_NAMES = (
    r"Adm|Amb|Brig|Capt|Cdr|Cllr|Cmdr|Col|Cpl|Dr|Fr|Gen|Gov|Hon|Insp|Lt|Maj|Messrs|Mgr|Mme|Mr|Mrs|Ms|Mt|Pfc|Prof|Pvt|Rep|Reps|Rev|"
    r"Sen|Sens|Sgt|St|Ste|Supt|Vice-Adm|No|Nos|Vol|vs|cf|e\.g|i\.e|Fig|approx"
)
# may end a sentence, but not before a figure or a lower-case word
_OTHERS = (
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Pres|Sr|Jr|v|est|max|min|ca|al|Art|Sec|"
    r"Ave|Blvd|Rd|Dept|Univ|Assn|Bros|Inc|Ltd|Co|Corp|Cos|Ft|sq|a\.m|p\.m|U\.S|U\.N|U\.K|E\.U|D\.C|Ph\.D"
)
_OPEN = r"(?:^|[\s(\[\"“'‘/-])"
_NEVER_ENDS = re.compile(rf"{_OPEN}(?:{_BEFORE_NAMES})\.$")
_ABBREVIATION_END = re.compile(rf"{_OPEN}(?:{_OTHERS})\.$", re.IGNORECASE)
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢİĪĶŁĻŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽƏ]"
_INITIALS = re.compile(rf"(?:^|[\s(\[\"“'‘.-])(?!U\.S|U\.N|U\.K|E\.U|D\.C)(?:{_CAPITAL}\.){{1,3}}$")
_LETTER_DOT = re.compile(r"(?:[A-Za-z]\.){2,}$")
# a stop, closing marks, white space: where a sentence may end although the library saw none
_MISSED_END = re.compile(r"[.!?…][\"”’')\]»]*\s+(?=[^\W_\d]|[\"“‘«(\[])|[。！？]\s*(?=\S)")
_TAG = re.compile(
    r"(?:he|she|it|they|i|we|the|a|an|said|says|asked|added|told|who|replied|wrote|reads|read|according|one|his|her|its|their)\b"
)
_DATELINE_STOP = re.compile(
    r"^[^.!?]{0,60}\b(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\w*\.?\s*\d{0,2}\.$"
)


def lines(text: str) -> tuple[Span, ...]:
    """Return the lines of a text without their ends (LF, CRLF, CR, NEL, U+2028, U+2029); empty ones are left out."""
    return tuple(Span(*found.span()) for found in _LINE.finditer(text))


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the runs of lines between blank lines, without white space at either end."""
    return tuple(Span(found.start(), found.start() + len(found[0].rstrip())) for found in _PARAGRAPH.finditer(text))


def words(text: str, within: Span) -> tuple[Span, ...]:
    """Return the words: letters or digits with inner apostrophes, hyphens and stops (U.S, 3.5, 10:30); marks stay in their word."""
    return tuple(Span(*found.span()) for found in _WORD.finditer(text, within.start, within.end))


def count_words(text: str, within: Span) -> int:
    """Return the number of words, as `words` tells them."""
    return sum(1 for _ in _WORD.finditer(text, within.start, within.end))


def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """Return the sentences inside a span in order, without white space at their ends; nothing but white space lies between.

    sentencex (English) proposes the boundaries; corrections for wire copy follow: no end after ranks, months and initials, an
    end before a lower-case start (a defect that must be seen), closing marks with the sentence they close, and "he said" with
    the quotation before it.
    """
    part = within.of(text)
    found: list[Span] = []
    start = 0
    for end in _ends(part):
        piece = part[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right > left:
            found.append(Span(within.start + left, within.start + right))
        start = end
    return tuple(found)


def _ends(part: str) -> Iterator[int]:
    """Return where each sentence ends, the last one at the end of the part."""
    candidates = {match.end() for match in _MISSED_END.finditer(part)}
    if any(mark in part for mark in ".!?…。！？"):
        from sentencex import get_sentence_boundaries

        for boundary in get_sentence_boundaries("en", part):
            candidates.add(int(boundary["end_index"]))
    last = 0
    for end in sorted(candidates):
        if last < end < len(part) and _is_end(part, last, end):
            yield end
            last = end
    yield len(part)


def _is_end(part: str, start: int, end: int) -> bool:
    before = part[start:end].rstrip()  # one sentence, so that the whole costs linear time
    after = part[end : end + 80].lstrip()[:40]
    bare = before.rstrip("\"”’')]»")
    if not after or not bare:
        return False
    if after[0] in ",;:)]”’»-–—" or (after[0] == '"' and after[1:2].isspace()):
        return False
    if "\n" in part[start + len(before) : end] and bare[-1] not in ".!?…":
        # a hard-wrapped line, not a sentence
        return False
    if bare[-1] in "!?" or bare.endswith(("…", "...")):
        return not (after[0].islower() and (bare != before or _TAG.match(after) or bare[-1] not in "!?"))
    if bare[-1] not in ".。！？":
        return bare != before and bare[-1] in ".!?" and after[0].isupper()
    if bare == before:
        tail = bare[-14:]
        if _NEVER_ENDS.search(tail) or (_INITIALS.search(tail) and after[:1].isupper()):
            return False
        if _ABBREVIATION_END.search(tail):
            # "at 5 p.m. The talks" ends, "5 p.m. on Friday", "Sept. 16" and "U.S. President" do not
            if after[0].islower() or after[0].isdigit():
                return False
            return tail[-4:-1].lower() in {"a.m", "p.m"} or (
                tail.endswith("U.S.") and after.startswith(("The ", "In ", "It ", "He ", "She "))
            )
        if _LETTER_DOT.search(tail) and (after[0].islower() or after[0].isdigit()):
            return False
        if _DATELINE_STOP.match(before) and start == 0 and after[0] in "/(":
            return False
        if re.search(r"(?:^|\s)\d{1,3}\.$", tail) and len(before.split()) == 1:
            return False  # "1." numbers a list item
    elif after[0].islower() and _TAG.match(after) and before[-1] in "\"”’'»":
        return bare[-1] == "."
    return True
