r"""Gradients as names: ``\nabla_t = \nabla f(x_t)`` calls one of the steps ``\nabla_t``, as in online learning."""

from collections.abc import Container, Iterator, Sequence

from proofcheck.latex.setting import braces
from proofcheck.latex.source import COMMAND, LETTER, Token, like, plain, skip_spaces
from proofcheck.latex.vocabulary import BINARY, CLOSING, RELATIONS, words

_SLOPE = "\\nabla"
_NAME = "∇"
_DEFINES = words(r"= : \coloneqq \triangleq \doteq")
_ENDS = CLOSING | BINARY | RELATIONS.keys() | words(r"\| | \Vert \vert , . ; : & \\ $ \) \right \coloneqq \triangleq")
"""What stands after a name, and never after a sign for a derivative: it has to be one of something."""
_TRANSPOSES = words(r"\top \intercal T")
_LONGEST_SCRIPT = 12


def named_slopes(tokens: list[Token]) -> list[Token]:
    r"""Return tokens in which ``\nabla_t`` is a letter with an index, where the document says what it is.

    Without "$\nabla_t = \nabla f(x_t)$" somewhere it stays the sign that it is elsewhere, and so do those with another
    letter below: no name is found in formulas about connections and partial derivatives.
    """
    alone = {place: end for place, end in _with_indices(tokens) if tokens[end].text in _ENDS}
    defined = {place for place, end in alone.items() if tokens[end].text in _DEFINES and _behind(tokens, end, alone)}
    counted = {_index(tokens, place) for place in defined}
    turned = {place for place, end in _with_indices(tokens) if counted and _raised(tokens, end)}
    for place in alone.keys() | turned:
        if _index(tokens, place) in counted:
            tokens[place] = like(tokens[place], LETTER, _NAME)
    return tokens


def _with_indices(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield where signs for derivatives stand that have an index, and where that is followed by something."""
    for place, token in enumerate(tokens):
        if token.text == _SLOPE and [t.text for t in tokens[place + 1 : place + 2]] == ["_"]:
            yield place, _past_script(tokens, place + 1)


def _past_script(tokens: Sequence[Token], sign: int) -> int:
    """Return where the first sign after an index or exponent stands that is no space."""
    start = skip_spaces(tokens, sign + 1)
    _, after = braces(list(tokens[start : start + _LONGEST_SCRIPT]), 0)
    return skip_spaces(tokens, start + max(after, 1))


def _index(tokens: Sequence[Token], place: int) -> str:
    """Return the letter that an index begins with: t of ``\\nabla_{t+1}``."""
    return next((t.text for t in tokens[place + 2 : place + _LONGEST_SCRIPT] if t.kind in {LETTER, COMMAND}), "")


def _raised(tokens: Sequence[Token], end: int) -> bool:
    """Whether a transpose stands above what has the index."""
    return tokens[end].text == "^" and plain(tokens[end + 1 : _past_script(tokens, end)]).strip("{} ") in _TRANSPOSES


def _behind(tokens: Sequence[Token], sign: int, alone: Container[int]) -> bool:
    """Whether a gradient of something comes behind a sign that defines."""
    start = skip_spaces(tokens, sign + 1)
    start = skip_spaces(tokens, start + 1) if tokens[start].text in {"=", "&"} else start
    return tokens[start].text == _SLOPE and start not in alone
