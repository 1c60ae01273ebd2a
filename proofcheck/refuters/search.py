"""Counterexamples: the first candidates, Z3's, then more candidates in order of simplicity; confirmed and shrunk."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import chain, islice, takewhile

from proofcheck.kernel.clauses import Problem
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm
from proofcheck.models.instance import Instance
from proofcheck.models.order import first_order
from proofcheck.refuters.apart import apart
from proofcheck.refuters.approximate import Meter
from proofcheck.refuters.candidates import Search
from proofcheck.refuters.drawn import drawn
from proofcheck.refuters.fitting import fitted
from proofcheck.refuters.grams import grams
from proofcheck.refuters.mirrored import Mirrored, mirrored
from proofcheck.refuters.nearest import Specialized, specialized
from proofcheck.refuters.noise import Noisy, noisy
from proofcheck.refuters.numbered import numbered
from proofcheck.refuters.roots import MOST_ROOTS, completed, roots
from proofcheck.refuters.rounds import violations
from proofcheck.refuters.runs import Run, runs
from proofcheck.refuters.samples import Drawn, drawn_samples, relates_members
from proofcheck.refuters.shrink import shrunk
from proofcheck.refuters.solving import solutions
from proofcheck.refuters.standing import confirmed
from proofcheck.refuters.stationary import Solved, solved, with_stationarity
from proofcheck.refuters.tight import tightened
from proofcheck.refuters.unbiased import Moved, unbiased
from proofcheck.refuters.unrolled import unrolled
from proofcheck.refuters.valued import valued
from proofcheck.refuters.widened import Widened, widened
from proofcheck.refuters.witnesses import first_witness
from proofcheck.sampling.outline import Outline, outline

Special = Solved | Specialized | Widened | Mirrored | Noisy | Moved


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is tried, in counts: a slow machine gives the same answers."""

    evaluations: int = 60_000
    """Of terms, while candidates are screened; some ten microseconds each."""
    turned: int = 12_000
    """The same where scalars are chosen in the other order."""
    confirmations: int = 12
    """In each order."""
    shrinking: int = 40
    """How many simpler instances are tried; where none are, any numbers will do."""
    at_random: Fraction = Fraction(1, 4)
    """The part of the evaluations that is kept for what comes after the simplest candidates: random ones."""
    solver: bool = True
    """Whether instances that Z3 finds, or that solve equations, come first."""
    drawn: bool = True
    """Whether random instances in floating point are improved and rounded."""
    fitting: bool = True
    """Whether paths are fitted where the search finds nothing."""


@dataclass(frozen=True, slots=True)
class Refutation:
    """A claim is false: an instance of its hypotheses at which it fails, and how the kernel confirmed that."""

    instance: Instance
    confirmation: Confirmation


DEFAULT_BUDGET = Budget()

NEAR = Budget(evaluations=1_500, turned=0, drawn=False, fitting=False)
"""For a problem in which what solves an equation has been replaced by a fraction."""

SAMPLED = Budget(evaluations=1_500, turned=0, drawn=False, fitting=False)
"""For a problem in which numbers stand for the members of a sample."""

AT_RUNS = Budget(evaluations=300, turned=0, drawn=False, fitting=False)
"""For a problem about a few numbers beside those of a run."""

FINITE = Budget(evaluations=4_000, turned=0, drawn=False, solver=False, fitting=False)
"""For a problem about the first members of sequences; of the simplest one equations are solved as well."""

OTHERS_EVALUATIONS = 2_000
"""While hypotheses that share numbers alone with a claim are met."""

MOST_COMPLETED = 2
"""How often what violates a claim under some hypotheses is looked for under the others."""

MOST_DOUBTS = 2
"""How often the kernel may refuse instances with the same functions and paths before others are preferred."""


def refute(problem: Problem, *, seed: int = 0, budget: Budget = DEFAULT_BUDGET) -> Refutation | None:
    """A counterexample that the kernel confirmed, in the simplest numbers found; ``None`` if none was found.

    The same problem, seed and budget give the same answer.

    Raises:
        KernelError: the problem is ill-typed.
    """
    return next(filter(None, hunt(problem, seed=seed, budget=budget)), None)


def hunt(problem: Problem, *, seed: int = 0, budget: Budget = DEFAULT_BUDGET) -> Iterator[Refutation | None]:
    """Counterexamples, the cheapest first; ``None`` where it is time to look for a proof instead.

    These places are after the first few candidates, among which many counterexamples are, and after the instances that
    solve equations and the first thousands of candidates, among which nearly all are. Another order of the scalars, and
    paths that are fitted to what is said of them, come last.

    Raises:
        KernelError: the problem is ill-typed.
    """
    parts = apart(problem)
    if parts is None:
        yield from _hunt(problem, seed, budget)
        return
    left = MOST_COMPLETED
    for found in _hunt(parts.near, seed, budget):
        if found is None:
            yield None
            continue
        whole = parts.completed(found.instance, partial(first_witness, seed=seed, evaluations=OTHERS_EVALUATIONS))
        yield from _shrunk(problem, [] if whole is None else [whole], budget)
        left -= 1
        if not left:
            yield from _hunt(problem, seed, budget)
            return


