"""Hypothesis strategies for every kind of object in the language, exact and small.

They shrink towards what a person would write: 0 and 1, unit vectors, the identity, the linear map, dimension 1. Use
them in tests of your own:

    from hypothesis import given
    from proofcheck import strategies

    @given(strategies.operators(2, 3))
    def test_transpose(matrix): ...

Everything is a plain value of ``proofcheck.models.instance``: tuples of fractions, polynomials, exponential
polynomials. ``instances(problem)`` puts them together to an ``Instance`` that a claim can be evaluated at.
"""

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

from hypothesis import strategies as st

from proofcheck.kernel.clauses import Problem
from proofcheck.models.instance import ExpPolynomial, Instance, Polynomial

Vector = tuple[Fraction, ...]
Matrix = tuple[Vector, ...]
Draw = Callable[[st.SearchStrategy[Any]], Any]

SIMPLE = tuple(Fraction(x) for x in ("0", "1", "-1", "1/2", "2", "-1/2", "-2", "3", "1/4", "3/2", "4", "10"))
FARTHEST = 1000
"""From 0, or from the one bound that is given: what numbers are drawn from."""


def scalars(*, low: Fraction | None = None, high: Fraction | None = None) -> st.SearchStrategy[Fraction]:
    """Rational numbers, the simple ones first, from ``low`` to ``high``.

    A bound that is missing is 1000 away from 0, or from the other one.

    Raises:
        ValueError: ``low`` is above ``high``.
    """
    if low is not None and high is not None and low > high:
        raise ValueError(f"low is {low} and high is {high}: swap them")
    least = low if low is not None else Fraction(-FARTHEST) + min(high or 0, 0)
    most = high if high is not None else Fraction(FARTHEST) + max(low or 0, 0)
    kept = [x for x in SIMPLE if least <= x <= most]
    others = st.fractions(min_value=least, max_value=most, max_denominator=12)
    return st.one_of(st.sampled_from(kept), others) if kept else others


def vectors(n: int) -> st.SearchStrategy[Vector]:
    """Vectors of R^n."""
    return st.tuples(*[scalars()] * _size("n", n))


def unit_vectors(n: int) -> st.SearchStrategy[Vector]:
    """Rational vectors of norm 1: by stereographic projection from those of R^(n-1), and signed unit vectors."""
    _size("n", n)
    axes = [tuple(Fraction(s * (k == i)) for k in range(n)) for i in range(n) for s in (1, -1)]
    if n == 1:
        return st.sampled_from(axes)
    return st.one_of(st.sampled_from(axes), vectors(n - 1).map(_on_the_sphere))


def _on_the_sphere(x: Vector) -> Vector:
    square = sum((c * c for c in x), Fraction(0))
    return (*(2 * c / (1 + square) for c in x), (square - 1) / (1 + square))


def operators(n: int, p: int) -> st.SearchStrategy[Matrix]:
    """Operators from R^p to R^n, row by row: diagonal ones, then any."""
    shape = (_size("n", n), _size("p", p))
    diagonal = st.tuples(*[st.sampled_from(SIMPLE[1:])] * min(shape)).map(lambda d: _diagonal(*shape, d))
    return st.one_of(diagonal, st.tuples(*[vectors(p)] * n))


def symmetric_operators(n: int) -> st.SearchStrategy[Matrix]:
    """Symmetric operators on R^n."""
    return operators(_size("n", n), n).map(
        lambda rows: tuple(tuple((rows[i][j] + rows[j][i]) / 2 for j in range(n)) for i in range(n))
    )


def _diagonal(n: int, p: int, entries: Vector) -> Matrix:
    return tuple(tuple(entries[i] if i == j else Fraction(0) for j in range(p)) for i in range(n))


def polynomials(p: int, *, degree: int = 2) -> st.SearchStrategy[Polynomial]:
    """Polynomials on R^p with a few terms."""
    exponents = st.tuples(*[st.integers(0, degree)] * _size("p", p)).filter(lambda key: sum(key) <= degree)
    return st.dictionaries(exponents, st.sampled_from(SIMPLE[1:]), max_size=4)


