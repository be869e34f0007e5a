"""What is drawn of a scenario: one node per card, one wire per relation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.window.canvas.folding import Bundle, fold
from app.window.canvas.layout import Position, Spot, place
from app.window.governed import Chip, chips_of, subtitle_of
from app.window.objects import ON_CANVAS, SINGULARS, ObjectRef, collection, title_of
from models.scenario.building import domain_key, folded_domains, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.window.governed import Governed


_MOST_NAMES = 12
"""Platforms that the card of a folded domain names."""


@dataclass(frozen=True, slots=True)
class CardContent:
    """Everything that a card shows; equal contents share one picture."""

    kind: str
    icon: str
    title: str
    subtitle: str
    chips: tuple[Chip, ...]
    group: bool = False
    unfolded: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One card.

    Attributes:
        key: Its id, or that of its bundle.
        kind: Kind of its objects.
        members: Ids of its objects.
        content: What it shows.
    """

    key: str
    kind: str
    members: tuple[str, ...]
    content: CardContent

    @property
    def ref(self) -> ObjectRef | None:
        """The object, where it stands for one only."""
        return None if self.content.group else ObjectRef(self.kind, self.members[0])


@dataclass(frozen=True, slots=True)
class Wire:
    """A relation between two nodes.

    Attributes:
        left: Key of the node at the left end.
        right: Key of the node at the right end.
        kind: ``binding``, ``use``, ``log`` or ``secret``.
        count: How many relations of single objects it stands for.
    """

    left: str
    right: str
    kind: str
    count: int = 1


@dataclass(frozen=True)
class Plan:
    """A whole drawing: nodes by key, wires, and positions."""

    nodes: dict[str, Node]
    wires: tuple[Wire, ...]
    positions: Mapping[str, Position]
    node_of: dict[ObjectRef, str]


def icon_of(governed: Governed, ref: ObjectRef) -> str:
    """Return the name of the icon of an object."""
    if ref.kind != "platform":
        return ref.kind
    kind = governed.scenario.organisation.platforms[ref.id].kind
    cloud = {"aws", "azure", "gcp"}
    return "platform-cloud" if kind in cloud else f"platform-{kind}"


def draw(governed: Governed, unfolded: frozenset[str], baseline: Governed) -> Plan:
    """Return what is drawn.

    Args:
        governed: The scenario under the current design.
        unfolded: Keys of the groups that are open.
        baseline: The scenario under its baseline, which orders the columns.
    """
    nodes: dict[str, Node] = {}
    node_of: dict[ObjectRef, str] = {}
    for kind in ON_CANVAS:
        if kind == "platform":
            nodes.update({node.key: node for node in _domains(governed)})
        for bundle in _bundles(governed, kind, baseline):
            for node in _nodes_of(governed, kind, bundle, unfolded):
                nodes[node.key] = node
    for node in nodes.values():
        if not (node.content.group and node.content.unfolded):
            node_of.update({ObjectRef(node.kind, m): node.key for m in node.members})
    wires = tuple(_wires(governed, node_of))
    put = places(governed.scenario)
    spots = [Spot(node.key, node.kind, put.get(node.key)) for node in nodes.values()]
    pairs = tuple((wire.left, wire.right) for wire in wires if wire.kind == "use")
    return Plan(nodes, wires, _placed(tuple(spots), pairs), node_of)


@lru_cache(maxsize=4)
def _placed(spots: tuple[Spot, ...], pairs: tuple[tuple[str, str], ...]) -> Mapping[str, Position]:
    """Return where cards stand; worked out anew only where cards or wires are others."""
    return place(spots, pairs)


def _bundles(governed: Governed, kind: str, baseline: Governed) -> list[Bundle]:
    scenario = governed.scenario
    ids = list(collection(scenario, kind))
    if kind == "platform":
        folded = set(folded_domains(scenario))
        ids = [one for one in ids if governed.directory_of(one) not in folded]
        order: dict[str, int] = {}
        for platform in ids:
            order.setdefault(baseline.directory_of(platform), len(order))
        ids.sort(key=lambda platform: order[baseline.directory_of(platform)])
    return fold({key: title_of(scenario, ObjectRef(kind, key)) for key in ids})


