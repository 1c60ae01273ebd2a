"""What some of the hypotheses say: read anywhere, and of the goal alone."""

import pytest
from lines import assert_proved, problem

from proofcheck.lang import dimension, for_all, natural, norm, scalar, sequence
from proofcheck.provers.relevance import closer, without_other_counts

d, i = dimension("d"), natural("i")
z, w = sequence("z", d), sequence("w", d)
M, y = scalar("M"), scalar("y")


@pytest.mark.parametrize("bounded", [for_all(i >= 0, norm(z[i]) <= M), for_all(i >= 1, norm(z[i]) ** 2 <= M)])
def test_what_bounds_norms_is_not_negative(bounded):
    assert_proved(problem(M >= 0, bounded))


def test_hypotheses_that_speak_of_the_goal_alone():
    asked = problem(y <= 2, y <= 1, y <= M, for_all(i >= 0, norm(z[i]) <= y))
    assert [close.hypotheses for close in closer(asked)] == [asked.hypotheses[:1]]
    everything = problem(y <= 2, y <= 1)
    assert not list(closer(everything))


def test_what_is_shown_of_each_step_rests_on_nothing_that_is_supposed_of_their_number():
    n = natural("n")
    asked = problem(for_all(i, norm(z[i]) <= M), n >= 1, y <= n, for_all(i, norm(z[i]) <= M - 1))
    assert without_other_counts(asked).hypotheses == asked.hypotheses[1:]
    about = problem(n >= 0, n >= 1)
    assert without_other_counts(about) == about
