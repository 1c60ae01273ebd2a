"""Online gradient descent: steps by a quotient have instances, and a cited line is used under its condition."""

import pytest

from lemmas.online_learning import document
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.models.confirmation import satisfies
from proofcheck.provers.engine import Hints
from proofcheck.provers.search import prove
from proofcheck.refuters.witnesses import witness


@pytest.mark.parametrize("claim", ["convex.statement", "strong.statement"])
def test_there_are_steps_that_satisfy_all_that_is_supposed_of_them(claim):
    problem = document.problem(document.claim(claim))
    found = witness(problem)
    assert found is not None
    assert satisfies(problem, found)


def test_the_regret_follows_from_the_chain_whose_third_line_divides_by_the_steps():
    asked, *lines = (document.problem(document.claim(f"convex.{name}")) for name in ("statement", 1, 2, 3, 4, 5))
    lemmas = [rules.assume([], line.goal) for line in lines]
    (condition,) = set(lines[2].hypotheses) - set(asked.hypotheses)
    lemmas[2] = rules.generalize([lemmas[2]], [], [condition])
    hints = Hints(tuple(line.goal for line in lines))
    found = prove(asked, allowed=frozenset(), lemmas=lemmas, hints=hints)
    assert found is not None
    assert found.clause == fact(*asked.goal.relation)
