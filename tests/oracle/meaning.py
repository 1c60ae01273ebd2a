"""What a lemma says, computed from the meaning of its words alone: an oracle that shares no code with the engine.

``value`` takes an expression of ``proofcheck.lang``, ``truth`` an assertion, at an ``Instance`` that says what every
name means. Bound variables are bound as in mathematics: an inner one hides an outer one, and a definition means what
it says where it is made, with the values of its arguments for its parameters.

An expression without a value (a quotient by 0, the root of a negative number, an empty infimum, a member of a sequence
before the first, an eigenvalue of an operator that is not symmetric) raises ``NoValueError``; an assertion about it has
the truth ``None``. A quantifier is looked at on samples: ``False`` is certain, ``True`` only says that none fails.
"""

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import numpy as np
from arithmetics import FLOATS, NoValueError, TooLargeError, Value, area, least, slope
from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import Absolute, Log

Key = tuple[Any, ...]
Function = tuple[Callable[[Value], Value], Callable[[Value], Value]]


@dataclass(frozen=True)
class Instance:
    """What the names of a document mean.

    Arguments:
        dimensions: by name.
        variables: exact values by ``key_of`` of the variable: a ``Fraction``, or nested lists of them.
        paths: ``(value, derivative)`` by name, of paths and of sequences (whose derivative is not asked for).
        maps: ``(value, Jacobian or gradient)`` by name.
        arithmetic: what it is computed in.
        bound: what quantifiers and other binders around have bound; nothing at the top.
    """

    dimensions: Mapping[str, int]
    variables: Mapping[Key, Any]
    paths: Mapping[str, Function] = field(default_factory=dict)
    maps: Mapping[str, Function] = field(default_factory=dict)
    arithmetic: Any = FLOATS
    bound: Mapping[Key, Value] = field(default_factory=dict)

    def size(self, dimension: Any) -> int:
        return self.dimensions[dimension.name] if isinstance(dimension, ex.Dimension) else int(dimension)

    def lookup(self, variable: Any) -> Value:
        key = key_of(variable)
        return self.bound[key] if key in self.bound else self.exact(self.variables[key])

    def exact(self, content: Any) -> Value:
        """An exact value in this arithmetic."""
        if not isinstance(content, (list, tuple)):
            return self.arithmetic.number(content)
        return np.array([self.exact(part) for part in content])

    def bind(self, variable: Any, content: Value) -> "Instance":
        return replace(self, bound={**self.bound, key_of(variable): content})

    def moved(self, variable: Any, content: Value) -> "Instance":
        """Where a variable has another value, also for the definitions that speak of it."""
        if key_of(variable) in self.bound:
            return self.bind(variable, content)
        return replace(self, variables={**self.variables, key_of(variable): content})

    def calling(self, parameters: Any, arguments: Any) -> "Instance":
        """Where the value of a definition is read: its parameters and the outcomes of draws are bound, nothing else."""
        drawn = {key: content for key, content in self.bound.items() if key[0] == "N" and key[1].startswith("omega")}
        return replace(self, bound={**drawn, **dict(zip(map(key_of, parameters), arguments, strict=True))})


def key_of(variable: Any) -> Key:
    """What makes a variable the same as another: its kind, its name, its dimensions."""
    if isinstance(variable, ex.ScalarSymbol):
        return ("N" if variable.is_integer else "S", variable.name)
    if isinstance(variable, ex.VectorSymbol):
        return ("V", variable.name, str(variable.dimension))
    return ("O", variable.name, str(variable.n), str(variable.p))


def value(node: Any, at: Instance) -> Value:
    """The value of an expression."""
    for cls in type(node).__mro__:
        if cls in _MEANINGS:
            return _MEANINGS[cls](node, at)
    raise NotImplementedError(type(node).__name__)


# ---------------------------------------------------------------- arithmetic


def _parts(function: Callable[..., Value]) -> Callable[[Any, Instance], Value]:
    return lambda node, at: function(*(value(part, at) for part in node.args))


def _quotient(node: Any, at: Instance) -> Value:
    numerator, denominator = (value(part, at) for part in node.args)
    return numerator * _inverse(denominator, at)


