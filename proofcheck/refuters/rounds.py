"""Violations among the simplest candidates, the closest of them improved, and random ones, in rounds.

Each round goes on where the last one ended, and takes as long as all before it, however many evaluations are allowed:
so a larger budget finds what a smaller one finds.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import chain, count
from typing import TypeVar

from proofcheck.models.instance import Instance
from proofcheck.refuters.approximate import OutOfBudget
from proofcheck.refuters.candidates import Candidate, Search
from proofcheck.refuters.families import INDICES
from proofcheck.refuters.looks import Look, at_better_times, look_at, random_candidates

T = TypeVar("T")

PEEK, GLANCE = 200, 12_000
"""After how many evaluations the search among candidates is interrupted: early in the first round, after the fourth."""

FIRST_ROUND = 1_500
"""How many evaluations the first round takes."""

SOON, LATE = INDICES[:-1], INDICES[-1:]
"""At which indices of a sequence the claim is looked at first, and later: the first hundred terms take long."""

AT_LATE = Fraction(1, 3)
"""The part of a round for candidates that are looked at again, at late indices."""

CLIMBS = 3
"""How many of the candidates that come closest to a violation the search goes on from in a round."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An instance at which a claim seems to fail, and the scalars that are better left alone."""

    instance: Instance
    fixed: frozenset[str]


Hits = Iterator[Hit | None]
"""What is found, and ``None`` each time that nothing is."""


def violations(search: Search, seed: int) -> Hits:
    """Instances at which the claim fails and no hypothesis is seen to fail; ``None`` at each pause."""
    simplest = _Simplest(search)
    glanced = False
    with suppress(OutOfBudget):
        yield from filter(None, _until(search, PEEK, simplest.soon))
        yield None
        for hit in _in_rounds(search, simplest, _at_random(search, seed)):
            if hit is not None:
                yield hit
            elif not glanced and search.meter.spent >= GLANCE:
                glanced = True
                yield None


def _in_rounds(search: Search, simplest: "_Simplest", random: Hits) -> Hits:
    meter = search.meter
    start, end = 0, FIRST_ROUND
    while True:
        before, kept = meter.spent, meter.reserve * (end - start)
        middle = end - kept
        yield from _until(search, middle - AT_LATE * (end - start), simplest.soon)
        yield from _until(search, middle, simplest.late())
        yield from _until(search, middle, simplest.soon)
        yield from _until(search, end - kept / 2, simplest.climbs())
        yield from _until(search, end, random)
        if before == meter.spent < end:
            return
        start, end = end, 2 * end


def _until(search: Search, end: Fraction | int, hits: Hits) -> Hits:
    """What is found until so many evaluations have been made."""
    while search.meter.spent < end:
        try:
            yield next(hits)
        except StopIteration:
            return


class _Simplest:
    """The simplest candidates, and what is left to do with those that were looked at."""

    def __init__(self, search: Search):
        self._search = search
        self._waiting: deque[Candidate] = deque()
        self._closest: list[tuple[Fraction, int, Look, Sequence[Fraction]]] = []
        self._tickets = count()
        self._seen: dict[Sequence[Fraction], set[object]] = {SOON: set(), LATE: set()}
        self.soon = self._looks(self._noted(), SOON)

    def late(self) -> Hits:
        """Those that wait to be looked at at late indices."""
        return self._looks(_popped(self._waiting), LATE)

    def climbs(self) -> Hits:
        """From those at which the claim is closest to failing."""
        closest = [heappop(self._closest)[2:] for _ in range(min(CLIMBS, len(self._closest)))]
        return chain.from_iterable(_climb(self._search, look, indices) for look, indices in closest)

    def _noted(self) -> Iterator[Candidate]:
        for candidate in self._search.candidates():
            if self._search.counts:
                self._waiting.append(candidate)
            yield candidate

    def _looks(self, candidates: Iterator[Candidate], indices: Sequence[Fraction]) -> Hits:
        seen = self._seen[indices]
        for candidate in candidates:
            look = None
            if self._search.what_the_claim_sees(candidate) not in seen:
                look = look_at(self._search, candidate, seen, indices)
            if look is not None and look.margin >= 0:
                heappush(self._closest, (look.margin, next(self._tickets), look, indices))
            yield _hit(self._search, look) if look is not None and look.margin < 0 else None


def _popped(waiting: deque[T]) -> Iterator[T]:
    while waiting:
        yield waiting.popleft()


def _at_random(search: Search, seed: int) -> Hits:
    for candidate in random_candidates(search, seed):
        look = look_at(search, candidate)
        if look is not None:
            yield from _climb(search, look, INDICES)
        yield None


def _climb(search: Search, look: Look, indices: Sequence[Fraction]) -> Hits:
    """Change one choice at a time, as long as the claim comes closer to failing."""
    look = at_better_times(search, look)
    if look.margin < 0:
        yield _hit(search, look)
        return
    improved = True
    while improved:
        improved = False
        for neighbour in search.neighbours(look.candidate):
            yield None
            other = look_at(search, neighbour, indices=indices)
            if other is None or other.margin >= look.margin:
                continue
            if other.margin < 0:
                yield _hit(search, other)
                return
            look, improved = other, True
            break


def _hit(search: Search, look: Look) -> Hit:
    """A flow without a closed form has to be followed in small steps: its time is not made larger again."""
    time = search.outline.time
    return Hit(look.instance, frozenset() if look.closed or time is None else frozenset([time[1]]))
