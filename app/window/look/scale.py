"""How large everything is: Qt scales the whole window, text, cards and charts alike."""

from __future__ import annotations

import os

SCALES = (100, 125, 150, 175, 200, 250, 300)
"""What can be chosen, in percent of what the system has."""

_VARIABLE = "QT_SCALE_FACTOR"


def nearest_scale(percent: float) -> int:
    """Return the scale that can be chosen and is nearest to *percent*."""
    return min(SCALES, key=lambda scale: abs(scale - percent))


def ask_for_scale(percent: int) -> None:
    """Have Qt scale the window; to be called before there is an application.

    Qt reads it once: a change holds from the next start on.  A factor that the user has set in
    the environment stands.
    """
    if percent != SCALES[0]:
        os.environ.setdefault(_VARIABLE, f"{percent / 100:g}")
