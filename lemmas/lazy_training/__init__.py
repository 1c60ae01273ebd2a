"""The lecture "Lazy training of general neural networks", as written, in the order of the source."""

from proofcheck.lang import assemble

from .notation import alpha

document = assemble(
    "lazy_training",
    "Lazy training of general neural networks",
    ["setup", "theorem2:statements", "lemma3", "lemma4", "lemma5", "linear_model", "lemma6", "theorem2"],
    tacit=[alpha > 0],
)
