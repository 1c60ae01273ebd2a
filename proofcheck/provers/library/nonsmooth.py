"""Laws of optimisation that need no gradient: convex functions by their chords, proximal points, projections.

A function F may be any, or a continuously differentiable one: each law is derived for both. A set C is known by the
sign of a function, which is at most 0 at its points. Reference: Bauschke and Combettes, Convex Analysis and Monotone
Operator Theory, 2011.
"""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.convexity import (
    HALF,
    INSIDE,
    MODULUS,
    STEP,
    TIME,
    WEIGHT,
    P,
    U,
    V,
    X,
    Y,
    is_convex_between,
    is_lipschitz,
    is_minimiser,
    is_subgradient,
    no_longer,
    slope,
    value,
)
from proofcheck.provers.library.slopes import assumed, first_slope, follows
from proofcheck.provers.library.terms import plus, squared, times

ANY = "anyfn"


def mixture(weight: Term, end: Term, start: Term) -> Term:
    """What lies on the way from one point to another, which has the weight."""
    return plus(times(weight, end), times(sub(ONE, weight), start))


# ---------------------------------------------------------------- properties


def is_proximal(head: str) -> Clause:
    """P minimises ``F(v) + |v - x|^2 / (2 lambda)``."""

    def penalised(z: Term) -> Term:
        return plus(value(z, head), times(Term("div", HALF, STEP), squared(sub(z, X))))

    return Clause((V,), (), ("<=", penalised(P), penalised(V)))


def is_member(point: Term, of: str = "F") -> Clause:
    """A point belongs to a set."""
    return fact("<=", Term(ANY, of, point.sort, SCALAR, point), ZERO)


def is_convex_set(name: str = "F") -> Clause:
    """A set contains what lies between two of its points."""
    conditions = (is_member(U, name), is_member(V, name), fact("<=", ZERO, WEIGHT), fact("<=", WEIGHT, ONE))
    return Clause((U, V, WEIGHT), conditions, is_member(mixture(WEIGHT, U, V), name).relation)


def is_least_in_set() -> Clause:
    """F is no smaller at a point of C than at x."""
    return Clause((V,), (is_member(V, "C"),), is_minimiser().relation)


def is_nearest() -> Clause:
    """No point of the set is nearer to x than P."""
    return Clause((V,), (is_member(V),), ("<=", Term("norm", sub(X, P)), Term("norm", sub(X, V))))


# ---------------------------------------------------------------- laws


def _at(property: Theorem, *values: Term, order: Sequence[Theorem] = ()) -> Theorem:
    return rules.instantiate([property, *order], list(zip(property.clause.variables, values, strict=True)))


def _inside() -> list[Theorem]:
    return [rules.assume([], condition) for condition in INSIDE]


def _start_of_rise(risen: Theorem, rise: Term) -> Theorem:
    """``r'(0) >= 0`` for a term that vanishes at 0, since ``0 <= r(s)`` for s in [0, 1]."""
    path = neg(rise)
    high = follows([risen], ("<=", path, substitute(path, {TIME: ZERO})))
    return first_slope(rules.generalize([high], [TIME], INSIDE), ONE, follows([], ("<", ZERO, ONE)), path)


def in_convex_set(x: Term, y: Term, name: str = "F") -> Theorem:
    """What lies between two points of a convex set belongs to it, for the time in [0, 1]."""
    members = [rules.assume([], is_member(point, name)) for point in (x, y)]
    return _at(rules.assume([], is_convex_set(name)), x, y, TIME, order=[*members, *_inside()])


@cache
def subgradient_law() -> Theorem:
    """A strongly convex function rises above the affine functions below it.

    If F lies below its chords by mu, and p is a subgradient of F at x, then F(y) >= F(x) + <p, y - x> + mu/2 |y - x|^2.
    """
    between, below = rules.assume([], is_convex_between(ANY)), rules.assume([], is_subgradient(ANY))
    moved, step = mixture(TIME, Y, X), sub(Y, X)
    chord = _at(between, Y, X, TIME, order=_inside())
    sag = times(HALF, MODULUS, TIME, sub(ONE, TIME), squared(step))
    rise = sub(times(TIME, sub(sub(value(Y, ANY), value(X, ANY)), Term("inner", P, step))), sag)
    flat = _start_of_rise(follows([chord, _at(below, moved)], ("<=", ZERO, rise)), rise)
    tangent = plus(value(X, ANY), Term("inner", P, step), times(HALF, MODULUS, squared(step)))
    return rules.generalize([follows([flat], ("<=", tangent, value(Y, ANY)))], [], [between.clause, below.clause])


