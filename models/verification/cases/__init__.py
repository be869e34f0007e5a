"""The golden cases, a module a family, each with its `CASES`."""
