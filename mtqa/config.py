"""What a desk decides: which rules run, how severe they are, when a run fails. Every value knows where it came from."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from mtqa import schema
from mtqa.errors import ConfigError, Fault, UsageError, did_you_mean
from mtqa.issue import Issue, Severity
from mtqa.schema import Node, Table

FILE = "mtqa.toml"
FAIL_ON = ("never", *(each.value for each in Severity if each is not Severity.NEUTRAL))
RELAYS = (
    "auto",
    "tr",
    "az",
    "ru",
    "kk",
    "ky",
    "uz",
    "tg",
    "zh",
    "ar",
    "fa",
    "ko",
    "ja",
    "uk",
    "el",
    "de",
    "fr",
    "es",
    "pl",
    "sr",
    "hr",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Findings that a desk accepts: by rule or by fingerprint, with a reason, until a date (None: for good)."""

    rule: str = ""
    fingerprint: str = ""
    reason: str
    until: date | None = None

    def covers(self, issue: Issue, fingerprint: str, today: date) -> bool:
        """True where this suppression hides the issue on the given day, its last day included."""
        if self.until is not None and today > self.until:
            return False
        return self.fingerprint == fingerprint if self.fingerprint else matches(issue.rule, (self.rule,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The effective settings. `origins` names for each key where its value came from."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    fail_on: str = "major"
    min_quality: float | None = None
    max_issues: int | None = None
    relay: str = "auto"
    suppress: tuple[Suppression, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """A digest of everything that decides what is found (not of the gate)."""
        parts = (self.select, self.ignore, sorted(self.severity.items()), self.relay, self.suppress)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]

    def chooses(self, rule: str, default: bool) -> bool:
        """True where the rule runs: ignored ones never, selected ones always, the others by default unless a selection is given.

        A selection that only adds rules that are off by default is written with a leading "+".
        """
        if matches(rule, self.ignore):
            return False
        added = [each[1:] for each in self.select if each.startswith("+")]
        only = [each for each in self.select if not each.startswith("+")]
        if matches(rule, added):
            return True
        return matches(rule, only) if only else default

    def with_values(self, origin: str, **values: object) -> Config:
        """Return the settings with some replaced, and their origin noted; None leaves a value as it is."""
        given = {key: value for key, value in values.items() if value is not None}
        return replace(self, **given, origins={**self.origins, **dict.fromkeys(given, origin)})  # type: ignore[arg-type]

    def unknown(self, known: Iterable[str]) -> tuple[str, ...]:
        """Return a sentence for every rule that is named in the settings and does not exist."""
        known = sorted(known)
        packs = {rule.rpartition("/")[0] for rule in known} | {rule.partition("/")[0] for rule in known}
        named = [each.lstrip("+") for each in (*self.select, *self.ignore, *self.severity)]
        named += [each.rule for each in self.suppress if each.rule]
        return tuple(
            f'There is no rule "{name}".{did_you_mean(name, [*known, *sorted(packs - {""})])}'
            for name in dict.fromkeys(named)
            if not any(matches(rule, (name,)) for rule in known)
        )


def matches(rule: str, patterns: Iterable[str]) -> bool:
    """True where one of the patterns is the rule's id, a folder above it, or a glob over ids."""
    return any(rule == each or rule.startswith(f"{each.rstrip('/')}/") or fnmatchcase(rule, each) for each in patterns)


def find(start: Path) -> Path | None:
    """Return the configuration file for a folder: the nearest mtqa.toml, or pyproject.toml with [tool.mtqa], going up."""
    for folder in (start, *start.parents):
        own = folder / FILE
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file():
            try:
                if "mtqa" in tomllib.loads(project.read_text(encoding="utf-8")).get("tool", {}):
                    return project
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
                continue  # another tool's file is not ours to complain about
    return None


def load(path: Path) -> Config:
    """Return the settings of a file. Raises ConfigError with every fault in it, UsageError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"The configuration {path} cannot be read: {reason}.", advice="Check the path.") from None
    root = schema.parse_toml(str(path), text)
    if path.name == "pyproject.toml":
        root = _inside(root, "tool", "mtqa")
    faults: list[Fault] = []
    table = Table(root, faults, "the configuration")
    config = _config(table, path)
    table.finish()
    if faults:
        raise ConfigError(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return config


def _inside(node: Node, *keys: str) -> Node:
    for key in keys:
        value = node.value
        node = value[key] if isinstance(value, dict) and key in value else replace(node, value={})
    return node


def _config(table: Table, path: Path) -> Config:
    severities: dict[str, Severity] = {}
    if (given := table.table("severity")) is not None:
        for rule in given.items:
            severities[rule] = Severity(given.choice(rule, [each.value for each in Severity]) or "minor")
        given.finish()
    suppress = []
    for entry in table.tables("suppress"):
        suppression = _suppression(entry)
        entry.finish()
        if suppression:
            suppress.append(suppression)
    config = Config(
        select=table.texts("select"),
        ignore=table.texts("ignore"),
        severity=severities,
        # folders of rules are given relative to the file that names them
        rules=tuple(str(path.parent / folder) for folder in table.texts("rules")),
        fail_on=table.choice("fail_on", FAIL_ON, "major"),
        min_quality=table.number("min_quality", 0.0, low=0, high=100) if table.has("min_quality") else None,
        max_issues=table.whole("max_issues", 0) if table.has("max_issues") else None,
        relay=table.choice("relay", RELAYS, "auto"),
        suppress=tuple(suppress),
    )
    given_keys = {key: f"{path}:{node.line}" for key, node in table.items.items()}
    return replace(config, origins=given_keys)


def _suppression(entry: Table) -> Suppression | None:
    rule, fingerprint = entry.text("rule"), entry.text("fingerprint")
    reason = entry.text("reason", required=True)
    until = entry.text("until")
    if bool(rule) == bool(fingerprint):
        entry.faults.append(entry.node.fault('a suppression names either "rule" or "fingerprint"'))
        return None
    try:
        last = date.fromisoformat(until) if until else None
    except ValueError:
        entry.faults.append(entry.items["until"].fault(f'"until" must be a date such as 2027-01-31, not "{until}"'))
        return None
    return Suppression(rule=rule, fingerprint=fingerprint, reason=reason, until=last)


def shown(config: Config) -> tuple[tuple[str, str, str], ...]:
    """Return each key with its value in TOML and where it came from ("default" where nobody set it)."""
    rows = []
    for each in fields(config):
        if each.name == "origins":
            continue
        rows.append((each.name, _toml(getattr(config, each.name)), config.origins.get(each.name, "default")))
    return tuple(rows)


def _toml(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Suppression):
        what = f'rule = "{value.rule}"' if value.rule else f'fingerprint = "{value.fingerprint}"'
        until = f', until = "{value.until}"' if value.until else ""
        return f'{{ {what}, reason = "{value.reason}"{until} }}'
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_toml(key)} = {_toml(str(each))}' for key, each in value.items())} }}" if value else "{}"
    return "not set" if value is None else str(value)
