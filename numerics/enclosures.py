r"""Flows in ball arithmetic: every digit that is returned is proved, by python-flint.

A ball [m +/- r] contains the true number. Inputs are exact: floats, integers and fractions stand for themselves.
Closed forms use the matrix exponential. For nonlinear models, Taylor steps: with c_k(v) the Taylor coefficients of
the solution through v, a box B with w + [0, h] F(B) in B contains the solution on the step (Picard-Lindeloef), and
then w(h) lies in sum_{k<N} c_k(w) h^k + c_N(B) h^N (Moore, Interval Analysis, 1966, ch. 11). The coefficients come
from the model's own formula, run on power series with ball coefficients.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log
from typing import Any

import numpy as np
from flint import arb, arb_mat, arb_series, ctx

from numerics.arrays import Array, to_objects
from numerics.errors import StepError
from numerics.models import Model

Number = int | float | Fraction
Ball = Any
"""An `flint.arb`."""

MAX_STEPS = 20_000
ATTEMPTS = 3
HALVINGS = 60
GROWTH = 1.25  # of a step over the one before
REMAINDER_DIGITS = 15  # of the last Taylor term, which is small: its size matters, not its digits


@contextmanager
def working_digits(digits: int, terms: int = 10) -> Iterator[None]:
    """Ball arithmetic with that many decimal digits, power series with that many terms; restored afterwards."""
    before = ctx.prec, ctx.cap
    ctx.prec, ctx.cap = ceil(digits * log(10, 2)) + 8, terms
    try:
        yield
    finally:
        ctx.prec, ctx.cap = before


def ball(number: Number) -> Ball:
    """The ball of an exact number; a fraction is divided at the working precision.

    >>> ball(Fraction(1, 2)) == arb("0.5")
    True
    """
    if isinstance(number, Fraction):
        return arb(number.numerator) / number.denominator
    return arb(number)


def _column(numbers: Sequence[Number]) -> Any:
    return arb_mat([[ball(x)] for x in numbers])


def _matrix(rows: Sequence[Sequence[Number]]) -> Any:
    return arb_mat([[ball(x) for x in row] for row in rows])


def _entries(column: Any) -> list[Ball]:
    return [column[i, 0] for i in range(column.nrows())]


def constant_gram_flow(
    gram: Sequence[Sequence[Number]],
    z0: Sequence[Number],
    y: Sequence[Number],
    t: Number,
    *,
    digits: int = 50,
) -> list[Ball]:
    """Balls around z(t) = y + exp(-Q t) (z0 - y), for z' = -Q (z - y).

    >>> z = constant_gram_flow([[2]], [3], [1], 1)
    >>> z[0].overlaps(1 + 2 * arb(-2).exp())
    True
    """
    with working_digits(digits + 20):
        propagator = (_matrix(gram) * -ball(t)).exp()
        target = _column(y)
        return _entries(target + propagator * (_column(z0) - target))


def linear_flow(
    jacobian: Sequence[Sequence[Number]],
    f0: Sequence[Number],
    u0: Sequence[Number],
    y: Sequence[Number],
    alpha: Number,
    t: Number,
    *,
    digits: int = 50,
) -> tuple[list[Ball], list[Ball]]:
    """Balls around u(t) and alpha f_0(u(t)) - y, for the gradient flow of f0 + J (u - u0).

    exp of the block matrix ((-alpha^2 K t, t I), (0, 0)), K = J J^T, holds exp(-alpha^2 K t) and its integral over
    [0, t].
    """
    with working_digits(digits + 20):
        a, time = ball(alpha), ball(t)
        rows = _matrix(jacobian)
        n = rows.nrows()
        gram = rows * rows.transpose()
        block = arb_mat(2 * n, 2 * n)
        for i in range(n):
            block[i, n + i] = time
            for j in range(n):
                block[i, j] = -a * a * gram[i, j] * time
        exponential = block.exp()
        start = _column(f0) * a - _column(y)
        decayed = arb_mat([[exponential[i, j] for j in range(n)] for i in range(n)]) * start
        integral = arb_mat([[exponential[i, n + j] for j in range(n)] for i in range(n)]) * start
        return _entries(_column(u0) - rows.transpose() * integral * a), _entries(decayed)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Balls around a gradient flow: `weights` `(T, p)`, `residual` = alpha f(w) - y `(T, n)`, `loss` `(T,)`."""

    times: tuple[float, ...]
    weights: Array
    residual: Array
    loss: Array


