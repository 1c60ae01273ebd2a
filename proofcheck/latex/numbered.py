r"""Functions with an index that nobody declares, as in ``\nabla f_i(w)``: what tells that they are a family."""

import re
import string
from collections.abc import Iterator, Sequence

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing.families import ALL
from proofcheck.latex.brackets import argument_tokens
from proofcheck.latex.notation import Likely, Notation
from proofcheck.latex.ranges import find, split
from proofcheck.latex.scripts import is_marked
from proofcheck.latex.source import COMMAND, DIGIT, LETTER, SIGN, Token, like
from proofcheck.latex.spaces import counts as is_counting
from proofcheck.latex.spaces import name_at
from proofcheck.latex.spelling import argument
from proofcheck.latex.uses import Found, Uses
from proofcheck.latex.vocabulary import DOTS, INDICES, RELATIONS, words

ANY = ""
"""Stands for any letter among those that count from 0."""
_SUMS = words(r"\sum \prod")
_WITH_LIMITS = _SUMS | words(r"\max \min \sup \inf \int")
_ROUNDING = words(r"\lfloor \lceil \floor \ceil")
_COUNTING = [[letter] for letter in sorted(INDICES)]
_EQUATING = [["="], [":="], [":"], ["\\coloneqq"], ["\\triangleq"], ["\\equiv"]]
_FROM = words(r"= \ge \geq \geqslant")
_ZERO_IS_NATURAL = re.compile(r"N\}?:?=\\\{0,|0\\in\\(?:mathbb\{?N|N(?![a-zA-Z])|NN)")


