"""From expressions to the kernel's terms and clauses. Definitions are unfolded; nothing else is changed."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sympy import Rational

from proofcheck.kernel.normal import normal_forms
from proofcheck.kernel.terms import NATURAL as NATURAL_SORT
from proofcheck.kernel.terms import SCALAR as SCALAR_SORT
from proofcheck.kernel.terms import (
    ZERO,
    KernelError,
    Sort,
    Term,
    is_natural,
    neg,
    num,
    operator_sort,
    substitute,
    subterms,
    vector_sort,
)
from proofcheck.kernel.theorem import Clause, fact
from proofcheck.lang import expressions as ex

DimensionRelation = tuple[str, str, str]


def term(node: Any) -> Term:
    """Translate an expression whose shapes match.

    >>> from proofcheck.lang.symbols import norm, vector
    >>> term(norm(vector("v", 2)))
    ('norm', ('var', 'v', ('V', 2)))
    """
    for cls in type(node).__mro__:
        rule = _RULES.get(cls)
        if rule is not None:
            translated: Term = rule(node)
            return translated
    raise ex.LanguageError(f"{node!r} cannot be translated: it is not an expression of proofcheck.lang.")


def clauses(assertion: Any) -> tuple[Clause, ...]:
    """Translate an assertion; relations between dimensions are not among its clauses.

    >>> from proofcheck.lang.symbols import scalar
    >>> clauses(scalar("beta") > 0)[0].relation
    ('<', ('num', Fraction(0, 1)), ('var', 'beta', ('S',)))
    """
    if isinstance(assertion, ex.Relation):
        return () if isinstance(assertion.left, ex.Dimension) else (_relation(assertion),)
    if isinstance(assertion, ex.Within):
        variable, low, high = (term(a) for a in assertion.args)
        return fact("<=", low, variable), fact("<=", variable, high)
    if isinstance(assertion, ex.ForAll):
        return tuple(_quantified(assertion, body) for body in clauses(assertion.body))
    if isinstance(assertion, ex.Implies):
        conditions = clauses(assertion.args[0])
        return tuple(
            Clause(body.variables, (*conditions, *body.conditions), body.relation)
            for body in clauses(assertion.args[1])
        )
    raise ex.LanguageError(f"{assertion!r} cannot be translated: it is not an assertion of proofcheck.lang.")


def dimension_relations(assertion: Any) -> tuple[DimensionRelation, ...]:
    """Return the relations between dimensions in an assertion, as ``("<", "n", "p")``."""
    if not isinstance(assertion, ex.Relation) or not isinstance(assertion.left, ex.Dimension):
        return ()
    left, right = assertion.left.name, assertion.right.name
    if assertion.op in {">", ">="}:
        left, right = right, left
    return ((assertion.op.replace(">", "<"), left, right),)


def assumptions(variable: Any) -> tuple[Clause, ...]:
    """Return what the declaration of a variable says about it."""
    if not isinstance(variable, ex.ScalarSymbol) or variable.is_integer:
        return ()
    if variable.is_positive:
        return (fact("<", ZERO, term(variable)),)
    return (fact("<=", ZERO, term(variable)),) if variable.is_nonnegative else ()


def definitions(node: Any) -> Iterator[ex.Definition]:
    """Yield the definitions that an expression or assertion uses, directly or through others, each once."""
    seen: set[ex.Definition] = set()
    pending = [node]
    while pending:
        for part in pending.pop().atoms(ex.Definition):
            if part not in seen:
                seen.add(part)
                pending.extend((part.value, *part.provided))
    yield from sorted(seen, key=lambda definition: (definition.name, len(definition.parameters), str(definition.value)))


def symbols(node: Any) -> set[Any]:
    """Return the scalar variables that occur free, through definitions too."""
    found = {symbol for symbol in node.free_symbols if isinstance(symbol, ex.ScalarSymbol)}
    for definition in definitions(node):
        found |= {symbol for symbol in definition.free_symbols if isinstance(symbol, ex.ScalarSymbol)}
    return found


def _relation(relation: ex.Relation) -> Clause:
    left, right = term(relation.left), term(relation.right)
    if relation.op in {">", ">="}:
        left, right = right, left
    return fact(relation.op.replace(">", "<"), left, right)


def _quantified(assertion: ex.ForAll, body: Clause) -> Clause:
    conditions: list[Clause] = []
    for span in assertion.ranges:
        conditions.extend(assumptions(ex.range_variable(span)))
        if isinstance(span, ex.Assertion):
            conditions.extend(clauses(span))
    variables = (*(term(v) for v in assertion.variables), *body.variables)
    return Clause(variables, (*dict.fromkeys(conditions), *body.conditions), body.relation)


def _sort(symbol: ex.PathSymbol) -> Sort:
    dimensions = tuple(_dimension(d) for d in symbol.dimensions)
    if symbol.value_kind == ex.SCALAR:
        return SCALAR_SORT
    return vector_sort(*dimensions) if symbol.value_kind == ex.VECTOR else operator_sort(*dimensions)


def _dimension(dimension: Any) -> int | str:
    return dimension.name if isinstance(dimension, ex.Dimension) else int(dimension)


def _scalar(node: Any) -> Term:
    return ("var", node.name, NATURAL_SORT if node.is_integer else SCALAR_SORT)


def _sum(node: Any) -> Term:
    first, second = (term(a) for a in node.args)
    return (*first, second) if first[0] == "add" else ("add", first, second)


def _product(node: Any) -> Term:
    first, second = node.args
    if ex.kind_of(first) != ex.SCALAR:
        first, second = second, first
    left = term(first)
    return (*left, term(second)) if left[0] == "mul" else ("mul", left, term(second))


def _composition(node: Any) -> Term:
    first, second = node.args
    if ex.kind_of(first) != ex.ROW:
        return ("dot", term(first), term(second))
    if ex.kind_of(second) == ex.VECTOR:
        return _row_times(first, term(second))
    raise ex.LanguageError(f"{node} is a row by itself: apply it to a vector.")


def _row_times(row: Any, right: Term) -> Term:
    """A row times a vector, read from the right: v^T A x is <v, A x>."""
    if isinstance(row, ex.Composition):
        return _row_times(row.args[0], ("dot", term(row.args[1]), right))
    if isinstance(row, ex.Transpose):
        return ("inner", term(row.args[0]), right)
    raise ex.LanguageError(f"{row} is not a transposed vector times operators: write it out.")


def _power(node: Any) -> Term:
    base, exponent = node.args
    if isinstance(exponent, Rational):
        return _integer_power(node, ("pow", term(base), int(exponent)))
    power = term(exponent)
    if not is_natural(power):
        what = f"the exponent is {exponent}, which is not a natural number by its form"
        raise ex.LanguageError(f"{what}: real exponents cannot be said yet; write a natural number, or sqrt(...).")
    return ("powi", term(base), power)


def _integer_power(node: Any, power: Term) -> Term:
    if all(part[0] in {"num", "div", "pow"} for part in subterms(power)):
        try:
            normal_forms([power])
        except KernelError as error:
            raise ex.LanguageError(f"{node} is too large: {error}.") from error
    return power


def _path(node: Any) -> Term:
    symbol, time = node.args
    return ("path", symbol.name, _sort(symbol), term(time))


def _path_derivative(node: Any) -> Term:
    symbol, time = node.args
    return ("dpath", symbol.name, _sort(symbol), term(time))


def _value(node: Any) -> Term:
    symbol, argument = node.args
    target = SCALAR_SORT if symbol.n is None else vector_sort(_dimension(symbol.n))
    return ("fn", symbol.name, vector_sort(_dimension(symbol.p)), target, term(argument))


def _jacobian(node: Any) -> Term:
    symbol, argument = node.args
    return ("jac", symbol.name, _dimension(symbol.p), _dimension(symbol.n), term(argument))


def _gradient(node: Any) -> Term:
    function, argument = node.args
    if isinstance(function, ex.MapSymbol):
        return ("gradfn", function.name, _dimension(function.p), term(argument))
    return ("grad", term(function.parameters[0]), term(function.value), term(argument))


def _defined(node: Any) -> Term:
    definition, *arguments = node.args
    values = {term(p): term(a) for p, a in zip(definition.parameters, arguments, strict=True)}
    return substitute(term(definition.value), values)


def _defined_derivative(node: Any) -> Term:
    definition, time = node.args
    if not isinstance(time, ex.ScalarSymbol):
        raise ex.LanguageError(f"{node} is a derivative at {time}: write it at a time variable.")
    return ("d", term(time), substitute(term(definition.value), {term(definition.parameters[0]): term(time)}))


def _applied(head: str) -> Any:
    return lambda node: (head, *(term(a) for a in node.args))


_RULES: dict[type, Any] = {
    Rational: lambda node: num(Fraction(int(node.p), int(node.q))),
    ex.ScalarSymbol: _scalar,
    ex.VectorSymbol: lambda node: ("var", node.name, vector_sort(_dimension(node.dimension))),
    ex.OperatorSymbol: lambda node: ("var", node.name, operator_sort(_dimension(node.n), _dimension(node.p))),
    ex.Identity: lambda node: ("id", _dimension(node.args[0])),
    ex.Sum: _sum,
    ex.Negative: lambda node: neg(term(node.args[0])),
    ex.Product: _product,
    ex.Composition: _composition,
    ex.Quotient: _applied("div"),
    ex.Frac: _applied("div"),
    ex.Power: _power,
    ex.Transpose: _applied("tr"),
    ex.Sqrt: _applied("sqrt"),
    ex.Exp: _applied("exp"),
    ex.Maximum: _applied("max"),
    ex.Minimum: _applied("min"),
    ex.Inner: _applied("inner"),
    ex.Norm: lambda node: ("norm" if ex.kind_of(node.args[0]) == ex.VECTOR else "opnorm", term(node.args[0])),
    ex.SmallestSingularValue: _applied("smin"),
    ex.LargestSingularValue: _applied("opnorm"),
    ex.SmallestEigenvalue: _applied("lmin"),
    ex.LargestEigenvalue: _applied("lmax"),
    ex.Infimum: _applied("inf"),
    ex.SphereMinimum: _applied("minS"),
    ex.TimeIntegral: _applied("int"),
    ex.NablaAt: _applied("grad"),
    ex.TimeDerivative: _applied("d"),
    ex.PathValue: _path,
    ex.SuppressedValue: _path,
    ex.PathDerivative: _path_derivative,
    ex.Value: _value,
    ex.JacobianValue: _jacobian,
    ex.GradientValue: _gradient,
    ex.Defined: _defined,
    ex.DefinedDerivative: _defined_derivative,
    ex.NamedFirst: lambda node: term(node.args[0]),
    ex.NamedLast: lambda node: term(node.args[0]),
}
