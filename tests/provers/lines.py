"""One line as a problem."""

from proofcheck.lang import Claim
from proofcheck.lang.documents import document


def problem(says, *given):
    """What a document asks whose only claim says this, under these hypotheses."""
    made = document("lines", "", [Claim("line", "", "step", says, given=list(given))])
    assert not made.problems, made.problems
    return made.problem(made.claims[0])
