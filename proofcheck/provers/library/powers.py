"""Powers: of numbers in strict order, of one number with different exponents, and with real exponents."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry, equality

A, B, R = (Term("var", name, SCALAR) for name in "abr")
J, K = (Term("var", name, NATURAL) for name in "jk")


@cache
def strict_law() -> Theorem:
    """If 0 <= a and a < b then a^(k + 1) < b^(k + 1) for natural k.

    By induction, as b b^(k + 1) - a a^(k + 1) = (b - a) b^(k + 1) + a (b^(k + 1) - a^(k + 1)).
    """
    sign, order = rules.assume([], fact("<=", ZERO, A)), rules.assume([], fact("<", A, B))
    positive = rules.arithmetic([sign, order], ("<", ZERO, B), [entry(0), entry(1)])
    following = Term("add", K, ONE)
    statement = fact("<", Term("powi", A, following), Term("powi", B, following))
    base = rules.arithmetic([order], statement.substitute({K: ZERO}).relation, [entry(0)])
    step = rules.arithmetic(
        [sign, order, rules.assume([], statement), positive],
        statement.substitute({K: following}).relation,
        [entry(1, multiplier=Term("powi", B, following)), entry(0, 2)],
    )
    every = rules.induction([base, rules.generalize([step], [K], [statement])], K, statement)
    return rules.generalize([rules.instantiate([every], [(K, K)])], [], [sign.clause, order.clause])


def compare_strictly(premises: Sequence[Theorem], a: Term, b: Term, k: Term) -> Theorem:
    """``a^(k + 1) < b^(k + 1)`` for a natural k, from ``0 <= a`` and ``a < b``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(strict_law(), premises, variables=[(A, a), (B, b), (K, k)])


@cache
def rising_law() -> Theorem:
    """If 1 <= b then b^j <= b^(j + k) for natural j and k: b^k is at least 1 + k (b - 1)."""
    least = rules.assume([], fact("<=", ONE, B))
    positive = rules.arithmetic([least], ("<", ZERO, B), [entry(0), entry()])
    weak = rules.arithmetic([positive], ("<=", ZERO, B), [entry(0)])
    least_power = orders.bernoulli([weak], B, K)
    here = Term("powi", B, J)
    goal: Relation = ("<=", here, Term("powi", B, Term("add", J, K)))
    entries = [entry(0, multiplier=here), entry(1, multiplier=Term("mul", K, here))]
    shown = rules.arithmetic([least_power, least, positive], goal, entries)
    return rules.generalize([shown], [], [least.clause])


def rising(premises: Sequence[Theorem], b: Term, j: Term, k: Term) -> Theorem:
    """``b^j <= b^(j + k)`` for natural j and k, from ``1 <= b``.

    Raises:
        KernelError: the premise says something else.
    """
    return apply(rising_law(), premises, variables=[(B, b), (J, j), (K, k)])


@cache
def below_one_law() -> Theorem:
    """If 0 <= a and a <= 1 then a^k <= 1 for natural k, by induction: 1 - a a^k = a (1 - a^k) + (1 - a)."""
    sign, most = rules.assume([], fact("<=", ZERO, A)), rules.assume([], fact("<=", A, ONE))
    statement = fact("<=", Term("powi", A, K), ONE)
    base = rules.arithmetic([], statement.substitute({K: ZERO}).relation, [])
    following = statement.substitute({K: Term("add", K, ONE)}).relation
    known = [sign, most, rules.assume([], statement)]
    step = rules.arithmetic(known, following, [entry(0, 2), entry(1)])
    return _for_all_powers(statement, base, step, [sign.clause, most.clause])


@cache
def exponential_law() -> Theorem:
    """If 0 < a then a^k = exp(k log(a)) for natural k, by induction: both are multiplied by a = exp(log(a))."""
    sign = rules.assume([], fact("<", ZERO, A))
    statement = fact("=", Term("powi", A, K), Term("exp", Term("mul", K, Term("log", A))))
    base = rules.identity([], *statement.substitute({K: ZERO}).relation[1:])
    following = statement.substitute({K: Term("add", K, ONE)}).relation
    step = rules.arithmetic([sign, rules.assume([], statement)], following, [equality(1, multiplier=A)])
    return _for_all_powers(statement, base, step, [sign.clause])


def exponential(premises: Sequence[Theorem], a: Term, k: Term) -> Theorem:
    """``a^k = exp(k log(a))`` for a natural k, from ``0 < a``.

    Raises:
        KernelError: the premise says something else.
    """
    return apply(exponential_law(), premises, variables=[(A, a), (K, k)])


def _for_all_powers(statement: Clause, base: Theorem, step: Theorem, given: Sequence[Clause]) -> Theorem:
    """A statement about K for all of them, by induction, under conditions."""
    every = rules.induction([base, rules.generalize([step], [K], [statement])], K, statement)
    return rules.generalize([rules.instantiate([every], [(K, K)])], [], given)


