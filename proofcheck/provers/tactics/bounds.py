"""Bounds that have bounds: what is below something at all times, or for all numbers, and that below something else."""

from collections.abc import Iterator

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import SCALAR, Term, sub, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import is_scalar_variable
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.saturation import instantiated
from proofcheck.provers.tactics.flows import gap_of_motions

MOST_BOUNDS = 2


def below_what_bounds_it(search: Search, relation: Relation) -> Theorem | None:
    """``p(t) <= b``, from ``p(t) <= c(t)``, which is known at all times and adds p up, and ``c(t) <= b``: Groenwall's
    inequality for integrals, and for sums.
    """
    op, left, right = relation
    if op == "=" or search.depth > 0 or left[0] != "path" or left.sort != SCALAR or left[3][0] != "var":
        return None
    for bound in list(_bounds(search, left))[:MOST_BOUNDS]:
        shown = search.relation((op, bound.clause.relation[2], right))
        if shown is not None:
            return Facts([bound, shown]).prove(relation)
    return None


def _bounds(search: Search, value: Term) -> Iterator[Theorem]:
    """What is known to be at least a value, with values of the same path under an integral or a sum."""
    ground = search.ground()
    for schema in search.known:
        (op, least, most), variables = schema.clause.relation, schema.clause.variables
        if op != "<=" or least[:3] != value[:3] or len(variables) != 1 or not _adds_up(most, value):
            continue
        for reading in Matcher(frozenset(variables)).match(least, value, Reading()):
            found = instantiated(search, schema, tuple(reading.variables.items()), ground)
            if found is not None:
                yield found


def _adds_up(bound: Term, value: Term) -> bool:
    inside = (part[4] for part in subterms(bound) if part[0] in {"int", "sum"})
    return any(part[:3] == value[:3] for body in inside for part in subterms(body))


def compared_motions(search: Search, relation: Relation) -> Theorem | None:
    """``p(t) <= q(t)``, from ``p(0) <= q(0)`` and a rate at which p - q grows at most, which a hypothesis names."""
    op, left, right = relation
    moving = [side for side in (left, right) if side[0] == "path" and side.sort == SCALAR]
    if op == "=" or search.depth > 1 or len(moving) < 2 or left[3] != right[3] or not is_scalar_variable(left[3]):
        return None
    return gap_of_motions(search, relation, sub(left, right), left[3]) if search.may("Groenwall") else None
