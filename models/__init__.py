"""Sprawl's model of identity across domains: headless, usable from a notebook.

Nothing below this package imports Qt, matplotlib or `app`.
"""

__version__ = "0.1.0"
"""Version of the program; the only place where it is written."""
