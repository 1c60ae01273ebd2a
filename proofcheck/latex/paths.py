r"""What moves in time by how it is written: names under dots, ``\dot W_1(t)``, and what these are otherwise."""

import re
from collections.abc import Collection, Iterator, Sequence

from proofcheck.lang import expressions as ex
from proofcheck.latex.notation import Likely, Notation
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spaces import counts, name_at
from proofcheck.latex.spelling import argument
from proofcheck.latex.uses import Found, Uses

_SOLVES = re.compile(
    r" (?:be|is|are|being) (?:(?:an?|the|two|any|some|unique|global|smooth) )*(?:solutions?|trajector(?:y|ies)) "
    r"(?:of|to)(?: (?:the|an?)(?: [a-z-]+){1,4})?((?: ?⟨\d+⟩,?(?: and)?)+)",
    re.IGNORECASE,
)
"""What is said of paths whose equations stand beside it."""


def without_solving(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    r"""Return a sentence without words for what flows that it names say: "let $w$ be a solution of $\\dot w = -w$"."""

    def plainly(found: re.Match[str]) -> str:
        flows = all(any(t.text == "\\dot" for t in inline[int(n)]) for n in re.findall(r"\d+", found[1]))
        return f" with{found[1]}" if flows else found[0]

    return _SOLVES.sub(plainly, sentence)


def note_dot(tokens: list[Token], place: int, notation: Notation, uses: Uses) -> None:
    r"""Note the name under a dot that stands at a place, with the number below it: ``\dot u``, ``\dot W_1``."""
    inside, end = argument(tokens, place + 1)
    below = [] if tokens[end : end + 1] == [] or tokens[end].text != "_" else tokens[end : argument(tokens, end + 1)[1]]
    dotted = name_at([*inside, *below], 0, notation)
    dotted = name_at(inside, 0, notation) if dotted is None or counts(dotted.index) else dotted
    if dotted is not None:
        uses.moving.add(dotted.name)
        uses.dotted.setdefault(dotted.name, dotted.at)


def note_time(tokens: list[Token], found: Found, uses: Uses) -> None:
    """Note a name that is taken at a time, and whether a power of that is taken."""
    uses.timed.setdefault(found.name, found.at)
    close = next((i for i in range(found.after, len(tokens)) if tokens[i].text == ")"), len(tokens))
    above = argument(tokens, close + 2)[0] if [t.text for t in tokens[close + 1 : close + 2]] == ["^"] else []
    uses.squared |= {found.name} if [t.text.isdecimal() for t in above] == [True] else set()


def likely_numbers(uses: Uses, taken: Collection[str]) -> Iterator[tuple[str, Likely]]:
    """Yield the names under dots of which powers are taken, and nothing else is said: they are numbers that move."""
    for name, at in ((name, at) for name, at in uses.dotted.items() if name in uses.squared):
        known = name in taken or name in uses.maps or name in uses.operators or uses.space(name) or uses.term(name)
        if not known and name not in uses.counted and not name[:1].isupper():
            yield name, Likely((ex.ScalarSymbol(name, real=True),), "a path of numbers", "a dot stands over it", at)


def below(tokens: list[Token], place: int, root: str, notation: Notation) -> tuple[str, int]:
    """Return the name of a path with the number that stands below it at a place, and where that ends; or nothing."""
    if [t.text for t in tokens[place : place + 1]] != ["_"]:
        return "", place
    try:
        number, end = argument(tokens, place + 1)
    except UnreadError:
        return "", place
    name = f"{root}_{number[0].text}" if len(number) == 1 and number[0].text.isdecimal() else ""
    paths = any(isinstance(m, ex.PathSymbol) and not m.discrete for m in notation.meaning(name)) if name else False
    return (name, end) if paths else ("", place)
