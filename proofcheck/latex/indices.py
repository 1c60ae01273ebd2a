r"""What would be read as a power, or as a factor, and is an index or an argument: ``W_l^{k+1}``, ``H(k)``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.shapes import ill_typed, shape_of
from proofcheck.latex import brackets
from proofcheck.latex.combining import made
from proofcheck.latex.powers import is_transpose
from proofcheck.latex.source import Token, UnreadError, plain

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics
    from proofcheck.latex.scripts import Scripts

_TWICE = "indices above and below"
_OF_MATRICES = "functions with values in matrices"
_NO_INDEX = frozenset({"*", "\\ast", "H", "\\dagger", "+", "\\dag", "\\perp"})
"""What stands above a matrix and counts nothing."""


def refuse_power(value: Any, above: Sequence[Token], found: "Scripts", at: Token, *, elsewhere: bool) -> None:
    """Refuse what stands above a letter that has an index there ``elsewhere``, or no powers: it may be an index.

    Raises:
        UnreadError: so it is.
    """
    shown = plain(above)
    if not (elsewhere or (found.below and shown.isalpha() and _is_oblong(value))):
        return
    if ex.kind_of(value) == ex.SCALAR and not found.below:
        raise UnreadError(at, f"^{shown} may be an index here, or how often a function is applied, and no "
                          "power: write indices below, and powers of what has an index in brackets.")  # fmt: skip
    if ex.kind_of(value) != ex.SCALAR and (is_transpose(above) or shown[:1] in {"-", "−"} or shown in _NO_INDEX):
        return
    raise UnreadError(at, f"^{shown} may be an index here, and no power: {_TWICE} cannot be said yet.", _TWICE)


def no_name(tokens: Sequence[Token]) -> UnreadError:
    """Say that something is not a name that can be defined; where that is known, what it has in the place of one."""
    norm = tokens[0].text in {"\\|", "\\Vert", "\\lVert", "\\left"}
    lacks = "other norms" if norm else "names with marks above" if any(t.text == "^" for t in tokens) else ""
    return UnreadError(tokens[0], f"{plain(tokens)} is not a name that can be defined.", lacks)


def _is_oblong(value: Any) -> bool:
    if ex.kind_of(value) != ex.OPERATOR or ill_typed(value) is not None:
        return False
    rows, columns = shape_of(value)[-2:]
    return bool(rows != columns)


def refuse_argument(reader: "Mathematics", name: str, value: Any, at: Token) -> None:
    """Refuse a letter in brackets after a matrix or a vector that it is an argument of: ``A(x)`` applies a matrix.

    Raises:
        UnreadError: as a factor it would be written without brackets, or has no meaning.
    """
    kind = ex.kind_of(value)
    if not isinstance(value, ex.OperatorSymbol | ex.VectorSymbol | ex.PathValue) or kind == ex.SCALAR:
        return
    if not brackets.lone_name(reader):
        return
    try:
        inside = reader.inner(brackets.argument_tokens(reader.tokens, reader.place)).whole()
        number = ex.kind_of(inside) == ex.SCALAR
        applies = kind == ex.OPERATOR and not number and ill_typed(made(at, lambda a, b: a @ b, value, inside)) is None
    except UnreadError:
        return
    if applies:
        return
    what = "matrix" if kind == ex.OPERATOR else "vector"
    if isinstance(value, ex.PathValue):
        raise UnreadError(
            at, f"{name} has an index below and one in brackets here: {_TWICE} cannot be said yet.", _TWICE
        )
    said = f"{name} is a {what} as far as is declared, and has an argument here"
    if kind == ex.OPERATOR and not number:
        raise UnreadError(at, f"{said}: {_OF_MATRICES} cannot be said yet.", _OF_MATRICES)
    remedy = f"`{name}(k) : sequence`" if number else f"`{name} : R^d -> R^n`"
    raise UnreadError(at, f"{said}: say what it is, as in {remedy}.")
