"""The normal forms of what binds a variable: integrals, sums, expectations, extrema, derivatives and gradients."""

from functools import reduce
from typing import Any

from proofcheck.kernel.calculus import derivative, is_continuous
from proofcheck.kernel.normal.bases import Bases, unit_of
from proofcheck.kernel.normal.combinations import (
    Combination,
    added,
    column,
    combine,
    is_vector_word,
    mentions,
    numbered,
    renamed,
    reserved,
    word_of,
)
from proofcheck.kernel.normal.polynomials import (
    UNIT,
    Atom,
    Form,
    Mono,
    Poly,
    add_into,
    constant,
    freeze,
    mono_without,
    multiply,
    order,
)
from proofcheck.kernel.terms import NATURAL, SCALAR, ZERO, Term, is_natural, need, num, substitute
from proofcheck.kernel.words import Word

_MAX_WRITTEN_OUT = 12  # last terms of a sum

_Range = tuple[Any, ...]
"""What a functional runs over: ``("sum", count)``, ``("expect", outcomes)`` or ``("int", low, high)``."""
_EMPTY: _Range = ("sum", ())


def _is_a_product(form: Combination) -> bool:
    """Whether a scalar is one product of numbers: of its integral, nothing is taken but what is fixed."""
    monos = [mono for poly in form.values() for mono in poly]
    return form.keys() == {()} and len(monos) == 1 and all(atom[0] != "gram" for atom, _ in monos[0])


