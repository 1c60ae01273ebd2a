"""Counterexamples and witnesses: candidates in order of simplicity, screened, confirmed by the kernel, shrunk."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from random import Random

from proofcheck.kernel.instance import Instance
from proofcheck.kernel.model import Confirmation, NotConfirmed, confirm, satisfies
from proofcheck.kernel.terms import NATURAL
from proofcheck.kernel.theorem import Problem
from proofcheck.kernel.valuation import Scope
from proofcheck.refuters.candidates import Candidate, Search
from proofcheck.refuters.families import INDICES, TIMES
from proofcheck.refuters.judging import NO_VALUE, fails, truth
from proofcheck.refuters.outline import outline
from proofcheck.refuters.shrink import shrunk


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is tried, in counts: a slow machine gives the same answers."""

    candidates: int = 80
    enclosures: int = 12
    """Candidates with a path that has no closed form."""
    confirmations: int = 12
    random: int = 20
    shrinking: int = 60


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
    search = Search(outline(problem))
    hits = (_confirmed(problem, instance) for instance in _violations(search, seed, budget))
    found = next((hit for hit in islice(hits, budget.confirmations) if hit is not None), None)
    if found is None:
        return None
    instance, confirmation = shrunk(problem, found.instance, found.confirmation, budget.shrinking)
    return Refutation(instance, confirmation)


def _confirmed(problem: Problem, instance: Instance) -> Refutation | None:
    try:
        return Refutation(instance, confirm(problem, instance))
    except NotConfirmed:
        return None


def _violations(search: Search, seed: int, budget: Budget) -> Iterator[Instance]:
    """Instances at which the claim fails and no hypothesis is seen to fail."""
    enclosures = budget.enclosures
    for candidate in _candidates(search, seed, budget):
        closed = _is_closed(search, candidate)
        enclosures -= not closed
        if enclosures < 0:
            continue
        for time in _times(search, closed):
            instance, scope = search.settled(candidate, time)
            if truth(search.outline.problem.goal.relation, scope, candidate.valuation) is False and not any(
                fails(clause, scope, candidate.valuation) for clause in search.late
            ):
                yield instance
                break


def _candidates(search: Search, seed: int, budget: Budget) -> Iterator[Candidate]:
    yield from islice(search.candidates(), budget.candidates)
    random = Random(seed)
    for _ in range(budget.random):
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


WITNESSES = 60
"""How many candidates are tried for a witness."""


def witness(problem: Problem, *, seed: int = 0) -> Instance | None:
    """An instance that satisfies every hypothesis of the problem, proved by the kernel; the goal is ignored.

    Raises:
        KernelError: the problem is ill-typed.
    """
    search = Search(outline(problem))
    for candidate in _candidates(search, seed, Budget(candidates=WITNESSES)):
        for time in _witness_times(search):
            instance, scope = search.settled(candidate, time)
            if not _is_ruled_out(search, candidate, scope) and _is_witness(problem, instance):
                return instance
    return None


def _is_ruled_out(search: Search, candidate: Candidate, scope: Scope) -> bool:
    return any(fails(clause, scope, candidate.valuation) for clause in search.late)


def _is_witness(problem: Problem, instance: Instance) -> bool:
    try:
        return bool(satisfies(problem, instance)) or not problem.hypotheses
    except NotConfirmed:
        return False


def _witness_times(search: Search) -> list[Fraction | None]:
    return [None] if search.outline.time is None else [Fraction(1), Fraction(0)]
