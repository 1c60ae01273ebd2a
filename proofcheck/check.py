"""Documents in, findings out: every claim is asked about in a worker, and one claim can cost one claim.

The questions are those of ``proofcheck.tasks``, in their order; ``proofcheck.findings`` judges the answers. This
process sees no term and no derivation, only words, packed answers and finished findings, so that nothing a claim makes
the engine do can end the run: a question whose worker is lost leaves the claim undecided, with the reason.

Answers that were kept from earlier runs take the place of asking. What they seem to say and the judge does not find is
asked again, as if they had never been there.

What only concerns the graph of citations is settled here: a line that rests on a false one, on itself, or on a later
line of its own chain does not follow; a statement follows no better than the lines that its proof cites.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from proofcheck import __version__
from proofcheck.answers import Answer, Evidence, Following, Mended, unpack
from proofcheck.findings import ContradictionError, evaluation, explanation, report, summary, unanswered
from proofcheck.lang.claims import Claim
from proofcheck.lang.documents import Document
from proofcheck.reasons import circular, later_in_chain, written_out
from proofcheck.store import Store, key_of
from proofcheck.tasks import MENDED, OPEN, Case, Sent, cited_by, decide, follow, group_key, mend, settle
from proofcheck.workers import Limits, Lost, Workers

SCHEMA = "proofcheck/findings/1"

DECIDING = Limits(seconds=45)
"""What a worker may use for one claim, to find a proof or a counterexample; a group of claims gets it for each."""

ASKING = Limits(seconds=30)
"""The same for every other question."""

NEAREST = 100
"""How many of the claims that a reason rests on, directly or through others, a worker is shown."""

KEPT: Mapping[Callable[[Any], Any], tuple[type, ...]] = {
    group_key: (type(None),),
    decide: (Evidence,),
    settle: (Evidence,),
    follow: (Following,),
    mend: (Mended, type(None)),
}
"""The questions whose answers are kept, and what these are."""

Progress = Callable[[str, int, int], None]

O = TypeVar("O")
Q = TypeVar("Q")
A = TypeVar("A")


@dataclass(slots=True)
class Run:
    """What is known of one document while it is being checked."""

    document: Document
    chosen: list[Claim]
    seed: int
    pieces: dict[str, bytes] = field(default_factory=dict)
    recalled: dict[str, set[str]] = field(default_factory=dict)
    evidence: dict[str, bytes] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    more: dict[str, dict[str, bytes]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def unanswered(self) -> list[Claim]:
        """The claims that nothing is known of yet."""
        return [claim for claim in self.asked if claim.id not in self.holds]

    @property
    def asked(self) -> list[Claim]:
        """The claims that were chosen, and those that their reasons rest on, in the order of the source."""
        wanted = {other.id for claim in self.chosen for other in (claim, *cited_by(self.document, claim))}
        return [claim for claim in self.document.claims if claim.id in wanted]

    def alive(self, *words: str) -> list[Claim]:
        """The claims that the engine has not failed on; with one of these verdicts, where some are given."""
        known = [claim for claim in self.asked if claim.id not in self.failed]
        return [claim for claim in known if not words or self.holds.get(claim.id) in words]

    def rests_on_error(self, claim: Claim) -> bool:
        """Whether the reason cites a claim that is false or has no meaning, and cannot do without it."""
        return not claim.reason.shared and any(self.holds.get(name) in _SAID for name in claim.reason.claims)

    def case(self, claim: Claim) -> Case:
        """A claim as a worker is asked about it."""
        around = [claim, *cited_by(self.document, claim)][:NEAREST]
        sent = Sent(tuple(self._piece(other) for other in around))
        names = [name for name in (claim.id, *claim.reason.claims) if name in self.evidence]
        return Case(
            sent,
            claim.id,
            self.seed,
            {name: self.evidence[name] for name in names},
            {name: self.holds[name] for name in names},
            self.more.get(claim.id, {}),
        )

    def shown(self, claim: Claim) -> Case:
        """A claim as it is reported."""
        case = self.case(claim)
        return replace(case, document=Sent((Sent.piece(self.document, claim), *case.document.pieces[1:])))

    def _piece(self, claim: Claim) -> bytes:
        if claim.id not in self.pieces:
            self.pieces[claim.id] = Sent.bare(self.document, claim)
        return self.pieces[claim.id]

    def afresh(self) -> "Run":
        """The same document, with nothing known of it."""
        return Run(self.document, self.chosen, self.seed, self.pieces)

    def note(self, claim_id: str, answer: Answer) -> None:
        """Note what an answer cost, and where it comes from."""
        self.seconds[claim_id] = self.seconds.get(claim_id, 0.0) + answer.seconds
        if answer.entry:
            self.recalled.setdefault(claim_id, set()).add(answer.entry)

    def is_borne_out(self, finding: Mapping[str, Any]) -> bool:
        """Whether the judge found what the answers seem to say."""
        words = self.words.get(finding["id"], {})
        return (
            finding["holds"] == self.holds.get(finding["id"])
            and finding["follows"] == words.get("follows", "unknown")
            and (finding["repair"] is not None) == (words.get("mended") == MENDED)
        )

    def lose(self, claim_id: str, lost: Lost) -> None:
        """Note that the engine failed on a claim."""
        self.failed.setdefault(claim_id, lost.reason)
        self.holds[claim_id] = "undecided"

    def remark(self, claim_id: str, said: str) -> None:
        """Note something for the reader of a claim's finding."""
        self.remarks.setdefault(claim_id, []).append(said)

    def keep(self, claim_id: str, question: str, answer: Answer) -> None:
        """Note a further answer about a claim."""
        self.more.setdefault(claim_id, {})[question] = answer.packed
        self.words.setdefault(claim_id, {})[question] = answer.word
        self.note(claim_id, answer)


