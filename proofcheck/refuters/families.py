"""Simple data to try: numbers, vectors, operators, maps and paths, each with a cost; the simplest cost nothing."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from proofcheck.models.instance import ExpPolynomial, Polynomial
from proofcheck.models.pieces import Pieces

Vector = tuple[Fraction, ...]
Matrix = tuple[Vector, ...]
Map = tuple[Polynomial, ...]

ONE, HALF, TWO, THIRD = Fraction(1), Fraction(1, 2), Fraction(2), Fraction(1, 3)
ZERO = Fraction(0)
NEAR = Fraction(1, 10)
FAR = (Fraction(1000), Fraction(-1000))
"""Lengths that are tried where nothing simpler will do: what is raised to a wrong power fails near 0, or far away."""


def basis(size: int, i: int, length: Fraction = ONE) -> Vector:
    """A multiple of a unit vector; counted from the end where ``i`` is negative."""
    return tuple(length if k == i % size else ZERO for k in range(size))


def vectors(size: int) -> Iterator[tuple[int, Vector]]:
    """Vectors of R^size; the first is not 0."""
    yield 0, basis(size, 0)
    yield 1, (ZERO,) * size
    yield 1, basis(size, 0, HALF)
    yield 1, basis(size, 0, -HALF)
    yield 2, basis(size, 0, TWO)
    yield 2, basis(size, 0, -ONE)
    if size > 1:
        yield 1, (ONE,) * size
        yield 2, basis(size, 1)
        yield 2, (ONE, -ONE, *(ZERO,) * (size - 2))
        yield 3, (Fraction(3, 5), Fraction(4, 5), *(ZERO,) * (size - 2))
    yield 3, basis(size, 0, Fraction(4))
    yield 3, basis(size, 0, NEAR)
    yield from ((4, basis(size, 0, length)) for length in FAR)


def starts(size: int) -> Iterator[tuple[int, Vector]]:
    """Where a path starts: first at 0."""
    yield 0, (ZERO,) * size
    yield 1, basis(size, 0)
    yield 2, basis(size, 0, -ONE)
    yield 2, basis(size, 0, TWO)
    if size > 1:
        yield 2, (ONE,) * size
        yield 2, basis(size, 1)
    yield 3, basis(size, 0, HALF)
    yield 3, basis(size, 0, NEAR)
    yield from ((4, basis(size, 0, length)) for length in FAR)


def matrices(rows: int, columns: int) -> Iterator[tuple[int, Matrix]]:
    """Operators from R^columns to R^rows."""
    yield 0, diagonal(rows, columns, ONE)
    yield 1, diagonal(rows, columns, HALF)
    yield 1, diagonal(rows, columns, TWO)
    if min(rows, columns) > 1:
        yield 1, diagonal(rows, columns, ONE, TWO)
        yield 2, _with_entry(diagonal(rows, columns, ONE), 0, 1, ONE)
        yield 2, _with_entry(_with_entry(diagonal(rows, columns, ZERO), 0, 1, ONE), 1, 0, -ONE)
        yield 2, _with_entry(diagonal(rows, columns, ZERO), 0, 1, HALF)
        yield 3, diagonal(rows, columns, ONE, -ONE)
        yield 3, diagonal(rows, columns, ONE, ZERO)
        yield 3, _with_entry(_with_entry(diagonal(rows, columns, ONE), 0, 1, -ONE), 1, 0, ONE)  # turns, and stretches
        yield 3, _with_entry(diagonal(rows, columns, ONE, ZERO), 0, 1, ONE)  # of rank one, longer than its entries
    yield 2, diagonal(rows, columns, -ONE)
    yield 2, diagonal(rows, columns, -HALF)
    yield 2, diagonal(rows, columns, ZERO)
    yield 3, diagonal(rows, columns, Fraction(4))
    if min(rows, columns) > 1:
        unequal = _with_entry(_with_entry(diagonal(rows, columns, ONE, Fraction(4), ZERO), 0, 1, TWO), 1, 0, TWO)
        yield 4, unequal  # of rank one and not negative, with an entry above another on the diagonal
        nothing, first = diagonal(rows, columns, ZERO), diagonal(rows, columns, ONE, ZERO)
        yield 4, _beside(nothing, ONE, ONE)  # symmetric, with nothing on the diagonal
        yield 4, _beside(diagonal(rows, columns, ONE, ONE, ZERO), ONE, ONE)
        yield 4, _with_entry(first, 1, 0, ONE)  # rows with the sum 1, for two of them
        yield 5, _beside(diagonal(rows, columns, ONE, Fraction(4), ZERO), -TWO, -TWO)
    yield from ((4, diagonal(rows, columns, length)) for length in FAR)


def diagonal(rows: int, columns: int, *entries: Fraction) -> Matrix:
    """The operator with these entries on the diagonal, the last one repeated."""
    return tuple(
        tuple(entries[min(i, len(entries) - 1)] if i == j else ZERO for j in range(columns)) for i in range(rows)
    )


def _with_entry(matrix: Matrix, row: int, column: int, value: Fraction) -> Matrix:
    return tuple(
        tuple(value if (i, j) == (row, column) else x for j, x in enumerate(line)) for i, line in enumerate(matrix)
    )


def _beside(matrix: Matrix, above: Fraction, below: Fraction) -> Matrix:
    """The same with two entries beside the diagonal."""
    return _with_entry(_with_entry(matrix, 0, 1, above), 1, 0, below)


def maps(source: int, target: int) -> Iterator[tuple[int, Map]]:
    """Maps from R^source to R^target: linear, then with a square added, then of squares alone, then affine."""
    for cost, matrix in matrices(target, source):
        yield cost, _linear(matrix)
    line = _linear(diagonal(target, source, ONE))
    yield 1, _plus(line, 0, {_power(source, 0, 2): HALF})
    yield 1, _quadratic(*[HALF] * source) * target
    yield 2, _plus(line, 0, {_power(source, 0, 0): ONE})
    if target > 1:
        yield 2, _plus(line, target - 1, {_power(source, 0, 0): ONE})
    yield 2, _plus(_linear(diagonal(target, source, HALF)), 0, {_power(source, 0, 2): Fraction(1, 4)})
    if source > 1:
        yield 2, _plus(line, 0, {_power(source, 1, 2): HALF})
        yield 3, _plus(line, 0, {_product(source, 0, 1): ONE})
    yield 3, _plus(line, 0, {_power(source, 0, 2): ONE})
    yield 3, _plus(_linear(diagonal(target, source, ZERO)), 0, {_power(source, 0, 2): ONE})


def functions(source: int) -> Iterator[tuple[int, Map]]:
    """Real functions on R^source: half the squared norm first."""
    yield 0, _quadratic(HALF, *[HALF] * (source - 1))
    if source > 1:
        yield 1, _quadratic(HALF, *[ONE] * (source - 1))
        yield 2, _quadratic(HALF, *[ZERO] * (source - 1))
    yield 1, ({**_quadratic(*[HALF] * source)[0], _power(source, 0, 0): -ONE},)  # without a sign
    yield 1, _quadratic(*[ONE] * source)
    yield 1, _quadratic(*[Fraction(1, 4)] * source)
    yield 1, ({_power(source, 0, 1): ONE},)
    yield 2, ({_power(source, 0, 0): ZERO},)
    yield 2, _quadratic(*[-HALF] * source)
    yield 2, ({**_quadratic(*[-ONE] * source)[0], _power(source, 0, 0): ONE},)  # positive in the unit ball alone
    yield 2, ({**_quadratic(*[HALF] * source)[0], _power(source, 0, 1): ONE},)
    at_one = {_power(source, 0, 1): -ONE, _power(source, 0, 0): HALF}
    yield 2, ({**_quadratic(*[HALF] * source)[0], **at_one},)  # least, and 0, at 1
    yield 2, ({**_quadratic(*[Fraction(1, 4)] * source)[0], _power(source, 0, 0): ONE},)  # minimum above curvature
    yield 3, ({**_quadratic(*[HALF] * source)[0], _power(source, 0, 0): HALF},)
    yield 3, _quadratic(*[TWO] * source)
    yield 3, _quadratic(*[Fraction(1, 40)] * source)  # slow flows: rates of convergence fail late
    yield 3, ({_power(source, 0, 4): Fraction(1, 4)},)
    yield 3, ({_power(source, 0, 3): ONE},)
    yield 3, ({_power(source, 0, 4): ONE, _power(source, 0, 2): -TWO, _power(source, 0, 0): ONE},)  # two minima


def huber(width: Fraction) -> Pieces:
    """Half the square up to a distance from 0, and a line of the same slope from there on."""
    below = -width * width / 2
    return Pieces((-width, width), ((below, -width), (ZERO, ZERO, HALF), (below, width)))


def in_pieces() -> Iterator[tuple[int, Pieces]]:
    """Real functions of one number of which the slopes are Lipschitz continuous: convex ones, and two that are not."""
    yield 1, huber(HALF)
    yield 2, huber(ONE)
    yield 2, Pieces((ZERO, ONE), ((ZERO,), (ZERO, ZERO, HALF), (-HALF, ONE)))  # half of its minimisers are negative
    yield 3, huber(NEAR)
    valley = ((ONE,), (-ONE, -TWO, -HALF), (ZERO, ZERO, HALF), (-ONE, TWO, -HALF), (ONE,))
    yield 3, Pieces((-TWO, -ONE, ONE, TWO), valley)
    wells = ((THIRD * THIRD / 2, THIRD, HALF), (THIRD * THIRD / 2, THIRD, -HALF), (HALF, -ONE, HALF))
    yield 2, Pieces((ZERO, 2 * THIRD), wells)  # least at 1, and at -1/3, to which it falls from 0


def with_kinks() -> Iterator[tuple[int, Pieces]]:
    """Real functions of one number that have no derivative at some: |x|, the hinge and others that are convex."""
    yield 0, Pieces((ZERO,), ((ZERO, -ONE), (ZERO, ONE)))
    yield 1, Pieces((ZERO,), ((ZERO,), (ZERO, ONE)))
    yield 1, Pieces((ONE,), ((ONE, -ONE), (-ONE, ONE)))
    yield 2, Pieces((ZERO,), ((ZERO, -HALF), (ZERO, HALF)))
    yield 2, Pieces((ZERO,), ((ZERO, -ONE, HALF), (ZERO, ONE, HALF)))
    yield 2, Pieces((-ONE, ONE), ((-ONE, -ONE), (ZERO,), (-ONE, ONE)))  # without a slope around its least value
    yield 3, Pieces((ZERO,), ((ZERO, -TWO), (ZERO, ONE)))
    yield 3, Pieces((ZERO,), ((ZERO, ONE), (ZERO, -ONE)))  # concave


def sets(source: int) -> Iterator[tuple[int, Map]]:
    """Convex sets in R^source, and one that is not, each by a function that is at most 0 there: the unit ball first."""
    first, constant = _power(source, 0, 1), _power(source, 0, 0)
    yield 0, ({**_quadratic(*[ONE] * source)[0], constant: -ONE},)
    yield 1, ({constant: ZERO},)
    yield 1, ({first: -ONE, constant: ONE},)  # a half-space without 0
    yield 1, ({first: ONE},)
    yield 2, _quadratic(*[ONE] * source)  # 0 alone
    yield 2, _quadratic(ONE, *[ZERO] * (source - 1))
    yield 2, ({_power(source, 0, 2): ONE, first: -TWO, constant: ONE},)
    yield 2, ({**_quadratic(*[ONE] * source)[0], constant: Fraction(-4)},)
    yield 3, ({**_quadratic(*[ONE] * source)[0], first: -TWO},)  # a ball with 0 on its boundary
    yield 3, ({**_quadratic(*[-ONE] * source)[0], constant: ONE},)  # outside the ball


def degree(map_: Map) -> int:
    """The highest degree of a component."""
    return max((sum(exponents) for component in map_ for exponents, c in component.items() if c), default=0)


def gradient(function: Map, source: int) -> Map:
    """The gradient of a real function on R^source, a map."""
    (polynomial,) = function
    return tuple(
        {
            tuple(e - (k == place) for k, e in enumerate(exponents)): exponents[place] * coefficient
            for exponents, coefficient in polynomial.items()
            if exponents[place]
        }
        for place in range(source)
    )


def _power(size: int, i: int, exponent: int) -> tuple[int, ...]:
    return tuple(exponent if k == i else 0 for k in range(size))


def _product(size: int, i: int, j: int) -> tuple[int, ...]:
    return tuple(int(k == i) + int(k == j) for k in range(size))


def _linear(matrix: Matrix) -> Map:
    return tuple({_power(len(row), j, 1): x for j, x in enumerate(row) if x} for row in matrix)


def _plus(components: Map, i: int, terms: Polynomial) -> Map:
    return tuple({**c, **terms} if k == i else c for k, c in enumerate(components))


def _quadratic(*coefficients: Fraction) -> Map:
    return ({_power(len(coefficients), i, 2): c for i, c in enumerate(coefficients) if c},)


CONSTANT = (0, ZERO)


def curves(size: int) -> Iterator[tuple[int, tuple[ExpPolynomial, ...]]]:
    """Paths in R^size, given outright: along the first axis, and some that drift off along the last one."""
    rest: tuple[ExpPolynomial, ...] = ({},) * (size - 1)
    yield 0, ({CONSTANT: ONE}, *rest)
    yield 1, ({(1, ZERO): ONE}, *rest)
    yield 1, ({(0, -ONE): ONE}, *rest)
    yield 1, ({(0, ONE): ONE}, *rest)
    yield 1, ({}, *rest)
    if size > 1:
        yield 1, ({CONSTANT: ONE, (0, -ONE): -ONE}, *rest[1:], {(1, ZERO): ONE})
        yield 3, ({CONSTANT: ONE}, *rest[1:], {(1, ZERO): ONE})
    yield 2, ({CONSTANT: -ONE}, *rest)
    yield 2, ({CONSTANT: ONE, (0, -ONE): -ONE}, *rest)
    yield 2, ({CONSTANT: ONE, (1, ZERO): ONE}, *rest)
    yield 2, ({(1, ZERO): TWO}, *rest)
    yield 2, ({(0, -TWO): ONE}, *rest)
    yield 2, ({(0, -HALF): ONE}, *rest)
    yield 2, ({(0, Fraction(-1, 4)): ONE}, *rest)
    yield 2, ({CONSTANT: TWO, (0, -HALF): -TWO}, *rest)
    yield 3, ({(2, ZERO): ONE}, *rest)
    if size > 1:
        yield 2, ({CONSTANT: ONE},) * size
        yield 3, ({(0, -ONE): ONE}, {(0, -TWO): ONE}, *({},) * (size - 2))
    yield 4, ({(1, -ONE): ONE, (0, -ONE): -ONE}, *rest)  # negative first, and positive later


_LINES = tuple((Fraction(start), Fraction(slope)) for start, slope in ((3, -2), (2, -1), (-1, 1), (5, -3)))
"""Start and slope of 1, -1, ...; 1, 0, ...; 0, 1, ...; and 2, -1, ..., at 1, 2, ..."""

_SKEWED: ExpPolynomial = {CONSTANT: TWO, (1, ZERO): Fraction(-9, 2), (2, ZERO): Fraction(3, 2)}
"""-1, -1, 2 at 1, 2, 3: with a mean of 0, and more to one side of it than to the other."""


_SIGNS = ((1, 1, -1, -1), (1, -1, 1, -1), (1, -1, -1, 1))
_TURNED = ((5, -1, -1, -3), (1, -5, 1, 3), (1, 1, -5, 3))
"""Times 3. Like the signs, these rows have a mean of 0 each, squares with a mean of 1, and products with one of 0."""


def isotropic(size: int) -> Iterator[tuple[ExpPolynomial, ...]]:
    """Four vectors of R^size, at 1, ..., 4, with a mean of 0 and, up to size 3, the identity as second moments:
    first signs, then what is not symmetric and has larger fourth moments.
    """
    for rows, unit in ((_SIGNS, 1), (_TURNED, 3)):
        entries = [through([Fraction(x, unit) for x in row]) for row in rows[:size]]
        yield (*entries, *({},) * (size - len(entries)))


def through(values: Sequence[Fraction]) -> ExpPolynomial:
    """The polynomial with these values at 1, 2, ..., by Newton's differences."""
    found: dict[tuple[int, Fraction], Fraction] = {}
    basis, differences = [ONE], list(values)
    for k in range(len(values)):
        for power, c in enumerate(basis):
            found[power, ZERO] = found.get((power, ZERO), ZERO) + differences[0] * c
        shifted = zip((ZERO, *basis), (*basis, ZERO), strict=True)
        basis = [(up - (k + 1) * here) / (k + 1) for up, here in shifted]
        differences = [after - before for before, after in pairwise(differences)]
    return {key: c for key, c in found.items() if c}


