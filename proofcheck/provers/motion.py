"""Equations of motion: gradients and derivatives in time carried out, velocities replaced."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress

from proofcheck.kernel.calculus import Vanishing, derivative
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import (
    ONE,
    ZERO,
    KernelError,
    Term,
    slots,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts


def carried_out_motion(theorem: Theorem, known: Collection[Clause]) -> Iterator[Theorem]:
    """An equation of motion with its gradients carried out."""
    op, left, right = theorem.clause.relation
    if op == "=" and left[0] == "dpath":
        plain = carried_out(right)
        if plain != right and fact("=", left, plain) not in known:
            found = Facts([theorem]).identity(left, plain)
            if found is not None:
                yield found


def carried_out(term: Term) -> Term:
    """A term with the gradients of half squared norms written as residuals."""
    if term[0] == "grad":
        residual = _gradient_residual(term)
        if residual is not None:
            return residual
    parts = list(term)
    for slot in slots(term):
        parts[slot] = carried_out(term[slot])
    return Term(*parts)


def is_motion(relation: Relation) -> bool:
    """Whether a relation says what the first or second derivative of a path is."""
    op, left, _ = relation
    return op == "=" and (left[0] == "dpath" or (left[0] == "d" and left[2][0] == "dpath" and left[2][3] == left[1]))


def _gradient_residual(term: Term) -> Term | None:
    """The gradient of ``|v|^2 / 2`` in x at a point: v there where v is x less a constant, else Dv' v; or ``None``."""
    _, x, body, at = term
    norms = [part[1] for part in subterms(body) if part[0] == "norm" and x in part.free]
    if len(norms) != 1:
        return None
    residual = substitute(norms[0], {x: at})
    try:
        slope = substitute(derivative(norms[0], x, lambda divisor: True), {x: at})
        for candidate in (residual, Term("dot", Term("tr", slope), residual)):
            normalizer = Normalizer()
            if candidate.sort == term.sort and normalizer.form(candidate) == normalizer.form(term):
                return candidate
    except KernelError:
        pass
    return None


def without_derivatives(relation: Relation, ground: Sequence[Theorem]) -> Relation:
    """The relation with derivatives in time carried out and velocities replaced by what the equations of motion say."""
    op, left, right = relation
    if not any(part[0] == "d" for side in (left, right) for part in subterms(side)):
        return relation
    motion = {t.clause.relation[1]: t.clause.relation[2] for t in ground if is_motion(t.clause.relation)}
    if not motion:
        return relation
    try:
        return (op, flat(left, motion), flat(right, motion))
    except KernelError:
        return relation


def singular(term: Term, variable: Term) -> list[Term]:
    """What must not vanish for a term to be differentiable in a variable by its form."""
    noted: dict[Term, None] = {}
    with suppress(KernelError):
        derivative(term, variable, lambda part: noted.setdefault(part) is None)
    return list(noted)


def flat(term: Term, motion: Mapping[Term, Term], nonzero: Vanishing = lambda _: False) -> Term:
    """A term with derivatives in time, and gradients of what is made of functions, carried out; velocities replaced."""
    if term in motion:
        return motion[term]
    if term[0] == "d":
        slope = derivative(term[2], term[1], nonzero)
        return term if slope == term else flat(slope, motion, nonzero)
    if term[0] == "grad" and any(part[0] == "fn" for part in subterms(term[2])):
        slope = derivative(term[2], term[1], nonzero)
        return flat(substitute(slope, {term[1]: term[3]}), motion, nonzero)
    parts = list(term)
    for slot in slots(term):
        parts[slot] = flat(term[slot], motion, nonzero)
    return _tidy(Term(*parts))


def _tidy(term: Term) -> Term:
    """A sum without vanishing summands, a product without factors 1, a vanishing product as such."""
    if term[0] == "add":
        kept = [part for part in term[1:] if not _vanishes(part)]
        if not kept:
            return Term("mul", ZERO, term[1])
        return kept[0] if len(kept) == 1 else Term("add", *kept)
    if term[0] == "mul":
        factors = [factor for factor in term[1:-1] if factor != ONE and not _is_unit_power(factor)]
        return Term("mul", *factors, term[-1]) if factors else term[-1]
    return term


def _vanishes(term: Term) -> bool:
    if term[0] == "mul":
        return any(_vanishes(factor) for factor in term[1:])
    if term[0] in {"dot", "outer", "inner"}:
        return any(_vanishes(part) for part in term[1:])
    return bool(term == ZERO)


def _is_unit_power(term: Term) -> bool:
    return bool(term[0] == "pow" and term[2] == 0)
