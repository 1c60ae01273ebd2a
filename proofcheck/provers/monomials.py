"""Monomials packed into integers, so that a product of monomials is a sum of integers."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest
from math import gcd, lcm
from struct import unpack
from typing import Any, TypeVar

from proofcheck.provers.certificates import UNIT, Mono, Multiply, Poly, Rational, Sign

_BITS = 64
_HALF_BASE = 1 << (_BITS - 1)
_FIELD = (1 << _BITS) - 1
ONE = Fraction(1)

Key = TypeVar("Key")
Packed = dict[int, int]  # an integer polynomial: packed monomial -> coefficient


def cleared(poly: Mapping[Key, Rational]) -> tuple[dict[Key, int], Fraction]:
    """``unit * poly`` with coprime integer coefficients, and the positive ``unit``.

    >>> cleared({0: Fraction(4, 3), 1: Fraction(2)})
    ({0: 2, 1: 3}, Fraction(3, 2))
    """
    denominator = lcm(1, *[c.denominator for c in poly.values()])
    whole = {mono: c.numerator * (denominator // c.denominator) for mono, c in poly.items()}
    common = gcd(0, *whole.values()) or 1
    return {mono: c // common for mono, c in whole.items()}, Fraction(denominator, common)


class Algebra:
    """Monomials packed into one integer each, so that a product of monomials is a sum of integers.

    Exponents are scaled to integers and stand in fields of 64 bits, one for each atom. Atoms that the product
    treats specially (roots of numbers, powers of polynomials) are recognised by trying, and products that
    involve them are left to ``multiply``; with ``cautious``, all products are.
    """

    def __init__(
        self,
        polys: Sequence[Poly],
        premises: Sequence[Poly],
        multiply: Multiply,
        sign: Sign,
        nonzero: Callable[[Any], bool],
        cautious: bool,
    ) -> None:
        self._multiply = multiply
        self._sign = sign
        self._known_nonzero = nonzero
        self._cautious = cautious
        self._index: dict[Any, int] = {}
        self._atoms: list[Any] = []
        self._signs: list[int] = []
        self._nonzero: list[bool] = []
        self._special: list[bool] = []
        self._constant: list[bool] = []
        self._rank: list[int] = []
        self._bias = 0
        self._no_inverse = 0
        self._odd = 0
        self._masks = {"not positive": 0, "unknown": 0, "special": 0, "premised": 0}
        self._digits: dict[int, tuple[tuple[int, int], ...]] = {}
        self._kinds: dict[int, tuple[bool, bool, bool]] = {}
        self._complexities: dict[int, float] = {}
        self._packed: dict[Mono, int] = {}
        self._unpacked: dict[int, Mono] = {}
        denominators = {e.denominator for poly in polys for mono in poly for _, e in mono}
        self.scale = 2 * lcm(1, *denominators)
        for poly in polys:
            for mono in poly:
                self.pack(mono)
        self.premise_of = self._single_atoms(premises)
        for index in self.premise_of:
            self._mark("premised", index)

    def _single_atoms(self, premises: Sequence[Poly]) -> dict[int, int]:
        """Atoms of unknown sign that a premise says are non-negative."""
        found: dict[int, int] = {}
        for number, premise in enumerate(premises):
            if len(premise) != 1:
                continue
            ((mono, coefficient),) = premise.items()
            if coefficient > 0 and len(mono) == 1 and mono[0][1] == 1:
                index = self._index[mono[0][0]]
                if self._signs[index] == 0:
                    found.setdefault(index, number)
        return found

    def _register(self, atom: Any) -> int:
        half: Poly = {((atom, Fraction(1, 2)),): Fraction(1)}
        square = self._multiply(half, half)
        self._index[atom] = len(self._atoms)
        self._atoms.append(atom)
        self._signs.append(self._sign(atom))
        self._nonzero.append(self._signs[-1] == 2 or self._known_nonzero(atom))
        index = self._index[atom]
        top = _HALF_BASE << (_BITS * index)
        self._bias += top
        self._odd += 1 << (_BITS * index)
        self._no_inverse += 0 if self._nonzero[-1] else top
        self._constant.append(set(square) == {UNIT})
        self._special.append(self._cautious or square != {((atom, Fraction(1)),): Fraction(1)})
        self._rank = []
        for name, marked in (
            ("not positive", self._signs[-1] < 2),
            ("unknown", self._signs[-1] == 0),
            ("special", self._special[-1]),
        ):
            if marked:
                self._mark(name, index)
        return index

    def _mark(self, name: str, index: int) -> None:
        self._masks[name] |= _FIELD << (_BITS * index)

    def _touches(self, name: str, packed: int) -> bool:
        """Whether a monomial contains an atom that is marked so."""
        mask = self._masks[name]
        return bool(mask) and (packed + self._bias) & mask != self._bias & mask

    def _ranks(self) -> list[int]:
        """The places of the atoms in the order that ``multiply`` sorts monomials by."""
        if not self._rank:
            unit: Poly = {UNIT: ONE}
            polys: list[Poly] = [{((atom, Fraction(1, 2)),): ONE} for atom in self._atoms] or [unit]
            while len(polys) > 1:
                halves = zip_longest(polys[::2], polys[1::2], fillvalue=unit)
                polys = [self._multiply(left, right) for left, right in halves]
            (mono,) = polys[0] if len(polys[0]) == 1 else (UNIT,)
            place = {atom: number for number, (atom, _) in enumerate(mono)}
            self._rank = [place.get(atom, len(place) + i) for i, atom in enumerate(self._atoms)]
        return self._rank

    def pack(self, mono: Mono) -> int:
        """The integer that stands for a monomial."""
        if mono not in self._packed:
            total = 0
            for atom, exponent in mono:
                index = self._index.get(atom)
                if index is None:
                    index = self._register(atom)
                total += int(exponent * self.scale) << (_BITS * index)
            self._packed[mono] = total
        return self._packed[mono]

    def unpack(self, packed: int) -> Mono:
        """The monomial that an integer stands for."""
        if packed not in self._unpacked:
            rank = self._ranks()
            ordered = sorted(self.digits(packed), key=lambda item: rank[item[0]])
            self._unpacked[packed] = tuple((self._atoms[i], self._exponent(d)) for i, d in ordered)
        return self._unpacked[packed]

    def _exponent(self, digit: int) -> Rational:
        return Fraction(digit, self.scale) if digit % self.scale else digit // self.scale

    def digits(self, packed: int) -> tuple[tuple[int, int], ...]:
        """The pairs (number of the atom, scaled exponent) of a packed monomial."""
        known = self._digits.get(packed)
        if known is None:
            size = len(self._atoms)
            fields = unpack(f"<{size}Q", (packed + self._bias).to_bytes(8 * size, "little"))
            known = tuple([(i, d - _HALF_BASE) for i, d in enumerate(fields) if d != _HALF_BASE])
            self._digits[packed] = known
        return known

    def integral(self, poly: Mapping[Mono, Rational]) -> tuple[Packed, Fraction]:
        """``unit * poly`` with coprime integer coefficients, and the positive ``unit``."""
        return cleared({self.pack(mono): c for mono, c in poly.items()})

    def packed(self, poly: Mapping[Mono, Rational]) -> Packed:
        """A polynomial whose coefficients are integers already."""
        return {self.pack(mono): int(c) for mono, c in poly.items()}

    def poly(self, packed: Packed) -> Poly:
        """The polynomial that a packed one stands for."""
        return dict(zip(map(self.unpack, packed), packed.values(), strict=True))

    def touches_special(self, packed: int) -> bool:
        """Whether a monomial contains an atom whose powers do not simply add."""
        return self._touches("special", packed)

    def complexity(self, packed: int) -> float:
        """The sum of the absolute exponents."""
        known = self._complexities.get(packed)
        if known is None:
            known = self._complexities[packed] = sum([abs(d) for _, d in self.digits(packed)]) / self.scale
        return known

    def canonical(self, packed: int) -> int | None:
        """A multiplier with powers of constants reduced to [0, 1); ``None`` if it is no normal form."""
        if not self.touches_special(packed):
            return packed
        for index, digit in self.digits(packed):
            if not self._special[index]:
                continue
            if self._constant[index]:
                packed += (digit % self.scale - digit) << (_BITS * index)
            elif digit >= self.scale and not self._cautious:
                return None
        return packed

    def kind(self, packed: int) -> tuple[bool, bool, bool]:
        """Whether a monomial is defined everywhere, is known to be non-negative, is known to be positive."""
        if (packed + self._bias) & self._no_inverse != self._no_inverse:  # a negative power of what may be zero
            return False, False, False
        known = self._kinds.get(packed)
        if known is None:
            known = self._kinds[packed] = self._kind(packed)
        return known

    def _kind(self, packed: int) -> tuple[bool, bool, bool]:
        positive = not self._touches("not positive", packed) or all(
            self._signs[index] == 2 or (self._nonzero[index] and digit % (2 * self.scale) == 0)
            for index, digit in self.digits(packed)
        )
        if not self._touches("unknown", packed):
            return True, True, positive
        unknown = [(index, digit) for index, digit in self.digits(packed) if self._signs[index] == 0]
        if any(digit % self.scale for _, digit in unknown):
            return False, False, False
        odd = any(digit % (2 * self.scale) and index not in self.premise_of for index, digit in unknown)
        return True, not odd, positive

    def split(self, packed: int) -> tuple[int, tuple[int, ...]]:
        """A non-negative monomial as one that ``sign`` knows to be so, and premises that are single atoms."""
        used: list[int] = []
        if not self._touches("premised", packed):
            return packed, ()
        for index, digit in self.digits(packed):
            if index in self.premise_of and digit % (2 * self.scale):
                used.append(self.premise_of[index])
                packed -= self.scale << (_BITS * index)
        return packed, tuple(used)

    def half(self, packed: int) -> int | None:
        """A monomial whose square is the given one, or ``None``."""
        if (packed + self._bias) & self._odd:
            return None
        root = packed >> 1
        return root if self.kind(root)[0] and not self.touches_special(packed) else None

    def shift(self, packed: Packed, mono: int) -> tuple[Packed, Fraction]:
        """``packed`` times a monomial, and the factor that was taken out to keep coprime integers."""
        if not mono:
            return packed, ONE
        if self.touches_special(mono):
            mask = sum(_FIELD << (_BITS * i) for i, _ in self.digits(mono) if self._special[i])
            if any((m + self._bias) & mask != self._bias & mask for m in packed):
                return self.integral(self._multiply(self.poly(packed), {self.unpack(mono): 1}))
        return {m + mono: c for m, c in packed.items()}, ONE

    def product(self, left: Packed, right: Packed) -> tuple[Packed, Fraction]:
        """The product of two packed polynomials, and the factor that was taken out."""
        if any(map(self.touches_special, left)) and any(map(self.touches_special, right)):
            return self.integral(self._multiply(self.poly(left), self.poly(right)))
        total: Packed = {}
        for m, a in left.items():
            for n, b in right.items():
                total[m + n] = total.get(m + n, 0) + a * b
        return {m: c for m, c in total.items() if c}, ONE
