"""Members of a family of functions, which are the components of one map: how they are written."""

from typing import Any

from proofcheck.lang import expressions as ex

ALL = "_all"
"""How the name of a map ends whose components are written as functions of their own: those of ``f_all`` as ``f_i``."""


def value_of_member(node: Any) -> tuple[str, Any, Any] | None:
    """Return the family, the index and the point where a component is the value of a member; else ``None``."""
    whole, *indices = node.args
    return _member(whole, indices[0]) if isinstance(whole, ex.Value) else None


def gradient_of_member(node: Any) -> tuple[str, Any, Any] | None:
    """Return the family, the index and the point where a product is the gradient of a member; else ``None``."""
    turned, unit = node.args
    if not isinstance(unit, ex.UnitVector) or not isinstance(turned, ex.Transpose):
        return None
    return _member(turned.args[0], unit.args[1]) if isinstance(turned.args[0], ex.JacobianValue) else None


def _member(taken: Any, index: Any) -> tuple[str, Any, Any] | None:
    name = str(taken.args[0].name)
    return (name.removesuffix(ALL), index, taken.args[1]) if name.endswith(ALL) else None
