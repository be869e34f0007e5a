"""What a worker can be asked for, whichever executor carries the call.

A job is a function of this module with plain arguments (text and numbers) that returns bytes.
What it loaded for one call is kept for the next of the same thread, so that a worker is warm.
"""

from __future__ import annotations

import json
import threading
import traceback
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from models.errors import EnvironmentFault, ModelError, RunStopped
from models.scenario.scenario import Scenario
from models.worker.bench import Bench
from models.worker.codec import pack
from models.worker.versions import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal["done", "stopped", "model", "environment", "defect"]

_halt: ContextVar[Callable[[], bool]] = ContextVar("halt", default=lambda: False)
_kept = threading.local()


class Answer(NamedTuple):
    """What came of a job; plain, so that it crosses to another process or machine.

    Attributes:
        kind: ``done``, or why it was not.
        blob: What the job returned; empty where it failed.
        text: What went wrong, for the user.
        report: Where, for us.
    """

    kind: Kind
    blob: bytes = b""
    text: str = ""
    report: str = ""


@contextmanager
def halting(halt: Callable[[], bool]) -> Iterator[None]:
    """Let jobs of this thread ask *halt* between slices; true ends them with `RunStopped`."""
    token = _halt.set(halt)
    try:
        yield
    finally:
        _halt.reset(token)


def compute_cell(expected: str, scenario: str, replication: int, design: str) -> bytes:
    """Return one replication of one design, packed.

    Args:
        expected: The caller's `versions`.
        scenario: The scenario as JSON.
        replication: Index of the replication, from 0.
        design: Digest of the design's content.

    Raises:
        EnvironmentFault: This worker has other versions: its numbers would not fit the others.
        RunStopped: Whoever runs the job said so.
    """
    if (found := versions()) != expected:
        raise EnvironmentFault(
            f"a worker has {found}, this program {expected}; install the same version and lock "
            "file everywhere, then run again: whole replications are kept"
        )
    return pack(_bench(scenario).run(design, replication, _halt.get()))


def _bench(scenario: str) -> Bench:
    """Return what this thread loaded last, if it is this scenario."""
    held: tuple[str, Bench] | None = getattr(_kept, "bench", None)
    if held is None or held[0] != scenario:
        _kept.bench = None  # the old one goes before the new one comes
        held = _kept.bench = scenario, Bench(Scenario.model_validate(json.loads(scenario)))
    return held[1]


JOBS: dict[str, Callable[..., bytes]] = {job.__name__: job for job in (compute_cell,)}
"""Every job by the name under which another process asks for it."""


def answer(job: str, arguments: list[Any]) -> Answer:
    """Do a job, and say what came of it instead of raising."""
    try:
        return Answer("done", JOBS[job](*arguments))
    except RunStopped as error:
        return Answer("stopped", text=str(error))
    except EnvironmentFault as error:
        return Answer("environment", text=str(error), report=traceback.format_exc())
    except ModelError as error:
        return Answer("model", text=str(error), report=traceback.format_exc())
    except Exception as error:  # noqa: BLE001 - the parent shows every defect with its report
        text = str(error) or type(error).__name__
        return Answer("defect", text=text, report=traceback.format_exc())


def folded(job: str, arguments: tuple[Any, ...]) -> bytes:
    """Return a call as bytes, for `answer_folded`."""
    return zlib.compress(json.dumps([job, arguments], separators=(",", ":")).encode(), 1)


def answer_folded(call: bytes) -> tuple[str, bytes, str, str]:
    """Do a job that came as bytes; what goes back is made of plain types only."""
    job, arguments = json.loads(zlib.decompress(call))
    kind, blob, text, report = answer(job, arguments)
    return kind, blob, text, report
