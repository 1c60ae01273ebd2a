"""What the encoding of the lecture prints is what the lecture says, for each claim, and nothing is missing."""

import re
import tomllib
from pathlib import Path

import pytest

from lemmas.gradient_descent import document as gradient_descent
from lemmas.lazy_training import document as lazy_training

SOURCE = tomllib.loads((Path(__file__).parent.parent / "data" / "claims.toml").read_text(encoding="utf-8"))["claim"]
SAYS = {claim["id"]: claim["says"] for claim in SOURCE}

# Everything in which a print may differ from the source, spacing apart.
EQUIVALENTS = [
    (r"\\left|\\right", ""),  # delimiters that grow
    (r"\\tfrac12", r"\\tfrac{1}{2}"),  # braces round one character
    (r"\\tfrac", r"\\frac"),  # a small fraction is a fraction
    (r"\(\\nabla L\)", r"\\nabla L"),  # the gradient of L, at a point
]
SPACING = r"\\quad|\\,|\\ |\s+"


def canonical(latex: str) -> str:
    for pattern, replacement in EQUIVALENTS:
        latex = re.sub(pattern, replacement, latex)
    return re.sub(SPACING, "", latex)


def test_every_claim_of_the_lecture_is_there_in_the_order_of_the_source():
    assert [claim.id for claim in lazy_training.claims] == list(SAYS)
    assert len(SAYS) == 61
    assert lazy_training.problems == ()


@pytest.mark.parametrize("claim", lazy_training.claims, ids=lambda claim: claim.id)
def test_the_encoding_prints_as_the_source_says(claim):
    assert canonical(claim.latex) == canonical(SAYS[claim.id])


def test_the_comparison_tells_a_wrong_sign_a_wrong_factor_and_a_wrong_path_from_the_right_ones():
    says = SAYS["theorem2.statement.loss.intended"]
    for wrong in (says.replace("/ 2", "/ 4"), says.replace("u(t)", "w(t)"), says.replace("-t", "t")):
        assert canonical(wrong) != canonical(says)


@pytest.mark.parametrize("claim", lazy_training.claims, ids=lambda claim: claim.id)
def test_the_kind_of_a_claim_is_that_of_the_source(claim):
    assert claim.kind == next(source["kind"] for source in SOURCE if source["id"] == claim.id)


def test_the_one_line_of_the_lecture_without_meaning_is_found_and_no_other():
    mismatches = {claim.id: claim.ill_typed for claim in lazy_training.claims if claim.ill_typed}
    assert set(mismatches) == {"linear.1"}
    found = mismatches["linear.1"]
    assert (found.at, found.left, found.right) == ("u(t) - y", "R^p", "R^n")


def test_nothing_in_the_second_document_is_without_meaning():
    assert gradient_descent.problems == ()
    assert 20 <= len(gradient_descent.claims) <= 30
    assert not [claim.id for claim in gradient_descent.claims if claim.ill_typed]


@pytest.mark.parametrize("document", [lazy_training, gradient_descent], ids=lambda document: document.id)
def test_every_claim_says_where_it_is_written(document):
    root = Path(__file__).parent.parent.parent
    for claim in document.claims:
        line = (root / claim.file).read_text(encoding="utf-8").splitlines()[claim.line - 1]
        assert "Claim(" in line or "Step(" in line


def test_what_the_notation_presupposes_is_tacit():
    claim = lazy_training.claim("lemma4.4")
    tacit = [
        hypothesis.text
        for hypothesis in lazy_training.hypotheses(claim)
        if not hypothesis.said and not hypothesis.condition
    ]
    assert tacit == ["Q(t)ᵀ = Q(t) ∀ t ∈ [0, T]", "Q(t) continuous in t"]
    claim = lazy_training.claim("lemma3.2")
    assert [h.text for h in lazy_training.hypotheses(claim) if not h.said] == ["α > 0"]


def test_a_conclusion_is_drawn_from_less_than_holds():
    for claim_id in ("lemma4.7", "lemma5.7", "lemma6.min.16", "theorem2.7"):
        claim = lazy_training.claim(claim_id)
        inference, problem = lazy_training.inference(claim), lazy_training.problem(claim)
        assert set(inference.hypotheses) < set(problem.hypotheses)
        assert inference.goal == problem.goal


def test_the_inference_of_groenwall_has_no_dynamics_but_keeps_what_lambda_is():
    inference = lazy_training.inference(lazy_training.claim("lemma4.7"))
    heads = {side[0] for clause in inference.hypotheses for side in clause.relation[1:]}
    assert "dpath" not in heads
    assert "inf" in heads


def test_the_start_of_the_linear_model_comes_with_its_definition_alone():
    start = "u(0) = w(0)"
    assert start in [h.text for h in lazy_training.hypotheses(lazy_training.claim("lemma3.4"))]
    assert start not in [h.text for h in lazy_training.hypotheses(lazy_training.claim("lemma3.2"))]


def test_assumption_1_relates_the_dimensions():
    assert lazy_training.problem(lazy_training.claim("lemma6.max.1")).dimensions == (("<", "n", "p"),)
