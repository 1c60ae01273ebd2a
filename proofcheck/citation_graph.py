"""What the graph of citations says about whether claims follow."""

from proofcheck.lang.claims import Claim
from proofcheck.reasons import circular, later_in_chain, written_out
from proofcheck.runs import SAID, Run


class Citations:
    """What the graph of citations says about whether claims follow."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.asked = run.asked
        self.known = {claim.id: claim for claim in self.asked}
        self.settled: dict[str, tuple[str, str]] = {}

    def settle(self) -> None:
        """Write the verdicts into the findings."""
        for claim in self.asked:
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
        circle = circular(self.asked, claim.id) if claim.reason.claims else None
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
        for name in claim.reason.cited:
            found = self._weakness(claim, name)
            if found is not None and found[0] == "no":
                return found
            doubtful = doubtful or found
        return doubtful

    def _weakness(self, claim: Claim, name: str) -> tuple[str, str] | None:
        if name not in self.known:
            return "unknown", f"The reason rests on {name}, which was not read."
        chained = bool(claim.chain) and self.known[name].chain == claim.chain
        if chained and name in later_in_chain(self.run.document.claims, claim.id):
            return "no", f"The reason rests on {name}, a later line of the same chain."
        cited = self.run.findings[name]
        if cited["holds"] in SAID:
            return "no", f"The reason rests on {name}, which {SAID[cited['holds']]}."
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
