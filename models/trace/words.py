"""Events and hops of a trace in words, by the names that its scenario gives."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.engine.events import Kind

if TYPE_CHECKING:
    from models.trace.trace import Trace

HOUR_MIN = 60

SENTENCES: dict[Kind, str] = {
    Kind.BORN: "{agent} at work",
    Kind.RETIRED: "{agent} retires",
    Kind.ACCOUNT_OPENED: "{account} opened{what}",
    Kind.ACCOUNT_LISTED: "{account} found and listed in the inventory",
    Kind.ACCOUNT_ENDED: "{account} ended",
    Kind.CREDENTIAL_ISSUED: "{account} gets its credential{what}{copies}",
    Kind.CREDENTIAL_REPLACED: "credential of {account} replaced{what}{others}",
    Kind.CREDENTIAL_REMOVED: "{sort} of {account} removed",
    Kind.GRANT_ADDED: "{account} may use {thing}{what}",
    Kind.GRANT_ENDED: "{account} may no longer use {thing}{what}",
    Kind.HOP_STOPPED: "hop of {agent} on {thing} stopped{what}",
    Kind.WENT_ON: "task of {agent} goes on at {thing}",
    Kind.ABANDONED: "task of {agent} at {thing} given up",
    Kind.REQUEST_OPENED: "{agent} asks for {thing}",
    Kind.REQUEST_DECIDED: "request of {agent} for {thing} {sort}",
    Kind.OUTAGE_BEGAN: "{sort} {place} is down{until}",
    Kind.OUTAGE_ENDED: "{sort} {place} works again",
    Kind.INCIDENT: "incident of the scenario: {sort}",
    Kind.CREDENTIAL_LOST: "credential of {agent} for {where} lost{what}",
    Kind.STORE_COMPROMISED: "{sort}{store} compromised",
    Kind.FIRST_USE: "attacker first uses what was {agent}'s",
    Kind.ATTACK_STEP: "attacker touches {thing} as {agent}{what}",
    Kind.ATTACK_ENDED: "attacker who was {agent} can use nothing any more{what}",
    Kind.ALARMED: "alarm on {where} about {agent}{what}",
    Kind.DETECTED: "compromise of {agent} known",
    Kind.ORDERED: "order: access of {agent} must end{what}",
    Kind.ORDER_OMITTED: "nobody orders that access of {agent} ends",
    Kind.ROUTED: "those who act on the order for {agent} know of it",
    Kind.DISABLED: "{account} disabled{what}",
    Kind.PROPAGATED: "{where} has heard that {account} is disabled",
    Kind.ACCESS_ENDED: "access of {agent} to {where} ended",
    Kind.ACCESS_STAYS: "nothing scheduled ends access of {agent} to {where}{what}",
    Kind.REVIEWED: "review of {where}",
    Kind.REVIEW_FOUND: "review of {where} finds {account}{what}",
    Kind.EXCEPTION_BEGAN: "exception on {where} begins{what}",
    Kind.EXCEPTION_ENDED: "exception on {where} ends{what}",
    Kind.MIGRATION_PLANNED: "{where} is to be bound anew{until}",
    Kind.MIGRATED: "{where} works by the new design{what}",
    Kind.MIGRATION_STOPPED: "{where} is not bound anew as planned",
    Kind.KEY_LEFT: "{sort} of {account} left behind on {where}",
    Kind.RECONCILED: "{where} compared with the inventory",
    Kind.OWNER_CHANGED: "{sort} gets another owner for its accounts on {where}",
    Kind.PURPOSE_CHANGED: "{sort} gets another purpose",
}
"""One sentence a kind; what stands in braces is filled in by `sentence`."""


def clock_text(at_h: float) -> str:
    """Return an instant as days and time of day, such as ``61 d 04:12``; also before the start."""
    minutes = math.floor(abs(at_h) * HOUR_MIN)
    days, rest = divmod(minutes, 24 * HOUR_MIN)
    clock = f"{rest // HOUR_MIN:02}:{rest % HOUR_MIN:02}"
    if at_h < 0:
        return f"{days} d {clock} before the start" if days else f"{clock} before the start"
    return f"{days} d {clock}"


def sentence(trace: Trace, event: int) -> str:
    """Return what happened in words, without its time."""
    row, kind = trace.events[event], trace.kind(event)
    what = trace.names.sort(kind, trace.what(event))
    agent, account, platform = (int(row[name]) for name in ("agent", "account", "platform"))
    until_h, number = float(row["until_h"]), int(row["number"])
    return SENTENCES[kind].format(
        agent=trace.agent_title(agent) if agent >= 0 else "somebody",
        account=account_text(trace, account, platform),
        where=platform_text(trace, platform),
        place=_directory(trace, int(row["directory"])) or platform_text(trace, platform),
        store=f" {name}" if (name := _directory(trace, int(row["directory"]))) else "",
        thing=thing_text(trace, int(row["thing"])),
        what=f" ({what})" if what else "",
        sort=what or "it",
        until=f" until {clock_text(until_h)}" if math.isfinite(until_h) else "",
        copies=f" in {number} copies" if number > 1 else "",
        others=f", {number} others wait for it" if number > 0 else "",
    )


def dated(trace: Trace, event: int) -> str:
    """Return what happened in words, with its time."""
    return f"{sentence(trace, event)} at {clock_text(float(trace.events['at_h'][event]))}"


def platform_text(trace: Trace, platform: int) -> str:
    """Return the name of a platform."""
    return trace.names.platforms[platform] if platform >= 0 else "all its platforms"


def thing_text(trace: Trace, code: int) -> str:
    """Return what a code names, such as ``Customer records (outside the scope)``."""
    names = trace.names
    resources = names.resources
    if code < 0:
        return "things"
    if code >= 2 * len(resources):
        return f"{names.platforms[code - 2 * len(resources)]} as a whole"
    outside = " (outside the scope)" if code >= len(resources) else ""
    return resources[code % len(resources)] + outside


def account_text(trace: Trace, account: int, platform: int = -1) -> str:
    """Return whose an account is and where, such as ``account of Mail triage 3 on Sales SaaS``."""
    if account < 0:
        return "account"
    names, users = trace.names, trace.users_of(account)
    where = names.platforms[trace.account_first[account] if platform < 0 else platform]
    fleet = names.fleets[trace.account_fleet[account]]
    if trace.account_orphan[account]:
        return f"orphaned account of {fleet} on {where}"
    if len(users) == 1:
        return f"account of {trace.agent_title(int(users[0]))} on {where}"
    return f"account shared by {len(users)} of {fleet} on {where}"


def _directory(trace: Trace, directory: int) -> str:
    return trace.names.directories[directory] if directory >= 0 else ""


def hop_sentence(trace: Trace, hop: int) -> str:
    """Return an executed hop in words, with its time."""
    row = trace.hops[hop]
    logged = "in a log" if row["captured"] else "in no log"
    return (
        f"{trace.agent_title(int(row['agent']))} uses {thing_text(trace, int(row['code']))} on "
        f"{platform_text(trace, trace.platform_of(int(row['code'])))} ({logged}) at "
        f"{clock_text(float(row['time_h']))}"
    )
