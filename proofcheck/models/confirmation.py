"""Counterexamples and witnesses: is a claim certainly false at an instance, and are its hypotheses certainly true?

``confirm`` accepts an instance only if every hypothesis of the problem is *proved* for it, also those that quantify
over all times or all vectors, and the goal is violated in exact or interval arithmetic. Nothing is sampled.

How a hypothesis is proved:

- a relation without bound variables: exactly, or because the bounds of its two sides do not overlap;
- the law that a path, a sequence or a variable is made by (``proofcheck.models.laws`` says what that is): because what
  it makes was shown to exist as far as the law speaks of it. A linear equation has a solution for all times. So has
  w' = -grad E(w), for t >= 0, where the polynomial E is bounded below: the energy bounds the distance travelled,
  |w(t) - w(0)|^2 <= t (E(w(0)) - inf E). Any other solution must be followed to both ends of a bounded range;
- the equations that the enclosed scalars solve: by a change of sign, or by Krawczyk's theorem
  (``proofcheck.models.solutions``);
- for all times in a range: constants; the sign of a sum of terms c t^j exp(r t), from its derivatives; the same after
  multiplying by denominators that are positive there; that a path, or what follows on a positive number, stays on the
  side of a constant where it starts; or interval arithmetic on pieces of the range;
- under a condition: the condition is false, or it gives the conclusion, taken at an end of its own range: where
  q(s) <= b for s in [0, t], q(t) <= c for c >= b;
- for all vectors: both sides become polynomials, roots are squared away where both sides are not negative, the
  operator norm is bounded by the Frobenius norm, and the difference is a quadratic form with no negative pivot.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from proofcheck.kernel.clauses import Clause, Problem, Relation
from proofcheck.kernel.terms import KernelError
from proofcheck.models.determined import determined
from proofcheck.models.existence import IMPOSSIBLE, NONE
from proofcheck.models.instance import (
    ExpPolynomial,
    Instance,
    Polynomial,
    check_shapes,
)
from proofcheck.models.interval import Interval, Undefined, at_most, less
from proofcheck.models.order import first_order
from proofcheck.models.printed import Side, side, values_in_print
from proofcheck.models.quantified import prove_general
from proofcheck.models.scalars import (
    NotConfirmed,
    number,
)
from proofcheck.models.scope import TOP, Scope
from proofcheck.models.solutions import solved_equations
from proofcheck.models.valuation import Valuation

__all__ = [
    "Confirmation",
    "ExpPolynomial",
    "Instance",
    "NotConfirmed",
    "Polynomial",
    "Side",
    "Witness",
    "confirm",
    "satisfies",
    "sides",
    "witness",
]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A claim is false at an instance.

    ``lhs`` and ``rhs`` are the values of the two sides (of vectors: in the first component that differs), ``exact``
    tells that both are known exactly, ``relation`` is what holds between them, for example ``2 != 4``.
    ``hypotheses`` says how each hypothesis was proved, in the order of the problem. ``values`` holds the data of
    the instance and everything that they determine, in print. ``left`` and ``right`` are the two sides, whole.
    """

    lhs: Interval
    rhs: Interval
    exact: bool
    relation: str
    hypotheses: tuple[str, ...]
    values: Mapping[str, str]
    left: "Side"
    right: "Side"


@dataclass(frozen=True, slots=True)
class Witness:
    """An instance that satisfies every hypothesis of a problem: how each was proved, and the data in print.

    The instance is what is kept: ``witness(problem, instance)`` confirms it again.
    """

    instance: Instance
    hypotheses: tuple[str, ...]
    values: Mapping[str, str]


def confirm(problem: Problem, instance: Instance) -> Confirmation:
    """Show that the instance satisfies every hypothesis of the problem and violates its goal.

    Raises:
        NotConfirmed: something of that could not be shown; the message says what.
    """
    with _shown("the claim has no value at the instance"):
        stated, valuation = _made(problem, instance)
        (left, right), (lhs, rhs, sign) = _violation(stated.goal.relation, valuation)  # first: mostly it is all well
        hypotheses = _prove_all(stated, valuation)[: len(problem.hypotheses)]
        for condition in stated.goal.conditions:
            _prove(condition, TOP, valuation, "a condition of the claim")
        exists = stated.goal.relation == IMPOSSIBLE
        text = NONE if exists else f"{lhs.describe()} {sign} {rhs.describe()}"
        values = values_in_print(stated, instance, valuation)
        return Confirmation(lhs, rhs, lhs.known and rhs.known, text, tuple(hypotheses), values, left, right)


