"""How fast the rules are, beside proselint and Harper in the same run; how cost grows with the number of rules; start-up.

`python tests/bench/rules.py` prints a table of ratios (the machine's own speed cancels out); needs the extra `bench`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mtqa import corpora, readers
from mtqa.rulebook import Matcher, load

ROOT = Path(__file__).parent.parent.parent
SYNTHETIC = """kind: existence
message: "m"
why: A measured one.
category: style/unidiomatic
severity: minor
patterns: ['{words}']
bad: ['⟦{words}⟧']
good: ['Nothing.']
"""


def best_of(run: Callable[[], object], times: int = 3) -> float:
    """Return the least seconds of several runs."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def megabyte() -> str:
    """Return about 1 MB of this project's own clean stories, one after another."""
    stories = [story.clean for story in corpora.load(ROOT / "corpora")]
    text = "\n\n".join(stories)
    return "\n\n".join([text] * (1_000_000 // len(text) + 1))[:1_000_000]


def start_up() -> tuple[float, float, float]:
    """Return the seconds of `mtqa --help` and of a cold check, and the check's memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(corpora.load(ROOT / "corpora")[0].defective, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}

        def run(*arguments: str) -> Callable[[], object]:
            return lambda: subprocess.run(
                [sys.executable, "-m", "mtqa", *arguments], env=environment, capture_output=True, check=False
            )

        shown, checked = best_of(run("--help"), 5), best_of(run("check", str(article)), 5)
        # a child's resource usage counts its parent's memory from before exec; the kernel's own high-water mark does not
        code = (
            "import re, mtqa.cli, sys\ntry: mtqa.cli.main(['check', sys.argv[1]])\n"
            "except SystemExit: print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)"
        )
        ran = subprocess.run([sys.executable, "-c", code, article], env=environment, capture_output=True, text=True, check=True)
    return shown, checked, int(ran.stderr.split()[-1]) / 1024


def others(text: str) -> dict[str, float | None]:
    """Return the seconds that proselint and Harper need for the text, None for one that is not installed."""
    seconds: dict[str, float | None] = {"proselint": None, "harper": None}
    try:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile

        CheckRegistry().register_many(__register__)
        part = text[:100_000]
        seconds["proselint"] = best_of(lambda: LintFile("-", content=part).lint(), 1) * len(text) / len(part)
    except ImportError as error:
        sys.stderr.write(f"proselint was not measured: {error}\n")
    try:
        import harper

        part = text[:100_000]
        linter = harper.Linter()
        seconds["harper"] = best_of(lambda: linter.lint(part), 1) * len(text) / len(part)
    except ImportError as error:
        sys.stderr.write(f"harper-py was not measured: {error}\n")
    return seconds


def main() -> None:
    """Print the figures as JSON."""
    text = megabyte()
    start = time.perf_counter()
    rulebook = load()
    loading = time.perf_counter() - start
    rules = [rule for rule in rulebook.rules.values() if rule.enabled]
    matcher = Matcher(rules)
    (document,) = readers.load("megabyte.txt", text.encode())
    list(matcher.hits(document))
    ours = best_of(lambda: list(matcher.hits(document)))
    reading = best_of(lambda: readers.load("megabyte.txt", text.encode()))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2000):
            words = f"unlikely phrase {number} of nobody"
            Path(folder, f"synthetic-{number}.yaml").write_text(SYNTHETIC.format(words=words), encoding="utf-8")
        many = Matcher([rule for rule in load([Path(folder)]).rules.values() if rule.enabled])
        list(many.hits(document))
        crowd = best_of(lambda: list(many.hits(document)))
    shown, checked, memory = start_up()
    figures = {
        "text_mb": round(len(text.encode()) / 1e6, 3),
        "rules": len(rules),
        "rules_loading_s": round(loading, 3),
        "rules_s": round(ours, 3),
        "rules_mb_per_s": round(len(text.encode()) / 1e6 / ours, 2),
        "reading_s": round(reading, 3),
        "with_2000_more_rules_ratio": round(crowd / ours, 2),
        **{f"{name}_ratio": seconds and round(seconds / ours, 1) for name, seconds in others(text).items()},
        "help_s": round(shown, 3),
        "cold_check_s": round(checked, 3),
        "cold_check_mb": round(memory),
    }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
