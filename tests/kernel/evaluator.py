"""Kernel terms in floating point, written from their meanings alone: no code is shared with the kernel.

A ``World`` gives every variable, path and function a value, drawn from its seed when it is first asked for. Paths and
functions are smooth, with exact derivatives; what is differentiated as a term is differentiated numerically.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np

Value = Any  # a float or an array
Path = tuple[Callable[[float], Value], Callable[[float], Value]]
Function = tuple[Callable[[Value], Value], Callable[[Value], Value]]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_STEP = 1e-5


@dataclass(frozen=True)
class World:
    """Values of everything that a term can mention.

    Arguments:
        seed: what is not given is drawn from it.
        dims: dimensions by name.
        variables: values by variable.
        paths: ``(value, derivative)`` by ``(name, sort)``.
        functions: ``(value, Jacobian or gradient)`` by ``(name, domain, codomain)``.
        zeros: how likely a drawn variable or path is 0, where conventions about quotients and roots show.
    """

    seed: int
    dims: Mapping[str, int] = field(default_factory=dict)
    variables: Mapping[Any, Value] = field(default_factory=dict)
    paths: Mapping[Any, Path] = field(default_factory=dict)
    functions: Mapping[Any, Function] = field(default_factory=dict)
    zeros: float = 0

    def bind(self, variable: Any, value: Value) -> "World":
        """The world with another value of a variable."""
        return replace(self, variables={**self.variables, variable: value})

    def draw(self, key: Any) -> np.random.Generator:
        """The source of what belongs to a key."""
        return np.random.default_rng([self.seed, zlib.crc32(repr(key).encode())])

    def size(self, dimension: Any) -> int:
        """The value of a dimension, 1 to 3 if it is drawn."""
        if isinstance(dimension, int):
            return dimension
        return self.dims.get(dimension) or int(self.draw(dimension).integers(1, 4))

    def shape(self, sort: Any) -> tuple[int, ...]:
        """The shape of a value of a sort."""
        return tuple(self.size(dimension) for dimension in sort[1:])

    def variable(self, variable: Any) -> Value:
        """The value of a variable."""
        if variable in self.variables:
            return self.variables[variable]
        source = self.draw(variable)
        if variable[2] == ("N",):
            return int(source.integers(0, 5))
        value = source.normal(size=self.shape(variable[2]))[()]
        return 0 * value if source.random() < self.zeros else value

    def path(self, name: str, sort: Any) -> Path:
        """A path ``a + b t + c sin t`` and its derivative."""
        if (name, sort) in self.paths:
            return self.paths[name, sort]
        source = self.draw(("path", name, sort))
        a, b, c = source.normal(size=(3, *self.shape(sort))) * (source.random() >= self.zeros)
        return (lambda t: a + b * t + c * np.sin(t)), (lambda t: b + c * np.cos(t))

    def function(self, name: str, domain: Any, codomain: Any) -> Function:
        """A map ``b + A x + D sin(B x)`` and its Jacobian (its gradient where it is scalar)."""
        if (name, domain, codomain) in self.functions:
            return self.functions[name, domain, codomain]
        source = self.draw((name, domain, codomain))
        rows, columns = self.shape(codomain) or (1,), self.shape(domain) or (1,)
        b, A = source.normal(size=rows), source.normal(size=(*rows, *columns))
        D, B = source.normal(size=(*rows, 2)), source.normal(size=(2, *columns))

        def value(x: Value) -> Value:
            image = b + A @ np.reshape(x, columns) + D @ np.sin(B @ np.reshape(x, columns))
            return image if codomain[0] == "V" else image[0]

        def slope(x: Value) -> Value:
            jacobian = A + D @ np.diag(np.cos(B @ np.reshape(x, columns))) @ B
            return jacobian if codomain[0] == "V" else jacobian[0]

        return value, slope


def evaluate(term: Any, world: World) -> Value:
    """The value of a term."""
    return _MEANINGS[term[0]](term, world)


def _arguments(function: Callable[..., Value]) -> Callable[[Any, World], Value]:
    return lambda term, world: function(*(evaluate(part, world) for part in term[1:]))


def _path(term: Any, world: World) -> Value:
    which = 0 if term[0] == "path" else 1
    return world.path(term[1], term[2])[which](evaluate(term[3], world))


def _basis(term: Any, world: World) -> Value:
    index, numbers = evaluate(term[2], world), np.arange(1, world.size(term[1]) + 1)
    return (numbers == index).astype(float)


def _fn(term: Any, world: World) -> Value:
    return world.function(term[1], term[2], term[3])[0](evaluate(term[4], world))


def _jac(term: Any, world: World) -> Value:
    return world.function(term[1], ("V", term[2]), ("V", term[3]))[1](evaluate(term[4], world))


def _gradfn(term: Any, world: World) -> Value:
    return world.function(term[1], ("V", term[2]), ("S",))[1](evaluate(term[3], world))


def _quotient(a: Value, b: Value) -> Value:
    return a / b if b else 0 * a


def _power(term: Any, world: World) -> Value:
    base = evaluate(term[1], world)
    return base ** term[2] if term[2] >= 0 else _quotient(1.0, base ** -term[2])


def _integral(term: Any, world: World) -> Value:
    _, s, low, high, body = term
    start, end = evaluate(low, world), evaluate(high, world)
    half = (end - start) / 2
    return half * sum(
        w * evaluate(body, world.bind(s, start + half * (1 + x))) for x, w in zip(_NODES, _WEIGHTS, strict=True)
    )


def _sum(term: Any, world: World) -> Value:
    _, i, low, high, body = term
    indices = range(int(evaluate(low, world)), int(np.floor(evaluate(high, world))) + 1)
    return sum((evaluate(body, world.bind(i, k)) for k in indices), start=np.zeros(world.shape(term.sort))[()])


def _finite_product(term: Any, world: World) -> Value:
    _, i, low, high, body = term
    indices = range(int(evaluate(low, world)), int(np.floor(evaluate(high, world))) + 1)
    return np.prod([evaluate(body, world.bind(i, k)) for k in indices])


def _expectation(term: Any, world: World) -> Value:
    """With probabilities that are drawn, some of them 0."""
    _, i, body, space = term
    source = world.draw(("probabilities", space))
    weights = np.maximum(source.random(world.size(space)) - 0.2, 0)
    weights[0] += 1e-3
    weights /= weights.sum()
    return sum(p * evaluate(body, world.bind(i, k)) for k, p in enumerate(weights, 1))


def _zoom(function: Callable[[float], float], low: float, high: float) -> float:
    """The least value of a function on an interval, by finer and finer grids."""
    best, left, right = np.inf, low, high
    for points in (41, *9 * (11,)):
        grid = np.linspace(left, right, points)
        values = [function(x) for x in grid]
        at = int(np.argmin(values))
        best = min(best, values[at])
        left, right = grid[max(at - 1, 0)], grid[min(at + 1, points - 1)]
    return best


def _infimum(term: Any, world: World) -> Value:
    _, s, low, high, body = term
    return _zoom(lambda x: evaluate(body, world.bind(s, x)), evaluate(low, world), evaluate(high, world))


def _least_inner_product(ball: Any, body: Any, world: World) -> Value:
    """Of what is linear in an operator of norm 1: minus the sum of the singular values of its coefficients."""
    n, p = world.shape(ball[2])
    corners = [np.outer(left, right) for left in np.eye(n) for right in np.eye(p)]
    coefficients = [evaluate(body, world.bind(ball, corner)) for corner in corners]
    return -np.linalg.svd(np.reshape(coefficients, (n, p)), compute_uv=False).sum()


def _sphere_minimum(term: Any, world: World) -> Value:
    _, v, body = term
    if v[2][0] == "O" and body[0] == "mul" and body[2][0] == "smin":
        return _least_of_images(v, body[2][1], world) * evaluate(body[1], world)
    if v[2][0] == "O":
        return _least_inner_product(v, body, world)
    (n,) = world.shape(v[2])
    if n == 1:
        return min(evaluate(body, world.bind(v, np.array([sign]))) for sign in (1.0, -1.0))
    if n == 2:
        return _zoom(
            lambda angle: evaluate(body, world.bind(v, np.array([np.cos(angle), np.sin(angle)]))), -0.5, 2 * np.pi
        )
    raise NotImplementedError("spheres in more than two dimensions")


def _least_of_images(ball: Any, image: Any, world: World) -> Value:
    """The largest smallest singular value of Z' M for Z of norm 1 with k columns, the k-th one of M, 0 beyond."""
    n, k = world.shape(ball[2])
    units = [np.outer(np.eye(n)[i], np.eye(k)[0]) for i in range(n)]
    values = np.linalg.svd(np.array([evaluate(image, world.bind(ball, unit))[0] for unit in units]), compute_uv=False)
    return float(values[k - 1]) if k <= len(values) else 0.0


