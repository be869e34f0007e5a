"""Importers: exports of real organisations to one representation, and to a scenario."""
