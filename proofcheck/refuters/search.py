"""Counterexamples and witnesses: candidates in order of simplicity, screened, confirmed by the kernel, shrunk."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from random import Random

from proofcheck.kernel.instance import Instance
from proofcheck.kernel.model import Confirmation, NotConfirmed, confirm, satisfies
from proofcheck.kernel.terms import NATURAL
from proofcheck.kernel.theorem import Problem
from proofcheck.kernel.valuation import Scope
from proofcheck.refuters.approximate import Meter, OutOfBudget
from proofcheck.refuters.candidates import Candidate, Search
from proofcheck.refuters.families import INDICES, TIMES
from proofcheck.refuters.judging import NO_VALUE, fails, truth
from proofcheck.refuters.outline import outline
from proofcheck.refuters.shrink import shrunk


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is tried, in counts: a slow machine gives the same answers."""

    evaluations: int = 12_000
    """Of terms, while candidates are screened; some ten microseconds each."""
    candidates: int = 200
    confirmations: int = 8
    shrinking: int = 40


@dataclass(frozen=True, slots=True)
class Refutation:
    """A claim is false: an instance of its hypotheses at which it fails, and how the kernel confirmed that."""

    instance: Instance
    confirmation: Confirmation


LONGEST_ENCLOSED = Fraction(1)
"""Up to when a path without a closed form is followed."""

DEFAULT_BUDGET = Budget()


def refute(problem: Problem, *, seed: int = 0, budget: Budget = DEFAULT_BUDGET) -> Refutation | None:
    """A counterexample that the kernel confirmed, in the simplest numbers found; ``None`` if none was found.

    The same problem, seed and budget give the same answer.

    Raises:
        KernelError: the problem is ill-typed.
    """
    search = Search(outline(problem), Meter(budget.evaluations))
    for hit in islice(_violations(search, seed, budget.candidates), budget.confirmations):
        try:
            confirmation = confirm(problem, hit.instance)
        except NotConfirmed:
            continue
        return Refutation(*shrunk(problem, hit.instance, confirmation, budget.shrinking, hit.fixed))
    return None


@dataclass(frozen=True, slots=True)
class _Hit:
    """An instance at which a claim seems to fail, and the scalars that are better left alone."""

    instance: Instance
    fixed: frozenset[str]


def _violations(search: Search, seed: int, count: int) -> Iterator[_Hit]:
    """Instances at which the claim fails and no hypothesis is seen to fail."""
    with suppress(OutOfBudget):
        for candidate in _candidates(search, seed, count):
            closed = _is_closed(search, candidate)
            for time in _times(search, closed):
                instance, scope = search.settled(candidate, time)
                if _is_violated(search, candidate, scope):
                    yield _Hit(instance, frozenset() if closed else _later_is_costly(search))
                    break


def _later_is_costly(search: Search) -> frozenset[str]:
    """A flow without a closed form has to be followed in small steps."""
    return frozenset() if search.outline.time is None else frozenset([search.outline.time[1]])


def _is_violated(search: Search, candidate: Candidate, scope: Scope) -> bool:
    violated = truth(search.outline.problem.goal.relation, scope, candidate.valuation) is False
    return violated and not _is_ruled_out(search, candidate, scope)


def _is_ruled_out(search: Search, candidate: Candidate, scope: Scope) -> bool:
    return any(fails(clause, scope, candidate.valuation) for clause in search.late)


def _candidates(search: Search, seed: int, count: int) -> Iterator[Candidate]:
    """The simplest ones, then as many random ones."""
    yield from islice(search.candidates(), count)
    random = Random(seed)
    for _ in range(count):
        candidate = search.random_candidate(random)
        if candidate is not None:
            yield candidate


def _is_closed(search: Search, candidate: Candidate) -> bool:
    """The paths that the claim speaks of have closed forms."""
    try:
        return all(candidate.valuation.solution(*flow).closed is not None for flow in search.outline.flows)
    except NO_VALUE:
        return False


def _times(search: Search, closed: bool) -> list[Fraction | None]:
    variable = search.outline.time
    if variable is None:
        return [None]
    if variable[2] == NATURAL:
        return list(INDICES)
    return [time for time in TIMES if closed or time <= LONGEST_ENCLOSED]


WITNESS_BUDGET = Budget(evaluations=6_000, candidates=60)


def witness(problem: Problem, *, seed: int = 0) -> Instance | None:
    """An instance that satisfies every hypothesis of the problem, proved by the kernel; the goal is ignored.

    Raises:
        KernelError: the problem is ill-typed.
    """
    search = Search(outline(problem), Meter(WITNESS_BUDGET.evaluations))
    with suppress(OutOfBudget):
        for candidate in _candidates(search, seed, WITNESS_BUDGET.candidates):
            for time in _witness_times(search):
                instance, scope = search.settled(candidate, time)
                if not _is_ruled_out(search, candidate, scope) and _is_witness(problem, instance):
                    return instance
    return None


def _is_witness(problem: Problem, instance: Instance) -> bool:
    try:
        return bool(satisfies(problem, instance)) or not problem.hypotheses
    except NotConfirmed:
        return False


def _witness_times(search: Search) -> list[Fraction | None]:
    return [None] if search.outline.time is None else [Fraction(1), Fraction(0)]
