"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa import __version__
from tests.conftest import ROOT

Ran = subprocess.CompletedProcess[str]


@pytest.fixture
def mtqa(tmp_path: Path) -> Callable[..., Ran]:
    def run(*arguments: str, stdin: str | None = None, **variables: str) -> Ran:
        outer = {key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "NO_COLOR"}}
        environment = {**outer, "PYTHONPATH": str(ROOT), **variables}
        return subprocess.run(
            [sys.executable, "-m", "mtqa", *arguments],
            cwd=tmp_path,
            input=stdin,
            env=environment,
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return run


def test_a_story_fails_the_gate_and_a_clean_one_passes(mtqa: Callable[..., Ran], tmp_path: Path, story: str) -> None:
    (tmp_path / "bad.txt").write_text(story, encoding="utf-8")
    (tmp_path / "good.txt").write_text("OSH, May 3 (Kabar) -- The ministers met and left.\n", encoding="utf-8")
    bad, good = mtqa("check", "bad.txt"), mtqa("check", "good.txt")
    assert (bad.returncode, good.returncode) == (1, 0)
    assert "urged to build the railway." in bad.stdout
    assert "nothing found" in good.stdout
    assert not bad.stderr
    assert mtqa("check", "bad.txt", "--fail-on", "critical").returncode == 0
    assert mtqa("check", "good.txt", "--min-quality", "100").returncode == 0
    assert mtqa("check", "bad.txt", "--fail-on", "never", "--max-issues", "2").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek", "x"], 'Did you mean "check"'),
        (["check"], "Missing argument"),
        (["check", "--fromat", "json", "x"], "--format"),
        (["check", "x", "--format", "htlm"], 'Did you mean "html"'),
        (["check", "x", "--input-format", "txt"], 'Did you mean "text"'),
        (["check", "x", "--fail-on", "mayor"], 'Did you mean "major"'),
        (["check", "x", "--relay", "xx"], "Known: auto"),
        (["check", "x", "--report", "html"], "FORMAT:FILE"),
        (["check", "x", "-o", "report.xyz"], "does not tell the format"),
        (["check", "x", "--ignore", "punctuation/bracket"], 'Did you mean "punctuation/brackets"'),
        (["check", "x", "--rules", "nowhere"], "no such rules folder"),
        (["check", "x", "--config", "none.toml"], "cannot be read"),
        (["explain", "debris/cokie"], 'Did you mean "debris/cookie"'),
        (["rules", "test", "nowhere"], "no folder of rules"),
        (["rules", "new", "Bad Name"], "cannot be a rule id"),
        (["evaluate", "."], "is no corpus"),
        (["check", "missing.txt", "--format", "json"], "MQ301"),
        (["check", ""], "MQ301"),
    ],
)
def test_a_mistake_is_one_clear_sentence_and_status_2(mtqa: Callable[..., Ran], arguments: list[str], words: str) -> None:
    ran = mtqa(*arguments)
    assert ran.returncode == 2
    assert words in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("mtqa: ") or "not checked" in ran.stdout


def test_everything_else_is_still_checked_and_reported(mtqa: Callable[..., Ran], tmp_path: Path, story: str) -> None:
    (tmp_path / "bad.txt").write_text(story, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"ab\0cd")
    (tmp_path / "latin.txt").write_bytes("Er sagte, dass die Tür zu sei und grüßte höflich. ".encode("cp1252") * 5)
    ran = mtqa(
        "check",
        "missing.txt",
        "binary.txt",
        "bad.txt",
        "latin.txt",
        "--report",
        "json:out.json",
        "--report",
        "html:out.html",
        "--format",
        "text",
    )
    assert ran.returncode == 2
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [each["path"] for each in found["documents"]] == ["bad.txt", "latin.txt"]
    assert [each["code"] for each in found["failures"]] == ["MQ301", "MQ303"]
    assert "not UTF-8" in found["notes"][0]
    assert "not UTF-8" in ran.stdout
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_standard_input_and_formats(mtqa: Callable[..., Ran], story: str) -> None:
    ran = mtqa("check", "-", "--stdin-filename", "wire.md", "--format", "jsonl", stdin=story)
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["path"] == "wire.md"


