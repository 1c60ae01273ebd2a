"""Properties of functions where their values are added up: Jensen's inequality, the descent lemma in the mean."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, VALUES, ZERO, Term, fresh_variable, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Search, attempted
from proofcheck.provers.instances import Pool, open_subterms
from proofcheck.provers.library import functionals
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.saturation import by_arithmetic, instances
from proofcheck.provers.tactics.convexity import descents
from proofcheck.provers.tactics.functionals import functionals_in

MOST_TOTALS = 4
"""Sums and means of values of functions that are looked at."""


def at_outcomes(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from what holds of functions between points that vary in a sum and points that do not.

    F(x) is at least its tangent at m for each outcome x, so that this holds in the mean.
    """
    if search.depth >= MAX_DEPTH:
        return None
    totals = _totals([relation])
    plain = bool(totals) and not any(_of_function(part) for total in totals for part in subterms(total))
    if plain:
        ground = search.ground()
        suppositions = (*instances(search, ground, search.goal_pool(relation)), *ground)
        said = [total for total in _totals(t.clause.relation for t in suppositions) if total[0] == "expect"]
        said = [total for total in said if any(map(_of_function, subterms(total)))]
        near = {part for side in relation[1:] for part in subterms(side)}
        said.sort(key=lambda total: sum(_is_letter(part) and part not in near for part in subterms(total)))
        totals = said or totals
    found = [fact for total in dict.fromkeys(totals[:MOST_TOTALS]) for fact in _added_up(search, relation, total)]
    found += [fact for total in dict.fromkeys(totals[:MOST_TOTALS]) for fact in _given(search, relation, total, totals)]
    if not found:
        return None
    stages = 3 if plain and search.depth == 0 else 2  # a step of an iteration has to be put into the goal, too
    return by_arithmetic(search.with_theorems(list(dict.fromkeys(found))), relation, stages)


def _is_letter(part: Term) -> bool:
    return part[0] in {"var", "path"}


def _totals(relations: Iterable[Relation]) -> list[Term]:
    sides = (side for relation in relations for side in relation[1:])
    return [total for side in sides for total in functionals_in(side) if total.sort == SCALAR]


def _added_up(search: Search, relation: Relation, total: Term) -> Iterator[Theorem]:
    """What the properties of the functions whose values a total adds up say of it."""
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    functional, body = functionals.read(total, taken)
    moving = [part for part in open_subterms(body) if _of_function(part) and functional.variable in part.free]
    moving = moving or list(_supposed(search, functional))
    names = {part[1] for part in moving}
    fixed = [part for part in search.goal_pool(relation) if _of_function(part) and part[1] in names]
    if fixed:
        inside = search.with_assumptions(functional.everywhere(relation).conditions)
        facts = list(_between(inside, functional, Pool([*moving, *fixed])))
        yield from facts
        yield from divided(search, relation, functional, facts)


def _supposed(search: Search, functional: Functional) -> Iterator[Term]:
    """Values of functions of which something is supposed whatever the outcome, at the outcomes of a mean."""
    for clause in (theorem.clause for theorem in search.known if theorem.rule == "assume"):
        outcomes = [v for v in clause.variables if v.sort == NATURAL]
        if functional.limits is None and clause.variables == tuple(outcomes) and len(outcomes) == 1:
            values = {outcomes[0]: functional.variable}
            there = tuple(condition.substitute(values) for condition in clause.conditions)
            if there != functional.everywhere(("<=", ZERO, ZERO)).conditions:
                continue
            for part in (part for side in clause.relation[1:] for part in open_subterms(side)):
                if _of_function(part) and outcomes[0] in part.free:
                    yield substitute(part, values)


def _given(search: Search, relation: Relation, total: Term, totals: Sequence[Term]) -> Iterator[Theorem]:
    """The same of a mean of means given what was drawn before: the points that do not vary stand in other means."""
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    functional, body = functionals.read(total, taken)
    before = [functionals.read(other) for other in totals if other[0] == "expect" and other[3:] == total[3:]]
    at_hand = [substitute(part, {other.variable: functional.variable}) for other, part in before]
    for mean in [part for part in functionals_in(body) if total[0] == part[0] == "expect" and part.sort == SCALAR]:
        given, inner = functionals.read(mean, taken | {functional.variable})
        moving = [part for part in open_subterms(inner) if _of_function(part) and given.variable in part.free]
        names = {part[1] for part in moving}
        points = (part for value in at_hand for part in open_subterms(value) if _of_function(part))
        fixed = [part for part in points if part[1] in names]
        inside = search.with_assumptions(
            [c for over in (functional, given) for c in over.everywhere(relation).conditions]
        )
        yield from map(functional.compare, _between(inside, given, Pool([*moving, *fixed])) if fixed else ())
        yield from map(functional.compare, _told(search, functional, fixed))


def _told(search: Search, functional: Functional, points: Sequence[Term]) -> Iterator[Theorem]:
    """What is known of all outcomes, at one; of vectors, of their inner products with gradients there."""
    everywhere = functional.everywhere(("<=", ZERO, ZERO)).conditions
    outcomes = [rules.assume([], condition) for condition in everywhere]
    for schema in [t for t in search.known if [v.sort for v in t.clause.variables] == [NATURAL]]:
        values = [(schema.clause.variables[0], functional.variable)]
        for here in attempted(partial(rules.instantiate, [schema, *outcomes], values)):
            sort = here.clause.relation[1].sort
            if sort == SCALAR:
                yield here
            for point in [p for p in points if p.sort == sort and sort[0] == "V"]:
                hole = fresh_variable(
                    Term("var", "hole", sort), point.free.union(*(s.free for s in here.clause.relation[1:]))
                )
                yield rules.congruence([here], hole, Term("inner", hole, point))


def divided(search: Search, relation: Relation, functional: Functional, facts: Iterable[Theorem]) -> Iterator[Theorem]:
    """What is said of sums, said of averages."""
    count = functional.mass
    if functional.limits is None or not any(part[2] == count for part in search.goal_pool(relation).with_head("div")):
        return
    positive = Facts(search.ground()).prove(("<", ZERO, count))
    if positive is not None:
        inverse = Term("div", ONE, count)
        yield positive
        for fact in facts:
            op, left, right = fact.clause.relation
            averages = (op, Term("mul", inverse, left), Term("mul", inverse, right))
            yield rules.arithmetic([fact, positive], averages, [entry(0, multiplier=inverse)])


def _of_function(part: Term) -> bool:
    """It is a value or a gradient of a real function."""
    return part[0] == "gradfn" or (part[0] in VALUES and part[3] == SCALAR)


def _between(inside: Search, functional: Functional, points: Pool) -> Iterator[Theorem]:
    """What holds between the points of a pool for each index, added up."""
    here = instances(inside, inside.ground(), points)
    for theorem in (*here, *descents(inside, points)):
        op, left, right = theorem.clause.relation
        if op == "<=" and left.sort == SCALAR and functional.variable in left.free | right.free:
            yield functional.compare(theorem)
