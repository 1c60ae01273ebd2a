"""Choices that a seed makes, that can be made again, and that can be made simpler.

What is generated is a function of a sequence of small numbers. Shrinking shortens that sequence and lowers its numbers
as long as what is generated still fails: the first of several options should be the simplest.
"""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """A source of choices: given ones first; after them random ones, or, without a seed, always the first option."""

    def __init__(self, seed: int | None = None, given: Sequence[int] = ()) -> None:
        self._random = None if seed is None else random.Random(seed)
        self._given = list(given)
        self.made: list[int] = []

    def number(self, below: int) -> int:
        """A number from 0 to ``below - 1``."""
        position = len(self.made)
        if position < len(self._given):
            chosen = min(self._given[position], below - 1)
        else:
            chosen = 0 if self._random is None else self._random.randrange(below)
        self.made.append(chosen)
        return chosen

    def of(self, *options: T) -> T:
        """One of the options."""
        return options[self.number(len(options))]

    def likely(self, percent: int) -> bool:
        """True in so many of a hundred cases; the simplest is False."""
        return self.number(100) >= 100 - percent


def shrink(made: Sequence[int], fails: Callable[[Sequence[int]], bool], attempts: int = 600) -> list[int]:
    """The simplest sequence of choices that was found to fail, starting from one that does."""
    best = list(made)
    improved = True
    while improved and attempts > 0:
        improved = False
        for candidate in _simpler(best):
            attempts -= 1
            if attempts <= 0:
                break
            if fails(candidate):
                best, improved = candidate, True
                break
    return best


def _simpler(made: list[int]) -> list[list[int]]:
    shorter = [
        made[:start] + made[start + size :] for size in (32, 16, 8, 4, 2, 1) for start in range(0, len(made), size)
    ]
    lower = [[*made[:i], to, *made[i + 1 :]] for i, a in enumerate(made) for to in {0, a // 2, a - 1} if 0 <= to < a]
    return [*shorter, *lower]
