"""Every row on lifetimes, rotation and revocation: which preset carries it, or why none."""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING

import pytest

from models.compiled.credentials import NATURES
from models.presets import directory_presets, evidence, evidence_table, platform_presets
from models.presets.defaults import base
from models.scenario import CREDENTIAL_KINDS
from models.scenario.base import Model, Valued
from models.units import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = [f"E{number:03d}" for number in range(1, 63)]

NOT_CARRIED = {
    "E002": "bounds of what a policy may set; a rule sets the value",
    "E031": "life of the authority that signs SVIDs: it bounds them, and no agent holds it",
    "E047": "time to load a new directory once, not to revoke",
    "E052": "says `a few minutes`; E053 measured it, and aws_iam carries that",
    "E054": "what a push does: it ends sessions that were issued before",
    "E057": "says `hours or longer`; E056 is our model of it, and google_identity carries that",
    "E060": "says how events travel, not how fast: `push` and `poll` are the two channels",
    "E062": "says `days` without a rate: `bulk_rate` stays an assumption",
}
"""Rows without a preset, and why."""

MODELLED = {
    "E011": "ends only without use, so a key in use never ends",
    "E044": "a text: the kinds that events do not reach go by expiry",
    "E056": "a mean where the row gives the median",
    "E061": "a text: the channel `expiry`",
}
"""Rows that a preset carries in another form than the row's."""

HOURS = {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "d": 24.0, "month": 730.5}


def carried() -> dict[str, list[tuple[str, str, Valued[object]]]]:
    """Return preset, path and leaf by the row that the leaf cites, in source or note."""
    found: dict[str, list[tuple[str, str, Valued[object]]]] = {}
    for preset in (base(), *directory_presets().values(), *platform_presets().values()):
        parts = itertools.chain(
            preset.settings.items(), *(part.items() for part in preset.by_credential.values())
        )
        for path, leaf in parts:
            cited = {leaf.source or "", *re.findall(r"E\d{3}", leaf.note or "")}
            for row in cited & set(ROWS):
                found.setdefault(row, []).append((preset.id, path, leaf))
    return found


def durations(value: object) -> Iterator[float]:
    """Yield every duration in a value, hours."""
    if isinstance(value, Duration):
        yield value.hours
    elif isinstance(value, Valued):
        yield from durations(value.value)
    elif isinstance(value, tuple):
        for each in value:
            yield from durations(each)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from durations(getattr(value, name))


@pytest.mark.parametrize("row", ROWS)
def test_a_preset_carries_it_or_it_is_said_why_not(row: str) -> None:
    assert row in evidence_table()
    presets = sorted({preset for preset, _, _ in carried().get(row, [])})
    assert bool(presets) != (row in NOT_CARRIED), (row, evidence(row).parameter, presets)


@pytest.mark.parametrize("row", sorted(set(ROWS) - set(NOT_CARRIED) - set(MODELLED)))
def test_what_carries_it_says_what_the_row_says(row: str) -> None:
    said = evidence(row)
    leaves = [leaf for _, _, leaf in carried()[row]]
    if said.unit in HOURS:
        wanted = [float(said.value), *(float(x) for x in (said.low, said.high) if _number(x))]
        hours = [each for leaf in leaves for each in durations(leaf.value)]
        near = [
            each
            for each in hours
            for number in wanted
            if each == pytest.approx(number * HOURS[said.unit], rel=0.01)
        ]
        assert near, (row, wanted, hours)
    elif said.unit == "fraction of TTL":
        points = [leaf.value.chosen.point.value for leaf in leaves]  # type: ignore[attr-defined]
        assert points == [float(said.value)] * len(points)
    else:
        assert said.value == "none", row
        assert math.inf in [each for leaf in leaves for each in durations(leaf.value)], row


def _number(text: str) -> bool:
    return re.fullmatch(r"[0-9.]+", text) is not None


def test_every_kind_of_credential_has_one_of_the_five_behaviours() -> None:
    assert set(NATURES) == set(CREDENTIAL_KINDS)
    assert len({nature.behaviour for nature in NATURES.values()}) == 5


def test_a_vendor_s_kind_builds_on_its_directory() -> None:
    for name, preset in directory_presets().items():
        assert preset.kind in directory_presets(), name
