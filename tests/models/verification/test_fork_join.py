"""Batches of one are the queues of textbooks; a batch waits at least as long as its tickets."""

from __future__ import annotations

import pytest

from models.compiled.sampler import Sampler
from models.verification import closed_forms as theory
from models.verification.fork_join import last_of_batch, ticket_of_batch


def test_batches_of_one_are_erlangs_queue() -> None:
    rate, work_h, servers = 1.0, 4.0, 6
    spent_h = (
        theory.wait_of_many(rate, Sampler("exponential", work_h, 0.0, work_h), servers) + work_h
    )
    assert ticket_of_batch(rate, work_h, servers, 1) == pytest.approx(spent_h)
    assert last_of_batch(rate, work_h, servers, 1) == pytest.approx(spent_h)


def test_at_one_server_a_ticket_of_a_batch_waits_for_those_before_it() -> None:
    """Source: Gross and Harris (1998), Fundamentals of Queueing Theory, M^[X]/M/1."""
    rate, work_h, batch = 0.05, 2.0, 5
    load = rate * batch * work_h
    found = load * (batch + 1) / 2 / (1 - load)
    assert ticket_of_batch(rate, work_h, 1, batch) == pytest.approx(found / (rate * batch))


def test_the_last_ticket_takes_longer_than_any() -> None:
    assert last_of_batch(1 / 6, 4, 6, 6) > ticket_of_batch(1 / 6, 4, 6, 6) > 4
