"""Points at which equations and inequalities hold: the search ends where it cannot get better."""

import numpy as np
import pytest

from proofcheck.refuters.descent import STEPS, System, solutions


class Counted(System):
    """An equation and an inequality between numbers, and how often they are looked at."""

    def __init__(self, equal, under, *, strict):
        self.equal, self.under, self.strict = equal, under, (strict,)
        self.looks = 0

    def values(self, points):
        self.looks += 1
        return self.equal(points), self.under(points)


def circle(points):
    return (points**2).sum(axis=1, keepdims=True) - 1


def first(points):
    return points[:, :1]


def never_positive(points):
    return -(first(points) ** 2)


STARTS = np.array([[1.0, 2.0], [-3.0, 0.5], [0.2, -4.0], [2.0, 2.0]])


@pytest.mark.parametrize("strict", [False, True])
def test_what_has_solutions_is_solved(strict):
    found = solutions(Counted(circle, first, strict=strict), STARTS)
    assert found
    assert all(abs(point @ point - 1) < 1e-9 and point[0] >= -1e-9 for point in found)


def test_a_bound_that_is_only_reached_has_solutions_unless_it_is_strict():
    assert all(abs(point[0]) < 1e-4 for point in solutions(Counted(circle, never_positive, strict=False), STARTS))
    assert solutions(Counted(circle, never_positive, strict=False), STARTS)
    assert not solutions(Counted(circle, never_positive, strict=True), STARTS)


def test_what_is_excluded_after_the_first_descent_is_not_sought_by_a_second():
    system = Counted(circle, never_positive, strict=True)
    solutions(system, STARTS)
    assert system.looks <= 3 * STEPS + 2


def test_a_descent_that_does_not_get_better_ends():
    system = Counted(lambda points: np.ones((len(points), 1)), lambda points: np.zeros((len(points), 1)), strict=True)
    assert not solutions(system, STARTS)
    assert system.looks < 2 * STEPS
