"""From assertions to the kernel's clauses, and what an assertion speaks of."""

from collections.abc import Collection, Iterator
from typing import Any

from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, neg
from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import kept
from proofcheck.lang.endless import without_end
from proofcheck.lang.scopes import Scope, dimension_of, free_variable, outermost
from proofcheck.lang.terms import membership, translated

DimensionRelation = tuple[str, str, str]

IMPOSSIBLE: Relation = ("<", ZERO, ZERO)
"""What a clause says of which the conditions cannot all hold."""


def clauses(assertion: Any, apart: Collection[str] = ()) -> tuple[Clause, ...]:
    """Translate an assertion; what it binds outermost takes no name that is ``apart``.

    >>> from proofcheck.lang import scalar
    >>> clauses(scalar("beta") > 0)[0].relation
    ('<', Term('num', Fraction(0, 1)), Term('var', 'beta', ('S',)))

    Raises:
        LanguageError: it uses a definition, or a derivative, that cannot be said where it stands.
    """
    if not apart:
        return _clauses_alone(assertion)
    return _clauses(assertion, outermost(assertion, apart))


@kept
def _clauses_alone(assertion: Any) -> tuple[Clause, ...]:
    return _clauses(assertion, outermost(assertion))


def _clauses(assertion: Any, scope: Scope) -> tuple[Clause, ...]:
    if isinstance(assertion, ex.Relation):
        finite = without_end(assertion)
        return (_relation(assertion, scope),) if finite is None else _clauses(finite.says, scope)
    if isinstance(assertion, ex.NonZero):
        return (fact("<", ZERO, Term("pow", translated(assertion.args[0], scope), 2)),)
    if isinstance(assertion, ex.Within):
        variable, low, high = (translated(a, scope) for a in assertion.args)
        return fact("<=", low, variable), fact("<=", variable, high)
    if isinstance(assertion, ex.Member):
        return (fact("<=", membership(assertion.args[0], assertion.args[1], scope), ZERO),)
    if isinstance(assertion, ex.Both):
        return tuple(clause for part in assertion.args for clause in _clauses(part, scope))
    if isinstance(assertion, ex.ForAll):
        return _quantified(assertion, scope)
    if isinstance(assertion, ex.Exists):
        return (_denied_of_none(assertion, scope),)
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
    left, right = (str(dimension_of(side)) for side in (assertion.left, assertion.right))
    if assertion.op in {">", ">="}:
        left, right = right, left
    return ((assertion.op.replace(">", "<"), left, right),)


def assumptions(variable: Any) -> tuple[Clause, ...]:
    """Return what the declaration of a variable says about it."""
    return _assumptions(variable, free_variable(variable))


def _assumptions(symbol: Any, variable: Term) -> tuple[Clause, ...]:
    if ex.draw_of(symbol) is not None:
        return fact("<=", ONE, variable), fact("<=", variable, Term("dim", ex.outcomes(symbol)))
    if not isinstance(symbol, ex.ScalarSymbol) or symbol.is_integer:
        return ()
    if symbol.is_positive:
        return (fact("<", ZERO, variable),)
    return (fact("<=", ZERO, variable),) if symbol.is_nonnegative else ()


def definitions(node: Any) -> Iterator[ex.Definition]:
    """Yield the definitions that an expression or assertion uses, directly or through others, each once."""
    yield from _definitions(node)


@kept
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


def _relation(relation: ex.Relation, scope: Scope) -> Clause:
    left, right = _zeros_like(translated(relation.left, scope), translated(relation.right, scope))
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


def _denied_of_none(assertion: ex.Exists, scope: Scope) -> Clause:
    """That something holds for some values: that it is not denied of all of them. Each variable has a value."""
    variables, inner = [], scope
    for symbol in dict.fromkeys(assertion.variables):
        variable, inner = inner.bind(symbol)
        variables.append(variable)
    conditions = [*_range_conditions(assertion, inner), *_clauses(assertion.body, inner)]
    of_all = Clause(tuple(variables), tuple(dict.fromkeys(conditions)), IMPOSSIBLE)
    return Clause((), (of_all,), IMPOSSIBLE)


def _range_conditions(assertion: ex.Quantified, scope: Scope) -> list[Clause]:
    """What the ranges of a quantifier say of its variables, and their declarations."""
    conditions: list[Clause] = []
    for span in assertion.ranges:
        symbol = ex.range_variable(span)
        conditions.extend(_assumptions(symbol, scope.value(symbol)))
        if isinstance(span, ex.Assertion):
            conditions.extend(_clauses(span, scope))
    return conditions


def _quantified(assertion: ex.ForAll, scope: Scope) -> tuple[Clause, ...]:
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
    conditions = _range_conditions(assertion, inner)
    return tuple(
        Clause((*variables, *body.variables), (*dict.fromkeys(conditions), *body.conditions), body.relation)
        for body in _clauses(assertion.body, inner)
    )
