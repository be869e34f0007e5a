"""What a trace can say only at the end: the steps by which orders ended access, and rotations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.engine.events import Kind

if TYPE_CHECKING:
    from models.engine.orders import Line, OrderBook, Path
    from models.engine.secrets import Secrets
    from models.engine.state import State

SETTINGS: dict[str, tuple[str, ...]] = {
    "order": ("bulk_rate",),
    "ticket": ("revocation",),
    "review": ("inventory.known", "inventory.reconcile", "review.every", "review.catch"),
    "missed in bulk": ("bulk_miss", "rotation", "review.every"),
    "rotation": ("shared_order.retired", "shared_order.incident", "rotation"),
    "removal": ("cutover.removed", "cutover.delay"),
    "review of local keys": ("residue", "review.every", "review.catch"),
}
"""Controls that decide when an account is disabled, by who does it (`models.engine.orders.BY`)."""


def tell(state: State, book: OrderBook, secrets: Secrets) -> None:
    """Tell a recorder, if there is one, what came of orders, and of rotations; at the horizon."""
    if not state.recorder.on:
        return
    told: dict[tuple[int, int, Kind, float], int] = {}
    for line in book.lines:
        _tell_line(state, line, told)
    _tell_rotations(state, secrets)


def _tell_line(state: State, line: Line, told: dict[tuple[int, int, Kind, float], int]) -> None:
    """Tell of each step of one order on one platform; steps of an account are told once."""
    path, order = line.path, line.order
    account = line.account
    at_h, cause = order.at_h, order.event
    for kind, length_h, settings, shared in _steps(path):
        at_h += length_h
        if not at_h < state.world.horizon_h:
            break
        if not length_h and kind != Kind.ACCESS_ENDED:
            continue
        key = line.number, account, kind, at_h
        if shared and key in told:
            cause = told[key]
            continue
        cause = told[key] = state.recorder.happened(
            kind,
            at_h,
            agent=order.agent,
            account=account,
            platform=line.platform,
            cause=cause,
            settings=settings,
            what=path.by if kind == Kind.DISABLED else "",
        )
    if path.never:
        state.recorder.happened(
            Kind.ACCESS_STAYS,
            order.at_h,
            agent=order.agent,
            account=account,
            platform=line.platform,
            cause=order.event,
            settings=next(s for _, h, s, _ in _steps(path) if math.isinf(h)),
            what=path.by,
        )


def _steps(path: Path) -> tuple[tuple[Kind, float, tuple[str, ...], bool], ...]:
    """Return kind, length, controls of each step, and whether it is one for a whole account."""
    return (
        (Kind.ROUTED, path.route_h, ("offboarding.route",), True),
        (Kind.DISABLED, path.disable_h, SETTINGS[path.by], path.by != "review of local keys"),
        (Kind.PROPAGATED, path.propagate_h, ("revocation",), False),
        (
            Kind.ACCESS_ENDED,
            path.expire_h,
            ("access_ttl", "session_ttl", "authorisation") if path.expire_h else (),
            False,
        ),
    )


def _tell_rotations(state: State, secrets: Secrets) -> None:
    """Tell of scheduled rotations of stored secrets, as long as their accounts live."""
    accounts, horizon_h = state.accounts, state.world.horizon_h
    for account in np.flatnonzero(accounts.created_h < horizon_h).tolist():
        begun_h = max(-state.world.warm_up_h, float(accounts.created_h[account]))
        end_h = min(horizon_h, float(accounts.ended_h[account]))
        cause = state.recorder.last(Kind.CREDENTIAL_ISSUED, account=account)
        for at_h in secrets.rotation_times(account, begun_h, end_h):
            cause = state.recorder.happened(
                Kind.CREDENTIAL_REPLACED,
                at_h,
                account=account,
                platform=int(accounts.first_platform[account]),
                cause=cause,
                settings=("rotation",),
                what="rotation",
            )
