"""Exponentials and logarithms of numbers, between numbers: ``(1 + q / N)^N <= exp(q)``, squaring and rounding."""

from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, log

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ZERO, Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import entry

SQUARINGS = 10
"""What follows of the tangent at a 2^10-th part of an exponent is wrong by about the 2^11-th part of its square."""
LARGEST = 12
"""Of exponents and logarithms, by their absolute values."""
_GRAIN = 10**6
"""Bounds are rounded to so many parts of themselves; those of logarithms to a 1000th."""


@lru_cache(maxsize=256)
def below_exponential(q: Fraction) -> Theorem:
    """``a <= exp(q)`` for a number a a little below: the tangent at ``q / 2^10``, squared again and again."""
    exponent = q / 2**SQUARINGS
    bound = 1 + exponent
    shown = rules.arithmetic([orders.tangent_of_exp(num(exponent))], _order(num(bound), _exp(exponent)), [entry(0)])
    for _ in range(SQUARINGS):
        root, square = Term("add", _exp(exponent), num(bound)), bound**2
        exponent, bound = 2 * exponent, _rounded_down(square)
        entries = [entry(0, multiplier=root), *_slack(square - bound)]
        shown = rules.arithmetic([shown], _order(num(bound), _exp(exponent)), entries)
    return shown


@lru_cache(maxsize=256)
def above_exponential(q: Fraction) -> Theorem:
    """``exp(q) <= b`` for a number b a little above: one over what is below ``exp(-q)``."""
    below = below_exponential(-q)
    inverse = 1 / below.clause.relation[1][1]
    return rules.arithmetic([below], _order(_exp(q), num(inverse)), [entry(0, coefficient=inverse, multiplier=_exp(q))])


@lru_cache(maxsize=256)
def about_logarithm(c: Fraction) -> tuple[Theorem, ...]:
    """``p <= log(c)`` and ``log(c) <= q`` for a positive number c, and numbers that are close to one another."""
    about, error = log(c), log(c) ** 2 / 2**SQUARINGS + 1e-3
    low, high = Fraction(floor(1000 * (about - error)), 1000), Fraction(ceil(1000 * (about + error)), 1000)
    value = Term("log", num(c))
    above = _monotone(num(c), _exp(high), below_exponential(high))
    below = _monotone(_exp(low), num(c), above_exponential(low))
    return (
        rules.arithmetic([below], _order(num(low), value), [entry(0)]),
        rules.arithmetic([above], _order(value, num(high)), [entry(0)]),
    )


def _monotone(low: Term, high: Term, shown: Theorem) -> Theorem:
    """``log(a) <= log(b)``, where a theorem shows ``a <= b`` up to rounding."""
    _, left, right = shown.clause.relation
    slack = left[1] - low[1] if left[0] == "num" else high[1] - right[1]
    order = rules.arithmetic([shown], _order(low, high), [entry(0), *_slack(slack)])
    sign = rules.arithmetic([], ("<", ZERO, low), [{"coefficient": 1, "multiplier": low}])
    return orders.monotone([order, sign], "log")


def _slack(amount: Fraction) -> list[dict[str, object]]:
    return [{"coefficient": amount}] if amount else []


def _rounded_down(value: Fraction) -> Fraction:
    scale = _GRAIN * max(1, ceil(1 / value))
    return Fraction(floor(value * scale), scale)


def _exp(exponent: Fraction) -> Term:
    return Term("exp", num(exponent))


def _order(low: Term, high: Term) -> Relation:
    return ("<=", low, high)
