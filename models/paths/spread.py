"""Ways from what a fleet may use to what it was never given.

The engine only counts what is reachable, as bit rows; here a way is named edge by edge, so
that a person can cut it.  A property of the organisation: no design changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from models.scenario.organisation import EdgeKind
    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Step:
    """One trust edge of a way.

    Attributes:
        edge: Id of the trust edge.
        source: Resource that it leads from.
        target: Resource that it leads to.
        by: How.
    """

    edge: str
    source: str
    target: str
    by: EdgeKind


@dataclass(frozen=True, slots=True)
class Path:
    """The shortest way of a fleet to a resource outside its designed scope.

    Attributes:
        fleet: Id of the fleet.
        steps: Trust edges in order, at least one; the first leads from a resource in use.
        weight: Sensitivity weight of one thing at its end.
    """

    fleet: str
    steps: tuple[Step, ...]
    weight: float

    @property
    def resource(self) -> str:
        """Id of the resource at its end."""
        return self.steps[-1].target


def spread(scenario: Scenario) -> list[Path]:
    """Return the shortest way of every fleet to every resource it reaches but does not use.

    Heaviest ends first, then shortest, then in the order of the file.
    """
    organisation = scenario.organisation
    graph: nx.DiGraph[str] = nx.DiGraph()
    for key, edge in organisation.trust_edges.items():
        ends = (edge.source, edge.target)
        if all(end in organisation.resources for end in ends) and not graph.has_edge(*ends):
            graph.add_edge(*ends, edge=key, by=edge.by)
    found = [
        Path(fleet, _steps(graph, nodes), _weight(scenario, nodes[-1]))
        for fleet, used in ((key, each.uses) for key, each in scenario.workload.fleets.items())
        for nodes in _ways(graph, set(used))
    ]
    return sorted(found, key=lambda path: (-path.weight, len(path.steps)))


def _ways(graph: nx.DiGraph[str], used: set[str]) -> list[list[str]]:
    """Return the shortest ways from any used resource to each other one."""
    starts = used & set(graph)
    if not starts:
        return []
    ways = nx.multi_source_dijkstra_path(graph, starts, weight=None)
    return [nodes for end, nodes in ways.items() if end not in used]


def _steps(graph: nx.DiGraph[str], nodes: list[str]) -> tuple[Step, ...]:
    return tuple(
        Step(graph.edges[pair]["edge"], *pair, graph.edges[pair]["by"]) for pair in pairwise(nodes)
    )


def _weight(scenario: Scenario, resource: str) -> float:
    organisation = scenario.organisation
    return organisation.sensitivity[organisation.resources[resource].sensitivity]