def _time_derivative(term: Any, world: World) -> Value:
    _, t, body = term
    now = evaluate(t, world)
    ahead, behind = (evaluate(body, world.bind(t, now + step)) for step in (_STEP, -_STEP))
    return (ahead - behind) / (2 * _STEP)


def _gradient(term: Any, world: World) -> Value:
    _, x, body, at = term
    point = evaluate(at, world)
    steps = _STEP * np.eye(len(point))
    return np.array(
        [
            (evaluate(body, world.bind(x, point + h)) - evaluate(body, world.bind(x, point - h))) / (2 * _STEP)
            for h in steps
        ]
    )


def _inverse(A: Value) -> Value:
    return np.linalg.inv(A) if np.linalg.matrix_rank(A) == len(A) else 0 * A


def _unrounded(values: Value) -> Value:
    """Eigenvalues or singular values, those within rounding of zero as zeros: a logarithm would show the rounding."""
    return np.where(abs(values) < 1e-12 * abs(values).max(), 0.0, values)


def _singular(A: Value) -> Value:
    return _unrounded(np.linalg.svd(A, compute_uv=False))[-1] if A.shape[0] <= A.shape[1] else 0.0


def _eigenvalues(A: Value) -> Value:
    return _unrounded(np.linalg.eigvalsh((A + A.T) / 2))


