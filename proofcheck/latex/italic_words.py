r"""Words that an author writes in a formula as they are, ``Regret_T \le 3``: one name, and no product of letters."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from proofcheck.latex.source import COMMAND, LETTER, SIGN, SPACE, Token, group_end, like
from proofcheck.latex.structure import Display, Part, Prose
from proofcheck.latex.vocabulary import GREEK, words

_WORD = re.compile(r"[A-Z][a-z]*[aeiou][a-z]*")
"""How a word begins with a large letter."""
_SHORTEST = 4
_KNOWN = words("Reg Alg Opt Err Gap Pot regret loss error cost risk reward bias gain")
"""Words that are shorter, or all in small letters."""
_STYLED = re.compile(r"[A-Z](?:cal|scr|frak|bb|bf|sf|rm|it|tt|bar|hat|tilde|vec|dot)")
"""What a letter in a font or with an accent is called."""
_OF_FORMULAS = words(
    r"\frac \tfrac \dfrac \cfrac \sqrt \hat \widehat \bar \overline \tilde \widetilde \underbrace \overbrace \boxed"
)
"""Commands in the braces of which there is a formula."""


def with_names(content: Sequence[Part]) -> list[Part]:
    """Return a document in which words in formulas are set upright, as names are."""
    return [_renamed(part) for part in content]


def is_word(root: str) -> bool:
    """Whether a name is a word.

    >>> [name for name in ("Regret", "Kcal", "Gamma", "xbf", "loss", "Axyz") if is_word(name)]
    ['Regret', 'loss']
    """
    named = root in _KNOWN or (len(root) >= _SHORTEST and _WORD.fullmatch(root) is not None)
    return named and root.lower() not in GREEK and _STYLED.fullmatch(root) is None


def _renamed(part: Part) -> Part:
    if isinstance(part, Display):
        return replace(part, tokens=_set_upright(part.tokens))
    if not isinstance(part, Prose):
        return part
    signs = [place for place, token in enumerate(part.tokens) if token.text == "$"]
    tokens, done = list[Token](), 0
    for start, end in zip(signs[::2], signs[1::2], strict=False):
        tokens += [*part.tokens[done:start], *_set_upright(part.tokens[start:end])]
        done = end
    return replace(part, tokens=[*tokens, *part.tokens[done:]])


def _set_upright(formula: Sequence[Token]) -> list[Token]:
    made, place, before = list[Token](), 0, ""
    while place < len(formula):
        token = formula[place]
        end = place + 1
        if token.text == "{" and (before in {"_", "^"} or (before[:1] == "\\" and before not in _OF_FORMULAS)):
            end = group_end(list(formula), place) + 1
        elif token.kind == LETTER and before not in {"_", "^"}:
            end = _word_ends(formula, place)
        word = "".join(t.text for t in formula[place:end])
        made += _upright(formula[place:end]) if token.kind == LETTER and is_word(word) else formula[place:end]
        before = before if formula[end - 1].kind == SPACE else formula[end - 1].text
        place = end
    return made


def _word_ends(formula: Sequence[Token], place: int) -> int:
    """Return where letters end that stand next to each other."""
    end = place + 1
    while end < len(formula) and formula[end].kind == LETTER and formula[end].at == formula[end - 1].end:
        end += 1
    return end


def _upright(word: Iterable[Token]) -> list[Token]:
    letters = list(word)
    at = letters[0]
    return [like(at, COMMAND, "\\mathrm"), like(at, SIGN, "{"), *letters, like(at, SIGN, "}")]
