"""A scenario compiled to plain arrays: the world, and the governance of one design."""
