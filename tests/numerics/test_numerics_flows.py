"""Flows solve their equations: against closed forms, SciPy, tighter runs of themselves, and the theorem they
serve."""

from functools import partial

import mpmath
import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid, solve_ivp

from numerics.errors import ModelError, StepError
from numerics.flows import (
    affine_flow,
    constant_gram_flow,
    dense_gradient_flow,
    gradient_flow,
    gram_flow,
    integrate,
    linear_flow,
    path_length,
    residual_norm,
)
from numerics.instances import rebuild, stack
from numerics.models import SOFTPLUS, Affine, Centred, DeepNetwork, TwoLayer, alpha_range, centre, spectrum
from numerics.phi import lobatto, phi
from numerics.user import UserModel


def network(batch: int, seed: int, n: int = 5, d: int = 5, m: int = 10) -> tuple[Centred, np.ndarray, np.ndarray]:
    g = np.random.default_rng(seed)
    model = TwoLayer(g.normal(size=(batch, n, d)), g.choice([-1.0, 1.0], size=(batch, m)))
    w0 = g.normal(size=(batch, m * d))
    return centre(model, w0), w0, g.normal(size=(batch, n))


def units(found: np.ndarray, true: np.ndarray, tol: float) -> np.ndarray:
    """The error in units of the tolerance, the measure of the integrators: largest over times, per instance."""
    scaled = (found - true) / (tol + tol * np.abs(true))
    return np.max(np.sqrt(np.mean(scaled**2, axis=-1)), axis=-1)


def test_phi_functions_agree_with_their_definition_at_50_digits() -> None:
    x = np.array([0.0, -1e-9, -0.3, -1.0, -5.99, -6.01, -20.0, -700.0, -1e8])
    found = phi(x, 7)
    with mpmath.workdps(50):
        for k in range(8):
            for value, z in zip(found[k], x, strict=True):
                true = mpmath.hyp1f1(1, k + 1, mpmath.mpf(float(z))) / mpmath.factorial(k)
                assert abs(value - true) <= 2e-13 * abs(true) + 1e-300


@pytest.mark.parametrize("size", [3, 5, 7])
def test_collocation_integrates_polynomials_and_their_exponential_convolutions_exactly(size: int) -> None:
    rule = lobatto(size, np.zeros(1))
    theta, z, power = np.array([0.3, 1.0]), np.array([-40.0, -3.0]), size - 1
    forcing = rule.nodes**power
    assert np.allclose(rule.integrals(theta) @ forcing, theta ** (power + 1) / (power + 1), rtol=1e-12)
    for value, t, rate in zip(rule.corrections(theta, z) @ forcing, theta, z, strict=True):
        true = mpmath.quad(lambda s, t=t, rate=rate: (mpmath.exp((t - s) * rate) - 1) * s**power, [0, t]) / rate
        assert abs(value - true) < 1e-12


def test_a_constant_gram_matrix_gives_the_same_flow_in_closed_form_and_step_by_step() -> None:
    g = np.random.default_rng(0)
    a = g.normal(size=(20, 4, 6))
    gram, z0, y, times = a @ a.swapaxes(-1, -2), g.normal(size=(20, 4)), g.normal(size=(20, 4)), np.linspace(0, 1, 7)
    exact = constant_gram_flow(gram, z0, y, times)
    stepped = gram_flow(lambda t, index: gram[index], z0, y, times)
    assert np.allclose(stepped.z, exact, atol=1e-9)
    fine = np.linspace(0, 1, 20001)
    norms = np.linalg.norm(constant_gram_flow(gram, z0, y, fine) - y[:, None], axis=-1)
    assert np.allclose(stepped.residual_integral[:, -1], cumulative_trapezoid(norms, fine)[:, -1], atol=1e-6)


