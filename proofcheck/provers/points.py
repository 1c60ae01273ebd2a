"""Points at which facts hold: what is false at one of them has no certificate.

A certificate is an identity between polynomials, so it holds at each point: for all values of the atoms that agree with
their signs and with what products of atoms are. Points are guessed, and moved to where the facts hold, in floating
point; one that is wrong may cost a proof, and cannot make one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import nan
from typing import Any

import numpy as np

from proofcheck.kernel.normal.polynomials import is_absolute_value, is_of_units, thaw
from proofcheck.provers.certificates import Poly, Sign

POINTS = 48
"""How many points are tried at once."""

SWEEPS = 2
"""How often points are moved to where the facts hold, one fact after the other."""

NEGLIGIBLE, ROUNDED = 1e-12, 1e-6
"""What is nothing beside the sum of the absolute values that were added up, without and with roots among them."""

Values = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(slots=True)
class _Points:
    """Values of atoms at all points at once; ``rounded`` where roots are among them."""

    sign: Sign
    nonzero: Callable[[Any], bool]
    values: dict[Any, Values] = field(default_factory=dict)
    derived: dict[Any, Poly] = field(default_factory=dict)
    rounded: bool = False

    def take(self, polys: Iterable[Mapping[Any, Any]]) -> None:
        """Give values to the atoms of polynomials, and to those that these are made of."""
        for poly in polys:
            for mono in poly:
                for atom, exponent in mono:
                    self.rounded |= exponent.denominator > 1
                    if atom not in self.values:
                        self._enter(atom)

    def _enter(self, atom: Any) -> None:
        if atom[0] == "num":
            self.values[atom], self.rounded = np.full(POINTS, _float(atom[1])), True
            return
        inside = _meaning(atom)
        if inside is not None:
            self.take([inside])
            self.derived[atom], self.rounded = inside, True
        sign = 3 if is_of_units(atom) else self.sign(atom) or (-1 if self.nonzero(atom) else 0)
        self.values[atom] = _guesses(sign, len(self.values)).copy()

    def place(self, grams: Sequence[Sequence[Poly]]) -> None:
        """Give values to inner products, as vectors in space have them."""
        vectors = [np.stack([_guesses(0, 3 * i + k) for k in range(3)]) for i in range(len(grams))]
        for i, row in enumerate(grams):
            for j, poly in enumerate(row):
                for ((atom, _),) in poly:
                    if not is_of_units(atom):
                        self.values[atom] = np.sum(vectors[i] * vectors[j], axis=0)

    def derive(self) -> None:
        """What is made of other atoms has the value that these give it."""
        for atom, inside in self.derived.items():
            value, _ = self.of(inside)
            self.values[atom] = value if atom[0] == "poly" else np.sqrt(value)

    def of(self, poly: Mapping[Any, Any]) -> tuple[Values, Values]:
        """The values of a polynomial, and what is nothing beside them."""
        total, size = np.zeros(POINTS), np.zeros(POINTS)
        for mono, coefficient in poly.items():
            term = np.full(POINTS, _float(coefficient))
            for atom, exponent in mono:
                term = term * (self.values[atom] if exponent == 1 else self.values[atom] ** _float(exponent))
            total, size = total + term, size + abs(term)
        return total, NEGLIGIBLE * size

    def move(self, poly: Poly, op: str) -> None:
        """To where ``poly`` is zero, or not negative: by an atom that stands alone in it."""
        alone = [mono[0][0] for mono in poly if len(mono) == 1 and mono[0][1] == 1]
        for atom in sorted(alone, key=lambda atom: atom[0] == "gram"):
            if atom in self.derived or sum(any(a == atom for a, _ in mono) for mono in poly) > 1:
                continue
            coefficient = _float(poly[((atom, 1),)])
            value, _ = self.of(poly)
            there = self.values[atom] - value / coefficient
            wrong = value != 0 if op == "=" else value < 0
            fits = np.isfinite(there) & ((there > 0) | (self.sign(atom) == 0) | ((there == 0) & (self.sign(atom) == 1)))
            self.values[atom] = np.where(wrong & fits, there, self.values[atom])

    def agree(self) -> Mask:
        """Where the values agree with what is said of signs."""
        fine: Mask = np.ones(POINTS, bool)
        for atom, value in self.values.items():
            sign = self.sign(atom)
            fine &= value > 0 if sign == 2 else value >= 0 if sign == 1 else np.isfinite(value)
            if sign < 2 and self.nonzero(atom):
                fine &= value != 0
        return fine


def _float(number: Any) -> float:
    """A number in floating point; one that is too large is none, and what it enters tells nothing."""
    try:
        return float(number)
    except OverflowError:
        return nan


def refuted_at_a_point(
    goal: Poly,
    premises: Sequence[Poly],
    equalities: Sequence[Poly],
    *,
    sign: Sign,
    nonzero: Callable[[Any], bool],
    strict: bool,
    strict_premises: Sequence[bool],
    grams: Sequence[Sequence[Poly]] = (),
) -> bool:
    """Whether there is a point in sight at which the facts hold and the goal does not.

    The arguments are those of :func:`proofcheck.provers.linear.find_certificate`.
    """
    points = _Points(sign, nonzero)
    points.place(grams)
    points.take([goal, *premises, *equalities, *(poly for row in grams for poly in row)])
    with np.errstate(all="ignore"):
        points.derive()
        for _ in range(SWEEPS):
            for poly in equalities:
                points.move(poly, "=")
            for poly in premises:
                points.move(poly, "<=")
            points.derive()
        value, nothing = points.of(goal)
        fine: Mask = value < -ROUNDED / NEGLIGIBLE * nothing
        if strict:
            fine |= nothing == 0 if points.rounded else value <= nothing
        fine &= points.agree()
        for poly, positive in zip(premises, strict_premises, strict=True):
            if fine.any():
                value, nothing = points.of(poly)
                fine &= value > 1e3 * nothing if positive else value >= -nothing
        for poly in equalities:
            if fine.any():
                value, nothing = points.of(poly)
                fine &= abs(value) <= nothing
        return bool(fine.any()) and _are_inner_products(points, grams, fine)


def _are_inner_products(points: _Points, grams: Sequence[Sequence[Poly]], fine: Mask) -> bool:
    """Whether the Gram matrix is positive semidefinite at one of the points that are fine."""
    if not grams:
        return True
    matrices = np.array([[points.of(poly)[0][fine] for poly in row] for row in grams]).transpose(2, 0, 1)
    matrices = matrices[np.isfinite(matrices).all(axis=(1, 2))]
    least = np.linalg.eigvalsh((matrices + matrices.transpose(0, 2, 1)) / 2)[:, 0]
    return bool((least >= -NEGLIGIBLE * np.trace(matrices, axis1=1, axis2=2)).any())


def _meaning(atom: Any) -> Poly | None:
    """What an atom, or its square, is a name for; products of atoms reduce to that."""
    if atom[0] == "poly" or is_absolute_value(atom):
        return thaw(atom[1])
    return thaw(atom[2]) if atom[0] in {"norm", "frobenius"} else None


@lru_cache(maxsize=1024)
def _guesses(sign: int, number: int) -> Values:
    """Values for an atom: the simplest first, then some of all sizes.

    Arguments:
        sign: 2 for positive, 1 for non-negative, 0 for unknown, -1 for unknown but not zero, 3 for 0 or 1.
        number: of the atom among others.
    """
    random = np.random.default_rng([number, sign + 1])
    sizes = 4.0 ** random.integers(-2, 3, POINTS)
    turned = sizes * random.choice([-1.0, 1.0], POINTS)
    vanishing = random.random(POINTS) < 0.4
    found: Values = {
        2: sizes,
        1: np.where(vanishing, 0.0, sizes),
        0: np.where(vanishing, 0.0, turned),
        -1: turned,
        3: np.where(vanishing, 0.0, 1.0),
    }[sign]
    apart = sign in {2, -1}
    found[:4] = [1.0 if apart else 0.0, 4.0 if apart else 0.0, 1.0, 1.0 if apart or sign == 1 else 0.0]
    return found
