"""Laws about integrals and differential inequalities. References as in ``proofcheck.kernel.rules``."""

from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import SCALAR, ZERO, Term, neg
from proofcheck.kernel.theorem import Theorem

TIME: Term = ("var", "s", SCALAR)
END: Term = ("var", "T", SCALAR)
RATE: Term = ("var", "c", SCALAR)


def energy(time: Term) -> Term:
    """The scalar path E, at a time."""
    return ("path", "E", SCALAR, time)


@cache
def groenwall(s: Term = TIME) -> Theorem:
    """Groenwall's inequality in differential form; the rate may have either sign (Evans, Appendix B.2.j).

    If 0 <= T and d/ds E(s) <= c E(s) for all s in [0, T], then E(T) <= E(0) exp(c T): E exp(-c s) does not increase.
    """
    falls = rules.over(s, ZERO, END, ("<=", ("d", s, energy(s)), ("mul", RATE, energy(s))))
    order = fact("<=", ZERO, END)
    weight: Term = ("exp", ("mul", neg(RATE), s))
    slope: Term = ("d", s, ("mul", energy(s), weight))
    inside = [rules.assume([], condition) for condition in falls.conditions]
    now = rules.instantiate([rules.assume([], falls), *inside], [(s, s)])
    down = rules.arithmetic([now], ("<=", slope, ZERO), [{"coefficient": 1, "premises": [0], "multiplier": weight}])
    pointwise = rules.generalize([down], [s], falls.conditions)
    ends: list[Term] = [("int", s, ZERO, END, body) for body in (slope, ZERO)]
    integral = rules.integral_monotone([pointwise, rules.assume([], order)], *ends)
    total = rules.fundamental_theorem([], s, ZERO, END, slope[2])
    growth: Term = ("exp", ("mul", RATE, END))
    shown = rules.arithmetic(
        [integral, total],
        ("<=", energy(END), ("mul", energy(ZERO), growth)),
        [
            {"coefficient": 1, "premises": [0], "multiplier": growth},
            {"coefficient": -1, "equality": 1, "multiplier": growth},
        ],
    )
    return rules.generalize([shown], [], [order, falls])
