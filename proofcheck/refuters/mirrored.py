r"""Mirror maps as half the square of the norm: the steps of mirror descent are those of gradient descent then.

Where hypotheses give the gradient of a function at the next member of a sequence, as in
:math:`\nabla \psi(x_{t+1}) = \nabla \psi(x_t) - \eta g_t`, that member is found by solving for it. For
:math:`\psi = \frac12 |x|^2`, whose gradient is the identity, the hypothesis says itself which it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import Sort, Term, num, slots
from proofcheck.models.instance import Instance
from proofcheck.refuters.standing import standing


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A problem without a mirror map, and how its instances become some of the one behind it."""

    problem: Problem
    name: str
    space: Sort

    def completed(self, instance: Instance) -> Instance:
        """The instance with half the square of the norm for the mirror map, and the members of what comes to rest."""
        instance = standing(self.problem, instance) or instance
        (size,) = instance.shape(self.space)
        half = {tuple(2 * (i == j) for j in range(size)): Fraction(1, 2) for i in range(size)}
        return replace(instance, functions={**instance.functions, self.name: (half,)})


def mirrored(problem: Problem) -> Iterator[Mirrored]:
    """Such a problem for the first function whose gradient a hypothesis gives at the next member of a sequence."""
    for clause in problem.hypotheses:
        slope = _slope_of_next(clause)
        if slope is not None:
            _, name, dimension, _ = slope
            replaced = _replacing(name)
            hypotheses = tuple(clause.mapped(replaced) for clause in problem.hypotheses)
            plain = replace(problem, hypotheses=hypotheses, goal=problem.goal.mapped(replaced))
            yield Mirrored(plain, name, ("V", dimension))
            return


def _slope_of_next(clause: Clause) -> Term | None:
    """The gradient at the next member of a sequence that stands alone on the left of an equation."""
    op, left, _ = clause.relation
    of_next = left[0] == "gradfn" and left[3][0] == "path" and left[3][3][0] == "add"
    return left if op == "=" and of_next else None


def _replacing(name: str) -> Callable[[Term], Term]:
    def replaced(term: Term) -> Term:
        parts = list(term)
        for slot in slots(term):
            parts[slot] = replaced(term[slot])
        if term[:2] == ("gradfn", name):
            point: Term = parts[3]
            return point
        if term[:2] == ("fn", name):
            return Term("mul", num(Fraction(1, 2)), Term("pow", Term("norm", parts[4]), 2))
        return Term(*parts)

    return replaced
