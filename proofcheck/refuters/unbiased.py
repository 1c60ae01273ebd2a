r"""Draws at every point whose mean is given there: the mean at a point that is moved to one side or the other.

Where hypotheses say what the mean of a function of several arguments is at all points, as in
:math:`\mathbb{E}_\xi[g(x, \xi)] = \nabla F(x)`, hardly any function that is guessed has this mean. The function
:math:`g(x, \xi) = \nabla F(x + B \xi)` has it for all quadratic F, where :math:`\xi` is v or -v, each as often.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import SCALAR, Sort, Term, num, slots, subterms
from proofcheck.models import several
from proofcheck.models.instance import Instance, Polynomial
from proofcheck.refuters.noise import Vector, on_one_side, sides, with_terms

OUTCOMES = 2


@dataclass(frozen=True, slots=True)
class Draws:
    """A function of a point and of what is drawn, and what its mean is to be.

    Attributes:
        function: the function of several arguments, by its name.
        image: what takes the point to the space of the sum.
        of: the function of the point whose gradient or value the mean is, by its head and name.
        same: whether the function is to have the values of that one, as where both gradients are taken.
        drawn: what is drawn, a path over the outcomes, by its name.
    """

    function: str
    image: Term
    of: tuple[str, str]
    same: bool
    drawn: str
    sort: Sort
    outcomes: Any

    @property
    def dimension(self) -> Any:
        """That of the space of the point."""
        return self.image.sort[2]

    @property
    def side(self) -> Term:
        """The letter for how far the point is moved."""
        return Term("var", f"{self.drawn}_0", self.sort)


@dataclass(frozen=True, slots=True)
class Moved:
    """A problem with such a function in the place of the draws, and how its instances become some of the one behind."""

    problem: Problem
    draws: Draws

    def completed(self, instance: Instance) -> Instance:
        """The instance with the function, what is drawn and the point as it is; itself where they cannot be given."""
        draws, name = self.draws, self.draws.of[1]
        size, components = instance.dims.get(draws.dimension, 1), instance.functions.get(name)
        side = _value(instance, draws.side)
        if components is None or side is None:
            return instance
        slopes = draws.of[0] == "gradfn" and not draws.same
        given = tuple(_slope(components[0], place) for place in range(size)) if slopes else components
        units = tuple(tuple(Fraction(i == j) for j in range(size)) for i in range(size))
        left = {key: value for key, value in instance.vectors.items() if key != draws.side[1]}
        return replace(
            instance,
            dims={**instance.dims, several.space(draws.function): size, draws.outcomes: OUTCOMES},
            scalars={key: value for key, value in instance.scalars.items() if key != draws.side[1]},
            vectors=left,
            operators={**instance.operators, draws.image[1]: units},
            functions={**instance.functions, several.whole(draws.function): given},
            paths={**instance.paths, draws.drawn: sides(side)},
        )


def unbiased(problem: Problem) -> Iterator[Moved]:
    """Such a problem for the first function of which a hypothesis says what its mean is at all points."""
    for clause in problem.hypotheses:
        draws = _draws(clause)
        if draws is not None:
            yield Moved(with_terms(problem, _replacing(draws)), draws)
            return


def _draws(clause: Clause) -> Draws | None:
    op, *sides = clause.relation
    for total, mean in (sides, sides[::-1]):
        if op != "=" or clause.conditions or len(clause.variables) != 1 or total[0] != "expect":
            continue
        (point,) = clause.variables
        body, same = total[2], total[2][0] == "grad"
        value = body[2] if same else body
        if value[0] != "fn" or not (function := several.function_in(value[1])) or mean[0] not in {"gradfn", "fn"}:
            continue
        at = body[1] if same else point
        parts = value[4][1:] if value[4][0] == "add" else (value[4],)
        images = [part[1] for part in parts if part[0] == "dot" and part[2] == at and part[1][0] == "var"]
        inside = (path for part in parts for path in subterms(part) if path[0] == "path")
        drawn = {path for path in inside if path[3] == total[1]}
        if len(images) == 1 and len(drawn) == 1 and mean[-1] == point and same <= (mean[0] == "gradfn"):
            (path,) = drawn
            return Draws(function, images[0], (mean[0], mean[1]), same, path[1], path.sort, total[3])
    return None


def _replacing(draws: Draws) -> Callable[[Term], Term]:
    space, whole = several.space(draws.function), several.whole(draws.function)
    domain: Sort = ("V", draws.dimension)

    def value(head: str, codomain: Sort, at: Term) -> Term:
        if draws.of[0] == "gradfn" and (head == "gradfn" or not draws.same):
            return Term("gradfn", draws.of[1], draws.dimension, at)
        return Term("fn", draws.of[1], domain, codomain, at)

    def replaced(term: Term) -> Term:
        if term == draws.image:
            return Term("id", draws.dimension)
        if term == Term("dim", draws.outcomes):
            return num(OUTCOMES)
        if term[:2] == ("path", draws.drawn):
            return on_one_side(replaced(term[3]), draws.side)
        if term[0] in {"fn", "gradfn"} and term[1] == whole:
            return value(term[0], term.sort, replaced(term[-1]))
        parts = list(term)
        for slot in slots(term):
            parts[slot] = replaced(term[slot])
        if term[0] == "var" and space in term[2]:
            parts[2] = tuple(draws.dimension if part == space else part for part in term[2])
        if term[0] == "expect" and term[3] == draws.outcomes:
            parts[3] = OUTCOMES
        return Term(*parts)

    return replaced


def _value(instance: Instance, letter: Term) -> Vector | None:
    """The entries of a letter; none of it where it does not matter."""
    if letter.sort == SCALAR:
        return (instance.scalars.get(letter[1], Fraction(0)),)
    size = instance.shape(letter.sort)[0]
    return instance.vectors.get(letter[1], (Fraction(0),) * size)


def _slope(polynomial: Polynomial, place: int) -> Polynomial:
    """The derivative in one of its arguments."""
    found: Mapping[tuple[int, ...], Fraction] = {
        tuple(k - (i == place) for i, k in enumerate(powers)): c * powers[place]
        for powers, c in polynomial.items()
        if powers[place]
    }
    return dict(found)
