"""Tactics that compare squares."""

from dataclasses import replace

from proofcheck.evidence.readback import poly_term, scaled_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import (
    ONE,
    ZERO,
    Term,
    sub,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, Tactic
from proofcheck.provers.forms import head_of, is_scalar_variable, is_size, product_of, with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import divisions, intervals, orders
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.frobenius import not_negative
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
        stages = 3 if _is_surd(right) else 2
        below = by_arithmetic(search, inside, stages) if compare is None else compare(search, inside)
        if below is None:
            return _by_isolated_root(search, relation, compare)
        return orders.below_root([below], left, right[1])
    nonnegative = by_arithmetic(search, ("<=", ZERO, right), stages=1)
    if nonnegative is None:
        return None
    squared: Relation = (op, Term("pow", left, 2), Term("pow", right, 2))
    if compare is None:
        squares = by_arithmetic(search, squared, stages=2) or _below_product_of_roots(search, squared)
    else:
        squares = compare(search, squared)
    return None if squares is None else orders.compare_squares([nonnegative, squares], left, right)


def _below_product_of_roots(search: Search, squared: Relation) -> Theorem | None:
    """``a^2 <= p + q + 2 sqrt(p) sqrt(q)``, from ``a^2 - p - q <= 2 sqrt(p) sqrt(q)`` and that from its square."""
    op, left, right = squared
    roots = dict.fromkeys(part for side in (left, right) for part in subterms(side) if part[0] == "sqrt")
    signs = [by_arithmetic(search, ("<=", ZERO, root[1]), stages=1) for root in roots]
    search = search.with_theorems([sign for sign in signs if sign is not None])
    poly = Facts(search.ground()).normalizer.scalar(sub(right, left))
    products = [mono for mono in poly if any(atom[0] == "sqrt" or power.denominator == 2 for atom, power in mono)]
    if len(products) != 1 or poly[products[0]] < 0:
        return None
    [product] = products
    least = poly_term({mono: -c for mono, c in poly.items() if mono != product})
    most = scaled_term(poly[product], product)
    square = by_arithmetic(search, (op, Term("pow", least, 2), Term("pow", most, 2)), stages=2)
    if square is None:
        return None
    nonnegative = by_arithmetic(search, ("<=", ZERO, most), stages=1)
    shown = None if nonnegative is None else orders.compare_squares([nonnegative, square], least, most)
    return None if shown is None else Facts([shown, *search.ground()]).prove(squared)


def _by_isolated_root(search: Search, relation: Relation, compare: Tactic | None) -> Theorem | None:
    """The same with one root alone on the left: sqrt(x + 1) <= sqrt(x) + 1."""
    return isolated(relation, {"sqrt", "norm", "opnorm"}, 1, lambda moved: by_squares(search, moved, compare))


def below_added_root(search: Search, relation: Relation) -> Theorem | None:
    """``a <= b + c sqrt(d)`` from ``((a - b) / c)^2 <= d`` where a - b and c are positive; else it is plain."""
    op, left, right = relation
    if op != "<=" or search.depth > 1 or right[0] == "sqrt":
        return None
    for root in list(dict.fromkeys(part for part in open_subterms(right) if part[0] == "sqrt"))[:1]:
        rest, once = (with_part(right, root, number) for number in (ZERO, ONE))
        normalizer = Facts(search.ground()).normalizer
        scale = normalizer.scalar(sub(once, rest))
        moved = poly_term(normalizer.scalar(Term("div", sub(left, rest), poly_term(scale))))
        if normalizer.sign_of_poly(scale) < 2 or root in open_subterms(rest) or root in open_subterms(moved):
            continue
        below, above = fact("<=", moved, ZERO), fact("<", ZERO, moved)
        inner = search.with_assumptions([above])
        square = by_arithmetic(inner, ("<=", Term("pow", moved, 2), root[1]), stages=2)
        if square is None:
            continue
        shown = Facts([orders.below_root([square], moved, root[1]), *inner.ground()]).prove(relation)
        other = search.with_assumptions([below])
        plain = None if shown is None else by_arithmetic(other, relation, stages=2)
        if shown is not None and plain is not None:
            return rules.cases([plain, shown], moved, ZERO)
    return None


def by_squares_of_sizes(search: Search, relation: Relation) -> Theorem | None:
    """``|a| <= |b|`` from ``a^2 <= b^2``, and ``|a| <= sqrt(b)`` from ``a^2 <= b``."""
    op, left, right = relation
    root = right[0] == "sqrt" and op == "<="
    if op == "=" or search.depth > 1 or not is_size(left) or not (root or is_size(right)):
        return None
    inside = right[1] if root else Term("pow", right[1], 2)
    order = replace(search, depth=search.depth + 1).relation((op, Term("pow", left[1], 2), inside))
    if order is None:
        return None
    known = Facts([order, *(intervals.square_of_size(side[1]) for side in (left, right) if side[0] == "max")])
    squares = known.prove((op, Term("pow", left, 2), inside if root else Term("pow", right, 2)))
    if squares is None or root:
        return None if squares is None else orders.below_root([squares], left, right[1])
    ends = Facts([orders.extreme([], right, place) for place in (1, 2)])
    sign = ends.prove(("<=", ZERO, right))
    return None if sign is None else orders.compare_squares([sign, squares], left, right)


def divided(search: Search, relation: Relation) -> Theorem | None:
    """c |u| <= b from c |u|^2 <= |u| b, unless u is 0; a number in the place of |u| need not be positive."""
    op, left, right = relation
    factor, size = (product_of(left[1:-1]), left[-1]) if left[0] == "mul" else (ONE, left)
    if op != "<=" or search.depth > 1 or not (size[0] in {"norm", "opnorm"} or _knows_square_of(search, size)):
        return None
    factors = right[1:] if right[0] == "mul" else (right,)
    square: Relation = (op, Term("mul", factor, Term("pow", size, 2)), Term("mul", *factors, size))
    product = by_arithmetic(search, square, stages=2)
    signs = () if product is None else (by_arithmetic(search, (op, ZERO, n), stages=2) for n in (right, factor))
    premises = [*(sign for sign in signs if sign is not None), *([product] if product is not None else [])]
    found = divisions.divided(premises, factor, size, right) if len(premises) == 3 else None
    return None if found is None else Facts([found]).prove(relation)


def by_angle(search: Search, relation: Relation) -> Theorem | None:
    """|u| <= |v| from 0 <= <u, v - u>: then |v|^2 is at least |u|^2 + |v - u|^2."""
    op, left, right = relation
    if op != "<=" or search.depth > 0 or not left[0] == right[0] == "norm":
        return None
    gap = sub(right[1], left[1])
    ahead = by_arithmetic(search, (op, ZERO, Term("inner", left[1], gap)))
    if ahead is None:
        return None
    squared: Relation = (op, Term("pow", left, 2), Term("pow", right, 2))
    squares = rules.arithmetic([ahead], squared, [entry(0, coefficient=2), entry(square=Term("norm", gap))])
    return orders.compare_squares([not_negative(right), squares], left, right)


def _is_surd(side: Term) -> bool:
    """Whether a side is a number with a root in it."""
    return not side.free and any(part[0] == "sqrt" for part in subterms(side))


def _knows_square_of(search: Search, side: Term) -> bool:
    """Whether hypotheses relate the square of a scalar variable."""
    if not is_scalar_variable(side):
        return False
    square = Term("pow", side, 2)
    return any(square in subterms(half) for t in search.ground() for half in t.clause.relation[1:])
