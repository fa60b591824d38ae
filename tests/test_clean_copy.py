"""Silence on clean copy: journalists' English, made into stories, with the packs that are on by default."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtqa import readers
from mtqa.engine import Engine
from mtqa.review import Review

FILES = ("newstest2021_source.en.gz", "newstest2021_source_isja.en.gz")
# Findings of any severity per 1,000 words of both files together, right ones included (the text has slips of its own).
CEILING = 0.5


def blocks(file: Path, lines: int = 20) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        found = stream.read().split("\n")
    for start in range(0, len(found), lines):
        yield "\n".join(found[start : start + lines])


def test_clean_news_is_left_alone(shared: Path, engine: Engine) -> None:
    words = 0
    findings: list[str] = []
    for name in FILES:
        if not (shared / "data" / "english" / name).exists():
            pytest.skip(f"{name} is not in the development data")
        for block in blocks(shared / "data" / "english" / name):
            if not block.strip():
                continue
            (document,) = readers.load(name, block.encode(), suffix=".txt")
            for result in engine.review(document):
                assert isinstance(result, Review)
                words += result.score.words
                findings += [f"{issue.rule}: {issue.span.of(block)!r}" for issue in result.issues]
    assert words > 40_000
    assert 1000 * len(findings) / words <= CEILING, "\n".join(findings)


def test_the_seed_story_is_marked_at_the_exact_characters(shared: Path, engine: Engine) -> None:
    (file,) = (shared / "seeds").glob("*.txt")
    (document,) = readers.load(str(file), file.read_bytes())
    (review,) = engine.review(document)
    assert isinstance(review, Review)
    marked = {(issue.rule, issue.span.of(document.text)) for issue in review.issues}
    assert {
        ("punctuation/credit", "Xinhua) )"),
        ("sentence/orphan", "urged to deepen trade."),
        ("debris/repeated-headline", "Chinese Prime Minister Meets with Kyrgyz President"),
        ("debris/comment-form", "Please enter your comment!"),
        ("debris/comment-form", "Please enter your name here"),
        ("debris/related", "Latest article"),
    } <= marked