def below_one(premises: Sequence[Theorem], a: Term, k: Term) -> Theorem:
    """``a^k <= 1`` for a natural k, from ``0 <= a`` and ``a <= 1``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(below_one_law(), premises, variables=[(A, a), (K, k)])


@cache
def not_negative_law() -> Theorem:
    """If 0 <= a then 0 <= a^k for natural k."""
    sign, power = rules.assume([], fact("<=", ZERO, A)), Term("powi", A, K)
    shown = rules.arithmetic([sign], ("<=", ZERO, power), [entry(multiplier=power)])
    return rules.generalize([shown], [], [sign.clause])


@cache
def reciprocal_law() -> Theorem:
    """If 0 <= a and a <= 1 then a^k (1 + k (1 - a)) <= 1 for natural k: from k to k + 1 it falls by
    a^k (k + 1) (1 - a)^2.
    """
    sign, most = rules.assume([], fact("<=", ZERO, A)), rules.assume([], fact("<=", A, ONE))
    less, power = sub(ONE, A), Term("powi", A, K)
    positive = not_negative([sign], A, K)
    statement = fact("<=", Term("mul", power, Term("add", ONE, Term("mul", K, less))), ONE)
    base = rules.arithmetic([], statement.substitute({K: ZERO}).relation, [])
    following = statement.substitute({K: Term("add", K, ONE)}).relation
    known = [rules.assume([], statement), sign, positive]
    step = rules.arithmetic(
        known, following, [entry(0), entry(square=less, multiplier=Term("mul", Term("add", K, ONE), power))]
    )
    return _for_all_powers(statement, base, step, [sign.clause, most.clause])


def not_negative(premises: Sequence[Theorem], a: Term, k: Term) -> Theorem:
    """``0 <= a^k`` for a natural k, from ``0 <= a``.

    Raises:
        KernelError: the premise says something else.
    """
    return apply(not_negative_law(), premises, variables=[(A, a), (K, k)])


def reciprocal(premises: Sequence[Theorem], a: Term, k: Term) -> Theorem:
    """``a^k (1 + k (1 - a)) <= 1`` for a natural k, from ``0 <= a`` and ``a <= 1``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(reciprocal_law(), premises, variables=[(A, a), (K, k)])


@cache
def tangent_law() -> Theorem:
    """If 0 < a, 0 < b and 1 <= r then b^r (1 - r + r a / b) <= a^r (Bernoulli's inequality for real exponents).

    With ``u = log(a / b)``: ``exp((r - 1) u) >= 1 + (r - 1) u`` and ``exp(-u) >= 1 - u``. See Hardy, Littlewood and
    Polya, *Inequalities*, 2.15.
    """
    least = rules.assume([], fact("<=", ONE, R))
    ratio, more = sub(Term("log", A), Term("log", B)), sub(R, ONE)
    tangents = [orders.tangent_of_exp(Term("mul", more, ratio)), orders.tangent_of_exp(sub(ZERO, ratio))]
    here = Term("exp", Term("add", Term("mul", R, Term("log", B)), ratio))
    entries = [entry(0, multiplier=here), entry(1, 2, multiplier=here)]
    return _between_powers([*tangents, least], ("<=", _line(), _power(A)), entries, [least])


@cache
def secant_law() -> Theorem:
    """If 0 < a, 0 < b and 0 <= r <= 1 then a^r <= b^r (1 - r + r a / b): the means of two numbers, weighted."""
    signs = [rules.assume([], fact("<=", ZERO, R)), rules.assume([], fact("<=", R, ONE))]
    ratio = sub(Term("log", A), Term("log", B))
    exponents = (Term("mul", sub(ONE, R), ratio), sub(ZERO, Term("mul", R, ratio)))
    entries = [entry(0, 2, multiplier=_power(A)), entry(1, 3, multiplier=_power(A))]
    tangents = [orders.tangent_of_exp(exponent) for exponent in exponents]
    return _between_powers([*tangents, *signs], ("<=", _power(A), _line()), entries, signs)


def _power(base: Term) -> Term:
    return Term("exp", Term("mul", R, Term("log", base)))


def _line() -> Term:
    """The tangent of the power at b, taken at a."""
    return Term("mul", _power(B), Term("add", sub(ONE, R), Term("mul", R, Term("div", A, B))))


def _between_powers(
    known: Sequence[Theorem], goal: Relation, entries: Sequence[dict[str, object]], given: Sequence[Theorem]
) -> Theorem:
    signs = [rules.assume([], fact("<", ZERO, letter)) for letter in (A, B)]
    shown = rules.arithmetic([*known, *signs], goal, entries)
    return rules.generalize([shown], [], [each.clause for each in (*signs, *given)])


def beside_tangent(premises: Sequence[Theorem], letters: Sequence[tuple[Term, Term]]) -> Theorem:
    """``a^r`` beside its tangent at b, for values of a, b and r, from their signs and how r compares with 1.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(tangent_law() if len(premises) == 3 else secant_law(), premises, variables=letters)
