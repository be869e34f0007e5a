"""Designs: what they extend, bind, aim at and cost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from models.errors import ScenarioError
from models.formats.checks.finding import Finding, unknown
from models.profile import binding_of, lineage, merged, takes, value_text
from models.profile.wording import as_written
from models.scenario.design import LOCAL
from models.scenario.leaves import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.formats.tree import Path
    from models.scenario.design import Design, Rule, Where
    from models.scenario.organisation import Platform
    from models.scenario.plan import Plan
    from models.scenario.scenario import Scenario


def check_extends(scenario: Scenario) -> Iterator[Finding]:
    """Find designs that extend nothing, or themselves by a detour."""
    told: set[frozenset[str]] = set()
    for name, design in scenario.designs.items():
        path: Path = ("designs", name, "extends")
        if design.extends is not None and design.extends not in scenario.designs:
            yield from unknown(path, "a design", design.extends, scenario.designs)
        circle = _circle(scenario, name)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            found = f"a circle: {' -> '.join([*circle, circle[0]])}"
            yield Finding(path, "a chain that ends", found, "let one of them extend nothing")


def _circle(scenario: Scenario, name: str) -> list[str]:
    chain: list[str] = []
    current: str | None = name
    while current is not None and current in scenario.designs:
        if current in chain:
            return chain[chain.index(current) :]
        chain.append(current)
        current = scenario.designs[current].extends
    return []


def _whole(scenario: Scenario) -> dict[str, Design]:
    """Return every design whose chain of `extends` is sound, with what it inherits."""
    sound = {}
    for name in scenario.designs:
        try:
            lineage(scenario.designs, name)
        except ScenarioError:
            continue  # check_extends says so
        sound[name] = merged(scenario.designs, name)
    return sound


def check_bindings(scenario: Scenario) -> Iterator[Finding]:
    """Find bindings of and to unknown things, and platforms that are bound to nothing."""
    org = scenario.organisation
    for name, design in scenario.designs.items():
        for platform, directory in design.binding.items():
            path: Path = ("designs", name, "binding", platform)
            yield from unknown(path, "a platform", platform, org.platforms)
            known = [LOCAL, *org.directories]
            yield from unknown(path, "a directory, or `local`", directory, known)
    for name, design in _whole(scenario).items():
        free = [platform for platform in org.platforms if platform not in design.binding]
        if free:
            more = f" and {len(free) - 5} more" if len(free) > 5 else ""
            yield Finding(
                ("designs", name, "binding"),
                "a directory for every platform",
                f"none for {', '.join(f'`{one}`' for one in free[:5])}{more}",
                "bind it to a directory, or to `local` for its own users",
                pending=True,
            )


def check_costs(scenario: Scenario) -> Iterator[Finding]:
    """Find costs of unknown platforms, and binding anew for nothing."""
    platforms = scenario.organisation.platforms
    for name, design in scenario.designs.items():
        for platform in design.costs.integration:
            path: Path = ("designs", name, "costs", "integration", platform)
            yield from unknown(path, "a platform", platform, platforms)
    whole = _whole(scenario)
    baseline = whole.get(scenario.experiment.baseline)
    if baseline is None:
        return
    before = binding_of(scenario, baseline)
    for name, design in whole.items():
        for platform, bound in binding_of(scenario, design).items():
            cost = design.costs.integration.get(platform)
            if bound != before[platform] and cost is not None and cost.value.person_days <= 0:
                path = ("designs", name, "costs", "integration", platform)
                advice = "state the effort, or leave it out for the default"
                yield Finding(path, "an effort above 0", str(cost.value), advice)


def check_plans(scenario: Scenario) -> Iterator[Finding]:
    """Find plans that name unknown things, date a platform twice, or start from nowhere."""
    for name, design in scenario.designs.items():
        if design.plan is not None:
            yield from _plan(scenario, ("designs", name, "plan"), design.plan)
    whole = _whole(scenario)
    for name, design in whole.items():
        if design.plan is None:
            continue
        source = design.plan.source or scenario.experiment.baseline
        if source in whole and (source == name or whole[source].plan is not None):
            path: Path = ("designs", name, "plan", "from")
            expected = "another design, without a plan of its own"
            advice = "name the design that holds before the first date"
            yield Finding(path, expected, f"`{source}`", advice)


def _plan(scenario: Scenario, path: Path, plan: Plan) -> Iterator[Finding]:
    org = scenario.organisation
    if plan.source is not None:
        yield from unknown((*path, "from"), "a design", plan.source, scenario.designs)
    for team in plan.capacity:
        yield from unknown((*path, "capacity", team), "a team", team, org.teams)
    seen: set[str] = set()
    for key, step in plan.steps.items():
        at: Path = (*path, "steps", key)
        if step.team is not None:
            yield from unknown((*at, "team"), "a team", step.team, org.teams)
        if math.isinf(step.at.hours):
            advice = "leave out the step, or stop the plan before it with `stop_after`"
            yield Finding((*at, "at"), "a date", "never", advice)
        for index, platform in enumerate(step.platforms):
            where: Path = (*at, "platforms", index)
            yield from unknown(where, "a platform", platform, org.platforms)
            if platform in seen:
                advice = "a domain changes over once"
                yield Finding(where, "a platform with one date", f"`{platform}` again", advice)
            seen.add(platform)


_Known: TypeAlias = "dict[str, tuple[str, dict[str, None]]]"


def check_rules(scenario: Scenario) -> Iterator[Finding]:
    """Find rules and exceptions that name unknown things or apply to nothing."""
    teams = scenario.organisation.teams
    known = _known(scenario)
    for name, design in scenario.designs.items():
        for key, rule in design.rules.items():
            path: Path = ("designs", name, "rules", key)
            yield from _where(scenario, known, (*path, "where"), rule.where)
        for key, exception in design.exceptions.items():
            path = ("designs", name, "exceptions", key)
            yield from _where(scenario, known, (*path, "where"), exception.where)
            yield from unknown((*path, "owner"), "a team", exception.owner, teams)


def check_capability(scenario: Scenario) -> Iterator[Finding]:
    """Find rules and exceptions that ask of a platform, by name, what it cannot take."""
    for name, design in scenario.designs.items():
        for key, rule in design.rules.items():
            yield from _capability(scenario, ("designs", name, "rules", key), rule)
        for key, exception in design.exceptions.items():
            yield from _capability(scenario, ("designs", name, "exceptions", key), exception)


def _capability(scenario: Scenario, path: Path, rule: Rule) -> Iterator[Finding]:
    for named in rule.where.platform or ():
        platform = scenario.organisation.platforms.get(named)
        if platform is None:
            continue  # check_rules says so
        for leaf, valued in flatten(rule.set).items():
            if not takes(platform, leaf, valued.value):
                why = "is legacy" if platform.legacy else "has `workload_identity: false`"
                yield Finding(
                    (*path, "set", *leaf.split(".")),
                    f"something that `{named}` can take",
                    f"`{value_text(valued, say=as_written)}`",
                    f"`{named}` {why}: say what it does instead, or do not name it here",
                )


def _known(scenario: Scenario) -> _Known:
    """Return what each key of `where` may name."""
    org = scenario.organisation
    kinds = [one.kind for one in org.platforms.values()]
    return {
        "platform": ("a platform", dict.fromkeys(org.platforms)),
        "fleet": ("a fleet", dict.fromkeys(scenario.workload.fleets)),
        "kind": ("a kind of platform here", dict.fromkeys(map(str, kinds))),
        "directory": ("a directory, or `local`", dict.fromkeys([LOCAL, *org.directories])),
        "owner": ("a team", dict.fromkeys(org.teams)),
    }


def _where(scenario: Scenario, known: _Known, path: Path, where: Where) -> Iterator[Finding]:
    wrong = False
    for key, (what, names) in known.items():
        for index, word in enumerate(getattr(where, key) or ()):
            for finding in unknown((*path, key, index), what, word, names):
                wrong = True
                yield finding
    platforms = scenario.organisation.platforms
    if not wrong and not any(_fits(where, *item) for item in platforms.items()):
        advice = "keys are *and*, lists *or*"
        yield Finding(path, "a platform that fits all keys", "none", advice, pending=True)


def _fits(where: Where, name: str, platform: Platform) -> bool:
    return (
        (where.platform is None or name in where.platform)
        and (where.kind is None or platform.kind in where.kind)
        and (where.owner is None or (platform.owner or "") in where.owner)
    )
