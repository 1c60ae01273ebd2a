"""Time and memory of the main job. Run with `python -m pytest tests/benchmarks --benchmark-only`."""

import subprocess
import sys
from statistics import median

import pytest

from proofcheck.answers import unpack
from proofcheck.check import check_documents
from proofcheck.lang.files import discover
from proofcheck.runs import Run
from proofcheck.tasks import decide


@pytest.fixture(scope="module")
def documents():
    return list(discover().values())


@pytest.mark.parametrize("store", ["", "warm"])
def test_bench_all(benchmark, tmp_path, monkeypatch, store):
    """`all` with everything but the PDF; the target is 20 s on two cores, and 700 MB for the largest process.

    With a warm store: three times what it takes to import sympy, scipy.optimize and z3.
    """
    monkeypatch.setenv("PROOFCHECK_CACHE", str(tmp_path / store) if store else "")
    code = """
import resource
from proofcheck.cli import main
assert main(["all", "--no-pdf", "--output", "out"]) == 0
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""

    def run():
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        return int(done.stdout.split()[-1])

    if store:
        run()
    kilobytes = benchmark.pedantic(run, rounds=1)
    benchmark.extra_info["peak_memory_mb"] = round(kilobytes / 1024)


def test_bench_median_claim(benchmark, documents):
    """One process, claim by claim; the target is a median of 20 ms."""
    findings = benchmark.pedantic(check_documents, args=(documents,), kwargs={"workers": 1}, rounds=1)
    seconds = [claim["seconds"] for document in findings["documents"] for claim in document["claims"]]
    benchmark.extra_info["median_ms"] = round(1000 * median(seconds), 1)
    benchmark.extra_info["slowest_s"] = round(max(seconds), 2)


def test_bench_proofs(benchmark, documents):
    """What holds, decided again in one process: its proof and an instance of its hypotheses. The target is 3 s."""
    runs = [Run(document, list(document.claims), 0) for document in documents]
    cases = [run.case(claim) for run in runs for claim in run.chosen if claim.ill_typed is None]
    kept = [case for case, answer in zip(cases, decide(cases), strict=True) if answer.word == "proved"]
    answers = benchmark.pedantic(decide, args=(kept,), rounds=1)
    assert all(unpack(answer.packed).witness is not None for answer in answers)
    benchmark.extra_info["proofs"] = len(answers)


def test_bench_help(benchmark):
    """`--help`, which loads nothing heavy; the target is 0.3 s."""
    command = [sys.executable, "-m", "proofcheck", "--help"]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"capture_output": True, "check": True}, rounds=5)