def enclose_gradient_flow(
    model: Model, w0: Array, y: Array, alpha: float, times: Sequence[float], *, digits: int = 50, rigorous: bool = True
) -> Enclosure:
    """Balls around the flow w' = -alpha J(w)^T (alpha f(w) - y) of a batch of one, `digits` digits of |w| wide at
    most.

    `w0` is `(p,)`, `y` is `(n,)`. The cost grows with alpha^2 smax^2 t, since plain ball arithmetic follows errors
    that the flow contracts as if they grew: it is meant for small models. With `rigorous=False` only the Taylor
    polynomials are summed: digits that are right in practice and cost a fifth, without proof. Raises `StepError`
    where no precision that is tried suffices.
    """
    if model.batch != 1:
        raise StepError(f"model has a batch of {model.batch}; take one instance")
    if not times or min(times) < 0 or list(times) != sorted(times):
        raise StepError("times must be one or more increasing numbers from 0 on")
    rate = float(np.linalg.norm(np.asarray(model.jacobian(w0[None])[0], dtype=float), ord=2) ** 2 * alpha**2)
    extra = 10 + (ceil(4 * rate * times[-1] / log(10)) if rigorous else 0)
    for _ in range(ATTEMPTS):
        try:
            found = _run(model, w0, y, alpha, times, digits + extra, rigorous)
        except _TooWideError:
            extra *= 2
            continue
        missing = max(_missing_digits(entry, digits) for entry in found.weights.ravel())
        if not rigorous or missing <= 0:
            return found
        extra += missing + 5
    raise StepError(
        f"balls too wide for {digits} digits; shorten the times (alpha^2 smax^2 t is {rate * times[-1]:.3g})"
    )


class _TooWideError(Exception):
    """No box could be validated: the balls have grown too wide."""


def _missing_digits(entry: Ball, digits: int) -> int:
    """How many of the digits of max(1, |w|) the ball does not show; 0 or less: it is narrow enough."""
    relative = entry.rad() / arb(1).max(abs(entry))
    return ceil(float(relative.log()) / log(10)) + digits if relative > 0 else 0


@dataclass(frozen=True, slots=True)
class _Field:
    """The vector field F on object arrays `(p,)` of balls or of power series."""

    model: Model
    y: Array
    alpha: Ball

    def residual(self, w: Array) -> Array:
        return self.alpha * self.model.value(w[None])[0] - self.y

    def velocity(self, w: Array) -> Array:
        value, pullback = self.model.linearise(w[None])
        return -self.alpha * pullback((self.alpha * value[0] - self.y)[None])[0]

    def coefficients(self, w: Array, terms: int) -> Array:
        """Taylor coefficients 0..terms of the solution through w, `(terms + 1, p)`."""
        known = [w]
        for k in range(terms):
            with working_terms(k + 1):
                series = _objects([arb_series([row[i] for row in known], prec=k + 1) for i in range(len(w))])
                slope = self.velocity(series)
                known.append(_objects([_coefficient(entry, k) / (k + 1) for entry in slope]))
        return np.stack(known)


@contextmanager
def working_terms(terms: int) -> Iterator[None]:
    """Power series with that many terms; restored afterwards."""
    before = ctx.cap
    ctx.cap = terms
    try:
        yield
    finally:
        ctx.cap = before


def _objects(entries: Sequence[Any]) -> Array:
    out = np.empty(len(entries), dtype=object)
    out[:] = entries
    return out


