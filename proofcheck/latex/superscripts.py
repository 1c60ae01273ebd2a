r"""Letters whose exponents may be indices: "let $x^1, \dots, x^m$ be real numbers", "$(x^k)_{k \ge 0}$".

And functions whose powers may be compositions: "$f^2(x) = f(f(x))$".
"""

from collections.abc import Sequence

from proofcheck.latex.source import LETTER, Token, meant
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import DOTS, GREEK, RELATIONS

_FIRST = frozenset({"0", "1"})
_BRACES = frozenset({"{", "}", "\\left", "\\right", "\\big", "\\bigl", "\\bigr"})


def superscripted(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the letters that have an index above them somewhere, or are composed with themselves."""
    kept = meant(tokens)
    texts = [t.text for t in kept]
    found = set[str]()
    for place, text in enumerate(texts[:-2]):
        below = texts[place + 1] == "_" and _is_letter(kept[place])
        if below and (_is_numbered_twice(kept, place) or _goes_on_below(kept, place)):
            found.add(text.removeprefix("\\"))
        if texts[place + 1] != "^" or not _is_letter(kept[place]):
            continue
        above, after = _above(kept, place)
        if (
            _lists(texts, text, above, after)
            or _is_family(texts, place, above, after)
            or _goes_on(texts, text, above, after)
            or _is_composed(texts, text, above, after)
        ):
            found.add(text.removeprefix("\\"))
    return frozenset(found)


def _is_letter(token: Token) -> bool:
    return (token.kind == LETTER and token.text != "e") or token.text.removeprefix("\\") in GREEK


def _above(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the exponent of the letter at a place, and where it ends."""
    if tokens[place + 2].text != "{":
        return tokens[place + 2].text, place + 3
    try:
        content, after = argument(list(tokens[place : place + 12]), 2)
    except Exception:  # what is not closed is no index
        return "", place + 3
    return "".join(t.text for t in content), place + after


def _is_numbered_twice(tokens: Sequence[Token], place: int) -> bool:
    """Whether a letter with an index has a nought above, as ``W_l^0`` has: as a power it would be 1."""
    _, after = _above(tokens, place)
    above = "".join(t.text for t in tokens[after : after + 4])
    return above.startswith("^{0}") or (above.startswith("^0") and not above[2:3].isdecimal())


def _goes_on_below(tokens: Sequence[Token], place: int) -> bool:
    r"""Whether a recursion goes from one term to the next of what has an index below: ``x_i^{k+1} = x_i^k - 1``."""
    _, after = _above(tokens, place)
    named, texts = [t.text for t in tokens[place:after]], [t.text for t in tokens[place : place + 80]]
    if texts[len(named) : len(named) + 1] != ["^"]:
        return False
    above, end = _above(tokens, after - 1)
    short, at = list[str](), 0
    while at < len(texts):
        whole = texts[at : at + len(named)] == named
        short.append("name" if whole else texts[at])
        at += len(named) if whole else 1
    return _goes_on(short, "name", above, end - place - len(named) + 1)


def _lists(texts: Sequence[str], letter: str, above: str, after: int) -> bool:
    r"""Whether things are listed from the first one on: ``x^1, x^2``, ``x^0, \\dots, x^m``."""
    following = [text for text in texts[after : after + 5] if text not in DOTS and text not in {",", "{"}]
    return above in _FIRST and texts[after : after + 1] == [","] and following[:2] == [letter, "^"]


def _is_family(texts: Sequence[str], place: int, above: str, after: int) -> bool:
    r"""Whether an index runs over a family: ``(x^k)_{k \\ge 0}``, ``\\{x^k\\}_k``."""
    closing = {"(": ")", "\\{": "\\}"}.get(texts[place - 1] if place else "", "")
    index = [text for text in texts[after + 1 : after + 4] if text not in _BRACES]
    return bool(closing) and texts[after : after + 1] == [closing] and index[:2] == ["_", above]


def _goes_on(texts: Sequence[str], letter: str, above: str, after: int) -> bool:
    r"""Whether a recursion goes from one term to the next: ``x^{k+1} = x^k - 1``; the letter by itself has powers."""
    if not above.endswith("+1") or texts[after : after + 1] not in (["="], [":="], ["\\coloneqq"]):
        return False
    end = next((i for i in range(after + 1, len(texts)) if texts[i] in RELATIONS), min(len(texts), after + 40))
    side = texts[after + 1 : end]
    places = [i for i, text in enumerate(side) if text == letter][:2]  # the next formula may have others
    raised = [side[i + 1 : i + 2] == ["^"] for i in places]
    return bool(places) and all(raised) and side[places[0] + 2 : places[0] + 3] == [above[:-2]]


def _is_composed(texts: Sequence[str], letter: str, above: str, after: int) -> bool:
    r"""Whether a power is said to be a composition: ``f^2(x) = f(f(x))``, ``T^2 = T \\circ T``."""
    side = texts[after : after + 14]
    sign = next((i for i, text in enumerate(side) if text in {"=", ":=", "\\coloneqq"}), -1)
    said = [text for text in side[sign + 1 :] if text not in _BRACES]
    nested = said[:4] == [letter, "(", letter, "("]
    return sign >= 0 and above.isdecimal() and (nested or (said[:1] == [letter] and said[1:2] == ["\\circ"]))
