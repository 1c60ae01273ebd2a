"""Shapes as a verdict: where an expression mixes R^n with R^p, or a scalar with a vector."""

from dataclasses import dataclass, field
from typing import Any, NoReturn

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import kept
from proofcheck.lang.functions import FunctionValue
from proofcheck.lang.names import all_names
from proofcheck.lang.operators import counts
from proofcheck.lang.printing import text

Shape = tuple[Any, ...]
"""``("scalar",)``, ``("natural",)``, ``("vector", n)``, ``("operator", n, p)`` or ``("row", n)``."""

REAL: Shape = ("scalar",)
NATURAL: Shape = ("natural",)


@dataclass(frozen=True, slots=True)
class ShapeMismatch:
    """Two shapes that do not match, and the expression where they meet; in words, for a reader."""

    at: str
    left: str
    right: str
    names: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """The names in that expression."""


class _MismatchError(Exception):
    def __init__(self, node: Any, left: str, right: str) -> None:
        super().__init__(node)
        names = frozenset(str(getattr(owner, "name", "")) for owner in all_names(node))
        self.found = ShapeMismatch(text(node), left, right, names)


def ill_typed(node: Any) -> ShapeMismatch | None:
    """Return where an expression or assertion has no meaning, or None where it has one.

    Raises:
        LanguageError: it has a meaning in mathematics, but the language has no word for it.

    >>> from proofcheck.lang import dimension, norm, vector
    >>> u, y = vector("u", dimension("p")), vector("y", dimension("n"))
    >>> ill_typed(norm(u - y) <= 1)
    ShapeMismatch(at='u - y', left='R^p', right='R^n')
    """
    return _found(node)


@kept
def _found(node: Any) -> ShapeMismatch | None:
    try:
        _check(node)
    except _MismatchError as mismatch:
        return mismatch.found
    return None


def shape_of(node: Any) -> Shape:
    """Return the shape of an expression that has a meaning."""
    return _shape(node)


def square_size(operator: Any) -> Any:
    """Return n of an operator of R^(n×n); None where it is none, or has no meaning."""
    try:
        shape = _shape(operator)
    except (_MismatchError, ex.LanguageError):
        return None
    return shape[1] if shape[0] == "operator" and shape[1] == shape[2] else None


def describe(shape: Shape) -> str:
    """Return a shape in words.

    >>> describe(("operator", "n", "p"))
    'R^(n×p)'
    """
    match shape:
        case ("vector", n):
            return f"R^{n}"
        case ("operator", n, p):
            return f"R^({n}×{p})"
        case ("row", n):
            return f"R^(1×{n})"
    return "R"


def _unsayable(node: Any, what: str, remedy: str) -> NoReturn:
    """Refuse what is no mistake of its author's."""
    raise ex.LanguageError(f"{text(node)} cannot be said yet: {what}; {remedy}.")


def _check(node: Any) -> None:
    if isinstance(node, ex.Relation):
        _check_relation(node)
    elif isinstance(node, ex.NonZero):
        _real(node.args[0], node)
    elif isinstance(node, ex.Member):
        _same(node, _shape(node.args[0]), ("vector", node.args[1].p))
    elif isinstance(node, ex.Assertion):
        for part in node.args:
            _check(part)
    else:
        _shape(node)


def _check_relation(node: ex.Relation) -> None:
    if node.of_dimensions:
        return
    left, right = _shape(node.left), _shape(node.right)
    if _is_zero_of(node.left, right) or _is_zero_of(node.right, left):
        left = right = right if left == NATURAL else left
    _same(node, left, right)
    if node.op != "=" and left not in (REAL, NATURAL):
        if left[0] == "vector":
            order = "the order of vectors, component by component"
            _unsayable(node, f"the language has no word for {order},", "write inequalities between scalars")
        if left[0] != "operator" or left[1] != left[2]:
            raise _MismatchError(node, describe(left), describe(right))


def _is_zero_of(node: Any, shape: Shape) -> bool:
    """Whether a plain 0 stands for the zero vector or operator."""
    return isinstance(node, Rational) and node == 0 and shape[0] in {"vector", "operator"}


