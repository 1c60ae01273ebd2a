"""The judge: from the answers of workers to the finding on a claim, as ``findings.schema.json`` describes it.

Nothing that was answered is believed. A derivation is replayed by the kernel and compared with the claim, and with the
rules that its reason names; the witness of its hypotheses and a counterexample are confirmed again; a solver is asked
again; only what passes becomes a verdict. What is taken from an answer as it is: that something is unknown, and how a
claim fared at instances.
"""

from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from shlex import quote
from typing import Any

from proofcheck.answers import Evidence, Mended
from proofcheck.kernel.certificate import Derivation, proves, replay, write_certificate
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.rules import FREE
from proofcheck.kernel.terms import KernelError, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.assertions import eq
from proofcheck.lang.claims import Claim, Hypothesis
from proofcheck.lang.definedness import Condition
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import SCALAR, Assertion, Defined, LanguageError, kind_of
from proofcheck.lang.printing import latex, parts, symbol_text, text
from proofcheck.lang.shapes import ShapeMismatch
from proofcheck.lang.terms import term as term_of
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.models.written import write_counterexample, write_instance
from proofcheck.provers.citations import supposing
from proofcheck.provers.inlining import inlined
from proofcheck.provers.library import uses
from proofcheck.provers.narrate import Writer, proof_lines, sequences
from proofcheck.provers.search import solved
from proofcheck.refuters import Survey, scaling_mismatch
from proofcheck.repair import Edit
from proofcheck.tasks import Case, Matter, cited_by, listed

OPPOSITE = {"=": "!=", "<=": ">", ">=": "<", "<": ">=", ">": "<="}
"""What holds between two sides where a relation between them is false."""

LARGEST_SHOWN = 16
"""The most entries that a vector or a matrix is shown with."""


class ContradictionError(Exception):
    """A claim was proved and refuted: the engine is wrong somewhere, and nothing that it says can be relied on.

    ``finding`` holds the proof and the instance.
    """

    def __init__(self, document: str, finding: Mapping[str, Any]) -> None:
        super().__init__(f"{document}:{finding['id']} is proved, and {finding['contradiction']}")
        self.document, self.finding = document, dict(finding)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge found about whether a claim holds."""

    holds: str
    trust: str
    reason: str
    theorem: Theorem | None = None
    confirmation: Confirmation | None = None
    survey: Survey | None = None
    vacuous: bool = False
    missing: Condition | None = None
    contradiction: str = ""


def report(case: Case) -> dict[str, Any]:
    """The finding on a claim. Whether it follows is left as ``follow`` answered, for the asker to combine.

    Where a claim is proved, and false at an instance of its hypotheses, the finding says so under ``contradiction``.
    """
    matter = Matter(case)
    claim = matter.claim
    verdict = _judged(matter)
    follows, because = _following(matter, verdict)
    tacit = _tacit(matter, verdict)
    return {
        **described(claim),
        "holds": verdict.holds,
        "follows": follows,
        "follows_because": because,
        "trust": verdict.trust,
        "reason": verdict.reason,
        "uses": _uses(verdict),
        "given": [h.latex for h in matter.hypotheses if h.said],
        "tacit": [h.latex for h in tacit],
        "tacit_text": [h.text for h in tacit],
        "certificate": _certificate(matter, verdict),
        "witness": _witness(matter, verdict),
        "shapes": _shapes(claim.ill_typed, verdict.missing),
        "counterexample": _counterexample(matter, verdict),
        "numeric": _numeric(verdict.survey),
        "repair": _repair(matter),
        "notes": _notes(matter, verdict),
        **({"contradiction": verdict.contradiction} if verdict.contradiction else {}),
    }


def described(claim: Claim) -> dict[str, Any]:
    """What a finding says about the claim itself."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "where": claim.where,
        "file": claim.file,
        "line": claim.line,
        **({"column": claim.column} if claim.column else {}),
        "as_written": claim.latex,
        "text": claim.text,
        "reasoned": claim.reason.text,
        "rules": list(claim.reason.rules),
        "cites": list(claim.reason.claims),
        **({"chain": claim.chain} if claim.chain else {}),
    }


# ---------------------------------------------------------------------------------------------------- the verdict


