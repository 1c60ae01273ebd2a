"""Lazy training of networks whose Jacobian is Lipschitz continuous near the start of training, if not everywhere."""

from lemmas.lazy_training.notation import alpha
from proofcheck.lang import assemble

document = assemble(
    "local_lipschitz",
    "Lazy training with a Jacobian that is Lipschitz continuous near the start",
    ["theorem", "sharper", "best"],
    tacit=[alpha > 0],
)
