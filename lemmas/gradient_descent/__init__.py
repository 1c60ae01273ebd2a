"""Linear convergence of gradient descent, under the Polyak-Lojasiewicz inequality and under strong convexity."""

from proofcheck.lang import assemble

document = assemble(
    "gradient_descent",
    "Linear convergence of gradient descent",
    ["polyak_lojasiewicz", "strong_convexity"],
)
