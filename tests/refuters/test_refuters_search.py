"""What is false is refuted by small numbers; what is true is not, however tight."""

from fractions import Fraction

import pytest
from lecture_problems import ALPHA, FALSE, L0, SMAX, TRUE, T, square

from proofcheck.kernel.model import confirm, satisfies
from proofcheck.kernel.terms import ONE, ZERO, num
from proofcheck.kernel.theorem import Problem, fact
from proofcheck.refuters import Budget, refute, survey, witness


def numbers(instance):
    yield from instance.scalars.values()
    for field in (instance.vectors, instance.initial):
        for vector in field.values():
            yield from vector
    for components in [*instance.functions.values(), *instance.paths.values()]:
        for component in components:
            yield from component.values()


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_are_refuted_by_small_numbers(name):
    found = refute(FALSE[name])
    assert found is not None
    assert confirm(FALSE[name], found.instance) == found.confirmation
    assert max(found.instance.dims.values()) <= 2
    for value in numbers(found.instance):
        assert abs(value.numerator) + value.denominator <= 13


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_are_not_refuted(name):
    assert refute(TRUE[name]) is None


@pytest.mark.parametrize("name", [*FALSE, *TRUE])
def test_hypotheses_have_a_witness(name):
    problem = {**FALSE, **TRUE}[name]
    found = witness(problem)
    assert found is not None
    assert len(satisfies(problem, found)) == len(problem.hypotheses)


def test_the_same_call_gives_the_same_answer():
    first, second = (refute(FALSE["linear.3"], seed=1) for _ in range(2))
    assert first == second


def test_contradictory_hypotheses_have_no_witness():
    a = ("var", "a", ("S",))
    contradictory = (fact("<", a, ZERO), fact("<", ONE, a))
    assert witness(Problem((), contradictory, fact("=", a, a))) is None
    assert refute(Problem((), contradictory, fact("<", a, a))) is None


def test_the_least_dimensions_come_first():
    found = refute(FALSE["lemma5.statement"])
    assert found is not None
    assert found.instance.dims == {"n": 1, "p": 1}


def test_an_exhausted_budget_is_no_error():
    assert refute(FALSE["linear.3"], budget=Budget(evaluations=100)) is None


def test_a_bound_that_fails_only_at_its_threshold():
    """a >= 7/3 does not give a > 7/3: the boundary itself has to be tried."""
    a = ("var", "a", ("S",))
    problem = Problem((), (fact("<=", num("7/3"), a),), fact("<", num("7/3"), a))
    found = refute(problem)
    assert found is not None
    assert found.instance.scalars["a"] == Fraction(7, 3)


def test_a_survey_counts_instances_and_finds_the_tight_ones():
    """The bound on J_w in Lemma 6 is attained: at w = -1/2 for f(w) = w + w^2 / 2."""
    found = survey(TRUE["lemma6.statement.min"], count=60)
    assert found.instances == 60
    assert found.margin == 0
    assert satisfies(TRUE["lemma6.statement.min"], found.closest)


def test_a_survey_of_contradictory_hypotheses_is_empty():
    a = ("var", "a", ("S",))
    found = survey(Problem((), (fact("<", a, a),), fact("<=", a, a)))
    assert (found.instances, found.closest) == (0, None)


def test_parameters_at_which_a_bound_is_attained_are_not_missed():
    """Each constant of these theorems is the best one: a slightly better one is refuted."""
    left, right = TRUE["lemma6.statement.min"].goal.relation[1:]
    better = fact("<=", ("mul", num("51/50"), left), right)
    problem = Problem(TRUE["lemma6.statement.min"].dimensions, TRUE["lemma6.statement.min"].hypotheses, better)
    found = refute(problem)
    assert found is not None
    assert found.confirmation.relation == "51/100 > 1/2"


def test_unequal_singular_values_are_tried():
    """The linear model decays at the rate of the smallest singular value, not of the largest."""
    old = TRUE["linear.2"]
    rate = ("mul", num(-2), T, square(ALPHA), square(SMAX))
    goal = fact("<=", old.goal.relation[1], ("mul", L0, ("exp", rate)))
    found = refute(Problem(old.dimensions, old.hypotheses, goal))
    assert found is not None
    assert found.instance.dims == {"n": 2, "p": 3}
