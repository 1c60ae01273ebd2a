"""One claim in, one finding out: does it hold, and does it follow?

The order for a claim: shapes; then a proof, which must come with an instance of its hypotheses; where there is none, a
counterexample. Whether a claim follows is asked when it is known of every claim whether it holds, since reasons cite
claims. Findings are plain data; ``findings.schema.json`` describes them.
"""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from shlex import quote
from time import perf_counter
from typing import Any

from proofcheck import __version__
from proofcheck.kernel.certificate import proves, replay, replay_certificate, write_certificate, write_derivation
from proofcheck.kernel.model import Confirmation, NotConfirmed, confirm
from proofcheck.kernel.rules import FREE, generalize
from proofcheck.kernel.terms import KernelError, subterms
from proofcheck.kernel.theorem import Clause, Problem, Theorem
from proofcheck.lang.claims import Claim
from proofcheck.lang.documents import Document
from proofcheck.lang.printing import latex, text, text_name
from proofcheck.lang.shapes import ShapeMismatch
from proofcheck.provers.narrate import Writer, proof_lines, sequences
from proofcheck.provers.search import Memory, prove, solved
from proofcheck.refuters import Refutation, Survey, scaling_mismatch, survey, witness
from proofcheck.repair import Edit, edits
from proofcheck.tasks import (
    Answer,
    Inference,
    Mended,
    Mending,
    Question,
    Task,
    decide,
    decide_group,
    each,
    follow_up,
    groups,
    infer,
    mend,
)

SCHEMA = "proofcheck/findings/1"

CITING_ATTEMPTS = 60
"""How much search a proof from cited claims is given."""

FOLLOWING_ATTEMPTS = 120
"""How much search there is for a proof by the rules that a reason names, when the claim has been proved with others."""

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Examined:
    """What is known of one claim while a document is being checked."""

    claim: Claim
    problem: Problem | None = None
    theorem: Theorem | None = None
    refutation: Refutation | None = None
    mismatch: ShapeMismatch | None = None
    vacuous: bool = False
    solved: bool = False
    survey: Survey | None = None
    follows: str = "unknown"
    because: str = ""
    seconds: float = 0.0
    edits: list[Edit] = field(default_factory=list)
    repair: Edit | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def holds(self) -> str:
        """The verdict on the assertion."""
        if self.mismatch is not None:
            return "ill-typed"
        if (self.theorem is not None or self.solved) and not self.vacuous:
            return "proved"
        if self.refutation is not None:
            return "refuted"
        return "supported" if self.survey is not None and self.survey.instances else "undecided"

    @property
    def trust(self) -> str:
        """What the verdict rests on."""
        if self.holds == "refuted" and self.refutation is not None:
            return "exact" if self.refutation.confirmation.exact else "interval"
        proved = "kernel" if self.theorem is not None else "solver"
        return {"ill-typed": "shapes", "proved": proved}.get(self.holds, "none")


