"""The program Sprawl: command line, window, charts and report over `models`."""