def test_a_linear_model_takes_one_flow_by_three_methods() -> None:
    """Closed form, exponential collocation and Runge-Kutta, on Gram matrices of condition number up to 1e8."""
    g = np.random.default_rng(1)
    u = np.linalg.svd(g.normal(size=(30, 3, 8)), full_matrices=False)
    jacobian = u.U @ (np.array([2.0, 0.5, 2e-4])[:, None] * u.Vh)
    offset, u0, y = g.normal(size=(30, 3)), g.normal(size=(30, 8)), g.normal(size=(30, 3))
    model = Affine(jacobian, offset)
    alpha, times = 10 ** g.uniform(-1, 1, 30), np.array([0.0, 0.01, 0.1, 1.0])
    closed, residual = linear_flow(jacobian, model.value(u0), u0, y, alpha, times)
    flow = gradient_flow(model, u0, y, alpha, times)
    assert np.allclose(flow.weights, closed, rtol=1e-11, atol=1e-11)
    assert np.allclose(flow.residual, residual, rtol=1e-10, atol=1e-10)
    assert np.max(flow.steps) < 12  # nothing but the linear part: the steps only grow

    def rhs(t: np.ndarray, w: np.ndarray, index: np.ndarray) -> np.ndarray:
        some, a = model.take(index), alpha[index, None]
        value, pullback = some.linearise(w)
        return -a * pullback(a * value - y[index])

    assert np.allclose(integrate(rhs, u0, times, rtol=1e-10), closed, atol=1e-7)


@pytest.mark.parametrize("kind", ["two-layer", "softplus", "deep"])
def test_gradient_flows_agree_with_scipy(kind: str) -> None:
    g = np.random.default_rng(2)
    x = g.normal(size=(3, 3, 2))
    inner = {
        "two-layer": TwoLayer(x, g.normal(size=(3, 5))),
        "softplus": TwoLayer(x, g.normal(size=(3, 5)), SOFTPLUS),
        "deep": DeepNetwork(x, (3, 3)),
    }[kind]
    w0, y = g.normal(size=(3, inner.weights)), g.normal(size=(3, 3))
    model, alpha, times = centre(inner, w0), np.array([0.5, 3.0, 20.0]), np.array([0.0, 0.003, 0.3, 1.0])
    flow = gradient_flow(model, w0, y, alpha, times)
    for b in range(3):
        one = model.take(np.array([b]))

        def rhs(t: float, w: np.ndarray, one: Centred = one, b: int = b) -> np.ndarray:
            value, pullback = one.linearise(w[None])
            return -alpha[b] * pullback(alpha[b] * value - y[b])[0]

        true = solve_ivp(rhs, (0, 1), w0[b], method="LSODA", rtol=1e-12, atol=1e-13, t_eval=times).y.T
        assert units(flow.weights[b : b + 1], true[None], 1e-8)[0] < 3
        assert np.allclose(flow.residual[b], alpha[b] * one.value(flow.weights[b][None])[0] - y[b], atol=1e-12)


def test_1000_flows_agree_with_a_tighter_run_of_themselves_within_ten_times_the_tolerance() -> None:
    model, w0, y = network(1000, 3)
    alpha = 10 ** np.random.default_rng(3).uniform(-1, 1.5, 1000)
    times = np.array([0.01, 0.1, 1.0])
    loose = gradient_flow(model, w0, y, alpha, times, rtol=1e-6, atol=1e-6)
    tight = gradient_flow(model, w0, y, alpha, times, rtol=1e-10, atol=1e-10)
    error = units(loose.weights, tight.weights, 1e-6)
    assert np.max(error) < 10
    assert np.median(error) < 1


def test_an_instance_does_not_depend_on_its_batch_nor_on_the_times_asked_for() -> None:
    model, w0, y = network(70, 4)
    alpha = np.full(70, 5.0)
    whole = gradient_flow(model, w0, y, alpha, np.array([0.25, 0.5, 1.0]))
    some = np.array([3, 69])
    part = gradient_flow(model.take(some), w0[some], y[some], alpha[some], np.array([[0.5, 1.0], [0.25, 1.0]]))
    assert np.max(np.abs(part.weights[0] - whole.weights[3, 1:])) < 1e-12
    assert np.max(np.abs(part.weights[1] - whole.weights[69, ::2])) < 1e-12