def _inverse(a: Value, at: Instance) -> Value:
    if abs(a) <= at.arithmetic.tiny:
        raise NoValueError("a quotient by 0")
    return 1 / a


def _power(node: Any, at: Instance) -> Value:
    base, exponent = value(node.args[0], at), _integer(value(node.args[1], at))
    if exponent < 0:
        base, exponent = _inverse(base, at), -exponent
    result = at.arithmetic.number(1)
    for _ in range(exponent):
        result = result * base
    return result


def _integer(a: Value) -> int:
    if abs(a - round(float(a))) > 1e-9:
        raise NoValueError("not an integer")
    return round(float(a))


def _sqrt(node: Any, at: Instance) -> Value:
    a = value(node.args[0], at)
    if a < -at.arithmetic.tiny:
        raise NoValueError("the root of a negative number")
    return at.arithmetic.sqrt(max(a, at.arithmetic.number(0)))


# ---------------------------------------------------------------- norms and spectra


def _length(a: Value, at: Instance) -> Value:
    return at.arithmetic.sqrt(sum(entry * entry for entry in a))


def _singular_values(a: Value, at: Instance) -> list[Value]:
    """From the smaller of the two Gram matrices, the largest first."""
    rows, columns = a.shape
    gram = a @ a.T if rows <= columns else a.T @ a
    zero = at.arithmetic.number(0)
    return [at.arithmetic.sqrt(max(square, zero)) for square in reversed(at.arithmetic.eigenvalues(gram))]


def _norm(node: Any, at: Instance) -> Value:
    a = value(node.args[0], at)
    return _length(a, at) if a.ndim == 1 else _singular_values(a, at)[0]


def _smallest_singular_value(node: Any, at: Instance) -> Value:
    a = value(node.args[0], at)
    rows, columns = a.shape
    return at.arithmetic.number(0) if rows > columns else _singular_values(a, at)[rows - 1]


def _eigenvalue(which: int) -> Callable[[Any, Instance], Value]:
    def meaning(node: Any, at: Instance) -> Value:
        a = value(node.args[0], at)
        if np.max(np.abs(a - a.T)) > at.arithmetic.tiny * (1 + np.max(np.abs(a))):
            raise NoValueError("an eigenvalue of an operator that is not symmetric")
        return at.arithmetic.eigenvalues((a + a.T) / 2)[which]

    return meaning


def _singular_value(node: Any, at: Instance) -> Value:
    """By its number; there is none beyond the rows and the columns, which counts as 0."""
    found, number = _singular_values(value(node.args[0], at), at), at.size(node.args[1])
    return found[number - 1] if number <= len(found) else at.arithmetic.number(0)


def _numbered_eigenvalue(node: Any, at: Instance) -> Value:
    return _eigenvalue(-at.size(node.args[1]))(node, at)


def _identity(node: Any, at: Instance) -> Value:
    return _unit_matrix(at.size(node.args[0]), at)


def _unit_matrix(size: int, at: Instance) -> Value:
    return np.array([[at.arithmetic.number(int(i == j)) for j in range(size)] for i in range(size)])


def _unit_vector(node: Any, at: Instance) -> Value:
    size, index = at.size(node.args[0]), _integer(value(node.args[1], at))
    if not 1 <= index <= size:
        raise NoValueError("no unit vector has that number")
    return _unit_matrix(size, at)[index - 1]


def _component(node: Any, at: Instance) -> Value:
    whole, *indices = (value(part, at) for part in node.args)
    places = tuple(_integer(index) for index in indices)
    if not all(1 <= place <= size for place, size in zip(places, whole.shape, strict=True)):
        raise NoValueError("no component has that number")
    return whole[tuple(place - 1 for place in places)]


def _diagonal(node: Any, at: Instance) -> Value:
    entries = value(node.args[0], at)
    return _unit_matrix(len(entries), at) * entries


def _composed(node: Any, at: Instance) -> Value:
    left, right = (value(part, at) for part in node.args)
    column_and_row = [part.kind for part in node.args] == [ex.VECTOR, ex.ROW]
    return np.array([[a * b for b in right] for a in left]) if column_and_row else left @ right


