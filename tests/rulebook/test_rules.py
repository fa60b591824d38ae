"""Every shipped rule on its own examples, and the promises of the engine."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.document import Document
from mtqa.errors import ConfigError
from mtqa.review import Review
from mtqa.rulebook import Matcher, Rule, load, shipped_rulebook
from mtqa.rulebook.examples import check

RULES = shipped_rulebook()

MINIMAL = """kind: existence
message: "“{mark}” is filler."
why: It says nothing.
category: style/unidiomatic
severity: minor
patterns: ['it should be noted that']
bad:
  - 'On Friday ⟦it should be noted that⟧ trade grew.'
good:
  - 'On Friday trade grew.'
"""


@pytest.mark.parametrize("rule", RULES.rules.values(), ids=RULES.rules)
def test_examples_hold(rule: Rule) -> None:
    assert not check(RULES, rule)


def test_a_new_rule_is_one_file(tmp_path: Path, document: Callable[..., Document]) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "filler.yaml").write_text(MINIMAL, encoding="utf-8")
    rulebook = load([tmp_path])
    assert not check(rulebook, rulebook.rules["desk/filler"])
    found = document(
        "The news came late to the desk on Friday. It should be noted\n"
        "that nobody slept before the morning came, and that all of\nthem ate."
    )
    hits = [hit.span.of(found.text) for rule, hit in Matcher([rulebook.rules["desk/filler"]]).hits(found)]
    assert hits == ["It should be noted\nthat"]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("severity: minor", "severity: mild", "5:11", "Known: neutral, minor"),
        ("severity: minor", "severty: minor", "5:1", 'Did you mean "severity"'),
        ("category: style/unidiomatic", "category: style/unidiomatc", "4:11", 'Did you mean "style/unidiomatic"'),
        ("kind: existence", "kind: existance", "1:7", 'Did you mean "existence"'),
        ("'it should", "'(it should", "6:12", "not a regular expression"),
        ("'it should", "'(?=it) should", "6:12", "no look-around"),
        ("'it should be noted that'", "'x*'", "6:12", "empty text"),
        ("'it should be noted that'", "'[A-Z]+'", "6:12", "ignore_case: false"),
        ("'it should be noted that'", "'{{mounth}}'", "6:12", 'no list "mounth"'),
        ("'it should be noted that'", "'((a{100}){100}){10}'", "6:12", "not a regular expression|too large"),
        ("⟦it should be noted that⟧", "it should be noted that", "8:5", "put it between ⟦ and ⟧"),
        ("severity: minor", "severity: minor\nfix: safe", "9:5", "must be a table"),
    ],
)
def test_a_broken_rule_file_tells_place_and_cure(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    (tmp_path / "broken.yaml").write_text(MINIMAL.replace(old, new), encoding="utf-8")
    (tmp_path / "Bad Name.yaml").write_text(MINIMAL, encoding="utf-8")
    with pytest.raises(ConfigError, match=words) as caught:
        load([tmp_path])
    shown = str(caught.value)
    assert f"broken.yaml:{place}: " in shown
    assert "cannot be a rule id" in shown  # all the faults of all the files at once


def test_a_rule_whose_examples_fail_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "late.yaml").write_text(
        MINIMAL.replace("⟦it should be noted that⟧", "⟦it should⟧ be noted that"), encoding="utf-8"
    )
    (tmp_path / "noisy.yaml").write_text(
        MINIMAL.replace("- 'On Friday trade grew.'", "- 'He came , it should be noted that.'"), encoding="utf-8"
    )
    rulebook = load([tmp_path])
    assert "is marked at" in check(rulebook, rulebook.rules["late"])[0]
    complaints = check(rulebook, rulebook.rules["noisy"])
    assert any("punctuation/space-before" in each for each in complaints)
    assert any("noisy" in each for each in complaints)


def test_offsets_are_code_points_whatever_stands_before(document: Callable[..., Document]) -> None:
    found = document("😀😀 e\u0301\U0001f468\u200d\U0001f469 Ünal met , and left. 日本 He said , no.")
    rule = RULES.rules["punctuation/space-before"]
    marks = [hit.span for _, hit in Matcher([rule]).hits(found)]
    assert [found.text[span.start - 1 : span.end + 1] for span in marks] == ["t ,", "d ,"]


def test_a_match_never_begins_or_ends_inside_a_word_of_any_script(tmp_path: Path, document: Callable[..., Document]) -> None:
    (tmp_path / "cat.yaml").write_text(
        MINIMAL.replace("'it should be noted that'", "'cat'").replace("⟦it should be noted that⟧", "⟦cat⟧"), encoding="utf-8"
    )
    rule = load([tmp_path]).rules["cat"]
    found = document("A cat, a scat, écat, caté, cat\u0301 and concatenated. Cat!")
    assert [hit.span.start for _, hit in Matcher([rule]).hits(found)] == [2, len(found.text) - 4]


def test_cost_does_not_grow_with_the_number_of_rules(tmp_path: Path, document: Callable[..., Document]) -> None:
    """Two thousand rules that match nothing must not multiply the time of fifty; measured in tests/bench, bounded here."""
    for number in range(2000):
        text = MINIMAL.replace("it should be noted that", f"wholly unlikely phrase number {number} of the desk")
        (tmp_path / f"synthetic-{number}.yaml").write_text(text, encoding="utf-8")
    rules = list(load([tmp_path]).rules.values())
    found = document("The ministers of the two countries met on Friday in the old town of Osh and left.\n" * 4000)
    few, many = Matcher(rules[:60]), Matcher(rules)
    times = []
    for matcher in (few, many):
        list(matcher.hits(found))
        start = time.perf_counter()
        list(matcher.hits(found))
        times.append(time.perf_counter() - start)
    assert len(rules) > 2000
    assert times[1] < 5 * times[0] + 0.5


def test_the_seed_of_the_project(story: str, review: Callable[[str], Review]) -> None:
    found = {(issue.rule, issue.span.of(story)) for issue in review(story).issues}
    assert found == {
        ("debris/repeated-headline", "President of Tajikistan Received China's Foreign Minister"),
        ("punctuation/credit", "Khovar) )"),
        ("punctuation/space-before", " "),
        ("sentence/orphan", "urged to build the railway."),
        ("debris/comment-form", "Please enter your comment!"),
    }
