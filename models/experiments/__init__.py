"""Experiments: compare designs over replications, on any executor, reusing what is stored."""

from models.experiments.cluster import Cluster
from models.experiments.compare import compare
from models.experiments.control import Control
from models.experiments.dispatch import Task
from models.experiments.executors import InProcess, WorkerDefectError, WorkerDied
from models.experiments.local_processes import LocalProcesses
from models.experiments.previews import FullRun, Preview, Previewer, preview
from models.experiments.progress import Progress, looks
from models.experiments.store import CellsOnly, NoStore, Store

__all__ = [
    "CellsOnly",
    "Cluster",
    "Control",
    "FullRun",
    "InProcess",
    "LocalProcesses",
    "NoStore",
    "Preview",
    "Previewer",
    "Progress",
    "Store",
    "Task",
    "WorkerDefectError",
    "WorkerDied",
    "compare",
    "looks",
    "preview",
]
