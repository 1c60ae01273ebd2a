"""The first edit that can be proved: candidates meet known counterexamples first, then scaling, then the provers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang import expressions as ex
from proofcheck.models.instance import Instance
from proofcheck.provers.engine import Hints
from proofcheck.provers.search import prove
from proofcheck.refuters import Budget, Refutation, scaling_mismatch, witness
from proofcheck.repair.changes import (
    CONSTANT,
    EQUALITY,
    FACTOR,
    ORDER,
    SIGN,
    SQUARE,
    SYMBOL,
    TERM,
    VECTOR_SYMBOL,
    Edit,
    nodes,
)
from proofcheck.repair.emptiness import (
    is_of_signs,
    is_supposed,
    is_weakened,
    leaves_room,
    moved,
    says_no_more,
    soon_settled,
)
from proofcheck.repair.known import Ground, Known
from proofcheck.repair.missing import FAR
from proofcheck.repair.supposing import SUPPOSED

LOOKED_AT = 1_500
"""How many edits are looked at."""

PUT = 40
"""How many of those that no known counterexample refutes are put to the provers."""

DEEP = 6
"""How many the whole search is tried on."""

ATTEMPTS = (16, 96)
"""How much of the search each of these is given, first, and where that does not prove one that is as likely."""

FURTHER = 12
"""How many more are put to the provers, to find a sharper one."""

DEEPER = 3
"""On how many of these the whole search is tried, at least."""

OF_SIZE = (CONSTANT, FACTOR, ORDER, SIGN)
"""The kinds of edits that may make a bound weaker than need be."""

IDLE = {CONSTANT, EQUALITY, ORDER, SIGN, SYMBOL}
"""The kinds of edits that may leave nothing but signs: a length is at least a negative number."""

QUICK = Budget(evaluations=1_500, shrinking=0, drawn=False, fitting=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit by its place, with the proof of the changed claim and a witness of its hypotheses."""

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
    """The first edit that is proved and not vacuous; of those that are equally likely, the one that is easily proved.

    Arguments:
        ask: what the kernel is asked about an edit; ``None`` where it makes no sense.
        stands: the claim as it stands; ``None`` where it has no meaning. A bound that is not sharp is only taken where
            no other one is found soon.
        instance: a counterexample of it.
        hints: what stands around it.
    """
    search = _Search(ask, hints, seed, stands, [] if instance is None else [instance])
    blunt: Repair | None = None
    signed: Repair | None = None
    likely = groupby(islice(found, LOOKED_AT), key=lambda edit: edit.cost)
    for candidate in chain.from_iterable(search.proved(group) for _, group in likely):
        shown = witness(candidate.problem, seed=seed)
        if candidate.theorem is None or shown is None:
            continue
        repair = Repair(candidate.edit.place, candidate.theorem, shown)
        if blunt is not None and is_far_fetched(candidate.edit):
            continue
        idle = candidate.edit.mistake in IDLE and is_of_signs(candidate.problem)
        if stands is not None and (idle or leaves_room(stands, candidate.problem)):
            search.left = min(search.left, FURTHER)
            continue
        if signed is not None:
            if search.says_more(candidate.problem):
                return repair
            continue
        if stands is None or not is_of_size(candidate.edit) or search.is_sharp(candidate.problem):
            if stands is None or stands.goal.relation[0] == "=" or not may_say_less(candidate.edit):
                return repair
            signed, search.beaten, search.left = repair, candidate.problem, min(search.left, FURTHER)
            continue
        sharper = search.beaten is None or says_no_more(search.beaten, candidate.problem)
        if sharper and candidate.edit.mistake != SIGN:
            blunt, search.beaten = repair, candidate.problem
            search.left, search.deep = min(search.left, FURTHER), max(search.deep, DEEPER)
    return signed or blunt


def is_of_size(edit: Edit) -> bool:
    """Whether an edit may make a bound weaker than need be."""
    other = {SYMBOL: VECTOR_SYMBOL, TERM: FAR}
    return edit.mistake in OF_SIZE or edit.cost >= other.get(edit.mistake, edit.cost + 1)


