"""When a theorem proves what a claim asserts."""

from proofcheck.kernel.calculus import differentiated
from proofcheck.kernel.clauses import Problem, sides
from proofcheck.kernel.theorem import Theorem


def proves(theorem: Theorem, problem: Problem) -> bool:
    """Whether a theorem says what a problem asks, from no more than its hypotheses.

    Paths that the derivation differentiates twice, and operators that it differentiates at all, are as smooth as that
    where the problem differentiates them so.
    """
    spoken = differentiated(side for clause in (*problem.hypotheses, problem.goal) for side in sides(clause))
    presumed = {(name, sort, times) for name, sort, times in theorem.smooth if times > (sort[0] != "O")}
    return theorem.clause == problem.goal and theorem.hypotheses <= {*problem.hypotheses} and presumed <= spoken
