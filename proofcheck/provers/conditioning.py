"""What is known of conditional means that a problem speaks of, said before the search begins.

The mean over all outcomes of what is known, times a conditional mean, is that of what is known times what the
conditional mean is of: E[f(X) E[Q | X]] = E[f(X) Q]. The factors f(X) are those that stand in means of the problem.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from itertools import product as product_of

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Problem, sides
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, Term, fresh_variable, neg, num, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.functions import are_equal
from proofcheck.provers.engine import attempted
from proofcheck.provers.library.conditional import Known, averaged, nearest, shorter, square_below
from proofcheck.provers.library.terms import product

MOST_FACTORS = 6
"""Factors that are taken out of conditional means."""
MOST_VECTORS = 3
"""Vectors with which means are multiplied."""
MOST_MEANS = 4
"""Conditional means that are looked at."""
MOST_MEMBERS = 4
"""Members of sequences for which a hypothesis is used."""


@dataclass(frozen=True, slots=True)
class _Conditional:
    """A conditional mean: what is known, and of what the mean is, at another outcome."""

    known: Known
    content: Term
    outcome: Term

    def there(self) -> Known:
        """What is known, at the outcome of which the mean is spoken of."""
        known = self.known
        return Known(known.at(known.value, self.outcome), self.outcome, known.there, known.space)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a hypothesis says at each outcome, with other variables that have values."""

    clause: Clause
    outcome: Term
    values: tuple[tuple[Term, Term], ...]

    def at(self, outcome: Term) -> Theorem:
        """What it says at one."""
        values = [(self.outcome, outcome), *self.values]
        assumed = [rules.assume([], condition.substitute(dict(values))) for condition in self.clause.conditions]
        return rules.instantiate([rules.assume([], self.clause), *assumed], values)

    @property
    def sides(self) -> Iterator[Term]:
        """Both sides of it, at these values."""
        return (substitute(side, dict(self.values)) for side in sides(self.clause))


def conditioned(problem: Problem, hypotheses: Sequence[Clause]) -> Iterator[Theorem]:
    """Means of conditional means, as a problem, and what its hypotheses say of conditional means, suggest."""
    goal = list(sides(problem.goal))
    told = [one for clause in hypotheses for one in _at_outcomes(clause, goal)]
    terms = [*goal, *(term for one in told for term in one.sides)]
    for one in islice(dict.fromkeys(_conditionals(terms)), MOST_MEANS):
        yield from _of_one(one, terms, told)
        if problem.goal.relation[0] != "=" and one.outcome in problem.goal.variables:
            content = one.known.at(one.content, one.outcome)
            yield from attempted(partial(square_below, one.there(), content))


def _at_outcomes(clause: Clause, goal: Sequence[Term]) -> Iterator[_Told]:
    """What a hypothesis says at each outcome, of the members of sequences of which a goal speaks."""
    means = list(_conditionals(sides(clause)))
    outcomes = {one.outcome for one in means}.intersection(clause.variables)
    outcome = outcomes.pop() if len(outcomes) == 1 else clause.variables[0] if len(clause.variables) == 1 else None
    if outcome is None:
        return
    drawn = [part for one in means for part in subterms(one.content)]
    indices = [
        [(variable, index) for index in _indices(variable, drawn, goal)]
        for variable in clause.variables
        if variable != outcome
    ]
    for values in islice(product_of(*indices), MOST_MEMBERS):
        yield _Told(clause, outcome, values)


def _indices(variable: Term, drawn: Sequence[Term], goal: Sequence[Term]) -> Iterable[Term]:
    """The indices of which a goal speaks at what is drawn, or at what comes next: that is made of it."""
    heads = {part[:-1] for part in drawn if part[-1] == variable}
    there = [part for side in goal for part in subterms(side) if part[0] == "path"]
    told = [part[-1] for part in there if part[:-1] in heads]
    return dict.fromkeys([*told, *(before for part in there if (before := _before(part[-1])) is not None)])


def _before(index: Term) -> Term | None:
    """The index before one, as t is before t + 1."""
    if index[0] == "num":
        return num(index[1] - 1) if index[1] >= 1 else None
    return index[1] if index[0] == "add" and index[2:] == (ONE,) else None


def _of_one(one: _Conditional, terms: Sequence[Term], told: Sequence[_Told]) -> Iterator[Theorem]:
    """What is known of the means over all outcomes of a conditional mean, times what is known."""
    known, bodies = one.known, list(_bodies(one, terms))
    if not bodies and not told:
        return
    centre = known.given(one.content)
    there = [factor for body in bodies for factor in _known_in(known, body)]
    mixed = any(body.sort != SCALAR for body in bodies)
    there = [factor for factor in there if mixed or factor.sort == one.content.sort]
    for factor in islice(dict.fromkeys([ONE, centre, *there]), MOST_FACTORS):
        yield from _in_products(attempted(partial(averaged, known, _times(factor, one.content))), terms)
        for says in told:
            yield from attempted(partial(_in_the_mean, known, factor, says))
    yield from attempted(partial(shorter, known, one.content))
    for other in islice(dict.fromkeys(aim for body in bodies for aim in _aims(one, body)), MOST_FACTORS):
        yield from attempted(partial(nearest, known, one.content, other))


