"""Laws about integrals and differential inequalities. References as in ``proofcheck.kernel.rules``."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import apply, integrated, rebound
from proofcheck.provers.library.spectra import cauchy_schwarz

TIME: Term = Term("var", "s", SCALAR)
END: Term = Term("var", "T", SCALAR)
RATE: Term = Term("var", "c", SCALAR)
BOUND: Term = Term("var", "L", SCALAR)
HERE, THERE = (Term("var", name, ("V", "n")) for name in "xy")


def _energy(time: Term) -> Term:
    """The scalar path E, at a time."""
    return Term("path", "E", SCALAR, time)


@cache
def groenwall_with_source_law(s: Term = TIME) -> Theorem:
    """Groenwall's inequality in differential form; the rate may have either sign (Evans, Appendix B.2.j).

    If 0 <= T and d/ds E(s) <= c E(s) + g(s) for all s in [0, T], then E(T) <= exp(c T) (E(0) + int_0^T exp(-c s) g(s)):
    E exp(-c s) rises at a rate of at most exp(-c s) g(s).
    """
    rate = Term("add", Term("mul", RATE, _energy(s)), _source(s))
    rises = rules.over(s, ZERO, END, ("<=", Term("d", s, _energy(s)), rate))
    order = fact("<=", ZERO, END)
    weight = Term("exp", Term("mul", neg(RATE), s))
    slope, source = Term("d", s, Term("mul", _energy(s), weight)), Term("mul", weight, _source(s))
    inside = [rules.assume([], condition) for condition in rises.conditions]
    now = rules.instantiate([rules.assume([], rises), *inside], [(s, s)])
    slow = rules.arithmetic([now], ("<=", slope, source), [{"coefficient": 1, "premises": [0], "multiplier": weight}])
    pointwise = rules.generalize([slow], [s], rises.conditions)
    rise, most = (Term("int", s, ZERO, END, body) for body in (slope, source))
    integral = rules.functional_monotone([pointwise, rules.assume([], order)], rise, most)
    total = rules.fundamental_theorem([], s, ZERO, END, slope[2])
    growth = Term("exp", Term("mul", RATE, END))
    shown = rules.arithmetic(
        [integral, total],
        ("<=", _energy(END), Term("mul", growth, Term("add", _energy(ZERO), most))),
        [
            {"coefficient": 1, "premises": [0], "multiplier": growth},
            {"coefficient": -1, "equality": 1, "multiplier": growth},
        ],
    )
    return rules.generalize([shown], [], [order, rises])


@cache
def groenwall_law(s: Term = TIME) -> Theorem:
    """The same without a source: if d/ds E(s) <= c E(s) for all s in [0, T], then E(T) <= E(0) exp(c T)."""
    falls = rules.over(s, ZERO, END, ("<=", Term("d", s, _energy(s)), Term("mul", RATE, _energy(s))))
    order = fact("<=", ZERO, END)
    inside = [rules.assume([], condition) for condition in falls.conditions]
    now = rules.instantiate([rules.assume([], falls), *inside], [(s, s)])
    silent = Term("add", Term("mul", RATE, _energy(s)), ZERO)
    slow = rules.arithmetic([now], ("<=", Term("d", s, _energy(s)), silent), [{"coefficient": 1, "premises": [0]}])
    rises = rules.generalize([slow], [s], falls.conditions)
    paths = [("g", SCALAR, s, ZERO)]
    grown = apply(groenwall_with_source_law(s), [rules.assume([], order), rises], paths=paths)
    most = Term("mul", _energy(ZERO), Term("exp", Term("mul", RATE, END)))
    shown = rules.arithmetic([grown], ("<=", _energy(END), most), [{"coefficient": 1, "premises": [0]}])
    return rules.generalize([shown], [], [order, falls])


def groenwall_with_source(
    premises: Sequence[Theorem], s: Term, end: Term, moving: Term, rate: Term, source: Term
) -> Theorem:
    """Groenwall's inequality for an energy and a source as terms in the time s; the premises as without a source."""
    paths = [("E", SCALAR, s, moving), ("g", SCALAR, s, source)]
    return apply(groenwall_with_source_law(s), premises, variables=[(END, end), (RATE, rate)], paths=paths)


def groenwall(premises: Sequence[Theorem], s: Term, end: Term, moving: Term, rate: Term) -> Theorem:
    """Groenwall's inequality for an energy as a term in the time s; the premises are ``0 <= T`` and its decay."""
    values = [(END, end), (RATE, rate)]
    return apply(groenwall_law(s), premises, variables=values, paths=[("E", SCALAR, s, moving)])


def _source(time: Term) -> Term:
    """The scalar path g, at a time."""
    return Term("path", "g", SCALAR, time)


def _slope(point: Term) -> Term:
    return Term("gradfn", "F", "n", point)


def _value(point: Term) -> Term:
    return Term("fn", "F", ("V", "n"), SCALAR, point)


def _lipschitz(u: str, v: str) -> Clause:
    """|grad F(u) - grad F(v)| <= L |u - v| for all u, v."""
    first, second = (Term("var", name, HERE.sort) for name in (u, v))
    difference = Term("norm", sub(_slope(first), _slope(second)))
    relation = ("<=", difference, Term("mul", BOUND, Term("norm", sub(first, second))))
    return Clause((first, second), (), relation)


