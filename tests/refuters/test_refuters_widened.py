"""Sequences that are made for the first indices alone have instances where something else speaks of all indices."""

import pytest

from proofcheck.lang import (
    Claim,
    dimension,
    eq,
    for_all,
    frac,
    mapping,
    natural,
    norm,
    scalar,
    sequence,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.refuters import Budget, refute, witness

n, k, T = dimension("n"), natural("k"), natural("T")
w, g, f = sequence("w", n), sequence("g", n), mapping("f", n, n)
a, G, u = scalar("a"), scalar("G"), vector("u", n)

TURN, STEP = within(k, 1, T), norm(w[k + 1] - w[k])
BY_SLOPES = [for_all(k, eq(w[k + 1], w[k] - a * g[k])), for_all(TURN, eq(g[k], f(w[k]))), for_all(k, norm(g[k]) <= G)]
AT_ONCE = [for_all(TURN, eq(w[k + 1], w[k] - a * f(w[k]))), for_all(u, norm(f(u)) <= G * norm(u))]
FEW = Budget(evaluations=1_500, turned=0, drawn=False, fitting=False)


def asked(says, given):
    made = document("d", "", [Claim("c", "", "step", for_all(TURN, says), given=[*given, a > 0])])
    return made.problem(made.claims[0])


@pytest.mark.parametrize(("given", "most"), [(BY_SLOPES, a * G), (AT_ONCE, a * G * norm(w[k]))])
def test_instances_list_the_members_that_are_made(given, most):
    true, false = asked(most >= STEP, given), asked(frac(1, 2) * most >= STEP, given)
    satisfies(true, witness(true))
    assert refute(true, budget=FEW) is None
    found = refute(false)
    assert found is not None
    confirm(false, found.instance)
