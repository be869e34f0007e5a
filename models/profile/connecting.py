"""Which objects can be joined, what joining them means, and joining and parting them.

`ends` is what a canvas asks when a wire is drawn, `meaning` what it says over a valid end, and
`connected` what it does then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import Place, ScenarioError
from models.profile.inheritance import lineage, merged
from models.profile.joining import JOIN, LEAVES, OWNED, PART, edges, held
from models.scenario.design import LOCAL, Where
from models.scenario.leaves import flatten
from models.scenario.objects import ObjectRef, find, objects_of, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.scenario.design import Design
    from models.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Connection:
    """Two objects that can be joined, in the order in which it is said.

    Attributes:
        kind: ``binding``, ``vault``, ``log_sink``, ``use``, ``holding``, ``trust``, ``owner``
            or ``extends``.
        source: The object that names the other.
        target: The other.
        joined: Whether they are joined already.
    """

    kind: str
    source: ObjectRef
    target: ObjectRef
    joined: bool


def ends(scenario: Scenario, refs: Sequence[ObjectRef], design: str) -> dict[ObjectRef, str]:
    """Return every other object with the reason why none of several can be joined to it.

    The reason is empty where one of them can be: light these up while a wire is drawn from *refs*,
    and show the reason under the pointer elsewhere.

    Args:
        scenario: The scenario.
        refs: Where the wire starts.
        design: The design in view: bindings, vaults and log sinks are said there.
    """
    from_here = frozenset(refs)
    return {
        other: _why_none(scenario, refs, other, design)
        for other in objects_of(scenario)
        if other not in from_here
    }


def _why_none(scenario: Scenario, refs: Sequence[ObjectRef], other: ObjectRef, design: str) -> str:
    """Return why the first cannot be joined; empty where any can be."""
    first, hopeless = "", set()
    for one in refs:
        if one.kind in hopeless:
            continue
        why = reason(scenario, one, other, design)
        if not why:
            return ""
        first = first or why
        if not kinds_join(one.kind, other.kind):
            hopeless.add(one.kind)  # all of a kind, however many there are
    return first


def meaning(scenario: Scenario, one: ObjectRef, other: ObjectRef, design: str) -> str:
    """Return what is so once two objects are joined, in one sentence; empty: they cannot be."""
    found = connection(scenario, one, other, design)
    if found is None:
        return ""
    where = " in this design" if found.kind in ("binding", *LEAVES) else ""
    return _meant(scenario, found) + where


def _meant(scenario: Scenario, found: Connection) -> str:
    names = title_of(scenario, found.source), title_of(scenario, found.target)
    return _MEANING[found.kind].format(*names)


def reason(scenario: Scenario, one: ObjectRef, other: ObjectRef, design: str) -> str:
    """Return why two objects cannot be joined, in one sentence; empty where they can be."""
    found = connection(scenario, one, other, design)
    if found is None:
        return _never(one.kind, other.kind)
    names = title_of(scenario, found.source), title_of(scenario, found.target)
    if found.joined:
        return f"{_meant(scenario, found)} already"
    if found.kind == "extends":
        try:
            circle = found.source.id in lineage(scenario.designs, found.target.id)
        except ScenarioError:
            circle = True
        return f"“{names[1]}” builds on “{names[0]}” itself" if circle else ""
    if found.kind in LEAVES and _by_exception(scenario, found, design):
        return f"An exception says where “{names[0]}” goes: change the exception itself"
    return ""


def connection(
    scenario: Scenario, one: ObjectRef, other: ObjectRef, design: str
) -> Connection | None:
    """Return what joining two objects means; None where their kinds cannot be joined."""
    if one == other or find(scenario, one) is None or find(scenario, other) is None:
        return None
    for source, target in ((one, other), (other, one)):
        kind = _KINDS.get((source.kind, target.kind))
        if kind is not None:
            return Connection(kind, source, target, _joined(scenario, kind, source, target, design))
    return None


def connections_of(scenario: Scenario, one: ObjectRef, design: str) -> list[ObjectRef]:
    """Return the objects that *one* is joined to."""
    found = []
    for other in objects_of(scenario):
        between = connection(scenario, one, other, design)
        if between is not None and between.joined:
            found.append(other)
    return found


def connected(scenario: Scenario, one: ObjectRef, other: ObjectRef, design: str) -> Scenario:
    """Return the scenario in which two objects are joined.

    A platform is bound to a directory and given a vault or a log sink in *design* only; a fleet
    that is joined to a platform works with all its resources, and a new one where it has none.

    Raises:
        ScenarioError: They cannot be joined, or are already.
    """
    why = reason(scenario, one, other, design)
    found = connection(scenario, one, other, design)
    if why or found is None:
        raise ScenarioError(
            Place("", 0, ".".join(one.path)),
            "two objects that can be joined",
            f"`{one.id}` and `{other.id}`",
            why[:1].lower() + why[1:],
        )
    return JOIN[found.kind](scenario, found.source.id, found.target, design)


def joined_if_possible(
    scenario: Scenario, one: ObjectRef, other: ObjectRef, design: str
) -> Scenario:
    """Return the scenario in which two objects are joined, or as it was where they cannot be."""
    if reason(scenario, one, other, design):
        return scenario
    return connected(scenario, one, other, design)


def disconnected(scenario: Scenario, one: ObjectRef, other: ObjectRef, design: str) -> Scenario:
    """Return the scenario in which two objects are joined no more.

    Raises:
        ScenarioError: They are not, or something says it that is about more than these two.
    """
    found = connection(scenario, one, other, design)
    if found is None or not found.joined:
        raise ScenarioError(
            Place("", 0, ".".join(one.path)),
            "two objects that are joined",
            f"`{one.id}` and `{other.id}`, which are not",
            "there is nothing to part",
        )
    return PART[found.kind](scenario, found.source.id, found.target, design)


def kinds_join(one: str, other: str) -> bool:
    """Whether objects of two kinds can be joined at all."""
    return (one, other) in _KINDS or (other, one) in _KINDS


# -- whether ----------------------------------------------------------------------------------

_KINDS: Mapping[tuple[str, str], str] = {
    ("platform", "directory"): "binding",
    ("platform", "vault"): "vault",
    ("platform", "log_sink"): "log_sink",
    ("fleet", "platform"): "use",
    ("fleet", "resource"): "use",
    ("resource", "platform"): "holding",
    ("resource", "resource"): "trust",
    ("design", "design"): "extends",
    **{(kind, "team"): "owner" for kind in OWNED},
}

_MEANING = {
    "binding": "“{1}” authenticates for “{0}”",
    "vault": "“{1}” keeps the secrets of “{0}”",
    "log_sink": "“{0}” logs to “{1}”",
    "use": "“{0}” works on “{1}”",
    "holding": "“{0}” lies on “{1}”",
    "trust": "A trust edge leads from “{0}” to “{1}”",
    "extends": "“{0}” extends “{1}”",
    "owner": "“{1}” owns “{0}”",
}

_WHY_NOT: Mapping[frozenset[str], str] = {
    frozenset({"fleet", "directory"}): (
        "Agents authenticate where they work: join the platform to the directory"
    ),
    frozenset({"fleet", "vault"}): "Secrets are kept per platform: join the platform to the vault",
    frozenset({"fleet", "log_sink"}): "Platforms log: join the platform to the log sink",
    frozenset({"fleet"}): "Fleets do not call one another: both work on platforms",
    frozenset({"platform"}): "Platforms are joined by trust edges between their resources",
    frozenset({"directory"}): "Directories authenticate platforms, not one another",
    frozenset({"incident"}): "What an incident hits is said in its fields",
    frozenset({"rule"}): "What a rule is about is said in its fields",
    frozenset({"exception"}): "What an exception is about is said in its fields",
}

_PLURAL = {
    "directory": "directories", "platform": "platforms", "fleet": "fleets", "vault": "vaults",
    "log_sink": "log sinks", "resource": "resources", "trust_edge": "trust edges",
    "team": "teams", "design": "designs", "incident": "incidents", "rule": "rules",
    "exception": "exceptions",
}  # fmt: skip


def _never(one: str, other: str) -> str:
    pair = frozenset({one, other})
    if pair in _WHY_NOT:
        return _WHY_NOT[pair]
    for kind in (one, other):
        if kind in ("incident", "rule", "exception"):
            return _WHY_NOT[frozenset({kind})]
    names = sorted({_PLURAL.get(one, one), _PLURAL.get(other, other)})
    return f"Nothing joins {' and '.join(names)}"


def _joined(
    scenario: Scenario, kind: str, source: ObjectRef, target: ObjectRef, design: str
) -> bool:
    match kind:
        case "binding":
            named: object = _bindings(scenario, design).get(source.id)
        case "vault" | "log_sink":
            named = _stated(scenario, source.id, LEAVES[kind], design)
        case "use":
            used = scenario.workload.fleets[source.id].uses
            wanted = [target.id] if target.kind == "resource" else held(scenario, target.id)
            named = target.id if wanted and all(one in used for one in wanted) else None
        case "trust":
            named = target.id if edges(scenario, source.id, target.id) else None
        case _:
            field = {"holding": "platform", "owner": "owner", "extends": "extends"}[kind]
            named = getattr(find(scenario, source), field)
    return named == target.id


def _bindings(scenario: Scenario, design: str) -> dict[str, str]:
    return merged(scenario.designs, design).binding


def _stated(scenario: Scenario, platform: str, leaf: str, design: str) -> object:
    """Return what rules about one platform, or else the standard, say of a leaf."""
    whole = merged(scenario.designs, design)
    said = flatten(whole.standard).get(leaf)
    for rule in [*whole.rules.values(), *whole.exceptions.values()]:
        if rule.where.platform == (platform,) and rule.where.fleet is None:
            said = flatten(rule.set).get(leaf, said)
    return None if said is None else said.value


def _by_exception(scenario: Scenario, found: Connection, design: str) -> bool:
    """Whether an exception that is about more or less than this platform says the leaf."""
    name, leaf = found.source.id, LEAVES[found.kind]
    whole = merged(scenario.designs, design)
    deciding = [
        rule.where
        for rule in whole.exceptions.values()
        if leaf in flatten(rule.set) and _aims_at(scenario, whole, rule.where, name)
    ]
    return any(where != Where(platform=(name,)) for where in deciding)


def _aims_at(scenario: Scenario, design: Design, where: Where, name: str) -> bool:
    platform = scenario.organisation.platforms[name]
    return (
        (where.platform is None or name in where.platform)
        and (where.kind is None or platform.kind in where.kind)
        and (where.owner is None or (platform.owner or "") in where.owner)
        and (where.directory is None or design.binding.get(name, LOCAL) in where.directory)
    )
