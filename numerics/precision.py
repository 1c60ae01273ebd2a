"""From a violation in floating point to a decision: 50 digits and more, in balls.

Rounding is never a violation. A bound left <= right that fails in floating point is evaluated again in ball arithmetic;
`violated` and `holds` are then proved, and a tight bound (equality, or closer than the digits tried) stays `undecided`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import mpmath
from flint import arb

from numerics.arrays import Array, namespace
from numerics.enclosures import Ball, working_digits
from numerics.errors import NumericsError

DIGITS = (50, 100, 200)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known of left <= right: the verdict, both balls printed, and the digits that it took."""

    verdict: Literal["violated", "holds", "undecided"]
    left: str
    right: str
    digits: int


def suspects(left: Array, right: Array, *, rtol: float = 0.0, atol: float = 0.0) -> Array:
    """Indices at which left <= right fails in floating point by more than rtol |right| + atol, or is NaN.

    >>> import numpy as np
    >>> suspects(np.array([1.0, 3.0, np.nan]), np.array([2.0, 2.0, 2.0]))
    array([1, 2])
    """
    xp = namespace(left, right)
    return xp.nonzero(~(left <= right + rtol * xp.abs(right) + atol))[0]


def decide(evaluate: Callable[[int], tuple[Ball, Ball]], *, digits: Sequence[int] = DIGITS) -> Decision:
    """Decide left <= right with more and more digits, until the balls are apart.

    `evaluate(d)` returns both sides as balls; it runs with d + 10 digits of working precision. A strict `left < right`
    shows as `holds` too. An equality is never decided, hence never a violation.

    >>> decide(lambda d: (arb(2).sqrt() ** 2, arb(2))).verdict
    'undecided'
    >>> decide(lambda d: (arb(1) / 3, arb(3333333333333333) / 10**16)).verdict
    'violated'
    """
    if not digits:
        raise NumericsError("digits is empty; give at least one precision")
    for d in digits:
        with working_digits(d + 10):
            left, right = (side if isinstance(side, arb) else arb(side) for side in evaluate(d))
            verdict: Literal["violated", "holds", "undecided"]
            verdict = "violated" if left > right else "holds" if left <= right else "undecided"
            decision = Decision(verdict, left.str(20), right.str(20), d)
        if verdict != "undecided":
            break
    return decision


def eigenvalue_range(gram: Sequence[Sequence[Ball]], *, digits: int = 50) -> tuple[Ball, Ball]:
    """Balls around the smallest and the largest eigenvalue of a symmetric matrix of balls; multiple ones do no harm.

    Upper bounds on lambda_min are Rayleigh quotients v^T A v / v^T v at approximate eigenvectors; lower bounds are
    numbers mu for which the pivots of A - mu I are proved positive. lambda_max(A) = -lambda_min(-A).
    """
    rows = [list(row) for row in gram]
    negated = [[-entry for entry in row] for row in rows]
    return _smallest(rows, digits), -_smallest(negated, digits)


def singular_value_range(matrix: Sequence[Sequence[Ball]], *, digits: int = 50) -> tuple[Ball, Ball]:
    """Balls around sigma_min and sigma_max of an n by p matrix of balls, n <= p.

    >>> low, high = singular_value_range([[3, 0, 0], [0, 4, 0]])
    >>> low.contains(3), high.contains(4)
    (True, True)
    """
    with working_digits(2 * digits + 20):
        rows = [[arb(entry) for entry in row] for row in matrix]
        gram = [[sum((a * b for a, b in zip(u, v, strict=True)), arb(0)) for v in rows] for u in rows]
        low, high = eigenvalue_range(gram, digits=2 * digits)
        return abs(low).sqrt() if low >= 0 else low.max(arb(0)).sqrt(), high.sqrt()


def _smallest(rows: list[list[Ball]], digits: int) -> Ball:
    n = len(rows)
    with working_digits(digits + 20), mpmath.workdps(digits + 20):
        middle = mpmath.matrix([[_to_mpmath(arb(entry), digits + 20) for entry in row] for row in rows])
        values, vectors = mpmath.eigsy(middle)
        v = [arb(mpmath.nstr(vectors[i, 0], digits + 20)) for i in range(n)]
        image = [sum((a * x for a, x in zip(row, v, strict=True)), arb(0)) for row in rows]
        square = sum((x * x for x in v), arb(0))
        above = sum((a * x for a, x in zip(image, v, strict=True)), arb(0)) / square
        size = max(abs(values[0]), abs(values[n - 1]), mpmath.mpf(10) ** -1000)
        for slack in range(digits + 5, -1, -5):
            below = arb(mpmath.nstr(values[0] - size * mpmath.mpf(10) ** -slack, digits + 20))
            if positive_definite([[a - below if i == j else a for j, a in enumerate(r)] for i, r in enumerate(rows)]):
                return below.union(above)
    raise NumericsError("the entries of the matrix are too wide to enclose its eigenvalues; raise their precision")


def _to_mpmath(entry: Ball, digits: int) -> mpmath.mpf:
    return mpmath.mpf(entry.mid().str(digits, radius=False))


def positive_definite(rows: list[list[Ball]]) -> bool:
    """Whether all pivots of symmetric elimination are proved positive, for every matrix in the balls."""
    rows = [list(row) for row in rows]
    n = len(rows)
    for k in range(n):
        if not rows[k][k] > 0:
            return False
        for i in range(k + 1, n):
            factor = rows[i][k] / rows[k][k]
            for j in range(k + 1, n):
                rows[i][j] = rows[i][j] - factor * rows[k][j]
    return True
