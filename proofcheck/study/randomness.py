"""Random numbers by name: those of an instance depend on its name alone, not on the batch that it is drawn in."""

import zlib
from collections.abc import Sequence

import numpy as np

from proofcheck.evaluate.arithmetic import Array

CHUNK = 64


class Randomness:
    """For each name an endless sequence of random numbers, of which ``Numbers`` reads from the beginning."""

    def __init__(self, names: Sequence[str]) -> None:
        self._generators = [np.random.default_rng(zlib.crc32(name.encode())) for name in names]
        self._uniform = np.empty((len(names), 0))
        self._normal = np.empty((len(names), 0))

    def uniform(self, start: int, stop: int) -> Array:
        """Numbers from [0, 1), ``(b, stop - start)``."""
        self._grow(stop)
        return self._uniform[:, start:stop]

    def normal(self, start: int, stop: int) -> Array:
        """Standard normal numbers, ``(b, stop - start)``."""
        self._grow(stop)
        return self._normal[:, start:stop]

    def _grow(self, size: int) -> None:
        while self._uniform.shape[1] < size:
            drawn = [(rng.random(CHUNK), rng.standard_normal(CHUNK)) for rng in self._generators]
            self._uniform = np.concatenate([self._uniform, np.stack([u for u, _ in drawn])], axis=1)
            self._normal = np.concatenate([self._normal, np.stack([z for _, z in drawn])], axis=1)


class Numbers:
    """The random numbers of a batch, from the first on."""

    def __init__(self, randomness: Randomness) -> None:
        self._randomness = randomness
        self._read = 0

    def normal(self, *shape: int) -> Array:
        """Standard normal numbers ``(b, *shape)``."""
        count = int(np.prod(shape, dtype=int))
        self._read += count
        numbers = self._randomness.normal(self._read - count, self._read)
        return numbers.reshape(numbers.shape[0], *shape)

    def uniform(self, low: float, high: float) -> Array:
        """Numbers from [low, high), ``(b, 1)``."""
        self._read += 1
        return low + (high - low) * self._randomness.uniform(self._read - 1, self._read)

    def power_of_ten(self, low: float, high: float) -> Array:
        """Numbers ``(b, 1)`` with a logarithm between these."""
        return 10.0 ** self.uniform(low, high)

    def choice(self, options: tuple[float, ...]) -> Array:
        """One of the options each, ``(b, 1)``."""
        return np.asarray(options)[self.uniform(0, len(options)).astype(int)]
