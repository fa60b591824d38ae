"""Stories with marked defects: one file holds both versions, so that clean text, defective text and gold spans cannot differ.

`python -m mtqa.corpora FOLDER` writes the versions and the manifest again from the marked files.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa import schema
from mtqa.errors import ConfigError, Fault, InputError
from mtqa.issue import CATEGORIES, Severity
from mtqa.schema import Table
from mtqa.spans import Span

MANIFEST = "manifest.toml"
DEFECTS = "defects.toml"
STORIES = "stories"
SPLITS = ("dev", "test")

_SUFFIX = ".marked.txt"
_MARK = re.compile("⟪([a-z0-9/-]+)⟫(.*?)⟪→⟫(.*?)⟪/⟫", re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}")
_HEADER = re.compile(r"(relay|country|topic|split): (\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A class of defects, with the MQM error type and severity that an editor gives it."""

    name: str
    category: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One marked defect: its place in the defective version, what stands there and what should."""

    span: Span
    defect: Defect
    text: str
    correction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of a corpus in both versions. `relay` lists the languages that it came through, as in "zh-tr"."""

    slug: str
    relay: str
    country: str
    topic: str
    split: str
    clean: str
    defective: str
    gold: tuple[Gold, ...]


def load(folder: Path, split: str = "all") -> tuple[Story, ...]:
    """Return the stories of a corpus in order of slug, those of one split ("dev", "test") or all.

    Raises ConfigError with every fault of the marked files and of the table of defects, InputError where there is no corpus.
    """
    stories = folder / STORIES
    if not stories.is_dir():
        raise InputError(f"{folder} is no corpus: it has no folder {STORIES}/.", code="MQ301", advice="Give the corpus folder.")
    defects = _defects(folder / DEFECTS)
    faults: list[Fault] = []
    found = []
    for file in sorted(stories.glob(f"*{_SUFFIX}")):
        try:
            found.append(parse(str(file), file.read_text(encoding="utf-8"), defects))
        except ConfigError as error:
            faults += error.faults
    if faults:
        raise ConfigError(faults)
    if not found:
        raise InputError(f"{stories} holds no story (*{_SUFFIX}).", code="MQ302", advice="Give the corpus folder.")
    return tuple(story for story in found if split in ("all", story.split))


def parse(path: str, marked: str, defects: Mapping[str, Defect]) -> Story:
    r"""Return the story of one marked file.

    After the header and a line "---" stands the text with ⟪class⟫wrong⟪→⟫right⟪/⟫ at every defect; \u{00AD} stands for an odd
    character. Raises ConfigError with every fault.
    """
    faults: list[Fault] = []
    head, separator, body = marked.partition("\n---\n")

    def fault(at: int, message: str) -> None:
        line = marked.count("\n", 0, at) + 1
        faults.append(Fault(path=path, line=line, column=1, message=message))

    if not separator:
        raise ConfigError([Fault(path=path, line=1, column=1, message='the line "---" after the header is missing')])
    header = dict(_HEADER.findall(head))
    for key in ("relay", "country", "topic", "split"):
        if key not in header:
            fault(0, f'the header has no line "{key}: …"')
    if header.get("split", "dev") not in SPLITS:
        fault(0, f'the split is "dev" or "test", not "{header["split"]}"')
    clean: list[str] = []
    defective: list[str] = []
    gold: list[Gold] = []
    position = length = 0
    shift = len(head) + len(separator)

    def plain(text: str, at: int) -> str:
        stray = min((text.find(sign) for sign in "⟪⟫" if sign in text), default=-1)
        if stray >= 0:
            fault(shift + at + stray, "a mark is not closed or is nested")
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)

    for found in _MARK.finditer(body):
        before = plain(body[position : found.start()], position)
        wrong, right = plain(found[2], found.start()), plain(found[3], found.start())
        if found[1] not in defects:
            fault(shift + found.start(), f'there is no class of defects "{found[1]}"; {DEFECTS} lists them')
        if not wrong:
            fault(shift + found.start(), "a mark must hold at least one character of the defective version")
        clean += [before, right]
        defective += [before, wrong]
        length += len(before)
        if found[1] in defects and wrong:
            span = Span(length, length + len(wrong))
            gold.append(Gold(span=span, defect=defects[found[1]], text=wrong, correction=right))
        length += len(wrong)
        position = found.end()
    rest = plain(body[position:], position)
    if faults:
        raise ConfigError(faults)
    return Story(
        slug=Path(path).name.removesuffix(_SUFFIX),
        relay=header["relay"],
        country=header["country"],
        topic=header["topic"],
        split=header["split"],
        clean="".join([*clean, rest]),
        defective="".join([*defective, rest]),
        gold=tuple(gold),
    )


def _defects(file: Path) -> Mapping[str, Defect]:
    def build(table: Table) -> dict[str, Defect]:
        found = {}
        for name in table.items:
            entry = table.table(name)
            if entry is None:
                continue
            category = entry.choice("category", sorted(CATEGORIES), required=True)
            severity = entry.choice("severity", [each.value for each in Severity], required=True)
            entry.finish()
            if category and severity:
                found[name] = Defect(name=name, category=category, severity=Severity(severity))
        return found

    return schema.read(str(file), file.read_text(encoding="utf-8"), schema.parse_toml, build)


def versions(story: Story) -> Mapping[str, str]:
    """Return the files that stand for a story beside its marked file: name and content."""
    gold = [
        {
            "start": each.span.start,
            "end": each.span.end,
            "defect": each.defect.name,
            "category": each.defect.category,
            "severity": each.defect.severity.value,
            "text": each.text,
            "correction": each.correction,
        }
        for each in story.gold
    ]
    return {
        f"{story.slug}.clean.txt": story.clean,
        f"{story.slug}.defective.txt": story.defective,
        f"{story.slug}.gold.json": json.dumps(gold, ensure_ascii=False, indent=1) + "\n",
    }


def manifest(stories: Sequence[Story]) -> str:
    """Return the manifest of a corpus: each story with its facts, size and digest."""
    lines = ["# Written by `python -m mtqa.corpora`: change the marked files, not this one.\n"]
    for story in stories:
        digest = hashlib.sha256("\0".join(versions(story).values()).encode()).hexdigest()[:16]
        lines.append(
            f'\n[{story.slug}]\nrelay = "{story.relay}"\ncountry = "{story.country}"\ntopic = "{story.topic}"\nsplit = "{story.split}"\n'
            f'words = {len(story.clean.split())}\ndefects = {len(story.gold)}\nsha256 = "{digest}"\n'
        )
    return "".join(lines)


def write(folder: Path) -> int:
    """Write the versions of every story and the manifest; return the number of stories."""
    stories = load(folder)
    for story in stories:
        for name, content in versions(story).items():
            (folder / STORIES / name).write_text(content, encoding="utf-8", newline="")
    (folder / MANIFEST).write_text(manifest(stories), encoding="utf-8")
    return len(stories)


if __name__ == "__main__":
    count = write(Path(sys.argv[1] if len(sys.argv) > 1 else "corpora"))
    sys.stdout.write(f"{count} stories written\n")
