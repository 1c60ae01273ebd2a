"""Of sequences of which something is assumed for all indices the first members are searched for."""

import pytest

from proofcheck.lang import (
    Claim,
    dimension,
    eq,
    for_all,
    frac,
    inner,
    natural,
    norm,
    scalar,
    sequence,
    summation,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.refuters import Budget, refute, witness

n, k, t, T = dimension("n"), natural("k"), natural("t"), natural("T")
p, q, X, g = sequence("p"), sequence("q"), sequence("X", n), sequence("g", n)
a, u = scalar("a"), vector("u", n)


def asked(says, given):
    made = document("d", "", [Claim("c", "", "step", says, given=given)])
    return made.problem(made.claims[0])


FALLS = [for_all(k, p[k + 1] <= p[k] - q[k] ** 2), for_all(k, p[k] >= 0), T >= 1]
STEPS = [for_all(k, eq(X[k + 1], X[k] - a * g[k])), for_all(k, inner(g[k], X[k] - u) >= 0), a > 0]
FALSE = [
    (summation(t, 1, T, q[t] ** 2) <= frac(9, 10) * p[1], FALLS),
    (norm(X[T] - u) <= norm(X[0] - u), STEPS),
    (q[k + 1] <= q[k], [for_all(k, q[k] >= 0), for_all(k, q[k + 2] <= q[k])]),
]


@pytest.mark.parametrize(("says", "given"), FALSE, ids=str)
def test_a_bound_that_fails_at_the_first_members_is_refuted(says, given):
    problem = asked(says, given)
    found = refute(problem)
    assert found is not None
    assert confirm(problem, found.instance) == found.confirmation
    assert found.instance.firsts


def test_the_sharp_bound_is_not_refuted():
    quick = Budget(evaluations=500, turned=0, solver=False, drawn=False)
    assert refute(asked(summation(t, 1, T, q[t] ** 2) <= p[1], FALLS), budget=quick) is None


@pytest.mark.parametrize(
    "given",
    [
        [for_all(k, eq(q[k] ** 2, q[k])), eq(q[0] + q[1] + q[2], 2), q[1] < q[2]],
        [for_all(k, norm(X[k]) <= 1), eq(inner(X[1], X[2]), 0), eq(norm(X[1]), 1), eq(norm(X[3] - X[1]), 2)],
    ],
    ids=str,
)
def test_members_that_no_curve_goes_through_are_a_witness(given):
    problem = asked(a <= a + 1, given)
    found = witness(problem)
    assert found is not None
    assert len(satisfies(problem, found)) == len(given)
