"""consistency: one of several forms, not both. Keys: forms, prefer, ignore_case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.document import Document
from mtqa.rulebook.patterns import Context, ready
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.rulebook.templates import like
from mtqa.schema import Table

# keys of one group lie in one block of numbers, so that a match tells its group and its form
_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Consistency:
    """Groups of forms for one thing. In a story that has two forms of a group, the form that loses is marked everywhere."""

    patterns: tuple[Pattern, ...]
    labels: tuple[tuple[str, ...], ...]
    prefer: str
    keep_case: bool

    def hits(self, document: Document, rule: Rule, found: Iterable[Match]) -> Iterable[Hit]:  # noqa: ARG002 - the kinds share one silhouette
        """Return a hit for each mention of a losing form; the preferred form wins, then the majority, then the first."""
        groups: dict[int, dict[int, list[Match]]] = {}
        for match in found:
            group, form = divmod(match.key, _BLOCK)
            groups.setdefault(group, {}).setdefault(form, []).append(match)
        for group, forms in groups.items():
            if len(forms) < 2:
                continue
            winner = self._winner(forms)
            label = self.labels[group][winner]
            first = forms[winner][0].mark
            counts = ", ".join(f"{self.labels[group][form]} ({len(forms[form])})" for form in sorted(forms))
            for form, matches in forms.items():
                for match in matches if form != winner else ():
                    mark = match.mark.of(document.text)
                    yield Hit(
                        span=match.mark,
                        values={"mark": mark, "suggestion": label, "counts": counts},
                        suggestions=(like(mark, label) if self.keep_case else label,),
                        related=((first, f"here it is {first.of(document.text)}"),),
                    )

    def _winner(self, forms: dict[int, list[Match]]) -> int:
        if self.prefer == "first-form" and 0 in forms:
            return 0
        if self.prefer == "first-mention":
            return min(forms, key=lambda form: forms[form][0].mark.start)
        return min(forms, key=lambda form: (-len(forms[form]), forms[form][0].mark.start))


def read(table: Table, context: Context) -> Consistency:
    """Read the keys of a consistency rule: `forms` is a list of groups, each a list of two or more patterns."""
    ignore_case = table.flag("ignore_case", True)
    prefer = table.choice("prefer", ("majority", "first-form", "first-mention"), "majority")
    patterns: list[Pattern] = []
    labels: list[tuple[str, ...]] = []
    for number, group in enumerate(table.nodes("forms", required=True)):
        entries = group.value if isinstance(group.value, list) else []
        if not 2 <= len(entries) < _BLOCK:
            table.faults.append(group.fault('each entry of "forms" must be a list of two or more forms: [adviser, advisor]'))
            continue
        labels.append(tuple(str(entry.value).replace("\\", "") for entry in entries))
        for form, entry in enumerate(entries):
            expression = ready(entry, table, context, ignore_case=ignore_case, exact_spaces=False)
            if expression:
                patterns.append(Pattern(expression=expression, key=number * _BLOCK + form))
    return Consistency(tuple(patterns), tuple(labels), prefer, ignore_case)
