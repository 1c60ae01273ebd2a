"""Random vectors with second moments that are given: what these leave open is refuted."""

from fractions import Fraction as Q

import pytest
from lines import assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    expectation,
    identity,
    inner,
    norm,
    operator,
    random_scalar,
    random_vector,
    variance,
    vector,
)
from proofcheck.refuters import refute
from proofcheck.refuters.families import isotropic

d = dimension("d")
u, A, Z, R = vector("u", d), operator("A", d, d), random_vector("Z", d), random_scalar("R")
ISOTROPIC = eq(expectation(Z @ Z.T), identity(d))
CENTRED = eq(expectation(Z), 0 * u)
STANDARD = (eq(expectation(R), 0), eq(variance(R), 1))

FALSE = {
    "the squared length is 1 on average": (eq(expectation(norm(Z) ** 2), 1), ISOTROPIC, CENTRED),
    "fourth moments are bounded by second ones": (
        expectation(inner(u, Z) ** 4) <= 2 * norm(u) ** 4,
        ISOTROPIC,
        CENTRED,
    ),
    "an operator has its norm": (expectation(norm(A @ Z) ** 2) <= norm(A) ** 2, ISOTROPIC),
    "third moments vanish": (eq(expectation(R**3), 0), *STANDARD),
}


@each_of(FALSE)
def test_what_second_moments_leave_open_is_refuted(line):
    assert_refuted(problem(*line))


def test_what_second_moments_say_is_not():
    assert refute(problem(eq(expectation(inner(u, Z) ** 2), norm(u) ** 2), ISOTROPIC)) is None


@pytest.mark.parametrize("size", [1, 2, 3])
def test_four_vectors_have_the_mean_0_and_the_identity_as_second_moments(size):
    for components in isotropic(size):
        rows = [[sum(c * Q(k) ** power for (power, _), c in part.items()) for k in range(1, 5)] for part in components]
        for i, row in enumerate(rows):
            assert sum(row) == 0
            assert [sum(a * b for a, b in zip(row, other, strict=True)) for other in rows] == [
                4 * (i == j) for j in range(size)
            ]
