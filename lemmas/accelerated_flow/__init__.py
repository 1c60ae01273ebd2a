"""Nesterov's accelerated gradient method in continuous time: values fall at the rate 1/t^2."""

from proofcheck.lang import assemble

document = assemble(
    "accelerated_flow",
    "A differential equation for Nesterov's accelerated gradient method",
    ["rate"],
)
