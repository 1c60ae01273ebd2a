"""The values of what binds a variable: derivatives, integrals, sums, infima, and ranges of bound variables."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from math import floor, prod

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import NATURAL, Term, num
from proofcheck.kernel.terms import ONE as ONE_TERM
from proofcheck.models.exponentials import exponential
from proofcheck.models.interval import Interval, Undefined, at_most, less
from proofcheck.models.operations import LARGEST_INDEX, is_zero, natural
from proofcheck.models.pairing import paired_with, seen_through
from proofcheck.models.positivity import nonnegative, quadratic_matrix
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Dual,
    Form,
    NotClosed,
    NotConfirmed,
    Root,
    Scalar,
    larger,
    minus,
    negative,
    number,
    only_name,
    plus,
    quotient,
    tangent_at,
    times,
)
from proofcheck.models.scope import Array, Evaluator, Scope, scalar
from proofcheck.models.spectra import Matrix, largest_eigenvalue, nuclear_norm, singular_value, smallest_eigenvalue

PIECES = 256
"""Into how many pieces an interval of time is cut where a function has no closed form."""


def _derivative(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, time, body = term
    at = valuation.value(time, scope).scalar
    return along(valuation, body, replace(scope, level=scope.level + 1), time, at)


def along(valuation: Evaluator, body: Term, scope: Scope, time: Term, at: Scalar) -> Array:
    """The derivative of the body in ``time``, at ``at``."""
    inside = valuation.value(body, scope.bind(time, scalar(Dual(at, ONE, scope.level))))
    return Array(inside.shape, tuple(tangent_at(entry, scope.level) for entry in inside.entries))


def _gradient(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, variable, body, at = term
    point = valuation.value(at, scope)
    inner = replace(scope, level=scope.level + 1)
    slopes = []
    for i in range(len(point.entries)):
        moved = tuple(Dual(x, ONE, inner.level) if i == j else x for j, x in enumerate(point.entries))
        inside = valuation.value(body, inner.bind(variable, Array(point.shape, moved)))
        slopes.append(tangent_at(inside.scalar, inner.level))
    return Array(point.shape, tuple(slopes))


def _minimum_on_sphere(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """The smallest eigenvalue of a quadratic form, or the root of one where the body is a norm; of a negative multiple
    of one, that multiple of the largest.

    On a line there are two unit vectors, whatever the body. Over operators, minus the nuclear norm, or a multiple of a
    singular value.
    """
    _, variable, body = term
    shape = valuation.instance.shape(variable[2])
    if len(shape) == 2:
        return _minimum_over_operators(valuation, variable, body, scope)
    if shape == (1,):
        ends = (valuation.value(body, scope.bind(variable, Array(shape, (sign,)))).scalar for sign in (ONE, -ONE))
        return scalar(negative(reduce(larger, map(negative, ends))))
    multiple = ONE
    if body[0] == "mul" and len(body) == 3 and body[1][0] == "num":
        multiple, body = Interval.of(body[1][1]), body[2]
    point = valuation.indeterminates(variable[2])
    inside = valuation.value(body, scope.bind(variable, point)).scalar
    if isinstance(inside, Interval):
        return scalar(multiple * inside)
    form = inside.form if isinstance(inside, Root) else inside
    names = [next(iter(x.names)) for x in point.entries if isinstance(x, Form)]
    matrix = quadratic_matrix(form, names) if isinstance(form, Form) else None
    if matrix is None or any(not is_zero(entry) for entry in matrix[0]):
        raise NotConfirmed("a minimum over unit vectors is taken of something other than a quadratic form")
    eigenvalue = smallest_eigenvalue if multiple.lo >= 0 else largest_eigenvalue
    found = eigenvalue(tuple(row[1:] for row in matrix[1:]))
    return scalar(multiple * (found.maximum(ZERO).sqrt() if isinstance(inside, Root) else found))


def _minimum_over_operators(valuation: Evaluator, ball: Term, body: Term, scope: Scope) -> Array:
    """The least inner product of an operator with one of norm 1: minus the sum of its singular values. The least
    negative multiple of the smallest singular value of (A Z)' for such a Z with k columns: that of the k-th of A."""
    operator = paired_with(ball, body)
    if operator is not None:
        return scalar(-nuclear_norm(_matrix(valuation.value(operator, scope))))
    seen = seen_through(ball, body)
    factor = None if seen is None else valuation.number(seen[0], scope)
    if seen is None or factor is None or factor.hi > 0:
        raise NotConfirmed("a minimum over operators is neither a nuclear norm nor a singular value")
    matrix = _matrix(valuation.value(seen[1], scope))
    return scalar(factor * singular_value(matrix, valuation.instance.size(ball.sort[2])))