def test_an_output_that_cannot_be_written(mtqa: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The ministers met.\n")
    ran = mtqa("check", "good.txt", "-o", "no/such/folder/out.json")
    assert ran.returncode == 2
    assert "cannot be written" in ran.stderr


def test_colour_only_where_it_is_wanted(mtqa: Callable[..., Ran], story: str) -> None:
    assert "\x1b[" not in mtqa("check", "-", stdin=story).stdout
    assert "\x1b[" in mtqa("check", "-", stdin=story, FORCE_COLOR="1").stdout
    assert "\x1b[" not in mtqa("check", "-", stdin=story, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" in mtqa("check", "-", "--color", "always", stdin=story, NO_COLOR="1").stdout


def test_a_desk_writes_its_first_rule(mtqa: Callable[..., Ran], tmp_path: Path) -> None:
    assert mtqa("rules", "new", "desk/filler", "--folder", "own").returncode == 0
    tested = mtqa("rules", "test", "own")
    assert tested.returncode == 0, tested.stdout
    assert tested.stdout == "1 rules, 2 examples, 0 failed\n"
    (tmp_path / "a.txt").write_text("He came, and it should be noted that he left.\n")
    found = json.loads(mtqa("check", "a.txt", "--rules", "own", "--format", "json").stdout)
    assert [each["rule"] for each in found["documents"][0]["issues"]] == ["desk/filler"]
    assert mtqa("init").returncode == 0
    (tmp_path / "mtqa.toml").write_text('rules = ["own"]\nfail_on = "minor"\n')
    assert mtqa("check", "a.txt").returncode == 1
    assert "mtqa.toml:2" in mtqa("config").stdout
    assert mtqa("check", "a.txt", "--no-config").returncode == 0
    again = mtqa("rules", "new", "desk/filler", "--folder", "own")
    assert again.returncode == 2


def test_the_catalogue(mtqa: Callable[..., Ran]) -> None:
    listed = mtqa("rules", "list").stdout
    assert "punctuation/brackets" in listed
    assert listed.count("\n") > 50
    explained = mtqa("explain", "sentence/orphan").stdout
    assert "⟦urged to deepen trade.⟧" in explained
    assert "kind: repetition" in mtqa("rules", "show", "repetition/word").stdout
    assert mtqa("rules", "test").stdout.endswith(" 0 failed\n")


def test_doctor_version_and_completion(mtqa: Callable[..., Ran]) -> None:
    doctor = mtqa("doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert "checked a sentence" in doctor.stdout
    assert mtqa("--version").stdout == f"mtqa {__version__}\n"
    for shell in ("bash", "zsh", "fish"):
        assert "MTQA_COMPLETE" in mtqa("completion", shell).stdout


def test_a_reader_who_has_had_enough_is_no_error(tmp_path: Path, story: str) -> None:
    (tmp_path / "a.txt").write_text(story * 400, encoding="utf-8")
    command = f"{sys.executable} -m mtqa check a.txt | head -1"
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    assert "BrokenPipe" not in ran.stderr


def test_help_is_instant(mtqa: Callable[..., Ran]) -> None:
    """Under 0.2 s on an idle machine (tests/bench measures it); heavy packages must not be loaded for it."""
    mtqa("--help")
    start = time.perf_counter()
    assert mtqa("--help").returncode == 0
    assert time.perf_counter() - start < 1.5
    code = "import sys, mtqa.cli; print([m for m in ('pandas', 'ftfy', 're2', 'yaml', 'sentencex') if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True, capture_output=True, check=True
    )
    assert ran.stdout == "[]\n"
