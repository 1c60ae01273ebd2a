"""What a sentence names of which it only says that it is there, and the factors of what it decomposes."""

import re
from collections.abc import Iterator, Sequence

from proofcheck.latex.forms import names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.properties import PATTERNS, PLACED, said_names
from proofcheck.latex.source import Token
from proofcheck.latex.unfolding import OF_SPECTRA
from proofcheck.latex.vocabulary import RELATIONS

_SOME = re.compile(
    r"(?<!\blet )(?<!\bfix )(?<!\btake )(?<!\bpick )(?<!\bgiven )(?<!\bchoose )(?<!\bconsider )"
    r"\bsome\s+((?!fixed|arbitrary|given)(?:[A-Za-z-]+\s+){0,3})⟨(\d+)⟩",
    re.IGNORECASE,
)


def found_somewhere(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names that a sentence gives to something of which it says that there is one: not all such are meant."""
    for found in _SOME.finditer(sentence):
        content = mathematical(inline[int(found[2])])
        place = next((i for i, t in enumerate(content) if t.text in PLACED or t.text in RELATIONS), len(content))
        yield f"some {found[1]}".strip(), frozenset(said_names(content[:place], notation))


_DECOMPOSITION = re.compile(
    r"\b((singular[ -]value|eigenvalue|eigen|spectral|cholesky|polar|schur|q\W?r|l\W?u)[ -]?"
    r"(decomposition|factori[sz]ation)|svd)\b",
    re.IGNORECASE,
)


_SPECTRUM = re.compile(r"\b(eigen|singular[ -])(values?|vectors?|pairs?|functions?|basis)\b", re.IGNORECASE)
_NEAREST = 3
"""Formulas after such a word that may name what it is about."""


def decompositions(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what a sentence calls a decomposition, and its factors: what they are by that is not read."""
    for read in (*OF_SPECTRA, "spectrum", "eigenvector"):
        sentence = PATTERNS[read].sub(" ", sentence)
    found = _DECOMPOSITION.search(sentence)
    for tokens in inline if found else ():
        content = mathematical(tokens)
        place = next((i for i, t in enumerate(content) if t.text == "="), len(content))
        names = {notation.with_scripts(name, content)[0] for i in range(place + 1, len(content))
                 if (name := notation.name(content, i)) is not None}  # fmt: skip
        if found and names:
            yield found[0], frozenset(names)
    for spectral in _SPECTRUM.finditer(sentence):
        said = {
            name
            for number in re.findall(r"⟨(\d+)⟩", sentence[spectral.end() :])[:_NEAREST]
            for name in names_in(inline[int(number)], notation)
            if name not in notation.meanings
        }
        if said:
            yield spectral[0], frozenset(said | {name.partition("_")[0] for name in said})
