"""Joining objects by drawing a wire from card to card."""

from app.window.wiring.wire_gesture import WireGesture

__all__ = ["WireGesture"]
