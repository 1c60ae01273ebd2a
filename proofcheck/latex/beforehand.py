"""What is known of a document before it is read in order: its letters, what they are used for, what words call them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proofcheck.latex.called import Called
from proofcheck.latex.constants import moduli
from proofcheck.latex.counting_elsewhere import raised_by_sections
from proofcheck.latex.kinds import Kinds, kinds_of
from proofcheck.latex.letters import letters_of
from proofcheck.latex.named_spaces import spaces_named
from proofcheck.latex.notation import Notation, Step
from proofcheck.latex.nouns import by_sections, told_otherwise, unsaid
from proofcheck.latex.retyping import Guesses
from proofcheck.latex.senses import ARITHMETIC
from proofcheck.latex.source import Token
from proofcheck.latex.steps import step_of
from proofcheck.latex.structure import Directive, Part, Prose, Section, formulas
from proofcheck.latex.tongue import told_by_words
from proofcheck.latex.uniform_indices import drawn_uniformly


@dataclass(frozen=True, slots=True)
class Written:
    """What is known from a whole document: from how ``letters`` are written, and what words have ``told`` otherwise."""

    parts: int
    letters: Mapping[str, Any]
    told: Mapping[str, Any]

    @classmethod
    def of(cls, content: Sequence[Part], heard: Sequence[str]) -> "Written":
        """Look through a whole document, with its words as they are ``heard``."""
        signs = [token for part in content for token in formulas(part)]
        prose = [part.tokens for part in content if isinstance(part, Prose)]
        letters: dict[str, Any] = {**letters_of(signs), **told_by_words(heard)}
        letters["moduli"] = moduli(prose, Notation(**letters))
        letters["euclidean"] = spaces_named(prose, Notation(**letters))
        letters["uniform"] = drawn_uniformly(prose, map(formulas, content), Notation(**letters))
        return cls(len(content), letters, told_otherwise(signs, prose, Notation(**letters)))

    def told_in(self, content: Sequence[Part], signs: Sequence[Token], prose: Sequence[Sequence[Token]]) -> Any:
        """Return what words tell otherwise in a chapter, which may be all there is."""
        whole = len(content) == self.parts
        return self.told if whole else told_otherwise(signs, prose, Notation(**self.letters))

    def measured_in(self, here: Mapping[str, Any]) -> dict[str, Called]:
        """Return what words say of signs in a chapter, where another arithmetic holds that is told ``here``."""
        measured = {sign: said for sign, said in self.told["measured"].items() if sign != ARITHMETIC}
        return measured | {sign: said for sign, said in here["measured"].items() if sign == ARITHMETIC}


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What is known of a document before it is read in order.

    Attributes:
        written: what a notation knows from how letters are written and what words call them.
        kinds: what letters are by their uses.
        nouns: what words call letters that are no numbers, as far as it concerns each section.
        raised: the letters in indices and exponents of each section.
        step: the step of an iteration that means are taken in, where there is one.
        uses: how often signs stand in formulas; ``first`` is where each stands for the first time.
    """

    written: Mapping[str, Any]
    kinds: Kinds
    nouns: Sequence[Mapping[str, Called]]
    raised: Sequence[frozenset[str]]
    step: Step | None
    uses: Mapping[str, int]
    first: Mapping[str, Token]

    def begins(self, token: Token) -> bool:
        """Whether a sign stands there for the first time."""
        return self.first.get(token.text) == token

    @classmethod
    def of(cls, content: Sequence[Part], said: Iterable[Any], whole: "Written") -> "Beforehand":
        """Look through a chapter, with what is ``said`` beside the document or before, and what all of that tells."""
        signs = [token for part in content for token in formulas(part)]
        prose = [part.tokens for part in content if isinstance(part, Prose)]
        declared = (part.tokens for part in (*said, *content) if isinstance(part, Directive))
        kinds = kinds_of(map(formulas, content), Notation(**whole.letters), declared, prose)
        here = whole.told_in(content, signs, prose)
        told = {**whole.told, "nouns": {**whole.told["nouns"], **here["nouns"]}, "measured": whole.measured_in(here)}
        written = {**whole.letters, **told}
        nouns = by_sections(_prose_by_sections(content), written["nouns"], Notation(**written))
        step = step_of((list(formulas(part)) for part in content), Notation(**written, **kinds.as_fields()))
        uses = Counter(token.text.removeprefix("\\") for token in signs)
        raised = raised_by_sections(content)
        return cls(written, kinds, nouns, raised, step, uses, {token.text: token for token in reversed(signs)})

    def notation(self, guesses: Guesses, naturals: frozenset[str]) -> Notation:
        """Return what the letters stand for at the beginning, with other guesses for some, and more natural numbers."""
        guessed = self.kinds.with_guesses(guesses, naturals).as_fields()
        return Notation(unsaid(self.written["nouns"]), **{**self.written, "nouns": self.nouns[0]}, **guessed)


def _prose_by_sections(content: Iterable[Part]) -> list[list[Sequence[Token]]]:
    """Return the words of a document section by section, those before the first one to begin with."""
    found: list[list[Sequence[Token]]] = [[]]
    for part in content:
        if isinstance(part, Section):
            found.append([part.title])
        elif isinstance(part, Prose):
            found[-1].append(part.tokens)
    return found
