"""What each paragraph of a wire story is: headline, byline, dateline, caption, credit, furniture, or running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.document import Kind, Segment
from mtqa.spans import Span
from mtqa.text import lines, paragraphs

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})(?:,?\s\d{{4}})?"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĆČĎĐĞİŁŃŇŌŚŞŠŽƏ"
_PLACE = rf"[{_CAPITAL}][\w.'’\-]*(?:[ /][{_CAPITAL}a-z][\w.'’\-]*){{0,4}}"
_CAPS = rf"[{_CAPITAL}]{{2}}[{_CAPITAL}.'’\-]*(?:[ /][{_CAPITAL}]{{2}}[{_CAPITAL}.'’\-]*){{0,3}}"
_AGENCY = r"\((?:[A-Za-z][\w.&'’/ \-]{1,40})\)"
_DASH = r"\s*(?:--|[—–-])\s*"
_DATELINE = re.compile(
    "|".join(
        (
            rf"/?{_PLACE}(?:,\s{_PLACE}){{0,2}}(?:,?\s(?:{_DATE}|\d{{1,2}}))?\s*{_AGENCY}/?(?:{_DASH}|\s*:\s*)",
            rf"{_PLACE},\s(?:{_DATE}|\d{{1,2}})\s*{_AGENCY}\s+",
            rf"{_CAPS}(?:,\s{_PLACE}){{0,2}}(?:,?\s{_DATE})?\s*{_AGENCY}\s+",
            rf"{_PLACE}(?:,\s{_PLACE})?,\s{_DATE}\s?[.,]?\s*/[A-Z][\w. \-]{{1,30}}/[.:]?\s*(?:{_DASH})?",
            rf"{_DATE}\s*{_AGENCY}{_DASH}",
            rf"{_AGENCY}{_DASH}(?:{_PLACE},\s{_DATE}{_DASH})?",
            rf"{_CAPS}(?:,\s{_PLACE}){{0,2}}(?:,?\s{_DATE})?\s*(?:--|[—–])\s*",
            rf"{_CAPS}(?:,\s{_PLACE})?,\s{_DATE}\s*[-:]\s*",
            rf"{_CAPS}\.\s(?:[{_CAPITAL}]{{3,}}|[A-Z]\w+){_DASH}",
            rf"{_PLACE},\s{_DATE},\s(?:[A-Z]{{3,}}|[A-Z]\w+)(?:{_DASH}|\s*:\s*|\s*$)",
            rf"[A-Z]\w+(?:\sNews)?\s[Aa]gency,?\s{_PLACE},\s{_DATE}\s?[.:]?\s*(?:{_DASH})?",
            rf"\s*{_PLACE},?\s{_DATE},?\s[A-Z]\w+\sNews\s[Aa]gency\s*(?:{_DASH}|[.:])\s*",
        )
    )
)
# "MOSCOW -" may open a dateline; "UNESCO - the UN's cultural arm - said" does not: an agency's or a city's name is followed once
_BYLINE = re.compile(
    rf"(?i:by|story by|written by|text by|from)\s+(?:[{_CAPITAL}][\w.'’\-]+[,\s]*(?:and\s|writers?\s|correspondents?\s)?){{1,8}}$"
)
_CREDIT_LINE = re.compile(
    r"\(?\*?(?:additional )?(?:reporting|editing|writing|compiled|translated|translation|contributed) by\b.*|"
    r"(?:source|photos?|pictures?|images?|credit)\s*[:|/].*|\((?:web )?editors?:.*|\[?\(?photos?(?: by)?\b[^.]{0,60}[)\]]?|"
    r"enditem|more|ends?|-30-|###|#|\(?to be continued\)?|"
    r"[a-z]{2,4}(?:/[a-z]{2,6}){1,5}|[A-Z]{2,3}/\d+|[A-Z][a-z]+/[A-Z][a-z]+|AFP|AP|UPI|Reuters|Xinhua|TASS|Anadolu",
    re.IGNORECASE,
)
_CREDIT_WORD = (
    r"(?:Photos?|Pictures?|Image|Xinhua|Reuters|AFP|AP|AA|Anadolu|TASS|EPA|Getty|Kyodo|Yonhap|Handout|handout|courtesy|Courtesy|Pool|"
    r"chinadaily\.com\.cn|Credit|VCG|IC|Sputnik|DPA|EFE|ANSA|IRNA|SPA|MENA|Kabar|UPI)"
)
_CREDIT_TAIL = re.compile(
    rf"(?:\((?:[^()]{{0,80}}\b)?{_CREDIT_WORD}\b[^()]{{0,80}}\)|\[(?:[^\[\]]{{0,80}}\b)?{_CREDIT_WORD}\b[^\[\]]{{0,80}}\]|"
    r"\([A-Z][\w. ]{1,40}/[\w. ]{1,40}\)|/\s*Photo:?\s[\w ./]{1,40}|(?<=[.!?])\s*Photo(?:s)?(?: by|:)\s[\w .,/'’-]{1,60})(?:\s*[)\]])*\s*$"
)
_PHOTO = re.compile(r"(?i)photo|picture|image|/|getty|epa|handout|courtesy|pool")
_CAPTION = re.compile(
    r"\((?:L|R|C|front|rear|back|left|right|cent(?:er|re)|\d(?:st|nd|rd|th)\b)[^()]{0,20}\)|"
    r"^(?:File photo|This (?:file |undated |aerial )?photo|An? (?:aerial |file |undated )?photo|Photo (?:taken|shows)|Pictured:)\b"
)
_FURNITURE = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:{_DATE}|\d{{4}}-\d\d-\d\d)(?:[,\s|–-]*\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?)?(?:\s\w{{2,4}})?$|"
    r"\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?(?:,\s.*)?$|"
    r"(?i:(?:posted|published|updated|last updated|first published|modified)(?:\s(?:on|at|by))?\b[^.]{0,60}$|"
    r"please enter\b|enter your\b|leave an? (?:reply|comment)|post (?:a )?comment|your e-?mail address|save my name|required fields|"
    r"cancel reply|be the first to comment|no comments|\d+ comments?$|comments?(?: \(\d+\)| are closed|:)?$|log ?in\b|"
    r"latest (?:articles?|news|posts?|stories)|related\b|read (?:also|more|next)\b|also read\b|see also\b|you (?:may|might) also|"
    r"recommended\b|more (?:from|news|stories|on this)\b|most (?:read|viewed|popular|shared)|popular (?:news|posts|stories)|"
    r"trending\b|top stories|editor[’']?s? picks?|don[’']t miss|share\b|tweet$|pin it|print$|e-?mail$|copy link|"
    r"subscribe\b|sign up\b|follow us\b|join (?:us|our)\b|newsletter\b|download our app|turn on notifications|"
    r"cookies?\b|we use cookies|this (?:web)?site uses|accept (?:all|cookies)|by continuing to|privacy policy|terms of (?:use|service)|"
    r"copyright\b|©|all rights reserved|tags?:|categor(?:y|ies):|topics:|home\s*[>»›/]|previous (?:article|post)|"
    r"next (?:article|post)|advertisement|sponsored|click here|tap here|image \d|facebook\b|twitter\b|whatsapp\b|telegram$|"
    r"breaking news$|video$|photos?$|menu$|search$|skip to|back to top|loading|translated by\b)"
)
_LIST = re.compile(r"(?:[-*•·▪‣◦]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)\S")
_TABLE = re.compile(r"[^\t]*\t[^\t]*\t|\|[^|]*\|[^|]*\||[^|\n]+\|[^|\n]+\|[^|\n]+$|[^\t]+\t\s*[\d.,%+-]+$")
_QUOTE = re.compile(r"[“«][^”»]*[”»]?$|\"[^\"]*\"?$|‘[^’]*’$")
_STOPPED = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset(
    "a an and as at but by for from in into is nor of off on onto or over per so the to up via vs with after amid".split()
)
# Longer than this is no headline; desks stop at twelve to fifteen words, machine translation runs on.
_HEADLINE_WORDS = 28
_FURNITURE_WORDS = 14


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as a reader found it; `hint` is what its markup says it is, None where only its words can tell."""

    span: Span
    hint: Kind | None = None


