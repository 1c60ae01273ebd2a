"""Instances that satisfy the hypotheses of a problem, and how its claim fares at many of them."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from itertools import chain, islice

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import FUNCTIONS, ZERO
from proofcheck.lang.documents import dimensions
from proofcheck.models.confirmation import NotConfirmed, satisfies
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.order import first_order
from proofcheck.refuters.apart import apart
from proofcheck.refuters.approximate import Meter, OutOfBudget
from proofcheck.refuters.candidates import Search
from proofcheck.refuters.fitting import fitted
from proofcheck.refuters.grams import Grams, grams
from proofcheck.refuters.judging import sides
from proofcheck.refuters.looks import Look, all_candidates, look_at, random_candidates, simplest
from proofcheck.refuters.roots import MOST_ROOTS, completed, roots
from proofcheck.refuters.runs import Run, runs
from proofcheck.refuters.samples import Drawn, drawn_samples
from proofcheck.refuters.solving import solutions
from proofcheck.refuters.standing import standing
from proofcheck.refuters.stationary import Solved, solved, with_stationarity
from proofcheck.refuters.tables import simple_solutions
from proofcheck.refuters.unrolled import Unrolled, unrolled
from proofcheck.refuters.valued import valued
from proofcheck.refuters.weighted import weighted
from proofcheck.refuters.widened import Widened, widened
from proofcheck.sampling.outline import outline

Another = Grams | Drawn | Run | Unrolled
"""Another problem, and how its instances become some of the one behind it."""

FIRST_EVALUATIONS, WITNESS_EVALUATIONS = 200, 15_000
"""Before equations are solved, and where that gives nothing."""

AT_REST_EVALUATIONS = 6_000
"""While all vectors and paths are 0: few instances are, and each may look at many members of sequences."""

NOTHING = fact("<=", ZERO, ZERO)
"""The goal of a problem that asks about hypotheses alone."""

FAILURES = 60
"""How many instances the kernel may refuse before a search for witnesses is given up."""

MOST_UNROLLED = 2
"""How many problems about the first members of sequences are tried."""

SURVEY_EVALUATIONS = 500
"""For each instance that is asked for."""


def witness(problem: Problem, *, seed: int = 0) -> Instance | None:
    """An instance that satisfies every hypothesis of the problem, proved by the kernel; the goal is ignored.

    Raises:
        KernelError: the problem is ill-typed.
    """
    alone = replace(problem, goal=NOTHING)
    if problem.goal != NOTHING and _symbols(problem.goal) <= frozenset().union(*map(_symbols, problem.hypotheses)):
        return _of_hypotheses(alone, seed)
    found = first_witness(problem, seed=seed)
    parts = apart(problem) if found is None else None
    if parts is not None:
        near = witness(parts.near, seed=seed)
        if near is None:
            return None
        found = _Judge(problem).accepted(parts.completed(near, partial(_together, seed=seed)))
    return found or _sought(problem, seed)


@lru_cache(maxsize=256)
def _of_hypotheses(problem: Problem, seed: int) -> Instance | None:
    """A witness of hypotheses alone, which many claims of a document share."""
    return witness(problem, seed=seed)


def _symbols(clause: Clause) -> frozenset[object]:
    """What an instance gives: the free variables of a clause, its paths, its functions and its dimensions."""
    terms = clause_terms(clause)
    named = {term[:2] for term in terms if term[0] in {"path", "dpath", *FUNCTIONS}}
    return clause.free_variables() | named | {size for term in terms for size in dimensions(term)}


def first_witness(problem: Problem, *, seed: int = 0, evaluations: int = FIRST_EVALUATIONS) -> Instance | None:
    """One that is at hand, if there is one.

    Raises:
        KernelError: the problem is ill-typed.
    """
    judge = _Judge(problem)
    if (found := _of_another(chain[Another](drawn_samples(problem), runs(problem)), judge, seed)) is not None:
        return found
    for form in _forms(with_stationarity(problem)):
        whole = outline(form)
        at_rest = ((True, AT_REST_EVALUATIONS),) if whole.can_rest else ()
        for resting, most in ((False, evaluations), *at_rest):
            search = Search(whole, Meter(most), resting=resting)
            found = _searched_witness(search, _Judge(problem), seed)
            if found is not None:
                return found
    return None


def _forms(problem: Problem) -> tuple[Problem, ...]:
    """A problem, after one in which equations of higher order are systems of the first."""
    system = first_order(problem)
    return (system.problem, problem) if system.equations else (problem,)


def _together(problem: Problem, *, seed: int) -> Instance | None:
    """One that meets all hypotheses together."""
    return first_witness(problem, seed=seed) or _sought(problem, seed)


def _sought(problem: Problem, seed: int) -> Instance | None:
    """One that is found by solving equations, by a longer search, or member by member."""
    judge = _Judge(problem)
    aided = with_stationarity(problem)
    by_products = grams(problem)
    others = chain[Another]([] if by_products is None else [by_products], weighted(problem), valued(problem))
    if (found := _of_another(others, judge, seed)) is not None:
        return found
    for instance in chain(solutions(aided, violating=False), simple_solutions(aided)):
        if (found := judge.accepted(instance)) is not None:
            return found
    for changed, given, enclosed in islice(roots(problem, violating=False), MOST_ROOTS):
        near = witness(changed, seed=seed)
        found = None if near is None else judge.accepted(completed(near, given, enclosed))
        if found is not None:
            return found
    for form in _forms(aided):
        found = _searched_witness(Search(outline(form), Meter(WITNESS_EVALUATIONS)), _Judge(problem), seed)
        if found is not None:
            return found
    for special in chain[Solved | Widened](solved(aided), widened(aided)):
        search = Search(outline(special.problem), Meter(WITNESS_EVALUATIONS))
        found = _searched_witness(search, _Judge(problem), seed, special.completed)
        if found is not None:
            return found
    if (found := _of_another(islice(unrolled(aided), MOST_UNROLLED), judge, seed)) is not None:
        return found
    return next(filter(None, map(judge.accepted, fitted(outline(problem), violating=False))), None)


def _of_another(others: Iterable[Another], judge: "_Judge", seed: int) -> Instance | None:
    """One that is made of a witness of another problem: about values, products of vectors, first members or steps."""
    for other in others:
        near = witness(other.problem, seed=seed)
        found = None if near is None else judge.accepted(other.instance(near))
        if found is not None:
            return found
    return None


def _searched_witness(
    search: Search,
    judge: "_Judge",
    seed: int,
    completed: Callable[[Instance], Instance] = lambda instance: instance,
) -> Instance | None:
    with suppress(OutOfBudget):
        for candidate in all_candidates(search, seed):
            for time in _witness_times(search):
                instance, scope = search.settled(candidate, time)
                found = None if search.is_ruled_out(candidate, scope) else judge.accepted(completed(instance))
                if found is not None:
                    return found
            if judge.left <= 0:
                break
    return None


class _Judge:
    """Puts instances to the kernel, each once, and not more than a certain number in vain."""

    def __init__(self, problem: Problem):
        self.left = FAILURES
        self._problem = problem
        self._seen: set[str] = set()

    def accepted(self, instance: Instance | None) -> Instance | None:
        """The instance, perhaps with sequences standing still; ``None`` where it was looked at before, or fails."""
        name = repr(instance)
        if instance is None or name in self._seen or self.left <= 0:
            return None
        self._seen.add(name)
        if _is_witness(self._problem, instance):
            return instance
        self.left -= 1
        still = standing(self._problem, instance)
        return still if still is not None and _is_witness(self._problem, still) else None


@dataclass(frozen=True, slots=True)
class Survey:
    """How a claim that was neither proved nor refuted fares at instances of its hypotheses."""

    instances: int
    """At how many different instances, all hypotheses proved, no violation was seen."""
    margin: Fraction | None
    """The smallest difference of the two sides relative to their size; missing for equations."""
    closest: Instance | None
    """Where that is."""
    doubtful: int = 0
    """At how many other instances, all hypotheses proved, the claim seems to fail, though that was not confirmed."""

    @property
    def is_support(self) -> bool:
        """It was looked at somewhere, and seems to fail nowhere."""
        return self.instances > 0 and not self.doubtful


def survey(problem: Problem, *, seed: int = 0, count: int = 40) -> Survey:
    """Look at a claim at up to ``count`` telling instances of its hypotheses: the simplest ones, then random ones.

    An instance is telling if it could have shown a violation: its data are not all zero, nor are both sides there.
    Instances at which the claim seems to fail, which ``refute`` did not confirm, are counted apart: a claim with any of
    them is not true wherever it was looked at. The margin is computed in floating point.

    Raises:
        KernelError: the problem is ill-typed.
    """
    search = Search(outline(first_order(with_stationarity(problem)).problem), Meter(SURVEY_EVALUATIONS * count))
    judge = _Judge(problem)
    found: list[Look] = []
    doubtful = 0
    with suppress(OutOfBudget):
        plain = simplest(search)
        for candidates, most in (
            (plain, count * 3 // 4),
            (random_candidates(search, seed), count),
            (plain, count),
        ):
            for candidate in candidates:
                if len(found) + doubtful >= most or judge.left <= 0:
                    break
                look = look_at(search, candidate)
                if look is None or not _is_telling(search, look) or judge.accepted(look.instance) is None:
                    continue
                if look.margin < 0:
                    doubtful += 1
                else:
                    found.append(look)
    closest = min(found, key=lambda look: look.margin, default=None)
    if closest is None or problem.goal.relation[0] == "=":
        return Survey(len(found), None, None, doubtful)
    return Survey(len(found), closest.margin, closest.instance, doubtful)


def _is_telling(search: Search, look: "Look") -> bool:
    """The data are not all zero, and neither are both sides."""
    if _is_all_zero(look.instance):
        return False
    pairs = sides(search.outline.problem.goal.relation, look.scope, look.candidate.valuation)
    return pairs is None or not all(x.exact and y.exact and x.lo == y.lo == 0 for x, y in pairs)


def _is_all_zero(instance: Instance) -> bool:
    numbers = [*instance.scalars.values()]
    for vectors in (instance.vectors, instance.initial):
        numbers += [x for vector in vectors.values() for x in vector]
    numbers += [x for rows in instance.operators.values() for row in rows for x in row]
    for functions in (instance.functions, instance.paths):
        numbers += [x for components in functions.values() for component in components for x in component.values()]
    return bool(numbers) and not any(numbers)


def _is_witness(problem: Problem, instance: Instance) -> bool:
    try:
        satisfies(problem, instance)
    except NotConfirmed:
        return False
    return True


def _witness_times(search: Search) -> list[Fraction | None]:
    return [None] if search.outline.time is None else [Fraction(1), Fraction(0)]
