"""Outcomes written by hand, so that a metric is tested against its formula."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from models.engine.changeover import FirstAccess, Migration, OldAccounts
from models.engine.records import (
    CONTROLS,
    Assurance,
    Authority,
    Collateral,
    Compromises,
    Estate,
    Flow,
    Orders,
    Outages,
    Paths,
    Queues,
    Records,
    Requests,
    Visibility,
)
from models.metrics import Outcome
from tests.models.engine.conftest import build_governance, build_world

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.compiled.governance import Governance
    from models.compiled.world import World

INF, NAN = float("inf"), float("nan")
NO_FLOATS = np.zeros(0)
NO_INTS = np.zeros(0, dtype=np.int64)
NO_BOOLS = np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True)
class Draft:
    """What an outcome is made of; replaced part by part."""

    world: World
    governance: Governance
    records: Records
    tallies: Mapping[str, Mapping[str, npt.NDArray[np.generic]]]

    def outcome(self) -> Outcome:
        return Outcome(self.world, self.governance, self.records, self.tallies)

    def having(self, **parts: Any) -> Draft:  # noqa: ANN401 - any table
        """Return the same with fields of tables exchanged: ``orders={"lag_h": ...}``."""
        records = self.records
        for name, changes in parts.items():
            table = getattr(records, name)
            known = {field.name for field in fields(table)}
            assert set(changes) <= known, set(changes) - known
            records = replace(records, **{name: replace(table, **changes)})
        return replace(self, records=records)


def draft(**world: Any) -> Draft:  # noqa: ANN401 - as `build_world`
    """Return an outcome in which nothing happened: 3 platforms, 6 resources, 2 fleets."""
    made = build_world(**world)
    fleets, resources = len(made.fleets.ids), made.n_resources
    by_platform = (1, fleets, made.n_platforms)
    return Draft(
        made,
        build_governance(made),
        Records(
            authority=Authority(
                authority_wh=0.0,
                standing_wh=0.0,
                needed_wh=0.0,
                agent_h=0.0,
                edges_h=np.array([0.0, made.horizon_h]),
                curve_wh=np.zeros((3, 1)),
                curve_agent_h=np.zeros(1),
                blast_h=NO_FLOATS,
                blast=NO_FLOATS,
                blast_hazard_per_y=NO_FLOATS,
                blast_directory=NO_FLOATS,
                equal_wh=np.zeros(3),
            ),
            orders=orders(),
            collateral=Collateral(NO_FLOATS, NO_INTS, NO_FLOATS),
            requests=Requests(
                opened_h=NO_FLOATS,
                decided_h=NO_FLOATS,
                service_h=NO_FLOATS,
                platform=NO_INTS,
                agent=NO_INTS,
                novel=NO_BOOLS,
                first=NO_BOOLS,
                outcome=NO_INTS,
            ),
            first_access=FirstAccess(NO_INTS, NO_INTS, NO_FLOATS, NO_FLOATS),
            migration=Migration(NO_INTS, NO_FLOATS, NO_FLOATS),
            old_accounts=OldAccounts(NO_FLOATS, NO_FLOATS),
            compromises=Compromises(
                cause=NO_INTS,
                agent=NO_INTS,
                platform=NO_INTS,
                lost_h=NO_FLOATS,
                used_h=NO_FLOATS,
                detected_h=NO_FLOATS,
                ended_h=NO_FLOATS,
                censored=NO_BOOLS,
                exposure_wh=NO_FLOATS,
                touched=NO_FLOATS,
                steps=NO_INTS,
                seen=NO_INTS,
            ),
            outages=Outages(NO_INTS, NO_FLOATS, NO_FLOATS, NO_FLOATS),
            queues=Queues(NO_INTS, NO_FLOATS, NO_FLOATS, NO_FLOATS),
            estate=_estate(),
            flow=Flow(0, 0, 0, 0, 0, 0, 0, NO_FLOATS),
            assurance=Assurance(
                np.zeros((made.n_platforms, len(CONTROLS)), dtype=np.int64),
                np.zeros((made.n_platforms, len(CONTROLS)), dtype=np.int64),
            ),
            paths=Paths(NO_INTS, NO_FLOATS, NO_FLOATS, NO_FLOATS),
            visibility=Visibility(
                captured=np.ones((1, fleets, resources, 3), dtype=np.bool_),
                keyed=np.ones((1, fleets, resources), dtype=np.bool_),
                dedicated=np.ones(by_platform, dtype=np.bool_),
                account=np.zeros(by_platform, dtype=np.int64),
                sink=np.zeros(by_platform, dtype=np.int64),
                delay_h=np.zeros(by_platform),
                visible=np.ones(by_platform, dtype=np.bool_),
            ),
        ),
        {},
    )


def orders(*rows: tuple[int, int, float], steps: tuple[float, ...] = (), **more: Any) -> Orders:  # noqa: ANN401
    """Return rows of (order, platform, lag); everything else plain."""
    n = len(rows)
    zeros = np.zeros(n)
    lag_h = np.array([row[2] for row in rows], dtype=np.float64)
    parts = [np.full(n, steps[i]) if steps else zeros for i in range(4)]
    plain: dict[str, Any] = {
        "order": np.array([row[0] for row in rows], dtype=np.int64),
        "at_h": zeros,
        "reason": np.zeros(n, dtype=np.int64),
        "agent": np.zeros(n, dtype=np.int64),
        "platform": np.array([row[1] for row in rows], dtype=np.int64),
        "share": np.ones(n),
        "route_h": parts[0],
        "disable_h": parts[1],
        "propagate_h": parts[2],
        "expire_h": parts[3],
        "lag_h": lag_h,
        "never": np.isinf(lag_h),
        "detect_h": np.full(n, NAN),
    }
    return Orders(**(plain | more))


def _estate() -> Estate:
    return Estate(
        **{field.name: 0.0 if field.type == "float" else 0 for field in fields(Estate)}  # type: ignore[arg-type]
    )
