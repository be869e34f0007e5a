"""What a trace is told of an attack: first use, steps, alarms, detection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.engine.detection import JOINED
from models.engine.events import Kind

if TYPE_CHECKING:
    from models.engine.compromise import Attack, Span
    from models.engine.state import State


def tell_first_use(state: State, attack: Attack) -> int:
    """Tell of an attacker's first use, now; return the event."""
    loss = attack.loss
    return state.recorder.happened(
        Kind.FIRST_USE,
        state.now,
        agent=loss.agent,
        account=loss.account,
        platform=loss.platform,
        cause=loss.event,
        settings=("hazards.public_use", "hazards.quiet_use"),
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
            account=attack.held.get(platform, -1),
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
