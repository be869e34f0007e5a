"""The resolved control profile of every domain, each value with where it comes from."""
