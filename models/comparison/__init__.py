"""Paired comparison of designs: differences, intervals, the 2 x 2, the verdict."""