def terms(size: int) -> Iterator[tuple[int, tuple[ExpPolynomial, ...]]]:
    """Sequences in R^size: those that are curves, and some whose first terms differ in sign, or in direction."""
    rest: tuple[ExpPolynomial, ...] = ({},) * (size - 1)
    lines: list[ExpPolynomial] = [{CONSTANT: start, (1, ZERO): slope} for start, slope in _LINES]
    for place, curve in enumerate(curves(size)):
        yield curve
        if place == 1:
            yield 1, (lines[0], *rest)
            yield from ((1, (lines[1], lines[2], *rest[1:])) for _ in rest[:1])
            yield from ((2, (line, *rest)) for line in lines[1:])
            yield 2, (_SKEWED, *rest)
            yield 2, ({key: -value for key, value in _SKEWED.items()}, *rest)
            yield from ((1, found) for found in isotropic(size))


def operator_curves(rows: int, columns: int) -> Iterator[tuple[int, tuple[ExpPolynomial, ...]]]:
    """Paths of operators, row by row: constant ones, and after the first few multiples of the identity that vary, and
    one that does not commute with its slope.
    """
    varying: list[tuple[int, tuple[ExpPolynomial, ...]]] = []
    for cost, entry in ((2, {CONSTANT: ONE, (1, ZERO): ONE}), (3, {CONSTANT: ONE, (0, -ONE): ONE})):
        varying.append((cost, tuple(entry if i == j else {} for i in range(rows) for j in range(columns))))
    if rows > 1 and columns > 1:
        turning = {(0, 1): {CONSTANT: ONE}, (1, 0): {(1, ZERO): ONE}}
        varying.append((2, tuple(turning.get((i, j), {}) for i in range(rows) for j in range(columns))))
    for place, (cost, matrix) in enumerate(matrices(rows, columns)):
        yield from varying if place == MOST_CONSTANT else ()
        yield cost, tuple({CONSTANT: x} if x else {} for row in matrix for x in row)


MOST_CONSTANT = 7
"""How many paths of operators that do not vary come first."""

SCALARS = (
    (0, ONE),
    (1, TWO),
    (1, HALF),
    (1, ZERO),
    (2, -ONE),
    (2, Fraction(4)),
    (2, Fraction(1, 4)),
    (3, Fraction(10)),
    (3, Fraction(1, 10)),
)
LATE_SCALARS = tuple((4, Fraction(x)) for x in ("-1/2", "-2", "-10", *FAR))
DURATIONS = ((0, Fraction(4)), (1, ONE), (2, Fraction(10)))
NATURALS = ((0, ONE), (1, TWO), (1, ZERO), (2, Fraction(3)), (4, Fraction(20)))
TIMES = tuple(Fraction(x) for x in ("0", "1/10", "1/2", "1", "4", "10"))
BEFORE = (-ONE,)
"""Times that are tried as well where nothing says that time is positive."""
INDICES = tuple(map(Fraction, (0, 1, 2, 3, 4, 20)))