def _judged(matter: Matter) -> Verdict:
    claim, evidence = matter.claim, matter.evidence
    if claim.ill_typed is not None:
        return Verdict("ill-typed", "shapes", _meaningless(claim.ill_typed))
    missing = _contradicted(matter)
    if missing is not None:
        said = f"It has no value: {missing.because}, and {text(missing.against)}."
        return Verdict("ill-typed", "shapes", said, missing=missing)
    problem = matter.problem
    if evidence.instance is not None and not matter.supposes_more:
        return _refuted(claim, problem, evidence)
    theorem = _replayed(evidence.derivation, problem)
    if theorem is None and not (evidence.solved and solved(problem)):
        return _open(evidence)
    if not _witnessed(problem, evidence.witness):
        reason = "It follows from its hypotheses, but no instance was found that satisfies them: it may say nothing."
        return Verdict("undecided", "none", reason, theorem, vacuous=True)
    contradiction = _contradiction(problem, evidence)
    if theorem is None:
        reason = "Proved by Z3 alone: the kernel found no derivation."
        return Verdict("proved", "solver", reason, contradiction=contradiction)
    named = sorted(uses(theorem) - FREE)
    reason = f"Proved by {listed([*named, 'arithmetic'])}." if named else "Proved by arithmetic on normal forms."
    return Verdict("proved", "kernel", reason, theorem, contradiction=contradiction)


def _replayed(derivation: Derivation | None, problem: Problem) -> Theorem | None:
    """What a derivation shows, where that is what the problem asks."""
    try:
        theorem = None if derivation is None else replay(derivation)
    except KernelError:
        return None
    return theorem if theorem is not None and proves(theorem, problem) else None


def _contradicted(matter: Matter) -> Condition | None:
    """What the claim needs for a value, and its hypotheses contradict."""
    found = matter.evidence.meaningless
    need = None if found is None else dict(enumerate(matter.needs)).get(found[0])
    if found is None or need is None or need.against is None:
        return None
    return need if _replayed(found[1], matter.asking(need.against)) is not None else None


def _implied(matter: Matter) -> set[Assertion]:
    """What the claim needs for a value, and its hypotheses imply."""
    derivations = matter.evidence.implied
    return {
        need.says
        for place, need in enumerate(matter.needs)
        if place in derivations and _replayed(derivations[place], matter.asking(need.says)) is not None
    }


def _witnessed(problem: Problem, witness: Instance | None) -> bool:
    """The hypotheses hold at the witness."""
    if witness is None:
        return False
    try:
        satisfies(problem, witness)
    except NotConfirmed:
        return False
    return True


def _contradiction(problem: Problem, evidence: Evidence) -> str:
    """What is wrong with a claim that is proved, and false at the witness of its hypotheses; nothing if all is well."""
    assert evidence.witness is not None
    try:
        confirmation = confirm(problem, evidence.witness)
    except NotConfirmed:
        return ""
    return f"false at an instance of its hypotheses: {confirmation.relation}."


def _refuted(claim: Claim, problem: Problem, evidence: Evidence) -> Verdict:
    assert evidence.instance is not None
    confirmation = confirm(problem, evidence.instance)
    left, right, _ = sides(claim, confirmation)
    reason = f"False: there is an instance where its left side is {left}, its right side {right}."
    return Verdict("refuted", "exact" if confirmation.exact else "interval", reason, confirmation=confirmation)


def _open(evidence: Evidence) -> Verdict:
    nothing = "Neither a proof nor a counterexample was found within the budget of the search."
    found = evidence.survey
    if found is not None and found.doubtful:
        said = (
            f"{nothing} It seems to fail at {found.doubtful} of the instances that were looked at; that is not certain."
        )
        return Verdict("undecided", "none", said, survey=found)
    if found is None or not found.instances:
        return Verdict("undecided", "none", nothing, survey=found)
    tried = "one instance that was" if found.instances == 1 else f"{found.instances} instances that were"
    said = f"{nothing} It is true at the {tried} looked at; that is no proof."
    return Verdict("supported", "none", said, survey=found)


def _meaningless(mismatch: ShapeMismatch) -> str:
    return f"It has no meaning: at {mismatch.at}, {mismatch.left} meets {mismatch.right}."


# ---------------------------------------------------------------------------------------------------- the evidence


