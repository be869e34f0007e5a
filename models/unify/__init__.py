"""Derivation of a target design from an organisation as it is."""
