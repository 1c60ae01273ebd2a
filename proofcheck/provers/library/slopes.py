"""The law of the first slope: what is nowhere higher than at its start does not rise there."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.library.applying import apply, integrated
from proofcheck.provers.library.orders import antisymmetry

START, LATER = (Term("var", name, SCALAR) for name in "rt")
END: Term = Term("var", "T", SCALAR)


def follows(premises: Sequence[Theorem], relation: Relation) -> Theorem:
    """A relation between scalars by arithmetic.

    Raises:
        KernelError: none is found.
    """
    found = Facts(premises).prove(relation)
    if found is None:
        raise KernelError(f"arithmetic does not show {relation}")
    return found


def assumed(op: str, left: Term, right: Term) -> Theorem:
    """A relation as a hypothesis."""
    return rules.assume([], fact(op, left, right))


def over_unit_time(pointwise: Theorem, s: Term, terms: Sequence[Term], relation: Relation) -> Theorem:
    """A relation between values at the times 0 and 1, from how the derivatives of two terms compare in between."""
    shown = integrated(pointwise, follows([], ("<=", ZERO, ONE)), s, ZERO, ONE)
    risen = [rules.fundamental_theorem([], s, ZERO, ONE, term) for term in terms]
    return follows([shown, *risen], relation)


def first_slope(highest: Theorem, end: Term, positive: Theorem, path: Term) -> Theorem:
    """``E'(0) <= 0`` for a term in the time s: the premises say ``E(s) <= E(0)`` for s in [0, T], and ``0 < T``."""
    (s,) = highest.clause.variables
    return apply(first_slope_law(s), [positive, highest], variables=[(END, end)], paths=[("E", SCALAR, s, path)])


def _height(time: Term) -> Term:
    """The scalar path E, at a time."""
    return Term("path", "E", SCALAR, time)


def _rate(time: Term) -> Term:
    return Term("dpath", "E", SCALAR, time)


@cache
def first_slope_law(s: Term = START) -> Theorem:
    """What is nowhere higher than at its start does not rise there (Fermat).

    If 0 < T and E(s) <= E(0) for all s in [0, T], then E'(0) <= 0. Otherwise E' stays above half of E'(0): as long
    as it has until t <= T, E has risen by at least t E'(0) / 2, so that t = 0. But then E rises until T.
    """
    slope = _rate(ZERO)
    half: Term = Term("mul", num("1/2"), slope)
    highest = rules.over(s, ZERO, END, ("<=", _height(s), _height(ZERO)))
    long, steep = assumed("<", ZERO, END), assumed("<", ZERO, slope)
    quantity, bound = neg(_rate(LATER)), neg(half)
    inside = rules.over(START, ZERO, LATER, ("<=", neg(_rate(START)), bound))
    begun = follows([steep], ("<", neg(slope), bound))
    later, until = assumed("<=", ZERO, LATER), rules.assume([], inside)
    early, late = assumed("<=", LATER, END), assumed("<", END, LATER)
    strictly: Relation = ("<", quantity, bound)
    cases = [
        _not_yet_risen(rules.assume([], highest), [steep, later, early], until, strictly),
        rules.absurd([_too_high(rules.assume([], highest), [long, steep, late], until)], strictly),
    ]
    step = rules.generalize([rules.cases(cases, LATER, END)], [LATER], [later.clause, inside])
    always = rules.continuation([begun, step], LATER, START, quantity, bound)
    impossible = _too_high(rules.assume([], highest), [long, steep], always)
    flat: Relation = ("<=", slope, ZERO)
    shown = rules.cases([rules.assume([], fact(*flat)), rules.absurd([impossible], flat)], slope, ZERO)
    return rules.generalize([shown], [], [long.clause, highest])


def _risen(steep: Theorem, order: Sequence[Theorem], end: Term) -> Theorem:
    """``end E'(0) / 2 <= E(end) - E(0)``: the slope is steep, for all r of which the ``order`` shows as much."""
    half = Term("mul", num("1/2"), _rate(ZERO))
    conditions = (fact("<=", ZERO, START), fact("<=", START, end))
    known = [*order, *(rules.assume([], condition) for condition in conditions)]
    (variable,) = steep.clause.variables
    needed = [condition.substitute({variable: START}) for condition in steep.clause.conditions]
    now = rules.instantiate([steep, *(follows(known, condition.relation) for condition in needed)], [(variable, START)])
    slow, limits = follows([now], ("<=", half, _rate(START))), follows(order, ("<=", ZERO, end))
    compared = integrated(slow, limits, START, ZERO, end)
    total = rules.fundamental_theorem([], START, ZERO, end, _height(START))
    line = rules.fundamental_theorem([], START, ZERO, end, Term("mul", START, half))
    return follows([compared, total, line], ("<=", Term("mul", end, half), sub(_height(end), _height(ZERO))))


def _top(highest: Theorem, order: Sequence[Theorem], at: Term) -> Theorem:
    """``E(at) <= E(0)``."""
    (s,) = highest.clause.variables
    needed = [condition.substitute({s: at}).relation for condition in highest.clause.conditions]
    return rules.instantiate([highest, *(follows(order, relation) for relation in needed)], [(s, at)])


def _not_yet_risen(highest: Theorem, order: Sequence[Theorem], until: Theorem, strictly: Relation) -> Theorem:
    """``-E'(t) < -E'(0) / 2``, since t = 0."""
    steep, later, _ = order
    risen = _risen(until, order[1:], LATER)
    product = follows([risen, _top(highest, order, LATER)], ("<=", Term("mul", LATER, _rate(ZERO)), ZERO))
    inverse = Term("div", ONE, _rate(ZERO))
    early = rules.arithmetic(
        [product, steep], ("<=", LATER, ZERO), [{"coefficient": 1, "premises": [0], "multiplier": inverse}]
    )
    now = rules.congruence([antisymmetry([early, later])], LATER, _rate(LATER))
    return follows([now, steep], strictly)


def _too_high(highest: Theorem, order: Sequence[Theorem], steep: Theorem) -> Theorem:
    """``0 < 0``, since E rises until T."""
    long, rising, *_ = order
    risen = _risen(steep, order, END)
    product = follows([risen, _top(highest, order, END)], ("<=", Term("mul", END, _rate(ZERO)), ZERO))
    positive = rules.arithmetic(
        [long, rising], ("<", ZERO, Term("mul", END, _rate(ZERO))), [{"coefficient": 1, "premises": [0, 1]}]
    )
    both = [{"coefficient": 1, "premises": [place]} for place in range(2)]
    return rules.arithmetic([product, positive], ("<", ZERO, ZERO), both)
