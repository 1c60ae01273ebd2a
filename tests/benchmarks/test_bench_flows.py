"""Nonlinear flows side by side (n = 5, p = 50, tanh, alpha = 10, t = 1): reported, never asserted on a clock.

Each entry carries the number of its instances (divide by it) and the error that it achieved, in units of the
tolerance 1e-8, against a run at 1e-12. SciPy integrates one instance after the other, with a right-hand side that is
written for speed.
"""

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from numerics.campaign import Result, processes, run_campaign
from numerics.flows import gradient_flow
from numerics.instances import rebuild, stack
from numerics.models import Centred, TwoLayer, centre

BATCH, N, D, M, ALPHA = 256, 5, 5, 10, 10.0
TIMES = np.linspace(0, 1, 11)


@pytest.fixture(scope="module")
def problem() -> tuple[Centred, np.ndarray, np.ndarray, np.ndarray]:
    g = np.random.default_rng(0)
    model = TwoLayer(g.normal(size=(BATCH, N, D)), g.choice([-1.0, 1.0], size=(BATCH, M)))
    w0 = g.normal(size=(BATCH, M * D))
    centred, y = centre(model, w0), g.normal(size=(BATCH, N))
    alpha = np.full(BATCH, ALPHA)
    return centred, w0, y, gradient_flow(centred, w0, y, alpha, TIMES, rtol=1e-12, atol=1e-12).weights


def errors(found: np.ndarray, true: np.ndarray, tolerance: float = 1e-8) -> dict[str, float]:
    scaled = (found - true) / (tolerance + tolerance * np.abs(true))
    worst = np.sqrt(np.mean(scaled**2, axis=-1)).max(axis=-1)
    return {"median_error": float(np.median(worst)), "worst_error": float(np.max(worst))}


@pytest.mark.benchmark(group="flow")
@pytest.mark.parametrize("tolerance", [1e-8, 3e-8])
def test_bench_exponential_collocation(benchmark, problem, tolerance: float) -> None:
    model, w0, y, true = problem
    run = partial(gradient_flow, model, w0, y, np.full(BATCH, ALPHA), TIMES, rtol=tolerance, atol=tolerance)
    flow = benchmark.pedantic(run, rounds=5, warmup_rounds=1)
    benchmark.extra_info.update(errors(flow.weights, true), instances=BATCH)
    assert np.all(np.isfinite(flow.weights))


@pytest.mark.benchmark(group="flow")
@pytest.mark.parametrize("method", ["RK45", "DOP853", "LSODA", "BDF", "Radau"])
def test_bench_scipy(benchmark, problem, method: str) -> None:
    model, w0, y, true = problem
    some = 4 if method in ("BDF", "Radau") else 16

    def run() -> np.ndarray:
        return np.stack([scipy_flow(model, w0, y, b, method) for b in range(some)])

    found = benchmark.pedantic(run, rounds=3, warmup_rounds=1)
    benchmark.extra_info.update(errors(found, true[:some]), instances=some)
    assert np.all(np.isfinite(found))


def scipy_flow(model: Centred, w0: np.ndarray, y: np.ndarray, b: int, method: str) -> np.ndarray:
    inner = model.model
    x, xt, a, offset = inner.inputs[b], inner.inputs[b].T.copy(), inner.readout[b] / np.sqrt(M), model.offset[b]
    column, shift = a[:, None], ALPHA * offset + y[b]

    def rhs(t: float, w: np.ndarray) -> np.ndarray:
        h = np.tanh(w.reshape(M, D) @ xt)
        r = ALPHA * (a @ h) - shift
        return (-ALPHA * (((1 - h * h) * column * r) @ x)).ravel()

    return solve_ivp(rhs, (0, 1), w0[b], method=method, rtol=1e-8, atol=1e-8, t_eval=TIMES).y.T


@pytest.mark.benchmark(group="flow")
@pytest.mark.parametrize("method", ["Tsit5", "Dopri8"])
def test_bench_diffrax(benchmark, problem, method: str) -> None:
    """Not among the test requirements: `pip install diffrax` to see it."""
    diffrax = pytest.importorskip("diffrax")
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    model, w0, y, true = problem
    numpy = jax.numpy

    def field(t, w, args):
        x, a, shift = args
        h = numpy.tanh(w.reshape(M, D) @ x.T)
        r = ALPHA * (a @ h) - shift
        return (-ALPHA * (((1 - h * h) * a[:, None] * r) @ x)).ravel()

    def one(w, *args):
        return diffrax.diffeqsolve(
            diffrax.ODETerm(field),
            getattr(diffrax, method)(),
            0.0,
            1.0,
            None,
            w,
            args=args,
            saveat=diffrax.SaveAt(ts=TIMES),
            stepsize_controller=diffrax.PIDController(rtol=1e-8, atol=1e-8),
            max_steps=20_000,
        ).ys

    inner = model.model
    flow = jax.jit(jax.vmap(one))
    arguments = w0, inner.inputs, inner.readout / np.sqrt(M), ALPHA * model.offset + y
    found = benchmark.pedantic(lambda: np.asarray(flow(*arguments)), rounds=3, warmup_rounds=1)
    benchmark.extra_info.update(errors(found, true), instances=BATCH)
    assert np.all(np.isfinite(found))


def simulate(size: int, batch: int) -> Result:
    """The tightest margin of Theorem 2's loss bound over a batch of instances."""
    i = stack([rebuild(f"two-layer-tanh:2x8/{batch * size + k}") for k in range(size)])
    rate = i.alpha**2 * i.spectrum.smin**2 / 2
    flow = gradient_flow(i.model, i.w0, i.y, i.alpha, 1 / rate[:, None], rtol=1e-6, control="residual")
    held = i.multiple >= 1
    return {"ratio": float(np.max((flow.loss[:, 0] / (i.loss0 * np.exp(-1)))[held], initial=0.0))}


def largest(total: Result, result: Result) -> Result:
    return {"ratio": max(total.get("ratio", 0.0), result["ratio"])}


@pytest.mark.benchmark(group="campaign")
@pytest.mark.parametrize("workers", [1, 2])
def test_bench_workers(benchmark, tmp_path: Path, workers: int) -> None:
    files: Iterator[int] = iter(range(100))

    def run() -> Result:
        pool: partial[Executor] | object = processes(workers)
        found = run_campaign(
            partial(simulate, 200),
            largest,
            document="bench",
            seed=0,
            batches=8,
            journal=tmp_path / f"{next(files)}.db",
            executor=pool,  # type: ignore[arg-type]
            workers=workers,
        )
        assert found.complete
        return found.merged

    assert 0 < benchmark.pedantic(run, rounds=2)["ratio"] <= 1


@pytest.mark.benchmark(group="campaign")
def test_bench_memory_does_not_grow_with_the_instances(benchmark) -> None:
    def peak(batches: int) -> int:
        tracemalloc.start()
        total: Result = {}
        for batch in range(batches):
            total = largest(total, simulate(50, batch))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    few = peak(2)
    many = benchmark.pedantic(partial(peak, 12), rounds=1)
    benchmark.extra_info.update(few=few, many=many)
    assert many < 1.5 * few
