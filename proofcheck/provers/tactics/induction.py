"""Induction over the natural numbers of a claim."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce
from typing import Any

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.normal import Normalizer, Poly
from proofcheck.kernel.terms import (
    NATURAL,
    ONE,
    SCALAR,
    ZERO,
    Term,
    fresh_variable,
    neg,
    num,
    slots,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import at_time, is_simple, sum_of, with_part
from proofcheck.provers.instances import clause_terms, open_subterms
from proofcheck.provers.library import orders
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import geometric
from proofcheck.provers.saturation import saturate
from proofcheck.provers.tactics.quotients import cleared_of
from proofcheck.provers.tactics.sequences import unfolded

FARTHEST_START, FARTHEST_NAMED = 6, 40
"""Of an induction; where a hypothesis names the number."""


def induct(search: Search, relation: Relation) -> Theorem | None:
    """Induction over a natural number in the claim."""
    if not search.may("induction") or search.depth > 1:
        return None
    naturals = {v for side in relation[1:] for v in side.free if v[2] == ("N",)}
    for variable in sorted(naturals - _rooted_beside_means(relation), key=by_key):
        if _is_within_induction(search, variable):
            continue
        without = tuple(t for t in search.known if all(variable not in h.free_variables() for h in t.hypotheses))
        start = _start(search, variable) if len(without) < len(search.known) else 0
        inner = replace(search, known=without)
        found = _induct_from(inner, relation, variable, start) or _in_pairs(inner, relation, variable, start)
        if found is not None:
            known = [search.relation(condition.relation) for condition in found.clause.conditions]
            return rules.instantiate([found, *(t for t in known if t is not None)], [(variable, variable)])
    return None


def induct_within(search: Search, relation: Relation) -> Theorem | None:
    """Induction over how far products go, up to a number that hypotheses are about, so that it stays what it is."""
    op, left, right = relation
    parts = (part for side in (left, right) for part in open_subterms(side) if part[0] == "prod")
    ends = (end for part in parts for end in subterms(part[3]) if end.sort == NATURAL and end[0] in {"var", "dim"})
    fixed = frozenset[Term]().union(*search.fixed())
    if not search.may("induction") or search.depth > 1:
        return None
    for count in dict.fromkeys(end for end in ends if end[0] == "dim" or end in fixed):
        m = fresh_variable(Term("var", "m", NATURAL), left.free | right.free | fixed)
        said = [with_part(side, count, m) for side in (left, right)]
        statement = Clause((), (fact("<=", m, count),), (op, said[0], said[1]))
        base = _at_plain_indices(search, statement.substitute({m: ZERO}).relation)
        if base is None:
            continue
        later, following = fact("<=", Term("add", m, ONE), count), statement.substitute({m: Term("add", m, ONE)})
        within = Facts([rules.assume([], later)]).prove(("<=", m, count))
        here = None if within is None else rules.instantiate([rules.assume([], statement), within], [])
        inner = search.with_assumptions([later])
        after = None if here is None else _at_plain_indices(inner.with_theorems([here]), following.relation)
        if after is None:
            continue
        first = rules.generalize([base], [], [fact("<=", ZERO, count)])
        every = rules.induction([first, rules.generalize([after], [m], [statement, later])], m, statement)
        whole = Facts([]).prove(("<=", count, count))
        return None if whole is None else rules.instantiate([every, whole], [(m, count)])
    return None


def beside_what_is_left(search: Search, relation: Relation) -> Theorem | None:
    """``a(k) <= b(0)``, from ``a(k) + b(k) <= b(0)`` by induction, or with b(k + 1), where b is not negative: a gain
    at each step, of what cannot fall below 0, is no more often than that.
    """
    op, left, right = relation
    counts = [v for v in sorted(left.free, key=by_key) if v.sort == NATURAL and v not in right.free]
    if op == "<=" and search.depth == 0 and right[0] == "div" and left.free & _naturals(right[2]):
        return cleared_of(search, relation, right[2], beside_what_is_left)
    if op != "<=" or search.depth > 0 or not counts or not _counts_openly(left, counts[0]):
        return None
    for index in (counts[0], Term("add", counts[0], ONE)):
        rest = at_time(right, ZERO, index)
        sign = None if rest == right else search.relation(("<=", ZERO, rest))
        total = None if sign is None else induct(search, (op, Term("add", left, rest), right))
        if sign is not None and total is not None:
            return Facts([sign, total]).prove(relation)
    return None


def _naturals(side: Term) -> set[Term]:
    return {variable for variable in side.free if variable.sort == NATURAL}


def _counts_openly(side: Term, count: Term) -> bool:
    """Whether a number multiplies something, if there are members of a sequence, and is not only their index."""
    factors = (factor for part in subterms(side) if part[0] == "mul" for factor in part[1:] if count in factor.free)
    return not _has_path(side) or any(not _has_path(factor) for factor in factors)


def _has_path(term: Term) -> bool:
    return any(part[0] == "path" for part in subterms(term))


def is_rate(relation: Relation) -> bool:
    """Whether it bounds what members of a sequence make by powers with the number of the member."""
    op, left, right = relation
    counts = {part[3] for part in subterms(left) if part[0] == "path" and part[3][0] == "var"}
    powers = {part[2] for part in subterms(right) if part[0] == "powi"}
    return op != "=" and bool(counts & powers)


def _rooted_beside_means(relation: Relation) -> set[Term]:
    """What stands under a root in a relation about means: there no step adds something to both sides."""
    if not any(map(is_of_means, relation[1:])):
        return set()
    inside = (part for side in relation[1:] for part in subterms(side))
    return {variable for part in inside if part[0] == "sqrt" for variable in part.free}


def _is_within_induction(search: Search, variable: Term) -> bool:
    """Whether something is said of one number, as in the step of an induction: from there it is no other task."""
    said = [t.clause for t in search.known if not t.clause.variables and variable in t.clause.free_variables()]
    return search.depth > 0 and not all(map(is_simple, said))


def _start(search: Search, variable: Term) -> int:
    """The largest of the first numbers that a natural number is known not to be below."""
    simple = [t for t in search.ground() if is_simple(t.clause)]
    about = [t.clause for t in simple if variable in t.clause.free_variables()]
    named = [part[1] for clause in about for part in clause_terms(clause) if part[0] == "num"]
    starts = {int(n) for n in named if n.denominator == 1 and FARTHEST_START < n <= FARTHEST_NAMED}
    tried = [*sorted(starts, reverse=True), *range(FARTHEST_START, 0, -1)]
    facts = Facts(simple)
    return next((n for n in tried if facts.prove(("<=", num(n), variable)) is not None), 0)


def _induct_from(search: Search, relation: Relation, variable: Term, start: int) -> Theorem | None:
    statement = fact(*relation)
    base = _at_plain_indices(search, statement.substitute({variable: num(start)}).relation)
    if base is None:
        return None
    onwards = (fact("<=", num(start), variable),) if start else ()
    following = statement.substitute({variable: Term("add", variable, ONE)})
    later = search.with_assumptions((*onwards, statement))
    means = is_of_means(relation[1])
    after = (
        (_by_last_summand(later, relation, variable) if means else None)
        or (_by_factor(later, relation, following.relation, variable) if means else None)
        or _at_plain_indices(later, following.relation)
        or (None if means else _by_factor(later, relation, following.relation, variable))
        or _by_increment(later, relation, following.relation)
        or _by_recursion(later, relation, following.relation)
        or _unfolded(later, following.relation)
        or (None if means else _by_last_summand(later, relation, variable))
    )
    if after is None:
        return None
    step = rules.generalize([after], (variable,), (*onwards, statement))
    return rules.induction([base, step], variable, statement, start)


def _by_last_summand(search: Search, relation: Relation, variable: Term) -> Theorem | None:
    """The next relation about a sum, from this one and what the next summand adds to both sides."""
    op, left, right = relation
    totals = [part for part in open_subterms(left) if part[0] == "sum" and variable in part[3].free]
    if op == "=" or len(totals) != 1 or totals[0].sort != SCALAR or is_of_means(totals[0][4]) != is_of_means(left):
        return None
    [total] = totals
    _, index, _, high, body = total
    following = fact(*relation).substitute({variable: Term("add", variable, ONE)}).relation
    step = substitute(high, {variable: Term("add", variable, ONE)})
    longer = substitute(total, {variable: Term("add", variable, ONE)})
    added = with_part(following[1], longer, substitute(body, {index: _value(step)}))
    sides = (_difference(added, with_part(left, total, ZERO)), _difference(following[2], right))
    shown = search.relation((op, _with_plain_indices(sides[0]), _with_plain_indices(sides[1])))
    return None if shown is None else Facts([shown, rules.assume([], fact(*relation))]).prove(following)


def _difference(after: Term, before: Term) -> Term:
    """One number less another one, without the summands that they share."""
    here, there = (side[1:] if side[0] == "add" else (side,) for side in (after, before))
    left = [part for part in here if part not in there and part != ZERO]
    parts = [*left, *(neg(part) for part in there if part not in here and part != ZERO)]
    return sum_of(parts) if parts else ZERO


def is_of_means(side: Term) -> bool:
    """Whether a side speaks of a mean."""
    return any(part[0] == "expect" for part in subterms(side))


def _in_pairs(search: Search, relation: Relation, variable: Term, start: int) -> Theorem | None:
    """The relation by induction over that of two numbers in a row, which what is known of each third one asks for."""
    op, left, right = relation
    if not any(_reaches_back(schema) for schema in search.known):
        return None
    gaps = [sub(left, right)] if op == "<=" else [sub(left, right), sub(right, left)] if op == "=" else []
    after = [substitute(gap, {variable: Term("add", variable, ONE)}) for gap in gaps]
    if not gaps or left.sort != SCALAR:
        return None
    statement = fact("<=", reduce(partial(Term, "max"), [*gaps, *after]), ZERO)
    here = [fact(*relation).substitute({variable: num(start + place)}).relation for place in (0, 1)]
    first = _together([_at_plain_indices(search, said) for said in here], statement.substitute({variable: num(start)}))
    if first is None:
        return None
    onwards = (fact("<=", num(start), variable),) if start else ()
    both = [fact(*relation).substitute({variable: Term("add", variable, num(place))}).relation for place in (0, 1, 2)]
    signs = _apart(rules.assume([], statement), len(gaps) * 2)
    known = [theorem for said in (relation, both[1]) if (theorem := _said(signs, said)) is not None]
    later = search.with_assumptions((*onwards, statement)).with_theorems(known)
    third = _at_plain_indices(later, both[2])
    following = statement.substitute({variable: Term("add", variable, ONE)})
    step = None if third is None else _together([*signs, third], following)
    if step is None:
        return None
    every = rules.induction(
        [first, rules.generalize([step], (variable,), (*onwards, statement))], variable, statement, start
    )
    shown = rules.instantiate([every, *(rules.assume([], condition) for condition in onwards)], [(variable, variable)])
    whole = _said(_apart(shown, len(gaps) * 2), relation)
    return None if whole is None else rules.generalize([whole], (variable,), onwards)


def _said(signs: Sequence[Theorem], relation: Relation) -> Theorem | None:
    """An inequality from what is known of gaps, or an equation from both its inequalities."""
    op, left, right = relation
    order = [Facts(signs).prove(("<=", *sides)) for sides in ((left, right), (right, left))[: 2 if op == "=" else 1]]
    shown = [theorem for theorem in order if theorem is not None]
    if len(shown) < len(order):
        return None
    return orders.antisymmetry(shown) if op == "=" else shown[0]


def _reaches_back(schema: Theorem) -> bool:
    """Whether what is said for all k relates members of a sequence at two numbers or more from each other."""
    shifts = [
        (part[3][2][1] if part[3][0] == "add" and part[3][2][0] == "num" else 0)
        for side in schema.clause.relation[1:]
        for part in subterms(side)
        if part[0] == "path" and part[3].free & set(schema.clause.variables)
    ]
    return max(shifts, default=0) - min(shifts, default=0) >= 2


def _together(known: Sequence[Theorem | None], statement: Clause) -> Theorem | None:
    """That the largest of some numbers is not positive, from what is known of each."""
    shown = [theorem for theorem in known if theorem is not None]
    if len(shown) < len(known):
        return None
    return _below(Facts(shown), statement.relation[1])


def _below(facts: Facts, largest: Term) -> Theorem | None:
    found = facts.prove(("<=", largest, ZERO))
    if found is not None or largest[0] != "max":
        return found
    parts = [_below(facts, part) for part in largest[1:]]
    return None if None in parts else orders.maximum([part for part in parts if part is not None])


def _apart(largest: Theorem, count: int) -> list[Theorem]:
    """That each of so many numbers is not positive, from what is known of the largest."""
    if count == 1:
        return [largest]
    term = largest.clause.relation[1]
    below = [
        rules.arithmetic([orders.extreme([], term, place), largest], ("<=", term[place], ZERO), [entry(0), entry(1)])
        for place in (1, 2)
    ]
    return [*_apart(below[0], count - 1), below[1]]


def _by_factor(search: Search, relation: Relation, following: Relation, variable: Term) -> Theorem | None:
    """``q(k + 1) <= r^(k + 1) c``, from ``q(k + 1) <= r q(k)``; beside the power, means may be bounded by more."""
    op, left, right = relation
    ratios = (p[1] for p in subterms(right) if p[0] == "powi" and p[2] == variable and variable not in p[1].free)
    ratio = next(ratios, None)
    if op != "<=" or ratio is None:
        return None
    sign = search.relation(("<=", ZERO, ratio)) if is_of_means(left) else None
    if sign is not None:
        return _step_of_means(search.with_theorems([sign]), relation, following, variable, ratio)
    step = search.relation(("<=", following[1], Term("mul", ratio, left)))
    sign = None if step is None else search.relation(("<=", ZERO, ratio))
    if step is None or sign is None:
        return None
    return rules.arithmetic([step, sign, rules.assume([], fact(*relation))], following, [entry(0), entry(1, 2)])


def _step_of_means(
    search: Search, relation: Relation, following: Relation, variable: Term, ratio: Term
) -> Theorem | None:
    """``q(k + 1) <= b(k + 1)``, from ``q(k + 1) <= r q(k) + b(k + 1) - r b(k)``, powers of r added up in b or not."""
    _, left, right = relation
    after, before, known = following[2], right, [rules.assume([], fact(*relation))]
    for total in [p for p in open_subterms(right) if p[0] == "sum" and p[2:4] == (ZERO, sub(variable, ONE))]:
        _, index, _, _, body = total
        if body == Term("powi", ratio, index):  # r times the sum, and 1, is that to the next one
            after = with_part(after, substitute(total, {variable: Term("add", variable, ONE)}), ONE)
            before = with_part(before, total, ZERO)
            known += attempted(partial(geometric, variable, index, body))
    gap = Normalizer(search.ground()).scalar(sub(after, Term("mul", ratio, before)))
    return _by_gap(search, following, Term("mul", ratio, left), gap, [*search.ground(), *known])


def _by_increment(search: Search, relation: Relation, following: Relation) -> Theorem | None:
    """``q(k + 1) <= b(k + 1)``, from ``q(k + 1) <= q(k) + b(k + 1) - b(k)``; where b is a constant, q does not rise."""
    op, left, right = relation
    if op != "<=" or left.sort != SCALAR or not _moves_on(search, left):
        return None
    gap = Normalizer().scalar(sub(following[2], right))
    return _by_gap(search, following, left, gap, [rules.assume([], fact(*relation))])


def _by_gap(search: Search, following: Relation, scaled: Term, gap: Poly, known: Sequence[Theorem]) -> Theorem | None:
    """What follows, from ``q(k + 1) <= r q(k) + c``, with that and what else is known."""
    step = search.relation(("<=", following[1], Term("add", scaled, poly_term(gap)) if gap else scaled))
    return None if step is None else Facts([step, *known]).prove(following)


def _unfolded(search: Search, following: Relation) -> Theorem | None:
    """The next relation, with what a recurrence makes the next member, where that is no polynomial."""

    def shown(inner: Search, written: Relation) -> Theorem | None:
        curved = any(part[0] in {"sqrt", "exp", "log", "max", "min"} for side in written[1:] for part in subterms(side))
        return inner.relation(written) if curved else None

    return unfolded(search, following, shown)


def _moves_on(search: Search, term: Term) -> bool:
    """Whether something is said of the next members of a sequence in a term, for all."""
    names = {part[1] for part in subterms(term) if part[0] == "path"}
    schemas = (theorem.clause for theorem in search.known if theorem.clause.variables)
    parts = (part for clause in schemas for side in clause.relation[1:] for part in subterms(side))
    return any(part[0] == "path" and part[1] in names and part[3][0] == "add" for part in parts)


def _by_recursion(search: Search, relation: Relation, following: Relation) -> Theorem | None:
    """``q(k + 1) <= b(k + 1)``, from ``q(k + 1) <= f(q(k))``, where f is linear and does not fall, and f(b(k))."""
    op, left, right = relation
    if op != "<=" or search.depth > 1:
        return None
    known = saturate(search, search.ground(), search.goal_pool(following))
    for step in [t for t in known if t.clause.relation[:2] == (op, following[1])]:
        after = step.clause.relation[2]
        if all(part != left for part in subterms(after)):
            continue
        if after[0] == "max":
            below = search.relation((op, after, following[2]))
            return None if below is None else Facts([step, below]).prove(following)
        slope = sub(with_part(after, left, ONE), with_part(after, left, ZERO))
        bound = with_part(after, left, right)
        below = search.relation((op, bound, following[2]))
        sign = None if below is None else search.relation(("<=", ZERO, slope))
        if below is not None and sign is not None:
            premises = [step, sign, rules.assume([], fact(*relation)), below]
            return rules.arithmetic(premises, following, [entry(0), entry(1, 2), entry(3)])
    return None


def _at_plain_indices(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from the same with indices written out, q[(k + 1) - 1] as q[k], and last summands beside sums."""
    op, *sides = relation
    left, right = (_with_plain_indices(side) for side in sides)
    if (op, left, right) == relation:
        return search.relation(relation)
    found = search.relation((op, left, right))
    if found is not None and left.sort[0] in {"V", "O"}:
        return Facts([found]).identity(*relation[1:]) or Equations([found]).prove(*relation[1:])
    return None if found is None else Facts([found]).prove(relation)


