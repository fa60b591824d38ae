from __future__ import annotations

import pytest

from mtqa.errors import ConfigError
from mtqa.schema import Table, parse_toml, parse_yaml, read


def build(table: Table) -> tuple[str, float, tuple[str, ...]]:
    return table.text("message", required=True), table.number("weight", 1, low=0, high=5), table.texts("words")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("mesage: a\nweight: 9\nwords: [a, 1]\n", ["1:1", "1:1", "2:9", "3:12"]),
        ("message: a\nmessage: b\n", ["2:1"]),
        ("message: [a\n", ["2:1"]),
        ("", ["1:1"]),
        ("a: &x [1]\nb: *x\n", ["2:4"]),
        ("- a\n", ["1:1"]),
        ("message: !!python/object:os.system a\n", ["1:10"]),
    ],
)
def test_every_fault_has_its_place(text: str, places: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        read("r.yaml", text, parse_yaml, build)
    assert [f"{fault.line}:{fault.column}" for fault in caught.value.faults] == places


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match='Did you mean "message"'):
        read("r.yaml", "mesage: a\n", parse_yaml, build)


def test_words_that_yaml_takes_for_truth_stay_words() -> None:
    assert read("r.yaml", "message: no\nwords: [yes, on, off, 2020-01-01]\n", parse_yaml, build) == (
        "no",
        1,
        ("yes", "on", "off", "2020-01-01"),
    )


def test_toml_places_are_found_again() -> None:
    text = 'a = 1\n\n[[entry]]\nname = "x"\n[[entry]]\n  name = 3\n'
    root = parse_toml("c.toml", text)
    assert isinstance(root.value, dict)
    entries = root.value["entry"].value
    assert isinstance(entries, list)
    assert (entries[1].value["name"].line, entries[1].value["name"].column) == (6, 3)
    with pytest.raises(ConfigError, match=r"c.toml:1:\d+: not valid TOML"):
        parse_toml("c.toml", "a = \n")


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    with pytest.raises(ConfigError, match="nested"):
        parse_yaml("r.yaml", "[" * 50 + "]" * 50)
    with pytest.raises(ConfigError, match=r"nested|not valid"):
        parse_toml("c.toml", "a = " + "[" * 5000 + "]" * 5000)
