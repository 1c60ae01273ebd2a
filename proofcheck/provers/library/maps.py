"""Laws about maps between vector spaces whose Jacobian is bounded, everywhere or in a ball: the mean value inequality.

Reference: Rudin, Principles of Mathematical Analysis, 3rd edition, Theorem 9.19.
"""

from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.segments import Domain, moved
from proofcheck.provers.library.slopes import assumed, first_slope, follows, over_unit_time
from proofcheck.provers.library.spectra import cauchy_schwarz, operator_norm, operator_norm_least
from proofcheck.provers.library.terms import plus, squared, times

TIME, BOUND, MODULUS, RADIUS = (Term("var", name, SCALAR) for name in ("s", "L", "mu", "c"))
X, Y, U = (Term("var", name, ("V", "p")) for name in ("x", "y", "u"))
V = Term("var", "v", ("V", "p"))
DIRECTION, W = (Term("var", name, ("V", "n")) for name in "ew")


def value(point: Term, to: str = "n") -> Term:
    """G at a point."""
    return Term("fn", "G", point.sort, ("V", to), point)


def jacobian(point: Term, to: str = "n") -> Term:
    """The Jacobian of G at a point."""
    return Term("jac", "G", "p", to, point)


def has_jacobian_above() -> Clause:
    """``mu |v|^2 <= <DG(u) v, v>`` everywhere, for a map of a space into itself."""
    return Clause((U, V), (), ("<=", times(MODULUS, squared(V)), _form(U, V)))


def has_jacobian_below() -> Clause:
    """``<DG(u) v, v> <= mu |v|^2`` everywhere, for a map of a space into itself."""
    return Clause((U, V), (), ("<=", _form(U, V), times(MODULUS, squared(V))))


def _form(at: Term, along: Term) -> Term:
    return Term("inner", Term("dot", jacobian(at, "p"), along), along)


def has_short_jacobian(domain: Domain) -> Clause:
    """``|DG(u)| <= L`` in a domain."""
    return Clause((U,), domain.contains(U), ("<=", Term("opnorm", jacobian(U)), BOUND))


def has_lipschitz_jacobian() -> Clause:
    """``|DG(u) - DG(v)| <= L |u - v|`` everywhere."""
    apart = Term("opnorm", sub(jacobian(U), jacobian(V)))
    return Clause((U, V), (), ("<=", apart, times(BOUND, Term("norm", sub(U, V)))))


@cache
def taylor_map_law() -> Theorem:
    """``|G(x) - G(y) - DG(y) (x - y)| <= L / 2 |x - y|^2``, if the Jacobian has the Lipschitz constant L.

    ``<G(y + s (x - y)) - s DG(y) (x - y), e>`` has at most the slope ``L s |x - y|^2 |e|`` for each e.
    """
    given, forward = rules.assume([], has_lipschitz_jacobian()), assumed("<=", ZERO, TIME)
    point, step = moved(X, Y), sub(X, Y)
    length, size = Term("norm", step), Term("norm", DIRECTION)
    turn, line = sub(jacobian(point), jacobian(Y)), Term("dot", jacobian(Y), step)
    image = Term("dot", turn, step)
    apart = rules.instantiate([given], [(U, point), (V, Y)])
    near, applied = cauchy_schwarz([], image, DIRECTION), operator_norm([], turn, step)
    most = times(BOUND, squared(step), size)
    rate = sub(Term("inner", Term("dot", jacobian(point), step), DIRECTION), Term("inner", line, DIRECTION))
    entries = [entry(0), entry(1, multiplier=size), entry(2, multiplier=times(length, size))]
    pointwise = rules.arithmetic([near, applied, apart, forward], ("<=", rate, times(TIME, most)), entries)
    moving = sub(Term("inner", value(point), DIRECTION), times(TIME, Term("inner", line, DIRECTION)))
    gap, radius = sub(sub(value(X), value(Y)), line), times(num("1/2"), BOUND, squared(step))
    risen = times(num("1/2"), Term("pow", TIME, 2), most)
    along = over_unit_time(pointwise, TIME, [moving, risen], ("<=", Term("inner", gap, DIRECTION), times(radius, size)))
    ends = rules.instantiate([given], [(U, X), (V, Y)])
    signs = [frobenius.not_negative(Term("opnorm", sub(jacobian(X), jacobian(Y)))), ends]
    half = {"coefficient": Fraction(1, 2), "multiplier": length}
    positive = rules.arithmetic(signs, ("<=", ZERO, radius), [{**entry(place), **half} for place in (0, 1)])
    every = rules.generalize([along], [DIRECTION], [])
    shown = apply(directions_law(), [every, positive], variables=[(W, gap), (RADIUS, radius)])
    return rules.generalize([shown], [], [given.clause])


@cache
def monotone_map_law() -> Theorem:
    """``mu |x - y|^2 <= <G(x) - G(y), x - y>`` for a map whose Jacobian is at least mu, as a form."""
    return _of_form(has_jacobian_above())


@cache
def bounded_map_law() -> Theorem:
    """``<G(x) - G(y), x - y> <= mu |x - y|^2`` for a map whose Jacobian is at most mu, as a form."""
    return _of_form(has_jacobian_below())


