"""Version of the engine: part of the key of every stored cell."""

ENGINE_VERSION = "4"
"""Raised by every change that can change a result: cells of another version are not reused."""
