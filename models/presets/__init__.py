"""Vendor defaults per platform and directory kind, each with its citation."""
