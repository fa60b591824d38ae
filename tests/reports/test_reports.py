"""Every report keeps its contract, and the golden ones are kept to the letter."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import engine, plugins, readers
from mtqa.config import Config
from mtqa.engine import Engine
from mtqa.reports import Style
from mtqa.reports.json import render as render_json
from mtqa.reports.json import schema
from mtqa.review import Run

GOLDEN = Path(__file__).parent.parent / "golden"
HOSTILE = 'A Story </script><img src=x onerror=alert(1)>\n\nHe said , "a\u202eb\x1b[31mc" & left.\x07 T\u00c3\u00bcrkiye \U0001f600 won.\n'


def run_of(checked: Engine, *stories: str, failures: tuple[str, ...] = ()) -> Run:
    def given(number: int, text: str) -> engine.Input:
        return engine.Input(uri=f"story-{number}.txt", data=lambda: text.encode("utf-8", "surrogatepass"))

    missing = engine.inputs(failures, lambda: b"")
    return checked.run([*(given(number, text) for number, text in enumerate(stories, 1)), *missing])


@pytest.fixture(scope="module")
def checked(engine: Engine) -> Engine:
    # the signature names every rule's content; golden files are about form
    return engine


@pytest.mark.parametrize("name", plugins.names("reports"))
def test_a_report_is_the_same_bytes_each_time(name: str, checked: Engine, story: str) -> None:
    module = plugins.member("reports", name)
    assert module.SUFFIX.startswith(".")
    for stories, failures in (
        ((story,), ()),
        ((story, HOSTILE, "A clean sentence."), ("missing.txt",)),
        ((), ("missing.txt",)),
    ):
        run = run_of(checked, *stories, failures=failures)
        first = module.render(run, Style())
        assert first == module.render(run, Style())
        assert first.endswith("\n")
        first.encode("utf-8")


@pytest.mark.parametrize("name", ["text", "json", "html"])
def test_golden(name: str, checked: Engine, story: str) -> None:
    run = run_of(checked, story, "A clean sentence is left alone.", failures=("missing.txt",))
    text = (
        plugins.member("reports", name).render(run, Style()).replace(run.signature, "SIGNATURE").replace(run.version, "VERSION")
    )
    file = GOLDEN / f"report.{name}"
    if os.environ.get("MTQA_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), "if the change is meant: MTQA_GOLDEN=write pytest tests/reports"


def test_json_keeps_its_schema_and_its_places(checked: Engine, story: str) -> None:
    text = story.replace("\n", "\r\n")
    run = run_of(checked, text, HOSTILE, failures=("missing.txt",))
    found = json.loads(render_json(run, Style()))
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(found, schema())
    lines = text.split("\r\n")
    for issue in found["documents"][0]["issues"]:
        span = issue["span"]
        assert text[span["start"] : span["end"]] == issue["text"]
        assert lines[issue["line"] - 1][issue["column"] - 1 :].startswith(issue["text"].split("\r\n")[0])
        assert issue["text"] in issue["context"]
        for related in issue["related"]:
            assert text[related["start"] : related["end"]] == related["text"]
    assert found["failures"][0]["code"] == "MQ301"
    rows = plugins.member("reports", "jsonl").render(run, Style()).splitlines()
    assert [json.loads(row) for row in rows[:2]] == found["documents"]
    assert json.loads(rows[2]) == {"failure": found["failures"][0]}


def test_places_in_a_page_are_places_in_its_file(checked: Engine) -> None:
    page = "<html><body><article><h1>Talks in Osh</h1>\n<p>They met&nbsp;&amp; spoke , he\n  said.</p></article></body></html>"
    (document,) = readers.load("a.html", page.encode())
    run = checked.run([engine.Input(uri="a.html", data=page.encode)])
    (issue,) = json.loads(render_json(run, Style()))["documents"][0]["issues"]
    assert page[issue["span"]["start"] - 1 : issue["span"]["end"] + 1] == "e ,"
    assert document.source.text() == page


@given(st.text(max_size=60))
def test_json_holds_for_any_text(text: str) -> None:
    checked = _engine()
    run = run_of(checked, f"A story of {text} , said he.")
    jsonschema.validate(json.loads(render_json(run, Style())), schema())
    for name in plugins.names("reports"):
        plugins.member("reports", name).render(run, Style(color=True, verbosity=1)).encode("utf-8")


def _engine() -> Engine:
    if not _ENGINE:
        _ENGINE.append(Engine(Config()))
    return _ENGINE[0]


_ENGINE: list[Engine] = []


def test_nothing_hostile_reaches_the_terminal(checked: Engine) -> None:
    shown = plugins.member("reports", "text").render(run_of(checked, HOSTILE), Style(color=False, verbosity=1))
    assert not any(character in shown for character in "\x1b\x07\u202e")
    assert "<U+202E>" in shown


def test_text_fits_its_width(checked: Engine, story: str) -> None:
    shown = plugins.member("reports", "text").render(run_of(checked, story), Style(width=60))
    assert max(len(line) for line in shown.splitlines()[1:]) <= 60
    terse = plugins.member("reports", "text").render(run_of(checked, story), Style(verbosity=-1)).splitlines()
    assert terse[0].startswith("story-1.txt:5:1: major: ")


def test_the_page_escapes_everything(checked: Engine) -> None:
    shown = plugins.member("reports", "html").render(run_of(checked, HOSTILE), Style())
    assert "<img" not in shown
    assert shown.count("<script>") == shown.count("</script>") == 1
    assert "default-src &#x27;none&#x27;" in shown
