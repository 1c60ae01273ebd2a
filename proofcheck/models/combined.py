"""A conclusion that is a combination of its conditions, for all values of what is bound.

Where ``c_i >= 0`` is assumed and the multipliers ``m_i`` are nowhere negative, ``s >= 0`` follows from
``s - m_1 c_1 - m_2 c_2 >= 0``, which is shown for all values of the indeterminates.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import ONE, Form, NotConfirmed, Root, Scalar, minus, times
from proofcheck.models.scope import Array, Scope
from proofcheck.models.valuation import Valuation

_NUMBERS = (ONE, Interval.of(2), Interval.of(Fraction(1, 2)))
MOST_CONDITIONS = 4


def is_combination(conditions: Sequence[Clause], relation: Relation, scope: Scope, valuation: Valuation) -> bool:
    """Whether one condition, or two, each times a number or a distance to an end of a range, give the relation.

    Of one condition also the number is tried that makes both slopes parallel at a point in sight, as at a minimum.
    """
    try:
        wanted = _slack(relation, scope, valuation)
    except (NotConfirmed, Undefined):
        return False
    known = []
    for condition in conditions[:MOST_CONDITIONS]:
        try:
            if not condition.variables and not condition.conditions:
                known.append(_slack(condition.relation, scope, valuation))
        except (NotConfirmed, Undefined):
            continue
    multipliers = [*_NUMBERS, *_distances(scope)]
    for count in (1, 2):
        for some in combinations(known, min(count, len(known))):
            for factors in product(multipliers, repeat=len(some)):
                rest = wanted
                for factor, slack in zip(factors, some, strict=True):
                    rest = minus(rest, times(factor, slack))
                if some and nonnegative(rest, scope.ranges):
                    return True
    parallel = ((slack, factor) for slack in known for factor in _parallel(wanted, slack, scope, valuation))
    return any(nonnegative(minus(wanted, times(factor, slack)), scope.ranges) for slack, factor in parallel)


def _slack(relation: Relation, scope: Scope, valuation: Valuation) -> Scalar:
    """What is not negative if ``a <= b`` holds, and only then; of roots, the difference of the squares.

    Raises:
        NotConfirmed: it is no such relation between numbers, or has no closed form.
    """
    op, left, right = relation
    if op != "<=":
        raise NotConfirmed("not a comparison")
    a, b = valuation.value(left, scope).scalar, valuation.value(right, scope).scalar
    if isinstance(b, Root):
        if isinstance(a, Interval) and a.lo >= 0:
            return minus(b.form, times(a, a))
        if isinstance(a, Root):
            return minus(b.form, a.form)
    if isinstance(a, Root) and isinstance(b, Interval) and b.lo >= 0:
        return minus(times(b, b), a.form)
    if isinstance(a, Root) or isinstance(b, Root):
        raise NotConfirmed("a root beside something else")
    return minus(b, a)


def _parallel(wanted: Scalar, slack: Scalar, scope: Scope, valuation: Valuation) -> Iterator[Interval]:
    """Positive numbers by which the slope of ``slack`` becomes that of ``wanted`` at vectors of the instance."""
    if not isinstance(wanted, Form) or not isinstance(slack, Form):
        return
    found = set[Interval]()
    for names in map(_names, scope.values.values()):
        if not names or not wanted.names | slack.names <= set(names):
            continue
        for point in valuation.instance.vectors.values():
            if len(point) != len(names):
                continue
            here = dict(zip(names, map(Interval.of, point), strict=True))
            for name in names:
                over, under = (form.derivative(name) for form in (wanted, slack))
                over, under = (x.at(here) if isinstance(x, Form) else x for x in (over, under))
                if isinstance(over, Interval) and isinstance(under, Interval) and under.exact and under.lo:
                    found.add(over / under)
    yield from (factor for factor in found if factor.lo > 0)


def _names(value: Array) -> tuple[str, ...]:
    """The indeterminates that a vector consists of; none if it does not."""
    names = [name for x in value.entries if isinstance(x, Form) and len(x.names) == 1 for name in x.names]
    return tuple(names) if len(value.shape) == 1 and value.entries == tuple(map(Form.variable, names)) else ()


def _distances(scope: Scope) -> Iterator[Scalar]:
    """What is not negative where the indeterminates are within their bounds."""
    for name, (low, high) in sorted(scope.ranges.items()):
        value = Form.variable(name)
        yield minus(value, low)
        if high is not None:
            yield minus(high, value)
