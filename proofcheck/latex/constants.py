"""Constants of properties, "f is $L$-smooth", and step sizes: without dollar signs, and of the name of a function."""

import re
from collections.abc import Iterable, Sequence

from proofcheck.latex.functions import sentences
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import COMMAND, LETTER, SIGN, Token, like
from proofcheck.latex.vocabulary import RELATIONS

_OF_CONSTANT = re.compile(r"-(?:smooth|strong|lipschitz|co-?coerciv|bi-?lipschitz|expansive)", re.IGNORECASE)
_OF_PROPERTY = re.compile(
    r"⟨(\d+)⟩ ?-? ?(?:smooth|strong|lipschitz|co-?coerciv|bi-?lipschitz|h[oö]lder)|"
    r"(?:lipschitz|smooth\w*|convexity|growth)[ -](?:constant|parameter|modulus|coefficient) ⟨(\d+)⟩",
    re.IGNORECASE,
)
_OF_STEP = re.compile(r"(?:step[ -]?(?:size|length)s?|learning[ -]rates?) (?:of )?⟨(\d+)⟩", re.IGNORECASE)
_LONGEST = 13
"""Signs in which the word after a constant is told."""
_GREEK = frozenset({"alpha", "beta", "gamma", "delta", "eta", "kappa", "lambda", "mu", "nu", "rho", "sigma", "ell"})


def in_dollars(prose: Sequence[Token]) -> list[Token]:
    """Return a piece of prose with the letters that are constants of properties as formulas.

    A letter that stands alone before a hyphen and the word for a property is one, and so is the name of a Greek one.
    """
    found: list[Token] = []
    inside, place = False, 0
    while place < len(prose):
        token = prose[place]
        inside ^= token.text == "$"
        end = place
        while end < len(prose) and prose[end].kind == LETTER:
            end += 1
        name = _word(prose[place:end])
        if inside or not name or not _is_constant(name, found, prose[end : end + _LONGEST]):
            found += prose[place : max(end, place + 1)]
        else:
            symbol = token if len(name) == 1 else like(token, COMMAND, f"\\{name}")
            found += [like(token, SIGN, "$"), symbol, like(token, SIGN, "$")]
        place = max(end, place + 1)
    return found


def _is_constant(name: str, before: Sequence[Token], after: Sequence[Token]) -> bool:
    stands_alone = not before or before[-1].kind not in {COMMAND, SIGN} or before[-1].text in {"(", ",", "~"}
    return stands_alone and (len(name) == 1 or name in _GREEK) and _OF_CONSTANT.match(_word(after)) is not None


def _word(tokens: Sequence[Token]) -> str:
    return "".join(t.text for t in tokens)


def moduli(prose: Iterable[Sequence[Token]], notation: Notation) -> frozenset[str]:
    """Return the letters that words make constants of properties, or step sizes: alone they are no functions."""
    found = set()
    for sentence, inline in sentences(prose):
        places = [int(match[1] or match[2]) for match in _OF_PROPERTY.finditer(sentence)]
        for place in [*places, *(int(match[1]) for match in _OF_STEP.finditer(sentence))]:
            content = mathematical(inline[place])
            name = notation.name(content, 0) if content else None
            after = content[name.after :] if name is not None else []
            if name is not None and (not after or (place not in places and after[0].text in RELATIONS)):
                found.add(name.root)
    return frozenset(found)
