"""Where an expression is least for all values of a vector, its gradient vanishes: minimisers of defined functions."""

from collections.abc import Iterator
from functools import lru_cache

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ONE, VALUES, ZERO, KernelError, Term, fresh_variable, neg, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders, zeros
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.convexity import INSIDE, TIME
from proofcheck.provers.library.slopes import first_slope, follows
from proofcheck.provers.library.terms import plus, times
from proofcheck.provers.matching import Matcher, Reading


@lru_cache(maxsize=1024)
def flat_points(least: Theorem) -> tuple[Theorem, ...]:
    """What a theorem that says for all v that q(u) <= q(v) tells of the gradient of q at u: it is zero.

    Of declared functions a law says so; q is what has a gradient by its form.
    """
    clause = least.clause
    op, low, value = clause.relation
    if op != "<=" or len(clause.variables) != 1 or clause.conditions or value[0] in VALUES:
        return ()
    (variable,) = clause.variables
    if variable.sort[0] != "V" or variable in low.free or variable not in value.free:
        return ()
    if low[0] == value[0] == "norm":
        least = _squared(least, variable, low, value)
        low, value = (Term("pow", side, 2) for side in (low, value))
    return tuple(_flat(least, variable, value, low))


def _squared(least: Theorem, variable: Term, low: Term, value: Term) -> Theorem:
    """What is said of lengths, of their squares."""
    order = rules.instantiate([least], [(variable, variable)])
    squares: Relation = ("<=", Term("pow", low, 2), Term("pow", value, 2))
    shown = rules.arithmetic([order], squares, [entry(0, multiplier=Term("add", low, value))])
    return rules.generalize([shown], [variable], [])


def _flat(least: Theorem, variable: Term, value: Term, low: Term) -> Iterator[Theorem]:
    for reading in Matcher(frozenset({variable})).match(value, low, Reading()):
        point = reading.variables.get(variable)
        if point is not None and substitute(value, {variable: point}) == low:
            try:
                yield _stationary(least, variable, value, point)
            except KernelError:
                continue
            return


def _stationary(least: Theorem, variable: Term, value: Term, point: Term) -> Theorem:
    """-q(u - s g), for the gradient g at u, is nowhere more than at s = 0, and its slope there is |g|^2."""
    slope = substitute(derivative(value, variable), {variable: point})
    time = fresh_variable(TIME, slope.free | value.free | point.free)
    moved = plus(point, neg(times(time, slope)))
    path = neg(substitute(value, {variable: moved}))
    below = rules.instantiate([least], [(variable, moved)])
    high = follows([below], ("<=", path, substitute(path, {time: ZERO})))
    inside = [condition.substitute({TIME: time}) for condition in INSIDE]
    flat = first_slope(rules.generalize([high], [time], inside), ONE, follows([], ("<", ZERO, ONE)), path)
    length = Term("norm", slope)
    none = follows([flat], ("<=", Term("pow", length, 2), Term("pow", ZERO, 2)))
    short = orders.compare_squares([follows([], ("<=", ZERO, ZERO)), none], length, ZERO)
    return zeros.definite(short, slope)
