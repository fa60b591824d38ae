"""The verdict: whether a run passes, and every reason why it does not."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.config import Config
from mtqa.issue import Severity
from mtqa.review import Failure, Review, Verdict


def verdict(reviews: Sequence[Review], failures: Sequence[Failure], config: Config) -> Verdict:
    """Return the verdict on all stories together. One more finding or failure never turns fail into pass."""
    reasons = []
    if config.fail_on != "never":
        limit = Severity(config.fail_on)
        for severity in reversed(Severity):
            count = sum(issue.severity is severity for review in reviews for issue in review.issues)
            if count and severity.rank >= limit.rank:
                noun = "finding" if count == 1 else "findings"
                reasons.append(f"{count} {severity} {noun} (the limit is --fail-on {config.fail_on})")
    if config.min_quality is not None:
        reasons += [
            f"{review.document.source.uri}: quality {review.score.quality:.1f} is below {config.min_quality:g}"
            for review in reviews
            if review.score.quality < config.min_quality
        ]
    if config.max_issues is not None:
        total = sum(issue.severity is not Severity.NEUTRAL for review in reviews for issue in review.issues)
        if total > config.max_issues:
            reasons.append(f"{total} findings are more than the {config.max_issues} allowed")
    if failures:
        reasons.append(f"{len(failures)} input{'s' if len(failures) > 1 else ''} could not be checked")
    return Verdict(passed=not reasons, reasons=tuple(reasons))
