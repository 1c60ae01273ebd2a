"""A ``.tex`` file as a document: what its displays and statements claim, with what is supposed where they stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.documents import Document
from proofcheck.lang.shapes import ill_typed
from proofcheck.latex import announced
from proofcheck.latex.about import introduced, names_of, signed_in
from proofcheck.latex.assertions import equivalence
from proofcheck.latex.bases import called_by_words
from proofcheck.latex.beforehand import Beforehand, Written
from proofcheck.latex.brackets import without_components
from proofcheck.latex.chapters import Chapter, finish, in_chapters
from proofcheck.latex.claiming import taken, taken_in_sentence
from proofcheck.latex.conditions import condition_after, is_put_under, ranges_on_its_own
from proofcheck.latex.continuing import following, joined
from proofcheck.latex.counting import counted
from proofcheck.latex.denying import denial, denied
from proofcheck.latex.directives import DEFINITION, HYPOTHESIS, SKIP, Directives
from proofcheck.latex.distributions import is_drawn
from proofcheck.latex.drawn import is_plainly_drawn
from proofcheck.latex.ending import CONTRADICTION, end_suppositions, leave_out, taken_back
from proofcheck.latex.environments import begins_part, is_list
from proofcheck.latex.epithets import take_condition, take_kind, take_name
from proofcheck.latex.excepting import in_order
from proofcheck.latex.existing import claims_existence
from proofcheck.latex.extrema import said_of
from proofcheck.latex.files import beside, opened, sidecar
from proofcheck.latex.fixing import fix
from proofcheck.latex.forms import (
    by_cases,
    declares,
    draws,
    ends_sentence,
    equivalent,
    in_doubt,
    labels_of,
    names_function,
    names_in,
    names_or_letters,
    sets_number,
    tokens_of,
    updates,
)
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Item, Word, as_sentence, items
from proofcheck.latex.hearing import (
    conclude,
    decomposed,
    meant,
    retract,
    sign_of_step,
    step_sizes,
    take_declaration,
    take_words,
)
from proofcheck.latex.in_passing import by_chance, take_title
from proofcheck.latex.inducting import of_bound
from proofcheck.latex.italic_words import with_names
from proofcheck.latex.leaving import Leaving
from proofcheck.latex.listing import hear_list, one_of_listed, supposed_of_all, without_range
from proofcheck.latex.macros import Expander
from proofcheck.latex.named_suppositions import with_named_suppositions
from proofcheck.latex.naming_anew import (
    announce,
    begins_sequence,
    called,
    constant_terms,
    defines,
    described_under,
    named_in_range,
    said_in_passing,
    says_sign,
    sought_vaguely,
    spells_out,
    without_signs,
)
from proofcheck.latex.notation import Likely, Notation, Step
from proofcheck.latex.numbered import of_each
from proofcheck.latex.posing import names_alone, names_objective, poses_problem
from proofcheck.latex.raised_indices import with_indices_below
from proofcheck.latex.random_beforehand import take_chance
from proofcheck.latex.reasoning import Reasons
from proofcheck.latex.record import Record
from proofcheck.latex.relations import LONGEST_DISPLAY, gives_name, segments
from proofcheck.latex.retyping import Guesses, proposal, refusal
from proofcheck.latex.samples import takes_sample
from proofcheck.latex.scopes import Scopes
from proofcheck.latex.sets import is_subgradient
from proofcheck.latex.shorthand import spelled_out
from proofcheck.latex.source import Source, Token, UnreadError, as_unread, lex
from proofcheck.latex.speech import ASIDE, CLAIMED, DEFINED, SUPPOSED, Speech
from proofcheck.latex.stand_ins import leave_array
from proofcheck.latex.steps import begin
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
from proofcheck.latex.subjects import takes_subject
from proofcheck.latex.tags import with_tags
from proofcheck.latex.telling import take_directive
from proofcheck.latex.told import Told
from proofcheck.latex.tongue import loses_nothing, spoken, supposed_labels, unheard
from proofcheck.latex.turning import joins_cases, turn
from proofcheck.latex.unapplied import without_arguments
from proofcheck.latex.unsaid import hear_notes, left, noted, without_questions
from proofcheck.latex.vocabulary import ORDERS, RELATIONS
from proofcheck.latex.witnesses import chooses_witness
from proofcheck.latex.worded import awaited


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
    reasons: Reasons
    told: Told
    leaving: Leaving
    seen: Beforehand
    chapter: Chapter
    assumed: frozenset[str] = frozenset()
    """The labels of displays that a sentence supposes, such as "suppose that (2) holds"."""
    speech: Speech = field(default_factory=Speech)
    scopes: Scopes = field(default_factory=Scopes)
    defined_in: dict[str, int] = field(default_factory=dict)
    """In which part of the text a name was defined."""
    settled: list[list[Token]] = field(default_factory=list)
    """Conditions that stand after the formula that they are about."""
    retyped: Mapping[str, Likely] = field(default_factory=dict)
    """What letters are taken for since an earlier reading gave formulas with them no meaning."""
    reconsidered: dict[str, Likely] = field(default_factory=dict)
    """What others would have to be."""
    made: Document | None = None

    @classmethod
    def of(cls, path: Path, text: str | None = None, edited: Mapping[Path, str] | None = None) -> "Reading":
        """Read a file, or ``text`` for it, with ``edited`` texts of those that it takes in; again for late naturals."""
        main, problems = opened(path, text)
        expander = Expander(lambda name: beside(path, name, edited or {}))
        content = with_names(with_tags(with_indices_below([*joined(parts_of(expander.expanded(lex(main))))])))
        content, items_named = with_named_suppositions(without_arguments(spelled_out(content)), expander.known)
        prose = [part.tokens for part in content if isinstance(part, Prose)]
        assumed, heard = supposed_labels(prose), spoken(prose)
        beside_it, not_heard = sidecar(path), unheard(heard, content)
        said = [*Directives().of_sidecar(beside_it)] if beside_it is not None else []

        def read(chapter: Chapter, step: Step | None, naturals: frozenset[str], retyped: Guesses) -> Reading:
            notation = chapter.seen.notation(retyped, naturals)
            if step is not None:
                begin(step, notation, next(iter(chapter.seen.first.values())))
            record = chapter.record(notation, [*problems, *expander.problems])
            about = Reasons(record), Told(notation), Leaving(notation), chapter.seen
            made = cls(path, main, chapter.content, notation, record, Directives(), expander, *about, chapter, assumed)
            made.retyped = retyped
            made.scopes.unheard, made.scopes.speech, made.scopes.items_named = not_heard, made.speech, items_named
            made.read(said)
            return made

        return in_chapters(content, said, Written.of(content, heard), read)

    @property
    def lost(self) -> int:
        """How many relations are not read, or are claims that cannot be told from something else."""
        return self.record.lost + len(self.record.claims) - len(self.document().claims)

    def document(self) -> Document:
        """Return what was read as a document; it is made once."""
        self.made = self.made or self.record.document(self.path)
        return self.made

    # ------------------------------------------------------------------ parts

    def read(self, said: Sequence[Directive] = ()) -> None:
        """Go through the document, or a chapter of it, with what is ``said`` beside it."""
        self.chapter.begins(self, said)
        for place, part in enumerate(self.content):
            if self.chapter.breaks_off(self, part):
                break
            if self.directives.off and not isinstance(part, Directive):
                continue
            try:
                self._part(part, place)
            except Exception as error:  # a mistake of the reader's costs one part
                if (at := beginning(part)) is not None:
                    self.scopes.unread(at, names_or_letters(formulas(part), self.notation))
                self.record.problem(as_unread(error, at), at)
                self.speech.begin(self.scopes.default)
        announced.close(self)
        if self.chapter.last:
            finish(self)

    def _part(self, part: Part, place: int) -> None:
        match part:
            case Directive():
                take_directive(self, part)
            case Prose():
                hear_notes(self, part.tokens)
                self.hear(list(items(part.tokens)))
            case Display():
                self._display(noted(self, part), counted(following(self.content, place))[0])
            case Opening():
                self._open(part)
            case Closing():
                self.close(part.environment)
            case Label():
                self.scopes.label(part.name)
            case Break() | Section():
                self.end_sentence(part.at if isinstance(part, Section) else None)
                announced.paragraph_ends(self, part)
            case Broken():
                self.record.broken(part.error, part.relations)
                self.scopes.unread(part.at, names_or_letters(part.tokens, self.notation))

    def _open(self, part: Opening) -> None:
        listed = announced.lists_hypotheses(self, part)
        self.speech.alternatives |= is_list(part.environment) and self.speech.lists_alternatives
        self.end_sentence(part.at)
        called = "Assumptions" if listed else self.expander.known.theorems.get(part.environment, "")
        begins = begins_part(part.environment, called)
        if begins:
            announced.close(self)
        titled = [*items(part.title)]
        cited = [name for item in titled if not isinstance(item, Word | Inline) for name in item.labels]
        cited = cited or ([] if titled else announced.proved_next(self))
        self.speech.begin(self.scopes.open(part.environment, called, cited, part.at, as_sentence(titled)[0]))
        if begins and self.scopes.states:
            take_title(self, *as_sentence(titled), part.at)
            self.leaving.statement_begins()
            self.speech.labels_before = []
        announced.part_begins(self)
        self.reasons.anew()

    def close(self, environment: str) -> None:
        """Close an environment, or what was opened as one."""
        self.end_sentence()
        self.speech.closes(environment)
        announced.example_ends(self, environment)
        place, argues = self.scopes.place, self.scopes.proving
        proved, proof = self.scopes.close(environment)
        if argues and self.scopes.place != place:
            self.notation.leave(name for name, where in self.defined_in.items() if where == place)
        self.reasons.proved(proved, proof)
        for label, claims in self.scopes.labelled():
            self.record.labels.setdefault(label, []).extend(claims)
        self.speech.begin(self.scopes.default)
        self.reasons.anew()

    # ------------------------------------------------------------------ prose

    def hear(self, heard: list[Item]) -> None:
        """Hear what a paragraph says, or a title."""
        heard = without_questions(self, [i for i in heard if not isinstance(i, Inline) or mathematical(i.tokens)])
        heard, doubtful = counted(in_order(heard))
        for letter in doubtful:
            self.scopes.unread(letter.at, names_in(letter.tokens, self.notation), "integer")
        for place, item in enumerate(heard):
            if isinstance(item, Word) and self.speech.begins_with(item.text):
                self.end_sentence()
            if isinstance(item, Word) and item.text == "." and not self.speech.abbreviated:
                fix(self)
                self.reasons.after(self.speech, item.at)
                take_words(self, item.at)
            turn(self, item)
            announced.begin(self, item, heard[place + 1 : place + 8])
            ranging = isinstance(item, Inline) and ranges_on_its_own(heard[place + 1 : place + 4])
            before, said = self.speech.mode, self.speech.hear(item, ranging=ranging)
            self.scopes.item_begins(item.at)
            if isinstance(item, Word) and joins_cases(self.speech):
                self.scopes.cases_end()
            self.scopes.induction_step()
            adds = self.speech.adds and not taken_back(self, heard[place + 1 : place + 12], item.at)
            if adds and self.scopes.go_on(self.speech.labels):
                self.leaving.statement_goes_on()
            if before == SUPPOSED and self.speech.mode != SUPPOSED:
                take_words(self, item.at)
            said = without_range(self, item) if said == "range" and isinstance(item, Inline) else said
            if isinstance(item, Inline):
                try:
                    self._inline(item, said, heard[place + 1 : place + 24])
                except Exception as error:  # a mistake of the reader's costs one formula
                    self.leave(as_unread(error, item.at), item.at, names_or_letters(item.tokens, self.notation))

    def end_sentence(self, after: Token | None = None) -> None:
        """End the sentence that is being heard."""
        fix(self)
        at = next((t for tokens in self.speech.inline for t in tokens), after)
        if at is not None:
            self.reasons.after(self.speech, at)
            take_words(self, at)
        self.speech.begin(self.scopes.default)

    def reconsider(self, read: Callable[[Notation], object], tokens: Sequence[Token]) -> None:
        """Look for what letters that were guessed would have to be for a formula to be read."""
        told, uses = {**self.retyped, **self.reconsidered}, self.seen.uses
        why = partial(refusal, read)
        self.reconsidered |= proposal(why, tokens, self.notation, told, uses, self.chapter.futile)

    def suppose(self, says: Any, at: Token, *, local: bool) -> None:
        """Suppose something from here on; what has no meaning is not supposed, but noted."""
        says = supposed_of_all(self, says, at)
        mismatch = ill_typed(says)
        if mismatch is None:
            self.notation.settle(says)
            self.scopes.anew(signed_in(says))
            self.scopes.renew(signed_in(says), values=True)
            self.scopes.introduces(frozenset(introduced(says)), says)
            self.record.given(says, at)
            self.scopes.another_case(says)
            around = [*said_of(self.notation, [says]), says]  # what is an infimum says something of what varies, too
            self.scopes.assume([*around, *of_bound(self, says)], local=local, passing=local and self.speech.passing)
            meant(self, says, at)
            return
        message = f"what is supposed has no meaning: at {mismatch.at}, {mismatch.left} meets {mismatch.right}."
        self.record.unread(UnreadError(at, message), at)
        self.scopes.unread(at, names_of([says]))

    def _inline(self, item: Inline, said: str, following: Sequence[Item]) -> None:
        hear_list(self, tokens := mathematical(item.tokens), said)
        item = item if (listed := of_each(tokens)) is tokens else Inline(listed, item.at)
        content = without_components(listed)
        if CONTRADICTION.issuperset(t.text for t in content):
            self.scopes.contradicted()
        drawn = takes_sample(self, content, following) or called_by_words(self, content, following)
        if drawn or names_alone(self, content, item.at) or is_drawn(self, content, said):
            return
        content = one_of_listed(content, self.notation)
        sign_of_step(self, content, item.at)
        if said == SUPPOSED and self.scopes.argues and self.speech.claims_again and is_put_under(following):
            said = self.speech.mode = CLAIMED
        said = DEFINED if gives_name(content) or updates(content, self.notation) else said
        if (constant := constant_terms(self, content, said)) and not denied(self.speech, following, SUPPOSED):
            item, content, said = Inline(constant, item.at), constant, SUPPOSED
            self.speech.local, self.speech.word = True, "with"
        if below := is_subgradient(content, self.notation):
            said = CLAIMED if said == CLAIMED and self.speech.word and not self.speech.singles_out else SUPPOSED
        elif declares(content):
            take_declaration(self, content, said)
            take_kind(self, item.at)
            return
        if not any(t.text in RELATIONS or t.text in ORDERS or t.text in {"\\coloneqq", "\\triangleq"} for t in content):
            take_name(self, content, following)
            return
        anew = said == CLAIMED and called(self, content)
        said = DEFINED if anew or (said == "range" and named_in_range(self, content)) else said
        reports = self.speech.reports and sets_number(content, self.notation)
        given = content in self.settled and (said == CLAIMED or self.scopes.supposes or self.speech.restricts)
        if said == "range" or given or (said == CLAIMED and reports):
            return
        if said in {CLAIMED, ASIDE} and claims_existence(self, item, following):
            return
        if said != DEFINED and equivalent(self.speech.sentence, following):
            self.leave(equivalence(item.at), item.at, in_doubt(names_in(content, self.notation), self.notation))
            return
        ended = retract(self, content, following) or chooses_witness(self, content, said)
        if ended or denied(self.speech, following, said, argued=self.scopes.argues):
            self.leave(denial(item.at, self.speech), item.at, names_in(content, self.notation))
            return
        if said == CLAIMED and self.scopes.states and self.speech.finds:
            self.scopes.unread(item.at, in_doubt(names_in(content, self.notation), self.notation), "what is to exist")
            return
        if said == SUPPOSED and self.speech.word == "find" and (sought := sought_vaguely(self, content)):
            self.scopes.unread(item.at, sought, "what is looked for")
            return
        new = names_function(content, self.notation, self.elsewhere())
        if new and said != DEFINED and self.speech.exemplifies and not self.scopes.argues:
            return
        if new and by_cases(content, following, self.speech.inline[:-1]):
            error = UnreadError(item.at, "what is defined by cases in words cannot be said yet: write them as cases.")
            self.notation.unread(content, error, f"its definition in line {item.at.place[0]} is not read", anew=True)
            self.leave(error, item.at, names_in(content, self.notation))
            return
        signs = said in {ASIDE, CLAIMED} and not below and says_sign(self, content, following)
        said = SUPPOSED if signs or takes_subject(self, content, said, following) else said
        if said in {ASIDE, CLAIMED} and self.scopes.proving:
            conclude(self, content)
        if said in {ASIDE, CLAIMED} and not below:
            drawn = said == CLAIMED and is_plainly_drawn(self, content, following)
            if (said := said_in_passing(self, content, said, following, new=new)) == ASIDE and not drawn:
                leave_array(content, self.notation)
                return
            said = CLAIMED if said == ASIDE else said
        if said == CLAIMED:
            by_chance(self, content, following)
            leave_out(self)
            take_condition(self, following, item.at)
        after = self.after(following, item.at, supposes=said != CLAIMED)
        self.speech.awaits = awaited(following, read=bool(after))
        taken_in_sentence(self, item.tokens, said, item.at, after, forced=anew)

    def leave(self, error: UnreadError, at: Token, names: frozenset[str]) -> None:
        """Leave something that is not read, and in doubt what it is about."""
        self.record.unread(error, at)
        self.scopes.unread(at, names)

    def after(self, following: Sequence[Item], at: Token, *, supposes: bool) -> list[tuple[str, list[Token]]]:
        """Return the condition that the words after a formula put it under; it is about nothing that follows."""
        found = condition_after(following, self.speech.inline[-1] if supposes and self.speech.inline else ())
        self.settled += [tokens for _, tokens in found]
        return without_signs(self, found, at) if supposes else found

    # ------------------------------------------------------------------ displays

    def _display(self, display: Display, following: Sequence[Item]) -> None:
        decomposed(self, display.at)
        end_suppositions(self)
        names = labels_of(display.tokens)
        self.scopes.row_begins(names)
        role = self.directives.role(names, display.at)
        short = len(display.tokens) <= LONGEST_DISPLAY
        if short and any(takes(self, display.tokens, display.at) for takes in (names_objective, poses_problem)):
            return
        if not role and (loses_nothing(display.tokens) or not (self.scopes.inside or self.assumed.isdisjoint(names))):
            role = HYPOTHESIS
        if not role and not ends_sentence(display.tokens):
            announce(self, following)
        if not role and self.speech.mode in {CLAIMED, ASIDE} and claims_existence(self, display, following):
            return
        try:
            found = segments(display.tokens, display.environment)
        except UnreadError as error:
            self.leave(error, display.at, in_doubt(names_in(display.tokens, self.notation), self.notation))
            return
        after = [] if ends_sentence(display.tokens) else following
        if role == SKIP or (not role and found and left(self, display, after, following)):
            return
        said = {DEFINITION: DEFINED, HYPOTHESIS: SUPPOSED}.get(role) or (CLAIMED if role else self.speech.mode)
        if said == SUPPOSED:
            take_words(self, display.at)
            if not role and self.speech.concludes and not draws(following):
                said = self.speech.mode = CLAIMED
        elif self.speech.inline and self.speech.sets_the_scene and not self.scopes.inside:
            take_words(self, display.at)
        take_chance(self, display.at)
        introduced = not (role or self.scopes.argues) and (self.speech.presents or spells_out(self, found))
        introduced |= not role and bool(found) and takes_subject(self, tokens_of(found[0]), said, following)
        if not role and (word := self.speech.describes):
            said, self.speech.mode, self.speech.word, self.speech.local = SUPPOSED, SUPPOSED, word, word == "under"
            take_words(self, display.at)
        said = SUPPOSED if introduced else DEFINED if defines(self, found, role) else CLAIMED if said == ASIDE else said
        if said == SUPPOSED and all(declares(mathematical(tokens_of(segment))) for segment in found):
            for segment in found:
                take_declaration(self, mathematical(tokens_of(segment)), said)
            return
        supposes = said != CLAIMED or begins_sequence(self, found)
        if said == CLAIMED:
            by_chance(self, display.tokens, after)
            take_condition(self, after, display.at)
        conditions = self.after(after, display.at, supposes=supposes) + described_under(self, display.tokens)
        self.speech.awaits = awaited(after, read=bool(conditions))
        taken(self, found, said, display.at, conditions, display=True, forced=role == DEFINITION)
        self.passes(display)

    def passes(self, display: Display) -> None:
        """Go on after a display."""
        if ends_sentence(display.tokens):
            fix(self, claims=self.scopes.states)
            self.reasons.hear(self.speech.sentence)
            self.speech.begin()
        else:
            self.speech.pass_display()

    def note_definition(self, definition: ex.Definition, at: Token) -> None:
        """Let a name stand for something from here on."""
        self.record.defined(definition, at)
        self.defined_in[definition.name] = self.scopes.place
        self.told.items[definition.name] = self.speech.item
        if self.notation.step is not None and definition.name == self.notation.step.following:
            step_sizes(self, definition.value)

    def elsewhere(self) -> set[str]:
        """Return the names that were defined in a statement or proof that is closed: they may be defined anew."""
        return {name for name, place in self.defined_in.items() if place not in self.scopes.places}
