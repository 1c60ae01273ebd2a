"""Norms, absolute values, inner products: what stands between bars, and the commands for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import absolute
from proofcheck.latex.combining import NO_SPACE, Multiple, made
from proofcheck.latex.notation import subscript_word
from proofcheck.latex.powers import power
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import INNER, NORM, NOT_FACTORS, OF_MATRICES, OPENING

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics


def _bars(closing: str) -> Callable[["Mathematics", Token], Any]:
    def read(reader: "Mathematics", at: Token) -> Any:
        if closing == "|" and reader.peek() in {"+", "-"} and _is_doubtful(reader.tokens[: reader.place - 1]):
            raise UnreadError(
                at, "bars beside each other can be read in two ways: write \\left| and \\right|.", "doubt"
            )
        reader.bars.append(closing)
        differentials, reader.differentials = reader.differentials, []
        value = reader.sum()
        reader.differentials = differentials
        reader.bars.pop()
        reader.expect(closing, at)
        double = closing not in {"|", "\\vert", "\\rvert"}
        return _norm(reader, value, at) if double else _absolute(reader, value, at)

    return read


def _is_doubtful(before: Sequence[Token]) -> bool:
    """Whether a bar after these tokens may close what another one opens, as the third one of ``|a|b|+c|``."""
    return any(t.text == "|" for t in before) and before[-1].text not in NOT_FACTORS | OPENING | {"+", "-", "|", "/"}


_OF_COMPONENTS = {"1": ex.SumNorm, "\\infty": ex.MaximumNorm, "∞": ex.MaximumNorm}
_FROBENIUS = frozenset({"f", "frm", "fro", "frob", "hs"})
_NUCLEAR = frozenset({"nuc", "nuclear", "tr", "trace"})


def _norm(reader: "Mathematics", value: Any, at: Token) -> Any:
    above: list[Token] = []
    if reader.peek() == "^" and reader.place + 1 < len(reader.tokens):
        content, after = argument(reader.tokens, reader.place + 1)
        if after < len(reader.tokens) and reader.tokens[after].text == "_":  # the index after the power
            above, reader.place = content, after
    return power(reader, _norm_of(reader, value, at), above, at)


def _norm_of(reader: "Mathematics", value: Any, at: Token) -> Any:
    if reader.peek() == "_":
        reader.next()
        below, reader.place = argument(reader.tokens, reader.place)
        if ex.kind_of(value) == ex.OPERATOR and subscript_word(below, reader.notation).lower() in _FROBENIUS:
            return made(at, ex.FrobeniusNorm, value)
        if ex.kind_of(value) == ex.OPERATOR and _is_nuclear(reader, below):
            return made(at, ex.NuclearNorm, value)
        if ex.kind_of(value) == ex.VECTOR and (shown := plain(below)) in _OF_COMPONENTS:
            return made(at, _OF_COMPONENTS[shown], value)
        _check_index(reader, value, below, at)
    elif OF_MATRICES in reader.notation.measured and ex.kind_of(value) == ex.OPERATOR:
        return made(at, ex.FrobeniusNorm, value)
    else:
        refuse_other(reader, NORM, at)
    if ex.kind_of(value) == ex.SCALAR:
        _refuse_scalar(value, at)
    return made(at, ex.Norm, value)


def refuse_other(reader: "Mathematics", what: str, at: Token) -> None:
    """Refuse a norm or an inner product that words say is not the usual one.

    Raises:
        UnreadError: they say so.
    """
    if (said := reader.notation.measured.get(what)) is not None:
        raise UnreadError(at, f"line {said.at.place[0]} says that this is '{said.said}', which cannot be said yet: "
                          f"the Euclidean {what} can.", said.beyond)  # fmt: skip


def _is_nuclear(reader: "Mathematics", below: list[Token]) -> bool:
    """Whether an index says that a norm is the sum of the singular values."""
    return plain(below) in {"*", "\\ast", "\\star"} or subscript_word(below, reader.notation).lower() in _NUCLEAR


def _check_index(reader: "Mathematics", value: Any, below: list[Token], at: Token) -> None:
    index = subscript_word(below, reader.notation).lower()
    euclidean = {"2", "op", "oprm", "spec"} if ex.kind_of(value) == ex.OPERATOR else {"2"}
    if index not in euclidean:
        shown = plain(below)
        can = "the norms 2, 1 and \\infty of vectors, and the operator, Frobenius and nuclear norms can."
        raise UnreadError(at, f"the norm with the index {shown} cannot be said yet: {can}", "other norms")


def _refuse_scalar(value: Any, at: Token) -> None:
    if isinstance(value, Multiple):
        raise UnreadError(at, NO_SPACE)
    raise UnreadError(at, f"the norm of {value} is taken, which is a number as far as is declared: say what its "
                      "letters are, as in `x in R^d`, or write |...|.")  # fmt: skip


def _absolute(reader: "Mathematics", value: Any, at: Token) -> Any:
    if ex.kind_of(value) == ex.SCALAR:
        return made(at, absolute, value)
    if ex.kind_of(value) == ex.VECTOR:
        refuse_other(reader, NORM, at)
        return made(at, ex.Norm, value)
    raise UnreadError(at, "bars around an operator can be a norm or a determinant.", "determinants and ranks")


def _norm_command(reader: "Mathematics", at: Token) -> Any:
    star = reader.peek() == "*"
    if star:
        reader.next()
    return _norm(reader, reader.argument().whole(), at)


def _absolute_command(reader: "Mathematics", at: Token) -> Any:
    return _absolute(reader, reader.argument().whole(), at)


def _inner_command(reader: "Mathematics", at: Token) -> Any:
    refuse_other(reader, INNER, at)
    first = reader.argument()
    if reader.peek() == "{":
        return made(at, _inner, first.whole(), reader.argument().whole())
    left = first.sum()
    first.expect(",", at)
    return made(at, _inner, left, first.whole())


def _angle(reader: "Mathematics", at: Token) -> Any:
    refuse_other(reader, INNER, at)
    bars, reader.bars = reader.bars, []
    differentials, reader.differentials = reader.differentials, []
    left = reader.sum()
    if reader.peek() not in {",", "\\mid", "|", ";"}:
        raise UnreadError(reader.here, "an inner product has two parts, with a comma between them.")
    reader.next()
    right = reader.sum()
    reader.expect("\\rangle", at)
    reader.bars, reader.differentials = bars, differentials
    if reader.peek() == "_" and ex.kind_of(left) == ex.OPERATOR:
        below, after = argument(reader.tokens, reader.place + 1)
        if subscript_word(below, reader.notation).lower() in _FROBENIUS:
            reader.place = after
    return made(at, _inner, left, right)


def _inner(left: Any, right: Any) -> Any:
    if ex.kind_of(left) == ex.kind_of(right) == ex.SCALAR:
        raise ex.LanguageError(f"{left} and {right} are numbers as far as is declared: say what their letters are.")
    return ex.Inner(ex.expression(left, "the first part"), ex.expression(right, "the second part"))


READINGS: dict[str, Callable[["Mathematics", Token], Any]] = {
    "\\|": _bars("\\|"),
    "\\Vert": _bars("\\Vert"),
    "\\lVert": _bars("\\rVert"),
    "|": _bars("|"),
    "\\vert": _bars("\\vert"),
    "\\lvert": _bars("\\rvert"),
    "‖": _bars("‖"),
    "\\norm": _norm_command,
    "\\abs": _absolute_command,
    "\\inner": _inner_command,
    "\\ip": _inner_command,
    "\\langle": _angle,
}
