"""What has a notation of its own: fractions, roots, and what the other files of its kind read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Rational

from proofcheck.lang import expressions as ex
from proofcheck.latex import binders, chance, combinatorial, derivatives, elementary, norms, sets
from proofcheck.latex.combining import Function, made
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import bracket_depths

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics


def _fraction(reader: "Mathematics", at: Token) -> Any:
    start = reader.place
    found = derivatives.derivative_sign(reader, at)
    if found is not None:
        return found
    reader.place = start
    above, below = reader.argument().whole(), reader.argument().whole()
    if below == 0:
        raise UnreadError(at, "this divides by 0.")
    if ex.kind_of(above) != ex.SCALAR:
        return made(at, lambda a, b: a / b, above, below)
    return made(at, lambda a, b: ex.Frac(ex.expression(a, "a"), ex.expression(b, "b")), above, below)


def _root(reader: "Mathematics", at: Token) -> Any:
    if reader.peek() == "[":
        return _other_root(reader, at)
    return made(at, lambda a: ex.Sqrt(ex.expression(a, "a")), reader.argument().whole())


def _other_root(reader: "Mathematics", at: Token) -> Any:
    """The n-th root of what is positive, as a power."""
    reader.next()
    index = reader.number()
    reader.expect("]", at)
    if not index.is_Integer or index < 1:
        raise UnreadError(at, f"there is no {index}-th root.")
    return made(at, lambda a: ex.expression(a, "a") ** Rational(1, index), reader.argument().whole())


def _exponential(reader: "Mathematics", at: Token) -> Any:
    from proofcheck.latex.applying import applied

    while reader.peek() == "{":
        content, after = argument(reader.tokens, reader.place)
        reader.tokens[reader.place : after] = content
    if reader.peek() not in {"(", "[", "\\{"}:
        return made(at, ex.Exp, ex.expression(elementary.argument_of(reader, "exp", at), "the argument of exp"))
    depths = bracket_depths(reader.tokens[reader.place :])
    end = next((place for place, depth in enumerate(depths) if depth == 0), 0)
    elementary.refuse_imaginary(reader, reader.tokens[reader.place : reader.place + end], at)
    return applied(reader, Function("exp", lambda a: ex.Exp(ex.expression(a, "a")), numbers=True), at)


READINGS: dict[str, Callable[["Mathematics", Token], Any]] = {
    **dict.fromkeys(["\\frac", "\\tfrac", "\\dfrac", "\\cfrac", "\\nicefrac", "\\sfrac"], _fraction),
    "\\sqrt": _root,
    "\\exp": _exponential,
    **elementary.READINGS,
    **norms.READINGS,
    **binders.READINGS,
    **chance.READINGS,
    **combinatorial.READINGS,
    **derivatives.READINGS,
    **sets.READINGS,
}
