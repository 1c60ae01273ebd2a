"""Sums over samples: what is said of each is added up, and of pairs that are uncorrelated only the equal ones count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, permutations

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import (
    NATURAL,
    ONE,
    SCALAR,
    ZERO,
    Term,
    fresh_variable,
    is_natural,
    num,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import orders, samples
from proofcheck.provers.library.functionals import Functional, read
from proofcheck.provers.library.terms import product
from proofcheck.provers.saturation import by_arithmetic
from proofcheck.provers.tactics.equations import vector_equation
from proofcheck.provers.tactics.functionals import functionals_in
from proofcheck.provers.tactics.quotients import cleared_of

MOST_RANGES = 2
"""Over how many ranges sums are looked at."""
MOST_DIVISORS = 2
"""By how many of what it is divided by the relation is multiplied."""
MOST_NUMBERED, MOST_FREE, MOST_WEIGHTS = 4, 3, 2
"""Of how many numbered members each two are looked at, of how many with a letter, and how many kinds of weights."""


def over_samples(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from what is said of each member of a sample and of each two, added up."""
    if search.depth > 3:
        return None
    totals = [part for side in relation[1:] for part in functionals_in(side)]
    if not any(part[0] == "expect" for part in totals):
        return None
    either = _whichever_is_first(search, relation)
    if either is not None:
        return either
    sums = [part for part in totals if part[0] == "sum" and part[2] == ONE]
    facts = [*_numbered(search, relation), *_squares_with_vectors(relation)]
    for high in list(dict.fromkeys(part[3] for part in sums))[:MOST_RANGES]:
        facts += _added_up(search, relation, high, [part for part in sums if part[3] == high])
    if not facts:
        return None
    inside = search.with_theorems(facts)
    if relation[1].sort != SCALAR:
        return vector_equation(inside, relation)
    return _added(inside, relation) or _over_divisor(inside, relation)


_added = partial(by_arithmetic, stages=2)


def _over_divisor(search: Search, relation: Relation) -> Theorem | None:
    """The relation, multiplied by what a side is divided by, such as n - 1 or the square of a level."""
    parts = [part for side in relation[1:] for part in open_subterms(side) if part[0] == "div"]
    divisors = dict.fromkeys(part[2] for part in parts if part[2].free and part[2][0] != "var")
    found = (cleared_of(search, relation, divisor, _added) for divisor in [*divisors][:MOST_DIVISORS])
    return next((theorem for theorem in found if theorem is not None), None)


def _squares_with_vectors(relation: Relation) -> Iterator[Theorem]:
    """``E |sum_i X_i v_i|^2`` as the mean of a sum over pairs, for members X_i that are numbers."""
    for total in (part for side in relation[1:] for part in functionals_in(side) if part[0] == "expect"):
        mean, body = read(total, frozenset().union(*(side.free for side in relation[1:])))
        for rows in dict.fromkeys(part for part in subterms(body) if part[0] == "sum" and part.sort[0] == "V"):
            if mean.variable in rows.free:
                yield from map(mean.compare, attempted(partial(samples.square_over_pairs, rows)))


# ---------------------------------------------------------------- members with numbers


def _numbered(search: Search, relation: Relation) -> Iterator[Theorem]:
    """What is said of the members at the numbers and free indices that occur, and of each two of these."""
    parts = [part for side in relation[1:] for part in subterms(side)]
    found = {int(p[3][1]) for p in parts if p[0] == "path" and p[3][0] == "num" and p[3][1] >= 1}
    places = [*map(num, sorted(found)[:MOST_NUMBERED]), *_free_indices(relation)]
    known = _order_of(search, places)
    each = {place: [t for schema in search.known for t in _at(schema, [place], known)] for place in places}
    for place in places:
        means = _means(each[place])
        yield from (*_about_means(each[place], means), *_in_products(means, relation))
    for before, after in permutations(places, 2) if _free_indices(relation) else combinations(places, 2):
        means = _means([*each[before], *each[after]])
        yield from _about_means([t for schema in search.known for t in _at(schema, [after, before], known)], means)


def _free_indices(relation: Relation) -> list[Term]:
    """The letters that number members."""
    free = relation[1].free | relation[2].free
    parts = [part[3] for side in relation[1:] for part in subterms(side) if part[0] == "path"]
    return [p for p in dict.fromkeys(parts) if p[0] == "var" and p.sort == NATURAL and p in free][:MOST_FREE]


