"""Terms for SymPy, whose algorithms guess what the kernel then checks; and what they find, as terms."""

from fractions import Fraction
from typing import Any

import sympy

from proofcheck.kernel.terms import SCALAR, Term, is_natural, num

Names = dict[Term, sympy.Symbol]
"""What stands for a letter, and what does for a term that is not looked into."""

_FUNCTIONS: dict[str, Any] = {"exp": sympy.exp, "log": sympy.log, "sin": sympy.sin, "cos": sympy.cos}
_HEADS = {function: head for head, function in _FUNCTIONS.items()}
_MEANINGS: dict[str, Any] = {
    **_FUNCTIONS,
    "add": sympy.Add,
    "mul": sympy.Mul,
    "sqrt": sympy.sqrt,
    "div": lambda above, below: above / below,
    "pow": lambda base, exponent: base**exponent,
    "powi": lambda base, exponent: base**exponent,
}


def said(term: Term, variable: Term, names: Names) -> Any:
    """A scalar term for SymPy: what it does not understand is a letter, where the variable is not in it; else None."""
    head, *parts = term
    if head == "num":
        return sympy.Rational(*term[1].as_integer_ratio())
    if head in _MEANINGS:
        found = [part if isinstance(part, int) else said(part, variable, names) for part in parts]
        return None if None in found else _MEANINGS[head](*found)
    if variable in term.free and term != variable:
        return None
    return names.setdefault(term, sympy.Symbol(f"x{len(names)}", positive=True, integer=is_natural(term) or None))


def read(found: Any, terms: dict[Any, Term]) -> Term | None:
    """What SymPy found, as a term, or None where that cannot be said."""
    if found in terms:
        return terms[found]
    if found.is_Rational:
        return num(Fraction(int(found.p), int(found.q)))
    if found is sympy.E:
        return Term("exp", num(1))
    if found.is_Pow and not found.exp.is_number and found.exp.could_extract_minus_sign():
        below = read(1 / found, terms)
        return None if below is None else Term("div", num(1), below)
    parts = [part for part in (read(part, terms) for part in found.args) if part is not None]
    if not parts or len(parts) < len(found.args):
        return None
    if found.is_Add or found.is_Mul:
        return Term("add" if found.is_Add else "mul", *parts)
    if found.func in _HEADS:
        return Term(_HEADS[found.func], *parts)
    return _power(*parts) if found.is_Pow else None


def _power(base: Term, exponent: Term) -> Term | None:
    """A power: of whole numbers, of halves as that of a root, or of a natural number that varies."""
    if exponent[0] != "num":
        return Term("powi", base, exponent) if is_natural(exponent) else None
    halves = 2 * exponent[1]
    if halves.denominator != 1 or base.sort != SCALAR:
        return None
    whole = int(exponent[1]) if exponent[1].denominator == 1 else int(halves)
    return Term("pow", base if exponent[1].denominator == 1 else Term("sqrt", base), whole)
