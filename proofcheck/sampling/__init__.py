"""What the instances of a problem consist of, and random ones in float64, by name: for refuters and simulations."""
