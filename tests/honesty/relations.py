"""What each control is for: how a metric must move when one control changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from models.compiled.governance import Behaviour, Channel, Decision
from tests.models.engine.conftest import constant, exponential

KEY: dict[str, Any] = {
    "credential": "static_key",
    "behaviour": Behaviour.STORED,
    "minted": False,
    "exportable": True,
    "copies": constant(5.0),
}
POLICY: dict[str, Any] = {"decision": Decision.REQUEST_TIME, "decision_h": constant(0.001)}
ASKS: dict[str, Any] = {"grant_factor": constant(1.0), "approval_h": exponential(8.0)}
SEEN: dict[str, Any] = {
    "hijack_per_h": 1e-3,
    "alarm": 0.5,
    "captured": constant(1.0),
    "attack_rate_per_h": 1.0,
}


@dataclass(frozen=True)
class Relation:
    """What one control does to one metric.

    Attributes:
        says: The relation, in words.
        metric: Id of a number metric.
        less: The control on the one side.
        more: On the other.
        sign: +1 where the metric must grow from *less* to *more*, -1 where it must fall.
        common: What both sides have.
        by_path: True where it holds in every replication.
    """

    says: str
    metric: str
    less: dict[str, Any]
    more: dict[str, Any]
    sign: int
    common: dict[str, Any] = field(default_factory=dict)
    by_path: bool = False


RELATIONS = (
    Relation(
        "a longer TTL ends access later",
        "domain_lag",
        {"ttl_low_h": 1.0, "ttl_high_h": 1.0},
        {"ttl_low_h": 7.0, "ttl_high_h": 7.0},
        +1,
    ),
    Relation(
        "renewing early leaves longer residual access",
        "domain_lag",
        {"renew_point": 1.0},
        {"renew_point": 0.5},
        +1,
        {"ttl_low_h": 4.0, "ttl_high_h": 4.0},
    ),
    Relation(
        "a source token prolongs what is minted from it",
        "domain_lag",
        {"session_h": 0.0},
        {"session_h": 24.0},
        +1,
        by_path=True,
    ),
    Relation(
        "more coverage of pushes ends access earlier",
        "domain_lag",
        {"push_coverage": 0.3},
        {"push_coverage": 0.9},
        -1,
        {"channel": Channel.PUSH, "ttl_low_h": 24.0, "ttl_high_h": 24.0},
        by_path=True,
    ),
    Relation(
        "slower polls end access later",
        "domain_lag",
        {"poll_steps_h": (1.0,)},
        {"poll_steps_h": (3.0,)},
        +1,
        {"channel": Channel.POLL},
    ),
    Relation(
        "a longer way to those who act ends access later",
        "last_domain_lag",
        {"route_h": constant(1.0)},
        {"route_h": constant(9.0)},
        +1,
        by_path=True,
    ),
    Relation(
        "more known accounts, fewer that never end",
        "never_ends",
        {"known": 0.4},
        {"known": 0.9},
        -1,
        by_path=True,
    ),
    Relation(
        "better offboarding, fewer orphaned accounts",
        "orphans",
        {"trigger": 0.2},
        {"trigger": 0.9},
        -1,
        by_path=True,
    ),
    Relation(
        "forgotten local keys make the last access later",
        "lag_over_tau",
        {"residue": 0.0},
        {"residue": 0.6},
        +1,
        by_path=True,
    ),
    Relation(
        "a larger factor grants more authority",
        "authority",
        {"grant_factor": constant(1.0)},
        {"grant_factor": constant(4.0)},
        +1,
        by_path=True,
    ),
    Relation(
        "a larger factor needs fewer approvals",
        "requests",
        {"grant_factor": constant(1.0)},
        {"grant_factor": constant(8.0)},
        -1,
    ),
    Relation(
        "better reviews leave less excess",
        "excess_privilege",
        {"review_catch": 0.1},
        {"review_catch": 0.8},
        -1,
        {"review_every_h": 100.0, "grant_factor": constant(4.0)},
        by_path=True,
    ),
    Relation(
        "more frequent reviews leave fewer accounts unreviewed",
        "never_reviewed",
        {"review_every_h": 600.0},
        {"review_every_h": 100.0},
        -1,
        {"review_catch": 0.5},
    ),
    Relation(
        "access per task stands for a shorter time",
        "standing_privilege",
        {"jit": False},
        {"jit": True, "revoke_on_end": True},
        -1,
        by_path=True,
    ),
    Relation(
        "credentials that linger stand longer",
        "standing_privilege",
        {"linger_h": 0.0},
        {"linger_h": 2.0},
        +1,
        {"jit": True, "revoke_on_end": True},
        by_path=True,
    ),
    Relation(
        "higher capture sees more hops",
        "captured_hops",
        {"captured": constant(0.3)},
        {"captured": constant(0.8)},
        +1,
        by_path=True,
    ),
    Relation(
        "more correlation keys join more chains",
        "reconstructable_chains",
        {"correlated": 0.2},
        {"correlated": 0.9},
        +1,
        {"credential": "shared_account", "subject": 1, "behaviour": Behaviour.SHARED},
        by_path=True,
    ),
    Relation(
        "logs kept longer tell more chains",
        "reconstructable_chains",
        {"retention_h": 12.0},
        {"retention_h": 500.0},
        +1,
        by_path=True,
    ),
    Relation(
        "slower logs are visible later",
        "time_to_visible",
        {"log_delay_h": constant(1.0)},
        {"log_delay_h": constant(5.0)},
        +1,
        by_path=True,
    ),
    Relation(
        "more gates make tasks wait longer", "wait_per_1000", {"gates": 1}, {"gates": 3}, +1, ASKS
    ),
    Relation(
        "shorter time-outs abandon more tasks",
        "abandoned_tasks",
        {"approval_timeout_h": 200.0},
        {"approval_timeout_h": 4.0},
        +1,
        ASKS,
    ),
    Relation(
        "more refusals abandon more tasks",
        "abandoned_tasks",
        {"refused": 0.0},
        {"refused": 0.5},
        +1,
        ASKS,
    ),
    Relation(
        "a longer cache asks for fewer decisions",
        "decision_latency",
        {"cache_h": 0.05},
        {"cache_h": 5.0},
        -1,
        POLICY,
        by_path=True,
    ),
    Relation(
        "a policy that errs more makes more tasks wait",
        "delayed_tasks",
        {"false_deny": 0.001},
        {"false_deny": 0.05},
        +1,
        POLICY | ASKS,
        by_path=True,
    ),
    Relation(
        "a policy that errs the other way lets more out of scope",
        "touches",
        {"false_allow": 0.0},
        {"false_allow": 0.5},
        +1,
        POLICY | ASKS | {"refused": 1.0},
        by_path=True,
    ),
    Relation(
        "more hijacks, more compromises",
        "compromises",
        {"hijack_per_h": 1e-4},
        {"hijack_per_h": 2e-3},
        +1,
        by_path=True,
    ),
    Relation(
        "more copies, more compromises",
        "compromises",
        {"copies": constant(1.0)},
        {"copies": constant(12.0)},
        +1,
        KEY | {"copy_leak_per_h": 2e-4, "quiet_use_h": constant(1.0)},
        by_path=True,
    ),
    Relation(
        "rotation shortens what a leaked key exposes",
        "incident_exposure",
        {"rotation_h": 600.0},
        {"rotation_h": 50.0},
        -1,
        KEY | {"copy_leak_per_h": 2e-4, "quiet_use_h": constant(1.0)},
    ),
    Relation(
        "better alarms shorten what an attacker has",
        "incident_exposure",
        {"alarm": 0.001},
        {"alarm": 0.5},
        -1,
        {**SEEN, "ttl_low_h": 0.1, "ttl_high_h": 0.1},
    ),
    Relation(
        "a slower triage contains later",
        "containment",
        {"triage_h": constant(0.5)},
        {"triage_h": constant(12.0)},
        +1,
        SEEN,
    ),
    Relation(
        "more effort of attackers touches more",
        "weight_touched",
        {"attack_rate_per_h": 0.05},
        {"attack_rate_per_h": 1.0},
        +1,
        SEEN | {"alarm": 0.0},
    ),
)
