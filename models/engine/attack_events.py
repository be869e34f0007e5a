"""What a trace is told of an attack: first use, steps, alarms, detection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.engine.detection import JOINED
from models.engine.events import NOTHING, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.engine.attack import Attack, Span
    from models.engine.orders import OrderBook
    from models.engine.reach import Grip, Reach
    from models.engine.state import State


def tell_first_use(state: State, attack: Attack, number: int) -> int:
    """Tell of an attacker's first use, now; return the event.  Attacks are numbered from 1."""
    loss = attack.loss
    return state.recorder.happened(
        Kind.FIRST_USE,
        state.now,
        agent=loss.agent,
        account=loss.account,
        platform=loss.platform,
        cause=loss.event,
        settings=("hazards.public_use", "hazards.quiet_use"),
        number=number,
    )


def tell_step(state: State, attack: Attack, span: Span, place: int) -> int:
    """Tell of one action that worked, once; return the event."""
    if place not in span.told:
        resource = int(span.resource[place])
        platform = int(state.world.resource_platform[resource])
        span.told[place] = state.recorder.happened(
            Kind.ATTACK_STEP,
            float(span.time_h[place]),
            agent=attack.loss.agent,
            account=attack.account_on(platform),
            platform=platform,
            thing=resource,
            cause=attack.event,
            what="captured" if span.evidence.captured[place] else "not captured",
        )
    return span.told[place]


def tell_alarm(state: State, attack: Attack, span: Span, place: int) -> int:
    """Tell of an alarm that is visible now; return the event."""
    return state.recorder.happened(
        Kind.ALARMED,
        state.now,
        agent=attack.loss.agent,
        platform=int(state.world.resource_platform[span.resource[place]]),
        cause=tell_step(state, attack, span, place),
        settings=("logging.captured", "logging.delay", "detection.alarm"),
        what="joined by agent" if span.evidence.group[place] == JOINED else "in one sink",
    )


def tell_detected(state: State, attack: Attack, alarm: int) -> int:
    """Tell that an alarm was triaged, now; return the event."""
    return state.recorder.happened(
        Kind.DETECTED,
        state.now,
        agent=attack.loss.agent,
        account=attack.loss.account,
        platform=attack.loss.platform,
        cause=alarm,
        settings=("detection.triage",),
    )


def tell_ends(
    state: State, attacks: list[Attack], reach: Callable[[Attack], Reach], book: OrderBook
) -> None:
    """Tell when attackers lost their last access, if they did while somebody looked on.

    Args:
        state: The replication, at its end.
        attacks: All attacks, in the order of their first use.
        reach: Called with each: what it can use, and until when.
        book: All orders.
    """
    if state.recorder.on:
        for number, attack in enumerate(attacks, start=1):
            _tell_end(state, attack, reach(attack), book, number)


def _tell_end(state: State, attack: Attack, found: Reach, book: OrderBook, number: int) -> None:
    grip = attack.grips[int(found.end_h.argmax())]
    end_h = found.last_h
    if end_h > attack.limit_h or end_h >= state.world.horizon_h:
        return
    if end_h > found.end_h.max():
        cause, what = attack.event, "trust edge"
    elif attack.loss.what == "directory":
        cause, what = attack.event, "contained"
    else:
        cause, what = _ended_by(state, grip, end_h, book)
    state.recorder.happened(
        Kind.ATTACK_ENDED,
        end_h,
        agent=attack.loss.agent,
        account=grip.account,
        platform=grip.platform,
        cause=attack.event if cause == NOTHING else cause,
        what=what,
        number=number,
    )


def _ended_by(state: State, grip: Grip, end_h: float, book: OrderBook) -> tuple[int, str]:
    """Return the event that closed a platform to an attacker, and what it was in words."""
    loss, account, platform, last = grip.part, grip.account, grip.platform, state.recorder.last
    line = book.ending(loss.agent, account, platform, loss.at_h)
    if line is not None and line.end_h(account) <= end_h:
        return line.order.event, "order"
    if loss.what == "local_key":
        return last(Kind.CREDENTIAL_REMOVED, account=account, platform=platform), "key removed"
    if state.accounts.ended_h[account] <= end_h:
        return last(Kind.ACCOUNT_ENDED, account=account), "account ended"
    return loss.event, "by itself"
