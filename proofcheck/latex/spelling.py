"""How a symbol is spelled in LaTeX: a letter or a word, with its accents and fonts."""

from collections.abc import Sequence
from typing import NamedTuple

from proofcheck.latex.evaluated import EVALUATED
from proofcheck.latex.source import COMMAND, LETTER, SIGN, Token, UnreadError, group_end, like
from proofcheck.latex.vocabulary import GREEK, GREEK_SIGNS, UNSAYABLE, words

VARIANTS = {
    "varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "varrho": "rho", "varsigma": "sigma", "varpi": "pi",
    "hbar": "hbar",
}  # fmt: skip
ACCENTS = {
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "bar", "overline": "bar",
    "check": "check", "breve": "breve", "mathring": "ring", "underline": "under", "Hat": "hat", "Tilde": "tilde",
    "Bar": "bar", "Check": "check", "Breve": "breve",
}  # fmt: skip
BOLD = frozenset({"mathbf", "bm", "boldsymbol", "pmb", "vec", "Vec", "bf", "textbf"})
_FONTS = {**dict.fromkeys(BOLD, "bf"), "mathcal": "cal", "mathscr": "scr", "mathfrak": "frak", "mathsf": "sf",
          "mathbb": "bb", "mathbbm": "bb", "mathds": "bb", "cal": "cal"}  # fmt: skip
FONT_MARKS = frozenset({*_FONTS.values(), "rm"})
OF_CHANCE = frozenset({"Ebb", "Pbb"})
"""Letters that stand for means and probabilities, whatever is said of them."""
_WORDS = words("mathrm text textrm operatorname mathit textit mathop rm textsf mathtt textup textnormal mathnormal")
_SPELLED = words("rank det diag dim span sign sgn trace Tr Cov Var argmin argmax dist prox proj")
"""Words that are written letter by letter, as a product would be, before a bracket."""
_WORDY = words("mathsf textbf")
"""Fonts in which names of several letters are set."""
_SHORTEST_WORD = 3
_INITIALS = frozenset(word[0] for word in _SPELLED)
_STYLES = (_WORDS | _FONTS.keys()) - {"rm", "bf", "cal"}
"""Commands that set their argument in a font, and stand with it without braces around both, as in ``A_\\text{op}``."""
FRACTIONS = frozenset({"\\frac", "\\tfrac", "\\dfrac"})
STARS = frozenset({"*", "\\star", "\\ast"})


class Name(NamedTuple):
    """A symbol as it is written: what it is called without its scripts, and where it ends."""

    root: str
    after: int
    bold: bool = False
    word: bool = False
    """Whether it is several letters, set upright."""


