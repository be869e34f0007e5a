"""What must hold of a trace from a file, since what reads it takes it on trust."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from models.engine.events import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from models.trace.trace import Trace

    Numbers = npt.NDArray[Any]


def wrong_with(trace: Trace) -> str:
    """Return the first thing that is wrong with a trace, in words; empty where nothing is."""
    return next(_wrong(trace), "")


def _wrong(trace: Trace) -> Iterator[str]:
    yield from _heading(trace)
    yield from _lengths(trace)
    yield from _events(trace)
    yield from _hops(trace)
    yield from _people(trace)


def _heading(trace: Trace) -> Iterator[str]:
    said = trace.heading
    if not all(map(math.isfinite, (said.start_h, said.horizon_h, said.hop_share))):
        yield "heading: expected finite hours and a finite share"
    for name, places, most in (
        ("resource_platform", said.resource_platform, len(said.platforms)),
        ("directory_of", said.directory_of, len(said.directories)),
    ):
        if not all(0 <= p < most for p in places):
            yield f"heading.{name}: expected places below {most}"


def _lengths(trace: Trace) -> Iterator[str]:
    said, agents, accounts = trace.heading, len(trace.agent_fleet), len(trace.account_fleet)
    platforms = len(said.platforms)
    if len(said.resource_platform) != len(said.resources) or len(said.directory_of) != platforms:
        yield "heading: expected a platform for each resource, a directory for each platform"
    for name in ("agent_slot", "agent_generation", "birth_h", "death_h"):
        if len(getattr(trace, name)) != agents:
            yield f"{name}: expected {agents} values"
    for name in (
        "account_subject", "account_first", "account_orphan", "created_h", "ended_h",
    ):  # fmt: skip
        if len(getattr(trace, name)) != accounts:
            yield f"{name}: expected {accounts} values"
    first = trace.user_first
    rising = len(first) == accounts + 1 and bool((np.diff(first) >= 0).all())
    if not rising or first[0] != 0 or first[-1] != len(trace.user_list):
        yield f"user_first: expected {accounts + 1} rising places in user_list"
    if trace.account_of.shape != (agents, platforms):
        yield f"account_of: expected {agents} x {platforms} values"
    if trace.account_covers.shape != (accounts, platforms):
        yield f"account_covers: expected {accounts} x {platforms} values"


def _events(trace: Trace) -> Iterator[str]:
    said, events = trace.heading, trace.events
    for name, low, high in (
        ("kind", 0, len(Kind)),
        ("agent", -1, len(trace.agent_fleet)),
        ("account", -1, len(trace.account_fleet)),
        ("platform", -1, len(said.platforms)),
        ("thing", -1, 2 * len(said.resources) + len(said.platforms)),
        ("directory", -1, len(said.directories)),
        ("settings", 0, len(said.settings)),
        ("what", 0, len(said.whats)),
    ):
        if not _within(events[name], low, high):
            yield f"events: {name} outside {low} to {high - 1}"
    if not _ascending(events["at_h"]):
        yield "events: times are not in order"
    # A cause stands before what it causes: so no chain of causes has a cycle.
    if not ((events["cause"] >= -1) & (events["cause"] < np.arange(len(events)))).all():
        yield "events: a cause does not stand before what it causes"


def _hops(trace: Trace) -> Iterator[str]:
    if not _within(trace.hops["agent"], 0, len(trace.agent_fleet)):
        yield "hops: agent out of range"
    if not _within(trace.hops["code"], 0, 2 * len(trace.heading.resources)):
        yield "hops: code out of range"
    if not _within(trace.hops["captured"].view("u1"), 0, 2):
        yield "hops: captured is neither 0 nor 1"
    if not _ascending(trace.hops["time_h"]):
        yield "hops: times are not in order"


def _people(trace: Trace) -> Iterator[str]:
    fleets, platforms = len(trace.heading.fleets), len(trace.heading.platforms)
    for name, values, low, high in (
        ("agent_fleet", trace.agent_fleet, 0, fleets),
        ("account_fleet", trace.account_fleet, 0, fleets),
        ("account_first", trace.account_first, 0, platforms),
        ("user_list", trace.user_list, 0, len(trace.agent_fleet)),
        ("account_of", trace.account_of, -1, len(trace.account_fleet)),
    ):
        if not _within(values, low, high):
            yield f"{name} outside {low} to {high - 1}"


def _within(values: Numbers, low: int, high: int) -> bool:
    return len(values) == 0 or bool(values.min() >= low and values.max() < high)


def _ascending(values: Numbers) -> bool:
    return bool(np.isfinite(values).all() and (values[1:] >= values[:-1]).all())