@cache
def bounded_subgradient_law() -> Theorem:
    """A Lipschitz continuous function has no subgradient that is longer than its constant (Nesterov, 3.2.1)."""
    steady, below = rules.assume([], is_lipschitz(ANY)), rules.assume([], is_subgradient(ANY))
    moved = plus(X, P)
    return no_longer([_at(below, moved), _at(steady, moved, X)], P, [steady.clause, below.clause])


@cache
def minimiser_law() -> Theorem:
    """A strongly convex function grows quadratically from where it is least: 0 is a subgradient there."""
    between, least = rules.assume([], is_convex_between(ANY)), rules.assume([], is_minimiser(ANY))
    none = times(ZERO, X)
    below = Clause((), (), is_subgradient(ANY).relation).substitute({P: none})
    slope = rules.generalize([follows([_at(least, V)], below.relation)], [V], [])
    law = rules.specialize([subgradient_law()], [(P, none)], [])
    grown = rules.instantiate([law, between, slope], [])
    goal: Relation = ("<=", plus(value(X, ANY), times(HALF, MODULUS, squared(sub(Y, X)))), value(Y, ANY))
    return rules.generalize([follows([grown], goal)], [], [between.clause, least.clause])


@cache
def proximal_law(head: str) -> Theorem:
    """What a proximal point minimises rises towards every other point (Bauschke and Combettes, 12.26).

    If F lies below its chords by mu, p minimises F(v) + |v - x|^2 / (2 lambda) and lambda > 0, then
    <x - p, y - p> + lambda mu / 2 |y - p|^2 <= lambda (F(y) - F(p)).
    """
    between, least = rules.assume([], is_convex_between(head)), rules.assume([], is_proximal(head))
    positive = assumed("<", ZERO, STEP)
    moved, step = mixture(TIME, Y, P), sub(Y, P)
    gap = times(STEP, sub(value(Y, head), value(P, head)))
    rise = plus(
        times(TIME, gap),
        neg(times(HALF, STEP, MODULUS, TIME, sub(ONE, TIME), squared(step))),
        times(TIME, Term("inner", sub(P, X), step)),
        times(HALF, Term("pow", TIME, 2), squared(step)),
    )
    premises = [_at(between, Y, P, TIME, order=_inside()), _at(least, moved), positive]
    scaled = [{"coefficient": 1, "premises": [place], "multiplier": STEP} for place in range(2)]
    flat = _start_of_rise(rules.arithmetic(premises, ("<=", ZERO, rise), scaled), rise)
    excess = times(HALF, STEP, MODULUS, squared(step))
    shown = follows([flat], ("<=", plus(Term("inner", sub(X, P), step), excess), gap))
    return rules.generalize([shown], [], [between.clause, least.clause, positive.clause])


@cache
def projection_law() -> Theorem:
    """The nearest point of a convex set (Bauschke and Combettes, Theorem 3.14).

    If C is convex, and p is the point of C nearest to x, then <x - p, y - p> <= 0 for y in C.
    """
    nearest = rules.assume([], is_nearest())
    moved, step, member = mixture(TIME, Y, P), sub(Y, P), in_convex_set(Y, P)
    no_nearer = _at(nearest, moved, order=[member])
    lengths = no_nearer.clause.relation[1:]
    entries = [{"coefficient": 1, "premises": [0], "multiplier": length} for length in lengths]
    squares = rules.arithmetic([no_nearer], ("<=", *[Term("pow", length, 2) for length in lengths]), entries)
    angle = Term("inner", sub(X, P), step)
    rise = sub(times(Term("pow", TIME, 2), squared(step)), times(num(2), TIME, angle))
    flat = _start_of_rise(follows([squares], ("<=", ZERO, rise)), rise)
    shown = follows([flat], ("<=", angle, ZERO))
    return rules.generalize([shown], [], [is_convex_set(), nearest.clause, is_member(P), is_member(Y)])


@cache
def variational_law() -> Theorem:
    """Where a function is least on a convex set, it rises towards the set (Nesterov, Theorem 2.2.5).

    If C is convex, and x is a point of C at which F is least there, then <grad F(x), y - x> >= 0 for y in C.
    """
    least, moved, member = rules.assume([], is_least_in_set()), mixture(TIME, Y, X), in_convex_set(Y, X, "C")
    rise = sub(value(moved), value(X))
    flat = _start_of_rise(follows([_at(least, moved, order=[member])], ("<=", ZERO, rise)), rise)
    shown = follows([flat], ("<=", ZERO, Term("inner", slope(X), sub(Y, X))))
    return rules.generalize([shown], [], [is_convex_set("C"), least.clause, is_member(X, "C"), is_member(Y, "C")])
