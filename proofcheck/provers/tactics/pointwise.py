"""Sums over a family compared term by term, before the normal form reads them as something else.

The sum of the components of a vector is an inner product to the kernel, and that of the squared lengths of a family a
norm of all of them. So the terms are compared as they are written.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

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
from proofcheck.provers.tactics.sections import reading_of

MOST_POINTS = 3
"""Points of members of a family between which equations are looked at."""


def pointwise(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from that of the terms of the sums over the members of a family for each of them."""
    op, left, right = relation
    if op != "<=" or search.depth >= MAX_DEPTH:
        return None
    totals = [t for side in (left, right) for t in open_subterms(side) if _is_over_a_family(t)]
    if not totals:
        return None
    if left[0] == "norm":
        return _by_lengths(search, relation, totals)
    read = _read(search, relation, totals)
    shown = None if read is None else _compared(search, sub(right, left), *read)
    return None if shown is None else finish(search, relation, [shown])


def _read(
    search: Search, relation: Relation, totals: Sequence[Term]
) -> tuple[Functional, dict[Term, tuple[Term, Term]]] | None:
    """What sums over one range run over, and for each a letter and its terms; ``None`` for several ranges."""
    (low, high), *others = dict.fromkeys((total[2], total[3]) for total in totals)
    if others:
        return None
    taken = frozenset().union(relation[1].free, relation[2].free, *search.fixed())
    index = fresh_variable(Term("var", "i", NATURAL), taken)
    letters: dict[Term, tuple[Term, Term]] = {}
    for total in dict.fromkeys(totals):
        letter = fresh_variable(Term("var", "s", total.sort), taken.union(found for found, _ in letters.values()))
        letters[total] = letter, substitute(total[4], {total[1]: index})
    return Functional(index, (low, high)), letters


def _compared(
    search: Search, difference: Term, functional: Functional, letters: Mapping[Term, tuple[Term, Term]]
) -> Theorem | None:
    """That a difference is not negative which is linear in sums, from the same for each of their terms."""
    bodies = dict(letters.values())
    for total, (letter, _) in letters.items():
        difference = with_part(difference, total, letter)
    parts = []
    for mono, coefficient in Normalizer().scalar(difference).items():
        part = _term_by_term(mono_term(mono), bodies, functional.mass)
        if part is None:
            return None
        parts.append(Term("mul", scaled_term(coefficient, ()), part))
    shown = search.prove(functional.everywhere(("<=", ZERO, Term("add", ZERO, *parts))))
    return None if shown is None else functional.compare(shown)


def _by_lengths(search: Search, relation: Relation, totals: Sequence[Term]) -> Theorem | None:
    """|sum_i v_i| <= r, where the v_i are what the sums in a vector make together, from sum_i |v_i| <= r."""
    _, left, right = relation
    read = _read(search, relation, [total for total in totals if total.sort[0] == "V"])
    if read is None:
        return None
    functional, letters = read
    vector = left[1]
    for total, (letter, _) in letters.items():
        vector = with_part(vector, total, letter)
    body = substitute(vector, dict(letters.values()))
    if vector.free.isdisjoint(letter for letter, _ in letters.values()) or not _is_linear(vector, letters):
        return None
    triangle = functionals.triangle(functional.of(body))
    shown = search.relation(("<=", functional.of(Term("norm", body)), right))
    return None if shown is None else finish(search, relation, [triangle, shown])


def _is_linear(vector: Term, letters: Mapping[Term, tuple[Term, Term]]) -> bool:
    """Whether a vector is a combination of such letters, and nothing else."""
    ends = {letter for letter, _ in letters.values()}
    return all(word and not ends.isdisjoint(word[-1][0][1:]) for word in Normalizer().form(vector))


def by_members(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from what holds between the points in it for each member of a family, added up."""
    if relation[0] != "<=" or search.depth >= MAX_DEPTH:
        return None
    totals = [t for side in relation[1:] for t in open_subterms(side) if _is_over_a_family(t)]
    read = _read(search, relation, totals) if totals else None
    if read is None:
        return None
    functional, letters = read
    bodies = [body for _, body in letters.values()]
    inside = search.with_assumptions(functional.everywhere(("<=", ZERO, ZERO)).conditions)
    facts = [functional.compare(fact) for fact in _of_each(inside, bodies) if functional.variable in _free(fact)]
    along = _along(search, bodies) if facts else ()
    return finish(search, relation, [*facts, *divided(search, relation, functional, facts), *along])


def _along(search: Search, bodies: Sequence[Term]) -> Iterator[Theorem]:
    """What equations between sums over a family say along the ways between the points of its members."""
    uses = (part for body in bodies for part in subterms(body) if part[0] in {"fn", "jac"})
    points = list(dict.fromkeys(use[-1] for use in uses))[:MOST_POINTS]
    for equation in search.ground():
        op, left, right = equation.clause.relation
        if op == "=" and left.sort[0] == "V" and any(map(_is_over_a_family, (*subterms(left), *subterms(right)))):
            hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
            for start, end in combinations([point for point in points if point.sort == left.sort], 2):
                way = Term("inner", hole, sub(end, start))
                yield from attempted(partial(rules.congruence, [equation], hole, way))


def _free(fact: Theorem) -> frozenset[Term]:
    _, left, right = fact.clause.relation
    return left.free | right.free


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
    """Whether a term is a sum of what the components of a map make."""
    unit_vectors = (part for part in subterms(term) if part[0] == "basis")
    return term[0] == "sum" and any(term[1] in part.free for part in unit_vectors)


def _term_by_term(term: Term, bodies: Mapping[Term, Term], mass: Term) -> Term | None:
    """What is added up to give a monomial: linear in one sum, or a share of what is constant."""
    inside = [part for part in subterms(term) if part in bodies]
    if not inside:
        return Term("div", term, mass)
    return substitute(term, {inside[0]: bodies[inside[0]]}) if len(inside) == 1 else None