def by_permutations(a):
    """The determinant, by the formula of Leibniz."""
    found = 0
    for places in permutations(range(len(a))):
        turns = sum(x > y for k, x in enumerate(places) for y in places[k + 1 :])
        found += (-1) ** turns * math.prod(a[i][j] for i, j in enumerate(places))
    return found


def _operator_power(node: Any, at: Instance) -> Value:
    base, exponent = value(node.args[0], at), _integer(value(node.args[1], at))
    result = _unit_matrix(len(base), at)
    for _ in range(abs(exponent)):
        result = result @ base
    return _inverse_matrix(result, at) if exponent < 0 else result


def _inverse_matrix(a: Value, at: Instance) -> Value:
    """By Cramer's rule."""
    size = len(a)
    whole = _determinant(a)
    if abs(whole) <= at.arithmetic.tiny * (1 + np.max(np.abs(a))) ** size:
        raise NoValueError("the inverse of a singular operator")
    minors = [
        [_determinant(np.delete(np.delete(a, j, 0), i, 1)) * (-1) ** (i + j) / whole for j in range(size)]
        for i in range(size)
    ]
    return np.array(minors)


def _determinant(a: Value) -> Value:
    if not len(a):
        return 1
    columns = range(len(a))
    return sum((-1) ** j * a[0][j] * _determinant(np.delete(a[1:], j, 1)) for j in columns)


# ---------------------------------------------------------------- binders in expressions


def _interval(node: Any, at: Instance) -> tuple[Value, Value, Callable[[Value], Value]]:
    variable, low, high, body = node.args
    return value(low, at), value(high, at), lambda x: value(body, at.bind(variable, x))


def _integral(node: Any, at: Instance) -> Value:
    low, high, body = _interval(node, at)
    return area(body, low, high, at.arithmetic)


def _summation(node: Any, at: Instance) -> Value:
    low, high, body = _interval(node, at)
    terms = [body(k) for k in range(int(low), int(high) + 1)]
    if not terms:
        raise NoValueError("the sum of nothing")
    return sum(terms[1:], start=terms[0])


def _finite_product(node: Any, at: Instance) -> Value:
    low, high, body = _interval(node, at)
    return math.prod(body(k) for k in range(int(low), int(high) + 1))


def _logarithm(node: Any, at: Instance) -> Value:
    a = value(node.args[0], at)
    if not a > 0:
        raise NoValueError("the logarithm of what is not positive")
    return at.arithmetic.log(a)


def _expectation(node: Any, at: Instance) -> Value:
    """With equal probabilities of all outcomes of the draw: two, unless the instance says how many."""
    variable, body = node.args[:2]
    numbers = outcomes(variable.name, at)
    found = [value(body, at.moved(variable, k)) for k in numbers]
    return sum(found[1:], start=found[0]) / len(numbers)


def outcomes(name: str, at: Instance) -> Sequence[int]:
    """The outcomes of the draw of which a variable of that name is the outcome."""
    return range(1, at.dimensions.get(name.rstrip("'").replace("omega", "Omega", 1), 2) + 1)


def _indicator(node: Any, at: Instance) -> Value:
    left, right = (value(side, at) for side in node.args)
    if node.op in {"=", "!="}:
        same = bool(np.all(left == right))
        return at.arithmetic.number(Fraction(int(same == (node.op == "="))))
    return at.arithmetic.number(Fraction(int(_ORDERS[node.op](left, right))))


_ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _infimum(node: Any, at: Instance) -> Value:
    low, high, body = _interval(node, at)
    if low > high:
        raise NoValueError("the infimum of nothing")
    return least(body, low, high)


def _sphere_minimum(node: Any, at: Instance) -> Value:
    variable, body = node.args
    size = at.size(variable.dimension)

    def at_unit(entries: list[Value]) -> Value:
        return value(body, at.bind(variable, np.array(entries)))

    if size == 1:
        return min(at_unit([at.arithmetic.number(sign)]) for sign in (-1, 1))
    if size == 2:
        return least(lambda angle: at_unit([np.cos(angle), np.sin(angle)]), -0.5, 2 * np.pi)
    raise NotImplementedError("spheres in more than two dimensions")