def _coefficient(entry: Any, k: int) -> Ball:
    return entry[k] if isinstance(entry, arb_series) else arb(0) if k else entry


def _run(
    model: Model, w0: Array, y: Array, alpha: float, times: Sequence[float], digits: int, rigorous: bool
) -> Enclosure:
    terms = ceil(0.7 * digits) + 6
    with working_digits(digits):
        field = _Field(model.cast(lambda a: to_objects(a, arb)), to_objects(y, arb), arb(alpha))
        now, w = arb(0), to_objects(w0, arb)
        weights = []
        for time in times:
            try:
                w = _advance(field, w, now, arb(time), terms, digits, rigorous)
            except ValueError as error:  # a denominator contains 0
                raise _TooWideError from error
            now = arb(time)
            weights.append(w)
        residual = [field.residual(w) for w in weights]
        loss = [sum((r * r for r in row), arb(0)) / 2 for row in residual]
        return Enclosure(tuple(times), np.stack(weights), np.stack(residual), _objects(loss))


def _advance(field: _Field, w: Array, now: Ball, end: Ball, terms: int, digits: int, rigorous: bool) -> Array:
    longest = end - now
    for _ in range(MAX_STEPS):
        left = end - now
        if not left > 0:
            return w
        c = field.coefficients(w, terms)
        h = _shortest(left, longest, arb(_step_length(c, digits)))
        remainder = None
        if rigorous:
            h, remainder = _remainder(field, w, h, terms, digits)
        w = c[terms - 1] if rigorous else c[terms]
        for row in c[: terms - 1 if rigorous else terms][::-1]:
            w = row + w * h
        if remainder is not None:
            w = w + remainder
        now, longest = now + h, GROWTH * h
    raise StepError(f"no end after {MAX_STEPS} Taylor steps; shorten the times")


def _shortest(*lengths: Ball) -> Ball:
    return min(lengths, key=lambda length: float(length.mid()))


def _remainder(field: _Field, w: Array, h: Ball, terms: int, digits: int) -> tuple[Ball, Array]:
    """A step of at most h and the ball of its last Taylor term, which falls to the working precision."""
    tolerance = arb(10) ** (3 - digits)
    for _ in range(HALVINGS):
        h, box = _box(field, w, h)
        with working_digits(REMAINDER_DIGITS), suppress(ValueError):  # raised where a denominator contains 0
            remainder = field.coefficients(box, terms)[terms] * h**terms
            if all(abs(entry) < tolerance for entry in remainder):
                return h, remainder
        h = arb((h / 2).mid())
    raise _TooWideError


def _step_length(c: Array, digits: int) -> float:
    """The step at which the last two Taylor terms fall to the working precision; a float, hence exact as a ball."""
    lengths = []
    for k in (len(c) - 2, len(c) - 1):
        size = max(float(abs(entry).log().mid()) if abs(entry) > 0 else -1e9 for entry in c[k])
        lengths.append(-(size / log(10) + digits) / k)
    return float(10.0 ** min(*lengths, 300.0))


def _box(field: _Field, w: Array, h: Ball) -> tuple[Ball, Array]:
    """A step and a box that the solution cannot leave in it."""
    for _ in range(HALVINGS):
        span = arb(h / 2, h / 2)
        box = _objects([entry + span * slope for entry, slope in zip(w, field.velocity(w), strict=True)])
        for _ in range(8):
            wide = _objects([arb(e.mid(), e.rad() * 1.25 + abs(e.mid()) * arb(2) ** -ctx.prec) for e in box])
            box = _objects([entry + span * slope for entry, slope in zip(w, field.velocity(wide), strict=True)])
            if all(outer.contains(inner) for outer, inner in zip(wide, box, strict=True)):
                return h, wide
            if not all(entry.is_finite() for entry in box):
                break
        h = arb((h / 2).mid())
    raise _TooWideError
