"""The search for a derivation: which tactics are tried on a goal, in which order.

``allowed`` restricts the rules by name; the free ones may always be used.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Problem, Relation
from proofcheck.kernel.terms import SCALAR, Term, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.existence import IMPOSSIBLE
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.carrying import carried_on
from proofcheck.provers.conditioning import conditioned
from proofcheck.provers.constants import at_least_one, bounded_operators, counted, not_negative
from proofcheck.provers.coordinates import largest
from proofcheck.provers.engine import MAX_DEPTH, Budget, ExhaustedError, Hints, Search, Tactic
from proofcheck.provers.forms import displacements, integrals_in, paths_in, rates_since
from proofcheck.provers.functionals import named as named_functionals
from proofcheck.provers.independent_members import independent_members
from proofcheck.provers.instances import Pool, clause_terms, open_subterms
from proofcheck.provers.outcomes import compares_outcomes
from proofcheck.provers.saturation import by_arithmetic, saturate, signs_needed
from proofcheck.provers.tactics.antiderivatives import evaluated
from proofcheck.provers.tactics.approached import approached
from proofcheck.provers.tactics.attained import among_unit_vectors, at_a_point, under_a_function
from proofcheck.provers.tactics.bounded_lines import by_bounded_line
from proofcheck.provers.tactics.bounds import below_what_bounds_it, compared_motions
from proofcheck.provers.tactics.cases import (
    alternatives,
    by_contradiction,
    by_sign_of_tilt,
    divides,
    maximum,
    minimum,
    not_vanishing,
    split,
    split_what_is_known,
    vanishing,
)
from proofcheck.provers.tactics.closed_forms import closed_sums
from proofcheck.provers.tactics.confinement import confine
from proofcheck.provers.tactics.convexity import descent, implied, properties
from proofcheck.provers.tactics.coordinates import equal_components, greatest_component
from proofcheck.provers.tactics.directions import by_direction
from proofcheck.provers.tactics.displacements import by_difference
from proofcheck.provers.tactics.equations import (
    by_definiteness,
    by_square_of_difference,
    cancelled,
    differentiated,
    from_the_start,
    images_put_in,
    no_difference,
    substituted,
    two_inequalities,
    vector_equation,
)
from proofcheck.provers.tactics.existence import by_witness, denials, existences, of_what_exists
from proofcheck.provers.tactics.exponentials import beside_factors, between_logarithms, compared_exponents
from proofcheck.provers.tactics.extrema import (
    beyond_every_bound,
    greatest_value,
    infimum_bound,
    least_below_mean,
    multiple_of_greatest,
    strictly_above,
    supremum_bound,
)
from proofcheck.provers.tactics.factored_means import by_factored_mean
from proofcheck.provers.tactics.factors import with_size_for_bound, without_common_factor
from proofcheck.provers.tactics.finite_products import as_exponentials, by_factors, speaks_of_products
from proofcheck.provers.tactics.flows import (
    by_motion,
    by_squares_in_time,
    decay,
    equal_in_time,
    kept_in_time,
    oscillation,
    with_what_is_left,
)
from proofcheck.provers.tactics.formed import formed
from proofcheck.provers.tactics.functionals import (
    a_member,
    by_mean_square,
    by_squares_of_functionals,
    compare_functionals,
    functionals_in,
    is_mean_of_sum,
)
from proofcheck.provers.tactics.growth import by_growth_of_length
from proofcheck.provers.tactics.images import image
from proofcheck.provers.tactics.induction import beside_what_is_left, induct, induct_within, is_rate
from proofcheck.provers.tactics.integrals import (
    carried,
    compare_integrals,
    displaced,
    extended,
    integrated,
    joined,
    travelled,
)
from proofcheck.provers.tactics.integrating_factors import by_integrating_factor
from proofcheck.provers.tactics.intervals import at_ends
from proofcheck.provers.tactics.jacobians import gradients_as_maps
from proofcheck.provers.tactics.joint import both_events, traces_together
from proofcheck.provers.tactics.late_starts import from_later_on
from proofcheck.provers.tactics.lengths import length
from proofcheck.provers.tactics.logarithms import logarithms_together
from proofcheck.provers.tactics.means import at_weighted_mean, by_tangent_at_mean
from proofcheck.provers.tactics.memberships import in_convex_set, is_membership
from proofcheck.provers.tactics.moments import by_second_moment, one_sided
from proofcheck.provers.tactics.monotone import (
    below_other_logarithm,
    beside_logarithm,
    beside_multiple_of_logarithm,
    beside_power_in_unit_interval,
    by_logarithms,
    by_other_tangents,
    compared_arguments,
    compared_powers,
)
from proofcheck.provers.tactics.outcomes import at_outcomes
from proofcheck.provers.tactics.paired import pair_by_pair
from proofcheck.provers.tactics.pointwise import by_members, pointwise
from proofcheck.provers.tactics.preimages import by_preimage, images
from proofcheck.provers.tactics.projections import by_what_is_left
from proofcheck.provers.tactics.quotients import (
    abstracted,
    cleared,
    falls_in_time,
    over_one_divisor,
    reciprocal,
    without_quotients,
)
from proofcheck.provers.tactics.ranks import from_gram, of_gram
from proofcheck.provers.tactics.real_powers import beside_powers, real_powers
from proofcheck.provers.tactics.retimed import at_other_time, other_time
from proofcheck.provers.tactics.roots import below_added_root, by_angle, by_squares, by_squares_of_sizes, divided
from proofcheck.provers.tactics.same_roots import same_roots
from proofcheck.provers.tactics.samples import over_samples
from proofcheck.provers.tactics.sections import sections
from proofcheck.provers.tactics.sequences import step_by_step
from proofcheck.provers.tactics.slopes import mean_value
from proofcheck.provers.tactics.summands import by_summands
from proofcheck.provers.tactics.tails import by_complement, by_mean, is_tail, tail
from proofcheck.provers.tactics.telescoping import (
    at_the_mean,
    bound_beside_sum,
    counts,
    last_beside_sum,
    near_the_mean,
    since_start,
    summed,
    telescoped,
    term_by_term,
    times_the_count,
)
from proofcheck.provers.tactics.unions import by_disjoint_events, by_union, is_event
from proofcheck.provers.tactics.wholes import one_apart
from proofcheck.provers.tactics.widths import by_width
from proofcheck.provers.turned_round import turned_round

MAX_ATTEMPTS = 400

_EQUATIONS: tuple[Tactic, ...] = (
    by_bounded_line,
    differentiated,
    from_the_start,
    abstracted,
    split,
    properties,
    compare_integrals,
    closed_sums,
    induct,
    by_preimage,
    compare_functionals,
    evaluated,
    joined,
    kept_in_time,
    oscillation,
    two_inequalities,
    same_roots,
    by_square_of_difference,
    cancelled,
    substituted,
    split_what_is_known,
    alternatives,
)
_INEQUALITIES: tuple[Tactic, ...] = (
    differentiated,
    from_the_start,
    beyond_every_bound,
    one_apart,
    without_common_factor,
    properties,
    summed,
    pointwise,
    by_members,
    by_factored_mean,
    at_outcomes,
    by_width,
    traces_together,
    tail,
    by_sign_of_tilt,
    descent,
    compare_integrals,
    closed_sums,
    compare_functionals,
    by_tangent_at_mean,
    at_weighted_mean,
    by_mean,
    a_member,
    integrated,
    evaluated,
    joined,
    extended,
    kept_in_time,
    with_what_is_left,
    by_motion,
    compared_motions,
    confine,
    decay,
    by_growth_of_length,
    by_integrating_factor,
    infimum_bound,
    strictly_above,
    supremum_bound,
    least_below_mean,
    at_a_point,
    among_unit_vectors,
    under_a_function,
    image,
    by_preimage,
    by_direction,
    greatest_value,
    multiple_of_greatest,
    mean_value,
    at_ends,
    greatest_component,
    travelled,
    carried,
    displaced,
    length,
    by_difference,
    by_squares,
    below_added_root,
    divided,
    with_size_for_bound,
    by_angle,
    by_what_is_left,
    by_squares_in_time,
    by_squares_of_functionals,
    by_mean_square,
    compared_arguments,
    compared_powers,
    step_by_step,
    between_logarithms,
    beside_logarithm,
    logarithms_together,
    beside_multiple_of_logarithm,
    induct,
    from_later_on,
    below_what_bounds_it,
    telescoped,
    beside_what_is_left,
    bound_beside_sum,
    last_beside_sum,
    by_logarithms,
    beside_power_in_unit_interval,
    by_other_tangents,
    abstracted,
    split,
    substituted,
    images_put_in,
    cleared,
    over_one_divisor,
    reciprocal,
    vanishing,
    not_vanishing,
    alternatives,
    split_what_is_known,
    gradients_as_maps,
    of_gram,
    from_gram,
    by_contradiction,
)


def _tactics(search: Search, relation: Relation) -> Iterator[Tactic]:
    """What its form asks for, arithmetic with the facts at hand before it, and with more facts after it; the others."""
    op, *sides = relation
    left, right = sides
    denied = relation == IMPOSSIBLE and bool(denials(search))
    if denied:
        yield approached
    if existences(search):
        yield of_what_exists
    if denied:
        yield by_witness
    if left.sort[0] in {"V", "O"}:
        yield from (
            sections,
            by_bounded_line,
            by_definiteness,
            vector_equation,
            over_samples,
            equal_components,
            no_difference,
            equal_in_time,
            properties,
        )
        yield induct
    elif left[0] == "max" and op != "=":
        yield from (by_factors,) if speaks_of_products(relation) else ()
        pair = (maximum, by_squares_of_sizes)
        yield from (induct, *pair) if is_rate(relation) else (*pair, induct)
    elif right[0] == "min" and op != "=":
        yield minimum
    else:
        named = (substituted,) if op != "=" and _speaks_of_named_mean(search, relation) else ()
        first = () if op == "=" else tuple(dict.fromkeys((*named, *_suggested(relation))))
        if search.depth >= MAX_DEPTH:
            yield partial(by_arithmetic, stages=1 if first else 3)
            return
        yield partial(by_arithmetic, stages=1)
        yield from (sections, formed, over_samples)
        yield from (by_factors, as_exponentials, induct_within) if speaks_of_products(relation) else ()
        if op != "=" and search.depth <= 1:
            yield from (by_summands, pair_by_pair)
        elif any(map(is_event, sides)):
            yield two_inequalities
        yield from first
        yield by_arithmetic
        soon = (induct,) if is_rate(relation) else ()
        yield from soon
        tried = {*first, *soon}
        for tactic in _EQUATIONS if op == "=" else _INEQUALITIES:
            if tactic not in tried:
                yield tactic
            if tactic is properties and implied(search, relation):
                return  # the others were tried there, with more at hand


def _speaks_of_named_mean(search: Search, relation: Relation) -> bool:
    """Whether one side speaks of what an equation says to be a sum or a mean, by its name, and the other of one."""
    names = [name for name, _ in named_functionals(search.ground()) if name.sort == SCALAR]
    return any(name in side.free and functionals_in(o) for name in names for side, o in _both_ways(relation))


def _both_ways(relation: Relation) -> tuple[tuple[Term, Term], tuple[Term, Term]]:
    _, left, right = relation
    return (left, right), (right, left)


def _suggested(relation: Relation) -> Iterator[Tactic]:
    """The tactics that the form of an inequality asks for."""
    op, left, right = relation
    if other_time(relation) is not None:
        yield at_other_time
    if not paths_in(relation) and any(part[0] == "d" for side in (left, right) for part in subterms(side)):
        yield differentiated
    if left[0] == right[0] and left[0] in {"exp", "log"}:
        yield compared_arguments
    if is_membership(relation):
        yield in_convex_set
    if left[0] == right[0] == "sum":
        yield term_by_term
    if left[0] in {"exp", "mul", "powi"} and {left[0], right[0]} != {"mul"}:
        yield from (compared_exponents, beside_factors)
    elif left[0] == "sum" and right[0] == "mul":
        yield beside_factors
    if real_powers(relation):
        yield beside_powers
    if is_mean_of_sum(left):
        yield by_mean_square
    if right[0] == "sqrt" and functionals_in(left) and functionals_in(right):
        yield by_squares
    if right[0] == "log" and functionals_in(left) and op == "<=":
        yield below_other_logarithm
    if left[0] == "log" and functionals_in(left):
        yield beside_logarithm
    if divides(relation):
        yield split
    if is_event(left):
        yield by_union
    if left[0] == "add" and is_event(right):
        yield by_disjoint_events
    if is_tail(relation):
        yield from (tail, one_sided, by_mean)
    if is_tail((op, right, left)):
        yield from (both_events, by_second_moment, by_complement)
    if falls_in_time(relation) or any(side[0] == "div" and side[2][0] == "sum" for side in (left, right)):
        yield cleared
    if next(images(relation), None) is not None:
        yield by_preimage
    if next(counts(left), None) is not None:
        yield times_the_count
    if left[0] == "norm" and next(counts(left[1]), None) is not None:
        yield near_the_mean
    if left[0] == "norm" and right[0] == "mul" and right[-1][0] == "norm" and paths_in(relation):
        yield image
    if any(part[0] == "fn" and next(counts(part[4]), None) is not None for part in _in_sight_or_means(left)):
        yield at_the_mean
    if any(part[0] == "sum" for part in open_subterms(left)) or next(since_start(relation), None) is not None:
        yield telescoped
    if left[0] == "opnorm" and largest(left) is not None:
        yield greatest_component
    if integrals_in(left) and integrals_in(right):
        yield compare_integrals
    if next(displacements(relation), None) is not None:
        yield from (confine, length)
    if any(time in left.free for time, *_ in rates_since(relation)):
        yield from (confine, decay)
    elif right[0] == "path" and next(rates_since((op, right, left)), None) is not None:
        yield decay


def _in_sight_or_means(side: Term) -> Iterator[Term]:
    """The parts of a side without bound variables, and what means are of."""
    for part in open_subterms(side):
        yield part[2] if part[0] == "expect" else part


def prove(
    problem: Problem,
    *,
    allowed: Collection[str] | None = None,
    hints: Hints | None = None,
    lemmas: Sequence[Theorem] = (),
    attempts: int = MAX_ATTEMPTS,
    shallow: bool = False,
    opened: bool = False,
) -> Theorem | None:
    """A theorem that answers a problem, or ``None``.

    Arguments:
        allowed: the names of the rules that may be used beside the free ones; ``None`` for all.
        hints: what stands around the claim.
        lemmas: theorems that may be used.
        attempts: how often arithmetic may be tried.
        shallow: only unfold the quantifiers of the goal and try arithmetic: what most true steps need.
        opened: count depth from where what the goal quantifies is fixed and its conditions are supposed, which finds
            more and takes longer.
    """
    assumed, made, counts, of_means = _known_before(problem)
    names = None if allowed is None else frozenset(allowed)
    bounds = bounded_operators(problem, assumed) if names is None or "operator norm" in names else ()
    carried = carried_on(assumed) if names is None or "induction" in names else ()
    theorems = (*assumed, *made, *carried, *counts, *bounds, *lemmas, *of_means)
    pool = Pool(term for theorem in assumed for term in clause_terms(theorem.clause))
    unfolding = int(bool(problem.goal.variables or problem.goal.conditions))
    depth = MAX_DEPTH - unfolding if shallow else -unfolding if opened else 0
    search = Search(_tactics, theorems, pool, names, hints or Hints(), Budget(attempts), depth)
    try:
        return search.prove(problem.goal)
    except ExhaustedError:
        return None


@lru_cache(maxsize=32)
def _known_before(problem: Problem) -> tuple[tuple[Theorem, ...], ...]:
    """The hypotheses of a problem, and what is known before the search: without quotients, of counts, of means."""
    comparing = [clause for clause in problem.hypotheses if compares_outcomes(clause)]
    assumed = tuple(turned_round(rules.assume([], c) for c in problem.hypotheses if not compares_outcomes(c)))
    positive = counted(assumed) if problem.goal.relation[0] != "=" else ()
    of_means = (*conditioned(problem, comparing), *independent_members(problem, comparing))
    made = (*without_quotients(assumed), *not_negative(assumed))
    return assumed, made, (*positive, *at_least_one(assumed)), of_means


def solved(problem: Problem) -> bool:
    """Whether Z3 finds the goal of a problem to follow from its hypotheses and the rules' instances.

    A weaker kind of trust: no derivation comes of it. For goals between scalars that no certificate was found for.
    """
    goal = problem.goal
    if goal.relation[1].sort[0] not in {"S", "N"}:
        return False
    theorems = tuple(rules.assume([], clause) for clause in (*problem.hypotheses, *goal.conditions))
    pool = Pool(term for theorem in theorems for term in clause_terms(theorem.clause))
    search = Search(_tactics, theorems, pool, None, Hints(), Budget(MAX_ATTEMPTS))
    try:
        ground = saturate(search, search.ground(), search.goal_pool(goal.relation), wide=True, ahead=True)
    except ExhaustedError:
        return False
    ground += signs_needed(goal.relation, ground)
    return Facts(ground).solved(goal.relation)


def prove_afresh(
    problem: Problem, allowed: frozenset[str], hints: Hints | None, lemmas: Sequence[Theorem], attempts: int
) -> Theorem | None:
    """Search with a memory of its own: what was tried with other lemmas or rules says nothing here."""
    own = Hints() if hints is None else replace(hints, memory={})
    return prove(problem, allowed=allowed, hints=own, lemmas=lemmas, attempts=attempts)
