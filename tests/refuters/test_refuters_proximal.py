"""Several proximal points and subgradients at once: the point of which each is the proximal point is solved for."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import convex, dimension, inner, norm, proximal_point, scalar, scalar_function, subgradient, vector
from proofcheck.models.confirmation import satisfies
from proofcheck.refuters import witness

n = dimension("n")
f, h = scalar_function("f", n), scalar_function("h", n)
u, v, x, y = (vector(name, n) for name in "uvxy")
s = scalar("s", positive=True)
NEAR = [convex(f), proximal_point(u, f, s, x), proximal_point(v, f, s, y)]
FALSE = {
    "half as far apart": (norm(u - v) <= norm(x - y) / 2, NEAR),
    "the wrong one is longer": (norm(u - v) ** 2 >= inner(u - v, x - y), NEAR),
    "steps that differ": (
        norm(u - v) <= norm(x - y),
        [convex(f), proximal_point(u, f, s, x), proximal_point(v, f, 1, y)],
    ),
    "functions that differ": (
        norm(u - v) <= norm(x - y),
        [convex(f), convex(h), proximal_point(u, f, 1, x), proximal_point(v, h, 1, y)],
    ),
    "strong monotonicity": (
        inner(u - v, x - y) >= norm(x - y) ** 2,
        [convex(f), subgradient(u, f, x), subgradient(v, f, y)],
    ),
}


@each_of(FALSE)
def test_lines_about_two_proximal_points_are_refuted(line):
    says, given = line
    assert_refuted(problem(says, *given))


def test_two_proximal_points_are_not_further_apart():
    asked = problem(norm(u - v) <= norm(x - y), *NEAR)
    assert_proved(asked)
    satisfies(asked, witness(asked))
