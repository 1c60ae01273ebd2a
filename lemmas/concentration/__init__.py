"""Sums of independent bounded variables are close to their means: Markov, Chebyshev, Chernoff and Hoeffding."""

from proofcheck.lang import assemble

document = assemble(
    "concentration",
    "Concentration of sums of bounded variables",
    ["tails", "bounded", "sums"],
)
