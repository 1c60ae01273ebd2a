"""What holds up to every positive error holds without one."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.normal import Normalizer, Poly, mentions
from proofcheck.kernel.terms import SCALAR, ZERO, KernelError, Term, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import attempted
from proofcheck.provers.library import orders
from proofcheck.provers.library.terms import times


def limits(known: Iterable[Theorem]) -> Iterator[Theorem]:
    """The bounds without errors, from bounds that hold for all positive numbers, in which they are linear."""
    for theorem in known:
        slope = _slope(theorem.clause)
        if slope is not None:
            yield from attempted(partial(_limit, theorem, slope))


@lru_cache(maxsize=4096)
def _slope(clause: Clause) -> Term | None:
    """``c`` where a clause says ``a <= b + c s`` for all ``s > 0``."""
    if len(clause.variables) != 1 or len(clause.conditions) != 1 or clause.relation[0] == "=":
        return None
    (error,), (condition,) = clause.variables, clause.conditions
    _, left, right = clause.relation
    if error.sort != SCALAR or left.sort[0] not in "SN" or condition.variables or condition.conditions:
        return None
    try:
        if condition.relation != ("<", ZERO, error):
            return None
        slope: Poly = {}
        for mono, factor in Normalizer().scalar(sub(right, left)).items():
            powers = dict(mono)
            degree = powers.pop(error, 0)
            if degree not in (0, 1) or any(mentions(atom, error) for atom in powers):
                return None
            if degree:
                slope[tuple(powers.items())] = factor
        return poly_term(slope) if slope else None
    except KernelError:
        return None


def _limit(theorem: Theorem, slope: Term) -> Theorem | None:
    (error,), (_, left, right) = theorem.clause.variables, theorem.clause.relation
    low, high = (poly_term(Normalizer().scalar(side)) for side in (ZERO, sub(sub(right, left), times(slope, error))))
    bound: Relation = ("<=", low, Term("add", high, times(slope, error)))
    conditions = theorem.clause.conditions
    here = rules.instantiate([theorem, *(rules.assume([], condition) for condition in conditions)], [(error, error)])
    shown = Facts([here]).prove(bound, quick=True)
    if shown is None:
        return None
    every = rules.generalize([shown], [error], conditions)
    return orders.limit([every], low, high, slope)
