r"""Divergences, ``D_{\mathrm{KL}}(\rho \| \pi)``: with what stands in their brackets they are names of numbers.

What the author says of one is said of these two arguments; the same divergence of others is not read. Only a single
``\|`` between two names is one between arguments: norms have two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from proofcheck.latex.source import COMMAND, COMMENT, DIGIT, LETTER, SIGN, SPACE, Token, like
from proofcheck.latex.structure import Display, Part, Prose
from proofcheck.latex.vocabulary import GREEK, words

_BETWEEN = words(r"\| \Vert \parallel")
_FONTS = words(r"\operatorname \mathrm \mathsf \mathit \text \textrm \mathbf \mathcal")
_WITHIN = words(r"_ ^ { } ' \hat \tilde \bar \mathbf \mathrm \mathcal \mathbb \bm")
_LONGEST = 24
"""Tokens of both arguments."""


def with_divergences(content: Sequence[Part]) -> list[Part]:
    """Return a document with the divergences in it as names, from where an equation says what they are."""
    known = set[str]()
    return [
        replace(part, tokens=_named(part.tokens, known))
        if isinstance(part, Display | Prose) and any(t.text in _BETWEEN or t.text == "|" for t in part.tokens)
        else part
        for part in content
    ]


def _named(tokens: Sequence[Token], known: set[str]) -> list[Token]:
    made, done = list[Token](), 0
    for opened, closed, word in _divergences(tokens):
        start = _start(tokens, opened - 1)
        called = "".join(t.text for t in (*tokens[start:opened], word))
        after = next((t.text for t in tokens[closed + 1 :] if t.kind != SPACE and t.text != "&"), "")
        known |= {called} if after in {"=", ":=", ":", "\\coloneqq", "\\triangleq"} else set()
        if called not in known:
            continue
        head = list(tokens[done:opened])
        if head[-1].text == "}" and _is_subscript(tokens, opened - 1):
            head.insert(-1, word)
        else:
            sign = [like(word, SIGN, text) for text in ("_", "{", "}")]
            head += [*sign[:2], word, sign[2]]
        made, done = made + head, closed + 1
    return [*made, *tokens[done:]] if done else list(tokens)


def _start(tokens: Sequence[Token], place: int) -> int:
    """Return where the name of a divergence begins that ends at a place: with its font, or the letter it has below."""
    opening = _opening(tokens, place) if tokens[place].text == "}" else place
    return max(opening - (2 if _is_subscript(tokens, place) else 1), 0) if tokens[place].text == "}" else place


def _divergences(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Token]]:
    """Yield where the brackets of divergences open and close, with the word for what is in them."""
    for place, token in enumerate(tokens):
        if token.text != "(" or not place or not _is_head(tokens, place - 1):
            continue
        inside = tokens[place + 1 : place + 2 + _LONGEST]
        close = next((i for i, t in enumerate(inside) if t.text in {"(", ")"}), len(inside))
        content = [t for t in inside[:close] if t.kind not in {SPACE, COMMENT} and t.text not in {"\\,", "\\;", "\\!"}]
        texts = ["\\|" if t.text in _BETWEEN else t.text for t in content]
        bars = [i for i, text in enumerate(texts) if text == "\\|"] or [
            i for i in range(len(texts) - 1) if texts[i : i + 2] == ["|", "|"]
        ]
        both = [t for t in content if t.text not in _BETWEEN and t.text != "|"]
        if close < len(inside) and len(bars) == 1 and inside[close].text == ")" and both and all(map(_is_name, both)):
            word = "".join(t.text.removeprefix("\\") for t in both if t.kind in {LETTER, DIGIT} or _is_greek(t))
            if 0 < bars[0] < len(texts) - 1 and word:
                yield place, place + 1 + close, like(token, LETTER, word)


def _is_head(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name ends at a place: a word in an upright font, a letter with a subscript in braces, or one alone."""
    if tokens[place].text != "}":
        return tokens[place].kind == LETTER and tokens[place].text.isupper()
    return _is_subscript(tokens, place) or ((start := _opening(tokens, place)) > 0 and tokens[start - 1].text in _FONTS)


def _is_subscript(tokens: Sequence[Token], place: int) -> bool:
    start = _opening(tokens, place)
    return start > 0 and tokens[start - 1].text == "_"


def _opening(tokens: Sequence[Token], place: int) -> int:
    """Return where the group opens that closes at a place."""
    depth = 0
    for start in range(place, max(place - _LONGEST, -1), -1):
        depth += (tokens[start].text == "}") - (tokens[start].text == "{")
        if depth == 0:
            return start
    return 0


def _is_name(token: Token) -> bool:
    return token.kind in {LETTER, DIGIT} or token.text in _WITHIN or _is_greek(token)


def _is_greek(token: Token) -> bool:
    return bool(token.kind == COMMAND and token.text[1:] in GREEK)
