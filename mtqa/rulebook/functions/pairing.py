"""Brackets and quotation marks that have no partner, or the wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mtqa.document import Document, Kind
from mtqa.rulebook.quotation import paired
from mtqa.rulebook.rule import Hit, Rule
from mtqa.spans import Span

FUNCTIONS = ("brackets", "quotes", "quote_styles")

_BRACKETS = re.compile(r"[()\[\]{}]")
_PARTNER = {")": "(", "]": "[", "}": "{"}
_OPENER_NAMES = {"(": ")", "[": "]", "{": "}"}
# a), 1), iv): the marker of a list item, at its start or after a comma, colon or semicolon inside a sentence
_LIST_MARKER = re.compile(r"(?:^|[\s(,;:])(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,2})\)$")
_EMOTICON = re.compile(r"(?:[:;=8][-'^o]?[()\[\]{}]{1,3}|[()\[\]{}]{1,3}[-'^o]?[:;=])(?=\s|$|[.,!?])")
# The page of some agencies prints a credit's closing bracket and a stamp: "Xinhua) 11:03, May 20, 2023".
_STAMP = re.compile(r"\)\s*\d{1,2}:\d{2}")


def brackets(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return brackets that are never closed, never opened, or closed by another kind, paired across the whole story."""
    open_now: list[tuple[str, Span]] = []
    for bracket, span in _brackets(document, rule):
        if bracket in _OPENER_NAMES:
            open_now.append((bracket, span))
            continue
        wanted = _PARTNER[bracket]
        if open_now and open_now[-1][0] == wanted:
            open_now.pop()
        elif any(each == wanted for each, _ in open_now):
            # ( [ ) : what was opened in between is never closed, or the two pairs cross
            while open_now[-1][0] != wanted:
                crossed, where = open_now.pop()
                yield _unclosed(crossed, where)
            open_now.pop()
        else:
            yield Hit(span=span, message=f"“{bracket}” closes nothing: no “{wanted}” stands before it.", suggestions=("",))
    for bracket, span in open_now:
        yield _unclosed(bracket, span)


def _unclosed(bracket: str, span: Span) -> Hit:
    return Hit(span=span, message=f"“{bracket}” is never closed: its “{_OPENER_NAMES[bracket]}” is missing.")


def _brackets(document: Document, rule: Rule) -> Iterator[tuple[str, Span]]:
    text = document.text
    for segment in document.segments:
        if segment.kind not in rule.scopes:
            continue
        faces = [range(*found.span()) for found in _EMOTICON.finditer(text, segment.span.start, segment.span.end)]
        depth = 0
        for found in _BRACKETS.finditer(text, segment.span.start, segment.span.end):
            at = found.start()
            if any(at in face for face in faces) and depth == 0:
                continue
            if found[0] == ")" and depth == 0:
                line = text[max(segment.span.start, at - 8) : at + 1]
                if _LIST_MARKER.search(line) or _STAMP.match(text, at):
                    continue
            depth += 1 if found[0] in _OPENER_NAMES else -1 if depth else 0
            yield found[0], Span(at, at + 1)


def quotes(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return double quotation marks that open nothing or are never closed."""
    found = paired(document)
    # Where both kinds are missing their partner next to one another, a mark is merely turned the wrong way round.
    for span in found.unclosed:
        if document.kind_at(span.start) in rule.scopes:
            yield Hit(
                span=span, message="This quotation is opened and never closed.", related=tuple(_likely_end(document.text, span))
            )
    for span in found.unopened:
        if document.kind_at(span.start) in rule.scopes:
            yield Hit(span=span, message="This quotation mark closes a quotation that was never opened.")


_FAR = 800
# the comma or stop before "said", "the minister told reporters", "she added": where a quotation most likely ends
_BEFORE_TAG = re.compile(
    r"[,.?!](?=\s+(?:[\w.'’-]+\s+){0,5}?(?:said|says|told|added|wrote|asked|stated|noted|explained|warned|recalled|admitted)\b)"
)


def _likely_end(text: str, opening: Span) -> Iterator[tuple[Span, str]]:
    # what lies farther away is not this sentence, and looking for it from every mark would take for ever
    end = text.find("\n", opening.end, opening.end + _FAR)
    end = min(len(text), opening.end + _FAR) if end < 0 else end
    if found := _BEFORE_TAG.search(text, opening.end, end):
        yield Span(*found.span()), "it probably ends here"
    elif text[opening.end : end].rstrip():
        last = opening.end + len(text[opening.end : end].rstrip())
        yield Span(last - 1, last), "it may end here"


def quote_styles(document: Document, rule: Rule, options: Mapping[str, tuple[str, ...]]) -> Iterable[Hit]:  # noqa: ARG001 - one silhouette
    """Return the quotations of the style that loses where a story has straight and curly (or «») ones; the majority wins."""
    styles: dict[str, list[Span]] = {}
    for pair in paired(document).pairs:
        if document.kind_at(pair.opening.start) in rule.scopes and document.kind_at(pair.opening.start) is not Kind.HEADLINE:
            style = _style(pair.opening.of(document.text))
            styles.setdefault(style, []).append(pair.opening)
            if _style(pair.closing.of(document.text)) != style and len(pair.closing):
                styles.setdefault(_style(pair.closing.of(document.text)), []).append(pair.closing)
    if len(styles) < 2:
        return
    winner = max(styles, key=lambda style: (len(styles[style]), -styles[style][0].start))
    for style, spans in styles.items():
        if style != winner:
            # one finding a story and style: an editor settles it once
            first, *others = spans
            yield Hit(
                span=first,
                values={"style": style, "other": winner, "count": str(len(spans)), "others": str(len(styles[winner]))},
                related=tuple((span, f"{style} here too") for span in others),
            )


def _style(mark: str) -> str:
    return {'"': "straight", "''": "straight", "``": "straight", "«": "angular", "»": "angular"}.get(mark, "curly")
