"""What is said of a ball alone, or of a convex set, says nothing beyond it."""

import pytest
from lines import assert_refuted, problem

from proofcheck.lang import (
    convex_set,
    dimension,
    for_all,
    gradient,
    implies,
    inner,
    member,
    norm,
    projection,
    scalar,
    scalar_function,
    subset,
    vector,
)

d = dimension("d")
r, L = scalar("r", positive=True), scalar("L", positive=True)
u, v, w, z = (vector(name, d) for name in "uvwz")
F, C, D = scalar_function("F", d), subset("C", d), subset("D", d)
g = gradient(F)
nearest = [convex_set(C), projection(u, w, C)]
in_ball = for_all(z, implies(norm(z - w) <= r, norm(g(z)) <= L))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (norm(u) <= norm(w), nearest),
        (inner(u, w) <= norm(u) ** 2, nearest),
        (norm(u - v) <= norm(w - z), [*nearest, convex_set(D), projection(v, z, D)]),
        (member(u / 2, C), [convex_set(C), member(u, C)]),
        (F(v) >= 0, [for_all(z, implies(norm(z) <= 1, F(z) >= 0))]),
        (F(v) >= 0, [for_all(z, implies(norm(z) <= r, F(z) >= 0)), norm(v) <= 2 * r]),
        (norm(g(u)) <= L, [in_ball, norm(u - w) <= 3 * r]),
    ],
    ids=str,
)
def test_lines_that_forget_the_ball_or_the_set_are_refuted(says, given):
    assert_refuted(problem(says, *given))
