"""Runs: a process that computes, and the client that talks to it."""

from app.window.running.client import RunClient, RunProgress, Sureness

__all__ = ["RunClient", "RunProgress", "Sureness"]
