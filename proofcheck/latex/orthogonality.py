"""Vectors that words call orthogonal or orthonormal: two of them, or all of a list."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.operations import inner
from proofcheck.latex.combining import made
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.listing import terms_of
from proofcheck.latex.norms_in_words import measured
from proofcheck.latex.notation import Notation
from proofcheck.latex.properties import said_names
from proofcheck.latex.source import Token

_M = r"⟨(\d+)⟩"
_ORTHOGONAL = re.compile(
    rf"(?:{_M},? and )?{_M}(?P<verb> (?:be|is|are|denote) )(?:an? |two )?(?:(?:mutually|pairwise) )?"
    r"(?P<word>orthonormal|(?:orthogonal|perpendicular)(?P<unit>,? (?:and )?unit)?)(?: to each other)?(?: vectors)?"
    r"(?=\s*(?:[.,;]|\Z|(?:with|and|such|in|satisfying|that)\b))",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(
    rf"{_M}( (?:be|is) )(?:orthogonal|perpendicular) to {_M}(?=\s*(?:[.,;]|\Z|and\b))", re.IGNORECASE
)


def lengths_and_angles(
    sentence: str, inline: Sequence[Sequence[Token]], notation: Notation, at: Token
) -> tuple[str, list[Any]]:
    """Return a sentence without the norms that it gives and which vectors it calls orthogonal, and what these say.

    That vectors are of length one is left in it.
    """
    sentence, says = measured(sentence, inline, notation)
    for found in [*_TO_ANOTHER.finditer(sentence)]:
        pair = [mathematical(inline[int(number)]) for number in (found[1], found[3])]
        if told := list(_of_names(pair, notation, at)):
            sentence, says = sentence.replace(found[0], f"⟨{found[1]}⟩{found[2]}given"), [*says, *told]
    for found in [*_ORTHOGONAL.finditer(sentence)]:
        formulas = [mathematical(inline[int(number)]) for number in found.groups()[:2] if number]
        told = list(_of_list(formulas, notation, at)) or list(_of_names(formulas, notation, at))
        if told:
            unit = found["unit"] or found["word"].lower() == "orthonormal"
            kept = found[0][: found.start("verb") - found.start()] + found["verb"]
            sentence = sentence.replace(found[0], f"{kept}{'unit ' if unit else ''}vectors")
            says = [*says, *told]
    return sentence, says


def _of_names(formulas: Sequence[list[Token]], notation: Notation, at: Token) -> Iterator[Any]:
    names = [name for content in formulas for name in said_names(content, notation)]
    vectors = [m for name in names for m in notation.meaning(name)[:1] if isinstance(m, ex.VectorSymbol)]
    for one, other in combinations(vectors, 2) if len(vectors) == len(names) else ():
        yield made(at, lambda a, b: ex.related("=", inner(a, b), 0), one, other)


def _of_list(formulas: Sequence[list[Token]], notation: Notation, at: Token) -> Iterator[Any]:
    listed = terms_of(formulas[0], notation, at) if len(formulas) == 1 else None
    if listed is None or ex.kind_of(listed[0]) != ex.VECTOR:
        return
    term, within = listed
    sequence, index = term.args
    other = ex.fresh_symbol(ex.ScalarSymbol("j", integer=True, nonnegative=True), {index.name})
    apart = ex.related("!=", index, other)
    alike = ex.Implies(apart, ex.related("=", inner(term, sequence[other]), 0))
    yield ex.ForAll(alike, within, within.xreplace({index: other}))
