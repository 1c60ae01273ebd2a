"""Walks through expressions: replace a part, rewrite by identities, change the meaning, and write as Python."""

from collections.abc import Callable, Iterator
from typing import Any

from choices import Choices
from sympy import Basic, Rational

from proofcheck import lang as sy
from proofcheck.lang import expressions as ex
from proofcheck.lang.shapes import ill_typed

Place = tuple[int, ...]


def places(node: Any, here: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every expression or assertion in a tree that may be replaced, with the way to it; not bound variables."""
    if isinstance(node, (ex.Expression, Rational, ex.Assertion)):
        yield here, node
    for index, part in enumerate(node.args):
        if not _kept(node, index):
            yield from places(part, (*here, index))


def _kept(node: Any, index: int) -> bool:
    if isinstance(node, (ex.Binder, ex.TimeDerivative, ex.Within, ex.Defined)):
        return index == 0
    if isinstance(node, ex.ForAll):
        return index > 0
    return isinstance(node, (ex.NamedFirst, ex.NamedLast, ex.Identity)) or (
        isinstance(node, (ex.Power, ex.OperatorPower)) and index == 1
    )


def put(node: Any, place: Place, new: Any) -> Any:
    """The tree with something else at a place; each operation is of the kind of its parts."""
    if not place:
        return new
    parts = list(node.args)
    parts[place[0]] = put(parts[place[0]], place[1:], new)
    return node.func(*parts)


# ---------------------------------------------------------------- identities


def rewrite(node: Any, pick: Choices, times: int) -> Any:
    """The expression, rewritten by identities that hold wherever both sides have a value."""
    for _ in range(times):
        found = [(place, new) for place, part in places(node) for new in _identities(part, pick)]
        if not found:
            return node
        candidate = put(node, *pick.of(*found))
        node = candidate if ill_typed(candidate) is None else node
    return node


def _identities(a: Any, pick: Choices) -> Iterator[Any]:
    if isinstance(a, ex.Relation) or (isinstance(a, ex.Expression) and a.kind == ex.ROW):
        return
    if isinstance(a, ex.Expression):
        yield a + a - a
        yield 2 * a - a
        yield from _OF.get(_head(a), lambda _: ())(a)


def _head(a: Any) -> type:
    return next((cls for cls in type(a).__mro__ if cls in _OF), type(a))


def _sum(a: Any) -> Iterator[Any]:
    left, right = a.args
    yield right + left
    yield left - (-right)
    if isinstance(left, ex.Sum):
        yield left.args[0] + (left.args[1] + right)


def _product(a: Any) -> Iterator[Any]:
    left, right = a.args
    if ex.kind_of(left) == ex.SCALAR and ex.kind_of(right) == ex.SCALAR:
        yield right * left
    for one, other in ((left, right), (right, left)):
        if isinstance(other, ex.Sum) and ex.kind_of(one) == ex.SCALAR:
            yield one * other.args[0] + one * other.args[1]


def _negative(a: Any) -> Iterator[Any]:
    inside = a.args[0]
    yield -1 * inside
    if isinstance(inside, ex.Sum):
        yield -inside.args[0] - inside.args[1]


def _composition(a: Any) -> Iterator[Any]:
    left, right = a.args
    if ex.kind_of(left) != ex.OPERATOR:
        return
    if isinstance(right, ex.Sum):
        yield left @ right.args[0] + left @ right.args[1]
    if isinstance(left, ex.Sum):
        yield left.args[0] @ right + left.args[1] @ right
    if isinstance(right, ex.Composition):
        yield (left @ right.args[0]) @ right.args[1]
    if isinstance(left, ex.Composition):
        yield left.args[0] @ (left.args[1] @ right)


def _transpose(a: Any) -> Iterator[Any]:
    inside = a.args[0]
    if ex.kind_of(inside) != ex.OPERATOR:
        return
    if isinstance(inside, ex.Sum):
        yield inside.args[0].T + inside.args[1].T
    if isinstance(inside, ex.Composition):
        yield inside.args[1].T @ inside.args[0].T
    if isinstance(inside, ex.Transpose):
        yield inside.args[0]


def _power(a: Any) -> Iterator[Any]:
    base, exponent = a.args
    if isinstance(exponent, Rational) and exponent >= 1:
        yield base * base ** int(exponent - 1)
    if exponent == 2:
        yield (-base) ** 2
        if isinstance(base, ex.Sum):
            one, other = base.args
            yield one**2 + 2 * one * other + other**2
        if isinstance(base, ex.Norm) and ex.kind_of(base.args[0]) == ex.VECTOR:
            yield sy.inner(base.args[0], base.args[0])
    if not isinstance(exponent, Rational):
        yield base ** (exponent + 1) - (base - 1) * base**exponent


def _inner(a: Any) -> Iterator[Any]:
    left, right = a.args
    yield sy.inner(right, left)
    yield left.T @ right
    yield (sy.norm(left + right) ** 2 - sy.norm(left - right) ** 2) / 4
    if isinstance(left, ex.Sum):
        yield sy.inner(left.args[0], right) + sy.inner(left.args[1], right)
    if isinstance(right, ex.Composition) and ex.kind_of(right.args[0]) == ex.OPERATOR:
        yield sy.inner(right.args[0].T @ left, right.args[1])
    if left == right:
        yield sy.norm(left) ** 2


def _norm(a: Any) -> Iterator[Any]:
    inside = a.args[0]
    yield sy.norm(-inside)
    yield sy.norm(2 * inside) / 2
    if ex.kind_of(inside) == ex.OPERATOR:
        yield sy.norm(inside.T)
        yield sy.smax(inside)
    else:
        yield sy.sqrt(sy.inner(inside, inside))


def _quotient(a: Any) -> Iterator[Any]:
    above, below = a.args
    yield (1 / below) * above
    if isinstance(above, ex.Sum):
        yield above.args[0] / below + above.args[1] / below


def _exp(a: Any) -> Iterator[Any]:
    inside = a.args[0]
    yield sy.exp(inside / 2) ** 2
    yield 1 / sy.exp(-inside)
    if isinstance(inside, ex.Sum):
        yield sy.exp(inside.args[0]) * sy.exp(inside.args[1])


def _maximum(a: Any) -> Iterator[Any]:
    left, right = a.args
    yield sy.maximum(right, left)
    yield -sy.minimum(-left, -right)
    yield left + sy.maximum(0, right - left)
    yield (left + right + sy.sqrt((left - right) ** 2)) / 2


def _minimum(a: Any) -> Iterator[Any]:
    left, right = a.args
    yield left + right - sy.maximum(left, right)


def _integral(a: Any) -> Iterator[Any]:
    variable, low, high, body = a.args
    yield -sy.integral(variable, high, low, body)
    yield sy.integral(variable, low, 0, body) + sy.integral(variable, 0, high, body)
    if isinstance(body, ex.Sum):
        yield sy.integral(variable, low, high, body.args[0]) + sy.integral(variable, low, high, body.args[1])


def _derivative(a: Any) -> Iterator[Any]:
    time, body = a.args
    if isinstance(body, ex.Sum):
        yield sy.derivative(time, body.args[0]) + sy.derivative(time, body.args[1])
    if isinstance(body, ex.Product):
        one, other = body.args
        yield sy.derivative(time, one) * other + one * sy.derivative(time, other)
    if isinstance(body, ex.Inner):
        one, other = body.args
        yield sy.inner(sy.derivative(time, one), other) + sy.inner(one, sy.derivative(time, other))


def _largest(a: Any) -> Iterator[Any]:
    yield -sy.lmin(-a.args[0])
    yield sy.lmax(3 * a.args[0]) / 3


_OF: dict[type, Callable[[Any], Any]] = {
    ex.Sum: _sum,
    ex.Product: _product,
    ex.Negative: _negative,
    ex.Composition: _composition,
    ex.Transpose: _transpose,
    ex.Power: _power,
    ex.Inner: _inner,
    ex.Norm: _norm,
    ex.Quotient: _quotient,
    ex.Exp: _exp,
    ex.Maximum: _maximum,
    ex.Minimum: _minimum,
    ex.TimeIntegral: _integral,
    ex.TimeDerivative: _derivative,
    ex.LargestEigenvalue: _largest,
}


# ---------------------------------------------------------------- mutations


def mutate(node: Any, pick: Choices, others: tuple[Any, ...]) -> Any:
    """The assertion with one thing changed, if what results has a meaning; else as it was."""
    found = [(place, new) for place, part in places(node) for new in _changes(part, others)]
    if not found:
        return node
    changed = put(node, *pick.of(*found))
    return changed if ill_typed(changed) is None else node


def _changes(a: Any, others: tuple[Any, ...]) -> Iterator[Any]:
    """Another constant, sign, direction, factor, exponent, argument, order, end of a range."""
    if isinstance(a, Rational):
        yield from (a + 1, -a, a / 2, a * 2)
    elif isinstance(a, ex.Relation):
        if a.op != "=":
            yield ex.Relation({"<=": ">=", ">=": "<=", "<": ">", ">": "<"}[a.op], a.left, a.right)
            if not isinstance(a.left, ex.Dimension):
                yield ex.Relation("=", a.left, a.right)
    elif isinstance(a, ex.ForAll):
        yield a.func(a.body, *(ex.range_variable(span) for span in a.ranges))
        wider = (
            ex.Within(*span.args[:2], span.args[2] + 1) if isinstance(span, ex.Within) else span for span in a.ranges
        )
        yield a.func(a.body, *wider)
    elif isinstance(a, ex.Implies):
        yield ex.Implies(a.args[1], a.args[0])
        yield a.args[1]
    elif isinstance(a, ex.Power) and isinstance(a.args[1], Rational):
        yield a.args[0]
        yield ex.Power(a.args[0], a.args[1] + 1)
    elif isinstance(a, (ex.Sum, ex.Product, ex.Composition)):
        yield from (part for part in a.args if ex.kind_of(part) == a.kind)
        if isinstance(a, ex.Sum):
            yield a.args[0] - a.args[1]
    elif isinstance(a, (ex.Negative, ex.Transpose)):
        yield a.args[0]
    elif isinstance(a, (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)):
        yield from (other for other in others if type(other) is type(a) and other != a)
    elif isinstance(a, ex.TimeIntegral | ex.Infimum):
        yield a.func(a.args[0], a.args[1], a.args[2] + 1, a.args[3])
    elif isinstance(a, (ex.Maximum, ex.Minimum)):
        yield (sy.minimum if isinstance(a, ex.Maximum) else sy.maximum)(*a.args)


# ---------------------------------------------------------------- as Python


def python(node: Any) -> str:
    """An expression or assertion as a lemma file writes it; definitions by their name."""
    if isinstance(node, Rational):
        return str(node) if node.q == 1 else f"frac({node.p}, {node.q})"
    if isinstance(node, (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol, ex.Dimension, ex.MapSymbol)):
        return str(node.name)
    if isinstance(node, ex.Relation) and isinstance(node.left, ex.Dimension):
        return f"({node.left.name} {node.op} {node.right.name})"
    if isinstance(node, ex.Relation):
        if node.op != "=":
            return f"relation({node.op!r}, {python(node.left)}, {python(node.right)})"
        return f"eq({python(node.left)}, {python(node.right)})"
    for cls in type(node).__mro__:
        if cls in _WRITTEN:
            return _WRITTEN[cls](node, [python(a) for a in node.args if isinstance(a, Basic) and _writable(a)])
    raise NotImplementedError(type(node).__name__)


def _writable(node: Any) -> bool:
    return not isinstance(node, (ex.PathSymbol, ex.Definition))


def _binary(sign: str) -> Callable[[Any, list[str]], str]:
    def write(node: Any, parts: list[str]) -> str:
        left, right = parts
        if all(isinstance(a, Rational) for a in node.args):
            left = f"frac({left}, 1)"
        return f"({left} {sign} {right})"

    return write


def _call(name: str) -> Callable[[Any, list[str]], str]:
    return lambda node, parts: f"{name}({', '.join(parts)})"


def _indicator(node: Any, parts: list[str]) -> str:
    return f'indicator(relation("{node.op}", {parts[0]}, {parts[1]}))'


def _for_all(node: Any, parts: list[str]) -> str:
    ends = "," if len(parts) == 2 else ""
    return f"for_all(({', '.join(parts[1:])}{ends}), {parts[0]})"


def _used(node: Any, parts: list[str]) -> str:
    definition = node.args[0]
    return f"{definition.name}({', '.join(parts)})" if definition.parameters else str(definition.name)


def _path(node: Any, parts: list[str]) -> str:
    symbol = node.args[0]
    return f"{symbol.name}[{parts[0]}]" if symbol.discrete else f"{symbol.name}({parts[0]})"


_WRITTEN: dict[type, Callable[[Any, list[str]], str]] = {
    ex.Identity: _call("identity"),
    ex.DimensionNumber: lambda node, parts: f"(0 + {parts[0]})",
    ex.UnitVector: _call("unit_vector"),
    ex.Ones: _call("ones"),
    ex.Component: lambda node, parts: f"({parts[0]})[{parts[1]}]",
    ex.Entry: lambda node, parts: f"({parts[0]})[{parts[1]}, {parts[2]}]",
    ex.Diagonal: _call("diag"),
    ex.Hadamard: _call("hadamard"),
    ex.SumNorm: lambda node, parts: f"norm({parts[0]}, 1)",
    ex.MaximumNorm: lambda node, parts: f'norm({parts[0]}, "inf")',
    ex.Sum: _binary("+"),
    ex.Negative: lambda node, parts: (
        f"(-{parts[0]})" if not isinstance(node.args[0], Rational) else f"(0 - {parts[0]})"
    ),
    ex.Product: _binary("*"),
    ex.Composition: _binary("@"),
    ex.Quotient: _binary("/"),
    ex.Frac: _call("frac"),
    ex.Power: lambda node, parts: (
        f"({parts[0]} ** {parts[1]})"
        if not isinstance(node.args[0], Rational)
        else f"(frac({parts[0]}, 1) ** {parts[1]})"
    ),
    ex.OperatorPower: lambda node, parts: f"({parts[0]} ** {parts[1]})",
    ex.Trace: _call("trace"),
    ex.Determinant: _call("determinant"),
    ex.FrobeniusNorm: _call("frobenius"),
    ex.NuclearNorm: _call("nuclear"),
    ex.Transpose: lambda node, parts: f"({parts[0]}).T",
    ex.Sqrt: _call("sqrt"),
    ex.Exp: _call("exp"),
    ex.Indicator: _indicator,
    ex.Maximum: _call("maximum"),
    ex.Minimum: _call("minimum"),
    ex.Inner: _call("inner"),
    ex.Norm: _call("norm"),
    ex.SmallestSingularValue: _call("smin"),
    ex.LargestSingularValue: _call("smax"),
    ex.SmallestEigenvalue: _call("lmin"),
    ex.LargestEigenvalue: _call("lmax"),
    ex.SingularValue: _call("singular_value"),
    ex.Eigenvalue: _call("eigenvalue"),
    ex.Infimum: _call("infimum"),
    ex.SphereMinimum: _call("sphere_minimum"),
    ex.TimeIntegral: _call("integral"),
    ex.Summation: _call("summation"),
    ex.FiniteProduct: _call("product"),
    ex.Probability: lambda node, parts: f"ex.Probability(ex.OUTCOME, {parts[1]})",
    ex.Expectation: lambda node, parts: f"expectation({parts[1]})",
    ex.NablaAt: _call("nabla"),
    ex.TimeDerivative: _call("derivative"),
    ex.PathValue: _path,
    ex.SuppressedValue: lambda node, parts: f"{node.args[0].name}.suppressed({parts[0]})",
    ex.PathDerivative: lambda node, parts: f"{node.args[0].name}.dot({parts[0]})",
    ex.Value: lambda node, parts: f"{parts[0]}({parts[1]})",
    ex.JacobianValue: lambda node, parts: f"jacobian({parts[0]})({parts[1]})",
    ex.DefinedJacobian: lambda node, parts: f"jacobian({node.args[0].name})({parts[-1]})",
    ex.HessianValue: lambda node, parts: f"hessian({node.args[0].name})({parts[-1]})",
    ex.GradientValue: lambda node, parts: f"gradient({node.args[0].name})({parts[-1]})",
    ex.Defined: _used,
    ex.DefinedDerivative: lambda node, parts: f"{node.args[0].name}.dot({parts[0]})",
    ex.NamedFirst: _call("named_first"),
    ex.NamedLast: _call("named_last"),
    ex.NonZero: _call("nonzero"),
    ex.Within: _call("within"),
    ex.ForAll: _for_all,
    ex.Implies: _call("implies"),
}


def definitions_in(node: Any) -> list[Any]:
    """The definitions that a tree uses, those that others use first."""
    found: dict[Any, None] = {}
    parts = [node.value] if isinstance(node, ex.Definition) else node.args
    for part in parts:
        found |= dict.fromkeys(definitions_in(part))
    if isinstance(node, ex.Definition):
        found[node] = None
    return list(found)
