"""Words: products of atomic operators, read from left to right, each letter an atom and whether it is transposed.

A vector is a letter too, ``column``: an operator with one column. So the words of vectors are those that end in one.
"""

from typing import Any

Word = tuple[Any, ...]
Shape = tuple[int | str, int | str]


def is_plain(word: Word) -> bool:
    """Whether a word has neither a row v' nor an inverse in it."""
    return not any(atom[0] == "inverse" or (transposed and atom[0] == "column") for atom, transposed in word)


def contraction(word: Word) -> tuple[int, int] | None:
    """The places of a row v' and the next column w after it, between which stands a number."""
    row = None
    for place, (atom, transposed) in enumerate(word):
        if atom[0] == "column":
            if not transposed and row is not None:
                return row, place
            row = place if transposed else None
    return None


def rotations(word: Word) -> list[Word]:
    """All words with the same letters in the same cyclic order, the word first."""
    return [word[place:] + word[:place] for place in range(len(word))]


def shape(atom: Any) -> Shape | None:
    """The rows and columns of an atomic operator."""
    head = atom[0]
    if head in {"var", "path"}:
        return (atom[2][1], atom[2][2])
    if head == "jac":
        return (atom[3], atom[2])
    return (atom[2], atom[2]) if head == "inverse" else None


def rows(letter: Word) -> Any:
    """The number of rows of a letter that is no column."""
    atom, transposed = letter
    found = shape(atom)
    return None if found is None else found[1] if transposed else found[0]
