"""A hypothesis that determines a path or a sequence is checked like any other: nothing is taken for satisfied."""

import pytest

from proofcheck.lang import (
    Claim,
    eq,
    exp,
    for_all,
    frac,
    implies,
    inner,
    jacobian,
    mapping,
    maximum,
    natural,
    norm,
    path,
    scalar,
    sequence,
    sqrt,
    unit,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import NotConfirmed, satisfies
from proofcheck.models.instance import Instance
from proofcheck.refuters import refute, witness

t, c, k = scalar("t"), scalar("c"), natural("k")
x, a, b, q = path("x"), path("a"), path("b"), sequence("q")
w, f, e, z = path("w", 1), mapping("f", 1, 1), vector("e", 1), vector("z", 1)


def asked(says, given):
    [claim] = document("here", "", [Claim("it", "", "step", says, given=given)]).claims
    return document("here", "", [claim]).problem(claim)


CONTRADICTORY = [
    [for_all(k, eq(q[k], k)), for_all(k, eq(q[k + 1], 2 * q[k]))],
    [for_all(k, eq(q[k + 1], q[k] + 1)), for_all(k, eq(q[k + 1], 2 * q[k])), eq(q[0], 0)],
    [for_all(k, eq(q[k + 1], sqrt(q[k] - 1)))],
    [for_all(k, eq(q[k + 1], q[k] + 1)), for_all(k, q[k] <= c)],
    [eq(x(0), frac(1, 2)), for_all(within(t, -5, 1), eq(x.dot(t), -(x(t) ** 2)))],
    [for_all(t, eq(x(t), maximum(t - 1, 0)))],
    [for_all(t, eq(x.dot(t), x(t))), for_all(t, eq(x(t), 1 + t))],
    [for_all(t, eq(x(t), t)), for_all(t, eq(x(t), 2 * t)), x(1) >= 1],
    [for_all(t >= 0, eq(x.dot(t), -x(t))), eq(x(0), 1), for_all(t >= 0, x(t) >= frac(1, 2))],
    [eq(c, c + 1)],
    [for_all(t, eq(x(t), x(t) + 1))],
]


@pytest.mark.parametrize("given", CONTRADICTORY, ids=str)
def test_hypotheses_that_contradict_each_other_have_no_witness_and_refute_nothing(given):
    assert witness(asked(c**2 >= 0, given)) is None
    assert refute(asked(x(0) + q[0] + c <= -1, given)) is None


TRUE = [
    (eq(x(0), 0), [for_all(t, eq(x(t + 1), 2 * x(t))), for_all(t, eq(x.dot(t), 0 * x(t)))]),
    (x(0) <= frac(1, 4), [for_all(within(t, -5, 1), eq(x.dot(t), -(x(t) ** 2)))]),
    (
        eq(norm(w(0)), 0),
        [
            unit(e),
            for_all(z, eq(f(z), inner(z, z) * e)),
            for_all(t, eq(w.dot(t), -(jacobian(f)(w(t)).T @ f(w(t))))),
        ],
    ),
    (x(0) <= 1, [implies(c >= 0, for_all(t, eq(x.dot(t), 0 * t))), eq(c, 1), x(5) <= 1]),
]


@pytest.mark.parametrize(("says", "given"), TRUE, ids=str)
def test_what_two_laws_or_the_range_of_one_force_is_not_refuted(says, given):
    assert refute(asked(says, given)) is None


SATISFIABLE = [
    [for_all(t, eq(x.dot(t), x(t))), eq(x(0), 1)],
    [for_all(t, eq(a.dot(t), b(t))), for_all(t, eq(b.dot(t), -a(t)))],
    [for_all(k, eq(q[k + 1], q[k] / 2))],
    [for_all(k, eq(q[k], k))],
    [for_all(t, eq(x(t), exp(-t)))],
    [for_all(t, eq(x(t), x(t)))],
    [for_all(k, eq(q[k], q[k - 1] / 2))],
]


@pytest.mark.parametrize("given", SATISFIABLE, ids=str)
def test_laws_that_paths_and_sequences_can_obey_have_a_witness_that_is_confirmed_again(given):
    problem = asked(x(0) ** 2 + q[0] ** 2 >= 0, given)
    found = witness(problem)
    assert found is not None
    assert len(satisfies(problem, found)) == len(problem.hypotheses)


def test_a_hypothesis_that_says_nothing_forbids_nothing():
    assert refute(asked(x(1) <= x(0), [for_all(t, eq(x(t), x(t)))])) is not None


def test_a_recursion_written_backwards_is_one():
    problem = asked(q[1] <= q[0], [for_all(k, eq(q[k], q[k - 1] / 2))])
    assert refute(problem) is not None  # from a negative start the sequence grows
    assert refute(asked(q[1] ** 2 <= q[0] ** 2, [for_all(k, eq(q[k], q[k - 1] / 2))])) is None


def test_an_instance_at_which_a_hypothesis_has_no_value_satisfies_nothing():
    problem = asked(c >= 0, [sqrt(c) >= 0])
    with pytest.raises(NotConfirmed):
        satisfies(problem, Instance(scalars={"c": -1}))


def test_the_end_of_the_time_that_is_spoken_of_is_looked_at():
    blows_up = for_all(within(t, 0, frac(3, 4)), eq(x.dot(t), x(t) ** 2))
    made = asked(x(t) <= 2, [blows_up, eq(x(0), 1), t >= 0, t <= frac(3, 4)])
    assert refute(made).instance.scalars["t"] * 2 > 1
