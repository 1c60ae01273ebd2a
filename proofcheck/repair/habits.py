"""How the author of a paper writes what is printed in a standard way: the star of ``x^\\star``, norms, products."""

import re
from collections.abc import Callable, Iterator

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

_VARIANTS = {"epsilon": "varepsilon", "phi": "varphi", "theta": "vartheta", "rho": "varrho"}
_LETTER = re.compile(r"\\[A-Za-z]+")
_NAMED = re.compile(rf"{_COMMAND}\{{\s*\\({'|'.join([*_VARIANTS, *_VARIANTS.values()])})\s*\}}")
"""A command of the author's for a letter, as ``\\eps`` is."""

Rewritten = Callable[[str], str]


def habits(source: str) -> Rewritten:
    r"""What rewrites printed formulas as the author of a file would, as far as its own commands tell.

    >>> habits(r"\newcommand{\nrm}[1]{\lVert #1 \rVert} $x^\star$")(r"2 \|x - x^*\|^2")
    '2 \\nrm{x - x^\\star}^2'
    >>> habits(r"$\varepsilon \leq x_*$")(r"x_{\star} \le \epsilon a")
    'x_* \\leq \\varepsilon a'
    >>> habits(r"\newcommand{\eps}{\varepsilon} $a^T b \le \eps$")(r"\epsilon a^\top b")
    '\\eps a^T b'
    """
    norm, inner = _NORM.search(source), _INNER.search(source)
    starred = r"^\star" in source and "^*" not in source
    letters = dict(_letters(source))
    below = next((star for star in (r"_{\star}", r"_\star", "_*", "_{*}", "_{\\ast}") if star in source), r"_{\star}")
    transposed = "^T" if r"\top" not in source and "^T" in source else r"^\top"

    def rewritten(printed: str) -> str:
        if starred:
            printed = printed.replace("^*", r"^\star").replace("^{*}", r"^{\star}")
        printed = printed.replace(r"_{\star}", below).replace(r"^\top", transposed)
        printed = _LETTER.sub(lambda found: letters.get(found[0], found[0]), printed)
        if inner is not None:
            printed = _PRINTED_INNER.sub(lambda found: f"{inner[1]}{{{found[1]}}}{{{found[2]}}}", printed)
        if norm is not None:
            name = norm[1] or norm[2]
            printed = _PRINTED_NORM.sub(lambda found: f"{name}{{{found[1]}}}", printed)
        return printed

    return rewritten


def _writes(command: str, source: str) -> bool:
    return re.search(rf"\\{command}(?![A-Za-z])", source) is not None


def _letters(source: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of letters and relations that are printed, with those that the author has for them."""
    for usual, own in (*_VARIANTS.items(), ("le", "leq"), ("ge", "geq")):
        if _writes(own, source) and not _writes(usual, source):
            yield rf"\{usual}", rf"\{own}"
    for found in _NAMED.finditer(source):
        usual = found[2].removeprefix("var")
        if not _writes(usual, source.replace(found[0], "")):
            yield rf"\{usual}", found[1]


__all__ = ["habits"]
