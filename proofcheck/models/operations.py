"""The values of operations: arithmetic, functions, vectors, operators and their spectra."""

from collections.abc import Callable, Iterator, Sequence

from proofcheck.kernel.terms import VALUES, Term
from proofcheck.models.instance import Instance, partial, polynomial_at
from proofcheck.models.interval import Interval, equal
from proofcheck.models.positivity import Ranges, nonnegative
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Dual,
    Form,
    NotClosed,
    NotConfirmed,
    Scalar,
    absolute,
    cosine,
    exp_polynomial,
    exponential,
    identical,
    larger,
    logarithm,
    minus,
    negative,
    number,
    power_of,
    quotient,
    sine,
    square_root,
    times,
    total,
)
from proofcheck.models.scope import TIME, Array, Evaluator, Scope, scalar
from proofcheck.models.spectra import (
    inverse,
    largest_eigenvalue,
    operator_norm,
    smallest_eigenvalue,
    smallest_singular_value,
)

LARGEST_INDEX = 10_000
"""How far a sequence is followed, and the largest exponent that is a term."""


def _map(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, name, _, target, argument = term
    point = valuation.value(argument, scope).entries
    if name in valuation.instance.pieces:
        return scalar(valuation.instance.pieces[name].at(point[0], scope.ranges))
    components = valuation.instance.functions[name]
    return Array(valuation.instance.shape(target), tuple(polynomial_at(c, point) for c in components))


def _jacobian(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, name, p, n, argument = term
    point = valuation.value(argument, scope).entries
    entries = [
        polynomial_at(partial(component, j), point)
        for component in valuation.instance.functions[name]
        for j in range(len(point))
    ]
    return Array((valuation.instance.size(n), valuation.instance.size(p)), tuple(entries))


def _gradient_of_map(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, name, d, argument = term
    point = valuation.value(argument, scope).entries
    if name in valuation.instance.pieces:
        return Array((1,), (valuation.instance.pieces[name].slope().at(point[0], scope.ranges),))
    (component,) = valuation.instance.functions[name]
    entries = (polynomial_at(partial(component, j), point) for j in range(len(point)))
    return Array((valuation.instance.size(d),), tuple(entries))


def _sum(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    parts = [valuation.value(part, scope) for part in term[1:]]
    columns = zip(*(part.entries for part in parts), strict=True)
    return Array(parts[0].shape, tuple(total(column) for column in columns))


def _product(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    last = valuation.value(term[-1], scope)
    entries = last.entries
    for part in reversed(term[1:-1]):
        factor = valuation.value(part, scope).scalar
        entries = tuple(times(factor, entry) for entry in entries)
    return Array(last.shape, entries)


def _quotient(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """A quotient; that of 0 by itself, of which indicators are made, is 0."""
    top, bottom = valuation.value(term[1], scope), valuation.value(term[2], scope).scalar
    if term[1] is term[2] and isinstance(bottom, Interval):
        if is_zero(bottom):
            return top
        if bottom.lo > 0 or bottom.hi < 0:
            return scalar(ONE)
    return Array(top.shape, tuple(quotient(entry, bottom) for entry in top.entries))


def _power(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, base, exponent = term
    if exponent > 0 and exponent % 2 == 0:
        if base[0] == "norm":
            entries = valuation.value(base[1], scope).entries
            return scalar(power_of(total(power_of(x, 2) for x in entries), exponent // 2))
        if base[0] == "mul":
            squared = (_power(valuation, Term("pow", factor, exponent), scope).scalar for factor in base[1:])
            return scalar(_multiplied(squared))
    return scalar(power_of(valuation.value(base, scope).scalar, exponent))


def _natural_power(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    base, exponent = (valuation.value(part, scope).scalar for part in term[1:])
    if isinstance(base, Interval) and base.exact and base.lo == 1:
        return scalar(base)
    return scalar(power_of(base, natural(exponent)))


def natural(x: Scalar) -> int:
    """The index or exponent ``x``.

    Raises:
        NotConfirmed: it is not known to be a natural number, or too large.
    """
    value = number(x)
    if not value.exact or value.lo.denominator != 1 or value.lo < 0:
        raise NotConfirmed("an index or exponent is not a natural number")
    if value.lo > LARGEST_INDEX:
        raise NotConfirmed(f"an index or exponent is larger than {LARGEST_INDEX}")
    return int(value.lo)


def _square_root(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    inside = valuation.value(term[1], scope).scalar
    if isinstance(inside, Form) and not nonnegative(inside, scope.ranges):
        raise NotClosed("the square root of a function that may be negative")
    return scalar(square_root(inside))


def _exponential(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """Exact for a^k, which is written exp(k log(a)), where k is a whole number and a is positive."""
    if term[1][0] == "mul" and len(term[1]) == 3 and term[1][2][0] == "log":
        rate, base = (valuation.value(part, scope).scalar for part in (term[1][1], term[1][2][1]))
        if isinstance(base, Interval) and isinstance(rate, Interval) and base.lo > 0 and _is_whole(rate):
            return scalar(base ** int(rate.lo))
    return _function(valuation, term, scope)


def _function(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    return scalar(_FUNCTIONS[term[0]](valuation.value(term[1], scope).scalar))


def _wave(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """The sine or cosine of a number, or of a function of time that is moved along with a system."""
    inside = valuation.value(term[1], scope).scalar
    wave = next((wave for wave in scope.waves if identical(wave.argument, inside)), None)
    if wave is None:
        return scalar(_FUNCTIONS[term[0]](inside))
    return scalar(wave.sine if term[0] == "sin" else wave.cosine)


def _maximum(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    left, right = (valuation.value(part, scope).scalar for part in term[1:])
    return scalar(_larger(left, right, scope.ranges))


def _minimum(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    left, right = (negative(valuation.value(part, scope).scalar) for part in term[1:])
    return scalar(negative(_larger(left, right, scope.ranges)))


def _larger(a: Scalar, b: Scalar, ranges: Ranges) -> Scalar:
    """The maximum; of functions that of which it is certain that it is nowhere the smaller one."""
    difference = minus(a, b) if isinstance(a, Form | Interval) and isinstance(b, Form | Interval) else None
    if isinstance(difference, Form):
        if nonnegative(difference, ranges):
            return a
        if nonnegative(negative(difference), ranges):
            return b
    return larger(a, b)


def _applied(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    left, right = valuation.value(term[1], scope), valuation.value(term[2], scope)
    columns = [right.entries] if len(right.shape) == 1 else list(zip(*right.rows, strict=True))
    entries = tuple(_inner(row, column) for row in left.rows for column in columns)
    return Array((left.shape[0], *right.shape[1:]), entries)


def _transpose(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    inside = valuation.value(term[1], scope)
    entries = tuple(entry for column in zip(*inside.rows, strict=True) for entry in column)
    return Array((inside.shape[1], inside.shape[0]), entries)


def _inverse(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    inside = valuation.value(term[1], scope)
    rows = tuple(tuple(number(entry) for entry in row) for row in inside.rows)
    return Array(inside.shape, tuple(entry for row in inverse(rows) for entry in row))


def _outer_product(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    left, right = valuation.value(term[1], scope).entries, valuation.value(term[2], scope).entries
    return Array((len(left), len(right)), tuple(times(a, b) for a in left for b in right))


def _identity(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    size = valuation.instance.size(term[1])
    return Array((size, size), tuple(Interval.of(i == j) for i in range(size) for j in range(size)))


def _basis(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """The unit vector of a number from 1 to n; of any other, zero."""
    size, index = valuation.instance.size(term[1]), number(valuation.value(term[2], scope).scalar)
    if not index.exact:
        raise NotConfirmed("the number of a unit vector is not known")
    return Array((size,), tuple(Interval.of(index.lo == place) for place in range(1, size + 1)))


def _inner_product(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    left, right = valuation.value(term[1], scope), valuation.value(term[2], scope)
    return scalar(_inner(left.entries, right.entries))


def _norm(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    return scalar(_length(valuation.value(term[1], scope).entries, scope.ranges))


def _spectral(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """Singular values and eigenvalues; of functions only where one row or column makes them a norm."""
    head, inside = term[0], valuation.value(term[1], scope)
    n, p = inside.shape
    if head in {"lmin", "lmax"}:
        if not (is_certainly_symmetric(inside) or _is_symmetric(valuation, term[1], scope)):
            raise NotConfirmed("an eigenvalue is taken of an operator that may not be symmetric")
        if n == 1:
            return scalar(inside.scalar)
        compute = smallest_eigenvalue if head == "lmin" else largest_eigenvalue
    else:
        if head == "smin" and n > p:
            return scalar(ZERO)
        if n == 1 or (p == 1 and head == "opnorm"):
            return scalar(_length(inside.entries, scope.ranges))
        compute = smallest_singular_value if head == "smin" else operator_norm
    rows = tuple(tuple(number(entry) for entry in row) for row in inside.rows)
    try:
        return scalar(compute(rows))
    except ValueError as error:
        raise NotConfirmed(str(error)) from error


def _is_symmetric(valuation: Evaluator, term: Term, scope: Scope) -> bool:
    """Whether an operator is symmetric by its form, given the instance's data."""
    head = term[0]
    if head in {"add", "mul", "div", "tr", "inv"}:
        parts = term[1:] if head == "add" else (term[-1],) if head == "mul" else (term[1],)
        return all(_is_symmetric(valuation, part, scope) for part in parts)
    if head != "dot":
        return _is_symmetric_leaf(valuation, term, scope)
    factors = _factors(term, turned=False)
    return all(
        left == (right[0], not right[1]) or (left[0] == right[0] and _is_symmetric(valuation, left[0], scope))
        for left, right in zip(factors, reversed(factors), strict=True)
    )


def _is_symmetric_leaf(valuation: Evaluator, term: Term, scope: Scope) -> bool:
    if term[0] == "path" and term[1] in valuation.instance.paths.keys() - valuation.instance.firsts.keys():
        return is_certainly_symmetric(Array(valuation.instance.shape(term[2]), given_path(valuation.instance, term[1])))
    return term[0] == "id" or (term[0] == "var" and is_certainly_symmetric(valuation.value(term, scope)))


def is_certainly_symmetric(matrix: Array) -> bool:
    """The entries of the matrix agree with those across the diagonal."""
    rows = matrix.rows
    return all(_agree(rows[i][j], rows[j][i]) for i in range(len(rows)) for j in range(i))


def _agree(a: Scalar, b: Scalar) -> bool:
    return equal(a, b) if isinstance(a, Interval) and isinstance(b, Interval) else identical(a, b)


def _factors(term: Term, *, turned: bool) -> list[tuple[Term, bool]]:
    """The factors of a product of operators, and which of them are transposed."""
    if term[0] == "tr":
        return _factors(term[1], turned=not turned)
    if term[0] == "dot":
        parts = [_factors(part, turned=turned) for part in term[1:]]
        return [factor for part in (reversed(parts) if turned else parts) for factor in part]
    return [(term, turned)]


def _multiplied(factors: Iterator[Scalar]) -> Scalar:
    result: Scalar = ONE
    for factor in factors:
        result = times(result, factor)
    return result


def is_zero(x: Scalar) -> bool:
    """The number is 0, exactly."""
    return isinstance(x, Interval) and x.exact and x.lo == 0


def _inner(left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
    return total(times(a, b) for a, b in zip(left, right, strict=True))


def _length(entries: Sequence[Scalar], ranges: Ranges) -> Scalar:
    """The Euclidean norm: of functions, exact where all components are multiples of one of constant sign."""
    kept = [entry for entry in entries if not is_zero(entry)]
    if not kept:
        return ZERO
    if all(isinstance(entry, Interval) for entry in kept) and len(kept) == 1:
        return absolute(kept[0])
    first = kept[0]
    if isinstance(first, Form):
        ratios = [_ratio(entry, first) for entry in kept]
        if all(ratio is not None for ratio in ratios):
            length = total(power_of(ratio, 2) for ratio in ratios if ratio is not None)
            if nonnegative(first, ranges):
                return times(square_root(length), first)
            if nonnegative(negative(first), ranges):
                return times(square_root(length), negative(first))
    if isinstance(first, Dual) and len(kept) == 1:
        return absolute(first)
    return square_root(total(power_of(entry, 2) for entry in kept))


def _ratio(a: Scalar, b: Form) -> Interval | None:
    """The number ``a / b``, if it is one."""
    if not isinstance(a, Form) or a.terms.keys() != b.terms.keys():
        return None
    key = next(iter(b.terms))
    if b.terms[key].lo <= 0 <= b.terms[key].hi:
        return None
    ratio = a.terms[key] / b.terms[key]
    return ratio if identical(a, times(ratio, b)) else None


def _is_whole(number: Interval) -> bool:
    return number.exact and number.lo.denominator == 1


_FUNCTIONS: dict[str, Callable[[Scalar], Scalar]] = {
    "exp": exponential,
    "log": logarithm,
    "sin": sine,
    "cos": cosine,
}


def given_path(instance: Instance, name: str) -> tuple[Scalar, ...]:
    """The components of a path that an instance gives, as functions of time."""
    return tuple(exp_polynomial(component, TIME) for component in instance.paths[name])


OPERATIONS: dict[str, Callable[[Evaluator, Term, Scope], Array]] = {
    "num": lambda _, term, scope: scalar(Interval.of(term[1])),
    "dim": lambda valuation, term, scope: scalar(Interval.of(valuation.instance.size(term[1]))),
    **dict.fromkeys(VALUES, _map),
    "jac": _jacobian,
    "gradfn": _gradient_of_map,
    "add": _sum,
    "mul": _product,
    "div": _quotient,
    "pow": _power,
    "powi": _natural_power,
    "sqrt": _square_root,
    **dict.fromkeys(_FUNCTIONS, _function),
    "exp": _exponential,
    "sin": _wave,
    "cos": _wave,
    "max": _maximum,
    "min": _minimum,
    "dot": _applied,
    "tr": _transpose,
    "id": _identity,
    "basis": _basis,
    "inv": _inverse,
    "outer": _outer_product,
    "inner": _inner_product,
    "norm": _norm,
    "opnorm": _spectral,
    "smin": _spectral,
    "lmin": _spectral,
    "lmax": _spectral,
}
