"""Plain text in lines: formulas broken where a mathematician would, and in ASCII for a stream that knows no more."""

import re
import textwrap
import unicodedata

_ASCII = {
    "‖": "||", "≤": "<=", "≥": ">=", "≠": "!=", "⟨": "<", "⟩": ">", "√": "sqrt", "∫": "int", "∑": "sum", "∏": "prod",
    "∀": "for all", "∃": "exists", "∈": "in", "∉": "not in", "∇": "grad ", "∂": "d", "∞": "infinity", "⟹": "=>",
    "⇒": "=>", "→": "->", "·": "*", "×": "x", "−": "-", "…": "...", "ᵀ": "^T", "⊤": "^T", "'": "'", "’": "'",
    "“": '"', "”": '"', "∘": "o", "⊂": "subset of", "∪": "union", "∩": "intersection", "✓": "+", "✗": "x", "△": "!",
    "⋆": "*",
}  # fmt: skip
_UNBROKEN = "\N{NO-BREAK SPACE}"
LONGEST_WHOLE = 40
"""Characters of a text that is kept on one line."""

_RELATIONS = (" = ", " ≤ ", " ≥ ", " < ", " > ", " ≠ ", " =: ", " <= ", " >= ", " => ")
_SIGNS = (" + ", " - ")
_CONDITIONS = (" ∀ ", " for all ")
_GREEK = re.compile("GREEK (SMALL|CAPITAL) LETTER ([A-Z]+)")
_OPENING, _CLOSING = "([{⟨", ")]}⟩"


def ascii_text(text: str) -> str:
    """Return a text in ASCII, as mathematics is typed; what has no such form stays.

    >>> ascii_text("‖z(t) - y‖² ≤ λ x₁")
    '||z(t) - y||^2 <= lambda x_1'
    """
    if text.isascii():
        return text
    return "".join(map(_typed, text, [*text[1:], ""]))


def _typed(character: str, following: str) -> str:
    if character.isascii():
        return character
    if character in _ASCII:
        return _ASCII[character]
    kind, _, parts = unicodedata.decomposition(character).partition("> ")
    if kind in ("<super", "<sub") and " " not in parts:
        digit = _ASCII.get(chr(int(parts, 16)), chr(int(parts, 16)))
        return ("_" if kind == "<sub" else "^") + digit
    greek = _GREEK.fullmatch(unicodedata.name(character, ""))
    if greek is None:
        return character
    letter = greek[2].lower().replace("lamda", "lambda")
    return (letter.capitalize() if greek[1] == "CAPITAL" else letter) + " " * following.isalnum()


def formula(text: str, width: int) -> list[str]:
    """Return a formula in lines of at most ``width`` characters, if it can be broken before a relation, a sign, a word.

    >>> formula("f(a) = b + c = d", 9)
    ['f(a)', '  = b + c', '  = d']
    """
    lines = [text]
    for signs, inside in ((_CONDITIONS, False), (_RELATIONS, False), (_SIGNS, False), (_SIGNS + _RELATIONS, True)):
        lines = [piece for line in lines for piece in ([line] if len(line) <= width else _cut(line, signs, inside))]
    indented = [lines[0], *(f"  {line}" for line in lines[1:])]
    return [part for line in indented for part in ([line] if len(line) <= width else words(line, width))]


def _cut(line: str, signs: tuple[str, ...], inside: bool) -> list[str]:
    """Cut a line before the given signs, outside brackets and norms unless ``inside``."""
    pieces, start, depth, bars = [], 0, 0, 0
    for place, character in enumerate(line):
        depth += (character in _OPENING) - (character in _CLOSING)
        bars += character == "‖"
        if place > start and (inside or (depth == 0 and bars % 2 == 0)) and line.startswith(signs, place):
            pieces.append(line[start:place].strip())
            start = place
    return [*pieces, line[start:].strip()]


def whole(text: str) -> str:
    """Return a text that ``words`` does not break, unless it is long."""
    return text.replace(" ", _UNBROKEN) if len(text) < LONGEST_WHOLE else text


def words(text: str, width: int) -> list[str]:
    """Return a sentence in lines; a word that is longer than a line is broken.

    >>> words("at " + whole("x = 1"), 5)
    ['at', 'x = 1']
    """
    broken = textwrap.wrap(text, width, break_on_hyphens=False, drop_whitespace=True)
    return [line.replace(_UNBROKEN, " ") for line in broken] or [text]
