"""Eigenvalues and singular values of small matrices, exact where they are rational, enclosed otherwise.

A matrix is a tuple of rows of ``Interval``. The eigenvalues of an exact symmetric matrix are the roots of its
characteristic polynomial, isolated by Sturm's theorem. A matrix known up to an error is a middle matrix plus an
error matrix; by Weyl's inequality no eigenvalue or singular value moves by more than the error's Frobenius norm.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from proofcheck.models.interval import BITS, Interval, less, rational_root
from proofcheck.models.rotations import enclosed_singular_values

Matrix = tuple[tuple[Interval, ...], ...]
Polynomial = list[Fraction]
"""Coefficients, the constant one first."""
MOST_EXACT = 4
"""Rows of matrices whose singular values are found as roots, exact where they are rational."""


def largest_eigenvalue(matrix: Matrix) -> Interval:
    """The largest eigenvalue of a symmetric matrix.

    Raises:
        ValueError: the matrix is certainly not symmetric.

    >>> one, two = Interval.of(1), Interval.of(2)
    >>> largest_eigenvalue(((two, one), (one, two))).describe()
    '3'
    """
    size = len(matrix)
    for i in range(size):
        for j in range(i):
            if less(matrix[i][j], matrix[j][i]) or less(matrix[j][i], matrix[i][j]):
                raise ValueError("eigenvalues are taken of a matrix that is not symmetric")
    diagonal = [matrix[i][i] for i in range(size)]
    if _is_diagonal(matrix):
        return _maximum(diagonal)
    if all(entry.exact for row in matrix for entry in row):
        return _largest_exact([[entry.lo for entry in row] for row in matrix])
    middle = [[(matrix[i][j].middle + matrix[j][i].middle) / 2 for j in range(size)] for i in range(size)]
    return _widened(_largest_exact(middle), _error(matrix, middle))


def smallest_eigenvalue(matrix: Matrix) -> Interval:
    """The smallest eigenvalue of a symmetric matrix."""
    return -largest_eigenvalue(tuple(tuple(-entry for entry in row) for row in matrix))


def operator_norm(matrix: Matrix) -> Interval:
    """The largest singular value."""
    rows, columns = len(matrix), len(matrix[0])
    return _singular_value(matrix if rows <= columns else _transpose(matrix), smallest=False)


def smallest_singular_value(matrix: Matrix) -> Interval:
    """The n-th singular value of an n by p matrix: 0 if n > p."""
    return Interval.of(0) if len(matrix) > len(matrix[0]) else _singular_value(matrix, smallest=True)


def _singular_value(matrix: Matrix, *, smallest: bool) -> Interval:
    """A singular value of a matrix with at least as many columns as rows."""
    gram = _gram(matrix)
    if all(entry.known for row in gram for entry in row):
        value = smallest_eigenvalue(gram) if smallest else largest_eigenvalue(gram)
        return value.maximum(Interval.of(0)).sqrt()
    middle = tuple(tuple(Interval.of(entry.middle) for entry in row) for row in matrix)
    error = _error(matrix, [[entry.middle for entry in row] for row in matrix])
    return _widened(_singular_value(middle, smallest=smallest), error).maximum(Interval.of(0))


def nuclear_norm(matrix: Matrix) -> Interval:
    """The sum of the singular values.

    >>> one, two = Interval.of(1), Interval.of(2)
    >>> nuclear_norm(((one, two), (two, one))).describe()
    '4'
    """
    rows, columns = len(matrix), len(matrix[0])
    if rows > columns:
        return nuclear_norm(_transpose(matrix))
    if _is_diagonal(matrix):
        return sum((abs(matrix[i][i]) for i in range(rows)), Interval.of(0))
    middle = [[entry.middle for entry in row] for row in matrix]
    gram = _gram(tuple(tuple(map(Interval.of, row)) for row in middle))
    roots = real_roots(characteristic_polynomial([[entry.lo for entry in row] for row in gram]))
    total = sum((root.maximum(Interval.of(0)).sqrt() for root in roots), Interval.of(0))
    # the sum of the singular values of what is left is at most their root mean square, times their number
    error = Interval.of(rows).sqrt() * Interval.of(_error(matrix, middle))
    return _widened(total, error.hi).maximum(Interval.of(0))


def singular_value(matrix: Matrix, number: int) -> Interval:
    """The singular value of a number, from the largest: 0 beyond the rows and the columns.

    >>> one, two = Interval.of(1), Interval.of(2)
    >>> singular_value(((one, two), (two, one)), 2).describe()
    '1'
    """
    if number > min(len(matrix), len(matrix[0])):
        return Interval.of(0)
    if len(matrix) > len(matrix[0]):
        return singular_value(_transpose(matrix), number)
    if number in (1, len(matrix)) and len(matrix) <= MOST_EXACT:
        return _singular_value(matrix, smallest=number > 1)
    middle = [[entry.middle for entry in row] for row in matrix]
    if len(matrix) > MOST_EXACT:
        value = enclosed_singular_values(middle)[number - 1]
    else:
        gram = _gram(tuple(tuple(map(Interval.of, row)) for row in middle))
        roots = real_roots(characteristic_polynomial([[entry.lo for entry in row] for row in gram]))
        value = roots[number - 1].maximum(Interval.of(0)).sqrt()
    return _widened(value, _error(matrix, middle)).maximum(Interval.of(0))


def inverse(matrix: Matrix) -> Matrix:
    """The inverse of a square matrix, by elimination with the pivots that are farthest from 0.

    Raises:
        Undefined: the matrix may be singular.
    """
    size = len(matrix)
    lines = [[*row, *(Interval.of(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        best = max(range(column, size), key=lambda i: max(lines[i][column].lo, -lines[i][column].hi))
        lines[column], lines[best] = lines[best], lines[column]
        pivot = lines[column][column]
        lines[column] = [entry / pivot for entry in lines[column]]
        for other in range(size):
            if other != column:
                factor = lines[other][column]
                lines[other] = [a - factor * b for a, b in zip(lines[other], lines[column], strict=True)]
    return tuple(tuple(line[size:]) for line in lines)


def positive_semidefinite(matrix: Matrix) -> bool:
    """A symmetric matrix certainly has no negative eigenvalue: no pivot of L D L' is negative.

    A pivot must be certainly positive, or exactly zero with a row of exact zeros.
    """
    if not matrix:
        return True
    pivot, row = matrix[0][0], matrix[0]
    if pivot.exact and pivot.lo == 0:
        if not all(entry.exact and entry.lo == 0 for entry in row):
            return False
        return positive_semidefinite(tuple(line[1:] for line in matrix[1:]))
    if pivot.lo <= 0:
        return False
    rest = range(1, len(matrix))
    factors = [entry / pivot for entry in row]
    schur = tuple(tuple(matrix[i][j] - factors[i] * row[j] for j in rest) for i in rest)
    return positive_semidefinite(schur)


def rational_roots(polynomial: Polynomial) -> list[Fraction] | None:
    """All complex roots with their multiplicities if every one is rational, else ``None``.

    >>> rational_roots([Fraction(2), Fraction(-3), Fraction(1)])
    [Fraction(2, 1), Fraction(1, 1)]
    """
    roots: list[Fraction] = []
    while len(polynomial) > 1:
        root = _rational_root(polynomial)
        if root is None:
            return None
        roots.append(root)
        polynomial = _deflated(polynomial, root)
    return roots


def _rational_root(polynomial: Polynomial) -> Fraction | None:
    """0 if that is a root, else the largest one if it is rational; ``None`` if there is no such root."""
    if polynomial[0] == 0:
        return Fraction(0)
    if len(polynomial) == 2:
        return -polynomial[0] / polynomial[1]
    if len(polynomial) == 3:
        c, b, a = polynomial
        discriminant = b * b - 4 * a * c
        root = rational_root(discriminant) if discriminant >= 0 else None
        return None if root is None else max((root - b) / (2 * a), (-root - b) / (2 * a))
    largest = largest_real_root(polynomial)
    return largest.lo if largest is not None and largest.exact else None


def characteristic_polynomial(matrix: Sequence[Sequence[Fraction]]) -> Polynomial:
    """det(x I - A), by the algorithm of Faddeev and LeVerrier."""
    size = len(matrix)
    coefficients = [Fraction(1)]
    product = [[Fraction(0)] * size for _ in range(size)]
    for k in range(1, size + 1):
        for i in range(size):
            product[i][i] += coefficients[-1]
        product = [
            [sum((matrix[i][m] * product[m][j] for m in range(size)), Fraction(0)) for j in range(size)]
            for i in range(size)
        ]
        coefficients.append(-sum((product[i][i] for i in range(size)), Fraction(0)) / k)
    return coefficients[::-1]


def largest_real_root(polynomial: Polynomial) -> Interval | None:
    """The largest real root, exact if it is a rational that is simple enough; ``None`` if there is none."""
    polynomial = _square_free(polynomial)
    chain = _sturm_chain(polynomial)
    bound = 1 + max(abs(c / polynomial[-1]) for c in polynomial)
    low, high = -bound, bound
    above = _sign_changes(chain, high)
    if _sign_changes(chain, low) == above:
        return None
    isolated = False
    top = _value(polynomial, high) > 0
    tolerance = bound / 2 ** (BITS + 8)
    while high - low > tolerance:
        middle = (low + high) / 2
        if isolated:
            outside = (_value(polynomial, middle) > 0) == top
        else:
            count = _sign_changes(chain, middle) - above
            isolated = count == 1 and _value(polynomial, middle) != 0
            outside = count == 0
        low, high = (low, middle) if outside and _value(polynomial, middle) != 0 else (middle, high)
        if _value(polynomial, low) == 0 and _sign_changes(chain, low) == above:
            return Interval.of(low)
    simple = _simplest_between(low, high)
    return Interval.of(simple) if _value(polynomial, simple) == 0 else Interval(low, high)


def real_roots(polynomial: Polynomial) -> list[Interval]:
    """The real roots, each as often as its multiplicity, from the largest.

    >>> [root.describe() for root in real_roots([Fraction(4), Fraction(0), Fraction(-3), Fraction(1)])]
    ['2', '2', '-1']
    """
    found: list[Interval] = []
    while len(polynomial) > 1:
        simple = _square_free(polynomial)
        bound = 1 + max(abs(c / simple[-1]) for c in simple)
        found += _roots_between(_sturm_chain(simple), -bound, bound, bound / 2 ** (BITS + 8))
        polynomial = _divided(polynomial, simple)[0]
    return sorted(found, key=lambda root: root.lo, reverse=True)


def _roots_between(chain: list[Polynomial], low: Fraction, high: Fraction, tolerance: Fraction) -> Iterator[Interval]:
    """The roots in (low, high], by Sturm's theorem."""
    count = _sign_changes(chain, low) - _sign_changes(chain, high)
    if count and high - low > tolerance:
        middle = (low + high) / 2
        yield from _roots_between(chain, low, middle, tolerance)
        yield from _roots_between(chain, middle, high, tolerance)
    elif count:
        simple = _simplest_between(low, high)
        exact = count == 1 and _value(chain[0], simple) == 0
        yield from [Interval.of(simple) if exact else Interval(low, high)] * count


