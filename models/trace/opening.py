"""Opening a trace file to look at it: the trace, the scenario it is of, and what goes beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.engine.version import ENGINE_VERSION
from models.errors import ScenarioError
from models.profile import resolve
from models.trace.file import read_trace
from models.trace.refusal import UnreadableTrace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.scenario.scenario import Scenario
    from models.trace.trace import Heading, Trace


@dataclass(frozen=True, slots=True)
class OpenedTrace:
    """A trace of a file, ready to be shown.

    Attributes:
        trace: The trace.
        scenario: What it was recorded from, with the seed that ran.
    """

    trace: Trace
    scenario: Scenario

    @property
    def remark(self) -> str:
        """What is to be known before it is run again; empty: a rerun gives the same."""
        engine = self.trace.heading.engine
        if engine == ENGINE_VERSION:
            return ""
        return f"recorded by engine {engine}, this is {ENGINE_VERSION}: a rerun may differ"


def open_trace(path: Path) -> OpenedTrace:
    """Return the trace in a file, checked so far that all of it can be shown.

    Raises:
        UnreadableTrace: It cannot; the message names file, place, what was expected and found.
        OSError: The file cannot be read.
    """
    trace = read_trace(path)
    try:
        resolve(trace.scenario, trace.heading.design)
    except (UnreadableTrace, ScenarioError) as error:
        raise UnreadableTrace(f"{path}: {error}") from None
    return OpenedTrace(trace, trace.scenario)


def are_beside(one: Heading, other: Heading) -> bool:
    """Whether two traces are of one replication under two designs: to be shown side by side."""
    return one.design != other.design and all(
        getattr(one, name) == getattr(other, name) for name in ("scenario", "seed", "replication")
    )


def beside(shown: Sequence[Trace], opened: Trace) -> list[Trace]:
    """Return what is shown once a trace is opened: with it what fits beside it, else it alone.

    They stand in the order of the designs of their scenario.
    """
    fitting = [each for each in shown if are_beside(each.heading, opened.heading)]
    designs = list(opened.scenario.designs)
    both = [*fitting[:1], opened]
    return sorted(both, key=lambda each: designs.index(each.heading.design))
