"""How the author of a paper writes what is printed in a standard way: the star of ``x^\\star``, norms, products."""

import re
from collections.abc import Callable

_COMMAND = r"\\(?:(?:re)?newcommand|providecommand)\*?\s*\{?(\\[A-Za-z]+)\}?\s*"
_LEFT, _RIGHT = r"(?:\\left|\\bigl?)?\s*", r"(?:\\right|\\bigr?)?\s*"
_NORM = re.compile(
    rf"{_COMMAND}\[1\]\s*\{{\s*{_LEFT}(?:\\\||\\lVert|\\Vert)\s*#1\s*{_RIGHT}(?:\\\||\\rVert|\\Vert)\s*\}}"
    r"|\\DeclarePairedDelimiter\s*\{?(\\[A-Za-z]+)\}?\s*\{\s*\\[lr]?Vert\s*\}"
)
_INNER = re.compile(rf"{_COMMAND}\[2\]\s*\{{\s*{_LEFT}\\langle\s*#1\s*,\s*(?:\\,)?\s*#2\s*{_RIGHT}\\rangle\s*\}}")

_INSIDE = r"((?:(?!\\\||\\langle|\\rangle|,).)+?)"
_PRINTED_NORM = re.compile(r"(?:\\left)?\\\|((?:(?!\\\||\\left|\\right).)+)(?:\\right)?\\\|")
_PRINTED_INNER = re.compile(rf"(?:\\left)?\\langle {_INSIDE}, {_INSIDE} ?(?:\\right)?\\rangle")

Rewritten = Callable[[str], str]


def habits(source: str) -> Rewritten:
    r"""What rewrites printed formulas as the author of a file would, as far as its own commands tell.

    >>> habits(r"\newcommand{\nrm}[1]{\lVert #1 \rVert} $x^\star$")(r"2 \|x - x^*\|^2")
    '2 \\nrm{x - x^\\star}^2'
    """
    norm, inner = _NORM.search(source), _INNER.search(source)
    starred = r"^\star" in source and "^*" not in source

    def rewritten(printed: str) -> str:
        if starred:
            printed = printed.replace("^*", r"^\star").replace("^{*}", r"^{\star}")
        if inner is not None:
            printed = _PRINTED_INNER.sub(lambda found: f"{inner[1]}{{{found[1]}}}{{{found[2]}}}", printed)
        if norm is not None:
            name = norm[1] or norm[2]
            printed = _PRINTED_NORM.sub(lambda found: f"{name}{{{found[1]}}}", printed)
        return printed

    return rewritten


__all__ = ["habits"]