def gradient_of(body: Callable[[Value], Value], point: Value, at: Instance) -> Value:
    """The slopes of a body, a number or a vector, in the directions of the coordinates."""

    def along(i: int) -> Value:
        direction = np.array([at.arithmetic.number(int(i == j)) for j in range(len(point))])
        return slope(lambda h: body(point + h * direction), at.arithmetic.number(0), at.arithmetic)

    return np.array([along(i) for i in range(len(point))])


def _nabla(node: Any, at: Instance) -> Value:
    variable, body, point = node.args
    return gradient_of(lambda x: value(body, at.bind(variable, x)), value(point, at), at)


def _time_derivative(node: Any, at: Instance) -> Value:
    time, body = node.args
    return slope(lambda x: value(body, at.moved(time, x)), at.lookup(time), at.arithmetic)


# ---------------------------------------------------------------- paths, maps, definitions


def _path_value(node: Any, at: Instance) -> Value:
    symbol, time = node.args
    now = value(time, at)
    if symbol.discrete and _integer(now) < 0:
        raise NoValueError("a member of a sequence before the first")
    return at.paths[symbol.name][0](now)


def _path_derivative(node: Any, at: Instance) -> Value:
    symbol, time = node.args
    return at.paths[symbol.name][1](value(time, at))


def _map_value(node: Any, at: Instance) -> Value:
    return at.maps[node.args[0].name][0](value(node.args[1], at))


def _map_derivative(node: Any, at: Instance) -> Value:
    function, point = node.args[0], value(node.args[1], at)
    if isinstance(function, ex.Definition):
        return gradient_of(lambda x: value(function.value, at.calling(function.parameters, [x])), point, at)
    return at.maps[function.name][1](point)


def second_derivatives(function: str, point: Value, at: Instance) -> Value:
    """The Hessian of a function, by differences of its gradient."""
    return gradient_of(at.maps[function][1], point, at)


def _hessian(node: Any, at: Instance) -> Value:
    function, point = node.args[0], value(node.args[1], at)
    if isinstance(function, ex.Definition):
        slope = ex.GradientValue(function, function.parameters[0])
        return gradient_of(lambda x: value(slope, at.calling(function.parameters, [x])), point, at)
    return second_derivatives(function.name, point, at)


def _defined(node: Any, at: Instance) -> Value:
    definition, *arguments = node.args
    return value(definition.value, at.calling(definition.parameters, [value(a, at) for a in arguments]))


def _defined_derivative(node: Any, at: Instance) -> Value:
    definition, time = node.args
    inside = definition.parameters
    return slope(lambda x: value(definition.value, at.calling(inside, [x])), value(time, at), at.arithmetic)


