"""The judge: from the answers of workers to the finding on a claim, as ``findings.schema.json`` describes it.

Nothing that was answered is believed. A derivation is replayed by the kernel and compared with the claim, and with the
rules that its reason names; the witness of its hypotheses and a counterexample are confirmed again; a solver is asked
again; only what passes becomes a verdict. What is taken from an answer as it is: that something is unknown, and how a
claim fared at instances.
"""

from proofcheck.findings.judging import evaluation, explanation, report, unanswered
from proofcheck.findings.summaries import summary
from proofcheck.findings.verdicts import ContradictionError

__all__ = ["ContradictionError", "evaluation", "explanation", "report", "summary", "unanswered"]