def _order_of(search: Search, places: Sequence[Term]) -> list[Theorem]:
    """What is known of the order of numbers that count; of two that differ, one more than the smaller is reached."""
    relations = [(t, t.clause.relation) for t in search.ground()] if places else []
    known = [t for t, (op, *sides) in relations if op != "=" and all(map(_is_index, sides))]
    apart = [t for t in known if t.clause.relation[0] == "<" and all(map(is_natural, t.clause.relation[1:]))]
    return [*known, *map(orders.whole_numbers, ([theorem] for theorem in apart))]


def _is_index(side: Term) -> bool:
    return all(variable.sort == NATURAL for variable in side.free) and not side.paths


def _whichever_is_first(search: Search, relation: Relation) -> Theorem | None:
    """The relation for two different indices, from the relation for either order of them."""
    for t in search.ground():
        op, left, right = t.clause.relation
        a, b = sorted(right.free, key=by_key) if len(right.free) == 2 else (ONE, ONE)
        if (op, left) != ("<", ZERO) or not {a, b} <= {*_free_indices(relation)} or _differ(t, a, b) is None:
            continue
        shown = [over_samples(search.with_assumptions([fact("<", *ends)]), relation) for ends in ((a, b), (b, a))]
        if None not in shown:
            one, other = (theorem for theorem in shown if theorem is not None)
            alike = rules.absurd([_differ(t, a, b)], relation)
            return rules.cases([rules.cases([alike, one], b, a), other], a, b)
    return None


def _differ(apart: Theorem, a: Term, b: Term) -> Theorem | None:
    """A contradiction, from ``0 < (a - b)^2``, ``a <= b`` and ``b <= a``."""
    order = [rules.assume([], fact("<=", *ends)) for ends in ((a, b), (b, a))]
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "premises": [1, 2]}]
    return next(attempted(partial(rules.arithmetic, [apart, *order], ("<", ZERO, ZERO), entries)), None)


def _at(schema: Theorem, places: Sequence[Term], known: Sequence[Theorem]) -> Iterator[Theorem]:
    """What is said of all natural numbers, at some whose bounds are known; in the mean, if it is for all outcomes."""
    clause = schema.clause
    drawn = [c.relation for c in clause.conditions if c.relation[1] in clause.variables and c.relation[2][0] == "dim"]
    indices = [v for v in clause.variables if not any(v is low for _, low, _ in drawn)]
    if [v.sort for v in clause.variables] != [NATURAL] * (len(places) + len(drawn)) or len(drawn) > 1:
        return
    if len(indices) != len(places) or not places:
        return
    mean = Functional(drawn[0][1], None, drawn[0][2][1]) if drawn else None
    outcomes = [] if mean is None else [rules.assume([], c) for c in mean.everywhere(clause.relation).conditions]
    values = [*zip(indices, places, strict=True), *((low, low) for _, low, _ in drawn)]
    facts = Facts([*known, *outcomes])
    body = [condition.substitute(dict(values)) for condition in clause.conditions]
    shown = [None if c.variables or c.conditions else facts.prove(c.relation, quick=True) for c in body]
    proved = [theorem for theorem in shown if theorem is not None]
    if len(proved) == len(shown):
        there = attempted(partial(rules.instantiate, [schema, *proved], values))
        yield from there if mean is None else (_in_the_mean(mean, theorem) for theorem in there)


def _in_the_mean(mean: Functional, theorem: Theorem) -> Theorem:
    """The mean of what holds for each outcome; the right side as it is, where it is the same for all."""
    compared = mean.compare(theorem)
    op, left, _ = compared.clause.relation
    right = theorem.clause.relation[2]
    if right.sort != SCALAR or mean.variable in right.free:
        return compared
    said = {"equality": 0} if op == "=" else {"premises": [0]}
    return rules.arithmetic([compared], (op, left, right), [{"coefficient": 1, **said}])


def _means(theorems: Sequence[Theorem]) -> list[Theorem]:
    """Those that say what a mean is, first those that say it by something that is no mean."""
    found = [t for t in theorems if t.clause.relation[0] == "=" and t.clause.relation[1][0] == "expect"]
    return sorted(found, key=lambda mean: len(functionals_in(mean.clause.relation[2])))