_MEANINGS: dict[type, Callable[[Any, Instance], Value]] = {
    Rational: lambda node, at: at.arithmetic.number(Fraction(int(node.p), int(node.q))),
    ex.ScalarSymbol: lambda node, at: at.lookup(node),
    ex.VectorSymbol: lambda node, at: at.lookup(node),
    ex.OperatorSymbol: lambda node, at: at.lookup(node),
    ex.Identity: _identity,
    ex.DimensionNumber: lambda node, at: at.arithmetic.number(at.size(node.args[0])),
    ex.UnitVector: _unit_vector,
    ex.Ones: lambda node, at: np.array([at.arithmetic.number(1)] * at.size(node.args[0])),
    ex.Component: _component,
    ex.Entry: _component,
    ex.Diagonal: _diagonal,
    ex.Hadamard: _parts(lambda a, b: a * b),
    ex.SumNorm: _parts(lambda u: sum(abs(a) for a in u)),
    ex.MaximumNorm: _parts(lambda u: max(abs(a) for a in u)),
    ex.Sum: _parts(lambda a, b: a + b),
    ex.Negative: _parts(lambda a: -a),
    ex.Product: _parts(lambda a, b: a * b),
    ex.Composition: _composed,
    ex.OperatorPower: _operator_power,
    ex.Trace: _parts(lambda a: sum(a[i][i] for i in range(len(a)))),
    ex.Determinant: _parts(by_permutations),
    ex.FrobeniusNorm: lambda node, at: _length(value(node.args[0], at).ravel(), at),
    ex.Quotient: _quotient,
    ex.Frac: _quotient,
    ex.Power: _power,
    ex.NuclearNorm: lambda node, at: sum(_singular_values(value(node.args[0], at), at)),
    ex.Transpose: _parts(lambda a: a.T),
    ex.Sqrt: _sqrt,
    ex.Exp: lambda node, at: at.arithmetic.exp(value(node.args[0], at)),
    Log: _logarithm,
    Absolute: _parts(abs),
    ex.Indicator: _indicator,
    ex.Maximum: _parts(max),
    ex.Minimum: _parts(min),
    ex.Inner: _parts(lambda u, v: sum(a * b for a, b in zip(u.ravel(), v.ravel(), strict=True))),
    ex.Norm: _norm,
    ex.SmallestSingularValue: _smallest_singular_value,
    ex.LargestSingularValue: _norm,
    ex.SmallestEigenvalue: _eigenvalue(0),
    ex.LargestEigenvalue: _eigenvalue(-1),
    ex.SingularValue: _singular_value,
    ex.Eigenvalue: _numbered_eigenvalue,
    ex.Infimum: _infimum,
    ex.SphereMinimum: _sphere_minimum,
    ex.TimeIntegral: _integral,
    ex.Summation: _summation,
    ex.FiniteProduct: _finite_product,
    ex.Expectation: _expectation,
    ex.JointExpectation: _expectation,
    ex.NablaAt: _nabla,
    ex.TimeDerivative: _time_derivative,
    ex.PathValue: _path_value,
    ex.SuppressedValue: _path_value,
    ex.PathDerivative: _path_derivative,
    ex.Value: _map_value,
    ex.JacobianValue: _map_derivative,
    ex.DefinedJacobian: _map_derivative,
    ex.HessianValue: _hessian,
    ex.GradientValue: _map_derivative,
    ex.Defined: _defined,
    ex.DefinedDerivative: _defined_derivative,
    ex.NamedFirst: lambda node, at: value(node.args[0], at),
    ex.NamedLast: lambda node, at: value(node.args[0], at),
}


# ---------------------------------------------------------------- assertions


@dataclass(frozen=True)
class Looking:
    """How relations are compared, and on what quantifiers are looked at.

    Two sides that differ by less than ``equal``, relative to their size, are taken for equal, by more than ``apart``
    for different; in between, no truth is told. If ``certain``, that no sample fails is no truth either. If
    ``partial``, "for all" speaks of those values of what it binds for which all that it says has a value.
    """

    samples: Callable[[Key, Instance], list[Value]]
    equal: float = 1e-7
    apart: float = 1e-5
    certain: bool = False
    partial: bool = False


def truth(assertion: Any, at: Instance, looking: Looking) -> bool | None:
    """The truth of an assertion, ``None`` where it has none or cannot be told."""
    if isinstance(assertion, ex.Relation):
        return _related(assertion, at, looking)
    if isinstance(assertion, ex.Within):
        variable, low, high = assertion.args
        ends = (ex.Relation("<=", low, variable), ex.Relation("<=", variable, high))
        return _all(truth(end, at, looking) for end in ends)
    if isinstance(assertion, ex.NonZero):
        zero = _related(ex.Relation("=", assertion.args[0] ** 2, Integer(0)), at, looking)
        return None if zero is None else not zero
    if isinstance(assertion, ex.ForAll):
        found = _all(_cases(assertion, at, looking))
        return None if looking.certain and found else found
    condition, conclusion = assertion.args
    return _follows(truth(condition, at, looking), lambda: truth(conclusion, at, looking))


def _all(truths: Iterator[bool | None]) -> bool | None:
    unknown = False
    for one in truths:
        if one is False:
            return False
        unknown = unknown or one is None
    return None if unknown else True


def _follows(condition: bool | None, conclusion: Callable[[], bool | None]) -> bool | None:
    if condition is None:
        return None
    return conclusion() if condition else True


