"""Sums of squares that have to be found: every certificate is expanded again, every proof replayed by the kernel."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lines import assert_proved, problem

from proofcheck.evidence.derivations import replay, write_derivation
from proofcheck.evidence.readback import poly_term
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.normal import multiply
from proofcheck.kernel.rules import assume
from proofcheck.kernel.terms import ZERO, Term, num
from proofcheck.lang import eq, scalar, sqrt
from proofcheck.provers import ground
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.certificates import CertificateTerm, Poly, expanded
from proofcheck.provers.search import prove
from proofcheck.provers.squares import find_squares

a, b, c, d, x, y, z = (scalar(name) for name in ["a", "b", "c", "d", "x", "y", "z"])
in_order = [x >= y, y >= z, z >= 0]
non_negative = [x >= 0, y >= 0, z >= 0]
X = [Term("var", name, ("S",)) for name in "xyz"]

TRUE = {
    "rearrangement": (x**4 + y**4 >= x**3 * y + x * y**3, []),
    "a product on a disc": (x * y <= 1, [x**2 + y**2 <= 2]),
    "a sum on a disc": (x + y <= 2, [x**2 + y**2 <= 2]),
    "a sum on a disc, strictly": (x + y < 3, [x**2 + y**2 <= 2]),
    "a line and a circle": (3 * x + 5 * y <= sqrt(34), [eq(x**2 + y**2, 1)]),
    "a double root": (x**3 - 3 * x + 2 >= 0, [x >= 0]),
    "three means": (x * y * z <= (x**3 + y**3 + z**3) / 3, non_negative),
    "four means": (4 * x * y * z * d <= x**4 + y**4 + z**4 + d**4, []),
    "three squares": (x**2 + y**2 + z**2 >= x * y + y * z + z * x, []),
    "cubes": (a**3 <= b**3, [a <= b]),
    "Schur, in order": (x * (x - y) * (x - z) + y * (y - x) * (y - z) + z * (z - x) * (z - y) >= 0, in_order),
    "Muirhead": (2 * (x**3 + y**3 + z**3) >= x**2 * (y + z) + y**2 * (z + x) + z**2 * (x + y), non_negative),
    "Chebyshev": (3 * (a * x + b * y + c * z) >= (a + b + c) * (x + y + z), [a >= b, b >= c, x >= y, y >= z]),
    "Cauchy-Schwarz": ((a * x + b * y + c * z) ** 2 <= (a**2 + b**2 + c**2) * (x**2 + y**2 + z**2), []),
    "a discriminant": (b**2 >= 4 * a * c, [eq(a * x**2 + b * x + c, 0)]),
    "on the sphere": (x * y + y * z + z * x <= 1, [eq(x**2 + y**2 + z**2, 1)]),
    "on the simplex": (3 * (x**2 + y**2 + z**2) >= 1, [eq(x + y + z, 1)]),
    "on the hyperbola": (x**2 + y**2 >= 2, [eq(x * y, 1)]),
    "in the square": (x * y + 1 >= x + y, [x <= 1, y <= 1]),
    "squares in the square": (x**2 + y**2 <= 2, [x >= -1, x <= 1, y >= -1, y <= 1]),
    "a root from a square": (x >= 1, [x**2 >= 1, x >= 0]),
    "zeros that are irrational": (x**4 + 4 >= 4 * x**2, []),
    "a quartic": (x**4 + 3 >= 4 * x, []),
    "a positive quartic": (x**4 + 4 > 4 * x, []),
    "an inverse": (x + 1 / x >= 2, [x > 0]),
    "inverses": (x / y + y / x >= 2, [x > 0, y > 0]),
    "a root": (sqrt(x * y) <= (x + y) / 2, [x >= 0, y >= 0]),
    "Motzkin, by denial": (x**4 * y**2 + x**2 * y**4 + 1 >= 3 * x**2 * y**2, []),
    "a root from a cube, by denial": (x <= 1, [x**3 <= 1]),
    "a root from a cube, strictly, by denial": (x < 1, [x**3 < 1]),
    "Bernoulli": ((1 + x) ** 3 >= 1 + 3 * x, [x >= -1]),
}

FALSE = {
    "rearrangement, too sharp": (x**4 + y**4 >= x**3 * y + x * y**3 + x**2 * y**2 / 100, []),
    "a sum on a disc, too sharp": (x + y <= Fraction(199, 100), [x**2 + y**2 <= 2]),
    "a sum on a disc, strictly": (x + y < 2, [x**2 + y**2 <= 2]),
    "a quartic": (x**4 + Fraction(29, 10) >= 4 * x, []),
    "a quartic, strictly": (x**4 + 3 > 4 * x, []),
    "three means of any sign": (x * y * z <= (x**3 + y**3 + z**3) / 3, []),
    "cubes the wrong way round": (b**3 <= a**3, [a <= b]),
    "on the sphere, too sharp": (x * y + y * z + z * x <= Fraction(99, 100), [eq(x**2 + y**2 + z**2, 1)]),
    "a root from a square, of any sign": (x >= 1, [x**2 >= 1]),
    "zero on a line": ((x + y) ** 2 > 0, [x > 0]),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_inequality_is_proved(name):
    says, given = TRUE[name]
    assert_proved(problem(says, *given))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_inequality_is_not_proved(name):
    says, given = FALSE[name]
    assert prove(problem(says, *given)) is None


def test_the_same_certificate_every_time():
    says, given = TRUE["Schur, in order"]
    first, second = (write_derivation(prove(problem(says, *given))) for _ in range(2))
    assert first == second


def test_a_certificate_cites_no_premise_that_it_can_do_without():
    theorem = prove(problem(x * y <= 1, x**2 + y**2 <= 2, x <= 5, y <= 5, x + y <= 3, z >= 1))
    assert theorem is not None
    assert len(theorem.hypotheses) == 1


@pytest.mark.parametrize("lie", [{"square": {(): 1}}, {"premises": (0,)}, {"premises": (0, 0)}])
def test_what_is_not_shown_is_not_believed(monkeypatch, lie):
    found = (CertificateTerm(Fraction(1), **lie),)
    monkeypatch.setattr(ground, "find_squares", lambda *given, **more: found)
    monkeypatch.setattr(ground, "refuted_at_a_point", lambda *given, **more: False)
    facts = Facts([assume([], fact("<=", num(-1), X[0]))])
    assert facts.prove_by_squares(("<=", ZERO, X[0])) is None


# ---------------------------------------------------------------------------- at random

MONOS = [{}, *({i: 1} for i in range(3)), {0: 1, 1: 1}, {1: 1, 2: 1}, {0: 2}, {1: 2}]


def _mono(powers) -> Poly:
    return {tuple((X[i], Fraction(e)) for i, e in sorted(powers.items())): Fraction(1)}


def _sum(*parts: Poly) -> Poly:
    total: Poly = {}
    for part in parts:
        for mono, value in part.items():
            total[mono] = total.get(mono, 0) + value
    return {mono: value for mono, value in total.items() if value}


def _times(value, poly: Poly) -> Poly:
    return {mono: value * other for mono, other in poly.items() if value}


def polys(size):
    numbers = st.lists(st.integers(-3, 3), min_size=size, max_size=size)
    return numbers.map(lambda values: _sum(*map(_times, values, map(_mono, MONOS))))


def _at(poly: Poly, point) -> Fraction:
    place = dict(zip(X, point, strict=True))
    return sum((value * math.prod(place[atom] ** e for atom, e in mono) for mono, value in poly.items()), Fraction(0))


def _square(poly: Poly) -> Poly:
    return multiply(poly, poly)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    st.lists(polys(8), max_size=3),
    st.lists(polys(4), min_size=2, max_size=2),
    st.lists(polys(4), min_size=2, max_size=2),
    st.lists(st.integers(-3, 3), min_size=3, max_size=3),
)
def test_squares_times_premises_that_vanish_at_a_point_are_found(squares, factors, premises, point):
    *squares, first, second = [_sum(poly, {(): -_at(poly, point)}) for poly in (*squares, *map(_mono, MONOS), *factors)]
    products = (multiply(premise, _square(form)) for premise, form in zip(premises, (first, second), strict=True))
    goal = poly_term(_sum(*map(_square, squares), *products))
    facts = Facts(assume([], fact("<=", ZERO, poly_term(premise))) for premise in premises)
    theorem = facts.prove_by_squares(("<=", ZERO, goal))
    assert theorem is not None
    assert replay(write_derivation(theorem)).clause == fact("<=", ZERO, goal)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(polys(8), st.lists(polys(4), max_size=2), st.lists(polys(4), max_size=1), st.booleans())
def test_what_is_found_adds_up(goal, premises, equalities, strict):
    certificate = find_squares(goal, premises, equalities, multiply=multiply, sign=lambda atom: 0, strict=strict)
    if certificate is None:
        return
    assert expanded(certificate, premises, equalities, multiply) == goal
    assert all(term.coefficient > 0 or term.equality is not None for term in certificate)
    assert not strict or any(not term.premises and term.square is None for term in certificate)


def test_entries_for_strict_premises_are_counted():
    with pytest.raises(ValueError, match="strict_premises has 2 entries for 1 premises"):
        find_squares(_mono({0: 1}), [{}], multiply=multiply, sign=lambda atom: 0, strict_premises=[True, False])


@pytest.mark.parametrize("bound", [sqrt(2), 2 * sqrt(Fraction(1, 2)), sqrt(2) / 2 + sqrt(2) / 2])
def test_squares_are_compared_with_a_number_that_has_a_root_in_it(bound):
    assert_proved(problem(a + b <= bound, eq(a**2 + b**2, 1)))
