"""Laws about integrals of continuous functions, as paths that need not be differentiable."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius, orders, spectra
from proofcheck.provers.library.applying import apply, integrated

TIME = Term("var", "s", SCALAR)
START, END, FIRST, SECOND = (Term("var", name, SCALAR) for name in ("a", "b", "p", "q"))
_ONCE = {"coefficient": 1, "premises": [0]}
VECTOR, OPERATOR = Term("var", "w", ("V", "n")), Term("var", "W", ("O", "n", "p"))
_HOLE = Term("var", "hole", VECTOR.sort)


def _integral(s: Term, body: Term) -> Term:
    return Term("int", s, START, END, body)


def _integrated(s: Term, pointwise: Theorem) -> Theorem:
    """An inequality, integrated over [a, b], where a <= b."""
    return integrated(pointwise, rules.assume([], fact("<=", START, END)), s, START, END)


@cache
def triangle_law(kind: str = "V", s: Term = TIME) -> Theorem:
    """If a <= b then |int_a^b v| <= int_a^b |v|: for each w, <w, int v> = int <w, v> <= |w| int |v|.

    For vectors, or for operators with their Frobenius norms.
    """
    w = VECTOR if kind == "V" else OPERATOR
    vector = Term("path", "v", w.sort, s)
    whole, length = _integral(s, vector), _integral(s, Term("norm", vector))
    near = _integrated(s, (spectra.cauchy_schwarz if kind == "V" else frobenius.cauchy_schwarz)([], w, vector))
    under = rules.identity([], Term("inner", w, whole), _integral(s, Term("inner", w, vector)))
    bound = ("<=", Term("inner", w, whole), Term("mul", Term("norm", w), length))
    entries = [_ONCE, {"coefficient": 1, "equality": 1}]
    every = rules.generalize([rules.arithmetic([near, under], bound, entries)], [w], [])
    square = rules.instantiate([every], [(w, whole)])
    nonnegative = frobenius.not_negative(Term("norm", vector))
    relation, size = ("<=", Term("norm", whole), length), Term("norm", whole)
    flat = [_ONCE, {"coefficient": 1, "premises": [1]}]
    small = rules.assume([], fact("<=", size, ZERO))
    zero = rules.arithmetic([_integrated(s, nonnegative), small], relation, flat)
    positive = rules.assume([], fact("<", ZERO, size))
    entry = {"coefficient": 1, "premises": [0], "multiplier": Term("pow", size, -1)}
    shown = rules.cases([zero, rules.arithmetic([square, positive], relation, [entry])], size, ZERO)
    return rules.generalize([shown], [], [fact("<=", START, END)])


@cache
def operator_triangle_law(s: Term = TIME) -> Theorem:
    """If a <= b then |int_a^b v| <= int_a^b |v|, v an operator: for each u, |(int v) u| <= int |v u| <= |u| int |v|."""
    u = spectra.X
    path = Term("path", "v", OPERATOR.sort, s)
    whole, length, image = _integral(s, path), _integral(s, Term("opnorm", path)), Term("dot", path, u)
    order = rules.assume([], fact("<=", START, END))
    moved = rules.congruence(
        [rules.identity([], Term("dot", whole, u), _integral(s, image))], _HOLE, Term("norm", _HOLE)
    )
    steps = [moved, triangle([order], _integral(s, image)), _integrated(s, spectra.operator_norm([], path, u))]
    bound: Relation = ("<=", Term("norm", Term("dot", whole, u)), Term("mul", length, Term("norm", u)))
    entries = [{"coefficient": 1, "equality": 0}, *({"coefficient": 1, "premises": [place]} for place in (1, 2))]
    every = rules.generalize([rules.arithmetic(steps, bound, entries)], [u], [])
    return rules.generalize([spectra.operator_norm_least([every], whole, length, u)], [], [fact("<=", START, END)])


@cache
def cauchy_schwarz_law(s: Term = TIME) -> Theorem:
    """If a <= b then (int_a^b f g)^2 <= int_a^b f^2 int_a^b g^2: int (p f - q g)^2 is not negative for any p and q."""
    f, g = (Term("path", name, SCALAR, s) for name in "fg")
    ff, gg = (_integral(s, Term("pow", function, 2)) for function in (f, g))
    fg = _integral(s, Term("mul", f, g))
    difference = sub(Term("mul", FIRST, f), Term("mul", SECOND, g))
    square = Term("pow", difference, 2)
    nonnegative = rules.arithmetic([], ("<=", ZERO, square), [{"coefficient": 1, "square": difference}])
    expanded = orders.quadratic_form(FIRST, SECOND, ff, fg, gg)
    integrated = rules.arithmetic([_integrated(s, nonnegative)], ("<=", ZERO, expanded), [_ONCE])
    every = rules.generalize([integrated], [FIRST, SECOND], [])
    shown = orders.discriminant(every, ff, fg, gg)
    return rules.generalize([shown], [], [fact("<=", START, END)])


def triangle(premises: Sequence[Theorem], integral: Term, head: str = "norm") -> Theorem:
    """The norm of an integral, ``opnorm`` the operator norm, from the order of its limits."""
    _, s, low, high, body = integral
    law = operator_triangle_law(s) if head == "opnorm" else triangle_law(body.sort[0], s)
    sort = (VECTOR if body.sort[0] == "V" else OPERATOR).sort
    return apply(law, premises, variables=[(START, low), (END, high)], paths=[("v", sort, s, body)])


def cauchy_schwarz_of(premises: Sequence[Theorem], s: Term, low: Term, high: Term, f: Term, g: Term) -> Theorem:
    """The Cauchy-Schwarz inequality for integrals over s, from the order of the limits."""
    paths = [("f", SCALAR, s, f), ("g", SCALAR, s, g)]
    return apply(cauchy_schwarz_law(s), premises, variables=[(START, low), (END, high)], paths=paths)


@cache
def distance_law(s: Term = TIME) -> Theorem:
    """If a <= b then |x(b) - x(a)|^2 <= (b - a) int_a^b |x'|^2: the triangle and the Cauchy-Schwarz inequality."""
    position, velocity = (Term(head, "x", VECTOR.sort, s) for head in ("path", "dpath"))
    order, speed = rules.assume([], fact("<=", START, END)), Term("norm", velocity)
    length, energy = _integral(s, speed), _integral(s, Term("pow", speed, 2))
    travelled = rules.fundamental_theorem([], s, START, END, position)
    apart = travelled.clause.relation[2]
    hole = Term("var", "hole", VECTOR.sort)
    same = rules.congruence([travelled], hole, Term("norm", hole))
    short = triangle([order], _integral(s, velocity))
    size = Term("norm", apart)
    entries = [_ONCE, {"coefficient": -1, "equality": 1}]
    nearer = rules.arithmetic([short, same], ("<=", size, length), entries)
    squares = cauchy_schwarz_of([order], s, START, END, ONE, speed)
    signs = [{"coefficient": 1, "premises": [0], "multiplier": size}, {"coefficient": 1, "premises": [0, 1]}]
    nonnegative = _integrated(s, frobenius.not_negative(speed))
    bound: Relation = ("<=", Term("pow", size, 2), Term("mul", sub(END, START), energy))
    raised = [*signs, {"coefficient": 1, "premises": [2]}]
    shown = rules.arithmetic([nearer, nonnegative, squares], bound, raised)
    return rules.generalize([shown], [], [order.clause])


