from __future__ import annotations

from collections import deque
from types import SimpleNamespace
from typing import Any

from models.experiments.executors import Task
from models.experiments.local_processes import _Crew


def test_each_worker_stays_with_a_replication_while_there_is_work_in_it() -> None:
    crew = object.__new__(_Crew)
    crew.waiting = deque(Task(n, design) for n in range(3) for design in "abc")
    workers: list[Any] = [SimpleNamespace(replication=-1), SimpleNamespace(replication=-1)]
    crew.crew = workers
    given: list[tuple[int, int]] = []
    while crew.waiting:
        for number, worker in enumerate(crew.crew):
            if crew.waiting:
                task = crew._next(worker)
                crew.waiting.remove(task)
                worker.replication = task.replication
                given.append((number, task.replication))
    assert given[:6] == [(0, 0), (1, 1)] * 3
    assert [replication for _, replication in given[6:]] == [2, 2, 2]
