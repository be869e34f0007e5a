"""Metrics of one replication: one family per module, pure functions of its records."""
