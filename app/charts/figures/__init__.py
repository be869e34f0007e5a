"""One module a panel; each holds ``PANEL`` and is found by the registry."""
