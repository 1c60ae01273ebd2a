"""Names that are left behind where a statement, a proof or a section ends: from there on they may be others."""

from collections.abc import Collection
from dataclasses import dataclass, field

from proofcheck.latex.notation import Notation
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
    """

    notation: Notation
    passing: set[str] = field(default_factory=set)
    staying: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    before: tuple[set[str], set[str]] = (set(), set())

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
