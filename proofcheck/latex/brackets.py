"""What brackets after a name that nobody declares may be: a factor, or arguments of something that cannot be said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.source import DIGIT, LETTER, Token
from proofcheck.latex.vocabulary import GREEK, words

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

COUNTING = words("k t n j i m s r l T K N")
"""Letters that count in brackets after a name."""
SEVERAL, FAMILIES = "functions of several arguments", "families of functions"


def index_end(tokens: Sequence[Token], place: int) -> int:
    """Return where brackets end that hold an index, as ``(t)``, ``(k + 1)`` and ``(0)`` do; 0 where none do."""
    if place >= len(tokens) or tokens[place].text != "(":
        return 0
    end = next((i for i in range(place, min(place + 7, len(tokens))) if tokens[i].text == ")"), 0)
    inside = tokens[place + 1 : end]
    if not inside:
        return 0
    if all(t.kind == DIGIT for t in inside):
        return end + 1
    letter = inside[0].kind == LETTER and inside[0].text in COUNTING
    step = [t for t in inside[1:] if t.text != "'"]
    steps = not step or (step[0].text in {"+", "-"} and all(t.text.isalnum() for t in step[1:]) and len(step) > 1)
    return end + 1 if letter and steps else 0


def is_count(below: Sequence[Token]) -> bool:
    """Whether an index may count, or be that of a component: a small letter, a number."""
    return len(below) == 1 and (below[0].text.isdecimal() or (below[0].text.isalpha() and below[0].text.islower()))


def is_factor(reader: "Mathematics", root: str, name: str) -> bool:
    """Whether a bracket after an undeclared name is a factor: a sum, after what is a number by itself elsewhere.

    A small Greek letter is one that is nowhere written with a lone letter in brackets after it.
    """
    inside = _inside_brackets(reader)
    sums, lists = (any(t in inside for t in signs) for signs in (("+", "-"), (",", ";")))
    number = name in reader.notation.alone or (root in GREEK and root.islower() and root not in reader.notation.called)
    return sums and not lists and number


def _inside_brackets(reader: "Mathematics") -> list[str]:
    """Return what stands in the brackets to come, in no others."""
    found: list[str] = []
    depth = 0
    for token in reader.tokens[reader.place :]:
        depth += (token.text in {"(", "{", "[", "\\{"}) - (token.text in {")", "}", "]", "\\}"})
        if depth == 0:
            break
        if depth == 1:
            found.append(token.text)
    return found


def beyond(reader: "Mathematics", below: list[Token], *, word: bool) -> str | None:
    """Return what a name with brackets after it is that has no word in the language yet; None where it may have one."""
    index = reader.notation.name(below, 0) if below else None
    indexed = index is not None and (
        is_count(below) or index.root in GREEK or bool(reader.notation.meaning(index.root))
    )
    inside = _inside_brackets(reader)
    if "," in inside or ";" in inside:
        return SEVERAL
    if not {"\\mid", "\\vert", "|"}.isdisjoint(inside):
        return "conditional densities"
    if word:
        return "functions by name"
    return FAMILIES if indexed and not {"+", "-"} & set(inside) else None
