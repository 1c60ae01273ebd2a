"""What a name stands for whose definition is not read: anything of its kind, so that what holds of all holds of it."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.declarations import head
from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import TIMES, mathematical
from proofcheck.latex.growth import grows
from proofcheck.latex.notation import Likely, Notation, Unread
from proofcheck.latex.ranges import find
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import LETTER, Token, UnreadError, plain
from proofcheck.latex.spelling import ACCENTS, BOLD
from proofcheck.latex.vocabulary import GREEK, words

_ARRAYS = words(r"\otimes \boxtimes \cup \cap \setminus \emptyset \bigcup \bigcap")
"""Signs of what is no number, whatever they stand beside."""
_OF_NO_NUMBER = words(
    r"\{ \lbrace \mapsto \to \nabla \argmin \argmax arg \arg \mathcal \mathscr "
    r"\mathfrak \mathbf \mathrm \vec \bm \boldsymbol \odot \oplus \top \intercal \prime ' "
    r"\operatorname \circ \times \leftarrow \quad \text"
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


def leave_array(content: list[Token], notation: Notation) -> None:
    r"""Leave a new name that an aside gives to an array or a set, ``A = \begin{pmatrix} ...``: it is no number."""
    place = find(content, "=")
    name = full_name(content[:place], notation) if place > 0 else None
    if name and not notation.meaning(name) and _has_array(content[place + 1 :]):
        at = content[0]
        error = UnreadError(at, "this is no number.")
        notation.unread(content[:place], error, f"what it is in line {at.place[0]} is not read.", anew=True)


def says_operation(segment: Segment, notation: Notation, *, surely: bool) -> bool:
    """Whether an equation says what a sign between two letters means, ``x * y := x + y + x y``: it is none of ours.

    Where it is not ``surely`` a definition, a dot between two numbers stays a product.
    """
    if not segment.links or segment.links[0].sign not in {"=", ":="}:
        return False
    letters, right = mathematical(segment.start), mathematical(segment.links[0].right)
    sign = letters.pop(1) if len(letters) == 3 else None
    surely |= segment.links[0].sign == ":="
    if sign is None or sign.text not in (TIMES if surely else {"*", "\\ast"}):
        return False
    names = {t.text for t in letters}
    if any(t.kind != LETTER for t in letters) or len(names) < 2 or not names <= {t.text for t in right}:
        return False
    why = f"line {sign.place[0]} says what {sign.text} is: it is no product of numbers."
    notation.meanings[sign.text] = [Unread(why)]
    return True


def forget_section(notation: Notation) -> None:
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
    if of_number and anew and _is_letter(name) and _may_be_number(right, notation):
        return (ex.PathSymbol(name, ex.SCALAR, (), False),)
    return ()


def _is_letter(name: str) -> bool:
    """Whether a name is a small letter, perhaps with an index: what large ones stand for are no numbers often."""
    root = name.partition("_")[0].rstrip("*'")
    return root.islower() and (len(root) == 1 or root in GREEK)


def _has_array(tokens: Sequence[Token]) -> bool:
    """Whether a formula is a set, or has an array in it, or a sign of sets or of their products; cases are numbers."""
    is_set = any(token.text in {"\\{", "\\lbrace"} for token in tokens[:1])
    begun = (plain(tokens[place : place + 12]) for place, token in enumerate(tokens) if token.text == "\\begin")
    return is_set or any(token.text in _ARRAYS for token in tokens) or not all("cases" in name for name in begun)


def may_be_matrix(name: str, right: Sequence[Token], notation: Notation) -> bool:
    """Whether a name whose definition is not read may be of more than one number: then it is none at all.

    An array or a set is; a large letter is where anything speaks against a number, as products of matrices are wrong
    of numbers.
    """
    return _has_array(right) or (name[:1].isupper() and not (_may_be_number(right, notation) or grows(right, notation)))


def _may_be_number(right: Sequence[Token], notation: Notation) -> bool:
    """Whether nothing speaks against it that what stands right of a defining sign is a number."""
    marks = {f"\\{mark}" for mark in (*ACCENTS, *BOLD)}
    if (
        any(token.text in _OF_NO_NUMBER | marks for token in right)
        or _has_array(right)
        or find(right, "=", ",", ";") >= 0
    ):
        return False
    known = [meaning for name in names_in(right, notation) for meaning in notation.meaning(name)]
    return not any(isinstance(m, ex.VectorSymbol | ex.OperatorSymbol | ex.SetSymbol | ex.MapSymbol) for m in known)
