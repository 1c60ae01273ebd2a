"""Rounding is never a violation, a violation is never rounded away, and eigenvalue balls contain the eigenvalues."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from numerics import enclosures
from numerics.enclosures import ball
from numerics.errors import NumericsError
from numerics.instances import rebuild
from numerics.models import Quadratic
from numerics.precision import decide, eigenvalue_range, singular_value_range, suspects


def test_a_tight_bound_that_fails_by_rounding_is_not_violated() -> None:
    assert 0.1 + 0.2 > 0.3
    assert suspects(np.array([0.1 + 0.2]), np.array([0.3])).tolist() == [0]
    tight = decide(lambda d: (ball(Fraction(1, 10)) + ball(Fraction(2, 10)), ball(Fraction(3, 10))))
    assert tight.verdict == "undecided"
    assert tight.digits == 200


def test_a_violation_far_below_floating_point_is_found_with_the_digits_it_needs() -> None:
    def evaluate(d: int) -> tuple[arb, arb]:
        return arb(2).sqrt() + arb(10) ** -80, arb(2).sqrt()

    found = decide(evaluate)
    assert (found.verdict, found.digits) == ("violated", 100)
    assert found.left.startswith("[1.414213562373095")
    assert decide(lambda d: evaluate(d)[::-1]).verdict == "holds"


def test_the_loss_at_time_zero_is_tight_and_a_faster_rate_is_violated() -> None:
    """f(w) = w^2/2, y = 0, w(0) = 1: L(t) = 1 / (8 (1 + t)^2), so L <= L0 exp(-c t) fails at t = 1 for c = 1.4,
    not c = 1.3."""
    model = Quadratic(np.ones((1, 1, 1, 1)), np.zeros((1, 1, 1)), np.zeros((1, 1)))

    def bound(c: Fraction, t: float):
        def evaluate(d: int) -> tuple[arb, arb]:
            flow = enclosures.enclose_gradient_flow(model, np.ones(1), np.zeros(1), 1.0, [t], digits=d)
            return flow.loss[0], (-ball(c) * ball(t)).exp() / 8

        return evaluate

    assert decide(bound(Fraction(14, 10), 0.0), digits=(30,)).verdict in ("holds", "undecided")
    assert decide(bound(Fraction(14, 10), 1.0), digits=(30,)).verdict == "violated"
    assert decide(bound(Fraction(13, 10), 1.0), digits=(30,)).verdict == "holds"


@pytest.mark.parametrize("seed", range(12))
def test_singular_values_of_random_operators_lie_in_their_balls(seed: int) -> None:
    operator = rebuild(f"operator/{seed}")
    low, high = singular_value_range(operator.matrix.tolist(), digits=30)
    found = np.linalg.svd(operator.matrix, compute_uv=False)
    assert abs(float(low.mid()) - found[-1]) <= 1e-14 * found[0]
    assert abs(float(high.mid()) - found[0]) <= 1e-14 * found[0]
    assert float(low.rad()) <= 1e-25 * found[0]
    assert float(high.rad()) <= 1e-25 * found[0]


def test_exactly_multiple_eigenvalues_are_enclosed() -> None:
    low, high = eigenvalue_range([[2, 0, 0], [0, 2, 0], [0, 0, 2]])
    assert low.contains(2)
    assert high.contains(2)
    low, high = eigenvalue_range([[1, 1], [1, 1]], digits=40)
    assert low.contains(0)
    assert high.contains(2)
    assert float(low.rad()) < 1e-40


def test_eigenvalues_of_a_wide_matrix_stay_inside_their_wide_balls() -> None:
    entries = [[arb(1, 0.1), arb(0, 0.1)], [arb(0, 0.1), arb(5, 0.1)]]
    low, high = eigenvalue_range(entries)
    g = np.random.default_rng(0)
    for _ in range(200):
        a, b, c = 1 + 0.1 * g.uniform(-1, 1), 0.1 * g.uniform(-1, 1), 5 + 0.1 * g.uniform(-1, 1)
        kappa = np.linalg.eigvalsh(np.array([[a, b], [b, c]]))
        assert low.contains(float(kappa[0]))
        assert high.contains(float(kappa[1]))


def test_no_digits_is_refused() -> None:
    with pytest.raises(NumericsError, match="digits is empty"):
        decide(lambda d: (arb(0), arb(1)), digits=())