def distance(premises: Sequence[Theorem], s: Term, low: Term, high: Term, velocity: Term) -> Theorem:
    """What the integral of a squared velocity says of the distance travelled, from the order of the limits."""
    path = Term("path", *velocity[1:])
    variables = [(START, low), (END, high)]
    return apply(distance_law(s), premises, variables=variables, paths=[("x", VECTOR.sort, s, path)])


@cache
def point_law(kind: str = "S", s: Term = TIME) -> Theorem:
    """If a <= b and b <= a then int_a^b f = 0: f is f(a) all over [a, b], for a number or a vector f."""
    sort = SCALAR if kind == "S" else VECTOR.sort
    value, first = (Term("path", "f", sort, time) for time in (s, START))
    order, back = (rules.assume([], fact("<=", *ends)) for ends in ((START, END), (END, START)))
    inside = rules.over(s, START, END, ("=", value, first))
    above, below = (rules.assume([], condition) for condition in inside.conditions)
    near = rules.arithmetic([below, back], ("<=", s, START), [_ONCE, {"coefficient": 1, "premises": [1]}])
    hole = Term("var", "hole", SCALAR)
    constant = rules.congruence([orders.antisymmetry([near, above])], hole, Term("path", "f", sort, hole))
    everywhere = rules.generalize([constant], [s], inside.conditions)
    same = rules.functional_monotone([everywhere, order], _integral(s, value), _integral(s, first))
    total = rules.fundamental_theorem([], s, START, END, Term("mul", s, first))
    level = orders.antisymmetry([back, order])
    nothing = rules.congruence([level], hole, Term("mul", sub(hole, START), first))
    every = Term("var", "whole", sort)
    entries = [{"equation": place, "hole": every, "template": every} for place in range(3)]
    zero = Term("mul", ZERO, first)
    shown = rules.identity([same, total, nothing], _integral(s, value), zero, entries)
    return rules.generalize([shown], [], [fact("<=", START, END), fact("<=", END, START)])


def over_a_point(premises: Sequence[Theorem], integral: Term) -> Theorem:
    """The integral over [a, b] is 0, from ``a <= b`` and ``b <= a``."""
    _, s, low, high, body = integral
    law = point_law(body.sort[0], s)
    sort = SCALAR if body.sort[0] == "S" else VECTOR.sort
    return apply(law, premises, variables=[(START, low), (END, high)], paths=[("f", sort, s, body)])
