"""The engine: control plane in SimPy, data plane in numpy."""

from models.engine.settled import Stage, Tally, TallyFactory
from models.engine.simulation import simulate

__all__ = ["Stage", "Tally", "TallyFactory", "simulate"]
