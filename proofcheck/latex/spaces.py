"""Names as they stand in formulas, and the spaces that formulas speak of, before anything is declared."""

from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import split
from proofcheck.latex.source import Token, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.uses import Found, Uses
from proofcheck.latex.vocabulary import words

_ARROWS = words(r"\to \rightarrow > →")
_REAL = words(r"R \R \RR \reals ℝ")
_TRANSPOSES = words(r"\top T \intercal {\top} {T}")
_COUNTING = words("k t n j i m s r l")
"""Letters that count where they stand below another one."""


def name_at(tokens: list[Token], place: int, notation: Notation) -> Found | None:
    """Return the name that begins at a place, with its scripts; nothing where none does."""
    name = notation.name(tokens, place)
    if name is None:
        return None
    after, index, transposed, primed, raised = name.after, "", False, False, False
    while after < len(tokens) and tokens[after].text in {"_", "^", "'"}:
        if tokens[after].text == "'":
            after, primed = after + 1, True
            continue
        if after + 1 == len(tokens):
            break
        content, end = argument(tokens, after + 1)
        above = plain(content).replace(" ", "")
        if tokens[after].text == "_" or (above == "\\infty" and not index):
            index = above
        elif not index and counts(above) and (above.startswith("(") or "+" in above):
            index, raised = above, True
        transposed |= tokens[after].text == "^" and plain(content) in _TRANSPOSES
        after = end
    root = name.root
    if index and not counts(index):
        full, _ = notation.with_scripts(name, tokens)
        root = full.replace("*", "")
    return Found(root, tokens[place], after, index, name.bold, transposed, primed, raised)


def counts(index: str) -> bool:
    """Whether an index is a number that counts, ``k``, ``k + 1`` or ``(i)``."""
    return index.strip("()")[:1] in _COUNTING and (len(index.strip("()")) == 1 or "+" in index or "-" in index)


def note_maps(tokens: list[Token], notation: Notation, uses: Uses) -> None:
    r"""Note the maps that are said to go from a space: ``f, g : \mathbb{R}^d \to \mathbb{R}``."""
    place = next((i for i, t in enumerate(tokens) if t.text in {":", "\\colon"}), -1)
    dims = dimensions(tokens[place + 1 :], notation) if place > 0 else ()
    if len(dims) != 1 or _ARROWS.isdisjoint(t.text for t in tokens[place:]):
        return
    for part in split(tokens[:place], ","):
        name = name_at(part, 0, notation) if part else None
        if name is not None and name.after == len(part):
            uses.maps.setdefault(name.name, dims[0])
            uses.families |= {name.index} if counts(name.index) else set()
            if not counts(name.index) and (values := values_in(tokens[place + 1 :], notation)) is not None:
                uses.targets.setdefault(name.name, (name.at, values))


def names_from(tokens: list[Token], place: int) -> int:
    """Return where the names before a colon begin: after the last sign for mathematics, if there is one."""
    return max((i for i in range(place) if tokens[i].text == "$"), default=-1) + 1


def note_paths(tokens: list[Token], place: int, notation: Notation, uses: Uses) -> None:
    r"""Note what is said to move in a space: ``g : [0, \infty) \to \mathbb{R}^n``."""
    timed = [t.text for t in tokens[place + 1 : place + 2]] == ["["]
    values = values_in(tokens[place + 1 :], notation) if timed else None
    for part in split(tokens[names_from(tokens, place) : place], ",") if values else ():
        name = name_at(part, 0, notation) if part else None
        if name is not None and name.after == len(part) and not counts(name.index) and values:
            uses.moving.add(name.name)
            uses.spaces.setdefault(name.name, (name.at, values))


def values_in(kind: list[Token], notation: Notation) -> tuple[str, ...] | None:
    """Return the dimension of the space into which a map goes, none where that is R; nothing of other sets."""
    arrow = next((i for i, t in enumerate(kind) if t.text in _ARROWS), len(kind))
    into = kind[arrow + 1 :]
    dims = dimensions(into, notation)
    style = into[1:] if into and into[0].text in {"\\mathbb", "\\mathds", "\\mathbf"} else into
    base, end = argument(style, 0) if style else ([], 0)
    if not dims and plain(base) in _REAL and style[end : end + 1] and style[end].text == "^":
        return None
    return dims if len(dims) == 1 or (not dims and plain(base) in _REAL) else None


def dimensions(tokens: list[Token], notation: Notation) -> tuple[str, ...]:
    r"""Return the letters of the space that stands here, ``\mathbb{R}^n`` or of matrices; nothing of other sets."""
    base, end = argument(tokens, 0) if tokens else ([], 0)
    space = name_at(tokens, 0, notation) if notation.euclidean and tokens else None
    if space is not None and space.name in notation.euclidean:
        return (notation.euclidean[space.name],)
    if tokens and tokens[0].text in {"\\mathbb", "\\mathds", "\\mathbf"}:
        base, end = argument(tokens, 1)
    if plain(base) not in _REAL or end + 1 >= len(tokens) or tokens[end].text != "^":
        return ()
    names = [name_at(part, 0, notation) for part in split(argument(tokens, end + 1)[0], "\\times", "×") if part]
    return tuple(found.name for found in names if found is not None) if len(names) <= 2 else ()
