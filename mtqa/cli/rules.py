"""mtqa rules: the catalogue, and a desk's own rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mtqa.cli._shared import config_options, settings, write_file
from mtqa.errors import UsageError, did_you_mean

_TEMPLATE = """\
# One rule, one file; its id is its path below the rules folder: {rule}
# kind: existence (the patterns should not be there), substitution (swap: pattern: replacement), consistency (forms),
#       occurrence (patterns with most or least), repetition, function. `mtqa explain RULE` shows shipped rules as models.
kind: existence
message: "“{{mark}}” is newspaper filler; say what happened."
why: One sentence that an editor accepts as a reason.
# an MQM error type
category: style/unidiomatic
# neutral, minor, major or critical
severity: minor
# all, story, prose, or parts: headline deck byline dateline body quote caption credit list table furniture
scope: prose
# safe (may be applied unseen), review, or none
fix: review
# RE2 regular expressions; a blank matches any white space, case is ignored unless `ignore_case: false`
patterns:
  - 'it should be noted that'
# what to write instead; "" deletes the mark
suggest: [""]
# patterns around a mark that excuse it
unless:
  - 'it should be noted that the author'
# ⟦…⟧ shows what is marked; the rule is tested on its own examples
bad:
  - text: 'On Friday ⟦it should be noted that⟧ trade grew.'
    fixed: 'On Friday  trade grew.'
good:
  - 'On Friday trade grew, the ministry noted.'
"""


@click.group(name="rules")
def command() -> None:
    """List, show, test and write rules."""


@command.command("list")
@config_options
def listed(
    config_file: Path | None, no_config: bool, rules: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> None:
    """List every rule: id, severity, kind, whether it is on, and what it says."""
    from mtqa.rulebook import load

    config = settings(config_file, no_config, select=select, ignore=ignore, rules=rules or None)
    for rule in load([Path(folder) for folder in config.rules]).rules.values():
        state = "on " if config.chooses(rule.id, rule.enabled) else "off"
        sys.stdout.write(f"{state} {rule.severity:<8} {rule.kind:<12} {rule.id:<34} {rule.message}\n")


@command.command("show")
@click.argument("rule")
@click.option("--rules", multiple=True, metavar="FOLDER", help="A folder of the desk's own rules (repeatable).")
def show(rule: str, rules: tuple[str, ...]) -> None:
    """Show the file of a rule."""
    found = find(rule, rules)
    sys.stdout.write(f"# {found.path}\n{Path(found.path).read_text(encoding='utf-8')}")


@command.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
def test(paths: tuple[str, ...]) -> int:
    """Test rules on their own examples: folders of rules, or the shipped ones. Exit status 1 where an example fails."""
    from mtqa.rulebook import examples, load

    for path in paths:
        if not Path(path).is_dir():
            raise UsageError(f"{path} is no folder of rules.", code="MQ103", advice="Give the folder that holds the packs.")
    rulebook = load([Path(path) for path in paths])
    roots = [Path(path).resolve() for path in paths]
    chosen = [
        rule
        for rule in rulebook.rules.values()
        if not roots or any(Path(rule.path).resolve().is_relative_to(root) for root in roots)
    ]
    if not chosen:
        raise UsageError(
            "The folder holds no rule.", code="MQ103", advice="`mtqa rules new PACK/NAME --folder DIR` writes one."
        )
    failed = 0
    for rule in chosen:
        for complaint in examples.check(rulebook, rule):
            failed += 1
            sys.stdout.write(f"{rule.path}: {complaint}\n")
    number = sum(len(rule.bad) + len(rule.good) for rule in chosen)
    sys.stdout.write(f"{len(chosen)} rules, {number} examples, {failed} failed\n")
    return 1 if failed else 0


@command.command("new")
@click.argument("rule")
@click.option("--folder", default="rules", show_default=True, metavar="DIR", help="The folder of the desk's own rules.")
def new(rule: str, folder: str) -> None:
    """Write a commented rule file to start from, such as desk/filler."""
    from mtqa.rulebook.loading import _ID

    if not _ID.fullmatch(rule):
        raise UsageError(
            f'"{rule}" cannot be a rule id.', code="MQ103", advice="Use lower-case letters, digits and hyphens: desk/filler."
        )
    file = Path(folder, f"{rule}.yaml")
    if file.exists():
        raise UsageError(f"{file} is there already.", code="MQ103", advice="Choose another name or edit the file.")
    file.parent.mkdir(parents=True, exist_ok=True)
    write_file(str(file), _TEMPLATE.format(rule=rule))
    sys.stdout.write(f"{file} written. Try: mtqa rules test {folder} && mtqa check --rules {folder} article.txt\n")


def find(rule: str, folders: tuple[str, ...]):  # type: ignore[no-untyped-def]
    """Return a rule by its id. Raises UsageError, with the nearest id, where there is none."""
    from mtqa.rulebook import load

    known = load([Path(folder) for folder in folders]).rules
    if rule not in known:
        raise UsageError(
            f'There is no rule "{rule}".{did_you_mean(rule, known)}', code="MQ101", advice="`mtqa rules list` shows them all."
        )
    return known[rule]
