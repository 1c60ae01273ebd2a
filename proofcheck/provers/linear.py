"""Search for Positivstellensatz certificates of polynomial inequalities with a linear program.

To show ``goal >= 0`` from premises ``p_i >= 0`` and equalities ``q_j = 0``, find an exact identity

    goal = sum of c * (product of premises) * (monomial known to be non-negative) * (square)
           + sum of c * q_j * (any monomial),            c >= 0 where no equality is a factor,

where a square is that of a polynomial or of the norm of a combination of vectors, whose inner products are atoms.

The products are generated towards the goal: a multiplier is a ratio of a monomial that is still wanted and a
monomial of a premise, so exponents may be negative or fractional. A linear program (HiGHS) picks among them,
and its support is solved again in rational arithmetic: what is returned is exact. Nothing here is trusted:
the kernel expands it again.

The idea is that of Rocq's ``nra`` and Lean's ``nlinarith``; see Besson, *Fast reflexive arithmetic tactics:
the linear case and beyond*, TYPES 2006.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, islice, product, zip_longest
from math import gcd, isqrt, lcm
from struct import unpack
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

Atom = Hashable
Rational = int | Fraction
Mono = tuple[tuple[Any, Rational], ...]
Poly = dict[Mono, Rational]
Multiply = Callable[[Poly, Poly], Poly]
Sign = Callable[[Any], int]

UNIT: Mono = ()
_HUGE = 1e200
_EXACT = 1 << 1000
_MAX_FIELD = 1 << 40


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


@dataclass(frozen=True, slots=True)
class Budget:
    """How far the search goes, in counts, so that a slow machine finds what a fast one finds.

    Attributes:
        columns: products that a round adds to the linear program.
        rounds: how often multipliers are sought for the monomials that earlier products brought in.
        wanted: monomials for which a round seeks multipliers.
        pairs: products of two premises.
        squares: rounds in which squares are generated from the dual of the linear program.
    """

    columns: int = 150
    rounds: int = 3
    wanted: int = 100
    pairs: int = 160
    squares: int = 8


DEFAULT_BUDGET = Budget()


def expand(
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


def find_certificate(
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly] = (),
    *,
    multiply: Multiply,
    sign: Sign,
    nonzero: Callable[[Any], bool] = lambda atom: False,
    strict: bool = False,
    strict_premises: Sequence[bool] = (),
    equation: bool = False,
    grams: Sequence[Sequence[Poly]] = (),
    budget: Budget = DEFAULT_BUDGET,
) -> Certificate | None:
    """A certificate that ``goal >= 0`` (``> 0`` if ``strict``), or ``None`` if none is found.

    Arguments:
        goal: a polynomial in normal form. The goal ``{}`` (zero) with ``strict`` asks for a contradiction between
            the premises; with the negated goal among them, that is the most general form of certificate.
        premises: polynomials known to be non-negative; positive where ``strict_premises`` says so.
        equalities: polynomials known to be zero.
        multiply: the product of two normal forms.
        sign: 2 for an atom known to be positive, 1 for non-negative, 0 for unknown.
        nonzero: whether an atom is known not to be zero.
        strict: whether the sum has to contain a term that is known to be positive.
        equation: show ``goal = 0`` instead, from the equalities alone.
        grams: the inner products of vectors, squares of whose combinations may be used; with integer coefficients,
            and ``{}`` for vectors of different spaces.
        budget: limits of the search.

    >>> def product(p, q):
    ...     total = {}
    ...     for m, a in p.items():
    ...         for n, b in q.items():
    ...             powers = dict(m)
    ...             for atom, e in n:
    ...                 powers[atom] = powers.get(atom, 0) + e
    ...             key = tuple(sorted((k, e) for k, e in powers.items() if e))
    ...             total[key] = total.get(key, 0) + a * b
    ...     return {m: c for m, c in total.items() if c}
    >>> one = Fraction(1)
    >>> x, y, z = (((name, one),) for name in "xyz")
    >>> chain = [{x: one, y: -one}, {y: one, z: -one}]
    >>> found = find_certificate({x: one, z: -one}, chain, multiply=product, sign=lambda atom: 0)
    >>> [(str(term.coefficient), term.premises) for term in found]
    [('1', (0,)), ('1', (1,))]
    """
    if not goal and not strict:
        return ()
    if equation:
        premises, strict, strict_premises = (), False, ()
    strictness = tuple(strict_premises) or (False,) * len(premises)
    if len(strictness) != len(premises):
        raise ValueError(f"strict_premises has {len(strictness)} entries for {len(premises)} premises")
    if _is_out_of_range([goal, *premises, *equalities]):
        return None
    for cautious in (False, True):
        products = [poly for row in grams for poly in row]
        algebra = _Algebra([goal, *premises, *equalities, *products], premises, multiply, sign, nonzero, cautious)
        search = _Search(algebra, goal, premises, equalities, strict, strictness, equation, grams, budget)
        certificate = search.run()
        if certificate is None:
            return None
        total: Poly = {}
        for term in certificate:
            _add(total, expand(term, premises, equalities, multiply, grams))
        if total == {mono: c for mono, c in goal.items() if c}:
            return certificate
    return None


def _is_out_of_range(polys: Sequence[Poly]) -> bool:
    """Whether exponents, on their common denominator, do not fit the fields that monomials are packed into."""
    exponents = {e for poly in polys for mono in poly for _, e in mono}
    scale = lcm(1, *(e.denominator for e in exponents))
    return any(not -_MAX_FIELD <= e * scale <= _MAX_FIELD for e in exponents)


# ---------------------------------------------------------------------------- monomials as integers

_BITS = 64
_HALF_BASE = 1 << (_BITS - 1)
_FIELD = (1 << _BITS) - 1
_ONE = Fraction(1)

Packed = dict[int, int]  # an integer polynomial: packed monomial -> coefficient


def cleared(poly: Mapping[int, Rational]) -> tuple[Packed, Fraction]:
    """``unit * poly`` with coprime integer coefficients, and the positive ``unit``.

    >>> cleared({0: Fraction(4, 3), 1: Fraction(2)})
    ({0: 2, 1: 3}, Fraction(3, 2))
    """
    denominator = lcm(1, *[c.denominator for c in poly.values()])
    whole = {mono: c.numerator * (denominator // c.denominator) for mono, c in poly.items()}
    common = gcd(0, *whole.values()) or 1
    return {mono: c // common for mono, c in whole.items()}, Fraction(denominator, common)


class _Algebra:
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
            unit: Poly = {UNIT: _ONE}
            polys: list[Poly] = [{((atom, Fraction(1, 2)),): _ONE} for atom in self._atoms] or [unit]
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
            return packed, _ONE
        if self.touches_special(mono):
            mask = sum(_FIELD << (_BITS * i) for i, _ in self.digits(mono) if self._special[i])
            if any((m + self._bias) & mask != self._bias & mask for m in packed):
                return self.integral(self._multiply(self.poly(packed), {self.unpack(mono): 1}))
        return {m + mono: c for m, c in packed.items()}, _ONE

    def product(self, left: Packed, right: Packed) -> tuple[Packed, Fraction]:
        """The product of two packed polynomials, and the factor that was taken out."""
        if any(map(self.touches_special, left)) and any(map(self.touches_special, right)):
            return self.integral(self._multiply(self.poly(left), self.poly(right)))
        total: Packed = {}
        for m, a in left.items():
            for n, b in right.items():
                total[m + n] = total.get(m + n, 0) + a * b
        return {m: c for m, c in total.items() if c}, _ONE


# ---------------------------------------------------------------------------- the search

_SCALAR = -1
_BASIS = 14
_UNIT: Packed = {0: 1}
_Form = dict[tuple[int, int], int]  # (vector or _SCALAR, monomial) -> coefficient
_Element = tuple[tuple[int, int], int]  # the vector and the monomial, and the monomial of its square


_Parts = tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
"""For each vector, or _SCALAR, the items of the packed polynomial that it is multiplied with."""


@dataclass(frozen=True, slots=True)
class _Factor:
    """A product of premises, an equality, or a square, to be multiplied; ``entries = unit * factor``."""

    entries: Packed
    unit: Fraction
    positive: bool
    weight: float
    premises: tuple[int, ...] = ()
    equality: int | None = None
    square: _Parts = ()


@dataclass(slots=True)
class _Column:
    """A factor times a monomial and some premises: ``entries = unit * column``."""

    entries: Packed
    unit: Fraction
    factor: _Factor
    premises: tuple[int, ...]
    monomial: int
    positive: bool
    weight: float


@dataclass(slots=True)
class _Table:
    """The columns offered to the linear program, and those that were left when there were ``pruned_at`` of them."""

    columns: list[_Column] = field(default_factory=list)
    keys: set[tuple[Any, ...]] = field(default_factory=set)
    pruned: tuple[list[_Column], bool] | None = None
    pruned_at: int = 0


class _Search:
    def __init__(
        self,
        algebra: _Algebra,
        goal: Poly,
        premises: Sequence[Poly],
        equalities: Sequence[Poly],
        strict: bool,
        strictness: Sequence[bool],
        equation: bool,
        grams: Sequence[Sequence[Poly]],
        budget: Budget,
    ) -> None:
        self._algebra = algebra
        self._strict = strict
        self._equation = equation
        self._budget = budget
        self._strictness = strictness
        self._premises = premises
        self._grams = [[algebra.packed(poly) for poly in row] for row in grams]
        self._goal, self._goal_unit = algebra.integral(goal)
        self._one = _Factor(_UNIT, _ONE, True, 0.5)
        self._singles = [self._single(i, p, strictness[i]) for i, p in enumerate(premises) if p]
        self._singles += [self._equality(j, q) for j, q in enumerate(equalities) if q]
        self._paired: list[_Factor] = []
        self._table = _Table()

    def run(self) -> Certificate | None:
        """The first certificate that a stage of the search finds."""
        evident = self._evident()
        if evident is not None:
            return evident
        inequalities = (self._pairs, self._pair_multipliers, self._squares)
        for stage in (self._constants, self._multipliers, *(() if self._equation else inequalities)):
            for _ in stage():
                certificate = self._attempt()
                if certificate is not None:
                    return certificate
        return None

    def _evident(self) -> Certificate | None:
        """The goal itself, where each of its terms is known to be non-negative."""
        kinds = [self._algebra.kind(mono) for mono in self._goal]
        premised = self._algebra.premise_of.keys()
        clear = all(
            c > 0 and kind[1] and not any(i in premised for i, _ in self._algebra.digits(mono))
            for (mono, c), kind in zip(self._goal.items(), kinds, strict=True)
        )
        if self._equation or not clear or (self._strict and not any(kind[2] for kind in kinds)):
            return None
        unit = self._goal_unit
        return tuple(CertificateTerm(c / unit, monomial=self._algebra.unpack(m)) for m, c in self._goal.items())

    # ------------------------------------------------------------------ factors and columns

    def _single(self, index: int, premise: Poly, strict: bool) -> _Factor:
        entries, unit = self._algebra.integral(premise)
        return _Factor(entries, unit, strict, 1.0, premises=(index,))

    def _equality(self, index: int, equality: Poly) -> _Factor:
        entries, unit = self._algebra.integral(equality)
        return _Factor(entries, unit, False, 1.0, equality=index)

    def _square(self, form: _Form, weight: float) -> _Factor | None:
        """The square of a polynomial, or of the norm of a combination of vectors."""
        parts: dict[int, Packed] = {}
        for (vector, mono), c in form.items():
            parts.setdefault(vector, {})[mono] = c
        total: dict[int, Rational] = {}
        if not all(self._inner(i, j) for i, j in product(parts, repeat=2)):
            return None
        for (i, left), (j, right) in product(parts.items(), repeat=2):
            partial, unit = self._algebra.product(left, right)
            partial, further = self._algebra.product(partial, self._inner(i, j))
            plain = unit is _ONE and further is _ONE
            for mono, c in partial.items():
                total[mono] = total.get(mono, 0) + (c if plain else c / (unit * further))
        entries, unit = cleared({mono: c for mono, c in total.items() if c})
        if not entries:
            return None
        square = tuple((vector, tuple(part.items())) for vector, part in parts.items())
        return _Factor(entries, unit, False, weight, square=square)

    def _inner(self, i: int, j: int) -> Packed:
        """The inner product of two vectors; the scalar 1 counts as a vector of norm 1."""
        return _UNIT if i == _SCALAR else self._grams[i][j]

    def _pair(self, left: _Factor, right: _Factor) -> _Factor | None:
        entries, unit = self._algebra.product(left.entries, right.entries)
        if not entries:
            return None
        unit *= left.unit * right.unit
        premises = tuple(sorted(left.premises + right.premises))
        positive = left.positive and right.positive
        return _Factor(entries, unit, positive, 0.5 + left.weight + right.weight, premises)

    def _offer(self, factor: _Factor, multiplier: int) -> bool:
        """Add ``factor * multiplier`` to the table, if it is allowed and new."""
        if self._equation and factor.equality is None:
            return False
        canonical = self._algebra.canonical(multiplier)
        if canonical is None:
            return False
        defined, non_negative, positive = self._algebra.kind(canonical)
        free = factor.equality is not None
        if not defined or not (free or non_negative):
            return False
        monomial, extra = (canonical, ()) if free else self._algebra.split(canonical)
        premises = tuple(sorted(factor.premises + extra))
        key = (premises, factor.equality, monomial, factor.square)
        if key in self._table.keys:
            return False
        self._table.keys.add(key)
        entries, unit = self._algebra.shift(factor.entries, canonical)
        if not entries:
            return False
        for index in extra:
            unit /= next(iter(self._premises[index].values()))
        weight = factor.weight + 0.3 * self._algebra.complexity(canonical)
        columns = self._table.columns
        columns.append(_Column(entries, unit, factor, premises, monomial, factor.positive and positive, weight))
        if free:
            negated = {m: -c for m, c in entries.items()}
            columns.append(_Column(negated, -unit, factor, premises, monomial, False, weight))
        return True

    # ------------------------------------------------------------------ stages

    def _constants(self) -> Iterator[None]:
        """Premises and equalities times constants, monomials that are known to be non-negative."""
        for factor in self._singles:
            self._offer(factor, 0)
        for mono in self._support(self._table.columns):
            self._offer(self._one, mono)
        yield

    def _multipliers(self) -> Iterator[None]:
        """Premises and equalities times monomials, for what is wanted, then for what these bring in."""
        yield from self._close(self._singles, self._budget.rounds)

    def _pairs(self) -> Iterator[None]:
        """Products of two premises and squares of binomials, times constants."""
        self._paired = self._pair_factors()
        for factor in (*self._paired, *self._binomials()):
            self._offer(factor, 0)
        for mono in self._support(self._table.columns):
            self._offer(self._one, mono)
        yield

    def _pair_multipliers(self) -> Iterator[None]:
        """Products of two premises, and squares, times monomials."""
        yield from self._close([*self._singles, *self._paired, *self._binomials()], 1)

    def _close(self, factors: Sequence[_Factor], rounds: int) -> Iterator[None]:
        done: set[tuple[int, bool]] = set()
        seen_columns = len(self._table.columns) if self._goal else 0
        wanted = self._wanted(self._table.columns[seen_columns:])
        seen_columns = len(self._table.columns)
        for _ in range(rounds):
            new = [demand for demand in wanted if demand not in done][: self._budget.wanted]
            done.update(new)
            if self._supply(factors, new):
                yield
            elif seen_columns == 0:
                return
            else:  # what the goal has needs nothing more; what the premises bring in may
                seen_columns = 0
            wanted = self._wanted(self._table.columns[seen_columns:])
            seen_columns = len(self._table.columns)

    def _wanted(self, columns: Sequence[_Column]) -> dict[tuple[int, bool], None]:
        """Monomials that the goal has, or that columns bring in with the opposite sign."""
        wanted = {(mono, c > 0): None for mono, c in self._goal.items()}
        for column in columns:
            for mono, c in column.entries.items():
                wanted[(mono, c < 0)] = None
        return wanted

    def _supply(self, factors: Sequence[_Factor], wanted: Sequence[tuple[int, bool]]) -> bool:
        """Offer the multiples of factors that have a wanted monomial with the wanted sign, simplest first."""
        candidates: dict[tuple[int, int], float] = {}
        complexity = self._algebra.complexity
        kind = self._algebra.kind
        for number, factor in enumerate(factors):
            free = factor.equality is not None
            for mono, c in factor.entries.items():
                for target, positive in wanted:
                    ratio = target - mono
                    if (number, ratio) in candidates or not (free or (c > 0) == positive):
                        continue
                    defined, non_negative, _ = kind(ratio)
                    if defined and (free or non_negative):
                        candidates[number, ratio] = factor.weight + complexity(ratio)
        added = False
        for number, ratio in sorted(candidates, key=candidates.__getitem__)[: self._budget.columns]:
            added |= self._offer(factors[number], ratio)
        for mono, positive in wanted:
            if positive:
                added |= self._offer(self._one, mono)
        return added

    def _pair_factors(self) -> list[_Factor]:
        singles = [f for f in self._singles if f.equality is None]
        pairs = ((f, g) for i, f in enumerate(singles) for g in singles[i:])
        chosen = sorted(pairs, key=lambda pair: len(pair[0].entries) * len(pair[1].entries))
        products = (self._pair(f, g) for f, g in chosen[: self._budget.pairs])
        return [factor for factor in products if factor is not None]

    def _binomials(self) -> list[_Factor]:
        """Squares ``(a - c b)^2`` with cross term in sight, with the ``c`` that the goal suggests."""
        found = []
        sights = self._sights()
        for basis in self._bases(sights):
            for ((k, m), first), ((j, n), last) in combinations(basis, 2):
                crosses = [m + n + mono for mono in self._inner(k, j) if m + n + mono in sights]
                weight = 2.0 + 0.2 * self._algebra.complexity(first + last)
                for ratio in dict.fromkeys(r for cross in crosses for r in self._ratios(first, last, cross)):
                    form = {(k, m): ratio.denominator, (j, n): -ratio.numerator}
                    found.append(self._square(form, weight))
        return [factor for factor in found if factor is not None]

    def _sights(self) -> dict[int, None]:
        """The monomials of the goal, of columns that may be used, and with vectors also of those that may not."""
        columns = self._table.columns if self._grams else ()
        return dict.fromkeys([*self._goal, *self._support(self._live()), *self._support(columns)])

    def _bases(self, rows: Iterable[int]) -> Iterator[list[_Element]]:
        """Monomials, and multiples of vectors, whose squares are in sight."""
        half = self._algebra.half
        yield list(islice((((_SCALAR, r), m) for m in rows if (r := half(m)) is not None), _BASIS))
        yield list(islice(self._vector_multiples(rows), _BASIS))

    def _vector_multiples(self, rows: Iterable[int]) -> Iterator[_Element]:
        norms = [(k, next(iter(products[k]))) for k, products in enumerate(self._grams) if len(products[k]) == 1]
        for row in rows:
            for k, norm in norms:
                root = self._algebra.half(row - norm)
                if root is not None and self._algebra.complexity(row - norm) <= self._algebra.complexity(row):
                    yield (k, root), row

    def _ratios(self, m: int, n: int, cross: int) -> list[Fraction]:
        """Values ``c`` for which ``(a - c b)^2`` may fit the goal's terms in ``a^2``, ``b^2`` and ``ab``."""
        ratios = [Fraction(1), Fraction(-1)]
        first, last, middle = (self._goal.get(key, 0) for key in (m, n, cross))
        if middle and first > 0:
            ratios.append(Fraction(-middle, 2 * first))
        if middle and last > 0:
            ratios.append(Fraction(-2 * last, middle))
        if first > 0 and last > 0:
            square = Fraction(last, first)
            top, bottom = isqrt(square.numerator), isqrt(square.denominator)
            if top * top == square.numerator and bottom * bottom == square.denominator:
                ratios += [Fraction(top, bottom), Fraction(-top, bottom)]
        return list(dict.fromkeys(ratios))

    def _squares(self) -> Iterator[None]:
        """Squares, generated where the dual of the linear program says that one is missing."""
        bases = [[element for element, _ in basis[:10]] for basis in self._bases(self._sights())]
        bases = [basis for basis in bases if len(basis) > 1]
        for _ in range(self._budget.squares if bases else 0):
            dual = self._dual()
            if dual is None or not sum(self._cut(basis, dual) for basis in bases):
                return
            yield

    def _cut(self, basis: Sequence[tuple[int, int]], dual: Mapping[int, float]) -> bool:
        """Offer the squares on which the dual, as a functional on polynomials, is negative."""
        moments = np.array([[self._moment(a, b, dual) for b in basis] for a in basis])
        values, vectors = np.linalg.eigh(moments)
        added = False
        for value, vector in zip(values, vectors.T, strict=True):
            if value > -1e-9:
                break
            vector = vector / vector[np.argmax(np.abs(vector))]
            for denominator in (1, 2, 6, 60):
                rounded = np.rint(vector * denominator)
                if rounded @ moments @ rounded < -1e-12:
                    form = {element: int(c) for element, c in zip(basis, rounded, strict=True) if c}
                    factor = self._square(form, 3.0)
                    added |= factor is not None and self._offer(factor, 0)
        return added

    def _moment(self, a: tuple[int, int], b: tuple[int, int], dual: Mapping[int, float]) -> float:
        """The value of the functional at the product of two elements of a basis."""
        products = self._inner(a[0], b[0])
        return sum(c * dual.get(a[1] + b[1] + mono, 0.0) for mono, c in products.items())

    # ------------------------------------------------------------------ the linear program

    @staticmethod
    def _support(columns: Iterable[_Column]) -> list[int]:
        return list(dict.fromkeys(mono for column in columns for mono in column.entries))

    def _live(self) -> list[_Column]:
        """The columns that can be part of a solution: none has a monomial that nothing can cancel."""
        return self._pruned()[0]

    def _pruned(self) -> tuple[list[_Column], bool]:
        if self._table.pruned is None or self._table.pruned_at != len(self._table.columns):
            self._table.pruned = _prune(self._table.columns, self._goal)
            self._table.pruned_at = len(self._table.columns)
        return self._table.pruned

    def _attempt(self) -> Certificate | None:
        columns, possible = self._pruned()
        if not possible:
            return None
        plan = _solve(columns, self._goal, prize=not self._goal)
        if plan is None:
            return None
        certificate = self._exact(columns, plan)
        if self._strict and not (certificate and self._is_positive(certificate)):
            plan = _solve(columns, self._goal, prize=True)
            certificate = None if plan is None else self._exact(columns, plan)
        if certificate is None or (self._strict and not self._is_positive(certificate)):
            return None
        return certificate

    def _is_positive(self, certificate: Certificate) -> bool:
        return any(
            term.equality is None
            and term.square is None
            and term.vector is None
            and all(self._strictness[i] for i in term.premises)
            and self._algebra.kind(self._algebra.pack(term.monomial))[2]
            for term in certificate
        )

    def _exact(self, columns: Sequence[_Column], plan: Sequence[float]) -> Certificate | None:
        """The rational solution on the support of a floating-point one."""
        peak = max(plan, default=0.0)
        for threshold in (1e-7, 1e-11, 0.0):
            support = [(c, x) for c, x in zip(columns, plan, strict=True) if x > threshold * max(peak, 1.0)]
            values = solve_exactly([c.entries for c, _ in support], self._goal, [x for _, x in support])
            if values is not None:
                return self._collect([c for c, _ in support], values)
        return None

    def _collect(self, columns: Sequence[_Column], values: Sequence[Fraction]) -> Certificate:
        return tuple(self._term(column, value) for column, value in zip(columns, values, strict=True) if value)

    def _term(self, column: _Column, value: Fraction) -> CertificateTerm:
        factor = column.factor
        polys = {vector: self._algebra.poly(dict(part)) for vector, part in factor.square}
        square = polys.pop(_SCALAR, None)
        return CertificateTerm(
            value * column.unit * factor.unit / self._goal_unit,
            column.premises,
            factor.equality,
            self._algebra.unpack(column.monomial),
            square,
            polys or None,
        )

    def _dual(self) -> dict[int, float] | None:
        """A functional on polynomials that separates the goal from the cone of the columns, if any does."""
        from scipy.optimize import linprog

        columns = self._table.columns
        matrix, target, _ = _matrix(columns, self._goal, slack=True)
        cost = np.ones(matrix.shape[1])
        cost[: len(columns)] = 0
        result = linprog(cost, A_eq=matrix, b_eq=target, method="highs-ds")
        if result.status != 0 or result.fun is None or result.fun < 1e-9:
            return None
        monos = list(dict.fromkeys([*self._goal, *self._support(columns)]))
        return {mono: -float(y) for mono, y in zip(monos, result.eqlin.marginals, strict=True)}


