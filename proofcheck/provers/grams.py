"""The vectors behind Gram atoms: which there are, and their inner products."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from proofcheck.evidence.readback import word_term
from proofcheck.kernel.normal import Atom, Mono, Poly, Rational, Turn, column, gram, reverse, square_root_word
from proofcheck.kernel.words import Word

MAX_VECTORS = 6


def vectors_in(polys: Iterable[Mapping[Mono, Rational]], turn: Turn = reverse) -> list[Word]:
    """The vector words that occur in the Gram atoms of polynomials, in order of appearance, at most ``MAX_VECTORS``.

    ``turn`` transposes a word.

    >>> from proofcheck.kernel.normal import Form
    >>> from proofcheck.kernel.terms import Term
    >>> u, v = (Term("var", name, ("V", "n")) for name in "uv")
    >>> [word[-1][0][1][1] for word in vectors_in([{((Form("gram", u, (), v), Fraction(1)),): Fraction(1)}])]
    ['u', 'v']
    """
    found: dict[Word, None] = {}
    for poly in polys:
        for mono in poly:
            for atom, _ in mono:
                if atom[0] == "gram":
                    found.update(dict.fromkeys(_words(atom[1], atom[2], atom[3], turn)))
    return list(found)[:MAX_VECTORS]


def _words(left: Atom, middle: Word, right: Atom, turn: Turn) -> list[Word]:
    half = square_root_word(middle, turn) if left == right else None
    if half is not None:
        return [turn(half) + column(left)]
    return [column(left), middle + column(right)]


def inner_products(words: Iterable[Word], turn: Turn = reverse) -> list[list[Poly]]:
    """The Gram matrix of vector words; ``{}`` for two of different spaces."""
    vectors = [(word, word_term(word).sort) for word in words]
    return [
        [{((gram(u, v, turn), Fraction(1)),): Fraction(1)} if sort == other else {} for v, other in vectors]
        for u, sort in vectors
    ]
