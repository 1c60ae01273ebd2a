"""Which meanings one name may have beside each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.source import Token

if TYPE_CHECKING:
    from proofcheck.latex.notation import Notation


def told_apart(first: Any, second: Any) -> bool:
    """Whether one name may stand for both: a path and a variable, or definitions that their arguments tell apart."""
    if isinstance(first, ex.PathSymbol) != isinstance(second, ex.PathSymbol):
        path, other = (first, second) if isinstance(first, ex.PathSymbol) else (second, first)
        if isinstance(other, ex.Definition):
            return bool(path.discrete) and not other.parameters
        return not isinstance(other, ex.MapSymbol)
    if isinstance(first, ex.Definition) and isinstance(second, ex.Definition):
        return [*map(_sort, first.parameters)] != [*map(_sort, second.parameters)]
    return isinstance(first, ex.MapSymbol | ex.Definition) != isinstance(second, ex.MapSymbol | ex.Definition)


def _sort(parameter: Any) -> tuple[Any, ...]:
    return (ex.kind_of(parameter), *(parameter._content()[1:] if isinstance(parameter, ex.VectorSymbol) else ()))


def takes_arguments(meaning: Any) -> bool:
    """Whether something is a function, or a path in time."""
    if isinstance(meaning, ex.Definition):
        return bool(meaning.parameters)
    return isinstance(meaning, ex.MapSymbol | ex.PathSymbol)


def count_arguments(tokens: Sequence[Token]) -> int:
    """Return how many arguments stand in the brackets with which tokens begin; 0 where none do."""
    depth, count = 0, min(len(tokens), 1)
    for token in tokens:
        depth += (token.text in {"(", "{", "["}) - (token.text in {")", "}", "]"})
        if depth <= 0:
            break
        count += depth == 1 and token.text in {",", ";"}
    return count


def is_constant_too(name: str, meanings: Sequence[Any], notation: "Notation") -> bool:
    """Whether words make the name of a function the constant of a property, too, as in "L is L-Lipschitz"."""
    return name in notation.moduli and all(takes_arguments(m) or getattr(m, "arguments", 0) for m in meanings)


def beside_constant(name: str, notation: "Notation") -> list[Any]:
    """Return the functions that a name is taken for that words make the constant of a property, too."""
    likely = notation.likely[name].meanings if name in notation.moduli and name in notation.likely else ()
    return [meaning for meaning in likely if isinstance(meaning, ex.MapSymbol)]


__all__ = ["beside_constant", "count_arguments", "is_constant_too", "takes_arguments", "told_apart"]