def _in_products(means: Iterable[Theorem], terms: Iterable[Term]) -> Iterator[Theorem]:
    """Equations between means; of vectors, their squared lengths and inner products with vectors of the problem too."""
    for mean in means:
        yield mean
        left, right = mean.clause.relation[1:]
        if left.sort[0] == "V":
            hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
            vectors = {part for term in terms for part in term.free if part.sort == left.sort}
            for other in [hole, *sorted(vectors, key=by_key)[:MOST_VECTORS]]:
                yield rules.congruence([mean], hole, Term("inner", hole, other))


def _aims(one: _Conditional, body: Term) -> Iterator[Term]:
    """What is known and compared with that of which the conditional mean is, in a difference."""
    drawn = substitute(one.content, {one.known.there: one.known.here})
    for part in subterms(body):
        if part[0] == "add" and drawn in part[1:]:
            rest = neg(Term("add", *(other for other in part[1:] if other != drawn)))
            if one.known.tells(rest):
                yield rest


def _bodies(one: _Conditional, terms: Iterable[Term]) -> Iterator[Term]:
    """What the means over all outcomes are of."""
    for term in terms:
        if term[0] != "expect" or term[3] != one.known.space:
            yield from _bodies(one, [term[slot] for slot in slots(term)])
        elif one.outcome not in term.free:
            yield substitute(term[2], {term[1]: one.known.here})


def _in_the_mean(known: Known, factor: Term, told: _Told) -> Theorem | None:
    """What a hypothesis says at each outcome, times what is known, in the mean."""
    op = told.clause.relation[0]
    if op != "=" and factor != ONE:
        return None
    here = told.at(known.here)
    if op == "=":
        left, right = here.clause.relation[1:]
        hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free | factor.free)
        here = rules.congruence([here], hole, _times(factor, hole))
    return known.mean(known.here).compare(here)


def _conditionals(terms: Iterable[Term]) -> Iterator[_Conditional]:
    """The conditional means in terms, over outcomes with names of their own."""
    terms = list(terms)
    taken = frozenset[Term]().union(*(term.free for term in terms))
    here = fresh_variable(Term("var", "omega", NATURAL), taken)
    there = fresh_variable(here, taken | {here})
    for mean in dict.fromkeys(part for term in terms for part in subterms(term) if part[0] == "expect"):
        body = mean[2]
        value = _compared(body[1], mean[1]) if body[0] == "mul" and len(body) > 2 else None
        if value is None:
            continue
        for outcome in [v for v in value.free if v.sort == NATURAL and v != mean[1]]:
            known = Known(substitute(value, {outcome: here}), here, there, mean[3])
            content = body[2] if len(body) == 3 else Term("mul", *body[2:])
            if _is_same(known, body[1], outcome, mean[1]):
                yield _Conditional(known, substitute(content, {mean[1]: there, outcome: here}), outcome)


def _compared(same: Term, there: Term) -> Term | None:
    """The value at a fixed outcome with which a term compares that at another one, if it is 1 where they are equal."""
    gap = next((part[1] for part in subterms(same) if part[0] == "max"), None)
    gap = gap[1] if gap is not None and gap[0] == "norm" else gap
    if gap is None or gap[0] != "add" or len(gap) != 3 or gap[2][0] != "mul":
        return None
    value: Term = gap[2][-1]
    return value if there not in value.free and are_equal(gap[1], value) == same else None


def _is_same(known: Known, same: Term, here: Term, there: Term) -> bool:
    return substitute(known.same, {known.here: here, known.there: there}) == same


def _known_in(known: Known, body: Term) -> Iterator[Term]:
    """What is known where X is, in a body; no conditional means."""
    if known.here not in body.free or body[0] == "expect":
        return
    plain = all(part[0] != "expect" or known.here not in part.free for part in subterms(body))
    if plain and body.sort[0] in "SV" and known.tells(body):
        base = body[1] if body[0] == "pow" else body
        yield from [base[1], base] if base[0] == "norm" else [base]
        return
    if body[0] == "mul":
        parts = [part for part in body[1:] if part.sort == SCALAR and known.here in part.free and known.tells(part)]
        yield from [Term("mul", *parts)] if len(parts) > 1 and plain else []
    for slot in slots(body):
        yield from _known_in(known, body[slot])


def _times(factor: Term, content: Term) -> Term:
    """What is known times what is not, or the inner product of the two."""
    return product(factor, content) if factor.sort == content.sort else Term("mul", *_ordered(factor, content))


def _ordered(*factors: Term) -> list[Term]:
    return sorted(factors, key=lambda factor: factor.sort[0] in {"V", "O"})
