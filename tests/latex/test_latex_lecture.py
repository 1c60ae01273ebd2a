"""The lecture in LaTeX says what its encoding in Python says, claim by claim."""

from pathlib import Path

import pytest

from lemmas.lazy_training import document as encoded
from proofcheck.lang.agreement import grouped
from proofcheck.lang.translate import clauses
from proofcheck.latex.document import load

SOURCE = Path(__file__).parent.parent.parent / "lemmas" / "lazy_training" / "lecture.tex"

# Of two readings of one line, the paper has one.
ANOTHER_READING = {"theorem2.statement.loss.intended", "lemma5.statement.unsquared"}
# The encoding lists what these are drawn from, line by line; the paper says "combining", "hence", or nothing.
DRAWN_FROM_LINES = {"lemma4.7", "lemma5.7", "lemma6.min.16", "theorem2.7"}
# The flow is given in the form in which the claim would be trivial.
THE_FLOW_IN_ANOTHER_FORM = {"setup.flow", "setup.linear_flow"}


@pytest.fixture(scope="module")
def read():
    return load(SOURCE)


def goal(claim):
    if claim.ill_typed:
        return claim.ill_typed
    return [grouped(clause) for clause in clauses(claim.says)]


def hypotheses(document, claim):
    return {grouped(clause) for clause in document.problem(claim).hypotheses}


def test_all_of_it_is_read(read):
    assert read.problems == ()
    assert read.coverage.startswith("88 of 88 relations read")


@pytest.mark.parametrize("claim", encoded.claims, ids=lambda claim: claim.id)
def test_the_paper_says_what_the_encoding_says(read, claim):
    same = [other for other in read.claims if goal(other) == goal(claim)]
    if claim.id in ANOTHER_READING:
        assert not same
        return
    assert same
    if claim.ill_typed or claim.id in DRAWN_FROM_LINES | THE_FLOW_IN_ANOTHER_FORM:
        return
    assert any(hypotheses(encoded, claim) <= hypotheses(read, other) for other in same)


def test_a_sign_and_a_factor_make_a_difference(read):
    [lost] = [claim for claim in read.claims if claim.id == "lemma4.6"]
    wrong = encoded.claim("lemma4.5")
    assert goal(lost) != goal(wrong)
    assert goal(lost) == goal(encoded.claim("lemma4.6"))
