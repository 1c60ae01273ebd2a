"""Signs that a display gives to its free letters: what else it says is said under them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import names_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.forms import names_in, tokens_of
from proofcheck.latex.notation import Notation
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import Token
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import INDICES, RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


def with_signs(reading: "Reading", found: Sequence[Segment]) -> list[Segment]:
    r"""Put the sign that a display gives to a free letter, ``..., \qquad \eta > 0``, to what it says of that letter.

    It is not for what comes in the rows after it, nor for what the next sign of the same letter is for.
    """
    signs = [n for n, segment in enumerate(found) if n and _is_sign(reading, segment, found[:n])]
    others = [number for number in range(len(found)) if number not in signs]
    for number in others:
        there = [found[n] for n in signs if _is_for(found, n, number, signs, reading.notation)]
        found[number].conditions += [("if", tokens_of(sign)) for sign in there]
    return [found[number] for number in others]


def _is_for(found: Sequence[Segment], sign: int, other: int, signs: Sequence[int], notation: Notation) -> bool:
    """Whether a sign is meant for an assertion: one of the same letter is no nearer, and no row has ended since it."""
    letters = names_in(tokens_of(found[sign]), notation)
    same = [n for n in signs if n > other and names_in(tokens_of(found[n]), notation) == letters]
    if other < sign:
        return sign == same[0]
    first, last = found[sign].links[-1].at, found[other].links[0].at
    return not same and r"\\" not in first.source.text[first.at : last.at]


def _is_sign(reading: "Reading", segment: Segment, before: Sequence[Segment]) -> bool:
    """Whether an assertion bounds a letter, or its size, by numbers, and nothing is supposed of it but what it is.

    It stands before that assertion. An index may be compared with another letter as well: ``..., && i < d``.
    """
    signs = [RELATIONS.get(link.at.text) for link in segment.links]
    if not signs or segment.after or segment.conditions or not ({*signs} <= {"<", "<="} or {*signs} <= {">", ">="}):
        return False
    first, *others = [segment.start, *(link.right for link in segment.links)]
    bounded, bounds = (others[0], [first, others[1]]) if len(others) == 2 else (first, others)
    name, of_size = _bounded(bounded, reading.notation)
    if name is None or len(bounds) > 2 or (of_size and signs[0] in {">", ">="}):
        return False
    supposed = (says for says in (*reading.scopes.standing, *reading.scopes.tacit, *reading.scopes.given))
    told = names_of(supposed)
    kinds = ex.ScalarSymbol | ex.VectorSymbol if of_size else ex.ScalarSymbol
    known = [m for m in reading.notation.meanings.get(name, ()) if not isinstance(m, kinds)]
    there = frozenset[str]().union(*(names_in(tokens_of(other), reading.notation) for other in before))
    counts = name in INDICES and all(_is_number(b) or full_name(b, reading.notation) is not None for b in bounds)
    counts |= name in INDICES and any(_has_index(tokens_of(other), name) for other in before)
    return name not in told and not known and name in there and (counts or all(map(_is_number, bounds)))


def _has_index(tokens: Sequence[Token], name: str) -> bool:
    """Whether a letter stands as an index somewhere, ``x_i``, so that a bound of it says which terms are meant."""
    return any(
        sign.text == "_" and any(token.text == name for token in argument(list(tokens), place + 1)[0])
        for place, sign in enumerate(tokens)
    )


def _bounded(tokens: list[Token], notation: Notation) -> tuple[str | None, bool]:
    """Return the letter that is bounded, and whether its size is: that of a norm or an absolute value."""
    bars = {"|", "\\|", "\\lvert", "\\rvert", "\\lVert", "\\rVert", "\\Vert", "\\vert"}
    of_size = len(tokens) > 2 and {tokens[0].text, tokens[-1].text} <= bars
    return full_name(tokens[1:-1] if of_size else tokens, notation), of_size


def _is_number(tokens: Sequence[Token]) -> bool:
    signs = {".", "-", "+", "/", "{", "}", "\\frac", "\\tfrac"}
    digits = any(t.text.isdecimal() for t in tokens)
    return digits and all(t.text.isdecimal() or t.text in signs for t in tokens)
