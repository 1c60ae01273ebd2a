"""``python -m proofcheck.kernel FILE``: replay certificates on a bare Python, and say what they state."""

import sys
from typing import Any

from proofcheck.evidence.derivations import derivation, replay_certificate
from proofcheck.evidence.files import Replayer, brief
from proofcheck.evidence.readable import stated
from proofcheck.kernel.terms import KernelError


def replayed(certificate: Any) -> tuple[bool, str]:
    """Whether a certificate replays, and what is to be said of it."""
    try:
        theorem, problem = replay_certificate(certificate)
    except (KernelError, MemoryError, RecursionError) as error:
        return False, f"rejected: {brief(error)}"
    accepted = f"accepted; by the rules {', '.join(sorted({step.rule for step in derivation(theorem)}))}"
    return True, "\n".join([accepted, *stated(problem.hypotheses, "shown", problem.goal)])


COMMAND = Replayer("proofcheck.kernel", "certificate", lambda claim: claim.get("certificate"), replayed)

if __name__ == "__main__":
    sys.exit(COMMAND.main(sys.argv[1:]))