def sides(claim: Claim, confirmation: Confirmation) -> tuple[str, str, str]:
    """The two sides of a false claim as its author wrote them, and what holds between them.

    Vectors and matrices are whole where they are small; else the first component that differs stands for them. The
    kernel knows no ``>=``: there its sides are exchanged.
    """
    if len(confirmation.left.entries) <= LARGEST_SHOWN:
        left, right = confirmation.left.describe(), confirmation.right.describe()
    else:
        left, right = confirmation.lhs.describe(), confirmation.rhs.describe()
    op = claim.op
    if op in {">", ">="}:
        left, right = right, left
    return left, right, f"{left} {OPPOSITE[op]} {right}"


def _uses(verdict: Verdict) -> list[str]:
    if verdict.theorem is not None:
        return sorted(uses(verdict.theorem))
    return ["Z3"] if verdict.trust == "solver" else []


def _tacit(matter: Matter, verdict: Verdict) -> list[Hypothesis]:
    """What is presupposed: of the author's notation, as far as a proof uses it; of the claim's value, always."""
    implied = _implied(matter)
    shown = []
    for h in matter.hypotheses:
        used = verdict.theorem is None or bool(verdict.theorem.hypotheses & set(h.clauses))
        if h.condition is not None:
            shown += [h] if h.condition.says not in implied else []
        elif not h.said and used:
            shown.append(h)
    return shown


def _certificate(matter: Matter, verdict: Verdict) -> dict[str, Any] | None:
    theorem = verdict.theorem
    if theorem is None or verdict.vacuous:
        return None
    names = _author_names(matter)
    typeset = proof_lines(theorem, latex=True, named={term: latex(node) for term, node in names.items()})
    plain = proof_lines(theorem, latex=False, named={term: text(node) for term, node in names.items()})
    return {
        "claim": f"{matter.document.id}:{matter.claim.id}",
        "text": [f"{said}    [{by}]" if by else said for said, by in plain],
        "latex": [said for said, _ in typeset],
        "by": [by for _, by in typeset],
        **write_certificate(theorem, matter.problem),
    }


def _author_names(matter: Matter) -> dict[Term, Defined]:
    """What the claim and its hypotheses call by a name, by the term that it stands for."""
    said = [matter.claim.says, *(a for h in matter.hypotheses for a in h.assertions)]
    said += [d.value for d in matter.document.definitions(matter.claim)]
    names: dict[Term, Defined] = {}
    for node in sorted({p for says in said for p in parts(says) if isinstance(p, Defined)}, key=text):
        with suppress(LanguageError):
            names.setdefault(term_of(node), node)
    return {term: node for term, node in names.items() if term[0] not in {"var", "num"}}


def _witness(matter: Matter, verdict: Verdict) -> dict[str, Any] | None:
    """The instance that shows that the hypotheses of a proved claim can be satisfied."""
    instance = matter.evidence.witness
    if verdict.holds != "proved" or instance is None:
        return None
    return write_instance(instance)


def _counterexample(matter: Matter, verdict: Verdict) -> dict[str, Any] | None:
    confirmation, instance = verdict.confirmation, matter.evidence.instance
    if confirmation is None or instance is None:
        return None
    left, right, relation = sides(matter.claim, confirmation)
    return {
        "values": dict(confirmation.values),
        "lhs": left,
        "rhs": right,
        "relation": relation,
        "defined": _defined(matter, instance),
        "hypotheses": shown(matter.problem, confirmation),
        "claim": f"{matter.document.id}:{matter.claim.id}",
        **write_counterexample(matter.problem, instance),
        "replay": f"python -m proofcheck replay {quote(f'{matter.document.address}:{matter.claim.id}')}",
    }


def _defined(matter: Matter, instance: Instance) -> dict[str, str]:
    """The values, at a counterexample, of the defined numbers that the claim speaks of."""
    spoken = [matter.claim.says, *(d.value for d in matter.document.definitions(matter.claim) if not d.parameters)]
    numbers = {p for says in spoken for p in parts(says) if isinstance(p, Defined) and kind_of(p) == SCALAR}
    values = {}
    for number in sorted(numbers, key=text):
        with suppress(NotConfirmed, KernelError, LanguageError):
            # what differs from itself by 1 is false everywhere, so that the judge has to say what it is
            asked = matter.document.problem(replace(matter.claim, says=eq(number, number + 1)))
            values[text(number)] = confirm(asked, instance).left.describe()
    return values