def _about_means(theorems: Sequence[Theorem], means: Sequence[Theorem]) -> Iterator[Theorem]:
    """What is said of means, with what the means inside of them are equal to."""
    for theorem in theorems:
        for mean in means:
            theorem = _with_mean(theorem, mean)
        yield theorem


def _with_mean(theorem: Theorem, mean: Theorem) -> Theorem:
    _, known, value = mean.clause.relation
    op, left, right = theorem.clause.relation
    if left[0] != "expect" or left.sort != SCALAR:
        return theorem
    for part in [p for p in subterms(left) if p[0] == "expect" and p.sort == known.sort and p is not left]:
        for same in attempted(partial(rules.identity, [], part, known)):
            hole = fresh_variable(Term("var", "hole", part.sort), left.free | known.free | value.free)
            template, new = with_part(left, part, hole), with_part(left, part, value)
            steps = [rules.congruence([equal], hole, template) for equal in (same, mean)]
            said = {"equality": 0} if op == "=" else {"premises": [0]}
            entries = [{"coefficient": 1, **said}, *({"coefficient": -1, "equality": k} for k in (1, 2))]
            theorem = rules.arithmetic([theorem, *steps], (op, new, right), entries)
            left = new
    return theorem


# ---------------------------------------------------------------- sums


@dataclass(frozen=True, slots=True)
class _Rows:
    """The sum over i from 1 on, and the letter for the index of a second sum."""

    functional: Functional
    other: Term

    def pairs(self) -> list[Relation]:
        """What it takes for two different indices to be in the range, the second before the first."""
        i, (low, high) = self.functional.variable, self.functional.range
        return [("<=", low, i), ("<=", i, high), ("<=", low, self.other), ("<=", self.other, sub(i, ONE))]


def _added_up(search: Search, relation: Relation, high: Term, sums: Sequence[Term]) -> Iterator[Theorem]:
    taken = frozenset().union(high.free, *(side.free for side in relation[1:]), *search.fixed())
    i = fresh_variable(Term("var", "i", NATURAL), taken)
    rows = _Rows(Functional(i, (ONE, high)), fresh_variable(Term("var", "j", NATURAL), taken | {i}))
    before = [rules.assume([], fact(*ends)) for ends in rows.pairs()]
    each = [shown for schema in search.known for shown in _at(schema, [i], before[:2])]
    own = _means(each)
    means = _means([*each, *(shown for schema in search.known for shown in _at(schema, [rows.other], before))])
    each = [*_about_means(each, means), *_in_products(own[:MOST_WEIGHTS], relation)]
    pairs = [shown for schema in search.known for shown in _at(schema, [i, rows.other], before)]
    weights: list[Term | None] = [None, *list(dict.fromkeys(w for total in sums for w in _weights(total, i)))]
    found = [rows.functional.compare(same) for total in sums for same in _restated(total, i, own)]
    found += list(_term_by_term(rows, relation))
    for weight in weights[: 1 + MOST_WEIGHTS]:
        found += [rows.functional.compare(t) for t in _weighted(each, weight, weight)]
        for pair in _about_means(pairs, means):
            other = None if weight is None else substitute(weight, {i: rows.other})
            found += [t for shown in _weighted([pair], weight, other) for t in _of_pairs(shown, rows)]
    yield from _with_shares(search, high, found)


def _term_by_term(rows: _Rows, relation: Relation) -> Iterator[Theorem]:
    """The mean of a sum, as the sum of the means."""
    i, limits = rows.functional.variable, rows.functional.range
    for total in [part for side in relation[1:] for part in functionals_in(side) if part[0] == "expect"]:
        mean, body = read(total, frozenset({i}).union(*(end.free for end in limits)))
        if body[0] == "sum" and body[2:4] == limits and body.sort == SCALAR:
            yield from attempted(partial(samples.exchanged, rows.functional, mean, substitute(body[4], {body[1]: i})))


def _restated(total: Term, i: Term, means: Sequence[Theorem]) -> Iterator[Theorem]:
    """What a sum is of, with what the means inside of it are equal to."""
    functional, body = read(total)
    body = substitute(body, {functional.variable: i})
    same = rules.identity([], body, body)
    told = next(_about_means([same], means))
    if told is not same:
        yield told


