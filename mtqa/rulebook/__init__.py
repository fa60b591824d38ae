"""Rules as data: read from files, tested on their own examples, matched all at once."""

from mtqa.rulebook.loading import Rulebook, load, shipped, shipped_rulebook
from mtqa.rulebook.matching import Matcher
from mtqa.rulebook.rule import BadExample, Hit, Rule

__all__ = ["BadExample", "Hit", "Matcher", "Rule", "Rulebook", "load", "shipped", "shipped_rulebook"]
