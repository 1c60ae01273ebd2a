r"""Functions with an index that nobody declares, as in ``\nabla f_i(w)``: what tells that they are a family."""

import re
import string
from collections.abc import Iterator

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing.families import ALL
from proofcheck.latex.notation import Likely, Notation
from proofcheck.latex.source import LETTER, Token
from proofcheck.latex.spelling import argument
from proofcheck.latex.uses import Uses
from proofcheck.latex.vocabulary import DOTS, words

ANY = ""
"""Stands for any letter among those that count from 0."""
_FROM = words(r"= \ge \geq \geqslant")
_ZERO_IS_NATURAL = re.compile(r"N\}?:?=\\\{0,|0\\in\\(?:mathbb\{?N|N(?![a-zA-Z])|NN)")


def note_last(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    r"""Note how many there are of what is listed: ``\ell_1, \dots, \ell_T`` are as many as the last one says."""
    if not any(token.text in DOTS for token in tokens):
        return
    root, start, dots = "", False, False
    place = 0
    while place < len(tokens):
        name = notation.name(tokens, place)
        dots |= tokens[place].text in DOTS
        place = place + 1 if name is None else name.after
        if name is None or place + 1 >= len(tokens) or tokens[place].text != "_":
            continue
        below, place = argument(tokens, place + 1)
        if start and dots and name.root == root and len(below) == 1 and below[0].kind == LETTER:
            uses.lasts.setdefault(root, below[0].text)
        start = below[0].text == "1" or (start and name.root == root and not dots)
        root, dots = name.root, False


def note_zero(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    r"""Note what is compared with 0, as in ``k = 0, 1, \\dots``, and what has the index 0: ``x_0``, ``x^{(0)}``."""
    texts = [token.text for token in tokens]
    if "0" not in texts:
        return
    uses.first |= {ANY} if _ZERO_IS_NATURAL.search("".join(texts)) else set()
    for place, text in enumerate(texts):
        following = texts[place + 1 : place + 4]
        if tokens[place].kind == LETTER and following[:1] and following[0] in _FROM and following[1:2] == ["0"]:
            uses.first |= {text} if following[2:] != ["."] else set()
        if (name := notation.name(tokens, place)) is None:
            continue
        after = name.after
        if texts[after : after + 3] == ["(", "0", ")"]:
            uses.first.add(f"{name.root}_0")
        while after + 1 < len(tokens) and texts[after] in {"_", "^"}:
            index, after = argument(tokens, after + 1)
            uses.first |= {f"{name.root}_0"} if "".join(t.text for t in index) in {"0", "(0)"} else set()


def from_one(uses: Uses) -> frozenset[str]:
    """Return the letters that count from 1: those with which nothing is compared to 0, or has the index 0.

    It is none, where the author says that 0 is a natural number.
    """
    if ANY in uses.first:
        return frozenset()
    counted = [*uses.indices.items(), *uses.times_of.items()]
    zero = uses.first.union(*(letters for name, letters in counted if f"{name}_0" in uses.first))
    return frozenset(string.ascii_letters) - zero


def counts(uses: Uses) -> dict[str, str]:
    """Return the functions of whose members gradients are taken, with how many there are: a letter for it."""
    found = {}
    for root, (index, _) in uses.numbered.items():
        ends = uses.ends.get(index, set())
        count = uses.lasts.get(root) or (next(iter(ends)) if len(ends) == 1 else "")
        if count and root not in uses.maps:
            found[root] = count
    return found


def likely_families(uses: Uses, usual: str) -> Iterator[tuple[str, Likely]]:
    """Yield what functions with an index are taken for: the components of a map."""
    for root, count in counts(uses).items():
        index, at = uses.numbered[root]
        whole = ex.MapSymbol(f"{root}{ALL}", ex.Dimension(usual), ex.Dimension(count))
        what = f"functions {root}_1, ..., {root}_{count} from R^{usual} to R, as {root}_{index} is one"
        yield whole.name, Likely((whole,), what, "gradients of them are taken", at)


def limits(tokens: list[Token], place: int) -> tuple[list[Token], list[Token]]:
    """Return what stands below and above a sum whose ends begin at a place."""
    found: dict[str, list[Token]] = {}
    while place + 1 < len(tokens) and tokens[place].text in {"_", "^"}:
        found[tokens[place].text], place = argument(tokens, place + 1)
    return found.get("_", []), found.get("^", [])


def up_to(below: list[Token], above: list[Token], notation: Notation) -> tuple[str, str] | None:
    r"""Return the index and the end of ``_{i=1}^n``; nothing of other ranges."""
    end = notation.name(above, 0) if above else None
    if len(below) != 3 or [t.text for t in below[1:]] != ["=", "1"] or end is None or end.after != len(above):
        return None
    return below[0].text, end.root
