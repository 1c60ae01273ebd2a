"""Nearest points of sets, as functions of what they are nearest to: so instances of projections are found."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SET, ZERO, KernelError, Sort, Term, neg, slots, sub, substitute
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.valuation import Valuation
from proofcheck.refuters import families
from proofcheck.refuters.judging import exact_entries


class Shape(Enum):
    """What all sets are taken for, with the place of that set among ``families.sets``."""

    BALL = 0
    SPACE = 1
    OUTSIDE = -1
    """What is not inside the unit ball: not convex."""

    def bound(self, point: Term) -> Term:
        """What is at most 0 where the point belongs to the set."""
        beyond = sub(Term("pow", Term("norm", point), 2), ONE)
        return {Shape.BALL: beyond, Shape.SPACE: ZERO, Shape.OUTSIDE: neg(beyond)}[self]

    def nearest(self, target: Term) -> Term:
        """The point of the set that is nearest to the target."""
        if self is Shape.SPACE:
            return target
        length = Term("max" if self is Shape.BALL else "min", ONE, Term("norm", target))
        return Term("mul", Term("div", ONE, length), target)


@dataclass(frozen=True, slots=True)
class Specialized:
    """A problem in which all sets have one shape, and their nearest points are given by equations.

    What says nothing but which point is nearest, or of the sets alone, is left out: who asks confirms what is found.
    """

    problem: Problem
    shape: Shape
    sets: Mapping[str, Sort]
    """The sets, each with the sort of its elements."""
    points: tuple[Term, ...]
    """The nearest points that have a formula."""

    def completed(self, instance: Instance) -> Instance:
        """The instance of the original problem, with those nearest points that have exact values."""
        valuation = Valuation(self.problem, instance)
        vectors, functions = dict(instance.vectors), dict(instance.functions)
        for point in self.points:
            if (values := exact_entries(point, valuation)) is not None:
                vectors[point[1]] = values
        for name, sort in self.sets.items():
            functions[name] = list(families.sets(*instance.shape(sort)))[self.shape.value][1]
        return replace(instance, vectors=vectors, functions=functions)


def specialized(problem: Problem) -> Iterator[Specialized]:
    """The problem where all sets have a shape, for a few shapes; nothing if it speaks of no nearest points.

    Their instances, completed, are instances of the problem.
    """
    found = {clause: pair for clause in problem.hypotheses if (pair := _nearest(clause))}
    sets = {term[1]: term[2] for clause in found for term in clause_terms(clause) if _is_of_set(term)}
    given = {point: target for point, target in found.values() if point not in target.free}
    if not sets or len(given) < len(found):
        return
    said = [clause for clause in problem.hypotheses if clause not in found]
    particular = [clause for clause in said if not _is_about(clause, sets)]
    for shape in (Shape.SPACE, Shape.BALL, *([Shape.OUTSIDE] if particular == said else [])):
        places = [fact("=", point, shape.nearest(target)) for point, target in given.items()]
        hypotheses = [clause.mapped(_replacing(sets, shape)) for clause in particular]
        goal = problem.goal.mapped(_replacing(sets, shape))
        yield Specialized(replace(problem, hypotheses=(*hypotheses, *places), goal=goal), shape, sets, tuple(given))
        if shape is Shape.OUTSIDE and len({*given.values()}) < len(given):
            centred = [clause for point, target in given.items() for clause in _around_the_hole(point, target)]
            yield Specialized(replace(problem, hypotheses=(*hypotheses, *centred), goal=goal), shape, sets, ())


def _around_the_hole(point: Term, target: Term) -> tuple[Clause, Clause]:
    """In the middle of the hole all points of its boundary are nearest, so that several may be."""
    return fact("=", Term("norm", target), ZERO), fact("=", Term("norm", point), ONE)


def _is_of_set(term: Term) -> bool:
    return bool(term[0] == "anyfn" and term[1].startswith(SET))


def _is_about(clause: Clause, sets: Mapping[str, Sort]) -> bool:
    """Whether a clause says something of these sets alone, as that they are convex."""
    return not clause.free_variables() and any(_is_of_set(term) and term[1] in sets for term in clause_terms(clause))


def _replacing(sets: Mapping[str, Sort], shape: Shape) -> Callable[[Term], Term]:
    def replaced(term: Term) -> Term:
        if _is_of_set(term) and term[1] in sets:
            return shape.bound(term[4])
        parts = list(term)
        for slot in slots(term):
            parts[slot] = replaced(term[slot])
        return Term(*parts)

    return replaced


def _nearest(clause: Clause) -> tuple[Term, Term] | None:
    """The free vector y, and a, where the clause says that ``|a - y| <= |a - v|`` for all v under its conditions."""
    op, left, right = clause.relation
    if op != "<=" or left[0] != "norm" or right[0] != "norm" or [v.sort[0] for v in clause.variables] != ["V"]:
        return None
    (v,) = clause.variables
    points = [y for y in left.free if y.sort == v.sort == right[1].sort and substitute(right, {v: y}) == left]
    for target in (Term("add", right[1], v), sub(v, right[1])) if points else ():
        with suppress(KernelError):
            given = linear_term(Normalizer().form(target))
            if v not in given.free:
                return points[0], given
    return None
