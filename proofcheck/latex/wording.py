"""Declarations as people type them: words, arrows, and letters as reports write them (``psi``, ``xhat``, ``g_max``)."""

import re
from collections.abc import Iterator, Sequence

from proofcheck.latex.grammar import mathematical
from proofcheck.latex.source import COMMAND, LETTER, SIGN, Source, Token
from proofcheck.latex.vocabulary import GREEK, words

WORDS = words(
    "in of on over the an to dimension dimensions scalar scalars number numbers real reals vector vectors operator "
    "operators matrix matrices path paths sequence sequences time times natural naturals positive nonnegative identity "
    "map function differentiable smooth continuous symmetric definite semidefinite invertible index indices term terms "
    "random independent given set subset convex closed arbitrary nonsmooth"
)
_MARKS = {"hat": "hat", "tilde": "tilde", "bar": "bar", "check": "check", "breve": "breve", "ring": "mathring",
          "under": "underline", "bf": "mathbf", "cal": "mathcal", "scr": "mathscr", "frak": "mathfrak",
          "sf": "mathsf", "bb": "mathbb"}  # fmt: skip
_NAME = re.compile(rf"({'|'.join(sorted(GREEK))}|varepsilon|varphi|[a-zA-Z])({'|'.join(_MARKS)})?")


def worded(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a declaration, the letters of its words together, arrows as one sign."""
    found: list[Token] = []
    place = 0
    content = list(tokens)
    while place < len(content):
        token = content[place]
        if token.kind == LETTER and (place == 0 or content[place - 1].kind != LETTER):
            end = place
            while end < len(content) and content[end].kind == LETTER:
                end += 1
            run = content[place:end]
            word = "".join(t.text for t in run)
            below = bool(found) and found[-1].text == "_"
            if word in WORDS and not below:
                found.append(Token("word", word, token.source, token.at, run[-1].end))
            else:
                found += _grouped(_spelled_out(run, word)) if below and len(run) > 1 else _spelled_out(run, word)
            place = end
            continue
        if token.text == "-" and place + 1 < len(content) and content[place + 1].text == ">":
            found.append(Token(COMMAND, "\\to", token.source, token.at, content[place + 1].end))
            place += 2
            continue
        if token.text in {"<", ">"} and place + 1 < len(content) and content[place + 1].text == "=":
            sign = "\\le" if token.text == "<" else "\\ge"
            found.append(Token(COMMAND, sign, token.source, token.at, content[place + 1].end))
            place += 2
            continue
        found.append(token)
        place += 1
    return mathematical(found)


def _spelled_out(run: list[Token], word: str) -> list[Token]:
    r"""Return the name that a word is in LaTeX: ``\psi`` for psi, ``\tilde{S}`` for Stilde; other words as they are."""
    name = _NAME.fullmatch(word)
    if name is None or len(run) == 1:
        return run
    root = Token(COMMAND, f"\\{name[1]}", *_place(run)) if len(name[1]) > 1 else run[0]
    return [root] if name[2] is None else [Token(COMMAND, f"\\{_MARKS[name[2]]}", *_place(run)), *_grouped([root])]


def _grouped(tokens: list[Token]) -> Iterator[Token]:
    yield Token(SIGN, "{", *_place(tokens))
    yield from tokens
    yield Token(SIGN, "}", *_place(tokens))


def _place(tokens: list[Token]) -> tuple[Source, int, int]:
    return tokens[0].source, tokens[0].at, tokens[-1].end
