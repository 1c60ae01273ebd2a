"""Positivstellensatz certificates of polynomial inequalities, as data, and what they add up to.

A certificate that ``goal >= 0``, from premises ``p_i >= 0`` and equalities ``q_j = 0``, is an exact identity

    goal = sum of c * (product of premises) * (monomial known to be non-negative) * (square)
           + sum of c * q_j * (any monomial),            c >= 0 where no equality is a factor,

where a square is that of a polynomial or of the norm of a combination of vectors, whose inner products are atoms.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Rational = int | Fraction
Mono = tuple[tuple[Any, Rational], ...]
Poly = dict[Mono, Rational]
Multiply = Callable[[Poly, Poly], Poly]
Sign = Callable[[Any], int]

UNIT: Mono = ()


@dataclass(frozen=True, slots=True)
class CertificateTerm:
    """One summand of a certificate: ``coefficient * premises * equality * monomial * square^2``.

    Attributes:
        coefficient: positive, unless an equality is a factor.
        premises: indices of the inequality premises that are multiplied together, with repetition.
        equality: index of an equality premise, or ``None``.
        monomial: a multiplier, known to be non-negative unless an equality is a factor.
        square: a polynomial whose square is a factor, or ``None``.
        vector: a combination of the given vectors, by number, the square of whose norm is a factor, or ``None``.
    """

    coefficient: Fraction
    premises: tuple[int, ...] = ()
    equality: int | None = None
    monomial: Mono = UNIT
    square: Mapping[Mono, Rational] | None = None
    vector: Mapping[int, Mapping[Mono, Rational]] | None = None


Certificate = tuple[CertificateTerm, ...]


def expanded(
    certificate: Certificate,
    premises: Sequence[Poly],
    equalities: Sequence[Poly],
    multiply: Multiply,
    grams: Sequence[Sequence[Poly]] = (),
) -> Poly:
    """The polynomial that a certificate adds up to."""
    total: Poly = {}
    for term in certificate:
        _add(total, _expanded_term(term, premises, equalities, multiply, grams))
    return total


def _expanded_term(
    term: CertificateTerm,
    premises: Sequence[Poly],
    equalities: Sequence[Poly],
    multiply: Multiply,
    grams: Sequence[Sequence[Poly]] = (),
) -> Poly:
    """The polynomial that a term of a certificate stands for."""
    result: Poly = {UNIT: term.coefficient}
    for index in term.premises:
        result = multiply(result, premises[index])
    if term.equality is not None:
        result = multiply(result, equalities[term.equality])
    if term.square is not None:
        result = multiply(multiply(result, dict(term.square)), dict(term.square))
    if term.vector is not None:
        result = multiply(result, _squared_norm(term.vector, grams, multiply))
    return multiply(result, {term.monomial: Fraction(1)})


def _squared_norm(
    vector: Mapping[int, Mapping[Mono, Rational]], grams: Sequence[Sequence[Poly]], multiply: Multiply
) -> Poly:
    total: Poly = {}
    for i, left in vector.items():
        for j, right in vector.items():
            _add(total, multiply(multiply(dict(left), dict(right)), grams[i][j]))
    return total


def _add(total: Poly, poly: Poly) -> None:
    for mono, value in poly.items():
        total[mono] = total.get(mono, Fraction(0)) + value
        if not total[mono]:
            del total[mono]
