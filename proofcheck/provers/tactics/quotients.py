"""Tactics for what is divided by."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import (
    ONE,
    SCALAR,
    ZERO,
    Term,
    fresh_variable,
    neg,
    num,
    slots,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, Tactic, attempted
from proofcheck.provers.forms import all_replaced, divisors_of, is_scalar_variable, paths_in, product_of, sum_of
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import entry
from proofcheck.provers.saturation import by_arithmetic, instances, inverses, saturate

MOST_DIVISORS = 4
"""Sums that are divided by and get a name."""
DEEPEST = 3
"""Where relations are still multiplied by what they are divided by."""


def abstracted(search: Search, relation: Relation) -> Theorem | None:
    """The relation with a variable for each sum that something is divided by, of which the facts are enough."""
    divisors = (divisor for side in relation[1:] for part in open_subterms(side) for divisor in divisors_of(part))
    sums = [divisor for divisor in dict.fromkeys(divisors) if divisor[0] == "add"][:MOST_DIVISORS]
    if not sums:
        return None
    pool = search.goal_pool(relation)
    ground = saturate(search, search.ground(), pool)
    known = {t.clause for t in ground}
    ground += [t for t in instances(search, ground, pool, known) if t.clause not in known]  # at what the others brought
    ground += inverses(relation, ground)
    taken = frozenset().union(*(t.clause.free_variables() for t in ground), *(side.free for side in relation[1:]))
    names = {}
    for divisor in sums:
        names[divisor] = fresh_variable(Term("var", "q", SCALAR), taken)
        taken |= {names[divisor]}
    cleared_sums = {orders.undone(divisor) for divisor in sums}
    restated = [_restated(t, sums) for t in ground if t.clause.relation not in cleared_sums]
    hidden = {fact(*all_replaced(t.clause.relation, names)): t for t in restated if t is not None}
    hidden |= {fact("=", name, divisor): rules.identity([], divisor, divisor) for divisor, name in names.items()}
    found = Facts([rules.assume([], clause) for clause in hidden]).prove(all_replaced(relation, names))
    if found is None:
        return None
    used = [clause for clause in hidden if clause in found.hypotheses]
    closed = rules.generalize([found], [], used)
    opened = rules.specialize([closed], [(name, divisor) for divisor, name in names.items()], [])
    return rules.instantiate([opened, *(hidden[clause] for clause in used)], [])


def cleared(search: Search, relation: Relation) -> Theorem | None:
    """The relation multiplied by what a side is divided by, where that is positive."""
    op, left, right = relation
    if op == "=" or search.depth > 1:
        return None
    for side in (right, left):
        for divisor in _divisors(side):
            found = cleared_of(search, relation, divisor, _deeper) if divisor.free else None
            if found is not None:
                return found
    return None


def over_one_divisor(search: Search, relation: Relation) -> Theorem | None:
    """The relation multiplied by all that summands of its sides are divided by, a sum among them, where it is positive.

    Within other arguments, as about the slope of a function, arithmetic has to show what comes of it.
    """
    op, left, right = relation
    if op == "=" or search.depth > DEEPEST or paths_in(relation):
        return None
    parts = [*_summands(right), *(_negated(part) for part in _summands(left))]
    divisors = list(dict.fromkeys(d for part in parts for d in _divisors(part) if d.free))
    if not 1 < len(divisors) <= MOST_DIVISORS or all(is_scalar_variable(divisor) for divisor in divisors):
        return None
    positive = [by_arithmetic(search, ("<", ZERO, divisor), stages=2) for divisor in divisors]
    known = [sign for sign in positive if sign is not None]
    if len(known) < len(divisors):
        return None
    ways = [parts]
    for divisor in divisors:
        ways.append([_without(part, divisor) or product_of([divisor, part]) for part in ways[-1]])
    wanted: Relation = (op, ZERO, sum_of(ways[-1]))
    shown = by_arithmetic(search, wanted) if search.depth else replace(search, depth=1).relation(wanted)
    for divisor, sign, before in zip(divisors[::-1], known[::-1], ways[-2::-1], strict=True):
        if shown is None:
            return None
        whole = [part for part in before if _without(part, divisor) is None]
        entries: list[dict[str, object]] = [entry(0, multiplier=Term("div", ONE, divisor))]
        entries += [{"coefficient": 1, "equality": 2, "multiplier": sum_of(whole)}] if whole else []
        premises = [shown, sign, *inverse_of(divisor, [sign])]
        shown = rules.arithmetic(premises, (op, ZERO, sum_of(before)), entries)
    return None if shown is None else Facts([shown]).prove(relation)


def _summands(side: Term) -> Sequence[Term]:
    return side[1:] if side[0] == "add" else (side,)


def _negated(part: Term) -> Term:
    return product_of(part[2:]) if part[0] == "mul" and part[1] == num(-1) else neg(part)


def _without(part: Term, divisor: Term) -> Term | None:
    """A product without what it is divided by, if it is divided by that."""
    factors = part[1:] if part[0] == "mul" else (part,)
    for place, factor in enumerate(factors):
        if factor[0] == "div" and factor[2] == divisor:
            return product_of([*factors[:place], factor[1], *factors[place + 1 :]])
    return None


def without_quotients(assumed: Sequence[Theorem]) -> Iterator[Theorem]:
    """``q a <= c`` for each hypothesis ``a <= c / q``, where others say that q, or each part of it, is positive."""
    positive = {t.clause.relation[2]: t for t in assumed if _is_plain(t.clause, "<") and t.clause.relation[1] == ZERO}
    for theorem in assumed:
        op, left, right = theorem.clause.relation
        if _is_plain(theorem.clause, "<=") and right[0] == "div" and right[2] in positive:
            multiplied: Relation = (op, Term("mul", right[2], left), right[1])
            premises = [theorem, positive[right[2]]]
            yield from attempted(partial(rules.arithmetic, premises, multiplied, [entry(0, multiplier=right[2])]))
        elif _is_plain(theorem.clause, "<=") and right[0] == "div" and right[2][0] == "add":
            yield from attempted(partial(_without_sum, theorem, tuple(positive.values())))


def _without_sum(theorem: Theorem, positive: Sequence[Theorem]) -> Theorem | None:
    """The same for a sum of what is positive."""
    op, left, (_, above, below) = theorem.clause.relation
    sign = Facts(positive).prove(("<", ZERO, below))
    square = None if sign is None else Facts([sign]).prove(("<", ZERO, Term("pow", below, 2)))
    if sign is None or square is None:
        return None
    return Facts([theorem, sign, orders.reciprocal([square], below)]).prove((op, Term("mul", below, left), above))


def _is_plain(clause: Clause, op: str) -> bool:
    return not clause.variables and not clause.conditions and clause.relation[0] == op


def falls_in_time(relation: Relation) -> bool:
    """Whether a bound is divided by the time, or index, at which something is bounded by what was at the start."""
    _, left, right = relation
    divided = frozenset[Term]().union(*(divisor.free for divisor in _divisors(right)))
    if not divided or not paths_in(("<=", right, right)):
        return False
    return any(part[0] == "path" and part[3] in divided for part in open_subterms(left))


def _divisors(side: Term) -> Iterator[Term]:
    for factor in side[1:] if side[0] == "mul" else (side,):
        if factor[0] == "div" and factor[1][0] != "div":
            yield factor[2]


def _deeper(search: Search, relation: Relation) -> Theorem | None:
    return replace(search, depth=search.depth + 1).relation(relation)


def cleared_of(search: Search, relation: Relation, divisor: Term, tactic: Tactic) -> Theorem | None:
    """The relation, from what a tactic finds when both sides are multiplied by a divisor that is positive."""
    sign: Relation = ("<", ZERO, divisor)
    positive = by_arithmetic(search, sign, stages=2) or (search.relation(sign) if divisor[0] == "sum" else None)
    if positive is None:
        return None
    left, right = (_multiplied(search, side, divisor) for side in relation[1:])
    found = tactic(search, (relation[0], left, right))
    if found is None:
        return None
    return Facts([found, positive, *inverse_of(divisor, [positive])]).prove(relation)


def inverse_of(divisor: Term, known: Sequence[Theorem]) -> list[Theorem]:
    """``q (1 / q) = 1``, where what is known shows that q is not zero."""
    square = Facts(known).prove(("<", ZERO, Term("pow", divisor, 2)))
    return [] if square is None else [orders.reciprocal([square], divisor)]


def _multiplied(search: Search, side: Term, divisor: Term) -> Term:
    cancelled = _without(side, divisor)
    return cancelled or poly_term(Facts(search.ground()).normalizer.scalar(Term("mul", divisor, side)))


def reciprocal(search: Search, relation: Relation) -> Theorem | None:
    """``e(t) <= c / q`` from ``q <= c / e(t)``, where both are positive: what moves is the reciprocal."""
    op, left, right = relation
    if op == "=" or search.depth > 1 or right[0] != "div" or not paths_in((op, left, left)):
        return None
    signs = [by_arithmetic(search, ("<", ZERO, side), stages=2) for side in (left, right[2])]
    turned = None if None in signs else search.relation((op, right[2], Term("div", right[1], left)))
    if turned is None:
        return None
    known = [turned, *(sign for sign in signs if sign is not None)]
    inverse = [theorem for side in (left, right[2]) for theorem in inverse_of(side, known)]
    whole = Facts([*known, *inverse]).prove((op, Term("mul", left, right[2]), right[1]))
    return None if whole is None else Facts([whole, *known, *inverse]).prove(relation)


def _restated(theorem: Theorem, sums: Sequence[Term]) -> Theorem | None:
    """The theorem with the summands of each of these sums put together, where they stand in a longer sum."""
    op, *sides = theorem.clause.relation
    if sides[0].sort[0] not in {"S", "N"}:
        return None
    for part in sums:
        sides = [_grouped(side, part) for side in sides]
    left, right = sides
    relation = (op, left, right)
    return theorem if relation == theorem.clause.relation else Facts([theorem]).prove(relation)


def _grouped(term: Term, part: Term) -> Term:
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _grouped(term[slot], part)
    if term[0] == "add" and len(term) > len(part):
        rest = [summand for summand in parts[1:] if summand not in part[1:]]
        if len(rest) == len(term) - len(part):
            return Term("add", part, *rest)
    return Term(*parts)
