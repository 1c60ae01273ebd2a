"""Why each relation of a paper should hold, as the words beside it and around it say, and what they refer to."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from proofcheck.lang.rule_names import RULES, UNREASONED, Reason
from proofcheck.latex import citing
from proofcheck.latex.assertions import Found
from proofcheck.latex.doubts import doubt
from proofcheck.latex.record import Record
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import DISPLAY, Speech
from proofcheck.reasons import reached

_CASES = re.compile(
    r"\b(?:cases?|if|when|whenever|unless|suppos\w+|assum(?!ptions? ⟨ref⟩)\w+|otherwise|either|or|loss|wlog|symmetry|"
    r"contra\w+|induction|inductive|first|second|remains|event|fix|order|sorted|stops?|would|may|homogen\w+|"
    r"(?:re)?scal(?:e|ing)|normali[sz]\w+)\b|"
    r"(?:^|\b(?:and|because|since|as|but)\b)[^⟨]*\b(?:is|are|was|were|has|(?<!\bwe )have|lies?|vanish\w*|coincides?|"
    r"agrees?|commutes?)\b[^⟨]*(?:⟨\d+⟩)?\Z",
    re.IGNORECASE,
)
"""What may put all that comes in an argument under a condition, or says in words alone what it rests on."""
MOST_BEFORE = 6
"""Lines of an argument that a line without a reason may use."""
Beside = tuple[str, tuple[str, ...]] | None
"""A reason that was given for a display in a comment: its words, and the labels that it refers to."""


@dataclass(slots=True)
class Reasons:
    """The reasons of a document while it is read.

    Attributes:
        before: the claims of the display before, in the same argument.
        shown: all claims before, in the same argument.
        marks: the claims with a mark over their relation.
        unsettled: reasons whose labels are settled at the end: the claim, the labels, and where they are.
        named: what sentences before in the same argument refer to and use for no display of their own.
        perhaps: claims with no reference of their own, and what was named before them.
        cases: whether a sentence before in the same argument may put something under a condition, or rests on words.
    """

    record: Record
    before: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    marks: dict[str, list[str]] = field(default_factory=dict)
    unsettled: list[tuple[str, Sequence[str], Token]] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    perhaps: list[tuple[str, Sequence[str]]] = field(default_factory=list)
    cases: bool = False

    def go_on(self, other: "Reasons") -> None:
        """Begin a chapter after others, whose reasons are settled with its own."""
        self.unsettled, self.perhaps = [*other.unsettled], [*other.perhaps]

    def anew(self) -> None:
        """Begin another argument, for which nothing was shown or named before."""
        self.before, self.shown, self.named, self.cases = [], [], [], False

    def hear(self, sentence: str) -> None:
        """Hear a sentence of the argument to its end."""
        self.cases = self.puts_cases(sentence)

    def puts_cases(self, sentence: str) -> bool:
        """Whether the argument may put something under a condition so far, or rest on words, up to this sentence."""
        return self.cases or _CASES.search(sentence) is not None

    def of(
        self,
        relation: Found,
        claim_id: str,
        speech: Speech | None,
        beside: Beside,
        *,
        chained: bool,
        stated: Sequence[str] = (),
    ) -> Reason:
        """Return the reason beside a relation, or that of the sentence around it, which those of a chain share.

        In a statement, for which there is no ``speech``, it is what was ``stated`` before under the same suppositions;
        for a line of which no reason is given, what was shown before it in the same argument.
        """
        at = relation.link.at
        if beside is not None:
            self.unsettled.append((claim_id, beside[1], at))
            return citing.reason(beside[0], (), beside=True)
        if relation.link.reason:
            words = " ".join(relation.link.reason)
            self.unsettled.append((claim_id, citing.labels_in(words), at))
            return citing.reason(citing.shown(words), (), beside=True)
        if speech is None:
            return Reason(UNREASONED, rules=RULES, claims=tuple(stated), tacit=True)
        if labels := citing.premises(speech.sentence, speech.labels):
            self.unsettled.append((claim_id, tuple(labels), at))
        elif self.named:
            self.perhaps.append((claim_id, tuple(self.named)))
        drawn = self._since_display() if speech.draws and relation.first else ()
        words = speech.reason or (speech.sentence if drawn else "")
        if not (labels or drawn or self.named) and self.shown:
            reason = citing.reason(citing.spoken(words, speech), self.shown[-MOST_BEFORE:], beside=False)
            return replace(reason, shared=chained, tacit=True)
        return replace(citing.reason(citing.spoken(words, speech), drawn, beside=False), shared=chained)

    def _since_display(self) -> Sequence[str]:
        """The claims of the display before, and those of sentences after it."""
        return self.shown[self.shown.index(self.before[0]) :] if self.before else ()

    def after(self, speech: Speech, at: Token) -> None:
        """Take the reasons that a sentence after a display gives for its relations."""
        sentence, labels = speech.sentence, speech.labels
        self.hear(sentence)
        self.named += labels if DISPLAY not in sentence else ()
        marked = citing.marked(sentence)
        for mark, words, start in marked:
            for claim_id in self.marks.get(mark, ()):
                self._explain(claim_id, words, citing.labels_within(sentence, start, words, labels), speech, at)
        place = citing.step_named(sentence)
        if place is not None and not marked and self.before and place < len(self.before):
            self._explain(self.before[place], sentence, labels, speech, at)

    def _explain(self, claim_id: str, words: str, labels: Sequence[str], speech: Speech, at: Token) -> None:
        said = citing.spoken(words, speech)
        self.record.give_reason(claim_id, citing.reason(said, (), beside=False))
        if "⟨ref⟩" in words:
            self.unsettled.append((claim_id, tuple(labels), at))

    def proved(self, claims: Sequence[str], proof: Sequence[str]) -> None:
        """Let claims rest on those of their proof, and on what its sentences name: "this follows from Lemma 2"."""
        for claim_id in claims:
            if proof:
                self.record.give_reason(claim_id, Reason("its proof", rules=RULES, claims=proof))
            if self.named:
                self.perhaps.append((claim_id, tuple(self.named)))

    def settle(self, seen: Collection[str]) -> None:
        """Put claims in the place of the labels that reasons refer to; ``seen`` are labels that stand for none."""
        known = {claim.id: claim for claim in self.record.claims}
        for claim_id, labels, at in self.unsettled:
            cited = [c for label in labels for c in self.record.labels.get(label, ()) if c != claim_id]
            missing = [name for name in labels if name not in self.record.labels and name not in seen]
            for name in missing:
                self.record.problem(UnreadError(at, f"the label {name!r} is referred to and does not exist."))
            if claim_id in known and missing:
                self.record.doubt(claim_id, doubt(f"what {missing[0]} supposes, which is not in this document"))
            if claim_id in known and cited:
                reason = self.record.claim_of(claim_id).reason
                self.record.give_reason(
                    claim_id, replace(reason, claims=tuple(dict.fromkeys([*reason.claims, *cited])))
                )
        self._settle_perhaps()
        self.record.cut()

    def _settle_perhaps(self) -> None:
        """Let claims rest on what was named before them, each of which they may do without, unless it rests on them."""
        cites = {claim.id: claim.reason.claims for claim in self.record.claims}
        places = {name: place for place, name in enumerate(cites)}
        for claim_id, labels in self.perhaps:
            named = [c for label in labels for c in self.record.labels.get(label, ())]
            before = [c for c in named if places.get(c, len(places)) < places.get(claim_id, 0)]
            useful = [c for c in before if claim_id not in reached(cites, [c])]
            if useful:
                reason = self.record.claim_of(claim_id).reason
                cites[claim_id] = tuple(dict.fromkeys([*reason.claims, *useful]))
                self.record.give_reason(claim_id, replace(reason, claims=cites[claim_id], shared=True))