def test_path_integrals_are_integrals() -> None:
    model, w0, y = network(4, 5)
    alpha = np.array([1.0, 3.0, 10.0, 30.0])
    fine = np.concatenate([[0.0], np.geomspace(1e-6, 1, 4000)])
    flow = gradient_flow(model, w0, y, alpha, fine, integrands=(path_length, residual_norm))
    pullback = model.linearise(flow.weights)[1]
    speed = np.linalg.norm(alpha[:, None, None] * pullback(flow.residual), axis=-1)
    size = np.linalg.norm(flow.residual, axis=-1)
    for k, integrand in enumerate((speed, size)):
        trapezoid = cumulative_trapezoid(integrand, fine, initial=0)
        assert np.allclose(flow.integrals[:, :, k], trapezoid, rtol=3e-5)
    coarse = gradient_flow(model, w0, y, alpha, np.array([1.0]), integrands=(path_length, residual_norm))
    assert np.allclose(coarse.integrals[:, 0], flow.integrals[:, -1], rtol=1e-7)
    displacement = np.linalg.norm(flow.weights - w0[:, None], axis=-1)
    assert np.all(displacement <= flow.integrals[:, :, 0] + 1e-7)


@pytest.mark.parametrize("widths", [None, (6,), (4, 4)], ids=["first layer", "both layers", "three layers"])
def test_theorem_2_holds_on_networks_at_the_threshold(widths: tuple[int, ...] | None) -> None:
    """L <= L0 exp(-t alpha^2 smin^2 / 2) and |w - w0| <= 3 sqrt(8 smax^2 L0) / (alpha smin^2)."""
    g = np.random.default_rng(6)
    batch, n, d = 24, 2, 3
    x = g.normal(size=(batch, n, d))
    inner = TwoLayer(x, g.normal(size=(batch, 6))) if widths is None else DeepNetwork(x, widths)
    w0, y = g.normal(size=(batch, inner.weights)), g.normal(size=(batch, n))
    model = centre(inner, w0)
    s = spectrum(model, w0)
    alpha = alpha_range(s, model.value(w0), y).low
    l0 = np.sum(y**2, axis=-1) / 2
    rate = alpha**2 * s.smin**2 / 2
    times = np.concatenate([[0.0], np.geomspace(1e-3, 8, 20)]) / rate[:, None]
    flow = gradient_flow(model, w0, y, alpha, times, control="residual")
    bound = l0[:, None] * np.exp(-times * rate[:, None])
    moved = np.linalg.norm(flow.weights - w0[:, None], axis=-1)
    assert np.all(flow.loss <= bound * (1 + 1e-7))
    assert np.all(moved <= (3 * np.sqrt(8 * s.smax**2 * l0) / (alpha * s.smin**2))[:, None])
    assert np.all(flow.loss[:, -1] > 0)


@pytest.mark.parametrize("family", ["affine", "quadratic"])
def test_ill_conditioned_flows_take_few_steps_and_obey_theorem_2_to_the_last_digit(family: str) -> None:
    """Condition numbers to 1e6, hence rates that differ by 1e12, and alpha on both sides of its threshold."""
    for seed in range(60):
        i = rebuild(f"{family}/{seed}")
        rate = i.alpha**2 * i.spectrum.smin**2 / 2
        times = np.array([0.0, 0.01, 0.1, 1.0, 4.0]) / rate[:, None]
        flow = gradient_flow(i.model, i.w0, i.y, i.alpha, times, rtol=1e-9, control="residual")
        assert flow.steps[0] < 500
        if i.multiple[0] >= 1:
            bound = i.loss0[:, None] * np.exp(-times * rate[:, None])
            moved = np.linalg.norm(flow.weights - i.w0[:, None], axis=-1)
            assert np.all(flow.loss <= bound * (1 + 1e-9))
            assert np.all(moved * i.alpha * i.spectrum.smin**2 <= 3 * np.sqrt(8 * i.spectrum.smax**2 * i.loss0))


def test_residual_control_keeps_the_relative_precision_of_a_decaying_loss() -> None:
    model, w0, y = network(8, 7)
    alpha = np.full(8, 100.0)
    times = np.array([0.001, 0.002])
    tight = gradient_flow(model, w0, y, alpha, times, rtol=1e-11, control="residual")
    loose = gradient_flow(model, w0, y, alpha, times, rtol=1e-7, control="residual")
    assert np.max(np.abs(loose.loss / tight.loss - 1)) < 1e-4
    assert np.min(tight.loss) < 1e-4


