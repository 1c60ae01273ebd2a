r"""Signs that would part a formula where they only mark something: ``\left. f \right|_{t=0}``, ``V^\perp``."""

from collections.abc import Sequence

from proofcheck.latex.source import COMMAND, SIGN, SPACE, Token, UnreadError, group_end, like, skip_spaces
from proofcheck.latex.vocabulary import ARROWS, ORDERS, RELATIONS

EVALUATED = "\\evaluated"
"""A bar behind what is taken at a point."""
_BARS = frozenset({"|", "\\vert", "\\rvert", "\\mid"})
_OUTSIDE = frozenset({"$", "\\[", "\\(", "\\\\", "&", "\\begin", "\\end"})
_REACH = 400
"""How far the two ends of what is taken at a point may be apart."""


def at_point(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Leave out ``\left.``, and write the bar at its end as a sign of its own where something is set below it."""
    start = skip_spaces(tokens, place + 1)
    if [t.text for t in tokens[start : start + 1]] != ["."]:
        return None
    depth = 1
    for end in range(start + 1, min(start + _REACH, len(tokens) - 2)):
        depth += (tokens[end].text == "\\left") - (tokens[end].text == "\\right")
        if depth == 0:
            bar = skip_spaces(tokens, end + 1)
            after = skip_spaces(tokens, bar + 1)
            if tokens[bar].text not in _BARS or [t.text for t in tokens[after : after + 1]] not in (["_"], ["^"]):
                return None
            tokens[end : bar + 1] = [like(tokens[bar], COMMAND, EVALUATED)]
            return [], start + 1
    return None


def behind_bar(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write a bar that nothing opens, and that has an equation below it, as a sign: ``f'(t)|_{t=0}``."""
    below = skip_spaces(tokens, place + 1)
    if [t.text for t in tokens[below : below + 1]] != ["_"] or not _says_where(tokens, skip_spaces(tokens, below + 1)):
        return None
    before = tokens[max(0, place - _REACH) : place]
    start = max((i for i, t in enumerate(before) if t.text in _OUTSIDE), default=-1)
    if sum(t.text in _BARS for t in before[start + 1 :]) % 2:
        return None
    return [like(tokens[place], COMMAND, EVALUATED)], place + 1


def _says_where(tokens: Sequence[Token], place: int) -> bool:
    try:
        end = group_end(tokens, place) if place < len(tokens) and tokens[place].text == "{" else place
    except UnreadError:
        return False
    return any(t.text in {"=", "\\to"} for t in tokens[place:end])


def as_mark(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Put a sign that relates two sides into braces where it stands above or below a letter: ``V^{\perp}``."""
    start = skip_spaces(tokens, place + 1)
    if start >= len(tokens) or tokens[start].kind in {SPACE, SIGN} or not _relates(tokens[start]):
        return None
    mark = tokens[start]
    return [tokens[place], like(mark, SIGN, "{"), mark, like(mark, SIGN, "}")], start + 1


def _relates(token: Token) -> bool:
    return token.text in RELATIONS or token.text in ORDERS or token.text in ARROWS
