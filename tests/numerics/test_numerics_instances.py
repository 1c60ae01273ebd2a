"""Instances have the properties that their families promise, and their names rebuild them."""

import pickle

import numpy as np
import pytest

from numerics.errors import ModelError, NumericsError
from numerics.flows import gradient_flow, gram_flow
from numerics.instances import FAMILIES, GramPath, Operator, Training, haar, rebuild, singular_values, stack


def arrays(value: object) -> list[np.ndarray]:
    if isinstance(value, np.ndarray):
        return [value]
    names = getattr(value, "__dataclass_fields__", {})
    return [array for name in names for array in arrays(getattr(value, name))]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_name_rebuilds_its_instance_and_a_seed_changes_it(family: str) -> None:
    once, again, other = rebuild(f"{family}/5"), rebuild(f"{family}/5"), rebuild(f"{family}/6")
    assert all(np.array_equal(a, b) for a, b in zip(arrays(once), arrays(again), strict=True))
    assert any(a.shape != b.shape or not np.array_equal(a, b) for a, b in zip(arrays(once), arrays(other), strict=True))
    if not isinstance(once, Operator):
        assert once.names == (f"{family}/5",)
        assert pickle.loads(pickle.dumps(once)).names == once.names


def test_operators_have_the_singular_values_they_declare() -> None:
    conditions = []
    for seed in range(300):
        o = rebuild(f"operator/{seed}")
        assert isinstance(o, Operator)
        n, p = o.matrix.shape
        assert n < p
        found = np.linalg.svd(o.matrix, compute_uv=False)
        assert np.allclose(found, o.values, rtol=0, atol=1e-14 * n * o.values[0])
        assert np.allclose(o.left.T @ o.left, np.eye(n), atol=1e-14)
        assert np.allclose(o.right.T @ o.right, np.eye(n), atol=1e-14)
        conditions.append(o.values[0] / o.values[-1])
    assert min(conditions) == 1
    assert 1e4 < max(conditions) <= 1e6 * (1 + 1e-9)


def test_patterns_include_equal_repeated_and_clustered_singular_values() -> None:
    rng = np.random.default_rng(0)
    seen = [singular_values(rng, 4) for _ in range(200)]
    assert all(np.all(np.diff(v) <= 0) and v[-1] > 0 for v in seen)
    assert any(np.all(v == 1) for v in seen)
    assert any(v[-1] == v[-2] < v[0] for v in seen)
    assert any(v[0] == v[1] > v[-1] for v in seen)
    assert any(0 < v[0] - v[-1] < 1e-8 for v in seen)


def test_haar_bases_have_the_moments_of_haar_measure() -> None:
    """For Haar measure on O(2): E q_ij = 0, E q_ij^2 = 1/2, E q_ij^4 = 3/8."""
    rng = np.random.default_rng(1)
    q = np.stack([haar(rng, 2, 2) for _ in range(4000)])
    assert np.allclose(q.mean(0), 0, atol=0.05)
    assert np.allclose((q**2).mean(0), 1 / 2, atol=0.03)
    assert np.allclose((q**4).mean(0), 3 / 8, atol=0.03)


@pytest.mark.parametrize("family", [f for f in FAMILIES if not f.startswith(("gram", "operator"))])
def test_training_instances_satisfy_assumption_1_with_alpha_at_its_multiple(family: str) -> None:
    multiples = set()
    for seed in range(40):
        i = rebuild(f"{family}/{seed}")
        assert isinstance(i, Training)
        s, model = i.spectrum, i.model
        assert model.weights > model.outputs or family == "both-layers-tanh"
        assert np.all(model.value(i.w0) == 0)
        assert s.smin[0] > 0
        threshold = 6 * s.beta * np.sqrt(8 * s.smax**2 * i.loss0) / s.smin**3
        assert np.allclose(i.alpha, i.multiple * threshold, rtol=1e-9)
        assert np.all(model.lipschitz(i.w0, s.radius) <= s.beta)
        multiples.add(float(i.multiple[0]))
    assert min(multiples) < 1 < max(multiples)


