from __future__ import annotations

import html as escaping
import time
from collections.abc import Callable
from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.document import Document, Kind
from mtqa.readers._strings import json_string, xml_text
from mtqa.readers.html import extract
from mtqa.spans import Span

PAGE = """<!doctype html><html lang="en-GB"><head><title>T &amp; x</title><style>p{}</style>
<meta property="og:site_name" content="Kabar"></head><body>
<nav><ul><li><a href=x>Home</a><li><a href=y>World</a></ul></nav>
<article><h1>Ministers&nbsp;Meet   in Osh</h1><p class="byline">By Aida Karimova</p>
<figure><img src=a.jpg alt="nope"><figcaption>The ministers. (Photo: A. K./Kabar) )</figcaption></figure>
<p>OSH, May 20 (Kabar) &mdash; They <b>met</b> &lt;there&gt; on
Friday<!-- c > --> .<p>Next&amp;one &#x41;&#150; a<br>line<script>if (a<b) "</p>"</script> two
<table><tr><td>A<td>1<tr><td>B<td>2</table><div class="share-buttons">Share this</div></article>
<div id="comments"><p>Please enter your comment!</p></div><footer>Kabar 2023</footer></body></html>"""


def test_a_page_is_read_as_a_browser_shows_it(document: Callable[..., Document]) -> None:
    found = document(PAGE, "page.html")
    by_kind: dict[Kind, list[str]] = {}
    for each in found.segments:
        by_kind.setdefault(each.kind, []).append(each.span.of(found.text))
    assert by_kind[Kind.HEADLINE] == ["Ministers\u00a0Meet in Osh"]
    assert by_kind[Kind.BYLINE] == ["By Aida Karimova"]
    assert by_kind[Kind.DATELINE] == ["OSH, May 20 (Kabar) —"]
    assert by_kind[Kind.CREDIT] == ["(Photo: A. K./Kabar) )"]
    assert by_kind[Kind.BODY] == ["They met <there> on Friday .", "Next&one A– a\nline two"]
    assert by_kind[Kind.TABLE] == ["A", "1", "B", "2"]
    assert by_kind[Kind.FURNITURE] == ["Home", "World", "Share this", "Please enter your comment!", "Kabar 2023"]
    assert found.metadata["title"] == "T &amp; x"
    assert found.language == "en"


def test_page_furniture_of_html_is_no_defect(review: Callable[..., object]) -> None:
    issues = review(PAGE, "page.html").issues  # type: ignore[attr-defined]
    assert "debris/comment-form" not in {issue.rule for issue in issues}
    assert "punctuation/credit" in {issue.rule for issue in issues}


def test_a_page_saved_as_text_is_still_a_page(document: Callable[..., Document]) -> None:
    assert document(PAGE, "page.txt").source.media_type == "text/html"


_TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<div class='x'>",
    "</div>",
    "<!-- no -->",
    '<span title="a>b">',
    "</span>",
    "<br>",
    "<i/>",
]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, str]:
    """Random markup with the visible characters that it shows, white space left out."""
    parts: list[str] = []
    shown: list[str] = []
    for _ in range(draw(st.integers(0, 25))):
        match draw(st.sampled_from(["tag", "text", "entity"])):
            case "tag":
                parts.append(draw(st.sampled_from(_TAGS)))
            case "text":
                word = draw(st.text("abcé😀 .\n", min_size=1, max_size=8))
                parts.append(word)
                shown.append(word)
            case "entity":
                entity = draw(st.sampled_from(["&amp;", "&lt;", "&eacute;", "&#8212;", "&#x1F600;", "&nbsp;"]))
                parts.append(entity)
                shown.append(escaping.unescape(entity))
    return "".join(parts), "".join("".join(shown).split())


@given(pages())
def test_every_character_maps_to_what_produced_it(page: tuple[str, str]) -> None:
    markup, shown = page
    found = extract(markup)
    assert "".join(found.text.split()) == shown
    for at, character in enumerate(found.text):
        source = found.offsets.to_source(Span(at, at + 1)).of(markup)
        assert source == character or escaping.unescape(source) == character or source.isspace() or source.startswith("<")


@given(pages(), st.booleans())
def test_html_in_json_and_in_xml_maps_back_exactly(page: tuple[str, str], ascii_only: bool) -> None:
    import json

    markup, _ = page
    for wrapped, start, end, read in (
        (f'{{"body": {json.dumps(markup, ensure_ascii=ascii_only)}}}', 9, -1, json_string),
        (f"<item>{escaping.escape(markup)}</item>", 6, -7, xml_text),
        (f"<item><![CDATA[{markup}]]></item>", 6, -7, xml_text),
    ):
        inner, offsets = read(wrapped, Span(start, len(wrapped) + end))
        assert inner == markup
        found = extract(inner)
        through = found.offsets.compose(offsets)
        for at in range(len(found.text)):
            direct = found.offsets.to_source(Span(at, at + 1))
            assert through.to_source(Span(at, at + 1)) == offsets.to_source(direct)


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<div>", "<a href='", "<script>", "<![CDATA[", "</p", "<", "<p a=", "&lt", "<table><td>", "<li><p>", '<"'],
    ids=repr,
)
def test_hostile_markup_costs_linear_time(unit: str) -> None:
    small, large = unit * 5_000, unit * 40_000
    start = time.perf_counter()
    extract(small)
    first = time.perf_counter() - start
    start = time.perf_counter()
    extract(large)
    assert time.perf_counter() - start < 40 * max(first, 0.02)


def test_every_named_entity_is_decoded() -> None:
    names = [name for name in html5 if name.endswith(";")][::50]
    for name in names:
        assert extract(f"<p>a&{name}b</p>").text.replace("\n", "") == f"a{html5[name]}b".replace("\n", "")
