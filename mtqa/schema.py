"""Strict reading of YAML and TOML: every fault with file, line and column, all of them at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

import yaml

from mtqa.errors import ConfigError, Fault, did_you_mean

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T")
_DEEPEST = 20  # levels of nesting; a hostile file must not exhaust the stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value and its place. `value` is a str, int, float, bool, None, a list of Nodes or a dict of str to Node."""

    value: object
    path: str
    line: int
    column: int
    key: tuple[int, int] | None = None  # line and column of the key that leads here, where it is known

    def fault(self, message: str) -> Fault:
        """Return a fault at this place."""
        return Fault(path=self.path, line=self.line, column=self.column, message=message)


def parse_yaml(path: str, text: str) -> Node:
    """Return the one document of a YAML text. Raises ConfigError for broken YAML, repeated keys, aliases and odd tags."""
    loader = _LOADER(text)
    try:
        _refuse_aliases(path, text)
        node = loader.get_single_node()
        if node is None:
            raise ConfigError([Fault(path=path, line=1, column=1, message="the file is empty")])
        return _from_yaml(path, node, loader, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        message = f"not valid YAML: {error.problem or error.context}"
        raise ConfigError([Fault(path=path, line=line, column=column, message=message)]) from None
    except yaml.YAMLError as error:
        raise ConfigError([Fault(path=path, line=1, column=1, message=f"not valid YAML: {error}")]) from None
    finally:
        loader.dispose()


def _refuse_aliases(path: str, text: str) -> None:
    # A few nested aliases can stand for gigabytes; no rule or configuration needs one.
    if "*" not in text:
        return
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
            raise ConfigError([Fault(path=path, line=line, column=column, message="YAML aliases are not allowed")])


def _from_yaml(path: str, node: yaml.Node, loader: yaml.SafeLoader, depth: int) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1

    def fault(message: str) -> ConfigError:
        return ConfigError([Fault(path=path, line=line, column=column, message=message)])

    value: object
    if depth > _DEEPEST:
        raise fault(f"nested deeper than {_DEEPEST} levels")
    if isinstance(node, yaml.ScalarNode):
        try:
            value = loader.construct_object(node)
        except (yaml.YAMLError, ValueError):
            raise fault(f"cannot read {node.value!r} as {node.tag}") from None
        if not isinstance(value, str | int | float | bool | None) or (
            isinstance(value, bool) and node.value.lower() not in {"true", "false"}
        ):
            value = node.value  # a date stays the text that was written, and so do the words yes, no, on and off
    elif isinstance(node, yaml.SequenceNode):
        value = [_from_yaml(path, item, loader, depth + 1) for item in node.value]
    else:
        table: dict[str, Node] = {}
        for key, item in node.value:
            at = Fault(path=path, line=key.start_mark.line + 1, column=key.start_mark.column + 1, message="")
            if not isinstance(key, yaml.ScalarNode):
                raise ConfigError([_with(at, "a key must be a word")])
            if key.value in table:
                raise ConfigError([_with(at, f'the key "{key.value}" is given twice')])
            table[key.value] = replace(_from_yaml(path, item, loader, depth + 1), key=(at.line, at.column))
        value = table
    return Node(value=value, path=path, line=line, column=column)


def _with(at: Fault, message: str) -> Fault:
    return Fault(path=at.path, line=at.line, column=at.column, message=message)


def parse_toml(path: str, text: str) -> Node:
    """Return a TOML text as a Node. Raises ConfigError for broken TOML.

    tomllib tells no places, so keys are found again in the text; a value inside an inline table or array has its key's place.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
        message = found[1] if found else str(error)
        last = text.count("\n") + 1
        line, column = (int(found[2]), int(found[3])) if found and found[2] else (last, 1)
        raise ConfigError([Fault(path=path, line=line, column=column, message=f"not valid TOML: {message}")]) from None
    except RecursionError:
        raise ConfigError([Fault(path=path, line=1, column=1, message="nested too deeply")]) from None
    return _from_toml(path, data, _toml_places(text), (), (1, 1))


_TOML_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_TOML_KEY = re.compile(r"""^(\s*)((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_TOML_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*\.?""")


def _toml_places(text: str) -> dict[tuple[str, ...], tuple[int, int]]:
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TOML_HEADER.match(line):
            table = _toml_parts(header[1])
            if line.lstrip().startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = (*table, str(counts[table]))
            for depth in range(1, len(table) + 1):
                places.setdefault(table[:depth], (number, line.index("[") + 1))
        elif key := _TOML_KEY.match(line):
            parts = (*table, *_toml_parts(key[2]))
            for depth in range(len(table) + 1, len(parts) + 1):
                places.setdefault(parts[:depth], (number, len(key[1]) + 1))
    return places


def _toml_parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _TOML_PART.findall(dotted))


def _from_toml(
    path: str, value: object, places: dict[tuple[str, ...], tuple[int, int]], trail: tuple[str, ...], place: tuple[int, int]
) -> Node:
    place = places.get(trail, place)
    if isinstance(value, dict):
        value = {key: _from_toml(path, item, places, (*trail, key), place) for key, item in value.items()}
    elif isinstance(value, list):
        value = [_from_toml(path, item, places, (*trail, str(index)), place) for index, item in enumerate(value)]
    elif not isinstance(value, str | int | float | bool):
        value = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return Node(value=value, path=path, line=place[0], column=place[1])


@dataclass(slots=True)
class Table:
    """A mapping being read: each getter takes a key, notes what is wrong, and returns the value or the default.

    Faults gather in `faults`, shared by all the tables of a file; `finish` adds one for every key that nobody asked for.
    """

    node: Node
    faults: list[Fault]
    name: str = "this file"
    _asked: dict[str, None] = field(default_factory=dict)

    @property
    def items(self) -> dict[str, Node]:
        """The mapping itself; empty, with a fault, where the node is none."""
        if isinstance(self.node.value, dict):
            return self.node.value
        return {}

    def __post_init__(self) -> None:
        if not isinstance(self.node.value, dict):
            self.faults.append(self.node.fault(f"{self.name} must be a table of keys and values, not {_kind(self.node)}"))

    def has(self, key: str) -> bool:
        """True where the key is given (and thereby known)."""
        self._asked[key] = None
        return key in self.items

    def get(self, key: str, *, required: bool = False) -> Node | None:
        """Return the node under `key`, None where it is absent (a fault where it is required)."""
        self._asked[key] = None
        found = self.items.get(key)
        if found is None and required and isinstance(self.node.value, dict):
            self.faults.append(self.node.fault(f'{self.name} needs the key "{key}"'))
        return found

    def _typed(self, key: str, default: T, wanted: type | tuple[type, ...], words: str, required: bool) -> T:
        node = self.get(key, required=required)
        if node is None:
            return default
        # bool is an int to Python, never to an editor
        if not isinstance(node.value, wanted) or (isinstance(node.value, bool) and wanted is not bool):
            self.faults.append(node.fault(f'"{key}" must be {words}, not {_kind(node)}'))
            return default
        return node.value  # type: ignore[return-value]

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Return a text; an empty one is a fault where the key is required."""
        value: str = self._typed(key, default, str, "a text", required)
        node = self.items.get(key)
        if required and node is not None and node.value == "":
            self.faults.append(node.fault(f'"{key}" must not be empty'))
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false."""
        return self._typed(key, default, bool, "true or false", False)

    def number(self, key: str, default: float, *, low: float = float("-inf"), high: float = float("inf")) -> float:
        """Return a number between `low` and `high`, both included."""
        value = self._typed(key, default, (int, float), "a number", False)
        if not low <= value <= high:
            self.faults.append(self.items[key].fault(f'"{key}" must lie between {low:g} and {high:g}, not {value:g}'))
            return default
        return value

    def whole(self, key: str, default: int, *, low: int = 0, high: int = 10**9) -> int:
        """Return a whole number between `low` and `high`, both included."""
        value = self._typed(key, default, int, "a whole number", False)
        if not low <= value <= high:
            self.faults.append(self.items[key].fault(f'"{key}" must lie between {low} and {high}, not {value}'))
            return default
        return value

    def choice(self, key: str, options: Iterable[str], default: str = "", *, required: bool = False) -> str:
        """Return one of `options`; another word is a fault that names the nearest."""
        options = list(options)
        value = self.text(key, default, required=required)
        node = self.items.get(key)
        if node is not None and isinstance(node.value, str) and value not in options:
            known = ", ".join(options) if len(options) <= 16 else f"one of {len(options)} names"
            self.faults.append(node.fault(f'"{value}" is no {key}.{did_you_mean(value, options)} Known: {known}.'))
            return default
        return value

    def nodes(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """Return the entries of a list (a single value counts as a list of one)."""
        node = self.get(key, required=required)
        if node is None:
            return ()
        return tuple(node.value) if isinstance(node.value, list) else (node,)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        found = []
        for node in self.nodes(key, required=required):
            if isinstance(node.value, str):
                found.append(node.value)
            else:
                self.faults.append(node.fault(f'"{key}" must hold texts, not {_kind(node)}; put it in quotation marks'))
        return tuple(found)

    def choices(self, key: str, options: Iterable[str]) -> tuple[str, ...]:
        """Return a list of words out of `options`."""
        options = list(options)
        found = []
        for node in self.nodes(key):
            if isinstance(node.value, str) and node.value in options:
                found.append(node.value)
            else:
                hint = did_you_mean(str(node.value), options)
                self.faults.append(node.fault(f'"{node.value}" is no {key}.{hint} Known: {", ".join(options)}.'))
        return tuple(found)

    def tables(self, key: str) -> tuple[Table, ...]:
        """Return a list of tables."""
        return tuple(Table(node, self.faults, f'each entry of "{key}"') for node in self.nodes(key))

    def table(self, key: str) -> Table | None:
        """Return the table under `key`, None where it is absent."""
        node = self.get(key)
        return Table(node, self.faults, f'"{key}"') if node is not None else None

    def finish(self) -> None:
        """Note every key that nobody asked for, with the nearest one that is known."""
        for key, node in self.items.items():
            if key not in self._asked:
                known = ", ".join(self._asked)
                line, column = node.key or (node.line, node.column)
                message = f'{self.name} has no key "{key}".{did_you_mean(key, self._asked)} Known: {known}.'
                self.faults.append(Fault(path=node.path, line=line, column=column, message=message))


def _kind(node: Node) -> str:
    kinds: dict[type, str] = {str: "a text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return kinds.get(type(node.value), "a table" if isinstance(node.value, dict) else "nothing")


def read(path: str, text: str, parse: Callable[[str, str], Node], build: Callable[[Table], T]) -> T:
    """Parse a file and build one value from it. Raises ConfigError with every fault found on the way."""
    faults: list[Fault] = []
    table = Table(parse(path, text), faults)
    built = build(table)
    table.finish()
    if faults:
        raise ConfigError(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return built
