"""From expressions to the kernel's terms and clauses. Definitions are unfolded; nothing else is changed.

A bound variable becomes a variable of the kernel with a name that nothing free has, and nothing that is bound around
it: the author's where that clashes with nothing, else with primes. So nothing is captured, whatever is put where.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sympy import Rational

from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.normal import normal_forms
from proofcheck.kernel.terms import NATURAL as NATURAL_SORT
from proofcheck.kernel.terms import (
    ONE,
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
from proofcheck.kernel.terms import SCALAR as SCALAR_SORT
from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import FunctionValue

OUTCOMES = "Omega"
"""The dimension that is the number of outcomes, where the space of them is finite."""

DimensionRelation = tuple[str, str, str]

_VARIABLES = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)

KEPT = 10_000
"""Of how many assertions the translation is kept: those that are supposed are translated with each claim."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the symbols that are bound here stand for, and the names that nothing bound further in may take."""

    values: Mapping[Any, Term]
    taken: frozenset[str]

    def value(self, symbol: Any) -> Term:
        return self.values.get(symbol) or _free(symbol)

    def bind(self, symbol: Any) -> tuple[Term, "_Scope"]:
        """A variable for a bound symbol, and the scope in which it is bound."""
        name = symbol.name
        while name in self.taken:
            name += "'"
        variable = Term("var", name, _sort_of(symbol))
        return variable, _Scope({**self.values, symbol: variable}, self.taken | {name})

    def only(self, values: Mapping[Any, Term]) -> "_Scope":
        """The scope of a definition: its parameters, and nothing that is bound where it is used."""
        return _Scope(values, self.taken)


def _outermost(node: Any, apart: Collection[str] = ()) -> _Scope:
    names = {symbol.name for symbol in ex.free_symbols(node) if isinstance(symbol, _VARIABLES)}
    return _Scope({}, frozenset(names).union(apart))


def term(node: Any) -> Term:
    """Translate an expression whose shapes match.

    >>> from proofcheck.lang.symbols import norm, vector
    >>> term(norm(vector("v", 2)))
    Term('norm', Term('var', 'v', ('V', 2)))

    Raises:
        LanguageError: it uses a definition, or a derivative, that cannot be said where it stands.
    """
    return _term(node, _outermost(node))


def _term(node: Any, scope: _Scope) -> Term:
    for cls in type(node).__mro__:
        rule = _RULES.get(cls)
        if rule is not None:
            translated: Term = rule(node, scope)
            return translated
    raise ex.LanguageError(f"{node!r} cannot be translated: it is not an expression of proofcheck.lang.")


def clauses(assertion: Any, apart: Collection[str] = ()) -> tuple[Clause, ...]:
    """Translate an assertion; what it binds outermost takes no name that is ``apart``.

    >>> from proofcheck.lang.symbols import scalar
    >>> clauses(scalar("beta") > 0)[0].relation
    ('<', Term('num', Fraction(0, 1)), Term('var', 'beta', ('S',)))

    Raises:
        LanguageError: it uses a definition, or a derivative, that cannot be said where it stands.
    """
    if not apart:
        try:
            return _clauses_alone(assertion)
        except RecursionError:  # a long sum has a deep hash
            pass
    return _clauses(assertion, _outermost(assertion, apart))


@lru_cache(maxsize=KEPT)
def _clauses_alone(assertion: Any) -> tuple[Clause, ...]:
    return _clauses(assertion, _outermost(assertion))


def _clauses(assertion: Any, scope: _Scope) -> tuple[Clause, ...]:
    if isinstance(assertion, ex.Relation):
        return (_relation(assertion, scope),)
    if isinstance(assertion, ex.NonZero):
        return (fact("<", ZERO, Term("pow", _term(assertion.args[0], scope), 2)),)
    if isinstance(assertion, ex.Within):
        variable, low, high = (_term(a, scope) for a in assertion.args)
        return fact("<=", low, variable), fact("<=", variable, high)
    if isinstance(assertion, ex.ForAll):
        return _quantified(assertion, scope)
    if isinstance(assertion, ex.Conditional):
        conditions = _clauses(assertion.args[0], scope)
        return tuple(
            Clause(body.variables, (*conditions, *body.conditions), body.relation)
            for body in _clauses(assertion.args[1], scope)
        )
    raise ex.LanguageError(f"{assertion!r} cannot be translated: it is not an assertion of proofcheck.lang.")


