"""What a finding shows: the certificate, the witness, the counterexample, the repair."""

from contextlib import suppress
from dataclasses import replace
from shlex import quote
from typing import Any

from proofcheck.answers import Mended
from proofcheck.evidence.derivations import write_certificate
from proofcheck.findings.sides import missing, shown, sides
from proofcheck.findings.verdicts import Verdict, implied_needs, replayed, witnessed
from proofcheck.kernel.terms import KernelError, Term
from proofcheck.lang.assertions import eq
from proofcheck.lang.claims import Hypothesis
from proofcheck.lang.definedness import Condition
from proofcheck.lang.expressions import SCALAR, Defined, LanguageError, kind_of
from proofcheck.lang.printing import latex, parts, text
from proofcheck.lang.shapes import ShapeMismatch
from proofcheck.lang.terms import term as term_of
from proofcheck.matter import Matter
from proofcheck.models.confirmation import NotConfirmed, confirm
from proofcheck.models.instance import Instance
from proofcheck.models.written import write_counterexample, write_instance
from proofcheck.provers.library import uses
from proofcheck.provers.narrate import proof_lines
from proofcheck.refuters import Survey
from proofcheck.repair import Edit


def rules_used(verdict: Verdict) -> list[str]:
    """The rules that a verdict rests on, or the solver."""
    if verdict.theorem is not None:
        return sorted(uses(verdict.theorem))
    return ["Z3"] if verdict.trust == "solver" else []


def presupposed(matter: Matter, verdict: Verdict) -> list[Hypothesis]:
    """What is presupposed: of the author's notation, as far as a proof uses it; of the claim's value, always.

    What letters and spaces are taken for has no clause that a proof could use: it is said with every claim about them.
    """
    implied = implied_needs(matter)
    shown = []
    for h in matter.hypotheses:
        used = verdict.theorem is None or not h.clauses or bool(verdict.theorem.hypotheses & set(h.clauses))
        if h.condition is not None:
            shown += [h] if h.condition.says not in implied else []
        elif not h.said and used:
            shown.append(h)
    return shown


def certificate(matter: Matter, verdict: Verdict) -> dict[str, Any] | None:
    """The proof, to be read and to be replayed."""
    theorem = verdict.theorem
    if theorem is None or verdict.vacuous:
        return None
    names = author_names(matter)
    typeset = proof_lines(theorem, latex=True, named={term: latex(node) for term, node in names.items()})
    plain = proof_lines(theorem, latex=False, named={term: text(node) for term, node in names.items()})
    return {
        "claim": f"{matter.document.id}:{matter.claim.id}",
        "text": [f"{said}    [{by}]" if by else said for said, by in plain],
        "latex": [said for said, _ in typeset],
        "by": [by for _, by in typeset],
        **write_certificate(theorem, matter.problem),
    }


def author_names(matter: Matter) -> dict[Term, Defined]:
    """What the claim and its hypotheses call by a name, by the term that it stands for."""
    said = [matter.claim.says, *(a for h in matter.hypotheses for a in h.assertions)]
    said += [d.value for d in matter.document.definitions(matter.claim)]
    names: dict[Term, Defined] = {}
    for node in sorted({p for says in said for p in parts(says) if isinstance(p, Defined)}, key=text):
        with suppress(LanguageError):
            names.setdefault(term_of(node), node)
    return {term: node for term, node in names.items() if term[0] not in {"var", "num"}}


def witness(matter: Matter, verdict: Verdict) -> dict[str, Any] | None:
    """The instance that shows that the hypotheses of a proved claim can be satisfied."""
    instance = matter.evidence.witness
    if verdict.holds != "proved" or instance is None:
        return None
    return write_instance(instance)


def counterexample(matter: Matter, verdict: Verdict) -> dict[str, Any] | None:
    """The instance at which a claim is false, with all its values."""
    confirmation, instance = verdict.confirmation, matter.evidence.instance
    if confirmation is None or instance is None:
        return None
    left, right, relation = sides(matter.claim, confirmation)
    return {
        "values": dict(confirmation.values),
        "lhs": left,
        "rhs": right,
        "relation": relation,
        **({"none": none} if (none := missing(matter.claim)) else {}),
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


def clash(mismatch: ShapeMismatch | None, missing: Condition | None) -> dict[str, str] | None:
    """Where a claim has no meaning: two shapes, or what it needs for a value against what its hypotheses say."""
    if missing is not None:
        return {"at": text(missing.place), "left": text(missing.says), "right": text(missing.against)}
    if mismatch is None:
        return None
    return {"at": str(mismatch.at), "left": mismatch.left, "right": mismatch.right}


def survey_in_numbers(found: Survey | None) -> dict[str, Any] | None:
    """How many instances a survey looked at, and the tightest margin, relative to the size of the sides."""
    if found is None or not found.instances:
        return None
    tightest = None if found.margin is None else f"{float(found.margin):.3g}"
    doubtful = {"seems to fail at": found.doubtful} if found.doubtful else {}
    return {"instances": found.instances, "tightest margin": tightest, **doubtful}


def repaired(matter: Matter) -> dict[str, str] | None:
    """What the claim should say, once the kernel has replayed the proof of that."""
    mended, edit = matter.mended, matter.mended_by()
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
    return replayed(mended.derivation, problem) is not None and witnessed(problem, mended.witness) is not None
