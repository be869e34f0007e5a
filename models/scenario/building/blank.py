"""The empty page: a scenario with nothing in it but one design and one question to come."""

from __future__ import annotations

from models.scenario.scenario import FORMAT_VERSION, Scenario

HEADLINE = (
    "last_domain_lag", "excess_privilege", "reconstructable_chains", "wait_per_1000",
    "integration_days",
)  # fmt: skip
"""Ids of the metrics that are shown first: one of each family."""


def blank() -> Scenario:
    """Return a scenario without an organisation, which one design governs.

    It cannot be run before it has a platform, a resource and a fleet that uses it.
    """
    return Scenario.model_validate(
        {
            "sprawl": FORMAT_VERSION,
            "title": "New scenario",
            "organisation": {},
            "workload": {},
            "designs": {"as_it_is": {"title": "As it is"}},
            "experiment": {"baseline": "as_it_is", "headline": list(HEADLINE)},
        }
    )