def _cases(assertion: Any, at: Instance, looking: Looking) -> Iterator[bool | None]:
    body, *ranges = assertion.args
    variables = list(dict.fromkeys(bound_by(span) for span in ranges))
    conditions = [span for span in ranges if isinstance(span, ex.Assertion)]
    parts = [body, *conditions] if looking.partial else []
    valueless, told = False, False
    for values in product(*(looking.samples(key_of(variable), at) for variable in variables)):
        inside = at
        for variable, content in zip(variables, values, strict=True):
            inside = inside.bind(variable, content)
        if not all(declared(variable, content) for variable, content in zip(variables, values, strict=True)):
            continue
        if any(without_value(part, inside, looking) for part in parts):
            valueless = True
            continue
        told = True
        ranging = _all(truth(condition, inside, looking) for condition in conditions)
        yield _follows(ranging, lambda inside=inside: truth(body, inside, looking))
    if valueless and not told:
        yield None


def bound_by(span: Any) -> Any:
    """The variable that a range binds: ``t`` of ``within(t, 0, T)`` and ``t >= 0``, ``v`` of ``|v| = 1``, or itself."""
    while isinstance(span, (ex.Within, ex.Relation, ex.Norm)):
        span = span.args[1] if isinstance(span, ex.Relation) else span.args[0]
    return span


def declared(variable: Any, content: Value) -> bool:
    """Whether a value is what the declaration of a variable says."""
    if not isinstance(variable, ex.ScalarSymbol):
        return True
    return bool(content > 0) if variable.is_positive else bool(content >= 0 or not variable.is_nonnegative)


def _related(relation: ex.Relation, at: Instance, looking: Looking) -> bool | None:
    op, left, right = str(relation.args[0]), relation.args[1], relation.args[2]
    if isinstance(left, ex.Dimension):
        return _compared(op, at.size(left) - at.size(right))
    try:
        a, b = value(left, at), value(right, at)
    except NoValueError:
        return None
    if op != "=" and np.ndim(a - b) == 2:
        return _ordered(op, a, b, at, looking)
    return compare(op, a, b, looking.equal, looking.apart)


def _ordered(op: str, a: Value, b: Value, at: Instance, looking: Looking) -> bool | None:
    """The Loewner order, of symmetric matrices alone: the eigenvalues of the difference."""
    for side in (a, b):
        if np.ndim(side) == 2 and np.max(np.abs(side - side.T)) > at.arithmetic.tiny * (1 + np.max(np.abs(side))):
            return None
    values = at.arithmetic.eigenvalues(a - b)
    return compare(op, values[-1 if op in {"<", "<="} else 0], at.arithmetic.number(0), looking.equal, looking.apart)


def compare(op: str, a: Value, b: Value, equal: float, apart: float) -> bool | None:
    """The truth of ``a op b``, where it can be told."""
    difference, size = a - b, 1 + np.max(np.abs(a)) + np.max(np.abs(b))
    distance = np.max(np.abs(difference))
    if not distance <= size * 1e300 or equal * size < distance < apart * size:
        return None
    if np.ndim(difference):
        return bool(distance <= equal * size)
    return _compared(op, 0 if distance <= equal * size else difference)


def _compared(op: str, difference: Any) -> bool:
    truths = {
        "=": difference == 0,
        "<=": difference <= 0,
        "<": difference < 0,
        ">=": difference >= 0,
        ">": difference > 0,
    }
    return bool(truths[op])


def free_scalars(node: Any, bound: frozenset[Key] = frozenset()) -> set[Any]:
    """The scalar variables that occur free, through definitions too."""
    if isinstance(node, ex.ScalarSymbol):
        return set() if key_of(node) in bound else {node}
    if isinstance(node, ex.Definition):
        return free_scalars(node.value, frozenset(map(key_of, node.parameters)))
    if isinstance(node, ex.Binder):
        inside = free_scalars(node.body, bound | {key_of(node.args[0])})
        rest = [a for i, a in enumerate(node.args) if i not in {0, node.body_slot}]
        return inside.union(*(free_scalars(part, bound) for part in rest))
    if isinstance(node, ex.ForAll):
        bound = bound | {key_of(bound_by(span)) for span in node.args[1:]}
    return set().union(*(free_scalars(part, bound) for part in node.args))


