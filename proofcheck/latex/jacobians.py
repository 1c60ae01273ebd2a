"""What a sentence calls the Jacobian of a map."""

import re
from collections.abc import Iterator, Sequence

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import Token

_M = r"⟨(\d+)⟩"
_JACOBIAN = re.compile(
    rf"{_M}\s+(?:for|is|be|denotes?|as|,)?\s*the jacobian(?: matrix)? of {_M}|the jacobian(?: matrix)? {_M} of {_M}",
    re.IGNORECASE,
)


def jacobians(sentence: str, inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[ex.Definition]:
    """Yield the definitions of what a sentence calls the Jacobian of a map."""
    for found in _JACOBIAN.finditer(sentence):
        named, of = (mathematical(inline[int(number)]) for number in (found[1] or found[3], found[2] or found[4]))
        stop = next((i for i, t in enumerate(named) if t.text == "("), len(named))
        name, function = full_name(named[:stop], notation), full_name(of, notation)
        known = next(
            (m for m in notation.meaning(function or "") if isinstance(m, ex.MapSymbol) and m.n is not None), None
        )
        if name is not None and known is not None and not notation.known(name):
            point = ex.VectorSymbol("x", known.p)
            definition = ex.Definition(name, (point,), ex.JacobianValue(known, point), "call", ())
            notation.declare(name, definition)
            yield definition
