"""Small rings of polynomials: monomials as vectors of exponents, forms with integer coefficients, and weights."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import add
from typing import Any

from proofcheck.provers.certificates import UNIT, Mono, Multiply, Poly, Rational, Sign
from proofcheck.provers.monomials import cleared

Powers = tuple[int, ...]
"""A monomial: the exponents of the atoms, each on its own denominator."""
Form = Mapping[Powers, int]

_MAX_ATOMS = 6
_MAX_DEGREE = 6


@dataclass(frozen=True, slots=True)
class Ring:
    """Atoms whose powers simply multiply, with the sign of each and the denominator of its exponents."""

    atoms: tuple[Any, ...]
    signs: tuple[int, ...]
    nonzero: tuple[bool, ...]
    scales: tuple[int, ...]
    multiply: Multiply

    @classmethod
    def around(
        cls,
        goal: Poly,
        relations: Sequence[Poly],
        multiply: Multiply,
        sign: Sign,
        nonzero: Callable[[Any], bool],
    ) -> "Ring | None":
        """The ring of the goal and of the relations that bring in few other atoms, if it is a small one."""
        atoms = dict.fromkeys(_atoms(goal))
        if not goal or len(atoms) > _MAX_ATOMS or not all(_is_simple(atom, multiply) for atom in atoms):
            return None
        for relation in relations:
            new = dict.fromkeys([*atoms, *_atoms(relation)])
            if len(new) <= _MAX_ATOMS and all(atom in atoms or _is_simple(atom, multiply) for atom in new):
                atoms = new
        held = [poly for poly in (goal, *relations) if all(atom in atoms for atom in _atoms(poly))]
        scales = dict.fromkeys(atoms, 1)
        for atom, exponent in (power for poly in held for mono in poly for power in mono):
            scales[atom] = lcm(scales[atom], exponent.denominator)
        signs = tuple(sign(atom) for atom in atoms)
        known = tuple(s == 2 or nonzero(atom) for atom, s in zip(atoms, signs, strict=True))
        ring = cls(tuple(atoms), signs, known, tuple(scales.values()), multiply)
        return ring if ring.form(goal) is not None else None

    def form(self, poly: Poly) -> tuple[Form, Fraction] | None:
        """``unit * poly`` with coprime integer coefficients, and ``unit``; ``None`` where it is not of this ring."""
        place = {atom: number for number, atom in enumerate(self.atoms)}
        found: dict[Powers, Fraction] = {}
        for mono, coefficient in poly.items():
            powers = [0] * len(place)
            for atom, exponent in mono:
                number = place.get(atom, -1)
                if number < 0 or not self._is_defined(number, exponent):
                    return None
                powers[number] = int(exponent * self.scales[number])
            if sum(powers) > _MAX_DEGREE:
                return None
            found[tuple(powers)] = Fraction(coefficient)
        return cleared(found)

    def _is_defined(self, number: int, exponent: Rational) -> bool:
        return (exponent.denominator == 1 or self.signs[number] > 0) and (exponent >= 0 or self.nonzero[number])

    def mono(self, powers: Powers) -> Mono:
        """The monomial with these exponents."""
        total: Poly = {UNIT: Fraction(1)}
        for atom, power, scale in zip(self.atoms, powers, self.scales, strict=True):
            if power:
                total = self.multiply(total, {((atom, Fraction(power, scale)),): Fraction(1)})
        (mono,) = total
        return mono

    def poly(self, form: Form) -> Poly:
        """The polynomial that a form stands for."""
        return {self.mono(powers): Fraction(c) for powers, c in form.items()}

    @property
    def unit(self) -> Powers:
        """The monomial 1."""
        return (0,) * len(self.atoms)

    def monomial(self, powers: Powers) -> "Weight":
        """A monomial that is known not to be negative, as a weight."""
        return Weight({powers: 1}, Fraction(1), (), powers, self.is_positive(powers))

    def is_evident(self, form: Form) -> bool:
        """Whether each term is known not to be negative, so that saying so adds nothing."""
        return all(c > 0 and self._has_sign(powers, 1) for powers, c in form.items())

    def is_positive(self, powers: Powers) -> bool:
        """Whether a monomial is known to be positive."""
        return self._has_sign(powers, 2)

    def _has_sign(self, powers: Powers, least: int) -> bool:
        known = zip(powers, self.signs, self.nonzero, self.scales, strict=True)
        return all(
            not power or sign >= least or (power % (2 * scale) == 0 and (least == 1 or nonzero))
            for power, sign, nonzero, scale in known
        )


def _atoms(poly: Poly) -> Iterator[Any]:
    return (atom for mono in poly for atom, _ in mono)


def _is_simple(atom: Any, multiply: Multiply) -> bool:
    """Whether the powers of an atom simply multiply."""
    half: Poly = {((atom, Fraction(1, 2)),): Fraction(1)}
    return multiply(half, half) == {((atom, Fraction(1)),): Fraction(1)}


def multiplied(left: Form, right: Form) -> dict[Powers, int]:
    """The product of two forms."""
    total: dict[Powers, int] = {}
    for m, a in left.items():
        for n, b in right.items():
            key = tuple(map(add, m, n))
            total[key] = total.get(key, 0) + a * b
    return {powers: c for powers, c in total.items() if c}


def degree_of(form: Form) -> int:
    """The total degree."""
    return max(map(sum, form))


@dataclass(frozen=True, slots=True)
class Weight:
    """``poly / unit``, a product of premises and a non-negative monomial, that a sum of squares is multiplied with."""

    poly: Form
    unit: Fraction
    premises: tuple[int, ...]
    monomial: Powers
    positive: bool

    def times(self, other: "Weight") -> "Weight":
        """The product of two weights."""
        return Weight(
            multiplied(self.poly, other.poly),
            self.unit * other.unit,
            (*self.premises, *other.premises),
            tuple(map(add, self.monomial, other.monomial)),
            self.positive and other.positive,
        )