def dimension_relations(assertion: Any) -> tuple[DimensionRelation, ...]:
    """Return the relations between dimensions that an assertion comes to, whatever else holds: ``("<", "n", "p")``.

    They are among its clauses too; this is where sizes are chosen from.
    """
    while isinstance(assertion, ex.ForAll) and not any(isinstance(span, ex.Assertion) for span in assertion.ranges):
        assertion = assertion.body
    if not isinstance(assertion, ex.Relation) or not assertion.of_dimensions:
        return ()
    left, right = (str(_dimension(side)) for side in (assertion.left, assertion.right))
    if assertion.op in {">", ">="}:
        left, right = right, left
    return ((assertion.op.replace(">", "<"), left, right),)


def assumptions(variable: Any) -> tuple[Clause, ...]:
    """Return what the declaration of a variable says about it."""
    return _assumptions(variable, _free(variable))


def _assumptions(symbol: Any, variable: Term) -> tuple[Clause, ...]:
    if symbol == ex.OUTCOME:
        return fact("<=", ONE, variable), fact("<=", variable, Term("dim", OUTCOMES))
    if not isinstance(symbol, ex.ScalarSymbol) or symbol.is_integer:
        return ()
    if symbol.is_positive:
        return (fact("<", ZERO, variable),)
    return (fact("<=", ZERO, variable),) if symbol.is_nonnegative else ()


def definitions(node: Any) -> Iterator[ex.Definition]:
    """Yield the definitions that an expression or assertion uses, directly or through others, each once."""
    try:
        yield from _definitions(node)
    except RecursionError:  # a long sum has a deep hash
        yield from _definitions.__wrapped__(node)


@lru_cache(maxsize=KEPT)
def _definitions(node: Any) -> tuple[ex.Definition, ...]:
    found: set[ex.Definition] = set()
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, ex.Scoped) and id(current) not in seen:
            seen.add(id(current))
            waiting += current.parts()
            if isinstance(current, ex.Definition):
                found.add(current)
    return tuple(
        sorted(found, key=lambda definition: (definition.name, len(definition.parameters), str(definition.value)))
    )


def symbols(node: Any) -> set[Any]:
    """Return the scalar variables that occur free, through definitions too."""
    return {symbol for symbol in ex.free_symbols(node) if isinstance(symbol, ex.ScalarSymbol)}


def _relation(relation: ex.Relation, scope: _Scope) -> Clause:
    left, right = _zeros_like(_term(relation.left, scope), _term(relation.right, scope))
    if relation.op in {">", ">="}:
        left, right = right, left
    if left.sort[0] == "O" and relation.op != "=":
        return fact(relation.op.replace(">", "<"), ZERO, _least_of_difference(left, right))
    return fact(relation.op.replace(">", "<"), left, right)


def _least_of_difference(left: Term, right: Term) -> Term:
    """The least eigenvalue of ``right - left``, which says whether left is below right in the Loewner order."""
    if left[:2] == ("mul", ZERO):
        return Term("lmin", right)
    return Term("lmin", neg(left) if right[:2] == ("mul", ZERO) else Term("add", right, neg(left)))


def _zeros_like(left: Term, right: Term) -> tuple[Term, Term]:
    """A plain 0 beside a vector or an operator is the zero vector or operator."""
    if right == ZERO and left.sort[0] in {"V", "O"}:
        return left, Term("mul", ZERO, left)
    if left == ZERO and right.sort[0] in {"V", "O"}:
        return Term("mul", ZERO, right), right
    return left, right


def _quantified(assertion: ex.ForAll, scope: _Scope) -> tuple[Clause, ...]:
    """A variable that says nothing, since it neither has a range nor occurs, is left out."""
    spoken_of = ex.free_symbols(assertion.body).union(
        *(ex.free_symbols(span) for span in assertion.ranges if isinstance(span, ex.Assertion)),
        (v for v in assertion.variables if assumptions(v)),
    )
    variables, inner = [], scope
    for symbol in dict.fromkeys(assertion.variables):
        if symbol in spoken_of:
            variable, inner = inner.bind(symbol)
            variables.append(variable)
    conditions: list[Clause] = []
    for span in assertion.ranges:
        symbol = ex.range_variable(span)
        conditions.extend(_assumptions(symbol, inner.value(symbol)))
        if isinstance(span, ex.Assertion):
            conditions.extend(_clauses(span, inner))
    return tuple(
        Clause((*variables, *body.variables), (*dict.fromkeys(conditions), *body.conditions), body.relation)
        for body in _clauses(assertion.body, inner)
    )