def _same(node: Any, left: Shape, right: Shape) -> Shape:
    if left == right:
        return left
    if {left, right} == {REAL, NATURAL}:
        return REAL
    raise _MismatchError(node, describe(left), describe(right))


def _shape(node: Any) -> Shape:
    for cls in type(node).__mro__:
        rule = _RULES.get(cls)
        if rule is not None:
            found: Shape = rule(node)
            return found
    raise ex.LanguageError(f"{node!r} has no shape: it is not an expression of proofcheck.lang.")


def _real(node: Any, whole: Any = None) -> Shape:
    """Return the shape of a scalar; anything else is a mismatch with R."""
    shape = _shape(node)
    if shape not in (REAL, NATURAL):
        raise _MismatchError(whole or node, "R", describe(shape))
    return shape


def _reals(node: Any) -> Shape:
    for part in node.args:
        _real(part, node)
    return REAL


def _power(node: Any) -> Shape:
    return _scalar_function(node, "powers are for scalars and square operators", "write it out")


LARGEST_POWER = 20
"""Of operators."""


def _operator_power(node: Any) -> Shape:
    shape, exponent = _square(node), node.args[1]
    if abs(exponent) > LARGEST_POWER if isinstance(exponent, Integer) else not counts(exponent):
        remedy = f"write a natural letter, or a whole number of at most {LARGEST_POWER}"
        _unsayable(node, f"the exponent of an operator is {exponent}", remedy)
    return shape


def _square(node: Any) -> Shape:
    shape = _shape(node.args[0])
    if shape[0] != "operator" or shape[1] != shape[2]:
        raise _MismatchError(node, "a square operator", describe(shape))
    return shape


def _function(node: Any) -> Shape:
    return _scalar_function(node, "functions are for scalars", "write it for the components, or leave the line out")


def _indicator(node: Any) -> Shape:
    _check_relation(ex.Relation("=" if node.op == "!=" else node.op, *node.args))
    if node.op != "=" and _shape(node.args[0])[0] == "operator":
        _unsayable(node, "an indicator compares scalars", "compare their eigenvalues")
    return REAL


def _scalar_function(node: Any, what: str, remedy: str) -> Shape:
    """A function of real numbers; of vectors and square operators it would mean something else."""
    for part in node.args:
        shape = _shape(part)
        if shape in (REAL, NATURAL):
            continue
        if shape[0] == "vector" or (shape[0] == "operator" and shape[1] == shape[2]):
            _unsayable(node, what, remedy)
        raise _MismatchError(node, "R", describe(shape))
    return REAL


def _number(node: Any) -> Shape:
    return NATURAL if node.is_Integer and node >= 0 else REAL


def _symbol(node: Any) -> Shape:
    return NATURAL if node.is_integer else REAL


def _sum(node: Any) -> Shape:
    """Sums are long: one is taken apart from its end, not by recursion."""
    sums = []
    while isinstance(node, ex.Sum):
        sums.append(node)
        node = node.args[0]
    shape = _shape(node)
    while sums:
        whole = sums.pop()
        shape = _same(whole, shape, _shape(whole.args[1]))
        shape = REAL if shape == NATURAL and isinstance(whole.args[1], ex.Negative) else shape
    return shape


def _negative(node: Any) -> Shape:
    shape = _shape(node.args[0])
    return REAL if shape == NATURAL else shape


def _product(node: Any) -> Shape:
    left, right = _shape(node.args[0]), _shape(node.args[1])
    scalars = (REAL, NATURAL)
    if left in scalars and right in scalars:
        return REAL
    if left in scalars:
        return right
    if right in scalars:
        return left
    if left[0] == right[0] == "operator" and left[2] == right[1]:
        _unsayable(node, "* is for scalars", "write A @ B for the product of operators")
    raise _MismatchError(node, describe(left), describe(right))


def _composition(node: Any) -> Shape:
    left, right = _shape(node.args[0]), _shape(node.args[1])
    match left, right:
        case ("operator", n, p), ("vector", q) if p == q:
            return ("vector", n)
        case ("operator", n, p), ("operator", q, m) if p == q:
            return ("operator", n, m)
        case ("row", n), ("vector", m) if n == m:
            return REAL
        case ("row", n), ("operator", m, p) if n == m:
            return ("row", p)
        case ("vector", n), ("row", p):
            return ("operator", n, p)
    raise _MismatchError(node, describe(left), describe(right))


