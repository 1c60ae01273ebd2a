"""The simulator's random instances: claims that fail by little, or far away, fail at one of them."""

import numpy as np
import pytest

from proofcheck.lang import (
    Claim,
    cos,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    inner,
    lipschitz,
    log,
    mapping,
    norm,
    operator,
    path,
    scalar,
    scalar_function,
    sin,
    sphere_maximum,
    sphere_minimum,
    time,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import satisfies
from proofcheck.refuters import hunt, refute, search
from proofcheck.refuters.drawn import drawn
from proofcheck.sampling.batches import group_material, groups
from proofcheck.sampling.drawing import draw
from proofcheck.sampling.needs import needs

n = dimension("n")
x, y = scalar("x"), scalar("y")
u, v = vector("u", n), vector("v", n)
A, F, T = operator("A", n, n), scalar_function("F", n), mapping("T", n, n)
W, t = path("W", n), time("t")


def problem(says, *given):
    whole = document("here", "", [Claim("it", "", "step", says, given=given)])
    return whole.problem(whole.claim("it"))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (log(1 + x) >= x - frac(49, 100) * x**2, [x >= 0]),
        (x * log(x) >= -frac(36, 100), [x > 0]),
        (sin(x) + cos(x) <= frac(14, 10), []),
        (log(x) <= 10, [x > 0]),
        (x * exp(-x) <= frac(36, 100), []),
        (inner(u, v) <= frac(99, 100) * norm(u), [eq(norm(v), 1)]),
    ],
    ids=str,
)
def test_what_fails_by_little_or_far_away_is_refuted(says, given):
    assert refute(problem(says, *given)) is not None


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (F(u) >= F(v) + inner(gradient(F)(v), u - v), [for_all(u, F(u) >= 0)]),
        (sphere_maximum(v, norm(A @ v)) <= sphere_minimum(v, norm(A @ v)), []),
        (
            F(W(t)) <= F(W(0)) - x * t,
            [for_all(t >= 0, eq(W.dot(t), -gradient(F)(W(t)))), for_all(u, norm(gradient(F)(u)) <= x)],
        ),
    ],
    ids=["not convex", "not a multiple of an isometry", "slower than its bound"],
)
def test_functions_with_two_minima_norms_on_spheres_and_linear_functions_are_tried(says, given):
    assert refute(problem(says, *given)) is not None


def test_what_is_drawn_is_what_is_simulated():
    asked = problem(norm(u) <= 0)
    needed = needs(asked)
    number, seeds = groups(0, 0)[0]
    sample = draw(needed, group_material(needed, number, 0, seeds))
    [values] = (value for variable, value in sample.setting.values.items() if variable[1] == "u")
    first = next(drawn(asked))
    exact = np.array([float(entry) for entry in first.vectors["u"]])
    assert np.abs(values[:, 0] - exact).max(axis=1).min() < 0.1


def test_unit_vectors_are_rounded_on_the_sphere():
    asked = problem(inner(u, v) <= 0, eq(norm(u), 1), eq(norm(v), 1))
    found = [instance for instance, _ in zip(drawn(asked), range(8), strict=False)]
    assert found
    for instance in found:
        assert satisfies(asked, instance)


def test_a_true_claim_is_not_doubted():
    assert not list(drawn(problem(inner(u, v) <= norm(u) * norm(v))))
    assert not list(drawn(problem(exp(x) >= 1 + x)))


def test_what_no_family_has_is_not_drawn():
    assert not list(drawn(problem(norm(T(u) - T(v)) <= norm(u - v), lipschitz(T, 2))))


def test_a_hunt_goes_on_where_it_stopped(monkeypatch):
    made = []
    monkeypatch.setattr(
        search, "Search", lambda *parts, **named: made.append(search_class(*parts, **named)) or made[-1]
    )
    found = list(hunt(problem(exp(x) >= 1 + x)))
    assert found == [None, None]
    assert len(made) == 1
    assert made[0].meter.total == search.DEFAULT_BUDGET.evaluations


search_class = search.Search


def test_the_first_candidates_come_before_everything(monkeypatch):
    monkeypatch.setattr(search, "solutions", lambda *_, **__: pytest.fail("nothing had to be solved"))
    assert next(hunt(problem(x >= -1))) is not None
