"""JSON: everything about a run, for programs. The form is fixed by `run.schema.json` beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from mtqa.issue import fingerprints
from mtqa.reports import Style
from mtqa.reports._view import Places, context_of
from mtqa.review import Failure, Review, Run
from mtqa.spans import Span

SUFFIX = ".json"
SCHEMA = "mtqa/run/1"


def render(run: Run, style: Style) -> str:  # noqa: ARG001 - the reports share one silhouette
    """Return the run as one JSON object; equal runs give equal bytes."""
    return written(
        {
            "schema": SCHEMA,
            "version": run.version,
            "signature": run.signature,
            "verdict": {"passed": run.verdict.passed, "reasons": list(run.verdict.reasons)},
            "documents": [document(review) for review in run.reviews],
            "failures": [failure(each) for each in run.failures],
            "notes": list(run.notes),
        },
        indent=2,
    )


def written(value: object, indent: int | None = None) -> str:
    """Return JSON that any UTF-8 stream takes: lone surrogates of hostile text are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent)
    return text + "\n"


def schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the report."""
    loaded: Mapping[str, Any] = json.loads((files("mtqa.reports") / "run.schema.json").read_text(encoding="utf-8"))
    return loaded


def failure(each: Failure) -> dict[str, object]:
    """Return a failure as the report has it."""
    message = f"{each.error.message} {each.error.advice}".strip()
    return {"path": each.uri, "code": each.error.code, "message": message, "where": each.error.where}


def document(review: Review) -> dict[str, object]:
    """Return one story as the report has it: positions are code points of the decoded file."""
    story = review.document
    places = Places.of(story)
    marks = fingerprints(review.issues, story.text)

    def place(span: Span) -> dict[str, int]:
        source = story.offsets.to_source(span)
        return {"start": source.start, "end": source.end}

    issues = []
    for issue, mark in zip(review.issues, marks, strict=True):
        span = place(issue.span)
        line, column = places.at(span["start"])
        issues.append(
            {
                "checker": issue.checker,
                "rule": issue.rule,
                "category": issue.category,
                "severity": issue.severity.value,
                "confidence": round(issue.confidence, 4),
                "message": issue.message,
                "suggestions": list(issue.suggestions),
                "fix": issue.fix.value,
                "span": span,
                "line": line,
                "column": column,
                "text": issue.span.of(story.text),
                "context": context_of(story, issue.span),
                "related": [
                    {**place(each.span), "text": each.span.of(story.text), "message": each.message} for each in issue.related
                ],
                "fingerprint": mark,
                "url": issue.url,
            }
        )
    return {
        "path": story.source.uri,
        "id": story.id,
        "language": story.language,
        "relay": story.relay,
        "words": review.score.words,
        "score": {
            "quality": round(review.score.quality, 2),
            "penalty": review.score.penalty,
            "fluency": review.score.fluency,
        },
        "metrics": [{"name": each.name, "value": each.value, "signature": each.signature} for each in review.metrics],
        "issues": issues,
        # no part judges fluency yet: the sentences are there, their score is null
        "sentences": [{**place(sentence), "fluency": None} for sentence in story.sentences],
    }
