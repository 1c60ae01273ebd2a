"""What a name stands for whose definition is not read: anything of its kind, so that what holds of all holds of it."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.declarations import head
from proofcheck.latex.forms import names_in
from proofcheck.latex.notation import Likely, Notation
from proofcheck.latex.ranges import find
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spelling import ACCENTS, BOLD
from proofcheck.latex.vocabulary import GREEK, words

_OF_NO_NUMBER = words(
    r"\begin \{ \lbrace \mapsto \to \nabla \cup \cap \setminus \emptyset \argmin \argmax arg \arg \mathcal \mathscr "
    r"\mathfrak \mathbf \mathrm \vec \bm \boldsymbol \otimes \odot \oplus \boxtimes \top \intercal \prime ' "
    r"\bigcup \bigcap \operatorname \circ \times \leftarrow \quad \text"
)
"""Signs in a definition that may be one of something else than a number."""


def stand_in(left: list[Token], right: Sequence[Token], notation: Notation) -> str:
    """Let a name stand for anything of its kind whose definition is not read; return it, or nothing.

    What holds of all functions, vectors or numbers holds of this one.
    """
    try:
        name, parameters, style = head(left, notation)
    except UnreadError:
        return ""
    meanings = _meanings(name, parameters, style, right, notation)
    if meanings:
        what = "anything of its kind, since its definition is not read"
        before = tuple(notation.meanings.get(name, ()))
        for meaning in meanings:
            notation.declare(name, meaning)
        notation.taken[name] = Likely(meanings, what, "its definition is not read", left[0])
        if name in notation.alone and not any(isinstance(meaning, ex.MapSymbol) for meaning in meanings):
            notation.standing_in[name] = before, tuple(notation.meanings[name])
    return name if meanings else ""


def section_begins(notation: Notation) -> None:
    """Let a letter that also stands alone, and whose definition is not read, be what it was: it is used anew here."""
    for name, (before, stands) in notation.standing_in.items():
        if tuple(notation.meanings.get(name, ())) == stands:
            notation.meanings[name] = list(before)
    notation.meanings = {name: found for name, found in notation.meanings.items() if found}
    notation.standing_in = {}


def _meanings(
    name: str, parameters: Sequence[Any], style: str, right: Sequence[Token], notation: Notation
) -> tuple[Any, ...]:
    likely = notation.likely.get(name)
    if not parameters and likely is not None:
        return likely.meanings
    if not parameters and name in GREEK and name.islower():
        return (ex.ScalarSymbol(name, real=True),)
    if len(parameters) == 1 and isinstance(parameters[0], ex.VectorSymbol):
        return (ex.MapSymbol(name, parameters[0].dimension, None),)
    of_number = len(parameters) == 1 and isinstance(parameters[0], ex.ScalarSymbol) and style == "call"
    anew = likely is None and not notation.meaning(name)
    if of_number and anew and _is_letter(name) and may_be_number(right, notation):
        return (ex.PathSymbol(name, ex.SCALAR, (), False),)
    return ()


def _is_letter(name: str) -> bool:
    """Whether a name is a small letter, perhaps with an index: what large ones stand for are no numbers often."""
    root = name.partition("_")[0].rstrip("*'")
    return root.islower() and (len(root) == 1 or root in GREEK)


def may_be_number(right: Sequence[Token], notation: Notation) -> bool:
    """Whether nothing speaks against it that what stands right of a defining sign is a number.

    An array, a set or a product of matrices speaks against it: of these more is wrong than of numbers.
    """
    marks = {f"\\{mark}" for mark in (*ACCENTS, *BOLD)}
    if any(token.text in _OF_NO_NUMBER | marks for token in right) or find(right, "=", ",", ";") >= 0:
        return False
    known = [meaning for name in names_in(right, notation) for meaning in notation.meaning(name)]
    return not any(isinstance(m, ex.VectorSymbol | ex.OperatorSymbol | ex.SetSymbol | ex.MapSymbol) for m in known)
