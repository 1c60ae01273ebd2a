r"""Chains that end in the space of what stands in them: ``K = X X^T \in \R^{n \times n}``, ``x_0 = z_0 \in \R^d``."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.shapes import ill_typed
from proofcheck.latex.applying import full_name
from proofcheck.latex.hearing import take_declaration
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import expression, space, symbol
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import Token, UnreadError

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


def without_space(reading: "Reading", segment: Segment, said: str) -> Segment:
    """Return a chain without the space at its end: names alone are declared to be in it, all else has its shape."""
    signs = [link.sign for link in segment.links]
    if len(signs) < 2 or signs[-1] != "\\in" or set(signs[:-1]) != {"="}:
        return segment
    where = segment.links[-1]
    try:
        kind = space(where.right, reading.notation, where.at)
    except UnreadError:
        return segment
    sides = [segment.start, *(link.right for link in segment.links[:-1])]
    names = [side for side in sides if full_name(list(side), reading.notation) is not None]
    if kind is None or any(_is_elsewhere(side, kind, reading.notation) for side in sides if side not in names):
        return segment
    for name in names if len(names) == len(sides) else names[1:]:
        take_declaration(reading, [*name, where.at, *where.right], said)
    return replace(segment, links=segment.links[:-1])


def _is_elsewhere(side: Sequence[Token], kind: tuple[Any, ...], notation: Notation) -> bool:
    """Whether a side of an equation has a meaning, and is in another space."""
    if [token.text for token in side] == ["0"]:
        return False
    try:
        found = expression(side, notation.copy())
    except UnreadError:
        return False
    alike = ex.expression(symbol("w", kind), "this")
    return ex.kind_of(found) != ex.kind_of(alike) or ill_typed(ex.related("=", found, alike)) is not None