# ---------------------------------------------------------------- symbols


def _free(symbol: Any) -> Term:
    return Term("var", symbol.name, _sort_of(symbol))


def _sort_of(symbol: Any) -> Sort:
    if isinstance(symbol, ex.ScalarSymbol):
        return NATURAL_SORT if symbol.is_integer else SCALAR_SORT
    if isinstance(symbol, ex.VectorSymbol):
        return vector_sort(_dimension(symbol.dimension))
    return operator_sort(_dimension(symbol.n), _dimension(symbol.p))


def _path_sort(symbol: ex.PathSymbol) -> Sort:
    dimensions = tuple(_dimension(d) for d in symbol.dimensions)
    if symbol.value_kind == ex.SCALAR:
        return SCALAR_SORT
    return vector_sort(*dimensions) if symbol.value_kind == ex.VECTOR else operator_sort(*dimensions)


def _dimension(dimension: Any) -> int | str:
    return dimension.name if isinstance(dimension, ex.Dimension) else int(dimension)


# ---------------------------------------------------------------- operations


def _sum(node: Any, scope: _Scope) -> Term:
    later = []
    while isinstance(node, ex.Sum):
        node, last = node.args
        later.append(last)
    return _chained("add", node, later, scope)


def _product(node: Any, scope: _Scope) -> Term:
    later = []
    while isinstance(node, ex.Product):
        first, last = node.args if ex.kind_of(node.args[0]) == ex.SCALAR else reversed(node.args)
        later.append(last)
        node = first
    return _chained("mul", node, later, scope)


def _chained(head: str, node: Any, later: list[Any], scope: _Scope) -> Term:
    """A sum or product of many, of which ``later`` holds all but the first, the last in front."""
    first = _term(node, scope)
    parts = [*first] if first[0] == head else [head, first]
    while later:
        parts.append(_term(later.pop(), scope))
    return Term(*parts)


def _composition(node: Any, scope: _Scope) -> Term:
    first, second = node.args
    if ex.kind_of(first) == ex.VECTOR:
        return _times_row(_term(first, scope), second, scope)
    if ex.kind_of(first) != ex.ROW:
        return Term("dot", _term(first, scope), _term(second, scope))
    if ex.kind_of(second) == ex.VECTOR:
        return _row_times(first, _term(second, scope), scope)
    raise ex.LanguageError(f"{node} is a row by itself: apply it to a vector.")


def _times_row(vector: Term, row: Any, scope: _Scope) -> Term:
    """A vector times a row: u v^T A is (u v^T) A."""
    if isinstance(row, ex.Composition):
        return Term("dot", _times_row(vector, row.args[0], scope), _term(row.args[1], scope))
    if isinstance(row, ex.Transpose):
        return Term("outer", vector, _term(row.args[0], scope))
    raise ex.LanguageError(f"{row} is not a transposed vector times operators: write it out.")


def _row_times(row: Any, right: Term, scope: _Scope) -> Term:
    """A row times a vector, read from the right: v^T A x is <v, A x>."""
    if isinstance(row, ex.Composition):
        return _row_times(row.args[0], Term("dot", _term(row.args[1], scope), right), scope)
    if isinstance(row, ex.Transpose):
        return Term("inner", _term(row.args[0], scope), right)
    raise ex.LanguageError(f"{row} is not a transposed vector times operators: write it out.")


def _power(node: Any, scope: _Scope) -> Term:
    base, exponent = node.args
    if isinstance(exponent, Rational) and exponent.is_Integer:
        return _integer_power(node, Term("pow", _term(base, scope), int(exponent)))
    power = _term(exponent, scope)
    if is_natural(power):
        return Term("powi", _term(base, scope), power)
    return Term("exp", Term("mul", power, Term("log", _term(base, scope))))


def _integer_power(node: Any, power: Term) -> Term:
    if all(part[0] in {"num", "div", "pow"} for part in subterms(power)):
        try:
            normal_forms([power])
        except KernelError as error:
            raise ex.LanguageError(f"{node} is too large: {error}.") from error
    return power


