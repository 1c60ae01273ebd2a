"""Balls contain the truth: known solutions, the floating-point integrators, and runs at other precisions."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from flint import arb, arb_mat

from numerics import enclosures, flows, gram_enclosures
from numerics.arrays import Array, to_objects
from numerics.errors import StepError
from numerics.gram_enclosures import enclose_gram_flow
from numerics.instances import GramPath, rebuild
from numerics.models import Affine, Model, Quadratic, TwoLayer


def test_the_flow_of_a_constant_gram_matrix_lies_in_its_balls() -> None:
    g = np.random.default_rng(0)
    for size in (1, 2, 4):
        a = g.normal(size=(size, size + 1))
        gram, z0, y = a @ a.T, g.normal(size=size), g.normal(size=size)
        balls = enclosures.constant_gram_flow(gram.tolist(), z0.tolist(), y.tolist(), 0.75, digits=50)
        floats = flows.constant_gram_flow(gram[None], z0[None], y[None], np.array([0.75]))[0, 0]
        assert all(float(b.rad()) < 1e-50 for b in balls)
        assert np.allclose([float(b) for b in balls], floats, atol=1e-13)
        with mpmath.workdps(60), enclosures.working_digits(60):
            start = mpmath.matrix(z0.tolist()) - mpmath.matrix(y.tolist())
            r = mpmath.expm(-mpmath.matrix(gram.tolist()) * mpmath.mpf("0.75")) * start
            for value, b, target in zip(r, balls, y, strict=True):
                assert abs(b - arb(target) - arb(mpmath.nstr(value, 55))) < arb("1e-49")


def test_a_rational_linear_flow_is_enclosed_with_its_closed_form() -> None:
    """J = (3/5, 4/5), f0 = 0, y = 1, alpha = 2: alpha f_0(u) - y = -exp(-4 t), u = (1 - exp(-4 t)) J^T / 2."""
    j = [[Fraction(3, 5), Fraction(4, 5)]]
    u, residual = enclosures.linear_flow(j, [0], [0, 0], [1], 2, Fraction(1, 3), digits=60)
    with enclosures.working_digits(80):
        decay = (arb(-4) / 3).exp()
        assert residual[0].overlaps(-decay)
        assert u[0].overlaps((1 - decay) * 3 / 10)
        assert u[1].overlaps((1 - decay) * 4 / 10)
        assert all(float(b.rad()) < 1e-60 for b in (*u, *residual))


def test_the_linear_closed_forms_agree() -> None:
    g = np.random.default_rng(1)
    j, f0, u0, y = g.normal(size=(2, 4)), g.normal(size=2), g.normal(size=4), g.normal(size=2)
    u, residual = enclosures.linear_flow(j.tolist(), f0.tolist(), u0.tolist(), y.tolist(), 3.0, 0.25)
    fu, fr = flows.linear_flow(j[None], f0[None], u0[None], y[None], np.array([3.0]), np.array([0.25]))
    assert np.allclose([float(b) for b in u], fu[0, 0], atol=1e-13)
    assert np.allclose([float(b) for b in residual], fr[0, 0], atol=1e-13)


def small(seed: int) -> tuple[Model, np.ndarray, np.ndarray]:
    g = np.random.default_rng(seed)
    models: list[Model] = [
        Affine(g.normal(size=(1, 1, 2)), g.normal(size=(1, 1))),
        Quadratic(np.diag(g.normal(size=2))[None, None], g.normal(size=(1, 1, 2)), np.zeros((1, 1))),
        TwoLayer(g.normal(size=(1, 1, 1)), g.normal(size=(1, 2))),
    ]
    model = models[seed % 3]
    return model, g.normal(size=model.weights), g.normal(size=1)


@pytest.mark.parametrize("seed", range(3))
def test_a_rigorous_enclosure_contains_a_run_at_higher_precision_and_the_float_flow(seed: int) -> None:
    model, w0, y = small(seed)
    rate = float(np.linalg.norm(model.jacobian(w0[None])[0])) ** 2
    times = [0.5 / rate, 1.0 / rate]
    proved = enclosures.enclose_gradient_flow(model, w0, y, 1.0, times, digits=25)
    finer = enclosures.enclose_gradient_flow(model, w0, y, 1.0, times, digits=60, rigorous=False)
    for inside, outside in zip(finer.weights.ravel(), proved.weights.ravel(), strict=True):
        assert outside.contains(inside)
        assert 0 < float(outside.rad()) < 1e-24
    flow = flows.gradient_flow(model, w0[None], y[None], np.ones(1), np.array(times), rtol=1e-11, atol=1e-12)
    assert np.allclose(flow.weights[0], proved.weights.astype(float), rtol=1e-10, atol=1e-11)
    assert np.allclose(flow.loss[0], proved.loss.astype(float), rtol=1e-8, atol=1e-10)


def test_float_flows_agree_with_50_digits_within_ten_times_their_tolerance(request: pytest.FixtureRequest) -> None:
    for seed in range(50 if request.config.getoption("--full") else 20):
        model, w0, y = small(seed)
        alpha = 3.0
        time = 2.0 / (alpha**2 * max(1.0, float(np.linalg.norm(model.jacobian(w0[None])[0])) ** 2))
        true = enclosures.enclose_gradient_flow(model, w0, y, alpha, [time], digits=50, rigorous=False)
        for tolerance in (1e-6, 1e-9):
            flow = flows.gradient_flow(
                model, w0[None], y[None], np.array([alpha]), np.array([time]), rtol=tolerance, atol=tolerance
            )
            error = np.abs(flow.weights[0, 0] - true.weights[0].astype(float))
            assert np.all(error <= 10 * tolerance * (1 + np.abs(w0)))


def test_the_residual_of_a_scalar_flow_is_known() -> None:
    """f(w) = w^2 / 2, alpha = 1, y = 0: w' = -w^3 / 2, so w(t) = (1 + t)^(-1/2) from w(0) = 1."""
    model = Quadratic(np.ones((1, 1, 1, 1)), np.zeros((1, 1, 1)), np.zeros((1, 1)))
    found = enclosures.enclose_gradient_flow(model, np.ones(1), np.zeros(1), 1.0, [0.0, 1.0], digits=40)
    assert found.weights[0, 0] == 1
    with enclosures.working_digits(90):
        assert found.weights[1, 0].contains(arb(2).rsqrt())
        assert found.loss[1].contains(arb(1) / 32)


