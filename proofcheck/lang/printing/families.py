"""How members of families of functions, the components of one map, slopes in one argument, and extrema are written."""

from typing import Any

from proofcheck.lang import expressions as ex

ALL = "_all"
"""How the name of a map ends whose components are written as functions of their own: those of ``f_all`` as ``f_i``."""


def of_member(node: Any) -> tuple[ex.MapSymbol, Any, Any] | None:
    """Return the map, the index and the point where a node is the value or gradient of a member; else ``None``."""
    if isinstance(node, ex.Component) and isinstance(node.args[0], ex.Value):
        taken, index = node.args
    elif isinstance(node, ex.Composition) and all(map(isinstance, node.args, (ex.Transpose, ex.UnitVector))):
        taken, index = node.args[0].args[0], node.args[1].args[1]
    else:
        return None
    is_taken = isinstance(taken, ex.Value | ex.JacobianValue) and taken.args[0].name.endswith(ALL)
    return (taken.args[0], index, taken.args[1]) if is_taken else None


def place_alone(node: ex.NablaAt) -> int | None:
    """Return which argument of a defined function the variable of a gradient is, where it stands nowhere else."""
    variable, body, _ = node.args
    if not isinstance(body, ex.Defined) or len(body.args) < 3 or body.definition.style != "call":
        return None
    there = [place for place, part in enumerate(body.args[1:], 1) if variable in ex.free_symbols(part)]
    return there[0] if len(there) == 1 and body.args[there[0]] == variable else None


def members(node: Any) -> list[Any]:
    """What a maximum or minimum is taken of: the first of two may be one of the same kind, written out with it."""
    first, last = node.args
    return [*(members(first) if type(first) is type(node) else [first]), last]
