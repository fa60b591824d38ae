"""Rule patterns: RE2 expressions as editors write them, made ready for wire copy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import re2

from mtqa.schema import Node, Table

# A set of patterns shares one automaton; the bound is memory that it may use, not memory that it takes.
_MEMORY = 64 << 20
# The largest program that one pattern may compile to: "(\w{50}){50}" is no rule.
_LARGEST = 20_000

_MACRO = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
_SPACE = r"(?:[\s\x{a0}\x{202f}]+)"
_UPPER = re.compile(r"\\p\{?Lu|\[[^\]]*A-Z")


def options() -> Any:
    """Return the RE2 options that all rule patterns share."""
    chosen = re2.Options()
    chosen.max_mem = _MEMORY
    chosen.log_errors = False
    return chosen


@cache
def compiled(expression: str) -> Any:
    """Return the compiled RE2 object of an expression. Raises re2.error."""
    return re2.compile(expression, options())


@dataclass(slots=True)
class Context:
    """What reading a rule file needs besides the file: the vocabulary of {{macros}}."""

    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def ready(node: Node, table: Table, context: Context, *, ignore_case: bool, exact_spaces: bool) -> str | None:
    """Return the expression under `node` ready for RE2, or None after noting what is wrong with it.

    {{month}} stands for any word of that vocabulary list, a blank for any white space, ^ and $ for the edges of a line, and
    case is ignored unless the rule says `ignore_case: false`.
    """
    if not isinstance(node.value, str) or not node.value:
        table.faults.append(node.fault("a pattern must be a text that is not empty; put it in single quotation marks"))
        return None
    expression = _with_macros(node, node.value, table, context)
    if expression is None:
        return None
    if not exact_spaces:
        expression = _any_space(expression)
    if ignore_case and _UPPER.search(node.value):
        fault = "the pattern tells capitals apart, so the rule needs the line `ignore_case: false`"
        table.faults.append(node.fault(fault))
        return None
    # ^ and $ stand for the edges of a line, since a segment is searched together with its neighbours
    expression = f"(?{'i' if ignore_case else ''}m){expression}"
    try:
        program = compiled(expression)
    except re2.error as error:
        words = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        hint = (
            " (RE2 has no look-around and no back-references: use `unless` and the group (?P<mark>…))" if "(?" in words else ""
        )
        table.faults.append(node.fault(f"not a regular expression: {words}{hint}"))
        return None
    if program.programsize > _LARGEST:
        table.faults.append(node.fault(f"the pattern is too large ({program.programsize} steps, at most {_LARGEST})"))
        return None
    if program.search("") is not None:
        table.faults.append(node.fault("the pattern matches the empty text, so it would match everywhere"))
        return None
    return expression


def _with_macros(node: Node, pattern: str, table: Table, context: Context) -> str | None:
    unknown = [name for name in _MACRO.findall(pattern) if name not in context.vocabulary]
    for name in unknown:
        known = ", ".join(sorted(context.vocabulary)) or "none"
        table.faults.append(node.fault(f'no list "{name}" in the vocabulary. Known: {known}.'))
    if unknown:
        return None

    def words(found: re.Match[str]) -> str:
        # the longest first, so that "Prime Minister" is not cut to "Prime"
        ordered = sorted(context.vocabulary[found[1]], key=lambda word: (-len(word), word))
        return "(?:" + "|".join(re2.escape(word) for word in ordered) + ")"

    return _MACRO.sub(words, pattern)


def _any_space(expression: str) -> str:
    """Let each blank outside a character class stand for any white space, a line break and a no-break space included."""
    out = []
    inside = escaped = False
    for character in expression:
        if escaped:
            escaped = False
            # re2.escape writes a blank of the vocabulary as "\ "
            out.append(_SPACE if character == " " and not inside else "\\" + character)
            continue
        if character == "\\":
            escaped = True
            continue
        if character == "[" and not inside:
            inside = True
        elif character == "]" and inside:
            inside = False
        out.append(_SPACE if character == " " and not inside else character)
    return "".join(out)
