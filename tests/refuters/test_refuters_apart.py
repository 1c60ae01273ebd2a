"""Instances of many hypotheses, and in many dimensions: what is apart from a claim is met apart, and left out."""

from fractions import Fraction as Q

from lines import problem

from proofcheck.lang import (
    dimension,
    eq,
    expectation,
    for_all,
    gradient,
    inner,
    lipschitz,
    minimiser,
    natural,
    norm,
    operator,
    random_vector,
    scalar,
    scalar_function,
    sequence,
    smooth,
    vector,
)
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.refuters import refute, witness
from proofcheck.refuters.apart import apart
from proofcheck.refuters.shrink import shrunk

n = dimension("n")
c, m, L, s = (scalar(name) for name in ("c", "m", "L", "s"))
f, h = scalar_function("f", n), scalar_function("h", n)
g, x, u, low = random_vector("g", n), vector("x", n), vector("u", n), vector("low", n)
a, q = sequence("a"), sequence("q")
k = natural("k")

SETTING = [
    m > 0,
    L > 0,
    smooth(f, L),
    minimiser(low, f),
    eq(expectation(g), gradient(f)(x)),
    expectation(norm(g - gradient(f)(x)) ** 2) <= s**2,
    lipschitz(h, m),
    norm(u) <= c,
    s >= 0,
]
RECURSION = [
    for_all(k, a[k] >= 0),
    for_all(k, eq(q[k], 2 / (m * (k + 2)))),
    for_all(k, a[k + 1] <= (1 - m * q[k]) * a[k] + L * s**2 * q[k] ** 2),
]


def test_a_false_line_about_a_sequence_is_found_beside_many_functions():
    asked = problem(for_all(k >= 1, a[k] <= L * s**2 / (m**2 * (k + 1))), *SETTING, *RECURSION)
    found = refute(asked)
    assert found is not None
    confirm(asked, found.instance)


def test_hypotheses_that_share_numbers_alone_fall_apart():
    asked = problem(a[0] <= a[1], *SETTING, *RECURSION)
    parts = apart(asked)
    assert parts is not None
    assert len(parts.others) == 3
    found = witness(asked)
    assert found is not None
    satisfies(asked, found)


def test_the_other_hypotheses_are_met_for_the_numbers_that_were_found():
    asked = problem(c <= 1, eq(norm(u), c), norm(x) <= 1)
    found = refute(asked)
    assert found is not None
    assert sum(entry**2 for entry in found.instance.vectors["u"]) > 1
    confirm(asked, found.instance)


def test_nothing_is_found_where_the_other_hypotheses_forbid_it():
    asked = problem(c >= 0, norm(u) <= c)
    assert apart(asked) is not None
    assert refute(asked) is None
    assert witness(problem(c >= 0, norm(u) <= c, c <= 1, norm(x) <= c - 1)) is not None


def test_hypotheses_about_the_same_things_stay_together():
    assert apart(problem(norm(x) <= 1, norm(x - u) <= c, norm(u) <= m, c + m <= 1)) is None


def test_a_counterexample_is_shown_in_few_dimensions():
    p = dimension("p")
    bump = scalar_function("h", p)
    A, v, z = operator("A", p, n), vector("v", p), vector("z", p)
    asked = problem(norm(v) ** 2 * norm(z) ** 2 + bump(A @ x) <= inner(v, z) ** 2 + bump(A @ x), norm(A @ x) <= 9)
    many = Instance(
        dims={"n": 6, "p": 5},
        vectors={"x": (Q(1),) * 6, "v": (Q(1), Q(0), Q(2), Q(0), Q(1)), "z": (Q(0), Q(1), Q(1), Q(0), Q(0))},
        operators={"A": tuple(tuple(Q(i == j) for j in range(6)) for i in range(5))},
        functions={"h": ({(2, 0, 0, 0, 0): Q(1), (0, 0, 0, 0, 1): Q(1)},)},
    )
    found, _ = shrunk(asked, many, confirm(asked, many), 1)
    assert found.dims == {"n": 1, "p": 2}
    confirm(asked, found)


def test_claims_share_what_meets_the_same_hypotheses_and_get_values_for_letters_of_their_own():
    first, second = (witness(problem(goal, norm(x) <= 1, c >= 2)) for goal in (norm(x) <= c, c - norm(x) >= 1))
    assert first is second
    assert "m" in witness(problem(c <= c + m**2, norm(x) <= 1, c >= 2)).scalars
