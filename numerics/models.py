r"""Models f : R^p -> R^n with exact Jacobians and certified Lipschitz constants of the Jacobian.

A model is a *batch* of maps of one shape: its parameters carry a leading axis of length `batch`. Weights are
arrays of shape `(batch, p)`, or `(batch, s, p)` for s points per instance. The code follows the array API
standard, and also runs on NumPy object arrays of balls or power series (see `cast`), so that one formula serves
every precision.

Notation of the certificates: D J(w)[h] is the derivative of the Jacobian, so that
||J_w - J_v|| <= sup ||D J|| ||w - v|| on any convex set, and ||D J(w)|| is the largest value of
sum_i c_i D^2 f_i(w)[h, k] over unit vectors c, h, k. X is the matrix with the inputs x_i as rows, and M_1, M_2 are
the suprema of the absolute first and second derivative of the activation. Computed constants are enlarged by 1 +
1e-9: far more than the rounding of the few hundred operations that lead there.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np

from numerics.arrays import Array, contiguous_transpose, is_object, matvec, namespace, norm, to_numpy, transpose
from numerics.errors import ModelError

ROUND_UP = 1.0 + 1e-9
BISECTIONS = 16  # beta is at most that much sharper: a part in 2^16
Pullback = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Activation:
    """A scalar function with its first two derivatives bounded: `slope` = sup |phi'|, `bend` = sup |phi''|."""

    name: str
    value: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]  # of (z, phi(z))
    slope: float
    bend: float
    at_zero: float
    bound: float  # sup |phi|


def _tanh(z: Array) -> Array:
    xp = namespace(z)
    return 1 - 2 / (1 + xp.exp(2 * z)) if is_object(z) else xp.tanh(z)


def _softplus(z: Array) -> Array:
    xp = namespace(z)
    return xp.log(1 + xp.exp(z)) if is_object(z) else xp.logaddexp(z, xp.zeros_like(z))


def _sigmoid(z: Array) -> Array:
    xp = namespace(z)
    return 1 / (1 + xp.exp(-z)) if is_object(z) else 0.5 + 0.5 * xp.tanh(0.5 * z)


def _tanh_slope(z: Array, h: Array) -> Array:
    return 1 - h * h


def _softplus_slope(z: Array, h: Array) -> Array:
    return _sigmoid(z)


TANH = Activation("tanh", _tanh, _tanh_slope, 1.0, 4 / (3 * 3**0.5), 0.0, 1.0)
SOFTPLUS = Activation("softplus", _softplus, _softplus_slope, 1.0, 0.25, float(np.log(2.0)), np.inf)


