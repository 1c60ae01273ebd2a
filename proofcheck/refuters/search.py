"""Counterexamples and witnesses: Z3's, then candidates in order of simplicity, screened, confirmed, shrunk."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest
from itertools import islice
from random import Random

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import NATURAL, Term
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.models.order import first_order
from proofcheck.models.scope import Scope
from proofcheck.refuters.approximate import Meter, OutOfBudget
from proofcheck.refuters.candidates import Candidate, Search
from proofcheck.refuters.families import BEFORE, INDICES, TIMES
from proofcheck.refuters.fitting import fitted
from proofcheck.refuters.grams import grams
from proofcheck.refuters.judging import NO_VALUE, middle, sides, verdict
from proofcheck.refuters.roots import completed, roots
from proofcheck.refuters.shrink import shrunk
from proofcheck.refuters.solving import solutions
from proofcheck.refuters.stationary import with_stationarity
from proofcheck.sampling.outline import outline


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is tried, in counts: a slow machine gives the same answers."""

    evaluations: int = 24_000
    """Of terms, while candidates are screened; some ten microseconds each."""
    turned: int = 12_000
    """The same where scalars are chosen in the other order."""
    confirmations: int = 8
    """In each order."""
    shrinking: int = 40
    """How many simpler instances are tried; where none are, any numbers will do."""
    at_random: Fraction = Fraction(1, 4)
    """The part of the evaluations that is kept for what comes after the simplest candidates: random ones."""
    solver: bool = True
    """Whether instances that Z3 finds, or that solve equations, come first."""
    fitting: bool = True
    """Whether paths are fitted where the search finds nothing."""


@dataclass(frozen=True, slots=True)
class Refutation:
    """A claim is false: an instance of its hypotheses at which it fails, and how the kernel confirmed that."""

    instance: Instance
    confirmation: Confirmation


DEFAULT_BUDGET = Budget()

NEAR = Budget(evaluations=1_500, turned=0, fitting=False)
"""For a problem in which what solves an equation has been replaced by a fraction."""

WITNESS_EVALUATIONS = 6_000

FAILURES = 60
"""How many instances the kernel may refuse before a search for witnesses is given up."""

RANDOM_CANDIDATES = 200

MOST_ROOTS = 3
"""How many solutions of equations among the hypotheses are enclosed."""

CLIMBS = 3
"""From how many of the candidates that come closest to a violation the search goes on."""


def refute(problem: Problem, *, seed: int = 0, budget: Budget = DEFAULT_BUDGET) -> Refutation | None:
    """A counterexample that the kernel confirmed, in the simplest numbers found; ``None`` if none was found.

    The same problem, seed and budget give the same answer.

    Raises:
        KernelError: the problem is ill-typed.
    """
    simple = budget.shrinking > 0
    aided = with_stationarity(problem)
    for instance in solutions(aided, violating=True, simple=simple) if budget.solver else ():
        with suppress(NotConfirmed):
            return Refutation(*shrunk(problem, instance, confirm(problem, instance), budget.shrinking))
    for changed, given, enclosed in islice(roots(problem, violating=True), MOST_ROOTS) if budget.solver else ():
        near = refute(changed, seed=seed, budget=NEAR)
        if near is not None:
            instance = completed(near.instance, given, enclosed)
            with suppress(NotConfirmed):
                return Refutation(instance, confirm(problem, instance))
    by_products = grams(problem) if budget.solver else None
    if by_products is not None:
        near = refute(by_products.problem, seed=seed, budget=NEAR)
        found = None if near is None else by_products.instance(near.instance)
        if found is not None:
            with suppress(NotConfirmed):
                return Refutation(found, confirm(problem, found))
    for search in _searches(aided, budget):
        for hit in islice(_violations(search, seed), budget.confirmations):
            try:
                confirmation = confirm(problem, hit.instance)
            except NotConfirmed:
                continue
            return Refutation(*shrunk(problem, hit.instance, confirmation, budget.shrinking, hit.fixed))
    for instance in fitted(outline(problem), violating=True) if budget.fitting else ():
        with suppress(NotConfirmed):
            return Refutation(*shrunk(problem, instance, confirm(problem, instance), budget.shrinking))
    return None


def _searches(problem: Problem, budget: Budget) -> Iterator[Search]:
    """One, and where the order of the scalars makes a difference another one, with the scalars turned round.

    Before them, one for the same problem as a system of first order, where it is not of first order itself.
    """
    if not budget.evaluations:
        return
    system = first_order(problem)
    if system.equations:
        yield Search(outline(system.problem), Meter(budget.evaluations, budget.at_random))
    plain, turned = outline(problem), outline(problem, turned=True)
    yield Search(plain, Meter(budget.evaluations, budget.at_random))
    if budget.turned and turned.slots != plain.slots:
        yield Search(turned, Meter(budget.turned, budget.at_random))


