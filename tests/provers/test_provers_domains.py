"""What holds in a ball or on a convex set alone: Lipschitz functions and maps, the descent lemma, least values."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    both,
    convex,
    convex_set,
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    implies,
    inner,
    jacobian,
    lipschitz,
    mapping,
    member,
    minimiser,
    norm,
    scalar,
    scalar_function,
    strongly_convex,
    subset,
    vector,
)

d, m = dimension("d"), dimension("m")
r, L, mu = (scalar(name, positive=True) for name in ("r", "L", "mu"))
u, v, w, x, y, z = (vector(name, d) for name in "uvwxyz")
F, G, C = scalar_function("F", d), mapping("G", d, m), subset("C", d)
g, J = gradient(F), jacobian(G)


def near(point):
    """A point belongs to the ball around w."""
    return norm(point - w) <= r


def in_ball(bounded):
    """What is said of each point of the ball."""
    return for_all(z, implies(near(z), bounded))


smooth_in_ball = for_all((x, y), implies(both(near(x), near(y)), norm(g(x) - g(y)) <= L * norm(x - y)))
short_on_set = for_all(z, implies(member(z, C), norm(g(z)) <= L))
below_parabola = F(u) <= F(v) + inner(g(v), u - v) + frac(L, 2) * norm(u - v) ** 2
ends, on_set = [near(u), near(v)], [convex_set(C), member(u, C), member(v, C)]
least = [convex_set(C), minimiser(u, F, C)]


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (lipschitz(F, L), [for_all(z, norm(g(z)) <= L)]),
        (F(u) - F(v) <= L * norm(u - v), [in_ball(norm(g(z)) <= L), *ends]),
        (absolute(F(u) - F(w)) <= L * r, [in_ball(norm(g(z)) <= L), near(u)]),
        (
            F(u) - F(v) <= L * norm(u - v),
            [for_all(z, implies(norm(z) <= r, norm(g(z)) <= L)), norm(u) <= r, norm(v) <= r],
        ),
        (F(u) - F(v) <= L * norm(u - v), [short_on_set, *on_set]),
        (norm(G(u) - G(v)) <= L * norm(u - v), [in_ball(norm(J(z)) <= L), *ends]),
        (below_parabola, [smooth_in_ball, *ends]),
        (inner(g(u), v - u) >= 0, [*least, member(v, C)]),
        (F(v) - F(u) >= frac(mu, 2) * norm(v - u) ** 2, [*least, member(v, C), strongly_convex(F, mu)]),
        (inner(g(v), v - u) >= 0, [*least, member(v, C), convex(F)]),
    ],
    ids=str,
)
def test_what_is_known_in_a_convex_domain_is_enough(says, given):
    assert_proved(problem(says, *given))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (F(u) - F(v) <= frac(1, 2) * L * norm(u - v), [in_ball(norm(g(z)) <= L), *ends]),
        (F(u) <= F(v) + inner(g(v), u - v) + frac(L, 4) * norm(u - v) ** 2, [smooth_in_ball, *ends]),
        (inner(g(u), v - u) >= 0, [minimiser(u, F, C), member(v, C)]),
        (inner(g(u), v - u) >= 0, least),
        (eq(inner(g(u), v - u), 0), [*least, member(v, C)]),
        (F(v) - F(u) >= mu * norm(v - u) ** 2, [*least, member(v, C), strongly_convex(F, mu)]),
    ],
    ids=str,
)
def test_less_is_not(says, given):
    assert_refuted(problem(says, *given))
