"""Orders of growth, ``O(n)`` and the like: read, and said to be out of reach."""

from collections.abc import Sequence

from proofcheck.latex.notation import Notation
from proofcheck.latex.source import COMMAND, LETTER, Token
from proofcheck.latex.spelling import argument


def sign_of_growth(tokens: Sequence[Token], notation: Notation) -> list[Token] | None:
    r"""Return the sign of O(.), o(.), \Omega(.) or \tilde O(.) in an expression, of which nothing is declared."""
    content = list(tokens)
    place = next((place for place in range(len(content)) if _grows(content, place, notation)), None)
    if place is None:
        return None
    spelled = notation.spelled(content, place)
    return content[place : place + 1 if spelled is None else spelled.after]


def grows(tokens: Sequence[Token], notation: Notation) -> bool:
    """Whether an expression is of an order of growth, and nothing else is added to it in front."""
    sign = sign_of_growth(tokens, notation)
    return sign is not None and list(tokens[: len(sign)]) == sign


def _grows(tokens: list[Token], place: int, notation: Notation) -> bool:
    token = tokens[place]
    if token.text in {"\\bigO", "\\bigo"}:
        return True
    if token.kind not in {LETTER, COMMAND} or (token.kind == LETTER and token.text not in {"O", "o", "Ω", "Θ"}):
        return False
    spelled, found = notation.spelled(tokens, place), notation.name(tokens, place)
    if spelled is None or found is None or spelled.root.partition(" ")[0] not in {"O", "o", "Omega", "Theta"}:
        return False
    after = found.after
    while after + 1 < len(tokens) and tokens[after].text in {"_", "^"}:
        after = argument(tokens, after + 1)[1]
    called = after < len(tokens) and tokens[after].text in {"(", "\\{", "["}
    script = place > 0 and tokens[place - 1].text in {"_", "^"}
    return called and not script and not notation.meaning(found.root)
