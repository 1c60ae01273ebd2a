"""Certificates modulo equations that give an atom a value: it is eliminated first, and put back afterwards.

With ``g = 1``, the premise ``(1 - g) h + g^2 c >= 0`` is ``c >= 0``: no linear program has to guess by what to multiply
the equation. An identity between the polynomials without the atom is one between those with it, up to multiples of the
equation, which a division shows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofcheck.kernel.normal import add_into
from proofcheck.provers.certificates import Certificate, CertificateTerm, Mono, Multiply, Poly, expanded

MOST_MONOMIALS = 400
"""How many monomials a polynomial may have while atoms are eliminated."""

Find = Callable[[Poly, Sequence[Poly], Sequence[Poly]], Certificate | None]


@dataclass(frozen=True, slots=True)
class _Value:
    """What an equation, by number, says that an atom is."""

    equality: int
    atom: Any
    coefficient: Fraction
    """By which the atom is multiplied in the equation."""
    value: Poly


def eliminated(
    goal: Poly, premises: Sequence[Poly], equalities: Sequence[Poly], multiply: Multiply, find: Find
) -> Certificate | None:
    """A certificate of a goal from one that is found where equations have given atoms their values.

    ``find`` is asked for one of the goal from premises and equalities without these atoms. ``None`` where it finds
    none, or no equation gives a value to an atom of the others.
    """
    values = _values(goal, premises, equalities)
    if not values:
        return None
    try:
        less = [_without(poly, values, multiply)[0] for poly in (goal, *premises, *equalities)]
    except _TooLargeError:
        return None
    short, rest, left = less[0], less[1 : 1 + len(premises)], less[1 + len(premises) :]
    found = find(short, rest, left)
    if found is None:
        return None
    whole = expanded(found, premises, equalities, multiply)
    try:
        difference, multiples = _without(add_into(dict(goal), whole, -1), values, multiply)
    except _TooLargeError:
        return None
    return None if difference else (*found, *multiples)


class _TooLargeError(Exception):
    """A polynomial has too many monomials."""


def _values(goal: Poly, premises: Sequence[Poly], equalities: Sequence[Poly]) -> list[_Value]:
    """Values of atoms by equations, each in terms of atoms that have none, of which the others speak."""
    found: list[_Value] = []
    spoken = {atom for poly in (goal, *premises) for mono in poly for atom, _ in mono}
    for number, equality in enumerate(equalities):
        there = [atom for mono in equality for atom, _ in mono]
        if any(value.atom in there for value in found):
            continue
        for mono, c in sorted(equality.items(), key=lambda item: len(item[0])):
            atom = mono[0][0] if len(mono) == 1 and mono[0][1] == 1 else None
            if atom is not None and atom[0] in {"path", "var"} and atom in spoken and there.count(atom) == 1:
                value: Poly = {m: Fraction(-x) / c for m, x in equality.items() if m != mono}
                found.append(_Value(number, atom, Fraction(c), value))
                break
    return found


def _without(poly: Poly, values: Sequence[_Value], multiply: Multiply) -> tuple[Poly, list[CertificateTerm]]:
    """A polynomial with values for atoms, and the multiples of equations that it differs by."""
    multiples: list[CertificateTerm] = []
    result = dict(poly)
    for value in values:
        while (hit := next(_with_atom(result, value.atom), None)) is not None:
            mono, rest = hit
            c = Fraction(result.pop(mono))
            multiples.append(CertificateTerm(c / value.coefficient, equality=value.equality, monomial=rest))
            add_into(result, multiply({rest: c}, value.value))
            if len(result) > MOST_MONOMIALS or len(multiples) > MOST_MONOMIALS:
                raise _TooLargeError
    return result, multiples


def _with_atom(poly: Poly, atom: Any) -> Iterator[tuple[Mono, Mono]]:
    """The monomials with a positive whole power of an atom, and what is left of them without one factor of it."""
    for mono in poly:
        for place, (other, power) in enumerate(mono):
            if other == atom and power >= 1 and power == int(power):
                left = ((atom, power - 1),) if power > 1 else ()
                yield mono, (*mono[:place], *left, *mono[place + 1 :])
