r"""Spaces that words give a name, "a Hilbert space $\mathcal{F}$": each is taken for some R^n."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Remark
from proofcheck.lang.printing import latex_name, text_name
from proofcheck.latex.functions import sentences
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import find
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spaces import dimensions, name_at

_ADJECTIVES = (
    r"(?:(?:real|separable|finite[ -]dimensional|infinite[ -]dimensional|general|some|fixed|given),? (?:and )?)*"
)
_SPACE = rf"{_ADJECTIVES}(?:hilbert|euclidean|inner[ -]product) spaces?"
_LISTED = r"(?P<names>(?:⟨\d+⟩,? (?:and )?)*⟨\d+⟩)"
_BEFORE = re.compile(rf"(?<!complex )(?<!kernel )\b{_SPACE} {_LISTED}", re.IGNORECASE)
_AFTER = re.compile(
    rf"{_LISTED},? (?:is|are|be|being|denotes?|for)? ?(?:both |all )?(?:an?|the|some|any|two)? ?{_SPACE}(?! ⟨)",
    re.IGNORECASE,
)


def spaces_named(prose: Iterable[Sequence[Token]], notation: Notation) -> dict[str, str]:
    """Return the names that words give to Hilbert or Euclidean spaces, with their dimensions, by a name for these.

    Where an equation says which R^n a space is that is its dimension everywhere.
    """
    found: dict[str, str] = {}
    heard = list(sentences(prose))
    for sentence, inline in heard:
        for match in (*_BEFORE.finditer(sentence), *_AFTER.finditer(sentence)):
            for number in re.findall(r"\d+", match["names"]):
                found |= {name: f"dim_{name}" for name in _name(inline[int(number)], notation)}
    formulas = (tokens for _, inline in heard for tokens in inline)
    return found | dict(_equated(formulas, found.keys(), notation) if found else ())


def _name(tokens: Sequence[Token], notation: Notation) -> Iterator[str]:
    """Yield the name that a formula is."""
    with suppress(UnreadError):
        yield from _lone_name(mathematical(tokens), notation)


def _lone_name(content: list[Token], notation: Notation) -> Iterator[str]:
    name = name_at(content, 0, notation) if content else None
    if name is not None and name.name not in notation.euclidean and dimensions(content, notation):
        return
    if name is not None and name.after == len(content):
        yield name.name


def _equated(formulas: Iterable[list[Token]], names: Iterable[str], notation: Notation) -> Iterator[tuple[str, str]]:
    r"""Yield the names that a formula says to be some R^n, with its dimension: ``\mathcal{F} = \mathbb{R}^n``."""
    known = set(names)
    for formula in formulas:
        with suppress(UnreadError):
            name, dimension = _equation(mathematical(formula), notation)
            if dimension and name in known:
                yield name, dimension


def _equation(content: list[Token], notation: Notation) -> tuple[str, str]:
    """Return the name that an equation says to be a space, and the dimension of that; nothing where it says no such."""
    place = find(content, "=")
    dims = dimensions(content[place + 1 :], notation) if place > 0 else ()
    return next(_lone_name(content[:place], notation), ""), dims[0] if len(dims) == 1 else ""


def spells_space(content: list[Token], notation: Notation) -> bool:
    """Whether an equation only says which R^n a space is that words name: that is known from the start."""
    name, dimension = _equation(content, notation) if notation.euclidean else ("", "")
    return bool(dimension) and notation.euclidean.get(name) == dimension


def taken_for(symbols: Iterable[Any], notation: Notation) -> list[Remark]:
    """Return that spaces are taken for some R^n, for claims in which these symbols and dimensions occur."""
    used = {str(symbol.name) for symbol in symbols if isinstance(symbol, ex.Dimension)}
    found = []
    for name, dimension in sorted(notation.euclidean.items()):
        if dimension in used:
            said = ": a space by name, taken for "
            texts = f"{text_name(name)}{said}R^{text_name(dimension)}"
            formula = rf"{latex_name(name)} \text{{{said}}} \mathbb{{R}}^{{{latex_name(dimension)}}}"
            found.append(Remark(formula, texts))
    return found
