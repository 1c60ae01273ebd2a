"""Clauses about all values of what they bind, and how each was proved."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import product
from math import ceil, floor

from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import FUNCTIONS, NATURAL, SCALAR, Sort, Term, num
from proofcheck.kernel.terms import ONE as ONE_TERM
from proofcheck.models.binders import pieces, range_of
from proofcheck.models.chords import by_chords
from proofcheck.models.combined import is_combination
from proofcheck.models.existence import is_denial, prove_denied, with_values
from proofcheck.models.induction import with_bounds
from proofcheck.models.instance import clause_terms
from proofcheck.models.interval import Interval, Undefined, equal, less
from proofcheck.models.late import never_so_late
from proofcheck.models.moments import by_hoeffding
from proofcheck.models.multiplied import holds_multiplied, positive_under
from proofcheck.models.pieces import in_cell
from proofcheck.models.relations import holds, prove_relation
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Form,
    NotClosed,
    NotConfirmed,
    Scalar,
    only_name,
)
from proofcheck.models.scope import Array, Scope, scalar
from proofcheck.models.signs import is_ordered
from proofcheck.models.trapped import stays_on_its_side
from proofcheck.models.valuation import Valuation

MOST_INDICES = 100
"""Of a bounded natural number: so many are looked at one after the other."""


MOST_MEMBERS = 8
"""Of what a condition says of all natural numbers: that of so many is used."""


def prove_general(clause: Clause, scope: Scope, valuation: Valuation) -> str:
    """For all values of the bound variables, the conclusion holds or a condition is certainly false."""
    if is_denial(clause):
        with suppress(NotConfirmed, Undefined):
            return prove_denied(clause, scope, valuation)
        with suppress(NotConfirmed, Undefined):
            return never_so_late(clause, scope, valuation, prove_general)
    for named, needed in with_values(clause, valuation):
        with suppress(NotConfirmed, Undefined):
            for each in needed:
                prove_general(each, scope, valuation)
            return f"a value was found for {named}"
    unit = _unit_on_a_line(clause, valuation)
    if unit is not None:
        vector, chosen = unit
        for sign in (ONE, -ONE):
            prove_general(chosen, scope.bind(vector, Array((1,), (sign,))), valuation)
        return f"for {vector[1]} = 1 and {vector[1]} = -1"
    argument = _argument_of_pieces(clause, valuation)
    if argument is not None:
        return by_chords(clause, scope, valuation) or _prove_in_pieces(argument, clause, scope, valuation)
    try:
        return _prove_at_once(clause, scope, valuation)
    except (NotConfirmed, Undefined):
        few = _few_indices(clause, scope, valuation)
        listed = _listed_index(clause, valuation) if few is None else None
        if few is None and listed is None:
            raise
    if listed is not None:
        return _prove_after_the_first(*listed, clause, scope, valuation)
    assert few is not None
    index, first, last = few
    _prove_one_by_one(index, first, last, clause, scope, valuation)
    return f"for {index[1]} = {first}, ..., {last}, one after the other"


def _prove_one_by_one(index: Term, first: int, last: int, clause: Clause, scope: Scope, valuation: Valuation) -> None:
    rest = _without(index, clause)
    for k in range(first, last + 1):
        prove_general(rest, scope.bind(index, scalar(Interval.of(k))), valuation)


def _listed_index(clause: Clause, valuation: Valuation) -> tuple[Term, int] | None:
    """A bound index of which the clause does not say that it is a late one, and the first at which no member that the
    instance lists is near.
    """
    if not valuation.instance.firsts:
        return None
    late = valuation.instance.listed + 1
    indices = (v for v in clause.variables if v[2] == NATURAL and fact("<=", num(late), v) not in clause.conditions)
    return next(((index, late) for index in indices), None)


def _prove_after_the_first(index: Term, late: int, clause: Clause, scope: Scope, valuation: Valuation) -> str:
    """At the members that the instance lists one after the other, and at all others at once."""
    _prove_one_by_one(index, 0, late - 1, clause, scope, valuation)
    later = Clause(clause.variables, (fact("<=", num(late), index), *clause.conditions), clause.relation)
    return f"for {index[1]} = 0, ..., {late - 1}, one after the other; {prove_general(later, scope, valuation)}"


def _without(variable: Term, clause: Clause) -> Clause:
    return Clause(tuple(v for v in clause.variables if v != variable), clause.conditions, clause.relation)


def _argument_of_pieces(clause: Clause, valuation: Valuation) -> Term | None:
    """A bound number, or vector of R^1, at which a clause looks at a function that the instance gives in pieces."""
    if not (valuation.instance.pieces and clause.variables):
        return None
    arguments = {t[-1] for t in clause_terms(clause) if t[0] in FUNCTIONS and t[1] in valuation.instance.pieces}
    real = (v for v in clause.variables if v[2] != NATURAL and valuation.instance.shape(v[2]) in ((), (1,)))
    return next((v for v in real if v in arguments), None)


def _prove_in_pieces(argument: Term, clause: Clause, scope: Scope, valuation: Valuation) -> str:
    """The clause with one of its variables on one piece after the other."""
    shape, how = valuation.instance.shape(argument[2]), ""
    for cell in valuation.cells():
        indeterminate = valuation.indeterminates(SCALAR).scalar
        value, bounds = in_cell(indeterminate, cell)
        inner = scope.bind(argument, Array(shape, (value,))).within(only_name(indeterminate), *bounds)
        how = prove_general(_without(argument, clause), inner, valuation)
    return how


def _few_indices(clause: Clause, scope: Scope, valuation: Valuation) -> tuple[Term, int, int] | None:
    """A bound natural number that the conditions leave few values, and the first and the last of them."""
    inner = scope
    for variable in clause.variables:
        inner = inner.bind(variable, valuation.indeterminates(variable[2]))
    for variable in clause.variables:
        if variable[2] == NATURAL:
            low, high, _ = range_of(valuation, variable, clause, inner)
            first = 0 if low is None else ceil(low.lo)
            if high is not None and high.hi < first + MOST_INDICES:
                return variable, first, floor(high.hi)
    return None


def _prove_at_once(clause: Clause, scope: Scope, valuation: Valuation) -> str:
    inner, others = scope, list(clause.conditions)
    how = [str(variable[1]) for variable in clause.variables]
    for variable in clause.variables:  # all of them first: a bound of one may speak of another
        inner = inner.bind(variable, valuation.indeterminates(variable[2]))
    ranged: list[tuple[Term, Interval, Interval]] = []
    for variable in clause.variables:
        value = inner.values[variable]
        if value.shape == () and isinstance(value.scalar, Form):
            low, high, rest = range_of(valuation, variable, clause, inner)
            if low is not None and high is not None and less(high, low):
                return "nothing to prove: the range is empty"
            if low is not None and low == high and low.exact and _is_left_out(low, variable, clause, inner, valuation):
                return "nothing to prove: the range is empty"
            others = [condition for condition in others if condition in rest]
            (name,) = value.scalar.names
            if low is not None:
                inner = inner.within(name, low, high)
                ranged += [(variable, low, high)] if high is not None else []
    sequences = bound_sequences(clause, valuation)
    inner = with_states(sequences, inner, valuation)
    if any(_is_false(condition, inner, valuation) for condition in others):
        return "nothing to prove: a condition is false"
    given = next((text for c in clause.conditions if (text := _given_by(c, clause.relation, inner, valuation))), "")
    if given:
        return f"for all {', '.join(how)}: {given}" if how else given
    try:
        text = prove_relation(clause.relation, inner, valuation)
    except (NotConfirmed, Undefined) as error:
        if is_combination(others, clause.relation, inner, valuation):
            return f"for all {', '.join(how)}: by the conditions together"
        if by_hoeffding(clause.relation, inner, valuation):
            return f"for all {', '.join(how)}: by Hoeffding's lemma"
        if kept := stays_on_its_side(clause, inner, valuation):
            return f"for all {', '.join(how)}: {kept}"
        if sequences and _holds_of_all_members(clause.relation, sequences, inner, valuation):
            return f"for all {', '.join(how)}: by bounds of all members, by induction"
        if not isinstance(error, NotClosed | Undefined):
            raise
        if holds_multiplied(clause.relation, inner, positive_under(clause, inner, valuation), valuation):
            return f"for all {', '.join(how)}: after multiplying by the denominators"
        if how and is_ordered(clause.relation, inner, valuation):
            return f"for all {', '.join(how)}: zero on the left, by its form no negative number on the right"
        if len(ranged) != 1 or len(clause.variables) != 1:
            raise
        _prove_by_pieces(clause.relation, *ranged[0], scope, valuation)
        return f"for all {how[0]}: by interval arithmetic on pieces"
    return f"for all {', '.join(how)}: {text}" if how else text


def _holds_of_all_members(
    relation: Relation, sequences: dict[str, tuple[Sort, Term]], scope: Scope, valuation: Valuation
) -> bool:
    """The relation holds of all numbers that are between bounds of all members."""
    try:
        prove_relation(relation, with_bounds(sequences, scope, valuation), valuation)
    except (NotConfirmed, Undefined):
        return False
    return True


def _is_left_out(point: Interval, variable: Term, clause: Clause, scope: Scope, valuation: Valuation) -> bool:
    """Whether a condition says that a variable is smaller, or larger, than a number."""
    for condition in clause.conditions:
        op, left, right = condition.relation
        if op == "<" and variable in (left, right) and not (condition.variables or condition.conditions):
            bound = valuation.value(right if left == variable else left, scope).scalar
            if isinstance(bound, Interval) and equal(bound, point):
                return True
    return False


def _unit_on_a_line(clause: Clause, valuation: Valuation) -> tuple[Term, Clause] | None:
    """A bound unit vector of R^1, which is 1 or -1, and what is left of the clause once it is chosen."""
    for variable in clause.variables:
        if valuation.instance.shape(variable[2]) != (1,):
            continue
        length = Term("norm", variable)
        unit = [fact("=", length, ONE_TERM), fact("=", ONE_TERM, length)]
        if any(c in unit for c in clause.conditions):
            variables = tuple(v for v in clause.variables if v != variable)
            conditions = tuple(c for c in clause.conditions if c not in unit)
            return variable, Clause(variables, conditions, clause.relation)
    return None


def bound_sequences(clause: Clause, valuation: Valuation) -> dict[str, tuple[Sort, Term]]:
    """The sequences that a clause speaks of at a bound index: name, sort and index."""
    indices = {variable for variable in clause.variables if variable[2] == NATURAL}
    return {
        term[1]: (term[2], term[3])
        for term in clause_terms(clause)
        if term[0] == "path" and term[1] in valuation.recurrences and term[3] in indices
    }


def with_states(sequences: dict[str, tuple[Sort, Term]], scope: Scope, valuation: Valuation) -> Scope:
    """What holds for every vector holds for the members of a sequence."""
    states = dict(scope.states)
    for name, (sort, index) in sequences.items():
        here = scope.values[index].scalar
        if isinstance(here, Form):
            states[name] = (here, valuation.indeterminates(sort))
    return replace(scope, states=states)


def _is_false(condition: Clause, scope: Scope, valuation: Valuation) -> bool:
    """The condition, which binds nothing, holds for no values of the indeterminates."""
    if condition.variables or condition.conditions:
        return False
    op, left, right = condition.relation
    try:
        pairs = zip(valuation.value(left, scope).entries, valuation.value(right, scope).entries, strict=True)
        return any(_differ(op, x, y, scope) for x, y in pairs)
    except (NotConfirmed, Undefined):
        return False


def _differ(op: str, x: Scalar, y: Scalar, scope: Scope) -> bool:
    """``x op y`` holds for no values of the indeterminates."""
    if op == "<":
        return holds("<=", y, x, scope)
    return holds("<", y, x, scope) or (op == "=" and holds("<", x, y, scope))


def _given_by(condition: Clause, relation: Relation, scope: Scope, valuation: Valuation) -> str:
    """How the condition, which is assumed, gives the relation; empty if it was not seen to."""
    for where, inner in _ends(condition, scope, valuation):
        in_range = all(_is_certain(c, inner, valuation) for c in condition.conditions)
        if in_range and _gives(condition.relation, inner, relation, scope, valuation):
            return f"the condition{where} gives it"
    return ""


def _ends(condition: Clause, scope: Scope, valuation: Valuation) -> Iterator[tuple[str, Scope]]:
    """The condition itself if it binds nothing; if it binds one real number, that number at the ends of its range; if
    one natural number, the first ones; if one vector or two, these at others that are in sight.
    """
    if not condition.variables:
        yield "", scope
    shapes = [valuation.instance.shape(variable[2]) for variable in condition.variables if variable[2] != NATURAL]
    if len(condition.variables) == 2 and [len(shape) for shape in shapes] == [1, 1]:
        for points in product(*(_points_in_sight(shape, scope, valuation) for shape in shapes)):
            first, second = zip(condition.variables, points, strict=True)
            yield ", at two points,", scope.bind(*first).bind(*second)
    if len(condition.variables) != 1:
        return
    (variable,) = condition.variables
    if variable[2] == NATURAL:
        for k in range(MOST_MEMBERS):
            yield f", at {variable[1]} = {k},", scope.bind(variable, scalar(Interval.of(k)))
        return
    if variable[2] != SCALAR:
        shape = valuation.instance.shape(variable[2])
        for point in _points_in_sight(shape, scope, valuation) if len(shape) == 1 else ():
            yield f", at a point {variable[1]},", scope.bind(variable, point)
        return
    for op, left, right in (c.relation for c in condition.conditions):
        for side, end in ((left, right), (right, left)):
            if op == "<=" and side == variable and variable not in end.free:
                with suppress(NotConfirmed, Undefined):
                    inner = scope.bind(variable, valuation.value(end, scope))
                    yield f", at an end of the range of {variable[1]},", inner


def _points_in_sight(shape: tuple[int, ...], scope: Scope, valuation: Valuation) -> Iterator[Array]:
    yield from (value for value in scope.values.values() if value.shape == shape)
    given = (vector for vector in valuation.instance.vectors.values() if (len(vector),) == shape)
    for vector in given:
        yield Array(shape, tuple(map(Interval.of, vector)))
        yield Array(shape, tuple(Interval.of(-x) for x in vector))
    for first in (0, 1, -1):  # the ends of many sets
        yield Array(shape, (Interval.of(first), *(ZERO,) * (shape[0] - 1)))


def _is_certain(condition: Clause, scope: Scope, valuation: Valuation) -> bool:
    """The condition, which binds nothing, holds for all values of the indeterminates."""
    if condition.variables or condition.conditions:
        return False
    try:
        prove_relation(condition.relation, scope, valuation)
    except (NotConfirmed, Undefined):
        return False
    return True


def _gives(assumed: Relation, inner: Scope, wanted: Relation, scope: Scope, valuation: Valuation) -> bool:
    """``a <= b`` is assumed, ``a' <= b'`` wanted, and certainly ``a' <= a`` and ``b <= b'``."""
    if wanted[0] == "=" or (wanted[0] == "<" and assumed[0] != "<"):
        return False
    try:
        a, b = (valuation.value(side, inner) for side in assumed[1:])
        smaller, larger = (valuation.value(side, scope) for side in wanted[1:])
        return (
            a.shape == smaller.shape == ()
            and holds("<=", smaller.scalar, a.scalar, scope)
            and holds("<=", b.scalar, larger.scalar, scope)
        )
    except (NotConfirmed, Undefined):
        return False


def _prove_by_pieces(
    relation: Relation, variable: Term, low: Interval, high: Interval, scope: Scope, valuation: Valuation
) -> None:
    cells = list(pieces(low, high)) if low != high else [low]
    for cell in cells:
        prove_relation(relation, scope.bind(variable, scalar(cell)), valuation)
