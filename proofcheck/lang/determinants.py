"""Determinants of operators with one, two or three rows, by their entries.

The entries of a product are sums over the entries of its factors, so that ``det(A B) = det(A) det(B)`` is a law of
arithmetic.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Integer

from proofcheck.kernel.terms import ONE, Term, neg, num
from proofcheck.lang import expressions as ex

LARGEST = 3
"""How many rows an operator may have whose determinant is written out."""

Translate = Callable[[Any], Term]


def determinant_term(node: Any, translate: Translate) -> Term:
    """Return the determinant of an operator as a sum of products of entries."""
    rows = _entries(node.args[0], translate)
    return _expanded(rows)


def _expanded(rows: Sequence[Sequence[Term]]) -> Term:
    """Along the first row."""
    if not rows:
        return ONE
    parts = []
    for place, entry in enumerate(rows[0]):
        minor = _expanded([[*row[:place], *row[place + 1 :]] for row in rows[1:]])
        part = entry if minor == ONE else Term("mul", entry, minor)
        parts.append(neg(part) if place % 2 else part)
    return parts[0] if len(parts) == 1 else Term("add", *parts)


def _entries(node: Any, translate: Translate) -> list[list[Term]]:
    """The entries of an operator of numeric shape; those of a product from those of its factors."""
    if isinstance(node, ex.Composed) and all(ex.kind_of(part) == ex.OPERATOR for part in node.args):
        left, right = (_entries(part, translate) if _is_small(translate(part)) else None for part in node.args)
        if left is not None and right is not None:
            columns = list(zip(*right, strict=True))
            return [[_sum_of_products(row, column) for column in columns] for row in left]
    operator = translate(node)
    _, rows, columns_of = operator.sort
    return [[_entry(operator, i, j) for j in range(1, columns_of + 1)] for i in range(1, rows + 1)]


def _is_small(operator: Term) -> bool:
    return all(isinstance(size, int) and size <= LARGEST for size in operator.sort[1:])


def _entry(operator: Term, i: int, j: int) -> Term:
    first, second = (Term("basis", size, num(k)) for size, k in zip(operator.sort[1:], (i, j), strict=True))
    return Term("inner", first, Term("dot", operator, second))


def _sum_of_products(row: Sequence[Term], column: Sequence[Term]) -> Term:
    parts = [Term("mul", a, b) for a, b in zip(row, column, strict=True)]
    return parts[0] if len(parts) == 1 else Term("add", *parts)


def is_sayable(size: Any) -> bool:
    """Whether the determinant of an operator with so many rows can be said."""
    return isinstance(size, Integer) and 1 <= size <= LARGEST
