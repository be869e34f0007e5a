"""A scenario compiled to plain arrays: the world, and the governance of one design."""

from models.compiled.governance import Governance
from models.compiled.governing import compile_governance
from models.compiled.world import World
from models.compiled.worldbuilding import compile_world

__all__ = ["Governance", "World", "compile_governance", "compile_world"]
