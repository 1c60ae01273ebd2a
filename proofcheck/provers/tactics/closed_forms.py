"""Sums that have a closed form: it is found by Gosper's algorithm, and proved by induction.

R. W. Gosper, Decision procedure for indefinite hypergeometric summation, PNAS 75 (1978) 40-42.
"""

from functools import lru_cache

import sympy
from sympy.concrete.gosper import gosper_sum

from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import ZERO, Term, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.computer_algebra import Names, read, said
from proofcheck.provers.engine import MAX_DEPTH, Search
from proofcheck.provers.forms import divisors_of, replaced
from proofcheck.provers.instances import open_subterms

LARGEST_BODY = 40
"""Terms of what is summed."""


def closed_sums(search: Search, relation: Relation) -> Theorem | None:
    """The relation, with closed forms in the place of sums."""
    if search.depth >= MAX_DEPTH:
        return None
    sums = dict.fromkeys(part for side in relation[1:] for part in open_subterms(side) if part[0] == "sum")
    for total in sums:
        closed = closed_form(total)
        if closed is None or not _has_value(search, closed):
            continue
        general = replaced(relation, total, closed)
        equation = fact("=", total, closed)
        if relation in {equation.relation, ("=", closed, total)}:
            continue
        shown = search.prove(equation)
        found = None if shown is None else search.relation(general)
        if shown is not None and found is not None:
            return Facts([found, shown]).prove(relation)
    return None


def _has_value(search: Search, closed: Term) -> bool:
    """Whether what a closed form divides by is known not to be 0."""
    divisors = dict.fromkeys(divisor for part in subterms(closed) for divisor in divisors_of(part))
    facts = Facts(search.ground() if divisors else ())
    return all(facts.prove(("<", ZERO, Term("pow", divisor, 2)), quick=True) is not None for divisor in divisors)


@lru_cache(maxsize=256)
def closed_form(total: Term) -> Term | None:
    """A closed form of a sum of a rational function of its index, or of one times a power; unproved.

    >>> from proofcheck.kernel.terms import num
    >>> i, n = (Term("var", name, ("N",)) for name in "in")
    >>> closed_form(Term("sum", i, num(1), n, i))[0]
    'mul'
    """
    _, index, low, high, body = total
    if body.sort[0] not in "SN" or index not in body.free or body.size > LARGEST_BODY:
        return None
    names: Names = {index: sympy.Symbol("i", integer=True, positive=True)}
    parts = [said(part, index, names) for part in (low, high, body)]
    if None in parts or names[index] not in parts[2].free_symbols:
        return None
    try:
        found = gosper_sum(sympy.expand(parts[2]), (names[index], parts[0], parts[1]))
    except (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError, sympy.PolynomialError):
        return None
    terms = {symbol: term for term, symbol in names.items() if term != index}
    return None if found is None else read(sympy.factor(found), terms)
