"""``python -m proofcheck.models FILE``: confirm counterexamples on a bare Python, and say what they refute."""

import sys
from typing import Any

from proofcheck.evidence.files import Replayer, brief
from proofcheck.evidence.readable import printable, stated
from proofcheck.models.scalars import NotConfirmed
from proofcheck.models.written import replay_counterexample


def replayed(counterexample: Any) -> tuple[bool, str]:
    """Whether a counterexample is one, and what is to be said of it."""
    try:
        problem, confirmation = replay_counterexample(counterexample)
    except (NotConfirmed, MemoryError, RecursionError) as error:
        return False, f"rejected: {brief(error)}"
    lines = [f"confirmed; {printable(confirmation.relation)}", *stated(problem.hypotheses, "false", problem.goal)]
    lines += [f"    at     {printable(name)} = {printable(value)}" for name, value in confirmation.values.items()]
    return True, "\n".join(lines)


COMMAND = Replayer("proofcheck.models", "counterexample", lambda claim: claim.get("counterexample"), replayed)

if __name__ == "__main__":
    sys.exit(COMMAND.main(sys.argv[1:]))
