"""`extends`: a design takes over what another says, and changes parts of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.scenario.leaves import assemble, flatten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.design import Design


def lineage(designs: Mapping[str, Design], design_id: str) -> tuple[str, ...]:
    """Return the chain of `extends` of a design, the eldest first.

    Raises:
        ScenarioError: The chain leads to nothing or back to itself.
    """
    chain: list[str] = []
    current: str | None = design_id
    while current is not None:
        if current in chain:
            circle = " -> ".join([*chain[chain.index(current) :], current])
            raise ScenarioError(
                Place("", 0, f"designs.{current}.extends"),
                "a chain that ends",
                f"a circle: {circle}",
                "let one of them extend nothing",
            )
        if current not in designs:
            path = f"designs.{chain[-1]}.extends" if chain else "designs"
            known = ", ".join(list(designs)[:10]) or "none"
            raise ScenarioError(
                Place("", 0, path), "the id of a design", f"`{current}`", f"known are: {known}"
            )
        chain.append(current)
        current = designs[current].extends
    return tuple(reversed(chain))


def merged(designs: Mapping[str, Design], design_id: str) -> Design:
    """Return the design with everything that it inherits written out.

    Bindings and costs merge by key and the standard leaf by leaf; a rule or exception of
    the same id takes the place of the inherited one, and a plan that of an inherited plan.

    Raises:
        ScenarioError: The chain of `extends` leads to nothing or back to itself.
    """
    chain = [designs[name] for name in lineage(designs, design_id)]
    last = chain[-1]
    if len(chain) == 1:
        return last
    standard = assemble({k: leaf for d in chain for k, leaf in flatten(d.standard).items()})
    integration = {key: cost for d in chain for key, cost in d.costs.integration.items()}
    return last.model_copy(
        update={
            "extends": None,
            "binding": {key: bound for d in chain for key, bound in d.binding.items()},
            "standard": standard,
            "rules": {key: rule for d in chain for key, rule in d.rules.items()},
            "exceptions": {key: rule for d in chain for key, rule in d.exceptions.items()},
            "plan": next((d.plan for d in reversed(chain) if d.plan is not None), None),
            "costs": last.costs.model_copy(update={"integration": integration}),
        }
    )
