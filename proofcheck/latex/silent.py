"""Suppositions that say nothing of any name: that something is finite, what signs that are not read stand for."""

from typing import TYPE_CHECKING

from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import Found
from proofcheck.latex.ranges import expression
from proofcheck.latex.source import UnreadError
from proofcheck.latex.speech import DEFINED

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


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
    r"""Whether an equation only says what unread signs on its left stand for: ``\|v\|_D^2 = v^\top D v``."""
    if reading.speech.mode != DEFINED or relation.link.sign not in {"=", ":="} or relation.error is None:
        return False
    left = relation.tokens[: len(relation.tokens) - len(relation.link.right) - 1]
    try:
        expression(relation.link.right, reading.notation.copy())
    except UnreadError:
        return False
    return bool(relation.error.notation) and full_name(list(left), reading.notation) is None
