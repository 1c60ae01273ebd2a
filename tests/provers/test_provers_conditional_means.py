"""Means given what is known: the tower rule, what is taken out, projections, martingale differences."""

import pytest
from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    Reason,
    conditional_expectation,
    dimension,
    eq,
    exp,
    expectation,
    inner,
    norm,
    random_scalar,
    random_vector,
    scalar,
    surely,
    vector,
)
from proofcheck.provers.conditioning import conditioned

d, t = dimension("d"), scalar("t")
Q, R, U, V = random_scalar("Q"), random_scalar("R"), random_vector("U", d), random_vector("V", d)
E, given = expectation, conditional_expectation
difference = surely(eq(given(U, V), 0 * vector("a", d)))


def sq(v):
    return norm(v) ** 2


TRUE = {
    "tower rule": (eq(E(given(U, V)), E(U)),),
    "Jensen": (sq(given(U, V)) <= given(sq(U), V),),
    "orthogonal to what is known": (eq(E((Q - given(Q, R)) * exp(t * R)), 0),),
    "nearest": (E(sq(U - given(U, V))) <= E(sq(U - V)),),
    "differences of a martingale": (eq(E(sq(U + V)), E(sq(U)) + E(sq(V))), difference),
    "one step after another": (E(Q) <= E(R) / 2 + t, surely(given(Q, R) <= R / 2 + t)),
}
FALSE = {
    "the mean of what is known": (eq(E(given(Q, R)), E(R)),),
    "differences of a martingale": (eq(E((Q + R) ** 2), E(Q**2) + E(R**2)), surely(eq(given(Q, R), R))),
    "nearest": (E((Q - R) ** 2) <= E((Q - given(Q, R)) ** 2),),
}


@each_of(TRUE)
def test_a_true_line_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_a_false_line_is_refuted(line):
    assert_refuted(problem(*line))


def test_of_other_means_nothing_is_said():
    assert not [*conditioned(problem(E(inner(U, V)) <= E(sq(U)) + E(sq(V)), E(Q) <= 1), [])]


@pytest.mark.parametrize("name", ["tower rule", "law of total expectation", "taking out what is known"])
def test_a_reason_may_name_it(name):
    assert Reason("", rules=[name]).rules
