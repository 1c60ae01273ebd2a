"""The first edit that can be proved: candidates meet known counterexamples first, then scaling, then the provers."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import SCALAR, Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.confirmation import NotConfirmed, confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.provers.engine import Hints
from proofcheck.provers.search import prove
from proofcheck.refuters import Budget, hunt, refute, scaling_mismatch, witness
from proofcheck.repair.changes import CONSTANT, FACTOR, ORDER, SIGN, SYMBOL, Edit

LOOKED_AT = 1_500
"""How many edits are looked at."""

PUT = 40
"""How many of those that no known counterexample refutes are put to the provers."""

DEEP = 6
"""How many the whole search is tried on."""

ATTEMPTS = 80
"""How much of the search each of these is given."""

FURTHER = 6
"""How many more are put to the provers, to find a sharper one."""

NUDGE = Fraction(1, 8)
"""How far a bound is moved towards the one as it stands, to see whether it is sharp."""

OF_SIZE = (CONSTANT, FACTOR, ORDER, SIGN, SYMBOL)
"""The kinds of edits that may make a bound weaker than need be."""

QUICK = Budget(evaluations=1_500, shrinking=0, drawn=False, fitting=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit by its position, with the proof of the changed claim and a witness of its hypotheses."""

    place: int
    theorem: Theorem
    witness: Instance


def mended(
    found: Iterable[Edit],
    ask: Callable[[Edit], Problem | None],
    stands: Problem | None,
    instance: Instance | None,
    hints: Callable[[Problem], Hints],
    seed: int = 0,
) -> Repair | None:
    """The first edit that is proved and not vacuous.

    Arguments:
        ask: what the kernel is asked about an edit; ``None`` where it makes no sense.
        stands: the claim as it stands; ``None`` where it has no meaning. A bound that is not sharp is only taken where
            no other one is found soon.
        instance: a counterexample of it.
        hints: what stands around it.
    """
    known = [] if instance is None else [instance]
    deep, left = DEEP, PUT
    blunt: Repair | None = None
    for place, edit in zip(range(LOOKED_AT), found, strict=False):
        problem = ask(edit)
        if problem is None or problem.goal in problem.hypotheses or _is_false(problem, edit, known):
            continue
        if scaling_mismatch(problem) is not None:
            continue
        left -= 1
        if left < 0:
            break
        hunted = hunt(problem, seed=seed, budget=QUICK)
        refutation = next(hunted)
        theorem = None if refutation is not None else prove(problem, shallow=True)
        if theorem is None:
            refutation = refutation or next(filter(None, hunted), None)
            if refutation is not None:
                known.append(refutation.instance)
            elif deep:
                deep -= 1
                theorem = prove(problem, hints=hints(problem), attempts=ATTEMPTS)
        shown = None if theorem is None else _witness(problem, known[:1], seed)
        if theorem is not None and shown is not None:
            found_here = Repair(place, theorem, shown)
            if stands is None or edit.mistake not in OF_SIZE or is_sharp(stands, problem, seed):
                return found_here
            if blunt is None and edit.mistake != SIGN:
                blunt, left = found_here, min(left, FURTHER)
    return blunt


def _witness(problem: Problem, known: Iterable[Instance], seed: int) -> Instance | None:
    """An instance of the hypotheses: a counterexample of the claim as it stands is one of its own."""
    for instance in known:
        with suppress(NotConfirmed):
            satisfies(problem, instance)
            return instance
    return witness(problem, seed=seed)


def is_sharp(stands: Problem, changed: Problem, seed: int = 0) -> bool:
    """Whether a changed bound fails when it is moved a little towards the bound as it stands."""
    op, left, right = stands.goal.relation
    other, *new = changed.goal.relation
    if op == "=" or op != other or left.sort != SCALAR or stands.hypotheses != changed.hypotheses:
        return True
    lower, upper = (_moved(term, to) for term, to in zip(new, (left, right), strict=True))
    nudged = replace(changed, goal=replace(changed.goal, relation=(op, lower, upper)))
    return refute(nudged, seed=seed, budget=QUICK) is not None


def _is_false(problem: Problem, edit: Edit, known: Iterable[Instance]) -> bool:
    """Whether a counterexample that is known already is one of the changed claim."""
    asked = problem if edit.supposing is not None else replace(problem, hypotheses=())
    return any(_fails(asked, instance) for instance in known)


def _fails(problem: Problem, instance: Instance) -> bool:
    try:
        confirm(problem, instance)
    except NotConfirmed:
        return False
    return True


def _moved(term: Term, to: Term) -> Term:
    return Term("add", Term("mul", num(1 - NUDGE), term), Term("mul", num(NUDGE), to))
