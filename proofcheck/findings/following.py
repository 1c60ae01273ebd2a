"""Whether a claim follows from its reason, and why."""

from proofcheck.findings.sides import at
from proofcheck.findings.verdicts import Verdict, replayed
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.rule_names import FREE
from proofcheck.matter import Matter, listed
from proofcheck.models.confirmation import confirm
from proofcheck.provers.citations import supposing
from proofcheck.provers.inlining import inlined
from proofcheck.provers.library import uses


def following(matter: Matter, verdict: Verdict) -> tuple[str, str]:
    """Whether a claim follows and why, once the derivation or the countermodel has been looked at again."""
    following = matter.following
    if following is None:
        return "unknown", ""
    if following.countermodel is not None and matter.claim.kind == "conclusion":
        confirmation = confirm(matter.document.inference(matter.claim), following.countermodel)
        return "no", f"From what it is drawn from alone it does not follow: {at(matter.claim, confirmation)}."
    theorem = verdict.theorem
    if theorem is None or following.derivation != matter.evidence.derivation:
        supposed = matter.supposed() if following.verdict == "if" else []
        theorem = replayed(following.derivation, supposing(matter.problem, supposed))
    if theorem is None or not _as_reasoned(matter, theorem):
        return "unknown", _unestablished(matter)
    if following.verdict == "if":
        names = matter.open_citations()
        return "if", f"It follows, if {listed(names)} {'hold' if len(names) > 1 else 'holds'}."
    named = sorted(uses(theorem) - FREE)
    using = f", by {listed(named)}" if named else ""
    cited = matter.claim.reason.cited
    citing = f" The reason cites {listed(cited)}." if cited else ""
    return "yes", f"The kernel derives it from what the reason names{using}.{citing}"


def _as_reasoned(matter: Matter, theorem: Theorem) -> bool:
    """Whether a derivation uses other rules than the reason names only as the proofs of the cited claims do."""
    return uses(theorem) <= matter.allowed or inlined(theorem, matter.allowed, matter.cited_theorems())


def _unestablished(matter: Matter) -> str:
    """Why it is not known whether a claim follows."""
    if matter.evidence.solved:
        return "Only a solver says that it holds; the kernel has no derivation."
    theorem, supposed = matter.theorem(matter.claim.id), matter.open_citations()
    if theorem is not None:
        missing = sorted(uses(theorem) - matter.allowed)
        return (
            f"The claim holds, but the reason does not name what its proof uses: {listed(missing)}; no derivation was "
            "found without that."
        )
    if supposed:
        return f"No derivation from {listed(supposed)} was found."
    return "Neither a derivation nor a countermodel was found."
