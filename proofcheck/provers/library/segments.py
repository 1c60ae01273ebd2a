"""The mean value inequality of real functions: in the whole space, in a ball, in a convex set.

What bounds the gradient, or how it changes, need only hold between the two points: along a segment, which a ball or a
convex set contains. Reference: Nesterov, Introductory Lectures on Convex Optimization, 2004, Lemma 1.2.3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.convexity import BOUND, HALF, INSIDE, TIME, U, V, X, Y, slope, value
from proofcheck.provers.library.frobenius import not_negative
from proofcheck.provers.library.nonsmooth import in_convex_set, is_convex_set, is_member, mixture
from proofcheck.provers.library.orders import compare_squares
from proofcheck.provers.library.slopes import assumed, follows, over_unit_time
from proofcheck.provers.library.spectra import cauchy_schwarz
from proofcheck.provers.library.terms import plus, squared, times

RADIUS = Term("var", "r", SCALAR)


@dataclass(frozen=True, slots=True)
class Domain:
    """Where a function is looked at.

    Attributes:
        contains: what says that a point belongs to it.
        between: that what lies between two points of it does, for the time in [0, 1].
        given: what makes it convex.
    """

    contains: Callable[[Term], tuple[Clause, ...]]
    between: Callable[[Term, Term], tuple[Theorem, ...]]
    given: tuple[Clause, ...] = ()

    def at_ends(self, x: Term, y: Term) -> tuple[Clause, ...]:
        """That two points belong to it."""
        return (*self.contains(x), *self.contains(y))


def moved(x: Term, y: Term) -> Term:
    """The point of the segment from y to x at the time s."""
    return mixture(TIME, x, y)


def centre(like: Term) -> Term:
    """That of the ball, a point like another one."""
    return Term("var", "c", like.sort)


def _near(point: Term) -> Clause:
    return fact("<=", Term("norm", sub(point, centre(point))), RADIUS)


def _in_ball(x: Term, y: Term) -> tuple[Theorem, ...]:
    """``r^2 - |s x + (1 - s) y - c|^2`` is a sum of what is not negative."""
    start, end = (rules.assume([], condition) for condition in INSIDE)
    near = [rules.assume([], _near(point)) for point in (x, y)]
    positive = follows([near[0], not_negative(near[0].clause.relation[1])], ("<=", ZERO, RADIUS))
    lengths = [theorem.clause.relation[1] for theorem in near]
    square = Term("pow", RADIUS, 2)
    below = [
        rules.arithmetic([short, positive], ("<=", Term("pow", a, 2), square), [entry(0, 1), entry(0, multiplier=a)])
        for short, a in zip(near, lengths, strict=True)
    ]
    distance = Term("norm", sub(moved(x, y), centre(x)))
    parts = [entry(0, 2), entry(1, 3), entry(2, 3, 4, 4)]
    length = not_negative(Term("norm", sub(x, y)))
    shown = rules.arithmetic([*below, start, end, length], ("<=", Term("pow", distance, 2), square), parts)
    return (compare_squares([positive, shown], distance, RADIUS),)


SPACE = Domain(lambda point: (), lambda x, y: ())
BALL = Domain(lambda point: (_near(point),), _in_ball)
SET = Domain(lambda point: (is_member(point, "C"),), lambda x, y: (in_convex_set(x, y, "C"),), (is_convex_set("C"),))
_MOVED, _STEP = moved(X, Y), sub(X, Y)


def has_short_gradient(domain: Domain) -> Clause:
    """``|grad F(u)| <= L`` in a domain."""
    return Clause((U,), domain.contains(U), ("<=", Term("norm", slope(U)), BOUND))


def is_smooth_in(domain: Domain) -> Clause:
    """``|grad F(u) - grad F(v)| <= L |u - v|`` in a domain."""
    difference = Term("norm", sub(slope(U), slope(V)))
    return Clause((U, V), domain.at_ends(U, V), ("<=", difference, times(BOUND, Term("norm", sub(U, V)))))


@cache
def short_gradient_law(domain: Domain) -> Theorem:
    """A function whose gradient is no longer than L is Lipschitz continuous: ``F(x) - F(y) <= L |x - y|``."""
    short = rules.assume([], has_short_gradient(domain))
    now = rules.instantiate([short, *domain.between(X, Y)], [(U, _MOVED)])
    steepest, length = slope(_MOVED), Term("norm", _STEP)
    near = cauchy_schwarz([], steepest, _STEP)
    most = times(BOUND, length)
    rate: Relation = ("<=", Term("inner", steepest, _STEP), most)
    pointwise = rules.arithmetic([near, now], rate, [entry(0), entry(1, multiplier=length)])
    ends: Relation = ("<=", sub(value(X), value(Y)), most)
    shown = over_unit_time(pointwise, TIME, [value(_MOVED), times(TIME, most)], ends)
    return rules.generalize([shown], [], [*domain.given, short.clause, *domain.at_ends(X, Y)])


@cache
def smooth_law(domain: Domain) -> Theorem:
    """The descent lemma: ``F(x) <= F(y) + <grad F(y), x - y> + L/2 |x - y|^2`` (Nesterov, Lemma 1.2.3)."""
    gradual = rules.assume([], is_smooth_in(domain))
    end = [rules.assume([], condition) for condition in domain.contains(Y)]
    now = rules.instantiate([gradual, *domain.between(X, Y), *end], [(U, _MOVED), (V, Y)])
    steep = cauchy_schwarz([], sub(slope(_MOVED), slope(Y)), _STEP)
    square, rise = squared(_STEP), Term("inner", slope(Y), _STEP)
    bound: Relation = ("<=", Term("inner", slope(_MOVED), _STEP), plus(rise, times(TIME, BOUND, square)))
    premises = [now, steep, assumed("<=", ZERO, TIME)]
    pointwise = rules.arithmetic(premises, bound, [entry(0, multiplier=Term("norm", _STEP)), entry(1)])
    most = plus(times(TIME, rise), times(HALF, BOUND, Term("pow", TIME, 2), square))
    below: Relation = ("<=", value(X), plus(value(Y), rise, times(HALF, BOUND, square)))
    shown = over_unit_time(pointwise, TIME, [value(_MOVED), most], below)
    return rules.generalize([shown], [], [*domain.given, gradual.clause, *domain.at_ends(X, Y)])