def _prune(columns: Sequence[_Column], goal: Packed) -> tuple[list[_Column], bool]:
    """Leave out columns with a monomial that nothing can cancel; the flag is false if the goal has one."""
    holders: dict[int, tuple[list[int], list[int]]] = {mono: ([], []) for mono in goal}
    for number, column in enumerate(columns):
        for mono, c in column.entries.items():
            held = holders.get(mono)
            if held is None:
                held = holders[mono] = ([], [])
            held[c > 0].append(number)
    counts = {mono: [len(minus), len(plus)] for mono, (minus, plus) in holders.items()}
    alive = [True] * len(columns)
    queue = list(counts)
    while queue:
        mono = queue.pop()
        target = goal.get(mono, 0)
        minus, plus = counts[mono]
        if (target > 0 and not plus) or (target < 0 and not minus):
            return [], False
        if target or (plus and minus) or not (plus or minus):
            continue
        for number in holders[mono][plus > 0]:
            if alive[number]:
                alive[number] = False
                for other, c in columns[number].entries.items():
                    counts[other][c > 0] -= 1
                    queue.append(other)
    return [column for column, keep in zip(columns, alive, strict=True) if keep], True


def _matrix(columns: Sequence[_Column], goal: Packed, *, slack: bool = False) -> tuple[Any, Any, Any]:
    """The equations of the linear program, with columns scaled to entries of at most 1, and the scales.

    With ``slack``, each equation has two further columns, for what is missing and for what is too much.
    """
    from scipy.sparse import csc_array

    index: dict[int, int] = {}
    for mono in (*goal, *(m for column in columns for m in column.entries)):
        index.setdefault(mono, len(index))
    data, indices, starts, scales = [], [], [0], []
    for column in columns:
        scale = max(map(abs, column.entries.values()))
        scales.append(scale)
        data += [c / scale if scale < _EXACT else _ratio(c, scale) for c in column.entries.values()]
        indices += [index[m] for m in column.entries]
        starts.append(len(data))
    target = np.zeros(len(index))
    size = max(map(abs, goal.values()), default=1)
    for mono, c in goal.items():
        target[index[mono]] = _ratio(c, size)
    if slack:
        rows = len(index)
        data += [1.0] * rows + [-1.0] * rows
        indices += [*range(rows), *range(rows)]
        starts += range(starts[-1] + 1, starts[-1] + 2 * rows + 1)
    matrix = csc_array((np.array(data, dtype=float), indices, starts), shape=(len(index), len(starts) - 1))
    return matrix, target, np.array([max(_ratio(scale, size), 1 / _HUGE) for scale in scales])


