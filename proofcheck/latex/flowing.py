r"""Letters that are times: nothing that is differentiated or integrated by them counts, ``\dot x_t``, ``\int_0^t``."""

from collections.abc import Sequence

from proofcheck.latex.source import LETTER, Token, meant

_DOTS = frozenset({"\\dot", "\\ddot"})
_BRACES = frozenset({"{", "}", "\\mathrm", "\\rm", "\\,", "\\left", "\\limits", "\\mathbf", "\\bm", "\\boldsymbol"})
_NAMES = frozenset("tsur")
"""Letters that are times, where they are no indices."""


def flowing(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the letters that are times: below what has a dot, differentiated by, or integrated up to.

    Not those that go on by one somewhere, as indices do.
    """
    texts = [t.text for t in meant(tokens) if t.text not in _BRACES]
    kinds = {t.text: t.kind for t in tokens}
    found, steps = set[str](), set[str]()
    for place, text in enumerate(texts):
        following = texts[place + 1 : place + 7]
        if text in _DOTS and following[1:2] == ["_"]:
            found.update(following[2:3])
        if text == "\\frac" and following[:1] == ["d"]:
            end = next((i for i, other in enumerate(following[1:], 1) if other == "d"), 0)
            found.update(following[end + 1 : end + 2] if end else ())
        if text == "\\int" and following[:1] == ["_"] and following[2:3] == ["^"]:
            found.update(following[3:4])
        if text in {"\\sum", "\\prod"}:
            steps.update(following[following.index("^") + 1 :][:1] if "^" in following else ())
        if text == "_" and following[1:2] and following[1] in {"+", "-"} and following[2:3] == ["1"]:
            steps.add(following[0])
    return frozenset(name for name in found - steps if name in _NAMES and kinds.get(name) == LETTER)
