from __future__ import annotations

import gc

import pytest

from models.engine.garbage import SELDOM, seldom_sought


def test_garbage_is_sought_seldom_within_and_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with seldom_sought():
        assert gc.get_threshold()[0] == SELDOM
    assert gc.get_threshold() == before


def test_a_run_that_fails_leaves_the_collector_as_it_was() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom_sought():
        raise KeyError
    assert gc.get_threshold() == before
