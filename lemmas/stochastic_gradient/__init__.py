"""Stochastic gradient descent on a strongly convex finite sum: linear up to the noise at the solution."""

from proofcheck.lang import assemble

document = assemble(
    "stochastic_gradient",
    "Stochastic gradient descent for strongly convex finite sums",
    ["sampling", "one_step", "rate"],
)
