"""Sizes in device-independent pixels."""

from __future__ import annotations

GRID = 8
"""Cards and gaps lie on multiples of this."""

GAP = 16
"""Between panels."""

CONTROL_RADIUS = 7
"""Corners of buttons and fields."""

CARD_RADIUS = 10
"""Corners of cards."""

PANEL_RADIUS = 12
"""Corners of boxes that hold cards or charts."""

SMALL_PX = 11
"""Chips and remarks."""

BODY_PX = 13
"""Running text."""

TITLE_PX = 14
"""Names of cards and panels, semibold."""

HEADING_PX = 18
"""Headings of pages, semibold."""

HUGE_PX = 24
"""What a room reads from afar."""
