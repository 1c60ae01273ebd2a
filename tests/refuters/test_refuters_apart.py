"""Instances of many hypotheses: what shares nothing but numbers with a claim is met apart."""

from lines import problem

from proofcheck.lang import (
    dimension,
    eq,
    expectation,
    for_all,
    gradient,
    lipschitz,
    minimiser,
    natural,
    norm,
    random_vector,
    scalar,
    scalar_function,
    sequence,
    smooth,
    vector,
)
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.refuters import refute, witness
from proofcheck.refuters.apart import apart

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
