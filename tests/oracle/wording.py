"""Random expressions and assertions in every word of the language, and instances at which they can be read.

Names are few, so that a bound and a free variable, or two bound ones, often have the same. Denominators and arguments
of roots are mostly such that there is a value.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from choices import Choices
from meaning import Instance, Key

from proofcheck import lang as sy
from proofcheck.lang import expressions as ex

n, p = sy.dimension("n"), sy.dimension("p")
x, s, t, b = (sy.scalar(name) for name in "xstb")
c, T = sy.scalar("c", positive=True), sy.time("T")
k, m = sy.natural("k"), sy.natural("m")
u, v = sy.vector("u", n), sy.vector("v", n)
w = sy.vector("w", p)
A, B = sy.operator("A", n, p), sy.operator("B", n, n)
q, z, Q = sy.path("q"), sy.path("z", n), sy.operator_path("Q", n, p)
e, y = sy.sequence("e"), sy.sequence("y", n)
f, F = sy.mapping("f", p, n), sy.scalar_function("F", n)

SCALARS = (x, s, t, c, T)
VECTORS = {n: (u, v), p: (w,)}
OPERATORS = {(n, p): A, (n, n): B}


class Words:
    """Builds expressions and assertions from choices. ``smooth`` ones have derivatives of every order."""

    def __init__(self, choices: Choices) -> None:
        self.pick = choices

    # ------------------------------------------------------------ scalars

    def number(self) -> Any:
        return ex.expression(self.pick.of(*map(Fraction, ("0", "1", "2", "-1", "1/2", "3", "-3/2"))), "a number")

    def name(self) -> Any:
        """A scalar variable; two of them are often the same."""
        return self.pick.of(x, x, s, x, s, t, T, c)

    def pair(self) -> Any:
        """A small expression in two names, so that it matters which of them is which."""
        first, second = self.name(), self.name()
        return self.pick.of(
            lambda: first * second,
            lambda: first - second,
            lambda: sy.integral(first, 0, second, first * second),
            lambda: q(first) * second,
            lambda: sy.inner(first * u - v, z(second)),
        )()

    def scalar(self, depth: int, smooth: bool = False) -> Any:
        if depth <= 0:
            return self.pick.of(self.number, lambda: self.name(), lambda: q(self.time(smooth)))()
        heads = [self._sum, self._product, self._power, self._inner, self._quotient, self._exp, self._function]
        heads += [self._defined_scalar, self._square, self._row, self._scalar_integral]
        if not smooth:
            heads += [self._root, self._extremum, self._norm, self._spectrum, self._natural_power, self._infimum]
            heads += [self._sphere, self._derivative, self._path_derivative, self._definition_derivative, self._named]
        return self.pick.of(lambda d, _: self.scalar(d, smooth), *heads)(depth - 1, smooth)

    def time(self, smooth: bool = False) -> Any:
        return self.pick.of(lambda: self.name(), self.number, lambda: self.name() + 1)()

    def _sum(self, depth: int, smooth: bool) -> Any:
        left, right = self.scalar(depth, smooth), self.scalar(depth, smooth)
        return self.pick.of(lambda: left + right, lambda: left - right, lambda: -left)()

    def _product(self, depth: int, smooth: bool) -> Any:
        return self.scalar(depth, smooth) * self.scalar(depth, smooth)

    def _power(self, depth: int, smooth: bool) -> Any:
        exponent = self.pick.of(2, 3, 1, 0) if smooth else self.pick.of(2, 3, 1, 0, -1, -2)
        base = self.scalar(depth, smooth)
        if exponent < 0 and self.pick.likely(70):
            base = 1 + base**2
        return ex.Power(base, ex.expression(exponent, "an exponent"))

    def _natural_power(self, depth: int, smooth: bool) -> Any:
        return self.scalar(min(depth, 1), smooth) ** self.natural(1)

    def natural(self, depth: int) -> Any:
        if depth <= 0:
            return self.pick.of(k, m)
        return self.pick.of(k, m, k + 1, k + m, 1 + k + k)

    def _quotient(self, depth: int, smooth: bool) -> Any:
        above, below = self.scalar(depth, smooth), self.scalar(depth - 1, smooth)
        safe = 1 + below**2 if smooth or self.pick.likely(70) else below
        return self.pick.of(lambda: above / safe, lambda: sy.frac(above, safe))()

    def _exp(self, depth: int, smooth: bool) -> Any:
        return sy.exp(self.scalar(min(depth, 0), smooth))

    def _root(self, depth: int, smooth: bool) -> Any:
        inside = self.scalar(depth)
        return sy.sqrt(1 + inside**2 if self.pick.likely(60) else inside)

    def _extremum(self, depth: int, smooth: bool) -> Any:
        return self.pick.of(sy.maximum, sy.minimum)(self.scalar(depth), self.scalar(depth))

    def _inner(self, depth: int, smooth: bool) -> Any:
        size = self.pick.of(n, p)
        return sy.inner(self.vector(depth, size, smooth), self.vector(depth, size, smooth))

    def _row(self, depth: int, smooth: bool) -> Any:
        left, right = self.vector(depth - 1, n, smooth), self.vector(depth - 1, p, smooth)
        a = self.operator(depth - 1, n, p, smooth)
        return self.pick.of(lambda: left.T @ (a @ right), lambda: (left.T @ a) @ right, lambda: left.T @ left)()

    def _square(self, depth: int, smooth: bool) -> Any:
        return sy.norm(self.vector(depth, self.pick.of(n, p), smooth)) ** 2

    def _norm(self, depth: int, smooth: bool) -> Any:
        return sy.norm(
            self.pick.of(
                lambda: self.vector(depth, self.pick.of(n, p)),
                lambda: self.operator(depth, n, p),
                lambda: self.operator(depth, n, n),
            )()
        )

    def _spectrum(self, depth: int, smooth: bool) -> Any:
        whole = self.operator(depth, *self.pick.of((n, p), (p, n), (n, n)))
        gram = self.pick.of(whole @ whole.T, whole.T @ whole)
        return self.pick.of(
            lambda: sy.smin(whole),
            lambda: sy.smax(whole),
            lambda: sy.nuclear(whole),
            lambda: sy.singular_value(whole, self.pick.of(1, 2, n)),
            lambda: sy.eigenvalue(gram, 1),
            lambda: sy.lmin(gram),
            lambda: sy.lmax(gram),
        )()

    def _function(self, depth: int, smooth: bool) -> Any:
        return F(self.vector(depth, n, smooth))

    def _scalar_integral(self, depth: int, smooth: bool) -> Any:
        variable = self.name()
        return sy.integral(variable, *self._ends(), self.scalar(min(depth, 1), True))

    def _ends(self) -> tuple[Any, Any]:
        return self.pick.of((0, 1), (0, self.name()), (self.name(), self.name()))

    def _infimum(self, depth: int, smooth: bool) -> Any:
        return sy.infimum(self.name(), *self._ends(), self.scalar(min(depth, 1), True))

    def _sphere(self, depth: int, smooth: bool) -> Any:
        size = self.pick.of(n, p)
        variable = self.pick.of(*VECTORS[size])
        return sy.sphere_minimum(variable, sy.inner(variable, self.vector(min(depth, 1), size)) + self.scalar(0))

    def _derivative(self, depth: int, smooth: bool) -> Any:
        return sy.derivative(self.name(), self._content(min(depth, 1), True))

    def _path_derivative(self, depth: int, smooth: bool) -> Any:
        return q.dot(self.time())

    # ------------------------------------------------------------ definitions

    def _definition(self, depth: int, kind: str, smooth: bool) -> Any:
        parameters = [self.name()]
        if self.pick.likely(60):
            other = self.pick.of(v, u, A, *SCALARS, *SCALARS)
            parameters += [other] if other not in parameters else []
        name = f"D{len(self.pick.made)}"  # no two definitions of a name
        content = self.vector(depth, n, smooth) if kind == ex.VECTOR else self._content(depth, smooth)
        return sy.define_function(name, parameters, content)

    def _content(self, depth: int, smooth: bool) -> Any:
        return self.pair() if self.pick.likely(60) else self.scalar(depth, smooth)

    def _call(self, definition: Any, smooth: bool) -> Any:
        """A definition at arguments that may be called like its parameters, in another order."""
        return definition(*(self._argument(parameter, definition, smooth) for parameter in definition.parameters))

    def _argument(self, parameter: Any, definition: Any, smooth: bool) -> Any:
        if parameter == A:
            return self.operator(0, n, p, smooth)
        if parameter in (u, v):
            return self.vector(0, n, smooth)
        scalars = [other for other in definition.parameters if other in SCALARS]
        return self.pick.of(lambda: self.scalar(0, smooth), lambda: self.pick.of(*scalars))()

    def _defined_scalar(self, depth: int, smooth: bool) -> Any:
        if self.pick.likely(15):
            return sy.define(f"E{len(self.pick.made)}", self.pick.of(b, 2 * b, b + 1, self.name()))
        return self._call(self._definition(depth, ex.SCALAR, smooth), smooth)

    def _definition_derivative(self, depth: int, smooth: bool) -> Any:
        function = sy.define_function(f"G{len(self.pick.made)}", [self.name()], self._content(min(depth, 1), True))
        return function.dot(self.name())

    def _named(self, depth: int, smooth: bool) -> Any:
        content = self.scalar(depth)
        defined = sy.define_function(f"N{len(self.pick.made)}", [b], content)(b)
        return self.pick.of(sy.named_first, sy.named_last)(defined)

    # ------------------------------------------------------------ vectors and operators

    def vector(self, depth: int, size: Any, smooth: bool = False) -> Any:
        if depth <= 0:
            leaves: list[Callable[[], Any]] = [lambda: self.pick.of(*VECTORS[size])]
            leaves += [lambda: z(self.time(smooth)), lambda: z.suppressed(self.time(smooth))] if size == n else []
            return self.pick.of(*leaves)()
        inside = depth - 1
        heads: list[Callable[[], Any]] = [
            lambda: self.vector(inside, size, smooth),
            lambda: self._vector_sum(inside, size, smooth),
            lambda: self.scalar(inside, smooth) * self.vector(inside, size, smooth),
            lambda: self._applied(inside, size, smooth),
            lambda: self.vector(inside, size, smooth) / (1 + self.scalar(inside - 1, smooth) ** 2),
        ]
        if size == n:
            heads += [lambda: f(self.vector(inside, p, smooth)), lambda: sy.gradient(F)(self.vector(inside, n, smooth))]
            heads += [lambda: self._call(self._definition(inside, ex.VECTOR, smooth), smooth)]
        if not smooth:
            heads += [lambda: self._vector_integral(inside, size), lambda: self._nabla(inside, size)]
            heads += [lambda: self._gradient_of_definition(inside, size)]
            heads += [lambda: sy.derivative(self.name(), self.vector(min(inside, 1), size, True))]
        if not smooth and size == n:
            heads += [lambda: z.dot(self.time()), lambda: y[self.natural(inside)]]
        return self.pick.of(*heads)()

    def _vector_sum(self, depth: int, size: Any, smooth: bool) -> Any:
        left, right = self.vector(depth, size, smooth), self.vector(depth, size, smooth)
        return self.pick.of(lambda: left + right, lambda: left - right, lambda: -left)()

    def _applied(self, depth: int, size: Any, smooth: bool) -> Any:
        source = self.pick.of(n, p)
        return self.operator(depth, size, source, smooth) @ self.vector(depth, source, smooth)

    def _vector_integral(self, depth: int, size: Any) -> Any:
        return sy.integral(self.name(), *self._ends(), self.vector(min(depth, 1), size, True))

    def _nabla(self, depth: int, size: Any) -> Any:
        variable = self.pick.of(*VECTORS[size])
        body = sy.norm(variable - self.vector(0, size)) ** 2 * self.scalar(0) + self.scalar(min(depth, 1), True)
        return sy.nabla(variable, body, self.vector(depth, size))

    def _gradient_of_definition(self, depth: int, size: Any) -> Any:
        variable = self.pick.of(*VECTORS[size])
        body = sy.norm(variable - self.vector(0, size)) ** 2 + self.scalar(min(depth, 1), True)
        return sy.gradient(sy.define_function(f"H{len(self.pick.made)}", [variable], body))(self.vector(depth, size))

    def operator(self, depth: int, rows: Any, columns: Any, smooth: bool = False) -> Any:
        symbol = OPERATORS.get((rows, columns))
        if symbol is None and (rows, columns) != (p, p):
            return self.operator(depth, columns, rows, smooth).T
        if depth <= 0:
            leaves = [symbol if symbol is not None else A.T @ A]
            leaves += [sy.identity(rows)] if rows == columns else []
            return self.pick.of(*leaves)
        inside = depth - 1
        heads: list[Callable[[], Any]] = [
            lambda: self.operator(inside, rows, columns, smooth),
            lambda: self.operator(inside, rows, columns, smooth) + self.operator(inside, rows, columns, smooth),
            lambda: self.operator(inside, rows, columns, smooth) - self.operator(0, rows, columns, smooth),
            lambda: self.scalar(inside, smooth) * self.operator(inside, rows, columns, smooth),
            lambda: self.operator(inside, columns, rows, smooth).T,
            lambda: self.operator(inside, rows, n, smooth) @ self.operator(inside, n, columns, smooth),
            lambda: self.operator(inside, rows, columns, smooth) / 2,
        ]
        if (rows, columns) == (n, p):
            heads += [lambda: sy.jacobian(f)(self.vector(inside, p, smooth))]
            heads += [] if smooth else [lambda: Q(self.time())]
        if (rows, columns) == (n, n):
            heads += [lambda: sy.hessian(F)(self.vector(inside, n, smooth))]
        return self.pick.of(*heads)()

    # ------------------------------------------------------------ assertions

    def assertion(self, depth: int) -> Any:
        if depth <= 0:
            return self.relation()
        return self.pick.of(self.relation, lambda: self._implication(depth), lambda: self._quantified(depth))()

    def relation(self) -> Any:
        return self.pick.of(
            self._simple, self._simple, self._simple, self._simple, self._deep, self._equation, self._dimensions,
            self._within, self._indexed, self._unequal, self._somewhere, self._somewhere,
        )()  # fmt: skip

    def sign(self) -> str:
        return self.pick.of("<=", "<", ">=", ">", "=")

    def _simple(self) -> Any:
        left = self.pick.of(lambda: self.name(), self.pair, lambda: self._used(), lambda: self.scalar(1))()
        return sy.relation(self.sign(), left, self.pick.of(self.number, lambda: self.scalar(0))())

    def _used(self) -> Any:
        """A definition, used or differentiated."""
        return self.pick.of(self._defined_scalar, self._definition_derivative, self._derivative, self._defined_scalar)(
            0, False
        )

    def _deep(self) -> Any:
        return sy.relation(self.sign(), self.scalar(2), self.scalar(self.pick.of(0, 1, 2)))

    def _equation(self) -> Any:
        size = self.pick.of(n, p)
        return self.pick.of(
            lambda: sy.eq(self.vector(1, size), self.vector(0, size)),
            lambda: sy.eq(self.operator(1, n, p), self.operator(0, n, p)),
        )()

    def _dimensions(self) -> Any:
        return self.pick.of(n <= p, n < p, p < n, n >= p, p > n)

    def _within(self) -> Any:
        return sy.within(self.name(), *self._ends())

    def _indexed(self) -> Any:
        return sy.relation(self.sign(), self.pick.of(e[self.natural(1)], e[k - 1], k, m + k), self.pick.of(m, 1, x))

    def _unequal(self) -> Any:
        return sy.nonzero(self.pick.of(lambda: self.name(), self.pair, lambda: self.scalar(1))())

    def _somewhere(self) -> Any:
        """A relation about something small that does not have a value everywhere."""
        parameter = self.name()
        inside = self.pick.of(parameter, self.name(), self.pair())
        partial = self.pick.of(
            lambda: self.name() / inside,
            lambda: sy.sqrt(inside),
            lambda: sy.define_function(f"P{len(self.pick.made)}", [parameter], 1 / (parameter - self.number()))(
                self.name()
            ),
        )()
        return self.pick.of(
            lambda: sy.relation(self.sign(), partial, self.pick.of(self.number, lambda: self.name())()),
            lambda: sy.eq(partial / partial, 1),
            lambda: sy.eq(sy.sqrt(inside) ** 2, inside),
            lambda: sy.nonzero(1 / partial),
        )()

    def _implication(self, depth: int) -> Any:
        return sy.implies(self.assertion(depth - 1), self.assertion(depth - 1))

    def _quantified(self, depth: int) -> Any:
        """One or two ranges, perhaps of the same variable."""
        ranges = [self._range()]
        if self.pick.likely(30):
            ranges.append(self._range())
        return sy.for_all(tuple(ranges), self.assertion(depth - 1))

    def _range(self) -> Any:
        return self.pick.of(
            lambda: self.name(),
            lambda: sy.relation(self.sign(), self.name(), self.scalar(0)),
            lambda: sy.within(self.name(), *self._ends()),
            lambda: self.pick.of(k, m, k >= 1, k <= m),
            lambda: self.pick.of(u, v, w),
            lambda: sy.unit(self.pick.of(u, v, w)),
        )()


# ---------------------------------------------------------------- instances


def _value(pick: Choices) -> Fraction:
    return Fraction(pick.of(0, 1, -1, 2, 3, -2, 5), pick.of(1, 2))


def _array(pick: Choices, *shape: int) -> Any:
    return [_array(pick, *shape[1:]) for _ in range(shape[0])] if shape else _value(pick)


def instance(pick: Choices) -> Instance:
    """Values for every name: small numbers, with repetitions; quadratic paths; quadratic maps with their Jacobians."""
    dims = pick.of({"n": 1, "p": 1}, {"n": 1, "p": 2}, {"n": 2, "p": 1}, {"n": 2, "p": 2})
    rows, columns = dims["n"], dims["p"]
    values: dict[Key, Any] = {("S", name): _value(pick) for name in "xstbcT"}
    values |= {("N", "k"): Fraction(pick.of(0, 1, 2)), ("N", "m"): Fraction(pick.of(0, 1, 3))}
    values |= {("V", name, "n"): _array(pick, rows) for name in "uv"} | {("V", "w", "p"): _array(pick, columns)}
    values |= {("O", "A", "n", "p"): _array(pick, rows, columns), ("O", "B", "n", "n"): _array(pick, rows, rows)}
    paths = {"q": _path(pick), "z": _path(pick, rows), "Q": _path(pick, rows, columns)}
    paths |= {"e": _path(pick), "y": _path(pick, rows)}
    maps = {"f": _map(pick, columns, rows), "F": _function(pick, rows)}
    return Instance(dims, values, paths, maps)


def _floats(content: Any) -> Any:
    return np.array(content, dtype=float)


def _path(pick: Choices, *shape: int) -> Any:
    start, speed, bend = (_floats(_array(pick, *shape)) for _ in range(3))
    return (lambda r: start + speed * r + bend * r * r / 4), (lambda r: speed + bend * r / 2)


def _map(pick: Choices, source: int, target: int) -> Any:
    start, linear, bend = (_floats(_array(pick, *shape)) for shape in ((target,), (target, source), (target, source)))
    return (lambda r: start + linear @ r + bend @ (r * r) / 4), (lambda r: linear + bend * r / 2)


def _function(pick: Choices, source: int) -> Any:
    start, linear, bend = _floats(_value(pick)), _floats(_array(pick, source)), _floats(_array(pick, source))
    return (lambda r: start + linear @ r + bend @ (r * r) / 4), (lambda r: linear + bend * r / 2)


def samples(key: Key, at: Instance) -> list[Any]:
    """What quantifiers are looked at on, by the sort alone: simple values, and those of the free variables."""
    kind, names = key[0], key[2:]
    given = [content for other, content in at.variables.items() if other[0] == kind and other[2:] == names]
    if kind in {"S", "N"}:
        simple = ("0", "1", "-1", "5/2") if kind == "S" else ("0", "1", "2")
        numbers = sorted({*map(Fraction, simple), *map(Fraction, given)}, key=lambda a: (abs(a), a))
        return [at.exact(a) if kind == "S" else int(a) for a in numbers]
    sizes = [at.dimensions[name] for name in names]
    tilted = [Fraction(3, 5), Fraction(4, 5)] if sizes == [2] else _filled(Fraction(-1), sizes)
    return [at.exact(content) for content in (_filled(Fraction(0), sizes), _first(sizes), tilted, *given)]


def _filled(content: Fraction, sizes: list[int]) -> Any:
    return [_filled(content, sizes[1:]) for _ in range(sizes[0])] if sizes else content


def _first(sizes: list[int]) -> Any:
    """The first unit vector, or the operator whose one entry that is not 0 is the first."""
    if not sizes:
        return Fraction(1)
    return [_first(sizes[1:]) if i == 0 else _filled(Fraction(0), sizes[1:]) for i in range(sizes[0])]
