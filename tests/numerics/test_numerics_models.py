"""Jacobians are derivatives, constants are Lipschitz constants, and the range of alpha is exactly the condition's."""

import mpmath
import numpy as np
import pytest
from flint import arb, ctx

from numerics.arrays import to_objects
from numerics.errors import ModelError
from numerics.models import (
    SOFTPLUS,
    TANH,
    Affine,
    Centred,
    DeepNetwork,
    Model,
    Quadratic,
    TwoLayer,
    alpha_range,
    centre,
    check_model,
    spectrum,
)

B = 3


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def symmetric(g: np.random.Generator, *shape: int) -> np.ndarray:
    a = g.normal(size=shape)
    return a + np.swapaxes(a, -1, -2)


def models(seed: int = 0) -> list[Model]:
    g = rng(seed)
    x = g.normal(size=(B, 2, 3))
    return [
        Affine(g.normal(size=(B, 2, 5)), g.normal(size=(B, 2))),
        Quadratic(symmetric(g, B, 2, 5, 5), g.normal(size=(B, 2, 5)), g.normal(size=(B, 2))),
        TwoLayer(x, g.normal(size=(B, 4)), TANH),
        TwoLayer(x, g.normal(size=(B, 4)), SOFTPLUS),
        DeepNetwork(x, (4,), TANH),
        DeepNetwork(x, (4,), SOFTPLUS),
        DeepNetwork(x, (4, 3), TANH),
        DeepNetwork(x, (3, 4, 2), SOFTPLUS),
        Centred(TwoLayer(x, g.normal(size=(B, 4)), TANH), g.normal(size=(B, 2))),
    ]


IDS = ["affine", "quadratic", "two tanh", "two softplus", "1 tanh", "1 softplus", "2 tanh", "3 softplus", "centred"]


@pytest.mark.parametrize("model", models(), ids=IDS)
def test_the_jacobian_is_the_derivative_to_40_digits(model: Model) -> None:
    """Central differences of the same formula in 100-digit balls: their error of order h^2 = 1e-60 is far below
    1e-40."""
    old = ctx.dps
    ctx.dps = 100
    try:
        w = rng(1).normal(size=(B, model.weights))
        exact = model.cast(lambda a: to_objects(a, arb))
        w_exact, h = to_objects(w, arb), arb(10) ** -30
        ours = exact.jacobian(w_exact)
        for k in range(model.weights):
            step = np.array([h * int(j == k) for j in range(model.weights)], dtype=object)
            column = (exact.value(w_exact + step) - exact.value(w_exact - step)) / (2 * h)
            assert all(abs(float(e)) < 1e-40 for e in (column - ours[:, :, k]).ravel())
        assert np.allclose(
            model.jacobian(w), [[[float(e) for e in r] for r in m] for m in ours], rtol=1e-13, atol=1e-14
        )
    finally:
        ctx.dps = old


def test_a_jacobian_agrees_with_mpmath() -> None:
    model = models()[2]
    assert isinstance(model, TwoLayer)
    w = rng(1).normal(size=(B, 12))
    ours = model.jacobian(w)

    def f(j: int, i: int, change: mpmath.mpf, k: int) -> mpmath.mpf:
        row = [mpmath.mpf(float(v)) for v in w[j]]
        row[k] += change
        x, a = model.inputs[j, i], model.readout[j]
        units = (a[u] * mpmath.tanh(mpmath.fdot(row[3 * u : 3 * u + 3], map(float, x))) for u in range(4))
        return mpmath.fsum(units) / 2

    with mpmath.workdps(30):
        for k in range(12):
            assert abs(mpmath.diff(lambda s, k=k: f(1, 1, s, k), 0) - ours[1, 1, k]) < 1e-14


@pytest.mark.parametrize("model", models(), ids=IDS)
def test_the_pullback_is_the_transpose_of_the_jacobian_and_points_are_independent(model: Model) -> None:
    w = rng(2).normal(size=(B, 6, model.weights))
    r = rng(3).normal(size=(B, 6, model.outputs))
    value, pullback = model.linearise(w)
    assert np.allclose(pullback(r), np.einsum("bsnp,bsn->bsp", model.jacobian(w), r), atol=1e-12)
    assert np.allclose(model.value(w[:, 4]), value[:, 4], atol=1e-14)
    some = model.take(np.array([2, 0]))
    assert np.allclose(some.value(w[[2, 0]]), value[[2, 0]], atol=1e-14)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("which", range(len(IDS)), ids=IDS)
def test_no_pair_in_the_ball_beats_the_lipschitz_constant(which: int, seed: int) -> None:
    model, g = models(seed)[which], rng(seed)
    w0 = g.normal(size=(B, model.weights))
    for radius in (1e-6, 0.1, 1.0):
        beta = model.lipschitz(w0, np.full(B, radius))
        points = g.normal(size=(2, B, 200, model.weights))
        points *= radius * g.uniform(size=(2, B, 200, 1)) / np.linalg.norm(points, axis=-1, keepdims=True)
        v, w = w0[:, None] + points
        change = np.linalg.norm(model.jacobian(w) - model.jacobian(v), ord=2, axis=(-2, -1))
        assert np.all(change <= beta[:, None] * np.linalg.norm(w - v, axis=-1) + 1e-12)