def test_residual_control_keeps_the_relative_precision_of_a_small_displacement() -> None:
    """The Jacobian grows a thousandfold before the residual has changed in its sixth digit."""
    i = rebuild("quadratic:2x20/23")
    times = np.array([1e-8, 1e-6, 5e-6])
    flow = gradient_flow(i.model, i.w0, i.y, np.ones(1), times, rtol=1e-10, control="residual")

    def rhs(t: float, w: np.ndarray) -> np.ndarray:
        value, pullback = i.model.linearise(w[None])
        return -pullback(value - i.y)[0]

    true = solve_ivp(rhs, (0, times[-1]), i.w0[0], t_eval=times, rtol=1e-12, atol=1e-18, method="DOP853").y.T
    error = np.linalg.norm(flow.weights[0] - true, axis=-1) / np.linalg.norm(true - i.w0[0], axis=-1)
    assert np.max(error) < 1e-9


def test_a_dense_flow_has_the_same_values_at_any_times_in_any_order() -> None:
    g = np.random.default_rng(5)
    model, w0, y = network(40, 10)
    alpha = np.where(np.arange(40) < 20, 0.1, 30.0)
    end = 10 ** g.uniform(-2, 0, 40)
    dense = dense_gradient_flow(model, w0, y, alpha, end, integrands=(path_length, residual_norm))
    times = end[:, None] * np.concatenate([[1.0, 0.0], g.uniform(0, 1, 30)])
    order = np.argsort(times, axis=1)
    increasing = np.take_along_axis(times, order, axis=1)
    flow = gradient_flow(model, w0, y, alpha, increasing, integrands=(path_length, residual_norm))
    found = dense.at(times)
    for name in ("weights", "residual", "integrals"):
        values = np.take_along_axis(getattr(found, name), order[:, :, None], axis=1)
        assert np.allclose(values, getattr(flow, name), rtol=1e-12, atol=1e-12)
    assert np.array_equal(found.steps, flow.steps)
    assert np.array_equal(found.weights[:, 1], w0)
    with pytest.raises(StepError, match="from 0 to the end"):
        dense.at(1.01 * end[:, None])


@pytest.mark.parametrize("end", [np.zeros(3), np.array([1.0, np.nan, 1.0]), np.ones(2)])
def test_a_dense_flow_needs_an_end(end: np.ndarray) -> None:
    model, w0, y = network(3, 10)
    with pytest.raises(StepError, match="positive time for each of the 3 instances"):
        dense_gradient_flow(model, w0, y, np.ones(3), end)


def test_an_instance_that_takes_too_many_steps_leaves_the_others_alone() -> None:
    model, w0, y = network(40, 10)
    alpha = np.where(np.arange(40) < 20, 0.1, 30.0)
    follow = partial(gradient_flow, model, w0, y, alpha, np.array([0.0, 0.5, 1.0]))
    whole, short = follow(), follow(max_steps=4, strict=False)
    lost = whole.steps > 4
    assert 0 < np.sum(lost) < 40
    assert np.all(np.isnan(short.weights[lost]))
    assert np.all(np.isnan(short.loss[lost]))
    assert np.array_equal(short.weights[~lost], whole.weights[~lost])
    with pytest.raises(StepError, match="no end after 4 steps"):
        follow(max_steps=4)
    dense = dense_gradient_flow(model, w0, y, alpha, np.ones(40), max_steps=4, strict=False)
    assert np.array_equal(dense.at(np.array([0.0, 0.5, 1.0])).weights, short.weights, equal_nan=True)


def test_turning_gram_matrices_obey_lemma_4() -> None:
    """Q(t) = R(t) diag(1, 3) R(t)^T: the loss decays at least like exp(-2 t)."""

    def gram(t: np.ndarray, index: np.ndarray) -> np.ndarray:
        c, s = np.cos(5 * t), np.sin(5 * t)
        turn = np.stack([np.stack([c, -s], -1), np.stack([s, c], -1)], -2)
        return turn @ (np.array([1.0, 3.0])[:, None] * turn.swapaxes(-1, -2))

    g = np.random.default_rng(8)
    z0, y, times = g.normal(size=(50, 2)), g.normal(size=(50, 2)), np.linspace(0, 3, 31)
    flow = gram_flow(gram, z0, y, times)
    assert np.all(flow.loss <= flow.loss[:, :1] * np.exp(-2 * times) * (1 + 1e-8))
    assert np.all(flow.loss >= flow.loss[:, :1] * np.exp(-6 * times) * (1 - 1e-8))


