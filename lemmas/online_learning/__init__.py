"""Online gradient descent: its regret grows like the root of the number of rounds, or like its logarithm."""

from proofcheck.lang import assemble

document = assemble(
    "online_learning",
    "The regret of online gradient descent",
    ["one_round", "convex", "strongly_convex"],
)