class Binders(Bases):
    """The steps for terms that bind a variable."""

    # ------------------------------------------------------------------ binders

    def _functional(self, term: Term) -> Any:
        """A sum, an expectation or an integral, part by part: what is fixed is taken out of it; or a product.

        Sums and products are over 0, 1, ... below a count, the last terms written out.
        """
        low, body = (term[2], term[4]) if term[0] in {"sum", "prod"} else (ZERO, term[2 if term[0] == "expect" else 4])
        bound = numbered(term[1].sort, (body.free - {term[1]}) | low.free)
        key, last = self._range(term)
        values = [bound if low == ZERO else Term("add", low, bound), *last]
        forms = [self.form(substitute(body, {term[1]: value})) for value in values]
        if term[0] == "prod":
            of_ones = not key[1] or forms[0] == constant(1)
            whole = constant(1) if of_ones else self._atomic(self._closed(("prod", key[1]), bound, freeze(forms[0])))
            return reduce(multiply, forms[1:], whole)
        varying, *others = [{(): form} for form in forms] if term.sort == SCALAR else forms
        if key[0] == "int":
            one = _is_a_product(varying)
            need(is_continuous(body, term[1], lambda divisor: one), "the integrand need not be continuous")
        total = added([self._mean(key, bound, varying), *others])
        return total.get((), {}) if term.sort == SCALAR else total

    def _mean(self, key: _Range, bound: Term, form: Combination) -> Combination:
        total: Combination = {}
        for word, poly in form.items():
            for mono, coefficient in poly.items():
                outer = tuple(item for item in mono if not mentions(item[0], bound))
                inner = tuple(item for item in mono if mentions(item[0], bound))
                for known, factor in self._mean_of_word(key, bound, inner, word).items():
                    combine(total, known, multiply({outer: coefficient}, factor))
        return total

    def _range(self, term: Term) -> tuple[_Range, list[Term]]:
        """What a functional runs over, and the last indices of a sum, which are written out."""
        if term[0] == "expect":
            return ("expect", term[3]), []
        if term[0] == "int":
            return ("int", *(freeze(self.scalar(end)) for end in term[2:4])), []
        count = add_into(add_into(self.scalar(term[3]), self.scalar(term[2]), -1), constant(1))
        whole, rest = count.get(UNIT, 0), {mono: c for mono, c in count.items() if mono != UNIT}
        if type(whole) is not int or whole > _MAX_WRITTEN_OUT or not _is_count(rest) or (rest and whole < 0):
            return ("sum", freeze(count)), []
        length = _count_term(rest)
        start = Term("add", term[2], length)
        return ("sum", freeze(rest)), [Term("add", start, num(k)) for k in range(whole)]

    def _size(self, key: _Range) -> Poly:
        """The functional of 1."""
        if key[0] == "expect":
            return constant(1)
        if key[0] == "int":
            return add_into(dict(key[2]), dict(key[1]), -1)
        count = dict(key[1])
        return count if _is_count(count) else self._atomic(Form(*key, numbered(NATURAL, ()), UNIT))

    def _mean_of_mono(self, key: _Range, bound: Term, inner: Mono) -> Poly:
        """The functional of a monomial. What one inner product has outside, <u, x_i>, is taken out of the sum."""
        if not inner or key == _EMPTY:
            return self._size(key)
        settled = self._over_basis(key, bound, inner)
        if settled is not None:
            return settled.get((), {})
        grams = [atom for atom, exponent in inner if atom[0] == "gram" and exponent == 1]
        outside = [atom for atom in grams if not (mentions(atom[1], bound) and mentions(atom[3], bound))]
        if len(outside) != 1 or unit_of(key, bound) in (outside[0][1], outside[0][3]):
            return self._atomic(self._closed(key, bound, inner))
        _, left, middle, right = outside[0]
        if mentions(left, bound):
            left, middle, right = right, self.turn(middle), left
        place = next((i for i, letter in enumerate(middle) if mentions(letter, bound)), len(middle))
        means = self._mean_of_word(key, bound, mono_without(inner, outside[0]), middle[place:] + column(right))
        return self._inner({self.turn(middle[:place]) + column(left): constant(1)}, means)

    def _mean_of_word(self, key: _Range, bound: Term, inner: Mono, word: Word) -> Combination:
        """The functional of a monomial times a word, of which what does not vary is taken out on both sides."""
        of_vectors = is_vector_word(word)
        moving = [i for i, letter in enumerate(word) if mentions(letter, bound)]
        if moving and not of_vectors and any(atom[0] == "column" for atom, _ in word):
            moving = list(range(len(word)))  # a column or a row by itself is no operator
        if key == _EMPTY or not moving:
            value = self._mean_of_mono(key, bound, inner)
            return {word: value} if value else {}
        settled = self._over_basis(key, bound, inner, word)
        if settled is not None:
            return settled
        if (unit := unit_of(key, bound)) is not None and mentions(word, unit):
            moving = list(range(len(word)))
        before, middle, after = word[: moving[0]], word[moving[0] : moving[-1] + 1], word[moving[-1] + 1 :]
        if is_vector_word(middle):
            found = self._read(column(self._closed(key, bound, inner, middle)))
            return {before + letters: c for letters, c in found.items()}
        atoms = [self._closed(key, bound, inner, side) for side in (middle, self.turn(middle))]
        letter = (atoms[0], False) if order(atoms[0]) <= order(atoms[1]) else (atoms[1], True)
        return {(*before, letter, *after): constant(1)}

    def _closed(self, key: _Range, bound: Term, inner: Any, word: Word = ()) -> Atom:
        """The atom of a functional or a product, its bound variable numbered as if it stood alone."""
        other = numbered(bound.sort, reserved((inner, word)) - {bound})
        if other is not bound:
            bound, (inner, word) = other, renamed((inner, word), {bound: other})
        return Form("w" + key[0], *key[1:], bound, inner, word) if word else Form(*key, bound, inner)

    def _least_value(self, term: Term) -> Poly:
        """An infimum or a minimum, its variable numbered: one that is closed looks the same wherever it stands."""
        head, variable, *ends, body = term
        bound = numbered(variable.sort, body.free - {variable})
        parts = [*ends, substitute(body, {variable: bound})]
        *limits, value = [freeze(self.scalar(part)) for part in parts]
        return self._atomic(Form(head, *limits, bound, value))

    def _time_derivative(self, term: Term) -> Any:
        slope = derivative(term[2], term[1], self._is_nonzero_term)
        if slope != term:
            return self.form(slope)
        _, time, (_, name, sort, _) = term
        atom = Form("ddpath", name, sort, freeze(self.scalar(time)))
        return self._atomic(atom) if term.sort == SCALAR else self._read(word_of(atom, term.sort))

    def _is_nonzero_term(self, term: Term) -> bool:
        return self.is_nonzero(self.scalar(term))

    def _gradient(self, term: Term) -> Combination:
        here = {term[1]: term[3]}
        slope = derivative(term[2], term[1], lambda divisor: self._is_nonzero_term(substitute(divisor, here)))
        return self.form(substitute(slope, here))


def _count_term(count: Poly) -> Term:
    """What is a natural number by its form, as a term."""
    powers = [(c, [atom if e == 1 else Term("pow", atom, e) for atom, e in mono]) for mono, c in count.items()]
    return Term("add", ZERO, *[Term("mul", num(c), *factors) for c, factors in powers])


def _is_count(poly: Poly) -> bool:
    """Whether a polynomial is a natural number by its form."""
    counts = [*poly.values(), *(e for mono in poly for _, e in mono)]
    naturals = all(isinstance(atom, Term) and is_natural(atom) for mono in poly for atom, _ in mono)
    return naturals and all(type(count) is int and count > 0 for count in counts)
