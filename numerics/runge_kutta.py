"""A batched explicit Runge-Kutta method for flows that are not stiff, each instance with its own step.

The pair of Dormand and Prince of orders 5 and 4 (J. Comput. Appl. Math. 6 (1980), 19-26) with Shampine's continuous
extension of order 4 (Math. Comp. 46 (1986), 135-150).
"""

from collections.abc import Callable

from numerics.arrays import Array, clip, increasing_times, namespace
from numerics.errors import StepError

RightHandSide = Callable[[Array, Array, Array], Array]
"""Of the times `(b,)`, the states `(b, k)` and the indices `(b,)` of the instances; returns `(b, k)`."""

_C = (1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0)
_A = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
    (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84),
)
_ERROR = (-71 / 57600, 0.0, 71 / 16695, -71 / 1920, 17253 / 339200, -22 / 525, 1 / 40)
_DENSE = (
    (1.0, -8048581381 / 2820520608, 8663915743 / 2820520608, -12715105075 / 11282082432),
    (0.0, 0.0, 0.0, 0.0),
    (0.0, 131558114200 / 32700410799, -68118460800 / 10900136933, 87487479700 / 32700410799),
    (0.0, -1754552775 / 470086768, 14199869525 / 1410260304, -10690763975 / 1880347072),
    (0.0, 127303824393 / 49829197408, -318862633887 / 49829197408, 701980252875 / 199316789632),
    (0.0, -282668133 / 205662961, 2019193451 / 616988883, -1453857185 / 822651844),
    (0.0, 40617522 / 29380423, -110615467 / 29380423, 69997945 / 29380423),
)
_TABLEAU = (*(row + (0.0,) * (7 - len(row)) for row in _A), _ERROR)
MAX_STEPS = 100_000


def integrate(rhs: RightHandSide, start: Array, times: Array, *, rtol: float = 1e-8, atol: float = 1e-10) -> Array:
    """Solve z' = rhs(t, z, index) from `start` `(batch, k)` at time 0; returns `(batch, T, k)`.

    `times` is `(T,)` or `(batch, T)`, increasing from at least 0. Per step, the root mean square over the entries of
    error / (atol + rtol |z|) is kept below 1. Raises `StepError` where the steps become too small.

    >>> import numpy as np
    >>> z = integrate(lambda t, z, i: -z, np.ones((1, 1)), np.array([1.0]))
    >>> bool(abs(z[0, 0, 0] - np.exp(-1)) < 1e-8)
    True
    """
    xp = namespace(start)
    batch = start.shape[0]
    times = increasing_times(times, batch)
    out = xp.zeros((batch, times.shape[1], start.shape[1]), dtype=start.dtype, device=start.device)
    b, j = xp.nonzero(times <= 0)
    out[b, j] = start[b]
    index, z = xp.arange(batch, device=start.device), start
    t = xp.zeros((batch,), dtype=start.dtype, device=start.device)
    slope = rhs(t, z, index)
    h = 0.01 * (_rms(z) + atol) / (_rms(slope) + 1e-300)
    for _ in range(MAX_STEPS):
        unfinished = t < times[index, -1] * (1 - 1e-14)
        if not bool(xp.all(unfinished)):
            keep = xp.nonzero(unfinished)[0]
            index, t, z, slope, h = index[keep], t[keep], z[keep], slope[keep], h[keep]
            if keep.shape[0] == 0:
                return out
        left = times[index, -1] - t
        h = xp.where(h < left * (1 - 1e-9), h, left)
        stages, new, error = _stages(rhs, index, t, z, slope, h)
        error = _rms(error / (atol + rtol * xp.maximum(xp.abs(z), xp.abs(new))))
        accepted = error <= 1
        _record(out, times[index], index, t, h, z, stages, accepted)
        t = xp.where(accepted, t + h, t)
        z = xp.where(accepted[:, None], new, z)
        slope = xp.where(accepted[:, None], stages[:, -1], slope)
        growth = clip(0.9 * clip(error, low=1e-10) ** -0.2, 0.2, 5.0)
        h = h * xp.where(growth == growth, growth, xp.full_like(growth, 0.2))
        if bool(xp.any(h <= 1e-15 * t)):
            raise StepError("a step fell below the rounding of the time; raise rtol or atol")
    raise StepError(f"no end after {MAX_STEPS} steps; raise rtol or shorten the times")


def _rms(array: Array) -> Array:
    xp = namespace(array)
    return xp.sqrt(xp.mean(array * array, axis=-1))


def _weights(coefficients: tuple[tuple[float, ...], ...], like: Array) -> Array:
    return namespace(like).asarray(coefficients, dtype=like.dtype, device=like.device)


def _stages(rhs: RightHandSide, index: Array, t: Array, z: Array, slope: Array, h: Array) -> tuple[Array, Array, Array]:
    """The seven slopes `(b, 7, k)`, the new state and the estimated error."""
    xp = namespace(z)
    tableau = _weights(_TABLEAU, z)
    stages, new = xp.stack([slope] * (len(_C) + 1), axis=1), z
    for k, c in enumerate(_C):
        new = z + h[:, None] * (tableau[k, : k + 1] @ stages[:, : k + 1, :])
        stages[:, k + 1, :] = rhs(t + c * h, new, index)
    return stages, new, h[:, None] * (tableau[-1, :] @ stages)


def _record(
    out: Array, times: Array, index: Array, t: Array, h: Array, z: Array, stages: Array, accepted: Array
) -> None:
    xp = namespace(z)
    last = times[:, -1:] - t[:, None] <= h[:, None]  # the end is met exactly, whatever the rounding of t + h
    inside = accepted[:, None] & (times > t[:, None]) & ((times <= (t + h)[:, None]) | last)
    b, j = xp.nonzero(inside)
    if b.shape[0] == 0:
        return
    theta = ((times[b, j] - t[b]) / h[b])[:, None]
    powers = xp.concat([theta, theta**2, theta**3, theta**4], axis=1)
    out[index[b], j] = z[b] + h[b][:, None] * ((powers @ _weights(_DENSE, z).T)[:, None, :] @ stages[b])[:, 0, :]
