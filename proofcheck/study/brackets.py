"""The best constant of a claim that becomes weaker as a number in it grows: between what fails and what is proved.

At the lower end an instance shows that the claim is false, at the upper end the kernel proves it. Both ends are
certain; nothing is said of what lies between them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from math import isqrt

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.proof import proves
from proofcheck.kernel.terms import Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.provers.engine import Hints
from proofcheck.provers.search import prove
from proofcheck.provers.statements import as_it_stands
from proofcheck.refuters import Budget, refute
from proofcheck.refuters.thresholds import simplest_between

Family = Callable[[Term], Problem]
"""The claim with a number in it: the larger that is, the weaker the claim."""

Change = tuple[tuple[str, str, Fraction], ...]
"""What numbers of an instance, by their kind and name, are multiplied by."""

WIDTH = Fraction(1, 100)
"""How far apart, relatively, the ends of a bracket may be."""

ROUGH = Fraction(1, 2)
"""How far, relatively, the last number that was not proved may lie below the upper end where no lower one is known."""

NEAR = Fraction(1)
"""How far apart they may be when short numbers just above the lower one are tried."""

ROOTED = Fraction(1, 10)
"""How far apart they may be when roots are tried there."""

BESIDE_ROOT = Fraction(1, 10_000)
"""How near to a root an instance has to come, for the root to be tried."""

SHORT = 12
"""Up to which numerator and denominator a number is short."""

PROBES = 20
"""How many numbers between the ends are tried."""

OUTWARDS = 4
"""How many are tried on each side of 1, each ten times as far, to find the ends."""

ADVERSARY = Budget(evaluations=60_000, turned=20_000, shrinking=0, fitting=False)
"""The search for an instance at which a claim fails."""

PROVER = 120
"""How much search there is for a proof."""

POLISHINGS = 48
"""How many changes of an instance, that the hypotheses allow, are tried: whether it fails for a larger number there."""

FACTORS = tuple(map(Fraction, ("2", "1/2", "5/4", "4/5", "17/16", "16/17", "65/64", "64/65")))
"""By which a number of an instance is multiplied, to polish it."""

SLIGHT = FACTORS[4:]
"""By which a number is multiplied together with a scalar."""

BESIDE = (Fraction(2), Fraction(1, 2))
"""By which that scalar is multiplied: a slower decay shows later."""

NEARBY = Fraction(1, 512)
"""How much of itself a number may be changed by, to make it shorter."""

FARTHEST = Fraction(10**6)
"""The largest number that is tried."""

STRIDES = (Fraction(2), Fraction(9, 8), Fraction(65, 64), Fraction(513, 512))
"""By which a number is made larger, as long as the claim fails at an instance."""

ROUNDING = Fraction(999, 1000)
"""To which part of itself the lower end may be rounded."""

FINE = 10**9


@dataclass(frozen=True, slots=True)
class Constant:
    """A fraction, or the square root of one.

    >>> str(Constant(Fraction(1, 2))), str(Constant(Fraction(2), root=True))
    ('1/2', '√2')
    """

    radicand: Fraction
    root: bool = False

    @property
    def term(self) -> Term:
        """The number for the kernel."""
        if not self.root:
            return num(self.radicand)
        above, below = self.radicand.as_integer_ratio()
        return Term("mul", num(Fraction(1, below)), Term("sqrt", num(above * below)))

    @property
    def floor(self) -> Fraction:
        """The largest multiple of a part in a billion that is no larger, for a root; else the number itself."""
        if not self.root:
            return self.radicand
        square = self.radicand * FINE * FINE
        return Fraction(isqrt(square.numerator // square.denominator), FINE)

    def __str__(self) -> str:
        """As it is printed."""
        inside = str(self.radicand) if self.radicand.denominator == 1 else f"({self.radicand})"
        return f"√{inside}" if self.root else str(self.radicand)


@dataclass(frozen=True, slots=True)
class Bracket:
    """Between which numbers the best constant lies.

    Attributes:
        low: the claim is false with it, at ``instance``; ``None`` where no such number was found.
        high: the claim is proved with it, by ``theorem``; ``None`` where no such number was found.
        attained: ``high`` is the best constant: both sides are equal, and not 0, at ``instance``.
    """

    low: Fraction | None
    instance: Instance | None
    failure: Confirmation | None
    high: Constant | None
    theorem: Theorem | None
    attained: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether the best constant is known, up to ``WIDTH``."""
        return self.attained or self.is_within(WIDTH)

    def is_within(self, width: Fraction) -> bool:
        """Whether both ends are known, and no farther apart, relatively, than this."""
        return self.high is not None and self.low is not None and self.high.floor <= self.low * (1 + width)


