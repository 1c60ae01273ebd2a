"""How questions get to the workers, and answers back, those of earlier runs included."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from proofcheck.answers import Answer, Course, Evidence, Following, Mended, unpack
from proofcheck.lang.claims import Claim
from proofcheck.matter import Case
from proofcheck.runs import Run
from proofcheck.store import Store, key_of
from proofcheck.study.course import course
from proofcheck.tasks import decide, follow, follow_soon, group_key, mend, settle
from proofcheck.workers import Limits, Lost, Workers, number_of_workers

DECIDING = Limits(seconds=45)
"""What a worker may use for one claim, to find a proof or a counterexample; a group of claims gets it for each."""

ASKING = Limits(seconds=30)
"""The same for every other question."""

KEPT: Mapping[Callable[[Any], Any], tuple[type, ...]] = {
    group_key: (type(None),),
    decide: (Evidence,),
    settle: (Evidence,),
    follow: (Following,),
    follow_soon: (Following,),
    mend: (Mended, type(None)),
    course: (Course, type(None)),
}
"""The questions whose answers are kept, and what these are."""


Progress = Callable[[str, int, int], None]

O = TypeVar("O")
Q = TypeVar("Q")
A = TypeVar("A")


def perform(task: tuple[Callable[[Any], Any], Any]) -> Any:
    """Put a question to a function, in a worker."""
    work, question = task
    return work(question)


class Asking:
    """The workers, and how questions get to them; a context manager that ends them.

    What was answered in an earlier run is not asked again.
    """

    def __init__(self, workers: int | None, store: Store | None = None, progress: Progress | None = None) -> None:
        self._store, self._forgotten = store, set[str]()
        self._progress = progress
        processes = number_of_workers(workers)
        self._workers: Workers[tuple[Callable[[Any], Any], Any], Any] = Workers(
            perform, processes, ASKING, preload=["proofcheck.preloaded"]
        )

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.close()
        if self._store is not None:
            self._store.trim()

    def each(
        self, work: Callable[[Q], A], questions: Iterable[tuple[O, Q]], limits: Callable[[Q], Limits] | None = None
    ) -> Iterator[tuple[O, A | Lost]]:
        """Ask, and pass on each answer, as it comes, with what the question is about."""
        owners: dict[int, tuple[O, str]] = {}
        recalled: list[tuple[O, A]] = []
        for owner, question in questions:
            own = None if limits is None else limits(question)
            key = self._key(work, question, own or ASKING)
            answer = self._recall(work, question, key)
            if answer is not None:
                recalled.append((owner, answer))
                continue
            owners[self._workers.submit((work, question), own)] = owner, key
        yield from recalled
        while owners:
            for number, found in self._workers.wait():
                owner, key = owners.pop(number)
                if key and not isinstance(found, Lost):
                    self._keep(key, found)
                yield owner, found

    def _key(self, work: Callable[[Any], Any], question: Any, limits: Limits) -> str:
        """The name of a question's entry in the store; nothing where its answer is not kept."""
        if self._store is None or work not in KEPT:
            return ""
        cases: Sequence[Case] = [question] if isinstance(question, Case) else question
        return key_of(work.__name__, repr(limits), *(case.fingerprint() for case in cases))

    def _recall(self, work: Callable[[Any], Any], question: Any, key: str) -> Any:
        """What was answered before, if it is of the right kind; one answer, or one for each of several cases."""
        if self._store is None or not key or key in self._forgotten:
            return None
        found = self._store.read(key)
        number = 1 if isinstance(question, Case) else len(question)
        try:
            if (
                found is None
                or len(found) != number
                or not all(isinstance(unpack(a.packed), KEPT[work]) for a in found)
            ):
                return None
        except ValueError:
            return None
        return found[0] if isinstance(question, Case) else found

    def _keep(self, key: str, found: Any) -> None:
        if self._store is not None:
            self._store.write(key, [found] if isinstance(found, Answer) else found)

    def forget(self, entries: Collection[str]) -> None:
        """Ask again what was read from these entries."""
        self._forgotten |= set(entries)

    def of_claims(
        self,
        work: Callable[[Case], A],
        claims: Iterable[tuple[Run, Claim]],
        case: Callable[[Run, Claim], Case] = Run.case,
        *,
        what: str = "",
    ) -> Iterator[tuple[Run, str, A | Lost]]:
        """Ask the same about each of these claims; where it is said what that is, progress is."""
        asked = [((run, claim.id), case(run, claim)) for run, claim in claims]
        for done, ((run, claim_id), answer) in enumerate(self.each(work, asked), 1):
            if what:
                self.say(f"{what} {run.document.id}:{claim_id}", done, len(asked))
            yield run, claim_id, answer

    def say(self, label: str, done: int, total: int) -> None:
        """Say how far it is, if somebody wants to know."""
        if self._progress is not None:
            self._progress(label, done, total)

    def one(self, work: Callable[[Case], A], case: Case) -> A | Lost:
        """Ask about one claim."""
        [(_, answer)] = self.each(work, [(None, case)])
        return answer