def spelling(tokens: list[Token], place: int) -> Name | None:
    """Return the name that begins at a place as it is spelled: a letter or a word, then its accents and fonts."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.kind == LETTER:
        word = _spelled_out(tokens, place) if token.text in _INITIALS else ""
        return Name(word or GREEK_SIGNS.get(token.text, token.text), place + (len(word) or 1), word=bool(word))
    if token.text == "{" and [t.text[1:] in _FONTS for t in tokens[place + 1 : place + 2]] == [True]:
        inside, after = argument(tokens, place)  # {\bm x}, as a macro of an author may have it
        found = spelling(inside, 0)
        return found._replace(after=after) if found is not None and found.after == len(inside) else None
    if token.kind != COMMAND:
        return None
    command = token.text[1:]
    if command in GREEK or command in VARIANTS:
        return Name(command, place + 1)
    mark = ACCENTS.get(command) or _FONTS.get(command)
    if mark is None and command not in _WORDS:
        return None
    inside, after = argument(tokens, place + 1)
    if mark is None:
        word = "".join(t.text for t in inside)
        if not word.isalnum() or not word[:1].isalpha():
            return None
        return Name(f"{word} rm" if len(word) == 1 else word, after, word=len(word) > 1)
    if command in _WORDY and len(inside) >= _SHORTEST_WORD and all(t.kind == LETTER for t in inside):
        return Name("".join(t.text for t in inside), after, word=True)
    found = spelling(inside, 0) if inside else None
    if found is None or found.after != len(inside):
        return None
    return Name(f"{found.root} {mark}", after, found.bold or command in BOLD, found.word)


def _spelled_out(tokens: list[Token], place: int) -> str:
    """Return the word that letters side by side are, though set as a product: ``rank(A)``, ``diag(x)``; or nothing."""
    end = place + 1
    while end < len(tokens) and tokens[end].kind == LETTER and tokens[end].at == tokens[end - 1].end:
        end += 1
    word = "".join(t.text for t in tokens[place:end])
    before = tokens[place - 1] if place else None
    alone = before is None or before.kind != LETTER or before.end != tokens[place].at
    return word if word in _SPELLED and alone and end < len(tokens) and tokens[end].text in {"(", "[", "\\{"} else ""


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
    if tokens[place].text[1:] in _STYLES and [t.text for t in tokens[place + 1 : place + 2]] == ["{"]:
        end = group_end(tokens, place + 1) + 1
        return tokens[place:end], end
    if tokens[place].text in FRACTIONS and place + 2 < len(tokens):
        _, end = argument(tokens, argument(tokens, place + 1)[1])
        return tokens[place:end], end
    return [tokens[place]], place + 1


def pluses(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Return how many pluses stand above a name by themselves, as over what an iterate becomes, and where they end."""
    if place + 1 >= len(tokens) or tokens[place].text != "^":
        return 0, 0
    above, end = argument(list(tokens), place + 1)
    return (len(above), end) if above and all(t.text == "+" for t in above) else (0, 0)


def pluses_first(tokens: list[Token]) -> list[Token]:
    """Return tokens with the pluses above a name before its index: ``w_i^+`` is the member i of ``w^+``."""
    above = [i for i, t in enumerate(tokens) if t.text == "^" and "+" in {s.text for s in tokens[i + 1 : i + 3]}]
    for place in range(above[-1] if above else 0):
        after = argument(tokens, place + 1)[1] if tokens[place].text == "_" else 0
        _, end = pluses(tokens, after)
        if after in above and end:
            tokens[place:end] = [*tokens[after:end], *tokens[place:after]]
    return tokens


def beyond(command: str) -> tuple[str, str]:
    """Return why a command stands for nothing that can be read, and what it is a notation of, where that is known."""
    if command in UNSAYABLE:
        return f"{command} cannot be said yet: {UNSAYABLE[command]}.", UNSAYABLE[command]
    if command.removeprefix("\\") in {*ACCENTS, *BOLD}:
        return f"{command} stands over what is no letter: give that a name of its own.", "marks on what is no letter"
    if command.startswith("'"):
        return f"{command} is a number in words, which cannot be said yet: name it.", "numbers in words"
    if command == EVALUATED:
        return (
            "what is taken at a point behind a bar cannot be said yet: write it with an argument.",
            "values at a point",
        )
    if command in {"\\cdot", "\\bullet"}:
        return f"{command} stands for an argument: what has none cannot be said here yet.", "functions of functions"
    return f"{command} is not known: define it with \\newcommand, or leave the line out.", ""


def equated(tokens: list[Token]) -> list[Token]:
    r"""Return tokens with ``=`` where a name is said to be in an ``\argmin``: it stands for any of what is there."""
    return [
        like(token, SIGN, "=") if token.text == "\\in" and _is_choice(tokens, place + 1) else token
        for place, token in enumerate(tokens)
    ]


def _is_choice(tokens: list[Token], place: int) -> bool:
    name = spelling(tokens, place)
    called = tokens[place].text[1:] if name is None and place < len(tokens) else "" if name is None else name.root
    return called in {"arg", "argmin", "argmax"}
