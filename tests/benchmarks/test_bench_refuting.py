"""Time to refute, or to find an instance: in units of a fixed computation, so that slow machines say the same.

Run with `python -m pytest tests/benchmarks --benchmark-only`.
"""

from collections.abc import Iterator
from fractions import Fraction
from graphlib import TopologicalSorter
from statistics import median
from time import process_time

import pytest

from proofcheck import tasks
from proofcheck.answers import Answer
from proofcheck.check import check_documents
from proofcheck.lang import Claim, Document, eq, exp, maximum, natural, scalar, sqrt
from proofcheck.lang.documents import document
from proofcheck.lang.files import discover
from proofcheck.matter import Case, Sent
from proofcheck.refuters import hunt, refute, survey
from proofcheck.runs import Run
from proofcheck.tasks import decide, settle

x, y, k = scalar("x"), scalar("y"), natural("k")
LINES = [
    (x >= -1, []),
    ((x + 2) ** 2 > 0, []),
    (y / (y - 2) <= 2, []),
    (2**k <= 100, []),
    (x + y >= -3, [x >= -2, y >= -2]),
    (x**2 <= 9, [x**2 + y**2 <= 10]),
    (eq(x, 2), [eq(x**2, 4)]),
    (x > 1, [x**2 > 1]),
    (x > 0, [x**3 > x, x < 2]),
    (eq(x, 4), [eq(2 * x, -6)]),
    (eq(x, 2), [eq(x**2 - 5 * x + 6, 0)]),
    ((1 + x) ** k >= 1 + k * x, []),
    (exp(x) >= 1 + 2 * x, []),
    (x**2 >= x + 1, []),
    (x >= 1, [eq(exp(x), 2)]),
    (x + y <= 1, [eq(x**2 + y**2, 1)]),
    (maximum(x, -x) <= x**2, []),
    (sqrt(x) <= x, [x >= 0]),
    (x**4 + 1 >= 2 * x**3, [x <= 3]),
    (x * y <= (x + y) ** 2 / 5, []),
]
MEDIAN, WHOLE, LONGEST = 50, 1_000, 2_000
"""Targets in milliseconds, on a machine on which the unit takes one."""


@pytest.fixture(scope="module")
def unit() -> float:
    """The processor's time for a sum of fractions, about a millisecond."""
    seconds = []
    for _ in range(20):
        start = process_time()
        sum((Fraction(1, n * n) for n in range(1, 500)), start=Fraction(0))
        seconds.append(process_time() - start)
    return median(seconds)


@pytest.fixture(scope="module")
def lines() -> Document:
    claims = [Claim(f"line{i}", "here", "step", says, given=given) for i, (says, given) in enumerate(LINES)]
    whole = document("lines", "", claims)
    decide([Case(Sent((Sent.bare(whole, claim),)), claim.id) for claim in whole.claims])  # imports
    return whole


def test_bench_median_false_line(benchmark, lines, unit):
    """A false line about numbers, or one that a solver settles."""
    seconds = []
    words = []

    def run():
        for claim in lines.claims:
            start = process_time()
            [answer] = decide([Case(Sent((Sent.bare(lines, claim),)), claim.id)])
            seconds.append(process_time() - start)
            words.append(answer.word)

    benchmark.pedantic(run, rounds=1)
    assert set(words) == {"refuted"}
    benchmark.extra_info["median_units"] = round(median(seconds) / unit)
    assert median(seconds) <= MEDIAN * unit


def test_bench_file_of_twenty(benchmark, lines, unit):
    """Everything that `check` does for twenty lines, in one process that has imported what it needs."""
    findings = benchmark.pedantic(check_documents, args=([lines],), kwargs={"workers": 1}, rounds=1, warmup_rounds=1)
    seconds = sum(claim["seconds"] for d in findings["documents"] for claim in d["claims"])
    benchmark.extra_info["units"] = round(seconds / unit)
    assert seconds <= WHOLE * unit


def _cited_first(whole: Document) -> list[Claim]:
    """The claims, each after those that it cites."""
    claims = {claim.id: claim for claim in whole.claims}
    order = TopologicalSorter({claim.id: claim.reason.claims for claim in whole.claims})
    return [claims[name] for name in order.static_order()]


def _note(answered: Run, claim: Claim, answer: Answer) -> None:
    answered.holds[claim.id], answered.evidence[claim.id] = answer.word, answer.packed


def _timed(work, spent):
    """A function, or a generator, that adds the processor's time that it takes."""

    def each(found):
        while True:
            start = process_time()
            try:
                one = next(found)
            except StopIteration:
                return
            finally:
                spent[0] += process_time() - start
            yield one

    def run(*args, **kwargs):
        start = process_time()
        found = work(*args, **kwargs)
        spent[0] += process_time() - start
        return each(found) if isinstance(found, Iterator) else found

    return run


def test_bench_refutation_in_the_documents(benchmark, unit, monkeypatch):
    """What `check` spends on a counterexample of a claim, found or not, before and after it looks for a proof."""
    spent = [0.0]
    for work in (hunt, refute, survey):
        monkeypatch.setattr(tasks, work.__name__, _timed(work, spent))
    longest = []

    def run():
        for whole in discover().values():
            answered = Run(whole, whole.claims, 0)
            for claim in _cited_first(whole):
                spent[0] = 0.0
                [answer] = decide([answered.case(claim)])
                _note(answered, claim, answer)
                if answer.word == "open":
                    _note(answered, claim, settle(answered.case(claim)))
                longest.append(spent[0])

    benchmark.pedantic(run, rounds=1)
    benchmark.extra_info["longest_units"] = round(max(longest) / unit)
    assert max(longest) <= LONGEST * unit
