"""From what was read to a scenario that can be run, whatever the vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.importers.draft.designs import AS_FOUND, FEDERATED, TARGET, draft_designs
from models.importers.draft.ledger import Ledger
from models.importers.draft.names import Names
from models.importers.draft.organisation import draft_organisation
from models.importers.draft.workload import draft_workload
from models.importers.refusal import refusal
from models.scenario import Scenario

if TYPE_CHECKING:
    from models.importers.draft.workload import Fleet
    from models.importers.representation import Representation

_QUESTION = (
    "What would own accounts for each workload, predefined roles, federation in place of keys, "
    "logs of data access and regular reviews change, with the directories left as they are?"
)
_HEADLINE = ["last_domain_lag", "excess_privilege", "reconstructable_chains", "wait_per_task_p95"]


def draft_scenario(read: Representation) -> tuple[Scenario, Ledger]:
    """Return a scenario of what was read, and the count of its settings by standing.

    Raises:
        ScenarioError: No account of the export can be simulated.
    """
    names, ledger = Names(), Ledger()
    organisation, land = draft_organisation(read, names, ledger)
    workload, fleets = draft_workload(read, land, names, ledger)
    if not fleets:
        raise refusal(
            file=read.files[0].path,
            expected="at least one described service account or build account on a platform",
            found="none in the whole export",
            advice="export service accounts too",
        )
    designs = draft_designs(read, land, fleets, ledger)
    scenario: dict[str, Any] = {
        "sprawl": 1,
        "title": f"{read.title}: {len(land.platforms)} platforms, {len(fleets)} accounts",
        "question": _QUESTION,
        "notes": (
            f"{ledger.sentence()} Task rates, lifetimes, rotation and reviews are in no export, "
            "kinds of credentials in few. People, groups and the vendor's own agents are listed "
            "in the summary, not simulated."
        ),
        "organisation": organisation,
        "workload": workload,
        "designs": designs,
        "incidents": _incidents(fleets, designs),
        "experiment": {
            "seed": 20261,
            "warm_up": "14 d",
            "horizon": "180 d",
            "baseline": AS_FOUND,
            "compare": [FEDERATED, TARGET],
            "headline": _HEADLINE,
            "replications": {"at_least": 10, "at_most": 20, "half_width": 0.05},
        },
    }
    return Scenario.model_validate(scenario), ledger


def _incidents(fleets: list[Fleet], designs: dict[str, Any]) -> dict[str, Any]:
    drills = {"at": "3 d", "every": "3 d", "order": {"agents": 1, "reason": "drill"}}
    rules = designs[AS_FOUND]["rules"]
    keyed = rules.get("keys_stated", rules.get("keys"))
    if keyed is None:
        return {"drills": drills}
    name = keyed["where"]["fleet"][0]
    fleet = next(one for one in fleets if one.name == name)
    leak = {"fleet": name, "platform": (fleet.broad + fleet.narrow)[0]}
    return {"drills": drills, "leaked_key": {"at": "60 d", "leak": leak}}
