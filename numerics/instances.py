"""Named random instances. A name is `family/seed` or `family:SIZES/seed`, and rebuilds its instance: see `rebuild`.

The sizes are NxP: n outputs and p weights, or an n by p matrix. Networks with all layers trained take NxM1x...xML
instead: n outputs and the widths of the hidden layers.

Operators have prescribed singular values and Haar-random bases. Half of them are log-uniform with a condition number
that is log-uniform from 1 to 1e6; in the others all are equal, the smallest or the largest one is repeated, or they are
a cluster that differs in the ninth digit. Scales run from 1e-3 to 1e3, and alpha is a chosen multiple of its threshold
6 beta sqrt(8 smax^2 L0) / smin^3, on both sides of it.
"""

import difflib
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from numerics.arrays import Array, namespace, transpose
from numerics.errors import NumericsError
from numerics.models import (
    SOFTPLUS,
    TANH,
    Activation,
    Affine,
    DeepNetwork,
    Model,
    Quadratic,
    Spectrum,
    TwoLayer,
    alpha_range,
    centre,
    concatenate,
    spectrum,
)

Floats: TypeAlias = NDArray[np.float64]

MULTIPLES = (0.01, 0.1, 0.5, 0.9, 1.0, 1.1, 2.0, 10.0, 100.0)
"""The multiples of its threshold that alpha takes."""

_NAME = re.compile(r"(?P<family>[a-z0-9-]+)(:(?P<sizes>[0-9]+(x[0-9]+)+))?/(?P<seed>[0-9]+)")

Sizes: TypeAlias = tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Operator:
    """`matrix` `(n, p)` = `left` diag(`values`) `right`^T; values descending, bases with orthonormal columns."""

    name: str
    matrix: Floats
    values: Floats
    left: Floats
    right: Floats


@dataclass(frozen=True, slots=True)
class Training:
    """A model, centred so that f(w0) = 0, with start, target and alpha: an instance of Theorem 2's setting.

    A batch of one or more, as the leading axis of every array. `multiple` is alpha over its threshold.
    """

    names: tuple[str, ...]
    model: Model
    w0: Array
    y: Array
    alpha: Array
    multiple: Array
    spectrum: Spectrum

    @property
    def loss0(self) -> Array:
        """L0 = ||y||^2 / 2."""
        return namespace(self.y).sum(self.y * self.y, axis=-1) / 2


@dataclass(frozen=True, slots=True)
class GramPath:
    """z' = -Q(t) (z - y) on [0, `horizon`] with Q(t) = R(t) diag(d(t)) R(t)^T; a batch of one or more.

    R(t) = `left` G(t) `right`, with G the rotation by `turn` t in the planes (1, 2), (3, 4), ...; d_i(t) = `infimum` +
    `gap`_i + `swing`_i sin^2(`frequency`_i (t - `touch`_i)) with 0 <= touch_i <= horizon and gap_i >= 0. One gap
    at least is 0, and that d_i takes the value `infimum` at touch_i: so inf over t of lambda_min(Q(t)) is exactly
    `infimum`, and lambda_max(Q(t)) is at most `supremum`.
    """

    names: tuple[str, ...]
    left: Array
    right: Array
    infimum: Array
    gap: Array
    swing: Array
    frequency: Array
    touch: Array
    turn: Array
    horizon: Array
    z0: Array
    y: Array

    @property
    def supremum(self) -> Array:
        """An upper bound on the eigenvalues of Q(t)."""
        return self.infimum + namespace(self.swing).max(self.gap + self.swing, axis=-1)

    def eigenvalues(self, t: Array, index: Array) -> Array:
        """The d_i(t), `(b, n)`, of the instances with these indices at their times `(b,)`."""
        xp = namespace(t)
        angle = self.frequency[index] * (t[:, None] - self.touch[index])
        return self.infimum[index][:, None] + self.gap[index] + self.swing[index] * xp.sin(angle) ** 2

    def gram(self, t: Array, index: Array) -> Array:
        """Q(t), `(b, n, n)`."""
        basis = self.left[index] @ _turn(self.turn[index] * t, self.right[index])
        return (basis * self.eigenvalues(t, index)[:, None, :]) @ transpose(basis)


