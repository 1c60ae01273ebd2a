"""From expressions to the kernel's terms. Definitions are unfolded; nothing else is changed.

A bound variable becomes a variable of the kernel with a name that nothing free has, and nothing that is bound around
it: the author's where that clashes with nothing, else with primes. So nothing is captured, whatever is put where.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import Rational

from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import (
    ONE,
    SET,
    ZERO,
    KernelError,
    Term,
    is_natural,
    neg,
    num,
    substitute,
    subterms,
)
from proofcheck.kernel.terms import SCALAR as SCALAR_SORT
from proofcheck.lang import expressions as ex
from proofcheck.lang.determinants import determinant_term
from proofcheck.lang.differentials import differentiable, hessian, jacobian, spread, with_gradient_maps
from proofcheck.lang.functions import FUNCTIONS, FunctionValue, are_equal, indicator
from proofcheck.lang.operators import eigenvalue, is_symbolic, name_of_powers, nuclear_norm, singular_value
from proofcheck.lang.scopes import VARIABLES, Scope, dimension_of, outermost, path_sort

_INDEX = ex.ScalarSymbol("i", integer=True, nonnegative=True)


def term(node: Any) -> Term:
    """Translate an expression whose shapes match.

    >>> from proofcheck.lang import norm, vector
    >>> term(norm(vector("v", 2)))
    Term('norm', Term('var', 'v', ('V', 2)))

    Raises:
        LanguageError: it uses a definition, or a derivative, that cannot be said where it stands.
    """
    return translated(node, outermost(node))


def translated(node: Any, scope: Scope) -> Term:
    """Translate an expression that stands in a scope."""
    for cls in type(node).__mro__:
        rule = _RULES.get(cls)
        if rule is not None:
            translated: Term = rule(node, scope)
            return translated
    raise ex.LanguageError(f"{node!r} cannot be translated: it is not an expression of proofcheck.lang.")


# ---------------------------------------------------------------- operations


def _sum(node: Any, scope: Scope) -> Term:
    later = []
    while isinstance(node, ex.Sum):
        node, last = node.args
        later.append(last)
    return _chained("add", node, later, scope)


def _product(node: Any, scope: Scope) -> Term:
    later = []
    while isinstance(node, ex.Product):
        first, last = node.args if ex.kind_of(node.args[0]) == ex.SCALAR else reversed(node.args)
        later.append(last)
        node = first
    return _chained("mul", node, later, scope)


def _chained(head: str, node: Any, later: list[Any], scope: Scope) -> Term:
    """A sum or product of many, of which ``later`` holds all but the first, the last in front."""
    first = translated(node, scope)
    parts = [*first] if first[0] == head else [head, first]
    while later:
        parts.append(translated(later.pop(), scope))
    return Term(*parts)


def _composition(node: Any, scope: Scope) -> Term:
    first, second = node.args
    if ex.kind_of(first) == ex.VECTOR:
        return _times_row(translated(first, scope), second, scope)
    if ex.kind_of(first) != ex.ROW:
        return Term("dot", translated(first, scope), translated(second, scope))
    if ex.kind_of(second) == ex.VECTOR:
        return _row_times(first, translated(second, scope), scope)
    raise ex.LanguageError(f"{node} is a row by itself: apply it to a vector.")


def _times_row(vector: Term, row: Any, scope: Scope) -> Term:
    """A vector times a row: u v^T A is (u v^T) A."""
    if isinstance(row, ex.Composition):
        return Term("dot", _times_row(vector, row.args[0], scope), translated(row.args[1], scope))
    if isinstance(row, ex.Transpose):
        return Term("outer", vector, translated(row.args[0], scope))
    raise ex.LanguageError(f"{row} is not a transposed vector times operators: write it out.")


def _row_times(row: Any, right: Term, scope: Scope) -> Term:
    """A row times a vector, read from the right: v^T A x is <v, A x>."""
    if isinstance(row, ex.Composition):
        return _row_times(row.args[0], Term("dot", translated(row.args[1], scope), right), scope)
    if isinstance(row, ex.Transpose):
        return Term("inner", translated(row.args[0], scope), right)
    raise ex.LanguageError(f"{row} is not a transposed vector times operators: write it out.")


def _power(node: Any, scope: Scope) -> Term:
    base, exponent = node.args
    if isinstance(exponent, Rational) and exponent.is_Integer:
        return _integer_power(node, Term("pow", translated(base, scope), int(exponent)))
    power = translated(exponent, scope)
    if is_natural(power):
        return Term("powi", translated(base, scope), power)
    return Term("exp", Term("mul", power, Term("log", translated(base, scope))))


def _integer_power(node: Any, power: Term) -> Term:
    if all(part[0] in {"num", "div", "pow"} for part in subterms(power)):
        try:
            Normalizer().scalar(power)
        except KernelError as error:
            raise ex.LanguageError(f"{node} is too large: {error}.") from error
    return power


def _operator_power(node: Any, scope: Scope) -> Term:
    operator, exponent = translated(node.args[0], scope), node.args[1]
    if is_symbolic(node):
        name = name_of_powers(node.args[0], scope.values)
        return Term("path", name, operator.sort, translated(exponent, scope))
    factor = Term("inv", operator) if exponent < 0 else operator
    power = factor if exponent else Term("id", operator.sort[1])
    for _ in range(abs(int(exponent)) - 1):
        power = Term("dot", factor, power)
    return power


def _trace(node: Any, scope: Scope) -> Term:
    operator = translated(node.args[0], scope)
    return Term("inner", Term("id", operator.sort[1]), operator)


def _norm(node: Any, scope: Scope) -> Term:
    return Term("norm" if ex.kind_of(node.args[0]) == ex.VECTOR else "opnorm", translated(node.args[0], scope))


def _unit_vector(node: Any, scope: Scope) -> Term:
    size, index = node.args
    return Term("basis", dimension_of(size), translated(index, scope))


def _component(node: Any, scope: Scope) -> Term:
    whole, index = translated(node.args[0], scope), translated(node.args[1], scope)
    return Term("inner", Term("basis", whole.sort[1], index), whole)


def _entry(node: Any, scope: Scope) -> Term:
    whole, row, column = (translated(part, scope) for part in node.args)
    image = Term("dot", whole, Term("basis", whole.sort[2], column))
    return Term("inner", Term("basis", whole.sort[1], row), image)


def _over_components(n: int | str, scope: Scope, body: Callable[[Term, Scope], Term]) -> Term:
    """The sum over the unit vectors of R^n of what is made of each."""
    variable, inner = scope.bind(_INDEX)
    high = num(n) if isinstance(n, int) else Term("dim", n)
    return Term("sum", variable, ONE, high, body(Term("basis", n, variable), inner))


def _zero_vector(node: Any, _: Scope) -> Term:
    return Term("mul", ZERO, Term("basis", dimension_of(node.args[0]), ONE))


def _ones(node: Any, scope: Scope) -> Term:
    return _over_components(dimension_of(node.args[0]), scope, lambda unit, _: unit)


def _diagonal_of(vector: Term, scope: Scope) -> Term:
    return _over_components(
        vector.sort[1], scope, lambda unit, _: Term("mul", Term("inner", unit, vector), Term("outer", unit, unit))
    )


def _diagonal(node: Any, scope: Scope) -> Term:
    return _diagonal_of(translated(node.args[0], scope), scope)


def _hadamard(node: Any, scope: Scope) -> Term:
    left, right = (translated(part, scope) for part in node.args)
    if left.sort[0] == "V":
        return Term("dot", _diagonal_of(left, scope), right)
    p = left.sort[2]
    return _over_components(
        p,
        scope,
        lambda unit, inner: Term(
            "outer", Term("dot", _diagonal_of(Term("dot", left, unit), inner), Term("dot", right, unit)), unit
        ),
    )


def _sum_norm(node: Any, scope: Scope) -> Term:
    vector = translated(node.args[0], scope)
    absolute = FUNCTIONS["absolute"].function.meaning
    return _over_components(vector.sort[1], scope, lambda unit, _: absolute(Term("inner", unit, vector)))


def _maximum_norm(node: Any, scope: Scope) -> Term:
    """The operator norm of the diagonal operator."""
    return Term("opnorm", _diagonal_of(translated(node.args[0], scope), scope))


def _path(head: str) -> Callable[[Any, Scope], Term]:
    def translate(node: Any, scope: Scope) -> Term:
        symbol, time = node.args
        return Term(head, symbol.name, path_sort(symbol), translated(time, scope))

    return translate


def _value(node: Any, scope: Scope) -> Term:
    symbol, argument = node.args
    target = SCALAR_SORT if symbol.n is None else ("V", dimension_of(symbol.n))
    head = "fn" if symbol.differentiable else "anyfn"
    return Term(head, symbol.name, ("V", dimension_of(symbol.p)), target, translated(argument, scope))


def membership(point: Any, of: ex.SetSymbol, scope: Scope) -> Term:
    """Return what is at most 0 where a point belongs to a set: any set is given by such a function."""
    return Term("anyfn", SET + of.name, ("V", dimension_of(of.p)), SCALAR_SORT, translated(point, scope))


def _jacobian(node: Any, scope: Scope) -> Term:
    symbol, argument = node.args
    ex.need_differentiable(symbol)
    return Term("jac", symbol.name, dimension_of(symbol.p), dimension_of(symbol.n), translated(argument, scope))


def _hessian(node: Any, scope: Scope) -> Term:
    function, argument = node.args
    at = translated(argument, scope)
    if isinstance(function, ex.MapSymbol):
        size = dimension_of(function.p)
        return Term("jac", ex.gradient_map(function).name, size, size, at)
    _refuse_ambiguous(function, scope)
    variable, inner = scope.only({}).bind(function.parameters[0])
    body = differentiable(node, variable, translated(function.value, inner))
    try:
        slopes = jacobian if isinstance(node, ex.DefinedJacobian) else hessian
        return substitute(slopes(body, variable), {variable: at})
    except KernelError as error:
        raise ex.LanguageError(f"{node} cannot be said: {error}.") from error


def _applied(head: str) -> Callable[[Any, Scope], Term]:
    def translate(node: Any, scope: Scope) -> Term:
        parts: list[Any] = [head]
        for argument in node.args:  # no comprehension: that would be a frame more for each level
            parts.append(translated(argument, scope))
        return Term(*parts)

    return translate


def _inside(node: Any, scope: Scope) -> Term:
    return translated(node.args[0], scope)


# ---------------------------------------------------------------- binders


def _over_interval(head: str) -> Callable[[Any, Scope], Term]:
    def translate(node: Any, scope: Scope) -> Term:
        symbol, low, high, body = node.args
        variable, inner = scope.bind(symbol)
        return Term(head, variable, translated(low, scope), translated(high, scope), translated(body, inner))

    return translate


def _over_range(node: Any, scope: Scope) -> Term:
    symbol, low, high, body = node.args
    start = translated(low, scope)
    if not is_natural(start):
        raise ex.LanguageError(f"{node} cannot be said: it starts at {low}, which is not a natural number by its form.")
    variable, inner = scope.bind(symbol)
    head = "prod" if isinstance(node, ex.FiniteProduct) else "sum"
    return Term(head, variable, start, translated(high, scope), translated(body, inner))


def _expectation(node: Any, scope: Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return Term("expect", variable, translated(node.body, inner), ex.outcomes(node.variable))


def _conditional_expectation(node: Any, scope: Scope) -> Term:
    """The mean of what counts only at outcomes at which what is known is as it is, by how many of all these are."""
    variable, inner = scope.bind(node.variable)
    alike = are_equal(translated(node.known, inner), translated(node.known, scope))
    outcomes = ex.outcomes(node.variable)
    total = Term("expect", variable, Term("mul", alike, translated(node.body, inner)), outcomes)
    return Term("mul", Term("div", ONE, Term("expect", variable, alike, outcomes)), total)


def _sphere_minimum(node: Any, scope: Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return Term("minS", variable, translated(node.body, inner))


def _numbered(value: Callable[[Term, int | str], Term]) -> Callable[[Any, Scope], Term]:
    return lambda node, scope: value(translated(node.args[0], scope), dimension_of(node.args[1]))


def _sphere_maximum(node: Any, scope: Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return neg(Term("minS", variable, neg(translated(node.body, inner))))


def _supremum(node: Any, scope: Scope) -> Term:
    """The supremum is minus the infimum of minus what varies."""
    symbol, low, high, body = node.args
    variable, inner = scope.bind(symbol)
    return neg(Term("inf", variable, translated(low, scope), translated(high, scope), neg(translated(body, inner))))


def _nabla(node: Any, scope: Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return _gradient_at(node, variable, translated(node.body, inner), translated(node.at, scope))


def _gradient_at(node: Any, variable: Term, body: Term, at: Term) -> Term:
    moving = differentiable(node, variable, body)
    return spread(moving, variable, at.free, lambda part: Term("grad", variable, part, at))


def _gradient(node: Any, scope: Scope) -> Term:
    function, argument = node.args
    at = translated(argument, scope)
    if isinstance(function, ex.MapSymbol):
        ex.need_differentiable(function)
        return Term("gradfn", function.name, dimension_of(function.p), at)
    _refuse_ambiguous(function, scope)
    variable, inner = scope.only({}).bind(function.parameters[0])
    return _gradient_at(node, variable, translated(function.value, inner), at)


def _defined(node: Any, scope: Scope) -> Term:
    definition, *arguments = node.args
    _refuse_ambiguous(definition, scope)
    drawn = {symbol: value for symbol, value in scope.values.items() if ex.draw_of(symbol) is not None}
    values = {p: translated(a, scope) for p, a in zip(definition.parameters, arguments, strict=True)}
    return translated(definition.value, scope.only({**drawn, **values}))


def _refuse_ambiguous(definition: ex.Definition, scope: Scope) -> None:
    """Refuse two parameters of one name.

    Nor can it be told whether a definition speaks of what is bound here, or of the symbol of that name outside.
    """
    names = [parameter.name for parameter in definition.parameters]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ex.LanguageError(f"{definition.name} has two parameters called {twice[0]}: give each a name of its own.")
    bound = ex.free_symbols(definition) & scope.values.keys()
    captured = sorted(symbol.name for symbol in bound if ex.draw_of(symbol) is None)
    if captured:
        name, variable = definition.name, captured[0]
        raise ex.LanguageError(
            f"{name} depends on {variable}, and is used where {variable} is bound: define it as a function of "
            f"{variable}, as in define_function({name!r}, [{variable}], ...), and write {name}({variable})."
        )


def _time_derivative(node: Any, scope: Scope) -> Term:
    time, body = node.args
    return _derivative_at(node, time, body, scope)


def _defined_derivative(node: Any, scope: Scope) -> Term:
    definition, time = node.args
    _refuse_ambiguous(definition, scope)
    (parameter,) = definition.parameters
    return _derivative_at(node, parameter, definition.value, scope.only({parameter: translated(time, scope)}))


def _derivative_at(node: Any, time: Any, body: Any, scope: Scope) -> Term:
    """The derivative of ``body`` in ``time``, at what that stands for; ``body`` may speak of it for other reasons too.

    The kernel's derivative is taken at a variable. Where that would not do, it is carried out here.
    """
    at = scope.value(time)
    others = (symbol for symbol in ex.free_symbols(body) - {time} if isinstance(symbol, VARIABLES))
    if at[0] == "var" and at[2] == SCALAR_SORT and not any(at in scope.value(s).free for s in others):
        varying = differentiable(node, at, with_gradient_maps(translated(body, scope), at))
        return spread(varying, at, frozenset(), lambda part: Term("d", at, part))
    variable, inner = scope.bind(time)
    try:
        moving = with_gradient_maps(translated(body, inner), variable)
        slope = spread(moving, variable, frozenset(), lambda part: derivative(part, variable))
        return substitute(slope, {variable: at})
    except KernelError as error:
        raise ex.LanguageError(
            f"{node} cannot be said ({error}): write the derivative at a time variable that occurs nowhere else in "
            "what is differentiated, or write it out."
        ) from error


def _unending(node: Any, _: Scope) -> Term:
    raise ex.LanguageError(
        f"{node} stands where a number is needed: say it of a sum or an integral up to infinity, or of a limit, that "
        "it is equal to a number or bounded by one, and give these no names."
    )


_RULES: dict[type, Callable[[Any, Scope], Term]] = {
    Rational: lambda node, _: num(Fraction(int(node.p), int(node.q))),
    ex.Dimension: lambda node, _: Term("dim", node.name),
    ex.ScalarSymbol: lambda node, scope: scope.value(node),
    ex.VectorSymbol: lambda node, scope: scope.value(node),
    ex.OperatorSymbol: lambda node, scope: scope.value(node),
    ex.Identity: lambda node, _: Term("id", dimension_of(node.args[0])),
    ex.Sum: _sum,
    ex.Negative: lambda node, scope: neg(translated(node.args[0], scope)),
    ex.Product: _product,
    ex.Composition: _composition,
    ex.Quotient: _applied("div"),
    ex.Frac: _applied("div"),
    ex.Power: _power,
    ex.OperatorPower: _operator_power,
    ex.Trace: _trace,
    ex.Determinant: lambda node, scope: determinant_term(node, lambda part: translated(part, scope)),
    ex.FrobeniusNorm: _applied("norm"),
    ex.NuclearNorm: lambda node, scope: nuclear_norm(translated(node.args[0], scope)),
    ex.DimensionNumber: lambda node, _: Term("dim", node.args[0].name),
    ex.UnitVector: _unit_vector,
    ex.Ones: _ones,
    ex.ZeroVector: _zero_vector,
    ex.Component: _component,
    ex.Entry: _entry,
    ex.Diagonal: _diagonal,
    ex.Hadamard: _hadamard,
    ex.SumNorm: _sum_norm,
    ex.MaximumNorm: _maximum_norm,
    ex.Transpose: _applied("tr"),
    ex.Sqrt: _applied("sqrt"),
    ex.Exp: _applied("exp"),
    FunctionValue: lambda node, scope: node.function.meaning(translated(node.args[0], scope)),
    ex.Indicator: lambda node, scope: indicator(node.op, *(translated(side, scope) for side in node.args)),
    ex.Maximum: _applied("max"),
    ex.Minimum: _applied("min"),
    ex.Inner: _applied("inner"),
    ex.Norm: _norm,
    ex.SmallestSingularValue: _applied("smin"),
    ex.LargestSingularValue: _applied("opnorm"),
    ex.SmallestEigenvalue: _applied("lmin"),
    ex.LargestEigenvalue: _applied("lmax"),
    ex.SingularValue: _numbered(singular_value),
    ex.Eigenvalue: _numbered(eigenvalue),
    ex.Infimum: _over_interval("inf"),
    ex.Supremum: _supremum,
    ex.SphereMinimum: _sphere_minimum,
    ex.SphereMaximum: _sphere_maximum,
    ex.TimeIntegral: _over_interval("int"),
    ex.Ranged: _over_range,
    ex.Mean: _expectation,
    ex.ConditionalExpectation: _conditional_expectation,
    ex.NablaAt: _nabla,
    ex.TimeDerivative: _time_derivative,
    ex.PathValue: _path("path"),
    ex.SuppressedValue: _path("path"),
    ex.PathDerivative: _path("dpath"),
    ex.Value: _value,
    ex.JacobianValue: _jacobian,
    ex.DefinedJacobian: _hessian,
    ex.HessianValue: _hessian,
    ex.GradientValue: _gradient,
    ex.Defined: _defined,
    ex.DefinedDerivative: _defined_derivative,
    **dict.fromkeys((ex.Infinity, ex.Limit), _unending),
    **dict.fromkeys((ex.NamedFirst, ex.NamedLast), _inside),
}