def shown(problem: Problem, confirmation: Confirmation) -> list[str]:
    """Each hypothesis, and how it was proved for the instance."""
    writer = Writer(latex=False, sequences=sequences(problem.hypotheses))
    pairs = zip(problem.hypotheses, confirmation.hypotheses, strict=True)
    return [f"{writer.clause(clause)}: {how}" for clause, how in pairs]


def _shapes(mismatch: ShapeMismatch | None, missing: Condition | None) -> dict[str, str] | None:
    """Where a claim has no meaning: two shapes, or what it needs for a value against what its hypotheses say."""
    if missing is not None:
        return {"at": text(missing.place), "left": text(missing.says), "right": text(missing.against)}
    if mismatch is None:
        return None
    return {"at": str(mismatch.at), "left": mismatch.left, "right": mismatch.right}


def _numeric(found: Survey | None) -> dict[str, Any] | None:
    """How many instances a survey looked at, and the tightest margin, relative to the size of the sides."""
    if found is None or not found.instances:
        return None
    tightest = None if found.margin is None else f"{float(found.margin):.3g}"
    doubtful = {"seems to fail at": found.doubtful} if found.doubtful else {}
    return {"instances": found.instances, "tightest margin": tightest, **doubtful}


def _repair(matter: Matter) -> dict[str, str] | None:
    """What the claim should say, once the kernel has replayed the proof of that."""
    mended = matter.mended
    edit = None if mended is None else next(islice(matter.edits(), mended.edit, None), None)
    if mended is None or edit is None or not _is_proved(matter, edit, mended):
        return None
    supposing = "" if edit.supposing is None else f", if {text(edit.supposing)}"
    typeset = "" if edit.supposing is None else rf" \quad\text{{if }} {latex(edit.supposing)}"
    says = {"as_repaired": latex(edit.says) + typeset, "text": text(edit.says) + supposing}
    return {**says, "edit": edit.words, "holds": "proved", "trust": "kernel"}


def _is_proved(matter: Matter, edit: Edit, mended: Mended) -> bool:
    changed = matter.changed(edit)
    if changed.ill_typed is not None:
        return False
    problem = matter.document.problem(changed)
    return _replayed(mended.derivation, problem) is not None and _witnessed(problem, mended.witness)


def _notes(matter: Matter, verdict: Verdict) -> list[str]:
    notes = []
    if verdict.vacuous:
        notes.append("There is a proof, but no instance was found that satisfies the hypotheses.")
    if verdict.holds == "refuted":
        notes += _scaling(matter.claim, matter.problem)
    return notes


def _scaling(claim: Claim, problem: Problem) -> list[str]:
    """What dimensional analysis says of a false claim, in a sentence, if it says anything."""
    mismatch = scaling_mismatch(problem)
    if mismatch is None:
        return []
    letter = _unused_letter(problem)
    rescaled = listed(
        f"{symbol_text(name)} by {_power(letter, exponent)}"
        for name, exponent in sorted(mismatch.rescaling.items())
        if exponent
    )
    smaller, larger = _power(letter, mismatch.left), _power(letter, mismatch.right)
    turned = claim.op in {">", ">="}
    left, right = (larger, smaller) if turned else (smaller, larger)
    note = f"Its sides scale differently: multiply {rescaled}, which the hypotheses allow; "
    note += f"then the left side is multiplied by {left}, the right side by {right}."
    if mismatch.missing is not None:
        term, exponent = mismatch.missing
        power = "" if exponent == 1 else f" to the power {exponent}"
        side = "left" if turned else "right"
        note += f" The {side} side lacks a factor {Writer(latex=False).term(term)}{power}."
    return [note]


def _unused_letter(problem: Problem) -> str:
    """A letter for a factor, which names no variable of the problem."""
    clauses = (*problem.hypotheses, problem.goal)
    taken = {variable[1] for clause in clauses for variable in (*clause.variables, *clause.free_variables())}
    return next((letter for letter in "srqkmcabdz" if letter not in taken), "a factor")


def _power(letter: str, exponent: Fraction) -> str:
    if exponent in {0, 1}:
        return letter if exponent else "1"
    return f"{letter}^{exponent}" if exponent > 0 and exponent.denominator == 1 else f"{letter}^({exponent})"


