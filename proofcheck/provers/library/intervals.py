"""What holds at both ends of an interval, and is bent downwards, holds between them."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term, neg, sub
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
