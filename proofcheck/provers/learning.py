"""Normalizers that rest on facts: these are mostly those of a moment ago and some more, and learnt once."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import KernelError

_MOST_RECENT = 32
"""How many normalizers may be gone on from."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A clause as the search sees it, perhaps with lumps in it, and its place among the clauses."""

    place: int
    clause: Clause


class Tracing(Normalizer):
    """A normalizer that tells what its normal forms may rest on."""

    def __init__(self) -> None:
        super().__init__()
        self._asked_to_learn: frozenset[object] = frozenset()

    def with_more(self, facts: Sequence[Seen]) -> "Tracing":
        """One that rests on the same facts and on these, and was asked about nothing since it learnt them.

        Raises:
            KernelError: a fact has no normal form.
        """
        other = Tracing()
        other._signs, other._nonzero = dict(self._signs), dict(self._nonzero)
        other._equations, other._asked = dict(self._equations), set(self._asked_to_learn)
        for fact in facts:
            other._learn(fact)
            other._cache.clear()
            other._sign_cache.clear()
        other._asked_to_learn = frozenset(other._asked)
        return other

    def used(self) -> frozenset[int]:
        """The places of the facts that say something about what was asked for."""
        asked = self._asked
        told = [self._nonzero[atom] for atom in asked & self._nonzero.keys()]
        told += [self._signs[atom][1] for atom in asked & self._signs.keys()]
        told += [self._equations[letter][1] for letter in asked & self._equations.keys()]
        return frozenset(fact.place for fact in told if isinstance(fact, Seen))


@lru_cache(maxsize=64)
def learnt(clauses: tuple[Clause, ...]) -> tuple[tuple[Seen, ...], Tracing]:
    """Those of the clauses that have a normal form, and a normalizer that rests on them, for all who need one."""
    places = tuple(range(len(clauses)))
    try:
        return _resting_on(places, clauses)
    except KernelError:
        places = tuple(place for place in places if _is_normalizable(clauses[place]))
        return _resting_on(places, tuple(clauses[place] for place in places))


_recent: deque[tuple[tuple[int, ...], tuple[Clause, ...], Tracing]] = deque(maxlen=_MOST_RECENT)


def _resting_on(places: tuple[int, ...], clauses: tuple[Clause, ...]) -> tuple[tuple[Seen, ...], Tracing]:
    """The clauses, and their normalizer, made of the one that has learnt the most of them already."""
    done, normalizer = 0, Tracing()
    for known_places, known, other in _recent:
        size = len(known)
        if size > done and places[:size] == known_places and clauses[:size] == known:
            done, normalizer = size, other
    facts = tuple(map(Seen, places, clauses))
    made = normalizer.with_more(facts[done:])
    _recent.append((places, clauses, made))
    return facts, made


@lru_cache(maxsize=4096)
def _is_normalizable(clause: Clause) -> bool:
    try:
        Normalizer([Seen(0, clause)])
    except KernelError:
        return False
    return True