def segment(text: str, blocks: Sequence[Block] | None = None) -> tuple[Segment, ...]:
    """Return the segments of a story in order: they cover all but white space, and never overlap.

    `blocks` are a reader's paragraphs; without them each line is one, save that hard-wrapped lines are joined.
    """
    blocks = _blocks(text) if blocks is None else [Block(_trimmed(text, block.span), block.hint) for block in blocks]
    blocks = [block for block in blocks if len(block.span)]
    kinds = _kinds([block.span.of(text) for block in blocks], [block.hint for block in blocks])
    return tuple(part for block, kind in zip(blocks, kinds, strict=True) for part in _parts(text, block.span, kind))


def _blocks(text: str) -> tuple[Block, ...]:
    blocks = []
    for paragraph in paragraphs(text):
        inside = [line.shifted(paragraph.start) for line in lines(paragraph.of(text))]
        inside = [trimmed for line in inside if len(trimmed := _trimmed(text, line))]
        for group in [[paragraph]] if _wrapped(text, inside) else [[line] for line in inside]:
            blocks.append(Block(_trimmed(text, group[0])))
    return tuple(blocks)


def _wrapped(text: str, inside: Sequence[Span]) -> bool:
    """True for lines of one paragraph broken at a fixed width: of like length, and mostly going on in the next line."""
    if len(inside) < 2:
        return False
    *full, _ = inside
    lengths = [len(line) for line in full]
    if (
        not all(45 <= length <= 100 for length in lengths)
        or max(lengths) - min(lengths) > 22
        or len(inside[-1]) > max(lengths) + 8
    ):
        return False
    if any(_LIST.match(line.of(text)) for line in inside[1:]) or _TABLE.match(inside[0].of(text)):
        return False
    going_on = sum(not _STOPPED.search(line.of(text)) for line in full)
    return going_on * 2 > len(full) and any(line.of(text)[0].islower() for line in inside[1:])


