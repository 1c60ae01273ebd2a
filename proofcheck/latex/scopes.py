"""What may be supposed where: for the whole document, in a statement and its proof, in a paragraph or a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import (
    bounded,
    bounds_numbers,
    concerning,
    counts,
    differ,
    implied,
    introduced,
    is_number,
    is_sign,
    is_value,
    names_of,
    only_bounds,
    opposed,
)
from proofcheck.latex.doubts import doubt
from proofcheck.latex.elsewhere import SECTION, Elsewhere
from proofcheck.latex.environments import answers, kind_of_part, passes, poses
from proofcheck.latex.inducting import begins_step
from proofcheck.latex.notation import named
from proofcheck.latex.parts import Scope, last_stated
from proofcheck.latex.phrases import ADDED, ANY_ONE, OF_CASE, THIS_PARAGRAPH, THIS_SECTION, is_contrary
from proofcheck.latex.source import Token
from proofcheck.latex.speech import SUPPOSED
from proofcheck.latex.vocabulary import words

_INTRODUCING = words("let fix consider suppose assume given take")
_HYPOTHETICAL = words("suppose assume supposing assuming if")


@dataclass(slots=True)
class Scopes(Elsewhere):
    """The parts that are open, and what stands throughout."""

    paragraph: list[Any] = field(default_factory=list)
    _conditions: list[tuple[int, Any]] = field(default_factory=list)
    """What is supposed in passing in what is open, "if n > 2", and as which condition."""
    _announced: list[tuple[int, Any]] = field(default_factory=list)
    """Those of them under which a list of claims stands."""
    _condition_in: int = -1
    """In which sentence the last of them stands."""
    _said_in: dict[Any, tuple[int, int]] = field(default_factory=dict)
    """In which paragraph and sentence something was supposed that ends where its names are introduced again."""
    _contrary: list[Any] = field(default_factory=list)
    """What is supposed in order to be refuted."""
    _of_sections: list[tuple[int, list[Any]]] = field(default_factory=list)
    """What is supposed for a section, with its level."""
    _ranges: list[Any] = field(default_factory=list)
    """Over what an argument goes: "for $x > 0$, ..."."""
    _case: int | None = None
    """The level of the section that is open, where it is about one of several cases."""
    _exemplary: list[Any] = field(default_factory=list)
    """What is supposed for an example in this paragraph."""
    _last_supposed: list[Any] = field(default_factory=list)
    """What was supposed last, and only supposed."""
    _left: list[Any] = field(default_factory=list)
    """What this paragraph does not suppose: "without convexity", "for nonconvex $f$"."""
    _sought: set[Any] = field(default_factory=set)
    """What is supposed of something that is looked for."""
    _heard_in: dict[Any, int] = field(default_factory=dict)
    """In which sentence something was supposed last."""
    _claimed_before: dict[Any, int] = field(default_factory=dict)
    """How much was claimed before something was supposed."""

    # ------------------------------------------------------------------ parts

    def open(self, environment: str, title: str, cited: Sequence[str], at: Token, head: str = "") -> str:
        """Open an environment, and return what mathematics in it is by default; ``head`` says what it proves."""
        kind = kind_of_part(environment, title)
        self._number += 1
        if kind:
            self._end_conditions([one for _, one in self._conditions if one in self.paragraph])
            self._conditions = []
        scope = Scope(environment, title or environment, kind, passes=passes(environment, title), number=self._number)
        around = self._inner if kind in {"statement", "aside"} and self.argues else None
        if kind == "statement":
            scope.name = f"{environment}{at.place[0]}"
            self.statements.append(scope)
        self.speech.defining = kind == "supposition" and scope.called.lower().startswith("def")
        if kind == "supposition":
            self.suppositions.append(scope)
        if kind == "aside" and answers(scope.called):
            around = next(iter(self.answered), None)
        if kind == "proof":
            scope.proves = around = self.proved_by(cited, head)
            if around is None:
                self.proved_abroad(cited)
            else:
                self._proved.add(around.number)
        if around is not None:
            scope.given, scope.tacit = [a for a in around.given if a not in around.special], list(around.tacit)
            self.leaves_open(self._number, around.special)
        scope.start = len(scope.given)
        self.exercise = scope if poses(environment, title) else self.exercise
        self.open_.append(scope)
        return self.default

    def go_on(self, cited: Sequence[str]) -> bool:
        """Suppose tacitly what a statement before does, and return whether there is one: "suppose further that".

        Outside of statements and proofs it is supposed for the paragraph: "under the assumptions of Lemma 2".
        """
        inner = self._inner
        if not self.argues and cited and (before := last_stated(self.statements, cited)) is not None:
            self.paragraph[:] = dict.fromkeys([*self.paragraph, *before.given, *before.tacit])
            return False
        if inner is None or not self.states or inner.adds_to is not None or (inner.given and not cited):
            return False
        before = last_stated(self.statements[:-1], cited)
        if before is None:
            return False
        inner.adds_to = before
        inner.tacit = list(dict.fromkeys([*before.given, *before.tacit, *inner.tacit]))
        return True

    def close(self, environment: str) -> tuple[list[str], list[str]]:
        """Close an environment; return the claims that it proves, and those of the proof."""
        self.lists = "" if environment == self.lists else self.lists
        places = [i for i, scope in enumerate(self.open_) if scope.environment == environment]
        if not places:
            return [], []
        scope = self.open_[places[-1]]
        self.speech.defining = False
        self._conditions = [] if scope.kind else self._conditions
        for closed in self.open_[places[-1] :]:
            self.keep(closed)
        del self.open_[places[-1] :]
        self._leave_paragraph()
        self._closed.append(scope)
        return ([], []) if scope.proves is None else (scope.proves.claims, scope.claims)

    def borrowed(self, around: Sequence[Any]) -> list[str]:
        """Return the names in assertions of which something is supposed in another statement, and nothing here."""
        before = self.supposed_before.keys() | self.unread_before
        if not before:
            return []
        throughout = [a for a in (*self.standing, *self.tacit) if not is_sign(a)]
        supposed = [(name, a) for a in (*throughout, *self.given, *self.presupposed) for name in bounded(a)]
        here = {name for name, a in supposed if not only_bounds(a, name, self.supposed_before.get(name, ()))}
        there = {str(s.name) for a in around for s in named(a) if not counts(s)}
        return sorted((there & before) - here - self.complete)

    # ------------------------------------------------------------------ what is supposed here

    @property
    def given(self) -> list[Any]:
        """What is supposed here, beyond what stands throughout."""
        inner = self._inner
        own = [] if inner is None else inner.given
        left = {*self._left, *self.not_cited}
        return [a for a in dict.fromkeys([*own, *self.paragraph]) if a not in left]

    @property
    def presupposed(self) -> list[Any]:
        """What is tacitly supposed here, beyond what is throughout."""
        return [] if self._inner is None else [a for a in self._inner.tacit if a not in self._left]

    # ------------------------------------------------------------------ what is supposed and claimed

    def assume(self, said: Sequence[Any], *, tacit: bool = False, local: bool = False, passing: bool = False) -> None:
        """Suppose something: here, or throughout where no statement or proof is open.

        What is ``local`` ends outside these with its paragraph, what is ``passing`` in a proof too: "if n > 2, then".
        """
        inner = self._inner
        self._claimed_before |= dict.fromkeys(said, self.made)
        self._heard_in |= dict.fromkeys(said, self.speech.sentences)
        self.in_item(said)
        self._left = [a for a in self._left if a not in said]
        if passing and inner is not None and inner.kind == "supposition":
            self._note(0, doubt("what is assumed under a condition"), names_of(said))
            return
        if is_contrary(self.speech.sentence, self.speech.before) and self.speech.mode == SUPPOSED:
            self._contrary += said
        if inner is None and self.of_another_section(said):
            return
        self._sought |= set(said) if self.speech.word == "find" else set()
        if self.speech.word in _HYPOTHETICAL or OF_CASE.search(self.speech.sentence):
            self._last_supposed = [*said]
            self.in_this_part(said)
        if passing:
            self._another_condition(said)
        if passing and self.proving:
            self.paragraph[:] = dict.fromkeys([*self.paragraph, *said])
            return
        if (
            (self.speech.exemplifies or THIS_PARAGRAPH.search(self.speech.sentence))
            and (inner is None or self.proving)
            and not self.speech.lasting
        ):
            self.in_passing(said)
            return
        scene = self.speech.lasting or self.speech.sets_the_scene
        lasts = inner is not None and inner.kind == "aside" and scene and not inner.passes
        if inner is None or inner.kind == "supposition" or lasts:
            target = self.tacit if tacit else self.paragraph if local and inner is None else self.standing
            if inner is None and not (tacit or passing):
                self._end_opposed(said)
        else:
            target = inner.tacit if tacit else inner.given
        if inner is not None and inner.kind == "supposition":
            inner.supposed += said
        elif inner is not None and inner.is_special(self.speech.sentence, passing=passing):
            inner.special += said
        if inner is None:
            self._in_section(said)
        if inner is None and not self.speech.lasting:
            self._said_in |= dict.fromkeys(said, (self.paragraphs, self.speech.sentences))
        target[:] = dict.fromkeys([*target, *said])

    def _in_section(self, said: Sequence[Any]) -> None:
        """Note what is supposed for a section alone, "in this section", that of the level that its author speaks of."""
        if (found := THIS_SECTION.search(self.speech.sentence)) is not None:
            self._of_sections.append((3 if found[1] or found[2] else 2, [*said]))
        elif self._case is not None and not self.speech.lasting:
            self._of_sections.append((self._case, [*said]))

    def section_begins(self, level: int, *, case: bool) -> None:
        """End what was supposed for a section that ends where one of a level begins; it is in doubt after it.

        What is supposed in one about a ``case``, "the convex case", is so in it alone.
        """
        self.sections += level == SECTION
        self.part_ends(opens=False)
        if self._case is None or level <= self._case:
            self._case = level if case else None
        ended = [a for of, said in self._of_sections if level <= of for a in said]
        self._of_sections = [(of, said) for of, said in self._of_sections if level > of]
        self._withdraw(ended)

    def in_passing(self, said: Sequence[Any]) -> None:
        """Hear that something is supposed for an example, and in doubt after it."""
        self.paragraph[:] = dict.fromkeys([*self.paragraph, *said])
        self._exemplary += said

    def _another_condition(self, said: Sequence[Any]) -> None:
        """End what was supposed in passing before, unless more is supposed: "if n > 2, ... . If n = 1, ..."."""
        number = self.speech.conditions
        if ADDED.search(self.speech.sentence) is None:
            about = frozenset().union(*map(named, said))
            self._end_conditions([one for place, one in self._conditions if place != number], about)
        self._conditions += [(number, one) for one in said]
        self._condition_in = self.speech.sentences

    def goes_over(self, said: Sequence[Any], letters: frozenset[str]) -> None:
        """Hear over what an argument goes now; over what it went before of the same letters is no longer supposed."""
        before = [one for one in self._ranges if not letters.isdisjoint(introduced(one))]
        self._end_conditions([one for one in before if self.proving or one in self.paragraph])
        self._ranges = [one for one in self._ranges if one not in before] + [*said]

    def claims_of_all(self, names: frozenset[str]) -> None:
        """End what a sentence before supposes in passing of letters, of all of which something is claimed now."""
        if names and self._condition_in != self.speech.sentences:
            self._end_conditions([one for _, one in self._conditions if not names.isdisjoint(introduced(one))])

    def _end_conditions(
        self, ended: Sequence[Any], about: frozenset[Any] = frozenset(), *, may_last: bool = True
    ) -> None:
        """No longer suppose something; what it is about, other than ``about``, is in doubt from here on.

        It ``may_last``, and be meant on, unless the contrary is: "otherwise".
        """
        self._conditions = [pair for pair in self._conditions if pair[1] not in ended]
        self._drop(lambda one: one in ended)
        told = (one.body if isinstance(one, ex.ForAll) else one for one in ended)  # of what it runs to it says nothing
        names = frozenset().union(*map(named, told)) - about if ended else frozenset()
        if names:
            self.ended.add(len(self.broken))
            said = doubt(
                "what a condition before supposes, and what comes after it does not", ended if may_last else ()
            )
            self._note(self.place, said, frozenset(str(getattr(symbol, "name", "")) for symbol in names))

    def _end_opposed(self, said: Sequence[Any]) -> None:
        """No longer suppose throughout what cannot hold beside what is ``said``: what both are about is in doubt."""
        ended = [one for one in self.standing if any(opposed(one, other) for other in said)]
        self.standing[:] = [one for one in self.standing if one not in ended]
        self._end_conditions(ended)

    def throughout(self, around: Sequence[Any]) -> tuple[list[Any], list[Any]]:
        """Return what stands throughout, from before this place, and concerns assertions: said, and tacit."""
        ended = self._renewed
        without = [*(a for scope in self.open_ for a in scope.ended), *self._left, *self.not_cited]
        stands = [a for a in self.standing if a not in without and not self._ends_with(a, ended)]
        tacit = [a for a in self.tacit if a not in self._left and not self._ends_with(a, ended)]
        said, standing = len(stands), [*stands, *tacit]
        chosen = concerning(standing, around)
        return [standing[p] for p in chosen if p < said], [standing[p] for p in chosen if p >= said]

    def renew(self, names: frozenset[str], following: str = "", *, anew: bool = False, values: bool = False) -> None:
        """Hear that names are introduced again, "now let $x$ be real": nothing that was said of them elsewhere stands.

        It is in doubt, unless these are any things of their kind, which may be said in the words ``following``. With
        ``anew`` these or others say so by themselves; with ``values`` only the numbers end that letters were.
        """
        if self.speech.word not in _INTRODUCING and not anew:
            return
        any_one = ANY_ONE.search(self.speech.sentence + following) is not None
        here = (self.paragraphs, self.speech.sentences)
        known = [(a, place, any_one or a in self._sought) for a, place in self._said_in.items()]
        far = (a for a, place, by in known if self.inside or (place[1:] != here[1:] if by else place[:1] != here[:1]))
        old = [a for a in far if self._ends_with(a, names) and (not values or getattr(a, "op", "") == "=")]
        if not old:
            return
        if self.inside:
            self.open_[-1].renewed |= names
        else:
            for kept in (self.standing, self.tacit, self.paragraph):
                kept[:] = [a for a in kept if a not in old]
        if not any_one:
            self._note(self.place, doubt("what was supposed of a letter before it is introduced again", old), names)

    def introduces(self, names: frozenset[str], says: Any = None) -> None:
        """Hear that letters are introduced again where something has been claimed of what was supposed of them here.

        That is no longer supposed, where what is said now adds nothing or cannot be: "let $x \\ge 0$" after $x > 0$.
        """
        inner = self._inner
        if self.speech.word not in _INTRODUCING or (inner is not None and inner.kind == "supposition"):
            return
        here = [*self.standing, *self.paragraph] if inner is None else [*inner.given[inner.start :], *self.paragraph]
        old = [a for a in here if self._claimed_before.get(a, self.made) < self.made]
        old = [a for a in old if not names.isdisjoint(introduced(a))]
        if says is None or any(implied(says, a) or opposed(a, says) for a in old):
            ended = [a for a in old if a != says]
            self.standing[:] = [a for a in self.standing if inner is not None or a not in ended]
            self._end_conditions(ended)

    def _ends_with(self, says: Any, names: set[str] | frozenset[str]) -> bool:
        """Whether a supposition ends where names are introduced again of which it says something."""
        about = names_of([says]) if says in self._sought else introduced(says)
        return says in self._said_in and not names.isdisjoint(about)

    @property
    def _renewed(self) -> set[str]:
        """The names that what is open, or proved here, introduces again."""
        scopes = [*self.open_, *(scope.proves for scope in self.open_ if scope.proves is not None)]
        return set[str]().union(*(scope.renewed for scope in scopes))

    def paragraph_ends(self, *, section: bool = False) -> None:
        """End what was supposed for a paragraph alone; what a property is under that was named in it is in doubt."""
        self._end_conditions(
            [one for _, one in self._conditions if isinstance(one, ex.ForAll) and one in self.paragraph]
        )
        self._leave_paragraph()
        self.paragraphs += 1
        self.section += section

    def _leave_paragraph(self) -> None:
        """End what was supposed for a paragraph alone: what the setting says of a number there is in doubt after it."""
        left = [one for one in self.paragraph if one in self._exemplary or (bounds_numbers(one) and not self.inside)]
        self._exemplary = []
        for one in left:
            self.passing[len(self.broken)] = self.section
            self.ended.add(len(self.broken))
            remark = doubt("what a paragraph before supposes, and what comes after it does not", [one])
            self._note(0, remark, names_of([one]))
        self.paragraph, self._left = [], []

    def another_case(self, says: Any) -> None:
        """Leave the value of an index of which something else is supposed: "for k = 0, ... If it holds for k".

        A letter that is given one number and then another one has no longer the first. So is what an
        argument has supposed before and cannot hold beside it: "assume that x < 0. ... Now let x >= 0".
        """
        inner = self._inner
        letters = {symbol for symbol in named(says) if counts(symbol)}
        self._drop(lambda a: (is_value(a) and a.left in letters and a != says) or differ(a, says))
        if self.proving and inner is not None and not is_contrary(self.speech.sentence):
            own = [a for a in inner.given[inner.start :] if self._heard_in.get(a) != self.speech.sentences]
            own = [a for a in [*own, *self.paragraph] if a not in inner.given[: inner.start]]
            self._end_conditions([a for a in own if opposed(a, says)], named(says))

    def induction_step(self) -> None:
        """Leave the numbers that indices had where a sentence comes to that: "for k = 0, ... In the step we need"."""
        if begins_step(self.speech.sentence):
            self._drop(is_value)

    def _drop(self, ends: Callable[[Any], bool]) -> None:
        """No longer suppose here what ``ends`` says so of."""
        for kept in (self.paragraph, [] if self._inner is None else self._inner.given):
            kept[:] = [one for one in kept if not ends(one)]

    def case(self, *, opens: bool) -> None:
        """Begin another case: what a proof has supposed in the case before no longer is, nor what is so in passing.

        What it had supposed before the first case that a word or an item ``opens`` still is.
        """
        inner = self._inner
        if inner is not None and inner.kind == "proof":
            if opens and inner.cases is None:
                inner.cases = len(inner.given)
            del inner.given[inner.start if inner.cases is None else inner.cases :]
            self.paragraph = []
        if inner is not None and inner.kind == "statement":
            if opens and self.speech.announced:
                self._announced, inner.before_item = [*self._conditions], (len(inner.given), len(inner.claims))
            else:
                self._item_ends(inner, may_last=opens)
        if inner is None:
            there = [] if opens else [a for a, place in self._said_in.items() if place[0] == self.paragraphs]
            self._withdraw([*self.part_ends(opens=opens), *filter(is_number, there)])
        self.settled(may_last=opens)

    def _item_ends(self, inner: Scope, *, may_last: bool) -> None:
        """End what an item of a statement supposes that claims something under it, "(i) Let x > 1. Then ..."."""
        supposed, claimed = inner.before_item
        if claimed < len(inner.claims):
            self._end_conditions(inner.given[supposed:], may_last=may_last)
        inner.before_item = len(inner.given), len(inner.claims)

    def part_begins(self) -> None:
        """Begin the proof of a part of what a proof shows: what was supposed for the part before is in doubt."""
        self.settled()
        inner = self._inner
        if inner is not None and inner.in_parts:
            self.cases_end()
        elif inner is not None and inner.cases is None:
            inner.cases, inner.in_parts = len(inner.given), True

    def cases_end(self) -> None:
        """End what a proof has supposed of a case; what it is about is in doubt, as it may be meant on.

        So it is in the text around statements with what is supposed last.
        """
        inner = self._inner
        if inner is None:
            self._withdraw(self._last_supposed)
        if inner is not None and self.proving:
            self._end_conditions([*inner.given[inner.cases or inner.start :], *self.paragraph])

    def contradicted(self) -> None:
        """End what was supposed in order to be refuted: "a contradiction"; what was last, where nothing is said so."""
        self._withdraw(self._contrary or (self._last_supposed if self.proving else []))

    def withdrawn(self, *, own: bool = False, now: bool = False) -> None:
        """End what was supposed last, or ``now``: "we drop this assumption"; with ``own``, not what a proof is of."""
        stated = self._inner.given[: self._inner.start] if own and self._inner is not None else []
        here = [a for a, sentence in self._heard_in.items() if sentence == self.speech.sentences]
        self._withdraw([a for a in (here if now else self._last_supposed) if a not in stated])

    def leave(self, ended: Sequence[Any], *, lasts: bool) -> None:
        """Suppose something no longer in this paragraph, or where that ``lasts`` in the part that is open."""
        self.forget(ended if lasts else ())
        new = [a for a in dict.fromkeys(ended) if a in {*self.standing, *self.tacit, *self.given, *self.presupposed}]
        if new and lasts and not self.open_:
            self._end_conditions(new)
            self.standing[:], self.tacit[:] = ([a for a in of if a not in new] for of in (self.standing, self.tacit))
        elif new := [a for a in new if a not in self._left]:
            self._note(self.place, doubt("what was supposed before, and is taken back", new), names_of(new))
            self._left += new

    def retracted(self, says: Any, *, allowed: bool) -> bool:
        """End what is said to be supposed no longer, or what cannot hold beside what is ``allowed``; if it was."""
        before = {a for known in self.supposed_before.values() for a in known}
        supposed = [*self.standing, *self.given, *before]
        ended = [a for a in dict.fromkeys(supposed) if (opposed(a, says) if allowed else a == says)]
        self._withdraw([a for a in ended if a not in before or a in self.given])
        self.forget(ended)
        return bool(ended)

    def generalised(self, names: frozenset[str], *, values: bool) -> None:
        """End what an argument has supposed of letters that may be anything, or their ``values``: "for general $x$"."""
        inner = self._inner
        own = [*inner.given[inner.start :], *self.paragraph] if inner is not None and self.argues else []
        own = [*self._said_in, *self.paragraph] if inner is None and not values else own
        own = [a for a in own if self._heard_in.get(a) != self.speech.sentences]
        ended = [a for a in own if not names.isdisjoint(introduced(a)) and (not values or is_number(a))]
        self._end_conditions(ended)
        self.standing[:] = [a for a in self.standing if inner is not None or a not in ended]

    def _withdraw(self, ended: Sequence[Any]) -> None:
        self._end_conditions(ended)
        self.standing[:] = [one for one in self.standing if one not in ended]
        self._contrary, self._last_supposed = [], []

    def concluded(self, says: Any) -> None:
        """End what a proof has supposed that cannot hold beside what it draws: "suppose $x < 0$. ... So $x \\ge 0$"."""
        inner = self._inner
        if inner is not None and self.proving:
            self._end_conditions([a for a in [*inner.given[inner.start :], *self.paragraph] if opposed(a, says)])

    @property
    def refuting(self) -> bool:
        """Whether something is supposed in order to be refuted."""
        return bool(self._contrary)

    def settled(self, *, may_last: bool = True) -> None:
        """End what was supposed in passing: "if n = 0, there is nothing to show"."""
        inside = self._inner is not None
        lasting = self._announced if may_last else []
        ended = [pair[1] for pair in self._conditions if pair not in lasting] if inside else list(self.paragraph)
        self._end_conditions(ended, may_last=may_last)
