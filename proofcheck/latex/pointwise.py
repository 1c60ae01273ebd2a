r"""Functions that are made of others without their argument: ``F = f + g`` is ``F(x) = f(x) + g(x)``."""

from collections.abc import Sequence

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import LETTER, SIGN, Token


def pointwise(left: list[Token], right: Sequence[Token], notation: Notation) -> tuple[list[Token], Sequence[Token]]:
    """Return ``F(x) = f(x) + g(x)`` for ``F = f + g``, where all functions on the right stand without an argument."""
    content = list(right)
    functions = [_function_at(content, place, notation) for place in range(len(content))]
    bare = [end for end in functions if end is not None]
    if not bare or full_name(left, notation) is None or any(t.text in {"(", "_", "^", "\\nabla"} for t in content):
        return left, right
    place = left[-1]
    taken_up = {t.text for t in (*left, *content)}
    letter = next(letter for letter in ("x", "w", "z", "y") if letter not in taken_up)
    argument_ = [Token(kind, text, place.source, place.at, place.end)
                 for kind, text in ((SIGN, "("), (LETTER, letter), (SIGN, ")"))]  # fmt: skip
    given = [t for i, token in enumerate(content) for t in (token, *(argument_ if i + 1 in bare else ()))]
    return [*left, *argument_], given


def _function_at(tokens: list[Token], place: int, notation: Notation) -> int | None:
    """Where the name ends of a real function of a vector that stands at a place; nothing where none does."""
    name = notation.name(tokens, place)
    meanings = [] if name is None else notation.meaning(name.root)
    real = bool(meanings) and all(isinstance(m, ex.MapSymbol) and m.n is None for m in meanings)
    return name.after if name is not None and real else None
