"""Bounds of the exponential by polynomials of degree 2: its tangent and its chord, integrated."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry, integrated
from proofcheck.provers.library.slopes import assumed, follows

S, X = (Term("var", name, SCALAR) for name in "sx")
K = Term("var", "k", NATURAL)
HALF = num("1/2")
TAYLOR: Term = Term("add", ONE, X, Term("mul", HALF, Term("pow", X, 2)))
_LINE: Term = Term("add", S, Term("mul", HALF, Term("pow", S, 2)))
"""What has the slope 1 + s."""


@cache
def lower_law() -> Theorem:
    """``1 + x + x^2 / 2 <= exp(x)`` where ``0 <= x``."""
    order = assumed("<=", ZERO, X)
    risen = integrated(orders.tangent_of_exp(S), order, S, ZERO, X)
    known = [risen, *(rules.fundamental_theorem([], S, ZERO, X, body) for body in (_LINE, Term("exp", S)))]
    return rules.generalize([follows(known, ("<=", TAYLOR, Term("exp", X)))], [], [order.clause])


@cache
def negative_law() -> Theorem:
    """``exp(x) <= 1 + x + x^2 / 2`` where ``x <= 0``."""
    order = assumed("<=", X, ZERO)
    risen = integrated(orders.tangent_of_exp(S), order, S, X, ZERO)
    known = [risen, *(rules.fundamental_theorem([], S, X, ZERO, body) for body in (_LINE, Term("exp", S)))]
    return rules.generalize([follows(known, ("<=", Term("exp", X), TAYLOR))], [], [order.clause])


@cache
def upper_law() -> Theorem:
    """``exp(x) <= 1 + x + x^2`` where ``x <= 1``: the chord of [0, 1], integrated, and e < 3."""
    order, most = assumed("<=", ZERO, X), assumed("<=", X, ONE)
    line = Term(
        "add", S, neg(Term("mul", HALF, Term("pow", S, 2))), Term("mul", HALF, Term("exp", ONE), Term("pow", S, 2))
    )
    risen = integrated(_chord(most), order, S, ZERO, X)
    known = [risen, *(rules.fundamental_theorem([], S, ZERO, X, body) for body in (line, Term("exp", S)))]
    square: Term = Term("pow", X, 2)
    bound: Term = Term("add", ONE, X, neg(Term("mul", HALF, square)), Term("mul", HALF, Term("exp", ONE), square))
    short = follows(known, ("<=", Term("exp", X), bound))
    goal: Relation = ("<=", Term("exp", X), Term("add", ONE, X, square))
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": HALF[1], "premises": [1], "square": X}]
    right = rules.arithmetic([short, _below_three()], goal, entries)
    negative = rules.instantiate([negative_law(), assumed("<=", X, ZERO)], [])
    half = {"coefficient": HALF[1], "square": X}
    left = rules.arithmetic([negative], goal, [{"coefficient": 1, "premises": [0]}, half])
    late = rules.generalize([right], [], [order.clause])
    right = rules.instantiate([late, follows([assumed("<", ZERO, X)], ("<=", ZERO, X))], [])
    return rules.generalize([rules.cases([left, right], X, ZERO)], [], [most.clause])


def _chord(most: Theorem) -> Theorem:
    """``exp(s) <= 1 - s + s e`` for s in [0, x], x at most 1: between the tangents at s, taken at 0 and at 1."""
    inside = [assumed("<=", ZERO, S), assumed("<=", S, X)]
    last = follows([inside[1], most], ("<=", S, ONE))
    tangents = [orders.tangent_of_exp(exponent) for exponent in (neg(S), sub(ONE, S))]
    slope: Term = Term("exp", S)
    goal: Relation = ("<=", slope, Term("add", ONE, neg(S), Term("mul", Term("exp", ONE), S)))
    entries = [{"coefficient": 1, "premises": pair, "multiplier": slope} for pair in ([0, 3], [1, 2])]
    return rules.arithmetic([*tangents, inside[0], last], goal, entries)


@cache
def _below_three() -> Theorem:
    """``e <= 3``: exp(1/6) is at most 6/5, by the tangent at -1/6."""
    root: Term = Term("exp", num("1/6"))
    tangent = orders.tangent_of_exp(num("-1/6"))
    inverse = {"coefficient": num("6/5")[1], "premises": [0], "multiplier": root}
    sixth = rules.arithmetic([tangent], ("<=", root, num("6/5")), [inverse])
    half = _product(_product(sixth, sixth), sixth)
    return follows([_product(half, half)], ("<=", Term("exp", ONE), num(3)))


def _product(one: Theorem, other: Theorem) -> Theorem:
    """``exp(a + b) <= c d`` from ``exp(a) <= c`` and ``exp(b) <= d``, for numbers."""
    (_, first, c), (_, second, d) = one.clause.relation, other.clause.relation
    entries = [
        {"coefficient": 1, "premises": [0], "multiplier": second},
        {"coefficient": c[1], "premises": [1]},
    ]
    exponent = num(first[1][1] + second[1][1])
    return rules.arithmetic([one, other], ("<=", Term("exp", exponent), num(c[1] * d[1])), entries)


@cache
def relative_law() -> Theorem:
    """``x - s <= x (log(x) - log(s))`` where ``0 < x`` and ``0 < s``: ``log(s / x) <= s / x - 1``, times x."""
    signs = [assumed("<", ZERO, letter) for letter in (X, S)]
    ratio = sub(Term("log", X), Term("log", S))
    goal: Relation = ("<=", sub(X, S), Term("mul", X, ratio))
    shown = rules.arithmetic([orders.tangent_of_exp(neg(ratio)), *signs], goal, [entry(0, multiplier=X)])
    return rules.generalize([shown], [], [sign.clause for sign in signs])


@cache
def log_below_root_law() -> Theorem:
    """``log(x) <= sqrt(x)`` where ``0 < x``: half of the left side is at most sqrt(x) / e, and e is at least 2."""
    positive = assumed("<", ZERO, X)
    root, half = Term("sqrt", X), Term("mul", HALF, Term("log", X))
    tangent, one = orders.tangent_of_exp(sub(half, ONE)), orders.tangent_of_exp(ONE)
    shrunk = Term("mul", root, Term("exp", neg(ONE)))
    entries = [{"coefficient": 2, "premises": [0]}, {"coefficient": 1, "premises": [1], "multiplier": shrunk}]
    shown = rules.arithmetic([tangent, one, positive], ("<=", Term("log", X), root), entries)
    return rules.generalize([shown], [], [positive.clause])


@cache
def powers_law() -> Theorem:
    """If 0 <= s and s <= exp(x) then s^k <= exp(k x) for natural k; by induction."""
    given = [assumed("<=", ZERO, S), assumed("<=", S, Term("exp", X))]
    relation: Relation = ("<=", Term("powi", S, K), Term("exp", Term("mul", K, X)))
    statement = fact(*relation)
    base = rules.arithmetic([], statement.substitute({K: ZERO}).relation, [])
    entries = [entry(0, 2), entry(1, multiplier=relation[2])]
    following = statement.substitute({K: Term("add", K, ONE)}).relation
    step = rules.arithmetic([*given, rules.assume([], statement)], following, entries)
    every = rules.induction([base, rules.generalize([step], [K], [statement])], K, statement)
    return rules.generalize([rules.instantiate([every], [(K, K)])], [], [each.clause for each in given])


def powers(premises: Sequence[Theorem], base: Term, exponent: Term, count: Term) -> Theorem:
    """``a^k <= exp(k x)`` for a natural k, from ``0 <= a`` and ``a <= exp(x)``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(powers_law(), premises, variables=[(S, base), (X, exponent), (K, count)])
