"""The least singular value of a product, from above.

Letters as in ``proofcheck.provers.library.spectra``.
"""

from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, ZERO, Term, neg
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import frobenius, orders, spectra
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


@cache
def unit_values_law() -> Theorem:
    """1 <= smin(A) if A A' = I: |A' v|^2 = <A A' v, v>."""
    turned = Term("tr", A)
    given = rules.assume([], fact("=", Term("dot", A, turned), Term("id", "n")))
    hole, length = Term("var", "hole", ("O", "n", "n")), Term("norm", Term("dot", turned, V))
    square = rules.congruence([given], hole, Term("inner", Term("dot", hole, V), V))
    unit = rules.assume([], fact("=", Term("norm", V), ONE))
    above = {"coefficient": 1, "equality": 1, "multiplier": neg(Term("add", Term("norm", V), ONE))}
    relation: Relation = ("<=", Term("pow", ONE, 2), Term("pow", length, 2))
    squares = rules.arithmetic([square, unit], relation, [{"coefficient": -1, "equality": 0}, above])
    sign = rules.arithmetic([], ("<=", ZERO, length), [{"coefficient": 1, "multiplier": length}])
    below = rules.generalize([orders.compare_squares([sign, squares], ONE, length)], [V], [unit.clause])
    return rules.generalize([rules.extremum_best([below], Term("smin", A), ONE)], [], [given.clause])


def unit_values(premises: Premises, a: Term) -> Theorem:
    """1 <= smin(A); the premise says that A A' = I, or, for a square operator, that A' A = I."""
    (given,) = premises
    product, hole = Term("dot", a, Term("tr", a)), Term("var", "hole", ("O", a.sort[1], a.sort[1]))
    if Normalizer().form(product) != Normalizer().form(given.clause.relation[1]):
        given = frobenius.other_side(premises)
    entries = [{"equation": 0, "hole": hole, "template": hole}]
    whole = rules.identity([given], product, Term("id", a.sort[1]), entries)
    return apply(unit_values_law(), [whole], variables=[(A, a)])
