from __future__ import annotations

import os
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import engine as engines
from mtqa.config import Config, Suppression
from mtqa.document import Document, Kind, Segment, Source
from mtqa.engine import Engine, inputs
from mtqa.errors import InputError, UsageError
from mtqa.gate import verdict
from mtqa.issue import Issue, Severity, fingerprints
from mtqa.review import Failure, Review, Score
from mtqa.scoring import penalty, score
from mtqa.spans import OffsetMap, Span


def issue(start: int, end: int, severity: Severity = Severity.MINOR, rule: str = "punctuation/doubled") -> Issue:
    return Issue(
        span=Span(start, end),
        checker="rules",
        rule=rule,
        category="linguistic-conventions/punctuation",
        severity=severity,
        message="m",
    )


issues = st.builds(
    lambda start, length, severity: issue(start, start + length, severity),
    st.integers(0, 60),
    st.integers(0, 12),
    st.sampled_from(list(Severity)),
)


@given(st.lists(issues), issues)
def test_one_more_finding_never_lowers_the_penalty_and_never_passes_the_gate(found: list[Issue], more: Issue) -> None:
    assert penalty([*found, more]) >= penalty(found)
    text = "word " * 20
    document = Document(
        id="x",
        source=Source(uri="x", data=text.encode()),
        text=text,
        offsets=OffsetMap.identity(len(text)),
        segments=(Segment(span=Span(0, 99), kind=Kind.BODY),),
    )

    def passed(given: Iterable[Issue], config: Config) -> bool:
        given = tuple(given)
        return verdict([Review(document=document, issues=given, score=score(document, given))], [], config).passed

    for config in (
        Config(),
        Config(fail_on="minor"),
        Config(fail_on="never", min_quality=50),
        Config(fail_on="never", max_issues=2),
    ):
        assert passed(found, config) or not passed([*found, more], config)


def test_overlapping_findings_count_once() -> None:
    assert penalty([issue(0, 5), issue(3, 9, Severity.MAJOR), issue(8, 12)]) == 5
    assert penalty([issue(0, 5), issue(5, 9)]) == 2
    assert penalty([issue(3, 3), issue(3, 3)]) == 1


@pytest.mark.parametrize(("words", "penalty_", "quality"), [(100, 5, 95.0), (10, 25, 0.0), (0, 0, 100.0), (0, 1, 0.0)])
def test_quality_is_the_mqm_formula(words: int, penalty_: float, quality: float) -> None:
    assert Score(words=words, penalty=penalty_).quality == quality


def test_fingerprints_stay_when_the_text_moves_and_tell_copies_apart() -> None:
    text = "One two , three four. One two , three four."
    found = [issue(7, 8), issue(29, 30)]
    first, second = fingerprints(found, text)
    assert first != second or text[:22] != text[22:]
    moved = "A new first line.\n" + text
    shift = len("A new first line.\n")
    assert fingerprints([issue(29 + shift, 30 + shift)], moved)[0] == fingerprints([issue(29, 30)], text)[0]
    same = "a b , c d. x y z a b , c d. x"
    assert len(set(fingerprints([issue(3, 4), issue(20, 21)], same))) == 2


def test_paths_are_taken_in_order_and_everything_else_is_still_checked(tmp_path: Path, story: str) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.md", ".hidden.txt", "c.bin"):
        (tmp_path / "in" / name).write_text(story, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.txt").write_bytes(b"")
    if hasattr(os, "symlink"):
        (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    paths = [
        str(tmp_path / "missing.txt"),
        str(tmp_path / "in"),
        str(tmp_path / "empty"),
        str(tmp_path / "nothing.txt"),
        str(tmp_path / "*.zzz"),
        "-",
    ]
    run = Engine(Config()).run(inputs(paths, lambda: b"A story , from standard input.", "wire.txt"))
    assert [Path(review.document.source.uri).name for review in run.reviews] == ["a.md", "b.txt", "wire.txt"]
    assert [failure.error.code for failure in run.failures] == ["MQ301", "MQ301", "MQ302", "MQ301"]
    assert not run.verdict.passed
    assert run.verdict.reasons[-1] == "4 inputs could not be checked"


def test_a_checker_that_breaks_down_costs_nobody_elses_findings(story: str) -> None:
    engine = Engine(Config())

    class Broken:
        name = "broken"
        signature = "broken:1"
        rules = frozenset[str]()

        def __call__(self, document: Document) -> Iterable[Issue]:  # noqa: ARG002 - a checker's interface
            raise RuntimeError("boom")

    engine.checkers.append(Broken())
    results = list(engine.check(engines.Input(uri="a.txt", data=lambda: story.encode())))
    assert isinstance(results[0], Failure)
    assert results[0].error.code == "MQ501"
    assert isinstance(results[1], Review)
    assert results[1].issues


def test_the_desk_decides(story: str) -> None:
    def rules(config: Config) -> dict[str, str]:
        (result,) = Engine(config, today=date(2026, 6, 1)).check(engines.Input(uri="a.txt", data=lambda: story.encode()))
        assert isinstance(result, Review)
        return {each.rule: each.severity.value for each in result.issues}

    assert set(rules(Config(select=("punctuation",)))) == {"punctuation/credit", "punctuation/space-before"}
    assert "sentence/orphan" not in rules(Config(ignore=("sentence/*",)))
    assert rules(Config(severity={"punctuation": Severity.CRITICAL}))["punctuation/credit"] == "critical"
    until = Suppression(rule="sentence/orphan", reason="house style", until=date(2026, 6, 1))
    assert "sentence/orphan" not in rules(Config(suppress=(until,)))
    expired = Suppression(rule="sentence/orphan", reason="house style", until=date(2026, 5, 31))
    assert "sentence/orphan" in rules(Config(suppress=(expired,)))


def test_an_unknown_rule_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UsageError, match='Did you mean "punctuation/brackets"'):
        Engine(Config(ignore=("punctuation/bracket",)))


def test_the_same_input_gives_the_same_run(story: str) -> None:
    runs = [Engine(Config()).run([engines.Input(uri="a.txt", data=lambda: story.encode())]) for _ in range(2)]
    assert runs[0].signature == runs[1].signature
    assert runs[0].reviews[0].issues == runs[1].reviews[0].issues
    assert runs[0].reviews[0].document.id == runs[1].reviews[0].document.id


def test_an_error_says_what_to_do() -> None:
    error = InputError("It is broken.", code="MQ399", where="line 3", advice="Mend it.")
    assert str(error) == "It is broken. (line 3) Mend it."


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "a. ",
        '"a “b ',
        "a b ",
        "He met , and left. ",
        "Big Headline Here\n",
        "(Photo ",
        "e\u0301",
        "[x](",
        "A. B. ",
        "„“",
        "« »",
    ],
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    engine = Engine(Config())

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.perf_counter()
        results = list(engine.check(engines.Input(uri="a.txt", data=lambda: text.encode())))
        assert all(isinstance(each, Review) for each in results)
        return time.perf_counter() - start

    seconds(500)
    # eight times the text: quadratic work would take sixty-four times as long
    assert seconds(40_000) < 30 * max(seconds(5_000), 0.02)
