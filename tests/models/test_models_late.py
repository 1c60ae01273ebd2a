"""Sums, integrals and limits that are said to be what they are not; of what they are, nothing is refuted."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lines import assert_refuted, each_of, problem

from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, num
from proofcheck.lang import eq, exp, frac, integral, limit, maximum, natural, oo, scalar, sqrt, summation
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.late import Late
from proofcheck.models.scope import TOP
from proofcheck.models.scope import scalar as a_number
from proofcheck.models.valuation import Valuation

k, s, r, c, mu = natural("k"), scalar("s"), scalar("r"), scalar("c"), scalar("mu")
BELOW_ONE = [r > 0, r < 1]
FALSE = {
    "harmonic": (summation(k, 1, oo, 1 / k) < oo, []),
    "odd harmonic": (summation(k, 0, oo, 1 / (2 * k + 1)) < oo, []),
    "reciprocal roots": (summation(k, 1, oo, 1 / sqrt(k)) < oo, []),
    "terms that do not vanish": (summation(k, 0, oo, (k + 1) / (2 * k + 5)) < oo, []),
    "growing": (summation(k, 0, oo, (1 + c) ** k) < oo, [c >= 0]),
    "reciprocal squares": (eq(summation(k, 1, oo, 1 / k**2), oo), []),
    "three halves": (eq(summation(k, 1, oo, 1 / (k * sqrt(k))), oo), []),
    "geometric from one": (eq(summation(k, 1, oo, r**k), 1 / (1 - r)), BELOW_ONE),
    "geometric the other way up": (eq(summation(k, 0, oo, r**k), 1 / r), BELOW_ONE),
    "weights and a geometric series": (eq(summation(k, 0, oo, k * r**k), 1 / (1 - r) ** 2), BELOW_ONE),
    "square of the sum": (eq(summation(k, 0, oo, r ** (2 * k)), 1 / (1 - r) ** 2), BELOW_ONE),
    "telescoping from two": (eq(summation(k, 1, oo, 1 / (k * (k + 1))), frac(1, 2)), []),
    "lower bound of a series": (summation(k, 1, oo, 1 / k**2) >= 2, []),
    "logarithm": (integral(s, 0, oo, 1 / (1 + s)) < oo, []),
    "tail": (eq(integral(s, 1, oo, 1 / s**2), 2), []),
    "rate upside down": (eq(integral(s, 0, oo, exp(-c * s)), c), [c > 0]),
    "ratio of leading terms": (eq(limit(k, (k + 1) / (2 * k + 1)), 1), []),
    "contraction": (eq(limit(k, (1 - mu) ** k), 1), [mu > 0, mu < 1]),
    "root": (eq(limit(k, sqrt(k + 1) / sqrt(k + 4)), frac(1, 2)), []),
    "limit of the larger": (eq(limit(k, maximum(r**k, 1 / (k + 1))), 1), BELOW_ONE),
}
TRUE = [
    (summation(k, 1, oo, 1 / k**2) < oo, {}),
    (summation(k, 1, oo, 1 / (k * sqrt(k))) < oo, {}),
    (summation(k, 0, oo, k * r**k) < oo, {"r": Fraction(3, 4)}),
    (eq(summation(k, 1, oo, 1 / k), oo), {"M": Fraction(3)}),
    (eq(summation(k, 0, oo, r**k), 1 / (1 - r)), {"r": Fraction(1, 2), "epsilon": Fraction(1, 10**6)}),
    (eq(summation(k, 0, oo, r**k), 1 / (1 - r)), {"r": Fraction(9, 10), "epsilon": Fraction(1, 10**3)}),
    (eq(summation(k, 1, oo, 1 / (k * (k + 1))), 1), {"epsilon": Fraction(1, 10**3)}),
    (eq(integral(s, 0, oo, exp(-c * s)), 1 / c), {"c": Fraction(1, 100), "epsilon": Fraction(1, 10**3)}),
    (integral(s, 1, oo, 1 / s**2) < oo, {}),
    (eq(limit(k, (k + 1) / (2 * k + 1)), frac(1, 2)), {"epsilon": Fraction(1, 10**4)}),
    (eq(limit(k, (1 - mu) ** k), 0), {"mu": Fraction(1, 10**3), "epsilon": Fraction(1, 10**3)}),
]


@each_of(FALSE)
def test_what_they_are_not_is_refuted(line):
    says, hypotheses = line
    assert_refuted(problem(says, *hypotheses))


@pytest.mark.parametrize(("says", "scalars"), TRUE)
def test_of_what_they_are_nothing_is_confirmed(says, scalars):
    with pytest.raises(NotConfirmed):
        confirm(problem(says), Instance(scalars=scalars))


INDEX, SUMMED = Term("var", "K", NATURAL), Term("var", "k", NATURAL)
LATE = 16


def terms(index, leaves=8):
    """Sums, products, quotients, roots and powers in an index."""
    numbers = st.fractions(Fraction(1, 4), 3, max_denominator=4).map(num)
    bases = st.fractions(Fraction(1, 4), Fraction(5, 4), max_denominator=4).map(num)
    powers = st.builds(lambda base: Term("powi", base, index), bases)
    linear = st.builds(lambda number: Term("add", index, Term("mul", num(-1), number)), numbers)
    quotients = st.builds(lambda a, b: Term("div", a, b), powers | linear, linear)

    def larger(smaller):
        pairs = st.tuples(st.sampled_from(["add", "mul", "div", "max", "min"]), smaller, smaller)
        negative = st.builds(lambda part, number: Term("add", part, Term("mul", num(-1), number)), smaller, numbers)
        roots = st.builds(lambda part: Term("sqrt", part), smaller)
        return pairs.map(lambda parts: Term(*parts)) | negative | roots

    return st.recursive(st.just(index) | numbers | powers | quotients, larger, max_leaves=leaves)


def is_within(value, bounds):
    """Whether a number may lie between two, of which either may be missing."""
    low, high = bounds
    return (low is None or low <= value.hi) and (high is None or value.lo <= high)


@settings(max_examples=150)
@given(terms(INDEX) | terms(SUMMED, 5).map(lambda body: Term("sum", SUMMED, ONE, INDEX, body)))
def test_what_is_said_of_late_values_is_so(term):
    valuation = Valuation(Problem((), (), fact("<=", ZERO, term)), Instance())
    late = Late(INDEX, LATE, TOP, valuation)
    values = []
    with suppress(NotConfirmed, Undefined):
        values = [valuation.number(term, TOP.bind(INDEX, a_number(Interval.of(at)))) for at in (16, 17, 23, 60)]
    with suppress(NotConfirmed, Undefined):
        bounds = late.reach(term)
        assert values
        assert all(is_within(value, bounds) for value in values)
    with suppress(NotConfirmed, Undefined):
        if late.grows(term):
            assert late.reach(term)[1] is None
