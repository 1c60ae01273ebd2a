"""Sums over the unit vectors e_1, ..., e_n of R^n: sum_i e_i e_i' = I, and <e_i, e_j> is 0 where i and j differ.

Such a sum is left outermost: a product with it is the sum of the products.
"""

from collections.abc import Callable
from typing import Any

from proofcheck.kernel.normal.combinations import Combination, column, is_vector_word, mentions, numbered
from proofcheck.kernel.normal.operators import Operators
from proofcheck.kernel.normal.polynomials import (
    UNIT,
    Atom,
    Form,
    Mono,
    Poly,
    add_into,
    constant,
    freeze,
    is_of_units,
    monomial,
    multiply,
)
from proofcheck.kernel.readback import apply_word, mono_term, poly_term, vector_atom_term, word_term
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, KernelError, Term, num, sub, substitute, subterms
from proofcheck.kernel.words import Word

_ONCE = constant(1)


class Bases(Operators):
    """The steps for unit vectors, and for sums over all of them."""

    def _over_basis(self, key: tuple[Any, ...], bound: Term, inner: Mono, word: Word | None = None) -> Any:
        """A sum over all unit vectors of a monomial times a word; ``None`` where the identities do not settle it.

        So <e_i, x> <e_i, y> comes to <x, y>, <e_i, A e_i> to tr A, <e_i, x> A e_i to A x, e_i e_i' to I, and
        <e_i, e_j> f(i) to <e_j, e_j> f(j).
        """
        unit = unit_of(key, bound)
        if unit is None:
            return None
        pair = ((Form("column", unit), False), (Form("column", unit), True))
        if word is not None and not inner and not is_vector_word(word) and pair[0] in word:
            place = word.index(pair[0])
            joined = word[:place] + word[place + 2 :]
            return None if word[place + 1] != pair[1] or mentions(joined, bound) else self._reduced(joined)
        for atom, exponent in inner:
            if atom[0] != "gram" or unit not in atom[1::2] or type(exponent) is not int or exponent < 1:
                continue
            far, middle = (atom[3], atom[2]) if atom[1] is unit else (atom[1], self.turn(atom[2]))
            rest = monomial({**dict(inner), atom: exponent - 1})
            if word is None and far is unit and not (rest or mentions(middle, bound)):
                return self._trace(middle, far[1])
            body, there = body_term(rest, word), vector_atom_term(unit)
            other = apply_word(middle, vector_atom_term(far))
            form = {rest: 1} if word is None else {word: {rest: 1}}
            if not self._are([(body, form), (there, {column(unit): _ONCE}), (other, {middle + column(far): _ONCE})]):
                return None
            moved = _replaced(body, there, other)
            if bound not in moved.free and _occurrences(body, there) == 1:
                return self.form(moved)
            if is_of_units(atom) and (far is unit or not mentions(far, bound)):
                return self._at_one(bound, body, other, far, word)
        return None

    def _at_one(self, bound: Term, body: Term, unit: Term, far: Atom, word: Word | None) -> Any:
        """A sum with a factor <e_i, e_j>: the term at j, times <e_j, e_j> where e_j is not in it."""
        _, size, index = unit
        if bound in index.free:
            last = sub(num(size) if type(size) is int else Term("dim", size), ONE)
            return self.form(Term("sum", bound, ZERO, last, body))
        try:
            form = self.form(substitute(body, {bound: sub(index, ONE)}))
        except KernelError:
            return None
        length = self._gram(far, (), far)
        if word is not None:
            return {k: c if column(far)[0] in k else multiply(length, c) for k, c in form.items()}
        within: Poly = {k: c for k, c in form.items() if any(a[0] == "gram" and far in a[1::2] for a, _ in k)}
        return add_into(multiply(length, add_into(dict(form), within, -1)), within)

    def _gram(self, u: Atom, middle: Word, v: Atom) -> Poly:
        for near, between, far in ((u, middle, v), (v, self.turn(middle), u)):
            if _is_over_basis(near):
                total, other = vector_atom_term(near), apply_word(between, vector_atom_term(far))
                if self._are([(total, {column(near): _ONCE}), (other, {between + column(far): _ONCE})]):
                    return self.scalar(_spread(total, other, lambda one, other: Term("inner", one, other)))
        return super()._gram(u, middle, v)

    def _trace(self, word: Word, size: int | str) -> Poly:
        place = next((k for k, (atom, _) in enumerate(word) if _is_over_basis(atom)), None)
        if place is None:
            return super()._trace(word, size)
        (atom, transposed), rest = word[place], word[place + 1 :] + word[:place]
        total, side = vector_atom_term(atom), rest if transposed else self.turn(rest)
        other = word_term(side) if rest else Term("id", total.sort[1])
        if not self._are([(total, {((atom, False),): _ONCE}), (other, {side: _ONCE})]):
            return super()._trace(word, size)
        return self.scalar(_spread(total, other, lambda one, other: Term("inner", one, other)))

    def _are(self, parts: list[tuple[Term, Any]]) -> bool:
        """Whether terms that were read back have these normal forms."""
        return all(self.form(term) == form for term, form in parts)

    def _applied(self, term: Term) -> Combination:
        found = self._taken_apart(term)
        return super()._applied(term) if found is None else found

    def _outer(self, term: Term) -> Combination:
        found = self._taken_apart(term)
        return super()._outer(term) if found is None else found

    def _taken_apart(self, term: Term) -> Combination | None:
        """A product of which a factor holds a sum over unit vectors, as a sum of products."""
        for slot in (1, 2):

            def product(one: Term, other: Term, slot: int = slot) -> Term:
                return Term(term[0], one, other) if slot == 1 else Term(term[0], other, one)

            for word, coefficient in self._form(term[slot]).items():
                atom, transposed = word[0] if len(word) == 1 else ((), False)
                if is_vector_word(word):
                    atom = word[-1][0][1]
                if _is_over_basis(atom):
                    scale, total, other = poly_term(coefficient), vector_atom_term(atom), term[3 - slot]
                    total = Term("tr", total) if transposed else total
                    rest = product(sub(term[slot], Term("mul", scale, total)), other)
                    return self.form(Term("add", Term("mul", scale, _spread(total, other, product)), rest))
        return None