def _operator_power(node: Any, scope: _Scope) -> Term:
    operator, exponent = _term(node.args[0], scope), int(node.args[1])
    factor = Term("inv", operator) if exponent < 0 else operator
    power = factor if exponent else Term("id", operator.sort[1])
    for _ in range(abs(exponent) - 1):
        power = Term("dot", factor, power)
    return power


def _trace(node: Any, scope: _Scope) -> Term:
    operator = _term(node.args[0], scope)
    return Term("inner", Term("id", operator.sort[1]), operator)


def _norm(node: Any, scope: _Scope) -> Term:
    return Term("norm" if ex.kind_of(node.args[0]) == ex.VECTOR else "opnorm", _term(node.args[0], scope))


def _path(head: str) -> Callable[[Any, _Scope], Term]:
    def translate(node: Any, scope: _Scope) -> Term:
        symbol, time = node.args
        return Term(head, symbol.name, _path_sort(symbol), _term(time, scope))

    return translate


def _value(node: Any, scope: _Scope) -> Term:
    symbol, argument = node.args
    target = SCALAR_SORT if symbol.n is None else vector_sort(_dimension(symbol.n))
    return Term("fn", symbol.name, vector_sort(_dimension(symbol.p)), target, _term(argument, scope))


def _jacobian(node: Any, scope: _Scope) -> Term:
    symbol, argument = node.args
    return Term("jac", symbol.name, _dimension(symbol.p), _dimension(symbol.n), _term(argument, scope))


def _applied(head: str) -> Callable[[Any, _Scope], Term]:
    def translate(node: Any, scope: _Scope) -> Term:
        parts: list[Any] = [head]
        for argument in node.args:  # no comprehension: that would be a frame more for each level
            parts.append(_term(argument, scope))
        return Term(*parts)

    return translate


def _inside(node: Any, scope: _Scope) -> Term:
    return _term(node.args[0], scope)


# ---------------------------------------------------------------- binders


def _over_interval(head: str) -> Callable[[Any, _Scope], Term]:
    def translate(node: Any, scope: _Scope) -> Term:
        symbol, low, high, body = node.args
        variable, inner = scope.bind(symbol)
        return Term(head, variable, _term(low, scope), _term(high, scope), _term(body, inner))

    return translate


def _summation(node: Any, scope: _Scope) -> Term:
    symbol, low, high, body = node.args
    start = _term(low, scope)
    if not is_natural(start):
        raise ex.LanguageError(f"{node} cannot be said: it starts at {low}, which is not a natural number by its form.")
    variable, inner = scope.bind(symbol)
    return Term("sum", variable, start, _term(high, scope), _term(body, inner))


