"""How far a path can have gone while an energy fell: the gradient inequality."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import (
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    num,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Budget, ExhaustedError, Search
from proofcheck.provers.forms import displacements, is_scalar_variable, rates
from proofcheck.provers.library.lengths import (
    bent_conditions,
    bent_gradient_inequality,
    conditions,
    gradient_inequality,
    within,
)
from proofcheck.provers.library.slopes import follows
from proofcheck.provers.motion import carried_out
from proofcheck.provers.saturation import finish, saturate, signs_needed

SOON = 12
"""How much search a rate is given before it is asked whether one that falls with the distance does."""


def length(search: Search, relation: Relation) -> Theorem | None:
    """The gradient inequality: how far a path can have gone while an energy fell."""
    if not search.may("gradient inequality"):
        return None
    informed = _with_signs(search, ("<=", relation[1], _length_bound(relation)))
    for _, path, time in displacements(relation):
        for energy in _energies(search, path):
            found = next(filter(None, _by_rates(informed, relation, path, time, energy)), None)
            if found is not None:
                return found
    return None


def _by_rates(
    search: Search, relation: Relation, path: Term, time: Term, energy: tuple[Term, Term]
) -> Iterator[Theorem | None]:
    """The relation by rates at which the energy falls: constant ones that are soon seen to, those that become less with
    the distance, and the constant ones with the whole search.
    """
    steady = (rate for rate, _ in _rates_at_start(search, path, [ZERO], moving=False))
    rates = [*steady, *_length_rates(search, energy, _length_bound(relation))]
    bends = dict.fromkeys(chain.from_iterable(_changes(theorem.clause.relation) for theorem in search.known))
    bent = list(_rates_at_start(search, path, bends, moving=True))
    for soon in (True, False) if bent else (False,):
        for rate in rates:
            bound = _gradient_inequality(_for_a_while(search) if soon else search, path, time, energy, rate)
            yield None if bound is None else finish(search, relation, [bound])
        for pair in bent if soon else ():
            yield _by_bent_rate(search, relation, path, time, energy, pair)


def _length_bound(relation: Relation) -> Term:
    """The right side, or its root where the left one is a square."""
    _, left, right = relation
    return Term("sqrt", right) if left[0] == "pow" and left[2] == 2 else right


def _for_a_while(search: Search) -> Search:
    """The search with little left of it, and no memory of what was tried."""
    return replace(search, budget=Budget(SOON))


def _with_signs(search: Search, relation: Relation) -> Search:
    """The search with the signs that have to be worked out for a relation at hand."""
    ground = saturate(search, search.ground(), search.goal_pool(relation))
    return search.with_theorems(signs_needed(relation, ground))


def _energies(search: Search, path: Term) -> Iterator[tuple[Term, Term]]:
    """Squared norms of vectors in the equation of motion of a path, each with the time in it."""
    for theorem in search.known:
        op, left, right = theorem.clause.relation
        if op != "=" or left[0] != "dpath" or left[1] != path[1] or not theorem.clause.variables:
            continue
        plain = carried_out(right)
        vectors = [part for part in subterms(plain) if part[0] == "add" and part.sort[0] == "V"]
        for vector in dict.fromkeys(vectors):
            if left[3] in vector.free:
                yield Term("pow", Term("norm", vector), 2), left[3]


def _length_rates(search: Search, energy: tuple[Term, Term], bound: Term) -> Iterator[Term]:
    """Rates worth trying: what gives the bound or a cited one, and half the exponents spoken of, rooted."""
    bounds = [c.relation[2] for c in search.hints.clauses if next(displacements(c.relation), None) is not None]
    seen: set[Term] = set()
    for rate in chain(*(_rate_for(search, energy, b) for b in (bound, *bounds)), _rooted_exponents(search, bound)):
        if rate not in seen:
            seen.add(rate)
            yield rate


def _rate_for(search: Search, energy: tuple[Term, Term], bound: Term) -> Iterator[Term]:
    """The root of the energy at the start over the bound, if the energy cancels."""
    value, variable = energy
    try:
        start = Term("sqrt", substitute(value, {variable: ZERO}))
        atoms = [part for part in subterms(bound) if part[0] == "opnorm" or is_scalar_variable(part)]
        positive = [_Supposed(fact("<", ZERO, term)) for term in (start, *atoms)]
        supposed = Normalizer([*search.ground(), *positive])
        rate = supposed.scalar(Term("div", start, bound))
        if len(rate) == 1 and not any(atom[0] in {"poly", "gram", "norm"} for mono in rate for atom, _ in mono):
            yield poly_term(rate)
    except KernelError:
        pass


def _rooted_exponents(search: Search, bound: Term) -> Iterator[Term]:
    normalizer = Facts(search.ground()).normalizer
    spoken = frozenset().union(bound.free, *(t.clause.free_variables() for t in search.known))
    for clause in search.hints.clauses:
        for _, exponent in rates(clause.relation):
            if not exponent.free <= spoken:
                continue
            try:
                yield poly_term(normalizer.scalar(Term("sqrt", Term("div", exponent, num(-2)))))
            except KernelError:
                continue


def _gradient_inequality(
    search: Search, path: Term, time: Term, energy: tuple[Term, Term], rate: Term
) -> Theorem | None:
    moving = _motion(search, path, time, energy, rate.free)
    if moving is None:
        return None
    try:
        premises = _all_shown(search, conditions(*moving[:4], rate, moving[4]))
        return None if premises is None else gradient_inequality(premises, *moving[:4], rate, moving[4])
    except (KernelError, ExhaustedError):
        return None


def _motion(
    search: Search, path: Term, time: Term, energy: tuple[Term, Term], taken: frozenset[Term]
) -> tuple[Term, Term, Term, Term, Term] | None:
    """A letter for the times until one, that one, the path and the energy at them, and the factor of its speed."""
    value, variable = energy
    s = fresh_variable(Term("var", "s", SCALAR), taken.union(path.free, time.free, *search.fixed()))
    place = Term(*path[:3], s)
    factor = _speed_factor(search, place, s)
    return None if factor is None else (s, time, place, substitute(value, {variable: s}), factor)


def _all_shown(search: Search, clauses: Sequence[Clause]) -> list[Theorem] | None:
    """Proofs of clauses; the last ones are the least work and come first."""
    premises = []
    for clause in reversed(clauses):
        premise = search.prove(clause)
        if premise is None:
            return None
        premises.append(premise)
    return premises[::-1]


def _rates_at_start(search: Search, path: Term, bends: Iterable[Term], *, moving: bool) -> Iterator[tuple[Term, Term]]:
    """How fast the energy falls at the start, by the least singular value of the operator that a path moves by, and how
    much of that is lost a unit of the distance from there: what the operator, if it moves, changes at most.
    """
    for scales, operator, variable in _motions(search, path):
        if (variable in operator.free) == moving:
            least = Term("smin", substitute(operator, {variable: ZERO}))
            yield from ((Term("mul", *scales, least, ONE), Term("mul", *scales, bend, ONE)) for bend in bends)


def _changes(relation: Relation) -> Iterator[Term]:
    """``c`` in ``|A - B| <= c |x - y|`` for operators."""
    op, left, right = relation
    if op == "<=" and left[0] == "opnorm" and right[0] == "mul":
        lengths = [part for part in right[1:] if part[0] == "norm"]
        if len(lengths) == 1:
            yield Term("mul", *(part for part in right[1:] if part is not lengths[0]), ONE)


def _by_bent_rate(
    search: Search, relation: Relation, path: Term, time: Term, energy: tuple[Term, Term], rates: tuple[Term, Term]
) -> Theorem | None:
    """The relation, where the energy at the start is not enough to go farther at such rates."""
    op, way, bound = relation
    moving = _motion(search, path, time, energy, rates[0].free | rates[1].free)
    is_distance = way == Term("norm", sub(Term(*path[:3], time), path))
    if moving is None or (search.depth > 0 and not is_distance):
        return None
    s, *_, value, factor = moving
    room, conditions = Term("sqrt", substitute(value, {s: ZERO})), bent_conditions(*moving[:4], rates, factor)
    try:
        closing = _all_shown(search, _enough(op, rates, bound, room)) if is_distance else []
        premises = None if closing is None else _all_shown(search, conditions)
        if closing is None or premises is None:
            return None
        gone = bent_gradient_inequality(premises, *moving[:4], rates, factor)
        if not is_distance:
            return finish(search, relation, [gone])
        near = rules.instantiate([premises[3], premises[-1], follows([], ("<=", time, time))], [(s, time)])
        return within([gone, closing[0], near, closing[1], premises[4], closing[2]], op, rates, way, bound, room)
    except KernelError:
        return None


def _enough(op: str, rates: tuple[Term, Term], bound: Term, room: Term) -> tuple[Clause, ...]:
    """That going as far as a bound takes what there is."""
    rate, bend = rates
    taken = sub(Term("mul", rate, bound), Term("mul", num("1/2"), bend, Term("pow", bound, 2)))
    return fact(op, room, taken), fact("<=", Term("mul", bend, bound), rate), fact("<", ZERO, rate)


def _motions(search: Search, path: Term) -> Iterator[tuple[tuple[Term, ...], Term, Term]]:
    """Scales c, with operators A and the time in it, of what a path moves by: ``x' = c A^T r``."""
    for theorem in search.known:
        op, left, right = theorem.clause.relation
        if op == "=" and left[0] == "dpath" and left[1] == path[1] and theorem.clause.variables:
            parts = list(subterms(carried_out(right)))
            scales = dict.fromkeys(t[1] for t in parts if t[0] == "mul" and t[1].sort == SCALAR and t[1][0] != "num")
            operators = [t[1] for t in parts if t[0] == "tr"]
            if operators:
                yield tuple(scales), operators[0], left[3]


def _speed_factor(search: Search, place: Term, s: Term) -> Term | None:
    """``K`` with ``|x'|^2 <= K E`` where ``x' = c A^T r`` and ``E = |r|^2``: the square of ``c |A|``."""
    for scales, operator, variable in _motions(search, place):
        factors = [Term("pow", scale, 2) for scale in scales]
        return Term("mul", *factors, Term("pow", Term("opnorm", substitute(operator, {variable: s})), 2), ONE)
    return None


@dataclass(frozen=True, slots=True)
class _Supposed:
    """What a heuristic takes for granted; it never enters a proof."""

    clause: Clause