def _largest_exact(matrix: list[list[Fraction]]) -> Interval:
    if len(matrix) == 2:
        (a, b), (_, d) = matrix
        spread = Interval.of((a - d) ** 2 + 4 * b * b).sqrt()
        return (Interval.of(a + d) + spread) * Interval.of(Fraction(1, 2))
    root = largest_real_root(characteristic_polynomial(matrix))
    if root is None:
        raise ValueError("a symmetric matrix without a real eigenvalue")
    return root


def _maximum(values: Sequence[Interval]) -> Interval:
    best = values[0]
    for value in values[1:]:
        best = best.maximum(value)
    return best


def _is_diagonal(matrix: Matrix) -> bool:
    return all(entry.exact and entry.lo == 0 for i, row in enumerate(matrix) for j, entry in enumerate(row) if i != j)


def _transpose(matrix: Matrix) -> Matrix:
    return tuple(zip(*matrix, strict=True))


def _gram(matrix: Matrix) -> Matrix:
    return tuple(
        tuple(sum((a * b for a, b in zip(left, right, strict=True)), Interval.of(0)) for right in matrix)
        for left in matrix
    )


def _error(matrix: Matrix, middle: list[list[Fraction]]) -> Fraction:
    """At least the Frobenius norm of the difference of the two matrices."""
    total = Interval.of(0)
    for row, centre in zip(matrix, middle, strict=True):
        for entry, c in zip(row, centre, strict=True):
            total += Interval.of(max(entry.hi - c, c - entry.lo)) ** 2
    return total.sqrt().hi


