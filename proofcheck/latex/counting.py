r"""Words for whole numbers as the signs for them: "for all natural numbers $n$" is ``n \in \mathbb{N}``.

What is claimed of all integers is not read, as ``\mathbb{Z}`` is not; that a letter is one of them leaves it in doubt.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.belonging import with_memberships
from proofcheck.latex.heard import Inline, Item, Word
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import COMMAND, DIGIT, LETTER, SIGN, SPACE, Token, UnreadError, like
from proofcheck.latex.vocabulary import DOTS, RELATIONS

_KIND = r"(?:strictly )?(natural|positive integer|non-?negative integer|positive whole|integer|whole)(?: number)?s?"
_BEFORE = re.compile(rf"\b{_KIND}$", re.IGNORECASE)
_AFTER = re.compile(
    rf"^(?:be|is|are|denotes?)(?: an?| any| some| two| three| fixed| given| arbitrary)* {_KIND}(?= |,|\.|$)",
    re.IGNORECASE,
)
_QUANTIFIED = re.compile(r"\bfor(?: all| any| every| each)?(?: (?:positive|negative|even|odd|large))*$", re.IGNORECASE)
_COUNT = re.compile(r"^(?:be|is|are|denotes?) the (?:total )?(?:number|cardinality) of\b(?! the form)", re.IGNORECASE)
"""What says of a letter that it counts something."""
_REACH = 6
"""How many words before or after a letter say what it is."""
_LISTED = frozenset({",", "and"})
_CHOOSING = frozenset({"let", "fix", "take", "any"})
_FROM_ONE = frozenset(
    {"=1..", *(f"=1{comma}{dots}{after}" for dots in DOTS for comma in ("", ",") for after in ("", ","))}
)
"""What stands between a letter and the last number that it counts."""
_ABOVE = frozenset({"\\ge", "\\geq", "\\geqslant", ">", "≥"})


def counting(content: Sequence[Token], notation: Notation) -> list[Any]:
    r"""Read what a letter counts, ``i = 1..n`` or ``i = 1, \dots, n``: it is a natural number up to the last.

    Raises:
        UnreadError: the last is a dimension.
    """
    names = [full_name([token], notation) for token in (*content[:1], *content[-1:])]
    if len(content) < 2 or None in names or "".join(t.text for t in content[1:-1]) not in _FROM_ONE:
        return []
    number, last = (ex.ScalarSymbol(name, integer=True, nonnegative=True) for name in names)
    for symbol in (number, last):
        if any(isinstance(m, ex.Dimension) for m in notation.known(symbol.name)):
            raise UnreadError(content[0], f"{symbol.name} is a dimension: give the last number a name of its own.")
        notation.declare(symbol.name, symbol)
    notation.used.add(last.name)
    return [ex.related(">=", number, 1), ex.related("<=", number, last)]


def counted(heard: Sequence[Item]) -> tuple[list[Item], list[Inline]]:
    """Return what is heard, with signs for the words that say of letters that they are whole numbers; and the letters
    of which it is supposed that they are, though they may be negative.
    """
    heard = with_memberships(heard)
    found, doubtful, place = [*map(_chosen, [None, *heard], heard)], list[Inline](), 0
    while place < len(found):
        last = _last_listed(found, place)
        if last is None:
            place += 1
            continue
        start, end, kind = _said(found, place, last)
        letters = [item for item in found[place : last + 1] if isinstance(item, Inline)]
        unsigned = kind in {"integer", "whole"} and not all(map(_is_above, letters))
        if not kind or (unsigned and not _QUANTIFIED.search(_spoken(found[max(0, start - _REACH) : start]))):
            doubtful += letters if unsigned else []
            place = last + 1
            continue
        counts = list(_counts(found[place : last + 1], "Z" if unsigned else "N", positive=kind.startswith("positive")))
        found[start:end] = counts
        place = start + len(counts)
    return found, doubtful


def _chosen(before: Item | None, item: Item) -> Item:
    r"""Return ``k \in \{1, \dots, 4\}`` for ``k = 1, \dots, 4`` right after a word that lets the letter be one."""
    content = [t for t in item.tokens if t.kind != SPACE] if isinstance(item, Inline) else []
    letters = content[: next((place for place, t in enumerate(content) if t.text == "="), 0)]
    numbers = content[len(letters) + 1 :]
    listed = bool(letters) and all(t.text == "," for t in letters[1::2]) and all(t.kind == LETTER for t in letters[::2])
    texts = [t.text for t in numbers]
    counts = listed and texts[1:2] == [","] and not DOTS.isdisjoint(texts) and texts[-1] not in DOTS
    if not counts or before is None or not _is_word(before, _CHOOSING) or not isinstance(item, Inline):
        return item
    return Inline([*letters, *_signs(item.at, "\\in", "\\{"), *numbers, *_signs(item.at, "\\}")], item.at)


def _last_listed(items: Sequence[Item], place: int) -> int | None:
    """Where a list of letters ends that begins at a place; nothing where none does."""
    if not _names(items[place]):
        return None
    while place + 2 < len(items) and _is_word(items[place + 1], _LISTED) and _names(items[place + 2]):
        place += 2
    return place


def _said(items: Sequence[Item], first: int, last: int) -> tuple[int, int, str]:
    """From where to where letters and the words that say which numbers they are stand, and which numbers."""
    start = first
    while start > 0 and first - start < _REACH and isinstance(items[start - 1], Word):
        start -= 1
    before = _BEFORE.search(_spoken(items[start:first]))
    if before is not None:
        return first - len(before[0].split()), last + 1, before[1].lower()
    end = last + 1
    while end < len(items) and end - last <= _REACH and isinstance(items[end], Word):
        end += 1
    if _COUNT.match(_spoken(items[last + 1 : end])) is not None:
        return first, last + 1, "natural"
    after = _AFTER.match(_spoken(items[last + 1 : end]))
    return (first, last + 1 + len(after[0].split()), after[1].lower()) if after is not None else (first, last + 1, "")


def _spoken(items: Sequence[Item]) -> str:
    return " ".join(item.text for item in items if isinstance(item, Word))


def _is_word(item: Item, words: frozenset[str]) -> bool:
    return isinstance(item, Word) and item.text.lower() in words


def _names(item: Item) -> list[Token]:
    """The letters in a formula that is nothing but letters, or a bound of one; nothing of other formulas."""
    content = [t for t in item.tokens if t.kind != SPACE] if isinstance(item, Inline) else []
    end = next((place for place, t in enumerate(content) if t.text in RELATIONS), len(content))
    letters = content[:end:2]
    listed = all(t.text == "," for t in content[1:end:2]) and all(t.kind == LETTER for t in letters)
    return letters if listed and (end == len(content) or end == 1) else []


def _is_above(item: Inline) -> bool:
    """Whether a formula bounds a letter by a number from below: ``n \\ge 1``."""
    content = [t.text for t in item.tokens if t.kind != SPACE]
    return len(content) == 3 and content[1] in _ABOVE and content[2].isdecimal()


def _counts(items: Sequence[Item], numbers: str, *, positive: bool) -> Iterator[Item]:
    """Yield for each letter to which numbers it belongs, and what a formula says of it more."""
    for item in items:
        if not isinstance(item, Inline):
            yield item
            continue
        names, at = _names(item), item.at
        content = [t for t in item.tokens if t.kind != SPACE]
        listed = content[: 2 * len(names) - 1]
        rest = [content] if len(content) > len(listed) else []
        rest += [[name, *_signs(at, "\\ge", "1")] for name in names] if positive else []
        yield Inline([*listed, *_signs(at, "\\in", "\\mathbb", "{", numbers, "}", *(["_", "0"] if rest else []))], at)
        for more in rest:
            yield from (Word(",", at), Inline(more, at))


def _signs(at: Token, *texts: str) -> list[Token]:
    def kind(text: str) -> str:
        return COMMAND if text[0] == "\\" else LETTER if text.isalpha() else DIGIT if text.isdecimal() else SIGN

    return [like(at, kind(text), text) for text in texts]