_MEANINGS: dict[str, Callable[[Any, World], Value]] = {
    "num": lambda term, world: float(term[1]),
    "var": lambda term, world: world.variable(term),
    "dim": lambda term, world: float(world.size(term[1])),
    "path": _path,
    "dpath": _path,
    "fn": _fn,
    "jac": _jac,
    "gradfn": _gradfn,
    "add": _arguments(lambda *parts: sum(parts[1:], start=parts[0])),
    "mul": _arguments(lambda *parts: np.prod(parts[:-1]) * parts[-1]),
    "div": _arguments(_quotient),
    "pow": _power,
    "powi": _arguments(lambda q, k: q**k),
    "sqrt": _arguments(lambda a: np.sqrt(max(a, 0.0))),
    "exp": _arguments(np.exp),
    "log": _arguments(lambda a: np.log(abs(a)) if a else 0.0),
    "sin": _arguments(np.sin),
    "cos": _arguments(np.cos),
    "max": _arguments(max),
    "min": _arguments(min),
    "dot": _arguments(lambda A, x: A @ x),
    "tr": _arguments(np.transpose),
    "basis": _basis,
    "id": lambda term, world: np.eye(world.size(term[1])),
    "inv": _arguments(_inverse),
    "outer": _arguments(np.outer),
    "inner": _arguments(lambda u, v: np.sum(u * v)),
    "norm": _arguments(np.linalg.norm),
    "opnorm": _arguments(lambda A: np.linalg.norm(A, 2)),
    "smin": _arguments(_singular),
    "lmin": _arguments(lambda A: _eigenvalues(A)[0]),
    "lmax": _arguments(lambda A: _eigenvalues(A)[-1]),
    "int": _integral,
    "sum": _sum,
    "prod": _finite_product,
    "expect": _expectation,
    "inf": _infimum,
    "minS": _sphere_minimum,
    "d": _time_derivative,
    "grad": _gradient,
}


# ------------------------------------------------------------------------------------------------ clauses


def samples(variable: Any, world: World) -> list[Value]:
    """Values to try for a bound variable: a grid of times, the first natural numbers, unit vectors and others."""
    sort = variable[2]
    if sort == ("N",):
        return list(range(6))
    if sort == ("S",):
        given = [value for name, value in world.variables.items() if name[2] == ("S",)]
        return [*np.linspace(-1.0, 3.0, 17), *given]
    vectors = world.draw(("samples", variable)).normal(size=(6, *world.shape(sort)))
    return [*vectors, *(vector / np.linalg.norm(vector) for vector in vectors)]


def holds(clause: Any, world: World, tolerance: float) -> bool:
    """Whether a clause holds up to rounding, at all samples of its variables."""
    for values in product(*(samples(variable, world) for variable in clause.variables)):
        inner = world
        for variable, value in zip(clause.variables, values, strict=True):
            inner = inner.bind(variable, value)
        if all(holds(condition, inner, 1e-9) for condition in clause.conditions) and not _relates(
            clause, inner, tolerance
        ):
            return False
    return True


def _relates(clause: Any, world: World, tolerance: float) -> bool:
    op, left, right = clause.relation
    a, b = evaluate(left, world), evaluate(right, world)
    scale = tolerance * (1 + np.max(np.abs(a)) + np.max(np.abs(b)))
    if op == "=":
        return bool(np.shape(a) == np.shape(b) and np.max(np.abs(a - b)) <= scale)
    return bool(a <= b + scale)
