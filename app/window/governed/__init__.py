"""What a design means for what is on the screen: chips, bindings and users of each object."""

from app.window.governed.chips import Chip, Tone, chips_of, subtitle_of
from app.window.governed.governed import Governed, govern

__all__ = ["Chip", "Governed", "Tone", "chips_of", "govern", "subtitle_of"]
