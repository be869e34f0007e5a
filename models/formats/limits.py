"""Limits of a scenario file: what is beyond them is refused at once."""

from __future__ import annotations

MAX_BYTES = 10_000_000
"""Size of a file."""

MAX_DEPTH = 64
"""Mappings and lists inside one another."""

MAX_NODES = 2_000_000
"""Mappings, lists, keys and values in all."""

MAX_SCALAR = 100_000
"""Characters of one key or value."""

MAX_KEY = 200
"""Characters of one key."""

MAX_DIGITS = 40
"""Characters of a value that is nothing but digits."""

MAX_COMMENTED_BYTES = 200_000
"""Size up to which a changed file keeps its comments."""

MAX_AGENTS = 1_000_000
"""Agents of all fleets."""

MAX_TICKETS = 10_000_000
"""Other tickets of one team in one replication."""

MAX_THINGS = 100_000_000
"""Things of all resources on one platform: grants are drawn among them, one by one."""

MAX_PAIRS = 1_000_000
"""Pairs of platform and fleet, each of which has its control profile."""

MAX_PLANNED_HOPS = 2e10
"""Hops of one replication that are planned on average; more would run for hours."""

MAX_HELD_HOPS = 3e7
"""Hops that agents hold at once: a day of those who do more than `BUSY_HOPS` in it."""

BUSY_HOPS = 3000.0
"""Hops of one agent that the engine draws at a time; of busier ones a day's."""
