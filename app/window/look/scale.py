"""How large everything is: Qt scales the whole window, text, cards and charts alike."""

from __future__ import annotations

import os
from dataclasses import dataclass

SCALES = (100, 125, 150, 175, 200, 250, 300)
"""What can be chosen, in percent of what the system has."""

_VARIABLE = "QT_SCALE_FACTOR"


@dataclass
class _Asked:
    """Whether the user's environment says the factor: then that stands."""

    by_user: bool = False


_asked = _Asked()


def nearest_scale(percent: float) -> int:
    """Return the scale that can be chosen and is nearest to *percent*."""
    return min(SCALES, key=lambda scale: abs(scale - percent))


def ask_for_scale(percent: int) -> None:
    """Have Qt scale the window; to be called before there is an application.

    Later changes are for `app.window.look.rescaling`.  A factor that the user has set in the
    environment stands.
    """
    _asked.by_user = _VARIABLE in os.environ
    if percent != SCALES[0] and not _asked.by_user:
        os.environ[_VARIABLE] = f"{percent / 100:g}"


def is_set_by_user() -> bool:
    """Whether the user's environment says how large everything is."""
    return _asked.by_user
