"""Functions that are least elsewhere than at 0, and paths that change sign: what holds of the others is refuted."""

import pytest
from lines import assert_refuted, problem

from proofcheck.lang import (
    absolute,
    derivative,
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    inner,
    minimiser,
    natural,
    norm,
    path,
    scalar,
    scalar_function,
    sequence,
    smooth,
    time,
    vector,
)  # fmt: skip

k, t, u, L = natural("k"), time("t"), path("u"), scalar("L", positive=True)
F, x, z = scalar_function("F", dimension("d")), sequence("x", dimension("d")), vector("z", dimension("d"))
steps = for_all(k, eq(x[k + 1], x[k] - frac(1, L) * gradient(F)(x[k])))
moved = norm(x[k + 1] - x[k]) ** 2


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (
            F(x[k + 1]) <= F(x[k]) + inner(gradient(F)(x[k]), x[k + 1] + x[k]) + L / 2 * moved,
            [smooth(F, L), steps, minimiser(z, F), eq(F(z), 0)],
        ),
        (eq(derivative(t, absolute(u(t))), u.dot(t)), []),
    ],
    ids=["a sign in the descent lemma", "the slope of an absolute value"],
)
def test_what_holds_of_the_usual_ones_alone_is_refuted(says, given):
    assert_refuted(problem(says, *given))
