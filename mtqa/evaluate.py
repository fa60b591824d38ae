"""How good the checker is on stories whose defects are known: recall by class, precision by rule, false alarms on clean copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa import readers, schema
from mtqa.corpora import Gold, Story
from mtqa.engine import Engine
from mtqa.errors import InputError
from mtqa.issue import Issue, Severity
from mtqa.review import Review
from mtqa.schema import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One story checked in both versions."""

    story: Story
    found: tuple[tuple[Gold, bool], ...]  # each marked defect, and whether a finding overlaps it
    right: tuple[tuple[Issue, bool], ...]  # each finding in the defective version, and whether it overlaps a marked defect
    alarms: tuple[Issue, ...]  # findings in the clean version
    clean_words: int


def outcomes(stories: Sequence[Story], engine: Engine, progress: Callable[[str], None] = lambda _: None) -> tuple[Outcome, ...]:
    """Check both versions of every story. A finding and a defect belong together where they share a character."""
    results = []
    for story in stories:
        progress(story.slug)
        defective = _review(engine, f"{story.slug}.defective.txt", story.defective)
        clean = _review(engine, f"{story.slug}.clean.txt", story.clean)
        issues = [issue for issue in defective.issues if issue.severity is not Severity.NEUTRAL]
        places = [(issue, (issue.span, *(each.span for each in issue.related))) for issue in issues]
        results.append(
            Outcome(
                story=story,
                found=tuple(
                    (gold, any(gold.span.overlaps(span) for _, spans in places for span in spans)) for gold in story.gold
                ),
                right=tuple(
                    (issue, any(gold.span.overlaps(span) for gold in story.gold for span in spans)) for issue, spans in places
                ),
                alarms=tuple(issue for issue in clean.issues if issue.severity is not Severity.NEUTRAL),
                clean_words=clean.score.words,
            )
        )
    return tuple(results)


def _review(engine: Engine, name: str, text: str) -> Review:
    (document,) = readers.load(name, text.encode("utf-8"))
    for result in engine.review(document):
        if isinstance(result, Review):
            return result
        raise result.error
    raise InputError(f"{name} was not checked.", code="MQ501")


def by_defect(results: Sequence[Outcome]) -> pd.DataFrame:
    """Return a table: class of defect, MQM category, how many are marked, how many found, recall in percent."""
    import pandas as pd

    rows = [(gold.defect.name, gold.defect.category, found) for each in results for gold, found in each.found]
    frame = pd.DataFrame(rows, columns=["defect", "category", "found"])
    table = frame.groupby(["defect", "category"])["found"].agg(marked="size", found="sum").reset_index()
    table["recall"] = (100 * table["found"] / table["marked"]).round(1)
    return table


def by_category(results: Sequence[Outcome]) -> pd.DataFrame:
    """Return a table by MQM category: marked, found, recall; findings of that category, right ones, precision, in percent."""
    import pandas as pd

    gold = pd.DataFrame(
        [(each.defect.category, found) for result in results for each, found in result.found], columns=["category", "found"]
    )
    issues = pd.DataFrame(
        [(issue.category, right) for result in results for issue, right in result.right], columns=["category", "right"]
    ).astype({"right": bool})
    marked = gold.groupby("category")["found"].agg(marked="size", found="sum")
    reported = issues.groupby("category")["right"].agg(findings="size", right="sum")
    table = marked.join(reported, how="outer").fillna(0).astype(int)
    table["recall"] = (100 * table["found"] / table["marked"].where(table["marked"] > 0)).round(1)
    table["precision"] = (100 * table["right"] / table["findings"].where(table["findings"] > 0)).round(1)
    result: pd.DataFrame = table.reset_index()
    return result


def summary(results: Sequence[Outcome]) -> Mapping[str, float]:
    """Return the figures that floors guard: recall and precision in percent, false alarms per 1,000 clean words."""
    marked = [found for each in results for _, found in each.found]
    findings = [right for each in results for _, right in each.right]
    words = sum(each.clean_words for each in results)
    return {
        "stories": len(results),
        "defects": len(marked),
        "recall": round(100 * sum(marked) / max(1, len(marked)), 1),
        "findings": len(findings),
        "precision": round(100 * sum(findings) / max(1, len(findings)), 1),
        "clean_words": words,
        "false_alarms": sum(len(each.alarms) for each in results),
        "false_alarms_per_1000": round(1000 * sum(len(each.alarms) for each in results) / max(1, words), 2),
    }


# figures that must not sink, and the one that must not rise
_AT_LEAST = ("recall", "precision")
_AT_MOST = ("false_alarms_per_1000",)


def read_floors(file: Path) -> Mapping[str, float]:
    """Return the floors of a file. Raises ConfigError for a broken one."""

    def build(table: Table) -> dict[str, float]:
        return {key: table.number(key, 0.0) for key in (*_AT_LEAST, *_AT_MOST) if table.has(key)}

    return schema.read(str(file), file.read_text(encoding="utf-8"), schema.parse_toml, build)


def sunk(figures: Mapping[str, float], floors: Mapping[str, float]) -> tuple[str, ...]:
    """Return a sentence for every figure that is worse than its floor."""
    low = [f"{key} is {figures[key]:g}, the floor is {floors[key]:g}" for key in _AT_LEAST if figures[key] < floors.get(key, 0)]
    high = [
        f"{key} is {figures[key]:g}, the ceiling is {floors[key]:g}"
        for key in _AT_MOST
        if figures[key] > floors.get(key, float("inf"))
    ]
    return (*low, *high)


def written_floors(figures: Mapping[str, float]) -> str:
    """Return a floors file that holds the figures reached."""
    lines = [f"{key} = {figures[key]:g}\n" for key in (*_AT_LEAST, *_AT_MOST)]
    return "# Reached by `mtqa evaluate corpora`; a worse figure fails. Raise them with --write-floors.\n" + "".join(lines)