def _quotient(node: Any) -> Shape:
    above = _shape(node.args[0])
    _real(node.args[1], node)
    return REAL if above == NATURAL else above


def _transpose(node: Any) -> Shape:
    match _shape(node.args[0]):
        case ("operator", n, p):
            return ("operator", p, n)
        case ("vector", n):
            return ("row", n)
        case other:
            raise _MismatchError(node, "an operator or a vector", describe(other))


def _inner(node: Any) -> Shape:
    left, right = _shape(node.args[0]), _shape(node.args[1])
    if left[0] not in {"vector", "operator"} or left != right:
        raise _MismatchError(node, describe(left), describe(right))
    return REAL


def _norm(node: Any) -> Shape:
    shape = _shape(node.args[0])
    if shape in (REAL, NATURAL):
        _unsayable(node, "a norm is of a vector or an operator", "write absolute(a)")
    if shape[0] not in {"vector", "operator"}:
        raise _MismatchError(node, "a vector or an operator", describe(shape))
    return REAL


def _singular_value(node: Any) -> Shape:
    shape = _shape(node.args[0])
    if shape[0] != "operator":
        raise _MismatchError(node, "an operator", describe(shape))
    return REAL


def _component(node: Any) -> Shape:
    whole, *indices = node.args
    shape = _shape(whole)
    if shape[0] not in {"vector", "operator"}:
        raise _MismatchError(node, "a vector or an operator", describe(shape))
    for index in indices:
        if _real(index, node) != NATURAL and not _counts_down(index):
            raise _MismatchError(node, "a natural number", describe(_shape(index)))
    return REAL


def _counts_down(index: Any) -> bool:
    """Whether an index is a difference of natural numbers, as n - 1."""
    if isinstance(index, ex.ScalarSum):
        return all(map(_counts_down, index.args))
    return _counts_down(index.args[0]) if isinstance(index, ex.Negative) else _shape(index) == NATURAL


def _unit_vector(node: Any) -> Shape:
    space, index = node.args
    if _real(index, node) != NATURAL and not _counts_down(index):
        raise _MismatchError(node, "a natural number", describe(_shape(index)))
    return ("vector", space)


def _vector(node: Any) -> Shape:
    shape = _shape(node.args[0])
    if shape[0] != "vector":
        raise _MismatchError(node, "a vector", describe(shape))
    return shape


def _norm_of_components(node: Any) -> Shape:
    if _shape(node.args[0])[0] == "operator":
        _unsayable(node, "this norm is of vectors", "write it out with entries A[i, j]")
    _vector(node)
    return REAL


def _diagonal(node: Any) -> Shape:
    _, n = _vector(node)
    return ("operator", n, n)


def _hadamard(node: Any) -> Shape:
    left, right = _shape(node.args[0]), _shape(node.args[1])
    if left[0] not in {"vector", "operator"} or left != right:
        raise _MismatchError(node, describe(left), describe(right))
    return left


def _eigenvalue(node: Any) -> Shape:
    _square(node)
    return REAL


def _numbered_eigenvalue(node: Any) -> Shape:
    shape, number = _square(node), node.args[1]
    if isinstance(number, Integer) and isinstance(shape[1], Integer) and number > shape[1]:
        raise _MismatchError(node, f"an operator with {number} rows", describe(shape))
    return REAL


def _sphere_minimum(node: Any) -> Shape:
    return _real(node.body, node)


def _infimum(node: Any) -> Shape:
    return _reals(node)


def _integral(node: Any) -> Shape:
    for end in node.args[1:3]:
        _real(end, node)
    return _negative_shape(_shape(node.body))


def _negative_shape(shape: Shape) -> Shape:
    return REAL if shape == NATURAL else shape


def _conditional_expectation(node: Any) -> Shape:
    _shape(node.known)
    return _negative_shape(_shape(node.body))


def _nabla(node: Any) -> Shape:
    _real(node.body, node)
    return _same(node, _shape(node.variable), _shape(node.at))


