"""Powers of several numbers with one real exponent: by their tangents, and by shares of a power of a sum."""

from collections.abc import Iterator
from itertools import product

from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import orders, powers
from proofcheck.provers.tactics.quotients import inverse_of

MOST_POWERS = 4


def real_powers(relation: Relation) -> list[Term]:
    """The exponents ``r log(a)`` of the powers in a relation, where several numbers have the same r."""
    inside = dict.fromkeys(part[1] for side in relation[1:] for part in open_subterms(side) if part[0] == "exp")
    real = [one for one in inside if one[0] == "mul" and len(one) == 3 and one[2][0] == "log"]
    return [one for one in real if any(one[1] == other[1] for other in real if other != one)]


def beside_powers(search: Search, relation: Relation) -> Theorem | None:
    """The relation, from how its powers with one exponent compare; at a sum, where one is a power of a sum."""
    real = real_powers(relation)[:MOST_POWERS]
    if not real or search.depth > 1 or not search.may("monotonicity"):
        return None
    facts = Facts(search.ground())
    bases = dict.fromkeys(exponent[2][1] for exponent in real)
    signs = {base: sign for base in bases if (sign := facts.prove(("<", ZERO, base), limit=12)) is not None}
    sums = [exponent for exponent in real if any(part[0] == "add" for part in subterms(exponent[2]))]
    beside = [
        theorem
        for at, power in product(sums or real, real)
        if at != power and at[1] == power[1] and {at[2][1], power[2][1]} <= signs.keys()
        for theorem in _compared(at, power, signs[at[2][1]], signs[power[2][1]], facts)
    ]
    inverses = [theorem for base in signs if base[0] != "var" for theorem in inverse_of(base, [signs[base]])]
    return Facts([*search.ground(), *signs.values(), *beside, *inverses]).prove(relation) if beside else None


def _compared(at: Term, power: Term, there: Theorem, here: Theorem, facts: Facts) -> Iterator[Theorem]:
    """A power beside the tangent of another, and ``a / b b^r`` beside ``a^r``, where ``a <= b``."""
    (_, rate, other), own = at, power[2]
    (a, b), letters = (own[1], other[1]), [(powers.A, own[1]), (powers.B, other[1]), (powers.R, rate)]
    above, below, sign = (facts.prove(("<=", *ends), limit=12) for ends in ((ONE, rate), (rate, ONE), (ZERO, rate)))
    if above is not None:
        yield powers.beside_tangent([here, there, above], letters)
    elif below is not None and sign is not None:
        yield powers.beside_tangent([here, there, sign, below], letters)
    order = Facts([*facts.theorems, here, there]).prove(("<=", a, b), limit=12)
    least = above if above is not None else below
    if order is not None and least is not None:
        logs = orders.monotone([order, here], "log")
        share = Term("add", at, own, neg(other))
        ends = (power, share) if above is not None else (share, power)
        shown = Facts([logs, least]).prove(("<=", *ends))
        yield from [] if shown is None else [orders.monotone([shown], "exp")]
