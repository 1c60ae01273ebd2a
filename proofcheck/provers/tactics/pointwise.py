"""Sums over a family, and means of functions of what is random, compared term by term.

That comes before the normal form reads them as something else.

The sum of the components of a vector is an inner product to the kernel, and that of the squared lengths of a family a
norm of all of them. So the terms are compared as they are written.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, combinations

from proofcheck.evidence.readback import mono_term, scaled_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import NATURAL, SCALAR, ZERO, Term, fresh_variable, sub, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import MAX_DEPTH, Search, attempted
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import Pool, open_subterms
from proofcheck.provers.library import functionals
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.saturation import finish, instances
from proofcheck.provers.tactics.convexity import descents, implied
from proofcheck.provers.tactics.outcomes import divided
from proofcheck.provers.tactics.sections import compositions, reading_of

MOST_POINTS = 3
"""Points of members of a family between which equations are looked at."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over one range, with a letter for each, and for each letter what is summed."""

    functional: Functional
    letters: Mapping[Term, Term]
    bodies: Mapping[Term, Term]

    def lettered(self, term: Term) -> Term:
        """A term with the letters in the places of the sums."""
        for total, letter in self.letters.items():
            term = with_part(term, total, letter)
        return term


def pointwise(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from that of the terms of the sums over the members of a family for each of them."""
    op, left, right = relation
    if op != "<=" or search.depth >= MAX_DEPTH:
        return None
    if left[0] == "norm":
        return _by_lengths(search, relation)
    sums = _sums(search, relation, _totals(relation))
    shown = None if sums is None else _compared(search, sub(right, left), sums)
    return None if shown is None else finish(search, relation, [shown])


def by_members(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from what holds between the points in it for each member of a family, added up."""
    if relation[0] != "<=" or search.depth >= MAX_DEPTH:
        return None
    sums = _sums(search, relation, _totals(relation))
    if sums is None:
        return None
    functional, bodies = sums.functional, list(sums.bodies.values())
    inside = search.with_assumptions(functional.everywhere(("<=", ZERO, ZERO)).conditions)
    shown = [fact for fact in _of_each(inside, bodies) if functional.variable in fact.clause.free_variables()]
    facts = list(map(functional.compare, shown))
    along = _along(search, bodies) if facts else ()
    return finish(search, relation, [*facts, *divided(search, relation, functional, facts), *along])


def _totals(relation: Relation) -> list[Term]:
    """The sums over members of families in a relation."""
    return [t for t in dict.fromkeys(chain(*map(open_subterms, relation[1:]))) if _is_over_a_family(t)]


def _sums(search: Search, relation: Relation, totals: Sequence[Term]) -> _Sums | None:
    """Sums with letters for them; ``None`` where there are none, or over several ranges."""
    if len({(functional.limits, functional.outcomes) for functional, _ in map(functionals.read, totals)}) != 1:
        return None
    taken = frozenset().union(relation[1].free, relation[2].free, *search.fixed())
    index = fresh_variable(Term("var", "i", NATURAL), taken)
    functional = replace(functionals.read(totals[0])[0], variable=index)
    letters: dict[Term, Term] = {}
    for total in totals:
        letters[total] = fresh_variable(Term("var", "s", total.sort), taken.union(letters.values()))
    read = {letter: functionals.read(total) for total, letter in letters.items()}
    bodies = {letter: substitute(body, {over.variable: index}) for letter, (over, body) in read.items()}
    return _Sums(functional, letters, bodies)


def _compared(search: Search, difference: Term, sums: _Sums) -> Theorem | None:
    """That a difference is not negative which is linear in sums, from the same for each of their terms."""
    parts = []
    for mono, coefficient in Normalizer().scalar(sums.lettered(difference)).items():
        part = _term_by_term(mono_term(mono), sums)
        if part is None:
            return None
        parts.append(Term("mul", scaled_term(coefficient, ()), part))
    shown = search.prove(sums.functional.everywhere(("<=", ZERO, Term("add", ZERO, *parts))))
    return None if shown is None else sums.functional.compare(shown)


def _term_by_term(term: Term, sums: _Sums) -> Term | None:
    """What is added up to give a monomial: linear in one sum, or a share of what is constant."""
    inside = [part for part in subterms(term) if part in sums.bodies]
    if not inside:
        return Term("div", term, sums.functional.mass)
    return substitute(term, sums.bodies) if len(inside) == 1 else None


def _by_lengths(search: Search, relation: Relation) -> Theorem | None:
    """|sum_i v_i| <= r, where the v_i are what the sums in a vector make together, from sum_i |v_i| <= r."""
    _, left, right = relation
    sums = _sums(search, relation, [total for total in _totals(relation) if total.sort[0] == "V"])
    vector = None if sums is None else sums.lettered(left[1])
    if sums is None or vector is None or not _is_linear(vector, sums.bodies):
        return None
    body = substitute(vector, sums.bodies)
    triangle = functionals.triangle(sums.functional.of(body))
    shown = search.relation(("<=", sums.functional.of(Term("norm", body)), right))
    return None if shown is None else finish(search, relation, [triangle, shown])


def _is_linear(vector: Term, letters: Collection[Term]) -> bool:
    """Whether a vector is a combination of such letters, and nothing else."""
    form = Normalizer().form(vector)
    return bool(form) and all(word and not {*letters}.isdisjoint(word[-1][0][1:]) for word in form)


def _along(search: Search, bodies: Sequence[Term]) -> Iterator[Theorem]:
    """What equations between sums over a family say along the ways between the points of its members."""
    points = [*dict.fromkeys(point for body in bodies for point in _points(body))]
    for equation in search.ground():
        op, left, right = equation.clause.relation
        if op == "=" and left.sort[0] == "V" and any(map(_is_over_a_family, (*subterms(left), *subterms(right)))):
            hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
            there = [point for point in points if point.sort == left.sort][:MOST_POINTS]
            for start, end in combinations(there, 2):
                way = Term("inner", hole, sub(end, start))
                yield from attempted(partial(rules.congruence, [equation], hole, way))


def _points(body: Term) -> Iterator[Term]:
    """Where values and slopes of members of a family, or of functions with all arguments but one fixed, are taken."""
    sections = dict.fromkeys(compositions(body))
    for part in subterms(body):
        if part[0] in {"fn", "jac"}:
            yield part[-1]
        taken = (part[3] if part[0] == "grad" else section.argument(part) for section in sections)
        yield from (point for point in taken if point is not None and point.free <= body.free)


def _of_each(inside: Search, bodies: Sequence[Term]) -> Iterator[Theorem]:
    """What the properties of a member of a family say at the points where it is summed."""
    size = Term("add", ZERO, *(Term("norm", body) if body.sort[0] == "V" else body for body in bodies))
    reading = reading_of(inside, ("<=", ZERO, size))
    if reading is None:
        return
    goal = reading.read(("<=", ZERO, size))
    search = reading.search.with_theorems(implied(reading.search, goal))
    pool = Pool(goal[1:])
    for fact in (*instances(search, search.ground(), pool), *descents(search, pool)):
        if fact.clause.relation[0] == "<=" and fact.clause.relation[1].sort == SCALAR:
            yield from attempted(partial(reading.said, fact))


def _is_over_a_family(term: Term) -> bool:
    """Whether a term adds up what the components of a map make, or a function of several arguments with one moving."""
    if term[0] == "sum":
        return any(part[0] == "basis" and term[1] in part.free for part in subterms(term))
    return term[0] == "expect" and any(term[1] in section.rest.free for section in compositions(term[2]))