def _widened(x: Interval, error: Fraction) -> Interval:
    return x + Interval(-error, error)


def _value(polynomial: Polynomial, x: Fraction) -> Fraction:
    result = Fraction(0)
    for coefficient in reversed(polynomial):
        result = result * x + coefficient
    return result


def _derivative(polynomial: Polynomial) -> Polynomial:
    return [k * c for k, c in enumerate(polynomial)][1:]


def _divided(dividend: Polynomial, divisor: Polynomial) -> tuple[Polynomial, Polynomial]:
    rest, quotient = list(dividend), [Fraction(0)] * max(1, len(dividend) - len(divisor) + 1)
    while len(rest) >= len(divisor) and rest:
        shift, factor = len(rest) - len(divisor), rest[-1] / divisor[-1]
        quotient[shift] = factor
        for k, c in enumerate(divisor):
            rest[shift + k] -= factor * c
        rest.pop()
        while rest and rest[-1] == 0:
            rest.pop()
    return quotient, rest


def _deflated(polynomial: Polynomial, root: Fraction) -> Polynomial:
    return _divided(polynomial, [-root, Fraction(1)])[0]


def _square_free(polynomial: Polynomial) -> Polynomial:
    a, b = polynomial, _derivative(polynomial)
    while b:
        a, b = b, _divided(a, b)[1]
    return _divided(polynomial, a)[0]


