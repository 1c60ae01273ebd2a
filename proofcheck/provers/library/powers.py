"""Powers with natural exponents: of numbers in strict order, and of one number with different exponents."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import apply, entry

A, B = (Term("var", name, SCALAR) for name in "ab")
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
