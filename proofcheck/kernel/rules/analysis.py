"""Rules about derivatives, and about what moves."""

from collections.abc import Iterable

from proofcheck.kernel.calculus import Vanishing, derivative, is_continuous
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.rules.making import Premises, absent, over, rule, say
from proofcheck.kernel.terms import SCALAR, ZERO, Term, need, sub, substitute


def _noted_in(divisors: dict[Term, None]) -> Vanishing:
    """Take for nonzero whatever is asked about, and note it: what is noted must be shown."""
    return lambda part: divisors.setdefault(part) is None


def _apart_from_zero(variable: Term, low: Term, high: Term, divisors: Iterable[Term]) -> list[Clause]:
    """What divides vanishes nowhere between two ends."""
    absent(variable, low, high)
    return [over(variable, low, high, ("<", ZERO, Term("pow", part, 2))) for part in divisors]


@rule("fundamental theorem of calculus")
def fundamental_theorem(premises: Premises, variable: Term, low: Term, high: Term, body: Term) -> Clause:
    """The integral of a derivative.

    ::

        A |- a <= b      B |- for s in [a, b]: 0 < q(s)^2  ...
        ------------------------------------------------------
        A, B, ... |- int_a^b (d/ds F)(s) ds = F(b) - F(a)

    The q are what must not vanish for F to be continuously differentiable: what F or its derivative divides by, or
    takes the root or the logarithm of; s is not free in a and b. Where there are none, a <= b is not needed.
    """
    divisors: dict[Term, None] = {}
    slope = derivative(body, variable, _noted_in(divisors))
    need(is_continuous(slope, variable, _noted_in(divisors)), "the derivative need not be continuous")
    needed = _apart_from_zero(variable, low, high, divisors)
    say(premises, *[fact("<=", low, high)][: len(needed)], *needed)
    difference = sub(substitute(body, {variable: high}), substitute(body, {variable: low}))
    return fact("=", Term("int", variable, low, high, slope), difference)


@rule("mean value inequality")
def mean_value_inequality(premises: Premises, variable: Term, low: Term, high: Term, body: Term) -> Clause:
    """What has a derivative that is not positive does not increase.

    ::

        A |- for s in [a, b]: d/ds F <= 0      B |- a <= b      C |- for s in [a, b]: 0 < q(s)^2  ...
        ---------------------------------------------------------------------------------------------
        A, B, C, ... |- F(b) <= F(a)

    The q are what must not vanish for F to be differentiable: what F divides by, what it takes the root, the logarithm
    or the norm of; s is not free in a and b.
    """
    divisors: dict[Term, None] = {}
    derivative(body, variable, _noted_in(divisors))
    falls = over(variable, low, high, ("<=", Term("d", variable, body), ZERO))
    say(premises, falls, fact("<=", low, high), *_apart_from_zero(variable, low, high, divisors))
    return fact("<=", *(substitute(body, {variable: end}) for end in (high, low)))


@rule("continuation")
def continuation(premises: Premises, variable: Term, earlier: Term, quantity: Term, bound: Term) -> Clause:
    """A continuous quantity that cannot be the first to reach its bound never reaches it.

    ::

        A |- D(0) < R      B |- for all t: if 0 <= t and (for s in [0, t]: D(s) <= R) then D(t) < R
        -------------------------------------------------------------------------------------------
        A, B |- for all t: if 0 <= t then D(t) < R          D continuous in t, t not free in R

    The times up to which D <= R form an interval that contains 0, is closed, and is open in [0, oo): D < R at its end.
    That it has an end is the completeness of the real numbers, which no other rule says of times: so this one cannot be
    derived.
    """
    need(is_continuous(quantity, variable), "the quantity need not be continuous")
    need(variable.sort == earlier.sort == SCALAR and variable != earlier, "two time variables are needed")
    absent(variable, bound)
    absent(earlier, bound, quantity)
    start = fact("<", substitute(quantity, {variable: ZERO}), bound)
    begun = fact("<=", ZERO, variable)
    inside = over(earlier, ZERO, variable, ("<=", substitute(quantity, {variable: earlier}), bound))
    strictly: Relation = ("<", quantity, bound)
    say(premises, start, Clause((variable,), (begun, inside), strictly))
    return Clause((variable,), (begun,), strictly)
