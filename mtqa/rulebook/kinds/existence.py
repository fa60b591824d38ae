"""existence: the pattern should not be there. Keys: patterns, suggest, ignore_case, exact_spaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.rulebook.patterns import Context, ready
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.rulebook.templates import expand
from mtqa.schema import Table


@dataclass(frozen=True, slots=True)
class Existence:
    """Finds each match of any pattern; suggestions are templates over the match's groups."""

    patterns: tuple[Pattern, ...]
    suggest: tuple[str, ...]

    def hits(self, document: Document, rule: Rule, found: Iterable[Match]) -> Iterable[Hit]:  # noqa: ARG002 - the kinds share one silhouette
        """Return one hit for each match."""
        for match in found:
            yield Hit(
                span=match.mark,
                values={**match.groups, "mark": match.mark.of(document.text)},
                suggestions=tuple(expand(template, match) for template in self.suggest),
            )


def read(table: Table, context: Context) -> Existence:
    """Read the keys of an existence rule."""
    ignore_case = table.flag("ignore_case", True)
    exact = table.flag("exact_spaces")
    expressions = [
        ready(node, table, context, ignore_case=ignore_case, exact_spaces=exact)
        for node in table.nodes("patterns", required=True)
    ]
    patterns = tuple(Pattern(expression=each, key=0) for each in expressions if each)
    return Existence(patterns, table.texts("suggest"))
