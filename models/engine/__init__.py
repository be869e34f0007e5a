"""The engine: control plane in SimPy, data plane in numpy."""

from models.engine.settled import Stage, Tally, TallyFactory
from models.engine.simulation import draw_workload, simulate

__all__ = ["Stage", "Tally", "TallyFactory", "draw_workload", "simulate"]
