"""Named random maps and operator paths for a batch of instances: `family:NxP/seed` and the rows after it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numerics.arrays import Array
from numerics.errors import NumericsError
from numerics.instances import GramPath, Training, haar, rebuild, singular_values, stack
from numerics.models import Model, Quadratic

MAPS = ("affine", "quadratic", "two-layer-tanh", "two-layer-softplus", "both-layers-tanh", "deep-tanh")
"""Maps between vector spaces. The last two choose their dimensions, and have a constant for the Jacobian on a ball."""
FREE_DIMENSIONS = ("both-layers-tanh", "deep-tanh")
OPERATOR_PATHS = ("gram-turning", "gram-crossing", "gram-turning-crossing")
FUNCTIONS = ("convex-quadratic",)
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Material:
    """What the first map or operator path of a claim is made of, for the instances of one batch.

    ``start``, ``target`` are vectors that suit it. ``is_local``: the constant of its Jacobian holds on a ball alone.
    """

    names: tuple[str, ...]
    sizes: tuple[int, int]
    model: Model | None = None
    gram: GramPath | None = None
    start: Array = None
    target: Array = None
    beta: Array = None
    is_local: bool = False


def material(family: str, n: int, p: int, seeds: Sequence[int]) -> Material:
    """The instances of a family with these seeds: one shape, one batch.

    Raises:
        NumericsError: the family has no member of these dimensions.
    """
    if family in FREE_DIMENSIONS:
        return _training(family, [f"{family}/{seed}" for seed in seeds[:1]])
    names = [f"{family}:{n}x{p}/{seed}" for seed in seeds]
    if family in MAPS:
        return _training(family, names)
    if family in OPERATOR_PATHS:
        gram = stack([rebuild(name) for name in names])
        return Material(tuple(names), (n, n), gram=gram, start=gram.z0[:, None], target=gram.y[:, None])
    if family in FUNCTIONS:
        return _functions(names, p, seeds)
    return Material(tuple(names), (n, p))


def _training(family: str, names: Sequence[str]) -> Material:
    made: Training = stack([rebuild(name) for name in names])
    everywhere = made.model.lipschitz(made.w0, np.full(len(names), np.inf))
    return Material(
        tuple(names),
        (made.model.outputs, made.model.weights),
        model=made.model,
        start=made.w0[:, None],
        target=made.y[:, None],
        beta=made.spectrum.beta[:, None],
        is_local=not bool(np.isfinite(everywhere).all()),
    )


def _functions(names: Sequence[str], p: int, seeds: Sequence[int]) -> Material:
    """Convex quadratic functions in the coordinates of their axes, with the smallest value at 0."""
    forms, offsets, starts, constants = [], [], [], []
    for seed in seeds:
        rng = np.random.default_rng([p, seed])
        curvatures = singular_values(rng, p) * 10.0 ** rng.uniform(-1, 1)
        forms.append(np.diag(curvatures)[None])
        offsets.append(rng.standard_normal(1))
        starts.append(rng.standard_normal((1, p)))
        constants.append([curvatures[0]])
    batch = len(seeds)
    model = Quadratic(np.stack(forms), np.zeros((batch, 1, p)), np.stack(offsets))
    return Material(tuple(names), (1, p), model=model, start=np.stack(starts), beta=np.array(constants))


def smooth_paths(rng: np.random.Generator, start: Array, reach: Array, pace: Array) -> tuple[Array, Array, Array]:
    """Direction ``(b, 1, d)``, reach and pace of the paths start + reach sin^2(pace t) direction."""
    b, _, d = start.shape
    direction = np.stack([haar(rng, d, 1).T for _ in range(b)])
    return direction, reach, pace


__all__ = ["FREE_DIMENSIONS", "FUNCTIONS", "MAPS", "OPERATOR_PATHS", "PLAIN", "Material", "NumericsError", "material"]