def is_far_fetched(edit: Edit) -> bool:
    """Whether an edit supposes what little in the claim hints at: a bound that is not sharp is meant sooner."""
    return edit.supposing is not None and edit.cost > SUPPOSED + 1


def may_say_less(edit: Edit) -> bool:
    """Whether an edit of a bound, sharp or not, often says less than another one: another sign, another rate."""
    decays = any(isinstance(node, ex.Exp) for node in nodes(edit.says))
    return edit.mistake == SIGN or (edit.mistake == SQUARE and decays)


@dataclass(frozen=True, slots=True)
class _Candidate:
    edit: Edit
    problem: Problem
    theorem: Theorem | None = None


@dataclass(slots=True)
class _Search:
    """The search among edits: how many may still be put to the provers, and the counterexamples that are known."""

    ask: Callable[[Edit], Problem | None]
    hints: Callable[[Problem], Hints]
    seed: int
    stands: Problem | None
    instances: list[Instance]
    left: int = PUT
    deep: int = DEEP
    beaten: Problem | None = None
    """A bound that is proved: what says no more is passed over."""
    known: Known | None = None

    def proved(self, edits: Iterable[Edit]) -> Iterator[_Candidate]:
        """Those of some edits that are equally likely that are proved, the easily proved first."""
        if self.left <= 0:
            return
        still_open: list[_Candidate] = []
        for edit in edits:
            candidate = self._looked_at(edit)
            if candidate is not None and candidate.theorem is not None:
                yield candidate
            elif candidate is not None:
                still_open.append(candidate)
        still_open = still_open[: self.deep]
        self.deep -= len(still_open)
        for attempts in ATTEMPTS:
            for candidate in tuple(still_open):
                if self.left <= 0:
                    return
                theorem = prove(candidate.problem, hints=self.hints(candidate.problem), attempts=attempts)
                if theorem is not None:
                    still_open.remove(candidate)
                    yield replace(candidate, theorem=theorem)

    def is_sharp(self, changed: Problem) -> bool:
        """Whether a bound fails when it is moved a little towards the bound as it stands."""
        nearer = None if self.stands is None else moved(self.stands, changed)
        if nearer is None or self._known(nearer).refutes(nearer):
            return True
        return isinstance(soon_settled(nearer, self._known(nearer), self.seed, QUICK), Refutation)

    def says_more(self, problem: Problem) -> bool:
        """Whether a bound leaves no more room than the one that is proved already, and somewhere less."""
        return self.beaten is not None and self._known(problem).ground.is_weaker(self.beaten, problem)

    def _known(self, problem: Problem) -> Known:
        """What is known to refute; if the claim as it stands means nothing, by what is supposed in the first change."""
        if self.known is None:
            self.known = Known(self.instances, Ground(self.stands or problem, self.seed))
        return self.known

    def _is_beaten(self, problem: Problem, known: Known) -> bool:
        """Whether a bound says no more than one that is proved."""
        return self.beaten is not None and (
            says_no_more(problem, self.beaten) or known.ground.is_weaker(problem, self.beaten)
        )

    def _looked_at(self, edit: Edit) -> _Candidate | None:
        """An edit that is not known to be false, with a proof if one is soon found."""
        problem = self.ask(edit)
        if problem is None:
            return None
        if is_supposed(problem) and not (self.stands is not None and is_weakened(self.stands, problem)):
            return None
        known = self._known(problem)
        if known.refutes(problem, again=edit.supposing is not None):
            return None
        if self.left <= 0 or scaling_mismatch(problem) is not None:
            return None
        if self._is_beaten(problem, known):
            return None
        self.left -= 1
        found = soon_settled(problem, known, self.seed, QUICK)
        if isinstance(found, Refutation):
            known.instances.append(found.instance)
            return None
        return _Candidate(edit, problem, found)
