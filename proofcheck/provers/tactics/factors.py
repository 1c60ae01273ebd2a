"""Inequalities divided by what all of their terms have in common.

``c <q, s> + L c^2 |s|^2 <= -c g + L c^2 D^2``, where ``g = -<q, s>``, says ``L c^2 (D^2 - |s|^2) >= 0``: the rest is
about ``|s| <= D``, which no combination of few products reaches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from proofcheck.evidence.readback import Mono, Poly, mono_term, poly_term, scaled_term
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import NATURAL, SCALAR, ZERO, Term, num, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import top_factors, with_part
from proofcheck.provers.saturation import by_arithmetic, finish, instances

MOST_TERMS = 12
"""How many terms a difference may have."""

ROUNDS = 2
"""How often hypotheses are looked at: the conditions of some are instances of others."""


def without_common_factor(search: Search, relation: Relation) -> Theorem | None:
    """The relation without a factor of all terms that is not negative, after equations made some of these cancel."""
    op, smaller, larger = relation
    if search.depth > 1 or op != "<=" or smaller.sort not in (SCALAR, NATURAL):
        return None
    ground = search.ground()
    for _ in range(ROUNDS):
        known = {t.clause for t in ground}
        ground += [t for t in instances(search, ground, search.goal_pool(relation), known) if t.clause not in known]
    normalizer = Facts(ground).normalizer
    difference, used = _cancelled(sub(larger, smaller), ground, normalizer)
    poly = normalizer.scalar(difference)
    common = _common(poly) if 0 < len(poly) <= MOST_TERMS else ()
    if not common or (len(poly) < 2 and not used):
        return None
    rest = {_divided(mono, common): c for mono, c in poly.items()}
    inside = replace(search.with_theorems(t for t in ground if t not in search.known), depth=search.depth + 1)
    sign = by_arithmetic(inside, ("<=", ZERO, mono_term(common)))
    left = ("<=", ZERO, _as_written(difference, common, normalizer, rest))
    shown = None if sign is None else by_arithmetic(inside, left)
    return None if sign is None or shown is None else Facts([shown, sign, *used]).prove(relation)


def _cancelled(difference: Term, ground: Sequence[Theorem], normalizer: Normalizer) -> tuple[Term, list[Theorem]]:
    """A difference with values for names, as long as equations give values that make terms cancel; which these were."""
    used: list[Theorem] = []
    size = len(normalizer.scalar(difference))
    for equation in ground:
        op, one, other = equation.clause.relation
        for name, value in ((one, other), (other, one)) if op == "=" else ():
            if name[0] not in {"path", "var"} or name.sort not in (SCALAR, NATURAL) or name in subterms(value):
                continue
            written = with_part(difference, name, value)
            if (smaller := len(normalizer.scalar(written))) < size:
                difference, size = written, smaller
                used.append(equation)
                break
    return difference, used


def _as_written(difference: Term, common: Mono, normalizer: Normalizer, rest: Poly) -> Term:
    """What is left of a difference, with its parts as they are written where they have the factor as it stands."""
    parts = [_without(part, common, normalizer) for part in _summands(difference)]
    written = Term("add", ZERO, *(part for part in parts if part is not None))
    return written if normalizer.scalar(written) == rest else poly_term(rest)


def _summands(term: Term, scale: Fraction = Fraction(1)) -> Iterator[Term]:
    """The summands of a sum, and of the sums in it that numbers are multiplied by, as products."""
    if term[0] == "add":
        for part in term[1:]:
            yield from _summands(part, scale)
    elif term[0] == "mul" and len(term) == 3 and term[1][0] == "num":
        yield from _summands(term[2], scale * term[1][1])
    else:
        yield Term("mul", num(scale), *(term[1:] if term[0] == "mul" else (term,)))


def _without(product: Term, common: Mono, normalizer: Normalizer) -> Term | None:
    """A product without a monomial, whose atoms have to be among its factors, as powers or in monomials."""
    wanted, factors = dict(common), []
    for factor in product[1:]:
        form = normalizer.scalar(factor)
        mono, coefficient = next(iter(form.items())) if len(form) == 1 else ((), Fraction(1))
        if not any(atom in wanted for atom, _ in mono):
            factors.append(factor)
            continue
        left = []
        for atom, power in mono:
            most = wanted.get(atom, 0)
            taken = min(power, most) if most > 0 < power else max(power, most) if most < 0 > power else 0
            left += [(atom, power - taken)] if power != taken else []
            if taken:
                wanted[atom] -= taken
        factors.append(scaled_term(coefficient, tuple(left)))
    return None if any(wanted.values()) else Term("mul", *factors)


def _common(poly: Poly) -> Mono:
    """What all monomials have in common: each atom with its least power."""
    monos = [dict(mono) for mono in poly]
    shared = [(atom, min(mono[atom] for mono in monos)) for atom in monos[0] if all(atom in m for m in monos)]
    return tuple(shared)


def _divided(mono: Mono, common: Mono) -> Mono:
    powers = dict(mono)
    for atom, power in common:
        powers[atom] -= power
    return tuple((atom, power) for atom, power in powers.items() if power)


def with_size_for_bound(search: Search, relation: Relation) -> Theorem | None:
    """The relation with |A| for the number that is said to bound it, where a product with other lengths is bounded."""
    op, left, right = relation
    if op == "=" or search.depth > 0 or not any(part[0] == "norm" for part in top_factors(right)):
        return None
    for theorem in search.known:
        order, size, number = theorem.clause.relation
        told = order != "=" and not theorem.clause.variables and not theorem.clause.conditions
        if not told or size[0] not in {"norm", "opnorm"} or number[0] != "var" or number not in right.free:
            continue
        bound = with_part(right, number, size)
        found = replace(search, depth=1).relation((op, left, bound))
        return None if found is None else finish(search, relation, [found, search.relation(("<=", bound, right))])
    return None
