"""The whole engine on the documents that come with it: verdicts, evidence, and the same answer twice."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from proofcheck.check import check_documents
from proofcheck.evidence.derivations import replay_certificate
from proofcheck.lang.files import discover
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.provers.library import uses
from proofcheck.report import load_schema
from proofcheck.report.jsonout import to_json
from proofcheck.report.latex import to_latex
from proofcheck.report.pdf import NoPdfError, compile_pdf, find_engine
from proofcheck.study.exact import from_text

SOURCE = Path(__file__).parent / "data" / "claims.toml"
IDS = [claim["id"] for claim in tomllib.loads(SOURCE.read_text(encoding="utf-8"))["claim"]]

# What a mathematician who reads the lecture finds, by hand.
REFUTED = {
    "theorem2.statement.loss",
    "lemma3.4",
    "lemma4.2",
    "lemma4.3",
    "lemma4.6",
    "lemma5.statement",
    "lemma5.statement.unsquared",
    "lemma5.7",
    "linear.3",
    "lemma6.max.4",
    "theorem2.5",
}
ILL_TYPED = {"linear.1"}
TRUE_BUT_NOT_ESTABLISHED = {
    "theorem2.statement.loss.intended",
    "theorem2.statement.displacement",
    "lemma4.statement",
    "lemma4.7",
    "lemma6.statement.max",
    "theorem2.4",
    "theorem2.7",
}
REPAIRS = {
    "theorem2.statement.loss": "max{L(α f(w(t))), L(α f_0(u(t)))} ≤ L_0 exp(-t α² σ_min² / 2)",
    "lemma3.4": "d/dt α f_0(u(t)) = -α² J_0 J_0ᵀ (α f_0(u(t)) - y)",
    "lemma4.2": "d/dt 1/2 ‖z(t) - y‖² = ⟨z'(t), z(t) - y⟩",
    "lemma4.3": "⟨z'(t), z(t) - y⟩ = ⟨-Q(t)(z(t) - y), z(t) - y⟩",
    "lemma4.6": "-λ ‖z(t) - y‖² = -2 λ L(z(t))",
    "lemma5.statement": "‖v(t) - v(0)‖² ≤ 2 λ_1 L(g(v(0))) / λ² ∀ t ∈ [0, T]",
    "lemma5.statement.unsquared": "‖v(t) - v(0)‖² ≤ 2 λ_1 L(g(v(0))) / λ² ∀ t ∈ [0, T]",
    "lemma5.7": "‖v(t) - v(0)‖² ≤ 2 λ_1 L(g(v(0))) / λ²",
    "linear.1": "d/dt α f_0(u(t)) = -α² J_0 J_0ᵀ (α f_0(u(t)) - y)",
    "linear.3": "‖u(t) - u(0)‖ ≤ √(2 α² σ_max² L_0) / (α² σ_min²)",
    "lemma6.max.4": "‖J_w - J_0‖ + ‖J_0‖ ≤ β B + σ_max",
    "theorem2.5": "√((9 σ_max² / 2) α² L_0) / (α² σ_min² / 4) = 3 √(8 σ_max² L_0) / (α σ_min²)",
}
REQUIRED = {"id", "kind", "where", "as_written", "holds", "follows", "trust", "reason", "seconds"}
SUBSET = ["setup.flow", "lemma3.4", "lemma4.2", "lemma4.4", "linear.1", "lemma6.max.1", "lemma6.max.4", "theorem2.5"]


QUICK = {"lazy_training", "local_lipschitz", "gradient_descent"}
"""The documents that are always checked; the others take --full."""

CORRECT = {
    "gradient_descent": 10,
    "local_lipschitz": 7,
    "ridge_regression": 20,
    "matrix_perturbation": 30,
    "stochastic_gradient": 15,
    "concentration": 38,
    "two_layer_ntk": 20,
    "online_learning": 24,
}
"""How many claims, at least, the documents have that are correct as written."""


@pytest.fixture(scope="session")
def documents(request):
    full = request.config.getoption("--full")
    return {name: document for name, document in discover().items() if full or name in QUICK}


@pytest.fixture(scope="session")
def run(documents):
    """The findings on everything, as JSON gives them back, from one run."""
    return json.loads(to_json(check_documents(list(documents.values()))))


@pytest.fixture(scope="session")
def lecture(run):
    return _claims(run, "lazy_training")


def _instance(written):
    return from_text(json.dumps({"claim": "", **written}))[1]


def _claims(run, document):
    [found] = [d for d in run["documents"] if d["id"] == document]
    return {claim["id"]: claim for claim in found["claims"]}


def test_findings_are_what_the_schema_promises(run):
    jsonschema.validate(run, load_schema())


def test_the_schema_asks_for_every_field_of_the_contract():
    schema = load_schema()
    parts = schema["$defs"]
    assert set(schema["required"]) == {"schema", "tool", "documents"}
    assert set(parts["document"]["required"]) == {"id", "claims", "summary", "basis"}
    assert set(parts["claim"]["required"]) == REQUIRED
    assert parts["claim"]["properties"]["holds"]["enum"] == ["proved", "refuted", "ill-typed", "supported", "undecided"]
    assert parts["claim"]["properties"]["follows"]["enum"] == ["yes", "if", "no", "unknown"]


def test_every_claim_of_the_lecture_is_answered_once_in_the_order_of_the_source(run):
    [document] = [d for d in run["documents"] if d["id"] == "lazy_training"]
    assert [claim["id"] for claim in document["claims"]] == IDS
    assert len(IDS) == 61


def test_what_is_false_is_refuted_what_is_meaningless_is_ill_typed_and_all_else_is_proved(lecture):
    expected = dict.fromkeys(IDS, "proved") | dict.fromkeys(REFUTED, "refuted") | dict.fromkeys(ILL_TYPED, "ill-typed")
    assert {name: claim["holds"] for name, claim in lecture.items()} == expected


def test_what_is_false_or_rests_on_it_does_not_follow_and_all_else_does(lecture):
    broken = REFUTED | ILL_TYPED | TRUE_BUT_NOT_ESTABLISHED
    expected = {name: "no" if name in broken else "yes" for name in IDS}
    assert {name: claim["follows"] for name, claim in lecture.items()} == expected


def test_what_is_wrong_comes_with_what_a_careful_author_would_write(lecture):
    assert {name: lecture[name]["repair"]["text"] for name in REFUTED | ILL_TYPED if lecture[name]["repair"]} == REPAIRS


@pytest.mark.parametrize("document", CORRECT)
def test_nothing_is_flagged_in_a_proof_that_is_correct_as_written(run, documents, document):
    if document not in documents:
        pytest.skip("only with --full")
    verdicts = {name: (c["holds"], c["follows"]) for name, c in _claims(run, document).items()}
    assert verdicts == dict.fromkeys(verdicts, ("proved", "yes"))
    assert len(verdicts) >= CORRECT[document]


def test_the_sums_of_adam_are_refuted_as_printed_and_proved_as_corrected(run, documents):
    if "adam" not in documents:
        pytest.skip("only with --full")
    verdicts = {name: claim["holds"] for name, claim in _claims(run, "adam").items()}
    wrong = {"adam.statement", "adam.base", "adam.6", "adam.telescoping"}
    assert verdicts == dict.fromkeys(verdicts, "proved") | dict.fromkeys(wrong, "refuted")


def test_a_summary_counts_its_claims_and_names_its_defects(run):
    for document in run["documents"]:
        flagged = [
            c["id"] for c in document["claims"] if c["holds"] in {"refuted", "ill-typed"} or c["follows"] == "no"
        ]
        assert document["summary"]["defects"] == flagged
        assert document["summary"]["claims"] == sum(document["summary"]["holds"].values()) == len(document["claims"])


def test_every_proof_comes_with_a_certificate_that_replays_and_rests_on_what_it_says(run):
    for document in run["documents"]:
        for claim in document["claims"]:
            if claim["holds"] == "proved":
                theorem, _ = replay_certificate(claim["certificate"])
                assert sorted(uses(theorem)) == claim["uses"], claim["id"]
                assert set(claim["uses"]) <= set(document["basis"])
            else:
                assert claim["certificate"] is None


def test_a_certificate_of_the_findings_states_the_claim_and_no_more_hypotheses_than_stand_there(run, documents):
    for document in run["documents"]:
        source = documents[document["id"]]
        for claim in document["claims"]:
            if claim["holds"] == "proved":
                problem = source.problem(source.claim(claim["id"]))
                theorem, _ = replay_certificate(claim["certificate"])
                assert theorem.clause == problem.goal
                assert theorem.hypotheses <= set(problem.hypotheses), claim["id"]


def test_what_is_proved_is_not_vacuous(run, documents):
    for document in run["documents"]:
        source = documents[document["id"]]
        for claim in document["claims"]:
            if claim["holds"] == "proved":
                problem = source.problem(source.claim(claim["id"]))
                assert len(satisfies(problem, _instance(claim["witness"]))) == len(problem.hypotheses), claim["id"]
            else:
                assert claim["witness"] is None


@pytest.mark.parametrize("name", sorted(REFUTED))
def test_a_counterexample_is_confirmed_again_with_the_values_that_were_reported(name, lecture, documents):
    document = documents["lazy_training"]
    reported = lecture[name]["counterexample"]
    again = confirm(document.problem(document.claim(name)), _instance(reported["instance"]))
    assert dict(again.values) == reported["values"]
    assert (again.left.describe(), again.right.describe()) == (reported["lhs"], reported["rhs"])
    assert lecture[name]["trust"] == ("exact" if again.exact else "interval")


def test_the_report_sets_every_formula_and_a_reader_sees_no_warning(run):
    tex = to_latex(run)
    assert r"\unreadable{" not in tex
    try:
        find_engine()
    except NoPdfError:
        pytest.skip("no TeX engine")
    log = compile_pdf(tex).log
    assert not re.findall(r"^(?:Overfull.*|.*Warning:.*|Missing character.*)$", log, re.MULTILINE)


def test_claims_alone_get_the_verdicts_of_their_document_and_the_same_bytes_as_together_but_for_timings(
    lecture, documents
):
    def findings(*names):
        only = {f"lazy_training:{name}" for name in names}
        [found] = check_documents([documents["lazy_training"]], seed=7, only=only)["documents"]
        return [to_json(claim | {"seconds": 0}) for claim in found["claims"]]

    alone = [made for name in SUBSET for made in findings(name)]
    assert alone == findings(*SUBSET)
    for claim in map(json.loads, alone):
        assert (claim["holds"], claim["follows"]) == (lecture[claim["id"]]["holds"], lecture[claim["id"]]["follows"])
