r"""Where functions are that a formula defines: ``f : [0, 1] \to \R, f(x) = x``, "$f(x) = x + 1/x$ on $(0, \infty)$".

What is claimed of them is claimed there, as elsewhere they have no value: nothing else makes it false.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import called_from, find, is_interval, split
from proofcheck.latex.sets import in_bounds
from proofcheck.latex.source import Token, UnreadError

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_ON = re.compile(r"\b(?:on|over)(?: the)?(?: (?:closed|open|half-open|half-?line|interval|unit|set))* ⟨(\d+)⟩", re.I)
_ARROWS = ("\\to", "\\rightarrow", "\\longrightarrow", "→")


def note_domains(reading: "Reading") -> None:
    """Note on which interval the functions are that a sentence defines, if it says so."""
    speech, notation = reading.speech, reading.notation
    formulas = [mathematical(tokens) for tokens in speech.inline]
    places = [formulas[int(number)] for number in _ON.findall(speech.sentence)]
    on = next((content for content in places if is_interval(content)), [])
    for content in formulas:
        reading.told.domains |= {name: source for name, source in _declared(content, notation) if is_interval(source)}
        left = content[: max(find(content, "=", ":", "\\coloneqq"), 0)]
        opened = called_from(left)
        name = full_name(left[:opened], notation) if opened > 0 else None
        known = notation.meanings.get(name or "", ())
        if name is not None and on and known and isinstance(known[0], ex.Definition):
            reading.told.domains[name] = on


def _declared(content: list[Token], notation: Notation) -> Iterator[tuple[str, list[Token]]]:
    """Yield the names that a formula declares as functions, with the set that they go from."""
    colon, arrow = find(content, ":", "\\colon"), find(content, *_ARROWS)
    for part in split(content[:colon], ",") if 0 < colon < arrow else ():
        if (name := full_name(part, notation)) is not None:
            yield name, content[colon + 1 : arrow]


def where_defined(reading: "Reading", says: Any, at: Token) -> list[Any]:
    """Return that the points are in an interval at which functions are taken in an assertion that are on that alone."""
    free, found = ex.free_symbols(says), list[Any]()
    used = (part for part in ex.all_parts(says) if isinstance(part, ex.Defined) and len(part.args) == 2)
    for part in dict.fromkeys(used):
        domain = reading.told.domains.get(part.definition.name)
        if domain is not None and ex.free_symbols(part.args[1]) <= free:
            with suppress(UnreadError, ValueError):
                there = in_bounds(part.args[1], domain, reading.notation, at)
                found += [] if there is None else there.args if isinstance(there, ex.Both) else [there]
    return found
