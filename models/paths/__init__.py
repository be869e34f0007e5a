"""How access spreads along trust edges, explained step by step."""

from models.paths.spread import Path, Step, spread

__all__ = ["Path", "Step", "spread"]
