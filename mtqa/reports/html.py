"""HTML: one self-contained page, the story with its marks beside the editor's notes. Nothing is loaded, nothing unescaped."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from mtqa.document import Kind
from mtqa.issue import Issue, Severity
from mtqa.reports import Style
from mtqa.reports._view import Places, counts, plural, printable
from mtqa.review import Review, Run

SUFFIX = ".html"

_TAGS = {Kind.HEADLINE: "h2", Kind.QUOTE: "blockquote"}
_PARAGRAPH_BREAK = re.compile(r"\n")


def render(run: Run, style: Style) -> str:  # noqa: ARG001 - the reports share one silhouette
    """Return the page. It works without script and without style; a strict policy forbids everything that it does not hold."""
    css, script = _asset("report.css"), _asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    title = _title(run)
    return "".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{_text(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n",
            *_head(run, title),
            *(part for number, review in enumerate(run.reviews, 1) for part in _story(number, review)),
            *_foot(run),
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def _asset(name: str) -> str:
    return (files("mtqa.reports") / "assets" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _text(words: str) -> str:
    """Return text for the page: escaped, and without the characters that HTML cannot hold or that turn the reading round."""
    return escape("".join(each if each in "\n\t" or not _unshowable(each) else f"<U+{ord(each):04X}>" for each in words))


def _unshowable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _title(run: Run) -> str:
    if len(run.reviews) == 1:
        return f"mtqa: {run.reviews[0].document.source.uri}"
    return f"mtqa: {len(run.reviews)} stories"


def _head(run: Run, title: str) -> Iterator[str]:
    verdict = "passed" if run.verdict.passed else "failed"
    yield f'<header class="run"><p class="name">mtqa</p><h1>{_text(title.removeprefix("mtqa: "))}</h1>'
    yield f'<p class="verdict {verdict}"><strong>{verdict.title()}</strong>'
    if run.verdict.reasons:
        yield f" {_text('; '.join(run.verdict.reasons))}"
    yield "</p>"
    for note in run.notes:
        yield f'<p class="note">{_text(note)}</p>'
    for failure in run.failures:
        where = f" ({failure.error.where})" if failure.error.where else ""
        message = f"{failure.uri}: not checked: {failure.error.message}{where} {failure.error.advice} [{failure.error.code}]"
        yield f'<p class="failure">{_text(message)}</p>'
    if len(run.reviews) > 1:
        yield '<nav aria-label="Stories"><ol>'
        for number, review in enumerate(run.reviews, 1):
            found = plural(len(review.issues), "finding") if review.issues else "nothing found"
            yield (
                f'<li><a href="#story-{number}">{_text(review.document.source.uri)}</a> '
                f'<span class="quality">{review.score.quality:.0f}</span> {found}</li>'
            )
        yield "</ol></nav>"
    yield "</header>\n"


def _story(number: int, review: Review) -> Iterator[str]:
    score = review.score
    yield f'<section class="story" id="story-{number}" aria-label="{_text(review.document.source.uri)}">\n<div class="bar">'
    yield f'<p class="score"><b>{score.quality:.0f}</b> quality of 100</p><p class="facts">{plural(score.words, "word")}, penalty {score.penalty:g}'
    if review.document.relay:
        yield f", through {_text(review.document.relay)}"
    yield "</p>"
    found = counts(review)
    if review.issues:
        yield '<div class="filters" role="group" aria-label="Show findings by severity">'
        for severity, count in found.items():
            if count:
                yield (
                    f'<button type="button" aria-pressed="true" data-filter="{severity}"><i class="{severity}"></i>{count} {severity}</button>'
                )
        yield "</div>"
    yield '</div>\n<div class="sheet"><article>\n'
    yield from _body(number, review)
    yield "</article>\n"
    yield from _margin(number, review)
    yield "</div></section>\n"


def _body(number: int, review: Review) -> Iterator[str]:
    story = review.document
    marked = _cuts(review)
    position = 0
    dateline = ""
    for index, segment in enumerate(story.segments):
        content = "".join(_marked(number, story.text, max(position, segment.span.start), segment.span.end, marked))
        position = segment.span.end
        following = story.segments[index + 1] if index + 1 < len(story.segments) else None
        if segment.kind is Kind.DATELINE and following and "\n" not in story.text[position : following.span.start]:
            dateline = f'<span class="dateline">{content}</span> '  # it runs on into its paragraph
            continue
        tag = _TAGS.get(segment.kind, "p")
        yield f'<{tag} class="{segment.kind}">{dateline}{content}</{tag}>\n'
        dateline = ""


def _cuts(review: Review) -> list[tuple[int, int, int, Issue]]:
    return [
        (issue.span.start, max(issue.span.end, issue.span.start), index, issue) for index, issue in enumerate(review.issues, 1)
    ]


def _marked(number: int, text: str, start: int, end: int, marked: list[tuple[int, int, int, Issue]]) -> Iterator[str]:
    """Return a stretch of text cut where findings begin and end; a piece under several findings carries all of them."""
    inside = [each for each in marked if each[0] < end and start < max(each[1], each[0] + 1)]
    edges = sorted({start, end, *(edge for each in inside for edge in each[:2] if start < edge < end)})
    for left, right in itertools.pairwise(edges):
        piece = text[left:right]
        over = [each for each in inside if each[0] < right and left < each[1]]
        if not over:
            yield _text(piece)
            continue
        worst = max(over, key=lambda each: each[3].severity.rank)
        ids = " ".join(f"i{number}-{each[2]}" for each in over)
        begins = [each for each in over if each[0] == left]
        anchor = f' id="m{number}-{begins[0][2]}"' if begins else ""
        label = _text(f"{worst[3].severity}: {worst[3].message}")
        shown = _text(piece) if piece.strip() else _text(piece.replace(" ", "␣").replace("\n", "⏎\n").replace("\u00a0", "⍽"))
        yield (
            f'<a class="mark" href="#i{number}-{worst[2]}"{anchor} data-issues="{ids}" title="{label}">'
            f'<mark class="{worst[3].severity}">{shown}</mark></a>'
        )


def _margin(number: int, review: Review) -> Iterator[str]:
    yield '<aside aria-label="Findings">'
    if not review.issues:
        yield '<p class="none">Nothing found.</p></aside>'
        return
    yield "<ol>\n"
    places = Places.of(review.document)
    for index, issue in enumerate(review.issues, 1):
        line, column = places.at(review.document.offsets.to_source(issue.span).start)
        words = printable(issue.span.of(review.document.text))
        shown = words if len(words) <= 90 else words[:89] + "…"
        yield f'<li id="i{number}-{index}" class="issue {issue.severity}" data-severity="{issue.severity}" tabindex="-1">'
        yield f'<a class="place" href="#m{number}-{index}">{line}:{column}</a> <span class="severity">{issue.severity}</span>'
        yield f'<p class="words"><q>{_text(shown)}</q></p><p class="message">{_text(issue.message)}</p>'
        if issue.suggestions:
            given = ", ".join(f"<ins>{_text(each)}</ins>" if each else "<em>delete it</em>" for each in issue.suggestions[:3])
            yield f'<p class="fix">→ {given}</p>'
        for related in issue.related[:5]:
            other, _ = places.at(review.document.offsets.to_source(related.span).start)
            there = printable(related.span.of(review.document.text))
            there = there if len(there) <= 60 else there[:59] + "…"
            yield f'<p class="related">line {other}, <q>{_text(there)}</q>: {_text(related.message)}</p>'
        yield f'<p class="rule">{_text(issue.rule)} · {_text(issue.category)}</p></li>\n'
    yield "</ol></aside>\n"


def _foot(run: Run) -> Iterator[str]:
    total = {severity: sum(counts(review)[severity] for review in run.reviews) for severity in reversed(Severity)}
    words = sum(review.score.words for review in run.reviews)
    found = ", ".join(f"{count} {severity}" for severity, count in total.items() if count) or "nothing found"
    yield f"<footer><p>{plural(words, 'word')}; {found}. Keys: j next finding, k previous.</p>"
    yield f"<p>mtqa {_text(run.version)} · <code>{_text(run.signature)}</code></p></footer>\n"
