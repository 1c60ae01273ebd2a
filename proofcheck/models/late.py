r"""That there is no number from which on something holds, and no bound of what grows beyond all bounds.

A clause may deny that there is an N such that a relation holds for all k >= N, or an M that no sum up to K exceeds. The
first is shown by the relation being false for *all* k from some number on: then it is false for one of them beyond each
N. The second is shown by the sums growing beyond each bound.

Positive terms are held between multiples of :math:`q^k k^p` for all k from that number on, which is at least 1. So
sums and integrals are known up to their tails: with :math:`a_k \le A q^k k^p`, what comes after m is at most

- :math:`A q^{m+1} (m+1)^p / (1 - q (1 + 1/(m+1))^p)` for q < 1 and p >= 0 where that denominator is positive: it bounds
  the ratio of each such number to the one before;
- :math:`A m^{p+1} / (-p-1)`, the integral, for q = 1 and p < -1.

With :math:`a_k \ge A k^{-1}`, or anything larger, they have no bound, as the harmonic series.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import ceil, isqrt

from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, SCALAR, Term, num
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.scalars import Form, NotConfirmed, only_name
from proofcheck.models.scope import Scope
from proofcheck.models.valuation import Valuation

FROM = (16, 100)
"""From which numbers on something is looked at: squares, of which powers with half an exponent are known."""

GAP = num("1/1024")
"""By how much a relation is false."""

Prove = Callable[[Clause, Scope, Valuation], str]
Bound = Fraction | None
"""The end of a range; missing where there is none."""


def never_so_late(clause: Clause, scope: Scope, valuation: Valuation, prove: Prove) -> str:
    """Show that no values satisfy all conditions of a denial: one of them fails for each, for some late k.

    Raises:
        NotConfirmed: that was not seen.
    """
    for condition in clause.conditions:
        denied = condition.free_variables() & frozenset(clause.variables)
        if len(condition.variables) != 1 or not all(v[2] in (SCALAR, NATURAL) for v in denied):
            continue
        for late in FROM:
            here = Late(condition.variables[0], late, scope, valuation)
            with suppress(NotConfirmed, Undefined):
                if here.comes_after(condition, denied, prove) and here.is_broken(condition.relation, denied, prove):
                    return f"beyond each, it is false for some {condition.variables[0][1]} >= {late}"
    raise NotConfirmed("it was not shown that it fails late")


@dataclass(frozen=True, slots=True)
class Power:
    """``amount * rate**k * k**degree``, for positive k; the amount and the rate are positive."""

    amount: Fraction
    rate: Fraction = Fraction(1)
    degree: Fraction = Fraction(0)

    def times(self, other: "Power") -> "Power":
        """The product with another one."""
        return Power(self.amount * other.amount, self.rate * other.rate, self.degree + other.degree)

    def inverse(self) -> "Power":
        """One divided by it."""
        return Power(1 / self.amount, 1 / self.rate, -self.degree)

    @property
    def order(self) -> tuple[Fraction, Fraction]:
        """What decides which of two is larger for large k."""
        return self.rate, self.degree

    @property
    def has_no_bound(self) -> bool:
        """Whether it is above each number for all large k."""
        return self.rate > 1 or (self.rate == 1 and self.degree > 0)

    @property
    def sums_up(self) -> bool:
        """Whether sums and integrals of it have no bound."""
        return self.rate > 1 or (self.rate == 1 and self.degree >= -1)


Between = tuple[Power, Power]


@dataclass(frozen=True, slots=True)
class Late:
    """Terms in an index, for all its values from a number on."""

    index: Term
    late: int
    scope: Scope
    valuation: Valuation

    def comes_after(self, condition: Clause, denied: frozenset[Term], prove: Prove) -> bool:
        """A condition speaks of all indices from denied values on, from numbers that are not later than this, and of
        which what holds of all late ones does.
        """
        for bound in condition.conditions:
            op, low, index = bound.relation
            plain = op in {"<=", "<"} and index == self.index and not (bound.variables or bound.conditions)
            if plain and low in denied:
                continue
            if bound.free_variables() & denied or self.index in bound.variables:
                return False
            if not (plain and self.index not in low.free and self._value(low).hi < self.late):
                prove(self._later(bound), self.scope, self.valuation)
        return True

    def is_broken(self, relation: Relation, denied: frozenset[Term], prove: Prove) -> bool:
        """It is false for all indices from here on, or says that a denied value bounds what has no bound."""
        op, left, right = relation
        if op == "=" or left.sort not in (SCALAR, NATURAL):
            return False
        if right in denied and not left.free & denied:
            return self.grows(left)
        if (left.free | right.free) & denied:
            return False
        with suppress(NotConfirmed, Undefined):
            low, high = self.reach(left)[0], self.reach(right)[1]
            if low is not None and high is not None and high < low:
                return True
        return any(self._is_proved(("<=", Term("add", right, GAP), part), prove) for part in _parts(left, "max"))

    def _is_proved(self, relation: Relation, prove: Prove) -> bool:
        with suppress(NotConfirmed, Undefined):
            return bool(prove(self._later(Clause((), (), relation)), self.scope, self.valuation))
        return False

    def _later(self, clause: Clause) -> Clause:
        """A clause for all indices from here on."""
        later = fact("<=", num(self.late), self.index)
        return Clause((self.index, *clause.variables), (later, *clause.conditions), clause.relation)

    def _value(self, term: Term) -> Interval:
        return self.valuation.number(term, self.scope)

    # ------------------------------------------------------------ how far it reaches

    def reach(self, term: Term) -> tuple[Bound, Bound]:
        """Numbers between which a term stays.

        Raises:
            NotConfirmed: none were found.
        """
        if self.index not in term.free:
            value = self._value(term)
            return value.lo, value.hi
        if term[0] in {"sum", "int"} and term[3] == self.index:
            return self._summed(term)
        if term[0] == "add":
            lows, highs = zip(*map(self.reach, term[1:]), strict=True)
            return _total(lows), _total(highs)
        if term[0] in {"max", "min"}:
            return _extreme(term[0], [self.reach(part) for part in term[1:]])
        if term[0] == "mul" and self.index in term[-1].free and not any(self.index in p.free for p in term[1:-1]):
            low, high = self.reach(term[-1])
            factor = reduce(Interval.__mul__, map(self._value, term[1:-1]))
            return _scaled(low, high, factor)
        below, above = self.between(term)
        rises, falls = below.rate >= 1 and below.degree >= 0, above.rate <= 1 and above.degree <= 0
        low = below.amount * below.rate**self.late * self.late ** int(below.degree) if rises else Fraction(0)
        high = above.amount * above.rate**self.late * self._lag(-above.degree) if falls else None
        return low, high

    def _summed(self, term: Term) -> tuple[Bound, Bound]:
        until = self._value(Term(*term[:3], num(self.late), term[4]))
        inside = self._summand(term)
        return until.lo, until.hi + inside._tail(term[0], inside.between(term[4])[1])

    def _summand(self, term: Term) -> "Late":
        """Where the index of a sum is looked at instead, from here on; that is after its start."""
        _, variable, low, _, body = term
        if self.index in body.free | low.free or self._value(low).hi > self.late:
            raise NotConfirmed("the summands change with the end of the sum")
        return Late(variable, self.late, self.scope, self.valuation)

    def _tail(self, head: str, above: Power) -> Fraction:
        """What sums, or integrals, of that after here are at most together."""
        first, degree = self.late + 1, max(0, ceil(above.degree))
        if above.rate < 1:
            ratio = above.rate * Fraction(first + 1, first) ** degree
            if ratio >= 1:
                raise NotConfirmed("it falls too slowly at first")
            total = above.amount * above.rate**first * Fraction(first) ** degree / (1 - ratio)
            return total if head == "sum" else total / above.rate  # on [k, k + 1] at most rate^k (k + 1)^degree
        if above.rate > 1 or above.degree >= -1:
            raise NotConfirmed("it is not summable")
        return above.amount * _raised(self.late, above.degree + 1) / (-above.degree - 1)

    # ------------------------------------------------------------ how fast it grows

    def grows(self, term: Term) -> bool:
        """It has no bound from above."""
        if self.index not in term.free:
            return False
        if term[0] in {"sum", "int"} and term[3] == self.index:
            self._value(Term(*term[:3], num(self.late), term[4]))
            return self._summand(term).between(term[4])[0].sums_up
        if term[0] == "add":
            growing = [part for part in term[1:] if self._seems_to_grow(part)]
            return bool(growing) and all(self.reach(part)[0] is not None for part in term[1:] if part not in growing)
        if term[0] == "mul" and not any(self.index in part.free for part in term[1:-1]):
            return all(self._value(part).lo > 0 for part in term[1:-1]) and self.grows(term[-1])
        return self.between(term)[0].has_no_bound

    def _seems_to_grow(self, term: Term) -> bool:
        with suppress(NotConfirmed, Undefined):
            return self.grows(term)
        return False

    def between(self, term: Term) -> Between:
        """Powers between which a positive term stays.

        Raises:
            NotConfirmed: none were found.
        """
        head = term[0]
        if self.index not in term.free:
            value = self._value(term)
            return _positive(value.lo), _positive(value.hi)
        if term == self.index:
            return (Power(Fraction(1), degree=Fraction(1)),) * 2
        if head == "powi" and self.index not in term[1].free:
            return self._raised_to(self._value(term[1]), term[2])
        if head == "pow" and isinstance(term[2], int) and term[2] > 0:
            return _product([self.between(term[1])] * term[2])
        if head == "sqrt":
            return self._root(*self.between(term[1]))
        if head == "mul":
            return _product(list(map(self.between, term[1:])))
        if head == "div":
            below, above = self.between(term[2])
            return _product([self.between(term[1]), (above.inverse(), below.inverse())])
        if head == "add":
            return self._added(term[1:])
        return self._of_form(term)

    def _raised_to(self, base: Interval, exponent: Term) -> Between:
        """A positive number to the power of a multiple of the index and a number, which is natural by its form."""
        value = self._function(exponent)
        parts = {powers: x.lo for (powers, rates), x in value.terms.items() if x.exact and not rates}
        (name,) = value.names
        times, more = parts.pop(((name, 1),), Fraction(0)), parts.pop((), Fraction(0))
        if parts or len(value.terms) > 2 or times < 1 or not times.denominator == more.denominator == 1:
            raise NotConfirmed("an exponent that is not a multiple of the index and a number")
        low, high = (Interval.of(_positive(end).amount) for end in (base.lo, base.hi))
        below, rate = low ** int(more), low ** int(times)
        above, fastest = high ** int(more), high ** int(times)
        return Power(below.lo, rate.lo), Power(above.hi, fastest.hi)

    def _root(self, below: Power, above: Power) -> Between:
        if below.rate != 1 or above.rate != 1:
            raise NotConfirmed("the root of a power of a number")
        low, high = (Interval.of(power.amount).sqrt() for power in (below, above))
        return Power(low.lo, degree=below.degree / 2), Power(high.hi, degree=above.degree / 2)

    def _added(self, parts: Sequence[Term]) -> Between:
        """Positive terms, and a number that may be negative."""
        constants = [self._value(part) for part in parts if self.index not in part.free]
        ranges = [self.between(part) for part in parts if self.index in part.free]
        constant = reduce(Interval.__add__, constants, Interval.of(0))
        if constant.hi > 0:
            ranges.append((_positive(constant.lo), _positive(constant.hi)))
        below, above = self._sum_of_powers(ranges)
        if constant.lo < 0:
            if below.rate < 1 or below.degree < 0:
                raise NotConfirmed("it may be negative")
            least = below.amount + constant.lo / Fraction(self.late) ** int(below.degree)
            below = Power(_positive(least).amount, below.rate, below.degree)
        return below, above

    def _sum_of_powers(self, ranges: Sequence[Between]) -> Between:
        if not ranges:
            raise NotConfirmed("nothing is added")
        below = max((low for low, _ in ranges), key=lambda power: power.order)
        rate = max(high.rate for _, high in ranges)
        degree = max(high.degree for _, high in ranges)
        amount = sum((high.amount * self._lag(degree - high.degree) for _, high in ranges), Fraction(0))
        return below, Power(amount, rate, degree)

    def _lag(self, degree: Fraction) -> Fraction:
        """What ``k**-degree`` is at most from here on."""
        return Fraction(1, self.late ** int(degree))

    def _of_form(self, term: Term) -> Between:
        """Of a sum of positive powers and exponentials of the index."""
        value = self._function(term)
        return self._sum_of_powers(list(_powers(value, *value.names)))

    def _function(self, term: Term) -> Form:
        """A term as a function of the index."""
        if self.valuation.instance.firsts and self.late <= self.valuation.instance.listed:
            raise NotConfirmed("some late members are listed")
        index = self.valuation.indeterminates(self.index[2])
        name = only_name(index.scalar)
        scope = self.scope.bind(self.index, index).within(name, Interval.of(self.late), None)
        value = self.valuation.value(term, scope).scalar
        if not isinstance(value, Form) or value.names != {name}:
            raise NotConfirmed("it is no sum of powers and exponentials of the index")
        return value


def _powers(value: Form, name: str) -> Iterator[Between]:
    for (powers, rates), coefficient in value.terms.items():
        degree, rate = Fraction(dict(powers).get(name, 0)), Interval.of(dict(rates).get(name, Fraction(0))).exp()
        yield (
            Power(_positive(coefficient.lo).amount, rate.lo, degree),
            Power(coefficient.hi, rate.hi, degree),
        )


def _positive(amount: Fraction) -> Power:
    if amount <= 0:
        raise NotConfirmed("it is not known to be positive")
    return Power(amount)


def _product(ranges: Sequence[Between]) -> Between:
    below, above = zip(*ranges, strict=True)
    return reduce(Power.times, below), reduce(Power.times, above)


def _parts(term: Term, head: str) -> Sequence[Term]:
    return term[1:] if term[0] == head else [term]


def _raised(square: int, exponent: Fraction) -> Fraction:
    """A power of a square number, with an exponent that is a multiple of 1/2."""
    if (2 * exponent).denominator != 1:
        raise NotConfirmed("such a power is not rational")
    return Fraction(isqrt(square)) ** int(2 * exponent)


def _total(ends: Sequence[Bound]) -> Bound:
    known = [end for end in ends if end is not None]
    return sum(known, Fraction(0)) if len(known) == len(ends) else None


def _extreme(head: str, ranges: Sequence[tuple[Bound, Bound]]) -> tuple[Bound, Bound]:
    lows, highs = zip(*ranges, strict=True)
    known_lows, known_highs = ([end for end in ends if end is not None] for ends in (lows, highs))
    if head == "max":
        return max(known_lows, default=None), max(known_highs) if len(known_highs) == len(highs) else None
    return min(known_lows) if len(known_lows) == len(lows) else None, min(known_highs, default=None)


def _scaled(low: Bound, high: Bound, factor: Interval) -> tuple[Bound, Bound]:
    """What lies between two ends, times a number of known sign."""
    if factor.lo < 0 < factor.hi:
        raise NotConfirmed("a factor of unknown sign")
    if factor.hi <= 0:
        low, high = (None if end is None else -end for end in (high, low))
        factor = -factor
    lowest = None if low is None else min(low * factor.lo, low * factor.hi)
    return lowest, None if high is None else max(high * factor.lo, high * factor.hi)
