"""Tactics for natural numbers: two of them are one apart, or the same."""

from dataclasses import replace
from fractions import Fraction
from math import gcd

from proofcheck.evidence.readback import Poly, poly_term
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import Term, is_natural, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.library import orders


def one_apart(search: Search, relation: Relation) -> Theorem | None:
    """``a + 1 <= b`` from ``a < b`` between natural numbers, once what all terms are multiples of is divided by."""
    op, left, right = relation
    poly = Normalizer().scalar(sub(right, left)) if op == "<=" and search.depth <= 1 else {}
    if not poly or any(coefficient.denominator != 1 for coefficient in poly.values()):
        return None
    content = gcd(*(coefficient.numerator for coefficient in poly.values()))
    gap = {mono: Fraction(coefficient, content) for mono, coefficient in poly.items()}
    gap[()] = gap.get((), Fraction(0)) + 1
    low, high = (_positive_part(gap, sign) for sign in (-1, 1))
    if not is_natural(low) or not is_natural(high):
        return None
    less = replace(search, depth=search.depth + 1).relation(("<", low, high))
    return None if less is None else Facts([orders.whole_numbers([less])]).prove(relation)


def _positive_part(poly: Poly, sign: int) -> Term:
    """What is added in a sum, or taken away, where the ``sign`` is -1."""
    return poly_term({mono: sign * value for mono, value in poly.items() if sign * value > 0})
