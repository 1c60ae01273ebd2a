"""Convex and smooth functions: what their properties imply, and the descent lemma at the points of a claim."""

from collections.abc import Iterator, Sequence
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import FUNCTIONS, NATURAL, SCALAR, SET, VALUES, ZERO, Term, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.samples import sample_in
from proofcheck.provers.analysis import attempt
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import is_simple
from proofcheck.provers.instances import Pool
from proofcheck.provers.library import calculus
from proofcheck.provers.minima import flat_points
from proofcheck.provers.properties import consequences, functions_of
from proofcheck.provers.saturation import finish, instances
from proofcheck.provers.tactics.jacobians import bounded_jacobians, short_jacobians
from proofcheck.provers.tactics.sections import partial_instance
from proofcheck.provers.tactics.sequences import unfolded
from proofcheck.provers.velocities import velocity

MOST_ROUNDS = 5
"""Of consequences of consequences."""


def properties(search: Search, relation: Relation) -> Theorem | None:
    """The relation, with what the declared properties of functions imply at hand."""
    added = implied(search, relation)
    if not added:  # what they imply may be at hand already
        return unfolded(search, relation, _at_points)
    grown = search.with_theorems(added)
    return _at_points(grown, relation) or unfolded(grown, relation, _at_points) or grown.relation(relation)


def _squared_bounds(search: Search) -> Iterator[Theorem]:
    """Bounds of how far apart the values of a map are, for all points, squared."""
    plain = [t for t in search.ground() if is_simple(t.clause)]
    for theorem in search.known:
        clause, (op, left, _) = theorem.clause, theorem.clause.relation
        maps = any(part[0] in VALUES and part[3] != SCALAR for part in subterms(left))
        if maps and op == "<=" and left[0] == "norm" and clause.variables and not clause.conditions:
            yield from attempted(partial(_squared, theorem, plain))


def _squared(theorem: Theorem, plain: Sequence[Theorem]) -> Theorem | None:
    clause, (_, left, right) = theorem.clause, theorem.clause.relation
    here = rules.instantiate([theorem], [(variable, variable) for variable in clause.variables])
    squares = Facts([here, *plain]).prove(("<=", Term("pow", left, 2), Term("pow", right, 2)))
    return None if squares is None else rules.generalize([squares], clause.variables, [])


def _at_points(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from nothing but what is known of the functions at the points in sight."""
    if relation[0] == "=":
        return None
    search.budget.spend()
    ground, pool = search.ground(), search.goal_pool(relation)
    here = [*instances(search, ground, pool), *descents(search, pool)]
    return Facts([*ground, *here]).prove(relation)


def implied(search: Search, relation: Relation) -> list[Theorem]:
    """What the declared properties of functions imply beside what is known."""
    if search.depth > 0 and not (_speaks_of_functions(relation) or _speaks_of_samples(relation)):
        return []
    known = {theorem.clause for theorem in search.known}
    apart = (*bounded_jacobians(search), *short_jacobians(search, relation), *_at_indices(search, relation))
    grown = search.with_theorems(apart) if apart else search
    flat = [t for schema in search.known for t in flat_points(schema)] if search.may("first-order condition") else []
    flat += [t for t in map(velocity, search.known) if t is not None] if _speaks_of_velocities(relation) else []
    found = [theorem for theorem in (*apart, *flat, *_squared_bounds(grown)) if theorem.clause not in known]
    for _ in range(MOST_ROUNDS):
        known |= {theorem.clause for theorem in found}
        new = [theorem for theorem in consequences((*search.known, *found), search.may) if theorem.clause not in known]
        found += new
        if not new:
            break
    return found


def _at_indices(search: Search, relation: Relation) -> Iterator[Theorem]:
    """What is said at each index, said at the index of a goal: of each projection, or proximal point."""
    found = dict.fromkeys(part for side in relation[1:] for part in subterms(side) if part.sort == NATURAL)
    indices = [part for part in found if part[0] == "var" and all(part in side.free for side in relation[1:])]
    for theorem in search.known if search.depth <= 0 and indices else ():
        counting = [v for v in theorem.clause.variables if v[2] == NATURAL]
        if len(counting) == 1 and (_is_about_set(theorem.clause) or _is_least_at_index(theorem.clause)):
            for index in indices[:1]:
                use = partial(partial_instance, search, theorem, {counting[0]: index})
                yield from attempted(use)


def _is_about_set(clause: Clause) -> bool:
    return any(name.startswith(SET) for _, name, _ in functions_of(clause))


def _is_least_at_index(clause: Clause) -> bool:
    """Whether it compares values of a function and squared distances at each index, as where each step is proximal."""
    squared = any(part[0] == "pow" and part[1][0] == "norm" for side in clause.relation[1:] for part in subterms(side))
    return len(clause.variables) == 2 and not clause.conditions and squared and bool(functions_of(clause))


def _speaks_of_velocities(relation: Relation) -> bool:
    return any(part[0] == "dpath" for side in relation[1:] for part in subterms(side))


def _speaks_of_functions(relation: Relation) -> bool:
    return any(part[0] in FUNCTIONS for side in relation[1:] for part in subterms(side))


def _speaks_of_samples(relation: Relation) -> bool:
    """Whether a relation is about means of members of random sequences, which other means speak of with functions."""
    return any(part[0] == "path" and sample_in(part[1]) for side in relation[1:] for part in subterms(side))


def descent(search: Search, relation: Relation) -> Theorem | None:
    """The descent lemma at the points that the claim speaks of."""
    return finish(search, relation, list(descents(search, search.goal_pool(relation))))


def descents(search: Search, pool: Pool) -> Iterator[Theorem]:
    """The descent lemma between points at which a pool has values or gradients of functions."""
    if not search.may("descent lemma"):
        return
    points = [(t[1], t[4]) for t in pool.with_head("fn") if t[3] == SCALAR]
    points = list(dict.fromkeys([*points, *((t[1], t[3]) for t in pool.with_head("gradfn"))]))
    for theorem in search.known:
        if len(theorem.clause.variables) != 2:
            continue
        for name, x in points:
            for other, y in points:
                if x != y and name == other:
                    yield from attempt(search, "descent lemma", partial(calculus.descent_lemma, [theorem], x, y))
        for slope in pool.with_head("gradfn"):
            yield from _gradient_bounds(search, theorem, slope)


def _gradient_bounds(search: Search, lipschitz: Theorem, slope: Term) -> Iterator[Theorem]:
    """How steep a function can be, by each of its lower bounds."""
    for below in search.known:
        relation = below.clause.relation
        if len(below.clause.variables) == 1 and relation[0] == "<=" and relation[2][:2] == ("fn", slope[1]):
            factor = lipschitz.clause.relation[2]
            positive = search.relation(("<", ZERO, factor[1])) if factor[0] == "mul" else None
            if positive is not None:
                use = partial(calculus.gradient_bound, [lipschitz, below, positive], slope[3])
                yield from attempt(search, "descent lemma", use)
