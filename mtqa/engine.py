"""One document after another: read, check, score. What cannot be read or checked becomes a failure, never a lost run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from glob import glob
from pathlib import Path

from mtqa import __version__, plugins, readers
from mtqa.checkers import Checker
from mtqa.config import Config
from mtqa.document import Document
from mtqa.errors import InputError, MtqaError, UnavailableError, UsageError
from mtqa.gate import verdict
from mtqa.issue import Issue, fingerprints, order
from mtqa.review import Failure, Review, Run
from mtqa.scoring import score

_GLOB = frozenset("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to check: `uri` as the user gave it, and a way to its bytes (raises InputError)."""

    uri: str
    data: Callable[[], bytes]
    suffix: str | None = None


class Engine:
    """The checkers of one configuration, built once. Raises UsageError for unknown rules, ConfigError for broken ones."""

    def __init__(self, config: Config, *, input_format: str | None = None, today: date | None = None) -> None:
        self.config = config
        self._format = input_format
        self._today = today or date.today()
        self.notes: list[str] = []
        self.checkers: list[Checker] = []
        if input_format is not None:
            plugins.member("readers", input_format)
        for name in plugins.names("checkers"):
            module = plugins.member("checkers", name)
            try:
                checker = module.build(config)
            except UnavailableError as error:
                if not getattr(module, "OPTIONAL", False) or any(each.lstrip("+").startswith(name) for each in config.select):
                    raise
                self.notes.append(str(error))
                continue
            if checker is not None:
                self.checkers.append(checker)
        if complaints := config.unknown(rule for checker in self.checkers for rule in checker.rules):
            raise UsageError(" ".join(complaints), code="MQ101", advice="`mtqa rules list` shows them all.")

    @property
    def signature(self) -> str:
        """The recipe of a run: version, checkers, settings."""
        parts = [f"mtqa:{__version__}", *(checker.signature for checker in self.checkers), f"config:{self.config.signature}"]
        return "|".join(parts)

    def run(self, inputs: Iterable[Input | Failure], progress: Callable[[str], None] = lambda _: None) -> Run:
        """Check every input in order and return the whole run with its verdict."""
        reviews: list[Review] = []
        failures: list[Failure] = []
        notes = list(self.notes)
        for each in inputs:
            if isinstance(each, Failure):
                failures.append(each)
                continue
            progress(each.uri)
            for result in self.check(each):
                if isinstance(result, Failure):
                    failures.append(result)
                else:
                    reviews.append(result)
                    notes += [note for note in result.document.source.notes if note not in notes]
        return Run(
            version=__version__,
            signature=self.signature,
            reviews=tuple(reviews),
            failures=tuple(failures),
            verdict=verdict(reviews, failures, self.config),
            notes=tuple(notes),
        )

    def check(self, given: Input) -> Iterator[Review | Failure]:
        """Return a review for each story of an input, or the failure to read it."""
        try:
            documents = readers.load(given.uri, given.data(), suffix=given.suffix, format=self._format)
        except MtqaError as error:
            yield Failure(uri=given.uri, error=error)
            return
        for document in documents:
            yield from self.review(document)

    def review(self, document: Document) -> Iterator[Review | Failure]:
        """Return the review of one story; a checker that breaks down is a failure beside it."""
        if self.config.relay != "auto":
            document = replace(document, relay=self.config.relay)
        found: list[Issue] = []
        for checker in self.checkers:
            try:
                found += checker(document)
            except Exception as error:
                message = f"The checker {checker.name} broke down: {type(error).__name__}: {error}."
                advice = "Please report this with the story; --ignore leaves single rules out."
                yield Failure(uri=document.source.uri, error=InputError(message, code="MQ501", advice=advice))
        issues = self._settled(document, found)
        yield Review(document=document, issues=issues, score=score(document, issues))

    def _settled(self, document: Document, found: Sequence[Issue]) -> tuple[Issue, ...]:
        """Apply the desk's severities and suppressions, leave out what another finding at the same place says, and sort."""
        kept: dict[tuple[int, int, str], Issue] = {}
        for issue in sorted(found, key=order):
            for pattern, severity in self.config.severity.items():
                if issue.rule == pattern or issue.rule.startswith(f"{pattern}/"):
                    issue = issue.with_severity(severity)
            key = (issue.span.start, issue.span.end, issue.category)
            other = kept.get(key)
            if other is None or (issue.severity.rank, issue.confidence) > (other.severity.rank, other.confidence):
                kept[key] = issue
        issues = sorted(kept.values(), key=order)
        if self.config.suppress:
            marks = fingerprints(issues, document.text)
            issues = [
                issue
                for issue, mark in zip(issues, marks, strict=True)
                if not any(each.covers(issue, mark, self._today) for each in self.config.suppress)
            ]
        return tuple(issues)


def inputs(paths: Sequence[str], stdin: Callable[[], bytes], stdin_name: str = "<stdin>") -> Iterator[Input | Failure]:
    """Return what the paths stand for, in the order given: files, the stories in folders (sorted), globs, "-" for standard input.

    A path that stands for nothing is a failure.
    """
    for path in paths:
        if path == "-":
            yield Input(uri=stdin_name, data=stdin, suffix=Path(stdin_name).suffix)
        elif Path(path).is_dir():
            yield from _folder(path)
        elif _GLOB & set(path) and not Path(path).exists():
            found = sorted(glob(path, recursive=True))
            if not found:
                yield _missing(
                    path, "No file matches the pattern.", "Check the pattern, and quote it if the shell must not touch it."
                )
            yield from (_file(each) for each in found if Path(each).is_file())
        else:
            yield _file(path)


def _folder(path: str) -> Iterator[Input | Failure]:
    known = readers.suffixes()
    stories = sorted(
        each
        for each in Path(path).rglob("*")
        if each.suffix.lower() in known
        and each.is_file()
        and not any(part.startswith(".") for part in each.relative_to(path).parts)
    )
    if not stories:
        advice = f"Stories end in {', '.join(sorted(known))}; name other files one by one."
        yield _missing(path, "There is no story in the folder.", advice)
    yield from (_file(str(each)) for each in stories)


def _missing(path: str, message: str, advice: str) -> Failure:
    return Failure(uri=path, error=InputError(message, code="MQ301", advice=advice))


def _file(path: str) -> Input:
    def data() -> bytes:
        file = Path(path)
        try:
            if not file.exists():
                raise InputError("The file does not exist.", code="MQ301", advice="Check the path.")
            if file.is_file() and file.stat().st_size > readers.LARGEST:
                size = f"{file.stat().st_size / (1 << 20):.0f} MB, at most {readers.LARGEST >> 20} MB"
                raise InputError(f"The file is too large ({size}).", code="MQ304", advice="Split it into stories.")
            return file.read_bytes()
        except OSError as error:
            raise InputError(
                f"The file cannot be read: {error.strerror}.", code="MQ301", advice="Check its permissions."
            ) from None
        except ValueError as error:
            raise InputError(f"This is no path: {error}.", code="MQ301", advice="Check the path.") from None

    return Input(uri=path, data=data)
