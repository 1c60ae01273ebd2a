r"""What is set in an unusual way, written in the usual one: ``\underset{x}{\min}`` is ``\min_{x}``."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from proofcheck.latex.enclosing import unboxed
from proofcheck.latex.evaluated import as_mark, at_point, behind_bar
from proofcheck.latex.source import (
    COMMAND,
    LETTER,
    SIGN,
    SPACE,
    Token,
    UnreadError,
    group_end,
    like,
    plain,
    skip_spaces,
)
from proofcheck.latex.vocabulary import BINARY, OPENING, RELATIONS, SPACING, TEXT, words

_WITH_LIMITS = frozenset({"min", "max", "inf", "sup", "lim", "limsup", "liminf", "argmin", "argmax", "sum"})
_OF_CHANCE = frozenset({"E", "P", "Pr", "Var", "V", "Cov"})
_FONTS = frozenset({"operatorname", "mathbb", "mathbf", "mathrm", "text", "textbf", "textrm", "rm", "mathop", "limits"})
_UNSAID = words(
    r"\sout \xout \st \todo \TODO \fixme \FIXME \fxnote \phantom \hphantom \vphantom \deleted \hide \hidden \ignore "
    r"\omit \comment"
)
"""Commands of which the argument is no part of the text."""
_STRUCK = {"=": "\\neq", "\\in": "\\notin", "\\to": "\\nrightarrow", "\\rightarrow": "\\nrightarrow"}
_SYNONYMS = {"\\triangledown": "\\nabla", "\\hdots": "\\dots", "\\dotsm": "\\cdots", "\\dotso": "\\dots"}
_ENDS = words(r"$ \) \] . , ; : ) ( \end \\ & \forall \exists")
"""What stands after a range that nothing comes after which it is about."""
_ENDS_OF_ROWS = words(r"$ \) \] . , ; \end \\")
_LONGEST_RANGE = 40
_WIDE = words(r"\quad \qquad \hfill")
_END_OF_PROOF = words(r"\square \blacksquare \Box \qed \qedhere \qedsymbol \blacklozenge \lozenge")
_IN_MARKS = words(r"\star * \ast \dagger \ddagger \bigstar ' \prime \#")
_LONGEST_MARK = 6
_BEFORE_SPACES = words(r": \colon \in \notin \to \rightarrow \times \subset \subseteq")
"""What stands before the name of a space or a set."""
_LONGEST_WORD = 4
_OLD_FONTS = {"\\rm": "\\mathrm", "\\bf": "\\mathbf", "\\cal": "\\mathcal", "\\sf": "\\mathsf",
              "\\frak": "\\mathfrak"}  # fmt: skip
_INFIX = {"\\over": "\\frac", "\\choose": "\\binom"}
_LONGEST_GROUP = 400
_SIZES = frozenset({"\\big", "\\Big", "\\bigg", "\\Bigg"})
_SIZED_BRACKETS = frozenset({"\\left", *_SIZES, *(f"{size}l" for size in _SIZES)})


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


def _or_equal(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Read two signs as the one that they are meant for: ``<=`` is ``\le``."""
    if place + 1 >= len(tokens) or tokens[place + 1].text != "=" or tokens[place + 1].at != tokens[place].end:
        return None
    return [like(tokens[place], COMMAND, "\\le" if tokens[place].text == "<" else "\\ge")], place + 2


