"""The normal forms of vectors and operators, and of the numbers that are made of them.

Norms, inner products, traces, singular values, eigenvalues.
"""

from proofcheck.kernel.normal.combinations import (
    Combination,
    added,
    column,
    combine,
    gram,
    leading_positive,
    reverse,
    square_root_word,
    summed,
    times_combination,
    word_of,
)
from proofcheck.kernel.normal.polynomials import (
    Atom,
    Form,
    Frozen,
    Mono,
    Poly,
    Rational,
    add_into,
    constant,
    content,
    freeze,
    inverted,
    is_absolute_value,
    monomial,
    multiply,
    order,
    scaled,
    shared_powers,
    thaw,
)
from proofcheck.kernel.normal.scalars import Scalars
from proofcheck.kernel.terms import ONE, Term
from proofcheck.kernel.words import Word, contraction, rotations


class Operators(Scalars):
    """The steps for vectors and operators."""

    # ------------------------------------------------------------------ numbers

    def _inner(self, left: Combination, right: Combination, columns: int | str = 1) -> Poly:
        """The trace of ``A' B`` for operators, or vectors, with so many columns."""
        return summed(self._composed(self._transposed(left), right), lambda word: self._trace(word, columns))

    def _gram(self, u: Atom, middle: Word, v: Atom) -> Poly:
        """``u' W v`` for a word W."""
        return summed(self._reduced(middle), lambda word: self._atomic(gram(column(u), word + column(v), self.turn)))

    def _trace(self, word: Word, size: int | str) -> Poly:
        """The trace of a word that maps R^size to itself: the same for all rotations, and for the transpose."""
        if not word:
            return self._dimension(Term("dim", size))
        for place, (atom, transposed) in enumerate(word):
            if atom[0] == "column" and not transposed:
                return self._gram(word[place + 1][0][1], word[place + 2 :] + word[:place], atom[1])
        return self._atomic(Form("trace", min([*rotations(word), *rotations(self.turn(word))], key=order)))

    def _norm(self, term: Term) -> Poly:
        form, scale = self.form(term[1]), constant(1)
        if len(form) == 1:
            ((word, factor),) = form.items()
            signed = [side for side in (factor, scaled(factor, -1)) if len(factor) > 1 and self.sign_of_poly(side)]
            scale, form = (signed[0], {word: constant(1)}) if signed else (scale, form)
        square = self._inner(form, form, columns(term[1]))
        root = self._root(square)
        if any(atom[0] == "sqrt" and not is_absolute_value(atom) for mono in root for atom, _ in mono):
            root = self._atomic(Form("norm", self._canonical(form, transpose=term[1].sort[0] == "O"), freeze(square)))
        return multiply(scale, root)

    def _extreme_value(self, term: Term) -> Poly:
        """The operator norm, least singular value, extreme eigenvalue: those of A + c I are those of A, and c."""
        head, form = term[0], self.form(term[1])
        shift = form.pop((), {}) if head in _OPPOSITE else {}
        turned = head == "opnorm" or (head == "smin" and term[1].sort[1] == term[1].sort[2])
        return add_into(dict(shift), self._extreme_of(head, form, turned)) if form else shift

    def _extreme_of(self, head: str, form: Combination, turned: bool) -> Poly:
        """The same of a combination, with non-negative factors taken out; ``turned``: it is that of the transpose."""
        factor, common, rest = self._split_operator(form)
        scale: Poly = {common: factor}
        if len(rest) == 1:
            ((word, coefficient),) = rest.items()
            if coefficient == constant(-1):
                rest = {word: constant(1)}
                head, scale = _OPPOSITE.get(head, head), scaled(scale, -1 if head in _OPPOSITE else 1)
            if rest == {(): constant(1)}:
                return scale
            sides = self._sides(word)
            if sides and head == "opnorm" and rest[word] == constant(1):
                return multiply(scale, multiply(*(self._root(self._inner(side, side)) for side in sides)))
            half = square_root_word(word, self.turn)
            if half is not None and not sides and head in _OF_SQUARES and rest[word] == constant(1):
                of_half = _OF_SQUARES[head]
                atom = Form(of_half, self._canonical({half: constant(1)}, transpose=of_half == "opnorm"))
                return multiply(scale, {((atom, 2),): 1})
        inside = freeze(rest) if head in _OPPOSITE else self._canonical(rest, transpose=turned)
        return multiply(scale, self._atomic(Form(head, inside)))

    def _split_operator(self, form: Combination) -> tuple[Rational, Mono, Combination]:
        """``form`` as a non-negative scalar (rational and monomial) times what is left."""
        factor = content([value for coefficient in form.values() for value in coefficient.values()])
        common = shared_powers([mono for coefficient in form.values() for mono in coefficient], self._divides)
        inverse: Poly = {monomial({a: -e for a, e in common}): inverted(factor)}
        rest = {word: multiply(coefficient, inverse) for word, coefficient in form.items()}
        return factor, common, rest

    def _divides(self, atom: Atom, exponent: Rational) -> bool:
        if self.sign(atom) == 2:
            return True
        even = exponent.denominator == 1 and exponent.numerator % 2 == 0
        return exponent > 0 and (even or self.sign(atom) == 1)

    # ------------------------------------------------------------------ vectors and operators

    def _linear_atom(self, term: Term) -> Combination:
        return self._read(word_of(self._named(term), term.sort))

    def _read(self, word: Word) -> Combination:
        """A word of one letter as an equation among the facts says, if one does."""
        (letter,) = word
        self._asked.add(letter)
        known = self._equations.pop(letter, None)
        if known is None:
            return {word: constant(1)}
        try:
            return self.form(known[0])
        finally:
            self._equations[letter] = known

    def _multiple(self, term: Term) -> Combination:
        if term[0] == "mul":
            scale, thing = self.scalar(Term("mul", ONE, *term[1:-1])), term[-1]
        else:
            scale, thing = self._inverse(self.scalar(term[2])), term[1]
        return times_combination(scale, self._form(thing))

    def _composed(self, left: Combination, right: Combination) -> Combination:
        total: Combination = {}
        for one, a in left.items():
            for other, b in right.items():
                for word, c in self._reduced(one + other).items():
                    combine(total, word, multiply(multiply(a, b), c))
        return total

    # ------------------------------------------------------------------ products and inverses

    def _sides(self, word: Word) -> tuple[Combination, ...]:
        """The vectors u and v of a word u v'; none of any other word."""
        after = next((k for k, (atom, _) in enumerate(word, 1) if atom[0] == "column"), None)
        return () if after is None else ({word[:after]: constant(1)}, {self.turn(word[after:]): constant(1)})

    def _reduced(self, word: Word) -> Combination:
        """A product of operators, with the numbers v' w taken out of it."""
        found = contraction(word)
        if found is None:
            return {word: constant(1)}
        first, last = found
        number = self._gram(word[first][0][1], word[first + 1 : last], word[last][0][1])
        return times_combination(number, self._reduced(word[:first] + word[last + 1 :]))

    def _inverse_operator(self, form: Combination, size: int | str) -> Combination:
        """The inverse of a combination of words, one letter for a combination, its multiples and its transpose.

        Zero where there is none: then the scalar factor is 0, or what is left has none.
        """
        if not form:
            return {}
        factor, common, rest = self._split_operator(form)
        scale = self._inverse({common: factor})
        if len(rest) == 1:
            ((word, coefficient),) = rest.items()
            scale, rest = multiply(scale, self._inverse(coefficient)), {word: constant(1)}
            if not word:
                return {word: scale}
        sides = (rest, self._transposed(rest))
        choices = [(leading_positive(side), turned) for side, turned in zip(sides, (False, True), strict=True)]
        kept, turned = min(choices, key=lambda choice: order(choice[0]))
        sign = 1 if kept == freeze(sides[turned]) else -1
        return {((Form("inverse", kept, size), turned),): scaled(scale, sign)}

    def _transposed(self, form: Combination) -> Combination:
        return added({self.turn(word): coefficient} for word, coefficient in form.items())

    def turn(self, word: Word) -> Word:
        """The transpose of a word, with symmetric operators as they are."""
        return tuple([self._letter(letter) for letter in reverse(word)]) if word else word

    def _canonical(self, form: Combination, *, transpose: bool) -> Frozen:
        """``form`` or its negative, whichever begins with a positive coefficient; if ``transpose``, the first of it and
        of its transpose in order."""
        choices = [form, self._transposed(form)] if transpose else [form]
        return min((leading_positive(choice) for choice in choices), key=order)

    def _letter(self, letter: Word) -> Word:
        """A transposed atom, or the atom itself where it is known to be symmetric."""
        if letter[1] and letter[0][0] in {"wsum", "wexpect", "wint"} and self.turn(letter[0][-1]) == letter[0][-1]:
            return (letter[0], False)
        self._asked.add(letter)
        if letter[0][0] == "inverse" and letter[1]:
            form = thaw(letter[0][1])
            return (letter[0], False) if self._transposed(form) == form else letter
        known = self._equations.pop(letter, None) if letter[1] else None
        if known is None:
            return letter
        try:
            form = self.form(known[0])
        finally:
            self._equations[letter] = known
        return (letter[0], False) if form == {((letter[0], False),): constant(1)} else letter


def columns(term: Term) -> int | str:
    """The number of columns of an operator; a vector is one with one column."""
    return term.sort[2] if term.sort[0] == "O" else 1


_OPPOSITE = {"lmin": "lmax", "lmax": "lmin"}
"""lmin(-A) = -lmax(A)."""
_OF_SQUARES = {"opnorm": "opnorm", "lmin": "smin", "lmax": "opnorm"}
"""Of W W', in terms of W: |W W'| = |W|^2, lmin(W W') = smin(W)^2."""
