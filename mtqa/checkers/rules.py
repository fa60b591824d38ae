"""The rule checker: every rule of the packs that the configuration leaves on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mtqa.config import Config
from mtqa.document import Document
from mtqa.issue import Issue, Related
from mtqa.rulebook import Matcher, Rulebook, load
from mtqa.rulebook.templates import fill


class RuleChecker:
    """Runs the chosen rules of a rulebook over a document."""

    name = "rules"

    def __init__(self, rulebook: Rulebook, chosen: Iterable[str]) -> None:
        self.rules = frozenset(rulebook.rules)
        chosen = set(chosen)
        self._matcher = Matcher([rule for rule in rulebook.rules.values() if rule.id in chosen])
        recipe = "\n".join(rule.signature for rule in self._matcher.rules)
        self.signature = f"rules:{len(self._matcher.rules)}:{hashlib.sha256(recipe.encode()).hexdigest()[:12]}"

    def __call__(self, document: Document) -> Iterable[Issue]:
        """Return an issue for each hit."""
        for rule, hit in self._matcher.hits(document):
            yield Issue(
                span=hit.span,
                checker=self.name,
                rule=rule.id,
                category=rule.category,
                severity=rule.severity,
                confidence=rule.confidence if hit.confidence is None else hit.confidence,
                message=fill(hit.message or rule.message, hit.values),
                suggestions=hit.suggestions,
                related=tuple(Related(span=span, message=message) for span, message in hit.related),
                fix=rule.fix,
                url=rule.link,
            )


def build(config: Config) -> RuleChecker:
    """Return the checker for the rules that the configuration leaves on. Raises ConfigError for broken rule files."""
    rulebook = load([Path(folder) for folder in config.rules])
    return RuleChecker(rulebook, (rule.id for rule in rulebook.rules.values() if config.chooses(rule.id, rule.enabled)))
