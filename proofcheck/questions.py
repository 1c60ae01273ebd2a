"""The five questions, in their order, and what becomes of a claim whose question is lost."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from proofcheck.answers import Answer, Course, unpack
from proofcheck.asking import DECIDING, Asking
from proofcheck.findings import ContradictionError, report, unanswered
from proofcheck.lang.claims import Claim
from proofcheck.matter import OPEN, Case
from proofcheck.runs import Run
from proofcheck.study.course import course, in_finding
from proofcheck.study.portraits import portrait
from proofcheck.study.sharpness import EVIDENCE, sharpen
from proofcheck.tasks import corrected, decide, follow, group_key, mend, settle
from proofcheck.workers import Limits, Lost


def ask_whether_they_hold(runs: Sequence[Run], asking: Asking) -> None:
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
                asking.say(f"{run.document.id}:{claim.id}", done, total)
        waiting = again


def _for_each_claim(group: Sequence[Case]) -> Limits:
    return replace(DECIDING, seconds=DECIDING.seconds * len(group))


def _groups(runs: Sequence[Run], asking: Asking) -> list[tuple[Run, list[Claim]]]:
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


def ask_again_after_citations(runs: Sequence[Run], asking: Asking) -> None:
    """What is left open is asked about again, after what it cites."""
    waiting = [(run, claim) for run in runs for claim in run.alive("open")]
    while waiting:
        names = {(id(run), claim.id) for run, claim in waiting}
        ready = [
            (run, claim) for run, claim in waiting if not any((id(run), name) in names for name in claim.reason.claims)
        ]
        ready = ready or waiting
        for run, claim_id, answer in asking.of_claims(settle, ready, what="again:"):
            _note(run, claim_id, answer)
        done = {(id(run), claim.id) for run, claim in ready}
        waiting = [(run, claim) for run, claim in waiting if (id(run), claim.id) not in done]


def ask_whether_they_follow(runs: Sequence[Run], asking: Asking, work: Callable[[Case], Answer] = follow) -> None:
    """Whether claims follow that are not wrong, as far as that is not known."""
    standing = [
        (run, claim)
        for run in runs
        for claim in run.alive("proved", *OPEN)
        if not run.knows(claim.id, "follows") and not run.rests_on_error(claim)
    ]
    for run, claim_id, answer in asking.of_claims(work, standing, what="reasons:"):
        if isinstance(answer, Lost):
            run.remark(claim_id, f"Whether it follows was not found out: {answer.reason}.")
            run.broken.add(claim_id)
        else:
            run.keep(claim_id, "follows", answer)


def ask_what_is_left(runs: Sequence[Run], asking: Asking, work: Callable[[Case], Answer] = follow) -> None:
    """What the verdicts leave open: whether claims follow, and what those that are wrong should say."""
    ask_whether_they_follow(runs, asking, work)
    ask_what_they_should_say(runs, asking)


def ask_what_they_should_say(runs: Sequence[Run], asking: Asking) -> None:
    """What claims that are wrong should say, as far as that is not known; a line after the one that it goes on from."""
    wrong = [
        (run, claim)
        for run in runs
        for claim in run.alive("refuted", "ill-typed")
        if claim in run.chosen and not run.knows(claim.id, "mended")
    ]
    while wrong:
        asked = {(id(run), claim.id) for run, claim in wrong}
        waits = [(run, claim) for run, claim in wrong if _goes_on_from(run, claim, asked)]
        _mend([each for each in wrong if each not in waits], asking)
        wrong = waits


def _goes_on_from(run: Run, claim: Claim, asked: Collection[tuple[int, str]]) -> bool:
    before = run.wrong_before(claim)
    return before is not None and (id(run), before.id) in asked


def _mend(wrong: Sequence[tuple[Run, Claim]], asking: Asking) -> None:
    before = [(run, other) for run, claim in wrong if (other := run.wrong_before(claim)) is not None]
    for run, claim_id, found in asking.of_claims(corrected, before):
        run.corrected[claim_id] = b"" if isinstance(found, Lost) else found
    for run, claim_id, answer in asking.of_claims(mend, wrong, what="repairs:"):
        if isinstance(answer, Lost):
            run.remark(claim_id, f"No repair was found: {answer.reason.rstrip('.')}.")
        else:
            run.keep(claim_id, "mended", answer)


def ask_for_findings(runs: Sequence[Run], asking: Asking) -> set[str]:
    """The findings, one by one; the verdicts from here on are those of the judge.

    Returns the entries of the store that he does not bear out.
    """
    refused: set[str] = set()
    new = {id(run): [claim for claim in run.asked if claim.id not in run.findings] for run in runs}
    alive = [(run, claim) for run in runs for claim in new[id(run)] if claim.id not in run.failed]
    for owner, claim_id, found in asking.of_claims(report, alive, Run.shown, what="findings:"):
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


def ask_for_courses(runs: Sequence[Run], asking: Asking) -> None:
    """How the sides of what is false go, added to the findings; where that is lost, a picture is missing."""
    false = [(run, claim) for run in runs for claim in run.alive("refuted") if claim in run.chosen]
    for run, claim_id, answer in asking.of_claims(course, false):
        found = None if isinstance(answer, Lost) else unpack(answer.packed)
        if isinstance(found, Course):
            run.findings[claim_id]["counterexample"]["course"] = in_finding(found)


def ask_for_pictures(runs: Sequence[Run], asking: Asking) -> None:
    """How statements and false claims fare on random instances, and how sharp statements are, added to the findings."""
    drawn = [
        (run, claim)
        for run in runs
        for claim in run.alive()
        if claim in run.chosen and (claim.kind == "statement" or run.holds[claim.id] == "refuted")
    ]
    for run, claim_id, found in asking.of_claims(portrait, drawn, Run.shown, what="pictures:"):
        if found and not isinstance(found, Lost):
            run.findings[claim_id]["portrait"] = found
    stated = [(run, claim) for run, claim in drawn if claim.kind == "statement"]
    for run, claim_id, constants in asking.of_claims(sharpen, stated, what="best constants:"):
        if constants and not isinstance(constants, Lost):
            kept = [{k: v for k, v in found.items() if k not in EVIDENCE} for found in constants]
            run.findings[claim_id]["sharpness"] = kept


def _complete(run: Run, claim: Claim) -> None:
    """Add to a finding what the judge does not know."""
    if claim.id not in run.findings:
        run.findings[claim.id] = unanswered(run.document, claim, run.failed[claim.id])
    finding = run.findings[claim.id]
    finding["notes"] += run.remarks.get(claim.id, [])
    finding["seconds"] = round(run.seconds.get(claim.id, 0.0), 4)
    if claim.id in run.broken:
        finding["failed"] = True