class Model(ABC):
    """A batch of continuously differentiable maps from R^`weights` to R^`outputs`."""

    __slots__ = ()

    @abstractmethod
    def _sizes(self) -> tuple[int, int, int]:
        """The batch, n and p."""

    @property
    def batch(self) -> int:
        """How many maps."""
        return self._sizes()[0]

    @property
    def outputs(self) -> int:
        """The dimension n of the values."""
        return self._sizes()[1]

    @property
    def weights(self) -> int:
        """The dimension p of the argument."""
        return self._sizes()[2]

    @property
    def refuses_nan(self) -> bool:
        """Whether NaN among the weights is an error instead of giving NaN."""
        return False

    @abstractmethod
    def _linearise(self, w: Array) -> tuple[Array, Pullback]:
        """Values `(b, s, n)` at `(b, s, p)`, and the map r -> J^T r from `(b, s, n)` to `(b, s, p)`."""

    @abstractmethod
    def _jacobian(self, w: Array) -> Array:
        """Jacobians `(b, s, n, p)` at `(b, s, p)`."""

    @abstractmethod
    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        """Constants as in `lipschitz`, which checks its arguments."""

    def lipschitz(self, centre: Array, radius: Array) -> Array:
        """Certified Lipschitz constants `(batch,)` of the Jacobian on the balls of that centre and radius.

        `centre` is `(batch, p)`; `radius` is `(batch,)` and may be infinite. The constant is infinite where none
        is known.
        """
        _finite("centre", centre, (self.batch, self.weights))
        return self._lipschitz(centre, radius)

    def linearise(self, w: Array) -> tuple[Array, Pullback]:
        """Values of f at `w`, and the map r -> J(w)^T r. Shapes `(batch, [s,] p)` and `(batch, [s,] n)`."""
        if w.ndim == 3:
            return self._linearise(w)
        value, pullback = self._linearise(w[:, None, :])
        return value[:, 0, :], lambda r: pullback(r[:, None, :])[:, 0, :]

    def value(self, w: Array) -> Array:
        """f(w), of shape `(batch, [s,] n)`."""
        return self.linearise(w)[0]

    def jacobian(self, w: Array) -> Array:
        """The exact Jacobian at `w`, of shape `(batch, [s,] n, p)`."""
        return self._jacobian(w) if w.ndim == 3 else self._jacobian(w[:, None, :])[:, 0, ...]

    def take(self, index: Array) -> Self:
        """The batch of the maps with these indices."""
        return self._map(lambda array: array[index])

    def cast(self, convert: Callable[[Array], Array]) -> Self:
        """The same maps with every array of parameters converted: to a device, a dtype, or to balls."""
        return self._map(convert)

    def _map(self, change: Callable[[Array], Array]) -> Self:
        changed = object.__new__(type(self))  # the parameters have been checked: no need to do it again
        for field in fields(self):  # type: ignore[arg-type]
            old = getattr(self, field.name)
            new = old._map(change) if isinstance(old, Model) else change(old) if hasattr(old, "ndim") else old
            object.__setattr__(changed, field.name, new)
        return changed


def _operator_norm(matrix: Array) -> Array:
    return namespace(matrix).linalg.svdvals(matrix)[..., 0]


def _largest(array: Array) -> Array:
    return namespace(array).max(array, axis=-1)


def _finite(name: str, array: Array, shape: tuple[int | None, ...]) -> None:
    actual = tuple(array.shape)
    if len(actual) != len(shape) or any(want not in (None, have) for want, have in zip(shape, actual, strict=True)):
        wanted = "(" + ", ".join("any" if size is None else str(size) for size in shape) + ")"
        raise ModelError(f"{name} has shape {actual}; expected {wanted}")
    if is_object(array):
        return
    xp = namespace(array)
    if not xp.isdtype(array.dtype, "real floating"):
        raise ModelError(f"{name} has dtype {array.dtype}; convert it to float64")
    if not bool(xp.all(xp.isfinite(array))):
        raise ModelError(f"{name} contains NaN or infinity; remove those entries")


def concatenate(models: Sequence[Model]) -> Model:
    """One batch of several batches of models of one shape."""
    first = models[0]
    joined = {}
    for field in fields(first):  # type: ignore[arg-type]
        parts = [getattr(model, field.name) for model in models]
        if isinstance(parts[0], Model):
            joined[field.name] = concatenate(parts)
        elif hasattr(parts[0], "ndim"):
            joined[field.name] = namespace(parts[0]).concat(parts, axis=0)
        elif any(part != parts[0] for part in parts):
            raise ModelError(f"{field.name} differs between the models; join models of one shape")
    return replace(first, **joined)  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class Affine(Model):
    """f(w) = offset + matrix w. The Jacobian is constant: its Lipschitz constant is 0 exactly.

    `matrix` is `(batch, n, p)`, `offset` is `(batch, n)`.

    >>> model = Affine(np.array([[[1.0, 2.0]]]), np.array([[3.0]]))
    >>> model.value(np.array([[1.0, 1.0]]))
    array([[6.]])
    """

    matrix: Array
    offset: Array

    def __post_init__(self) -> None:
        _finite("matrix", self.matrix, (None, None, None))
        _finite("offset", self.offset, tuple(self.matrix.shape[:2]))

    def _sizes(self) -> tuple[int, int, int]:
        return int(self.matrix.shape[0]), int(self.matrix.shape[1]), int(self.matrix.shape[2])

    def _linearise(self, w: Array) -> tuple[Array, Pullback]:
        return self.offset[:, None, :] + w @ transpose(self.matrix), lambda r: r @ self.matrix

    def _jacobian(self, w: Array) -> Array:
        return namespace(w).broadcast_to(self.matrix[:, None], (self.batch, w.shape[1], self.outputs, self.weights))

    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        return namespace(radius).zeros_like(radius)