Instance: TypeAlias = Operator | Training | GramPath


def _turn(angle: Array, rows: Array) -> Array:
    """Rotate the rows (1, 2), (3, 4), ... of `(b, n, n)` by the angles `(b,)`."""
    xp = namespace(angle)
    c, s = xp.cos(angle)[:, None, None], xp.sin(angle)[:, None, None]
    pairs = rows.shape[1] // 2 * 2
    even, odd = rows[:, 0:pairs:2], rows[:, 1:pairs:2]
    turned = xp.stack([c * even - s * odd, s * even + c * odd], axis=2)
    return xp.concat([xp.reshape(turned, (rows.shape[0], pairs, rows.shape[2])), rows[:, pairs:]], axis=1)


def haar(rng: np.random.Generator, rows: int, columns: int) -> Floats:
    """Orthonormal columns, Haar-distributed (Mezzadri, Notices AMS 54 (2007), 592-604). `rows` >= `columns`."""
    q, r = np.linalg.qr(rng.standard_normal((rows, columns)))
    return np.asarray(q * np.sign(np.diagonal(r)), dtype=np.float64)


def singular_values(rng: np.random.Generator, n: int) -> Floats:
    """n positive singular values, descending, after one of the patterns that the module names; the largest is 1.

    >>> singular_values(np.random.default_rng(3), 1)
    array([1.])
    """
    pattern = rng.integers(8)
    condition = rng.uniform(0, 6)
    exponents = np.sort(rng.uniform(0, condition, n))
    exponents[0] = 0.0
    if n > 1:
        exponents[-1] = condition
    values = np.asarray(10.0**-exponents, dtype=np.float64)
    if pattern == 0:
        values = np.ones(n)
    elif pattern == 1:
        values[-2:] = values[-1]
        values[0] = 1.0
    elif pattern == 2:
        values[: n - 1] = 1.0
    elif pattern == 3:
        values = np.linspace(1, 1 - 1e-9 * (n - 1), n)
    return values


def _sizes(rng: np.random.Generator, sizes: Sizes) -> tuple[int, ...]:
    if sizes is not None:
        return sizes
    n = int(rng.integers(1, 6))
    return n, int(rng.integers(n + 1, n + 8))


def _scale(rng: np.random.Generator) -> float:
    return float(10.0 ** rng.uniform(-3, 3))


def _operator(name: str, rng: np.random.Generator, sizes: Sizes) -> Operator:
    n, p = _sizes(rng, sizes)
    if p < n:
        raise NumericsError(f"name is {name!r}; an operator of rank {n} needs at least {n} columns")
    values = singular_values(rng, n) * _scale(rng)
    left, right = haar(rng, n, n), haar(rng, p, n)
    return Operator(name, (left * values) @ right.T, values, left, right)


def _target(rng: np.random.Generator, left: Floats) -> Floats:
    """A residual along a left singular vector (the first, the last, any one), along two, or in no special
    direction."""
    n = left.shape[0]
    mixture: Floats = np.zeros(n)
    kind = rng.integers(5)
    if kind == 4:
        mixture += rng.standard_normal(n)
    else:
        mixture[(0, -1, int(rng.integers(n)), 0)[kind]] = 1.0
        if kind == 3:
            mixture[-1] += 1.0
    return np.asarray(left @ mixture) * _scale(rng)


def _training(name: str, rng: np.random.Generator, model: Model, w0: Floats, beta: float = 0.0) -> Training:
    """Centre the model, aim it and give it an alpha; `beta` stands in where the constant is 0 (affine models)."""
    centred = centre(model, w0[None])
    found = spectrum(centred, w0[None])
    if beta:
        constant = np.full(1, beta)
        found = Spectrum(found.smin, found.smax, constant, found.smin / (2 * constant))
    y = _target(rng, np.linalg.svd(model.jacobian(w0[None])[0])[0])[None]
    multiple = np.full(1, rng.choice(MULTIPLES))
    alpha = multiple * alpha_range(found, np.zeros_like(y), y).low
    return Training((name,), centred, w0[None], y, alpha, multiple, found)


