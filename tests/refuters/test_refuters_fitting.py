"""Paths and sequences that are given outright, fitted to what is said of them."""

import pytest

from proofcheck.lang import (
    Claim,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    integral,
    natural,
    norm,
    path,
    scalar,
    sequence,
    time,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.refuters import refute, witness
from proofcheck.refuters.fitting import fitted
from proofcheck.sampling.outline import outline

n, t, k = dimension("n"), time("t"), natural("k")
p, q, X = path("p"), sequence("q"), path("X", n)
T, a, x = scalar("T", positive=True), scalar("a"), scalar("x")


def problem(says, *given):
    whole = document("lines", "", [Claim("line", "here", "step", says, given=given)])
    return whole.problem(whole.claim("line"))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (p(1) >= 0, [integral(t, 0, 1, p(t)) >= 0]),
        (p(T) <= exp(T), [for_all(t >= 0, p.dot(t) <= p(t)), p(0) <= 2]),
    ],
)
def test_false_lines_about_a_path_are_refuted(says, given):
    made = problem(says, *given)
    assert confirm(made, refute(made).instance)


@pytest.mark.parametrize(
    "given",
    [
        [for_all(t >= 0, p.dot(t) <= -p(t)), p(0) > 1],
        [for_all(k, q[k + 1] <= (1 - a) * q[k]), a > 0, a < 1, q[0] > 1],
        [for_all(within(t, 0, T), p(t) <= 1), p(T) > frac(1, 2), p(0) < 0],
        [eq(integral(t, 0, 1, p(t)), 2), eq(p(0), 0)],
        [for_all(t >= 0, norm(X.dot(t)) <= exp(-t)), norm(X(0)) > 5],
    ],
)
def test_hypotheses_about_a_path_have_a_witness(given):
    made = problem(x**2 >= 0, *given)
    assert satisfies(made, witness(made))


def test_what_no_path_does_is_not_found():
    made = problem(x**2 >= 0, for_all(t >= 0, p(t) <= 0), p(1) > 0)
    assert witness(made) is None


def test_what_an_equation_makes_is_not_fitted():
    made = problem(p(1) <= 0, for_all(t >= 0, eq(p.dot(t), -p(t))))
    assert not list(fitted(outline(made), violating=True))
