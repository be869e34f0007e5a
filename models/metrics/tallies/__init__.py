"""Pure folds over settled hops, shared by metrics under one name."""
