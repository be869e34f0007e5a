"""The command line; loads neither Qt nor matplotlib at start."""