def bracket(family: Family, hints: Hints | None = None, seed: int = 0, lemmas: Sequence[Theorem] = ()) -> Bracket:
    """The best constant of a family of claims, as far as it is found.

    Arguments:
        hints: what stands around the claim.
        seed: of the random choices of the adversary.
        lemmas: theorems that proofs may rest on.
    """
    ends = _Ends(family, hints or Hints(), seed, tuple(lemmas))
    ends.outwards()
    for _ in range(PROBES):
        if ends.bracket.is_narrow or not ends.probe():
            break
    ends.shorten()
    return _rounded(ends.bracket, family)


def attained(found: Bracket, equal: Family, seed: int = 0) -> Bracket:
    """The bracket, closed where an instance shows that its upper end is the best constant.

    Arguments:
        equal: the claim that the two sides, which are not 0, are *not* equal.
    """
    if found.high is None or found.low is None:
        return found
    refutation = refute(equal(found.high.term), seed=seed, budget=replace(ADVERSARY, shrinking=20))
    if refutation is None:
        return found
    return replace(found, instance=refutation.instance, failure=refutation.confirmation, attained=True)


def _rounded(found: Bracket, family: Family) -> Bracket:
    """The bracket with a short number at its lower end, hardly smaller."""
    if found.low is None or found.instance is None:
        return found
    low = simplest_between(found.low * ROUNDING, found.low)
    failure = _failure(family, found.instance, low)
    shorter = found if failure is None else replace(found, low=low, failure=failure)
    return shorter if shorter.is_narrow == found.is_narrow else found


