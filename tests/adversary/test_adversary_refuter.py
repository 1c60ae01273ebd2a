"""The refuter against claims whose falsity shows at a random instance, and hypotheses that a random instance satisfies.

Of the former nearly all are refuted, of the latter nearly all get a witness; no claim that is true is refuted.
"""

import itertools
from collections.abc import Iterator

from claims import FALSE, TRUE, Told, claim

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.lang import Claim
from proofcheck.lang.documents import document
from proofcheck.lang.expressions import LanguageError
from proofcheck.refuters import refute, witness
from proofcheck.tasks import PATIENT

ENOUGH = 0.97


def problems(truth: str) -> Iterator[tuple[Told, Problem]]:
    """Claims of that truth, as far as they can be said."""
    for seed in itertools.count(50_000):
        found, _ = claim(seed)
        if found is None or found.truth != truth:
            continue
        try:
            whole = document("d", "", [Claim("mine", "here", "step", found.says, given=found.hypotheses)])
            if not whole.problems and not whole.claim("mine").ill_typed:
                yield found, whole.problem(whole.claim("mine"))
        except (LanguageError, KernelError):
            continue


def refuted(problem: Problem) -> bool:
    return refute(problem) is not None or refute(problem, budget=PATIENT) is not None


def test_what_is_false_is_refuted(request, capsys) -> None:
    count = 10_000 if request.config.getoption("--full") else 100
    share = sum(refuted(problem) for _, problem in itertools.islice(problems(FALSE), count)) / count
    with capsys.disabled():
        print(f"\n{share:.2%} of {count} false claims are refuted")
    assert share >= ENOUGH


def test_what_is_true_is_not_refuted(request) -> None:
    count = 10_000 if request.config.getoption("--full") else 12
    found = [told for told, problem in itertools.islice(problems(TRUE), count) if refute(problem) is not None]
    assert not found


def test_hypotheses_that_can_be_satisfied_get_a_witness(request, capsys) -> None:
    count = 1_000 if request.config.getoption("--full") else 60
    some = ((told, problem) for told, problem in problems(FALSE) if told.hypotheses)
    missed = [told for told, problem in itertools.islice(some, count) if witness(problem) is None]
    with capsys.disabled():
        print(f"\nof {count} sets of hypotheses {len(missed)} get no witness")
    assert len(missed) <= (1 - ENOUGH) * count, [list(map(str, told.hypotheses)) for told in missed]
