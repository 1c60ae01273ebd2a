"""Moment generating functions that are bounded for all numbers, at an instance."""

from fractions import Fraction as Q

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    frobenius,
    inner,
    norm,
    operator,
    probability,
    random_scalar,
    random_vector,
    scalar,
    variance,
    vector,
)
from proofcheck.models.confirmation import Instance, NotConfirmed, satisfies
from proofcheck.refuters import refute, witness

d = dimension("d")
A, v, Z = operator("A", d, d), vector("v", d), random_vector("Z", d)
R, a, b = random_scalar("R"), scalar("a"), scalar("b")


def is_bounded(factor, outcomes):
    """Whether ``E exp(b R) <= exp(factor b^2)`` is shown for all b, R having these values at 1, 2, ..."""
    first, size = outcomes[0], len(outcomes)
    step = outcomes[1] - first if size > 1 else Q(0)
    line = {(0, Q(0)): first - step, (1, Q(0)): step}
    asked = problem(eq(a, a), for_all(b, expectation(exp(b * R)) <= exp(factor * b**2)))
    try:
        satisfies(asked, Instance({"Omega": size}, scalars={"a": Q(1)}, paths={"R": (line,)}))
    except NotConfirmed:
        return False
    return True


@pytest.mark.parametrize(
    ("factor", "outcomes", "expected"),
    [
        (frac(1, 2), [1, -1], True),  # cosh(b) <= exp(b^2 / 2)
        (frac(49, 100), [1, -1], False),
        (2, [2, -2], True),
        (0, [0], True),
        (5, [1], False),  # a mean that is not 0
        (5, [2, -1], False),
        (frac(1, 2), [1, 0, -1], True),
        (frac(1, 8), ["1/2", "-1/2"], True),
    ],
)
def test_what_has_the_mean_0_and_is_bounded_has_bounded_exponentials(factor, outcomes, expected):
    assert is_bounded(factor, [Q(x) for x in outcomes]) is expected


LIGHT = for_all(b, expectation(exp(b * R)) <= exp(b**2 / 2))


def test_constants_in_tails_and_moments_are_refuted():
    assert_refuted(problem(probability(a <= R) <= exp(-(a**2)), LIGHT, a > 0))
    assert_refuted(problem(variance(R) <= frac(1, 2), LIGHT))
    light = for_all(v, expectation(exp(inner(v, Z))) <= exp(norm(v) ** 2 / 2))
    assert_refuted(problem(expectation(norm(Z) ** 2) <= frac(1, 2), light))


def test_the_right_tail_is_proved_and_what_it_supposes_has_a_witness():
    tail = problem(probability(a <= R) <= exp(-(a**2) / 2), LIGHT, a > 0)
    assert_proved(tail)
    assert witness(tail) is not None


def test_matrices_of_rank_one_are_longer_than_their_entries():
    assert_refuted(problem(norm(A) <= 1, eq(frobenius(A) ** 2, d)))
    assert refute(problem(norm(A) ** 2 <= d, eq(frobenius(A) ** 2, d))) is None
