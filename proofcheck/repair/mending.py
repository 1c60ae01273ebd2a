"""The first edit that can be proved: candidates meet known counterexamples first, then scaling, then the provers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.models.instance import Instance
from proofcheck.provers.engine import Hints
from proofcheck.provers.search import prove
from proofcheck.refuters import Budget, refute, scaling_mismatch, witness
from proofcheck.repair.changes import Edit

LOOKED_AT = 1_500
"""How many edits are looked at."""

PUT = 40
"""How many of those that no known counterexample refutes are put to the provers."""

DEEP = 4
"""How many the whole search is tried on."""

ATTEMPTS = 80
"""How much of the search each of these is given."""

QUICK = Budget(evaluations=1_500, shrinking=0, fitting=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit by its position, with the proof of the changed claim and a witness of its hypotheses."""

    place: int
    theorem: Theorem
    witness: Instance


def mended(
    found: Iterable[Edit],
    ask: Callable[[Edit], Problem | None],
    instance: Instance | None,
    hints: Callable[[Problem], Hints],
    seed: int = 0,
) -> Repair | None:
    """The first edit that is proved and not vacuous.

    Arguments:
        ask: what the kernel is asked about an edit; ``None`` where it makes no sense.
        instance: a counterexample of the claim as it stands.
        hints: what stands around it.
    """
    known = [] if instance is None else [instance]
    deep, left = DEEP, PUT
    for place, edit in zip(range(LOOKED_AT), found, strict=False):
        problem = ask(edit)
        if problem is None or problem.goal in problem.hypotheses or _is_false(problem, edit, known):
            continue
        if scaling_mismatch(problem) is not None:
            continue
        left -= 1
        if left < 0:
            return None
        theorem = prove(problem, shallow=True)
        if theorem is None:
            refutation = refute(problem, seed=seed, budget=QUICK)
            if refutation is not None:
                known.append(refutation.instance)
            elif deep:
                deep -= 1
                theorem = prove(problem, hints=hints(problem), attempts=ATTEMPTS)
        shown = None if theorem is None else witness(problem, seed=seed)
        if theorem is not None and shown is not None:
            return Repair(place, theorem, shown)
    return None


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
