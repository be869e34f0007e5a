"""How long access outlives the decision to end it."""
