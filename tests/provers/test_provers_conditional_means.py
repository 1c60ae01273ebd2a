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
    for_all,
    gradient,
    inner,
    minimiser,
    natural,
    norm,
    random_scalar,
    random_vector,
    scalar,
    scalar_function,
    strongly_convex,
    surely,
    vector,
)
from proofcheck.lang.samples import random_sequence
from proofcheck.provers.conditioning import conditioned

d, t = dimension("d"), scalar("t")
Q, R, U, V = random_scalar("Q"), random_scalar("R"), random_vector("U", d), random_vector("V", d)
E, given = expectation, conditional_expectation
difference = surely(eq(given(U, V), 0 * vector("a", d)))

F, p, k = scalar_function("F", d), vector("p", d), natural("k")
eta, mu, G = scalar("eta", positive=True), scalar("mu", positive=True), scalar("G", positive=True)
w, g = random_sequence("w", d), random_sequence("g", d)
h = random_vector("h", d, given=V)


def sq(v):
    return norm(v) ** 2


step = for_all(k, eq(w[k + 1], w[k] - eta * g[k]))
unbiased = for_all(k, eq(given(g[k], w[k]), gradient(F)(w[k])))
short = for_all(k, surely(given(sq(g[k]), w[k]) <= G**2))
drawn = surely(eq(E(h, given=[V]), gradient(F)(V)))
convex = (strongly_convex(F, mu), minimiser(p, F))


TRUE = {
    "tower rule": (eq(E(given(U, V)), E(U)),),
    "Jensen": (sq(given(U, V)) <= given(sq(U), V),),
    "orthogonal to what is known": (eq(E((Q - given(Q, R)) * exp(t * R)), 0),),
    "nearest": (E(sq(U - given(U, V))) <= E(sq(U - V)),),
    "differences of a martingale": (eq(E(sq(U + V)), E(sq(U)) + E(sq(V))), difference),
    "at a member of a sequence": (eq(E(inner(g[k], w[k] - p)), E(inner(gradient(F)(w[k]), w[k] - p))), unbiased),
    "a step of gradient descent on random data": (
        E(sq(w[k + 1] - p)) <= (1 - 2 * eta * mu) * E(sq(w[k] - p)) + eta**2 * G**2,
        step,
        unbiased,
        short,
        *convex,
    ),
    "beside other means": (
        E(sq(V)) - 2 * eta * E(inner(h, V)) + E(sq(h)) <= E(sq(V)) - 2 * eta * E(inner(gradient(F)(V), V)) + G**2,
        drawn,
        E(sq(h)) <= G**2,
    ),
    "in a square": (
        E(sq(V - eta * h - p)) <= (1 - 2 * eta * mu) * E(sq(V - p)) + eta**2 * G**2,
        drawn,
        E(sq(h)) <= G**2,
        *convex,
    ),
    "one step after another": (E(Q) <= E(R) / 2 + t, surely(given(Q, R) <= R / 2 + t)),
}
FALSE = {
    "the mean of what is known": (eq(E(given(Q, R)), E(R)),),
    "differences of a martingale": (eq(E((Q + R) ** 2), E(Q**2) + E(R**2)), surely(eq(given(Q, R), R))),
    "in a square": (E(sq(V - eta * h)) <= E(sq(V)) - eta * E(inner(gradient(F)(V), V)) + eta**2 * E(sq(h)), drawn),
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