def _matrix(operator: Array) -> Matrix:
    return tuple(tuple(number(entry) for entry in row) for row in operator.rows)


def _integral(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, variable, low_term, high_term, body = term
    low, high = (valuation.value(end, scope).scalar for end in (low_term, high_term))
    if isinstance(low, Interval) and isinstance(high, Interval) and less(high, low):
        turned = _integral(valuation, Term(*term[:2], high_term, low_term, body), scope)
        return Array(turned.shape, tuple(negative(entry) for entry in turned.entries))
    try:
        inside, name = as_function(valuation, variable, body, low, high, scope)
        return Array(inside.shape, tuple(_integrated(x, name, low, high) for x in inside.entries))
    except NotClosed:
        return valuation.enclosed_integral(variable, body, low, high, scope)


def _summation(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """A sum, or a product, over a range."""
    _, variable, low_term, high_term, body = term
    low, last = natural(valuation.value(low_term, scope).scalar), valuation.value(high_term, scope).scalar
    if isinstance(last, Form):
        return _summed(valuation, term, scope, Interval.of(low), last)
    high = valuation.number(high_term, scope)
    if not high.exact or high.lo - low > LARGEST_INDEX:
        raise NotConfirmed("the upper end of a sum or a product is not known, or too large")
    first, joined = (ONE, times) if term[0] == "prod" else (ZERO, plus)
    found = Array(valuation.instance.shape(term.sort), (first,) * prod(valuation.instance.shape(term.sort)))
    for index in range(low, floor(high.lo) + 1):
        part = valuation.value(body, scope.bind(variable, scalar(Interval.of(index))))
        found = Array(part.shape, tuple(joined(a, b) for a, b in zip(found.entries, part.entries, strict=True)))
    return found


def _summed(valuation: Evaluator, term: Term, scope: Scope, low: Interval, last: Form) -> Array:
    """A sum whose upper end varies: of what does not depend on its index, and of exponentials of that."""
    if term[0] == "prod":
        raise NotConfirmed("the upper end of a product is not known")
    _, variable, _, high, body = term
    index, count = valuation.indeterminates(NATURAL), plus(minus(last, low), ONE)
    name = only_name(index.scalar)
    part = valuation.value(body, scope.within(name, low, None).bind(variable, index))
    if not _is_whole(high) or not nonnegative(count, scope.ranges):
        raise NotConfirmed("the upper end of a sum is not known to be a whole number")
    return Array(part.shape, tuple(_summed_entry(entry, name, low, plus(last, ONE), count) for entry in part.entries))


def _summed_entry(entry: Scalar, name: str, low: Interval, end: Scalar, count: Scalar) -> Scalar:
    """The sum of an entry from ``low`` to the last index before ``end``: a geometric one for each rate."""
    if not isinstance(entry, Form):
        if isinstance(entry, Interval):
            return times(count, entry)
        raise NotConfirmed("the upper end of a sum is not known, and its summands are not equal")
    found: Scalar = ZERO
    for (powers, rates), coefficient in entry.terms.items():
        rate, summand = dict(rates).get(name), Form({(powers, rates): coefficient})
        if name in dict(powers):
            raise NotConfirmed("the upper end of a sum is not known, and its summands are not equal or exponentials")
        if rate is None:
            found = plus(found, times(count, summand))
        else:
            ratio = exponential(Interval.of(rate))
            found = plus(found, quotient(minus(summand.at({name: low}), summand.at({name: end})), minus(ONE, ratio)))
    return found


def _is_whole(term: Term) -> bool:
    """Whether a term is a whole number by its form."""
    if term[0] == "num":
        return bool(term[1].denominator == 1)
    return bool(term.sort == NATURAL and term[0] == "var") or (
        term[0] in {"add", "mul"} and all(map(_is_whole, term[1:]))
    )


def _expectation(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    """With equal probabilities."""
    _, variable, body, space = term
    size = valuation.instance.size(space)
    total = _summation(valuation, Term("sum", variable, ONE_TERM, num(size), body), scope)
    return Array(total.shape, tuple(quotient(entry, Interval.of(size)) for entry in total.entries))


def range_of(
    valuation: Evaluator, variable: Term, clause: Clause, scope: Scope
) -> tuple[Interval | None, Interval | None, list[Clause]]:
    """The bounds that the conditions of a clause put on a bound scalar, and the other conditions.

    A bound that is missing, or that is not a number, is ``None``: the range is then larger than it need be, and the
    condition among the others.
    """
    low: Interval | None = ZERO if variable[2] == NATURAL else None
    high: Interval | None = None
    rest: list[Clause] = []
    for condition in clause.conditions:
        op, left, right = condition.relation
        plain = not condition.variables and not condition.conditions and op in {"<=", "<"}
        if plain and right == variable and variable not in left.free:
            bound = _bound(valuation, left, 0, scope)
            rest += [condition] if bound is None else []
            low = low if bound is None else bound if low is None else low.maximum(bound)
        elif plain and left == variable and variable not in right.free:
            bound = _bound(valuation, right, 1, scope)
            rest += [condition] if bound is None else []
            high = high if bound is None else bound if high is None else high.minimum(bound)
        else:
            rest.append(condition)
    return low, high, rest


def _bound(valuation: Evaluator, term: Term, side: int, scope: Scope) -> Interval | None:
    """A number, or the bound of another bound variable."""
    value = valuation.value(term, scope).scalar
    if isinstance(value, Interval):
        return value
    if isinstance(value, Form) and len(value.names) == 1:
        (name,) = value.names
        if value == Form.variable(name) and name in scope.ranges:
            return scope.ranges[name][side]
    return None


def as_function(
    valuation: Evaluator, variable: Term, body: Term, low: Scalar, high: Scalar, scope: Scope
) -> tuple[Array, str]:
    """The value of ``body`` as a function of its variable, and the indeterminate that stands for it."""
    value = valuation.indeterminates(variable[2])
    assert isinstance(value.scalar, Form)
    (name,) = value.scalar.names
    inner = scope.bind(variable, value)
    if isinstance(low, Interval) and isinstance(high, Interval):
        inner = inner.within(name, low, high)
    return valuation.value(body, inner), name


def enclosed_integral(
    valuation: Evaluator, variable: Term, body: Term, low: Scalar, high: Scalar, scope: Scope
) -> Array:
    """The sum over pieces of length h of f(middle) h, up to h^2 / 8 times the width of the bounds of f'.

    The two halves of a piece contribute f' times plus and minus h^2 / 8.
    """
    shape: tuple[int, ...] = ()
    sums: list[Scalar] = []
    for piece in pieces(number(low), number(high)):
        rough = valuation.value(body, scope.bind(variable, scalar(piece)))
        length = Interval.of(piece.width)
        parts: Sequence[Scalar] = [number(entry) * length for entry in rough.entries]
        fine = _fine_integral(valuation, variable, body, piece, scope)
        if fine is not None:
            parts = [_intersection(number(a), number(b)) for a, b in zip(parts, fine, strict=True)]
        shape = rough.shape
        sums = [plus(a, b) for a, b in zip(sums, parts, strict=True)] if sums else list(parts)
    if not sums:
        return Array(*_zero_like(valuation, variable, body, low, scope))
    return Array(shape, tuple(sums))


def _zero_like(
    valuation: Evaluator, variable: Term, body: Term, at: Scalar, scope: Scope
) -> tuple[tuple[int, ...], tuple[Scalar, ...]]:
    inside = valuation.value(body, scope.bind(variable, scalar(at)))
    return inside.shape, (ZERO,) * len(inside.entries)


def _fine_integral(
    valuation: Evaluator, variable: Term, body: Term, piece: Interval, scope: Scope
) -> list[Scalar] | None:
    inner = replace(scope, level=scope.level + 1)
    try:
        slope = along(valuation, body, inner, variable, piece)
    except (NotConfirmed, Undefined):
        return None
    middle = valuation.value(body, scope.bind(variable, scalar(Interval.of(piece.middle))))
    length, eighth = Interval.of(piece.width), piece.width**2 / 8
    found: list[Scalar] = []
    for entry, change in zip(middle.entries, slope.entries, strict=True):
        error = number(change).width * eighth
        found.append(number(entry) * length + Interval(-error, error))
    return found


def _infimum(valuation: Evaluator, term: Term, scope: Scope) -> Array:
    _, variable, low_term, high_term, body = term
    low, high = valuation.number(low_term, scope), valuation.number(high_term, scope)
    if not at_most(low, high):
        raise NotConfirmed("an infimum is taken over an interval that may be empty")
    try:
        inside, name = as_function(valuation, variable, body, low, high, scope)
        return scalar(_infimum_of(inside.scalar, name, low, high))
    except NotClosed:
        return scalar(_enclosed_infimum(valuation, variable, body, low, high, scope))


def _enclosed_infimum(
    valuation: Evaluator, variable: Term, body: Term, low: Interval, high: Interval, scope: Scope
) -> Interval:
    bottoms, tops = [], []
    for piece in pieces(low, high):
        bottoms.append(valuation.number(body, scope.bind(variable, scalar(piece))).lo)
        tops.append(valuation.number(body, scope.bind(variable, scalar(Interval.of(piece.lo)))).hi)
    tops.append(valuation.number(body, scope.bind(variable, scalar(high))).hi)
    return Interval(min(bottoms, default=min(tops)), min(tops))


def pieces(low: Interval, high: Interval) -> Iterator[Interval]:
    """Cut the interval of time from ``low`` to ``high`` into pieces; no piece if it has no length.

    Raises:
        NotConfirmed: an end is not a known rational.
    """
    if not (low.exact and high.exact):
        raise NotConfirmed("an interval of time does not have rational ends")
    length = (high.lo - low.lo) / PIECES
    for i in range(PIECES if length else 0):
        yield Interval(low.lo + i * length, low.lo + (i + 1) * length)


def _integrated(x: Scalar, name: str, low: Scalar, high: Scalar) -> Scalar:
    if isinstance(x, Interval):
        return times(x, minus(high, low))
    if isinstance(x, Dual):
        value, tangent = (_integrated(part, name, low, high) for part in (x.value, x.tangent))
        return plus(value, times(Dual(ZERO, ONE, x.level), tangent))
    if not isinstance(x, Form):
        raise NotClosed("an integral without a closed form")
    found = x.integral(name)
    if not isinstance(found, Form):
        return ZERO
    return minus(found.at({name: high}), found.at({name: low}))


def _infimum_of(x: Scalar, name: str, low: Interval, high: Interval) -> Scalar:
    if not isinstance(x, Form):
        return number(x)
    slope, ranges = x.derivative(name), {name: (low, high)}
    if nonnegative(slope, ranges):
        return x.at({name: low})
    if nonnegative(negative(slope), ranges):
        return x.at({name: high})
    raise NotClosed("an infimum without a closed form")


def _intersection(a: Interval, b: Interval) -> Interval:
    return Interval(max(a.lo, b.lo), min(a.hi, b.hi))


BINDERS: dict[str, Callable[[Evaluator, Term, Scope], Array]] = {
    "int": _integral,
    **dict.fromkeys(("sum", "prod"), _summation),
    "expect": _expectation,
    "inf": _infimum,
    "minS": _minimum_on_sphere,
    "d": _derivative,
    "grad": _gradient,
}