def _over(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Put the mark between columns before a sign that has something over it: not ``\overset{(a)}&{=}``."""
    start = skip_spaces(tokens, place + 1)
    over, after = braces(tokens, start)
    mark = skip_spaces(tokens, after)
    if not over or [t.text for t in tokens[mark : mark + 1]] != ["&"]:
        return None
    return [tokens[mark], tokens[place], *tokens[start:after]], mark + 1


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


def _denied(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write a sign that is struck through, ``\not=`` or ``\not\in``, as the one that says so."""
    after = skip_spaces(tokens, place + 1)
    sign = _STRUCK.get(tokens[after].text) if after < len(tokens) else None
    return None if sign is None else ([like(tokens[place], COMMAND, sign)], after + 1)


def _renamed(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    """Write a sign by its usual name."""
    return [like(tokens[place], COMMAND, _SYNONYMS[tokens[place].text])], place + 1


def _quantified(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write a quantifier in brackets before what it is about, ``(\forall n \ge N)\, a_n``, with a comma after it."""
    start = skip_spaces(tokens, place + 1)
    if start >= len(tokens) or tokens[start].text != "\\forall":
        return None
    end = next((i for i in range(start, min(start + _LONGEST_RANGE, len(tokens))) if tokens[i].text in {"(", ")"}), 0)
    if not end or tokens[end].text == "(":
        return None
    ends = _after_spacing(tokens, end + 1) in _ENDS - {"("}
    return [*tokens[start:end], *([] if ends else [like(tokens[end], SIGN, ",")])], end + 1


_CONDITION = re.compile(
    r"\s*\(?\s*(?:and |or )?(?:for|if|when|whenever|where|provided|on|over|with|as long as|unless|except|assuming|"
    r"given|such that)\b",
    re.IGNORECASE,
)
"""How words beside a formula begin that put it under a condition."""


def _without_brackets(words: list[Token]) -> list[Token]:
    """Return words without the brackets around all of them."""
    ends = [place for place, token in enumerate(words) if token.kind != SPACE]
    around = len(ends) > 1 and (words[ends[0]].text, words[ends[-1]].text) == ("(", ")")
    return words[ends[0] + 1 : ends[-1]] if around else words


def _condition(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Take the mathematics of a condition out of its words: ``\text{if $q > 0$}`` is ``\text{if } q > 0``."""
    start = skip_spaces(tokens, place + 1)
    inside, after = braces(tokens, start)
    inside = _without_brackets(inside)
    dollars = [i for i, token in enumerate(inside) if token.text == "$"]
    if not dollars or len(dollars) % 2 or _CONDITION.match(plain(inside)) is None:
        return None
    found: list[Token] = []
    ends = [-1, *dollars, len(inside)]
    for number, (opened, closed) in enumerate(pairwise(ends)):
        part = inside[opened + 1 : closed]
        says = any(token.kind == LETTER for token in part)
        words = [tokens[place], like(tokens[start], SIGN, "{"), *part, like(tokens[after - 1], SIGN, "}")]
        found += words if says and number % 2 == 0 else part
    return found, after


def _bold(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write a letter in bold as in a formula, ``\textbf{x}`` as ``\mathbf{x}``: it is no word beside one."""
    start = skip_spaces(tokens, place + 1)
    inside, after = braces(tokens, start)
    if len(inside) != 1 or inside[0].kind != LETTER:
        return _condition(tokens, place)
    return [like(tokens[place], COMMAND, "\\mathbf"), *tokens[start:after]], after


def _marked(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Leave out the end of a proof far right, ``\qquad \square``; a mark, ``\quad (\star)``, is ``\tag{\star}``."""
    start = next((i for i in range(place + 1, len(tokens)) if tokens[i].text not in SPACING | _WIDE
                  and tokens[i].kind not in {"space", "comment"}), place)  # fmt: skip
    if start > place and tokens[start].text in _END_OF_PROOF:
        return [], start + 1
    before = next((t.text for t in reversed(tokens[max(place - 4, 0) : place]) if t.kind != "space"), "+")
    if before in {*BINARY, *RELATIONS, *OPENING, "$", "&", "\\\\"}:
        return None
    end = next((i for i in range(start, min(start + _LONGEST_MARK, len(tokens))) if tokens[i].text == ")"), start)
    inside = tokens[start + 1 : end] if tokens[start].text == "(" else []
    marks = bool(inside) and (all(t.text in _IN_MARKS for t in inside) or all(t.text.isdecimal() for t in inside))
    return (_tag(inside), end + 1) if marks and _after_spacing(tokens, end + 1) in _ENDS_OF_ROWS else None


def _tag(inside: Sequence[Token]) -> list[Token]:
    at = inside[0]
    return [like(at, COMMAND, "\\tag"), like(at, SIGN, "{"), *inside, like(at, SIGN, "}")]


def _numbered(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write a number as plain TeX has it, ``\eqno(1)``, as a tag."""
    start = skip_spaces(tokens, place + 1)
    end = next((i for i in range(start, min(start + _LONGEST_MARK + 2, len(tokens))) if tokens[i].text == ")"), 0)
    inside = tokens[start + 1 : end]
    return (_tag(inside), end + 1) if inside and tokens[start].text == "(" else None


def _infix(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write what stands between two parts of a group before them: ``{a \over b}`` is ``\frac{a}{b}``."""
    depth, sign = 0, place
    for i in range(place, min(place + _LONGEST_GROUP, len(tokens))):
        depth += (tokens[i].text == "{") - (tokens[i].text == "}")
        if depth == 0:
            break
        sign = i if depth == 1 and tokens[i].text in _INFIX and sign == place else sign
    if depth or sign == place:
        return None
    opened, closed = tokens[place], tokens[i]
    parts = tokens[place + 1 : sign], as_usual(tokens[sign + 1 : i])
    command = like(tokens[sign], COMMAND, _INFIX[tokens[sign].text])
    return [opened, command, *(t for part in parts for t in (opened, *part, closed)), closed], i + 1


def _grouped(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Leave out braces around a space, ``\in {\mathbb{R}^d}``; ``{a \over b}`` is a fraction, and ``{\bf x}`` bold."""
    if (found := _infix(tokens, place)) is not None:
        return found
    before = next((t.text for t in reversed(tokens[max(place - 4, 0) : place]) if t.kind != SPACE), "")
    font = _OLD_FONTS.get(tokens[place + 1].text) if place + 1 < len(tokens) else None
    if font is None and before not in _BEFORE_SPACES:
        return None
    inside, after = braces(tokens, place)
    word = [t for t in inside[1:] if t.kind != SPACE]
    alone = 0 < len(word) <= _LONGEST_WORD and all(t.kind in {LETTER, COMMAND} for t in word)
    if font is not None and alone:
        opened, closed = tokens[place], tokens[after - 1]
        upright = [like(opened, COMMAND, font), opened, *word, closed]
        mean = _mean([*upright, *tokens[after : after + _LONGEST_RANGE]], 0) if font == "\\mathrm" else None
        return (mean[0] if mean is not None else upright), after
    return (inside, after) if inside and before in _BEFORE_SPACES else None


def _mean(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Write the sign for a mean in its usual font, with square brackets or braces: ``\mathrm{E}_\xi[X]``."""
    inside, after = braces(tokens, place + 1)
    if [t.text for t in inside] != ["E"]:
        return None
    end = skip_spaces(tokens, after)
    if end + 1 < len(tokens) and tokens[end].text == "_":
        end = skip_spaces(tokens, max(braces(tokens, end + 1)[1], end + 2))
    there = [t.text for t in tokens[end : end + 3] if t.kind != SPACE and t.text not in _SIZED_BRACKETS]
    if there[:1] not in (["["], ["\\{"]):
        return None
    return [like(tokens[place], COMMAND, "\\mathbb"), *tokens[place + 1 : after]], after


def _spelled_out(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Leave out what a list of numbers means beside it: ``\in [n] := \{1, \dots, n\}`` is ``\in [n]``."""
    before = next((t.text for t in reversed(tokens[max(place - 4, 0) : place]) if t.kind != SPACE), "")
    there = [i for i in range(place, min(place + _LONGEST_RANGE, len(tokens))) if tokens[i].kind != SPACE]
    texts = [tokens[i].text for i in there]
    if before != "\\in" or "]" not in texts or "\\}" not in texts:
        return None
    closing, end = texts.index("]"), texts.index("\\}")
    said = re.fullmatch(r"(?:: =|=|\\coloneqq|\\triangleq) \\\{ 1 , (?:\\[lc]?dots|\. \. \.) , (.*)",
                        " ".join(texts[closing + 1 : end]))  # fmt: skip
    if said is None or said[1] != " ".join(texts[1:closing]):
        return None
    return tokens[place : there[closing] + 1], there[end] + 1


def _parted(tokens: list[Token], place: int) -> tuple[list[Token], int] | None:
    r"""Put a comma after a range that a space or colon parts from what it is about: ``\forall n \ge 1\, a_n \le 2``."""
    related, named = False, False
    for i in range(place + 1, min(place + _LONGEST_RANGE, len(tokens))):
        text = ":" if tokens[i].text == "\\colon" else tokens[i].text
        if text == ":" and named and not related and _after_spacing(tokens, i + 1) not in _ENDS:
            return [*tokens[place:i], like(tokens[i], COMMAND, "\\quad")], i + 1
        named |= tokens[i].kind == LETTER
        if text in _ENDS - {":", ","} or (related and text == ","):
            return None
        if related and (text in SPACING or text == ":") and _after_spacing(tokens, i + 1) not in _ENDS | {"\\text"}:
            return [*tokens[place:i], like(tokens[i], SIGN, ",")], i + 1
        related |= text in RELATIONS or text == "\\in"
    return None


def _after_spacing(tokens: list[Token], place: int) -> str:
    """Return the first sign from a place on that is no space; nothing at the end."""
    return next((t.text for t in tokens[place:] if t.text not in SPACING and t.kind not in {"space", "comment"}), "$")


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
    "\\begin": unboxed,
    "\\underset": _below,
    **dict.fromkeys(["\\overset", "\\stackrel"], _over),
    **dict.fromkeys(["\\xrightarrow", "\\xlongrightarrow", "\\xhookrightarrow"], _over_arrow),
    "\\cancelto": _second,
    **dict.fromkeys(["\\cancel", "\\bcancel", "\\xcancel"], _struck_out),
    **dict.fromkeys(_UNSAID, _left_out),
    "\\not": _denied,
    "\\left": at_point,
    **dict.fromkeys(["|", "\\vert", "\\rvert"], behind_bar),
    **dict.fromkeys(["^", "_"], as_mark),
    "(": _quantified,
    "{": _grouped,
    "[": _spelled_out,
    "\\mathrm": _mean,
    "\\forall": _parted,
    **dict.fromkeys(_WIDE, _marked),
    **dict.fromkeys(["\\eqno", "\\leqno"], _numbered),
    **dict.fromkeys(TEXT, _condition),
    "\\textbf": _bold,
    **dict.fromkeys(_SYNONYMS, _renamed),
    **dict.fromkeys("<>", _or_equal),
    **dict.fromkeys(["\\qty", "\\quantity"], _sized),
}
