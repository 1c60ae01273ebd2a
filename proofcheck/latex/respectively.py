r"""What a sentence says of two things "respectively", said of each: "$f$, $g$ are $L$- and $M$-smooth, respectively".

Who hears all of it of both supposes more than is written.
"""

from collections.abc import Sequence

from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Item, Word
from proofcheck.latex.ranges import find, split
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import ORDERS, RELATIONS

_RESPECTIVELY = frozenset({"respectively", "respectivly"})


def of_each_respectively(sentence: Sequence[Item]) -> list[Item] | None:
    """Return a sentence that says the one of the first and the other of the second; nothing where it cannot be told."""
    place = next((i for i, item in enumerate(sentence) if _says(item)), -1)
    values = _pair_before(sentence, place)
    names = None if values is None else _pair_before(sentence, values[0])
    if values is None or names is None:
        return None
    (first_value, second_value), (first, second) = values[2], names[2]
    said, after = list(sentence[names[1] : values[0]]), list(sentence[values[1] : place])
    while after and isinstance(last := after[-1], Word) and last.text == ",":
        after.pop()
    before, at = list(sentence[: names[0]]), sentence[place].at
    again = [Word(".", at), *before] if all(isinstance(item, Word) for item in before) else [Word("and", at)]
    each = [first, *said, first_value, *after, *again, second, *said, second_value, *after]
    return [*before, *each, *sentence[place + 1 :]]


def says_respectively(sentence: Sequence[Item]) -> bool:
    """Whether a sentence says something "respectively"."""
    return any(map(_says, sentence))


def _says(item: Item) -> bool:
    return isinstance(item, Word) and item.text.lower() in _RESPECTIVELY


def _pair_before(sentence: Sequence[Item], end: int) -> tuple[int, int, tuple[Inline, Inline]] | None:
    """Return where the last two formulas before a place begin and end that belong together, and these."""
    places = [i for i, item in enumerate(sentence[: max(end, 0)]) if isinstance(item, Inline)]
    while len(places) > 1 and _is_space(sentence, places[-1]):
        places.pop()
    if not places:
        return None
    last = sentence[places[-1]]
    if isinstance(last, Inline) and (both := _both_in(last)) is not None:
        return places[-1], places[-1] + 1, both
    if len(places) < 2:
        return None
    before, words = sentence[places[-2]], sentence[places[-2] + 1 : places[-1]]
    joined = bool(words) and isinstance(words[-1], Word) and words[-1].text.lower() == "and"
    if not (isinstance(before, Inline) and isinstance(last, Inline) and joined and len(words) <= 3):
        return None
    return places[-2], places[-1] + 1, (before, last)


def _is_space(sentence: Sequence[Item], place: int) -> bool:
    """Whether a formula only says where both are, as the space on which functions are."""
    before = sentence[place - 1]
    return isinstance(before, Word) and before.text.lower() in {"on", "over"}


def _both_in(item: Inline) -> tuple[Inline, Inline] | None:
    r"""Return both names in one formula, each with what is said of them, ``f, g : \R^n \to \R``; or nothing."""
    content = mathematical(item.tokens)
    colon = find(content, ":", "\\colon", "\\in")
    head, tail = (content[:colon], content[colon:]) if colon > 0 else (content, [])
    parts = split(head, ",")
    if len(parts) != 2 or not all(parts) or any(map(_relates, parts)):
        return None
    return Inline([*parts[0], *tail], item.at), Inline([*parts[1], *tail], parts[1][0])


def _relates(tokens: Sequence[Token]) -> bool:
    return any(t.text in RELATIONS or t.text in ORDERS for t in tokens)
