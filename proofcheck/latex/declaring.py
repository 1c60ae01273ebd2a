"""A first version of the declarations of a paper: every symbol in it, with the kind that its uses suggest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.chapters import up_to
from proofcheck.latex.document import Reading
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Likely, Notation, subscript_word
from proofcheck.latex.pieces import without_words
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.spectra import is_spectral
from proofcheck.latex.spelling import argument
from proofcheck.latex.structure import formulas

_NORMS = frozenset({"\\|", "\\lVert", "\\Vert", "\\langle"})
_CLOSED = frozenset({"\\|", "\\rVert", "\\Vert", ",", "\\rangle", "-", "+"})


_BOUND = frozenset({"i", "j", "k", "l", "m", "n", "s", "t", "e", "pi", "d", "dd"})
"""Letters that are left out where no reading needed them: indices, and constants."""
_OTHER = re.compile(r"mathbf\W*[EI]\b|\\math(cal|bb|scr|frak)|\\(Omega|Theta)\}?$|\\\w*O\b|^[oO]$|^\\(ell|psi)_[12]$")
"""What names sets, means and orders of growth more often than anything that is declared."""
_LONE = re.compile(r"[A-Za-z]{1,2}|[A-Za-z],[A-Za-z]|\d+")
"""Indices that may say which term or component is meant."""
_WITH_PARTS = ex.VectorSymbol | ex.OperatorSymbol
_NOT_NAMES = frozenset({"\\mathbb", "\\text", "\\operatorname", "\\overset", "\\stackrel", "\\textrm", "\\mathrm"})


@dataclass(slots=True)
class Uses:
    """How a symbol is used: as it is written, on which lines, and what speaks for which kind."""

    spelling: str
    lines: list[int] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)


_READINGS = 8
"""How often a paper is read again to find the declarations that spoil it."""


def declarations(reading: Reading) -> list[str]:
    """Return lines that declare what a paper uses, to be corrected rather than written.

    Lines that spoil it are left out, as far as they are found by some readings of halves, and of halves of these.
    """
    said, *lines = _lines(reading)
    waiting, kept = [lines], set[str]()
    for _ in range(_READINGS):
        if not waiting:
            break
        part = waiting.pop(0)
        if _lost_with(part, reading) <= reading.lost:
            kept |= {*part}
        elif len(part) > 1:
            waiting += [part[: len(part) // 2], part[len(part) // 2 :]]
    kept |= {line for part in waiting for line in part}
    return [said, *_together([line for line in lines if line in kept])]


_ALIKE = {"natural": "they count", "in R": "nothing says otherwise"}
"""What is said of many letters, in one line, and why."""
_WIDEST = 90
"""Characters of a line about many letters."""


def _together(lines: list[str]) -> Iterator[str]:
    """Yield the lines, what is said of many letters alone in as few as may be, where the first of them stood."""
    said = [re.fullmatch(r"% proofcheck: (\S+) (natural|in R)  % .*", line) for line in lines]
    for line, found in zip(lines, said, strict=True):
        if found is None:
            yield line
            continue
        alike = [other[1] for other in said if other is not None and other[2] == found[2]]
        if found[1] != alike[0]:
            continue
        joint = " : " if found[2] == "natural" else " "
        while alike:
            names = [alike.pop(0)]
            while alike and len(", ".join([*names, alike[0]])) <= _WIDEST:
                names.append(alike.pop(0))
            yield f"% proofcheck: {', '.join(names)}{joint}{found[2]}  % {_ALIKE[found[2]]}"


def _lost_with(lines: list[str], reading: Reading) -> int:
    """How many relations of the paper are not read with some declarations before it."""
    return Reading.of(reading.path, "\n".join([*lines, reading.main.text])).lost


def _lines(reading: Reading) -> Iterator[str]:
    """Yield what the uses of all names suggest."""
    yield "% A first version: correct the kinds, take out what is not needed, and put the lines into the paper."
    seen = set[str]()
    for chapter in up_to(reading):
        found = uses(chapter)
        yield from _suggested({name: used for name, used in found.items() if name not in seen}, chapter.notation)
        seen |= found.keys()


def _suggested(found: Mapping[str, Uses], notation: Notation) -> Iterator[str]:
    """Yield what the uses of names in a chapter suggest."""
    for name, used in found.items():
        root, _, below = name.partition("_")
        onto = root in {"P", "Pi"} and any(isinstance(m, ex.SetSymbol) for m in notation.meaning(below))
        if (
            name in notation.dimensions
            or root == "I"
            or onto
            or (_LONE.fullmatch(below) and _has_parts(root, notation))
        ):
            continue
        guess, why = _guess(used, alone=name in notation.alone)
        if name in notation.naturals and "bold" not in used.signs and not _OTHER.search(used.spelling):
            guess, why = "{} natural", "it counts"
        elif name in notation.taken:
            counted = name in notation.counted or "index" in used.signs
            guess, why = _as_taken(notation.taken[name], counted=counted, moving=name in notation.moving)
        elif _OTHER.search(used.spelling):
            continue
        elif name in notation.assumed and "set" not in used.signs:
            guess, why = "{} in R", "nothing says otherwise"
        elif _is_known(notation.meanings.get(name, []), guess) or name in _BOUND:
            continue
        lines = ", ".join(map(str, dict.fromkeys(used.lines[:6]))) + (", ..." if len(used.lines) > 6 else "")
        yield f"% proofcheck: {guess.format(used.spelling)}  % {why}; lines {lines}"
        if (moves := re.search(" : (sequence|path)(?= in R.)", guess)) and name in notation.alone:
            yield f"% proofcheck: {guess.replace(moves[0], '').format(used.spelling)}  % it stands alone, too"


def _as_taken(taken: Likely, *, counted: bool, moving: bool) -> tuple[str, str]:
    """Return the declaration of what a symbol was taken for."""
    why = taken.why
    match taken.meanings[-1]:
        case ex.MapSymbol() as made:
            return f"{{}} : R^{made.p} -> R{'' if made.n is None else f'^{made.n}'}", why
        case ex.SetSymbol() as made:
            return f"{{}} : set in R^{made.p}", why
        case ex.OperatorSymbol() as made:
            space = f"R^{{{{{made.n} x {made.p}}}}}"
        case ex.VectorSymbol() as made:
            space = f"R^{made.dimension}"
        case ex.ScalarSymbol() as made if made.is_nonnegative and not made.is_integer:
            return "{} : time", why
        case _:
            space = "R"
    if counted or moving or isinstance(taken.meanings[-1], ex.PathSymbol):
        return f"{{}} : {'path' if moving else 'sequence'} in {space}", why
    return f"{{}} in {space}", why


def _has_parts(root: str, notation: Notation) -> bool:
    """Whether a letter below a name says which term or component of it is meant."""
    taken = notation.taken[root].meanings if root in notation.taken else ()
    return any(isinstance(m, ex.PathSymbol | _WITH_PARTS) for m in (*notation.meanings.get(root, ()), *taken))


def _is_known(meanings: list[Any], guess: str) -> bool:
    """Whether a symbol stands for something already that suits its uses: a vector for the terms of a sequence, too."""
    if "sequence" in guess:
        return any(isinstance(m, ex.PathSymbol | ex.Definition | _WITH_PARTS) for m in meanings)
    if "path" in guess:
        return any(isinstance(m, (ex.PathSymbol, ex.Definition)) for m in meanings)
    return bool(meanings)


def uses(reading: Reading) -> dict[str, Uses]:
    """Return how each symbol of the mathematics of a paper is used."""
    found: dict[str, Uses] = {}
    for part in reading.content:
        try:
            _note(mathematical(without_words(list(formulas(part)))), reading.notation, found)
        except UnreadError:
            continue
    for name in [n for n in found if n.rpartition("_")[2].isdecimal()]:
        whole = found.get(name.rpartition("_")[0])
        if whole is not None and "index" in whole.signs:
            whole.lines += found.pop(name).lines
    return found


def _note(tokens: list[Token], notation: Notation, found: dict[str, Uses]) -> None:
    place = 0
    dotted = False
    while place < len(tokens):
        token = tokens[place]
        if token.text in _NOT_NAMES and place + 1 < len(tokens):
            _, place = argument(tokens, place + 1)
            continue
        if token.text == "d" and place and tokens[place - 1].text in {"{", "}", ")", "\\|", "\\rVert"}:
            place += 1
            continue
        name = notation.name(tokens, place)
        if name is None:
            dotted = token.text in {"\\dot", "\\ddot"} or (dotted and token.text == "{")
            place += 1
            continue
        after, below = name.after, ""
        shown = plain(tokens[place:after])
        signs: set[str] = set()
        if name.bold:
            signs.add("bold")
        if dotted:
            signs.add("dot")
        full = name.root
        if after + 1 < len(tokens) and tokens[after].text == "_":
            index, end = argument(tokens, after + 1)
            below = subscript_word(index, notation)
            if any(t.text in {"+", "-"} for t in index) or plain(index) in {"k", "i", "j", "t", "n"}:
                signs.add("index")
            elif below:
                full, shown = f"{name.root}_{below}", plain(tokens[place:end])
            after = end
        following = tokens[after].text if after < len(tokens) else ""
        above = [t.text for t in tokens[max(place - 2, 0) : place]]
        if full == "T" and (above[-1:] == ["^"] or (above == ["^", "{"] and following == "}")):
            place = after  # it transposes
            continue
        before = tokens[place - 1].text if place else ""
        if following == "(":
            signs.add("time" if _is_time(tokens, after) else "call")
        if before in _NORMS and following in _CLOSED:
            signs.add("norm")
        if following == "^" and after + 1 < len(tokens) and "\\top" in plain(tokens[after + 1 : after + 4]):
            signs.add("transpose")
        if before == "\\in" and full.isupper():
            signs.add("set")
        if before == "\\nabla":
            signs.add("gradient")
        if following == "(" and is_spectral(full, tokens[after + 1 :], notation):
            place = after
            continue
        used = found.setdefault(full, Uses(shown))
        used.lines.append(token.place[0])
        used.signs |= signs
        place = after
        dotted = False


def _is_time(tokens: list[Token], place: int) -> bool:
    inside = [t.text for t in tokens[place + 1 : place + 3]]
    return len(inside) == 2 and inside[1] == ")" and inside[0] in {"t", "s", "0", "T", "\\tau"}


def _guess(used: Uses, *, alone: bool) -> tuple[str, str]:
    """Return a declaration, with a place for the symbol, and what speaks for it."""
    signs = used.signs - ({"call"} if alone else set())
    guesses: list[tuple[str, str, str]] = [
        ("set", r"{} \subseteq R^d", "something is in it"),
        ("gradient", "{} : R^d -> R", "its gradient is taken"),
        ("dot", "{} : path in R^d", "a dot stands over it"),
        ("time", "{} : path in R^d", "it is taken at times"),
        ("index", "{} : sequence in R^d", "it has an index"),
        ("call", "{} : R^d -> R", "it has an argument"),
        ("norm", "{} in R^d", "its norm, or an inner product with it, is taken"),
        ("bold", "{} in R^d", "it is bold"),
        ("transpose", "{} in R^{{n x d}}", "it is transposed"),
    ]
    upper = used.spelling.lstrip("\\{")[:1].isupper()
    for sign, guess, why in guesses:
        if sign in signs:
            if sign == "index" and signs.isdisjoint({"norm", "bold", "transpose"}):
                return "{} : sequence in R", why
            if sign in {"norm", "bold"} and upper:
                return "{} in R^{{n x d}}", why
            return guess, why
    return "{} in R", "nothing says otherwise"