def witness(problem: Problem, *, seed: int = 0) -> Instance | None:
    """An instance that satisfies every hypothesis of the problem, proved by the kernel; the goal is ignored.

    Raises:
        KernelError: the problem is ill-typed.
    """
    judge = _Judge(problem)
    by_products = grams(problem)
    if by_products is not None:
        near = witness(by_products.problem, seed=seed)
        found = None if near is None else by_products.instance(near)
        if found is not None and judge.is_new_witness(found):
            return found
    aided = with_stationarity(problem)
    for instance in solutions(aided, violating=False):
        if judge.is_new_witness(instance):
            return instance
    for changed, given, enclosed in islice(roots(problem, violating=False), MOST_ROOTS):
        near = witness(changed, seed=seed)
        if near is not None and judge.is_new_witness(completed(near, given, enclosed)):
            return completed(near, given, enclosed)
    system = first_order(aided)
    for form in (system.problem, aided) if system.equations else (aided,):
        found = _searched_witness(Search(outline(form), Meter(WITNESS_EVALUATIONS)), _Judge(problem), seed)
        if found is not None:
            return found
    return next(filter(judge.is_new_witness, fitted(outline(problem), violating=False)), None)


def _searched_witness(search: Search, judge: "_Judge", seed: int) -> Instance | None:
    with suppress(OutOfBudget):
        for candidate in _all_candidates(search, seed):
            for time in _witness_times(search):
                instance, scope = search.settled(candidate, time)
                if not search.is_ruled_out(candidate, scope) and judge.is_new_witness(instance):
                    return instance
            if judge.left <= 0:
                break
    return None


class _Judge:
    """Puts instances to the kernel, each once, and not more than a certain number in vain."""

    def __init__(self, problem: Problem):
        self.left = FAILURES
        self._problem = problem
        self._seen: set[str] = set()

    def is_new_witness(self, instance: Instance) -> bool:
        """The instance was not looked at before, and satisfies every hypothesis."""
        name = repr(instance)
        if name in self._seen or self.left <= 0:
            return False
        self._seen.add(name)
        found = _is_witness(self._problem, instance)
        self.left -= not found
        return found


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