@cache
def descent_law(u: str = "u", v: str = "v") -> Theorem:
    """The quadratic upper bound of a function with Lipschitz gradient (Nesterov 2004, Lemma 1.2.3).

    If |grad F(u) - grad F(v)| <= L |u - v| for all u, v, then F(y) <= F(x) + <grad F(x), y - x> + (L / 2) |y - x|^2:
    F(x + s (y - x)) rises at a rate of at most <grad F(x), y - x> + s L |y - x|^2.
    """
    x, y = HERE, THERE
    lipschitz = _lipschitz(u, v)
    first, second = lipschitz.variables
    step = sub(y, x)
    point: Term = Term("add", x, Term("mul", TIME, step))
    rise, start = Term("inner", _slope(point), step), Term("inner", _slope(x), step)
    square: Term = Term("pow", Term("norm", step), 2)
    bound: Term = Term("add", start, Term("mul", TIME, BOUND, square))
    near = rules.instantiate([rules.assume([], lipschitz)], [(first, point), (second, x)])
    steep = cauchy_schwarz([], sub(_slope(point), _slope(x)), step)
    slow = rules.arithmetic(
        [rules.assume([], fact("<=", ZERO, TIME)), near, steep],
        ("<=", rise, bound),
        [{"coefficient": 1, "premises": [1], "multiplier": Term("norm", step)}, {"coefficient": 1, "premises": [2]}],
    )
    order = rules.arithmetic([], ("<=", ZERO, ONE), [{"coefficient": 1}])
    integral = integrated(slow, order, TIME, ZERO, ONE)
    risen = rules.fundamental_theorem([], TIME, ZERO, ONE, _value(point))
    most = Term("add", Term("mul", TIME, start), Term("mul", num("1/2"), Term("pow", TIME, 2), BOUND, square))
    bounded = rules.fundamental_theorem([], TIME, ZERO, ONE, most)
    shown = rules.arithmetic(
        [integral, risen, bounded],
        ("<=", _value(y), Term("add", _value(x), start, Term("mul", Term("div", BOUND, num(2)), square))),
        [
            {"coefficient": 1, "premises": [0]},
            {"coefficient": -1, "equality": 1},
            {"coefficient": 1, "equality": 2},
        ],
    )
    return rules.generalize([shown], [], [lipschitz])


@cache
def gradient_bound_law(u: str = "u", v: str = "v", y: str = "y") -> Theorem:
    """A function with Lipschitz gradient is steep only high above its lower bounds (Nesterov 2004, (1.2.13)).

    If |grad F(u) - grad F(v)| <= L |u - v| for all u, v, c <= F(y) for all y, and 0 < L, then
    |grad F(x)|^2 <= 2 L (F(x) - c): the descent lemma at x and x - grad F(x) / L.
    """
    lipschitz, anywhere = _lipschitz(u, v), Term("var", y, HERE.sort)
    below, positive = Clause((anywhere,), (), ("<=", RATE, _value(anywhere))), fact("<", ZERO, BOUND)
    slope = _slope(HERE)
    lower = sub(HERE, Term("mul", Term("div", ONE, BOUND), slope))
    fall = apply(descent_law(u, v), [rules.assume([], lipschitz)], variables=[(THERE, lower)])
    floor = rules.instantiate([rules.assume([], below)], [(anywhere, lower)])
    height = sub(_value(HERE), RATE)
    twice = Term("mul", num(2), BOUND)
    shown = rules.arithmetic(
        [fall, floor, rules.assume([], positive)],
        ("<=", Term("pow", Term("norm", slope), 2), Term("mul", twice, height)),
        [{"coefficient": 1, "premises": [place], "multiplier": twice} for place in (0, 1)],
    )
    return rules.generalize([shown], [], [lipschitz, below, positive])


def _gradient_of(lipschitz: Clause) -> tuple[str, Term]:
    """The function whose gradient has a Lipschitz bound, and the bound."""
    _, difference, bound = lipschitz.relation
    if bound[0] != "mul" or difference[0] != "norm" or difference[1][0] != "add" or difference[1][1][0] != "gradfn":
        raise KernelError("the premise is not a Lipschitz bound of a gradient")
    return difference[1][1][1], bound[1]


def descent_lemma(premises: Sequence[Theorem], x: Term, y: Term) -> Theorem:
    """The descent lemma at two points; the premise is the Lipschitz bound of the gradient.

    Raises:
        KernelError: it is not.
    """
    (premise,) = premises
    premise = rebound(premise, x.free | y.free)
    u, v = premise.clause.variables
    name, bound = _gradient_of(premise.clause)
    law = descent_law(u[1], v[1])
    return apply(law, [premise], functions=[("F", name)], variables=[(HERE, x), (THERE, y), (BOUND, bound)])


def gradient_bound(premises: Sequence[Theorem], x: Term) -> Theorem:
    """The bound of a gradient at a point; the premises are its Lipschitz bound, a lower bound of the function at all
    points, and that the Lipschitz constant is positive.

    Raises:
        KernelError: they are not.
    """
    lipschitz, below, positive = premises
    lipschitz = rebound(lipschitz, x.free | below.clause.free_variables())
    below = rebound(below, x.free | lipschitz.clause.free_variables())
    (u, v), (y,) = lipschitz.clause.variables, below.clause.variables
    name, bound = _gradient_of(lipschitz.clause)
    law = gradient_bound_law(u[1], v[1], y[1])
    letters = [(HERE, x), (BOUND, bound), (RATE, below.clause.relation[1])]
    return apply(law, [lipschitz, below, positive], functions=[("F", name)], variables=letters)
