r"""Flows z' = -Q(t) (z - y) with symmetric, analytic Q(t) in ball arithmetic: every digit that is returned is proved.

A step starts from an exact point r of the residual z - y and a bound on its distance from the truth. With
||Q|| <= K on the complex disc of radius rho around the start, the solution through r is analytic there and bounded by
|r| exp(K rho): by Cauchy's estimate its k-th Taylor coefficient is at most |r| exp(K rho) / rho^k, which bounds what a
Taylor polynomial leaves. If exp(K rho) <= sqrt(2), the sum of squares of the residual does not vanish on the disc, so
that its root is analytic too and bounded by sqrt(2) |r|, which does the same for int |z - y|. Between two solutions the
distance grows at most like exp(-mu t), mu a lower bound of the eigenvalues of Q on the step: a flow that contracts
contracts its balls as well. K comes from Q on a complex ball; mu from Weyl's inequality and a matrix whose pivots are
proved positive.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, log
from typing import Any

import numpy as np
from flint import acb, arb, arb_mat, arb_series

from numerics.arrays import Array, increasing_times, to_objects
from numerics.enclosures import MAX_STEPS, Ball, working_digits, working_terms
from numerics.errors import StepError
from numerics.precision import positive_definite

Gram = Callable[[Array, Array], Array]
"""Of times `(1,)` and the index `(1,)` = 0; returns Q `(1, n, n)`. Times and entries are objects: real balls, complex
balls, or power series of balls; the formula must be analytic."""

DISC = 0.34  # K rho, below log(2) / 2: exp(K rho) <= sqrt(2)
RATIO = 4  # rho over the step
HALVINGS = 60
_FIRST = np.zeros(1, dtype=int)


@dataclass(frozen=True, slots=True)
class GramEnclosure:
    """Balls around z `(T, n)`, the loss |z - y|^2 / 2 `(T,)` and int_0^t |z - y| ds `(T,)`."""

    times: tuple[float, ...]
    z: Array
    loss: Array
    residual_integral: Array


@dataclass(frozen=True, slots=True)
class _State:
    t: Ball  # exact
    r: list[Ball]  # exact
    distance: Ball  # of the solution from r, at most
    integral: Ball


def enclose_gram_flow(gram: Gram, z0: Array, y: Array, times: Sequence[float], *, digits: int = 50) -> GramEnclosure:
    """Balls around the flow z' = -Q(t) (z - y) from `z0` `(n,)`, about `digits` digits of |z0 - y| wide at most.

    `gram` is called with one time; `z0` and `y` are exact floats. The number of steps is about 12 times the integral of
    the norm of Q. Raises `StepError` where `gram` is not finite near a time, or where that takes too many steps.

    >>> found = enclose_gram_flow(lambda t, i: (1 + 2 * t)[:, None, None], np.array([2.0]), np.array([1.0]), [1.0])
    >>> found.z[0, 0].overlaps(1 + arb(-2).exp())
    True
    """
    increasing_times(np.asarray(times, dtype=float), 1)
    with working_digits(digits + 15):
        terms = ceil((digits + 15) * log(10, RATIO))
        target = to_objects(y, arb)
        state = _State(arb(0), *_recentred(to_objects(z0, arb) - target, arb(0)), arb(0))
        z, integrals, count = [], [], 0
        for time in times:
            while state.t < arb(time):
                state = _step(gram, state, arb(time), terms)
                count += 1
                if count > MAX_STEPS:
                    raise StepError(f"no end after {MAX_STEPS} Taylor steps; shorten the times")
            z.append([a + b + arb(0, state.distance) for a, b in zip(target, state.r, strict=True)])
            integrals.append(state.integral)
        found = np.array(z, dtype=object)
        return GramEnclosure(tuple(times), found, _squares(found - target) / 2, np.array(integrals, dtype=object))


def _squares(rows: Array) -> Array:
    return (rows * rows).sum(axis=-1)


def _upper(ball: Ball) -> Ball:
    """An exact number that no number of the ball exceeds."""
    return arb(ball.upper())


def _size(entries: Sequence[Ball]) -> Ball:
    """An upper bound of the Euclidean norm, exact."""
    return _upper(sum((arb(abs(e).upper()) ** 2 for e in entries), arb(0)).sqrt())


def _recentred(r: Sequence[Ball], distance: Ball) -> tuple[list[Ball], Ball]:
    """The midpoints, and the distance with what the balls add to it."""
    return [arb(entry.mid()) for entry in r], _upper(distance + _size([arb(entry.rad()) for entry in r]))


def _step(gram: Gram, state: _State, end: Ball, terms: int) -> _State:
    disc, h = _disc(gram, state.t, end)
    later = end if state.t + h >= end else arb((state.t + h).mid())
    h = later - state.t
    mu = _slowest(gram, state.t, later)
    growth = _upper((arb(0).max(-mu) * h).exp())
    r, integral = _taylor(gram, state, h, terms)
    bound = _size(state.r) * arb(2).sqrt() * arb(_upper(h / disc)) ** terms / (1 - _upper(h / disc))
    r = [entry + arb(0, _upper(bound)) for entry in r]
    slack = _upper(h * (state.distance * growth + bound))
    points, distance = _recentred(r, state.distance * (-mu * h).exp())
    return _State(later, points, distance, state.integral + integral + arb(0, slack))


def _disc(gram: Gram, t: Ball, end: Ball) -> tuple[Ball, Ball]:
    """The radius rho of a disc around t with K rho <= `DISC`, and the step rho / `RATIO`; both exact."""
    radius = arb((RATIO * (end - t)).mid())
    for _ in range(HALVINGS):
        around = acb(arb(t, radius), arb(0, radius))
        bound = _size([acb(entry) for entry in gram(_one(around), _FIRST).ravel()])
        if bound * radius <= DISC:
            return radius, arb((radius / RATIO).mid())
        radius = arb((radius / 2).mid())
    raise StepError(f"gram is not finite near the time {float(t):.6g}; shorten the times")


def _one(entry: object) -> Array:
    found = np.empty(1, dtype=object)
    found[0] = entry
    return found


def _slowest(gram: Gram, start: Ball, end: Ball) -> Ball:
    """A lower bound of the eigenvalues of Q on [start, end], exact."""
    entries = gram(_one(start.union(end)), _FIRST)[0]
    middle = np.array([[float(arb(e).mid()) for e in row] for row in entries])
    middle = (middle + middle.T) / 2
    size = float(np.linalg.norm(middle))
    apart = _size([arb(e) - arb(m) for e, m in zip(entries.ravel(), middle.ravel(), strict=True)])
    below = arb(float(np.linalg.eigvalsh(middle)[0]) - 1e-9 * size)
    shifted = [[arb(m) - below if i == j else arb(m) for j, m in enumerate(row)] for i, row in enumerate(middle)]
    lowest = below if positive_definite(shifted) else arb(-2 * size)
    return arb((lowest - apart).lower())


def _taylor(gram: Gram, state: _State, h: Ball, terms: int) -> tuple[list[Ball], Ball]:
    """Taylor polynomials at h: of the residual, and of the integral of its norm with a bound of what that leaves."""
    n = len(state.r)
    with working_terms(terms):
        series = gram(_one(arb_series([state.t, 1], prec=terms)), _FIRST)[0]
        q = [arb_mat([[_coefficient(e, k) for e in row] for row in series]) for k in range(terms)]
        c = [arb_mat([[entry] for entry in state.r])]
        for k in range(terms - 1):
            c.append(sum((q[j] * c[k - j] for j in range(k + 1)), arb_mat(n, 1)) * (arb(-1) / (k + 1)))
        rows = [arb_series([c[k][i, 0] for k in range(terms)], prec=terms) for i in range(n)]
        r = [_evaluated(row.coeffs(), h) for row in rows]
        start = sum((entry * entry for entry in state.r), arb(0))
        if not start > 0:
            return r, arb(0)
        speed = sum((row * row for row in rows), arb_series([0], prec=terms)).sqrt()
        return r, _evaluated([arb(0), *(a / (k + 1) for k, a in enumerate(speed.coeffs()))], h)


def _coefficient(entry: Any, k: int) -> Ball:
    return entry[k] if isinstance(entry, arb_series) else arb(entry) if k == 0 else arb(0)


def _evaluated(coefficients: Sequence[Ball], h: Ball) -> Ball:
    value = arb(0)
    for coefficient in reversed(coefficients):
        value = value * h + coefficient
    return value
