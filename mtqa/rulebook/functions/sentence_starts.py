"""Sentences that begin in lower case, and clauses that fell off the sentence they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mtqa.document import Document, Kind
from mtqa.rulebook.rule import Hit, Rule
from mtqa.spans import Span

FUNCTIONS = ("lower_case", "orphan")

_FIRST = re.compile(r"[\"“”'‘’(\[«]*([^\W\d_][\w'’.-]*)")
# Particles that begin a family name in lower case, also at the start of a sentence in some house styles.
_PARTICLES = frozenset(
    "al el as ash at ad ar az an bin ibn bint abu van von der den de del della di da dos du la le ter ten zu af av y".split()
)
_STOP = re.compile(r"[.!?。！？][\"”’')\]»]*\s*$")
# What makes a word a verb form that cannot be a subject, for the first word of a clause without one.
_VERB = re.compile(
    r"(?:\w{2,}(?:ed|ied)|made|said|told|gave|took|held|met|went|came|saw|spoke|drew|paid|put|sent|brought|called|wrote|thought|"
    r"has|have|had|is|are|was|were|will|would|can|could|should|may|might|must|helps?|wants?|says?|stresses|urges|believes)$",
    re.IGNORECASE,
)
_NOT_VERBS = frozenset(
    "red bed shed need speed seed weed united unprecedented limited hundred sacred indeed embed exceed proceed feed".split()
)
# Past tenses of saying and doing that open a sentence only when its subject was lost: what follows is an object or a clause.
_REPORTING = (
    "stated|stressed|emphasi[sz]ed|underlined|underscored|reiterated|noted|added|pointed out|expressed|urged|declared|announced|"
    "affirmed|confirmed|informed|conveyed|reaffirmed|highlighted|mentioned|explained|claimed|reported|congratulated|thanked|"
    "praised|condemned|welcomed|called for|called on|called upon|hoped|wished|requested|recalled|reminded|told|said"
)
_SUBJECTLESS = re.compile(
    rf"(?:{_REPORTING})\s+(?:that\b|to\s+\w+|his\b|her\b|their\b|its\b|the\s+(?:importance|need|readiness|hope|desire|intention)\b)",
    re.IGNORECASE,
)
# any other past tense with its object right behind it: "Dedicated the victory to the fans."
_OBJECT = re.compile(r"[A-Z][a-z]{2,}ed\s+(?:the|a|an|his|her|their|its|this|these|that|to)\s+\w+\s+\w+")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|can|could|may|might|must|should|does|did|do|remains?|became|came)\b"
)
_SUBORDINATE = re.compile(r",|\bwho\b|\bwhich\b|;|:|—|–| - ")


def lower_case(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:
    """Return sentence starts in lower case after a full stop, save brands, particles, quotations and known words of `except`."""
    allowed = frozenset(options.get("except", ()))
    for previous, sentence in _after_a_stop(document, rule):
        text = sentence.of(document.text)
        first = _FIRST.match(text)
        if not first or not first[1][0].islower() or _is_orphan(text):
            continue
        word = first[1].rstrip(".")
        if word in allowed or not _plain(word) or word.split("-")[0].lower() in _PARTICLES or not _ends_a_sentence(previous):
            continue
        start = sentence.start + first.start(1)
        capital = word[0].upper() + word[1:]
        yield Hit(span=Span(start, start + len(word)), values={"mark": word, "suggestion": capital}, suggestions=(capital,))


def orphan(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return clauses that begin with their verb and have no subject: "urged to deepen trade."

    In lower case any verb counts; with a capital only a verb of saying that an object or a clause follows, in a sentence
    without a second clause ("Asked about trade, he declined to answer" is sound).
    """
    for previous, sentence in _after_a_stop(document, rule):
        text = sentence.of(document.text)
        lower = text[:1].islower()
        if (lower and _is_orphan(text) and _ends_a_sentence(previous)) or (
            not lower
            and not _SUBORDINATE.search(text)
            and text.rstrip().endswith((".", "。"))
            and (_SUBJECTLESS.match(text) or (_OBJECT.match(text) and not _FINITE.search(text)))
        ):
            yield Hit(span=sentence, values={"verb": text.split()[0]})


def _is_orphan(text: str) -> bool:
    word = text.split(maxsplit=1)[0].rstrip(",.;:") if text.split() else ""
    return bool(word[:1].islower() and _VERB.fullmatch(word)) and word not in _NOT_VERBS and len(text.split()) >= 3


def _plain(word: str) -> bool:
    """False for iPhone, eBay, e-commerce, URLs and handles: words whose lower-case start is their spelling."""
    return word.replace("'", "").replace("’", "").replace("-", "").isalpha() and word[1:].islower() and word[1:2] != "-"


_ELLIPSIS = re.compile(r"(?:…|\.\s?\.)$")
_ABBREVIATION = re.compile(r"(?:\b[\w]{1,4}|\b(?:[A-Za-z]\.)+[A-Za-z]|\d)\.$")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)


def _ends_a_sentence(previous: str) -> bool:
    """True where the text before surely ended: not with an abbreviation, an ellipsis, a figure, or a title that asks or cries."""
    text = previous.rstrip()
    bare = text.rstrip("\"”’')]»")
    if not bare or _ELLIPSIS.search(bare):
        return False
    if bare != text and bare[-1] in "!?":
        return False  # "Is it true?" asked one; also “Who's Afraid?” premiered
    last = bare.split()[-1] if bare.split() else ""
    if last.lower().lstrip("(") in {
        "etc.",
        "ibid.",
        "ehf.",
        "incl.",
        "resp.",
        "cit.",
        "seq.",
        "ed.",
        "eds.",
        "max.",
        "min.",
        "avg.",
    }:
        return False
    if bare[-1] in "!?":
        return last.islower()  # Yahoo! chief; Have I Got News for You? presenter
    if last[:1].isupper() and len(last) <= 5 and len(bare.split()) > 1 and not _VOWEL.search(last[1:]):
        return False
    return not (
        _ABBREVIATION.search(bare) and (not _VOWEL.search(last) or last.count(".") > 1 or last[:-1].isdigit() or len(last) <= 2)
    )


def _after_a_stop(document: Document, rule: Rule) -> Iterator[tuple[str, Span]]:
    """Return each sentence that follows another one in its segment, or a stopped paragraph, with the text before it."""
    before = ""
    for segment, sentences in zip(document.segments, document.sentences_by_segment, strict=True):
        if segment.kind not in rule.scopes:
            if segment.kind is Kind.DATELINE:
                before = ""
            continue
        for number, sentence in enumerate(sentences):
            previous = sentences[number - 1].of(document.text) if number else before
            if previous and _STOP.search(previous):
                yield previous, sentence
        before = sentences[-1].of(document.text) if sentences else ""
