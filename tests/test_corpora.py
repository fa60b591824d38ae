from __future__ import annotations

from pathlib import Path

import pytest

from mtqa import corpora, evaluate
from mtqa.corpora import Story, load, manifest, parse, versions
from mtqa.engine import Engine
from mtqa.errors import ConfigError, InputError
from tests.conftest import ROOT

CORPUS = ROOT / "corpora"


@pytest.fixture(scope="module")
def stories() -> tuple[Story, ...]:
    return load(CORPUS)


def test_the_corpus_is_what_it_promises(stories: tuple[Story, ...]) -> None:
    assert len(stories) >= 24
    assert len({story.country for story in stories}) >= 10
    assert {"diplomacy", "trade", "sport", "disaster", "markets", "science", "culture"} <= {story.topic for story in stories}
    for story in stories:
        assert 150 <= len(story.clean.split()) <= 350, story.slug
        assert len(story.gold) >= 6, story.slug
        for gold in story.gold:
            assert gold.span.of(story.defective) == gold.text
    assert {story.split for story in stories} == {"dev", "test"}


def test_what_is_written_is_what_is_marked(stories: tuple[Story, ...]) -> None:
    for story in stories:
        for name, content in versions(story).items():
            assert (CORPUS / corpora.STORIES / name).read_bytes() == content.encode(), (
                f"run `python -m mtqa.corpora corpora` ({name})"
            )
    assert (CORPUS / corpora.MANIFEST).read_text(encoding="utf-8") == manifest(stories)


def test_a_broken_mark_tells_its_line() -> None:
    header = "relay: tr\ncountry: KG\ntopic: trade\nsplit: dev\n---\n"
    with pytest.raises(ConfigError) as caught:
        parse("a.marked.txt", f"{header}One.\n⟪nope⟫a⟪→⟫b⟪/⟫\n⟪calque⟫⟪→⟫b⟪/⟫\n⟪calque⟫a", {})
    assert [fault.line for fault in caught.value.faults] == [7, 8, 8, 9]
    with pytest.raises(ConfigError, match="---"):
        parse("a.marked.txt", "no header", {})
    with pytest.raises(InputError, match="is no corpus"):
        load(Path(__file__).parent)


def test_evaluation_counts_what_overlaps(stories: tuple[Story, ...], engine: Engine) -> None:
    results = evaluate.outcomes(stories[:4], engine)
    figures = evaluate.summary(results)
    assert figures["defects"] == sum(len(story.gold) for story in stories[:4])
    table = evaluate.by_defect(results)
    assert table["marked"].sum() == figures["defects"]
    assert set(evaluate.by_category(results).columns) >= {"category", "recall", "precision"}
    assert evaluate.sunk(figures, {"recall": figures["recall"], "false_alarms_per_1000": 0.0}) == ()
    assert evaluate.sunk(figures, {"recall": 100.0})
