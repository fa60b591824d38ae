"""The same headline, paragraph or sentence twice, and a story that stops in mid-sentence."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache

from mtqa.document import Document, Kind, Segment
from mtqa.rulebook.rule import Hit, Rule
from mtqa.rulebook.wordlist import Words, wordlist
from mtqa.spans import Span

FUNCTIONS = ("cut_off", "headline", "paragraph", "sentence")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FUNCTION_WORDS = frozenset(
    "a an the of to in on at for from with by and or but as is are was were be been that this its their his her it he she they".split()
)
# How many segments below the headline a second one may stand.
_TOP = 6
# Shares of content words in common: of the shorter headline, of both paragraphs.
_SAME_HEADLINE = 0.6
_SAME_PARAGRAPH = 0.85


def headline(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return headlines near the top that say what an earlier headline says, in the same or in other words."""
    first: Segment | None = None
    story = [segment for segment in document.segments if segment.kind is not Kind.FURNITURE]
    for number, segment in enumerate(story[: _TOP + 1]):
        if segment.kind is not Kind.HEADLINE:
            continue
        if first is None:
            first = segment
            continue
        one, two = _content(first.span.of(document.text)), _content(segment.span.of(document.text))
        if min(len(one), len(two)) < 3 or number > _TOP:
            continue
        small, large = sorted((one, two), key=len)
        share = sum(any(_alike(word, other) for other in large) for word in small) / len(small)
        if share >= _SAME_HEADLINE:
            same = "word for word" if one == two else "in other words"
            yield Hit(span=segment.span, values={"how": same}, suggestions=("",), related=((first.span, "the first headline"),))


def paragraph(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return paragraphs that stood before in the story. A caption may repeat the lead, and a short cry may come twice."""
    for words, other in _repeated(document, rule.scopes):
        how = "word for word" if words.folded == other.folded else "nearly word for word"
        related = ((other.segment.span, "it stood here first"),)
        yield Hit(span=words.segment.span, values={"how": how}, suggestions=("",), related=related)


@lru_cache(maxsize=4)
def _repeated(document: Document, scopes: frozenset[Kind]) -> tuple[tuple[Words, Words], ...]:
    """Return each repeated paragraph with the one it repeats."""
    found = []
    seen: dict[int, list[Words]] = {}
    for words in wordlist(document):
        if words.segment.kind not in scopes or words.segment.kind is Kind.CAPTION or len(words.folded) < 8:
            continue
        marks = _marks(words)
        earlier = {id(each): each for mark in marks for each in seen.get(mark, ())}
        for other in earlier.values():
            same = words.folded == other.folded
            if same or (len(words.folded) >= 12 and _shared(words, other) >= _SAME_PARAGRAPH):
                found.append((words, other))
                break
        else:
            for mark in marks:
                seen.setdefault(mark, []).append(words)
    return tuple(found)


def _marks(words: Words) -> list[int]:
    """Return the four least hashes of a paragraph's words: two nearly equal paragraphs share one of them (Broder's min-hash)."""
    return sorted({zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words.folded})[:4]


def _shared(one: Words, two: Words) -> float:
    first, second = frozenset(one.folded), frozenset(two.folded)
    return len(first & second) / len(first | second)


def sentence(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return sentences that stood before in the body, outside repeated paragraphs."""
    repeated = {words.segment.span for words, _ in _repeated(document, rule.scopes)}
    seen: dict[tuple[str, ...], Span] = {}
    for words, sentences in zip(wordlist(document), document.sentences_by_segment, strict=True):
        kind, span = words.segment.kind, words.segment.span
        if kind not in rule.scopes or kind is Kind.CAPTION or span in repeated:
            continue
        for each in sentences:
            first, last = bisect_left(words.starts, each.start), bisect_left(words.starts, each.end)
            folded = words.folded[first:last]
            if len(folded) < 8:
                continue
            if folded in seen:
                yield Hit(span=each, suggestions=("",), related=((seen[folded], "it stood here first"),))
            seen.setdefault(folded, each)


_END = re.compile(r"[.!?…:;)\]\"”»’'*]\s*$|[.!?…][\"”»’')\]]*\s*\S{0,3}$")
_DANGLING = frozenset(
    "a an the of to in on at for from with by and or but as is are was were be been that which who its their his her our your my than"
    " into between about after before while because if when".split()
)


def cut_off(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return the end of a story that stops in mid-sentence: a dangling word, or no stop where every paragraph before has one."""
    body = [segment for segment in document.segments if segment.kind in {Kind.BODY, Kind.QUOTE}]
    if not body:
        return
    last = body[-1]
    after = [each for each in document.segments if each.span.start > last.span.start and each.kind in {Kind.LIST, Kind.TABLE}]
    text = last.span.of(document.text)
    words = list(_WORD.finditer(text))
    if after or len(words) < 5 or _END.search(text) or "…" in text[-3:]:
        return
    tail = words[-1]
    dangling = tail[0].lower() in _DANGLING or text.rstrip()[-1] in ",-–—"
    others = [segment.span.of(document.text) for segment in body[:-1]]
    stopped = [bool(_END.search(other)) for other in others]
    # a headline has no stop either: a long paragraph, or one that has a sentence before, is none
    running = len(words) >= 14 or len(document.sentences_by_segment[document.segments.index(last)]) > 1
    if dangling or (len(others) >= 3 and all(stopped) and running and len(words) >= 8):
        start = words[-min(3, len(words))].start()
        yield Hit(
            span=Span(last.span.start + start, last.span.start + len(text.rstrip())),
            confidence=0.95 if dangling else 0.85,
        )


def _content(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text) if word.lower() not in _FUNCTION_WORDS)


def _alike(one: str, two: str) -> bool:
    """True for equal words and for forms of one word: meet/meets, Kyrgyz/Kyrgyzstan, visit/visiting."""
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    return len(short) >= 4 and long.startswith(short[: max(4, len(short) - 2)])