def note(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    """Note what a formula says of what is numbered."""
    note_last(tokens, notation, uses)
    note_zero(tokens, notation, uses)
    note_ends(tokens, uses)
    for place in range(len(tokens) - 2):
        found = name_at(tokens, place, notation) if tokens[place + 1].text == "_" else None
        if found is not None and is_counting(found.index) and tokens[found.after : found.after + 1]:
            end = found.after + len(argument_tokens(tokens, found.after)) + 2
            is_equated = tokens[found.after].text == "(" and [t.text for t in tokens[end : end + 1]] in _EQUATING
            uses.equated |= {found.name} if is_equated else set()


def note_last(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    r"""Note how many there are of what is listed: ``\ell_1, \dots, \ell_T`` are as many as the last one says.

    ``a_0, a_1, \dots`` are the terms of a sequence.
    """
    if not any(token.text in DOTS for token in tokens):
        return
    root, start, dots, number = "", False, False, -1
    place = 0
    while place < len(tokens):
        name = notation.name(tokens, place)
        dots |= tokens[place].text in DOTS
        if dots and name is None and number > 0:
            uses.counted.add(root)
        place = place + 1 if name is None else name.after
        if name is None or place + 1 >= len(tokens) or tokens[place].text != "_":
            continue
        below, place = argument(tokens, place + 1)
        follows = name.root == root and below[0].text == str(number + 1) and len(below) == 1
        number = int(below[0].text) if below[0].text.isdecimal() and (follows or number < 0) else -1
        if start and dots and name.root == root and len(below) == 1 and below[0].kind == LETTER:
            uses.lasts.setdefault(root, below[0].text)
        start = below[0].text == "1" or (start and name.root == root and not dots)
        root, dots = name.root, False


def members_listed(content: Sequence[Token], notation: Notation) -> tuple[str, list[Token], list[Token]] | None:
    r"""The name, the last index, and what follows, of ``X_1, \dots, X_n`` or ``X^{(1)}, \dots, X^{(n)}``."""
    tokens = list(content)
    if len(tokens) > 2 and tokens[0].text in {"(", "\\{"}:
        inside = argument_tokens(tokens, 0)
        tokens = [*inside, *tokens[len(inside) + 2 :]]
    root, indices, dots, place = "", list[list[Token]](), False, 0
    while place < len(tokens) and tokens[place].text not in {"\\in", "\\sim"}:
        if tokens[place].text in {",", *DOTS}:
            dots |= tokens[place].text in DOTS
            place += 1
            continue
        name = notation.name(tokens, place)
        if name is None or (root and name.root != root) or name.after == len(tokens):
            return None
        script = tokens[name.after].text
        if script not in {"_", "^"}:
            return None
        index, place = argument(tokens, name.after + 1)
        above = script == "^" and is_marked(index)
        if script == "^" and not above:
            return None
        root = name.root
        indices.append(index[1:-1] if above else index)
    if not dots or len(indices) < 2 or [t.text for t in indices[0]] != ["1"] or not indices[-1]:
        return None
    return root, indices[-1], tokens[place:]


def of_each(tokens: list[Token]) -> list[Token]:
    r"""Return ``a_i > 0, i = 1, \dots, n`` of ``a_1, \dots, a_n > 0``; any other formula as it is."""
    end = next((place for place, t in enumerate(tokens) if t.text in RELATIONS), 0)
    terms = [[t.text for t in part] for part in split(tokens[:end], ",")]
    free = next((letter for letter in "ijkl" if letter not in {t.text for t in tokens}), "")
    if len(terms) < 3 or not free or terms[0][-2:] != ["_", "1"] or any(t.text in RELATIONS for t in tokens[end + 1 :]):
        return tokens
    name, last = terms[0][:-2], terms[-1]
    listed = all(term[:-2] == name or term[0] in DOTS for term in terms) and any(term[0] in DOTS for term in terms)
    if not listed or last[:-2] != name or last[-2] != "_" or not last[-1].isalpha() or find(tokens[end:], ",") >= 0:
        return tokens
    at = tokens[end]
    made = [Token(SIGN, "_", at.source, at.at, at.at), Token(LETTER, free, at.source, at.at, at.at)]
    range_ = [
        like(at, kind, text)
        for kind, text in (
            (SIGN, ","),
            (LETTER, free),
            (SIGN, "="),
            (DIGIT, "1"),
            (SIGN, ","),
            (COMMAND, "\\dots"),
            (SIGN, ","),
        )
    ]
    return [*tokens[: len(name)], *made, *tokens[end:], *range_, tokens[end - 1]]


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


def note_ends(tokens: list[Token], uses: Uses) -> None:
    r"""Note the letters at which sums and lists of numbers end, and those at which intervals and integrals do."""
    for place, token in enumerate(tokens):
        below, above = limits(tokens, place + 1) if token.text in _WITH_LIMITS else ([], [])
        first = next((i for i, t in enumerate(below) if t.text in RELATIONS), len(below))
        if token.text == "\\int":
            uses.until |= _letters(above)
        elif token.text in _SUMS or [t.text for t in below[first + 1 : first + 2]] in _COUNTING:
            uses.counted_to |= _letters(below[first + 1 :]) | (_letters(above) if token.text in _SUMS else set())
        alone = place > 1 and (place == 2 or tokens[place - 3].text not in {"_", "^"})  # not x_1, ..., x_n
        listed = [t.text for t in tokens[place - 2 : place + 2]] if token.text in DOTS and alone else []
        if listed[1::2] == [",", ","] and listed[0].isdecimal() and place + 2 < len(tokens):  # 1, ..., n
            uses.counted_to |= {tokens[place + 2].text} if tokens[place + 2].kind == LETTER else set()
        inside = tokens[place + 1 : place + 4]
        if token.text in {"[", "("} and len(inside) == 3 and inside[1].text == "," and inside[0].text.isdecimal():
            uses.until |= {inside[2].text} if inside[2].kind == LETTER else set()


def _letters(end: list[Token]) -> set[str]:
    """Return the letters of which an end is made, indices and what is rounded aside."""
    if any(token.text in _ROUNDING for token in end):
        return set()
    below = {place + 1 for place, token in enumerate(end) if token.text == "_"}
    return {token.text for place, token in enumerate(end) if token.kind == LETTER and place not in below}


def naturals(uses: Uses) -> frozenset[str]:
    """Return the letters at which sums or lists of whole numbers end, and no interval, and indices of what counts."""
    counted = {*uses.counted, *uses.lasts}
    indices = {letter for name, letters in uses.indices.items() if name in counted for letter in letters}
    return frozenset({*uses.counted_to, *uses.lasts.values(), *indices} - uses.until - uses.times.keys())


def counts(uses: Uses) -> dict[str, str]:
    """Return the functions with an index that are a family, with how many there are: a letter for it."""
    found = {}
    for root, (index, *_) in _families(uses).items():
        ends = uses.ends.get(index, set())
        count = uses.lasts.get(root) or (next(iter(ends)) if len(ends) == 1 else "")
        if count and (root not in uses.maps or index in uses.families):
            found[root] = count
    return found


def letter_below(found: Found) -> str:
    """Return the letter that numbers a function, as ``i`` in ``f_i``, and in ``f_{i_t}`` where it is drawn."""
    letter, drawn, _ = found.index.partition("_")
    return letter if len(letter) == 1 and is_counting(letter) and (drawn or letter == found.index) else ""


def _families(uses: Uses) -> dict[str, tuple[str, Token, str]]:
    r"""Functions with an index, with that, a place, and what tells it: gradients, or sums, ``\sum_{i=1}^n f_i(w)``."""
    found = {root: (*said, "gradients of them are taken") for root, said in uses.numbered.items()}
    for root in sorted((uses.summed & uses.calls.keys()) - found.keys() - uses.advancing - uses.equated):
        at = next((at for x, at in uses.calls[root] if x in uses.vectors or len(uses.space(x)) == 1), None)
        letters = [letter for letter in uses.indices.get(root, ()) if letter in uses.ends]
        if at is not None and len(letters) == 1 and letters[0] not in uses.times:
            found[root] = letters[0], at, "sums of their values are taken"
    return found


def likely_families(uses: Uses, usual: str) -> Iterator[tuple[str, Likely]]:
    """Yield what functions with an index are taken for: the components of a map."""
    told = _families(uses)
    for root, count in counts(uses).items():
        index, at, why = told[root]
        space = uses.maps.get(root, usual)
        whole = ex.MapSymbol(f"{root}{ALL}", ex.Dimension(space), ex.Dimension(count))
        what = f"functions {root}_1, ..., {root}_{count} from R^{space} to R, as {root}_{index} is one"
        yield whole.name, Likely((whole,), what, why, at, doubtful=root not in uses.numbered)


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
