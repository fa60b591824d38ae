"""mtqa doctor: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, requires, version

import click

from mtqa import __version__

_SENTENCE = "The ministers met , shook hands and left.\n"


@click.command(name="doctor")
def command() -> int:
    """Check the installation, and really check a sentence with it. Exit status 2 where something needed does not work."""
    out = [f"mtqa {__version__}, Python {platform.python_version()} on {platform.platform(terse=True)}"]
    sound = True
    for name in _needed():
        try:
            out.append(f"ok      {name} {version(name)}")
        except PackageNotFoundError:
            sound = False
            out.append(f"missing {name}: pip install {name}")
    try:
        out += _tried()
    except Exception as error:
        sound = False
        out.append(f"broken  checking a sentence: {type(error).__name__}: {error}")
    sys.stdout.write("\n".join(out) + "\n")
    return 0 if sound else 2


def _needed() -> list[str]:
    try:
        lines = requires("mtqa") or []
    except PackageNotFoundError:  # run from a checkout
        lines = ["charset-normalizer", "click", "ftfy", "google-re2", "jsonschema", "pandas", "PyYAML", "sentencex"]
    names = [line.split(";")[0] for line in lines if "extra ==" not in line]
    return sorted(name.split(">")[0].split("=")[0].split("<")[0].split("[")[0].strip() for name in names)


def _tried() -> list[str]:
    from mtqa import readers
    from mtqa.config import Config
    from mtqa.engine import Engine
    from mtqa.review import Review

    engine = Engine(Config())
    (document,) = readers.load("sentence.txt", _SENTENCE.encode())
    found = [issue.rule for result in engine.review(document) if isinstance(result, Review) for issue in result.issues]
    if found != ["punctuation/space-before"]:
        raise RuntimeError(f"a sentence with one fault gave {found}")
    lines = [f"ok      {checker.signature}" for checker in engine.checkers]
    return [*lines, *(f"note    {note}" for note in engine.notes), "ok      checked a sentence"]
