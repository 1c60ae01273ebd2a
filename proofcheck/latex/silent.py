"""Suppositions that say nothing of any name: that something is finite, what signs stand for."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import Absolute
from proofcheck.latex.about import names_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import Found
from proofcheck.latex.called import Called
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.numbered import members_listed
from proofcheck.latex.ranges import expression, find
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.speech import DEFINED
from proofcheck.latex.vocabulary import INNER, NORM

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_BARS = r"(?:\\\||\\[lr]?Vert)"
_NORM = re.compile(rf"{_BARS}(?P<name>\\?\w+){_BARS}_?\{{?(?P<which>\\infty|[12])?\}}?(?P<square>\^2|\^\{{2\}})?")
_RANGE = r"(?:_(?:\{[^{}|]*\}|\w))?(?:\^(?:\{[^{}|]*\}|\w))?"
_SIZE = r"(?:\||\\[lr]?vert){}_\{{?[a-z]\}}?(?:\||\\[lr]?vert)"


_TRANSPOSED = r"(?:\^\{?(?:\\top|T|\\intercal|\\mathsf\{?T\}?|')\}?)?"
_ONES = re.compile(
    r"\\math(?:bf|bb|ds|bbm)\{?1\}?(?:_\{?\w\}?)?(?:=|:=)[(\[]1,(?:1,)*\\[lc]?dots,1[)\]]"
    rf"{_TRANSPOSED}(?:\\in\\(?:R|mathbb\{{?R\}}?)\^\{{?\w\}}?)?"
)


def spells_ones(content: Sequence[Token]) -> bool:
    r"""Whether a formula says of ``\mathbf{1}`` what it is always: ``\mathbf{1} = (1, \dots, 1)^\top``."""
    return _ONES.fullmatch(plain(content)) is not None


def spells_components(content: Sequence[Token], notation: Notation) -> bool:
    r"""Whether a formula only says how the members of a family are numbered: ``p = (p_1, \dots, p_n)``."""
    place = find(content, "=")
    name = full_name(list(content[:place]), notation) if place > 0 else None
    listed = members_listed(content[place + 1 :], notation) if name is not None else None
    return listed is not None and listed[0] == name and not listed[2] and name in notation.counted


def says_finite(relation: Found) -> bool:
    r"""Whether a relation only says that something is finite, ``\inf F > -\infty``: all that is spoken of is so.

    A sum, an integral, a limit or a supremum need not be.
    """
    if any(token.text in _MAY_BE_INFINITE for token in relation.tokens):
        return False
    right = "".join(t.text for t in relation.link.right)
    left = "".join(t.text for t in relation.tokens[: len(relation.tokens) - len(relation.link.right)])
    below, above = {"<", "<="}, {">", ">="}
    return (
        (relation.link.sign in below and (right in {"\\infty", "+\\infty"} or left == "-\\infty"))
        or (relation.link.sign in above and (right == "-\\infty" or left in {"\\infty", "+\\infty"}))
    )  # fmt: skip


def measures_anew(reading: "Reading", relation: Found) -> bool:
    r"""Whether an equation says how norms are measured, ``\|v\| = \sum_i |v_i|``: from there on they are other ones.

    So it is with inner products that are called so: "the inner product $\langle u, v \rangle = u^\top M v$".
    """
    says, at = relation.says, relation.link.at
    if not (isinstance(says, ex.Relation) and says.op == "="):
        return False
    product = _INNER.search(reading.speech.sentence) is not None and _is_form(says)
    if not product and not _is_size(says):
        return False
    what = INNER if product else NORM
    said = Called(plain(relation.link.right).strip(), at, beyond=f"other {what}s")
    reading.notation.measured = {**reading.notation.measured, what: said}
    message = f"this says how {what}s are measured: other {what}s than the usual one cannot be said yet."
    reading.leave(UnreadError(at, message, said.beyond), at, names_of([says]))
    return True


def _is_size(says: ex.Relation) -> bool:
    """Whether an equation says what the norm of something is, by the sizes of its components."""
    parts = [*ex.all_parts(says.right)]
    usual = any(isinstance(part, ex.Sqrt | ex.Norm | ex.Inner) for part in parts)
    of = says.left.args[0] if isinstance(says.left, ex.Norm) else None
    return not usual and of in parts and any(isinstance(part, _SIZES) for part in parts)


def _is_form(says: ex.Relation) -> bool:
    """Whether an equation says what the inner product of two vectors is, by something else beside them."""
    pair = named(says.left) if isinstance(says.left, ex.Inner) else set()
    return len({s for s in pair if isinstance(s, ex.VectorSymbol)}) == 2 and pair < named(says.right)


_INNER = re.compile(r"\b(?:inner|scalar|dot) products?\b", re.IGNORECASE)
_MAY_BE_INFINITE = frozenset({"\\sum", "\\int", "\\lim", "\\limsup", "\\sup", "\\prod"})
_SIZES = (Absolute, ex.SumNorm, ex.MaximumNorm, ex.Maximum)


def says_notation(reading: "Reading", relation: Found) -> bool:
    r"""Whether an equation only says what signs on its left stand for: ``\|v\|_D^2 = v^\top D v``, or a usual norm."""
    if reading.speech.mode != DEFINED or relation.link.sign not in {"=", ":="}:
        return False
    left = relation.tokens[: len(relation.tokens) - len(relation.link.right)]
    if relation.error is None and isinstance(relation.says, ex.Relation) and relation.says.left == relation.says.right:
        return True
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