def check_documents(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    store: Store | None = None,
) -> dict[str, Any]:
    """The findings on documents, or on some of their claims.

    Arguments:
        seed: of the random choices of the refuters.
        only: qualified ids ``document:claim``; ``None`` for all.
        progress: called with a qualified id, the number of claims done and the number of all.
        workers: how many processes; ``None`` for as many as there are cores, at most 8.
        store: where answers are kept between runs.

    Raises:
        ContradictionError: a claim was both proved and refuted.
    """
    runs = [Run(d, [c for c in d.claims if only is None or f"{d.id}:{c.id}" in only], seed) for d in documents]
    with _Asking(workers, store) as asking:
        runs = _examined(runs, asking, progress)
    results = [summary(run.document, [run.findings[claim.id] for claim in run.chosen]) for run in runs]
    return {"schema": SCHEMA, "tool": {"version": __version__, "seed": seed}, "documents": results}


class Verdicts:
    """Whether claims of one document hold, some at a time; a context manager that ends the workers.

    What was found out about a claim is not asked again. Whether it follows, and what it should say, is not asked.
    """

    def __init__(self, document: Document, *, seed: int = 0, workers: int | None = None) -> None:
        self._run = Run(document, [], seed)
        self._asking = _Asking(workers)

    def __enter__(self) -> "Verdicts":
        return self

    def __exit__(self, *error: object) -> None:
        self._asking.__exit__(*error)

    def of(self, claim_ids: Sequence[str]) -> list[dict[str, Any]]:
        """The findings on some claims.

        Raises:
            ContradictionError: a claim was both proved and refuted.
        """
        run = self._run
        run.chosen = [run.document.claim(claim_id) for claim_id in claim_ids]
        _decide([run], self._asking, None)
        _settle([run], self._asking)
        _report([run], self._asking)
        return [run.findings[claim.id] for claim in run.chosen]


def explain_claim(document: Document, claim_id: str, *, seed: int = 0, store: Store | None = None) -> dict[str, Any]:
    """A claim with its hypotheses, and its proof or counterexample in full."""
    claim = document.claim(claim_id)
    with _Asking(None, store) as asking:
        [run] = _examined([Run(document, [claim], seed)], asking)
        found = asking.one(explanation, run.shown(claim))
    finding = run.findings[claim_id]
    certificate = finding["certificate"]
    said = (
        {"hypotheses": [], "text": f"(they could not be shown: {found.reason})"} if isinstance(found, Lost) else found
    )
    return {"finding": finding, **said, "proof": list(certificate["text"]) if certificate is not None else []}


def replay_counterexample(
    document: Document, claim_id: str, *, seed: int = 0, store: Store | None = None
) -> dict[str, Any]:
    """A counterexample, evaluated again from its instance."""
    claim = document.claim(claim_id)
    with _Asking(None, store) as asking:
        [run] = _examined([Run(document, [claim], seed)], asking, deciding=True)
        found = Lost(run.failed[claim_id]) if claim_id in run.failed else asking.one(evaluation, run.shown(claim))
    if isinstance(found, Lost):
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [found.reason], "verdict": "undecided"}
    return found


def _examined(
    runs: Sequence[Run], asking: "_Asking", progress: Progress | None = None, *, deciding: bool = False
) -> list[Run]:
    """Everything that is asked, or what decides whether claims hold, and the findings.

    Each time that the judge does not bear out what was kept, that is forgotten, and everything asked again.
    """
    while True:
        runs = [run.afresh() for run in runs]
        _decide(runs, asking, progress)
        _settle(runs, asking)
        if not deciding:
            _follow_up(runs, asking)
        refused = _report(runs, asking)
        if not refused:
            break
        asking.forget(refused)
    for run in runs:
        _Citations(run).settle()
    return runs


