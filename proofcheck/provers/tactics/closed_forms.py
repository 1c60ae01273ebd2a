"""Sums that have a closed form: it is found by Gosper's algorithm, and proved by induction.

R. W. Gosper, Decision procedure for indefinite hypergeometric summation, PNAS 75 (1978) 40-42.
"""

from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy
from sympy.concrete.gosper import gosper_sum

from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import Term, is_natural, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Search
from proofcheck.provers.forms import replaced
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
        if closed is None:
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


@lru_cache(maxsize=256)
def closed_form(total: Term) -> Term | None:
    """A closed form of a sum of a rational function of its index, or of one times a power; unproved.

    >>> i, n = (Term("var", name, ("N",)) for name in "in")
    >>> closed_form(Term("sum", i, num(1), n, i))[0]
    'mul'
    """
    _, index, low, high, body = total
    if body.sort[0] not in "SN" or index not in body.free or body.size > LARGEST_BODY:
        return None
    names: dict[Term, sympy.Symbol] = {index: sympy.Symbol("i", integer=True, positive=True)}
    parts = [_said(part, index, names) for part in (low, high, body)]
    if None in parts or names[index] not in parts[2].free_symbols:
        return None
    try:
        found = gosper_sum(parts[2], (names[index], parts[0], parts[1]))
    except (ArithmeticError, AttributeError, NotImplementedError, TypeError, ValueError, sympy.PolynomialError):
        return None
    terms = {symbol: term for term, symbol in names.items() if term != index}
    return None if found is None else _read(sympy.factor(found), terms)


def _said(term: Term, index: Term, names: dict[Term, sympy.Symbol]) -> Any:
    """A term for the algorithm: what it does not understand is a letter where the index is not in it."""
    head, *parts = term
    if head == "num":
        return sympy.Rational(*term[1].as_integer_ratio())
    if head in {"add", "mul", "div", "pow", "powi"}:
        said = [part if isinstance(part, int) else _said(part, index, names) for part in parts]
        if None in said:
            return None
        if head in {"add", "mul"}:
            return sympy.Add(*said) if head == "add" else sympy.Mul(*said)
        return said[0] / said[1] if head == "div" else said[0] ** said[1]
    if index in term.free and term != index:
        return None
    return names.setdefault(term, sympy.Symbol(f"x{len(names)}", positive=True, integer=is_natural(term) or None))


def _read(found: Any, terms: dict[Any, Term]) -> Term | None:
    """What the algorithm found, as a term."""
    if found in terms:
        return terms[found]
    if found.is_Rational:
        return num(Fraction(int(found.p), int(found.q)))
    parts = [part for part in (_read(part, terms) for part in found.args) if part is not None]
    if not parts or len(parts) < len(found.args):
        return None
    if found.is_Add or found.is_Mul:
        return Term("add" if found.is_Add else "mul", *parts)
    if not found.is_Pow:
        return None
    base, exponent = parts
    if exponent[0] != "num":
        return Term("powi", base, exponent) if is_natural(exponent) else None
    return Term("pow", base, int(exponent[1])) if exponent[1].denominator == 1 else None
