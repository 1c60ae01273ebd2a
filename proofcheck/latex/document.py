"""A ``.tex`` file as a document: what its displays and statements claim, with what is supposed where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import RULES, Place, Reason, relative
from proofcheck.lang.documents import Document, document
from proofcheck.lang.translate import definitions
from proofcheck.latex import citing
from proofcheck.latex.assertions import Found, assertions, closed, found_in
from proofcheck.latex.declarations import declare, define, defined
from proofcheck.latex.directives import DEFINITION, HYPOTHESIS, SKIP, Directives
from proofcheck.latex.files import beside, opened, sidecar
from proofcheck.latex.forms import (
    MAPPING,
    condition_after,
    declares,
    ends_sentence,
    is_new,
    labels_of,
    names_in,
    occurs,
    says_how_it_moves,
    says_what_it_is,
    tokens_of,
)
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.macros import Expander
from proofcheck.latex.notation import Notation, letters_of
from proofcheck.latex.properties import stated, supposed
from proofcheck.latex.ranges import spans
from proofcheck.latex.record import Record, as_problem
from proofcheck.latex.relations import Segment, segments
from proofcheck.latex.scopes import Scopes
from proofcheck.latex.source import Source, Token, UnreadError, lex, plain
from proofcheck.latex.speech import (
    ASIDE,
    CLAIMED,
    DEFINED,
    SUPPOSED,
    Inline,
    Item,
    Speech,
    Word,
    items,
    supposed_labels,
)
from proofcheck.latex.structure import (
    Break,
    Broken,
    Closing,
    Directive,
    Display,
    Label,
    Opening,
    Part,
    Prose,
    Section,
    beginning,
    formulas,
)
from proofcheck.latex.structure import parts as parts_of
from proofcheck.latex.vocabulary import ORDERS, RELATIONS

_SUPPOSES = re.compile(r"\b(let|suppose|assume|if|under|consider|where)\b", re.IGNORECASE)


def load(path: str | Path) -> Document:
    """Read a ``.tex`` file, and the declarations beside it, as a document. Nothing in it is executed."""
    return Reading.of(Path(path)).document()


@dataclass(slots=True)
class Reading:
    """A document while it is being read."""

    path: Path
    main: Source
    content: list[Part]
    notation: Notation
    record: Record
    directives: Directives
    expander: Expander
    assumed: frozenset[str] = frozenset()
    """The labels of displays that a sentence supposes, such as "suppose that (2) holds"."""
    speech: Speech = field(default_factory=Speech)
    scopes: Scopes = field(default_factory=Scopes)
    before: list[str] = field(default_factory=list)
    """The claims of the display before, in the same argument."""
    marks: dict[str, list[str]] = field(default_factory=dict)
    defined_in: dict[str, int] = field(default_factory=dict)
    """In which part of the text a name was defined."""
    settled: list[list[Token]] = field(default_factory=list)
    """Conditions that stand after the formula that they are about."""
    unsettled: list[tuple[str, Sequence[str], Token]] = field(default_factory=list)
    """Reasons whose labels are settled at the end: the claim, the labels, and where they are."""

    @classmethod
    def of(cls, path: Path) -> "Reading":
        """Read a file, again where letters turn out to be natural numbers on the way."""
        main, problems = opened(path)
        expander = Expander(lambda name: beside(path, name))
        content = list(parts_of(expander.expanded(lex(main))))
        letters, alone = letters_of([token for part in content for token in formulas(part)])
        naturals: frozenset[str] = frozenset()
        assumed = supposed_labels([part.tokens for part in content if isinstance(part, Prose)])
        while True:
            notation = Notation(letters=letters, alone=alone, naturals=naturals)
            record = Record(notation, problems=[*problems, *expander.problems])
            made = cls(path, main, content, notation, record, Directives(), expander, assumed)
            made.read()
            if notation.wanted <= naturals:
                return made
            naturals |= notation.wanted

    def document(self) -> Document:
        """Return what was read as a document."""
        shown = relative(str(self.path.resolve()))
        problems = [as_problem(error, shown) for error in self.record.problems]
        return document(
            self.path.stem,
            self.path.name,
            self.record.claims,
            problems=sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line, p.column)),
            place=Place(shown, 1),
            coverage=self.record.coverage(),
        )

    # ------------------------------------------------------------------ parts

    def read(self) -> None:
        """Go through the document."""
        beside_it = sidecar(self.path)
        for directive in self.directives.of_sidecar(beside_it) if beside_it is not None else ():
            self._directive(directive)
        for place, part in enumerate(self.content):
            if self.directives.off and not isinstance(part, Directive):
                continue
            try:
                self._part(part, place)
            except UnreadError as error:
                self.record.problem(error, beginning(part))
            except (ex.LanguageError, RecursionError) as error:
                self.record.problem(UnreadError(beginning(part), f"this cannot be read: {error}."))
        self._settle_labels()

    def _part(self, part: Part, place: int) -> None:
        match part:
            case Directive():
                self._directive(part)
            case Prose():
                self._prose(list(items(part.tokens)))
            case Display():
                self._display(part, self._following(place))
            case Opening():
                self._open(part)
            case Closing():
                self._close(part)
            case Label():
                self.scopes.label(part.name)
            case Break() | Section():
                self._sentence_ends(part)
            case Broken():
                self.record.problem(part.error)

    def _following(self, place: int) -> list[Item]:
        following = self.content[place + 1] if place + 1 < len(self.content) else None
        return list(items(following.tokens[:400])) if isinstance(following, Prose) else []

    def _sentence_ends(self, part: Part) -> None:
        self._end_sentence()
        self.scopes.paragraph_ends()
        if isinstance(part, Section):
            self.before = []

    def _open(self, part: Opening) -> None:
        self._end_sentence()
        cited = [name for item in items(part.title) if not isinstance(item, Word | Inline) for name in item.labels]
        kind = self.scopes.open(part.environment, self.expander.theorems.get(part.environment, ""), cited, part.at)
        self.speech.begin(kind)
        self.before = []

    def _close(self, part: Closing) -> None:
        self._end_sentence()
        proved, proof = self.scopes.close(part.environment)
        for claim_id in proved if proof else ():
            self.record.give_reason(claim_id, Reason("its proof", rules=RULES, claims=proof))
        for label, claims in self.scopes.labelled():
            self.record.labels.setdefault(label, []).extend(claims)
        self.speech.begin(self.scopes.default)
        self.before = []

    # ------------------------------------------------------------------ directives

    def _directive(self, directive: Directive) -> None:
        for tokens in self.directives.statements(list(self.expander.expanded(directive.tokens))):
            try:
                if (rest := self.directives.taken(tokens)) is None:
                    continue
                (word, content), before = rest, set(self.notation.meanings)
                if word == "define":
                    self.record.defined(define(content, self.notation), directive.at)
                elif word in {"given", "tacit"}:
                    said = list(assertions(mathematical(content), self.notation))
                    for says in said:
                        self.notation.settle(says)
                    self.scopes.assume([closed(a) for a in said], tacit=word == "tacit")
                else:
                    comes = stated(content, self.notation, directive.at) or declare(content, self.notation)
                    self.scopes.assume(comes, tacit=False)
                self.directives.declared(set(self.notation.meanings) - before, directive.at)
            except UnreadError as error:
                self.record.problem(error, directive.at)

    # ------------------------------------------------------------------ prose

    def _prose(self, heard: list[Item]) -> None:
        heard = [item for item in heard if not isinstance(item, Inline) or mathematical(item.tokens)]
        for place, item in enumerate(heard):
            if isinstance(item, Word) and item.text == ".":
                self._fix()
                self._reasons_after(item.at)
                self._properties(item.at)
            if isinstance(item, Word) and item.text.lower() in {"case", "otherwise", "conversely"}:
                self.scopes.case()
            before, said = self.speech.mode, self.speech.hear(item)
            if before == SUPPOSED and self.speech.mode != SUPPOSED:
                self._properties(item.at)
            if said == "range" and isinstance(item, Inline) and mathematical(item.tokens) in self.settled:
                self.speech.ranges.pop()
            if isinstance(item, Inline):
                self._inline(item, said, heard[place + 1 : place + 12])

    def _end_sentence(self) -> None:
        self._fix()
        at = next((t for tokens in self.speech.inline for t in tokens), None)
        if at is not None:
            self._reasons_after(at)
            self._properties(at)
        self.speech.begin(self.scopes.default)

    def _properties(self, at: Token) -> None:
        """Take what the sentence supposes in words."""
        speech = self.speech
        supposing = speech.mode in {SUPPOSED, CLAIMED} and _SUPPOSES.search(speech.sentence)
        if not (supposing or self.scopes.supposes):
            return
        words = re.split(r"\bthen\b", speech.sentence)[0]
        try:
            for says in supposed(words, speech.inline, self.notation, at):
                self.scopes.assume([says], local=False)
                self.record.given(says, at)
        except UnreadError as error:
            self.record.problem(error, at)
            self.scopes.unread(at, frozenset().union(*(names_in(t, self.notation) for t in speech.inline)))

    def _inline(self, item: Inline, said: str, following: Sequence[Item]) -> None:
        content = mathematical(item.tokens)
        if declares(content):
            self._declare(content, said)
            return
        if not any(t.text in RELATIONS or t.text in ORDERS or t.text in {"\\coloneqq", "\\triangleq"} for t in content):
            return
        if said in {"range", ASIDE}:
            return
        if said == CLAIMED and not self.scopes.states:
            if not says_how_it_moves(content):
                return
            said = SUPPOSED
        after = self._after(following)
        self._relations(segments(item.tokens, "inline"), said, item.at, after, display=False)

    def _declare(self, content: list[Token], said: str) -> None:
        """Let names stand for what a sentence says that they are, unless that was declared otherwise."""
        names = content[: next((i for i, t in enumerate(content) if t.text in {"\\in", *MAPPING}), 0)]
        try:
            fresh = self.notation.copy()
            comes = declare(content, fresh)
            self.notation.adopt(fresh, self.directives.places)
            if said in {SUPPOSED, DEFINED}:
                self.scopes.assume(comes, local=self.speech.local)
        except UnreadError as error:
            if said in {SUPPOSED, DEFINED, "range"}:
                self.notation.unread(names, f"what {plain(content)} says is not read: {error.message}")

    def _after(self, following: Sequence[Item]) -> list[tuple[str, list[Token]]]:
        """Return the condition that the words after a formula put it under; it is about nothing that follows."""
        found = condition_after(following)
        self.settled += [tokens for _, tokens in found]
        return found

    # ------------------------------------------------------------------ displays

    def _display(self, display: Display, following: Sequence[Item]) -> None:
        names = labels_of(display.tokens)
        self.scopes.seen.update(names)
        role = self.directives.role(names, display.at)
        if not role and not self.scopes.inside and not self.assumed.isdisjoint(names):
            role = HYPOTHESIS
        try:
            found = segments(display.tokens, display.environment)
        except UnreadError as error:
            self.record.unread(error, display.at)
            return
        if role == SKIP:
            return
        said = {DEFINITION: DEFINED, HYPOTHESIS: SUPPOSED}.get(role) or (CLAIMED if role else self.speech.mode)
        if said == SUPPOSED:
            self._properties(display.at)
        said = CLAIMED if said == ASIDE else said
        if said == SUPPOSED and all(declares(mathematical(tokens_of(segment))) for segment in found):
            for segment in found:
                self._declare(mathematical(tokens_of(segment)), said)
            return
        forced = role == DEFINITION
        after = [] if ends_sentence(display.tokens) else self._after(following)
        self._relations(found, said, display.at, after, display=True, forced=forced)
        if ends_sentence(display.tokens):
            self._fix()
            self.speech.begin()

    def _relations(
        self,
        found: Sequence[Segment],
        said: str,
        at: Token,
        ranges: Sequence[tuple[str, list[Token]]],
        *,
        display: bool,
        forced: bool = False,
    ) -> None:
        """Take the assertions of a display, or of a formula in a sentence, for what they are said to be."""
        claims: list[tuple[Found, int]] = []
        for number, segment in enumerate(found):
            if self._names(segment, said) and self._defines(segment, said, forced=forced):
                continue
            if said != CLAIMED or self.scopes.states:
                segment.conditions += [("forall", mathematical(tokens)) for tokens in self.speech.ranges]
            segment.conditions += [(kind, mathematical(tokens)) for kind, tokens in ranges]
            fixes = says_what_it_is(segment, self.notation)
            for relation in found_in(segment, self.notation):
                if relation.defines is not None:
                    self._note_definition(relation.defines, relation.link.at)
                elif said in {SUPPOSED, DEFINED} or (fixes and relation.first):
                    self._suppose(relation)
                else:
                    claims.append((relation, number))
        if claims:
            self._claims(claims, at, display=display)

    def _names(self, segment: Segment, said: str) -> bool:
        """Whether an equation may give a name here: not one that a sentence supposes of a letter, as "if a = b"."""
        named = self.speech.word in {"let", "set", "write"} or any(t.text == "(" for t in segment.start)
        return said != SUPPOSED or named

    def _suppose(self, relation: Found) -> None:
        if relation.error is not None:
            self.record.unread(relation.error, relation.link.at)
            self.scopes.unread(relation.link.at, names_in(relation.tokens, self.notation))
        elif relation.says is not None:
            says = closed(relation.says, vectors=self.scopes.supposes)
            self.notation.settle(says)
            self.record.given(says, relation.link.at)
            self.scopes.assume([says], local=self.speech.local)

    def _defines(self, segment: Segment, said: str, *, forced: bool) -> bool:
        """Whether an assertion gives a name; if so, the name stands for it from then on."""
        if not segment.links or segment.links[0].sign not in {"=", ":="}:
            return False
        left, link = segment.start, segment.links[0]
        new = is_new(left, self.notation, self.elsewhere()) and not occurs(left, link.right)
        if not forced and link.sign == "=" and not new:
            return False
        try:
            ranges = [mathematical(tokens) for kind, tokens in segment.conditions if kind == "forall"]
            bound = [ex.range_variable(s) for tokens in ranges for s in spans(tokens, self.notation, link.at)]
            with self.notation.binding(bound):
                definition = defined(left, link.right, self.notation)
            self._note_definition(definition, link.at)
            for variable in bound:
                if not self.notation.meaning(variable.name):
                    self.notation.declare(variable.name, variable)
        except UnreadError as error:
            self.record.unread(error, link.at)
            self.notation.unread(left, f"its definition in line {link.at.place[0]} is not read.")
        if len(segment.links) > 1:
            rest = Segment(link.right, segment.links[1:], segment.conditions)
            self._relations([rest], SUPPOSED if said == DEFINED else said, link.at, (), display=False)
        return True

    def _note_definition(self, definition: ex.Definition, at: Token) -> None:
        self.record.defined(definition, at)
        self.defined_in[definition.name] = self.scopes.place

    def elsewhere(self) -> set[str]:
        """Return the names that were defined in a statement or proof that is closed: they may be defined anew."""
        return {name for name, place in self.defined_in.items() if place not in self.scopes.places}

    # ------------------------------------------------------------------ claims

    def _claims(self, found: Sequence[tuple[Found, int]], at: Token, *, display: bool) -> None:
        """Make a claim of each relation; its id is that of its label, of its statement, or of its line."""
        labels = list(dict.fromkeys(relation.link.label for relation, _ in found if relation.link.label))
        base = labels[0] if len(labels) == 1 else self.scopes.name or f"line{at.place[0]}"
        bases = [relation.link.label or base for relation, _ in found]
        names = {name: iter(self.record.ids(name, bases.count(name))) for name in dict.fromkeys(bases)}
        self._fix()
        own = self.scopes.given
        firsts: dict[int, str] = {}
        made: list[str] = []
        for (relation, segment), name in zip(found, bases, strict=True):
            claim_id = next(names[name])
            if relation.error is not None:
                self.record.unread(relation.error, relation.link.at)
                continue
            chained = sum(other == segment for _, other in found) > 1
            standing, tacit = self.scopes.throughout([relation.says, *own, *self.scopes.presupposed])
            self.record.claim(
                claim_id,
                relation.says,
                relation.link.at,
                kind="statement" if self.scopes.states else "step",
                given=list(dict.fromkeys([*standing, *own, *definitions(relation.says)])),
                tacit=list(dict.fromkeys([*tacit, *self.scopes.presupposed, *self.scopes.not_read([relation.says])])),
                reason=self._reason(relation, claim_id),
                chain=firsts.setdefault(segment, claim_id) if chained else "",
            )
            made.append(claim_id)
            if relation.link.label:
                self.record.labels.setdefault(relation.link.label, []).append(claim_id)
            if relation.link.mark:
                self.marks.setdefault(re.sub(r"\W|text", "", relation.link.mark), []).append(claim_id)
        self.scopes.claimed(made)
        if display:
            self.before = made

    def _fix(self) -> None:
        """Suppose what "for t in [0, T], ..." says of the variables that it fixes, for the rest of an argument."""
        for tokens in () if self.scopes.states else self.speech.ranges:
            content = mathematical(tokens)
            try:
                found = [s for s in spans(content, self.notation, content[0]) if isinstance(s, ex.Assertion)]
                for says in found:
                    self.notation.settle(says)
                self.scopes.assume(found, local=True)
            except UnreadError:
                self.scopes.unread(content[0], names_in(content, self.notation))
        if not self.scopes.states:
            self.speech.ranges = []

    def _reason(self, relation: Found, claim_id: str) -> Reason:
        """Return the reason beside a relation, or that of the sentence around it."""
        said = self.directives.reason()
        if said is not None:
            self.unsettled.append((claim_id, said[1], relation.link.at))
            return citing.reason(said[0], (), beside=True)
        if relation.link.reason:
            words = " ".join(relation.link.reason)
            self.unsettled.append((claim_id, citing.labels_in(words), relation.link.at))
            return citing.reason(citing.shown(words), (), beside=True)
        if self.scopes.states:
            return Reason(citing.NO_REASON, rules=RULES)
        if self.speech.labels:
            self.unsettled.append((claim_id, tuple(self.speech.labels), relation.link.at))
        drawn = self.before if self.speech.draws and relation.first else ()
        words = self.speech.reason or (self.speech.sentence if drawn else "")
        return citing.reason(citing.spoken(words, self.speech.inline), drawn, beside=False)

    def _reasons_after(self, at: Token) -> None:
        """Take the reasons that a sentence after a display gives for its relations."""
        sentence, labels = self.speech.sentence, self.speech.labels
        marked = citing.marked(sentence)
        for mark, words, start in marked:
            for claim_id in self.marks.get(mark, ()):
                self._explain(claim_id, words, citing.labels_within(sentence, start, words, labels), at)
        place = citing.step_named(sentence)
        if place is not None and not marked and self.before and place < len(self.before):
            self._explain(self.before[place], sentence, labels, at)

    def _explain(self, claim_id: str, words: str, labels: Sequence[str], at: Token) -> None:
        said = citing.spoken(words, self.speech.inline)
        self.record.give_reason(claim_id, citing.reason(said, (), beside=False))
        if "⟨ref⟩" in words:
            self.unsettled.append((claim_id, tuple(labels), at))

    def _settle_labels(self) -> None:
        """Put claims in the place of the labels that reasons refer to."""
        known = {claim.id: claim for claim in self.record.claims}
        for claim_id, labels, at in self.unsettled:
            cited = [c for label in labels for c in self.record.labels.get(label, ()) if c != claim_id]
            missing = [name for name in labels if name not in self.record.labels and name not in self.scopes.seen]
            for name in missing:
                self.record.problem(UnreadError(at, f"the label {name!r} is referred to and does not exist."))
            if claim_id in known and cited:
                reason = known[claim_id].reason
                claims = tuple(dict.fromkeys([*reason.claims, *cited]))
                self.record.give_reason(claim_id, Reason(reason.text, rules=reason.rules, claims=claims))
