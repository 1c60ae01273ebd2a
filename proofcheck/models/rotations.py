"""Singular values of matrices that are too large for their characteristic polynomials: enclosed, by plane rotations.

Rotations in floating point make the rows of a matrix orthogonal to one another (Hestenes 1958). What they come to is
then taken as it is, as a matrix Q of rational numbers, and the error is bounded exactly: with e the Frobenius norm of
Q Q' - I and f that of what (Q M)(Q M)' has off its diagonal d, the squares of the singular values of M are between
(d - f) / (1 + e) and (d + f) / (1 - e), each list in its order, by the inequalities of Ostrowski and Weyl (Horn and
Johnson, Theorem 4.5.9 and Corollary 4.3.15).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import hypot, lcm, sqrt

from proofcheck.models.interval import Interval, Undefined

SWEEPS = 30
UNIT = 2**52
"""In one part of so many the entries of Q are rounded."""
_Rows = list[list[float]]


def enclosed_singular_values(matrix: Sequence[Sequence[Fraction]]) -> list[Interval]:
    """As many as rows, of a matrix that is at least as wide as tall, the largest first.

    >>> values = enclosed_singular_values([[Fraction(3), Fraction(4)], [Fraction(-4), Fraction(3)]])
    >>> [abs(value.middle - 5) < Fraction(1, 10**12) for value in values]
    [True, True]

    Raises:
        Undefined: the rotations are too far from being orthogonal.
    """
    common = lcm(*(x.denominator for row in matrix for x in row))
    whole = [[int(x * common) for x in row] for row in matrix]
    turned = [[round(x * UNIT) for x in row] for row in _rotations([[float(x) for x in row] for row in matrix])]
    image = [[_product(row, column) for column in zip(*whole, strict=True)] for row in turned]
    unit, scale = Fraction(1, UNIT**2), Fraction(1, (UNIT * common) ** 2)
    apart = (Interval.of(_square_off(turned, UNIT**2)).sqrt()) * Interval.of(unit)
    off = Interval.of(_square_off(image, None)).sqrt() * Interval.of(scale)
    if apart.hi >= 1:
        raise Undefined("the rotations are not orthogonal")
    squares = sorted((_product(row, row) * scale for row in image), reverse=True)
    low, high = (Interval.of(1) + side for side in (apart, -apart))
    bounds = [((Interval.of(d) - off) / low, (Interval.of(d) + off) / high) for d in squares]
    return [Interval(max(a.lo, Fraction(0)), b.hi).sqrt() for a, b in bounds]


def _rotations(rows: _Rows) -> _Rows:
    """The product of the rotations that make rows orthogonal."""
    size = len(rows)
    product = [[float(i == j) for j in range(size)] for i in range(size)]
    for _ in range(SWEEPS):
        turned = [_rotate(rows, product, i, j) for i, j in combinations(range(size), 2)]
        if not any(turned):
            break
    return product


def _rotate(rows: _Rows, product: _Rows, i: int, j: int) -> bool:
    """Rotate two rows until they are orthogonal; whether they were not."""
    a, b, c = (sum(x * y for x, y in zip(rows[k], rows[m], strict=True)) for k, m in ((i, i), (j, j), (i, j)))
    if abs(c) <= 1e-16 * sqrt(a * b):
        return False
    slope = (b - a) / (2 * c)
    tangent = (1 if slope >= 0 else -1) / (abs(slope) + hypot(1, slope))
    cosine = 1 / hypot(1, tangent)
    sine = cosine * tangent
    for table in (rows, product):
        pairs = list(zip(table[i], table[j], strict=True))
        table[i] = [cosine * x - sine * y for x, y in pairs]
        table[j] = [sine * x + cosine * y for x, y in pairs]
    return True


def _square_off(rows: Sequence[Sequence[int]], diagonal: int | None) -> int:
    """The square of the Frobenius norm of M M' without its diagonal, or without a multiple of the identity."""
    total = 0
    for i, row in enumerate(rows):
        total += 2 * sum(_product(row, other) ** 2 for other in rows[:i])
        total += 0 if diagonal is None else (_product(row, row) - diagonal) ** 2
    return total


def _product(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(x * y for x, y in zip(one, other, strict=True))
