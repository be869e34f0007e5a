"""Revisions of the library's schema."""
