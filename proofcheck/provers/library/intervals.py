"""Absolute values, and what is bent downwards: what holds of it at both ends of an interval holds between them."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term, fresh_variable, neg, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import by_cases, opposite
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry

LOW, HIGH, S = (Term("var", name, SCALAR) for name in "abs")
LEVEL, TILT, BEND = (Term("var", name, SCALAR) for name in "pqr")


def parabola(level: Term, tilt: Term, bend: Term, s: Term) -> Term:
    """``p + q s - r s^2``."""
    return Term("add", level, Term("mul", tilt, s), neg(Term("mul", bend, Term("pow", s, 2))))


@cache
def between_law() -> Theorem:
    """If a <= s <= b and 0 <= r, and p + q s - r s^2 is not negative at a and b, then it is not negative at s.

    Where a < b, (b - a) f(s) = (b - s) f(a) + (s - a) f(b) + r (b - a) (s - a) (b - s); otherwise s = a.
    """
    here, low, high = (parabola(LEVEL, TILT, BEND, place) for place in (S, LOW, HIGH))
    clauses = [fact("<=", *ends) for ends in ((LOW, S), (S, HIGH), (ZERO, BEND), (ZERO, low), (ZERO, high))]
    given = [rules.assume([], clause) for clause in clauses]
    goal: Relation = ("<=", ZERO, here)
    order, apart = (rules.assume([], fact(*sides)) for sides in (("<=", HIGH, LOW), ("<", LOW, HIGH)))
    back = rules.arithmetic([given[1], order], ("<=", S, LOW), [entry(0), entry(1)])
    same = orders.antisymmetry([given[0], back])
    slope = sub(TILT, Term("mul", BEND, Term("add", S, LOW)))
    still = rules.arithmetic([given[3], same], goal, [entry(0), entry(equality=1, multiplier=slope)])
    below = rules.assume([], fact(*opposite(goal)))
    entries = [entry(5, 6), entry(1, 3), entry(0, 4), entry(2, 5, 0, 1)]
    impossible = rules.arithmetic([*given, apart, below], ("<", ZERO, ZERO), entries)
    moving = by_cases(goal, rules.assume([], fact(*goal)), rules.absurd([impossible], goal))
    return rules.generalize([rules.cases([still, moving], HIGH, LOW)], [], clauses)


def between(premises: Sequence[Theorem], s: Term, level: Term, tilt: Term, bend: Term) -> Theorem:
    """``0 <= p + q s - r s^2``, from ``a <= s``, ``s <= b``, ``0 <= r`` and the same at a and b.

    Raises:
        KernelError: the premises say something else.
    """
    letters = [(LOW, premises[0].clause.relation[1]), (HIGH, premises[1].clause.relation[2]), (S, s)]
    return apply(between_law(), premises, variables=[*letters, (LEVEL, level), (TILT, tilt), (BEND, bend)])


def size(number: Term) -> Term:
    """The absolute value of a number."""
    return Term("max", number, neg(number))


@cache
def square_of_size_law() -> Theorem:
    """|s|^2 = s^2: the absolute value is s or -s."""
    hole = fresh_variable(Term("var", "hole", SCALAR), frozenset([S]))
    shown = []
    for order, larger in ((fact("<=", S, ZERO), neg(S)), (fact("<", ZERO, S), S)):
        given = rules.assume([], order)
        bounds = [rules.arithmetic([given], ("<=", part, larger), _twice(part, larger)) for part in size(S)[1:]]
        above = orders.extreme([], size(S), 1 if larger == S else 2)
        equal = orders.antisymmetry([orders.maximum(bounds), above])
        square = rules.congruence([equal], hole, Term("pow", hole, 2))
        relation: Relation = ("=", Term("pow", size(S), 2), Term("pow", S, 2))
        shown.append(rules.arithmetic([square], relation, [entry(equality=0)]))
    return rules.cases(shown, S, ZERO)


def _twice(part: Term, larger: Term) -> list[dict[str, object]]:
    return [] if part == larger else [{"coefficient": 2, "premises": [0]}]


def square_of_size(number: Term) -> Theorem:
    """``|a|^2 = a^2``."""
    return apply(square_of_size_law(), variables=[(S, number)])
