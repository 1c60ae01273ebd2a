"""Flows against 50 digits, balls and tighter runs of themselves, at full size; the tests do a part of it.

Errors are printed in units of the tolerance of the run: atol + rtol |w|, root mean square over the entries.
"""

import numpy as np
import pytest
from flint import arb

from numerics import enclosures
from numerics.arrays import to_objects
from numerics.flows import gradient_flow, gram_flow
from numerics.gram_enclosures import enclose_gram_flow
from numerics.instances import FAMILIES, GramPath, Training, rebuild, stack
from numerics.models import Affine, Model, Quadratic, TwoLayer

TOLERANCES = (1e-5, 1e-8, 1e-11)
GRAMS = ("gram-turning:2x2", "gram-crossing:2x2", "gram-turning-crossing:3x3")


def units(found: np.ndarray, true: np.ndarray, rtol: float, atol: float) -> float:
    return float(np.max(np.sqrt(np.mean(((found - true) / (atol + rtol * np.abs(true))) ** 2, axis=-1))))


def small(seed: int) -> tuple[Model, np.ndarray, np.ndarray]:
    g = np.random.default_rng(seed)
    models: list[Model] = [
        Affine(g.normal(size=(1, 2, 3)), g.normal(size=(1, 2))),
        Quadratic(np.diag(g.normal(size=2))[None, None], g.normal(size=(1, 1, 2)), np.zeros((1, 1))),
        TwoLayer(g.normal(size=(1, 1, 2)), g.normal(size=(1, 2))),
    ]
    model = models[seed % 3]
    return model, g.normal(size=model.weights), g.normal(size=model.outputs)


def nonlinear_agreement(seed: int) -> dict[float, float]:
    """The errors of a gradient flow; the balls contain the Taylor polynomials of 50 digits."""
    model, w0, y = small(seed)
    rate = float(np.linalg.norm(model.jacobian(w0[None])[0], ord=2)) ** 2
    alpha, times = 3.0, [0.5 / (9 * max(1.0, rate)), 2.0 / (9 * max(1.0, rate))]
    true = enclosures.enclose_gradient_flow(model, w0, y, alpha, times, digits=50, rigorous=False)
    balls = enclosures.enclose_gradient_flow(model, w0, y, alpha, times, digits=30)
    assert all(b.contains(t) for b, t in zip(balls.weights.ravel(), true.weights.ravel(), strict=True))
    found = {}
    for tol in TOLERANCES:
        flow = gradient_flow(model, w0[None], y[None], np.array([alpha]), np.array(times), rtol=tol, atol=tol)
        found[tol] = units(flow.weights[0], balls.weights.astype(float), tol, tol)
    return found


def gram_agreement(seed: int) -> dict[float, float]:
    """The errors of z and of the integral of |z - y|, against balls of 50 digits."""
    path: GramPath = rebuild(f"{GRAMS[seed % 3]}/{seed}")
    fields = (to_objects(getattr(path, f), arb) for f in path.__dataclass_fields__ if f != "names")
    time = min(float(path.horizon[0]), 8 / float(path.supremum[0]))
    balls = enclose_gram_flow(GramPath(path.names, *fields).gram, path.z0[0], path.y[0], [time], digits=50)
    r, integral = (balls.z - path.y[0]).astype(float), balls.residual_integral.astype(float)
    found = {}
    for tol in TOLERANCES:
        flow = gram_flow(path.gram, path.z0, path.y, np.array([time]), rtol=tol, atol=tol / 100)
        rounding = 1e-15 * float(np.max(np.abs(path.y)))
        found[tol] = units(flow.z[0] - path.y[0], r, tol, tol / 100 + rounding)
        found[tol] = max(found[tol], units(flow.residual_integral[0], integral, tol, tol / 100))
    return found


@pytest.mark.benchmark(group="agreement")
@pytest.mark.parametrize("agreement", [nonlinear_agreement, gram_agreement])
def test_50_small_flows_agree_with_50_digits_and_balls(benchmark, agreement, capsys) -> None:
    found = benchmark.pedantic(lambda: [agreement(seed) for seed in range(50)], rounds=1)
    worst = {tol: max(one[tol] for one in found) for tol in TOLERANCES}
    with capsys.disabled():
        print(f"\n{agreement.__name__}: worst errors {worst}")
    assert max(worst.values()) < 10


@pytest.mark.benchmark(group="agreement")
@pytest.mark.parametrize("family", ["two-layer-tanh:3x12", "two-layer-softplus:2x8", "quadratic:3x8", *GRAMS])
def test_1000_flows_agree_with_tighter_runs_of_themselves(benchmark, family: str, capsys) -> None:
    assert family.split(":")[0] in FAMILIES
    instances = stack([rebuild(f"{family}/{seed}") for seed in range(1000)])
    solve = trained if isinstance(instances, Training) else followed
    tol = 1e-7
    true, scale = solve(instances, tol / 1000)
    found = benchmark.pedantic(lambda: solve(instances, tol)[0], rounds=1)
    errors = np.sqrt(np.mean(((found - true) / (tol * scale)) ** 2, axis=-1)).max(axis=-1)
    with capsys.disabled():
        print(f"\n{family}: median error {np.median(errors):.2g}, worst {np.max(errors):.3g}")
    assert np.max(errors) < 10


def trained(i: Training, tol: float) -> tuple[np.ndarray, np.ndarray]:
    times = np.array([0.1, 1.0]) / (i.alpha**2 * i.spectrum.smin**2)[:, None]
    flow = gradient_flow(i.model, i.w0, i.y, i.alpha, times, rtol=tol, atol=tol)
    return flow.weights, 1 + np.abs(flow.weights)


def followed(path: GramPath, tol: float) -> tuple[np.ndarray, np.ndarray]:
    times = path.horizon[:, None] * np.linspace(0.1, 1, 8)
    flow = gram_flow(path.gram, path.z0, path.y, times, rtol=tol, atol=tol / 100)
    rounding = 1e-14 / tol * np.max(np.abs(path.y), axis=-1)[:, None, None]
    return flow.z, 1e-2 + np.abs(flow.z - path.y[:, None]) + rounding
