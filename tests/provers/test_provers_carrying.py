"""What holds of a first member of a sequence and of each next one holds of all that are spoken of."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.kernel import rules
from proofcheck.lang import (
    both,
    convex_set,
    dimension,
    eq,
    for_all,
    implies,
    member,
    natural,
    norm,
    scalar,
    sequence,
    subset,
    vector,
)
from proofcheck.provers.carrying import carried_on

d = dimension("d")
K = subset("K", d)
x, y = sequence("x", d), sequence("y", d)
z = vector("z", d)
R = scalar("R")
k, n = natural("k"), natural("n")

steps = for_all(k, implies(both(k >= 1, k <= n), member(x[k + 1], K)))
small = for_all(z, implies(member(z, K), norm(z) <= R))
TRUE = {
    "in the set": (norm(x[k]) <= R, [member(x[1], K), steps, small, k >= 1, k <= n]),
    "from 0 on, without an end": (norm(x[k]) <= R, [member(x[0], K), for_all(k, member(x[k + 1], K)), small]),
}
FALSE = {
    "the start is not said": (norm(x[k]) <= R, [steps, small, k >= 1, k <= n]),
    "another start": (norm(x[k]) <= R, [member(x[2], K), steps, small, k >= 1, k <= n]),
    "another sequence starts there": (norm(x[k]) <= R, [member(y[1], K), steps, small, k >= 1, k <= n]),
}


@each_of(TRUE)
def test_members_stay_where_they_start(line):
    assert_proved(problem(line[0], *line[1]))


@each_of(FALSE)
def test_what_is_not_said_of_the_first_member_is_not_carried_on(line):
    asked = problem(line[0], *line[1])
    assert not list(carried_on([rules.assume([], clause) for clause in asked.hypotheses]))
    assert_refuted(asked)


q, t = sequence("q"), scalar("t")
mixed = for_all(k, eq(x[k + 1], x[k] + t * (y[k] - x[k])))
others = for_all(k, member(y[k], K))
BETWEEN = {
    "a point between two": (member(x[0] + t * (y[0] - x[0]), K), [t >= 0, t <= 1, member(x[0], K), member(y[0], K)]),
    "all iterates": (member(x[k], K), [mixed, others, member(x[0], K), t >= 0, t <= 1]),
    "steps that vary": (
        member(x[k], K),
        [
            for_all(k, eq(x[k + 1], (1 - q[k]) * x[k] + q[k] * y[k])),
            for_all(k, eq(q[k], 2 / (k + 2))),
            others,
            member(x[0], K),
        ],
    ),
}
NOT_BETWEEN = {
    "beyond an end": (member(x[0] + t * (y[0] - x[0]), K), [t >= 0, member(x[0], K), member(y[0], K)]),
    "from elsewhere": (member(x[k], K), [mixed, others, t >= 0, t <= 1]),
}


@each_of(BETWEEN)
def test_what_is_between_points_of_a_convex_set_is_in_it(line):
    assert_proved(problem(line[0], convex_set(K), *line[1]))


@each_of(NOT_BETWEEN)
def test_what_is_not_between_them_need_not_be(line):
    assert_refuted(problem(line[0], convex_set(K), *line[1]))


def test_of_sets_that_are_not_convex_nothing_is_known():
    says, given = BETWEEN["a point between two"]
    assert_refuted(problem(says, *given))