@dataclass(frozen=True, slots=True)
class Quadratic(Model):
    r"""f_i(w) = offset_i + matrix_i w + w^T forms_i w / 2 with symmetric forms A_i.

    `forms` is `(batch, n, p, p)`, `matrix` is `(batch, n, p)`, `offset` is `(batch, n)`.

    Lipschitz constant, global. J_w - J_v has the rows (A_i (w - v))^T. For a unit vector h, the operator norm of
    the matrix with rows A_i h is at most its Frobenius norm, (h^T (sum A_i^2) h)^(1/2) <= ||sum A_i^2||^(1/2). It
    is also the supremum over unit c of ||sum_i c_i A_i h||, at most sup_c ||sum_i c_i A_i||_F =
    lambda_max(G)^(1/2) with
    G_ij = <A_i, A_j>_F. The smaller of the two is returned. The first is exact for n = 1 (it is ||A_1||) and for
    forms A_i = q_i e_i e_i^T with orthonormal e_i (it is max |q_i|).
    """

    forms: Array
    matrix: Array
    offset: Array

    def __post_init__(self) -> None:
        batch, n, p = self.matrix.shape if self.matrix.ndim == 3 else (None, None, None)
        _finite("matrix", self.matrix, (None, None, None))
        _finite("offset", self.offset, (batch, n))
        _finite("forms", self.forms, (batch, n, p, p))
        if not bool(np.all(to_numpy(self.forms == transpose(self.forms)))):
            raise ModelError("forms is not symmetric; replace it by (forms + its transpose) / 2")

    def _sizes(self) -> tuple[int, int, int]:
        return int(self.matrix.shape[0]), int(self.matrix.shape[1]), int(self.matrix.shape[2])

    def _bent(self, w: Array) -> Array:
        """The A_i w, `(b, s, n, p)`."""
        xp = namespace(w)
        rows = xp.reshape(self.forms, (self.batch, self.outputs * self.weights, self.weights))
        return xp.reshape(w @ transpose(rows), (*w.shape[:2], self.outputs, self.weights))

    def _linearise(self, w: Array) -> tuple[Array, Pullback]:
        bent = self._bent(w)
        straight = w @ transpose(self.matrix)
        value = self.offset[:, None, :] + straight + matvec(bent, w) / 2
        rows = bent + self.matrix[:, None]
        return value, lambda r: matvec(transpose(rows), r)

    def _jacobian(self, w: Array) -> Array:
        return self._bent(w) + self.matrix[:, None]

    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        xp = namespace(self.forms)
        squares = xp.sum(self.forms @ self.forms, axis=1)
        flat = xp.reshape(self.forms, (self.batch, self.outputs, -1))
        first = xp.linalg.eigvalsh(squares)[:, -1]
        second = xp.linalg.eigvalsh(flat @ transpose(flat))[:, -1]
        return xp.sqrt(xp.clip(xp.minimum(first, second), min=0.0)) * ROUND_UP


