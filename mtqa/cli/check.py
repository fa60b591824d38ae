"""mtqa check: the job itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mtqa import plugins
from mtqa.cli._shared import Progress, config_options, fail, settings, terminal_style, write_file
from mtqa.errors import UsageError


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "report_format", default=None, metavar="FORMAT", help="text (default), json, jsonl or html.")
@click.option("-o", "--output", metavar="FILE", help="Write the report to a file; its suffix tells the format.")
@click.option("--report", "reports", multiple=True, metavar="FORMAT:FILE", help="Write a further report (repeatable).")
@click.option("--input-format", metavar="FORMAT", help="Read every input as text, markdown or html.")
@click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="The name of standard input (PATH -).")
@click.option("--relay", metavar="CODE", help="The language that the stories came through, such as tr or zh (default: auto).")
@click.option("--fail-on", metavar="SEVERITY", help="never, minor, major (default) or critical: exit 1 from there on.")
@click.option("--min-quality", type=click.FloatRange(0, 100), help="Exit 1 where a story's quality is lower.")
@click.option("--max-issues", type=click.IntRange(0), help="Exit 1 where there are more findings in all.")
@click.option("-q", "--quiet", count=True, help="One line for each finding.")
@click.option("-v", "--verbose", count=True, help="Show confidence and links too.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours (default: on a terminal)."
)
@config_options
def command(
    paths: tuple[str, ...],
    report_format: str | None,
    output: str | None,
    reports: tuple[str, ...],
    input_format: str | None,
    stdin_filename: str,
    relay: str | None,
    fail_on: str | None,
    min_quality: float | None,
    max_issues: int | None,
    quiet: int,
    verbose: int,
    color: str,
    config_file: Path | None,
    no_config: bool,
    rules: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> int:
    """Check stories: files, folders, globs, or - for standard input.

    Exit status: 0 nothing at or above --fail-on; 1 the gate failed; 2 something was left unchecked.
    """
    from mtqa import engine
    from mtqa.config import FAIL_ON, RELAYS
    from mtqa.reports import Style

    _known("--fail-on", fail_on, FAIL_ON)
    _known("--relay", relay, RELAYS)
    wanted = [_target(each) for each in reports]
    if output:
        wanted.append((report_format or _by_suffix(output), output))
    elif report_format or not wanted:
        wanted.append((report_format or "text", "-"))
    for name, _ in wanted:
        plugins.member("reports", name)
    if input_format:
        plugins.member("readers", input_format)
    first = Path(paths[0])
    config = settings(
        config_file,
        no_config,
        start=first if first.is_dir() else first.parent,
        select=select,
        ignore=ignore,
        rules=rules or None,
        relay=relay,
        fail_on=fail_on,
        min_quality=min_quality,
        max_issues=max_issues,
    )
    progress = Progress(quiet=quiet > 1)
    checked = engine.Engine(config, input_format=input_format)
    run = checked.run(engine.inputs(paths, lambda: sys.stdin.buffer.read(), stdin_filename), progress)
    progress.done()
    for name, target in wanted:
        style = Style(**terminal_style(color, sys.stdout, verbose - quiet)) if target == "-" else Style()
        text = plugins.member("reports", name).render(run, style)
        if target == "-":
            sys.stdout.write(text)
        else:
            write_file(target, text)
    if run.failures:
        to_people = any(name == "text" and target == "-" for name, target in wanted)
        for failure in () if to_people else run.failures:
            place = f" ({failure.error.where})" if failure.error.where else ""
            sys.stderr.write(
                f"mtqa: error {failure.error.code}: {failure.uri}: {failure.error.message}{place} {failure.error.advice}\n"
            )
        return 2
    for note in run.notes if wanted[-1][0] != "text" else ():
        sys.stderr.write(f"mtqa: note: {note}\n")
    return 0 if run.verdict.passed else 1


def _target(value: str) -> tuple[str, str]:
    name, colon, target = value.partition(":")
    if not colon or not target:
        raise UsageError(f'--report takes FORMAT:FILE, not "{value}".', advice="For example --report html:report.html.")
    return name, target


def _by_suffix(path: str) -> str:
    for name in plugins.names("reports"):
        if Path(path).suffix == plugins.member("reports", name).SUFFIX:
            return name
    known = ", ".join(plugins.member("reports", name).SUFFIX for name in plugins.names("reports"))
    raise UsageError(f'"{path}" does not tell the format.', advice=f"Add --format, or use one of the suffixes {known}.")


def _known(option: str, value: str | None, words: tuple[str, ...]) -> None:
    from mtqa.errors import did_you_mean

    if value is not None and value not in words:
        fail(f'error MQ100: {option} does not know "{value}".{did_you_mean(value, words)} Known: {", ".join(words)}.')
