"""The least singular value of a product, from above.

Letters as in ``proofcheck.provers.library.spectra``.
"""

from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ONE, ZERO, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import spectra
from proofcheck.provers.library.applying import apply, entry
from proofcheck.provers.library.spectra import A, C, Premises, V
from proofcheck.provers.library.terms import times


@cache
def least_value_bound_law() -> Theorem:
    """smin(A C) <= smin(A) |C|: |C' A' v| <= |C| |A' v| for unit vectors v."""
    size, value, least = Term("opnorm", C), Term("smin", Term("dot", A, C)), Term("smin", A)
    unit = fact("=", Term("norm", V), ONE)
    image = Term("dot", Term("tr", A), V)
    length = Term("norm", image)
    below = rules.extremum_bound([rules.assume([], unit)], value, V)
    moved = spectra.operator_norm([], Term("tr", C), image)
    relation: Relation = ("<=", value, times(least, size))
    flat, positive = (rules.assume([], fact(op, *ends)) for op, *ends in (("<=", size, ZERO), ("<", ZERO, size)))
    used = [entry(0), entry(1), entry(2, multiplier=length)]
    none = rules.arithmetic([below, moved, flat], ("<=", value, ZERO), used)
    nothing = spectra.unit_vector(rules.generalize([none], [V], [unit]))
    still = rules.arithmetic([nothing], relation, [entry(0), entry(multiplier=times(least, size))])
    share = Term("mul", value, Term("pow", size, -1))
    inverse = {"multiplier": Term("pow", size, -1)}
    near = rules.arithmetic([below, moved, positive], ("<=", share, length), [entry(0, **inverse), entry(1, **inverse)])
    best = rules.extremum_best([rules.generalize([near], [V], [unit])], least, share)
    return rules.cases([still, rules.arithmetic([best, positive], relation, [entry(0, multiplier=size)])], size, ZERO)


def least_value_bound(premises: Premises, a: Term, c: Term) -> Theorem:
    """smin(A C) <= smin(A) |C|."""
    return apply(least_value_bound_law(), premises, variables=[(A, a), (C, c)])
