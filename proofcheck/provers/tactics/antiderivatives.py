"""Integrals that have a value in closed form: SymPy guesses an antiderivative, the kernel differentiates it."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import sympy
from sympy.integrals.manualintegrate import manualintegrate

from proofcheck.evidence.readback import scaled_term
from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative, is_continuous
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import SCALAR, KernelError, Term, fresh_variable, num, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.computer_algebra import Names, read, said
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import integrals_in, with_part
from proofcheck.provers.library import orders
from proofcheck.provers.saturation import finish
from proofcheck.provers.tactics.integrals import apart_from_zero

LARGEST_BODY = 25
"""Terms of what is integrated."""


def evaluated(search: Search, relation: Relation) -> Theorem | None:
    """The relation, with what integrals in it are known to be by an antiderivative."""
    if search.depth > 1 or not search.may("fundamental theorem of calculus"):
        return None
    integrals = dict.fromkeys(part for side in relation[1:] for part in integrals_in(side) if part.sort == SCALAR)
    values = {integral: theorem for integral in integrals for theorem in _value(search, integral)}
    found = finish(search, relation, values.values()) if values else None
    if found is not None or not values:
        return found
    op, left, right = relation
    for integral, theorem in values.items():
        left, right = (with_part(side, integral, theorem.clause.relation[2]) for side in (left, right))
    shown = replace(search, depth=search.depth + 1).relation((op, left, right))
    return None if shown is None else Facts([shown, *values.values()]).prove(relation)


def _value(search: Search, integral: Term) -> list[Theorem]:
    """That an integral is the change of an antiderivative: that of its slope is, and the integrals agree."""
    low, high = integral[2:4]
    s = fresh_variable(integral[1], frozenset().union(integral.free, *search.fixed()))
    body = substitute(integral[4], {integral[1]: s})
    whole = antiderivative(body, s) or _of_polynomial(body, s)
    limits = None if whole is None else search.relation(("<=", low, high))
    if whole is None or limits is None:
        return []
    try:
        apart = apart_from_zero(search, s, low, high, divisors(whole, s))
        if apart is None:
            return []
        total = rules.fundamental_theorem([limits, *apart] if apart else [], s, low, high, whole)
    except KernelError:
        return []
    slope = total.clause.relation[1]
    pointwise = search.prove(rules.over(s, low, high, ("=", body, slope[4])))
    if pointwise is None:
        return []
    alike = rules.functional_monotone([pointwise, limits], Term("int", s, low, high, body), slope)
    return [orders.equals([alike, total])]


def _of_polynomial(body: Term, s: Term) -> Term | None:
    """An antiderivative of what is a polynomial in s once it is expanded, as the square of a length is."""
    try:
        poly = Normalizer(()).scalar(body)
    except KernelError:
        return None
    parts = []
    for mono, coefficient in poly.items():
        power = next((exponent for atom, exponent in mono if atom == s), 0)
        rest = scaled_term(coefficient, tuple(factor for factor in mono if factor[0] != s))
        if s in rest.free or power != int(power) or power < 0:
            return None
        parts.append(Term("mul", num(Fraction(1, int(power) + 1)), rest, Term("pow", s, int(power) + 1)))
    return Term("add", *parts) if len(parts) > 1 else None


def divisors(body: Term, variable: Term) -> list[Term]:
    """What must not vanish for the fundamental theorem of calculus to be applied to a function of a variable.

    Raises:
        KernelError: for what has no derivative.
    """
    noted: dict[Term, None] = {}
    slope = derivative(body, variable, lambda part: noted.setdefault(part) is None)
    is_continuous(slope, variable, lambda part: noted.setdefault(part) is None)
    return list(noted)


@lru_cache(maxsize=256)
def antiderivative(body: Term, variable: Term) -> Term | None:
    """What has a body as its derivative, as SymPy's rules of integration find it; unproved.

    >>> s = Term("var", "s", ("S",))
    >>> antiderivative(Term("pow", s, -1), s)
    Term('log', Term('var', 's', ('S',)))
    """
    if body.size > LARGEST_BODY:
        return None
    names: Names = {variable: sympy.Symbol("s", positive=True)}
    integrand = said(body, variable, names)
    if integrand is None:
        return None
    found = manualintegrate(integrand, names[variable])
    terms = {symbol: term for term, symbol in names.items()}
    return None if found.has(sympy.Integral) else read(sympy.factor(found), terms)
