"""Between which bounds the clauses allow a scalar to lie, everything else being given, and what to try there.

Where the claim is linear in the scalar, the bounds between which it fails are known as well, however far away they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.terms import NATURAL
from proofcheck.models.interval import Interval
from proofcheck.models.scalars import Form, NotConfirmed, Scalar, minus, number
from proofcheck.models.scope import Scope
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.families import DURATIONS, LATE_SCALARS, NATURALS, SCALARS
from proofcheck.refuters.judging import NO_VALUE, samples
from proofcheck.sampling.outline import Slot

Setting = tuple[Valuation, Scope]

_ROUNDING = 4
_GRID = tuple(Fraction(x) for x in ("1/16", "1/4", "1", "4", "16", "64"))


@dataclass(frozen=True, slots=True)
class Feasible:
    """The numbers between two bounds; a bound may be missing, or excluded."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, x: Fraction) -> bool:
        above = self.low is None or x > self.low or (x == self.low and not self.low_open)
        return above and (self.high is None or x < self.high or (x == self.high and not self.high_open))

    def at_least(self, x: Fraction, *, strict: bool = False) -> "Feasible":
        """Those of at least (or, strictly, more than) ``x``."""
        if self.low is not None and (x < self.low or (x == self.low and (self.low_open or not strict))):
            return self
        return Feasible(x, self.high, strict, self.high_open)

    def at_most(self, x: Fraction, *, strict: bool = False) -> "Feasible":
        """Those of at most (or, strictly, less than) ``x``."""
        if self.high is not None and (x > self.high or (x == self.high and (self.high_open or not strict))):
            return self
        return Feasible(self.low, x, self.low_open, strict)

    def meet(self, other: "Feasible") -> "Feasible":
        """Those of both."""
        found = self if other.low is None else self.at_least(other.low, strict=other.low_open)
        return found if other.high is None else found.at_most(other.high, strict=other.high_open)


SYMBOL = "x"
"""The indeterminate that stands for the scalar."""


def feasible(clauses: Sequence[Clause], at: Callable[[Fraction], Setting], symbol: Setting | None) -> Feasible:
    """The values of a scalar that the clauses allow; ``at`` gives the setting in which it has a value.

    ``symbol`` is the setting in which it is the indeterminate ``SYMBOL``, if nothing else depends on it.
    An implication bounds it only where its conditions hold whatever it is.
    """
    found = Feasible()
    for clause in clauses:
        lines = _symbolic(clause, symbol) if symbol is not None else None
        if lines is None and is_implication(clause):
            continue
        lines = _lines(clause, at) if lines is None else lines
        found = _by_bisection(found, clause, at) if lines is None else _restricted(found, clause.relation[0], lines)
    return found


def is_implication(clause: Clause) -> bool:
    """It says something under conditions, and binds nothing."""
    return bool(clause.conditions) and not clause.variables


def failing(relation: Relation, symbol: Setting) -> Feasible | None:
    """The values of a scalar at which a relation fails; ``None`` if it is an equation, or not linear in the scalar."""
    op = relation[0]
    lines = None if op == "=" else _symbolic(Clause((), (), relation), symbol)
    if lines is None:
        return None
    opposite = [(-constant, -slope) for constant, slope in lines]
    return _restricted(Feasible(), "<" if op == "<=" else "<=", opposite)


_Line = tuple[Fraction, Fraction]
"""The margin ``a + b x`` by which a relation holds, as ``(a, b)``."""


def _restricted(found: Feasible, op: str, lines: Sequence[_Line]) -> Feasible:
    strict = op == "<"
    for constant, slope in lines:
        if slope:
            root = -constant / slope
            if op == "=":
                found = found.at_least(root).at_most(root)
            else:
                found = found.at_least(root, strict=strict) if slope > 0 else found.at_most(root, strict=strict)
        elif constant < 0 or (constant == 0 and strict):
            return Feasible(Fraction(1), Fraction(0))
    return found


def _symbolic(clause: Clause, symbol: Setting) -> list[_Line] | None:
    """The margins at the samples of the bound variables, if the sides are linear in the indeterminate."""
    valuation, scope = symbol
    found = []
    for inner in samples(clause, scope, valuation):
        try:
            left, right = (valuation.value(side, inner).scalar for side in clause.relation[1:])
            found.append(_line(minus(right, left)))
        except NO_VALUE:
            return None
    return found or None


def _line(x: Scalar) -> _Line:
    if isinstance(x, Interval):
        return _rounded(x), Fraction(0)
    constant, slope = Fraction(0), Fraction(0)
    if not isinstance(x, Form) or x.degree != 1:
        raise NotConfirmed("not linear")
    for (powers, _), coefficient in x.terms.items():
        if powers:
            slope = _rounded(coefficient)
        else:
            constant = _rounded(coefficient)
    return constant, slope


def _lines(clause: Clause, at: Callable[[Fraction], Setting]) -> list[_Line] | None:
    """The same from three values."""
    found = []
    for a, b, c in zip(*(_margins(clause, at, Fraction(x)) for x in (1, 2, 4)), strict=False):
        if a is None or b is None or c is None or not _is_line(a, b, c):
            return None
        found.append((2 * a - b, b - a))
    return found