def exact(path: GramPath) -> GramPath:
    """The same path with exact numbers in the place of floats."""
    fields = (f for f in path.__dataclass_fields__ if f != "names")
    return GramPath(path.names, *(to_objects(getattr(path, f), arb) for f in fields))


def test_a_constant_gram_matrix_has_one_flow_in_two_enclosures() -> None:
    g = np.random.default_rng(2)
    a = g.normal(size=(3, 4))
    gram, z0, y = a @ a.T, g.normal(size=3), g.normal(size=3)
    closed = enclosures.constant_gram_flow(gram.tolist(), z0.tolist(), y.tolist(), 0.75, digits=50)
    stepped = enclose_gram_flow(lambda t, i: to_objects(gram, arb)[None], z0, y, [0.25, 0.75])
    for one, other in zip(closed, stepped.z[1], strict=True):
        assert one.overlaps(other)
        assert float(one.rad()) < 1e-50
        assert float(other.rad()) < 1e-50


@pytest.mark.parametrize("few_terms", [False, True])
def test_a_turning_gram_matrix_has_its_closed_form_in_its_balls(
    few_terms: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Q = R D R^T with R the rotation by 3 t, R' = 3 S R: z - y = R exp(-(D + 3 S) t) (z0 - y).

    With few terms the balls are wide, and consist of what the Taylor polynomials leave.
    """

    def gram(t: Array, index: Array) -> Array:
        c, s = np.cos(3 * t), np.sin(3 * t)
        one, two = arb(1), arb(2)
        return np.array([[[one * c * c + two * s * s, -c * s], [-c * s, one * s * s + two * c * c]]])[..., 0]

    if few_terms:
        monkeypatch.setattr(gram_enclosures, "log", lambda x, base: 0.1)
    found = enclose_gram_flow(gram, np.array([1.5, -0.25]), np.array([0.5, 0.25]), [2.0], digits=40)
    with enclosures.working_digits(60):
        moved = (arb_mat([[-1, 3], [-3, -2]]) * 2).exp() * arb_mat([[1], [arb("-0.5")]])
        c, s = arb(6).cos(), arb(6).sin()
        true = c * moved[0, 0] - s * moved[1, 0] + arb("0.5"), s * moved[0, 0] + c * moved[1, 0] + arb("0.25")
        for value, z in zip(true, found.z[0], strict=True):
            assert z.contains(value)
            assert (1e-9 < float(z.rad()) < 0.1) if few_terms else float(z.rad()) < 1e-40


def test_the_integral_of_the_norm_of_a_residual_lies_in_its_ball() -> None:
    """z' = -(1 + sin t) z has z = z0 exp(-t - 1 + cos t)."""
    found = enclose_gram_flow(
        lambda t, i: (1 + np.sin(t))[:, None, None], np.array([-2.0]), np.zeros(1), [0.0, 0.5, 3.0], digits=30
    )
    with mpmath.workdps(45), enclosures.working_digits(45):
        for t, z, integral in zip(found.times, found.z, found.residual_integral, strict=True):
            assert z[0].overlaps(-2 * (arb(t).cos() - 1 - arb(t)).exp())
            size = mpmath.quad(lambda s: 2 * mpmath.exp(-s - 1 + mpmath.cos(s)), [0, t])
            assert abs(integral - arb(mpmath.nstr(size, 42))) < arb("1e-29")
            assert float(integral.rad()) < 1e-30
    still = enclose_gram_flow(lambda t, i: np.ones((1, 1, 1)), np.ones(1), np.ones(1), [1.0])
    assert still.z[0, 0] == 1
    assert still.residual_integral[0] == 0


def test_a_step_encloses_every_residual_that_starts_within_the_distance() -> None:
    """r' = -r from 2, and from 1 and 3: r exp(-t), with the integral r (1 - exp(-t))."""
    with enclosures.working_digits(30):
        state = gram_enclosures._State(arb(0), [arb(2)], arb(1), arb(0))
        after = gram_enclosures._step(lambda t, i: np.full((1, 1, 1), arb(1)), state, arb(1), 40)
        decay = (-after.t).exp()
        assert abs(after.r[0] - 2 * decay) < arb("1e-20")
        assert decay < after.distance + arb("1e-20")
        assert after.distance < decay + arb("1e-6")
        for start in (1, 3):
            assert after.integral.contains(arb(start * (1 - decay)).mid())


def gram_agreement(path: GramPath, time: float, digits: int) -> list[float]:
    """The errors of float flows and integrals in units of their tolerances, for several of them."""
    true = enclose_gram_flow(exact(path).gram, path.z0[0], path.y[0], [time], digits=digits)
    residual, integral = (true.z[0] - path.y[0]).astype(float), float(true.residual_integral[0])
    worst = []
    for rtol in (1e-5, 1e-8, 1e-11):
        flow = flows.gram_flow(path.gram, path.z0, path.y, np.array([time]), rtol=rtol, atol=rtol / 100)
        tolerance = rtol / 100 + rtol * np.abs(residual) + 1e-15 * np.abs(path.y[0])
        worst.append(float(np.max(np.abs(flow.z[0, 0] - path.y[0] - residual) / tolerance)) / path.z0.shape[1] ** 0.5)
        worst.append(abs(float(flow.residual_integral[0, 0]) - integral) / (rtol / 100 + rtol * integral))
    return worst


@pytest.mark.parametrize("family", ["gram-turning:2x2", "gram-crossing:2x2", "gram-turning-crossing:3x3"])
def test_float_gram_flows_agree_with_their_balls_within_ten_times_their_tolerance(family: str) -> None:
    for seed in range(4):
        path = rebuild(f"{family}/{seed}")
        time = min(float(path.horizon[0]), 4 / float(path.supremum[0]))
        assert max(gram_agreement(path, time, digits=20)) < 10


def test_calls_without_meaning_are_refused() -> None:
    model = Affine(np.ones((2, 1, 1)), np.zeros((2, 1)))
    with pytest.raises(StepError, match="batch of 2"):
        enclosures.enclose_gradient_flow(model, np.ones(1), np.ones(1), 1.0, [1.0])
    with pytest.raises(StepError, match="times"):
        enclosures.enclose_gradient_flow(model.take(np.array([0])), np.ones(1), np.ones(1), 1.0, [1.0, 0.5])
    with pytest.raises(StepError, match="times must increase"):
        enclose_gram_flow(lambda t, i: np.ones((1, 1, 1)), np.ones(1), np.ones(1), [1.0, 0.5])
    with pytest.raises(StepError, match="not finite near the time 1"):
        enclose_gram_flow(lambda t, i: (1 / (1 - t))[:, None, None], np.ones(1), np.zeros(1), [2.0], digits=5)
