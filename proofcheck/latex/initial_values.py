r"""Where what moves starts, in words: "the gradient flow $(u(t))_{t \ge 0}$ of $F$ that starts at $w_0$"."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.shapes import ill_typed
from proofcheck.latex.applying import full_name
from proofcheck.latex.brackets import argument_tokens
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import called_from, expression
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_STARTS = re.compile(
    r"\b(?:(?:starts?|starting|started|begins?|beginning|initiali[sz]ed|issued|emanating)(?: [a-z]+ly)? "
    r"(?:at|from|in|with|by)|with (?:the )?initial (?:value|condition|point|state|parameters?|weights?|data))"
    r"(?: the (?:point|value|initiali[sz]ation|origin))? ⟨(\d+)⟩",
    re.IGNORECASE,
)


def take_starts(reading: "Reading", at: Token) -> None:
    """Suppose where the one thing that a sentence names and that moves is at time 0, where it says so.

    Where it names several, or says what is not read, these are in doubt.
    """
    sentence, inline = reading.speech.sentence, reading.speech.inline
    for found in _STARTS.finditer(sentence):
        start = mathematical(inline[int(found[1])])
        if any(token.text in RELATIONS for token in start):
            continue
        before = [inline[int(number)] for number in re.findall(r"⟨(\d+)⟩", sentence[: found.start()])]
        paths = list(dict.fromkeys(path for tokens in before for path in _paths(tokens, reading.notation)))
        says = _starting(paths[0], start, reading.notation) if len(paths) == 1 else None
        if says is None:
            reading.scopes.unread(at, frozenset(str(path.name) for path in paths), "where it starts")
        elif says not in {*reading.scopes.standing, *reading.scopes.given}:
            reading.suppose(says, at, local=reading.speech.local)


def _paths(tokens: Sequence[Token], notation: Notation) -> Iterator[Any]:
    r"""Yield the path that a formula names: ``w``, ``w(t)`` or ``(w(t))_{t \ge 0}``."""
    content = mathematical(tokens)
    if [t.text for t in content[:1]] == ["("]:
        inside = argument_tokens(content, 0)
        content = inside if [t.text for t in content[len(inside) + 2 :][:1]] in ([], ["_"]) else []
    opened = called_from(content)
    name = full_name(content[:opened] if opened > 0 else content, notation) if content else None
    known = notation.meaning(name) if name is not None else ()
    yield from (m for m in known if isinstance(m, ex.PathSymbol) and not m.discrete)


def _starting(path: Any, start: list[Token], notation: Notation) -> Any:
    """Return that a path is there at time 0; nothing where that is not read."""
    with suppress(UnreadError, ex.LanguageError):
        says = ex.related("=", path(Integer(0)), expression(start, notation.copy()))
        return says if ill_typed(says) is None else None
    return None
