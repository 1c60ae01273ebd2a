"""Words: products of atomic operators, read from left to right, each letter an atom and whether it is transposed.

A vector is a letter too, ``column``: an operator with one column. So the words of vectors are those that end in one.
"""

from typing import Any

Word = tuple[Any, ...]


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
