"""Every finding on clean copy: `python tests/bench/clean.py FILE.gz… [--lines 20] [--list]` makes stories of a file's lines.

Prints findings per 1,000 words by rule; with --list each one in its words, for a verdict.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from pathlib import Path

from mtqa import readers
from mtqa.config import Config
from mtqa.engine import Engine
from mtqa.review import Review


def main() -> None:
    """Print the findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--lines", type=int, default=20, help="lines that make a story")
    parser.add_argument("--list", action="store_true", help="list every finding")
    given = parser.parse_args()
    engine = Engine(Config())
    for file in given.files:
        with gzip.open(file, "rt", encoding="utf-8") as stream:
            lines = stream.read().split("\n")
        words = 0
        counts: Counter[str] = Counter()
        listed = []
        for start in range(0, len(lines), given.lines):
            text = "\n".join(lines[start : start + given.lines])
            if not text.strip():
                continue
            (document,) = readers.load(file.name, text.encode(), suffix=".txt")
            for result in engine.review(document):
                if not isinstance(result, Review):
                    raise SystemExit(str(result.error))
                words += result.score.words
                for issue in result.issues:
                    counts[issue.rule] += 1
                    around = text[max(0, issue.span.start - 40) : issue.span.start], text[issue.span.end : issue.span.end + 30]
                    listed.append(f"{start + 1}: {issue.rule}: {around[0]!r} ⟦{issue.span.of(text)[:80]}⟧ {around[1]!r}")
        total = sum(counts.values())
        sys.stdout.write(f"{file.name}: {words} words, {total} findings, {1000 * total / max(1, words):.2f} per 1,000 words\n")
        for rule, count in counts.most_common():
            sys.stdout.write(f"  {count:5} {rule}\n")
        for line in listed if given.list else ():
            sys.stdout.write(f"  {line}\n")


if __name__ == "__main__":
    main()