class Examination:
    """The examination of one document."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document = document
        self.seed = seed
        self.answers: dict[str, Answer] = {}
        self.examined: dict[str, Examined] = {}
        self._memory: Memory = {}
        self._open: set[str] = set()
        self._problems: dict[str, Problem | None] = {}

    # ------------------------------------------------------------ does it hold?

    def examine(self, claim: Claim) -> Examined:
        """Find out whether a claim holds."""
        if claim.id in self.examined:
            return self.examined[claim.id]
        started = perf_counter()
        found = Examined(claim, problem=self.problem(claim), mismatch=claim.ill_typed)
        self._open.add(claim.id)
        if found.problem is not None:
            self._decide(found, found.problem)
        self._open.discard(claim.id)
        found.seconds = found.seconds or perf_counter() - started
        self.examined[claim.id] = found
        return found

    def problem(self, claim: Claim) -> Problem | None:
        """What the kernel is asked; ``None`` where the claim has no meaning."""
        if claim.id not in self._problems:
            self._problems[claim.id] = None if claim.ill_typed else self.document.problem(claim)
        return self._problems[claim.id]

    def _decide(self, found: Examined, problem: Problem) -> None:
        claim = found.claim
        answer = self.answers.get(claim.id) or decide(self.question(claim, problem), self._memory)
        found.seconds += answer.seconds
        found.vacuous = answer.vacuous
        found.theorem = None if answer.steps is None else replay(answer.steps)
        if answer.instance is not None:
            found.refutation = Refutation(answer.instance, confirm(problem, answer.instance))
            found.notes += _scaling(problem)
        elif found.theorem is None:
            found.theorem = self._from_citations(claim, problem)
            found.solved = found.theorem is None and solved(problem)
            decided = found.solved or found.theorem is not None
            found.vacuous = decided and witness(problem, seed=self.seed) is None
            found.survey = None if decided else survey(problem, seed=self.seed)
        if found.theorem is not None and not proves(found.theorem, problem):
            found.theorem = None
        if found.vacuous:
            found.notes.append("There is a proof, but no instance was found that satisfies the hypotheses.")

    def question(self, claim: Claim, problem: Problem) -> Question:
        """Whether a claim holds, as plain data."""
        clauses, confinements = self._spoken_of(claim, problem)
        return Question(f"{self.document.id}:{claim.id}", problem, clauses, confinements, self.seed)

    def questions(self, claims: Iterable[Claim]) -> list[Question]:
        """Whether these claims, and those that their reasons cite, hold."""
        wanted = dict.fromkeys(other.id for claim in claims for other in (claim, *self.cited(claim)))
        pairs = [(claim, self.problem(claim)) for claim in self.document.claims if claim.id in wanted]
        return [self.question(claim, problem) for claim, problem in pairs if problem is not None]

    def _from_citations(self, claim: Claim, problem: Problem) -> Theorem | None:
        """A proof from the claims that the reason cites, where they hold."""
        lemmas = self._lemmas(claim, problem)
        return prove(problem, lemmas=lemmas, attempts=CITING_ATTEMPTS) if lemmas else None

    def _lemmas(self, claim: Claim, problem: Problem) -> list[Theorem]:
        """The cited claims that are proved, for all values of what only they speak of."""
        lemmas = []
        spoken = set().union(*(_named(clause) for clause in (*problem.hypotheses, problem.goal)))
        for name in claim.reason.claims:
            if name in self._open or name in self.document.dropped:
                continue
            theorem = self.examine(self.document.claim(name)).theorem
            lemma = None if theorem is None else _generalized(theorem, problem)
            if lemma is not None and _named(lemma.clause) <= spoken:
                lemmas.append(lemma)
        return lemmas

    def cited(self, claim: Claim) -> list[Claim]:
        """The claims that a reason cites, directly or through others, each once."""
        found: dict[str, Claim] = {}
        waiting = list(claim.reason.claims)
        while waiting:
            name = waiting.pop(0)
            if name not in found and name != claim.id and name not in self.document.dropped:
                found[name] = self.document.claim(name)
                waiting += found[name].reason.claims
        return list(found.values())

    def _spoken_of(self, claim: Claim, problem: Problem) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
        """What the cited claims say, and the hypotheses of theirs that confine a path up to a time."""
        clauses: list[Clause] = []
        confinements: dict[Clause, None] = {}
        for other in self.cited(claim):
            theirs = self.problem(other)
            if theirs is None:
                continue
            clauses.append(theirs.goal)
            for hypothesis in theirs.hypotheses:
                if hypothesis not in problem.hypotheses and _is_confinement(hypothesis):
                    confinements.setdefault(hypothesis)
        return tuple(clauses), tuple(confinements)

    # ------------------------------------------------------------ does it follow?

    def judge(self, claim: Claim, path: tuple[str, ...] = ()) -> Examined:
        """Find out whether a claim follows from what its reason names."""
        found = self.examine(claim)
        if found.because:
            return found
        found.follows, found.because = self._follows(found, (*path, claim.id))
        return found

    def _follows(self, found: Examined, path: tuple[str, ...]) -> tuple[str, str]:
        claim = found.claim
        if found.holds == "ill-typed":
            return "no", "What has no meaning follows from nothing."
        broken = self._broken_citation(claim, path)
        if broken is not None:
            return broken
        if found.holds == "refuted":
            return "no", "It is false where all premises of this step are true: the counterexample shows it."
        if found.solved:
            return "unknown", "Only a solver says that it holds; the kernel has no derivation."
        if found.theorem is None or found.problem is None:
            return "unknown", "Neither a derivation nor a countermodel was found."
        theorem = found.theorem
        inference = self.inference(found)
        if inference is not None:
            answer = self.answers.get(_inferring(claim)) or infer(inference)
            found.seconds += answer.seconds
            if answer.steps is None:
                return self._gap(found, inference.allowed, answer)
            theorem = replay(answer.steps)
        named = sorted(theorem.uses - FREE)
        using = f", by {_listed(named)}" if named else ""
        citing = f" The reason cites {_listed(claim.reason.claims)}." if claim.reason.claims else ""
        return "yes", f"The kernel derives it from what the reason names{using}.{citing}"

    def inference(self, found: Examined) -> Inference | None:
        """The question whether a claim that holds follows; ``None`` where its proof shows that already."""
        claim, problem, theorem = found.claim, found.problem, found.theorem
        allowed = self._allowed(claim)
        if problem is None or theorem is None or theorem.uses <= allowed:
            return None
        return Inference(
            self.question(claim, problem),
            allowed,
            FOLLOWING_ATTEMPTS,
            tuple(write_derivation(lemma) for lemma in self._lemmas(claim, problem)),
            FREE | frozenset(claim.reason.rules),
            self.document.inference(claim) if claim.kind == "conclusion" else None,
        )

    def inferences(self, claims: Iterable[Claim]) -> list[Inference]:
        """The questions whether these claims follow that their proofs leave open."""
        found = [self.examine(claim) for claim in claims]
        sound = [one for one in found if one.holds == "proved" and self._cites_only_what_holds(one.claim)]
        return [inference for one in sound if (inference := self.inference(one)) is not None]

    def _cites_only_what_holds(self, claim: Claim) -> bool:
        cited = claim.reason.claims
        if not self.document.dropped.keys().isdisjoint(cited):
            return False
        return all(self.examine(self.document.claim(name)).holds == "proved" for name in cited)

    def _allowed(self, claim: Claim) -> frozenset[str]:
        """The rules that a reason names, and those that the proofs of the claims it cites rest on."""
        allowed = set(claim.reason.rules) | FREE
        for name in claim.reason.claims:
            if name in self.document.dropped:
                continue
            cited = self.examine(self.document.claim(name))
            if cited.theorem is not None:
                allowed |= cited.theorem.uses
        return frozenset(allowed)

    def _broken_citation(self, claim: Claim, path: tuple[str, ...]) -> tuple[str, str] | None:
        """The first cited claim that cannot carry anything."""
        doubtful: tuple[str, str] | None = None
        for name in claim.reason.claims:
            if name in path:
                return "no", f"The reasons go in a circle: {' -> '.join((*path, name))}."
            if name in self.document.dropped:
                doubtful = doubtful or ("unknown", f"The reason rests on {name}, which could not be read.")
                continue
            cited = self.examine(self.document.claim(name))
            if cited.holds in {"refuted", "ill-typed"}:
                return "no", f"The reason rests on {name}, which {_SAID[cited.holds]}."
            if cited.holds != "proved":
                doubtful = doubtful or ("unknown", f"The reason rests on {name}, which is {cited.holds}.")
            elif claim.kind == "statement":
                judged = self.judge(cited.claim, path)
                if judged.follows == "no":
                    return "no", f"The proof passes through {name}, which does not follow as written."
                if judged.follows == "unknown":
                    doubtful = doubtful or ("unknown", f"It is not known whether {name} follows.")
        return doubtful

    def _gap(self, found: Examined, allowed: frozenset[str], answer: Answer) -> tuple[str, str]:
        """A claim that holds, but for which the rules named are not enough."""
        if answer.instance is not None:
            counter = confirm(self.document.inference(found.claim), answer.instance)
            return "no", f"From what it is drawn from alone it does not follow: {_at(counter)}."
        missing = sorted((found.theorem.uses if found.theorem else frozenset()) - allowed)
        return "unknown", (
            f"The claim holds, but the reason does not name what its proof uses: {_listed(missing)}; no derivation was "
            "found without that."
        )

    # ------------------------------------------------------------ what should it say?

    def mending(self, claim: Claim) -> Mending | None:
        """The question what a false or meaningless claim should say; ``None`` for other claims."""
        found = self.examine(claim)
        if found.holds not in {"refuted", "ill-typed"}:
            return None
        for edit in edits(claim.says, [other.says for other in self.cited(claim)]):
            changed = replace(claim, says=edit.says)
            if changed.ill_typed is None:
                found.edits.append(edit)
        problems = tuple(self.document.problem(replace(claim, says=edit.says)) for edit in found.edits)
        if not problems:
            return None
        instance = found.refutation.instance if found.refutation is not None else None
        return Mending(claim.id, problems, instance, *self._spoken_of(claim, problems[0]), self.seed)

    def repair(self, claim: Claim, mending: Mending, mended: Mended | None) -> None:
        """Note a repair, once the kernel has replayed its proof."""
        if mended is not None and proves(replay(mended.steps), mending.problems[mended.position]):
            found = self.examine(claim)
            found.repair = found.edits[mended.position]

    # ------------------------------------------------------------ findings

    def finding(self, claim: Claim) -> dict[str, Any]:
        """The finding for a claim."""
        found = self.judge(claim)
        result: dict[str, Any] = {
            "id": claim.id,
            "kind": claim.kind,
            "where": claim.where,
            "file": claim.file,
            "line": claim.line,
            "as_written": claim.latex,
            "text": claim.text,
            "holds": found.holds,
            "follows": found.follows,
            "follows_because": found.because,
            "trust": found.trust,
            "reason": self._reason(found),
            "uses": sorted(found.theorem.uses) if found.theorem is not None else ["Z3"] * found.solved,
            "given": [h.latex for h in self.document.hypotheses(claim) if h.said] if found.problem else [],
            "tacit": self._tacit(found),
            "certificate": self._certificate(found),
            "shapes": _shapes(found.mismatch),
            "counterexample": self._counterexample(found),
            "numeric": _numeric(found.survey),
            "repair": _repair(found.repair),
            "notes": list(found.notes),
            "seconds": round(found.seconds, 4),
        }
        return result

    def _reason(self, found: Examined) -> str:
        if found.mismatch is not None:
            at, left, right = found.mismatch.at, found.mismatch.left, found.mismatch.right
            return f"It has no meaning: at {at}, {left} meets {right}."
        if found.holds == "proved" and found.theorem is not None:
            named = sorted(found.theorem.uses - FREE)
            return f"Proved by {_listed([*named, 'arithmetic'])}." if named else "Proved by arithmetic on normal forms."
        if found.solved:
            return "Proved by Z3 alone: the kernel found no derivation."
        if found.refutation is not None:
            confirmation = found.refutation.confirmation
            left, right = confirmation.lhs.describe(), confirmation.rhs.describe()
            return f"False: there is an instance where its left side is {left}, its right side {right}."
        nothing = "Neither a proof nor a counterexample was found within the budget of the search."
        if found.holds == "supported" and found.survey is not None:
            return (
                f"{nothing} It is true at the {found.survey.instances} instances that were looked at; that is no proof."
            )
        return nothing

    def _tacit(self, found: Examined) -> list[str]:
        tacit = [h for h in self.document.hypotheses(found.claim) if not h.said] if found.problem else []
        if found.theorem is not None:
            used = found.theorem.hypotheses
            tacit = [h for h in tacit if used & set(h.clauses)]
        return [h.latex for h in tacit]

    def _certificate(self, found: Examined) -> dict[str, Any] | None:
        if found.theorem is None or found.problem is None or found.vacuous:
            return None
        typeset = proof_lines(found.theorem, latex=True)
        return {
            "claim": f"{self.document.id}:{found.claim.id}",
            "text": [f"{said}    [{by}]" if by else said for said, by in proof_lines(found.theorem, latex=False)],
            "latex": [said for said, _ in typeset],
            "by": [by for _, by in typeset],
            **write_certificate(found.theorem, found.problem),
        }

    def _counterexample(self, found: Examined) -> dict[str, Any] | None:
        if found.refutation is None:
            return None
        confirmation = found.refutation.confirmation
        return {
            "values": dict(confirmation.values),
            "lhs": confirmation.lhs.describe(),
            "rhs": confirmation.rhs.describe(),
            "relation": confirmation.relation,
            "hypotheses": _proved(found.problem, confirmation) if found.problem else [],
            "replay": f"python -m proofcheck replay {quote(f'{self.document.address}:{found.claim.id}')}",
        }


def _inferring(claim: Claim) -> str:
    """The key of the question whether a claim follows."""
    return f"{claim.id} follows"


_SAID = {"refuted": "is false", "ill-typed": "has no meaning"}


def _generalized(theorem: Theorem, problem: Problem) -> Theorem | None:
    """A theorem with those of its hypotheses that a problem lacks as conditions, for all that only it speaks of."""
    extra = tuple(sorted(theorem.hypotheses - frozenset(problem.hypotheses), key=repr))
    kept = theorem.hypotheses - frozenset(extra)
    own = theorem.clause.free_variables().union(*(clause.free_variables() for clause in extra))
    fixed = (*kept, *problem.hypotheses, problem.goal)
    foreign = own.difference(*(clause.free_variables() for clause in fixed))
    try:
        return generalize([theorem], sorted(foreign, key=repr), extra)
    except KernelError:
        return None


def _named(clause: Clause) -> set[str]:
    """The names of the paths and functions in a clause."""
    names = {
        part[1]
        for side in clause.relation[1:]
        for part in subterms(side)
        if part[0] in {"path", "dpath", "fn", "jac", "gradfn"}
    }
    return names.union(*(_named(condition) for condition in clause.conditions))


def _is_confinement(clause: Clause) -> bool:
    """Whether a clause says that a quantity stays below a bound up to a time."""
    return len(clause.variables) == 1 and len(clause.conditions) == 2 and clause.relation[0] == "<="


def _repair(edit: Edit | None) -> dict[str, str] | None:
    if edit is None:
        return None
    says = {"as_repaired": latex(edit.says), "text": text(edit.says)}
    return {**says, "edit": edit.words, "holds": "proved", "trust": "kernel"}


def _shapes(mismatch: ShapeMismatch | None) -> dict[str, str] | None:
    if mismatch is None:
        return None
    return {"at": str(mismatch.at), "left": mismatch.left, "right": mismatch.right}


def _numeric(found: Survey | None) -> dict[str, Any] | None:
    """How many instances a survey looked at, and the tightest margin, relative to the size of the sides."""
    if found is None or not found.instances:
        return None
    tightest = None if found.margin is None else f"{float(found.margin):.3g}"
    return {"instances": found.instances, "tightest margin": tightest}


def _scaling(problem: Problem) -> list[str]:
    """What dimensional analysis says of a false claim, in a sentence, if it says anything."""
    mismatch = scaling_mismatch(problem)
    if mismatch is None:
        return []
    rescaled = _listed(
        f"{name} by {_power_of_s(exponent)}" for name, exponent in sorted(mismatch.rescaling.items()) if exponent
    )
    left, right = _power_of_s(mismatch.left), _power_of_s(mismatch.right)
    note = f"Its sides scale differently: multiply {rescaled}, which the hypotheses allow; "
    note += f"then the left side is multiplied by {left}, the right side by {right}."
    if mismatch.missing is not None:
        term, exponent = mismatch.missing
        power = "" if exponent == 1 else f" to the power {exponent}"
        note += f" The right side lacks a factor {Writer(latex=False).term(term)}{power}."
    return [note]


def _power_of_s(exponent: Fraction) -> str:
    return {Fraction(0): "1", Fraction(1): "s"}.get(exponent, f"s^{exponent}" if exponent > 0 else f"s^({exponent})")


def _proved(problem: Problem, confirmation: Confirmation) -> list[str]:
    """Each hypothesis, and how it was proved for the instance."""
    writer = Writer(latex=False, sequences=sequences(problem.hypotheses))
    pairs = zip(problem.hypotheses, confirmation.hypotheses, strict=True)
    return [f"{writer.clause(clause)}: {how}" for clause, how in pairs]


def _at(confirmation: Confirmation) -> str:
    values = ", ".join(f"{_symbol(name)} = {value}" for name, value in confirmation.values.items())
    return f"at {values}, the left side is {confirmation.lhs.describe()}, the right side {confirmation.rhs.describe()}"


def _symbol(name: str) -> str:
    """A symbol as claims print it, Greek letters for their names."""
    head, bracket, arguments = name.partition("(")
    return f"{text_name(head)}{bracket}{arguments}"


def _listed(names: Iterable[str]) -> str:
    items = list(names)
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


# ---------------------------------------------------------------------------------------------------- documents


def check_documents(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    only: Collection[str] | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> dict[str, Any]:
    """The findings on documents, or on some of their claims.

    Arguments:
        seed: of the random choices of the refuters.
        only: qualified ids ``document:claim``; ``None`` for all.
        progress: called with a qualified id, the number of claims done and the number of all.
        workers: how many processes; ``None`` for as many as there are cores, at most 8.
    """
    processes = min(os.cpu_count() or 1, 8) if workers is None else workers
    examinations = [Examination(document, seed) for document in documents]
    chosen = [[c for c in d.claims if only is None or f"{d.id}:{c.id}" in only] for d in documents]
    _decide_all(examinations, chosen, processes, progress)
    _follow_up(examinations, chosen, processes)
    results = [
        _document_findings(examination.document, [examination.finding(claim) for claim in claims])
        for examination, claims in zip(examinations, chosen, strict=True)
    ]
    return {"schema": SCHEMA, "tool": {"version": __version__, "seed": seed}, "documents": results}


def _decide_all(
    examinations: Sequence[Examination], chosen: Sequence[list[Claim]], workers: int, progress: Progress | None
) -> None:
    """Ask of each claim whether it holds, in several processes."""
    owners: dict[str, Examination] = {}
    questions: list[Question] = []
    for examination, claims in zip(examinations, chosen, strict=True):
        asked = examination.questions(claims)
        owners |= {question.key: examination for question in asked}
        questions += asked
    done = 0
    for group, answers in each(decide_group, groups(questions), workers):
        for question, answer in zip(group, answers or [Answer(q.key) for q in group], strict=True):
            owners[question.key].answers[question.key.partition(":")[2]] = answer
            done += 1
            if progress is not None:
                progress(question.key, done, len(questions))


def _follow_up(examinations: Sequence[Examination], chosen: Sequence[list[Claim]], workers: int) -> None:
    """Ask what the verdicts leave open: whether claims that hold follow, and what those that do not should say."""
    owners: list[tuple[Examination, Task]] = []
    for examination, claims in zip(examinations, chosen, strict=True):
        cited = [other for claim in claims for other in examination.cited(claim)]
        wanted = list({claim.id: claim for claim in (*claims, *cited)}.values())
        mendings = [mending for claim in claims if (mending := examination.mending(claim)) is not None]
        tasks: list[Task] = [*mendings, *examination.inferences(wanted)]
        owners += [(examination, task) for task in tasks]
    for task, found in each(follow_up, [task for _, task in owners], workers):
        examination = next(owner for owner, asked in owners if asked is task)
        if isinstance(task, Mending):
            examination.repair(examination.document.claim(task.key), task, found if isinstance(found, Mended) else None)
        else:
            claim = examination.document.claim(task.question.key.partition(":")[2])
            examination.answers[_inferring(claim)] = found if isinstance(found, Answer) else Answer(claim.id)


def _document_findings(document: Document, findings: list[dict[str, Any]]) -> dict[str, Any]:
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
    if document.problems:
        result["problems"] = [{"file": p.file, "line": p.line, "message": p.message} for p in document.problems]
    return result


def explain_claim(document: Document, claim_id: str, *, seed: int = 0) -> dict[str, Any]:
    """A claim with its hypotheses, and its proof or counterexample in full."""
    examination = Examination(document, seed)
    claim = document.claim(claim_id)
    mending = examination.mending(claim)
    if mending is not None:
        examination.repair(claim, mending, mend(mending))
    finding = examination.finding(claim)
    hypotheses = document.hypotheses(claim)
    certificate = finding["certificate"]
    if certificate is not None:
        replay_certificate(certificate)
    return {
        "finding": finding,
        "hypotheses": [h.latex for h in hypotheses],
        "text": "\n".join(h.text + ("" if h.said else "  (tacit)") for h in hypotheses),
        "proof": list(certificate["text"]) if certificate is not None else [],
    }


def replay_counterexample(document: Document, claim_id: str, *, seed: int = 0) -> dict[str, Any]:
    """A counterexample, evaluated again from its instance."""
    claim = document.claim(claim_id)
    examination = Examination(document, seed)
    found = examination.examine(claim)
    if found.refutation is None or found.problem is None:
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [], "verdict": found.holds}
    try:
        confirmation = confirm(found.problem, found.refutation.instance)
    except NotConfirmed as error:
        return {"values": {}, "lhs": "", "rhs": "", "hypotheses": [str(error)], "verdict": "undecided"}
    return {
        "values": dict(confirmation.values),
        "lhs": confirmation.lhs.describe(),
        "rhs": confirmation.rhs.describe(),
        "hypotheses": _proved(found.problem, confirmation),
        "verdict": "refuted",
    }
