"""What holds of a first member of a sequence and of each next one holds of all that are spoken of."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.kernel import rules
from proofcheck.lang import both, dimension, for_all, implies, member, natural, norm, scalar, sequence, subset, vector
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
