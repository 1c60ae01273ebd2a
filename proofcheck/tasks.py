"""Work that can be done in other processes: questions and answers are plain data.

What comes back from a worker is a derivation or an instance. The asker replays the one and confirms the other; nothing
that a worker says is believed.
"""

import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeVar

from proofcheck.kernel.certificate import replay, write_derivation
from proofcheck.kernel.model import Instance, NotConfirmed, confirm
from proofcheck.kernel.theorem import Clause, Problem, Theorem
from proofcheck.provers.search import Hints, Memory, prove
from proofcheck.refuters import Budget, refute, witness

SECONDS_WITHOUT_ANSWER = 300.0
"""A worker that is silent for so long is given up, with what it was asked."""

DEEP_REPAIRS = 2
"""How many changed claims the whole search is tried on."""

MAX_REPAIRS = 6
"""How many changed claims are looked at that the counterexample of the claim does not refute."""

REPAIR_ATTEMPTS = 40
"""How much of it."""

QUICK = Budget(evaluations=1_500)

Steps = list[dict[str, Any]]

Q = TypeVar("Q")
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Question:
    """Does the goal of a problem hold? ``clauses`` and ``confinements`` are hints from the claims that are cited."""

    key: str
    problem: Problem
    clauses: tuple[Clause, ...] = ()
    confinements: tuple[Clause, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A derivation (and whether its hypotheses were satisfied by some instance), or a counterexample, or neither."""

    key: str
    steps: Steps | None = None
    vacuous: bool = False
    instance: Instance | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Inference:
    """Is the bare inference refuted? If not, does the goal follow by the rules that are allowed?"""

    question: Question
    allowed: frozenset[str]
    attempts: int
    lemmas: tuple[Steps, ...] = ()
    names: frozenset[str] = frozenset()
    bare: Problem | None = None


@dataclass(frozen=True, slots=True)
class Mending:
    """Which of these changed claims holds? Those that the counterexample of the claim refutes too are passed over."""

    key: str
    problems: tuple[Problem, ...]
    instance: Instance | None
    clauses: tuple[Clause, ...] = ()
    confinements: tuple[Clause, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Mended:
    """The first of the changed claims with a proof, and that proof."""

    position: int
    steps: Steps


def mend(mending: Mending) -> Mended | None:
    """The first changed claim that can be proved, and is not vacuous."""
    deep, left = DEEP_REPAIRS, MAX_REPAIRS
    hints = Hints(mending.clauses, mending.confinements)
    for position, problem in enumerate(mending.problems):
        if _still_false(problem, mending.instance):
            continue
        left -= 1
        if left < 0:
            return None
        theorem = prove(problem, shallow=True)
        if theorem is None and deep and refute(problem, seed=mending.seed, budget=QUICK) is None:
            deep -= 1
            theorem = prove(problem, hints=hints, attempts=REPAIR_ATTEMPTS)
        if theorem is not None and witness(problem, seed=mending.seed) is not None:
            return Mended(position, write_derivation(theorem))
    return None


def _still_false(problem: Problem, instance: Instance | None) -> bool:
    if instance is None:
        return False
    try:
        confirm(problem, instance)
    except NotConfirmed:
        return False
    return True


def decide(question: Question, memory: Memory) -> Answer:
    """Arithmetic, then a counterexample, then the whole search: the cheapest first."""
    started = perf_counter()
    problem = question.problem
    hints = Hints(question.clauses, question.confinements, memory)
    theorem = prove(problem, hints=hints, shallow=True)
    instance = None
    if theorem is None:
        refutation = refute(problem, seed=question.seed)
        instance = refutation.instance if refutation is not None else None
        theorem = prove(problem, hints=hints) if refutation is None else None
    steps = None if theorem is None else write_derivation(theorem)
    vacuous = theorem is not None and witness(problem, seed=question.seed) is None
    return Answer(question.key, steps, vacuous, instance, perf_counter() - started)


def decide_group(questions: Sequence[Question]) -> list[Answer]:
    """Answers to questions that share what continuation shows, in order."""
    memory: Memory = {}
    return [decide(question, memory) for question in questions]


def groups(questions: Iterable[Question]) -> list[list[Question]]:
    """The questions with the same confinements together, the largest groups first."""
    found: dict[Any, list[Question]] = {}
    for question in questions:
        found.setdefault(question.confinements or question.key, []).append(question)
    return sorted(found.values(), key=lambda group: (not group[0].confinements, -len(group)))


def infer(inference: Inference) -> Answer:
    """An instance that refutes the bare inference; or else a derivation by the allowed rules, from the lemmas first."""
    started = perf_counter()
    question = inference.question
    theorem: Theorem | None = None
    refutation = None if inference.bare is None else refute(inference.bare, seed=question.seed)
    if refutation is not None:
        return Answer(question.key, None, False, refutation.instance, perf_counter() - started)
    if inference.lemmas:
        lemmas = [replay(steps) for steps in inference.lemmas]
        theorem = prove(question.problem, allowed=inference.names, lemmas=lemmas, attempts=inference.attempts // 2)
    if theorem is None or not theorem.uses <= inference.allowed:
        hints = Hints(question.clauses, question.confinements)
        theorem = prove(question.problem, allowed=inference.allowed, hints=hints, attempts=inference.attempts)
    steps = None if theorem is None else write_derivation(theorem)
    return Answer(question.key, steps, False, None, perf_counter() - started)


Task = Inference | Mending


def follow_up(task: Task) -> Answer | Mended | None:
    """The answer to a question that a verdict leaves open."""
    return mend(task) if isinstance(task, Mending) else infer(task)


def each(work: Callable[[Q], A], items: Sequence[Q], workers: int) -> Iterator[tuple[Q, A | None]]:
    """The work on each item, as it gets done; ``None`` for what a worker did not answer.

    Arguments:
        workers: how many processes; with 1 (or one item) all is done in this one.
    """
    if workers <= 1 or len(items) <= 1:
        for item in items:
            yield item, work(item)
        return
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(_start_method()))
    try:
        waiting: dict[Future[A], Q] = {pool.submit(work, item): item for item in items}
        while waiting:
            done, _ = wait(waiting, timeout=SECONDS_WITHOUT_ANSWER, return_when=FIRST_COMPLETED)
            for future in done:
                item = waiting.pop(future)
                yield item, _result(future)
            if not done:
                _end(pool)
                for item in waiting.values():
                    yield item, None
                return
    except BaseException:
        _end(pool)
        raise
    pool.shutdown()


def _result(future: Future[A]) -> A | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _end(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)


def _start_method() -> str:
    """``fork`` is quick, but safe only in a process with a single thread."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


__all__ = [
    "Answer",
    "Inference",
    "Mended",
    "Mending",
    "Question",
    "Task",
    "decide",
    "decide_group",
    "each",
    "follow_up",
    "groups",
    "infer",
    "mend",
]
