r"""Relations of which one or another holds, ``x \le 0 \lor x \ge 1``, and words that say what such signs say."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from proofcheck.lang.assertions import either
from proofcheck.latex.combining import made
from proofcheck.latex.heard import Inline, Item, Word
from proofcheck.latex.pieces import Piece
from proofcheck.latex.source import COMMAND, LETTER, SPACE, Token, UnreadError, like
from proofcheck.latex.vocabulary import ARROWS, RELATIONS, bracket_depths, words

if TYPE_CHECKING:
    from proofcheck.latex.notation import Notation

OR, AND = "\\lor", "\\land"
_SIGNS = {OR: OR, "\\vee": OR, AND: AND, "\\wedge": AND}
_JOINTS = {
    ("or",): OR, ("iff",): "\\iff", ("if", "and", "only", "if"): "\\iff", ("exactly", "when"): "\\iff",
    ("exactly", "if"): "\\iff", ("is", "equivalent", "to"): "\\iff", ("implies",): "\\implies",
    ("implies", "that"): "\\implies",
}  # fmt: skip
"""Words between two formulas that say what a sign between them says."""
_CHOOSING = words("whether depending according regardless neither nor no not unless between choose choosing of")
"""Words before which of two formulas no one is said to hold."""
_OF_OTHER_KINDS = words(r"\in \notin \to : := \coloneqq")
_LOOKED_BACK, _LONGEST_JOINT = 8, 5


def not_said(at: Token) -> UnreadError:
    """Return that alternatives are not read."""
    return UnreadError(at, "alternatives cannot be said yet: write a line for each.", "alternatives")


def refuse_names(start: list[Token], sign: str, notation: "Notation", at: Token) -> None:
    """Refuse equations of which one or another gives a name: no such thing is claimed.

    Raises:
        UnreadError: nothing is said elsewhere of the name before an equality sign.
    """
    name = notation.name(start, 0) if sign == "=" else None
    called = name is not None and [t.text for t in start[name.after : name.after + 1]] in ([], ["("])
    if name is not None and called and not notation.known(name.root):
        raise not_said(at)


def one_of(each: Sequence[Sequence[Any]], at: Token) -> Any:
    """Return that one of several assertions holds, each of which is one relation.

    Raises:
        UnreadError: one of them is more, or cannot be denied.
    """
    if any(len(said) != 1 for said in each):
        raise not_said(at)
    *others, found = [said[0] for said in each]
    for other in reversed(others):
        found = made(at, either, other, found)
    return found


# ---------------------------------------------------------------- signs in displays


def apart(pieces: Sequence[Piece]) -> list[Piece]:
    r"""Return the pieces of a line with ``\lor`` and ``\land`` between relations as words.

    Raises:
        UnreadError: both stand beside each other.
    """
    found = [part for piece in pieces for part in (_parted(piece) if piece.kind == "math" else [piece])]
    for place, piece in enumerate(found):
        beside = found[max(place - 1, 0) : place + 2]
        if piece.kind == "math" and any(p.kind == "arrow" for p in beside) and _within_brackets(piece.tokens):
            found[place] = Piece("math", piece.tokens[1:-1]) if _relates(piece.tokens) else piece
    return found


def stand_between(tokens: Sequence[Token], depths: Sequence[int]) -> bool:
    """Whether a sign or an arrow between relations stands outside of all brackets."""
    return any(depth == 0 and (t.text in _SIGNS or t.text in ARROWS) for t, depth in zip(tokens, depths, strict=True))


def _parted(piece: Piece) -> Iterator[Piece]:
    tokens = piece.tokens
    depths = list(bracket_depths(tokens))
    places = [place for place, token in enumerate(tokens) if token.text in _SIGNS and depths[place] == 0]
    bounds = [-1, *places, len(tokens)]
    parts = [tokens[start + 1 : end] for start, end in pairwise(bounds)]
    bracketed = all(_within_brackets(part) for part in parts)
    plain = all(tokens[place].text in {OR, AND} for place in places)
    if not places or not (plain or bracketed) or not all(map(_relates, parts)):
        yield piece
        return
    signs = {_SIGNS[tokens[place].text] for place in places}
    if len(signs) > 1:
        raise not_said(tokens[places[0]])
    for number, part in enumerate(parts):
        if number:
            at = tokens[places[number - 1]]
            yield Piece("words", [like(at, LETTER, "or" if signs == {OR} else "and")])
        yield Piece("math", part[1:-1] if _within_brackets(part) else part)


def _within_brackets(tokens: Sequence[Token]) -> bool:
    """Whether a bracket that opens first closes last."""
    depths = list(bracket_depths(tokens))
    round_ones = [t.text for t in (*tokens[:1], *tokens[-1:])] in (["(", ")"], ["[", "]"], ["{", "}"])
    return round_ones and 0 not in depths[:-1] and depths[-1] == 0


def _relates(tokens: Sequence[Token]) -> bool:
    return any(token.text in RELATIONS for token in tokens)


# ---------------------------------------------------------------- words between formulas


def as_one(heard: Sequence[Item]) -> list[Item]:
    """Return what is heard with two formulas, and the words between them that mean a sign, as one formula.

    So "either $x = 0$ or $x > 1$" is heard as "$x = 0 \\lor x > 1$".
    """
    found: list[Item] = []
    place = 0
    while place < len(heard):
        run = _run(heard, place)
        if len(run) < 2 or _left_open(heard, place) or _goes_both_ways(heard, run[-1][1]):
            found.append(heard[place])
            place += 1
            continue
        tokens = list[Token]()
        for sign, end in run:
            item = heard[end]
            assert isinstance(item, Inline)
            tokens += [like(item.at, COMMAND, sign)] if sign else []
            tokens += item.tokens
        if found and isinstance(found[-1], Word) and found[-1].text.lower() == "either":
            found.pop()
        found.append(Inline(tokens, heard[place].at))
        place = run[-1][1] + 1
    return found


def _run(heard: Sequence[Item], place: int) -> list[tuple[str, int]]:
    r"""Return the formulas from a place on that words join, each with the sign before it, and where it stands.

    "$A$, $B$, or $C$" is one of the three, but in "$A$ and $B$ or $C$" ``\\land`` and ``\\lor`` stand beside each
    other, and nobody can tell which is meant. Where no two are joined by more than "and", there is none.
    """
    run = [("", place)] if _says(heard[place]) else []
    while run:
        joint, at = _joint(heard, run[-1][1] + 1)
        sign = AND if joint == "and" else "," if joint == "," else _JOINTS.get(tuple(joint.lstrip(", ").split()), "")
        if not sign or at >= len(heard) or not _says(heard[at]):
            break
        run.append((sign, at))
    while len(run) > 1 and run[-1][0] in {",", AND}:  # what stands after the last alternative
        run.pop()
    signs = [sign for sign, _ in run[1:]]
    if OR not in signs and signs.count(",") + signs.count(AND) == len(signs):
        return run[:1]
    listed = signs[-1:] == [OR] and set(signs[:-1]) <= {","} and _joint(heard, run[-2][1] + 1)[0] == ", or"
    return [(OR if sign == "," and listed else AND if sign == "," else sign, at) for sign, at in run]


def _joint(heard: Sequence[Item], place: int) -> tuple[str, int]:
    """Return the words from a place to the next formula, and where that stands."""
    found = list[str]()
    while place < len(heard) and isinstance(word := heard[place], Word) and len(found) <= _LONGEST_JOINT:
        found.append(word.text.lower())
        place += 1
    return " ".join(found), place


def _says(item: Item) -> bool:
    """Whether something is a formula that relates two sides, and says nothing of sets."""
    texts = {token.text for token in item.tokens if token.kind != SPACE} if isinstance(item, Inline) else set[str]()
    return not texts.isdisjoint(RELATIONS) and texts.isdisjoint(_OF_OTHER_KINDS)


def _left_open(heard: Sequence[Item], place: int) -> bool:
    """Whether words before formulas leave open which of them is meant."""
    before = [item.text.lower() for item in heard[max(place - _LOOKED_BACK, 0) : place] if isinstance(item, Word)]
    before = before[len(before) - before[::-1].index(".") :] if "." in before else before
    return not _CHOOSING.isdisjoint(before)


def _goes_both_ways(heard: Sequence[Item], last: int) -> bool:
    """Whether words after formulas say that the converse of what they say is meant, too."""
    return _joint(heard, last + 1)[0].startswith(("and vice versa", "and conversely"))
