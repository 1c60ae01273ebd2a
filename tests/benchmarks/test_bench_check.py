"""Time and memory of the main job. Run with `python -m pytest tests/benchmarks --benchmark-only`."""

import subprocess
import sys
from statistics import median

import pytest

from proofcheck.check import Examination, check_documents
from proofcheck.lang.documents import discover
from proofcheck.tasks import decide_group, groups


@pytest.fixture(autouse=True)
def only_as_a_benchmark(request):
    if not request.config.getoption("benchmark_only"):
        pytest.skip("takes a minute: run with --benchmark-only")


@pytest.fixture(scope="module")
def documents():
    return list(discover().values())


def test_bench_all(benchmark, tmp_path):
    """`all` with everything but the PDF; the target is 20 s on two cores, and 700 MB for the largest process."""
    code = """
import resource
from proofcheck.cli import main
assert main(["all", "--no-pdf", "--output", "out"]) == 0
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""

    def run():
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        return int(done.stdout.split()[-1])

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
    examinations = [Examination(document, 0) for document in documents]
    questions = [question for e in examinations for question in e.questions(e.document.claims)]
    holds = {answer.key for group in groups(questions) for answer in decide_group(group) if answer.steps is not None}
    kept = groups(question for question in questions if question.key in holds)
    answers = benchmark.pedantic(lambda: [answer for group in kept for answer in decide_group(group)], rounds=1)
    assert all(answer.steps is not None and not answer.vacuous for answer in answers)
    benchmark.extra_info["proofs"] = len(answers)


def test_bench_help(benchmark):
    """`--help`, which loads nothing heavy; the target is 0.3 s."""
    command = [sys.executable, "-m", "proofcheck", "--help"]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"capture_output": True, "check": True}, rounds=5)
