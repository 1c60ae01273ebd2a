"""Products of exponentials compared by exponents, sums by summands beside a factor, sums below logarithms."""

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ONE, ZERO, Term, fresh_variable, neg, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import is_negated, product_of, sum_of
from proofcheck.provers.library import orders, powers


def compared_exponents(search: Search, relation: Relation) -> Theorem | None:
    """``exp(a) <= exp(b) exp(c)`` from ``a <= b + c``; a power ``q^n`` of a positive number is ``exp(n log(q))``."""
    op, left, right = relation
    if op == "=" or search.depth > 3 or not search.may("monotonicity") or left[0] == right[0] == "exp":
        return None
    signs: list[Theorem] = []
    exponents = [_exponent(search, side, signs) for side in (left, right)]
    if None in exponents:
        return None
    low, high = (exponent for exponent in exponents if exponent is not None)
    order = search.relation((op, low, high))
    return None if order is None else Facts([orders.monotone([order], "exp"), *signs]).prove(relation)


def _exponent(search: Search, side: Term, signs: list[Theorem]) -> Term | None:
    """The logarithm of a product of exponentials and powers, where it is written as one."""
    if side[0] == "exp":
        found: Term = side[1]
        return found
    if side[0] == "powi":
        positive = search.relation(("<", ZERO, side[1]))
        signs += [] if positive is None else [positive, powers.exponential([positive], *side[1:])]
        return None if positive is None else Term("mul", side[2], Term("log", side[1]))
    parts = [_exponent(search, factor, signs) for factor in side[1:]] if side[0] == "mul" else [None]
    known = [part for part in parts if part is not None]
    return sum_of(known) if len(known) == len(parts) else None


def beside_factors(search: Search, relation: Relation) -> Theorem | None:
    """``a sum f <= b sum g`` over one range, from ``a f(i) <= b g(i)`` for each index."""
    op, *sides = relation
    if op != "<=" or not all(map(_total, sides)):
        return None
    (one, first), (other, second) = (found for found in map(_total, sides) if found is not None)
    if one[2:4] != other[2:4] or first == second == ONE:
        return None
    taken = frozenset[Term]().union(sides[0].free, sides[1].free, *search.fixed())
    index = fresh_variable(one[1], taken)
    pairs = ((one, first), (other, second))
    bodies = [product_of([scale, substitute(total[4], {total[1]: index})]) for total, scale in pairs]
    each = search.soon(rules.over(index, one[2], one[3], ("<=", bodies[0], bodies[1])))
    if each is None:
        return None
    totals = [Term("sum", index, *one[2:4], body) for body in bodies]
    return Facts([rules.functional_monotone([each], *totals)]).prove(relation)


def _total(side: Term) -> tuple[Term, Term] | None:
    """The sum in a product with it as a factor, and the other factors."""
    factors = side[1:] if side[0] == "mul" else (side,)
    totals = [factor for factor in factors if factor[0] == "sum"]
    rest = [factor for factor in factors if factor[0] != "sum"]
    return (totals[0], product_of(rest) if rest else ONE) if len(totals) == 1 else None


def between_logarithms(search: Search, relation: Relation) -> Theorem | None:
    """``log(a) - log(b) <= c``, however it is arranged, from ``a <= exp(c) b``, for sums a and b."""
    op, left, right = relation
    parts = [*_summands(left), *(neg(part) for part in _summands(right))]
    plain = [part[2][2] if is_negated(part) and is_negated(part[2]) else part for part in parts]
    above = [part for part in plain if part[0] == "log"]
    below = [part[2] for part in plain if is_negated(part) and part[2][0] == "log"]
    if op == "=" or search.depth > 1 or (len(above), len(below)) != (1, 1) or not search.may("monotonicity"):
        return None
    if any(log[1][0] != "sum" for log in (*above, *below)):
        return None
    rest = [neg(part) for part in plain if part not in above and not (is_negated(part) and part[2] in below)]
    scaled = Term("mul", Term("exp", sum_of(rest) if rest else ZERO), below[0][1])
    order = search.relation((op, above[0][1], scaled))
    signs = [order and search.relation(("<", ZERO, log[1])) for log in (*above, *below)]
    if order is None or None in signs:
        return None
    known = [sign for sign in signs if sign is not None]
    return Facts([orders.monotone([order, known[0]], "log"), *known]).prove(relation)


def _summands(side: Term) -> tuple[Term, ...]:
    return tuple(side[1:]) if side[0] == "add" else (side,)
