"""A certificate as a one-line proof: the goal as a sum of products that are visibly non-negative."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofcheck.provers.linear import CertificateTerm, Mono, Rational

Power = Callable[[Any, Rational], str]


@dataclass(frozen=True, slots=True)
class Names:
    """How to print what a certificate mentions.

    Attributes:
        goal: the polynomial that is shown to be non-negative.
        premises: the left sides ``p`` of the premises ``p >= 0``, in their order.
        equalities: the left sides ``q`` of the equalities ``q = 0``, in their order.
        power: prints a positive power of an atom; see ``powers``.
        latex: whether these strings are LaTeX.
    """

    goal: str
    premises: Sequence[str]
    equalities: Sequence[str]
    power: Power
    latex: bool = False


def powers(atom: Callable[[Any], str], *, latex: bool = False) -> Power:
    """A printer of powers from a printer of atoms.

    >>> powers(str)("beta", Fraction(3, 2)), powers(str, latex=True)("x", Fraction(1, 2))
    ('beta^(3/2)', '\\\\sqrt{x}')
    """

    def power(base: Any, exponent: Rational) -> str:
        return _power(atom(base), exponent, latex)

    return power


def explain(certificate: Sequence[CertificateTerm], names: Names) -> str:
    """The identity that a certificate states, on one line.

    >>> half = Fraction(1, 2)
    >>> terms = [CertificateTerm(Fraction(2), (0,)), CertificateTerm(half, (1, 1), monomial=(("b", Fraction(1)),))]
    >>> explain(terms, Names("g", ["c + ab", "s - a"], [], powers(str)))
    'g = 2 (c + ab) + (s - a)^2 b/2'
    """
    parts = [_term(term, names) for term in certificate]
    total = parts[0] if parts else "0"
    for part in parts[1:]:
        total += f" - {part[1:]}" if part.startswith("-") else f" + {part}"
    return f"{names.goal} = {total}"


def _term(term: CertificateTerm, names: Names) -> str:
    above = [
        _power(names.premises[index], Fraction(term.premises.count(index)), names.latex)
        for index in dict.fromkeys(term.premises)
    ]
    if term.equality is not None:
        above.append(_power(names.equalities[term.equality], Fraction(1), names.latex))
    if term.square is not None:
        above.append(_power(_polynomial(term.square, names), Fraction(2), names.latex))
    return _product(term.coefficient, above, term.monomial, names)


def _polynomial(poly: Mapping[Mono, Rational], names: Names) -> str:
    total = ""
    for mono, coefficient in poly.items():
        part = _product(abs(coefficient), [], mono, names)
        joint = (" - " if coefficient < 0 else " + ") if total else ("-" if coefficient < 0 else "")
        total += joint + part
    return total


def _product(coefficient: Rational, above: Sequence[str], mono: Mono, names: Names) -> str:
    top = [*above, *(names.power(atom, e) for atom, e in mono if e > 0)]
    bottom = [names.power(atom, -e) for atom, e in mono if e < 0]
    size = abs(coefficient)
    if size.numerator != 1 or not top:
        top.insert(0, str(size.numerator))
    if size.denominator != 1:
        bottom.insert(0, str(size.denominator))
    minus = "-" if coefficient < 0 else ""
    over, under = _juxtapose(top), _juxtapose(bottom)
    if not bottom:
        return minus + over
    if names.latex:
        return rf"{minus}\frac{{{over}}}{{{under}}}"
    return f"{minus}{over}/({under})" if len(bottom) > 1 else f"{minus}{over}/{under}"


def _juxtapose(factors: Sequence[str]) -> str:
    return " ".join(factors).replace(") (", ")(").replace(r"\right) \left(", r"\right)\left(")


def _power(base: str, exponent: Rational, latex: bool) -> str:
    if exponent == Fraction(1, 2):
        return rf"\sqrt{{{base}}}" if latex else f"sqrt({base})"
    if exponent == 1:
        return _bracketed(base, latex) if _is_compound(base, ("+", "-")) else base
    inner = _bracketed(base, latex) if _is_compound(base, ("+", "-", " ", "^", "/")) else base
    if latex:
        return f"{inner}^{{{exponent}}}"
    return f"{inner}^{exponent}" if exponent.denominator == 1 else f"{inner}^({exponent})"


def _bracketed(text: str, latex: bool) -> str:
    return rf"\left({text}\right)" if latex else f"({text})"


def _is_compound(text: str, marks: Sequence[str]) -> bool:
    """Whether one of the marks stands in ``text`` outside of all brackets."""
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if depth == 0 and character in marks:
            return True
    return False
