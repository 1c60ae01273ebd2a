"""Laws of optimisation: stationary points, convex functions in their several forms, smooth convex functions.

References: Nesterov, Introductory Lectures on Convex Optimization, 2004. Baillon and Haddad, Quelques proprietes des
operateurs angle-bornes et n-cycliquement monotones, 1977. Taylor, Hendrickx, Glineur, Smooth strongly convex
interpolation and exact worst-case performance of first-order methods, 2017.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, neg, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import by_cases, opposite
from proofcheck.provers.library import orders, zeros
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.calculus import descent_law
from proofcheck.provers.library.slopes import assumed, first_slope, follows, over_unit_time
from proofcheck.provers.library.spectra import cauchy_schwarz, unit_vector
from proofcheck.provers.library.terms import plus, squared, times

TIME, WEIGHT = Term("var", "s", SCALAR), Term("var", "theta", SCALAR)
BOUND, MODULUS, STEP, RATE = (Term("var", name, SCALAR) for name in ("L", "mu", "lambda", "eta"))
X, Y, P, U, V = (Term("var", name, ("V", "n")) for name in ("x", "y", "p", "u", "v"))
HALF = num("1/2")
INSIDE = (fact("<=", ZERO, TIME), fact("<=", TIME, ONE))
"""The time is between 0 and 1."""


def value(point: Term, head: str = "fn") -> Term:
    """F at a point, for a function of that kind: "anyfn" where it need not have a gradient."""
    return Term(head, "F", ("V", "n"), SCALAR, point)


def slope(point: Term) -> Term:
    """The gradient of F at a point."""
    return Term("gradfn", "F", "n", point)


# ---------------------------------------------------------------- properties


def is_convex(modulus: Term = ZERO) -> Clause:
    """F lies above its tangents, by at least ``modulus / 2`` times the square of the distance."""
    tangent = plus(value(U), Term("inner", slope(U), sub(V, U)), times(HALF, modulus, squared(sub(V, U))))
    return Clause((U, V), (), ("<=", tangent, value(V)))


def is_convex_between(head: str = "fn") -> Clause:
    """F lies below its chords, by at least ``mu / 2`` times the weights and the square of the distance."""
    rest = sub(ONE, WEIGHT)
    between = value(plus(times(WEIGHT, U), times(rest, V)), head)
    sag = times(HALF, MODULUS, WEIGHT, rest, squared(sub(U, V)))
    chord = sub(plus(times(WEIGHT, value(U, head)), times(rest, value(V, head))), sag)
    return Clause((U, V, WEIGHT), (fact("<=", ZERO, WEIGHT), fact("<=", WEIGHT, ONE)), ("<=", between, chord))


def is_smooth() -> Clause:
    """The gradient of F is Lipschitz continuous with constant L."""
    return Clause((U, V), (), ("<=", Term("norm", sub(slope(U), slope(V))), times(BOUND, Term("norm", sub(U, V)))))


def is_lipschitz(head: str = "fn") -> Clause:
    """F is Lipschitz continuous with constant L."""
    return Clause((U, V), (), ("<=", sub(value(U, head), value(V, head)), times(BOUND, Term("norm", sub(U, V)))))


def is_monotone(modulus: Term = ZERO, *, least: bool = True) -> Clause:
    """The gradient of F is monotone, strongly with a modulus; or no more than that, where this is not the least."""
    gap, square = Term("inner", sub(slope(U), slope(V)), sub(U, V)), times(modulus, squared(sub(U, V)))
    return Clause((U, V), (), ("<=", square, gap) if least else ("<=", gap, square))


def is_minimiser(head: str = "fn") -> Clause:
    """F is least at x."""
    return Clause((V,), (), ("<=", value(X, head), value(V, head)))


def is_subgradient(head: str = "fn") -> Clause:
    """P is a subgradient of F at x."""
    return Clause((V,), (), ("<=", plus(value(X, head), Term("inner", P, sub(V, X))), value(V, head)))


def _tangent_bound(modulus: Term) -> Relation:
    """What :func:`is_convex` says of x and y."""
    return Clause((), (), is_convex(modulus).relation).substitute({U: X, V: Y}).relation


def _at(property: Theorem, *values: Term, order: Sequence[Theorem] = ()) -> Theorem:
    return rules.instantiate([property, *order], list(zip(property.clause.variables, values, strict=True)))


# ---------------------------------------------------------------- laws of differentiable functions


@cache
def subgradient_law() -> Theorem:
    """The gradient of a function is its only subgradient: F(x - s w) + s <p, w>, w = grad F(x) - p, does not fall."""
    below, excess = rules.assume([], is_subgradient()), sub(slope(X), P)
    moved = sub(X, times(TIME, excess))
    path = neg(plus(value(moved), times(TIME, Term("inner", P, excess))))
    high = follows([_at(below, moved)], ("<=", path, substitute(path, {TIME: ZERO})))
    flat = first_slope(rules.generalize([high], [TIME], INSIDE), ONE, follows([], ("<", ZERO, ONE)), path)
    length = Term("norm", excess)
    none = follows([flat], ("<=", Term("pow", length, 2), ZERO))
    zero = zeros.definite(_root_of_nothing(none, length), excess)
    hole = Term("var", "hole", X.sort)
    entries = [{"equation": 0, "hole": hole, "template": hole}]
    return rules.generalize([rules.identity([zero], slope(X), P, entries)], [], [below.clause])


@cache
def stationary_law() -> Theorem:
    """Where a function is least its gradient vanishes (Nesterov, Theorem 1.2.1)."""
    least, none = rules.assume([], is_minimiser()), times(ZERO, X)
    inside = Clause((), (), is_subgradient().relation).substitute({P: none})
    flat = rules.generalize([follows([_at(least, V)], inside.relation)], [V], [])
    return rules.generalize([apply(subgradient_law(), [flat], variables=[(P, none)])], [], [least.clause])


def _root_of_nothing(none: Theorem, length: Term) -> Theorem:
    """``a <= 0`` from ``a^2 <= 0``."""
    long = assumed("<", ZERO, length)
    positive = follows([long], ("<", ZERO, Term("pow", length, 2)))
    both = [{"coefficient": 1, "premises": [place]} for place in range(2)]
    impossible = rules.arithmetic([none, positive], ("<", ZERO, ZERO), both)
    short: Relation = ("<=", length, ZERO)
    return rules.cases([rules.assume([], fact(*short)), rules.absurd([impossible], short)], length, ZERO)


@cache
def tangent_law() -> Theorem:
    """What lies below its chords lies above its tangents (Nesterov, Theorem 2.1.2)."""
    between = rules.assume([], is_convex_between())
    moved = plus(X, times(TIME, sub(Y, X)))
    sag = times(HALF, MODULUS, TIME, sub(ONE, TIME), squared(sub(Y, X)))
    path = plus(value(moved), neg(times(TIME, sub(value(Y), value(X)))), sag)
    below = _at(between, Y, X, TIME, order=[rules.assume([], condition) for condition in INSIDE])
    highest = rules.generalize([follows([below], ("<=", path, substitute(path, {TIME: ZERO})))], [TIME], INSIDE)
    flat = first_slope(highest, ONE, follows([], ("<", ZERO, ONE)), path)
    shown = follows([flat], _tangent_bound(MODULUS))
    return rules.generalize([shown], [], [between.clause])


@cache
def monotone_gradient_law() -> Theorem:
    """A function whose gradient is monotone lies above its tangents (Nesterov, Theorem 2.1.3)."""
    return _parabola(below=True)


@cache
def bounded_rise_law() -> Theorem:
    """A function with ``<grad F(x) - grad F(y), x - y> <= mu |x - y|^2`` lies below its parabolas (Nesterov, 2.1.5)."""
    return _parabola(below=False)


@cache
def fall_law() -> Theorem:
    """A function whose gradient has the Lipschitz constant L lies above its tangent parabolas of curvature -L.

    ``<grad F(x) - grad F(y), x - y>`` is at least ``-L |x - y|^2``, by the Cauchy-Schwarz inequality.
    """
    given, step = rules.assume([], is_smooth()), sub(U, V)
    near = cauchy_schwarz([], neg(sub(slope(U), slope(V))), step)
    entries = [entry(0), entry(1, multiplier=Term("norm", step))]
    least = rules.arithmetic([near, _at(given, U, V)], is_monotone(neg(BOUND)).relation, entries)
    gradual = rules.generalize([least], [U, V], [])
    shown = apply(monotone_gradient_law(), [gradual], variables=[(MODULUS, neg(BOUND))])
    return rules.generalize([shown], [], [given.clause])


def _parabola(*, below: bool) -> Theorem:
    """What how the gradient changes along a segment says of the value at its end."""
    gradual = rules.assume([], is_monotone(MODULUS, least=below))
    step = sub(Y, X)
    moved = plus(X, times(TIME, step))
    square = squared(step)

    def ordered(parabola: Term, term: Term) -> Relation:
        return ("<=", parabola, term) if below else ("<=", term, parabola)

    rise = Term("inner", slope(moved), step)
    bound = plus(Term("inner", slope(X), step), times(TIME, MODULUS, square))
    later = assumed("<", ZERO, TIME)
    inverse = {"coefficient": 1, "premises": [0], "multiplier": Term("div", ONE, TIME)}
    compared = rules.arithmetic([_at(gradual, moved, X), later], ordered(bound, rise), [inverse])
    start, none = rules.assume([], INSIDE[0]), assumed("<=", TIME, ZERO)
    now = rules.congruence([orders.antisymmetry([none, start])], TIME, sub(rise, bound))
    pointwise = rules.cases([follows([now], ordered(bound, rise)), compared], TIME, ZERO)
    line = plus(times(TIME, Term("inner", slope(X), step)), times(HALF, MODULUS, Term("pow", TIME, 2), square))
    shown = over_unit_time(pointwise, TIME, [value(moved), line], ordered(*_tangent_bound(MODULUS)[1:]))
    return rules.generalize([shown], [], [gradual.clause])


@cache
def cocoercive_law() -> Theorem:
    """A smooth convex function lies above its tangents by at least |grad F(x) - grad F(y)|^2 / (2 L) (Nesterov, 2.1.5).

    Its tangent at x lies below it at y - (grad F(y) - grad F(x)) / L, where the descent lemma bounds it from y.
    Twice this is the theorem of Baillon and Haddad.
    """
    convex, steady = rules.assume([], is_convex()), rules.assume([], is_smooth())
    positive = assumed("<", ZERO, BOUND)
    gap = sub(slope(Y), slope(X))
    point = sub(Y, times(Term("div", ONE, BOUND), gap))
    fall = apply(descent_law(), [steady], variables=[(X, Y), (Y, point)])
    above = _at(convex, X, point)
    excess = times(Term("div", HALF, BOUND), squared(gap))
    tangent = plus(value(X), Term("inner", slope(X), sub(Y, X)), excess)
    shown = follows([fall, above, positive], ("<=", tangent, value(Y)))
    return rules.generalize([shown], [], [convex.clause, steady.clause, positive.clause])


@cache
def coercive_law() -> Theorem:
    """The gradient of a strongly convex and smooth function (Nesterov, Theorem 2.1.12).

    (mu + L) <grad F(x) - grad F(y), x - y> >= mu L |x - y|^2 + |grad F(x) - grad F(y)|^2: where mu < L by co-coercivity
    of F - mu/2 |.|^2, else by the moduli alone.
    """
    convex, steady = rules.assume([], is_convex(MODULUS)), rules.assume([], is_smooth())
    positive = [assumed("<", ZERO, MODULUS), assumed("<", ZERO, BOUND)]
    gap, step, both = sub(slope(X), slope(Y)), sub(X, Y), plus(MODULUS, BOUND)
    inner, square = Term("inner", gap, step), squared(step)
    goal: Relation = ("<=", plus(times(MODULUS, BOUND, square), squared(gap)), times(both, inner))
    order = assumed("<", MODULUS, BOUND)
    bounds = [_interpolated(convex, steady, order, *ends) for ends in ((X, Y), (Y, X))]
    rest, inverse = _inverse(order)
    scaled = [{"coefficient": 1, "premises": [place, 2]} for place in range(2)]
    excess = squared(sub(sub(slope(Y), slope(X)), times(MODULUS, sub(Y, X))))
    equal = {"coefficient": -1, "equality": 3, "multiplier": excess}
    apart = rules.arithmetic([*bounds, follows([order], ("<", ZERO, rest)), inverse], goal, [*scaled, equal])
    steep = follows([_at(convex, X, Y), _at(convex, Y, X)], ("<=", times(MODULUS, square), inner))
    short = _squared(_at(steady, X, Y), positive[1])
    entries = [
        {"coefficient": 1, "premises": [0], "multiplier": both},
        {"coefficient": 1, "premises": [1]},
        {"coefficient": 1, "premises": [2], "multiplier": both, "square": square[1]},
    ]
    alike = rules.arithmetic([steep, short, assumed("<=", BOUND, MODULUS), *positive], goal, entries)
    shown = rules.cases([alike, apart], BOUND, MODULUS)
    return rules.generalize([shown], [], [convex.clause, steady.clause, *(premise.clause for premise in positive)])


def _inverse(order: Theorem) -> tuple[Term, Theorem]:
    """L - mu, and that it times its inverse is 1."""
    rest = sub(BOUND, MODULUS)
    return rest, orders.reciprocal([follows([order], ("<", ZERO, Term("pow", rest, 2)))], rest)


def _interpolated(convex: Theorem, steady: Theorem, order: Theorem, x: Term, y: Term) -> Theorem:
    """F lies above its tangent at x by mu/2 |y - x|^2 + |w|^2 / (2 (L - mu)), w the change of the gradient of
    F - mu/2 |.|^2 (Taylor, Hendrickx, Glineur, Theorem 4).
    """
    rest, inverse = _inverse(order)
    step = sub(y, x)
    excess = sub(sub(slope(y), slope(x)), times(MODULUS, step))
    share = Term("div", ONE, rest)
    point = sub(y, times(share, excess))
    fall = apply(descent_law(), [steady], variables=[(X, y), (Y, point)])
    square = squared(excess)
    tangent = plus(value(x), Term("inner", slope(x), step), times(HALF, MODULUS, squared(step)))
    entries = [
        {"coefficient": 1, "premises": [0]},
        {"coefficient": 1, "premises": [1]},
        {"coefficient": 1, "equality": 2, "multiplier": times(HALF, share, square)},
    ]
    goal: Relation = ("<=", plus(tangent, times(HALF, share, square)), value(y))
    return rules.arithmetic([fall, _at(convex, x, point), inverse], goal, entries)


def _squared(short: Theorem, positive: Theorem) -> Theorem:
    """``a^2 <= L^2 b^2`` from ``a <= L b``, for norms a and b."""
    _, length, bound = short.clause.relation
    entries = [{"coefficient": 1, "premises": [0], "multiplier": factor} for factor in (length, bound)]
    return rules.arithmetic([short, positive], ("<=", Term("pow", length, 2), Term("pow", bound, 2)), entries)


@cache
def steady_law() -> Theorem:
    """Lipschitz bounds of gradients may be squared."""
    steady, positive = rules.assume([], is_smooth()), assumed("<=", ZERO, BOUND)
    return rules.generalize([_squared(_at(steady, X, Y), positive)], [], [steady.clause, positive.clause])


@cache
def steep_law() -> Theorem:
    """The gradient of a strongly convex function changes by at least mu |x - y| (Nesterov, Theorem 2.1.10).

    |w - mu (x - y)|^2 is not negative, for w the change of the gradient, and <w, x - y> is at least mu |x - y|^2.
    """
    convex, positive = rules.assume([], is_convex(MODULUS)), assumed("<", ZERO, MODULUS)
    gap, step = sub(slope(X), slope(Y)), sub(X, Y)
    entries = [
        *({"coefficient": 2, "premises": [place], "multiplier": MODULUS} for place in range(2)),
        {"coefficient": 1, "square": Term("norm", sub(gap, times(MODULUS, step)))},
    ]
    goal: Relation = ("<=", times(Term("pow", MODULUS, 2), squared(step)), squared(gap))
    shown = rules.arithmetic([_at(convex, X, Y), _at(convex, Y, X), positive], goal, entries)
    return rules.generalize([shown], [], [convex.clause, positive.clause])


@cache
def moduli_law() -> Theorem:
    """A function is no more convex than smooth: mu <= L, seen along a unit vector."""
    convex, steady = rules.assume([], is_convex(MODULUS)), rules.assume([], is_smooth())
    unit = assumed("=", Term("norm", X), ONE)
    none = times(ZERO, X)
    gap = sub(slope(X), slope(none))
    steep = follows(
        [_at(convex, X, none), _at(convex, none, X), unit], ("<=", MODULUS, Term("inner", gap, sub(X, none)))
    )
    short = cauchy_schwarz([], gap, sub(X, none))
    length = follows([_at(steady, X, none), unit], ("<=", Term("norm", gap), BOUND))
    shown = rules.generalize([follows([steep, short, length, unit], ("<=", MODULUS, BOUND))], [X], [unit.clause])
    return rules.generalize([unit_vector(shown)], [], [convex.clause, steady.clause])


@cache
def contraction_law() -> Theorem:
    """A gradient step contracts by 1 - eta mu where eta (mu + L) <= 2 (Nesterov, Theorem 2.1.15).

    (mu + L) times the difference of the squares is 2 eta times what :func:`coercive_law` says, and
    eta (2 - eta (mu + L)) times what :func:`steep_law` says.
    """
    convex, steady = rules.assume([], is_convex(MODULUS)), rules.assume([], is_smooth())
    positive = [assumed("<", ZERO, MODULUS), assumed("<", ZERO, BOUND)]
    later, both = assumed("<=", ZERO, RATE), plus(MODULUS, BOUND)
    short = assumed("<=", times(RATE, both), num(2))
    length = Term("norm", sub(X, Y))
    moved = Term("norm", sub(*(sub(point, times(RATE, slope(point))) for point in (X, Y))))
    bound = times(sub(ONE, times(RATE, MODULUS)), length)
    premises = [
        rules.instantiate([coercive_law(), convex, steady, *positive], []),
        rules.instantiate([steep_law(), convex, positive[0]], []),
        rules.instantiate([moduli_law(), convex, steady], []),
        short,
        later,
        *positive,
    ]
    squares = [Term("pow", side, 2) for side in (moved, bound)]
    goal: Relation = ("<=", squares[0], squares[1])
    entries = [{"coefficient": 2, "premises": [0], "multiplier": RATE}, entry(1, 3, multiplier=RATE)]
    scaled = rules.arithmetic(premises, ("<=", times(both, squares[0]), times(both, squares[1])), entries)
    more = rules.assume([], fact(*opposite(goal)))
    impossible = rules.arithmetic(
        [scaled, more, follows(positive, ("<", ZERO, both))], ("<", ZERO, ZERO), [entry(0), entry(1, 2)]
    )
    shown = by_cases(goal, rules.assume([], fact(*goal)), rules.absurd([impossible], goal))
    half = Fraction(1, 2)
    entries = [
        {"coefficient": half, "premises": [3], "multiplier": length},
        {"coefficient": half, "premises": [2, 4], "multiplier": length},
    ]
    sign = rules.arithmetic(premises, ("<=", ZERO, bound), entries)
    shown = orders.compare_squares([sign, shown], moved, bound)
    return rules.generalize([shown], [], [t.clause for t in (convex, steady, *positive, later, short)])


@cache
def polyak_lojasiewicz_law() -> Theorem:
    """A strongly convex function is steep where it is high (Karimi, Nutini, Schmidt 2016, Appendix A).

    2 mu (F(x) - F(y)) <= |grad F(x)|^2, which completes a square.
    """
    convex, positive = rules.assume([], is_convex(MODULUS)), assumed("<", ZERO, MODULUS)
    goal: Relation = ("<=", times(num(2), MODULUS, sub(value(X), value(Y))), squared(slope(X)))
    whole = squared(plus(slope(X), times(MODULUS, sub(Y, X))))
    square = rules.arithmetic([], ("<=", ZERO, whole), [{"coefficient": 1, "square": whole[1]}])
    entries = [
        {"coefficient": 2, "premises": [0], "multiplier": MODULUS},
        {"coefficient": 1, "premises": [1]},
    ]
    shown = rules.arithmetic([_at(convex, X, Y), square, positive], goal, entries)
    return rules.generalize([shown], [], [convex.clause, positive.clause])


@cache
def quadratic_growth_law() -> Theorem:
    """A strongly convex function grows quadratically from where it is least."""
    convex, least = rules.assume([], is_convex(MODULUS)), rules.assume([], is_minimiser())
    flat = apply(stationary_law(), [least], variables=[(X, X)])
    hole = Term("var", "hole", X.sort)
    level = rules.congruence([flat], hole, Term("inner", hole, sub(Y, X)))
    goal: Relation = ("<=", plus(value(X), times(HALF, MODULUS, squared(sub(Y, X)))), value(Y))
    return rules.generalize([follows([_at(convex, X, Y), level], goal)], [], [convex.clause, least.clause])


@cache
def gradient_gap_law() -> Theorem:
    """A smooth function is high where it is steep (Nesterov 2004, (2.1.7), without convexity).

    |grad F(y)|^2 <= 2 L (F(y) - F(x)) for a minimiser x, which is no higher than a step of 1 / L down from y.
    """
    steady, least = rules.assume([], is_smooth()), rules.assume([], is_minimiser())
    positive = assumed("<", ZERO, BOUND)
    below = sub(Y, times(Term("div", ONE, BOUND), slope(Y)))
    fall = apply(descent_law(), [steady], variables=[(X, Y), (Y, below)])
    goal: Relation = ("<=", squared(slope(Y)), times(num(2), BOUND, sub(value(Y), value(X))))
    entries = [{"coefficient": 2, "premises": [place], "multiplier": BOUND} for place in range(2)]
    shown = rules.arithmetic([fall, _at(least, below), positive], goal, entries)
    return rules.generalize([shown], [], [steady.clause, least.clause, positive.clause])


@cache
def bounded_gradient_law() -> Theorem:
    """A Lipschitz continuous function has a gradient that is no longer than its constant (Nesterov, 3.2.1)."""
    steady, steepest = rules.assume([], is_lipschitz()), slope(X)
    moved = plus(X, times(TIME, steepest))
    path = sub(value(moved), times(TIME, BOUND, Term("norm", steepest)))
    near = _at(steady, moved, X)
    start = rules.assume([], INSIDE[0])
    shown = follows([near, start], ("<=", path, substitute(path, {TIME: ZERO})))
    highest = rules.generalize([shown], [TIME], INSIDE)
    flat = first_slope(highest, ONE, follows([], ("<", ZERO, ONE)), path)
    return no_longer([flat], steepest, [steady.clause])


def no_longer(premises: Sequence[Theorem], vector: Term, assumed_of_it: Sequence[Clause]) -> Theorem:
    """A vector is at most c long, for a c >= 0, since the premises bound its square by c times its length."""
    length = Term("norm", vector)
    most = follows(premises, ("<=", Term("pow", length, 2), times(BOUND, length)))
    long, none, positive = assumed("<", ZERO, length), assumed("<=", length, ZERO), assumed("<=", ZERO, BOUND)
    inverse = {"coefficient": 1, "premises": [0], "multiplier": Term("div", ONE, length)}
    goal: Relation = ("<=", length, BOUND)
    divided = rules.arithmetic([most, long], goal, [inverse])
    shown = rules.cases([follows([none, positive], goal), divided], length, ZERO)
    return rules.generalize([shown], [], [*assumed_of_it, positive.clause])
