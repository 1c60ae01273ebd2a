"""Documents in, findings out: every claim is asked about in a worker, and one claim can cost one claim.

The questions are those of ``proofcheck.tasks``, in their order; ``proofcheck.findings`` judges the answers. This
process sees no term and no derivation, only words, packed answers and finished findings, so that nothing a claim makes
the engine do can end the run: a question whose worker is lost leaves the claim undecided, with the reason.

Answers that were kept from earlier runs take the place of asking. What they seem to say and the judge does not find is
asked again, as if they had never been there.

What only concerns the graph of citations is settled here: a line that rests on a false one, on itself, or on a later
line of its own chain does not follow; a statement follows no better than the lines that its proof cites.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Self

from proofcheck import __version__
from proofcheck.asking import Asking, Progress
from proofcheck.citation_graph import Citations
from proofcheck.findings import evaluation, explanation, summary
from proofcheck.lang.claims import Claim
from proofcheck.lang.documents import Document
from proofcheck.matter import Case, Sent
from proofcheck.questions import (
    ask_again_after_citations,
    ask_for_courses,
    ask_for_findings,
    ask_for_pictures,
    ask_what_is_left,
    ask_what_they_should_say,
    ask_whether_they_hold,
)
from proofcheck.runs import Run
from proofcheck.store import Store
from proofcheck.tasks import corrected, follow_soon
from proofcheck.workers import Lost

SCHEMA = "proofcheck/findings/1"


def check_documents(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    store: Store | None = None,
    courses: bool = True,
    pictures: bool = False,
) -> dict[str, Any]:
    """The findings on documents, or on some of their claims.

    Arguments:
        seed: of the random choices of the refuters.
        only: qualified ids ``document:claim``; ``None`` for all.
        progress: called with a qualified id, the number of claims done and the number of all.
        workers: how many processes; ``None`` for as many as there are cores, at most 8.
        store: where answers are kept between runs.
        courses: whether it is looked at how the sides of what is false go.
        pictures: whether statements are put to random instances, and their best constants sought, for pictures.

    Raises:
        ContradictionError: a claim was both proved and refuted.
    """
    runs = [Run(d, [c for c in d.claims if only is None or f"{d.id}:{c.id}" in only], seed) for d in documents]
    with Asking(workers, store, progress) as asking, _telling_what_was_found(runs):
        runs = _examined(runs, asking)
        if courses:
            ask_for_courses(runs, asking)
        if pictures:
            ask_for_pictures(runs, asking)
    results = [summary(run.document, [run.findings[claim.id] for claim in run.chosen]) for run in runs]
    return {"schema": SCHEMA, "tool": {"version": __version__, "seed": seed}, "documents": results}


@contextmanager
def _telling_what_was_found(runs: Sequence[Run]) -> Iterator[None]:
    """Note on what interrupts a run what has been found so far; nothing of that was judged yet."""
    try:
        yield
    except Exception:
        raise
    except BaseException as error:
        words = [(f"{run.document.id}:{name}", word) for run in runs for name, word in run.holds.items()]
        counts = Counter(word for _, word in words)
        found = ", ".join(f"{counts[word]} {word}" for word in ("proved", "refuted") if counts[word])
        false = "".join(f"\n  refuted: {name}" for name, word in words if word == "refuted")
        if found:
            total = sum(len(run.chosen) for run in runs)
            error.add_note(f"Found so far of {total} claims, and not confirmed yet: {found}.{false}")
        raise


class _Session:
    """Questions about one document, one after another; a context manager that ends the workers."""

    def __init__(
        self, document: Document, *, seed: int = 0, workers: int | None = None, store: Store | None = None
    ) -> None:
        self._run = Run(document, list(document.claims), seed)
        self._asking = Asking(workers, store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._asking.__exit__(*error)

    def corrected(self, claim_id: str) -> Claim | None:
        """A claim as the repair has it that was found for it, if one was."""
        found = self._asking.one(corrected, self._run.case(self._run.document.claim(claim_id)))
        return None if isinstance(found, Lost) or not found else Sent.claim_in(found)


class Verdicts(_Session):
    """Whether claims of one document hold, some at a time; a context manager that ends the workers.

    What was found out about a claim is not asked again. Whether it follows is not asked.
    """

    def case(self, claim_id: str) -> Case:
        """A claim with what has been found out about it and about what it cites, for a further question."""
        return self._run.case(self._run.document.claim(claim_id))

    def of(self, claim_ids: Sequence[str], *, repairs: bool = False) -> list[dict[str, Any]]:
        """The findings on some claims; with ``repairs`` also what the false ones should say.

        Raises:
            ContradictionError: a claim was both proved and refuted.
        """
        self._run.chosen = [self._run.document.claim(claim_id) for claim_id in claim_ids]
        [self._run] = _answered([self._run], self._asking, ask_what_they_should_say if repairs else None)
        return [self._run.findings[claim.id] for claim in self._run.chosen]


class Revisions(_Session):
    """The findings on a document while it is changed, step by step; a context manager that ends the workers.

    What a change does not touch is not asked again.
    """

    def original(self) -> dict[str, Any]:
        """The findings on the document as it was given.

        Raises:
            ContradictionError: a claim was both proved and refuted.
        """
        [self._run] = _examined([self._run], self._asking)
        return self._summary()

    def repairs(self, document: Document, claim_ids: Collection[str]) -> dict[str, Any]:
        """Whether some claims of a revision hold, and what they should say; not whether they follow."""
        run = self._run.continued(document)
        run.chosen = [claim for claim in document.claims if claim.id in claim_ids]
        known = set(run.findings)
        [self._run] = _answered([run], self._asking, ask_what_they_should_say)
        found = self._summary()
        self._run.findings = {name: finding for name, finding in self._run.findings.items() if name in known}
        return found

    def revised(self, document: Document) -> dict[str, Any]:
        """The findings on a revision; reasons are given less search than elsewhere."""
        run = self._run.continued(document)
        [self._run] = _answered([run], self._asking, partial(ask_what_is_left, work=follow_soon))
        Citations(self._run).settle()
        return self._summary()

    def follows(self, document: Document, claim_id: str) -> bool:
        """Whether a claim of a revision follows from what its reason names, if what it cites does."""
        run = self._run.continued(document)
        if claim_id not in run.evidence:
            return False
        answer = self._asking.one(follow_soon, run.case(document.claim(claim_id)))
        return not isinstance(answer, Lost) and answer.word == "yes"

    def _summary(self) -> dict[str, Any]:
        return summary(self._run.document, [self._run.findings[claim.id] for claim in self._run.chosen])


def explain_claim(document: Document, claim_id: str, *, seed: int = 0, store: Store | None = None) -> dict[str, Any]:
    """A claim with its hypotheses, and its proof or counterexample in full."""
    claim = document.claim(claim_id)
    with Asking(None, store) as asking:
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
    with Asking(None, store) as asking:
        [run] = _examined([Run(document, [claim], seed)], asking, deciding=True)
        found = Lost(run.failed[claim_id]) if claim_id in run.failed else asking.one(evaluation, run.shown(claim))
    if isinstance(found, Lost):
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [found.reason], "verdict": "undecided"}
    return found


def _examined(runs: Sequence[Run], asking: "Asking", *, deciding: bool = False) -> list[Run]:
    """Everything that is asked, or what decides whether claims hold, and the findings."""
    answered = _answered(runs, asking, None if deciding else ask_what_is_left)
    for run in answered:
        Citations(run).settle()
    return answered


def _answered(runs: Sequence[Run], asking: Asking, more: Callable[[Sequence[Run], Asking], None] | None) -> list[Run]:
    """Whether claims hold, what more is asked of them, and the findings.

    Each time that the judge does not bear out what was kept, that is forgotten, and everything asked again.
    """
    while True:
        ask_whether_they_hold(runs, asking)
        ask_again_after_citations(runs, asking)
        if more is not None:
            more(runs, asking)
        refused = ask_for_findings(runs, asking)
        if not refused:
            return list(runs)
        asking.forget(refused)
        runs = [run.afresh() for run in runs]
