"""Sequences of which the first members are listed, and the others given in closed form."""

from fractions import Fraction as Q

import pytest

from proofcheck.lang import (
    Claim,
    dimension,
    eq,
    for_all,
    inner,
    natural,
    norm,
    path,
    scalar,
    sequence,
    summation,
    time,
    vector,
)
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import Instance, NotConfirmed, confirm, satisfies
from proofcheck.models.written import read_instance, write_instance

n, k, t = dimension("n"), natural("k"), natural("t")
q, x, a = sequence("q"), sequence("x", n), scalar("a")
CONSTANT = (0, Q(0))
LISTED = Instance({}, paths={"q": ({CONSTANT: Q(1)},)}, firsts={"q": ((Q(3),), (Q(0),))})
"""3, 0, 1, 1, ..."""


def asked(says, *given):
    made = document("d", "", [Claim("it", "", "step", says, given=list(given))])
    assert not made.problems, made.problems
    return made.problem(made.claims[0])


def is_shown(given, instance=LISTED):
    try:
        satisfies(asked(eq(a, a), given, eq(a, 0)), instance)
    except NotConfirmed:
        return False
    return True


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (for_all(k, q[k] <= 3), for_all(k, q[k] <= 2)),
        (for_all(k >= 2, eq(q[k], 1)), for_all(k >= 1, eq(q[k], 1))),
        (for_all(k >= 1, q[k] <= q[k + 1]), for_all(k, q[k] <= q[k + 1])),
        (for_all(k >= 2, q[k] <= q[k - 1] + 1), for_all(k >= 2, q[k] <= q[k - 1])),
        (for_all((k, t), q[k] <= q[t] + 3), for_all((k, t), q[k] <= q[t] + 2)),
        (eq(summation(t, 0, 3, q[t]), 5), eq(summation(t, 0, 3, q[t]), 4)),
    ],
    ids=str,
)
def test_what_is_said_of_all_members_is_shown_of_the_first_and_of_the_others(true, false):
    assert is_shown(true)
    assert not is_shown(false)


def test_a_claim_about_a_listed_member_is_refuted_there():
    found = confirm(asked(q[1] >= q[2], for_all(k, q[k] >= 0)), LISTED)
    assert (found.relation, found.values["q_k"]) == ("1 > 0", "3 for k = 0, 0 for k = 1, 1 for 2 <= k")


def test_a_recurrence_goes_on_along_listed_members():
    """x_{k+1} = x_k + q_k, from 0: 0, 3, 3, 4, 5, ..."""
    y = sequence("y")
    law = for_all(k, eq(y[k + 1], y[k] + q[k]))
    started = Instance({}, paths=LISTED.paths, firsts=LISTED.firsts, initial={"y": (Q(0),)})
    assert confirm(asked(y[4] <= 4, law), started).relation == "5 > 4"
    with pytest.raises(NotConfirmed):
        confirm(asked(y[4] <= 5, law), started)


def test_a_path_has_no_list_of_members():
    p, s = path("p"), time("s")
    moving = Instance({}, {"s": Q(1, 2)}, paths={"p": ({CONSTANT: Q(1)},)}, firsts={"p": ((Q(3),),)})
    with pytest.raises(NotConfirmed):
        confirm(asked(p(s) <= 0, s >= 0), moving)


def test_the_members_have_the_size_of_the_sequence():
    u = vector("u", n)
    wrong = Instance({"n": 1}, vectors={"u": (Q(1),)}, paths={"x": ({},)}, firsts={"x": ((Q(1), Q(2)),)})
    with pytest.raises(NotConfirmed):
        confirm(asked(norm(x[0]) <= 0, for_all(k, inner(x[k], u) >= 0)), wrong)


def test_it_is_written_and_read_again():
    assert read_instance(write_instance(LISTED)) == LISTED
