"""Sweeps: one scenario at many settings, every point a comparison of its own."""

from models.experiments.sweeps.dimensions import Dimension, dimensions_of, read_dimension
from models.experiments.sweeps.points import MAX_CELLS, Point, Size, points_of, size_of_sweep
from models.experiments.sweeps.running import SweepProgress, sweep
from models.experiments.sweeps.tables import differences_csv, levels_csv, sweep_json

__all__ = [
    "MAX_CELLS",
    "Dimension",
    "Point",
    "Size",
    "SweepProgress",
    "differences_csv",
    "dimensions_of",
    "levels_csv",
    "points_of",
    "read_dimension",
    "size_of_sweep",
    "sweep",
    "sweep_json",
]
