import copy
import json

import jsonschema
import pytest

from proofcheck.report import load_schema, to_json


def valid(findings):
    return jsonschema.Draft202012Validator(load_schema()).is_valid(findings)


def claim(findings, identifier):
    return next(c for c in findings["documents"][0]["claims"] if c["id"] == identifier)


def test_the_schema_is_a_schema_and_accepts_findings(findings):
    jsonschema.Draft202012Validator.check_schema(load_schema())
    jsonschema.validate(findings, load_schema())


@pytest.mark.parametrize(
    ("identifier", "change"),
    [
        ("lemma4.2", {"counterexample": None}),
        ("lemma4.2", {"trust": "kernel"}),
        ("linear.1", {"shapes": None}),
        ("linear.1", {"trust": "exact"}),
        ("lemma4.4", {"trust": "none"}),
        ("lemma4.4", {"holds": "probably"}),
        ("lemma4.4", {"follows": True}),
        ("lemma4.2", {"repair": {"as_repaired": "a", "edit": "b", "holds": "supported", "trust": "kernel"}}),
    ],
)
def test_a_verdict_without_its_evidence_is_rejected(findings, identifier, change):
    claim(findings, identifier).update(change)
    assert not valid(findings)


def test_a_proof_without_its_basis_is_rejected(findings):
    del claim(findings, "lemma4.4")["uses"]
    assert not valid(findings)


def shuffled(value):
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(item) for item in value] if isinstance(value, list) else value


def test_equal_findings_give_equal_bytes_whatever_the_order_of_keys(findings):
    assert to_json(shuffled(copy.deepcopy(findings))) == to_json(findings)
    assert json.loads(to_json(findings)) == findings
    assert to_json(findings).isascii()


def test_json_has_no_nan():
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json({"seconds": float("nan")})