def maps(p: int, n: int) -> st.SearchStrategy[tuple[Polynomial, ...]]:
    """Polynomial maps from R^p to R^n: linear ones, then linear ones with a quadratic term in each component."""
    linear = operators(_size("n", n), _size("p", p)).map(_linear)
    bent = st.tuples(linear, st.tuples(*[polynomials(p)] * n)).map(
        lambda pair: tuple(_plus(a, b) for a, b in zip(*pair, strict=True))
    )
    return st.one_of(linear, bent)


def functions(d: int) -> st.SearchStrategy[tuple[Polynomial, ...]]:
    """Real polynomial functions on R^d: convex quadratic ones along the axes, then any."""
    squares = st.tuples(*[st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(2), Fraction(1, 4)])] * _size("d", d))
    convex = squares.map(lambda c: ({_power(d, i, 2): x for i, x in enumerate(c)},))
    return st.one_of(convex, polynomials(d, degree=4).map(lambda p: (p,)))


def _linear(rows: Matrix) -> tuple[Polynomial, ...]:
    return tuple({_power(len(row), j, 1): x for j, x in enumerate(row) if x} for row in rows)


def _power(size: int, i: int, exponent: int) -> tuple[int, ...]:
    return tuple(exponent if k == i else 0 for k in range(size))


def _plus(a: Polynomial, b: Polynomial) -> Polynomial:
    return {key: c for key in {**a, **b} if (c := a.get(key, Fraction(0)) + b.get(key, Fraction(0)))}


def curves() -> st.SearchStrategy[ExpPolynomial]:
    """Real functions of time: constants, then sums of c t^j exp(r t)."""
    constant = st.sampled_from(SIMPLE).map(lambda c: {(0, Fraction(0)): c} if c else {})
    keys = st.tuples(st.integers(0, 2), st.sampled_from([Fraction(0), Fraction(-1), Fraction(-2), Fraction(1)]))
    return st.one_of(constant, st.dictionaries(keys, st.sampled_from(SIMPLE[1:]), max_size=3))


def paths(n: int) -> st.SearchStrategy[tuple[ExpPolynomial, ...]]:
    """Paths in R^n."""
    return st.tuples(*[curves()] * _size("n", n))


def operator_paths(n: int, *, symmetric: bool = True) -> st.SearchStrategy[tuple[ExpPolynomial, ...]]:
    """Paths of operators on R^n, row by row."""
    _size("n", n)
    if not symmetric:
        return paths(n * n)
    places = [(i, j) for i in range(n) for j in range(i, n)]

    def filled(entries: tuple[ExpPolynomial, ...]) -> tuple[ExpPolynomial, ...]:
        at = dict(zip(places, entries, strict=True))
        return tuple(at[min(i, j), max(i, j)] for i in range(n) for j in range(n))

    nothing: ExpPolynomial = {}
    off = st.one_of(st.just(nothing), curves())
    return st.tuples(*[curves() if i == j else off for i, j in places]).map(filled)


def dimensions(problem: Problem) -> st.SearchStrategy[dict[str, int]]:
    """Small dimensions that satisfy the conditions of a problem, the smallest first."""
    from proofcheck.study.exact import choices

    return st.sampled_from(choices(problem).dimensions())


@st.composite
def instances(draw: Draw, problem: Problem) -> Instance:
    """Exact instances of a problem, most of which satisfy its hypotheses: scalars are drawn from what these leave.

    Each one has data for everything that the problem leaves free; ``kernel.model.confirm`` and ``satisfies`` decide.
    """
    from proofcheck.study.exact import drawn_instance

    return drawn_instance(draw, problem)


def _size(name: str, value: int) -> int:
    if value < 1:
        raise ValueError(f"{name} is {value}: dimensions start at 1")
    return value


def start_values(shape: tuple[int, ...]) -> st.SearchStrategy[Vector]:
    """Where a path starts: most often at 0 or at a unit vector."""
    size = prod(shape)
    axes = [tuple(Fraction(int(k == i)) for k in range(size)) for i in range(-1, size)]
    return st.one_of(st.sampled_from(axes), vectors(size))