# ---------------------------------------------------------------------------------------------------- the questions


def perform(task: tuple[Callable[[Any], Any], Any]) -> Any:
    """Put a question to a function, in a worker."""
    work, question = task
    return work(question)


class _Asking:
    """The workers, and how questions get to them; a context manager that ends them.

    What was answered in an earlier run is not asked again.
    """

    def __init__(self, workers: int | None, store: Store | None = None) -> None:
        self._store, self._forgotten = store, set[str]()
        processes = min(os.cpu_count() or 1, 8) if workers is None else max(workers, 1)
        self._workers: Workers[tuple[Callable[[Any], Any], Any], Any] = Workers(perform, processes, ASKING)

    def __enter__(self) -> "_Asking":
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
    ) -> Iterator[tuple[Run, str, A | Lost]]:
        """Ask the same about each of these claims."""
        for (run, claim_id), answer in self.each(work, [((run, claim.id), case(run, claim)) for run, claim in claims]):
            yield run, claim_id, answer

    def one(self, work: Callable[[Case], A], case: Case) -> A | Lost:
        """Ask about one claim."""
        [(_, answer)] = self.each(work, [(None, case)])
        return answer


def _decide(runs: Sequence[Run], asking: _Asking, progress: Progress | None) -> None:
    """Whether each claim holds; those that share what continuation shows are asked about together.

    A group that is lost is asked about again, one claim at a time.
    """
    done, total = 0, sum(len(run.unanswered) for run in runs)
    waiting = _groups(runs, asking)
    while waiting:
        again: list[tuple[Run, list[Claim]]] = []
        questions = [((run, group), [run.case(claim) for claim in group]) for run, group in waiting]
        for (run, group), answers in asking.each(decide, questions, _for_each_claim):
            if isinstance(answers, Lost) and len(group) > 1:
                again += [(run, [claim]) for claim in group]
                continue
            found: list[Answer | Lost] = [answers] if isinstance(answers, Lost) else [*answers]
            for claim, answer in zip(group, found, strict=True):
                _note(run, claim.id, answer)
                done += 1
                if progress is not None:
                    progress(f"{run.document.id}:{claim.id}", done, total)
        waiting = again


def _for_each_claim(group: Sequence[Case]) -> Limits:
    return replace(DECIDING, seconds=DECIDING.seconds * len(group))


def _groups(runs: Sequence[Run], asking: _Asking) -> list[tuple[Run, list[Claim]]]:
    """The claims that share confinements together, the largest groups first; each other claim alone."""
    citing = [(run, claim) for run in runs for claim in run.unanswered if claim.reason.claims and not claim.ill_typed]
    keys = {(id(run), name): answer for run, name, answer in asking.of_claims(group_key, citing)}
    found: dict[tuple[int, str], tuple[Run, list[Claim]]] = {}
    for run in runs:
        for claim in run.unanswered:
            answer = keys.get((id(run), claim.id))
            shared = answer.word if isinstance(answer, Answer) and answer.word else f"alone {claim.id}"
            found.setdefault((id(run), shared), (run, []))[1].append(claim)
    return sorted(found.values(), key=lambda item: -len(item[1]))


def _note(run: Run, claim_id: str, answer: Answer | Lost) -> None:
    """Note whether a claim holds."""
    if isinstance(answer, Lost):
        run.lose(claim_id, answer)
        return
    run.holds[claim_id], run.evidence[claim_id] = answer.word, answer.packed
    run.note(claim_id, answer)


def _settle(runs: Sequence[Run], asking: _Asking) -> None:
    """What is left open is asked about again, after what it cites."""
    waiting = [(run, claim) for run in runs for claim in run.alive("open")]
    while waiting:
        names = {(id(run), claim.id) for run, claim in waiting}
        ready = [
            (run, claim) for run, claim in waiting if not any((id(run), name) in names for name in claim.reason.claims)
        ]
        ready = ready or waiting
        for run, claim_id, answer in asking.of_claims(settle, ready):
            _note(run, claim_id, answer)
        done = {(id(run), claim.id) for run, claim in ready}
        waiting = [(run, claim) for run, claim in waiting if (id(run), claim.id) not in done]


def _follow_up(runs: Sequence[Run], asking: _Asking) -> None:
    """What the verdicts leave open: whether claims follow, and what those that are wrong should say."""
    standing = [(run, claim) for run in runs for claim in run.alive("proved", *OPEN) if not run.rests_on_error(claim)]
    wrong = [(run, claim) for run in runs for claim in run.alive("refuted", "ill-typed") if claim in run.chosen]
    for run, claim_id, answer in asking.of_claims(follow, standing):
        if isinstance(answer, Lost):
            run.remark(claim_id, f"Whether it follows was not found out: {answer.reason}.")
            run.broken.add(claim_id)
        else:
            run.keep(claim_id, "follows", answer)
    for run, claim_id, answer in asking.of_claims(mend, wrong):
        if isinstance(answer, Lost):
            run.remark(claim_id, f"No repair was found: {answer.reason}.")
        else:
            run.keep(claim_id, "mended", answer)


