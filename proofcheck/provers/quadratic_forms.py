"""Bounds of eigenvalues, from what is said of a quadratic form at all vectors."""

from collections.abc import Iterator, Sequence
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import ONE, Term, fresh_variable, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import Pool, needed_symmetry
from proofcheck.provers.library import spectra


def known_of_forms(search: Search, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """``c <= lmin(A)``, ``lmax(A) <= c`` for symmetric A, where <A v, v> is bounded by c |v|^2 for all v.

    For operators whose images, inner products, traces or inverses are spoken of: what eigenvalues bound.
    """
    bounds = [(schema, *bound) for schema in search.known for bound in _bounds(schema.clause)]
    if not bounds or not search.may("Rayleigh quotient"):
        return
    equations = [t for t in ground if t.clause.relation[0] == "="]
    spoken = set(_spoken_of(pool))
    for schema, end, form, bound in bounds:
        operator = form[1][1]
        symmetry = needed_symmetry(operator, equations) if operator in spoken else None
        if symmetry is not None:
            (v,) = schema.clause.variables
            free = fresh_variable(v, frozenset().union(operator.free, bound.free, *search.fixed()))
            yield from attempted(partial(_extreme, schema, symmetry, Term(end, operator), bound, free))


def _bounds(clause: Clause) -> Iterator[tuple[str, Term, Term]]:
    """Which extreme eigenvalue a clause bounds, the form <A v, v> in it, and the bound: the other side at |v| = 1."""
    op, left, right = clause.relation
    if op != "<=" or len(clause.variables) != 1 or clause.variables[0].sort[0] != "V":
        return
    (v,) = clause.variables
    if clause.conditions not in ((), (_unit(v),)):
        return
    for end, form, other in (("lmin", right, left), ("lmax", left, right)):
        if form[0] == "inner" and form[1] == v:
            form = Term("inner", form[2], v)
        if form[0] == "inner" and form[1][0] == "dot" and form[1][2] == form[2] == v:
            bound = with_part(with_part(other, Term("norm", v), ONE), Term("inner", v, v), ONE)
            if v not in bound.free:
                yield end, form, bound


def _unit(v: Term) -> Clause:
    return fact("=", Term("norm", v), ONE)


def _spoken_of(pool: Pool) -> Iterator[Term]:
    for term in pool.with_head("norm", "inner", "inv"):
        if term[0] == "inv":
            yield from subterms(term[1])
        elif term[0] == "inner" and term[1][0] == "id":
            yield from subterms(term[2])
        elif term[0] == "norm" or term[1] != term[2]:
            yield from (side[1] for side in term[1:] if side[0] == "dot" and side.sort[0] == "V")


def _extreme(schema: Theorem, symmetry: Sequence[Theorem], extreme: Term, bound: Term, v: Term) -> Theorem | None:
    unit = rules.assume([], _unit(v))
    conditions = [unit] if schema.clause.conditions else []
    instance = rules.instantiate([schema, *conditions], [(schema.clause.variables[0], v)])
    value = Term("inner", Term("dot", extreme[1], v), v)
    shown = Facts([instance, unit]).prove(("<=", bound, value) if extreme[0] == "lmin" else ("<=", value, bound))
    if shown is None:
        return None
    premises = [rules.generalize([shown], [v], [_unit(v)]), spectra.symmetric(symmetry, extreme[1])]
    return rules.extremum_best(premises, extreme, bound)
