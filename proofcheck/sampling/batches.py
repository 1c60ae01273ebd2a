"""The batches in which random instances are drawn: their sizes, and the names of what is in them."""

from functools import lru_cache

from proofcheck.sampling.families import Material, material, names_of, sizes_of
from proofcheck.sampling.needs import Needs

SMALLEST, LARGEST = 32, 1024
"""Instances of a claim in a batch: the first ones are small, later ones grow, by the rule of ``batch_size``."""
DOUBLING = 8
"""Batches of one size, until the largest is reached."""
GROUP = 128
"""Instances of one family and shape, at most; a batch has two groups at least."""
STRIDE = 10**9
"""Between the first instances of two seeds."""


def batch_size(batch: int) -> int:
    """How many instances of each claim a batch has: a longer run goes on where a shorter one ended.

    >>> [batch_size(k) for k in (0, 7, 8, 16, 1000)]
    [32, 32, 64, 128, 1024]
    """
    return min(SMALLEST << min(batch // DOUBLING, SMALLEST), LARGEST)


@lru_cache(maxsize=8)
def groups(seed: int, batch: int) -> tuple[tuple[int, range], ...]:
    """The groups of a batch: their numbers and the seeds of their instances."""
    size = batch_size(batch)
    count = max(2, size // GROUP)
    earlier = [batch_size(k) for k in range(batch)]
    number = sum(max(2, s // GROUP) for s in earlier)
    first = seed * STRIDE + sum(earlier)
    ends = [first + size * k // count for k in range(count + 1)]
    return tuple((number + k, range(ends[k], ends[k + 1])) for k in range(count))


def family_of(needed: Needs, number: int) -> str:
    """The family that the instances of a group belong to: those that suit the problem take turns."""
    return needed.families[number % len(needed.families)]


def group_material(needed: Needs, number: int, seed: int, seeds: range) -> Material:
    """What the instances of a group are made of: members of its family.

    Raises:
        NumericsError: the family has no member of these sizes.
    """
    family = family_of(needed, number)
    return material(names_of(family, sizes_of(family, seed, number), tuple(seeds)))