def _report(runs: Sequence[Run], asking: _Asking) -> set[str]:
    """The findings, one by one; the verdicts from here on are those of the judge.

    Returns the entries of the store that he does not bear out.
    """
    refused: set[str] = set()
    new = {id(run): [claim for claim in run.asked if claim.id not in run.findings] for run in runs}
    alive = [(run, claim) for run in runs for claim in new[id(run)] if claim.id not in run.failed]
    for owner, claim_id, found in asking.of_claims(report, alive, Run.shown):
        if isinstance(found, Lost) or not owner.is_borne_out(found):
            refused |= owner.recalled.get(claim_id, set())
        if isinstance(found, Lost):
            owner.lose(claim_id, found)
            continue
        owner.findings[claim_id] = found
        owner.holds[claim_id] = found["holds"]
        if "contradiction" in found:
            raise ContradictionError(owner.document.id, found)
    for run in runs:
        for claim in new[id(run)]:
            _complete(run, claim)
    return refused


def _complete(run: Run, claim: Claim) -> None:
    """Add to a finding what the judge does not know."""
    if claim.id not in run.findings:
        run.findings[claim.id] = unanswered(run.document, claim, run.failed[claim.id])
    finding = run.findings[claim.id]
    finding["notes"] += run.remarks.get(claim.id, [])
    finding["seconds"] = round(run.seconds.get(claim.id, 0.0), 4)
    if claim.id in run.broken:
        finding["failed"] = True


# ---------------------------------------------------------------------------------------------------- the graph


class _Citations:
    """What the graph of citations says about whether claims follow."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.known = {claim.id: claim for claim in run.asked}
        self.settled: dict[str, tuple[str, str]] = {}

    def settle(self) -> None:
        """Write the verdicts into the findings."""
        for claim in self.run.asked:
            finding = self.run.findings[claim.id]
            finding["follows"], finding["follows_because"] = self.verdict(claim)

    def verdict(self, claim: Claim) -> tuple[str, str]:
        """Whether a claim follows, and why."""
        if claim.id not in self.settled:
            self.settled[claim.id] = self._verdict(claim)
        return self.settled[claim.id]

    def _verdict(self, claim: Claim) -> tuple[str, str]:
        finding = self.run.findings[claim.id]
        if finding["holds"] == "ill-typed":
            return "no", "What has no meaning follows from nothing."
        circle = circular(self.run.asked, claim.id) if claim.reason.claims else None
        if circle is not None:
            return "no", written_out(circle)
        broken = self._broken_citation(claim)
        if claim.reason.shared and finding["follows"] == "yes":
            return finding["follows"], finding["follows_because"]
        if broken is not None and broken[0] == "no":
            return broken
        if finding["holds"] == "refuted":
            return "no", "It is false where all premises of this step are true: the counterexample shows it."
        own = (finding["follows"], finding["follows_because"])
        if broken is None or own[0] == "no":
            return own
        return broken if own[0] != "if" or broken[0] == "unknown" else own

    def _broken_citation(self, claim: Claim) -> tuple[str, str] | None:
        """The first cited claim that cannot carry anything; or else one of which that is not known."""
        doubtful: tuple[str, str] | None = None
        for name in claim.reason.claims:
            found = self._weakness(claim, name)
            if found is not None and found[0] == "no":
                return found
            doubtful = doubtful or found
        return doubtful

    def _weakness(self, claim: Claim, name: str) -> tuple[str, str] | None:
        if name not in self.known:
            return "unknown", f"The reason rests on {name}, which was not read."
        if name in later_in_chain(self.run.document.claims, claim.id):
            return "no", f"The reason rests on {name}, a later line of the same chain."
        cited = self.run.findings[name]
        if cited["holds"] in _SAID:
            return "no", f"The reason rests on {name}, which {_SAID[cited['holds']]}."
        if cited["holds"] != "proved":
            supposed = self.run.findings[claim.id]["follows"] in {"yes", "if"}
            return None if supposed else ("unknown", f"The reason rests on {name}, which is {cited['holds']}.")
        if claim.kind != "statement":
            return None
        follows, _ = self.verdict(self.known[name])
        return {
            "no": ("no", f"The proof passes through {name}, which does not follow as written."),
            "unknown": ("unknown", f"It is not known whether {name} follows."),
            "if": ("if", f"The proof passes through {name}, which rests on a line that is neither proved nor refuted."),
        }.get(follows)


_SAID = {"refuted": "is false", "ill-typed": "has no meaning"}