@dataclass(frozen=True, slots=True)
class TwoLayer(Model):
    r"""Two-layer network with m hidden units, first layer trained: f_i(w) = m^(-1/2) sum_j a_j phi(w_j . x_i).

    `inputs` is `(batch, n, d)`, `readout` a is `(batch, m)`; the weights are the rows w_j, one after the other
    (p = m d).

    Lipschitz constant, global. (J_w - J_v)^T c has the blocks m^(-1/2) a_j sum_i c_i D_ij x_i, with
    |D_ij| = |phi'(w_j . x_i) - phi'(v_j . x_i)| <= M_2 |x_i| |w_j - v_j|. A block has norm at most
    m^(-1/2) |a_j| ||X|| (sum_i c_i^2 D_ij^2)^(1/2) <= m^(-1/2) max|a| ||X|| M_2 max|x_i| |w_j - v_j| |c|. Summing
    the squares over j gives beta = m^(-1/2) max|a| ||X|| max|x_i| M_2.
    """

    inputs: Array
    readout: Array
    activation: Activation = TANH

    def __post_init__(self) -> None:
        _finite("inputs", self.inputs, (None, None, None))
        _finite("readout", self.readout, (self.inputs.shape[0], None))

    def _sizes(self) -> tuple[int, int, int]:
        return int(self.inputs.shape[0]), int(self.inputs.shape[1]), int(self.readout.shape[1] * self.inputs.shape[2])

    def _hidden(self, w: Array) -> tuple[Array, Array]:
        m, d = self.readout.shape[1], self.inputs.shape[2]
        b, s = w.shape[:2]
        rows = namespace(w).reshape(w, (b, s * m, d))
        z = namespace(w).reshape(rows @ contiguous_transpose(self.inputs), (b, s, m, self.outputs))
        h = self.activation.value(z)
        return h, self.activation.derivative(z, h)

    @property
    def _scaled(self) -> Array:
        return self.readout / _root(self.readout, self.readout.shape[1])

    def _linearise(self, w: Array) -> tuple[Array, Pullback]:
        xp = namespace(w)
        h, slope = self._hidden(w)
        a = self._scaled
        b, s, m, n = h.shape
        value = matvec(transpose(h), a[:, None, :])

        def pullback(r: Array) -> Array:
            weighted = slope * (a[:, None, :, None] * r[:, :, None, :])
            return xp.reshape(xp.reshape(weighted, (b, s * m, n)) @ self.inputs, (b, s, self.weights))

        return value, pullback

    def _jacobian(self, w: Array) -> Array:
        xp = namespace(w)
        slope = self._hidden(w)[1] * self._scaled[:, None, :, None]
        b, s, _, n = slope.shape
        blocks = transpose(slope)[..., None] * self.inputs[:, None, :, None, :]
        return xp.reshape(blocks, (b, s, n, self.weights))

    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        xp = namespace(self.inputs)
        longest = _largest(norm(self.inputs))
        largest = _largest(xp.abs(self.readout))
        return (
            largest
            * _operator_norm(self.inputs)
            * longest
            * (self.activation.bend / self.readout.shape[1] ** 0.5 * ROUND_UP)
        )


def _root(like: Array, m: int) -> Any:
    """The square root of m in the arithmetic of the entries."""
    return (like.flat[0] * 0 + m).sqrt() if is_object(like) else m**0.5


