"""mtqa evaluate: how good the checker is on stories whose defects are known."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from mtqa.cli._shared import Progress, config_options, settings, write_file
from mtqa.errors import UsageError


@click.command(name="evaluate")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--split", type=click.Choice(["all", "dev", "test"]), default="all", show_default=True, help="Which stories.")
@click.option("--format", "report_format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--floors", type=click.Path(path_type=Path), help="Exit 1 where a figure is worse than in this file.")
@click.option("--write-floors", is_flag=True, help="Write the figures reached into --floors; a floor is never lowered.")
@click.option("-v", "--verbose", is_flag=True, help="List the defects missed and the findings at no marked defect too.")
@config_options
def command(
    corpus: Path,
    split: str,
    report_format: str,
    floors: Path | None,
    write_floors: bool,
    verbose: bool,
    config_file: Path | None,
    no_config: bool,
    rules: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> int:
    """Measure recall by class of defects, precision by category, and false alarms on the clean versions of a corpus."""
    from mtqa import corpora, evaluate
    from mtqa.engine import Engine

    config = settings(config_file, no_config, select=select, ignore=ignore, rules=rules or None)
    progress = Progress()
    results = evaluate.outcomes(corpora.load(corpus, split), Engine(config), progress)
    progress.done()
    figures = evaluate.summary(results)
    if report_format == "json":
        tables = {"by_defect": evaluate.by_defect(results), "by_category": evaluate.by_category(results)}
        sys.stdout.write(
            json.dumps(
                {"summary": figures, **{name: json.loads(table.to_json(orient="records")) for name, table in tables.items()}},
                indent=1,
            )
            + "\n"
        )
    else:
        sys.stdout.write(evaluate.by_defect(results).to_string(index=False, na_rep="-") + "\n\n")
        sys.stdout.write(evaluate.by_category(results).to_string(index=False, na_rep="-") + "\n\n")
        sys.stdout.write("".join(f"{key}: {value:g}\n" for key, value in figures.items()))
        for result in results:
            for issue in result.alarms:
                words = issue.span.of(result.story.clean)
                sys.stdout.write(f"false alarm in {result.story.slug}: {issue.rule} at {issue.span.start}: {words!r}\n")
            if verbose:
                for issue, right in result.right:
                    if not right:
                        sys.stdout.write(
                            f"unmarked in {result.story.slug}: {issue.rule}: {issue.span.of(result.story.defective)!r}\n"
                        )
                for gold, found in result.found:
                    if not found:
                        sys.stdout.write(f"missed in {result.story.slug}: {gold.defect.name}: {gold.text!r}\n")
    if floors is None:
        if write_floors:
            raise UsageError("--write-floors needs --floors FILE.", advice="Name the file to write.")
        return 0
    return _guard(figures, floors, write_floors)


def _guard(figures, floors: Path, write: bool) -> int:  # type: ignore[no-untyped-def] # the mapping's type would load pandas
    from mtqa import evaluate

    worse = evaluate.sunk(figures, evaluate.read_floors(floors)) if floors.exists() else ()
    for line in worse:
        sys.stderr.write(f"mtqa: {line}\n")
    if worse:
        if write:
            sys.stderr.write("mtqa: no floor was lowered; mend the checker, or edit the file and say why.\n")
        return 1
    if write:
        write_file(str(floors), evaluate.written_floors(figures))
    elif not floors.exists():
        raise UsageError(f"There is no file {floors}.", advice="Write it with --write-floors.")
    return 0
