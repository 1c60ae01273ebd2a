"""The simulator: random instances, models, flows and precision. Plain arrays in, plain arrays out.

`instances` rebuilds an instance from its name; `models` gives f, its Jacobian and a certified Lipschitz constant,
`user` those of the user; `flows` integrates, `enclosures` and `gram_enclosures` do so in balls; `precision` decides a
violation; `campaign` runs batches for days.
"""
