from __future__ import annotations

from pathlib import Path

import pytest

from mtqa.config import Config, find, load, matches, shown
from mtqa.errors import ConfigError, UsageError
from mtqa.issue import Severity


def test_all_faults_at_once_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "mtqa.toml"
    file.write_text(
        'fail_no = "minor"\nmin_quality = 200\nrelay = "xx"\n[severity]\n"a/b" = "bad"\n[[suppress]]\nrule = "x"\nuntil = "soon"\n'
    )
    with pytest.raises(ConfigError) as caught:
        load(file)
    shown_faults = str(caught.value)
    for words in (
        "mtqa.toml:1:1: ",
        'Did you mean "fail_on"',
        "mtqa.toml:2:1: ",
        "mtqa.toml:3:1: ",
        "mtqa.toml:5:1: ",
        "mtqa.toml:6:1: ",
        '"reason"',
    ):
        assert words in shown_faults


def test_the_nearest_file_counts_and_every_value_tells_its_origin(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.mtqa]\nfail_on = "minor"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    found = find(inner)
    assert found == tmp_path / "pyproject.toml"
    config = load(found).with_values("command line", relay="tr", min_quality=None)
    origins = {key: origin for key, _, origin in shown(config)}
    assert origins["fail_on"] == f"{found}:2"
    assert origins["relay"] == "command line"
    assert origins["max_issues"] == "default"
    (inner / "mtqa.toml").write_text('select = ["+sentence/reporting-openers"]\n[severity]\n"punctuation" = "critical"\n')
    nearer = find(inner)
    assert nearer == inner / "mtqa.toml"
    assert load(nearer).severity == {"punctuation": Severity.CRITICAL}


def test_choosing_rules() -> None:
    assert matches("calques/tr/realize", ["calques/tr"])
    assert matches("calques/tr/realize", ["calques/*"])
    assert not matches("calques/tr/realize", ["calque"])
    assert Config(select=("+a/off",)).chooses("a/off", False)
    assert Config(select=("+a/off",)).chooses("a/on", True)
    assert not Config(select=("b",)).chooses("a/on", True)
    assert not Config(select=("a",), ignore=("a/on",)).chooses("a/on", True)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.toml")