def _trimmed(text: str, span: Span) -> Span:
    part = span.of(text)
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.start + len(part.rstrip())))


def _kinds(texts: Sequence[str], hints: Sequence[Kind | None]) -> list[Kind]:
    kinds: list[Kind] = []
    top = True  # still above the first paragraph of running text
    headline_given = Kind.HEADLINE in hints
    last_running = max((number for number, text in enumerate(texts) if len(text.split()) > 4), default=-1)
    for number, (text, hint) in enumerate(zip(texts, hints, strict=True)):
        kind = hint or _of_its_own(text)
        if kind is None:
            kind = _headline(text, Kind.HEADLINE in kinds[:8], top, last_running > number, headline_given)
        if kind in {Kind.BODY, Kind.QUOTE, Kind.LIST, Kind.TABLE}:
            top = False
        kinds.append(kind)
    return kinds


def _of_its_own(text: str) -> Kind | None:
    """Return the kind that the words of a paragraph tell without its place, None where they tell nothing."""
    words = len(text.split())
    if _CREDIT_LINE.fullmatch(text) and words <= 30:
        return Kind.CREDIT
    if words <= _FURNITURE_WORDS and _FURNITURE.match(text):
        return Kind.FURNITURE
    if _BYLINE.match(text) and words <= 14:
        return Kind.BYLINE
    if _LIST.match(text):
        return Kind.LIST
    if _TABLE.match(text):
        return Kind.TABLE
    if _DATELINE.match(text):
        return Kind.BODY
    tail = _CREDIT_TAIL.search(text)
    if _CAPTION.search(text) or (tail and tail.start() and _PHOTO.search(tail[0])):
        return Kind.CAPTION
    if tail and not tail.start():
        return Kind.CREDIT
    if _QUOTE.match(text) and words >= 4:
        return Kind.QUOTE
    return None


def _headline(text: str, after_headline: bool, top: bool, follows: bool, headline_given: bool) -> Kind:
    words = len(text.split())
    stopped = bool(_STOPPED.search(text)) and not text.endswith(("?", "!"))
    if stopped or words > _HEADLINE_WORDS or not follows or not _WORD.search(text):
        return Kind.BODY
    titled = _title_case(text)
    if top and not headline_given:
        if not after_headline:
            return Kind.HEADLINE
        return Kind.HEADLINE if titled else Kind.DECK
    if top and headline_given and after_headline and not _STOPPED.search(text):
        return Kind.HEADLINE if titled else Kind.DECK
    # a cross-head in the middle of the story
    return Kind.HEADLINE if titled and words <= 12 and not _STOPPED.search(text) else Kind.BODY


def _title_case(text: str) -> bool:
    found = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() for word in found)
    return len(found) >= 2 and capitals >= 0.75 * len(found)


def _parts(text: str, span: Span, kind: Kind) -> Iterator[Segment]:
    """Cut the dateline off the front of a paragraph and the credit off the end of a caption."""
    if kind is Kind.BODY and (found := _DATELINE.match(text, span.start, span.end)) and _sound(found, span):
        yield Segment(span=_trimmed(text, Span(*found.span())), kind=Kind.DATELINE)
        span = _trimmed(text, Span(found.end(), span.end))
    if kind in {Kind.CAPTION, Kind.BODY} and (tail := _CREDIT_TAIL.search(text, span.start, span.end)):
        front = _trimmed(text, Span(span.start, tail.start()))
        if len(front):
            yield Segment(span=front, kind=kind)
        yield Segment(span=_trimmed(text, Span(tail.start(), span.end)), kind=Kind.CREDIT)
    elif len(span):
        yield Segment(span=span, kind=kind)


def _sound(found: re.Match[str], span: Span) -> bool:
    """True where what matched is short enough to be a dateline and does not swallow a sentence."""
    return 0 < found.end() - span.start <= 120
