"""Filling in: a suggestion from a match's groups, a message from a hit's values."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mtqa.rulebook.rule import Match

_GROUP = re.compile(r"\\(\d)|\\g<(\w+)>")
_PLACE = re.compile(r"\{(\w+)\}")


def expand(template: str, match: Match) -> str:
    r"""Return the template with \1 and \g<name> replaced by the match's groups; an absent group is empty."""

    def group(found: re.Match[str]) -> str:
        if found[1]:
            index = int(found[1]) - 1
            return match.numbered[index] if 0 <= index < len(match.numbered) else ""
        return match.groups.get(found[2], "")

    return _GROUP.sub(group, template)


def fill(message: str, values: Mapping[str, str]) -> str:
    """Return the message with each {place} replaced; a place without a value stays as it is written."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), message)


def like(model: str, text: str) -> str:
    """Return `text` with the capitals of `model`: "Realized a visit" makes "paid a visit" into "Paid a visit"."""
    if not model or not text:
        return text
    letters = [character for character in model if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters) and len(model.split()) > 1:
        return text.upper()
    first = next((character for character in model if character.isalpha()), "")
    if first.isupper() and text[0].islower():
        return text[0].upper() + text[1:]
    return text