class _Ends:
    """A bracket in the making; what neither fails nor is proved moves the limits within which is searched on."""

    def __init__(self, family: Family, hints: Hints, seed: int, lemmas: tuple[Theorem, ...]) -> None:
        self.family, self.hints, self.seed, self.lemmas = family, hints, seed, lemmas
        self.bracket = Bracket(None, None, None, None, None)
        self.unrefuted: Fraction | None = None
        self.unproved = Fraction(0)
        self._short: tuple[Fraction, bool] | None = None
        self._left_behind = set[Fraction]()
        self._ways: tuple[bool, ...] = (False, True)

    def outwards(self) -> None:
        """Find a number for which the claim is proved, and one for which it fails, from 1 on.

        Where it is not seen to fail with the smallest, it is not with others.
        """
        for power in range(OUTWARDS):
            k = Fraction(10) ** power
            if self.proves(Constant(k)) or not self.fails(k):
                break
        smaller = [Fraction(1, 2 * 10**power) for power in range(OUTWARDS)]
        fails = self.bracket.low is not None or any(map(self.fails, (*smaller[:2], smaller[-1])))
        for k in smaller if not fails else ():
            self.proves(Constant(k))

    def probe(self) -> bool:
        """Try one number more; whether there was one that may help."""
        if self.bracket.is_within(NEAR) and self.shorten():
            return True
        lower, upper = self._lower_gap(WIDTH), self._upper_gap(ROUGH if self.bracket.low is None else WIDTH)
        if lower is None and upper is None and self.bracket.is_within(2 * WIDTH):
            lower, upper = self._lower_gap(WIDTH / 4), self._upper_gap(WIDTH / 4)
        wider = max(filter(None, (lower, upper)), key=lambda gap: gap[1] / gap[0], default=None)
        if wider is None:
            return False
        k = self._beyond(wider) or _between(*wider)
        failing = lower is not None and lower[0] < k < lower[1] and self.fails(k)
        if not failing and upper is not None and upper[0] < k < upper[1]:
            self.proves(Constant(k))
        return True

    def _beyond(self, gap: tuple[Fraction, Fraction]) -> Fraction | None:
        """A number just above a short one that is not proved, once for each: a bound may have to be strict."""
        low, high = gap
        if low != self.unproved or low in self._left_behind or max(low.as_integer_ratio()) > SHORT:
            return None
        self._left_behind.add(low)
        k = simplest_between(low * (1 + WIDTH / 2), low * (1 + WIDTH))
        return k if k < high else None

    def shorten(self) -> bool:
        """Try short numbers just above the lower end, unless the claim is seen to fail; whether one is proved."""
        return True in [self._holds(constant) for constant in self._short_ones()]

    def _holds(self, constant: Constant) -> bool:
        """Whether a proof is found; an instance, which is less work to look for, shows that none need be tried.

        A root is of interest as the best constant only: there is an instance just below it, and none just above.
        """
        if not constant.root:
            return not self.fails(constant.radicand) and self.proves(constant)
        low = self.bracket.low
        below, above = (simplest_between(*ends) for ends in _around(constant.floor, BESIDE_ROOT))
        seen = (low is not None and low >= below) or self.fails(below)
        return seen and not self.fails(above) and self.proves(constant)

    def fails(self, k: Fraction) -> bool:
        """Whether an instance is found at which the claim fails; the lower end is moved as far as it serves."""
        found = refute(self.family(num(k)), seed=self.seed, budget=ADVERSARY)
        if found is None:
            self.unrefuted = k if self.unrefuted is None else min(self.unrefuted, k)
            return False
        self._take(*_farthest(self.family, found.instance, k, self._ceiling))
        self._polish()
        return True

    def _polish(self) -> None:
        """Change the instance at the lower end, as long as the claim goes on failing there for a larger number.

        What made it fail for a larger one is tried again first, and then what did not.
        """
        left, good, idle = POLISHINGS, list[Change](), set[Change]()
        while self.bracket.instance is not None and self.bracket.low is not None:
            further = self.bracket.low * STRIDES[3]
            if not self._is_below_ceiling(further):
                return
            tried = dict.fromkeys((*reversed(good), *_changes(self.bracket.instance)))
            fresh = [change for change in tried if change not in idle]
            allowed = ((change, found) for change in fresh if (found := self._allowed(change, further)) is not None)
            for change, instance in islice(allowed, left):
                left -= 1
                if _failure(self.family, instance, further) is not None:
                    break
                idle.add(change)
            else:
                return
            good.append(change)
            idle.clear()
            self._take(*_farthest(self.family, instance, further, self._ceiling))

    def _allowed(self, change: Change, k: Fraction) -> Instance | None:
        """The instance at the lower end, changed, if it satisfies what is supposed."""
        assert self.bracket.instance is not None
        changed = _changed(self.bracket.instance, change)
        try:
            satisfies(self.family(num(k)), changed)
        except NotConfirmed:
            return None
        return changed

    def proves(self, constant: Constant) -> bool:
        """Whether a proof is found; then it is the upper end."""
        high = self.bracket.high
        if constant.floor <= self.unproved or (high is not None and constant.floor >= high.floor):
            return False
        problem = self.family(constant.term)
        theorem = self._proof(problem)
        if theorem is None:
            self.unproved = max(self.unproved, constant.floor)
            return False
        self.bracket = replace(self.bracket, high=constant, theorem=theorem)
        return True

    def _proof(self, problem: Problem) -> Theorem | None:
        """A proof: by the claim's own steps, or by what it cites; what does once is asked from there on."""
        ready = next((theorem for theorem in self.lemmas if proves(theorem, problem)), None)
        if ready is not None:
            return ready
        for citing in self._ways:
            found = self._searched(problem, citing)
            if found is not None:
                self._ways = (citing,)
                return found
        return None

    def _searched(self, problem: Problem, citing: bool) -> Theorem | None:
        cited = self.lemmas if citing else ()
        standing = [lemma for theorem in cited if (lemma := as_it_stands(theorem, problem)) is not None]
        if citing and not standing:
            return None
        hints = replace(self.hints, memory={})
        return prove(problem, lemmas=standing, shallow=True) or prove(
            problem, lemmas=standing, hints=hints, attempts=PROVER
        )

    @property
    def _ceiling(self) -> Fraction | None:
        return None if self.bracket.high is None else self.bracket.high.floor

    def _is_below_ceiling(self, k: Fraction) -> bool:
        return self._ceiling is None or k < self._ceiling

    def _take(self, k: Fraction, instance: Instance, failure: Confirmation) -> None:
        if self.bracket.low is None or k > self.bracket.low:
            self.bracket = replace(self.bracket, low=k, instance=instance, failure=failure)
            self.unproved = max(self.unproved, k)
            if self.unrefuted is not None and self.unrefuted <= k:
                self.unrefuted = None

    def _short_ones(self) -> Iterator[Constant]:
        """Short numbers just above the lower end, the nearest ones last; once for each that it was moved to."""
        low, close = self.bracket.low, self.bracket.is_within(ROOTED)
        if low is None or (low, close) == self._short:
            return
        self._short = low, close
        near = low * (1 + (WIDTH if close else 2 * WIDTH))
        yield Constant(simplest_between(low, near))
        radicand = simplest_between(low * low, near * near)
        if close and any(isqrt(part) ** 2 != part for part in radicand.as_integer_ratio()):
            yield Constant(radicand, root=True)

    def _lower_gap(self, width: Fraction) -> tuple[Fraction, Fraction] | None:
        """Between which numbers the claim may be seen to fail."""
        limits = [k for k in (self._ceiling, self.unrefuted) if k is not None]
        low = self.bracket.low
        return None if low is None or not limits else _gap(low, min(limits), width)

    def _upper_gap(self, width: Fraction) -> tuple[Fraction, Fraction] | None:
        """Between which numbers it may be proved."""
        low = max(self.unproved, self.bracket.low or Fraction(0))
        return None if self._ceiling is None or not low else _gap(low, self._ceiling, width)


