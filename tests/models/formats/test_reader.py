from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ScenarioError, ScenarioErrors
from models.formats import limits, read_content, read_scenario
from models.formats.reader import read_tree
from tests.models.formats.samples import CORPUS, changed, valid_text

if TYPE_CHECKING:
    from pathlib import Path

CPU_LIMIT_S = 5.0
"""Far above the promised 1.2 s: it tells a bounded refusal from one that explodes."""

LARGE: dict[str, bytes] = {
    "brackets": b"[" * 25_000,
    "braces": b"{a: " * 25_000,
    "ten megabytes of brackets": b"[" * 9_999_999,
    "pairs of brackets": b"[]" * 4_999_999,
    "deep and closed": b"[" * 4_999_999 + b"]" * 4_999_999,
    "shallow pairs": b"[[[[[[[[[[[[]]]]]]]]]]]]" * 400_000,
    "dashes": b"- " * 25_000 + b"a",
    "question marks": b"? " * 25_000,
    "colons": b"a: " * 25_000,
    "indented": b"".join(b" " * i + b"a:\n" for i in range(3_000)),
    "five million entries": b"- a\n" * 2_499_999,
    "too large": b"#" * (limits.MAX_BYTES + 1),
    "one long word": b"title: " + b"x" * 9_000_000,
    "an open quote": b'title: "' + b"x" * 9_000_000,
    "many keys twice": b"a: 1\na: 2\n" * 100_000,
    "digits": b"sprawl: " + b"1" * 1_000_000,
    "bytes of nothing": b"\x00" * 1_000_000,
    "wrong keys by the thousand": b"sprawl: 1\n" + b"".join(b"k%d: 1\n" % i for i in range(40_000)),
    "no text": bytes(range(128, 256)) * 1_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_a_hostile_text_is_refused_soon(name: str) -> None:
    started = time.process_time()
    with pytest.raises((ScenarioError, ScenarioErrors)):
        read_content(LARGE[name], "hostile.yaml")
    assert time.process_time() - started < CPU_LIMIT_S


@pytest.mark.parametrize("file", sorted(CORPUS.glob("bad_*.yaml")), ids=lambda file: file.stem)
def test_each_file_of_the_corpus_is_refused_as_its_first_line_says(file: Path) -> None:
    expected = file.read_text("utf-8", "replace").splitlines()[0].removeprefix("# expect: ")
    with pytest.raises((ScenarioError, ScenarioErrors)) as caught:
        read_scenario(file, file.name)
    assert expected in str(caught.value)
    assert str(caught.value).startswith(file.name)


def test_the_corpus_is_there() -> None:
    assert len(list(CORPUS.glob("bad_*.yaml"))) >= 20


def test_errors_of_format_are_told_together() -> None:
    text = changed(("agents: 5,", "agents: many,"), ("access_ttl: 60 min", "acess_ttl: 60 min"))
    with pytest.raises(ScenarioErrors) as caught:
        read_scenario(text, "clinic.yaml")
    first, second = caught.value.errors
    assert first.place.path == "workload.fleets.reader.agents"
    assert text.splitlines()[first.place.line - 1].strip().startswith("{title: Letter reader")
    assert second.advice == "did you mean `access_ttl`?"


def test_values_are_read_by_their_field_and_never_guessed() -> None:
    scenario = read_scenario(
        changed(("title: Clinic", "title: 007"), ("title: Slots", "title: no"))
    )
    assert scenario.title == "007"
    assert scenario.organisation.resources["slots"].title == "no"


@pytest.mark.parametrize("word", ["yes", "on", "True", "1"])
def test_only_true_and_false_are_truth_values(word: str) -> None:
    with pytest.raises(ScenarioError, match="`true` or `false`"):
        read_scenario(changed(("central: true", f"central: {word}")))


@pytest.mark.parametrize("word", ["nan", ".nan", "inf", ".inf", "1e999", "0x10", "1_000", "-1"])
def test_odd_numbers_are_refused(word: str) -> None:
    with pytest.raises(ScenarioError):
        read_scenario(changed(("novelty: 0.01", f"novelty: {word}")))


def test_a_picture_is_called_what_it_is() -> None:
    with pytest.raises(ScenarioError, match="which is text, found a picture") as caught:
        read_tree(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "logo.png")
    assert "`.yaml`" in caught.value.advice


def test_order_is_kept() -> None:
    scenario = read_scenario(valid_text())
    assert list(scenario.organisation.platforms) == ["records", "storage", "booking"]
    assert list(scenario.designs) == ["today", "middle", "one"]


def test_lines_are_known_for_every_key() -> None:
    text = valid_text()
    tree, lines = read_tree(text.encode(), "clinic.yaml")
    assert isinstance(tree, dict)
    rows = text.splitlines()
    for path, word in [
        (("organisation", "platforms", "storage"), "storage:"),
        (("designs", "one", "exceptions", "older_records", "set", "review"), "review:"),
        (("experiment", "compare", 1), "compare:"),
    ]:
        assert word in rows[lines.line(path) - 1]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.text("[]{}:,-?&*!|>'\"#% \n\tab1", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    with pytest.raises((ScenarioError, ScenarioErrors)):
        read_content(content, "any.yaml")


def test_where_reading_stops_is_named_from_the_top() -> None:
    text = b"workload:\n  fleets:\n    triage: {agents: " + b"9" * 50 + b"}\n"
    with pytest.raises(ScenarioError) as caught:
        read_tree(text, "f")
    assert str(caught.value).startswith("f:3: workload.fleets.triage.agents: expected a number")
    with pytest.raises(ScenarioError) as caught:
        read_tree(b"a:\n  - b: 1\n  - b: {c: 1, c: 2}\n", "f")
    assert str(caught.value).startswith("f:3: a.1.b: expected each key once")


def test_more_errors_than_are_shown_are_counted() -> None:
    text = valid_text() + "".join(f"k{index}: 1\n" for index in range(60))
    with pytest.raises(ScenarioErrors) as caught:
        read_content(text.encode(), "f")
    said = str(caught.value).splitlines()
    assert len(said) == 51
    assert said[-1] == "and 10 more errors"
