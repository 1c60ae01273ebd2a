"""What a normal form may rest on: the signs and equations that theorems state, and the signs that follow from them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, Protocol

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal.combinations import Combination, column, combine, square_root_word
from proofcheck.kernel.normal.polynomials import (
    UNIT,
    Atom,
    Form,
    Mono,
    Poly,
    constant,
    either_sign,
    freeze,
    mono_without,
    primitive,
    scaled,
    thaw,
)
from proofcheck.kernel.terms import NATURAL, Term, need, num
from proofcheck.kernel.words import Word, rotations


class Fact(Protocol):
    """What a normal form may rest on: a theorem, wherever the result is to be trusted."""

    @property
    def clause(self) -> Clause:
        """What it says."""
        ...


class Facts(ABC):
    """The facts that a normal form is worked out under, and what of them was asked; the steps of its own come later."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._signs: dict[Atom, tuple[int, Fact]] = {}
        self._nonzero: dict[Atom, Fact] = {}
        self._equations: dict[Any, tuple[Term, Fact]] = {}
        self._asked: set[Any] = set()
        self._cache: dict[Term, Any] = {}
        self._sign_cache: dict[Atom, int] = {}
        for theorem in facts:
            self._learn(theorem)
            self._cache.clear()  # what was worked out before a fact was learnt may look different with it
            self._sign_cache.clear()

    def _learn(self, theorem: Fact) -> None:
        clause = theorem.clause
        if clause.variables or clause.conditions:
            return
        op, left, right = clause.relation
        if op == "=" and left.sort[0] in {"V", "O"}:
            self._learn_equation(left, right, theorem)
        elif op in {"<", "<="} and left == num(0):
            self._learn_sign(right, 2 if op == "<" else 1, theorem)
            if op == "<":
                self._learn_nonzero(right, theorem)

    def _learn_equation(self, left: Term, right: Term, theorem: Fact) -> None:
        if right[0] == "tr" and right[1] == left:
            left, right = right, left
        form = self.form(left)
        if len(form) != 1:
            return
        (word, coefficient), *_ = form.items()
        if len(word) == 1 and coefficient == constant(1) and word[0] not in self._equations:
            self._equations[word[0]] = (right, theorem)

    def _learn_sign(self, term: Term, sign: int, theorem: Fact) -> None:
        atom = _of_sign(self.scalar(term))
        if atom is not None and sign > self._signs.get(atom, (0, theorem))[0]:
            self._signs[atom] = (sign, theorem)

    def _learn_nonzero(self, term: Term, theorem: Fact) -> None:
        """What is positive is not zero, nor is any factor of it."""
        if term[0] == "pow" and term[2] > 0:
            self._learn_nonzero(term[1], theorem)
        poly = self.scalar(term)
        for atom in [atom for mono in poly for atom, _ in mono] if len(poly) == 1 else either_sign(poly):
            self._nonzero.setdefault(atom, theorem)

    def is_nonzero_atom(self, atom: Atom) -> bool:
        """Whether an atom is known not to be zero."""
        if self.sign(atom) == 2:
            return True
        self._asked.add(atom)
        return atom in self._nonzero

    def is_nonzero(self, poly: Poly) -> bool:
        """Whether a polynomial is known not to vanish."""
        if len(poly) == 1:
            (mono,) = poly
            return all(self.is_nonzero_atom(atom) for atom, _ in mono)
        return any(map(self.is_nonzero_atom, either_sign(poly)))

    def form(self, term: Term) -> dict[Any, Any]:
        """The normal form of a term: a polynomial in atoms for a scalar, else coefficients of words.

        The words of a vector end in a column; each letter is ``(atomic operator, transposed)``.
        """
        return dict(self._form(term))

    def scalar(self, term: Term) -> Poly:
        """The normal form of a scalar term, a polynomial in atoms."""
        need(term.sort[0] in "SN", "{} is not a scalar", term[0])
        return dict(self._form(term))

    @abstractmethod
    def _form(self, term: Term) -> Any:
        """The normal form as it is kept, which is not to be changed."""

    @abstractmethod
    def turn(self, word: Word) -> Word:
        """The transpose of a word, with symmetric operators as they are."""

    @abstractmethod
    def _root(self, poly: Poly) -> Poly: ...

    @abstractmethod
    def _inner(self, left: Combination, right: Combination) -> Poly: ...

    # ------------------------------------------------------------------ signs

    def sign(self, atom: Atom) -> int:
        """2 for an atom known to be positive, 1 for non-negative, 0 for unknown."""
        if atom[0] not in {"poly", "powi", "prod"}:
            return self._sign(atom)
        if atom not in self._sign_cache:
            self._sign_cache[atom] = self._sign(atom)
        return self._sign_cache[atom]

    def _sign(self, atom: Atom) -> int:
        head = atom[0]
        if head in {"num", "E", "dim"}:
            return 2
        self._asked.add(atom)
        if atom in self._signs:
            return self._signs[atom][0]
        if head in {"opnorm", "smin", "sqrt", "norm"} or (head == "var" and atom[2] == NATURAL):
            return 1
        if head == "gram":
            return int(atom[1] == atom[3] and (not atom[2] or square_root_word(atom[2], self.turn) is not None))
        if head == "trace":
            return int(any(square_root_word(word, self.turn) is not None for word in rotations(atom[1])))
        if head == "poly":
            return self._sign_by_form(thaw(atom[1]))
        if head in {"powi", "prod"}:
            return self.sign_of_poly(thaw(atom[1 if head == "powi" else 3]))
        if head in {"sum", "expect"}:
            return min(self.sign_of_mono(atom[3]), 2 if head == "expect" else 1)
        return 2 if head == "log" and len(atom[1]) == 1 and atom[1][0][0] == UNIT and atom[1][0][1] > 1 else 0

    def sign_of_poly(self, poly: Poly) -> int:
        """2 for a polynomial known to be positive, 1 for non-negative, 0 for unknown."""
        return self.sign(Form("poly", freeze(primitive(poly)))) if poly else 1

    def _sign_by_form(self, poly: Poly) -> int:
        signs = [self.sign_of_mono(mono) if c > 0 else 0 for mono, c in poly.items()]
        return max(signs) if all(signs) else int(self._is_square_norm(poly))

    def sign_of_mono(self, mono: Mono) -> int:
        """2 for a monomial known to be positive, 1 for non-negative, 0 for unknown."""
        result = 2
        for atom, exponent in mono:
            even = exponent.denominator == 1 and exponent.numerator % 2 == 0
            sign = self.sign(atom)
            if sign < 2 and even:
                sign = 2 if self.is_nonzero_atom(atom) else 1
            result = min(result, sign)
        return result

    def _is_square_norm(self, poly: Poly) -> bool:
        """Whether ``poly`` is the square of the norm of some combination of vectors, found by completing it."""
        whole: Combination = {}
        for mono, coefficient in poly.items():
            grams = [(a, e) for a, e in mono if a[0] == "gram"]
            if len(grams) != 1 or grams[0][1] != 1 or len(whole) > 5:
                return False
            atom = grams[0][0]
            half = None if atom[1] != atom[3] else square_root_word(atom[2], self.turn) if atom[2] else ()
            if half is not None:
                word, root = self.turn(half) + column(atom[1]), self._root({mono_without(mono, atom): coefficient})
                products = self._inner(whole, {word: root}).items()
                opposite = any(poly.get(mixed, 0) * value < 0 for mixed, value in products)
                combine(whole, word, scaled(root, -1 if opposite else 1))
        return bool(whole) and self._inner(whole, whole) == poly


def _of_sign(poly: Poly) -> Atom | None:
    """The atom whose sign a polynomial has: itself, or that of which it is a positive multiple of an odd power."""
    if len(poly) != 1:
        return Form("poly", freeze(primitive(poly))) if poly else None
    ((mono, coefficient),) = poly.items()
    return mono[0][0] if coefficient > 0 and len(mono) == 1 and mono[0][1].numerator % 2 else None
