"""Eigenvalues and singular values of small rational matrices."""

from fractions import Fraction as Q

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofcheck.models.interval import Interval
from proofcheck.models.spectra import (
    characteristic_polynomial,
    largest_eigenvalue,
    nuclear_norm,
    operator_norm,
    positive_semidefinite,
    rational_roots,
    singular_value,
    smallest_eigenvalue,
    smallest_singular_value,
)

ENTRIES = st.fractions(min_value=-4, max_value=4, max_denominator=3)


def matrix(rows):
    return tuple(tuple(Interval.of(x) for x in row) for row in rows)


@st.composite
def rectangles(draw):
    n, p = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return [[draw(ENTRIES) for _ in range(p)] for _ in range(n)]


@given(rectangles())
def test_singular_values_agree_with_floating_point(rows):
    values = np.linalg.svd(np.array(rows, dtype=float), compute_uv=False)
    largest, smallest = operator_norm(matrix(rows)), smallest_singular_value(matrix(rows))
    assert float(largest.middle) == pytest.approx(values[0], abs=1e-8)
    expected = 0 if len(rows) > len(rows[0]) else values[-1]
    assert float(smallest.middle) == pytest.approx(expected, abs=1e-6)
    assert largest.width < Q(1, 10**15)


@given(rectangles())
def test_singular_values_by_their_numbers_agree_with_floating_point(rows):
    values = [*np.linalg.svd(np.array(rows, dtype=float), compute_uv=False), 0.0]
    for number, value in enumerate(values, 1):
        assert float(singular_value(matrix(rows), number).middle) == pytest.approx(value, abs=1e-6)


def test_large_matrices_have_their_singular_values_enclosed():
    rows = [[Q((7 * i * j + 3 * i + j * j) % 11 - 5) for j in range(8)] for i in range(6)]
    rows[5] = [a + b for a, b in zip(rows[0], rows[1], strict=True)]
    values = np.linalg.svd(np.array(rows, dtype=float), compute_uv=False)
    for number, value in enumerate(values, 1):
        found = singular_value(matrix(rows), number)
        assert float(found.lo) - 1e-12 <= value <= float(found.hi) + 1e-12
        assert found.width < (Q(1, 10**12) if number < 6 else Q(1, 10**6))


@given(rectangles())
def test_the_nuclear_norm_is_the_sum_of_the_singular_values(rows):
    values = np.linalg.svd(np.array(rows, dtype=float), compute_uv=False)
    found = nuclear_norm(matrix(rows))
    assert float(found.middle) == pytest.approx(values.sum(), abs=1e-6)
    assert found.width < Q(1, 10**6)


def test_nuclear_norms_of_uncertain_entries_hold_those_of_all():
    wide = Interval(Q(-1, 10), Q(1, 10))
    found = nuclear_norm(((Interval.of(2), wide), (wide, Interval.of(1))))
    for corner in (Q(-1, 10), Q(0), Q(1, 10)):
        exact = nuclear_norm(matrix([[2, corner], [-corner, 1]]))
        assert found.lo <= exact.lo <= exact.hi <= found.hi


@given(rectangles())
def test_eigenvalues_bound_the_rayleigh_quotient(rows):
    n = len(rows)
    square = [
        [sum(a * b for a, b in zip(x, y, strict=True)) - (i == j) for j, y in enumerate(rows)]
        for i, x in enumerate(rows)
    ]
    low, high = smallest_eigenvalue(matrix(square)), largest_eigenvalue(matrix(square))
    for v in ([1] * n, [(-1) ** i for i in range(n)], [i + 1 for i in range(n)]):
        quotient = sum(v[i] * square[i][j] * v[j] for i in range(n) for j in range(n)) / Q(sum(x * x for x in v))
        assert low.lo <= quotient <= high.hi
    assert positive_semidefinite(matrix(square)) == (low.lo >= 0)


def test_rational_eigenvalues_are_exact():
    ones = matrix([[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    assert largest_eigenvalue(ones) == Interval.of(3)
    assert smallest_eigenvalue(ones) == Interval.of(0)
    assert operator_norm(matrix([[3, 4]])) == Interval.of(5)
    assert smallest_singular_value(matrix([[1, 1], [1, 1]])) == Interval.of(0)
    assert operator_norm(matrix([[1, 1]])).square == 2


def test_uncertain_entries_widen_the_result():
    wide = Interval(Q(-1, 10), Q(1, 10))
    rows = ((Interval.of(2), wide), (wide, Interval.of(1)))
    for corner in (Q(-1, 10), Q(0), Q(1, 10)):
        exact = largest_eigenvalue(matrix([[2, corner], [corner, 1]]))
        assert largest_eigenvalue(rows).lo <= exact.lo
        assert exact.hi <= largest_eigenvalue(rows).hi


def test_eigenvalues_of_a_matrix_that_is_not_symmetric_are_refused():
    with pytest.raises(ValueError, match="not symmetric"):
        largest_eigenvalue(matrix([[1, 2], [3, 4]]))


def test_all_roots_rational_or_none():
    assert rational_roots(characteristic_polynomial([[Q(1, 2), Q(5)], [Q(0), Q(-7, 3)]])) == [Q(1, 2), Q(-7, 3)]
    assert rational_roots([Q(0), Q(0), Q(1)]) == [0, 0]
    assert rational_roots([Q(-2), Q(0), Q(1)]) is None
    assert rational_roots([Q(1), Q(0), Q(1)]) is None
    assert rational_roots([Q(-1), Q(0), Q(0), Q(1)]) is None


@given(st.lists(ENTRIES, min_size=1, max_size=4), st.fractions(1, 3, max_denominator=4))
def test_the_roots_of_a_product_of_linear_factors_are_found(roots, leading):
    polynomial = [leading]
    for root in roots:
        shifted, scaled = [Q(0), *polynomial], [-root * c for c in polynomial]
        polynomial = [a + b for a, b in zip(shifted, [*scaled, Q(0)], strict=True)]
    assert sorted(rational_roots(polynomial)) == sorted(roots)
