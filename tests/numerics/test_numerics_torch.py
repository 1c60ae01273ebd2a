"""The same code on PyTorch gives the same numbers."""

import numpy as np
import pytest

from numerics.arrays import to_numpy
from numerics.flows import (
    constant_gram_flow,
    dense_gradient_flow,
    gradient_flow,
    gram_flow,
    linear_flow,
    path_length,
    residual_norm,
)
from numerics.instances import rebuild, stack
from numerics.models import alpha_range, spectrum

torch = pytest.importorskip("torch")


@pytest.mark.parametrize("family", ["two-layer-tanh:3x12", "two-layer-softplus:2x8", "quadratic:2x4", "affine:2x4"])
def test_gradient_flows_do_not_depend_on_the_array_library(family: str) -> None:
    batch = stack([rebuild(f"{family}/{seed}") for seed in range(6)])
    times = np.array([0.1, 1.0]) / (batch.alpha**2 * batch.spectrum.smax**2)[:, None]
    options = {"integrands": (path_length, residual_norm), "rtol": 1e-9, "atol": 1e-9}
    here = gradient_flow(batch.model, batch.w0, batch.y, batch.alpha, times, **options)
    model = batch.model.cast(torch.asarray)
    w0, y, alpha, at = (torch.asarray(a) for a in (batch.w0, batch.y, batch.alpha, times))
    there = gradient_flow(model, w0, y, alpha, at, **options)
    assert isinstance(there.weights, torch.Tensor)
    assert np.allclose(to_numpy(there.weights), here.weights, rtol=1e-11, atol=1e-11)
    assert np.allclose(to_numpy(there.loss), here.loss, rtol=1e-5)  # alpha magnifies the rounding of w
    assert np.allclose(to_numpy(there.integrals), here.integrals, rtol=1e-8)
    dense = dense_gradient_flow(model, w0, y, alpha, at[:, -1], **options).at(at)
    assert isinstance(dense.weights, torch.Tensor)
    assert np.allclose(to_numpy(dense.weights), here.weights, rtol=1e-11, atol=1e-11)
    assert np.allclose(to_numpy(dense.integrals), here.integrals, rtol=1e-8)


def test_certificates_do_not_depend_on_the_array_library() -> None:
    i = rebuild("deep-tanh/3")
    model, w0 = i.model.cast(torch.asarray), torch.asarray(i.w0)
    found = spectrum(model, w0)
    assert np.allclose(to_numpy(found.beta), i.spectrum.beta, rtol=1e-10)
    low = alpha_range(found, model.value(w0), torch.asarray(i.y)).low
    assert np.allclose(to_numpy(low) * i.multiple, i.alpha, rtol=1e-9)


def test_closed_forms_and_runge_kutta_do_not_depend_on_the_array_library() -> None:
    path = stack([rebuild(f"gram-turning-crossing:3x3/{seed}") for seed in range(4)])
    times = path.horizon[:, None] * np.array([0.5, 1.0])
    moved = type(path)(
        path.names, *(torch.asarray(getattr(path, f)) for f in path.__dataclass_fields__ if f != "names")
    )
    here = gram_flow(path.gram, path.z0, path.y, times)
    there = gram_flow(moved.gram, moved.z0, moved.y, torch.asarray(times))
    assert np.allclose(to_numpy(there.z), here.z, rtol=1e-9)
    q = path.gram(np.zeros(4), np.arange(4))
    closed = constant_gram_flow(*(torch.asarray(a) for a in (q, path.z0, path.y, times)))
    assert np.allclose(to_numpy(closed), constant_gram_flow(q, path.z0, path.y, times), rtol=1e-12)
    g = np.random.default_rng(0)
    arguments = (
        g.normal(size=(2, 2, 3)),
        g.normal(size=(2, 2)),
        g.normal(size=(2, 3)),
        g.normal(size=(2, 2)),
        np.ones(2),
    )
    for a, b in zip(
        linear_flow(*arguments, np.ones(1)), linear_flow(*map(torch.asarray, (*arguments, np.ones(1)))), strict=True
    ):
        assert np.allclose(a, to_numpy(b), rtol=1e-11)
