"""What minimisers, proximal points and subgradients come to at an instance, where functions have gradients.

A hypothesis for all v that holds with equality at v = p says that a difference is least there: at an instance its
gradient vanishes at p. That is an equation, by which instances can be found, and others ruled out at once. Where
another vector is added to the rest of it, it says which that is: the point of which p is the proximal point, say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import FUNCTIONS, ONE, ZERO, KernelError, Term, num, slots, sub, substitute, subterms
from proofcheck.models.instance import Instance
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.judging import exact_entries

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


@dataclass(frozen=True, slots=True)
class Solved:
    """A problem in which equations say which vectors some are."""

    problem: Problem
    vectors: tuple[Term, ...]

    def completed(self, instance: Instance) -> Instance:
        """The instance with those of these vectors that have exact values."""
        valuation = Valuation(self.problem, instance)
        values = {vector[1]: exact_entries(vector, valuation) for vector in self.vectors}
        known = {name: value for name, value in values.items() if value is not None}
        return replace(instance, vectors={**instance.vectors, **known})


def solved(problem: Problem) -> Iterator[Solved]:
    """A problem with its equations for slopes solved for vectors that they speak of once; nothing where none can be."""
    found: dict[Term, Clause] = {}
    for clause in problem.hypotheses:
        pair = _vector_of(clause)
        if pair is not None and pair[0] not in found:
            found[pair[0]] = fact("=", *pair)
    if found:
        yield Solved(replace(problem, hypotheses=(*problem.hypotheses, *found.values())), tuple(found))


def _vector_of(clause: Clause) -> tuple[Term, Term] | None:
    """The vector that is added, times a number, to the rest of what a clause makes 0, and what that makes of it."""
    op, sides, nothing = clause.relation
    if op != "=" or clause.variables or clause.conditions or sides[0] != "add" or nothing[:2] != ("mul", ZERO):
        return None
    for place, part in enumerate(sides[1:], 1):
        *factors, vector = part[1:] if part[0] == "mul" else (part,)
        rest = (*sides[1:place], *sides[place + 1 :])
        apart = vector[0] == "var" and not any(vector in other.free for other in (*factors, *rest))
        if apart and any(other[0] in FUNCTIONS for whole in rest for other in subterms(whole)):
            total = Term("add", *rest) if len(rest) > 1 else rest[0]
            return vector, Term("mul", Term("div", num(-1), Term("mul", ONE, *factors)), total)
    return None


def _smooth(term: Term) -> Term:
    """The term with its functions taken for differentiable ones, which those of instances are."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _smooth(term[slot])
    return Term("fn" if term[0] == "anyfn" else term[0], *parts[1:])
