"""Suppositions that say nothing of any name: that something is finite, what signs stand for."""

import re
from typing import TYPE_CHECKING

from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import Found
from proofcheck.latex.ranges import expression
from proofcheck.latex.source import UnreadError
from proofcheck.latex.speech import DEFINED

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_BARS = r"(?:\\\||\\[lr]?Vert)"
_NORM = re.compile(rf"{_BARS}(?P<name>\\?\w+){_BARS}_?\{{?(?P<which>\\infty|[12])?\}}?(?P<square>\^2|\^\{{2\}})?")
_RANGE = r"(?:_(?:\{[^{}|]*\}|\w))?(?:\^(?:\{[^{}|]*\}|\w))?"
_SIZE = r"(?:\||\\[lr]?vert){}_\{{?[a-z]\}}?(?:\||\\[lr]?vert)"


def says_finite(relation: Found) -> bool:
    r"""Whether a relation only says that something is finite, ``\inf F > -\infty``: all that is spoken of is so."""
    right = "".join(t.text for t in relation.link.right)
    left = "".join(t.text for t in relation.tokens[: len(relation.tokens) - len(relation.link.right)])
    below, above = {"<", "<="}, {">", ">="}
    return (
        (relation.link.sign in below and (right in {"\\infty", "+\\infty"} or left == "-\\infty"))
        or (relation.link.sign in above and (right == "-\\infty" or left in {"\\infty", "+\\infty"}))
    )  # fmt: skip


def says_notation(reading: "Reading", relation: Found) -> bool:
    r"""Whether an equation only says what signs on its left stand for: ``\|v\|_D^2 = v^\top D v``, or a usual norm."""
    if reading.speech.mode != DEFINED or relation.link.sign not in {"=", ":="}:
        return False
    left = relation.tokens[: len(relation.tokens) - len(relation.link.right)]
    if relation.error is None:
        return _says_norm("".join(t.text for t in left), "".join(t.text for t in relation.link.right))
    try:
        expression(relation.link.right, reading.notation.copy())
    except UnreadError:
        return False
    return bool(relation.error.notation) and full_name(list(left), reading.notation) is None


def _says_norm(left: str, right: str) -> bool:
    r"""Whether an equation says what a norm is that is what is always called so: ``\|v\|_\infty = \max_i |v_i|``."""
    found = _NORM.fullmatch(left)
    if found is None:
        return False
    name = re.escape(found["name"])
    size = _SIZE.format(name)
    squares = rf"\\sum{_RANGE}(?:{name}_\{{?[a-z]\}}?|{size})\^(?:2|\{{2\}})"
    product = rf"{name}\^(?:\\top|T|\{{\\top\}}|\{{T\}}){name}|\\langle{name},{name}\\rangle|{squares}"
    meant = {
        "\\infty": rf"\\max{_RANGE}{size}",
        "1": rf"\\sum{_RANGE}{size}",
    }.get(found["which"] or "2", product if found["square"] else rf"\\sqrt\{{(?:{product})\}}")
    return re.fullmatch(meant, right) is not None
