"""Gradient flow on wide two-layer networks: the loss falls exponentially, and no weight moves far."""

from proofcheck.lang import assemble

document = assemble(
    "two_layer_ntk",
    "Gradient flow on two-layer networks",
    ["gram_matrix", "decay", "weights"],
)
