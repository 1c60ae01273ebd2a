"""Functions that the text names with their argument, "$f(x)$ is convex": it is $f$ of which that is said."""

import re
from collections.abc import Sequence
from dataclasses import replace

from proofcheck.latex.source import LETTER, Token, plain
from proofcheck.latex.structure import Part, Prose
from proofcheck.latex.vocabulary import GREEK, words

_PROPERTY = r"(?:convex|concave|smooth|lipschitz|differentiable|strongly|coercive)\b"
_OTHERS = r"(?:,? ?(?:and )?\$[^$]{1,20}\$)*"
_AFTER = re.compile(
    rf"{_OTHERS},? ?(?:is|are|be|being) (?:(?:both|also|twice|continuously|an?|\$[^$]{{1,12}}\$ ?-?) ?){{0,3}}"
    rf"{_PROPERTY}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"{_PROPERTY}(?:[ -](?:convex|continuous))? (?:(?:objective|loss|cost|potential|scalar) )?(?:functions? )?\Z",
    re.IGNORECASE,
)
_NEAR = 60
"""Signs beside a formula in which it is told what is said of it."""
_LETTERS = frozenset(f"\\{name}" for name in GREEK)
_MARKS = words(
    r"\hat \bar \tilde \widehat \widetilde \overline \mathcal \mathbf \mathscr \mathrm \bm \boldsymbol { } _"
)
_TIMES = words(r"t s \tau k n")
"""Arguments at which paths and sequences are taken."""


def without_arguments(content: Sequence[Part]) -> list[Part]:
    r"""Return a document with ``$f$`` for ``$f(x)$`` where words say a property of the function."""
    return [replace(part, tokens=_plainly(part.tokens)) if isinstance(part, Prose) else part for part in content]


def _plainly(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].text != "$":
            found.append(tokens[place])
            place += 1
            continue
        end = next((i for i in range(place + 1, len(tokens)) if tokens[i].text == "$"), len(tokens))
        inside = tokens[place + 1 : end]
        names = _called(inside)
        if names and (
            _AFTER.match(plain(tokens[end + 1 : end + _NEAR])) or _BEFORE.search(f"{plain(found[-_NEAR:])} ")
        ):
            inside = names
        found += [tokens[place], *inside, *tokens[end : end + 1]]
        place = end + 1
    return found


def _called(inside: Sequence[Token]) -> list[Token]:
    r"""Return the names in ``f(x)`` or ``f(x), \hat g(x)``; nothing where anything else is there."""
    content = [t for t in inside if t.text.strip()]
    names: list[Token] = []
    while content:
        opens = next((i for i, t in enumerate(content) if t.text == "("), -1)
        argument = [t.text for t in content[opens + 1 : opens + 3]]
        name = content[: max(opens, 0)]
        letter = argument[0] if len(argument) == 2 and argument[1] == ")" else ""
        if letter in _TIMES or not (letter.isalpha() or letter in _LETTERS):
            return []
        if not name or not all(_spells(t) for t in name):
            return []
        names += name
        content = content[opens + 3 :]
        if content and content[0].text != ",":
            return []
        names += content[:1]
        content = content[1:]
    return names


def _spells(token: Token) -> bool:
    return token.kind == LETTER or token.text in _LETTERS | _MARKS or token.text.isdecimal()
