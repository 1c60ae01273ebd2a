"""Larger spaces, where a letter is the number of a singular value: on a line there is no second one."""

from dataclasses import replace

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import Term
from proofcheck.models.instance import clause_terms
from proofcheck.models.pairing import seen_through

LEAST = "2"


def numbered(problem: Problem) -> Problem | None:
    """The problem where all dimensions are at least 2, if one of them is the number of a singular value."""
    terms = [term for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause)]
    balls = [term[1] for term in terms if term[0] == "minS" and _is_numbered(*term[1:])]
    if not balls:
        return None
    sizes = {size for term in (*terms, *balls) for size in term.sort[1:] if type(size) is str}
    return replace(problem, dimensions=(*problem.dimensions, *(("<=", LEAST, name) for name in sorted(sizes))))


def _is_numbered(ball: Term, body: Term) -> bool:
    return ball.sort[0] == "O" and type(ball.sort[2]) is str and seen_through(ball, body) is not None
