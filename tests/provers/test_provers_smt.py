"""Z3 as the last resort: what it proves, and what it must not."""

from fractions import Fraction

import pytest

from proofcheck.kernel.normal import Form, multiply, order
from proofcheck.kernel.terms import Term
from proofcheck.provers.certificates import Poly
from proofcheck.provers.smt import prove_with_z3

HALF = Fraction(1, 2)


def mono(**exponents) -> Poly:
    powers = [(Term("var", name, ("S",)), Fraction(e)) for name, e in exponents.items()]
    return {tuple(sorted(powers, key=lambda item: order(item[0]))): Fraction(1)}


def combine(*parts: tuple[int | Fraction, Poly]) -> Poly:
    total: Poly = {}
    for factor, poly in parts:
        for key, c in poly.items():
            total[key] = total.get(key, 0) + Fraction(factor) * c
    return {key: c for key, c in total.items() if c}


def known(positive: str = "", non_negative: str = ""):
    table = dict.fromkeys(non_negative.split(), 1) | dict.fromkeys(positive.split(), 2)
    return lambda atom: {"num": 2, "poly": 1}.get(atom[0]) or table.get(atom[1], 0)


X, Y, ONE = mono(x=1), mono(y=1), {(): Fraction(1)}


def test_arithmetic_and_geometric_mean():
    goal = combine((1, mono(x=2)), (1, mono(y=2)), (-2, mono(x=1, y=1)))
    assert prove_with_z3(goal, [], sign=known())
    assert not prove_with_z3(goal, [], sign=known(), strict=True)
    assert not prove_with_z3(combine((1, goal), (-1, mono(x=1, y=1))), [], sign=known())


def test_strict_premises_and_equalities():
    assert prove_with_z3(X, [Y], [combine((1, X), (-1, Y))], sign=known())
    assert not prove_with_z3(X, [Y], [combine((1, X), (-1, Y))], sign=known(), strict=True)
    assert prove_with_z3(X, [Y], [combine((1, X), (-1, Y))], sign=known(), strict=True, strict_premises=[True])


def test_roots_are_non_negative_and_square_to_their_atom():
    root = mono(x=HALF)
    goal = combine((1, Y), (-1, root))
    premise = combine((1, mono(y=2)), (-1, X))
    assert prove_with_z3(goal, [premise], sign=known("", "x y"))
    assert not prove_with_z3(goal, [premise], sign=known("", "x"))
    assert not prove_with_z3(root, [], sign=known()), "the root of what may be negative has no meaning here"


def test_roots_of_primes_have_their_value():
    root = {((Form("num", 2), HALF),): Fraction(1)}
    assert prove_with_z3(combine((1, root), (Fraction(-7, 5), ONE)), [], sign=known(), strict=True)
    assert not prove_with_z3(combine((1, root), (Fraction(-3, 2), ONE)), [], sign=known())


def test_powers_of_polynomials_have_their_value():
    inside = combine((1, mono(x=2)), (1, ONE))
    frozen = tuple(sorted(inside.items(), key=lambda item: order(item[0])))
    root = {((Form("poly", frozen), HALF),): Fraction(1)}
    assert prove_with_z3(combine((1, root), (-1, X)), [], sign=known(), strict=True)
    assert not prove_with_z3(combine((1, X), (-1, root)), [], sign=known())


def test_inverses():
    inverse = mono(x=-1)
    assert prove_with_z3(combine((1, multiply(X, X)), (2, inverse), (-3, ONE)), [], sign=known("x"))
    assert not prove_with_z3(combine((1, inverse), (-1, ONE)), [], sign=known("x"))
    assert prove_with_z3(inverse, [], sign=known("", "x")), "the inverse of zero is zero"
    assert not prove_with_z3(inverse, [], sign=known("", "x"), strict=True)


def test_a_budget_that_is_spent_proves_nothing():
    goal = combine((1, mono(x=4, y=2)), (1, mono(x=2, y=4)), (-3, mono(x=2, y=2)), (1, ONE))
    assert prove_with_z3(goal, [], sign=known())
    assert not prove_with_z3(goal, [], sign=known(), budget=1)


def test_entries_for_strict_premises_are_counted():
    with pytest.raises(ValueError, match="strict_premises has 2 entries for 1 premises"):
        prove_with_z3(X, [X], sign=known(), strict_premises=[True, False])
