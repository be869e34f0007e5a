"""The list of kinds: what can be added, by dragging onto the canvas or by Enter."""

from app.window.kinds.carrying import Carrying
from app.window.kinds.kinds_panel import KindsPanel

__all__ = ["Carrying", "KindsPanel"]