def _path(node: Any) -> Shape:
    symbol, time = node.args
    _real(time, node)
    return (symbol.value_kind, *symbol.dimensions)


def _value(node: Any) -> Shape:
    symbol, argument = node.args
    _same(node, ("vector", symbol.p), _shape(argument))
    return REAL if symbol.n is None else ("vector", symbol.n)


def _jacobian(node: Any) -> Shape:
    symbol, argument = node.args
    if isinstance(symbol, ex.Definition):
        return ("operator", _shape(symbol.value)[1], _gradient(node)[1])
    _same(node, ("vector", symbol.p), _shape(argument))
    return ("operator", symbol.n, symbol.p)


def _hessian(node: Any) -> Shape:
    _, size = _gradient(node)
    return ("operator", size, size)


def _gradient(node: Any) -> Shape:
    function, argument = node.args
    if isinstance(function, ex.Definition):
        _shape(function.value)
        domain = _shape(function.parameters[0])
    else:
        domain = ("vector", function.p)
    return _same(node, domain, _shape(argument))


def _defined(node: Any) -> Shape:
    definition, *arguments = node.args
    for parameter, argument in zip(definition.parameters, arguments, strict=True):
        _same(node, _shape(parameter), _shape(argument))
    return _shape(definition.value)


_RULES: dict[type, Any] = {
    Rational: _number,
    ex.ScalarSymbol: _symbol,
    ex.VectorSymbol: lambda node: ("vector", node.dimension),
    ex.OperatorSymbol: lambda node: ("operator", node.n, node.p),
    ex.Identity: lambda node: ("operator", node.args[0], node.args[0]),
    ex.Sum: _sum,
    ex.Negative: _negative,
    ex.Product: _product,
    ex.Composition: _composition,
    ex.Quotient: _quotient,
    ex.Frac: _reals,
    ex.Power: _power,
    ex.OperatorPower: _operator_power,
    ex.OfSquare: _eigenvalue,
    ex.FrobeniusNorm: _singular_value,
    ex.NuclearNorm: _singular_value,
    **dict.fromkeys((ex.DimensionNumber, ex.Infinity), lambda node: NATURAL),
    ex.UnitVector: _unit_vector,
    ex.Ones: lambda node: ("vector", node.args[0]),
    ex.ZeroVector: lambda node: ("vector", node.args[0]),
    ex.Component: _component,
    ex.Entry: _component,
    ex.Diagonal: _diagonal,
    ex.Hadamard: _hadamard,
    ex.SumNorm: _norm_of_components,
    ex.MaximumNorm: _norm_of_components,
    ex.Transpose: _transpose,
    ex.Sqrt: _function,
    ex.Exp: _function,
    FunctionValue: _function,
    ex.Indicator: _indicator,
    ex.Maximum: _function,
    ex.Minimum: _function,
    ex.Inner: _inner,
    ex.Norm: _norm,
    ex.SmallestSingularValue: _singular_value,
    ex.LargestSingularValue: _singular_value,
    ex.SmallestEigenvalue: _eigenvalue,
    ex.LargestEigenvalue: _eigenvalue,
    ex.SingularValue: _singular_value,
    ex.Eigenvalue: _numbered_eigenvalue,
    ex.IntervalExtremum: _infimum,
    ex.SphereExtremum: _sphere_minimum,
    ex.TimeIntegral: _integral,
    ex.Ranged: _integral,
    **dict.fromkeys((ex.Mean, ex.Limit), lambda node: _negative_shape(_shape(node.body))),
    ex.ConditionalExpectation: _conditional_expectation,
    ex.NablaAt: _nabla,
    ex.TimeDerivative: lambda node: _negative_shape(_shape(node.args[1])),
    ex.PathValue: _path,
    ex.SuppressedValue: _path,
    ex.PathDerivative: _path,
    ex.Value: _value,
    ex.JacobianValue: _jacobian,
    ex.DefinedJacobian: _jacobian,
    ex.HessianValue: _hessian,
    ex.GradientValue: _gradient,
    ex.Defined: _defined,
    ex.DefinedDerivative: _defined,
    ex.NamedFirst: lambda node: _shape(node.args[0]),
    ex.NamedLast: lambda node: _shape(node.args[0]),
}
