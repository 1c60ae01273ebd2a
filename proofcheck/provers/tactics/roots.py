"""Tactics that compare squares."""

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import (
    ZERO,
    Term,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search, Tactic
from proofcheck.provers.forms import head_of, is_scalar_variable
from proofcheck.provers.library import divisions, orders
from proofcheck.provers.saturation import by_arithmetic, isolated


def by_squares(search: Search, relation: Relation, compare: Tactic | None = None) -> Theorem | None:
    """Compare squares where the right side is not negative; by arithmetic, unless another tactic is named."""
    rooted = {"norm", "sqrt", "opnorm", "smin"}
    sides = relation[1:]
    has_root = any(head_of(side) in rooted or _knows_square_of(search, side) for side in sides) or _is_surd(sides[1])
    if relation[0] == "=" or not has_root:
        return _by_isolated_root(search, relation, compare)
    op, left, right = relation
    if op == "<=" and right[0] == "sqrt":
        inside: Relation = (op, Term("pow", left, 2), right[1])
        below = by_arithmetic(search, inside, stages=2) if compare is None else compare(search, inside)
        if below is None:
            return _by_isolated_root(search, relation, compare)
        return orders.below_root([below], left, right[1])
    nonnegative = by_arithmetic(search, ("<=", ZERO, right), stages=1)
    if nonnegative is None:
        return None
    squared: Relation = (op, Term("pow", left, 2), Term("pow", right, 2))
    squares = by_arithmetic(search, squared, stages=2) if compare is None else compare(search, squared)
    return None if squares is None else orders.compare_squares([nonnegative, squares], left, right)


def _by_isolated_root(search: Search, relation: Relation, compare: Tactic | None) -> Theorem | None:
    """The same with one root alone on the left: sqrt(x + 1) <= sqrt(x) + 1."""
    return isolated(relation, {"sqrt", "norm", "opnorm"}, 1, lambda moved: by_squares(search, moved, compare))


def divided(search: Search, relation: Relation) -> Theorem | None:
    """|u| <= b from |u|^2 <= |u| b, unless u is 0."""
    op, left, right = relation
    if op != "<=" or left[0] not in {"norm", "opnorm"} or search.depth > 1:
        return None
    product = by_arithmetic(search, (op, Term("pow", left, 2), Term("mul", left, right)), stages=2)
    sign = None if product is None else by_arithmetic(search, (op, ZERO, right), stages=2)
    return None if product is None or sign is None else divisions.divided([sign, product], left, right)


def _is_surd(side: Term) -> bool:
    """Whether a side is a number with a root in it."""
    return not side.free and any(part[0] == "sqrt" for part in subterms(side))


def _knows_square_of(search: Search, side: Term) -> bool:
    """Whether hypotheses relate the square of a scalar variable."""
    if not is_scalar_variable(side):
        return False
    square = Term("pow", side, 2)
    return any(square in subterms(half) for t in search.ground() for half in t.clause.relation[1:])
