r"""What is said of a map by where it goes: ``f : \R^d \to [0, 1]`` has its values there."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import halfline_sign, in_interval, is_interval, signed, space, split
from proofcheck.latex.source import Token
from proofcheck.latex.unfolding import at_all_times


def target_space(into: Sequence[Token], notation: Notation, at: Token) -> tuple[Any, ...] | None:
    """Return the space in which the values of a map are; nothing where that is not read."""
    return () if _sign(into) or _is_bounded(into) else space(split(list(into), ",")[0], notation, at)


def said_of_values(function: Any, into: Sequence[Token], notation: Notation, at: Token) -> list[Any]:
    """Return what is said of the values of a map, or of a path, by the interval in which they are."""
    sign = _sign(into)
    if sign and isinstance(function, ex.PathSymbol):
        return [at_all_times(function, lambda value: ex.related(sign, value, 0))]
    arguments = _arguments(function)
    value = function(*arguments)
    if sign:
        return [ex.ForAll(ex.related(sign, value, 0), *arguments)]
    ends = in_interval(value, list(into), notation, at) if _is_bounded(into) else []
    return [ex.ForAll(end, *arguments) for end in ends]


def _arguments(function: Any) -> tuple[Any, ...]:
    if isinstance(function, ex.Definition):
        return tuple(function.parameters)
    return (
        ex.ScalarSymbol("t", real=True) if isinstance(function, ex.PathSymbol) else ex.VectorSymbol("x", function.p),
    )


def _sign(into: Sequence[Token]) -> str:
    return halfline_sign(into) or signed(split(list(into), ",")[0])


def _is_bounded(into: Sequence[Token]) -> bool:
    return is_interval(into) and not any(t.text == "\\infty" for t in into)
