"""What some of the hypotheses say: read anywhere, of the goal alone, and where no instance of all is found."""

import pytest
from lines import assert_proved, problem

from proofcheck.check import check_documents
from proofcheck.lang import Claim, dimension, eq, for_all, natural, norm, scalar, sequence
from proofcheck.lang.documents import document
from proofcheck.provers.relevance import closer

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


def findings(*claims):
    (found,) = check_documents([document("lines", "", claims)], workers=1)["documents"]
    return [(claim["holds"], claim["reason"]) for claim in found["claims"]]


def test_an_instance_of_what_a_proof_uses_is_enough_unless_the_others_contradict_each_other():
    m, n = natural("m"), natural("n")
    given = [M >= 2, m >= 1, eq(n**2, 2 * m**2)]
    assert findings(Claim("line", "", "step", M >= 1, given=given)) == [
        (
            "proved",
            "Proved by arithmetic on normal forms. No instance was found of all its hypotheses, but one of those that "
            "the proof uses.",
        )
    ]
    ((holds, reason),) = findings(Claim("line", "", "step", M >= 1, given=[M >= 2, M * y >= 1, y <= 0]))
    assert holds == "undecided"
    assert reason.startswith("It says nothing")
