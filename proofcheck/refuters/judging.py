"""Cheap judgements at an instance: is a relation certainly true, is a hypothesis certainly false somewhere?"""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice, product

from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import FUNCTIONS, NATURAL, SCALAR, KernelError, Term, neg
from proofcheck.models.instance import clause_terms
from proofcheck.models.interval import Interval, Undefined, at_most, equal, less
from proofcheck.models.scalars import NotConfirmed, number
from proofcheck.models.scope import Array, Scope, scalar
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.families import basis

SAMPLES, ALONE = 4, 7
"""At how many values of its bound variables a hypothesis is looked at, and if it binds one."""

CONFINED = 3
"""At how many values of each where several are kept in a set."""

NO_VALUE = (NotConfirmed, Undefined, KernelError)


Sides = list[tuple[Interval, Interval]]
"""The two sides of a relation, component by component."""


def sides(relation: Relation, scope: Scope, valuation: Valuation) -> Sides | None:
    """The values of both sides; ``None`` if they are not numbers."""
    try:
        a, b = (valuation.value(side, scope).entries for side in relation[1:])
        return [(number(x), number(y)) for x, y in zip(a, b, strict=True)]
    except NO_VALUE:
        return None


def exact_entries(term: Term, valuation: Valuation) -> tuple[Fraction, ...] | None:
    """The entries of a value; ``None`` where there is none, or one of them is not known to be rational."""
    try:
        values = [number(x) for x in valuation.value(term).entries]
    except NO_VALUE:
        return None
    return tuple(x.lo for x in values) if all(x.exact for x in values) else None


def verdict(op: str, pairs: Sides | None) -> bool | None:
    """Whether the relation certainly holds between the sides; ``None`` if that is not known."""
    verdicts = [None] if pairs is None else [_compare(op, x, y) for x, y in pairs]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def truth(relation: Relation, scope: Scope, valuation: Valuation) -> bool | None:
    """Whether the relation certainly holds; ``None`` if that is not known."""
    return verdict(relation[0], sides(relation, scope, valuation))


def _compare(op: str, x: Interval, y: Interval) -> bool | None:
    if op == "=":
        return True if equal(x, y) else False if less(x, y) or less(y, x) else None
    if op == "<":
        return True if less(x, y) else False if at_most(y, x) else None
    return True if at_most(x, y) else False if less(y, x) else None


def fails(clause: Clause, scope: Scope, valuation: Valuation) -> bool:
    """The clause is certainly false, at one of a few values of its bound variables."""
    return any(truth(clause.relation, inner, valuation) is False for inner in samples(clause, scope, valuation))


def samples(clause: Clause, scope: Scope, valuation: Valuation) -> Iterator[Scope]:
    """Scopes that give the bound variables values at which the conditions of the clause hold."""
    if not clause.variables and not clause.conditions:
        yield scope
        return
    several = len(clause.variables) > 1
    own = [_conditions_on(variable, clause) if several else [] for variable in clause.variables]
    confined = any(
        conditions for variable, conditions in zip(clause.variables, own, strict=True) if not _counts(variable)
    )
    choices = [
        list(islice(_allowed(variable, conditions, clause, scope, valuation), CONFINED if confined else None))
        for variable, conditions in zip(clause.variables, own, strict=True)
    ]
    others = [c for c in clause.conditions if not any(c in conditions for conditions in own)]
    most = CONFINED ** len(choices) if confined else ALONE if len(choices) == 1 else SAMPLES
    for values in islice(product(*choices), most):
        inner = scope
        for variable, value in zip(clause.variables, values, strict=True):
            inner = inner.bind(variable, value)
        if all(_holds(condition, inner, valuation) for condition in others):
            yield inner


def _conditions_on(variable: Term, clause: Clause) -> list[Clause]:
    """The conditions of a clause that keep a bound vector in a set, or a number in a range, and speak of no other."""
    bound = frozenset(clause.variables)
    return [
        c
        for c in clause.conditions
        if c.free_variables() & bound == {variable}
        and (_counts(variable) or any(t[0] in FUNCTIONS for t in clause_terms(c)))
    ]


def _counts(variable: Term) -> bool:
    return bool(variable[2] == NATURAL)


def _allowed(
    variable: Term, conditions: list[Clause], clause: Clause, scope: Scope, valuation: Valuation
) -> Iterator[Array]:
    """Values of a bound variable that satisfy some conditions, as far as can be seen."""
    for value in _values(variable, clause, scope, valuation, confined=bool(conditions)):
        inner = scope.bind(variable, value)
        if all(_holds(condition, inner, valuation) for condition in conditions):
            yield value


