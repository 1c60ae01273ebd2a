r"""Where recursions begin that go back by one term: ``x_{k+1} = x_k + b (x_k - x_{k-1})``, with ``x_{-1} = x_0``.

Terms have no numbers below 0. The first step is said with ``x_0`` in the place of the term before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing import text_name
from proofcheck.latex import families
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import Found
from proofcheck.latex.forms import goes_on, names_in, tokens_of
from proofcheck.latex.notation import Notation
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.structure import formulas

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


def sets_term(reading: "Reading", segment: Segment, beside: Sequence[Segment]) -> bool:
    """Whether ``x_0 := a`` or ``x_{k+1} := a`` says of a sequence where it starts or how it goes on.

    It is an equation then, and names nothing. So it is with a number in an update that stands ``beside`` it.
    """
    return _sets_beside_update(reading, segment, beside) or _sets_term(reading, segment)


def _sets_term(reading: "Reading", segment: Segment) -> bool:
    link = next(iter(segment.links), None)
    name = reading.notation.name(segment.start, 0) if link is not None and link.sign == ":=" else None
    if link is None or name is None or [t.text for t in segment.start[name.after : name.after + 1]] != ["_"]:
        return False
    index, end = argument(segment.start, name.after + 1)
    shifted = any(t.text in {"+", "-"} for t in index) or plain(index).isdecimal()
    of_sequence = end == len(segment.start) and bool(reading.notation.sequence_of(f"{name.root}_0"))
    sets = of_sequence and (shifted or goes_on(segment.start, link.right, reading.notation))
    link.sign = "=" if sets else link.sign
    return sets


def _sets_beside_update(reading: "Reading", segment: Segment, found: Sequence[Segment]) -> bool:
    r"""Whether an equation says which number a letter is in the update beside it: ``x_{k+1} = ..., \quad t = 1/L``."""
    if len(segment.links) != 1 or segment.links[0].sign != "=" or segment.premises or segment.after:
        return False
    name = full_name(segment.start, reading.notation)
    known = [] if name is None else reading.notation.meanings.get(name, [])
    number = all(isinstance(m, ex.ScalarSymbol) and not m.is_integer for m in known)
    return (
        bool(known)
        and number
        and any(
            _goes_on(other.start, reading.notation) and name in names_in(tokens_of(other), reading.notation)
            for other in found
            if other is not segment and len(other.links) == 1 and other.links[0].sign in {"=", ":="}
        )
    )


def _goes_on(left: list[Token], notation: Notation) -> bool:
    """Whether the left side of an equation is the next term of a sequence."""
    name = notation.name(left, 0) if left else None
    if name is None or [t.text for t in left[name.after : name.after + 1]] != ["_"]:
        return False
    index, end = argument(left, name.after + 1)
    return end == len(left) and any(t.text == "+" for t in index)


def suppose_first_step(reading: "Reading", written: Any, says: Any, at: Token) -> None:
    """Suppose the step at 0 of a recursion that is ``written`` for all numbers and said from 1 on.

    Where the text does not say that the term before the first one is the first one, this is only what may be meant.
    """
    index = _begins_at_nought(written, says)
    if index is None:
        return
    first = _first_step(says.body, index)
    name = str(says.body.left.args[0].name)
    if _is_first_before(reading, name):
        reading.suppose(first, at, local=reading.speech.local)
    else:
        reading.scopes.unread(at, frozenset({name}), f"what it says of {text_name(name)} at 0", [first])


def before_the_first(says: Any) -> bool:
    """Whether an assertion speaks of a term whose number is below 0."""
    return bool(_too_early(says))


def from_the_first(reading: "Reading", relation: Found) -> Found:
    r"""Return a relation with ``x_0`` for ``x_{-1}``, in what is defined too, as ``d_0`` is by ``d_k = x_k - x_{k-1}``.

    Where the text does not say that they are the same, it is not read.
    """
    says = relation.says
    defined = {part: _unfolded(part) for part in ex.all_parts(says) if _is_at_number(part)} if says is not None else {}
    early = {part: value for part, value in defined.items() if _too_early(value)}
    terms = [term for value in (*early.values(), *([says] if says is not None else [])) for term in _too_early(value)]
    if not terms:
        return relation
    if not all(_is_first_before(reading, str(term.args[0].name)) for term in terms):
        message = "this speaks of a term before the first one, with a number below 0, which cannot be said yet."
        return replace(relation, says=None, error=UnreadError(relation.link.at, message, "terms before the first"))
    firsts = {term: term.args[0][Integer(0)] for term in terms}
    return replace(
        relation, says=says.xreplace({part: value.xreplace(firsts) for part, value in early.items()}).xreplace(firsts)
    )


def _is_at_number(part: Any) -> bool:
    return isinstance(part, ex.Defined) and len(part.args) > 1 and all(a.is_number for a in part.args[1:])


def _unfolded(part: Any) -> Any:
    """Return what is defined by what it stands for, definitions at numbers in that as well."""
    value = part.unfold()
    return value.xreplace({inner: _unfolded(inner) for inner in ex.all_parts(value) if _is_at_number(inner)})


def _too_early(says: Any) -> list[Any]:
    """Return the terms with numbers below 0."""
    parts = (p for p in ex.all_parts(says) if isinstance(p, ex.PathValue) and p.args[0].discrete)
    return [part for part in parts if _value(part.args[1]) < 0]


def _value(number: Any) -> int:
    """Return the number that ``0 - 1`` is; 0 of other terms."""
    parts = number.args if isinstance(number, ex.Sum) else (number,)
    values = [-part.args[0] if isinstance(part, ex.Negative) else part for part in parts]
    return sum(int(value) for value in values) if all(isinstance(value, Integer) for value in values) else 0


def _begins_at_nought(written: Any, says: Any) -> Any:
    """Return the index of a recursion that is written for all natural numbers and goes back by one."""
    if not isinstance(written, ex.ForAll) or not isinstance(says, ex.ForAll) or len(says.ranges) != 1:
        return None
    body, [span] = says.body, says.ranges
    recurs = isinstance(body, ex.Relation) and body.op == "=" and isinstance(body.left, ex.PathValue)
    index = ex.range_variable(span)
    return index if recurs and index in written.ranges and families.steps_back(body, index) == 1 else None


def _first_step(body: Any, index: Any) -> Any:
    terms = {part for part in ex.all_parts(body) if isinstance(part, ex.PathValue) and part.args[0].discrete}
    numbers = {term: _number(term.args[1], index) for term in terms}
    return body.xreplace({t: t.args[0][Integer(n)] for t, n in numbers.items() if n is not None}).xreplace(
        {index: Integer(0)}
    )


def _number(number: Any, index: Any) -> int | None:
    """Return what the number of a term is at 0: 0 for ``k - 1`` as well."""
    if number == index:
        return 0
    if isinstance(number, ex.Sum) and number.args[0] == index:
        return 1 if number.args[1] == 1 else 0
    return None


def _is_first_before(reading: "Reading", name: str) -> bool:
    r"""Whether a text says that ``x_{-1} = x_0``."""
    letter = rf"\\?{re.escape(name)}"
    said = re.compile(rf"{letter}_\{{-1\}}=(?:\\?\w+=)*{letter}_\{{?0|{letter}_\{{?0\}}?=(?:\\?\w+=)*{letter}_\{{-1\}}")
    return any(said.search("".join(t.text for t in formulas(part) if t.kind != "space")) for part in reading.content)