def unit_of(key: tuple[Any, ...], bound: Term) -> Atom | None:
    """The unit vector whose number varies in a sum over 0 <= bound < n, where n is a dimension."""
    if key[0] != "sum" or len(key[1]) != 1:
        return None
    ((mono, size),) = key[1]
    if mono and (size != 1 or len(mono) != 1 or mono[0][1] != 1 or mono[0][0][0] != "dim"):
        return None
    return Form("basis", mono[0][0][1] if mono else size, freeze({UNIT: 1, ((bound, 1),): 1}))


def body_term(inner: Mono, word: Word | None) -> Term:
    """A monomial, or what it multiplies, as a term."""
    return mono_term(inner) if word is None else Term("mul", mono_term(inner), word_term(word))


def _replaced(term: Term, old: Term, new: Term) -> Term:
    """A term with another one in the place of a part that stands under no binder of a variable of the new one."""
    return new if term is old else Term(*[_replaced(p, old, new) if isinstance(p, Term) else p for p in term])


def _occurrences(term: Term, part: Term) -> int:
    """How often a part occurs; twice wherever the term is not linear in it by its form."""
    if term is part or term[0] not in {"mul", "inner", "dot", "outer", "tr"}:
        return 1 if term is part else 2 * any(inside is part for inside in subterms(term))
    return sum(_occurrences(inside, part) for inside in term[1:])


def _is_over_basis(atom: Any) -> bool:
    """Whether an atom is the sum of vectors or operators made of unit vectors, over all of them."""
    unit = unit_of(("sum", atom[1]), atom[2]) if atom and atom[0] == "wsum" else None
    return unit is not None and mentions(atom[4], unit)


def _spread(total: Term, other: Term, product: Callable[[Term, Term], Term]) -> Term:
    """The sum of the products of the terms of a sum with something else."""
    transposed = total[0] == "tr"
    _, bound, low, high, body = total[1] if transposed else total
    variable = numbered(NATURAL, other.free | body.free)
    one = substitute(body, {bound: variable})
    return Term("sum", variable, low, high, product(Term("tr", one) if transposed else one, other))