SURVEY_EVALUATIONS = 500
"""For each instance that is asked for."""


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
    found: list[_Look] = []
    doubtful = 0
    with suppress(OutOfBudget):
        simplest = _simplest(search)
        for candidates, most in (
            (simplest, count * 3 // 4),
            (_random_candidates(search, seed), count),
            (simplest, count),
        ):
            for candidate in candidates:
                if len(found) + doubtful >= most or judge.left <= 0:
                    break
                look = _look(search, candidate)
                if look is None or not _is_telling(search, look) or not judge.is_new_witness(look.instance):
                    continue
                if look.margin < 0:
                    doubtful += 1
                else:
                    found.append(look)
    closest = min(found, key=lambda look: look.margin, default=None)
    if closest is None or problem.goal.relation[0] == "=":
        return Survey(len(found), None, None, doubtful)
    return Survey(len(found), closest.margin, closest.instance, doubtful)


def _is_telling(search: Search, look: "_Look") -> bool:
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


@dataclass(frozen=True, slots=True)
class _Look:
    """What a claim looks like at a candidate, at the time where it is closest to being violated."""

    candidate: Candidate
    instance: Instance
    scope: Scope
    margin: Fraction
    """The difference of the two sides, relative to their size; negative where the claim fails."""
    closed: bool
    """The paths that the claim speaks of have closed forms."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """An instance at which a claim seems to fail, and the scalars that are better left alone."""

    instance: Instance
    fixed: frozenset[str]


def _violations(search: Search, seed: int) -> Iterator[_Hit]:
    """Instances at which the claim fails and no hypothesis is seen to fail.

    Most of the budget goes to the simplest candidates, the rest to improving on the closest of them, and then on
    random ones.
    """
    with suppress(OutOfBudget):
        looks: list[_Look] = []
        seen: set[object] = set()
        for candidate in search.candidates():
            look = None
            if search.what_the_claim_sees(candidate) not in seen:
                look = _look(search, candidate, seen)
            if look is not None and look.margin < 0:
                yield _hit(search, look)
            elif look is not None:
                looks.append(look)
            if search.meter.is_running_low:
                break
        for look in nsmallest(CLIMBS, looks, key=lambda look: look.margin):
            yield from _climb(search, look)
        for candidate in _random_candidates(search, seed):
            look = _look(search, candidate)
            if look is not None:
                yield from _climb(search, look)


def _climb(search: Search, look: _Look) -> Iterator[_Hit]:
    """Change one choice at a time, as long as the claim comes closer to failing."""
    if look.margin < 0:
        yield _hit(search, look)
        return
    improved = True
    while improved:
        improved = False
        for neighbour in search.neighbours(look.candidate):
            other = _look(search, neighbour)
            if other is None or other.margin >= look.margin:
                continue
            if other.margin < 0:
                yield _hit(search, other)
                return
            look, improved = other, True
            break


def _hit(search: Search, look: _Look) -> _Hit:
    """A flow without a closed form has to be followed in small steps: its time is not made larger again."""
    time = search.outline.time
    return _Hit(look.instance, frozenset() if look.closed or time is None else frozenset([time[1]]))


def _look(search: Search, candidate: Candidate, seen: set[object] | None = None) -> _Look | None:
    """``None`` if a hypothesis fails there, or nothing is known.

    What the claim sees of a candidate goes into ``seen`` if the claim is not violated, whatever the hypotheses say.
    """
    closed = _is_closed(search, candidate)
    best: _Look | None = None
    violated = False
    for time in _times(search, candidate):
        instance, scope = search.settled(candidate, time)
        margin = _margin(search, candidate, scope)
        violated |= margin is not None and margin < 0
        if margin is None or (best is not None and margin >= best.margin):
            continue
        if (time == 0 and margin == 0) or search.is_ruled_out(candidate, scope):
            continue
        best = _Look(candidate, instance, scope, margin, closed)
        if margin < 0:
            break
    if seen is not None and not violated:
        seen.add(search.what_the_claim_sees(candidate))
    return best


def _margin(search: Search, candidate: Candidate, scope: Scope) -> Fraction | None:
    """Negative only if the claim is certainly violated (as far as approximations are certain)."""
    relation = search.outline.problem.goal.relation
    pairs = sides(relation, scope, candidate.valuation)
    if verdict(relation[0], pairs) is False:
        return Fraction(-1)
    if pairs is None:
        return None
    if relation[0] == "=":
        return Fraction(0)
    left, right = (x.middle for x in pairs[0])
    size = abs(left) + abs(right)
    return max(Fraction(0), right - left) / size if size else None


def _all_candidates(search: Search, seed: int) -> Iterator[Candidate]:
    """The simplest ones, then random ones."""
    yield from _simplest(search)
    yield from _random_candidates(search, seed)


def _simplest(search: Search) -> Iterator[Candidate]:
    for candidate in search.candidates():
        yield candidate
        if search.meter.is_running_low:
            break


def _random_candidates(search: Search, seed: int) -> Iterator[Candidate]:
    random = Random(seed)
    for _ in range(RANDOM_CANDIDATES):
        candidate = search.random_candidate(random)
        if candidate is not None:
            yield candidate


def _is_closed(search: Search, candidate: Candidate) -> bool:
    try:
        return all(candidate.valuation.solution(*flow).closed is not None for flow in search.outline.flows)
    except NO_VALUE:
        return False


def _times(search: Search, candidate: Candidate) -> list[Fraction | None]:
    """At which times the claim is looked at: a few, and where hypotheses end."""
    variable = search.outline.time
    if variable is None:
        return [None]
    if variable[2] == NATURAL:
        return list(INDICES)
    ends = [
        middle(end, candidate.scope, candidate.valuation)
        for clause, _ in search.outline.clauses
        if not clause.variables and not clause.conditions
        for side, end in (clause.relation[1:], clause.relation[:0:-1])
        if side == variable and variable not in end.free
    ]
    return list(dict.fromkeys([*_usual_times(search, variable), *(end for end in ends if end is not None)]))


def _usual_times(search: Search, variable: Term) -> list[Fraction | None]:
    positive = any(c.relation[2] == variable and not c.conditions for c, _ in search.outline.clauses)
    return list(TIMES if positive else TIMES + BEFORE)


def _is_witness(problem: Problem, instance: Instance) -> bool:
    try:
        satisfies(problem, instance)
    except NotConfirmed:
        return False
    return True


def _witness_times(search: Search) -> list[Fraction | None]:
    return [None] if search.outline.time is None else [Fraction(1), Fraction(0)]
