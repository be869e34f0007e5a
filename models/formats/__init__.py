"""Scenario files: read within limits, checked as a whole, written without loss."""

from models.formats.scenario_file import read_content, read_scenario

__all__ = ["read_content", "read_scenario"]
