"""What a token says holds until it runs out: grants come and go with the next token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.compiled.governance import Decision
from models.engine.claims import claims_end_h
from models.engine.records import OUTCOMES
from models.engine.simulation import prepare, simulate
from tests.models.engine.conftest import (
    NEVER,
    build_governance,
    build_row,
    build_world,
    constant,
)

if TYPE_CHECKING:
    from models.compiled.governance import Row
    from models.engine.records import Records

TTL_H = 10.0
CLAIMS: dict[str, Any] = {
    "decision": Decision.TOKEN_CLAIM, "ttl_low_h": TTL_H, "ttl_high_h": TTL_H,
}  # fmt: skip


def run(row: Row, **world: Any) -> Records:  # noqa: ANN401
    plain: dict[str, Any] = {"agents": (40,), "tasks_per_h": 0.2}
    found = build_world(**(plain | world))
    return simulate(found, build_governance(found, row), 0, {})[0]


def test_a_change_waits_for_the_rest_of_the_token_which_is_uniform() -> None:
    world = build_world(agents=(4000,))
    state = prepare(world, build_governance(world, build_row(**CLAIMS)), 0)
    rests = np.array([claims_end_h(state, a, 0) - state.now for a in range(4000)])
    assert ((rests >= 0.0) & (rests <= TTL_H)).all()
    assert rests.mean() == pytest.approx(TTL_H / 2, abs=4 * TTL_H / (12 * 4000) ** 0.5)
    for other in ({"decision": Decision.STATIC_ROLE}, {"minted": False}):
        plain = prepare(world, build_governance(world, build_row(**(CLAIMS | other))), 0)
        assert claims_end_h(plain, 0, 0) == plain.now


def test_what_was_approved_begins_with_the_next_token() -> None:
    row = build_row(**CLAIMS, grant_factor=constant(0.0), gates=0)
    frozen = run(row)
    at_once = run(replace(row, decision=Decision.STATIC_ROLE))
    approved = OUTCOMES.index("approved")
    for found in (frozen, at_once):
        assert (found.requests.outcome == approved).all()
    # Nothing waits for a decision; what waits, waits for a token.
    assert at_once.flow.delays_h.sum() < 0.2 * frozen.flow.delays_h.sum()
    assert frozen.flow.delays_h.max() > TTL_H / 2


def test_what_a_review_takes_away_works_until_the_token_ends() -> None:
    seen = {"review_every_h": 20 * 24.0, "review_catch": 1.0, "grant_factor": constant(5.0)}
    row = build_row(**CLAIMS, **seen)
    frozen = run(row, novelty=0.0, warm_up_h=0.0)
    at_once = run(replace(row, decision=Decision.STATIC_ROLE), novelty=0.0, warm_up_h=0.0)
    assert frozen.estate.removed_grants == at_once.estate.removed_grants > 0
    things = 40 * 6 * 4 * (1 + 4 + 10) / 3
    gained = frozen.authority.authority_wh - at_once.authority.authority_wh
    # Each thing that one sweep takes away works half a token longer on average.
    assert gained == pytest.approx(things * TTL_H / 2, rel=0.15)


def test_a_token_that_never_ends_never_loses_what_it_says() -> None:
    row = build_row(
        **(CLAIMS | {"ttl_low_h": NEVER, "ttl_high_h": NEVER}),
        review_every_h=240.0, review_catch=1.0, grant_factor=constant(5.0),
    )  # fmt: skip
    found = run(row, novelty=0.0)
    assert found.estate.removed_grants == 0