def _hunt(problem: Problem, seed: int, budget: Budget) -> Iterator[Refutation | None]:
    """The same, with all hypotheses together."""
    yield from _of_numbers(problem, drawn_samples(problem), seed, SAMPLED)
    if any(map(relates_members, problem.hypotheses)):
        yield None
        yield from _of_numbers(problem, runs(problem), seed, AT_RUNS)
    aided = with_stationarity(problem)
    system, plain, turned = first_order(aided), outline(aided), outline(aided, turned=True)
    tight, larger = tightened(aided), numbered(aided)
    forms = [outline(system.problem), plain] if system.equations else [plain]
    forms += [outline(form) for form in (tight, larger) if form is not None]
    if aided is not problem:
        as_it_is = outline(problem)
        forms += [as_it_is] if any(slot.kinks for slot in as_it_is.slots) else []  # at a kink no slope has to vanish
    candidates = [_confirmed(problem, form, budget.evaluations, budget, seed) for form in forms if budget.evaluations]
    alike = (solved, specialized, widened, mirrored, noisy, unbiased)
    particular: Iterator[Special] = chain.from_iterable(make(aided) for make in alike)
    for special in particular if budget.evaluations else ():
        form = outline(special.problem)
        candidates.append(_confirmed(problem, form, budget.evaluations, budget, seed, special.completed))
    for found in candidates:
        yield from takewhile(bool, found)
    yield None
    if budget.solver:
        yield from _solved(problem, aided, seed, budget)
    for found in candidates:
        yield from takewhile(bool, found)
    yield None
    if budget.fitting:
        yield from _of_numbers(problem, valued(problem), seed, SAMPLED)
        yield from _shrunk(problem, _of_first_members(aided, seed), budget)
    if budget.drawn:
        yield from _shrunk(problem, islice(drawn(problem, seed=seed), budget.confirmations), budget)
    for found in candidates:
        yield from takewhile(bool, found)
    if budget.turned and turned.slots != plain.slots:
        yield from _confirmed(problem, turned, budget.turned, budget, seed)
    if budget.fitting:
        yield from _shrunk(problem, fitted(outline(problem), violating=True), budget)


def _solved(problem: Problem, aided: Problem, seed: int, budget: Budget) -> Iterator[Refutation]:
    """Instances that Z3 finds, that solve equations, or whose vectors have the right inner products."""
    yield from _shrunk(problem, solutions(aided, violating=True, simple=budget.shrinking > 0), budget)
    for changed, given, enclosed in islice(roots(problem, violating=True), MOST_ROOTS):
        near = refute(changed, seed=seed, budget=NEAR)
        if near is not None:
            instance = completed(near.instance, given, enclosed)
            with suppress(NotConfirmed):
                yield Refutation(instance, confirm(problem, instance))
    by_products = grams(problem)
    if by_products is not None:
        near = refute(by_products.problem, seed=seed, budget=NEAR)
        found = None if near is None else by_products.instance(near.instance)
        if found is not None:
            with suppress(NotConfirmed):
                yield Refutation(found, confirm(problem, found))


def _of_numbers(problem: Problem, samples: Iterable[Drawn | Run], seed: int, budget: Budget) -> Iterator[Refutation]:
    """Instances with samples of a few values, or with all members of a run."""
    for sample in samples:
        near = refute(sample.problem, seed=seed, budget=budget)
        with suppress(NotConfirmed):
            if near is not None:
                instance = sample.instance(near.instance)
                yield Refutation(instance, confirm(problem, instance))


def _of_first_members(problem: Problem, seed: int) -> Iterator[Instance]:
    """Instances whose sequences become constant after their first members."""
    for number, finite in enumerate(unrolled(problem)):
        near = refute(finite.problem, seed=seed, budget=replace(FINITE, solver=number == 0))
        found = None if near is None else finite.instance(near.instance)
        if found is not None:
            yield found


def _shrunk(problem: Problem, instances: Iterable[Instance], budget: Budget) -> Iterator[Refutation]:
    """Those of some instances that are confirmed, in simpler numbers."""
    for instance in instances:
        with suppress(NotConfirmed):
            yield Refutation(*shrunk(problem, *confirmed(problem, instance), budget.shrinking))


def _confirmed(
    problem: Problem,
    form: Outline,
    evaluations: int,
    budget: Budget,
    seed: int,
    completed: Callable[[Instance], Instance] = lambda instance: instance,
) -> Iterator[Refutation | None]:
    """What is confirmed among the violations that are found, ``None`` at each pause."""
    left, doubts = budget.confirmations, Counter[str]()
    for hit in violations(Search(form, Meter(evaluations, budget.at_random), violating=True), seed):
        if hit is None:
            yield None
            continue
        instance = completed(hit.instance)
        given = instance.functions or instance.paths or instance.pieces
        functions = repr((instance.functions, instance.paths, instance.pieces))
        if doubts[functions] >= MOST_DOUBTS and given:
            continue
        with suppress(NotConfirmed):
            yield Refutation(*shrunk(problem, *confirmed(problem, instance), budget.shrinking, hit.fixed))
        doubts[functions] += 1
        left -= 1
        if not left:
            return
