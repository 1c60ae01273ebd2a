"""Tactics for equations between scalars, vectors and operators."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, product
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import singular
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import (
    SCALAR,
    ZERO,
    Term,
    fresh_variable,
    neg,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import divisors_of, is_scalar_variable, is_simple, paths_in, squares_of_nothing
from proofcheck.provers.instances import needed_symmetry, open_subterms
from proofcheck.provers.library import loewner, orders
from proofcheck.provers.motion import flat
from proofcheck.provers.saturation import by_arithmetic, saturate

MOST_DIVISORS = 2
"""Sums that are divided by, by the squares of which an equation is multiplied."""


def vector_equation(search: Search, relation: Relation) -> Theorem | None:
    """An equation between vectors or operators, by the normal form and the equations at hand."""
    _, left, right = relation
    pool = search.goal_pool(relation)
    ground = search.ground()
    for _ in range(2):
        found = Facts(ground).identity(left, right) or Equations(ground).prove(left, right)
        found = found or _cleared_of_inverses(search, ground, left, right)
        if found is not None:
            return found
        ground = saturate(search, ground, pool, wide=True)
    found = Facts(ground).identity(left, right) or Equations(ground).prove(left, right)
    return found or _neither_above(search, left, right) or _no_difference(search, left, right)


def _cleared_of_inverses(search: Search, ground: Sequence[Theorem], left: Term, right: Term) -> Theorem | None:
    """An equation with inverses, from what it becomes when it is multiplied by what is inverted, on either side."""
    inverted = dict.fromkeys(part[1] for side in (left, right) for part in subterms(side) if part[0] == "inv")
    befores, afters = ([o for o in inverted if o.sort[1] == size] for size in (left.sort[1], left.sort[-1]))
    facts = [t for t in ground if t.clause.relation[2][0] == "smin"]
    for before, after in product([None, *befores], [None, *afters] if left.sort[0] == "O" else [None]):
        sides = [_between(side, before, after) for side in (left, right)]
        shown = None
        if inverted and sides[0] != left:
            shown = Facts(ground).identity(*sides) or Equations(ground).prove(*sides)
        if shown is not None:
            hole = fresh_variable(Term("var", "hole", sides[0].sort), left.free | right.free)
            back = _between(hole, *(operator and Term("inv", operator) for operator in (before, after)))
            entry = {"equation": 0, "hole": hole, "template": back}
            found = search.tried(partial(_combined, [shown, *facts], [entry]), ("=", left, right))
            if found is not None:
                return found
    return _reassociated(search, left, right, inverted, facts)


def _combined(premises: Sequence[Theorem], entries: Sequence[dict[str, Any]], _: Search, relation: Relation) -> Theorem:
    return rules.identity(premises, *relation[1:], entries)


def _reassociated(
    search: Search, left: Term, right: Term, inverted: Iterable[Term], facts: Sequence[Theorem]
) -> Theorem | None:
    """Two words that are what one product comes to, taken in two orders: A' inv(A A' + I) and inv(A' A + I) A'."""
    hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
    for operator, side in product(inverted, (left, right)):
        triples = []
        if side.sort[0] == "O" and side.sort[2] == operator.sort[1]:
            triples.append((side, operator, Term("inv", operator)))
        if side.sort[1] == operator.sort[1]:
            triples.append((Term("inv", operator), operator, side))
        for triple, template in product(triples, (hole, neg(hole))):
            entry = {"equation": 0, "hole": hole, "template": template}
            premises = [rules.associativity([], *triple), *facts]
            found = search.tried(partial(_combined, premises, [entry]), ("=", left, right))
            if found is not None:
                return found
    return None


def _between(term: Term, before: Term | None, after: Term | None) -> Term:
    term = term if before is None else Term("dot", before, term)
    return term if after is None else Term("dot", term, after)


def _neither_above(search: Search, left: Term, right: Term) -> Theorem | None:
    """Two symmetric operators are equal where neither is above the other in the Loewner order."""
    known = [theorem for theorem in search.ground() if "lmin" in {side[0] for side in theorem.clause.relation[1:]}]
    if left.sort[0] != "O" or left.sort[1] != left.sort[2] or search.depth > 0 or not known:
        return None
    difference = sub(left, right)
    equations = [theorem for theorem in search.ground() if theorem.clause.relation[0] == "="]
    symmetry = needed_symmetry(difference, equations)
    if symmetry is None:
        return None
    inner = replace(search, depth=search.depth + 1)
    signs = [inner.relation(("<=", ZERO, Term("lmin", side))) for side in (difference, neg(difference))]
    shown = [sign for sign in signs if sign is not None]
    if len(shown) < 2:
        return None
    return Equations([loewner.equal_in_order([*symmetry, *shown], difference)]).prove(left, right)


def _no_difference(search: Search, left: Term, right: Term) -> Theorem | None:
    """Two vectors, or operators, are equal where the norm of their difference is not positive."""
    if search.depth > 0 or paths_in(("=", left, right)):
        return None
    difference = sub(left, right)
    norm = Term("norm" if left.sort[0] == "V" else "opnorm", difference)
    square = replace(search, depth=search.depth + 1).relation(("<=", Term("pow", norm, 2), ZERO))
    if square is None:
        return None
    zero = rules.definite([orders.compare_squares(squares_of_nothing(square, norm), norm, ZERO)], difference)
    return Equations([zero]).prove(left, right)


def two_inequalities(search: Search, relation: Relation) -> Theorem | None:
    """Equal is what is not greater either way."""
    _, left, right = relation
    first = search.relation(("<=", left, right))
    second = search.relation(("<=", right, left)) if first is not None else None
    return None if first is None or second is None else rules.antisymmetry([first, second])


def substituted(search: Search, relation: Relation) -> Theorem | None:
    """The relation with a scalar variable replaced by what an equation says that it is."""
    if search.depth > 1:
        return None
    free = frozenset().union(*(side.free for side in relation[1:]))
    for equation in search.ground():
        op, one, other = equation.clause.relation
        for variable, value in ((one, other), (other, one)) if op == "=" else ():
            if variable in free and is_scalar_variable(variable) and variable not in value.free:
                found = _with_value(search, relation, equation, variable, value)
                if found is not None:
                    return found
    return None


def _with_value(search: Search, relation: Relation, equation: Theorem, variable: Term, value: Term) -> Theorem | None:
    op, *sides = relation
    left, right = (substitute(side, {variable: value}) for side in sides)
    known = tuple(t for t in search.known if t.clause != equation.clause)
    found = replace(search, known=known, depth=search.depth + 1).relation((op, left, right))
    if found is None:
        return None
    oriented = equation if equation.clause.relation[1] == variable else Facts([equation]).prove(("=", variable, value))
    if oriented is None:
        return None
    equal = [rules.congruence([oriented], variable, side) for side in sides]
    return Facts([found, *equal]).prove(relation)


def cancelled(search: Search, relation: Relation) -> Theorem | None:
    """Equal sides, because a multiple of them by what is not zero is equal."""
    _, left, right = relation
    if search.depth > 0:
        return None
    for theorem in chain(search.ground(), _squared_divisors(search, relation)):
        op, low, high = theorem.clause.relation
        if op != "<" or (low != ZERO and not is_simple(theorem.clause)):
            continue
        factor = high if low == ZERO else sub(high, low)
        multiplied = by_arithmetic(search, ("=", Term("mul", factor, left), Term("mul", factor, right)))
        square = None if multiplied is None else Facts([theorem]).prove(("<", ZERO, Term("pow", factor, 2)))
        if multiplied is None or square is None:
            continue
        hole = fresh_variable(Term("var", "hole", SCALAR), left.free | right.free | factor.free)
        templates = (Term("div", hole, factor), Term("mul", hole, sub(right, left)))
        entries = [{"equation": k, "hole": hole, "template": template} for k, template in enumerate(templates)]
        return rules.identity([multiplied, rules.inverse([square], factor)], left, right, entries)
    return None


def differentiated(search: Search, relation: Relation) -> Theorem | None:
    """The relation with its derivatives carried out."""
    op, *sides = relation
    left, right = (flat(side, {}, nonzero=lambda _: True) for side in sides)
    if (op, left, right) == relation:
        return None
    shown = search.relation((op, left, right))
    if shown is None:
        return None
    ground = [shown, *search.ground()]
    return Facts(ground).prove(relation) or Facts([*ground, *_regular(search, sides)]).prove(relation)


def _regular(search: Search, sides: Sequence[Term]) -> Iterator[Theorem]:
    """That what is differentiated does not divide by 0, nor has a root or a logarithm of it."""
    derivatives = (part for side in sides for part in open_subterms(side) if part[0] == "d")
    for divisor in dict.fromkeys(chain.from_iterable(singular(part[2], part[1]) for part in derivatives)):
        apart = search.relation(("<", ZERO, Term("pow", divisor, 2)))
        if apart is not None:
            yield apart


def _squared_divisors(search: Search, relation: Relation) -> Iterator[Theorem]:
    """That the squares of the sums that are divided by are positive."""
    found = (divisor for side in relation[1:] for part in open_subterms(side) for divisor in divisors_of(part))
    facts = Facts(search.ground())
    for divisor in [divisor for divisor in dict.fromkeys(found) if divisor[0] == "add"][:MOST_DIVISORS]:
        positive = facts.prove(("<", ZERO, Term("pow", divisor, 2)))
        if positive is not None:
            yield positive


def by_square_of_difference(search: Search, relation: Relation) -> Theorem | None:
    """What has a difference whose square is not positive is equal."""
    _, left, right = relation
    difference = sub(left, right)
    square = by_arithmetic(search, ("<=", Term("pow", difference, 2), ZERO), stages=2)
    if square is None:
        return None
    signs = [orders.compare_squares(squares_of_nothing(square, d), d, ZERO) for d in (difference, neg(difference))]
    ordered = [Facts(signs).prove(("<=", *sides)) for sides in ((left, right), (right, left))]
    return rules.antisymmetry([theorem for theorem in ordered if theorem is not None])