def test_targets_lie_along_singular_vectors_often_and_anywhere_sometimes() -> None:
    aligned = 0
    for seed in range(100):
        i = rebuild(f"two-layer-tanh:3x12/{seed}")
        left = np.linalg.svd(i.model.jacobian(i.w0)[0])[0]
        shares = np.abs(left.T @ i.y[0]) / np.linalg.norm(i.y[0])
        aligned += int(np.max(shares) > 1 - 1e-9)
    assert 30 < aligned < 90


@pytest.mark.parametrize("family", ["gram-turning", "gram-crossing", "gram-turning-crossing"])
def test_gram_paths_attain_their_infimum_and_stay_above_it(family: str) -> None:
    turned = crossed = 0
    for seed in range(60):
        path = rebuild(f"{family}/{seed}")
        assert isinstance(path, GramPath)
        t = np.linspace(0, path.horizon[0], 400)
        index = np.zeros(400, dtype=int)
        q = path.gram(t, index)
        size = path.supremum[0]
        assert np.allclose(q, q.swapaxes(-1, -2), atol=1e-13 * size)
        kappa = np.linalg.eigvalsh(q)
        assert np.all(kappa >= path.infimum - 1e-12 * size)
        assert np.all(kappa <= path.supremum * (1 + 1e-12))
        lowest = np.min(path.gap[0])
        touching = path.touch[0][path.gap[0] == lowest]
        assert lowest == 0
        assert np.all((touching >= 0) & (touching <= path.horizon[0]))
        for moment in touching:
            at = np.linalg.eigvalsh(path.gram(np.array([moment]), index[:1])[0])[0]
            assert abs(at - path.infimum[0]) <= 1e-12 * size
        d = path.eigenvalues(t, index)
        crossed += bool(d.shape[1] > 1 and len({tuple(np.argsort(row)) for row in d}) > 1)
        commutator = q[0] @ q[-1] - q[-1] @ q[0]
        turned += bool(np.max(np.abs(commutator)) > 1e-6 * size**2)
    assert (turned > 20) == ("turning" in family)
    assert (crossed > 20) == ("crossing" in family)


def test_a_stack_evolves_like_its_members() -> None:
    paths = [rebuild(f"gram-turning-crossing:3x3/{seed}") for seed in range(5)]
    whole = stack(paths)
    times = whole.horizon[:, None] * np.array([0.5, 1.0])
    flow = gram_flow(whole.gram, whole.z0, whole.y, times)
    assert np.all(flow.loss <= flow.loss[:, :1] * np.exp(-whole.infimum[:, None] * (times - times[:, :1])) * (1 + 1e-7))
    one = gram_flow(paths[3].gram, paths[3].z0, paths[3].y, times[3])
    assert np.allclose(one.z[0], flow.z[3], rtol=1e-12)
    nets = [rebuild(f"two-layer-tanh:2x6/{seed}") for seed in range(4)]
    both = stack(nets)
    assert both.names[2] == "two-layer-tanh:2x6/2"
    times = (1 / (both.alpha**2 * both.spectrum.smax**2))[:, None]
    flows = gradient_flow(both.model, both.w0, both.y, both.alpha, times)
    alone = gradient_flow(nets[1].model, nets[1].w0, nets[1].y, nets[1].alpha, times[1])
    assert np.allclose(flows.weights[1], alone.weights[0], rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("operater/1", "did you mean 'operator'"),
        ("operator", "write family/seed"),
        ("xyz/1", "families: operator, affine"),
        ("operator:0x2/1", "dimensions start at 1"),
        ("operator:3x2/1", "rank 3 needs at least 3 columns"),
        ("affine:2x9x3/1", "affine takes two sizes, NxP"),
        ("both-layers-tanh:2x9x3/1", "one hidden layer, so two sizes"),
        ("two-layer-tanh:4x3/1", "p of at least 4"),
    ],
)
def test_a_wrong_name_is_told_the_remedy(name: str, message: str) -> None:
    with pytest.raises(NumericsError, match=message):
        rebuild(name)


def test_only_instances_of_one_shape_are_stacked() -> None:
    with pytest.raises(NumericsError, match="instances is empty"):
        stack([])
    with pytest.raises((ModelError, ValueError)):
        stack([rebuild("affine:2x4/1"), rebuild("affine:3x4/1")])
