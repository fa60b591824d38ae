"""Text for a terminal: each story's findings, worst first, with the sentence, the marked words, the reason and what to write."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from mtqa.issue import Issue, Severity
from mtqa.reports import Style
from mtqa.reports._view import Places, columns, counts, plural, printable, sentence_of
from mtqa.review import Review, Run

SUFFIX = ".txt"

_COLORS = {Severity.CRITICAL: "1;41;97", Severity.MAJOR: "1;31", Severity.MINOR: "1;33", Severity.NEUTRAL: "1;36"}
_INDENT = "    "


def render(run: Run, style: Style) -> str:
    """Return the run for people: stories in order, then what was not checked, notes and the verdict."""
    return "\n".join(_Terminal(style).lines(run)) + "\n"


class _Terminal:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.width = max(40, style.width)

    def lines(self, run: Run) -> Iterator[str]:
        for review in run.reviews:
            yield from self._terse(review) if self.style.verbosity < 0 else self._story(review)
        for failure in run.failures:
            place = f" ({failure.error.where})" if failure.error.where else ""
            words = f"{failure.uri}: not checked: {failure.error.message}{place} {failure.error.advice} [{failure.error.code}]"
            for line in textwrap.wrap(printable(words), self.width, subsequent_indent=_INDENT):
                yield self._colored(line, _COLORS[Severity.CRITICAL])
        if self.style.verbosity >= 0:
            yield from (self._colored(f"Note: {printable(note)}", "2") for note in run.notes)
            yield self._verdict(run)

    def _terse(self, review: Review) -> Iterator[str]:
        places = Places.of(review.document)
        for issue in review.issues:
            line, column = places.at(review.document.offsets.to_source(issue.span).start)
            path = printable(review.document.source.uri)
            yield f"{path}:{line}:{column}: {issue.severity}: {printable(issue.message)} [{issue.rule}]"

    def _story(self, review: Review) -> Iterator[str]:
        story = review.document
        title = self._colored(printable(story.source.uri), "1")
        summary = f"{plural(review.score.words, 'word')}, quality {review.score.quality:.0f} of 100"
        if not review.issues:
            yield f"{title}: {summary}, {self._colored('nothing found', '32')}"
            return
        found = ", ".join(f"{count} {severity}" for severity, count in counts(review).items() if count)
        yield f"{title}: {summary}; {found}"
        places = Places.of(story)
        for severity in reversed(Severity):
            for issue in review.issues:
                if issue.severity is severity:
                    yield ""
                    yield from self._issue(review, issue, places)
        yield ""

    def _issue(self, review: Review, issue: Issue, places: Places) -> Iterator[str]:
        story = review.document
        line, column = places.at(story.offsets.to_source(issue.span).start)
        where = self._linked(f"{line}:{column}", story.source.uri, line)
        confidence = f"  {issue.confidence:.0%} sure" if self.style.verbosity > 0 else ""
        head = f"  {where}  {self._colored(issue.severity.value, _COLORS[issue.severity])}  {self._colored(issue.rule + confidence, '2')}"
        yield head
        yield from self._quoted(review, issue)
        yield from self._wrapped(printable(issue.message))
        if issue.suggestions:
            shown = ", ".join(f"“{printable(each)}”" if each else "(delete)" for each in issue.suggestions[:3])
            yield f"{_INDENT}{self._colored('→ ' + shown, '32')}"
        for related in issue.related[:4]:
            other, at = places.at(story.offsets.to_source(related.span).start)
            words = printable(related.span.of(story.text))
            shown = words if len(words) <= 50 else words[:49] + "…"
            yield from self._wrapped(f"see {other}:{at} “{shown}”: {printable(related.message)}", dim=True)
        if self.style.verbosity > 0 and issue.url:
            yield f"{_INDENT}{self._colored(issue.url, '2')}"

    def _quoted(self, review: Review, issue: Issue) -> Iterator[str]:
        """Return the sentence cut to one line around the marked words, and a line of marks below where there is no colour."""
        text = review.document.text
        sentence = sentence_of(review.document, issue.span)
        room = self.width - len(_INDENT) - 2
        mark = printable(issue.span.of(text)) or "‸"
        if columns(mark) > room - 12:
            mark = mark[: max(10, room - 13)] + "…"
        left = room - columns(mark)
        before = printable(text[sentence.start : issue.span.start])
        after = printable(text[issue.span.end : max(issue.span.end, sentence.end)])
        share = max(left - columns(after), left // 2)
        if columns(before) > share:
            before = "…" + before[len(before) - share + 1 :]
        rest = left - columns(before)
        if columns(after) > rest:
            after = after[: max(0, rest - 1)] + "…"
        shown = mark
        if self.style.color:
            shown = self._colored(mark.replace(" ", "␣") if not mark.strip() else mark, f"4;{_COLORS[issue.severity]}")
        yield f"{_INDENT}{before}{shown}{after}"
        if not self.style.color:
            yield f"{_INDENT}{' ' * columns(before)}{'^' * max(1, columns(mark))}"

    def _wrapped(self, words: str, dim: bool = False) -> Iterator[str]:
        for line in textwrap.wrap(words, self.width - len(_INDENT)) or [""]:
            yield _INDENT + (self._colored(line, "2") if dim else line)

    def _verdict(self, run: Run) -> str:
        checked = plural(len(run.reviews), "story").replace("storys", "stories")
        if run.verdict.passed:
            return f"{self._colored('Passed', '1;32')}: {checked} checked."
        words = f"Failed: {checked} checked; {printable('; '.join(run.verdict.reasons))}."
        wrapped = textwrap.fill(words, self.width, subsequent_indent=_INDENT)
        return self._colored("Failed", "1;31") + wrapped.removeprefix("Failed")

    def _colored(self, words: str, code: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if self.style.color else words

    def _linked(self, words: str, uri: str, line: int) -> str:
        path = Path(uri)
        if not self.style.hyperlinks or not path.exists():
            return words
        return f"\x1b]8;;{path.resolve().as_uri()}#{line}\x1b\\{words}\x1b]8;;\x1b\\"
