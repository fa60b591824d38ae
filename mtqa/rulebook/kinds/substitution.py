"""substitution: write the right-hand side instead. Keys: swap, ignore_case, exact_spaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.rulebook.patterns import Context, ready
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.rulebook.templates import expand, like
from mtqa.schema import Node, Table


@dataclass(frozen=True, slots=True)
class Substitution:
    """Finds each left-hand side; the suggestions are its right-hand side, with the capitals of what was found."""

    patterns: tuple[Pattern, ...]
    replacements: tuple[tuple[str, ...], ...]
    keep_case: bool

    def hits(self, document: Document, rule: Rule, found: Iterable[Match]) -> Iterable[Hit]:  # noqa: ARG002 - the kinds share one silhouette
        """Return one hit for each match that is not already what it should be."""
        for match in found:
            mark = match.mark.of(document.text)
            suggestions = tuple(expand(template, match) for template in self.replacements[match.key])
            if self.keep_case:
                suggestions = tuple(like(mark, suggestion) for suggestion in suggestions)
            if mark in suggestions:
                continue
            shown = suggestions[0] if suggestions else ""
            yield Hit(span=match.mark, values={**match.groups, "mark": mark, "suggestion": shown}, suggestions=suggestions)


def read(table: Table, context: Context) -> Substitution:
    """Read the keys of a substitution rule: `swap` leads from patterns to one replacement, a list of them, or none."""
    ignore_case = table.flag("ignore_case", True)
    exact = table.flag("exact_spaces")
    swap = table.table("swap")
    patterns: list[Pattern] = []
    replacements: list[tuple[str, ...]] = []
    if swap is None:
        table.faults.append(table.node.fault('a substitution needs the key "swap": pattern: replacement'))
    else:
        for wrong in swap.items:
            right = swap.nodes(wrong)
            key = Node(value=wrong, path=swap.node.path, line=right[0].line if right else swap.node.line, column=1)
            expression = ready(key, table, context, ignore_case=ignore_case, exact_spaces=exact)
            texts = swap.texts(wrong) if not (right and right[0].value is None) else ()
            if expression:
                patterns.append(Pattern(expression=expression, key=len(replacements)))
                replacements.append(texts)
    return Substitution(tuple(patterns), tuple(replacements), ignore_case)
