"""Paired experiments: which cells to run, where, and what their answers say together."""
