"""Scenario files: bounded reading, writing that round-trips, JSON Schema."""
