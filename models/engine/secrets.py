"""Stored secrets at rest: when they are rotated, and when a copy of one leaks (M7).

A secret is what an account proves itself with where it can be exported.  A rotation makes
every copy of the old secret worthless; the copies of the new one can leak anew.  Nothing
here is an event: all is computed when asked, from draws keyed by the account.

A design under which an account needs no stored secret does not remove the one that it has when
the design takes effect, unless it migrates the platform: that *old* secret works until its
schedule would have rotated it, or until the account ends or gets new credentials.  An account that
another one replaced keeps its own secret under its own profile.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from models.compiled.governance import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.compiled.governance import Controls, Governance, Row
    from models.compiled.world import BoolArray, FloatArray
    from models.engine.state import State

BLOCK = 64
"""Rotations whose skips are drawn together."""

SHORTEST_H = 1 / 60
"""Shortest interval of rotation; a shorter one is taken as this."""

MOST_COPIES = 1000
"""Most copies of one secret that are followed."""


class Secrets:
    """Rotation and copies of the stored secrets of all accounts."""

    def __init__(self, state: State) -> None:
        """Know the accounts; draws are made when first needed."""
        self._state = state
        self._start_h = -state.world.warm_up_h
        self._phases = state.governance.phases
        self._skips: dict[tuple[int, int], FloatArray] = {}
        self._origins: dict[int, float] = {}
        self._replaced: dict[int, list[float]] = {}
        self._old = _left_behind(state)

    def row(self, account: int, at_h: float, governance: Governance | None = None) -> Row:
        """Return the control profile that governs an account at an instant."""
        accounts = self._state.accounts
        if governance is None or governance is self._state.governance:
            return self._state.account_row(account, at_h)
        where = int(accounts.first_platform[account]), int(accounts.fleet[account])
        return governance.controls(at_h).at(*where)

    def next_rotation(self, account: int, after_h: float) -> float:
        """Return when the secret held at *after_h* is replaced; ``inf``: never.

        It counts scheduled rotations that are not skipped, replacements made by an order, and
        the start of a phase in which the account no longer has a stored secret.
        """
        made = [t for t in self._replaced.get(account, ()) if t > after_h]
        return min([self._scheduled(account, after_h), *made])

    def old_until_h(self, account: int) -> float:
        """Return until when an account's old secret works, ``-inf`` where it has none.

        By its schedule as found; ``inf``: no rotation ends it.
        """
        old = self._old.get(account)
        if old is None:
            return -math.inf
        return self._on_grid(account, old.row, old.from_h)

    def has_old(self, account: int) -> bool:
        """Return whether an account has an old secret beside what the design gives it."""
        return account in self._old

    def leaked_until_h(self, account: int, at_h: float) -> float:
        """Return until when the secret of an account that leaks at an instant works by itself.

        ``inf``: until the account ends.  The instant itself, if it no longer works.
        """
        if account not in self._old or self.row(account, at_h).exportable:
            return self.next_rotation(account, at_h)
        first = min(self._replaced.get(account, ()), default=math.inf)
        return max(at_h, min(self.old_until_h(account), first))

    def replace(self, account: int) -> None:
        """Replace the secret of an account now, outside its schedule."""
        self._replaced.setdefault(account, []).append(self._state.now)
        self._state.keys_issued += 1
        self._state.keys_revoked += 1

    def rotations(self, account: int, from_h: float, to_h: float) -> int:
        """Return how many scheduled rotations fall into (from_h, to_h]."""
        return sum(1 for _ in self.rotation_times(account, from_h, to_h))

    def rotation_times(self, account: int, from_h: float, to_h: float) -> Iterator[float]:
        """Yield the scheduled rotations in (from_h, to_h]."""
        at_h = self._scheduled(account, from_h)
        while at_h <= to_h:
            yield at_h
            at_h = self._scheduled(account, at_h)

    def copies(self, account: int, governance: Governance, at_h: float) -> int:
        """Return how many copies a secret made at an instant under a design has."""
        return self._copies(account, self.row(account, at_h, governance))

    def leaks(self, account: int, from_h: float, to_h: float) -> list[tuple[float, int, int]]:
        """Return the leaks of copies of an account's secret in [from_h, to_h).

        Each copy has its own keyed thresholds on its integrated hazard.

        Returns:
            When, which copy, and the how many-th leak of that copy.
        """
        accounts = self._state.accounts
        where = int(accounts.first_platform[account]), int(accounts.fleet[account])
        rows = [phase.at(*where) for phase in self._phases]
        if account in self._old:
            rows.append(self._old[account].row)
        if np.isfinite(accounts.left_h[account]).any():
            rows += [self.row(account, max(p.start_h, from_h)) for p in self._phases]
        if not any(row.exportable and row.copy_leak_per_h > 0 for row in rows):
            return []
        edges, rates = self._hazard(account, from_h, to_h)
        key, n_copies = self._key(account), int(rates.shape[1])
        first = self._state.stream("first leak of each copy", key).standard_exponential(n_copies)
        total = np.zeros(n_copies)
        for length_h, hazards in zip(np.diff(edges).tolist(), rates, strict=True):
            total += length_h * hazards
        found = []
        for copy in np.flatnonzero(first < total).tolist():
            generator = self._state.stream("later leaks of a copy", key, copy)
            hazard = rates[:, copy].tolist()
            times = crossings(generator, edges.tolist(), hazard, float(first[copy]))
            found += [(at_h, copy, number) for number, at_h in enumerate(times)]
        return found

    def _hazard(self, account: int, from_h: float, to_h: float) -> tuple[FloatArray, FloatArray]:
        """Return edges of spans, (S + 1,), and the hazard of each copy in each, (S, copies).

        Copies of a secret made before the run are the stock of the design as found, until
        that secret is rotated.
        """
        stock, renewed_h = 0, from_h
        if self._state.accounts.created_h[account] < self._start_h:
            stock = self.copies(account, self._state.inherited, self._start_h)
            renewed_h = self.next_rotation(account, self._start_h) if stock else from_h
        if account in self._old and not self._old[account].from_h > self._start_h:
            renewed_h = self.old_until_h(account)
        starts = {phase.start_h for phase in self._phases} | {renewed_h, self.old_until_h(account)}
        edges = [from_h, *sorted(t for t in starts if from_h < t < to_h), to_h]
        rows = [self._stored(account, at_h) for at_h in edges[:-1]]
        copies = [
            stock if at_h < renewed_h and row.exportable else self._copies(account, row)
            for row, at_h in zip(rows, edges, strict=False)
        ]
        rates = np.zeros((len(rows), max(copies)))
        for line, row, number in zip(rates, rows, copies, strict=True):
            line[:number] = row.copy_leak_per_h
        return np.array(edges), rates

    def _stored(self, account: int, at_h: float) -> Row:
        """Return the profile of the secret that an account has at an instant, the old one too."""
        row = self.row(account, at_h)
        if not row.exportable and account in self._old and at_h < self.old_until_h(account):
            return self._old[account].row
        return row

    def _copies(self, account: int, row: Row) -> int:
        if not row.exportable:
            return 0
        generator = self._state.stream("copies of a secret", self._key(account))
        return min(MOST_COPIES, max(1, round(row.copies.draw_one(generator))))

    def _scheduled(self, account: int, after_h: float) -> float:
        """Return the first rotation by schedule after an instant."""
        for n, phase in enumerate(self._phases):
            until = self._phases[n + 1].start_h if n + 1 < len(self._phases) else math.inf
            if until <= after_h:
                continue
            row = self.row(account, max(after_h, phase.start_h))
            if not row.exportable:
                old = self._old.get(account)
                if old is not None and old.from_h == phase.start_h > after_h:
                    return self.old_until_h(account)
                return phase.start_h if phase.start_h > after_h else math.inf
            found = self._on_grid(account, row, max(after_h, phase.start_h))
            if found < until:
                return found
        return math.inf

    def _on_grid(self, account: int, row: Row, after_h: float) -> float:
        """Return the first rotation after an instant that is not skipped, under one profile."""
        if math.isinf(row.rotation_h) or row.rotation_skip >= 1:
            return math.inf
        every = max(row.rotation_h, SHORTEST_H)
        origin = self._origin(account, every)
        place = max(0, math.floor((after_h - origin) / every) + 1)
        while origin + place * every <= after_h or self._skipped(account, place, row):
            place += 1
        return origin + place * every

    def _origin(self, account: int, every_h: float) -> float:
        """Return the first place of the grid: one interval from creation, or stationary."""
        created = float(self._state.accounts.created_h[account])
        if created >= self._start_h:
            return created + every_h
        if account not in self._origins:
            generator = self._state.stream("phase of rotation", self._key(account))
            self._origins[account] = float(generator.random())
        return self._start_h + self._origins[account] * every_h

    def _skipped(self, account: int, place: int, row: Row) -> bool:
        block = account, place // BLOCK
        if block not in self._skips:
            generator = self._state.stream("rotation skipped", self._key(account), block[1])
            self._skips[block] = generator.random(BLOCK)
        return bool(self._skips[block][place % BLOCK] < row.rotation_skip)

    def _key(self, account: int) -> int:
        return int(self._state.accounts.key[account])


@dataclass(frozen=True, slots=True)
class Old:
    """A stored secret that an account no longer needs.

    Attributes:
        row: The profile under which it was made.
        from_h: Since when it is not needed; its schedule goes on.
    """

    row: Row
    from_h: float


def _left_behind(state: State) -> dict[int, Old]:
    """Return each account's own secret that its design left behind, at the start or by a plan.

    A secret that others share, and one that a session ends, are none of them.
    """
    found: dict[int, Old] = {}
    start_h, governance = -state.world.warm_up_h, state.governance
    if not state.world.greenfield:
        was, now = state.inherited.controls(start_h), governance.controls(start_h)
        found |= _kept(state, (was, now), ~governance.migrated | (governance.real_h > 0.0), start_h)
    for before, after in pairwise(governance.phases):
        there = (governance.real_h == after.start_h) & ~governance.migrated
        if there.any():
            found |= _kept(state, (before, after), there, after.start_h)
    return found


def _kept(
    state: State, controls: tuple[Controls, Controls], there: BoolArray, at_h: float
) -> dict[int, Old]:
    """Return the secrets that a change of profiles leaves behind on some platforms."""
    accounts, left = state.accounts, {}
    for platform, fleet in np.argwhere(state.world.uses.T & there[:, None]).tolist():
        was, row = (each.at(platform, fleet) for each in controls)
        stored = was.exportable and was.session_h == 0.0 and was.subject == Subject.AGENT
        if stored and not row.exportable:
            left[platform, fleet] = Old(was, at_h)
    stays = accounts.left_h[np.arange(len(accounts)), accounts.first_platform] > at_h
    old = np.flatnonzero((accounts.created_h < at_h) & ~accounts.orphan & stays)
    where = zip(accounts.first_platform[old].tolist(), accounts.fleet[old].tolist(), strict=True)
    return {a: left[w] for a, w in zip(old.tolist(), where, strict=True) if w in left}


def crossings(
    generator: np.random.Generator, edges: Sequence[float], rates: Sequence[float], first: float
) -> list[float]:
    """Return when a hazard's integral passes sums of Exp(1) thresholds, ascending.

    Args:
        generator: Gives the thresholds after the first.
        edges: Spans of constant hazard, hours, ascending, (S + 1,).
        rates: Hazard in each span, per hour, (S,).
        first: First threshold.
    """
    lengths = (end - begin for begin, end in pairwise(edges))
    parts = (rate * length for rate, length in zip(rates, lengths, strict=True))
    integral = [0.0, *accumulate(parts)]
    found: list[float] = []
    threshold = first
    while threshold < integral[-1]:
        span = bisect_right(integral, threshold) - 1
        found.append(edges[span] + (threshold - integral[span]) / rates[span])
        threshold += generator.standard_exponential()
    return found
