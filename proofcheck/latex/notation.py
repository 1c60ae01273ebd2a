"""What the letters of a document stand for, and how a symbol that is written in LaTeX is called."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.names import RESERVED
from proofcheck.latex.source import COMMAND, LETTER, Token, UnreadError, group_end
from proofcheck.latex.vocabulary import GREEK, GREEK_SIGNS

_VARIANTS = {
    "varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "varrho": "rho", "varsigma": "sigma", "varpi": "pi",
}  # fmt: skip
ACCENTS = {
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "bar", "overline": "bar",
    "check": "check", "breve": "breve", "mathring": "ring", "underline": "under",
}  # fmt: skip
BOLD = frozenset({"mathbf", "bm", "boldsymbol", "pmb", "vec", "bf", "textbf"})
_FONTS = {**dict.fromkeys(BOLD, "bf"), "mathcal": "cal", "mathscr": "scr", "mathfrak": "frak", "mathsf": "sf",
          "mathbb": "bb", "cal": "cal"}  # fmt: skip
_WORDS = frozenset({"mathrm", "text", "textrm", "operatorname", "mathit", "textit", "mathop", "rm", "textsf", "mathtt"})
STARS = frozenset({"*", "\\star", "\\ast"})
_SUBSCRIPT_COMMANDS = frozenset({"min", "max", "inf", "sup", *GREEK})


@dataclass(frozen=True, slots=True)
class Name:
    """A symbol as it is written: what it is called without its scripts, and where it ends."""

    root: str
    after: int
    bold: bool = False
    word: bool = False
    """Whether it is several letters, set upright."""


@dataclass(slots=True)
class Notation:
    """What has been declared and defined so far, and what letters were taken for.

    Attributes:
        meanings: what a name may stand for; a later declaration stands before an earlier one.
        letters: the letters that stand in the document in the ordinary font.
        alone: those that stand somewhere without a bracket after them.
        assumed: letters that were not declared, with the place where they were first taken for a number.
        naturals: names that stand for natural numbers where nothing else is declared.
    """

    meanings: dict[str, list[Any]] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    assumed: dict[str, Token] = field(default_factory=dict)
    naturals: frozenset[str] = frozenset()
    wanted: set[str] = field(default_factory=set)
    spellings: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    bound: list[dict[str, Any]] = field(default_factory=list)

    def declare(self, name: str, meaning: Any) -> None:
        """Let a name stand for something; for that alone, unless both can be told apart."""
        kept = [old for old in self.meanings.get(name, ()) if _told_apart(old, meaning)]
        self.meanings[name] = [meaning, *kept]

    def meaning(self, name: str) -> list[Any]:
        """Return what a name may stand for, what is bound first; nothing where it is not declared."""
        for scope in reversed(self.bound):
            if name in scope:
                self.used.add(name)
                others = [m for m in self.meanings.get(name, ()) if isinstance(m, (ex.PathSymbol, ex.Definition))]
                return [scope[name], *others]
        if name in self.meanings:
            self.used.add(name)
        return self.meanings.get(name, [])

    def scalar(self, name: str, at: Token, natural: bool = False) -> Any:
        """Return what an undeclared name stands for: a real number, or a natural one where it is used as such."""
        if natural and name not in self.naturals:
            self.wanted.add(name)
        self.assumed.setdefault(name, at)
        if natural or name in self.naturals:
            return ex.ScalarSymbol(name, integer=True, nonnegative=True)
        return ex.ScalarSymbol(name, real=True)

    @contextmanager
    def binding(self, variables: Iterable[Any]) -> Iterator[None]:
        """Let names stand for bound variables inside."""
        self.bound.append({variable.name: variable for variable in variables})
        try:
            yield
        finally:
            self.bound.pop()

    @property
    def time(self) -> Any:
        """The time at which a path stands that is written without one: the one that is declared, or t."""
        times = [m for found in self.meanings.values() for m in found if _is_time(m)]
        if len(times) == 1:
            return times[0]
        return next((m for m in self.meanings.get("t", ()) if _is_time(m)), None)

    # ------------------------------------------------------------------ names

    def name(self, tokens: list[Token], place: int) -> Name | None:
        """Return the name that begins at a place, scripts left aside; nothing where none does."""
        token = tokens[place]
        if token.kind == LETTER:
            return Name(self._called(GREEK_SIGNS.get(token.text, token.text)), place + 1)
        if token.kind != COMMAND:
            return None
        command = token.text[1:]
        if command in GREEK or command in _VARIANTS:
            return Name(self._called(command), place + 1)
        if command in ACCENTS:
            return self._accented(tokens, place, ACCENTS[command])
        if command in _FONTS:
            return self._in_font(tokens, place, command)
        return self._word(tokens, place) if command in _WORDS else None

    def _called(self, spelling: str) -> str:
        """Return the root of a name: the letter, unless another spelling has it already."""
        if spelling not in self.spellings:
            root, _, font = spelling.partition(" ")
            plain = _VARIANTS.get(root, root)
            first = [plain] if not font or root not in self.letters else []
            taken = set(self.spellings.values()) | RESERVED
            self.spellings[spelling] = next(
                name for name in (*first, root + font, *(f"{root}{font}{n}" for n in range(2, 99))) if name not in taken
            )
        return self.spellings[spelling]

    def _accented(self, tokens: list[Token], place: int, accent: str) -> Name | None:
        inside, after = argument(tokens, place + 1)
        found = self.name(inside, 0) if inside else None
        if found is None or found.after != len(inside):
            return None
        return Name(self._called(f"{found.root} {accent}"), after, found.bold)

    def _in_font(self, tokens: list[Token], place: int, command: str) -> Name | None:
        inside, after = argument(tokens, place + 1)
        found = self.name(inside, 0) if inside else None
        if found is None or found.after != len(inside):
            return None
        bold = command in BOLD
        return Name(self._called(f"{found.root} {_FONTS[command]}"), after, bold or found.bold, found.word)

    def _word(self, tokens: list[Token], place: int) -> Name | None:
        inside, after = argument(tokens, place + 1)
        word = "".join(t.text for t in inside)
        if not word.isalnum() or not word[:1].isalpha():
            return None
        return Name(self._called(f"{word} rm" if len(word) == 1 else word), after, word=len(word) > 1)


def argument(tokens: list[Token], place: int) -> tuple[list[Token], int]:
    """Return the argument of a command that begins at a place, a group or one token, and where it ends.

    Raises:
        UnreadError: there is none.
    """
    if place >= len(tokens):
        raise UnreadError(tokens[-1] if tokens else None, "something is missing after this.")
    if tokens[place].text == "{":
        end = group_end(tokens, place)
        return tokens[place + 1 : end], end + 1
    return [tokens[place]], place + 1


def subscript_word(tokens: list[Token], notation: Notation) -> str:
    """Return a subscript as a part of a name, as in ``min`` or ``0``; empty where it is none."""
    words, place = [], 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind == COMMAND and token.text[1:] in _SUBSCRIPT_COMMANDS:
            words.append(token.text[1:])
            place += 1
        elif token.text.isalnum():
            words.append(token.text)
            place += 1
        elif token.text in {",", ";", "{", "}"}:
            place += 1
        else:
            found = notation.name(tokens, place)
            if found is None:
                return ""
            words.append(found.root)
            place = found.after
    return "".join(words)


def _is_time(meaning: Any) -> bool:
    return (
        isinstance(meaning, ex.ScalarSymbol)
        and bool(meaning.is_nonnegative)
        and not meaning.is_integer
        and (not meaning.is_positive)
    )


def _told_apart(first: Any, second: Any) -> bool:
    """Whether one name may stand for both: a path and a variable, or definitions that their arguments tell apart."""
    if isinstance(first, ex.PathSymbol) != isinstance(second, ex.PathSymbol):
        return not isinstance(first, (ex.Definition, ex.MapSymbol)) and not isinstance(
            second, (ex.Definition, ex.MapSymbol)
        )
    if isinstance(first, ex.Definition) and isinstance(second, ex.Definition):
        return [_sort(p) for p in first.parameters] != [_sort(p) for p in second.parameters]
    return isinstance(first, ex.MapSymbol | ex.Definition) != isinstance(second, ex.MapSymbol | ex.Definition)


def _sort(parameter: Any) -> tuple[Any, ...]:
    return (ex.kind_of(parameter), *(parameter._content()[1:] if isinstance(parameter, ex.VectorSymbol) else ()))