def _domains(governed: Governed) -> Iterator[Node]:
    """Yield one node for each directory whose platforms are folded."""
    scenario = governed.scenario
    for directory in folded_domains(scenario):
        members = tuple(governed.platforms_under(directory))
        if members:
            refs = [ObjectRef("platform", one) for one in members]
            names = [title_of(scenario, ref) for ref in refs[:_MOST_NAMES]]
            content = CardContent(
                kind="platform",
                icon="group",
                title=f"{len(refs)} platform{'s' if len(refs) > 1 else ''}",
                subtitle=", ".join([*names, "…"] if len(refs) > _MOST_NAMES else names),
                chips=_common_chips(governed, refs),
                group=True,
            )
            yield Node(domain_key(directory), "platform", members, content)


def _nodes_of(
    governed: Governed, kind: str, bundle: Bundle, unfolded: frozenset[str]
) -> list[Node]:
    if not bundle.is_group:
        return [_single(governed, kind, bundle.members[0])]
    key = f"{kind}/{bundle.key}"
    refs = [ObjectRef(kind, member) for member in bundle.members]
    is_open = key in unfolded
    what = SINGULARS[kind].lower()
    content = CardContent(
        kind=kind,
        icon="group",
        title=bundle.label,
        subtitle=f"{len(refs)} {what.replace('directory', 'directorie')}s",
        chips=() if is_open else _common_chips(governed, refs),
        group=True,
        unfolded=is_open,
    )
    head = Node(key, kind, bundle.members, content)
    return [head, *(_single(governed, kind, m) for m in bundle.members)] if is_open else [head]


def _single(governed: Governed, kind: str, key: str) -> Node:
    ref = ObjectRef(kind, key)
    content = CardContent(
        kind=kind,
        icon=icon_of(governed, ref),
        title=title_of(governed.scenario, ref),
        subtitle=subtitle_of(governed, ref),
        chips=tuple(chips_of(governed, ref)),
    )
    return Node(key, kind, (key,), content)


def _common_chips(governed: Governed, refs: list[ObjectRef]) -> tuple[Chip, ...]:
    """Return the three most frequent chips of a group with how often each holds."""
    counts: dict[Chip, int] = {}
    for ref in refs:
        for chip in chips_of(governed, ref):
            plain = Chip(chip.text, chip.tone)
            counts[plain] = counts.get(plain, 0) + 1
    frequent = sorted(counts.items(), key=lambda item: (item[0].tone == "plain", -item[1]))[:3]
    return tuple(
        Chip(f"{chip.text} · {count}", chip.tone, f"{chip.text}: {count} of {len(refs)}")
        for chip, count in frequent
    )


def _wires(governed: Governed, node_of: dict[ObjectRef, str]) -> list[Wire]:
    counts: dict[tuple[str, str, str], int] = {}

    def join(left: ObjectRef, right: ObjectRef, kind: str) -> None:
        if left in node_of and right in node_of:
            key = (node_of[left], node_of[right], kind)
            counts[key] = counts.get(key, 0) + 1

    for platform in governed.scenario.organisation.platforms:
        here = ObjectRef("platform", platform)
        if not governed.is_local(platform):
            join(ObjectRef("directory", governed.directory_of(platform)), here, "binding")
        for kind, there in sorted(_places(governed, platform)):
            join(ObjectRef("log_sink" if kind == "log" else "vault", there), here, kind)
    for fleet, platforms in governed.platforms_of.items():
        for platform in platforms:
            join(ObjectRef("platform", platform), ObjectRef("fleet", fleet), "use")
    return [Wire(left, right, kind, n) for (left, right, kind), n in counts.items()]


_STORED = ("static_key", "shared_account", "client_secret")


def _places(governed: Governed, platform: str) -> set[tuple[str, str]]:
    """Return the log sinks of a platform, and the vaults that hold its stored secrets."""
    found: set[tuple[str, str]] = set()
    for control, _ in governed.controls(platform):
        found.add(("log", control.value("logging.sink")))
        if control.value("credential") in _STORED:
            found.add(("secret", control.value("vault")))
    return found
