from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.formats import read_scenario
from models.profile import digest, resolve, standings
from tests.models.formats.samples import CORPUS, changed, valid_scenario

ROOT = Path(__file__).parents[3]


def digest_of(*pairs: tuple[str, str], design: str = "today") -> str:
    return digest(resolve(read_scenario(changed(*pairs)), design))


@pytest.mark.parametrize(
    "pair",
    [
        ("access_ttl: 60 min", "access_ttl: 1 h"),
        ("title: Today", "title: Yesterday"),
        ("title: Clinic", "title: Hospital"),
        ("catch: 0.05", "catch: {value: 0.050, source: E090, note: said}"),
        ("  today:\n", "  today:\n    notes: remark\n"),
    ],
    ids=lambda pair: str(pair[1]),
)
def test_names_remarks_sources_and_units_do_not_count(pair: tuple[str, str]) -> None:
    assert digest_of(pair) == digest(resolve(valid_scenario(), "today"))


@pytest.mark.parametrize(
    "pair",
    [
        ("catch: 0.05", "catch: 0.06"),
        ("booking: local", "booking: staff"),
        ("rotation: never, vault: safe", "rotation: 5 d, vault: safe"),
        ("linger: 5 min", "linger: 6 min"),
    ],
    ids=lambda pair: str(pair[1]),
)
def test_everything_else_does(pair: tuple[str, str]) -> None:
    before = [digest(resolve(valid_scenario(), name)) for name in ("today", "one")]
    assert [digest_of(pair, design=name) for name in ("today", "one")] != before


def test_designs_with_equal_content_have_one_digest() -> None:
    scenario = valid_scenario()
    twin = scenario.designs["today"].model_copy(update={"title": "Twin"})
    both = scenario.model_copy(update={"designs": {**scenario.designs, "twin": twin}})
    assert digest(resolve(both, "twin")) == digest(resolve(both, "today"))


def test_the_end_of_an_exception_counts() -> None:
    assert digest_of(("until: 60 d", "until: 61 d"), design="one") != digest_of(design="one")


def test_the_digest_is_the_same_in_every_process() -> None:
    program = (
        "from pathlib import Path\n"
        "from models.formats import read_scenario\n"
        "from models.profile import digest, resolve\n"
        f"print(digest(resolve(read_scenario(Path({str(CORPUS / 'valid.yaml')!r})), 'one')))\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }  # fmt: skip
    assert found == {digest(resolve(valid_scenario(), "one"))}


def test_a_setting_counts_once_for_what_says_it() -> None:
    counted = standings(resolve(valid_scenario(), "one"))
    again = changed(("where: {platform: records},\n", "where: {platform: [records, storage]},\n"))
    assert counted["choice"] >= 10
    assert counted["fact"] >= 5
    assert standings(resolve(read_scenario(again), "one"))["choice"] == counted["choice"]
