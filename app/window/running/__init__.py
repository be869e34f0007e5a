"""Runs: a process that computes, the client that talks to it, and who waits."""

from app.window.running.client import RunClient, RunProgress, Sureness
from app.window.running.notifier import Notifier
from app.window.running.queue import RunQueue, WaitingRun
from app.window.running.queue_control import QueueControl

__all__ = [
    "Notifier",
    "QueueControl",
    "RunClient",
    "RunProgress",
    "RunQueue",
    "Sureness",
    "WaitingRun",
]
