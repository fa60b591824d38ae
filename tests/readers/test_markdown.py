from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Document, Kind, Source
from mtqa.readers.markdown import read
from mtqa.spans import Span

STORY = """---
title: "A story"
---
# Ministers *meet* in Osh

OSH, May 20 (Kabar) -- They **met** [there](http://x.y/z "t") on
Friday \\* and a_b_c &amp; 3 * 4.

> Quoted text
> goes on.

- item one
- item `two`

| a | b |
|---|---|
| 1 | 2 |

Setext head
-----------
```
code
```
The end.
"""


def test_marks_are_left_out_and_kinds_known(document: Callable[..., Document]) -> None:
    found = document(STORY, "story.md")
    assert [(each.kind.value, each.span.of(found.text)) for each in found.segments] == [
        ("headline", "Ministers meet in Osh"),
        ("dateline", "OSH, May 20 (Kabar) --"),
        ("body", "They met there on Friday * and a_b_c & 3 * 4."),
        ("quote", "Quoted text goes on."),
        ("list", "item one"),
        ("list", "item two"),
        ("table", "| a | b |"),
        ("table", "| 1 | 2 |"),
        ("headline", "Setext head"),
        ("furniture", "code"),
        ("body", "The end."),
    ]
    assert found.metadata == {"title": "A story"}
    assert found.of_kind(Kind.QUOTE)


@given(st.text("ab *_`[]()<>#>-|\\&;.\n\r!~1", max_size=80))
def test_every_character_comes_from_the_file(text: str) -> None:
    source = Source(uri="a.md", data=f"x{text}".encode())
    (found,) = read(source)
    raw = source.text()
    for at, character in enumerate(found.text):
        place = found.offsets.to_source(Span(at, at + 1)).of(raw)
        assert place == character or (character in " \n") or place.endswith(character) or place.startswith("&")
