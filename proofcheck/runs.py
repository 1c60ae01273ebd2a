"""What is known of a document while it is being checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from proofcheck.answers import Answer
from proofcheck.lang.claims import Claim
from proofcheck.lang.documents import Document
from proofcheck.matter import MENDED, OPEN, Case, Sent, cited_by
from proofcheck.reasons import reached
from proofcheck.workers import Lost

NEAREST = 100
"""How many of the claims that a reason rests on, directly or through others, a worker is shown."""

SAID = {"refuted": "is false", "ill-typed": "has no meaning"}
"""What is said of a cited claim that is wrong."""


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
    before: dict[str, tuple[str, ...]] = field(default_factory=dict)
    corrected: dict[str, bytes] = field(default_factory=dict)

    @property
    def unanswered(self) -> list[Claim]:
        """The claims that nothing is known of yet."""
        return [claim for claim in self.asked if claim.id not in self.holds]

    @property
    def asked(self) -> list[Claim]:
        """The claims that were chosen, and those that their reasons rest on, in the order of the source."""
        cites = {claim.id: claim.reason.claims for claim in self.document.claims}
        wanted = set(reached(cites, [claim.id for claim in self.chosen]))
        return [claim for claim in self.document.claims if claim.id in wanted]

    def alive(self, *words: str) -> list[Claim]:
        """The claims that the engine has not failed on; with one of these verdicts, where some are given."""
        known = [claim for claim in self.asked if claim.id not in self.failed]
        return [claim for claim in known if not words or self.holds.get(claim.id) in words]

    def rests_on_error(self, claim: Claim) -> bool:
        """Whether the reason cites a claim that is false or has no meaning, and cannot do without it."""
        return not claim.reason.shared and any(self.holds.get(name) in SAID for name in claim.reason.cited)

    def case(self, claim: Claim) -> Case:
        """A claim as a worker is asked about it."""
        around = [claim, *cited_by(self.document, claim)][:NEAREST]
        sent = Sent(tuple(self._piece(other) for other in around))
        names = [name for name in (claim.id, *claim.reason.claims) if name in self.evidence]
        before = self.wrong_before(claim)
        return Case(
            sent,
            claim.id,
            self.seed,
            {name: self.evidence[name] for name in names},
            {name: self.holds[name] for name in names},
            self.more.get(claim.id, {}),
            self.before.get(claim.id, ()),
            before is not None,
            b"" if before is None else self.corrected.get(before.id, b""),
        )

    def wrong_before(self, claim: Claim) -> Claim | None:
        """The line before a claim in its chain, where both are wrong."""
        if not claim.goes_on or self.holds.get(claim.id) not in SAID:
            return None
        claims = self.document.claims
        before = next((one for one, other in pairwise(claims) if other.id == claim.id), claim)
        wrong = before.chain == claim.chain and before is not claim and self.holds.get(before.id) in SAID
        return before if wrong else None

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
        return Run(self.document, self.chosen, self.seed, self.pieces, before=self.before)

    def continued(self, document: Document) -> "Run":
        """What this document became, with what is known of it already: of a claim that rests on the same as before,
        everything; of one that says the same, the proof or the counterexample; and whether it follows, where what it
        cites says the same as well; of one that was changed, by which rules it was proved.
        """
        run = Run(document, list(document.claims), self.seed)
        old = {claim.id: claim for claim in self.document.claims}
        alike = [claim.id for claim in document.claims if claim.id in old and _says_the_same(claim, old[claim.id])]
        known = {name for name in alike if self.holds.get(name) not in {None, *OPEN} and name not in self.failed}
        same = {name for name in alike if _drawn(old[name]) == _drawn(document.claim(name))}
        for claim in document.claims:
            rest = {other.id for other in (claim, *cited_by(document, claim))}
            if rest <= same and claim.id in self.findings:
                run._take(self, claim.id)
                run.findings[claim.id] = self.findings[claim.id]
            elif claim.id in known:
                run.holds[claim.id], run.evidence[claim.id] = self.holds[claim.id], self.evidence[claim.id]
                run.seconds[claim.id] = self.seconds.get(claim.id, 0.0)
                if {claim.id, *claim.reason.claims} <= known & same and claim.id not in self.broken:
                    run._take(self, claim.id)
            elif self.holds.get(claim.id) == "proved" and claim.id in self.findings:
                run.before[claim.id] = tuple(self.findings[claim.id]["uses"])
        return run

    def _take(self, other: "Run", claim_id: str) -> None:
        """Take over what another run knows of a claim, its finding aside."""
        kept: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
            (self.evidence, other.evidence),
            (self.holds, other.holds),
            (self.more, other.more),
            (self.words, other.words),
            (self.seconds, other.seconds),
            (self.failed, other.failed),
            (self.recalled, other.recalled),
            (self.remarks, other.remarks),
            (self.corrected, other.corrected),
        )
        for mine, theirs in kept:
            if claim_id in theirs:
                mine[claim_id] = theirs[claim_id]
        self.broken |= other.broken & {claim_id}

    def knows(self, claim_id: str, question: str) -> bool:
        """Whether a further question about a claim has been answered."""
        return question in self.more.get(claim_id, {})

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


def _says_the_same(claim: Claim, other: Claim) -> bool:
    """Whether two claims differ in their reasons at most, or in what of their hypotheses is repeated before them."""
    first, second = ((c.says, (*c.given, *c.hypotheses), c.tacit, c.kind, c.chain) for c in (claim, other))
    return first == second


def _drawn(claim: Claim) -> tuple[Any, ...]:
    """What a claim is drawn from, and how."""
    return claim.reason, claim.given
