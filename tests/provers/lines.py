"""One line as a problem, and what is expected of true and false ones."""

import pytest

from proofcheck.evidence.derivations import replay, write_derivation
from proofcheck.kernel.proof import proves
from proofcheck.lang import Claim
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm
from proofcheck.provers.search import prove
from proofcheck.refuters.search import refute


def each_of(table):
    """A test for each line of a table: what it says, and its hypotheses."""
    return pytest.mark.parametrize("line", table.values(), ids=table)


def problem(says, *given):
    """What a document asks whose only claim says this, under these hypotheses."""
    made = document("lines", "", [Claim("line", "", "step", says, given=list(given))])
    assert not made.problems, made.problems
    return made.problem(made.claims[0])


def assert_proved(asked):
    """The search finds a theorem that answers the problem, and its derivation gives it again."""
    theorem = prove(asked)
    assert theorem is not None
    assert proves(theorem, asked)
    assert proves(replay(write_derivation(theorem)), asked)


def assert_refuted(asked):
    """The search finds a counterexample, and the models confirm it."""
    found = refute(asked)
    assert found is not None
    confirm(asked, found.instance)
