"""Equations of second order: instances along polynomial solutions, found and confirmed."""

from fractions import Fraction

import pytest

from proofcheck.lang import (
    Claim,
    derivative,
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    inner,
    norm,
    path,
    scalar_function,
    time,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm
from proofcheck.models.instance import Instance
from proofcheck.models.valuation import Valuation
from proofcheck.refuters import refute, witness
from proofcheck.refuters.approximate import Meter
from proofcheck.refuters.candidates import Search
from proofcheck.refuters.looks import at_better_times, look_at
from proofcheck.refuters.particular import particular
from proofcheck.sampling.outline import equations, outline

d, t = dimension("d"), time("t")
F, X, g = scalar_function("F", d), path("x", d), vector("g", d)
slope = gradient(F)(X(t))
friction = for_all(t > 0, eq(derivative(t, X.dot(t)), -frac(3, t) * X.dot(t) - slope))
heavy_ball = for_all(t >= 0, eq(derivative(t, X.dot(t)), -(2 * X.dot(t)) - slope))
falling = for_all(t >= 0, eq(derivative(t, X.dot(t)), g))


def problem(says, *given):
    whole = document("lines", "", [Claim("line", "here", "step", says, given=given)])
    return whole.problem(whole.claim("line"))


@pytest.mark.parametrize(
    ("says", "law"),
    [
        (eq(derivative(t, norm(X.dot(t)) ** 2), -inner(slope, X.dot(t))), friction),
        (eq(derivative(t, norm(X.dot(t)) ** 2), -2 * inner(slope, X.dot(t))), heavy_ball),
        (eq(derivative(t, norm(X.dot(t)) ** 2), inner(g, X.dot(t))), falling),
    ],
)
def test_a_wrong_balance_of_energy_is_refuted(says, law):
    made = problem(says, law, t > 0)
    assert confirm(made, refute(made).instance)
    assert witness(made) is not None


def test_a_falling_body():
    made = problem(t > 0, falling)
    data = Instance({"d": 1}, vectors={"g": (Fraction(-10),)})
    laws = equations(made, "x")
    assert laws == [made.hypotheses[0]]
    found = particular(laws, "x", 1, data, lambda instance: Valuation(made, instance))
    falls = {(2, Fraction(0)): Fraction(-5)}
    assert found == [(falls,), *(({(0, Fraction(0)): Fraction(start), **falls},) for start in (-1, 1))]


def test_what_no_polynomial_solves_has_no_particular_solution():
    rising = problem(t > 0, for_all(t >= 0, eq(derivative(t, X.dot(t)), frac(1, t + 1) * g)))
    data = Instance({"d": 1}, vectors={"g": (Fraction(1),)})
    assert particular(equations(rising, "x"), "x", 1, data, lambda one: Valuation(rising, one)) == []
    assert not equations(problem(t > 0, for_all(t >= 0, eq(X.dot(t), -X(t)))), "x")


def test_an_oscillator_exceeds_its_start_where_it_has_speed():
    law = for_all(t >= 0, eq(derivative(t, X.dot(t)), -X(t)))
    made = problem(norm(X(t)) <= norm(X(0)), law, t >= 0)
    found = refute(made).instance
    assert confirm(made, found)
    assert found.initial.keys() == {"x", "x'"}
    assert witness(made) is not None


def test_what_falls_is_above_where_it_started_from_there_alone():
    """Below the start of a path that starts at 0, the claim holds."""
    made = problem(inner(g, X(t) + X(0)) >= 0, falling, t >= 0)
    assert confirm(made, refute(made).instance)


def test_a_bound_that_fails_between_the_times_that_are_tried_is_refuted_there():
    made = problem(
        norm(X(t)) ** 2 + frac(1, 4) <= norm(X(0)) ** 2 + (t - 2) ** 2, for_all(t >= 0, eq(X.dot(t), -X(t))), t >= 0
    )
    search = Search(outline(made), Meter(2_000), violating=True)
    first = look_at(search, next(search.candidates()))
    assert first.margin >= 0 > at_better_times(search, first).margin
