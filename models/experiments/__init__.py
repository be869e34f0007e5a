"""Experiments: compare designs over replications, on any executor, reusing what is stored."""

from models.experiments.compare import Progress, compare, looks
from models.experiments.executors import Executor, InProcess, Task
from models.experiments.local_processes import LocalProcesses, WorkerDefectError
from models.experiments.store import NoStore, Store

__all__ = [
    "Executor",
    "InProcess",
    "LocalProcesses",
    "NoStore",
    "Progress",
    "Store",
    "Task",
    "WorkerDefectError",
    "compare",
    "looks",
]
