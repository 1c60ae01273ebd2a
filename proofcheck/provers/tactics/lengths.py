"""How far a path can have gone while an energy fell: the gradient inequality."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from proofcheck.evidence.readback import poly_term
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
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import displacements, is_scalar_variable, rates
from proofcheck.provers.library.lengths import conditions, gradient_inequality
from proofcheck.provers.motion import carried_out
from proofcheck.provers.saturation import finish, saturate, signs_needed


def length(search: Search, relation: Relation) -> Theorem | None:
    """The gradient inequality: how far a path can have gone while an energy fell."""
    if not search.may("gradient inequality"):
        return None
    _, left, right = relation
    if left[0] == "pow" and left[2] == 2:
        right = Term("sqrt", right)
    informed = _with_signs(search, ("<=", left, right))
    for _, path, time in displacements(relation):
        for energy in _energies(search, path):
            for rate in _length_rates(informed, energy, right):
                bound = _gradient_inequality(informed, path, time, energy, rate)
                found = None if bound is None else finish(informed, relation, [bound])
                if found is not None:
                    return found
    return None


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
    value, variable = energy
    taken = frozenset().union(path.free, time.free, rate.free, *search.fixed())
    s = fresh_variable(Term("var", "s", SCALAR), taken)
    moving = substitute(value, {variable: s})
    place = Term(*path[:3], s)
    try:
        factor = _speed_factor(search, place, s)
        if factor is None:
            return None
        premises = []
        for clause in reversed(conditions(s, time, place, moving, rate, factor)):
            premise = search.prove(clause)
            if premise is None:
                return None
            premises.append(premise)
        return gradient_inequality(premises[::-1], s, time, place, moving, rate, factor)
    except KernelError:
        return None


def _speed_factor(search: Search, place: Term, s: Term) -> Term | None:
    """``K`` with ``|x'|^2 <= K E`` where ``x' = c A r`` and ``E = |r|^2``: the square of ``c |A|``."""
    for theorem in search.known:
        op, left, right = theorem.clause.relation
        if op == "=" and left[0] == "dpath" and left[1] == place[1] and theorem.clause.variables:
            at = substitute(carried_out(right), {left[3]: s})
            operators = [t for t in subterms(at) if t[0] == "tr"]
            scales = [t[1] for t in subterms(at) if t[0] == "mul" and t[1].sort == SCALAR]
            factors = [Term("pow", scale, 2) for scale in dict.fromkeys(scales) if scale[0] != "num"]
            if operators:
                return Term("mul", *factors, Term("pow", Term("opnorm", operators[0][1]), 2), ONE)
    return None


@dataclass(frozen=True, slots=True)
class _Supposed:
    """What a heuristic takes for granted; it never enters a proof."""

    clause: Clause
