"""Colour and type tokens that window, charts and report share."""
