"""A rule is tested on its own examples: what it must mark and mend, and what it must leave alone."""

from __future__ import annotations

from mtqa.document import Document, Kind, Segment, Source
from mtqa.issue import Fix
from mtqa.rulebook.loading import Rulebook
from mtqa.rulebook.matching import Matcher
from mtqa.rulebook.rule import BadExample, Hit, Rule
from mtqa.segmenter import segment
from mtqa.spans import OffsetMap, Span
from mtqa.text import paragraphs


def story(text: str, kind: str) -> Document:
    """Return an example as a document: each paragraph of the kind that the example names, or segmented like a file."""
    segments = segment(text) if kind == "story" else tuple(Segment(span=span, kind=Kind(kind)) for span in paragraphs(text))
    source = Source(uri="example", data=text.encode("utf-8", "surrogatepass"))
    return Document(id="example", source=source, text=text, offsets=OffsetMap.identity(len(text)), segments=segments)


def check(rulebook: Rulebook, rule: Rule) -> tuple[str, ...]:
    """Return what is wrong with a rule's examples, nothing where they all hold.

    The rule must mark each bad example exactly and its first suggestions must make the fixed text; no rule that is on by
    default may mark one of its good examples, and the rule itself may not even when it is off.
    """
    complaints = []
    own = Matcher([rule])
    for example in rule.bad:
        complaints += _bad(own, rule, example)
    others = Matcher([each for each in rulebook.rules.values() if each.enabled and each.id != rule.id] + [rule])
    for kind, text in rule.good:
        for culprit, hit in others.hits(story(text, kind)):
            mark = hit.span.of(text)
            complaints.append(f'the good example "{_short(text)}" is marked by {culprit.id} at "{mark}"')
    return tuple(complaints)


def apply(text: str, hits: list[Hit]) -> str:
    """Return the text with the first suggestion of each hit applied, from the end; overlapping later ones are left out."""
    limit = len(text)
    for hit in sorted(hits, key=lambda each: (each.span.start, each.span.end), reverse=True):
        if hit.suggestions and hit.span.end <= limit:
            text = text[: hit.span.start] + hit.suggestions[0] + text[hit.span.end :]
            limit = hit.span.start
    return text


def _bad(matcher: Matcher, rule: Rule, example: BadExample) -> list[str]:
    hits = [hit for _, hit in matcher.hits(story(example.text, example.kind))]
    spans = sorted({hit.span for hit in hits})
    if spans != sorted(example.marks):
        marked = _quoted(example.text, spans)
        return [
            f'the bad example "{_short(example.text)}" is marked at {marked}, not at {_quoted(example.text, example.marks)}'
        ]
    if rule.fix is not Fix.NONE and (fixed := apply(example.text, hits)) != example.fixed:
        return [f'the bad example "{_short(example.text)}" is mended to "{_short(fixed)}", not to "{_short(example.fixed)}"']
    return []


def _quoted(text: str, spans: object) -> str:
    shown = [f'{span.start}:{span.end} "{span.of(text)}"' for span in spans if isinstance(span, Span)]  # type: ignore[attr-defined]
    return ", ".join(shown) or "no place"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"
