"""Text from anybody's file, fit to be printed."""

import unicodedata

_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that a terminal obeys instead of showing them: controls, directions, ends of lines."""


def printable(text: str) -> str:
    r"""Return a text with every character shown that a terminal would obey: nothing in it ends the line or moves.

    >>> printable("a  b\n\x1b[31m\u202e")
    'a  b\\n\\x1b[31m\\u202e'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) if unicodedata.category(c) in _OBEYED else c for c in text)


def one_line(text: str) -> str:
    r"""Return a text on one line, white space folded, fit to be printed.

    >>> one_line("a\n b \x1b[31m")
    'a b \\x1b[31m'
    """
    return printable(" ".join(text.split()))


def _shown(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
