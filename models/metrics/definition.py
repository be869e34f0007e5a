"""What a metric is: a name, a unit, a direction, a text, and how it is computed.

A metric is one module that holds one `Number` or one `Table` called ``METRIC``.  Charts,
tables, report, window and command line take its name, unit and text from here and
nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.compiled.governance import Governance
    from models.compiled.world import World
    from models.engine.records import Records
    from models.engine.settled import TallyFactory

FloatArray = npt.NDArray[np.float64]

Direction = Literal["lower", "higher", "neutral"]
"""Which way is better; ``neutral``: neither, it is only told."""

Sampled = Literal["mean", "total", "rare", "plan"]
"""What a sample of the agents can say of a metric: the same (``mean``: per agent, hop, order, or
a share); in proportion (``total``: it grows with the number of agents); nothing, since it rests on
few events (``rare``); or all, since it follows from the designs alone (``plan``)."""

Family = Literal["authority", "compromise", "revocation", "logging", "friction", "governance"]

FAMILIES: tuple[Family, ...] = (
    "authority",
    "compromise",
    "revocation",
    "logging",
    "friction",
    "governance",
)
"""Families in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything of one replication of one design that a metric may read.

    Attributes:
        world: What no design changes.
        governance: The design.
        records: Tables of the control plane.
        tallies: Results of the tallies by their name, as named arrays.
    """

    world: World
    governance: Governance
    records: Records
    tallies: Mapping[str, Mapping[str, npt.NDArray[np.generic]]]


@dataclass(frozen=True, slots=True)
class Number:
    """A metric that is one number per replication.

    Attributes:
        id: Key in files, such as ``last_domain_lag``.
        name: For people, such as ``Last access ends after``.
        unit: Unit of the number as shown: ``h``, ``share``, ``n``, ``person-days`` ...
        direction: Which way is better.
        family: Where it is grouped.
        text: One or two sentences that define it, formula in words.
        reduce: From one outcome to the number; ``nan`` where it is not defined, ``inf``
            where more than the asked share never ends.
        tallies: Factories of the tallies it needs, by name; equal names share one tally.
        limit: What the number is cut at (``tau``), else ``None``.
        rank: Place within its family when shown; lower first.
        weighted: True where sensitivity weights enter it.
        equal: The same under equal sensitivity weights, where the records allow it.
        sampled: What a sample of the agents can say of it.
        queued: True where it rests on answers to requests, and so on how many others wait.
    """

    id: str
    name: str
    unit: str
    direction: Direction
    family: Family
    text: str
    reduce: Callable[[Outcome], float]
    tallies: Mapping[str, TallyFactory] = field(default_factory=dict)
    limit: str | None = None
    rank: int = 50
    weighted: bool = False
    equal: Callable[[Outcome], float] | None = None
    sampled: Sampled = "mean"
    queued: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A metric that is an array per replication: a curve, or a table by domain.

    Replications are pooled as ``sum(numerator) / sum(denominator)``; bands bootstrap
    whole replications.

    Attributes:
        id: Key.
        name: For people.
        unit: Unit of numerator / denominator.
        direction: Which way is better.
        family: Where it is grouped.
        text: Definition.
        axes: Names of the axes, such as ``("time_h",)`` or ``("platform", "event_class")``.
        grid: From the world to the labels or positions along each axis.
        reduce: From one outcome to (numerator, denominator), equal shapes.
        tallies: As for `Number`.
        rank: As for `Number`.
    """

    id: str
    name: str
    unit: str
    direction: Direction
    family: Family
    text: str
    axes: tuple[str, ...]
    grid: Callable[[World], tuple[tuple[str, ...] | FloatArray, ...]]
    reduce: Callable[[Outcome], tuple[FloatArray, FloatArray]]
    tallies: Mapping[str, TallyFactory] = field(default_factory=dict)
    rank: int = 50


Metric = Number | Table
