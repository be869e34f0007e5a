"""Placebo once more, where everything happens: every metric must stay, but for those named here.

A new metric is held to the margin without being named.  The margin of equivalence is 5 % of the
metric's mean, or .2 points of a share where that is more: far less than any effect that a
verdict of the bundled scenarios tells of.  Nothing is granted in excess at the start, since that
is drawn by platform: excess comes by approvals alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.comparison import Cell, run_cell
from models.metrics import NUMBERS
from tests.honesty.test_placebo import WORDS, case

if TYPE_CHECKING:
    import numpy.typing as npt

REPLICATIONS = 24
T = 1.714
"""Quantile .95 of Student's t with 23 degrees of freedom: two one-sided tests at 5 %."""

RELATIVE, POINTS = 0.05, 0.002

RICH = (
    WORDS.replace(
        "credential: workload_oidc",
        "credential: client_secret\n      rotation: 30 d\n      copies: 3",
    )
    .replace("known: 1", "known: 0.8")
    .replace("novelty: 0.002", "novelty: 0.004")
    .replace(
        "      logging: {{sink: siem}}\n",
        "      logging: {{sink: siem, captured: 0.8, correlated: 0.7}}\n"
        "      hazards: {{copy_leak: 0.2 / y, token_theft: 2 / y, hijack: 2 / y}}\n"
        "      detection: {{alarm: 0.3}}\n"
        "      review: {{every: 15 d, catch: 0.4, scope: domain}}\n",
    )
)

COPIES = {
    "accounts_per_agent": "an account more for every directory, a local principal for every site",
    "orphans": "they are counted against accounts and local principals",
    "governance_debt": "a path is an account on one platform, and each is reviewed by itself",
    "unseen_paths": "paths of births are more, those of approvals are not",
}
OF_PLATFORMS = COPIES
"""What may move when a platform is split, and why."""

OF_DIRECTORIES = COPIES | {
    "secret_copies": "every account has copies of its own secret",
    "compromises": "copies of more secrets leak",
    "incident_exposure": "copies of more secrets leak, each opens less",
    "weight_touched": "copies of more secrets leak, each opens less",
    "containment": "copies of more secrets leak, and orders end one account of several",
    "time_to_discovery": "copies of more secrets leak",
    "hazard_blast": "there are more secrets, each of which opens less",
    "directory_blast": "each directory opens less",
    "loss_to_denial": "more of what is lost are copies, which are used later than the rest",
    "loss_to_detection": "more of what is lost are copies, which are used later than the rest",
    "last_domain_lag": "the last of n accounts",
    "lag_p95": "the last of n accounts",
    "reconstructable_chains": "chains join over accounts only by the correlation key",
    "outage_hours": "an agent that is locked out is counted for every directory that is out",
    "unknown_accounts": "missed accounts are more",
}
"""What may move when a directory is split, and why."""

HOP_COUNTED = (
    "captured_hops",
    "attributable_hops",
    "time_to_visible",
    "blind_spots",
    "used_authority",
)


def cells(*, platforms: bool, directories: bool) -> list[Cell]:
    world, governance = case(platforms=platforms, directories=directories, words=RICH)
    return [run_cell(world, governance, index) for index in range(REPLICATIONS)]


@pytest.fixture(scope="module")
def splits() -> dict[str, tuple[list[Cell], list[Cell]]]:
    whole = cells(platforms=False, directories=False)
    sites = cells(platforms=True, directories=False)
    stores = cells(platforms=True, directories=True)
    return {"platform": (whole, sites), "directory": (sites, stores)}


def values(cells: list[Cell], metric: str) -> npt.NDArray[np.float64]:
    return np.array([cell.numbers[metric] for cell in cells])


@pytest.mark.parametrize("metric", NUMBERS)
@pytest.mark.parametrize(
    ("split", "may_move"), [("platform", OF_PLATFORMS), ("directory", OF_DIRECTORIES)]
)
def test_a_metric_is_equivalent(
    metric: str,
    split: str,
    may_move: dict[str, str],
    splits: dict[str, tuple[list[Cell], list[Cell]]],
) -> None:
    if metric in may_move:
        return
    one, three = (values(each, metric) for each in splits[split])
    told = np.isfinite(one)
    assert (told == np.isfinite(three)).all()
    if not told.any():
        return
    difference, mean = three[told] - one[told], abs(float(one[told].mean()))
    margin = max(RELATIVE * mean, POINTS * (NUMBERS[metric].unit == "share"))
    error = float(difference.std(ddof=1)) / len(difference) ** 0.5 if len(difference) > 1 else 0.0
    assert abs(float(difference.mean())) + T * error <= margin, (one.mean(), three.mean())


def test_whatever_happens_is_there_to_be_compared(
    splits: dict[str, tuple[list[Cell], list[Cell]]],
) -> None:
    whole, _ = splits["platform"]
    for metric in ("compromises", "requests", "touches", "reviewed_grants", "secret_copies"):
        assert values(whole, metric).mean() > 3.0, metric


def test_hop_counted_metrics_are_equal_bit_by_bit_where_a_directory_is_split(
    splits: dict[str, tuple[list[Cell], list[Cell]]],
) -> None:
    one, three = splits["directory"]
    for metric in HOP_COUNTED:
        np.testing.assert_array_equal(values(one, metric), values(three, metric))


def test_names_of_what_may_move_are_metrics() -> None:
    assert set(OF_PLATFORMS) | set(OF_DIRECTORIES) <= set(NUMBERS)
