"""Why believe this? The engine beside theory and documented incidents, run on this machine."""

from app.window.believing.control import BeliefControl

__all__ = ["BeliefControl"]
