"""What fuzzing costs: examples and seconds until each false claim of the lecture is found false, at ten seeds."""

import time

import pytest

from proofcheck.check import check_documents
from proofcheck.lang.files import discover
from proofcheck.study import fuzz as study
from proofcheck.study.fuzz import fuzz

EXAMPLES, SEEDS = 2_000, range(10)


@pytest.mark.benchmark(group="fuzz")
def test_bench_counterexamples_at_ten_seeds(benchmark, monkeypatch, capsys) -> None:
    lecture = discover()["lazy_training"]
    [findings] = check_documents([lecture])["documents"]
    false = [claim["id"] for claim in findings["claims"] if claim["holds"] == "refuted"]
    looks = []
    closest = study.closest
    monkeypatch.setattr(study, "closest", lambda *arguments: looks.append(1) or closest(*arguments))

    def one(name: str, seed: int) -> tuple[int, float, tuple[int, ...]]:
        looks.clear()
        start = time.perf_counter()
        found = fuzz(lecture.problem(lecture.claim(name)), max_examples=EXAMPLES, seed=seed)
        assert found is not None, f"{name} at seed {seed}"
        return len(looks), time.perf_counter() - start, tuple(found.instance.dims.values())

    def everything() -> dict[str, list[tuple[int, float, tuple[int, ...]]]]:
        return {name: [one(name, seed) for seed in SEEDS] for name in false}

    found = benchmark.pedantic(everything, rounds=1)
    with capsys.disabled():
        print()
        for name, runs in found.items():
            examples, seconds = max(run[0] for run in runs), max(run[1] for run in runs)
            shapes = {dims for _, _, dims in runs}
            print(f"{name:30s} {len(runs)} of 10, at most {examples} examples and {seconds:.1f} s, dimensions {shapes}")