def _sturm_chain(polynomial: Polynomial) -> list[Polynomial]:
    """With whole coefficients, which have no divisor in common."""
    chain = [_primitive(polynomial), _primitive(_derivative(polynomial))]
    while len(chain[-1]) > 1:
        rest = _divided(chain[-2], chain[-1])[1]
        chain.append(_primitive([-c for c in rest]))
    return chain


def _primitive(polynomial: Polynomial) -> Polynomial:
    """A positive multiple."""
    common = lcm(*(c.denominator for c in polynomial))
    shared = gcd(*(int(c * common) for c in polynomial))
    return [c * common / (shared or 1) for c in polynomial]


def _sign_changes(chain: list[Polynomial], x: Fraction) -> int:
    signs = [value > 0 for value in (_whole_value(p, x) for p in chain) if value != 0]
    return sum(a != b for a, b in pairwise(signs))


def _whole_value(polynomial: Polynomial, x: Fraction) -> int:
    """The value of a polynomial with whole coefficients, times a power of the denominator."""
    value, power = 0, 1
    for coefficient in reversed(polynomial):
        value = value * x.numerator + coefficient.numerator * power
        power *= x.denominator
    return value


def _simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The rational with the smallest denominator in ``[low, high]``."""
    floor = low.numerator // low.denominator
    if floor == low or floor + 1 <= high:
        return Fraction(floor if floor == low else floor + 1)
    return floor + 1 / _simplest_between(1 / (high - floor), 1 / (low - floor))
