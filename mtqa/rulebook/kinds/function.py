"""function: what regular expressions cannot do, as a function of the package. Keys: function, options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from mtqa.document import Document
from mtqa.errors import did_you_mean
from mtqa.rulebook import functions
from mtqa.rulebook.patterns import Context
from mtqa.rulebook.rule import Hit, Match, Pattern, Rule
from mtqa.schema import Table

Find = Callable[[Document, Rule, Mapping[str, tuple[str, ...]]], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Function:
    """Hands the story to a function of `mtqa.rulebook.functions`."""

    module: str
    name: str
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()

    def hits(self, document: Document, rule: Rule, found: Iterable[Match]) -> Iterable[Hit]:  # noqa: ARG002 - the kinds share one silhouette
        """Return what the function finds."""
        find: Find = getattr(import_module(f"mtqa.rulebook.functions.{self.module}"), self.name)
        return find(document, rule, self.options)


def known() -> tuple[str, ...]:
    """Return the functions that a rule may name, as "module.function"."""
    found = []
    for each in iter_modules(functions.__path__):
        module = import_module(f"mtqa.rulebook.functions.{each.name}")
        found += [f"{each.name}.{name}" for name in getattr(module, "FUNCTIONS", ())]
    return tuple(sorted(found))


def read(table: Table, context: Context) -> Function:
    """Read the keys of a function rule; `options` are lists of words for the function."""
    named = table.text("function", required=True)
    module, _, name = named.partition(".")
    if named and not _exists(module, name):
        node = table.items["function"]
        table.faults.append(
            node.fault(f'there is no function "{named}".{did_you_mean(named, known())} Known: {", ".join(known())}.')
        )
    options: dict[str, tuple[str, ...]] = {}
    if (given := table.table("options")) is not None:
        for key in given.items:
            words = given.texts(key)
            listed = [
                context.vocabulary.get(word[2:-2].strip(), (word,)) if word.startswith("{{") else (word,) for word in words
            ]
            options[key] = tuple(word for words in listed for word in words)
    return Function(module, name, options)


def _exists(module: str, name: str) -> bool:
    if not module.isidentifier() or not any(each.name == module for each in iter_modules(functions.__path__)):
        return False
    return name in getattr(import_module(f"mtqa.rulebook.functions.{module}"), "FUNCTIONS", ())