@dataclass(frozen=True, slots=True)
class DeepNetwork(Model):
    r"""Network with L >= 1 hidden layers, all layers trained.

    h_0 = x_i; z_l = s_l W_l h_(l-1), h_l = phi(z_l) for l = 1..L; f_i(w) = s_(L+1) a . h_L, where s_1 = 1 and s_l
    = m_(l-1)^(-1/2). `inputs` is `(batch, n, d)`; `widths` = (m_1, ..., m_L). The weights are W_1, ..., W_L row by
    row, then a.

    Lipschitz constant on the ball of radius R. There, ||W_l|| <= O_l = ||W_l(0)|| + R, each row of W_l has norm at
    most o_l (the largest row at the centre, plus R), likewise |a|. For one input let N_l bound |h_l|, D_l bound
    ||D h_l|| and H_l bound ||D^2 h_l|| (as a bilinear map). Splitting a direction into its part in W_l and the
    part before,
        ||D z_l||   <= s_l (N_(l-1)^2 + O_l^2 D_(l-1)^2)^(1/2), and for one entry of z_l the same with o_l for O_l,
        ||D^2 z_l|| <= s_l times the norm of the matrix ((0, D), (D, O_l H)), which is (O_l H + (O_l^2 H^2 + 4
        D^2)^(1/2)) / 2, D_l = M_1 ||D z_l||,  H_l = M_2 ||D z_l|| (entry bound of D z_l) + M_1 ||D^2 z_l||,
        N_l = min(sup|phi| m_l^(1/2), |phi(0)| m_l^(1/2) + M_1 s_l O_l N_(l-1)).
    The last layer is linear. With b_i the resulting bound on ||D^2 f_i||, beta = (sum b_i^2)^(1/2), by
    Cauchy-Schwarz over i. For L = 1 the sum over i can be done inside the layer, as in `TwoLayer`: the blocks of D
    J[(V, b)]^T c are m^(-1/2) V_j . sum_i c_i phi'_ij x_i and m^(-1/2) sum_i c_i (b_j phi'_ij + a_j phi''_ij V_j .
    x_i) x_i, so with k = max|a_j| M_2 max|x_i| beta = m^(-1/2) ||X|| (k + (k^2 + 4 M_1^2)^(1/2)) / 2. The smaller
    of the two constants is returned.
    """

    inputs: Array
    widths: tuple[int, ...]
    activation: Activation = TANH

    def __post_init__(self) -> None:
        _finite("inputs", self.inputs, (None, None, None))
        if not self.widths or min(self.widths) < 1:
            raise ModelError(f"widths is {self.widths}; give at least one positive width")

    def _sizes(self) -> tuple[int, int, int]:
        trained = sum(m * k for m, k in self._matrix_sizes) + self.widths[-1]
        return int(self.inputs.shape[0]), int(self.inputs.shape[1]), trained

    @property
    def _matrix_sizes(self) -> list[tuple[int, int]]:
        return list(zip(self.widths, (int(self.inputs.shape[2]), *self.widths[:-1]), strict=True))

    def layers(self, w: Array) -> tuple[list[Array], Array]:
        """The matrices W_l `(b, s, m_l, m_(l-1))` and the readout a `(b, s, m_L)` packed in weights `(b, s, p)`."""
        xp = namespace(w)
        matrices, start = [], 0
        for m, k in self._matrix_sizes:
            matrices.append(xp.reshape(w[..., start : start + m * k], (*w.shape[:-1], m, k)))
            start += m * k
        return matrices, w[..., start:]

    def _scale(self, like: Array, fan_in: int) -> Any:
        return 1 / _root(like, fan_in)

    def _forward(self, w: Array) -> tuple[list[Array], list[Array], list[Array], Array]:
        """Matrices, hidden layers h_0..h_L `(b, s, n, m)`, slopes `(b, s, n, m)`, and the scaled readout."""
        xp = namespace(w)
        matrices, readout = self.layers(w)
        hidden = [xp.broadcast_to(self.inputs[:, None], (w.shape[0], w.shape[1], *self.inputs.shape[1:]))]
        slopes, scaled = [], []
        for depth, matrix in enumerate(matrices):
            scaled.append(matrix if depth == 0 else matrix * self._scale(w, self.widths[depth - 1]))
            z = hidden[-1] @ transpose(scaled[-1])
            hidden.append(self.activation.value(z))
            slopes.append(self.activation.derivative(z, hidden[-1]))
        return scaled, hidden, slopes, readout * self._scale(w, self.widths[-1])

    def _backward(self, w: Array) -> tuple[list[Array], list[Array], Array]:
        """Hidden layers, and df_i/dz_l for each l `(b, s, n, m_l)`, last layer first; values of f `(b, s, n)`."""
        scaled, hidden, slopes, readout = self._forward(w)
        delta = slopes[-1] * readout[:, :, None, :]
        deltas = [delta]
        for depth in range(len(scaled) - 1, 0, -1):
            delta = (delta @ scaled[depth]) * slopes[depth - 1]
            deltas.append(delta)
        return hidden, deltas[::-1], matvec(hidden[-1], readout)

    def _linearise(self, w: Array) -> tuple[Array, Pullback]:
        xp = namespace(w)
        hidden, deltas, value = self._backward(w)

        def pullback(r: Array) -> Array:
            parts = []
            for depth, delta in enumerate(deltas):
                scale = 1 if depth == 0 else self._scale(w, self.widths[depth - 1])
                gradient = transpose(delta * r[..., None]) @ hidden[depth] * scale
                parts.append(xp.reshape(gradient, (*w.shape[:2], -1)))
            parts.append(matvec(transpose(hidden[-1]), r) * self._scale(w, self.widths[-1]))
            return xp.concat(parts, axis=-1)

        return value, pullback

    def _jacobian(self, w: Array) -> Array:
        xp = namespace(w)
        hidden, deltas, _ = self._backward(w)
        parts = []
        for depth, delta in enumerate(deltas):
            scale = 1 if depth == 0 else self._scale(w, self.widths[depth - 1])
            block = delta[..., :, None] * hidden[depth][..., None, :] * scale
            parts.append(xp.reshape(block, (*delta.shape[:3], -1)))
        parts.append(hidden[-1] * self._scale(w, self.widths[-1]))
        return xp.concat(parts, axis=-1)

    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        xp = namespace(radius)
        finite = xp.where(xp.isinf(radius), xp.ones_like(radius), radius)
        beta = self._layerwise(centre, finite)
        if len(self.widths) == 1:
            beta = xp.minimum(beta, self._joint(centre, finite))
        return xp.where(xp.isinf(radius), radius, beta * ROUND_UP)

    def _layerwise(self, centre: Array, radius: Array) -> Array:
        xp = namespace(radius)
        matrices, readout = self.layers(centre)
        phi, r = self.activation, radius[:, None]
        n_bound = norm(self.inputs)  # (batch, n)
        d_bound, h_bound = xp.zeros_like(n_bound), xp.zeros_like(n_bound)
        fan_in = 1
        for matrix, width in zip([*matrices, readout[:, None, :]], [*self.widths, 0], strict=True):
            scale = fan_in**-0.5
            whole, row = _operator_norm(matrix)[:, None] + r, _largest(norm(matrix))[:, None] + r
            first = scale * xp.sqrt(n_bound**2 + (whole * d_bound) ** 2)
            entry = scale * xp.sqrt(n_bound**2 + (row * d_bound) ** 2)
            second = scale * (whole * h_bound + xp.sqrt((whole * h_bound) ** 2 + 4 * d_bound**2)) / 2
            if not width:
                return norm(second)
            n_bound = phi.at_zero * width**0.5 + phi.slope * scale * whole * n_bound
            n_bound = xp.clip(n_bound, max=phi.bound * width**0.5)
            d_bound, h_bound = phi.slope * first, phi.bend * first * entry + phi.slope * second
            fan_in = width
        raise AssertionError("the readout ends the loop")

    def _joint(self, centre: Array, radius: Array) -> Array:
        xp = namespace(radius)
        _, readout = self.layers(centre)
        k = (_largest(xp.abs(readout)) + radius) * self.activation.bend * _largest(norm(self.inputs))
        scale = _operator_norm(self.inputs) * self.widths[0] ** -0.5
        return scale * (k + xp.sqrt(k**2 + 4 * self.activation.slope**2)) / 2


