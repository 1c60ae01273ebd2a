"""Words of declarations that are misspelt, and which are meant."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.vocabulary import words

_KNOWN = words(
    "vector matrix operator symmetric positive negative definite semidefinite invertible orthogonal identity diagonal "
    "projection natural integer real sequence path time random given function convex concave smooth strongly lipschitz "
    "differentiable continuous monotone increasing decreasing bounded set closed linear define definition hypothesis "
    "claim skip tacit complete assume suppose"
)
_ALIKE = 0.8


def with_hint(error: UnreadError, tokens: Sequence[Token]) -> UnreadError:
    """Return why a declaration is not read, with the word that is perhaps meant where one is misspelt."""
    for word in re.findall(r"(?<![\\A-Za-z])[A-Za-z]{4,}", plain(tokens)):
        near = get_close_matches(word.lower(), _KNOWN, 1, _ALIKE)
        if near and word.lower() not in _KNOWN:
            return type(error)(error.at, f"{error.message} Did you mean {near[0]!r} by {word!r}?", error.notation)
    return error
