"""Names that are left behind where a statement, a proof, an example or a section ends: they may be others after it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.notation import Notation, Unread
from proofcheck.latex.source import Token

_LARGE = frozenset({"\\section", "\\chapter", "\\part", "\\appendix"})


@dataclass(slots=True)
class Leaving:
    """The names that the text has declared so far, by what ends them; what comments declare is for the whole text.

    Attributes:
        passing: those of statements and proofs.
        staying: those of the text around them, which last for a section.
        spoken: what the statement that is open says where it is, in comments or not.
        before: what the statement before it declared, and what it said where it is.
        exemplary: what was defined in examples and exercises that are closed.
    """

    notation: Notation
    passing: set[str] = field(default_factory=set)
    staying: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    before: tuple[set[str], set[str]] = (set(), set())
    exemplary: dict[str, Any] = field(default_factory=dict)

    def declared(self, names: Collection[str], spoken: Collection[str], *, inside: bool) -> None:
        """Note names that were declared, and those of which it is said where they are: inside a statement, or not."""
        self.spoken.update(spoken if inside else ())
        self.notation.borrowed -= set(names)
        (self.passing if inside else self.staying).update(names)

    def statement_begins(self) -> None:
        """Leave what statements and proofs before have declared."""
        self.notation.borrowed |= self.passing
        self.before = self.passing, self.spoken
        self.passing, self.spoken = set(), set()
        self.examples_end()

    def example_ends(self, before: Mapping[str, Sequence[Any]]) -> None:
        """Let names stand again for what they did ``before`` an example; what it defined stands till the next part."""
        now = self.notation.meanings
        new = {name: found[0] for name, found in now.items() if name not in before and found}
        self.exemplary |= {name: meaning for name, meaning in new.items() if isinstance(meaning, ex.Definition)}
        now.update((name, list(found)) for name, found in before.items())

    def examples_end(self) -> None:
        """Leave what examples have defined: numbers and functions of these names may be any from here on."""
        for name, meaning in self.exemplary.items():
            if self.notation.meanings.get(name, [None])[0] is meaning:
                del self.notation.meanings[name]
                if not meaning.parameters and ex.kind_of(meaning.value) != ex.SCALAR:
                    self.notation.meanings[name] = [Unread("it was defined in an example or exercise.", "")]
        self.exemplary = {}

    def statement_goes_on(self) -> None:
        """Take up what the statement before has declared: this one supposes more of the same."""
        declared, spoken = self.before
        self.declared(declared, spoken, inside=True)

    def section_begins(self, at: Token) -> None:
        """Leave what statements and proofs have declared; in a new section, what the text has."""
        self.statement_begins()
        if at.text in _LARGE:
            self.notation.borrowed |= self.staying
            self.staying = set()
            said = {name for name, found in self.notation.meanings.items() if found and isinstance(found[0], Unread)}
            self.notation.earlier |= {name for name in said if self.notation.meanings[name][0].arguments}
