"""The simulator: random instances, models, flows and precision. Plain arrays in, plain arrays out."""