def _of_form(bounded: Clause) -> Theorem:
    given = rules.assume([], bounded)
    step = sub(X, Y)
    pointwise = rules.instantiate([given], [(U, moved(X, Y)), (V, step)])
    least = times(MODULUS, squared(step))
    gap = Term("inner", sub(value(X, "p"), value(Y, "p")), step)
    relation: Relation = ("<=", least, gap) if bounded == has_jacobian_above() else ("<=", gap, least)
    lines = [Term("inner", value(moved(X, Y), "p"), step), times(TIME, least)]
    shown = over_unit_time(pointwise, TIME, lines, relation)
    return rules.generalize([shown], [], [given.clause])


@cache
def directions_law() -> Theorem:
    """If 0 <= c and ``<w, e> <= c |e|`` for all e, then ``|w| <= c``: e is w itself."""
    positive = assumed("<=", ZERO, RADIUS)
    everywhere = Clause((DIRECTION,), (), ("<=", Term("inner", W, DIRECTION), times(RADIUS, Term("norm", DIRECTION))))
    square = rules.instantiate([rules.assume([], everywhere)], [(DIRECTION, W)])
    size = Term("norm", W)
    relation: Relation = ("<=", size, RADIUS)
    flat, long = assumed("<=", size, ZERO), assumed("<", ZERO, size)
    still = rules.arithmetic([flat, positive], relation, [entry(0), entry(1)])
    shown = rules.arithmetic([square, long], relation, [entry(0, multiplier=Term("pow", size, -1))])
    return rules.generalize([rules.cases([still, shown], size, ZERO)], [], [everywhere, positive.clause])


@cache
def lipschitz_map_law(domain: Domain) -> Theorem:
    """A map whose Jacobian has norm at most L is Lipschitz continuous with constant L (Rudin, Theorem 9.19).

    ``<G(x) - G(y), e>`` is at most ``L |x - y| |e|`` for each e; e is the difference itself.
    """
    short = rules.assume([], has_short_jacobian(domain))
    point, step = moved(X, Y), sub(X, Y)
    here, length, size = jacobian(point), Term("norm", step), Term("norm", DIRECTION)
    now = rules.instantiate([short, *domain.between(X, Y)], [(U, point)])
    image = Term("dot", here, step)
    rate = Term("inner", image, DIRECTION)
    radius = times(BOUND, length)
    most = times(radius, size)
    entries = [entry(0), entry(1, multiplier=size), entry(2, multiplier=times(length, size))]
    near, applied = cauchy_schwarz([], image, DIRECTION), operator_norm([], here, step)
    pointwise = rules.arithmetic([near, applied, now], ("<=", rate, most), entries)
    gap = sub(value(X), value(Y))
    moving = Term("inner", value(point), DIRECTION)
    along = over_unit_time(pointwise, TIME, [moving, times(TIME, most)], ("<=", Term("inner", gap, DIRECTION), most))
    end = rules.instantiate([short, *(rules.assume([], c) for c in domain.contains(X))], [(U, X)])
    positive = rules.arithmetic(
        [frobenius.not_negative(Term("opnorm", jacobian(X))), end],
        ("<=", ZERO, radius),
        [entry(0, multiplier=length), entry(1, multiplier=length)],
    )
    every = rules.generalize([along], [DIRECTION], [])
    shown = apply(directions_law(), [every, positive], variables=[(W, gap), (RADIUS, radius)])
    return rules.generalize([shown], [], [short.clause, *domain.at_ends(X, Y)])


def is_lipschitz_map() -> Clause:
    """``|G(u) - G(v)| <= L |u - v|`` everywhere."""
    apart = Term("norm", sub(value(U), value(V)))
    return Clause((U, V), (), ("<=", apart, times(BOUND, Term("norm", sub(U, V)))))


@cache
def short_jacobian_law() -> Theorem:
    """The Jacobian of a map with the Lipschitz constant L has at most the norm L.

    For each v and e, ``<G(x + s v), e> - s L |v| |e|`` is nowhere larger than at s = 0.
    """
    steady, positive = rules.assume([], is_lipschitz_map()), assumed("<=", ZERO, BOUND)
    inside = [assumed("<=", ZERO, TIME), assumed("<=", TIME, ONE)]
    point = plus(X, times(TIME, V))
    apart = rules.instantiate([steady], [(U, point), (V, X)])
    near, size = cauchy_schwarz([], sub(value(point), value(X)), DIRECTION), Term("norm", DIRECTION)
    radius = times(BOUND, Term("norm", V))
    path = sub(Term("inner", value(point), DIRECTION), times(TIME, radius, size))
    relation: Relation = ("<=", path, substitute(path, {TIME: ZERO}))
    shown = rules.arithmetic([near, apart, inside[0]], relation, [entry(0), entry(1, multiplier=size)])
    highest = rules.generalize([shown], [TIME], [condition.clause for condition in inside])
    flat = first_slope(highest, ONE, follows([], ("<", ZERO, ONE)), path)
    image = Term("dot", jacobian(X), V)
    slope = rules.arithmetic([flat], ("<=", Term("inner", image, DIRECTION), times(radius, size)), [entry(0)])
    sign = rules.arithmetic([positive], ("<=", ZERO, radius), [entry(0, multiplier=Term("norm", V))])
    every = rules.generalize([slope], [DIRECTION], [])
    short = apply(directions_law(), [every, sign], variables=[(W, image), (RADIUS, radius)])
    norm = operator_norm_least([rules.generalize([short], [V], [])], jacobian(X), BOUND, V)
    return rules.generalize([norm], [], [steady.clause, positive.clause])
