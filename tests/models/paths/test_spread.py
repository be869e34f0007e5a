from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from models.formats import read_scenario
from models.paths import spread

HEAD = """
sprawl: 1
title: Ways
organisation:
  platforms: {{site: {{kind: internal_api}}}}
  resources: {resources}
  trust_edges: {edges}
workload: {{fleets: {{robots: {{agents: 1, tasks: 1 / d, uses: {{r0: 1}}}}}}}}
designs: {{only: {{binding: {{site: local}}}}}}
experiment: {{baseline: only}}
"""


def case(pairs: set[tuple[int, int]], count: int) -> str:
    resources = ", ".join(
        f"r{i}: {{platform: site, sensitivity: restricted}}" for i in range(count)
    )
    edges = ", ".join(
        f"e{a}_{b}: {{from: r{a}, to: r{b}, by: role_assumption}}" for a, b in sorted(pairs)
    )
    return HEAD.format(resources="{" + resources + "}", edges="{" + edges + "}")


def test_a_way_is_named_edge_by_edge_and_heaviest_comes_first() -> None:
    text = case({(0, 1), (1, 2), (0, 3)}, 4).replace(
        "r3: {platform: site, sensitivity: restricted}", "r3: {platform: site}"
    )
    found = spread(read_scenario(text))
    assert [path.resource for path in found] == ["r1", "r2", "r3"]
    assert [step.edge for step in found[1].steps] == ["e0_1", "e1_2"]
    assert found[0].weight == 10.0
    assert found[2].weight == 1.0


def test_without_trust_edges_nothing_spreads() -> None:
    assert spread(read_scenario(case(set(), 2))) == []


@given(
    pairs=st.sets(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] != p[1]), max_size=12
    )
)
def test_every_reachable_resource_has_one_shortest_way(pairs: set[tuple[int, int]]) -> None:
    found = spread(read_scenario(case(pairs, 6)))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(6))
    graph.add_edges_from(pairs)
    lengths = nx.single_source_shortest_path_length(graph, 0)
    expected = {f"r{node}": length for node, length in lengths.items() if node}
    assert {path.resource: len(path.steps) for path in found} == expected
    for path in found:
        assert path.steps[0].source == "r0"
        for one, following in zip(path.steps, path.steps[1:], strict=False):
            assert one.target == following.source