@dataclass(frozen=True, slots=True)
class Centred(Model):
    """model(w) - offset; the Jacobian and its Lipschitz constant are those of the model. See `centre`."""

    model: Model
    offset: Array

    def __post_init__(self) -> None:
        _finite("offset", self.offset, (self.model.batch, self.model.outputs))

    def _sizes(self) -> tuple[int, int, int]:
        return self.model.batch, self.model.outputs, self.model.weights

    @property
    def refuses_nan(self) -> bool:
        """As the model that is centred."""
        return self.model.refuses_nan

    def _linearise(self, w: Array) -> tuple[Array, Pullback]:
        value, pullback = self.model.linearise(w)
        return value - self.offset[:, None, :], pullback

    def _jacobian(self, w: Array) -> Array:
        return self.model.jacobian(w)

    def _lipschitz(self, centre: Array, radius: Array) -> Array:
        return self.model.lipschitz(centre, radius)


def centre(model: Model, w0: Array) -> Centred:
    """The model minus its value at `w0` `(batch, p)`, so that f(w0) = 0."""
    return Centred(model, model.value(w0))


def check_model(model: Model, w: Array) -> None:
    """Raise `ModelError` unless `w` is finite, of shape `(batch, p)`, and f and J are finite there and of the
    right shape."""
    _finite("w", w, (model.batch, model.weights))
    _finite("f(w)", model.value(w), (model.batch, model.outputs))
    _finite("J(w)", model.jacobian(w), (model.batch, model.outputs, model.weights))


