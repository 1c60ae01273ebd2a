"""The search goes in rounds: a larger budget goes on where a smaller one ends, and each source has its share."""

import pytest

from proofcheck.lang import (
    Claim,
    dimension,
    eq,
    for_all,
    inner,
    natural,
    norm,
    operator,
    scalar,
    scalar_function,
    sequence,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.refuters.approximate import Meter
from proofcheck.refuters.candidates import Search
from proofcheck.refuters.rounds import violations
from proofcheck.sampling.outline import outline

n, k = dimension("n"), natural("k")
x, b, q = scalar("x"), scalar("b"), sequence("q")
u, v, A = vector("u", n), vector("v", n), operator("A", n, n)
F = scalar_function("F", n)


def first_found(says, given, budget):
    """The first violation within a number of evaluations, and after how many."""
    made = document("d", "", [Claim("c", "", "step", says, given=given)])
    meter = Meter(budget)
    search = Search(outline(made.problem(made.claims[0])), meter, violating=True)
    return next(filter(None, violations(search, 0)), None), meter.spent


@pytest.mark.parametrize(
    "says", [norm(A @ u + v) <= 7 * norm(u), F(u) - F(v) <= inner(u, u) + 4 * norm(v) + 9], ids=str
)
@pytest.mark.parametrize("more", [1, 1.3])
def test_a_larger_budget_finds_what_a_smaller_one_finds(says, more):
    found, spent = first_found(says, [], 20_000)
    assert found is not None
    assert first_found(says, [], int(more * spent)) == (found, spent)


def test_late_terms_of_a_recursion_leave_room_for_other_candidates():
    """u has to be long: the twentieth terms, of which each takes as long as all others, are not in the way."""
    law = for_all(k, eq(q[k + 1], q[k] - b * q[k] + x))
    found, _ = first_found(norm(u) ** 2 * q[k] <= 900 + 4 * x**2, [law, q[0] <= 2, b >= 0, b <= 1, x <= 2], 10_000)
    assert found is not None