def _following(matter: Matter, verdict: Verdict) -> tuple[str, str]:
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
        theorem = _replayed(following.derivation, supposing(matter.problem, supposed))
    if theorem is None or not _as_reasoned(matter, theorem):
        return "unknown", _unestablished(matter)
    if following.verdict == "if":
        names = matter.open_citations()
        return "if", f"It follows, if {listed(names)} {'hold' if len(names) > 1 else 'holds'}."
    named = sorted(uses(theorem) - FREE)
    using = f", by {listed(named)}" if named else ""
    cited = matter.claim.reason.claims
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


def at(claim: Claim, confirmation: Confirmation) -> str:
    """A counterexample in words."""
    left, right, _ = sides(claim, confirmation)
    values = ", ".join(f"{symbol_text(name)} = {value}" for name, value in confirmation.values.items())
    return f"at {values}, the left side is {left}, the right side {right}" if values else f"{left} against {right}"


# ---------------------------------------------------------------------------------------------------- one claim in full


def explanation(case: Case) -> dict[str, Any]:
    """What can be assumed where a claim stands."""
    matter = Matter(case)
    hypotheses = matter.document.hypotheses(matter.claim)
    return {
        "hypotheses": [h.latex for h in hypotheses],
        "text": "\n".join(h.text + ("" if h.said else "  (tacit)") for h in hypotheses),
    }


def evaluation(case: Case) -> dict[str, Any]:
    """The counterexample of a claim, evaluated again from its instance."""
    matter = Matter(case)
    instance = matter.evidence.instance
    if matter.claim.ill_typed or instance is None:
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [], "verdict": case.holds[matter.claim.id]}
    try:
        confirmation = confirm(matter.problem, instance)
    except NotConfirmed as error:
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [str(error)], "verdict": "undecided"}
    left, right, _ = sides(matter.claim, confirmation)
    return {
        "values": dict(confirmation.values),
        "lhs": left,
        "rhs": right,
        "hypotheses": shown(matter.problem, confirmation),
        "verdict": "refuted",
    }


def unanswered(document: Document, claim: Claim, reason: str) -> dict[str, Any]:
    """The finding on a claim that the engine failed on."""
    again = f"python -m proofcheck check {quote(f'{document.address}:{claim.id}')}"
    return {
        **_described_or_not(claim),
        "holds": "undecided",
        "follows": "unknown",
        "follows_because": "",
        "trust": "none",
        "reason": f"The engine failed on it: {reason}.",
        "uses": [],
        "given": [],
        "tacit": [],
        "tacit_text": [],
        "certificate": None,
        "witness": None,
        "shapes": None,
        "counterexample": None,
        "numeric": None,
        "repair": None,
        "notes": [f"This shows it again: {again}"],
        "failed": True,
    }


def _described_or_not(claim: Claim) -> dict[str, Any]:
    try:
        return described(claim)
    except RecursionError:
        return {
            "id": claim.id,
            "kind": claim.kind,
            "where": claim.where,
            "file": claim.file,
            "line": claim.line,
            "as_written": r"\text{(too long to be printed)}",
            "text": "(too long to be printed)",
        }


def summary(document: Document, findings: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The findings on a document, with counts and the ids of its defects."""
    holds: dict[str, int] = {}
    for finding in findings:
        holds[finding["holds"]] = holds.get(finding["holds"], 0) + 1
    defects = [f["id"] for f in findings if f["holds"] in {"refuted", "ill-typed"} or f["follows"] == "no"]
    result: dict[str, Any] = {
        "id": document.id,
        "title": document.title,
        "claims": findings,
        "summary": {"claims": len(findings), "holds": holds, "defects": defects},
        "basis": sorted({name for finding in findings for name in finding["uses"]}),
    }
    statements = _statements(document, {f["id"]: f for f in findings}, set(defects))
    if statements:
        result["statements"] = statements
    if document.coverage:
        result["coverage"] = document.coverage
    if document.problems:
        result["problems"] = [
            {"file": p.file, "line": p.line, "message": p.message, **({"column": p.column} if p.column else {})}
            for p in document.problems
        ]
    return result


def _statements(document: Document, found: Mapping[str, Any], defects: Set[str]) -> list[dict[str, Any]]:
    """What each statement rests on, directly or through others, and which of those lines are broken."""
    stated = [claim for claim in document.claims if claim.kind == "statement" and claim.id in found]
    rests = {claim.id: [other.id for other in cited_by(document, claim)] for claim in stated}
    return [
        {"id": name, "rests_on": lines, "broken": [line for line in lines if line in defects]}
        for name, lines in rests.items()
    ]