def _holds(condition: Clause, scope: Scope, valuation: Valuation) -> bool:
    """As far as can be seen: a condition that binds something is looked at for a few of its values."""
    verdicts = [truth(condition.relation, inner, valuation) is True for inner in samples(condition, scope, valuation)]
    return bool(verdicts) and all(verdicts)


def _values(
    variable: Term, clause: Clause, scope: Scope, valuation: Valuation, *, confined: bool = False
) -> list[Array]:
    """Values at which a bound variable is looked at; all that there are where only some may be allowed."""
    if variable[2] == NATURAL:
        return [scalar(Interval.of(k)) for k in range(SAMPLES)]
    if variable[2] == SCALAR:
        return [scalar(Interval.of(x)) for x in _times(variable, clause, scope, valuation)]
    shape = valuation.instance.shape(variable[2])
    if len(shape) == 2:
        flat = [basis(shape[0] * shape[1], i) for i in range(2)]
        return [Array(shape, tuple(Interval.of(x) for x in entries)) for entries in flat]
    place = clause.variables.index(variable)
    lengths = ((0, 1), (0, -10), (-1, -1), (0, 0), (0, Fraction(1, 2)), (-1, Fraction(-1, 2)), (0, 2))
    first = [basis(shape[0], i, Fraction(length)) for i, length in lengths]
    second = [basis(shape[0], 0, Fraction(0)), basis(shape[0], 0, Fraction(2))]
    given = [*_of_ball(variable, clause, scope, valuation), *_nearest(variable, clause, scope, valuation)]
    if not place % 2 and shape == (1,):
        first = [*((end,) for _, end in valuation.cells()[-2:-1] if end is not None), *first]
    points = [*given, *(first + second if confined else second if place % 2 else first)]
    return [Array(shape, tuple(Interval.of(x) for x in entries)) for entries in points]


def _of_ball(variable: Term, clause: Clause, scope: Scope, valuation: Valuation) -> list[tuple[Fraction, ...]]:
    """The centre of the ball to which a condition keeps a bound vector, and two ends of a diameter."""
    shape = valuation.instance.shape(variable[2])
    origin = Array(shape, (Interval.of(0),) * shape[0])
    for condition in clause.conditions:
        op, left, right = condition.relation
        if op in {"<", "<="} and left[0] == "norm" and left[1][0] == "add" and variable in left[1][1:]:
            length = middle(right, scope, valuation)
            try:
                offset = [number(x).middle for x in valuation.value(left[1], scope.bind(variable, origin)).entries]
            except NO_VALUE:
                continue
            if length is not None:
                steps = (basis(shape[0], 0, x) for x in (length, -length, Fraction(0)))
                return [tuple(x - y for x, y in zip(step, offset, strict=True)) for step in steps]
    return []


def _nearest(variable: Term, clause: Clause, scope: Scope, valuation: Valuation) -> Iterator[tuple[Fraction, ...]]:
    """The vector from which the right side of a relation measures the distance of a bound one, which makes it least."""
    right = clause.relation[2]
    if right[0] == "norm" and right[1][0] == "add" and {variable, neg(variable)} & set(right[1][1:]):
        shape = valuation.instance.shape(variable[2])
        with suppress(*NO_VALUE):
            origin = scope.bind(variable, Array(shape, (Interval.of(0),) * shape[0]))
            offset = [number(x).middle for x in valuation.value(right[1], origin).entries]
            yield tuple(-x if variable in right[1][1:] else x for x in offset)


def _times(variable: Term, clause: Clause, scope: Scope, valuation: Valuation) -> list[Fraction]:
    """The ends and the middle of the range that the conditions give to a bound scalar, and what is near its start."""
    low, high = Fraction(0), None
    for condition in clause.conditions:
        _, left, right = condition.relation
        if right == variable:
            low = max(low, middle(left, scope, valuation) or low)
        elif left == variable:
            end = middle(right, scope, valuation)
            high = end if high is None or end is None else min(high, end)
    last = low + 1 if high is None else high
    return [low, last, (low + last) / 2, low + (last - low) / 10]


def middle(term: Term, scope: Scope, valuation: Valuation) -> Fraction | None:
    """The value of a scalar term, about; ``None`` where it has none."""
    try:
        return number(valuation.value(term, scope).scalar).middle
    except NO_VALUE:
        return None
