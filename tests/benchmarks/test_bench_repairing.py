"""Time to repair, and to find best constants. Run with `python -m pytest tests/benchmarks --benchmark-only`."""

from dataclasses import replace

import pytest

from proofcheck.answers import Answer
from proofcheck.lang.files import discover
from proofcheck.matter import MENDED
from proofcheck.runs import Run
from proofcheck.study.sharpness import sharpen
from proofcheck.tasks import decide, mend

BOUNDS = ("lemma5.statement", "theorem2.statement.displacement", "theorem2.statement.loss.intended")


@pytest.fixture(scope="module")
def lecture():
    return discover()["lazy_training"]


def test_bench_repairs(benchmark, lecture):
    """The repairs of all wrong lines of the lecture, one after the other, given why they are wrong: at most 15 s."""
    run = Run(lecture, list(lecture.claims), 0)
    cases = []
    for claim in lecture.claims:
        [answer] = decide([run.case(claim)])
        if answer.word in {"refuted", "ill-typed"}:
            cases.append(replace(run.case(claim), evidence={claim.id: answer.packed}, holds={claim.id: answer.word}))

    def repair() -> list[Answer]:
        return [mend(case) for case in cases]

    answers = benchmark.pedantic(repair, rounds=1)
    benchmark.extra_info["repaired"] = f"{sum(answer.word == MENDED for answer in answers)} of {len(cases)}"


def test_bench_sharpness(benchmark, lecture):
    """The best constants in the bounds and thresholds of three statements of the lecture: at most 60 s."""
    cases = [Run(lecture, [lecture.claim(name)], 0).case(lecture.claim(name)) for name in BOUNDS]
    found = benchmark.pedantic(lambda: [sharpen(case) for case in cases], rounds=1)
    benchmark.extra_info["constants"] = sum(map(len, found))
