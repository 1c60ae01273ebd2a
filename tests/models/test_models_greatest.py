"""The largest of finitely many members of a sequence: at an instance, and in what refutes and bears out claims."""

from fractions import Fraction as Q

import pytest
from lines import assert_refuted, problem

from proofcheck.lang import (
    convex_set,
    dimension,
    least_upper_bound,
    member,
    natural,
    norm,
    scalar,
    sequence,
    subset,
    summation,
    vector,
    within,
)
from proofcheck.models.confirmation import confirm
from proofcheck.models.instance import Instance
from proofcheck.models.scalars import NotConfirmed
from proofcheck.refuters.witnesses import witness

n, i, M, z = natural("n"), natural("i"), scalar("M"), sequence("z")
LARGEST = least_upper_bound(M, within(i, 1, n), z[i])


def at(largest, *members):
    """The sequence with these members, from z_0 on, and 0 after them."""
    firsts = {"z": tuple((Q(member),) for member in members)}
    return Instance(scalars={"M": Q(largest), "n": Q(2)}, paths={"z": ({},)}, firsts=firsts)


def test_the_largest_member_is_at_an_index_in_the_range():
    asked = problem(M <= 0, LARGEST)
    assert confirm(asked, at(3, 5, 1, 3, 7)).left.describe() == "3"
    for wrong in (5, 7, 1, 4):
        with pytest.raises(NotConfirmed):
            confirm(asked, at(wrong, 5, 1, 3, 7))


@pytest.mark.parametrize("says", [summation(i, 1, n, z[i]) >= M, z[1] >= M, z[n] >= M])
def test_what_the_largest_need_not_be_is_refuted(says):
    assert_refuted(problem(says, LARGEST, n >= 1))


def test_what_is_said_of_the_largest_is_not_said_of_nothing():
    assert witness(problem(z[1] <= M, LARGEST, n >= 1)) is not None


d = dimension("d")
K, u, v = subset("K", d), vector("u", d), vector("v", d)
WIDTH = least_upper_bound(M, (member(u, K), member(v, K)), norm(u - v))


@pytest.mark.parametrize("size", [1, 2])
def test_the_largest_distance_in_a_set_is_that_of_two_of_its_points(size):
    """Of the unit ball, |w|^2 <= 1, it is 2; of a point, |w|^2 <= 0, it is 0."""

    def ball(largest, radius):
        square = {tuple(2 * (i == j) for i in range(size)): Q(1) for j in range(size)}
        inside = ({**square, (0,) * size: Q(-radius)},)
        return Instance(dims={"d": size}, scalars={"M": Q(largest)}, functions={"set K": inside})

    asked = problem(M <= -1, WIDTH)
    assert confirm(asked, ball(2, 1)).left.describe() == "2"
    assert confirm(asked, ball(0, 0)).left.describe() == "0"
    for wrong in (0, 1, 3):
        with pytest.raises(NotConfirmed):
            confirm(asked, ball(wrong, 1))
    with pytest.raises(NotConfirmed):
        confirm(asked, ball(1, 0))


def test_a_largest_distance_has_a_witness():
    assert witness(problem(norm(u - v) <= M, WIDTH, convex_set(K), member(u, K), member(v, K))) is not None