@dataclass(frozen=True, slots=True)
class Spectrum:
    """What Assumption 1 names at w(0), each of shape `(batch,)`.

    `beta` is a certified Lipschitz constant of the Jacobian on the ball around w(0) of radius `radius` = smin / (2
    beta).
    """

    smin: Array
    smax: Array
    beta: Array
    radius: Array


def spectrum(model: Model, w0: Array) -> Spectrum:
    """Extreme singular values of J(w0), and beta on the ball of radius smin / (2 beta).

    Where the constant b(R) of the ball of radius R grows with R, the radius solves R b(R) = smin / 2. The left side
    is increasing, so there is one solution; bisection keeps an upper end R with R b(R) >= smin / 2, and beta =
    b(R) then is valid on the ball of radius smin / (2 beta) <= R.
    """
    xp = namespace(w0)
    check_model(model, w0)
    values = xp.linalg.svdvals(model.jacobian(w0))
    smin, smax = values[:, -1], values[:, 0]
    beta = model.lipschitz(w0, xp.full_like(smin, xp.inf))
    if not bool(xp.all(xp.isfinite(beta))):
        beta = xp.where(xp.isfinite(beta), beta, _local_beta(model, w0, smin))
    with np.errstate(divide="ignore", invalid="ignore"):
        return Spectrum(smin, smax, beta, smin / (2 * beta))


def _local_beta(model: Model, w0: Array, smin: Array) -> Array:
    xp = namespace(smin)
    high = smin / (2 * xp.clip(model.lipschitz(w0, xp.zeros_like(smin)), min=1e-300))
    low = smin / (2 * model.lipschitz(w0, high))
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        enough = middle * model.lipschitz(w0, middle) >= smin / 2
        low, high = xp.where(enough, low, middle), xp.where(enough, middle, high)
    return model.lipschitz(w0, high)


@dataclass(frozen=True, slots=True)
class AlphaRange:
    """The alpha > 0 with alpha >= 6 beta sqrt(8 smax^2 L0(alpha)) / smin^3: from `low` to `high`; NaN where there
    is none."""

    low: Array
    high: Array

    @property
    def exists(self) -> Array:
        """Where some alpha satisfies the condition."""
        return self.low == self.low


def alpha_range(spectrum: Spectrum, f0: Array, y: Array) -> AlphaRange:
    r"""Solve the condition of Theorem 2 for alpha. `f0` = f(w(0)) and `y` are `(batch, n)`.

    L0 = ||alpha f0 - y||^2 / 2 depends on alpha unless the model is centred. With c^2 = 144 beta^2 smax^2 / smin^6
    the condition reads (1 - c^2 |f0|^2) alpha^2 + 2 c^2 (f0 . y) alpha - c^2 |y|^2 >= 0: a half-line, an interval,
    or nothing.

    >>> s = Spectrum(*(np.array([v]) for v in (1.0, 1.0, 1.0, 0.5)))
    >>> float(alpha_range(s, np.array([[0.0]]), np.array([[2.0]])).low[0])
    24.0
    >>> bool(alpha_range(s, np.array([[1.0]]), np.array([[-1.0]])).exists[0])
    False
    """
    xp = namespace(f0)
    c2 = 144 * spectrum.beta**2 * spectrum.smax**2 / spectrum.smin**6
    a = 1 - c2 * xp.sum(f0 * f0, axis=-1)
    b = c2 * xp.sum(f0 * y, axis=-1)
    c = c2 * xp.sum(y * y, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        root = xp.sqrt(b * b + a * c)  # NaN where no alpha satisfies the condition
        low = xp.where(b >= 0, c / (b + root), (root - b) / a)
        high = xp.where(a < 0, (b + root) / -a, xp.full_like(low, xp.inf))
    low = xp.where((a <= 0) & (b <= 0) & (c > 0), xp.full_like(low, xp.nan), low)
    low = xp.where(c == 0, xp.where(a >= 0, xp.zeros_like(low), xp.full_like(low, xp.nan)), low)
    return AlphaRange(low, xp.where(low == low, high, low))
