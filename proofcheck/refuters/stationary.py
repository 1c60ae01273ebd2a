"""What minimisers, proximal points and subgradients come to at an instance, where functions have gradients.

A hypothesis for all v that holds with equality at v = p says that a difference is least there: at an instance its
gradient vanishes at p. That is an equation, by which instances can be found, and others ruled out at once.
"""

from collections.abc import Iterator
from dataclasses import replace

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ZERO, KernelError, Term, slots, sub, substitute

MOST_POINTS = 8


def with_stationarity(problem: Problem) -> Problem:
    """The problem with these equations among its hypotheses: they hold at each instance of it that can be given."""
    found = dict.fromkeys(equation for clause in problem.hypotheses for equation in _stationary(clause))
    return replace(problem, hypotheses=(*problem.hypotheses, *found)) if found else problem


def _stationary(clause: Clause) -> Iterator[Clause]:
    op, left, right = clause.relation
    if op != "<=" or clause.conditions or len(clause.variables) != 1 or clause.variables[0].sort[0] != "V":
        return
    (variable,) = clause.variables
    rise = _smooth(sub(right, left))
    points = sorted((v for v in clause.free_variables() if v.sort == variable.sort), key=lambda v: str(v[1]))
    for point in points[:MOST_POINTS]:
        try:
            if not Normalizer().scalar(substitute(rise, {variable: point})):
                slope = substitute(derivative(rise, variable), {variable: point})
                yield fact("=", linear_term(Normalizer().form(slope)), Term("mul", ZERO, point))
        except KernelError:
            continue


def _smooth(term: Term) -> Term:
    """The term with its functions taken for differentiable ones, which those of instances are."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _smooth(term[slot])
    return Term("fn" if term[0] == "anyfn" else term[0], *parts[1:])
