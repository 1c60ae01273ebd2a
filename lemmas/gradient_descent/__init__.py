"""Gradient descent: linear under the Polyak-Lojasiewicz inequality or strong convexity, 1/k for convex functions."""

from proofcheck.lang import assemble

document = assemble(
    "gradient_descent",
    "Linear convergence of gradient descent",
    ["polyak_lojasiewicz", "strong_convexity", "convexity"],
)
