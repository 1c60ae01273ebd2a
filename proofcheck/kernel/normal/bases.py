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
    constant,
    freeze,
    is_of_units,
    monomial,
    multiply,
    power,
)
from proofcheck.kernel.terms import NATURAL, Term
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
            if atom[0] != "gram" or unit not in atom[1::2] or type(exponent) is not int or exponent < 1:
                continue
            far, middle = (atom[3], atom[2]) if atom[1] is unit else (atom[1], self.turn(atom[2]))
            rest = monomial({**dict(inner), atom: exponent - 1})
            if far is unit and is_of_units(atom):
                return self._mean(key, bound, {word: {rest: 1}})
            if far is unit and not (word or rest or mentions(middle, bound)):
                return {(): self._trace(middle, far[1])}
            other = middle + column(far)
            moved = None if mentions(other, bound) else self._moved(unit, other, bound, rest, word)
            if moved is not None:
                return moved
        return None

    def _moved(self, unit: Atom, other: Word, bound: Term, rest: Mono, word: Word) -> Combination | None:
        """The sum of <e_i, v> times a monomial and a word in e_i: both with v, which is fixed, in the place of e_i.

        They are linear in e_i, that is, it occurs once; or v is a unit vector e_j: then the factor <e_j, e_j> is left
        where e_j is not in them.
        """
        (letter,) = column(unit)
        factors = [(atom, exponent) for atom, exponent in rest if mentions(atom, bound)]
        letters = [place for place, one in enumerate(word) if mentions(one, bound)]
        times = len(letters) + sum(exponent * atom[1::2].count(unit) for atom, exponent in factors)
        if times != 1 and (len(other) > 1 or other[0][0][1][0] != "basis"):
            return None
        result: Poly = {tuple(factor for factor in rest if factor not in factors): 1}
        if not times:
            result = multiply(result, self._gram(other[0][0][1], (), other[0][0][1]))
        for atom, exponent in factors:
            if atom[0] != "gram" or type(exponent) is not int or exponent < 1 or mentions(atom[2], bound):
                return None
            left, right = (other if end is unit else column(end) for end in atom[1::2])
            if mentions((left, right), bound):
                return None
            value = self._reduced(self.turn(left) + atom[2] + right).get((), {})
            result = multiply(result, power(value, exponent))
        product: Combination = {(): _ONCE}
        for place, one in enumerate(word):
            if place in letters and one[0] is not letter[0]:
                return None
            here = (one,) if place not in letters else self.turn(other) if one[1] else other
            product = self._composed(product, {here: _ONCE})
        return times_combination(result, product)

    def _reduced(self, word: Word) -> Combination:
        place = next((k for k, letter in enumerate(word) if _over_units(letter)), None) if len(word) > 1 else None
        if place is None:
            return super()._reduced(word)
        atom, transposed = word[place]
        _, ends, bound, inner, body = atom[1] if atom[0] == "column" else atom
        index = numbered(NATURAL, reserved(word))
        inner, body = renamed((inner, body), {bound: index})
        before, after = {word[:place]: _ONCE}, {word[place + 1 :]: _ONCE}
        here: Combination = {self.turn(body) if transposed else body: {inner: 1}}
        return self._mean(("sum", ends), index, self._composed(before, self._composed(here, after)))

    def _trace(self, word: Word, size: int | str) -> Poly:
        """Of one functional times what is fixed: the functional of the trace."""
        places = [place for place, (atom, _) in enumerate(word) if atom[0] in {"wsum", "wexpect", "wint"}]
        if len(places) != 1 or any(atom[0] == "column" for atom, _ in word):
            return super()._trace(word, size)
        (place,) = places
        (head, *ends, bound, inner, body), transposed = word[place]
        index = numbered(bound.sort, reserved(word))
        inner, body = renamed((inner, body), {bound: index})
        here = word[:place] + (self.turn(body) if transposed else body) + word[place + 1 :]
        form: Combination = {(): multiply({inner: 1}, self._trace(here, size))}
        return self._mean((head[1:], *ends), index, form).get((), {})


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
