"""The folder is the registry: a reader, checker or report exists because its module lies in its folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from mtqa.errors import UsageError, did_you_mean


@cache
def names(family: str) -> tuple[str, ...]:
    """Return the names of the members of `family` ("readers", "checkers", "reports"), sorted."""
    package = importlib.import_module(f"mtqa.{family}")
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__) if found.name[0] != "_"))


def member(family: str, name: str) -> ModuleType:
    """Return the module of one member. Raises UsageError, with the nearest name, where there is none."""
    if name not in names(family):
        raise UsageError(
            f'There is no {family.removesuffix("s")} "{name}".{did_you_mean(name, names(family))}',
            advice=f"Known: {', '.join(names(family))}.",
        )
    return importlib.import_module(f"mtqa.{family}.{name}")