@pytest.mark.parametrize("family", ["gram-turning:2x2", "gram-crossing:4x4", "gram-turning-crossing:3x3"])
def test_gram_flows_agree_with_a_tighter_run_of_themselves_within_ten_times_the_tolerance(family: str) -> None:
    path = stack([rebuild(f"{family}/{seed}") for seed in range(300)])
    times = path.horizon[:, None] * np.linspace(0, 1, 9)
    loose = gram_flow(path.gram, path.z0, path.y, times, rtol=1e-8, atol=1e-10)
    tight = gram_flow(path.gram, path.z0, path.y, times, rtol=1e-12, atol=1e-15)
    r = tight.z - path.y[:, None]
    scaled = (loose.z - tight.z) / (1e-10 + 1e-8 * np.abs(r) + 1e-15 * np.abs(tight.z))
    error = np.max(np.sqrt(np.mean(scaled**2, axis=-1)), axis=-1)
    assert np.max(error) < 10
    assert np.median(error) < 1
    missed = np.abs(loose.residual_integral - tight.residual_integral)
    assert np.all(missed <= 10 * (1e-10 + 1e-8 * tight.residual_integral))


def test_radau_collocation_agrees_with_runge_kutta_on_turning_and_crossing_gram_matrices() -> None:
    path = stack([rebuild(f"gram-turning-crossing:3x3/{seed}") for seed in range(8)])
    times = path.horizon[:, None] * np.linspace(0, 1, 5)
    flow = gram_flow(path.gram, path.z0, path.y, times, rtol=1e-11, atol=1e-14)

    def rhs(t: np.ndarray, r: np.ndarray, index: np.ndarray) -> np.ndarray:
        return -(path.gram(t, index) @ r[:, :, None])[:, :, 0]

    r = integrate(rhs, path.z0 - path.y, times, rtol=1e-11, atol=1e-14)
    size = np.linalg.norm(r[:, :1], axis=-1, keepdims=True)
    assert np.max(np.abs(flow.z - path.y[:, None] - r) / size) < 1e-9


def test_affine_flows_have_their_closed_forms() -> None:
    """z' = -2 t z + 2 t has z = 1 + (z0 - 1) exp(-t^2); a rotation with a source has cos t and sin t."""

    def coefficients(t: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return -2 * t[..., None, None], 2 * t[..., None]

    times = np.array([0.0, 0.3, 1.0, 2.5])
    flow = affine_flow(coefficients, np.array([[3.0], [-1.0]]), times, integrand=lambda z: z[..., 0] - 1)
    assert np.allclose(flow.z[..., 0], 1 + np.array([[2.0], [-2.0]]) * np.exp(-(times**2)), rtol=1e-10)
    area = [float(mpmath.erf(t) * mpmath.sqrt(mpmath.pi)) for t in times]
    assert np.allclose(flow.integral, np.array([[1.0], [-1.0]]) * area, rtol=1e-10)

    def turning(t: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        matrix = np.array([[0.0, -1.0], [1.0, 0.0]])
        return np.broadcast_to(matrix, (*t.shape, 2, 2)), np.broadcast_to([1.0, 0.0], (*t.shape, 2))

    moved = affine_flow(turning, np.array([[0.0, 0.0]]), times).z[0]
    assert np.allclose(moved, np.stack([np.sin(times), 1 - np.cos(times)], axis=-1), atol=1e-11)


def test_a_decay_that_is_over_does_not_limit_the_steps_of_an_affine_flow() -> None:
    """Rates 1 and 1e9: after the fast one, the steps are those of the slow one."""

    def coefficients(t: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return np.broadcast_to(np.diag([-1.0, -1e9]), (*t.shape, 2, 2)), np.broadcast_to([0.0, 1e9], (*t.shape, 2))

    flow = affine_flow(coefficients, np.array([[1.0, 0.0]]), np.array([1.0]))
    assert np.allclose(flow.z[0, 0], [np.exp(-1), 1.0], rtol=1e-10)
    assert flow.steps[0] < 60


def test_an_affine_flow_does_not_depend_on_its_batch() -> None:
    path = stack([rebuild(f"gram-turning-crossing:3x3/{seed}") for seed in range(20)])
    times = path.horizon[:, None] * np.array([0.2, 1.0])
    whole = gram_flow(path.gram, path.z0, path.y, times)
    one = np.array([7])
    alone = gram_flow(lambda t, index: path.gram(t, one[index]), path.z0[one], path.y[one], times[one])
    assert np.allclose(alone.z, whole.z[one], rtol=1e-13)
    assert np.allclose(alone.residual_integral, whole.residual_integral[one], rtol=1e-13)


def test_the_end_of_a_flow_is_met_whatever_the_rounding_of_the_steps() -> None:
    """The first step, 2 / (alpha |J|)^2, misses the end by a rounding error."""
    jacobian = np.array([[[1.57464114, 0.74328339]]])
    rate = 9 * np.sum(jacobian**2)
    for end in (2 / rate * (1 + 1e-15), 2 / rate, 2 / rate * (1 - 1e-15)):
        model = Affine(jacobian, np.zeros((1, 1)))
        flow = gradient_flow(model, np.zeros((1, 2)), np.ones((1, 1)), np.array([3.0]), np.array([end]))
        assert np.allclose(3 * model.value(flow.weights[0])[0], 1 - np.exp(-2), rtol=1e-7)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"alpha": np.array([1.0, -1.0])}, "alpha has the value -1; it must be positive"),
        ({"y": np.zeros((2, 3))}, r"y has shape \(2, 3\); expected \(2, 5\)"),
        ({"w0": np.full((2, 50), np.nan)}, "w0 contains NaN or infinity"),
        ({"times": np.array([1.0, 0.5])}, "times must increase"),
        ({"times": np.array([])}, "times must be one or more"),
        ({"control": "loss"}, "control is 'loss'; choose 'weights' or 'residual'"),
    ],
)
def test_a_meaningless_flow_is_refused(change: dict[str, object], message: str) -> None:
    model, w0, y = network(2, 9)
    arguments = {"w0": w0, "y": y, "alpha": np.ones(2), "times": np.array([1.0])} | change
    with pytest.raises(StepError, match=message):
        gradient_flow(model, **arguments)


