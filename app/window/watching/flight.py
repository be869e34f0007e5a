"""How hops are shown on their way."""

FLIGHT_S = 0.8
"""How long one is on its way on the screen."""

MOST_DOTS = 1200
"""More at once are thinned."""
