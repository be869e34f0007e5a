"""The library of results: cells kept in SQLite, each with its own digest."""
