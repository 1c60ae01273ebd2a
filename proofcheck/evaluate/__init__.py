"""One claim, many arithmetics."""