def test_the_constant_of_a_quadratic_is_attained_where_the_docstring_says_exact() -> None:
    g = rng(5)
    q = np.array([3.0, -5.0])
    e = np.linalg.qr(g.normal(size=(4, 4)))[0][:2]
    forms = (q[:, None, None] * e[:, :, None] * e[:, None, :])[None]
    forms = (forms + np.swapaxes(forms, -1, -2)) / 2
    model = Quadratic(forms, np.zeros((1, 2, 4)), np.zeros((1, 2)))
    assert model.lipschitz(np.zeros((1, 4)), np.full(1, np.inf))[0] == pytest.approx(5.0, rel=1e-8)
    single = symmetric(g, 1, 1, 4, 4)
    model = Quadratic(single, np.zeros((1, 1, 4)), np.zeros((1, 1)))
    norm = np.linalg.norm(single[0, 0], ord=2)
    assert model.lipschitz(np.zeros((1, 4)), np.full(1, np.inf))[0] == pytest.approx(norm, rel=1e-8)


def test_one_hidden_unit_nearly_attains_the_two_layer_constant() -> None:
    """m = n = d = 1: J(w) = a phi'(w), and the supremum of |a phi''| is beta."""
    model = TwoLayer(np.ones((1, 1, 1)), np.full((1, 1), 2.0))
    beta = model.lipschitz(np.zeros((1, 1)), np.full(1, np.inf))[0]
    v = np.linspace(-2, 2, 4001)[None, :, None]
    slopes = np.diff(model.jacobian(v)[0, :, 0, 0]) / np.diff(v[0, :, 0])
    assert 0.999 * beta < np.abs(slopes).max() <= beta


@pytest.mark.parametrize("which", range(4, 8), ids=IDS[4:8])
def test_the_local_constant_holds_on_the_ball_of_radius_smin_over_two_beta(which: int) -> None:
    model = models()[which]
    w0 = rng(7).normal(size=(B, model.weights))
    s = spectrum(model, w0)
    assert np.all(model.lipschitz(w0, s.radius) <= s.beta)
    assert np.allclose(model.lipschitz(w0, s.radius), s.beta, rtol=1e-4)
    assert np.allclose(s.radius * 2 * s.beta, s.smin)


def test_a_centred_model_vanishes_at_the_start_and_always_has_an_alpha() -> None:
    model = models()[6]
    w0 = rng(8).normal(size=(B, model.weights))
    centred = centre(model, w0)
    assert np.all(centred.value(w0) == 0)
    y = rng(9).normal(size=(B, 2))
    s = spectrum(centred, w0)
    found = alpha_range(s, centred.value(w0), y)
    l0 = np.sum(y * y, axis=-1) / 2
    assert np.allclose(found.low, 6 * s.beta * np.sqrt(8 * s.smax**2 * l0) / s.smin**3)
    assert np.all(found.high == np.inf)


def test_the_range_of_alpha_is_where_the_condition_holds() -> None:
    g = rng(10)
    size = 400
    f0, y = g.normal(size=(size, 2)), g.normal(size=(size, 2))
    one = np.ones(size)
    s = type(spectrum(models()[2], np.zeros((B, 12))))(one, one, 10 ** g.uniform(-2.5, 0, size), one)
    found = alpha_range(s, f0, y)
    alphas = 10 ** np.linspace(-4, 4, 2000)
    loss = np.sum((alphas[:, None, None] * f0 - y) ** 2, axis=-1) / 2
    holds = alphas[:, None] >= 6 * s.beta * np.sqrt(8 * loss)
    inside = (alphas[:, None] > found.low * (1 + 1e-9)) & (alphas[:, None] < found.high * (1 - 1e-9))
    outside = ~((alphas[:, None] > found.low * (1 - 1e-9)) & (alphas[:, None] < found.high * (1 + 1e-9)))
    assert np.all(holds[inside])
    assert not np.any(holds & outside)
    assert 10 < np.sum(~found.exists) < size - 10
    assert np.any(np.isfinite(found.high))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Affine(np.full((1, 1, 2), np.nan), np.zeros((1, 1))), "matrix contains NaN or infinity"),
        (lambda: Affine(np.ones((1, 1, 2)), np.zeros((2, 1))), r"offset has shape \(2, 1\); expected \(1, 1\)"),
        (lambda: Affine(np.ones((1, 1, 2), dtype=int), np.zeros((1, 1))), "matrix has dtype int64"),
        (lambda: check_model(models()[0], np.full((B, 5), np.inf)), "w contains NaN or infinity"),
        (lambda: Quadratic(np.triu(np.ones((1, 1, 2, 2))), np.ones((1, 1, 2)), np.ones((1, 1))), "not symmetric"),
        (lambda: DeepNetwork(np.ones((1, 1, 1)), ()), "widths"),
    ],
)
def test_unusable_parameters_are_refused(build, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        build()
