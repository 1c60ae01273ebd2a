"""What a quantifier says of the points that it goes over is supposed before anything is claimed of them."""

from collections.abc import Sequence

from proofcheck.latex.heard import Inline, Item, Word
from proofcheck.latex.unsaid import sentences

_ANY = frozenset({"any", "every", "each", "all"})
_LEAST = frozenset({"minimizer", "minimiser", "minimizers", "minimisers"})


def points_first(heard: Sequence[Item]) -> list[Item]:
    """Return what is heard with what minimises a function let be before: "Then, for any minimizer $x$ of $f$, ..."."""
    return [item for sentence in sentences(heard) for item in _points_first(sentence)]


def _points_first(sentence: Sequence[Item]) -> list[Item]:
    content = list(sentence)
    begins = bool(content) and isinstance(content[0], Word) and content[0].text[:1].isupper()
    place = next((p for p in range(len(content) - 3) if begins and _point(content, p)), -1)
    if place < 0:
        return content
    name, *function = _point(content, place)
    end = place + 4 + 2 * len(function)
    rest = content[end:]
    if _word(content, place) == "for" and _word(rest, 0) == "and":
        rest = rest[1:] if _word(rest, 1) == "for" else [content[place], *rest[1:]]
    words = ["be", "a", "minimizer", *(["of"] if function else [])]
    at = content[place].at
    supposed = [Word("Let", at), name, *(Word(word, at) for word in words), *function, Word(".", at)]
    return [*supposed, *content[:place], *rest]


def _point(content: Sequence[Item], place: int) -> list[Item]:
    """The point, and the function if it is named, of "for any minimizer $x$ of $f$" at a place; or nothing."""
    joined = _word(content, place) in {"for", "and"} and _word(content, place + 1) in _ANY
    if not joined or _word(content, place + 2) not in _LEAST:
        return []
    of = content[place + 5 : place + 6] if _word(content, place + 4) == "of" else []
    return [item for item in (*content[place + 3 : place + 4], *of) if isinstance(item, Inline)]


def _word(content: Sequence[Item], place: int) -> str:
    item = content[place] if place < len(content) else None
    return item.text.lower() if isinstance(item, Word) else ""


__all__ = ["points_first"]
