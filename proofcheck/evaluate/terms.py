"""The value of a kernel term at a batch of instances.

Every value has two leading axes: instances, and points of time; an axis of length 1 stands for something that does not
vary. A scalar is ``(b, s)``, a vector ``(b, s, n)``, an operator ``(b, s, n, p)``. Derivatives are carried out exactly
by the kernel's calculus, those of paths by their dynamics. Integrals are Gauss-Legendre sums on panels that are graded
towards both ends; infima are taken on a grid that is refined around the smallest values. Both are for float64 alone.

Unlike in the kernel a quotient by zero has no value here: NaN, which satisfies no comparison.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from numerics.models import Model
from proofcheck.evaluate.arithmetic import FLOAT, Array
from proofcheck.evaluate.quadrature import even_rule, graded_rule, panels_for, refined
from proofcheck.evaluate.setting import NoValueError, Setting, parts_of
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.terms import ONE, VALUES, ZERO, KernelError, Term, num, substitute
from proofcheck.models.pairing import paired_with, seen_through

NODES = 6
GRID, FINER_GRID = 33, 13
"""Points of the grid on which an infimum is looked for, and of finer ones around each local minimum."""
LONGEST_SUM = 1000
MINIMA, REFINEMENTS = 2, 5
"""Of how many local minima, and how often."""
EIGENVALUE_ERROR = 1e-15
"""By how much of the largest eigenvalue rounding may change one: by that much a rough computation does."""


def evaluate(term: Term, setting: Setting) -> Array:
    """The value of a term, ``(b, s, ...)`` with axes of length 1 where it does not vary.

    >>> from fractions import Fraction
    >>> evaluate(Term("add", Term("num", Fraction(1)), Term("num", Fraction(1, 2))), Setting({}))
    array([[1.5]])

    Raises:
        NoValueError: a symbol is not in the setting, or the arithmetic cannot do what is asked.
    """
    try:
        with np.errstate(all="ignore"):
            return _value(term, setting)
    except (KernelError, np.linalg.LinAlgError) as error:
        raise NoValueError(str(error)) from error


def evaluate_in_parts(term: Term, setting: Setting, batch: int) -> Array:
    """As ``evaluate``, at some of many points of time after others. Raises what that does."""
    times = setting.extent(term.free)
    parts = parts_of(times, batch, setting)
    return joined([evaluate(term, setting.part(times, part)) for part in parts], parts)


def joined(values: list[Array], parts: list[slice]) -> Array:
    """The values at all points of time, from those at parts of them; ``(b, 1, ...)`` where they do not vary."""
    constant = values[0].shape[1] == 1 < parts[0].stop - parts[0].start
    return values[0] if constant else np.concatenate(values, axis=1)


def _value(term: Term, setting: Setting) -> Array:
    return _VALUES[term[0]](term, setting)


def _number(term: Term, setting: Setting) -> Array:
    return setting.arithmetic.number(term[1])


def _variable(term: Term, setting: Setting) -> Array:
    value = setting.values.get(term)
    if value is None:
        raise NoValueError(f"nothing gives {term[1]} a value")
    return value


def _dimension(term: Term, setting: Setting) -> Array:
    (size,) = setting.shape(("V", term[1]))
    return setting.arithmetic.number(num(size)[1])


def _path(term: Term, setting: Setting) -> Array:
    path = setting.paths.get(term[1])
    if path is None:
        raise NoValueError(f"nothing gives the path {term[1]} a value")
    return path(_value(term[3], setting))


def _path_derivative(term: Term, setting: Setting) -> Array:
    if term[1] not in setting.dynamics:
        raise NoValueError(f"nothing says how the path {term[1]} moves")
    variable, body = setting.dynamics[term[1]]
    return _value(body, setting.bind(variable, _value(term[3], setting)))


def _model(name: str, point: Array, setting: Setting) -> tuple[Model, Array]:
    model = setting.maps.get(name)
    if model is None:
        raise NoValueError(f"nothing gives the map {name} a value")
    return model, np.broadcast_to(point, (model.batch, *point.shape[1:]))


def _map(term: Term, setting: Setting) -> Array:
    _, name, domain, target, argument = term
    point = _value(argument, setting)
    model, point = _model(name, point if len(domain) > 1 else point[..., None], setting)
    value = model.value(point)
    return value if len(target) > 1 else value[..., 0]


def _jacobian(term: Term, setting: Setting) -> Array:
    model, point = _model(term[1], _value(term[4], setting), setting)
    return model.jacobian(point)


def _gradient_of_map(term: Term, setting: Setting) -> Array:
    model, point = _model(term[1], _value(term[3], setting), setting)
    return model.jacobian(point)[..., 0, :]


def _sum(term: Term, setting: Setting) -> Array:
    total = _value(term[1], setting)
    for part in term[2:]:
        total = total + _value(part, setting)
    return total


def _product(term: Term, setting: Setting) -> Array:
    *factors, last = term[1:]
    if ZERO in factors and last[0] == "var" and last not in setting.values:
        return setting.arithmetic.zeros((1, 1, *setting.shape(last[2])))
    value = _value(last, setting)
    for factor in factors:
        value = _extended(_value(factor, setting), value) * value
    return value


def _extended(scalar: Array, like: Array) -> Array:
    return scalar.reshape(scalar.shape + (1,) * (like.ndim - 2))


def _quotient(term: Term, setting: Setting) -> Array:
    value, divisor = _value(term[1], setting), _value(term[2], setting)
    if divisor.dtype != object and term[1] is term[2]:
        return np.where(np.isnan(divisor), divisor, divisor != 0)
    if divisor.dtype != object:
        divisor = np.where(divisor == 0, np.nan, divisor)
    return value / _extended(divisor, value)


def _power(term: Term, setting: Setting) -> Array:
    base = _value(term[1], setting)
    if term[2] < 0 and base.dtype != object:
        base = np.where(base == 0, np.nan, base)
    return base ** term[2]


def _indexed_power(term: Term, setting: Setting) -> Array:
    base, exponent = _value(term[1], setting), _value(term[2], setting)
    if base.dtype == object:
        raise NoValueError("no powers with a variable exponent in balls")
    return np.power(base, exponent)


def _dot(term: Term, setting: Setting) -> Array:
    right = _value(term[2], setting)
    if right.ndim == 3 and right.dtype != object and term[1][0] == "tr" and term[1][1][0] == "jac":
        return _pulled_back(term[1][1], right, setting)
    left = _value(term[1], setting)
    if right.ndim == 3:
        return (left @ right[..., None])[..., 0]
    return left @ right


def _pulled_back(jacobian: Term, vector: Array, setting: Setting) -> Array:
    """J^T v; without J, which is much larger, where it varies in time."""
    model, point = _model(jacobian[1], _value(jacobian[4], setting), setting)
    if point.shape[1] == 1:
        return (np.swapaxes(model.jacobian(point), -1, -2) @ vector[..., None])[..., 0]
    pulled: Array = model.linearise(point)[1](np.broadcast_to(vector, (*point.shape[:2], model.outputs)))
    return pulled


def _inner(left: Array, right: Array) -> Array:
    return (left * right).sum(axis=-1)


def _inner_product(term: Term, setting: Setting) -> Array:
    left, right = (_value(part, setting) for part in term[1:])
    inside = _inner(left, right)
    return inside.sum(axis=-1) if term[1].sort[0] == "O" else inside


def _norm(term: Term, setting: Setting) -> Array:
    value = _value(term[1], setting)
    of_operator = term[1].sort[0] == "O"
    if value.dtype != object:
        return np.linalg.norm(value, axis=(-2, -1) if of_operator else -1)
    square = _inner(value, value)
    return setting.arithmetic.sqrt(square.sum(axis=-1) if of_operator else square)


def _inverse(term: Term, setting: Setting) -> Array:
    return setting.arithmetic.inverse(_value(term[1], setting))


def _outer(term: Term, setting: Setting) -> Array:
    left, right = (_value(part, setting) for part in term[1:])
    return left[..., :, None] * right[..., None, :]


def _identity(term: Term, setting: Setting) -> Array:
    (size,) = setting.shape(("V", term[1]))
    one, zero = setting.arithmetic.number(ONE[1]), setting.arithmetic.number(ZERO[1])
    return np.where(np.eye(size, dtype=bool), one[..., None, None], zero[..., None, None])


def _basis(term: Term, setting: Setting) -> Array:
    (size,) = setting.shape(("V", term[1]))
    one, zero = setting.arithmetic.number(ONE[1]), setting.arithmetic.number(ZERO[1])
    known = term[2][0] == "num"
    index = np.full((1, 1), float(term[2][1])) if known else np.asarray(_value(term[2], setting), dtype=float)
    return np.where(index[..., None] == np.arange(1, size + 1), one[..., None], zero[..., None])


def _largest_singular_value(term: Term, setting: Setting) -> Array:
    return setting.arithmetic.singular_values(_value(term[1], setting))[0]


def _smallest_singular_value(term: Term, setting: Setting) -> Array:
    matrix = _value(term[1], setting)
    if matrix.shape[-2] > matrix.shape[-1]:
        return setting.arithmetic.zeros(matrix.shape[:2])
    return setting.arithmetic.singular_values(matrix)[1]


def _eigenvalue(which: int) -> Callable[[Term, Setting], Array]:
    def apply(term: Term, setting: Setting) -> Array:
        found = setting.arithmetic.eigenvalues(_value(term[1], setting))
        return found[which] - EIGENVALUE_ERROR * np.abs(found[1]) if setting.rough else found[which]

    return apply


def _applied(function: str, *, both: bool = False) -> Callable[[Term, Setting], Array]:
    def apply(term: Term, setting: Setting) -> Array:
        values = [_value(part, setting) for part in (term[1:] if both else term[1:2])]
        return getattr(setting.arithmetic, function)(*values)

    return apply


# ---------------------------------------------------------------- binders


@lru_cache(maxsize=4096)
def _carried_out(term: Term) -> Term:
    """The derivative or gradient that a term stands for."""
    if term[0] == "d":
        return derivative(term[2], term[1])
    _, x, body, at = term
    return substitute(derivative(body, x), {x: at})


def _derivative(term: Term, setting: Setting) -> Array:
    carried_out = _carried_out(term)
    if carried_out == term:
        raise NoValueError("a second derivative of a path has no value here")
    return _value(carried_out, setting)


def _range(term: Term, setting: Setting) -> tuple[Array, Array]:
    if setting.arithmetic is not FLOAT:
        raise NoValueError("integrals and infima are for float64")
    times = setting.extent(term[4].free - {term[1]})
    low, high, _ = np.broadcast_arrays(_value(term[2], setting), _value(term[3], setting), np.zeros((1, times)))
    return low, high


def _over(term: Term, points: Array, setting: Setting) -> Array:
    """The body of a binder at points ``(b, s, q)``: ``(b, s, q, ...)``."""
    b, s, q = points.shape
    values = [_over_all(term, points[:, part], setting.part(s, part)) for part in parts_of(s, b * q, setting)]
    return values[0] if len(values) == 1 else np.concatenate(values, axis=1)


def _over_all(term: Term, points: Array, setting: Setting) -> Array:
    b, s, q = points.shape
    body = _value(term[4], setting.spread(s, q).bind(term[1], points.reshape(b, s * q)))
    if body.shape[1] == 1:
        return np.broadcast_to(body[:, :, None], (body.shape[0], s, q, *body.shape[2:]))
    return body.reshape(body.shape[0], s, q, *body.shape[2:])


def _integral(term: Term, setting: Setting) -> Array:
    low, high = _range(term, setting)
    moving = setting.extent(term[3].free - {term[1]}) > 1
    fixed = setting.extent((term[2].free | term[4].free) - {term[1]}) == 1
    nodes = NODES - 1 - (setting.rough + 1) % 2 if setting.rough else NODES
    if not (moving and fixed and bool((high[:, 1:] >= high[:, :-1]).all())):
        return _integrals(term, low, high, graded_rule(nodes, panels_for(high - low, setting)), setting)
    panels = panels_for(high[:, :1] - low[:, :1], setting)
    first = _integrals(term, low[:, :1], high[:, :1], graded_rule(nodes, panels), setting)
    limits, places = refined(high - low[:, :1])
    limits = low[:, :1] + limits
    later = _integrals(term, limits[:, :-1], limits[:, 1:], even_rule(nodes, 1), setting)
    return np.cumsum(np.concatenate([first, later], axis=1), axis=1)[:, places]


def _integrals(term: Term, low: Array, high: Array, rule: tuple[Array, Array], setting: Setting) -> Array:
    """The integrals between these limits, ``(b, s)`` each."""
    nodes, weights = rule
    length = high - low
    values = _over(term, low[..., None] + length[..., None] * nodes, setting)
    total = np.einsum("bsq...,q->bs...", values, weights)
    return total * _extended(length, total)


def _summation(term: Term, setting: Setting) -> Array:
    """The terms, or factors, from the least lower to the largest upper end, each where its index is in the range."""
    low, high = (np.asarray(_value(term[slot], setting), dtype=float) for slot in (2, 3))
    first, last = int(low.min()), int(np.floor(high.max()))
    if not last - first < LONGEST_SUM:
        raise NoValueError(f"a sum has more than {LONGEST_SUM} terms")
    neutral, joined = (1, np.multiply) if term[0] == "prod" else (0, np.add)
    total = setting.arithmetic.zeros((1, 1, *setting.shape(term.sort))) + neutral
    for index in range(first, last + 1):
        inner = setting.bind(term[1], setting.arithmetic.number(num(index)[1]))
        value = _value(term[4], inner)
        inside = _extended((low <= index) & (index <= high), value)
        total = joined(total, np.where(inside, value, setting.arithmetic.zeros((1,) * value.ndim) + neutral))
    return total


def _expectation(term: Term, setting: Setting) -> Array:
    """With equal probabilities."""
    (size,) = setting.shape(("V", term[3]))
    total = Term("sum", term[1], num(1), num(size), term[2])
    return _value(Term("div", total, num(size)), setting)


def _infimum(term: Term, setting: Setting) -> Array:
    """On a grid, and on finer ones around the lowest of its local minima."""
    low, high = _range(term, setting)
    count, rounds = (GRID - 3 - setting.rough, REFINEMENTS - 1) if setting.rough else (GRID, REFINEMENTS)
    points = low[..., None] + (high - low)[..., None] * np.linspace(0.0, 1.0, count)
    values, points = np.broadcast_arrays(_over(term, points, setting), points)
    found = values.min(axis=-1)
    places = np.argsort(np.where(_is_local_minimum(values), values, np.inf), axis=-1)[..., :MINIMA]
    for _ in range(rounds):
        first = np.take_along_axis(points, np.maximum(places - 1, 0), axis=-1)[..., None]
        last = np.take_along_axis(points, np.minimum(places + 1, points.shape[-1] - 1), axis=-1)[..., None]
        finer = first + (last - first) * np.linspace(0.0, 1.0, FINER_GRID)
        points = finer.reshape(*finer.shape[:2], -1)
        values = np.broadcast_to(_over(term, points, setting), points.shape)
        found = np.minimum(found, values.min(axis=-1))
        offsets = np.arange(0, points.shape[-1], FINER_GRID)
        places = np.argmin(values.reshape(finer.shape), axis=-1) + offsets
    return found


def _is_local_minimum(values: Array) -> Array:
    padded = np.pad(values, [(0, 0)] * (values.ndim - 1) + [(1, 1)], constant_values=np.inf)
    is_minimum: Array = (values <= padded[..., :-2]) & (values <= padded[..., 2:])
    return is_minimum


def _minimum_over_operators(ball: Term, body: Term, setting: Setting) -> Array:
    """The least inner product of an operator with one of norm 1, minus the sum of the singular values; the least
    negative multiple of the smallest singular value of a product with one of them, that of the k-th."""
    operator = paired_with(ball, body)
    if operator is not None:
        return -setting.arithmetic.all_singular_values(_value(operator, setting)).sum(axis=-1)
    seen = seen_through(ball, body)
    if seen is None:
        raise NoValueError("the minimum over the operators of norm 1 is neither a nuclear norm nor a singular value")
    factor, operator = _value(seen[0], setting), seen[1]
    if np.any(np.asarray(factor, dtype=float) > 0):
        raise NoValueError("the minimum over the operators of norm 1 is of a singular value, with no minus before it")
    (_, number), matrix = setting.shape(ball.sort), _value(operator, setting)
    if number > min(matrix.shape[-2:]):
        return setting.arithmetic.zeros(matrix.shape[:-2])
    return factor * setting.arithmetic.all_singular_values(matrix)[..., number - 1]


def _sphere_minimum(term: Term, setting: Setting) -> Array:
    """The smallest eigenvalue of the quadratic form that the body is; the root of one, where the body is a norm; of a
    negative multiple of one, that multiple of the largest.
    """
    _, vector, body = term
    if vector.sort[0] == "O":
        return _minimum_over_operators(vector, body, setting)
    multiple = ONE[1]
    if body[0] == "mul" and len(body) == 3 and body[1][0] == "num":
        multiple, body = body[1][1], body[2]
    squared = body[0] == "norm"
    body = Term("pow", body, 2) if squared else body
    (size,) = setting.shape(vector[2])
    one = setting.arithmetic.number(ONE[1])[0, 0]

    def at(*places: int) -> Array:
        point = setting.arithmetic.zeros((1, 1, size))
        for place in places:
            point[0, 0, place] += one
        return _value(body, setting.bind(vector, point))

    squares = [at(i) for i in range(size)]
    if np.any(np.abs(np.asarray(at(0, 0) - 4 * squares[0], dtype=float)) > 1e-9 * np.asarray(squares[0], dtype=float)):
        raise NoValueError("the minimum over the unit sphere is not that of a quadratic form")
    rows = [
        [squares[i] if i == j else (at(i, j) - squares[i] - squares[j]) / 2 for j in range(size)] for i in range(size)
    ]
    form = np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
    found = setting.arithmetic.eigenvalues(form)[0 if multiple >= 0 else 1]
    if squared:
        found = setting.arithmetic.sqrt(setting.arithmetic.maximum(found, setting.arithmetic.number(ZERO[1])))
    return setting.arithmetic.number(multiple) * found


_VALUES: dict[str, Callable[[Term, Setting], Any]] = {
    "num": _number,
    "var": _variable,
    "dim": _dimension,
    "path": _path,
    "dpath": _path_derivative,
    **dict.fromkeys(VALUES, _map),
    "jac": _jacobian,
    "gradfn": _gradient_of_map,
    "add": _sum,
    "mul": _product,
    "div": _quotient,
    "pow": _power,
    "powi": _indexed_power,
    "sqrt": _applied("sqrt"),
    **{head: _applied(head) for head in ("exp", "log", "sin", "cos")},
    "max": _applied("maximum", both=True),
    "min": _applied("minimum", both=True),
    "dot": _dot,
    "tr": lambda term, setting: np.swapaxes(_value(term[1], setting), -1, -2),
    "id": _identity,
    "basis": _basis,
    "inv": _inverse,
    "outer": _outer,
    "inner": _inner_product,
    "norm": _norm,
    "opnorm": _largest_singular_value,
    "smin": _smallest_singular_value,
    "lmin": _eigenvalue(0),
    "lmax": _eigenvalue(1),
    "int": _integral,
    **dict.fromkeys(("sum", "prod"), _summation),
    "expect": _expectation,
    "inf": _infimum,
    "minS": _sphere_minimum,
    "d": _derivative,
    "grad": _derivative,
}
