"""Laws about integrals and differential inequalities. References as in ``proofcheck.kernel.rules``."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import apply, rebound

TIME: Term = Term("var", "s", SCALAR)
END: Term = Term("var", "T", SCALAR)
RATE: Term = Term("var", "c", SCALAR)
BOUND: Term = Term("var", "L", SCALAR)


def _energy(time: Term) -> Term:
    """The scalar path E, at a time."""
    return Term("path", "E", SCALAR, time)


@cache
def groenwall_law(s: Term = TIME) -> Theorem:
    """Groenwall's inequality in differential form; the rate may have either sign (Evans, Appendix B.2.j).

    If 0 <= T and d/ds E(s) <= c E(s) for all s in [0, T], then E(T) <= E(0) exp(c T): E exp(-c s) does not increase.
    """
    falls = rules.over(s, ZERO, END, ("<=", Term("d", s, _energy(s)), Term("mul", RATE, _energy(s))))
    order = fact("<=", ZERO, END)
    weight: Term = Term("exp", Term("mul", neg(RATE), s))
    slope: Term = Term("d", s, Term("mul", _energy(s), weight))
    inside = [rules.assume([], condition) for condition in falls.conditions]
    now = rules.instantiate([rules.assume([], falls), *inside], [(s, s)])
    down = rules.arithmetic([now], ("<=", slope, ZERO), [{"coefficient": 1, "premises": [0], "multiplier": weight}])
    pointwise = rules.generalize([down], [s], falls.conditions)
    ends: list[Term] = [Term("int", s, ZERO, END, body) for body in (slope, ZERO)]
    integral = rules.integral_monotone([pointwise, rules.assume([], order)], *ends)
    total = rules.fundamental_theorem([], s, ZERO, END, slope[2])
    growth: Term = Term("exp", Term("mul", RATE, END))
    shown = rules.arithmetic(
        [integral, total],
        ("<=", _energy(END), Term("mul", _energy(ZERO), growth)),
        [
            {"coefficient": 1, "premises": [0], "multiplier": growth},
            {"coefficient": -1, "equality": 1, "multiplier": growth},
        ],
    )
    return rules.generalize([shown], [], [order, falls])


def groenwall(premises: Sequence[Theorem], s: Term, end: Term, moving: Term, rate: Term) -> Theorem:
    """Groenwall's inequality for an energy as a term in the time s; the premises are ``0 <= T`` and its decay."""
    values = [(END, end), (RATE, rate)]
    return apply(groenwall_law(s), premises, variables=values, paths=[("E", SCALAR, s, moving)])


def _slope(point: Term) -> Term:
    return Term("gradfn", "F", "n", point)


def _value(point: Term) -> Term:
    return Term("fn", "F", ("V", "n"), SCALAR, point)


@cache
def descent_law(u: str = "u", v: str = "v") -> Theorem:
    """The quadratic upper bound of a function with Lipschitz gradient (Nesterov 2004, Lemma 1.2.3).

    If |grad F(u) - grad F(v)| <= L |u - v| for all u, v, then F(y) <= F(x) + <grad F(x), y - x> + (L / 2) |y - x|^2:
    F(x + s (y - x)) rises at a rate of at most <grad F(x), y - x> + s L |y - x|^2.
    """
    x, y = (Term("var", name, ("V", "n")) for name in "xy")
    first, second = Term("var", u, x[2]), Term("var", v, x[2])
    difference: Term = Term("norm", sub(_slope(first), _slope(second)))
    lipschitz = Clause((first, second), (), ("<=", difference, Term("mul", BOUND, Term("norm", sub(first, second)))))
    step = sub(y, x)
    point: Term = Term("add", x, Term("mul", TIME, step))
    rise, start = Term("inner", _slope(point), step), Term("inner", _slope(x), step)
    square: Term = Term("pow", Term("norm", step), 2)
    bound: Term = Term("add", start, Term("mul", TIME, BOUND, square))
    inside = (fact("<=", ZERO, TIME), fact("<=", TIME, ONE))
    near = rules.instantiate([rules.assume([], lipschitz)], [(first, point), (second, x)])
    steep = rules.cauchy_schwarz([], sub(_slope(point), _slope(x)), step)
    slow = rules.arithmetic(
        [rules.assume([], inside[0]), near, steep],
        ("<=", rise, bound),
        [{"coefficient": 1, "premises": [1], "multiplier": Term("norm", step)}, {"coefficient": 1, "premises": [2]}],
    )
    pointwise = rules.generalize([slow], [TIME], inside)
    order = rules.arithmetic([], ("<=", ZERO, ONE), [{"coefficient": 1}])
    ends: list[Term] = [Term("int", TIME, ZERO, ONE, body) for body in (rise, bound)]
    integral = rules.integral_monotone([pointwise, order], *ends)
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


def descent_lemma(premises: Sequence[Theorem], x: Term, y: Term) -> Theorem:
    """The descent lemma at two points; the premise is the Lipschitz bound of the gradient.

    Raises:
        KernelError: it is not.
    """
    (premise,) = premises
    premise = rebound(premise, x.free | y.free)
    (u, v), (_, difference, bound) = premise.clause.variables, premise.clause.relation
    if bound[0] != "mul" or difference[0] != "norm" or difference[1][0] != "add" or difference[1][1][0] != "gradfn":
        raise KernelError("the premise is not a Lipschitz bound of a gradient")
    name = difference[1][1][1]
    return apply(
        descent_law(u[1], v[1]),
        [premise],
        functions=[("F", name)],
        variables=[(Term("var", "x", ("V", "n")), x), (Term("var", "y", ("V", "n")), y), (BOUND, bound[1])],
    )
