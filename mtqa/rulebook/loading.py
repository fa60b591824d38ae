"""Rule files: found by being there, read strictly, every fault of every file at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from mtqa import schema
from mtqa.document import SCOPES, Kind
from mtqa.errors import ConfigError, Fault
from mtqa.issue import CATEGORIES, Fix, Severity
from mtqa.rulebook import kinds
from mtqa.rulebook.patterns import Context, ready
from mtqa.rulebook.rule import BadExample, Rule
from mtqa.schema import Node, Table
from mtqa.spans import Span

KINDS: tuple[str, ...] = tuple(sorted(found.name for found in iter_modules(kinds.__path__)))
VOCABULARY = "vocabulary.yaml"
_LARGEST_FILE = 1 << 20  # bytes
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
_MARK = re.compile("⟦(.*?)⟧", re.DOTALL)
_SHOWN = (*tuple(kind.value for kind in Kind), "story")
# data folders of other checkers, which hold no rule files
_OTHER_DATA = frozenset({"relay", "names"})


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule by its id, in order of id."""

    rules: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """A digest of all rules."""
        return hashlib.sha256("\n".join(rule.signature for rule in self.rules.values()).encode()).hexdigest()[:12]


def shipped() -> Path:
    """Return the folder of the shipped rules: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load(folders: Sequence[Path] = ()) -> Rulebook:
    """Return the shipped rules and those of `folders`; a later file of the same id replaces the earlier one.

    Raises ConfigError with all the faults of all the files, and for a folder that is not there.
    """
    rules: dict[str, Rule] = {}
    faults: list[Fault] = []
    vocabulary: dict[str, tuple[str, ...]] = {}
    for folder in (shipped(), *folders):
        if not folder.is_dir():
            faults.append(Fault(path=str(folder), line=0, column=0, message="there is no such rules folder"))
            continue
        try:
            vocabulary |= _vocabulary(folder / VOCABULARY)
        except ConfigError as error:
            faults += error.faults
        for file in _files(folder):
            try:
                rule = read_file(file, file.relative_to(folder).with_suffix("").as_posix(), Context(vocabulary))
                rules[rule.id] = rule
            except ConfigError as error:
                faults += error.faults
    if faults:
        raise ConfigError(faults)
    return Rulebook(dict(sorted(rules.items())))


def read_file(file: Path, rule_id: str, context: Context) -> Rule:
    """Return the rule of one file. Raises ConfigError with all its faults."""
    if not _ID.fullmatch(rule_id):
        message = f'the path "{rule_id}" cannot be a rule id: use lower-case letters, digits and hyphens'
        raise ConfigError([Fault(path=str(file), line=0, column=0, message=message)])
    text = _text(file)
    return schema.read(str(file), text, schema.parse_yaml, lambda table: _rule(table, rule_id, context, text))


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*.y*ml")):
        inside = file.relative_to(folder)
        if file.suffix in {".yaml", ".yml"} and inside.name != VOCABULARY and inside.parts[0] not in _OTHER_DATA:
            yield file


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise ConfigError([Fault(path=str(file), line=0, column=0, message="a rule file may have at most 1 MB")])
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError([Fault(path=str(file), line=0, column=0, message=f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start})"
        raise ConfigError([Fault(path=str(file), line=0, column=0, message=message)]) from None


def _vocabulary(file: Path) -> dict[str, tuple[str, ...]]:
    if not file.exists():
        return {}

    def lists(table: Table) -> dict[str, tuple[str, ...]]:
        return {name: table.texts(name) for name in table.items}

    return schema.read(str(file), _text(file), schema.parse_yaml, lists)


def _rule(table: Table, rule_id: str, context: Context, text: str) -> Rule:
    kind = table.choice("kind", KINDS, required=True)
    severity = table.choice("severity", [each.value for each in Severity], required=True)
    fix = table.choice("fix", [each.value for each in Fix], "none")
    category = table.choice("category", sorted(CATEGORIES), required=True)
    scopes = table.choices("scope", SCOPES) or ("story",)
    unless = tuple(
        each for node in table.nodes("unless") if (each := ready(node, table, context, ignore_case=False, exact_spaces=False))
    )
    module = import_module(f"mtqa.rulebook.kinds.{kind}") if kind in KINDS else None
    finder = module.read(table, context) if module else None
    rule = Rule(
        id=rule_id,
        kind=kind,
        message=table.text("message", required=True),
        why=table.text("why", required=True),
        link=table.text("link"),
        category=category or "style/awkward",
        severity=Severity(severity or "minor"),
        scopes=frozenset().union(*(SCOPES[scope] for scope in scopes)),
        finder=finder or _NOTHING,
        enabled=table.flag("enabled", True),
        confidence=table.number("confidence", 0.9, low=0.0, high=1.0),
        fix=Fix(fix),
        inside_words=table.flag("inside_words"),
        quotations=table.flag("quotations", True),
        unless=unless,
        bad=tuple(filter(None, (_bad(node, table, fix) for node in table.nodes("bad", required=True)))),
        good=tuple(filter(None, (_good(node, table) for node in table.nodes("good", required=True)))),
        path=table.node.path,
        digest=hashlib.sha256(text.encode()).hexdigest()[:8],
    )
    if not module:  # its keys are unknown as long as its kind is
        table._asked.update(dict.fromkeys(table.items))
    return rule


_NOTHING = import_module("mtqa.rulebook.kinds.function").Function("", "")


def _bad(node: Node, table: Table, fix: str) -> BadExample | None:
    if isinstance(node.value, str) and fix == "none":
        node = replace(node, value={"text": node})
    entry = Table(node, table.faults, 'each entry of "bad"')
    marked = entry.text("text", required=True)
    fixed = entry.text("fixed")
    kind = entry.choice("as", _SHOWN, "body")
    entry.finish()
    if not marked:
        return None
    if "⟦" not in marked:
        table.faults.append(node.fault("a bad example must show what is marked: put it between ⟦ and ⟧"))
        return None
    if fix != "none" and not entry.has("fixed"):
        table.faults.append(
            node.fault(f'the rule says "fix: {fix}", so each bad example needs "fixed", the text after the fix')
        )
    marks = []
    plain: list[str] = []
    position = length = 0
    for found in _MARK.finditer(marked):
        plain.append(marked[position : found.start()])
        length += len(plain[-1])
        marks.append(Span(length, length + len(found[1])))
        plain.append(found[1])
        length += len(found[1])
        position = found.end()
    plain.append(marked[position:])
    return BadExample(text="".join(plain), marks=tuple(marks), fixed=fixed, kind=kind)


def _good(node: Node, table: Table) -> tuple[str, str] | None:
    if isinstance(node.value, str):
        return ("body", node.value)
    entry = Table(node, table.faults, 'each entry of "good"')
    text = entry.text("text", required=True)
    kind = entry.choice("as", _SHOWN, "body")
    entry.finish()
    return (kind, text)


@lru_cache(maxsize=1)
def shipped_rulebook() -> Rulebook:
    """Return the shipped rules, read once."""
    return load()