def _gap(low: Fraction, high: Fraction, width: Fraction) -> tuple[Fraction, Fraction] | None:
    return (low, high) if high > low * (1 + width) else None


def _around(k: Fraction, share: Fraction) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
    """Where to look for numbers that are a share of a number below it, or above."""
    return (k * (1 - share), k), (k * (1 + share / 2), k * (1 + share))


def _between(low: Fraction, high: Fraction) -> Fraction:
    """A short number about half-way between two positive ones, on the logarithmic scale."""
    middle = Fraction(isqrt(int(low * high * FINE * FINE)), FINE)
    near = (high - low) / 16
    return simplest_between(max(low, middle - near), min(high, middle + near))


# ---------------------------------------------------------------------------------------------------- at an instance


def _failure(family: Family, instance: Instance, k: Fraction) -> Confirmation | None:
    """How the claim fails at an instance."""
    try:
        return confirm(family(num(k)), instance)
    except NotConfirmed:
        return None


def _farthest(
    family: Family, instance: Instance, k: Fraction, ceiling: Fraction | None
) -> tuple[Fraction, Instance, Confirmation]:
    """About the largest number for which the claim fails at an instance at which it does for ``k``."""
    failure = _failure(family, instance, k)
    assert failure is not None
    if ceiling is None and (still := _failure(family, instance, FARTHEST)) is not None:
        return FARTHEST, instance, still
    for stride in STRIDES:
        while k * stride < (FARTHEST if ceiling is None else ceiling):
            further = _failure(family, instance, k * stride)
            if further is None:
                break
            k, failure = k * stride, further
    return k, instance, failure


def _changes(instance: Instance) -> Iterator[Change]:
    """One of the numbers of an instance, then a scalar beside it."""
    kinds = ("scalars", "vectors", "initial")
    single = [(kind, name, factor) for factor in FACTORS for kind in kinds for name in getattr(instance, kind)]
    beside = [("scalars", name, factor) for factor in BESIDE for name in instance.scalars]
    yield from ((one,) for one in single)
    yield from ((one, other) for one in single if one[2] in SLIGHT for other in beside if one[:2] != other[:2])


def _changed(instance: Instance, change: Change) -> Instance:
    for kind, name, factor in change:
        numbers = getattr(instance, kind)
        value = numbers[name]
        changed = _short(value * factor) if kind == "scalars" else tuple(_short(x * factor) for x in value)
        instance = replace(instance, **{kind: {**numbers, name: changed}})
    return instance


def _short(x: Fraction) -> Fraction:
    """A short number that is hardly another one."""
    return simplest_between(*sorted((x * (1 - NEARBY), x * (1 + NEARBY))))


__all__ = ["WIDTH", "Bracket", "Constant", "Family", "attained", "bracket"]
