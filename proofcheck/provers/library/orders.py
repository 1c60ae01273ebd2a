"""Laws about the order of numbers."""

from collections.abc import Sequence
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.terms import SCALAR, ZERO, KernelError, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library.applying import apply

A, B = (Term("var", name, SCALAR) for name in "ab")


@cache
def squares_law() -> Theorem:
    """If 0 <= b and a^2 <= b^2 then a <= b."""
    return _squares_law("<=")


@cache
def strict_squares_law() -> Theorem:
    """If 0 <= b and a^2 < b^2 then a < b."""
    return _squares_law("<")


def _squares_law(op: str) -> Theorem:
    """Otherwise b R a, and a^2 - b^2 = (a - b)^2 + 2 b (a - b) makes the squares contradict."""
    sign, squares = fact("<=", ZERO, B), fact(op, Term("pow", A, 2), Term("pow", B, 2))
    order, opposite = fact(op, A, B), fact("<" if op == "<=" else "<=", B, A)
    entries = [
        {"coefficient": 1, "premises": [2]},
        {"coefficient": 1, "premises": [1, 1]},
        {"coefficient": 2, "premises": [0, 1]},
    ]
    given = [rules.assume([], clause) for clause in (sign, opposite, squares)]
    impossible = rules.absurd([rules.arithmetic(given, ("<", ZERO, ZERO), entries)], order.relation)
    either = [rules.assume([], order), impossible]
    shown = rules.cases(either, A, B) if op == "<=" else rules.cases(either[::-1], B, A)
    return rules.generalize([shown], [], [sign, squares])


def compare_squares(premises: Sequence[Theorem], left: Term, right: Term) -> Theorem:
    """The order of two numbers by that of their squares, from ``0 <= b`` and ``a^2 R b^2``.

    Raises:
        KernelError: the premises say something else.
    """
    if len(premises) != 2:
        raise KernelError("two premises are needed")
    law = strict_squares_law() if premises[1].clause.relation[0] == "<" else squares_law()
    return apply(law, premises, variables=[(A, left), (B, right)])
