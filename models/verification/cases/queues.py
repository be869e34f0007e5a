"""M6 and M12: queues of tickets and of approvals.

Queues remember: their estimates are sharpened by control variates whose mean is known: the load
that a replication happened to draw, or, for the last ticket of an order, how long a ticket took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.verification import closed_forms as theory
from models.verification import fork_join
from models.verification.golden import Golden, Variate, entry, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.comparison import Cell
    from models.verification.golden import Corner, Read, Reference

MONTH_H = 720.0


def _queue_wait(place: int) -> Golden:
    names = ("single", "M/M/1, 6 h between, 4 h of work"), ("pooled", "M/M/6, six times the load")
    name, corner_text = names[place]

    def wait_h(corner: Corner) -> float:
        queue = corner.world.queues[place]
        return theory.wait_of_many(queue.background_per_h, queue.background_h, queue.servers)

    return Golden(
        id=f"ticket_wait_{name}",
        mechanism="M12 ticket queue",
        corner=corner_text,
        file="ticket_queues",
        design="idle",
        unit="h",
        analytic=wait_h,
        read=entry("queue_wait", place),
        controls=_load([place]),
    )


def _load(places: Sequence[int]) -> tuple[Variate, Variate]:
    """Return the controls of queues: how many tickets came, and the mean work of one."""
    where = list(places)

    def came(cell: Cell, corner: Corner) -> float:
        return float(cell.tables["queue_time"][1][where].sum()) / corner.world.horizon_h

    def work_h(cell: Cell, _corner: Corner) -> float:
        (system, joined), (wait, _) = cell.tables["queue_time"], cell.tables["queue_wait"]
        return float((system[where] - wait[where]).sum() / joined[where].sum())

    def rate(corner: Corner) -> float:
        return float(sum(corner.world.queues[place].background_per_h for place in where))

    def mean_h(corner: Corner) -> float:
        return float(np.mean([corner.world.queues[place].background_h.mean for place in where]))

    return Variate(came, rate), Variate(work_h, mean_h)


def _varied_h(corner: Corner) -> float:
    queue = corner.world.queues[0]
    return theory.wait_of_one(queue.background_per_h, queue.background_h)


def _rare_h(corner: Corner) -> float:
    queue, teams = corner.world.queues[0], len(corner.world.queues)
    kept_h = theory.sojourn(queue.background_per_h, queue.background_h.mean)
    return kept_h * theory.harmonic(teams)


def _retirements_per_h(corner: Corner) -> float:
    fleets = corner.world.fleets
    return float(fleets.agents[0]) / fleets.lifetime[0].mean


def _single_h(corner: Corner) -> Reference:
    rate = _retirements_per_h(corner)
    return fork_join.last_of_single(rate, corner.row.ticket_h.mean, corner.world.n_platforms)


def _pooled_h(corner: Corner) -> float:
    servers = corner.world.queues[corner.row.ticket_queue].servers
    rate, work_h = _retirements_per_h(corner), corner.row.ticket_h.mean
    return fork_join.last_of_batch(rate, work_h, servers, corner.world.n_platforms)


def _ticket_h(cell: Cell, _corner: Corner) -> float:
    system, joined = cell.tables["queue_time"]
    return float(system.sum() / joined.sum())


def _ticket_of_single_h(corner: Corner) -> float:
    return theory.sojourn(_retirements_per_h(corner), corner.row.ticket_h.mean)


def _ticket_of_pooled_h(corner: Corner) -> float:
    servers = corner.world.queues[corner.row.ticket_queue].servers
    rate, work_h = _retirements_per_h(corner), corner.row.ticket_h.mean
    return fork_join.ticket_of_batch(rate, work_h, servers, corner.world.n_platforms)


def _requests_per_h(corner: Corner) -> float:
    fleets = corner.world.fleets
    return float(fleets.agents[0] * fleets.tasks_per_h[0] * fleets.novelty[0])


def _gates_h(corner: Corner) -> float:
    rate, work_h = _requests_per_h(corner), corner.row.approval_h.mean
    return theory.sojourn(rate, work_h) + theory.sojourn(rate, work_h * corner.row.last_work)


def _work_at(place: int) -> Read:
    def work_h(cell: Cell, _corner: Corner) -> float:
        (system, joined), (wait, _) = cell.tables["queue_time"], cell.tables["queue_wait"]
        return float((system[place] - wait[place]) / joined[place])

    return work_h


OF_GATES = (
    Variate(number("requests"), lambda corner: _requests_per_h(corner) * MONTH_H),
    Variate(_work_at(0), lambda corner: corner.row.approval_h.mean),
    Variate(_work_at(1), lambda corner: corner.row.approval_h.mean * corner.row.last_work),
)

TICKETS = (
    _queue_wait(0),
    _queue_wait(1),
    Golden(
        id="ticket_wait_varied",
        mechanism="M12 ticket queue",
        corner="M/G/1, lognormal work of cv 1.5",
        file="varied_tickets",
        design="idle",
        unit="h",
        analytic=_varied_h,
        read=entry("queue_wait", 0),
        controls=_load([0]),
    ),
    Golden(
        id="rare_orders",
        mechanism="M12 last of six teams",
        corner="rare orders on independent load",
        file="rare_orders",
        design="ticketed",
        unit="h",
        analytic=_rare_h,
        read=number("last_domain_lag"),
    ),
    Golden(
        id="all_orders_single",
        mechanism="M12 last of six teams",
        corner="all tickets from orders; a recursion",
        file="all_orders_single",
        design="ticketed",
        unit="h",
        analytic=_single_h,
        read=number("last_domain_lag"),
        controls=(Variate(_ticket_h, _ticket_of_single_h),),
    ),
    Golden(
        id="all_orders_pooled",
        mechanism="M12 last of six tickets",
        corner="all tickets from orders, pooled",
        file="all_orders_pooled",
        design="ticketed",
        unit="h",
        analytic=_pooled_h,
        read=number("last_domain_lag"),
        controls=(Variate(_ticket_h, _ticket_of_pooled_h),),
    ),
)

GATES = (
    Golden(
        id="two_gates",
        mechanism="M6 two serial gates",
        corner="lambda .5, mu 1 and .8",
        file="two_gates",
        design="gated",
        unit="h",
        analytic=_gates_h,
        read=number("time_to_access"),
        controls=OF_GATES,
    ),
)

CASES = (*TICKETS, *GATES)
