r"""Sets by their names, and points that are chosen: ``x \in C``, ``p = \Pi_C(x)``, ``p = \operatorname{prox}_h(x)``."""

from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang import properties
from proofcheck.latex.applying import full_name
from proofcheck.latex.combining import made
from proofcheck.latex.notation import Notation, argument
from proofcheck.latex.ranges import expression
from proofcheck.latex.source import Token

_PROJECTIONS = frozenset({"P", "\\Pi", "\\operatorname{proj}", "\\mathrm{proj}", "\\operatorname{Proj}", "\\proj"})
_PROXIMAL = frozenset({"\\operatorname{prox}", "\\mathrm{prox}", "\\operatorname{Prox}", "\\prox"})


def set_named(tokens: Sequence[Token], notation: Notation) -> Any:
    """Return the set that tokens name, if they name one."""
    name = full_name(list(tokens), notation) if tokens else None
    known = notation.meaning(name) if name is not None else ()
    return next((meaning for meaning in known if isinstance(meaning, ex.SetSymbol)), None)


def belonging(name: Sequence[Token], of: Any, notation: Notation) -> ex.Member:
    """Return that a point belongs to a set; a name that stands for nothing yet is a vector from then on."""
    called = full_name(list(name), notation)
    if called is not None and not notation.meaning(called):
        notation.declare(called, ex.VectorSymbol(called, of.p))
    at = name[0] if name else None
    return ex.Member(made(at, ex.expression, expression(name, notation), "a member"), of)


def chosen(point: Any, right: Sequence[Token], notation: Notation, at: Token) -> Any:
    """Return what says that a point is a projection or a proximal point, where the right side is one."""
    place = next((i for i, token in enumerate(right) if token.text == "_"), -1)
    if place < 1 or right[-1].text not in {")", "]"}:
        return None
    head = "".join(token.text for token in right[:place])
    below, after = argument(list(right), place + 1)
    if head not in _PROJECTIONS | _PROXIMAL or after >= len(right) or right[after].text not in {"(", "["}:
        return None
    inside = right[after + 1 : -1]
    if head in _PROJECTIONS:
        of = set_named(below, notation)
        return None if of is None else made(at, properties.projection, point, expression(inside, notation), of)
    name = full_name(below[-1:], notation)
    function = next((m for m in notation.meaning(name or "") if isinstance(m, ex.MapSymbol) and m.n is None), None)
    if function is None:
        return None
    step = expression(below[:-1], notation) if len(below) > 1 else 1
    return made(at, properties.proximal_point, point, function, step, expression(inside, notation))