def _affine(name: str, rng: np.random.Generator, sizes: Sizes) -> Training:
    """J w from w0 = 0: any other start or offset is a translation, at the price of digits when alpha is large."""
    operator = _operator(name, rng, sizes)
    n, p = operator.matrix.shape
    return _training(name, rng, Affine(operator.matrix[None], np.zeros((1, n))), np.zeros((p,)), beta=_scale(rng))


def _quadratic(name: str, rng: np.random.Generator, sizes: Sizes) -> Training:
    """Forms q_i e_i e_i^T with orthonormal e_i, for which the constant max |q_i| is exact; w0 = 0 as in `_affine`."""
    operator = _operator(name, rng, sizes)
    n, p = operator.matrix.shape
    e = haar(rng, p, n).T
    forms = rng.standard_normal((n, 1, 1)) * _scale(rng) * e[:, :, None] * e[:, None, :]
    forms = np.ascontiguousarray((forms + np.swapaxes(forms, 1, 2)) / 2)
    return _training(name, rng, Quadratic(forms[None], operator.matrix[None], np.zeros((1, n))), np.zeros((p,)))


def _two_layer(activation: Activation) -> "Builder":
    def build(name: str, rng: np.random.Generator, sizes: Sizes) -> Training:
        n, p = (int(rng.integers(1, 6)), None) if sizes is None else sizes
        d = int(rng.integers(n, n + 3)) if p is None else _divisor(name, p, n)
        m = int(rng.integers(4, 12)) if p is None else p // d
        signs = rng.choice(np.array([-1.0, 1.0]), size=(1, m)) * _scale(rng)
        model = TwoLayer(rng.standard_normal((1, n, d)), signs, activation)
        return _training(name, rng, model, rng.standard_normal(m * d))

    return build


def _divisor(name: str, p: int, least: int) -> int:
    """The smallest input dimension d >= `least` that divides p: a first layer has p = m d weights."""
    for d in range(least, p + 1):
        if p % d == 0:
            return d
    raise NumericsError(f"name is {name!r}; a network with {least} outputs needs p of at least {least}")


def deep_sizes(rng: np.random.Generator, layers: int | None) -> tuple[int, ...]:
    """Random sizes (n, m_1, ..., m_L) of a network with that many hidden layers; None: two to four."""
    n = int(rng.integers(1, 4))
    depth = int(rng.integers(2, 5)) if layers is None else layers
    return n, *(int(w) for w in rng.integers(max(n, 3), 8, size=depth))


def _deep(layers: int | None, activation: Activation) -> "Builder":
    def build(name: str, rng: np.random.Generator, sizes: Sizes) -> Training:
        n, *widths = deep_sizes(rng, layers) if sizes is None else sizes
        if layers not in (None, len(widths)):
            raise NumericsError(f"name is {name!r}; this family has one hidden layer, so two sizes: NxM")
        model = DeepNetwork(rng.standard_normal((1, n, n + 1)), tuple(widths), activation)
        return _training(name, rng, model, rng.standard_normal(model.weights))

    return build


def _gram(turning: bool, swinging: bool) -> "Builder":
    def build(name: str, rng: np.random.Generator, sizes: Sizes) -> GramPath:
        n = _sizes(rng, sizes)[0]
        infimum = np.full(1, _scale(rng))
        spread = infimum[0] * 10.0 ** rng.uniform(-2, 2, (1, n))
        gap, swing = (np.zeros((1, n)), spread) if swinging else (spread, np.zeros((1, n)))
        gap[:, rng.integers(n)] = 0.0
        horizon = 10.0 ** rng.uniform(-1, 1, 1) / infimum
        frequency = rng.uniform(1, 10, (1, n)) / horizon
        touch = rng.uniform(0, 1, (1, n)) * horizon
        turn = rng.uniform(1, 10, 1) / horizon * turning
        left, right = haar(rng, n, n)[None], haar(rng, n, n)[None]
        y = rng.standard_normal((1, n)) * _scale(rng)
        z0 = y + rng.standard_normal((1, n)) * _scale(rng)
        return GramPath((name,), left, right, infimum, gap, swing, frequency, touch, turn, horizon, z0, y)

    return build


