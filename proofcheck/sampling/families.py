"""Named random maps and operator paths for a batch of instances of one family and one shape."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from numerics.arrays import Array
from numerics.instances import LAYERED, GramPath, Training, deep_sizes, parse, rebuild, singular_values, stack
from numerics.models import Model, Quadratic, spectrum
from numerics.user import UserTraining
from proofcheck.sampling.randomness import Randomness

MAPS = ("affine", "quadratic", "two-layer-tanh", "two-layer-softplus")
"""Maps between vector spaces that have a constant for the Jacobian everywhere."""
LOCAL_MAPS = ("both-layers-tanh", "deep-tanh")
"""Maps that have one on every ball."""
OPERATOR_PATHS = ("gram-turning", "gram-crossing", "gram-turning-crossing")
FUNCTIONS = ("convex-quadratic",)
PLAIN = "plain"
KEPT = 4
"""Batches that are kept: the claims of a document are put to the test on the same ones."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the first map or operator path of a claim is made of, for the instances of one batch.

    ``start``, ``target`` are vectors that suit it; ``beta`` is a Lipschitz constant of its Jacobian, everywhere or on
    the ball around the start of radius smin / (2 beta).
    """

    names: tuple[str, ...]
    sizes: tuple[int, int]
    randomness: Randomness = field(repr=False)
    model: Model | None = None
    gram: GramPath | None = None
    start: Array = None
    target: Array = None
    beta: Array = None


def sizes_of(family: str, seed: int, group: int) -> tuple[int, ...]:
    """The sizes of a group: n from 1 to 5, most often small, and a larger p, which networks can be built for."""
    rng = np.random.default_rng([seed, group])
    if family in LAYERED:
        return deep_sizes(rng, LAYERED[family])
    n = int(rng.choice((1, 1, 2, 2, 3, 4, 5)))
    return n, int(rng.integers(n, n + 3)) * int(rng.integers(2, 6))


def names_of(family: str, sizes: Sequence[int], seeds: Sequence[int]) -> tuple[str, ...]:
    """The names of the instances of a family and shape with these seeds."""
    return tuple(f"{family}:{'x'.join(map(str, sizes))}/{seed}" for seed in seeds)


@lru_cache(maxsize=KEPT)
def material(names: tuple[str, ...]) -> Material:
    """The instances of these names: one family, one shape, one batch.

    Raises:
        NumericsError: the family has no member of these sizes.
    """
    family, sizes, _ = parse(names[0])
    n, p = (1, 2) if sizes is None else (sizes[0], sizes[-1])
    randomness = Randomness(names)
    if family in (*MAPS, *LOCAL_MAPS):
        return _training(names, randomness)
    if family in OPERATOR_PATHS:
        gram = stack([rebuild(name) for name in names])
        return Material(names, (n, n), randomness, gram=gram, start=gram.z0[:, None], target=gram.y[:, None])
    if family in FUNCTIONS:
        return _functions(names, p, randomness)
    return Material(names, (n, p), randomness)


def _training(names: tuple[str, ...], randomness: Randomness) -> Material:
    made: Training = stack([rebuild(name) for name in names])
    return Material(
        names,
        (made.model.outputs, made.model.weights),
        randomness,
        model=made.model,
        start=made.w0[:, None],
        target=made.y[:, None],
        beta=made.spectrum.beta[:, None],
    )


@lru_cache(maxsize=KEPT)
def user_material(user: UserTraining, seeds: tuple[int, ...], *, with_constant: bool) -> Material:
    """Instances with a user's model: its start, its target or random ones, and if asked for a Lipschitz constant.

    Raises:
        NumericsError: the model cannot be evaluated, or its constant is missing.
    """
    names = tuple(f"{user.name}/{seed}" for seed in seeds)
    batch = len(seeds)
    model = user.model.take(np.zeros(batch, dtype=int))
    start = np.repeat(user.w0[None], batch, axis=0)
    randomness = Randomness(names)
    numbers = randomness.numbers("target")
    y = (
        numbers.normal(model.outputs) * numbers.power_of_ten(-1, 1)
        if user.y is None
        else np.repeat(user.y[None], batch, axis=0)
    )
    beta = np.repeat(spectrum(user.model, user.w0[None]).beta[:, None], batch, axis=0) if with_constant else None
    sizes = model.outputs, model.weights
    return Material(names, sizes, randomness, model=model, start=start[:, None], target=y[:, None], beta=beta)


def _functions(names: tuple[str, ...], p: int, randomness: Randomness) -> Material:
    """Convex quadratic functions in the coordinates of their axes, with the smallest value at 0."""
    forms, offsets, starts = [], [], []
    for name in names:
        rng = np.random.default_rng([p, parse(name)[2]])
        curvatures = singular_values(rng, p) * 10.0 ** rng.uniform(-1, 1)
        forms.append(np.diag(curvatures)[None])
        offsets.append(rng.standard_normal(1))
        starts.append(rng.standard_normal((1, p)))
    model = Quadratic(np.stack(forms), np.zeros((len(names), 1, p)), np.stack(offsets))
    start = np.stack(starts)
    beta = model.lipschitz(start[:, 0], np.full(len(names), np.inf))[:, None]
    return Material(names, (1, p), randomness, model=model, start=start, beta=beta)