def without_value(assertion: Any, at: Instance, looking: Looking) -> bool:
    """Whether a part of an assertion certainly has no value; parts with a bound variable are not looked at."""
    return _without_value(assertion, at, looking, set())


def _without_value(assertion: Any, at: Instance, looking: Looking, bound: set[Any]) -> bool:
    if isinstance(assertion, ex.Implies):
        condition, conclusion = assertion.args
        holds = None if bound & ex.free_symbols(condition) else truth(condition, at, looking)
        return _without_value(condition, at, looking, bound) or (
            holds is True and _without_value(conclusion, at, looking, bound)
        )
    if isinstance(assertion, ex.ForAll):
        inside = bound | set(assertion.variables)
        spans = [span for span in assertion.ranges if isinstance(span, ex.Assertion)]
        return any(_without_value(part, at, looking, inside) for part in (*spans, assertion.body))
    return any(_lacks(side, at, bound) for side in assertion.args if isinstance(side, ex.Expression))


def _lacks(node: Any, at: Instance, bound: set[Any]) -> bool:
    if not bound & ex.free_symbols(node):
        return _lacks_value(node, at)
    if isinstance(node, ex.Binder):
        return False
    return any(_lacks(part, at, bound) for part in node.args if isinstance(part, ex.Expression))


def _lacks_value(node: Any, at: Instance) -> bool:
    try:
        value(node, at)
    except TooLargeError:
        return False
    except NoValueError:
        return True
    return False


# ---------------------------------------------------------------- what is spoken of

DERIVATIVE = ("derivative",)
"""Stands among the things that are spoken of for a derivative: carried out, it may speak of fewer things."""


def spoken_of(node: Any) -> set[Any]:
    """What an expression or assertion is about: its free variables, the names of its paths and maps, its dimensions.

    An argument of a definition counts if the definition speaks of its parameter; so does what a quantifier binds.
    """
    if isinstance(node, ex.ScalarSymbol):
        return {node}
    if isinstance(node, (ex.VectorSymbol, ex.OperatorSymbol)):
        return {node, *_named([node.dimension] if isinstance(node, ex.VectorSymbol) else [node.n, node.p])}
    if isinstance(node, ex.PathSymbol):
        return {("path", node.name), *_named(node.dimensions)}
    if isinstance(node, ex.MapSymbol):
        return {("map", node.name), *_named([node.p, node.n])}
    if isinstance(node, ex.Dimension):
        return _named([node])
    if isinstance(node, ex.Definition):
        return spoken_of(node.value) - set(node.parameters)
    if isinstance(node, ex.Defined):
        return _of_definition(*node.args)
    if isinstance(node, ex.Binder):
        rest = [part for i, part in enumerate(node.args) if i not in {0, node.body_slot}]
        return (spoken_of(node.body) | spoken_of(node.args[0])).difference(node.args[:1]).union(*map(spoken_of, rest))
    if isinstance(node, ex.ForAll):
        conditions = [span for span in node.args[1:] if isinstance(span, ex.Assertion)]
        return set().union(*map(spoken_of, (node.args[0], *conditions))) - set(map(bound_by, node.args[1:]))
    marks = {DERIVATIVE} if isinstance(node, (ex.TimeDerivative, ex.DefinedDerivative)) else set()
    return marks.union(*map(spoken_of, node.args))


def _of_definition(definition: Any, *arguments: Any) -> set[Any]:
    inside = spoken_of(definition.value)
    used = (
        argument for parameter, argument in zip(definition.parameters, arguments, strict=True) if parameter in inside
    )
    return (inside - set(definition.parameters)).union(*map(spoken_of, used))


def _named(dimensions: Any) -> set[Any]:
    return {dimension for dimension in dimensions if isinstance(dimension, ex.Dimension)}


def connected(said: Sequence[Any], standing: Sequence[Any]) -> list[Any]:
    """The standing assertions that share something with what is said, directly or through each other."""
    about = set().union(*map(spoken_of, said))
    found: list[Any] = []
    while True:
        new = [one for one in standing if one not in found and about & spoken_of(one)]
        if not new:
            return found
        found += new
        about = about.union(*map(spoken_of, new))
