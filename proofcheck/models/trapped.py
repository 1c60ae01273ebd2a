"""Numbers that stay on one side of a constant: paths that start there and do not cross it, members of sequences.

A path moves by ``x' = f(t, x)``, where f is a polynomial in x, or linear on pieces. Where ``f(t, c) >= 0`` at all
times, ``x - c`` decreases at most like an exponential as long as it is positive: with ``x(0) > c``, always
``x(t) > c``, and with ``x(0) >= c`` always ``x(t) >= c``. The same holds the other way round.
"""

from contextlib import suppress

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import NATURAL, SCALAR, Term
from proofcheck.kernel.terms import ZERO as ZERO_TERM
from proofcheck.models.binders import range_of
from proofcheck.models.interval import Interval, Undefined, at_most, less
from proofcheck.models.multiplied import Positive, over
from proofcheck.models.relations import holds
from proofcheck.models.scalars import ZERO, Form, NotConfirmed, Scalar, number
from proofcheck.models.scope import TIME, TOP, Scope
from proofcheck.models.valuation import Valuation


def stays_on_its_side(clause: Clause, scope: Scope, valuation: Valuation) -> str:
    """Why a path, or each member of a sequence, is on one side of a constant; empty if that was not shown."""
    op, left, right = clause.relation
    for path, other, above in ((right, left, True), (left, right, False)):
        if op == "<" and above and other == ZERO_TERM and path[0] == "pow" and path[2] > 0:
            path = path[1]
        plain = op != "=" and path[0] == "path" and path[2] == SCALAR and path[3] in clause.variables
        if not plain or other.free & set(clause.variables):
            continue
        with suppress(NotConfirmed, Undefined):
            bound = number(valuation.value(other, scope).scalar)
            later = path[1] in valuation.dynamics and _is_after_start(path[3], clause, scope, valuation)
            if later and _is_never_crossed(path[1], bound, above, op == "<", valuation):
                return "it starts on that side, and does not cross"
            member = path[1] in valuation.recurrences and path[3][2] == NATURAL
            if member and above and op == "<" and other == ZERO_TERM and stays_positive(path[1], valuation):
                return "positive at the start, and what follows on a positive number is positive"
    return ""


def _is_after_start(time: Term, clause: Clause, scope: Scope, valuation: Valuation) -> bool:
    """Whether a bound time is said to be not negative."""
    low, _, _ = range_of(valuation, time, clause, scope)
    return low is not None and low.lo >= 0


def _is_never_crossed(name: str, bound: Interval, above: bool, strictly: bool, valuation: Valuation) -> bool:
    if not bound.exact or not valuation.solution(name, SCALAR).forever:
        return False
    start = number(valuation.path(name, SCALAR, ZERO).scalar)
    before = less if strictly else at_most
    if not (before(bound, start) if above else before(start, bound)):
        return False
    speed, later = valuation.speed_at(name, bound), TOP.within(TIME, ZERO, None)
    return holds("<=", ZERO, speed, later) if above else holds("<=", speed, ZERO, later)


def stays_positive(name: str, valuation: Valuation) -> bool:
    """The first member is positive, and the law makes a positive number of each positive one, whatever its index.

    Raises:
        NotConfirmed, Undefined: it was not shown that the law has a value at each positive number.
    """
    if not less(ZERO, number(valuation.path(name, SCALAR, ZERO).scalar)):
        return False
    variable, body, _ = valuation.recurrences[name]
    index, member = valuation.indeterminates(NATURAL), valuation.indeterminates(SCALAR)
    (here,), (value,) = index.entries, member.entries
    if not isinstance(here, Form) or not isinstance(value, Form):
        return False
    (place,), (state,) = here.names, value.names
    scope = Scope({variable: index}, {name: (here, member)}).within(place, ZERO, None).within(state, ZERO, None)
    top, _ = over(body, scope, Positive(frozenset({state}), frozenset()), valuation)
    return _is_positive(top.scalar, state)


def _is_positive(x: Scalar, state: str) -> bool:
    """A sum of positive multiples of powers of numbers that are not negative, one of them of a positive one alone."""
    if isinstance(x, Interval):
        return x.lo > 0
    if not isinstance(x, Form) or not all(c.lo > 0 for c in x.terms.values()):
        return False
    return any(not rates and all(name == state for name, _ in powers) for powers, rates in x.terms)
