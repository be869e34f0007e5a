"""Charts: pure functions from a comparison to a matplotlib Figure."""
