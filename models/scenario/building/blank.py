"""The empty page: a scenario with nothing in it but one design and one question to come."""

from __future__ import annotations

from models.scenario.scenario import FORMAT_VERSION, Scenario


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
            "experiment": {"baseline": "as_it_is"},
        }
    )