def test_a_users_own_model_flows_like_ours_and_its_trouble_is_one_line() -> None:
    """f(w) = sin(w_1) + w_2 with its Jacobian, against a two-parameter closed right-hand side in SciPy."""
    model = UserModel(lambda w: np.sin(w[:1]) + w[1:], lambda w: np.array([[np.cos(w[0]), 1.0]]), (1, 2), beta=1.0)
    w0, y, times = np.array([[0.5, -0.2]]), np.array([[1.5]]), np.array([0.1, 1.0])

    def rhs(t: float, w: np.ndarray) -> np.ndarray:
        return -2 * (2 * (np.sin(w[0]) + w[1]) - 1.5) * np.array([np.cos(w[0]), 1.0])

    true = solve_ivp(rhs, (0, 1), w0[0], rtol=1e-12, atol=1e-13, t_eval=times, method="DOP853").y.T
    flow = gradient_flow(model, w0, y, np.array([2.0]), times)
    assert np.max(np.abs(flow.weights[0] - true)) < 1e-7

    def bad(w: np.ndarray) -> np.ndarray:
        return np.array([[np.nan if w[0] > 0.501 else 1.0, 1.0]])

    with pytest.raises(ModelError, match=r"^jac returned NaN or infinity at a point of norm 0\.\d+$"):
        gradient_flow(UserModel(model.f, bad, (1, 2)), w0, y, np.array([2.0]), times)


def test_a_flow_that_explodes_says_so() -> None:
    with pytest.raises(StepError, match="step"):
        integrate(lambda t, z, i: z * z, np.ones((1, 1)), np.array([2.0]))

    def pole(t: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return 1 / (np.pi / 3 - t)[..., None, None], np.zeros((*t.shape, 1))

    with pytest.raises(StepError, match="step"):
        affine_flow(pole, np.ones((1, 1)), np.array([2.0]))


def test_every_integrator_refuses_times_without_order() -> None:
    one = np.ones((1, 1))
    for times in (np.array([1.0, 0.5]), np.array([-1.0])):
        with pytest.raises(StepError, match="times must"):
            integrate(lambda t, z, i: -z, one, times)
        with pytest.raises(StepError, match="times must"):
            gram_flow(lambda t, i: np.ones((t.size, 1, 1)), one, one, times)
