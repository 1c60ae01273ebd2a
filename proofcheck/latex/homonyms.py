"""Which meanings one name may have beside each other."""

from typing import Any

from proofcheck.lang import expressions as ex


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


__all__ = ["told_apart"]
