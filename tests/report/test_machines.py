import json
import os
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from proofcheck.report.machines import to_github, to_junit, to_sarif

#: The schema that OASIS publishes; .ci/run fetches it into this file.
SCHEMA = Path(os.environ.get("SARIF_SCHEMA", Path(__file__).parents[2] / "build/sarif-schema-2.1.0.json"))


def test_sarif_is_valid(findings):
    if not SCHEMA.exists():
        pytest.skip(f"the SARIF schema is not at {SCHEMA}")
    jsonschema.validate(to_sarif(findings), json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_sarif_has_a_result_at_the_place_of_each_claim_that_is_not_settled(findings):
    [run] = to_sarif(findings)["runs"]
    names = [r["locations"][0].get("logicalLocations", [{}])[0].get("fullyQualifiedName") for r in run["results"]]
    document = findings["documents"][0]
    fine = {f"lazy_training:{c['id']}" for c in document["claims"] if (c["holds"], c["follows"]) == ("proved", "yes")}
    assert set(names) - {None} == {f"lazy_training:{c['id']}" for c in document["claims"]} - fine
    defects = [r for r in run["results"] if r["level"] == "error" and r["ruleId"] != "not-read"]
    assert len(defects) == len(document["summary"]["defects"])
    at = next(r for r in run["results"] if r.get("partialFingerprints") == {"claim/v1": "lazy_training:lemma4.2"})
    place = at["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]) == (
        "lemmas/lazy_training/lemma4.py",
        {"startLine": 57},
    )
    assert {r["ruleId"] for r in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_junit_counts_what_it_lists(findings):
    hostile = findings["documents"][0]["claims"][1]
    hostile["reason"] = "</failure>\x00\x1b]]>\ud800"
    suites = ElementTree.fromstring(to_junit(findings).encode("utf-8"))
    for suite in suites:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        for what in ("failure", "error", "skipped"):
            counted = suite.get({"failure": "failures", "error": "errors"}.get(what, what))
            assert int(counted) == len(suite.findall(f"testcase/{what}"))
    assert len(suites.findall(".//failure")) == len(findings["documents"][0]["summary"]["defects"])


def test_a_workflow_command_is_one_line_whatever_is_in_it(findings):
    claim = findings["documents"][0]["claims"][1]
    claim |= {"reason": "100%\n::error::x", "file": "a,b:c.py"}
    lines = to_github(findings).splitlines()
    assert all(line.startswith(("::error ", "::notice ")) for line in lines)
    assert sum(line.startswith("::error ") for line in lines) == 9
    assert "::error file=a%2Cb%3Ac.py,line=20,title=" in lines[0]
    assert "100%25" in lines[0]