def _expectation(node: Any, scope: _Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return Term("expect", variable, _term(node.body, inner), OUTCOMES)


def _sphere_minimum(node: Any, scope: _Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return Term("minS", variable, _term(node.body, inner))


def _sphere_maximum(node: Any, scope: _Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return neg(Term("minS", variable, neg(_term(node.body, inner))))


def _supremum(node: Any, scope: _Scope) -> Term:
    """The supremum is minus the infimum of minus what varies."""
    symbol, low, high, body = node.args
    variable, inner = scope.bind(symbol)
    return neg(Term("inf", variable, _term(low, scope), _term(high, scope), neg(_term(body, inner))))


def _nabla(node: Any, scope: _Scope) -> Term:
    variable, inner = scope.bind(node.variable)
    return Term("grad", variable, _term(node.body, inner), _term(node.at, scope))


def _gradient(node: Any, scope: _Scope) -> Term:
    function, argument = node.args
    at = _term(argument, scope)
    if isinstance(function, ex.MapSymbol):
        return Term("gradfn", function.name, _dimension(function.p), at)
    _refuse_ambiguous(function, scope)
    variable, inner = scope.only({}).bind(function.parameters[0])
    return Term("grad", variable, _term(function.value, inner), at)


def _defined(node: Any, scope: _Scope) -> Term:
    definition, *arguments = node.args
    _refuse_ambiguous(definition, scope)
    values = {p: _term(a, scope) for p, a in zip(definition.parameters, arguments, strict=True)}
    return _term(definition.value, scope.only(values))


def _refuse_ambiguous(definition: ex.Definition, scope: _Scope) -> None:
    """Refuse two parameters of one name.

    Nor can it be told whether a definition speaks of what is bound here, or of the symbol of that name outside.
    """
    names = [parameter.name for parameter in definition.parameters]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ex.LanguageError(f"{definition.name} has two parameters called {twice[0]}: give each a name of its own.")
    captured = sorted(symbol.name for symbol in ex.free_symbols(definition) if symbol in scope.values)
    if captured:
        name, variable = definition.name, captured[0]
        raise ex.LanguageError(
            f"{name} depends on {variable}, and is used where {variable} is bound: define it as a function of "
            f"{variable}, as in define_function({name!r}, [{variable}], ...), and write {name}({variable})."
        )


def _time_derivative(node: Any, scope: _Scope) -> Term:
    time, body = node.args
    return _derivative_at(node, time, body, scope)


def _defined_derivative(node: Any, scope: _Scope) -> Term:
    definition, time = node.args
    _refuse_ambiguous(definition, scope)
    (parameter,) = definition.parameters
    return _derivative_at(node, parameter, definition.value, scope.only({parameter: _term(time, scope)}))


def _derivative_at(node: Any, time: Any, body: Any, scope: _Scope) -> Term:
    """The derivative of ``body`` in ``time``, at what that stands for; ``body`` may speak of it for other reasons too.

    The kernel's derivative is taken at a variable. Where that would not do, it is carried out here.
    """
    at = scope.value(time)
    others = (symbol for symbol in ex.free_symbols(body) - {time} if isinstance(symbol, _VARIABLES))
    if at[0] == "var" and at[2] == SCALAR_SORT and not any(at in scope.value(s).free for s in others):
        return Term("d", at, _term(body, scope))
    variable, inner = scope.bind(time)
    try:
        return substitute(derivative(_term(body, inner), variable), {variable: at})
    except KernelError as error:
        raise ex.LanguageError(
            f"{node} cannot be said ({error}): write the derivative at a time variable that occurs nowhere else in "
            "what is differentiated, or write it out."
        ) from error


_RULES: dict[type, Callable[[Any, _Scope], Term]] = {
    Rational: lambda node, _: num(Fraction(int(node.p), int(node.q))),
    ex.Dimension: lambda node, _: Term("dim", node.name),
    ex.ScalarSymbol: lambda node, scope: scope.value(node),
    ex.VectorSymbol: lambda node, scope: scope.value(node),
    ex.OperatorSymbol: lambda node, scope: scope.value(node),
    ex.Identity: lambda node, _: Term("id", _dimension(node.args[0])),
    ex.Sum: _sum,
    ex.Negative: lambda node, scope: neg(_term(node.args[0], scope)),
    ex.Product: _product,
    ex.Composition: _composition,
    ex.Quotient: _applied("div"),
    ex.Frac: _applied("div"),
    ex.Power: _power,
    ex.OperatorPower: _operator_power,
    ex.Trace: _trace,
    ex.FrobeniusNorm: _applied("norm"),
    ex.Transpose: _applied("tr"),
    ex.Sqrt: _applied("sqrt"),
    ex.Exp: _applied("exp"),
    FunctionValue: lambda node, scope: node.function.meaning(_term(node.args[0], scope)),
    ex.Maximum: _applied("max"),
    ex.Minimum: _applied("min"),
    ex.Inner: _applied("inner"),
    ex.Norm: _norm,
    ex.SmallestSingularValue: _applied("smin"),
    ex.LargestSingularValue: _applied("opnorm"),
    ex.SmallestEigenvalue: _applied("lmin"),
    ex.LargestEigenvalue: _applied("lmax"),
    ex.Infimum: _over_interval("inf"),
    ex.Supremum: _supremum,
    ex.SphereMinimum: _sphere_minimum,
    ex.SphereMaximum: _sphere_maximum,
    ex.TimeIntegral: _over_interval("int"),
    ex.Summation: _summation,
    ex.Expectation: _expectation,
    ex.NablaAt: _nabla,
    ex.TimeDerivative: _time_derivative,
    ex.PathValue: _path("path"),
    ex.SuppressedValue: _path("path"),
    ex.PathDerivative: _path("dpath"),
    ex.Value: _value,
    ex.JacobianValue: _jacobian,
    ex.GradientValue: _gradient,
    ex.Defined: _defined,
    ex.DefinedDerivative: _defined_derivative,
    ex.NamedFirst: _inside,
    ex.NamedLast: _inside,
}
