"""Sums over the unit vectors e_1, ..., e_n of R^n: sum_i e_i e_i' = I, and <e_i, e_j> is 0 where i and j differ.

Such a sum is left outermost: a product with it is the sum of the products.
"""

from abc import abstractmethod
from typing import Any

from proofcheck.kernel.normal.combinations import (
    Combination,
    column,
    is_vector_word,
    mentions,
    numbered,
    renamed,
    reserved,
    times_combination,
)
from proofcheck.kernel.normal.operators import Operators
from proofcheck.kernel.normal.polynomials import (
    UNIT,
    Atom,
    Form,
    Mono,
    Poly,
    Rational,
    constant,
    freeze,
    is_of_units,
    monomial,
    multiply,
    power,
)
from proofcheck.kernel.terms import Term
from proofcheck.kernel.words import Word

_ONCE = constant(1)


class Bases(Operators):
    """The steps for unit vectors, and for sums over all of them. A number is a multiple of the empty word."""

    @abstractmethod
    def _mean(self, key: tuple[Any, ...], bound: Term, form: Combination) -> Combination:
        """The functional of a combination of words, of which some vary."""

    def _over_basis(self, key: tuple[Any, ...], bound: Term, inner: Mono, word: Word = ()) -> Combination | None:
        """A sum over all unit vectors of a monomial times a word; ``None`` where the identities do not settle it.

        So <e_i, x> <e_i, y> comes to <x, y>, <e_i, A e_i> to tr A, <e_i, x> A e_i to A x, e_i e_i' to I, and
        <e_i, e_j> f(i) to <e_j, e_j> f(j).
        """
        unit = unit_of(key, bound)
        if unit is None:
            return None
        (letter,) = column(unit)
        if letter in word and not inner and not is_vector_word(word):
            place = word.index(letter)
            joined = word[:place] + word[place + 2 :]
            return None if word[place + 1][0] is not letter[0] or mentions(joined, bound) else self._reduced(joined)
        for atom, exponent in inner:
            if not _is_natural_gram(atom, exponent) or unit not in atom[1::2]:
                continue
            far, middle = (atom[3], atom[2]) if atom[1] is unit else (atom[1], self.turn(atom[2]))
            rest = monomial({**dict(inner), atom: exponent - 1})
            if far is unit and is_of_units(atom):
                return self._mean(key, bound, {word: {rest: 1}})
            if far is unit and not (word or rest or mentions(middle, bound)):
                return {(): self._trace(middle, far[1])}
            moved = self._moved(unit, middle + column(far), bound, rest, word)
            if moved is not None:
                return moved
        return None

    def _moved(self, unit: Atom, other: Word, bound: Term, rest: Mono, word: Word) -> Combination | None:
        """The sum of <e_i, v> times a monomial and a word in e_i: both with v, which is fixed, in the place of e_i.

        They are linear in e_i, that is, it occurs once; or v is a unit vector e_j: then the factor <e_j, e_j> is left
        where e_j is not in them.
        """
        (letter,) = column(unit)
        instead = {letter: other, (letter[0], True): self.turn(other)}
        words = [(self.turn(column(a[1])) + a[2] + column(a[3]), e) for a, e in rest if _is_natural_gram(a, e)]
        words.append((word, 1))
        times = sum(exponent * sum(one in instead for one in letters) for letters, exponent in words)
        linear = times == 1 or (len(other) == 1 and other[0][0][1][0] == "basis")
        moved = [(tuple(new for one in letters for new in instead.get(one, (one,))), e) for letters, e in words]
        if len(words) <= len(rest) or not linear or mentions((other, *moved), bound):
            return None
        scale = _ONCE if times else self._gram(other[0][0][1], (), other[0][0][1])
        for letters, exponent in moved[:-1]:
            scale = multiply(scale, power(self._reduced(letters).get((), {}), int(exponent)))
        return times_combination(scale, self._reduced(moved[-1][0]))

    def _reduced(self, word: Word) -> Combination:
        place = next((k for k, letter in enumerate(word) if _over_units(letter)), None) if len(word) > 1 else None
        if place is None:
            return super()._reduced(word)
        key, index, inner, body = self._opened(word[place], word)
        before, after = {word[:place]: _ONCE}, {word[place + 1 :]: _ONCE}
        return self._mean(key, index, self._composed(before, self._composed({body: {inner: 1}}, after)))

    def _trace(self, word: Word, size: int | str) -> Poly:
        """Of one functional times what is fixed: the functional of the trace."""
        places = [place for place, (atom, _) in enumerate(word) if atom[0] in {"wsum", "wexpect", "wint"}]
        if len(places) != 1 or any(atom[0] == "column" for atom, _ in word):
            return super()._trace(word, size)
        (place,) = places
        key, index, inner, body = self._opened(word[place], word)
        trace = self._trace(word[:place] + body + word[place + 1 :], size)
        return self._mean(key, index, {(): multiply({inner: 1}, trace)}).get((), {})

    def _opened(self, letter: Word, word: Word) -> tuple[tuple[Any, ...], Term, Mono, Word]:
        """What the functional of a letter is over, a variable that a word lacks, and the product that it is of."""
        atom, transposed = letter
        head, *ends, bound, inner, body = atom[1] if atom[0] == "column" else atom
        index = numbered(bound.sort, reserved(word))
        inner, body = renamed((inner, body), {bound: index})
        return (head[1:], *ends), index, inner, self.turn(body) if transposed else body


def unit_of(key: tuple[Any, ...], bound: Term) -> Atom | None:
    """The unit vector whose number varies in a sum over 0 <= bound < n, where n is a dimension."""
    if key[0] != "sum" or len(key[1]) != 1:
        return None
    ((mono, size),) = key[1]
    if mono and (size != 1 or len(mono) != 1 or mono[0][1] != 1 or mono[0][0][0] != "dim"):
        return None
    return Form("basis", mono[0][0][1] if mono else size, freeze({UNIT: 1, ((bound, 1),): 1}))


def _over_units(letter: Word) -> bool:
    """Whether a letter is the sum of vectors or operators made of unit vectors, over all of them."""
    atom = letter[0][1] if letter[0][0] == "column" else letter[0]
    unit = unit_of(("sum", atom[1]), atom[2]) if atom[0] == "wsum" else None
    return unit is not None and mentions(atom[4], unit)


def _is_natural_gram(atom: Atom, exponent: Rational) -> bool:
    """Whether a power of an atom is a natural power of an inner product."""
    return atom[0] == "gram" and type(exponent) is int and exponent > 0
