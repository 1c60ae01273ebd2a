"""When a theorem proves what a claim asserts."""

from proofcheck.kernel.calculus import presumed_smooth
from proofcheck.kernel.clauses import Problem, sides
from proofcheck.kernel.theorem import Theorem, derivation


def proves(theorem: Theorem, problem: Problem) -> bool:
    """Whether a theorem says what a problem asks, from no more than its hypotheses.

    A path that the derivation differentiates twice is one whose second derivative the problem speaks of.
    """
    if theorem.clause != problem.goal or not theorem.hypotheses <= frozenset(problem.hypotheses):
        return False
    spoken = presumed_smooth(side for clause in (*problem.hypotheses, problem.goal) for side in sides(clause))
    return presumed_smooth(side for step in derivation(theorem) for side in sides(step.clause)) <= spoken
