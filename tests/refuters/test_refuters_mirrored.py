"""Steps that give the gradient of a function at the next member, as those of mirror descent do, have instances."""

import pytest
from lines import assert_refuted, problem

from proofcheck.lang import (
    convex,
    dimension,
    eq,
    for_all,
    gradient,
    inner,
    minimiser,
    natural,
    norm,
    scalar,
    scalar_function,
    sequence,
    strongly_convex,
    vector,
)
from proofcheck.refuters import Budget, refute
from proofcheck.refuters.mirrored import mirrored

d, k = dimension("d"), natural("k")
f, p = scalar_function("f", d), scalar_function("p", d)
x, best, v = sequence("x", d), vector("best", d), vector("v", d)
s, c, G = scalar("s"), scalar("c"), scalar("G")
STEPS = for_all(k, eq(gradient(p)(x[k + 1]), gradient(p)(x[k]) - s * gradient(f)(x[k])))
SETTING = [
    s > 0,
    c > 0,
    strongly_convex(p, c),
    convex(f),
    for_all(v, norm(gradient(f)(v)) <= G),
    minimiser(best, f),
    STEPS,
]


def divergence(y, z):
    return p(y) - p(z) - inner(gradient(p)(z), y - z)


def moved(sign):
    """What a step gains, with the divergence of the step added or taken off."""
    gained = divergence(best, x[k]) - divergence(best, x[k + 1]) + sign * divergence(x[k + 1], x[k])
    return eq(s * inner(gradient(f)(x[k]), x[k + 1] - best), gained)


@pytest.mark.parametrize(
    "line",
    [moved(1), f(x[k + 1]) <= f(x[k]) - s * norm(gradient(f)(x[k])) ** 2],
    ids=["a wrong sign", "no step size is too large"],
)
def test_mistakes_about_mirror_descent_are_found(line):
    assert_refuted(problem(line, *SETTING))


def test_true_lines_are_not_called_false():
    asked = problem(moved(-1), *SETTING)
    assert any(True for _ in mirrored(asked))
    assert refute(asked, budget=Budget(evaluations=2_000, turned=0, drawn=False, fitting=False)) is None


def test_other_steps_are_left_as_they_are():
    asked = problem(s >= 0, for_all(k, eq(x[k + 1], x[k] - s * gradient(f)(x[k]))), convex(f))
    assert not any(True for _ in mirrored(asked))
