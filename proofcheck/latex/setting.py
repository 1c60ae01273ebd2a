r"""What is set in an unusual way, written in the usual one: ``\underset{x}{\min}`` is ``\min_{x}``."""

from collections.abc import Callable, Sequence

from proofcheck.latex.source import COMMAND, LETTER, SIGN, Token, UnreadError, group_end, like, skip_spaces
from proofcheck.latex.vocabulary import RELATIONS, words

_WITH_LIMITS = frozenset({"min", "max", "inf", "sup", "lim", "limsup", "liminf", "argmin", "argmax", "sum"})
_OF_CHANCE = frozenset({"E", "P", "Pr", "Var", "V", "Cov"})
_FONTS = frozenset({"operatorname", "mathbb", "mathbf", "mathrm", "text", "textbf", "textrm", "rm", "mathop", "limits"})
_UNSAID = words(
    r"\sout \xout \st \todo \TODO \fixme \FIXME \fxnote \phantom \hphantom \vphantom \deleted \hide \hidden \ignore "
    r"\omit \comment"
)
"""Commands of which the argument is no part of the text."""
_SIZES = frozenset({"\\big", "\\Big", "\\bigg", "\\Bigg"})


def as_usual(tokens: list[Token]) -> list[Token]:
    """Return tokens with what is set in an unusual way written in the usual one."""
    place = 0
    while place < len(tokens):
        rewrite = _REWRITES.get(tokens[place].text)
        found = rewrite(tokens, place) if rewrite is not None else None
        if found is None:
            place += 1
        else:
            tokens[place : found[1]] = found[0]
    return tokens


def _below(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write what is set below an operator as its index: ``\underset{X}{\mathbb{E}}`` is ``\mathbb{E}_{X}``."""
    start = skip_spaces(tokens, place + 1)
    below, after = braces(tokens, start)
    operator, end = braces(tokens, skip_spaces(tokens, after))
    word = _word(operator)
    if not below or word not in _WITH_LIMITS | _OF_CHANCE:
        return None
    shown = [like(tokens[place], COMMAND, f"\\{word}")] if word in _WITH_LIMITS else operator
    return [*shown, like(tokens[place], SIGN, "_"), *tokens[start:after]], end


def _word(operator: Sequence[Token]) -> str:
    """Return the word that an operator is written as, whatever its font."""
    names = (t.text.removeprefix("\\") for t in operator if t.kind in {COMMAND, LETTER})
    return "".join(name for name in names if name.isalpha() and name not in _FONTS)


def _over_arrow(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write an arrow that is as long as what stands over it, ``\xrightarrow{d}``, as ``\overset{d}{\to}``."""
    start = place + 1
    if start < len(tokens) and tokens[start].text == "[":
        start = next((i + 1 for i in range(start, len(tokens)) if tokens[i].text == "]"), start)
    _, after = braces(tokens, start)
    if after == start:
        return None
    arrow = [like(tokens[place], *piece) for piece in ((SIGN, "{"), (COMMAND, "\\to"), (SIGN, "}"))]
    return [like(tokens[place], COMMAND, "\\overset"), *tokens[start:after], *arrow], after


def _second(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write what is struck out, with its value, ``\cancelto{0}{x}``, as itself: that is what a sum is of."""
    _, start = braces(tokens, place + 1)
    _, after = braces(tokens, start)
    return (tokens[start:after], after) if place + 1 < start < after else None


def _sized(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Leave out what makes brackets as large as what is in them, ``\qty(x)``; braces are seen with it, ``\qty{x}``."""
    start = skip_spaces(tokens, place + 1)
    if start < len(tokens) and tokens[start].text in _SIZES:
        start = skip_spaces(tokens, start + 1)
    inside, after = braces(tokens, start)
    if after == start:
        return [], start
    seen = (like(tokens[place], COMMAND, text) for text in ("\\{", "\\}"))
    return [next(seen), *inside, next(seen)], after


def _left_out(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Leave out what is struck out, not shown, or a note to the authors: ``\sout{...}``, ``\todo{...}``."""
    start = skip_spaces(tokens, place + 1)
    if start < len(tokens) and tokens[start].text == "[":
        start = next((i + 1 for i in range(start, len(tokens)) if tokens[i].text == "]"), start)
    _, after = braces(tokens, start)
    return ([], after) if after > start else None


def _struck_out(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Leave out an assertion that is struck out, ``\cancel{x > 0}``; what cancels in a formula stays in it."""
    inside, after = braces(tokens, skip_spaces(tokens, place + 1))
    asserts = any(t.text in RELATIONS or t.text == "$" for t in inside)
    return ([], after) if asserts else None


def braces(tokens: list[Token], place: int) -> tuple[list[Token], int]:
    """Return what stands in the braces at a place, and where they end; nothing where there are none."""
    if place >= len(tokens) or tokens[place].text != "{":
        return [], place
    try:
        end = group_end(tokens, place)
    except UnreadError:
        return [], place
    return tokens[place + 1 : end], end + 1


_REWRITES: dict[str, Callable[[list[Token], int], tuple[list[Token], int] | None]] = {
    "\\underset": _below,
    **dict.fromkeys(["\\xrightarrow", "\\xlongrightarrow", "\\xhookrightarrow"], _over_arrow),
    "\\cancelto": _second,
    **dict.fromkeys(["\\cancel", "\\bcancel", "\\xcancel"], _struck_out),
    **dict.fromkeys(_UNSAID, _left_out),
    **dict.fromkeys(["\\qty", "\\quantity"], _sized),
}
