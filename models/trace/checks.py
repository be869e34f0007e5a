"""What must hold of a trace from a file, since what reads it takes it on trust."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from models.engine.events import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized

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
    for name in ("start_h", "horizon_h", "hop_share"):
        if not math.isfinite(value := getattr(said, name)):
            yield f"heading.{name}: expected a finite number, found {value}"
    for name, places, most in (
        ("resource_platform", said.resource_platform, len(said.platforms)),
        ("directory_of", said.directory_of, len(said.directories)),
    ):
        for at, place in enumerate(places):
            if not 0 <= place < most:
                yield f"heading.{name}, row {at}: expected a place below {most}, found {place}"


def _lengths(trace: Trace) -> Iterator[str]:
    said, agents, accounts = trace.heading, len(trace.agent_fleet), len(trace.account_fleet)
    platforms = len(said.platforms)
    yield from _length("heading.resource_platform", said.resource_platform, len(said.resources))
    yield from _length("heading.directory_of", said.directory_of, platforms)
    for name in ("agent_slot", "agent_generation", "birth_h", "death_h"):
        yield from _length(name, getattr(trace, name), agents)
    for name in (
        "account_subject", "account_first", "account_orphan", "created_h", "ended_h",
    ):  # fmt: skip
        yield from _length(name, getattr(trace, name), accounts)
    first = trace.user_first
    yield from _length("user_first", first, accounts + 1)
    falls = np.flatnonzero(np.diff(first) < 0)
    if len(falls):
        at = int(falls[0]) + 1
        yield f"user_first, row {at}: expected at least {first[at - 1]}, found {first[at]}"
    if (first[0], first[-1]) != (0, len(trace.user_list)):
        ends = f"{first[0]} to {first[-1]}"
        yield f"user_first: expected places from 0 to {len(trace.user_list)}, found {ends}"
    for name, rows in (("account_of", agents), ("account_covers", accounts)):
        if (shape := getattr(trace, name).shape) != (rows, platforms):
            yield f"{name}: expected {rows} x {platforms} values, found {shape[0]} x {shape[1]}"


def _length(name: str, values: Sized, expected: int) -> Iterator[str]:
    if len(values) != expected:
        yield f"{name}: expected {expected} values, found {len(values)}"


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
        yield from _within("events", events[name], low, high, name)
    yield from _in_order("events", events["at_h"])
    # A cause stands before what it causes: so no chain of causes has a cycle.
    causes = events["cause"]
    wrong = np.flatnonzero((causes < -1) | (causes >= np.arange(len(events))))
    if len(wrong):
        at = int(wrong[0])
        expected = f"expected -1 or a row before {at}"
        yield f"events, row {at}, cause: {expected}, found {causes[at]}"


def _hops(trace: Trace) -> Iterator[str]:
    hops = trace.hops
    yield from _within("hops", hops["agent"], 0, len(trace.agent_fleet), "agent")
    yield from _within("hops", hops["code"], 0, 2 * len(trace.heading.resources), "code")
    yield from _within("hops", hops["captured"].view("u1"), 0, 2, "captured")
    yield from _in_order("hops", hops["time_h"])


def _people(trace: Trace) -> Iterator[str]:
    fleets, platforms = len(trace.heading.fleets), len(trace.heading.platforms)
    for name, low, high in (
        ("agent_fleet", 0, fleets),
        ("account_fleet", 0, fleets),
        ("account_first", 0, platforms),
        ("user_list", 0, len(trace.agent_fleet)),
        ("account_of", -1, len(trace.account_fleet)),
    ):
        yield from _within(name, getattr(trace, name), low, high)


def _within(table: str, values: Numbers, low: int, high: int, column: str = "") -> Iterator[str]:
    """Yield the first row whose value is not in [low, high)."""
    wrong = np.argwhere((values < low) | (values >= high))
    if len(wrong):
        at = tuple(wrong[0].tolist())
        where = f"{table}, row {at[0]}" + (f", {column}" if column else "")
        yield f"{where}: expected {low} to {high - 1}, found {values[at]}"


def _in_order(table: str, hours: Numbers) -> Iterator[str]:
    """Yield the first row whose time is none, or lies before that of the row above it."""
    wrong = np.flatnonzero(~np.isfinite(hours))
    if len(wrong):
        at = int(wrong[0])
        yield f"{table}, row {at}: expected a time, found {hours[at]}"
        return
    wrong = np.flatnonzero(hours[1:] < hours[:-1])
    if len(wrong):
        at = int(wrong[0]) + 1
        expected = f"expected a time not before {hours[at - 1]:g} h"
        yield f"{table}, row {at}: {expected}, found {hours[at]:g} h"
