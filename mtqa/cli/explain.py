"""mtqa explain: one rule for an editor."""

from __future__ import annotations

import sys
import textwrap

import click

from mtqa.cli.rules import find


@click.command(name="explain")
@click.argument("rule")
@click.option("--rules", multiple=True, metavar="FOLDER", help="A folder of the desk's own rules (repeatable).")
def command(rule: str, rules: tuple[str, ...]) -> None:
    """Explain a rule, with its examples."""
    found = find(rule, rules)
    out = [
        f"{found.id} ({found.severity}, {found.category}, fix: {found.fix}{'' if found.enabled else ', off by default'})",
        "",
        f"  {found.message}",
        "",
        *textwrap.wrap(found.why, 96, initial_indent="  ", subsequent_indent="  "),
        "",
        "Marked:",
    ]
    for example in found.bad:
        text = example.text
        for span in sorted(example.marks, reverse=True):
            text = f"{text[: span.start]}⟦{span.of(text)}⟧{text[span.end :]}"
        out += textwrap.wrap(text, 96, initial_indent="  - ", subsequent_indent="    ")
        if example.fixed:
            out += textwrap.wrap(example.fixed, 96, initial_indent="    → ", subsequent_indent="      ")
    out += ["", "Left alone:"]
    for _, text in found.good:
        out += textwrap.wrap(text, 96, initial_indent="  - ", subsequent_indent="    ")
    out += ["", "Where: " + ", ".join(sorted(found.scopes)), f"Leave it out with: --ignore {found.id}"]
    if found.link:
        out.append(f"More: {found.link}")
    sys.stdout.write("\n".join(out) + "\n")