def _has_last_term(parts: Sequence[Any]) -> bool:
    """Whether a sum or product goes to n + 1, or so, from where the normal form sees by itself that it has a last."""
    if parts[0] not in {"sum", "prod"} or parts[2] not in {ZERO, ONE}:
        return False
    return any(part[0] == "add" and part[2:] == (ONE,) for part in subterms(parts[3]))


def _with_plain_indices(term: Term) -> Term:
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _with_plain_indices(term[slot])
    if term[0] == "path" and term[3][0] in {"add", "mul"}:
        parts[3] = _value(parts[3])
    if _is_one_value(term):
        return _with_plain_indices(substitute(term[4], {term[1]: parts[2]}))
    if term.sort == SCALAR and _has_last_term(parts):
        _, index, low, high, body = parts
        high = _value(high)
        before = _value(Term("add", high, num(-1)))
        last = _with_plain_indices(substitute(body, {index: high}))
        return Term("add" if term[0] == "sum" else "mul", Term(term[0], index, low, before, body), last)
    return Term(*parts)


def _is_one_value(term: Term) -> bool:
    """Whether a sum has one summand, which speaks of a function: what is known of it is asked for where it is taken."""
    if term[0] != "sum" or term.sort != SCALAR or term[3].free or _value(term[3]) != term[2]:
        return False
    return any(part[0] == "fn" for part in subterms(term[4]))


def _value(index: Term) -> Term:
    return poly_term(Normalizer().scalar(index))
