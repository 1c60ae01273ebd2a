"""What the symbols of a term stand for, for a batch of instances."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import prod

import numpy as np

from numerics.models import Model
from proofcheck.evaluate.arithmetic import FLOAT, Arithmetic, Array
from proofcheck.kernel.terms import Sort, Term

Path = Callable[[Array], Array]
"""Of the times ``(b, s)``; returns ``(b, s, ...)``."""


class NoValueError(ValueError):
    """A term has no value that can be computed in this arithmetic."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the free symbols of a term stand for, for a whole batch of instances.

    ``dynamics`` holds, for each path that a differential equation determines, the variable and the right side of the
    equation. ``horizon`` ``(b, 1)`` bounds the times that a clause without an upper limit is looked at;
    ``timescale`` ``(b, 1)`` is that of the fastest motion, where it may be much shorter. ``rough``,
    from 1 on: solve and integrate with less care, and round paths in another way for each number; how far that changes
    a value tells how far the value can be trusted.
    ``label`` names the instances: settings of one label have the same maps.
    """

    sizes: Mapping[str, int]
    values: Mapping[Term, Array] = field(default_factory=dict)
    maps: Mapping[str, Model] = field(default_factory=dict)
    paths: Mapping[str, Path] = field(default_factory=dict)
    dynamics: Mapping[str, tuple[Term, Term]] = field(default_factory=dict)
    horizon: Array = None
    timescale: Array = None
    arithmetic: Arithmetic = FLOAT
    rough: int = 0
    label: str = ""

    def bind(self, variable: Term, value: Array) -> "Setting":
        """The setting in which the variable has that value."""
        return replace(self, values={**self.values, variable: value})

    def shape(self, sort: Sort) -> tuple[int, ...]:
        """The sizes of a sort; raises :class:`NoValueError` where one is not given."""
        try:
            return tuple(d if isinstance(d, int) else self.sizes[d] for d in sort[1:])
        except KeyError as error:
            raise NoValueError(f"the dimension {error} has no size") from None

    def extent(self, variables: Iterable[Term]) -> int:
        """At how many points of time the variables have values."""
        return max((self.values[v].shape[1] for v in variables if v in self.values), default=1)

    def part(self, times: int, some: slice) -> "Setting":
        """The setting at some of the points of time."""
        kept = {key: value[:, some] if value.shape[1] == times else value for key, value in self.values.items()}
        return replace(self, values=kept)

    def spread(self, times: int, count: int) -> "Setting":
        """Repeat every point of time ``count`` times in a row, for bound variables that depend on it."""
        if times == 1:
            return self
        repeated = {
            key: np.repeat(value, count, axis=1) if value.shape[1] == times else value
            for key, value in self.values.items()
        }
        return replace(self, values=repeated)


LARGEST_BATCH, LARGEST_POINTS = 1_000_000, 16_384
"""Entries of matrices that are evaluated at a time where something is bound, and at how many points at most."""


def parts_of(times: int, each: int, setting: Setting) -> list[slice]:
    """Parts of the points of time, of a size that memory likes, where there are ``each`` for a point of time."""
    step = max(1, min(LARGEST_POINTS, LARGEST_BATCH // prod(setting.sizes.values())) // each)
    return [slice(first, min(first + step, times)) for first in range(0, times, step)]
