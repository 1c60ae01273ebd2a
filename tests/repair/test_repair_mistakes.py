"""Forty usual mistakes: most get the repair that a careful author would make, and none gets another one."""

import importlib.util
from pathlib import Path

import pytest

from proofcheck.check import check_documents
from proofcheck.lang.files import load_path

FILE = Path(__file__).parent / "mistakes.py"


@pytest.fixture(scope="module")
def right():
    spec = importlib.util.spec_from_file_location("mistakes", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.RIGHT


@pytest.fixture(scope="module")
def offered():
    [found] = check_documents(load_path(FILE))["documents"]
    assert not {claim["holds"] for claim in found["claims"]} - {"refuted", "ill-typed"}
    return {claim["id"]: claim["repair"]["text"] for claim in found["claims"] if claim["repair"]}


def test_most_mistakes_are_repaired_as_their_author_would(offered, right):
    assert len(right) == 40
    assert sum(text in right[name] for name, text in offered.items()) >= 37


def test_no_wrong_repair_is_offered(offered, right):
    assert {name: text for name, text in offered.items() if text not in right[name]} == {}