def satisfies(problem: Problem, instance: Instance) -> list[str]:
    """Show that the instance satisfies every hypothesis of the problem; returns how each was proved.

    Raises:
        NotConfirmed: one of them could not be proved; the message says which.
    """
    return list(witness(problem, instance).hypotheses)


def witness(problem: Problem, instance: Instance) -> Witness:
    """Show that the instance satisfies every hypothesis of the problem; the goal is ignored.

    Raises:
        NotConfirmed: one of them could not be proved; the message says which.
    """
    with _shown("a hypothesis has no value at the instance"):
        stated, valuation = _made(problem, instance)
        hypotheses = _prove_all(stated, valuation)[: len(problem.hypotheses)]
        return Witness(instance, tuple(hypotheses), values_in_print(stated, instance, valuation))


def sides(problem: Problem, instance: Instance) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """The entries of both sides of the goal, at an instance that satisfies every hypothesis, true or false there.

    Raises:
        NotConfirmed: one of the hypotheses could not be proved; the message says which.
    """
    with _shown("the claim has no value at the instance"):
        stated, valuation = _made(problem, instance)
        _prove_all(stated, valuation)
        for condition in stated.goal.conditions:
            _prove(condition, TOP, valuation, "a condition of the claim")
        left, right = (valuation.value(term) for term in stated.goal.relation[1:])
        return tuple(map(number, left.entries)), tuple(map(number, right.entries))


def _made(problem: Problem, instance: Instance) -> tuple[Problem, Valuation]:
    """The problem with names for the derivatives that the instance gives the start of, and its values there.

    Raises:
        NotConfirmed: such a path is not made by the equation that says what its derivative is, or what is given has
            other shapes.
    """
    system = first_order(problem, instance.initial)
    valuation = Valuation(system.problem, instance)
    check_shapes(system.problem, instance)
    for name, equation in system.equations.items():
        law = valuation.dynamics.get(name) or valuation.recurrences.get(name)
        if law is None or law.clause != equation or name in instance.paths:
            raise NotConfirmed(f"{name} is not made by an equation of second order")
    return system.problem, valuation


@contextmanager
def _shown(failure: str) -> Iterator[None]:
    """Whatever ends an evaluation early means that nothing was shown."""
    try:
        yield
    except (Undefined, KernelError) as error:
        raise NotConfirmed(f"{failure}: {error}") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise NotConfirmed(f"the evaluation is too large: {type(error).__name__}") from error


def _prove_all(problem: Problem, valuation: Valuation) -> list[str]:
    solved = solved_equations(problem, valuation)
    return [
        solved.get(k) or _prove(clause, TOP, valuation, f"hypothesis {k}")
        for k, clause in enumerate(problem.hypotheses, 1)
    ]


def _violation(relation: Relation, valuation: Valuation) -> tuple[tuple[Side, Side], tuple[Interval, Interval, str]]:
    op, left, right = relation
    a, b = valuation.value(left), valuation.value(right)
    pairs = [(number(x), number(y)) for x, y in zip(a.entries, b.entries, strict=True)]
    whole = side(a), side(b)
    for x, y in pairs:
        if op == "=" and (less(x, y) or less(y, x)):
            return whole, (x, y, "!=")
        if op == "<=" and less(y, x):
            return whole, (x, y, ">")
        if op == "<" and at_most(y, x):
            return whole, (x, y, ">=")
    x, y = pairs[0]
    raise NotConfirmed(f"the claim is not violated: its sides are {x.describe()} and {y.describe()}")


def _prove(clause: Clause, scope: Scope, valuation: Valuation, what: str) -> str:
    """How the clause was proved for the instance."""
    try:
        return determined(clause, valuation) or prove_general(clause, scope, valuation)
    except Undefined as error:
        raise NotConfirmed(f"{what} has no value: {error}") from error
    except NotConfirmed as error:
        raise NotConfirmed(f"{what} was not proved: {error}") from error