Builder: TypeAlias = Callable[[str, np.random.Generator, Sizes], Instance]

FAMILIES: dict[str, Builder] = {
    "operator": _operator,
    "affine": _affine,
    "quadratic": _quadratic,
    "two-layer-tanh": _two_layer(TANH),
    "two-layer-softplus": _two_layer(SOFTPLUS),
    "both-layers-tanh": _deep(1, TANH),
    "both-layers-softplus": _deep(1, SOFTPLUS),
    "deep-tanh": _deep(None, TANH),
    "gram-turning": _gram(turning=True, swinging=False),
    "gram-crossing": _gram(turning=False, swinging=True),
    "gram-turning-crossing": _gram(turning=True, swinging=True),
}
"""The builder of each family."""

LAYERED = {"both-layers-tanh": 1, "both-layers-softplus": 1, "deep-tanh": None}
"""The families whose sizes are NxM1x...xML, with the number L of hidden layers; None: any."""


def rebuild(name: str) -> Instance:
    """The instance of that name; the same one on every machine and in every run.

    Raises `NumericsError` for a name that is not one, with the nearest family.

    >>> rebuild("operator:2x3/7").matrix.shape
    (2, 3)
    >>> rebuild("operater/7")
    Traceback (most recent call last):
    numerics.errors.NumericsError: family is 'operater'; did you mean 'operator'?
    """
    family, sizes, seed = parse(name)
    if family not in FAMILIES:
        near = difflib.get_close_matches(family, FAMILIES, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "families: " + ", ".join(FAMILIES)
        raise NumericsError(f"family is {family!r}; {hint}")
    if sizes is not None and len(sizes) != 2 and family not in LAYERED:
        raise NumericsError(f"name is {name!r}; {family} takes two sizes, NxP")
    rng = np.random.default_rng([zlib.crc32(family.encode()), seed])
    return FAMILIES[family](name, rng, sizes)


def parse(name: str) -> tuple[str, Sizes, int]:
    """The family, the sizes (None where it has none) and the seed of a name.

    Raises `NumericsError` for what is not a name.

    >>> parse("deep-tanh:2x4x3/7")
    ('deep-tanh', (2, 4, 3), 7)
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise NumericsError(f"name is {name!r}; write family/seed or family:NxP/seed")
    sizes = None if match["sizes"] is None else tuple(map(int, match["sizes"].split("x")))
    if sizes is not None and min(sizes) < 1:
        raise NumericsError(f"name is {name!r}; dimensions start at 1")
    return match["family"], sizes, int(match["seed"])


def stack(instances: Sequence[Any]) -> Any:
    """One batch of several `Training` or several `GramPath` instances of one shape.

    >>> stack([rebuild(f"affine:2x4/{seed}") for seed in range(3)]).w0.shape
    (3, 4)
    """
    if not instances:
        raise NumericsError("instances is empty; give at least one")
    joined: dict[str, Any] = {}
    for field in fields(instances[0]):
        parts = [getattr(instance, field.name) for instance in instances]
        if field.name == "names":
            joined[field.name] = tuple(name for part in parts for name in part)
        elif isinstance(parts[0], Model):
            joined[field.name] = concatenate(parts)
        elif isinstance(parts[0], Spectrum):
            columns = zip(*((s.smin, s.smax, s.beta, s.radius) for s in parts), strict=True)
            joined[field.name] = Spectrum(*(np.concatenate(column) for column in columns))
        else:
            joined[field.name] = np.concatenate(parts)
    return type(instances[0])(**joined)
