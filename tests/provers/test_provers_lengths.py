"""How far gradient flow goes on a squared residual, where the Jacobian changes no faster than the path moves."""

import pytest
from lines import assert_proved, problem

from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    frac,
    implies,
    jacobian,
    mapping,
    norm,
    path,
    scalar,
    smin,
    time,
    vector,
)
from proofcheck.provers.search import prove

n, p = dimension("n"), dimension("p")
f, w = mapping("f", p, n), path("w", p)
beta = scalar("beta", positive=True)
t, y = time("t"), vector("y", n)
J = jacobian(f)
sigma, residual, moved = smin(J(w(0))), norm(f(w(0)) - y), norm(w(t) - w(0))
half = frac(sigma, 2 * beta)


def stays(room):
    """The path goes no farther than half the way on which the Jacobian may lose its rank, by the residual's size."""
    flow = for_all(t >= 0, eq(w.dot(t), -(J(w(t)).T @ (f(w(t)) - y))))
    slow = for_all(t >= 0, implies(moved <= half, norm(J(w(t)) - J(w(0))) <= beta * moved))
    return problem(moved <= half, flow, slow, sigma > 0, beta * residual < room * sigma**2, t >= 0)


@pytest.mark.parametrize("room", [frac(1, 4), frac(3, 8)])
def test_the_residual_bounds_the_way_by_a_parabola(room):
    """x - x^2 / 2 <= q has no x <= 1 beyond 1 / 2 where q < 3 / 8; a steady rate of 1 / 2 gives this for 1 / 4 only."""
    assert_proved(stays(room))


def test_there_is_no_proof_of_more():
    """With f(w) = w + w^2 / 2, w moves from 0 to beyond 1 / 2 where |y| is more than 3 / 8."""
    assert prove(stays(frac(2, 5)), attempts=120) is None
