"""What many tests need: stories, checkers, and the shared data where it is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mtqa import readers
from mtqa.config import Config
from mtqa.document import Document
from mtqa.engine import Engine
from mtqa.issue import Issue
from mtqa.review import Review

ROOT = Path(__file__).parent.parent

# Our own words, in the manner of a relayed story: two headlines, credit debris, an orphaned clause, two spellings, a form.
STORY = """Monday, April 8, 2024

Tajik President Receives Chinese Foreign Minister in Dushanbe

President of Tajikistan Received China's Foreign Minister
Chinese and Tajik flags in front of the palace in Dushanbe, 6 April 2024. (Photo: Parviz Nazarov/Khovar) )

DUSHANBE, April 6 (Khovar) — The president of Tajikistan received the Chinese foreign minister on Saturday.

The guests spoke of roads , water and schools, promote trade and other fields. urged to build the railway.

“The talks were open,” the minister said.

Please enter your comment!
"""


@pytest.fixture
def story() -> str:
    return STORY


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(Config())


@pytest.fixture
def review(engine: Engine) -> Callable[..., Review]:
    def checked(text: str, name: str = "story.txt") -> Review:
        (document,) = readers.load(name, text.encode("utf-8", "surrogatepass"))
        (result,) = engine.review(document)
        assert isinstance(result, Review)
        return result

    return checked


@pytest.fixture
def document() -> Callable[..., Document]:
    def read(text: str | bytes, name: str = "story.txt") -> Document:
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (found,) = readers.load(name, data)
        return found

    return read


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data for development; tests that want it skip where it is missing."""
    folder = Path(os.environ.get("MTQA_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the development data is not here (set MTQA_SHARED to its folder)")
    return folder


def marked(issues: Sequence[Issue], text: str) -> dict[str, list[str]]:
    """Return the marked words by rule."""
    found: dict[str, list[str]] = {}
    for issue in issues:
        found.setdefault(issue.rule, []).append(issue.span.of(text))
    return found