def _ratio(top: int, bottom: int) -> float:
    """A quotient in floating point, of numbers that may be too large for that."""
    try:
        return top / bottom
    except OverflowError:
        return _HUGE if (top < 0) == (bottom < 0) else -_HUGE


def _solve(columns: Sequence[_Column], goal: Packed, prize: bool = False) -> list[float] | None:
    """The cheapest combination of columns that is the goal; ``prize`` rewards positive columns."""
    from scipy.optimize import linprog

    if not columns:
        return None
    matrix, target, scales = _matrix(columns, goal)
    cost = np.array([column.weight for column in columns])
    bound: dict[str, Any] = {}
    if prize:
        positive = np.array([[float(column.positive) for column in columns]])
        cost = cost - 1e4 * positive[0]
        bound = {"A_ub": positive, "b_ub": [1.0]}
    result = linprog(cost, A_eq=matrix, b_eq=target, method="highs-ds", **bound)
    return None if result.status != 0 else [float(x) for x in result.x / scales]


def solve_exactly(
    columns: Sequence[Mapping[int, int]], target: Mapping[int, int], guess: Sequence[float]
) -> list[Fraction] | None:
    """Non-negative rationals with ``sum of value * column = target``; where not unique, near ``guess``.

    >>> solve_exactly([{0: 1, 1: 1}, {1: 2}], {0: 1, 1: 2}, [1.0, 0.5])
    [Fraction(1, 1), Fraction(1, 2)]
    """
    index = {m: i for i, m in enumerate(dict.fromkeys([*target, *(m for c in columns for m in c)]))}
    rows = [[0] * (len(columns) + 1) for _ in index]
    for number, column in enumerate(columns):
        for mono, c in column.items():
            rows[index[mono]][number] = c
    for mono, c in target.items():
        rows[index[mono]][-1] = c
    if not columns:
        return None
    reduced, rank = fmpq_mat(len(rows), len(columns) + 1, [fmpq(x) for row in rows for x in row]).rref()
    values = [Fraction(float(x)).limit_denominator(64) for x in guess]
    for row in reversed(range(rank)):
        pivot = next(j for j in range(len(columns) + 1) if reduced[row, j] != 0)
        if pivot == len(columns):
            return None
        entries = [_fraction(reduced[row, j]) for j in range(pivot + 1, len(columns) + 1)]
        rest = sum((a * values[pivot + 1 + k] for k, a in enumerate(entries[:-1]) if a), Fraction(0))
        values[pivot] = entries[-1] - rest
    return values if all(value >= 0 for value in values) else None


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))
