"""Random numbers by name: those of an instance depend on its name alone, not on the batch that it is drawn in."""

import zlib
from collections.abc import Sequence

import numpy as np

from proofcheck.evaluate.arithmetic import Array


class Randomness:
    """For each name and each purpose two endless sequences, of uniform and of normal numbers.

    What is drawn for one purpose does not depend on what is drawn for others: claims that need the same things are put
    to the test on the same ones.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._streams: dict[tuple[str, str], _Stream] = {}

    def numbers(self, purpose: str) -> "Numbers":
        """The numbers for a purpose, from the first on."""
        return Numbers(self, purpose)

    def stream(self, kind: str, purpose: str) -> "_Stream":
        """The ``uniform`` or the ``normal`` numbers for a purpose."""
        key = kind, purpose
        if key not in self._streams:
            seeds = [zlib.crc32(f"{kind} {purpose} {name}".encode()) for name in self._names]
            self._streams[key] = _Stream(seeds, normal=kind == "normal")
        return self._streams[key]


class _Stream:
    def __init__(self, seeds: Sequence[int], *, normal: bool) -> None:
        self._generators = [np.random.default_rng(seed) for seed in seeds]
        self._normal = normal
        self._numbers = np.empty((len(seeds), 0))

    def read(self, start: int, stop: int) -> Array:
        """The numbers with these places in the sequence, ``(b, stop - start)``."""
        missing = stop - self._numbers.shape[1]
        if missing > 0:
            more = [rng.standard_normal(missing) if self._normal else rng.random(missing) for rng in self._generators]
            self._numbers = np.concatenate([self._numbers, np.stack(more)], axis=1)
        return self._numbers[:, start:stop]


class Numbers:
    """Random numbers of a batch for one purpose, from the first on."""

    def __init__(self, randomness: Randomness, purpose: str) -> None:
        self._randomness, self._purpose = randomness, purpose
        self._read = {"uniform": 0, "normal": 0}

    def _next(self, kind: str, count: int) -> Array:
        start = self._read[kind]
        self._read[kind] += count
        return self._randomness.stream(kind, self._purpose).read(start, start + count)

    def normal(self, *shape: int) -> Array:
        """Standard normal numbers ``(b, *shape)``."""
        numbers = self._next("normal", int(np.prod(shape, dtype=int)))
        return numbers.reshape(numbers.shape[0], *shape)

    def uniform(self, low: float, high: float | Array) -> Array:
        """Numbers from [low, high), ``(b, 1)``."""
        return low + (high - low) * self._next("uniform", 1)

    def power_of_ten(self, low: float, high: float | Array) -> Array:
        """Numbers ``(b, 1)`` with a logarithm between these."""
        return 10.0 ** self.uniform(low, high)

    def choice(self, options: tuple[float, ...]) -> Array:
        """One of the options each, ``(b, 1)``."""
        return np.asarray(options)[self.uniform(0, len(options)).astype(int)]
