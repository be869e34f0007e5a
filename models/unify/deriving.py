"""Deriving the target: federate, use workload identity where it is taken, except where it is not.

What the design says is the standard that a security team would write down today; every value is a
choice or carries its source.  What a platform cannot take is a fact of the organisation, and
becomes an exception with an owner, a reason and compensating controls: nothing is claimed that
cannot be enforced.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.presets import default_integration
from models.profile import LOCAL_PREFIX, resolve
from models.profile.capability import takes
from models.profile.describe import value_text
from models.profile.wording import name_of
from models.scenario.controls import Settings
from models.scenario.design import LOCAL, Design
from models.scenario.leaves import flatten, leaves
from models.scenario.objects import ObjectRef, title_of
from models.unify.accounts import AccountCount, count_accounts
from models.unify.options import UnknownChoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.scenario.organisation import Platform
    from models.scenario.scenario import Scenario
    from models.unify.options import Options

PUSH_SOURCE = "E043"
APPROVAL_SOURCE = "E093"
NOTE = "assumption: what a unified practice should reach"

SECRET: Mapping[str, Any] = {
    "credential": "client_secret",
    "issuance": "standing",
    "rotation": "30 d",
    "copies": 1,
    "grant_factor": 1.5,
    "compensation": {"scope": 0.5, "captured": 0.3, "rotation": "30 d"},
}
"""What holds where no workload identity is taken; compensating controls are a choice."""

LEGACY: Mapping[str, Any] = {
    **SECRET,
    "authorisation": "static_role",
    "revocation": {"expiry": {}},
}
"""What holds on a legacy platform."""


@dataclass(frozen=True, slots=True)
class Exempted:
    """One exception of the derived design.

    Attributes:
        id: Its id in the design.
        platform: Id of the platform.
        owner: Id of the team that answers for it.
        reason: The fact that makes it necessary.
        settings: What holds there instead.
        vault: Name of the vault that keeps its secrets; empty: none.
    """

    id: str
    platform: str
    owner: str
    reason: str
    settings: Settings
    vault: str

    @property
    def instead(self) -> str:
        """What holds there instead, in words."""
        told = _told(self.settings.model_copy(update={"compensation": None, "vault": None}))
        return f"{told}, vault “{self.vault}”" if self.vault else told

    @property
    def compensation(self) -> str:
        """The compensating controls, in words."""
        return _told(Settings(compensation=self.settings.compensation))


@dataclass(frozen=True)
class Unification:
    """A derived design with what it means, before it is applied.

    Attributes:
        before: The scenario as it was.
        after: The same with the derived design, compared with the baseline.
        design_id: Id of the derived design.
        options: What was decided.
        exempted: Its exceptions, in the order of the platforms.
        integration_person_days: Effort by platform that is bound anew.
        stays: Platforms that keep their directory, with why.
    """

    before: Scenario
    after: Scenario
    design_id: str
    options: Options
    exempted: tuple[Exempted, ...]
    integration_person_days: Mapping[str, float]
    stays: Mapping[str, str]

    @property
    def design(self) -> Design:
        """The derived design."""
        return self.after.designs[self.design_id]

    @property
    def person_days(self) -> float:
        """Effort in all."""
        return sum(self.integration_person_days.values())

    @cached_property
    def accounts_before(self) -> AccountCount:
        """Accounts as found."""
        return count_accounts(self.before, self.before.experiment.baseline)

    @cached_property
    def accounts_after(self) -> AccountCount:
        """Accounts under the derived design."""
        return count_accounts(self.after, self.design_id)


def unify(scenario: Scenario, options: Options) -> Unification:
    """Return the target design that follows from an organisation and some decisions.

    Args:
        scenario: It must hold together; its baseline is what is as found.
        options: What was decided.

    Raises:
        UnknownChoice: Something was chosen that the organisation does not have.
        ScenarioError: The baseline does not resolve.
    """
    options.check(scenario)
    org, baseline = scenario.organisation, scenario.experiment.baseline
    bound = resolve(scenario, baseline).binding
    binding = {
        name: _kept(bound[name]) if name in options.left_out else options.directory
        for name in org.platforms
    }
    exempted = tuple(
        found
        for name, platform in org.platforms.items()
        if (found := _exempted(scenario, options, name, platform)) is not None
    )
    anew = [name for name in org.platforms if _kept(bound[name]) != binding[name]]
    design_id = _free_id("unified", scenario.designs)
    design = Design.model_validate(
        {
            "title": _free_title(options.title, scenario),
            "notes": f"Derived from `{baseline}`: one authoritative directory, workload identity "
            "where the platform takes it, exceptions where it does not.",
            "binding": binding,
            "standard": _standard(options),
            "exceptions": {each.id: _exception(each) for each in exempted},
            "costs": {"integration": {name: default_integration() for name in anew}},
        }
    )
    return Unification(
        before=scenario,
        after=_with_design(scenario, design_id, design),
        design_id=design_id,
        options=options,
        exempted=exempted,
        integration_person_days={name: default_integration().value.person_days for name in anew},
        stays={
            name: "left out" if name in options.left_out else "bound to it already"
            for name in org.platforms
            if name not in anew
        },
    )


def _kept(directory: str) -> str:
    return LOCAL if directory.startswith(LOCAL_PREFIX) else directory


def _standard(options: Options) -> dict[str, Any]:
    """Return the standard of the target; every value is a choice or has a source."""
    standard: dict[str, Any] = {
        "credential": "workload_oidc",
        "access_ttl": "60 min",
        "session_ttl": "60 min",
        "rotation": "30 d",
        "issuance": {"jit": {"linger": "0 min", "revoke_on_end": True}},
        "authorisation": {
            "request_time": {
                "decision": {"lognormal": {"mean": "40 ms", "cv": 1}},
                "cache": "5 min",
                "when_down": "closed",
                "permits": ["public", "internal"],
            }
        },
        "grant_factor": 2,
        "revocation": {
            "value": {"push": {"delay": {"uniform": {"low": "0 min", "high": "15 min"}},
                               "coverage": 0.95}},
            "source": PUSH_SOURCE,
        },
        "logging": {"captured": _assumed(0.95), "auth": "recorded", "control": "recorded",
                    "data": "recorded", "delay": "5 min", "correlated": _assumed(0.95)},
        "review": {"every": "90 d", "catch": _assumed(0.5), "scope": "chain"},
        "approval": {
            "by": options.approver or "platform_owner",
            "gates": options.gates,
            "service": {"value": {"lognormal": {"mean": "4 h", "cv": 1.5}},
                        "source": APPROVAL_SOURCE},
        },
        "inventory": {"known": _assumed(0.99), "owned": _assumed(0.95)},
        "offboarding": {"trigger": _assumed(0.95),
                        "route": _assumed({"lognormal": {"mean": "1 h", "cv": 1}})},
        "enforced": _assumed(0.95),
        "residue": _assumed(0.1),
    }  # fmt: skip
    if options.sink:
        standard["logging"]["sink"] = options.sink
    if options.vault:
        standard["vault"] = options.vault
    return standard


def _assumed(value: object) -> dict[str, object]:
    return {"value": value, "note": NOTE}


def _exempted(
    scenario: Scenario, options: Options, name: str, platform: Platform
) -> Exempted | None:
    """Return the exception that a platform needs, if it cannot take what the standard says."""
    if takes(platform, "credential", "workload_oidc"):
        return None
    teams = scenario.organisation.teams
    owner = platform.owner or options.approver or next(iter(teams), "")
    if not owner:
        raise UnknownChoice(f"nobody can answer for an exception on {name!r}: add a team")
    title = platform.title or name
    return Exempted(
        id=f"{name}_is_legacy" if platform.legacy else f"{name}_takes_a_secret_only",
        platform=name,
        owner=owner,
        reason=(
            f"{title} is legacy: it takes no workload identity, no access per task, no policy at "
            "request time, no push."
            if platform.legacy
            else f"{title} takes no workload identity: it accepts a client secret only."
        ),
        settings=Settings.model_validate(
            {
                **(LEGACY if platform.legacy else SECRET),
                **({"vault": options.vault} if options.vault else {}),
            }
        ),
        vault=title_of(scenario, ObjectRef("vault", options.vault)) if options.vault else "",
    )


def _told(settings: Settings) -> str:
    """Return settings in words, such as ``credential client secret, rotation 30 d``."""
    units = leaves()
    return ", ".join(
        f"{name_of(path.rpartition('.')[2])} {value_text(leaf.value, units[path].unit)}"
        for path, leaf in flatten(settings).items()
    )


def _exception(each: Exempted) -> dict[str, Any]:
    return {
        "owner": each.owner,
        "reason": each.reason,
        "where": {"platform": each.platform},
        "set": each.settings,
    }


def _with_design(scenario: Scenario, key: str, design: Design) -> Scenario:
    """Return the scenario with one more design, compared with the baseline."""
    experiment = scenario.experiment
    compare = (*experiment.compare, key)
    return scenario.model_copy(
        update={
            "designs": {**scenario.designs, key: design},
            "experiment": experiment.model_copy(update={"compare": compare}),
        }
    )


def _free_id(wanted: str, known: Mapping[str, object]) -> str:
    name, number = wanted, 1
    while name in known:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _free_title(wanted: str, scenario: Scenario) -> str:
    taken = {design.title for design in scenario.designs.values()}
    title, number = wanted, 1
    while title in taken:
        number += 1
        title = f"{wanted} {number}"
    return title