def _in_products(means: Sequence[Theorem], relation: Relation) -> Iterator[Theorem]:
    """Inner products of means with what they are equal to, and with the vectors of the relation."""
    for mean in means:
        _, left, right = mean.clause.relation
        free = sorted(relation[1].free | relation[2].free, key=by_key)
        for other in [right, *(v for v in free if v.sort == left.sort)][:MOST_NUMBERED] if left.sort[0] == "V" else ():
            hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free | other.free)
            yield rules.congruence([mean], hole, Term("inner", hole, other))


def _weights(total: Term, i: Term) -> Iterator[Term]:
    """What the members of a sample in a sum are multiplied by, where it varies."""
    functional, body = read(total)
    body = substitute(body, {functional.variable: i})
    for part in body[1:] if body[0] == "add" else (body,):
        factors = [f for f in part[1:] if i in f.free] if part[0] == "mul" else []
        rest = [f for f in factors if not any(len(p.free) > 1 and p[0] == "path" for p in subterms(f))]
        if len(factors) > 1:
            yield from (f for f in rest if not _is_member(f))


def _is_member(factor: Term) -> bool:
    """Whether a factor is what an operator that an index gives makes of something that is drawn."""
    return factor[0] in {"inner", "dot"} and all(part[0] == "path" for part in factor[1:])


def _weighted(theorems: Sequence[Theorem], weight: Term | None, other: Term | None) -> Iterator[Theorem]:
    """What is said of means, times the product of two weights; of means themselves, times the first."""
    for theorem in theorems:
        op, left, right = theorem.clause.relation
        if weight is None or other is None:
            yield theorem
        elif left[0] == "expect" and left.sort == SCALAR:
            factor = product(weight, other)
            root = weight if weight.sort == SCALAR else Term("norm", weight)
            inside = left[2] if left[1] not in factor.free else None
            said = {"premises": [0], "square": root} if op != "=" else {"equality": 0, "multiplier": factor}
            if inside is not None and op != "<":
                sides = (op, Term("expect", left[1], product(factor, inside), left[3]), product(factor, right))
                yield from attempted(partial(rules.arithmetic, [theorem], sides, [{"coefficient": 1, **said}]))
        if weight is not None and op == "=" and SCALAR in {left.sort, weight.sort} and weight is other:
            hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free | weight.free)
            yield from attempted(partial(rules.congruence, [theorem], hole, Term("mul", hole, weight)))


def _of_pairs(pair: Theorem, rows: _Rows) -> Iterator[Theorem]:
    """What is left of the sum over all pairs, where it is said that the mean is 0 of a product for two indices."""
    op, left, right = pair.clause.relation
    i, j = rows.functional.variable, rows.other
    if op != "=" or left[0] != "expect" or Facts([]).identity(right, ZERO) is None:
        return
    if right != ZERO:
        pair = rules.arithmetic([pair], ("=", left, ZERO), [{"coefficient": 1, "equality": 0}])
    every = rules.generalize([pair], [i, j], [fact(*ends) for ends in rows.pairs()])
    mean, body = read(left, frozenset({i, j}))
    inner = Functional(j, rows.functional.range)
    yield samples.diagonal(every)
    yield rows.functional.compare(samples.exchanged(inner, mean, body))
    yield samples.exchanged(rows.functional, mean, inner.of(body))
    yield samples.exchanged(rows.functional, mean, substitute(body, {j: i}))


def _with_shares(search: Search, high: Term, found: Sequence[Theorem]) -> Iterator[Theorem]:
    """The sums, and what they are divided by how many are summed, once and twice."""
    yield from found
    positive = Facts(search.ground()).prove(("<", ZERO, high))
    if positive is None:
        return
    yield positive
    share = Term("div", ONE, high)
    for factor in (share, Term("pow", share, 2)):
        for theorem in found:
            op, left, right = theorem.clause.relation
            if left.sort == SCALAR:
                sides = (op, product(factor, left), product(factor, right))
                part = {"equality": 0} if op == "=" else {"premises": [0]}
                entries = [{"coefficient": 1, "multiplier": factor, **part}]
                yield from attempted(partial(rules.arithmetic, [theorem, positive], sides, entries))
            elif factor is share:
                hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free | high.free)
                yield rules.congruence([theorem], hole, Term("mul", factor, hole))