def _is_line(a: Fraction, b: Fraction, c: Fraction) -> bool:
    bend = abs(c - b - 2 * (b - a))
    return bend <= max(abs(a), abs(b), abs(c)) / 10**20


def _margins(clause: Clause, at: Callable[[Fraction], Setting], x: Fraction) -> list[Fraction | None]:
    """By how much the relation holds, at each sample of the bound variables."""
    valuation, scope = at(x)
    return [_margin(clause, inner, valuation) for inner in samples(clause, scope, valuation)]


def _margin(clause: Clause, scope: Scope, valuation: Valuation) -> Fraction | None:
    try:
        left, right = (number(valuation.value(side, scope).scalar) for side in clause.relation[1:])
    except NO_VALUE:
        return None
    return _rounded(right - left)


def _rounded(x: Interval) -> Fraction:
    return Fraction(0) if x.lo <= 0 <= x.hi else x.middle


def _by_bisection(found: Feasible, clause: Clause, at: Callable[[Fraction], Setting]) -> Feasible:
    """The first run of points of a grid that the clause allows, its ends refined."""

    def allowed(x: Fraction) -> bool:
        valuation, scope = at(x)
        margins = (_margin(clause, inner, valuation) for inner in samples(clause, scope, valuation))
        return all(m is not None and m >= 0 for m in margins)

    verdicts = [allowed(x) for x in _GRID]
    if True not in verdicts:
        return found
    first = verdicts.index(True)
    last = next((k for k in range(first, len(_GRID)) if not verdicts[k]), len(_GRID)) - 1
    if first > 0:
        low = _boundary(_GRID[first], _GRID[first - 1], allowed)
        found = found.at_least(simplest_between(low, low * Fraction(9, 8)))
    if last < len(_GRID) - 1:
        high = _boundary(_GRID[last], _GRID[last + 1], allowed)
        found = found.at_most(simplest_between(high * Fraction(7, 8), high))
    return found


def _boundary(inside: Fraction, outside: Fraction, allowed: Callable[[Fraction], bool]) -> Fraction:
    for _ in range(_ROUNDING):
        middle = (inside + outside) / 2
        if allowed(middle):
            inside = middle
        else:
            outside = middle
    return inside


def values(slot: Slot, range_: Feasible, failing: Feasible | None = None) -> Iterator[tuple[int, Fraction]]:
    """What to try for a scalar, with costs: its threshold first, if it has one.

    ``failing`` holds the values at which the claim fails, if they are known.
    """
    broken = () if failing is None else _inside(range_.meet(failing))
    if slot.sort == NATURAL:
        inside = ((cost, x) for cost, x in broken if x.denominator == 1)
        tried = (*NATURALS, *((cost, x) for cost, x in (*_first_numbers(range_), *inside) if x >= 0))
    else:
        near = DURATIONS if slot.duration else SCALARS
        late = () if slot.duration else LATE_SCALARS
        tried = (*_thresholds(range_), *near, *broken, *_inside(range_), *late)
    seen: set[Fraction] = set()
    for cost, x in tried:
        if x in range_ and x not in seen:
            seen.add(x)
            yield cost, x


def _first_numbers(range_: Feasible) -> Iterator[tuple[int, Fraction]]:
    """The least two whole numbers, where there is a least one, and the largest one."""
    if range_.low is not None:
        least = Fraction(ceil(range_.low))
        yield from ((1, least), (2, least + 1))
    if range_.high is not None:
        yield 2, Fraction(floor(range_.high))


def _thresholds(range_: Feasible) -> Iterator[tuple[int, Fraction]]:
    """A short number at each positive bound, and one well inside."""
    low, high = range_.low, range_.high
    if low is not None and low > 0:
        yield 0, low if _is_short(low) and low in range_ else _short_between(low, low * Fraction(9, 8), range_)
        yield 1, simplest_between(2 * low, 3 * low)
    if high is not None and high > 0:
        yield 0, high if _is_short(high) and high in range_ else _short_between(high * Fraction(7, 8), high, range_)
        yield 1, simplest_between(high / 3, high / 2)


def _short_between(low: Fraction, high: Fraction, range_: Feasible) -> Fraction:
    """A short number that is inside the range, if that is wide enough."""
    margin = (high - low) / 16
    low = low + margin if range_.low_open else low
    return simplest_between(low, max(low, high - margin if range_.high_open else high))


def _inside(range_: Feasible) -> Iterator[tuple[int, Fraction]]:
    low, high = range_.low, range_.high
    if low is not None and high is not None and low < high:
        third = (high - low) / 3
        yield 2, simplest_between(low + third, high - third)
    elif low is not None:
        yield 3, Fraction(low // 1 + 1)
    elif high is not None:
        yield 3, Fraction(-(-high // 1) - 1)


def _is_short(x: Fraction) -> bool:
    return x.denominator <= 1000


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator, then numerator, between two numbers.

    >>> simplest_between(Fraction(26, 100), Fraction(45, 100))
    Fraction(1, 3)

    Raises:
        ValueError: the bounds are in the wrong order.
    """
    if low > high:
        raise ValueError(f"lower bound {low} above upper bound {high}")
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_between(-high, -low)
    whole = -(-low // 1)
    if whole <= high:
        return Fraction(whole)
    base = low // 1
    return base + 1 / simplest_between(1 / (high - base), 1 / (low - base))
