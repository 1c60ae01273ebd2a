"""Functions of one number by polynomials, one after the other: |x|, Huber's function, a hinge with a rounded corner.

They are continuous, with their first derivative where something differentiates them, and have no second one where two
polynomials meet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from proofcheck.models.interval import Interval
from proofcheck.models.scalars import ZERO, Dual, Form, NotClosed, NotConfirmed, Scalar, negative, plus, times

Ranges = Mapping[str, tuple[Interval, Interval | None]]
Coefficients = tuple[Fraction, ...]
"""Of a polynomial in one number, the constant first."""
Cell = tuple[Fraction | None, Fraction | None]
"""The numbers between two ends, of which the first or the last may be missing."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A polynomial up to the first end, another one from there to the next, and so on: one more than there are ends."""

    ends: tuple[Fraction, ...]
    polynomials: tuple[Coefficients, ...]

    def check(self, *, differentiable: bool) -> None:
        """See that the pieces make one continuous function, with a continuous derivative where one is asked for.

        Raises:
            NotConfirmed: they do not.
        """
        if len(self.polynomials) != len(self.ends) + 1 or any(a >= b for a, b in pairwise(self.ends)):
            raise NotConfirmed("a function in pieces needs ends that increase, and one polynomial more than ends")
        slopes = self.slope().polynomials
        for parts in (self.polynomials, slopes) if differentiable else (self.polynomials,):
            for end, (left, right) in zip(self.ends, pairwise(parts), strict=True):
                if value_of(left, Interval.of(end)) != value_of(right, Interval.of(end)):
                    raise NotConfirmed(f"the pieces of a function do not fit together at {end}")

    def slope(self) -> "Pieces":
        """The derivative, which is continuous, and need not have one itself."""
        slopes = tuple(tuple(k * c for k, c in enumerate(part))[1:] for part in self.polynomials)
        return Pieces(self.ends, slopes)

    def at(self, x: Scalar, ranges: Ranges) -> Scalar:
        """The value at a number, or at a function that stays on one piece.

        Raises:
            NotClosed: it may go from one piece to another, or is where a derivative is asked for and pieces meet.
        """
        if isinstance(x, Interval):
            return self._on(x)
        inside: Scalar = x
        strictly = isinstance(x, Dual)
        while isinstance(inside, Dual):
            inside = inside.value
        here = bounds(inside, ranges)
        for cell, polynomial in zip(cells(self.ends), self.polynomials, strict=True):
            if _is_within(here, cell, strictly=strictly):
                return value_of(polynomial, x)
        raise NotClosed("a function in pieces is asked for where it goes from one to another")

    def _on(self, x: Interval) -> Interval:
        """The values at the numbers of an interval, on each piece that it meets."""
        found: Interval | None = None
        for (left, right), polynomial in zip(cells(self.ends), self.polynomials, strict=True):
            low = x.lo if left is None else max(x.lo, left)
            high = x.hi if right is None else min(x.hi, right)
            if low <= high:
                value = value_of(polynomial, Interval(low, high))
                assert isinstance(value, Interval)
                found = value if found is None else Interval(min(found.lo, value.lo), max(found.hi, value.hi))
        assert found is not None
        return found


def cells(ends: tuple[Fraction, ...]) -> Iterator[Cell]:
    """The numbers up to the first end, between each two, and from the last on."""
    yield from zip((None, *ends), (*ends, None), strict=True)


def in_cell(indeterminate: Scalar, cell: Cell) -> tuple[Scalar, tuple[Interval, Interval | None]]:
    """Any number of a cell, as a function of an indeterminate, and the range of that.

    Where the cell has no first number, the indeterminate is the opposite of the number.
    """
    low, high = cell
    if low is not None:
        return indeterminate, (Interval.of(low), None if high is None else Interval.of(high))
    if high is None:
        raise NotConfirmed("no cell of a function in pieces is the whole line")
    return negative(indeterminate), (Interval.of(-high), None)


def is_inside(x: Interval, cell: Cell) -> bool:
    """The number is in the cell, and at neither end."""
    return _is_within((x.lo, x.hi), cell, strictly=True)


def _is_within(here: Cell, cell: Cell, *, strictly: bool) -> bool:
    """Whether what is between the ends of one cell is in another one, and not at an end of that."""
    (low, high), (left, right) = here, cell
    above = left is None or (low is not None and (low > left or (low == left and not strictly)))
    return above and (right is None or (high is not None and (high < right or (high == right and not strictly))))


def bounds(x: Scalar, ranges: Ranges) -> Cell:
    """Between which numbers a number stays, or a sum of multiples of indeterminates."""
    if isinstance(x, Interval):
        return x.lo, x.hi
    if not isinstance(x, Form) or x.degree is None or x.degree > 1:
        return None, None
    low: Fraction | None = Fraction(0)
    high: Fraction | None = Fraction(0)
    for (powers, _), c in x.terms.items():
        least, most = ranges.get(powers[0][0], (None, None)) if powers else (Interval.of(1), Interval.of(1))
        products = [None if end is None else c * end for end in (least, most)]
        if c.lo < 0 < c.hi:
            return None, None
        first, last = products if c.lo >= 0 else products[::-1]
        low = None if low is None or first is None else low + first.lo
        high = None if high is None or last is None else high + last.hi
    return low, high


def value_of(polynomial: Coefficients, x: Scalar) -> Scalar:
    """The value of a polynomial in one number."""
    found: Scalar = ZERO
    for c in reversed(polynomial):
        found = plus(times(found, x), Interval.of(c))
    return found
