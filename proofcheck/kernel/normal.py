"""The normal form: every term as a polynomial in finitely many atoms. Two terms are equal when their normal forms are.

A scalar becomes a polynomial with rational coefficients. Its atoms are scalar variables, dimensions, *Gram atoms*
(v'A'Bu and the like: each word is folded with its transpose), extreme eigenvalues and singular values, exponentials,
integrals, and the polynomials whose root or inverse occurs. Rationals are rational numbers: a norm is a Gram polynomial
to the power 1/2, a quotient a negative power, exp(a - 2b) is exp(a) exp(b)^-2. A vector becomes a combination of words
(operators applied to an atomic vector), an operator a combination of words of operators. In these a vector is an
operator with one column, so that u v' is a word of two letters, and v' w in a word a number. An operator that is known
to be invertible cancels with its inverse: of A + B, A is inv(A + B)^-1 - B beside it. Traces are cyclic.

Splitting the root or the inverse of a product is only right where the factors have the right sign. A ``Normalizer``
is given theorems that state signs (``0 < a``), and equations between vectors or operators (the dynamics) that it
substitutes; what it used of them it remembers, so that a rule can carry their hypotheses into its conclusion.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from itertools import product
from math import comb, gcd, isqrt, lcm
from typing import Any, Protocol, Union

from proofcheck.kernel.calculus import derivative, gradient, is_continuous
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.interned import Interned, Table
from proofcheck.kernel.readback import apply_word, mono_term, poly_term, vector_atom_term, word_term
from proofcheck.kernel.terms import (
    FUNCTIONS,
    NATURAL,
    ONE,
    SCALAR,
    VALUES,
    ZERO,
    KernelError,
    Term,
    is_natural,
    num,
    substitute,
)
from proofcheck.kernel.words import Word, contraction, is_plain, rotations, rows, shape

Atom = Union[Term, "Form"]
Rational = int | Fraction  # an int wherever it is one: ints are hashed, compared and multiplied much faster
Mono = tuple[tuple[Atom, Rational], ...]
Poly = dict[Mono, Rational]
Turn = Callable[[Word], Word]
Combination = dict[Word, Poly]  # of vector words (operators, vector atom) or operator words
Frozen = tuple[Any, ...]

UNIT: Mono = ()
HALF = Fraction(1, 2)
_MAX_TERMS = 4000
_MAX_PAIRS = 400_000  # of terms that are multiplied with each other
_MAX_EXPANDED = 500  # terms of a power that is multiplied out
_MAX_BITS = 50_000  # of the numbers in a power
_MAX_EXPONENT = 10**12
_MAX_WRITTEN_OUT = 12  # last terms of a sum
_MAX_REMEMBERED = 100  # terms of a normal form that is kept for the next time


class Form(Interned):
    """What is atomic in a normal form and no variable: a head, and what is in normal form inside it.

    >>> Form("num", 2) is Form("num", 2)
    True
    """

    __slots__ = ()

    def __new__(cls, *parts: Any) -> "Form":
        """Return the one form with this head and these arguments."""
        found = _FORMS.find(parts)
        return _FORMS.enter(parts, parts, {}) if found is None else found


_FORMS = Table(Form)


def order(value: Any) -> Any:
    """A key that orders atoms, words, monomials and polynomials of one kind: a total order, the same in every run."""
    if isinstance(value, Interned):
        return value.key
    return tuple([order(part) for part in value]) if isinstance(value, tuple) else value


def freeze(poly: Mapping[Any, Any]) -> Frozen:
    """A polynomial or a combination as a hashable value, whole numbers as ``int`` (they are hashed much faster)."""
    items = [(key, freeze(value) if isinstance(value, dict) else _small(value)) for key, value in poly.items()]
    if len(items) > 1:
        items.sort(key=_order_of_first)
    return tuple(items)


def _order_of_first(item: tuple[Any, Any]) -> Any:
    return order(item[0])


def _small(value: Rational) -> Rational:
    return value.numerator if type(value) is Fraction and value.denominator == 1 else value


def thaw(frozen: Frozen) -> dict[Any, Any]:
    """The polynomial or combination that ``freeze`` was given."""
    return {key: thaw(value) if isinstance(value, tuple) else value for key, value in frozen}


def constant(value: Fraction | int) -> Poly:
    """A constant polynomial."""
    return {UNIT: _small(value)} if value else {}


def add_into(total: Poly, poly: Poly, factor: Rational = 1) -> Poly:
    """Add ``factor * poly`` to ``total`` in place, and return it."""
    for mono, coefficient in poly.items():
        _add_term(total, mono, coefficient if factor == 1 else factor * coefficient)
    return total


def _add_term(total: Poly, mono: Mono, coefficient: Rational) -> None:
    known = total.get(mono)
    value = coefficient if known is None else known + coefficient
    if value:
        total[mono] = value if type(value) is int else _small(value)
    elif known is not None:
        del total[mono]


def scaled(poly: Poly, factor: Rational) -> Poly:
    """``factor * poly``."""
    if factor == 1:
        return dict(poly)
    return {mono: _small(factor * coefficient) for mono, coefficient in poly.items()} if factor else {}


def _inverted(value: Rational) -> Rational:
    return _small(Fraction(value.denominator, value.numerator))


def _mono(powers: Mapping[Atom, Rational]) -> Mono:
    items = [(a, e if type(e) is int else _small(e)) for a, e in powers.items() if e]
    if len(items) > 1:
        items.sort(key=_key_of_first)
    return tuple(items)


def _key_of_first(item: tuple[Atom, Rational]) -> str:
    return item[0].key


_Product = tuple[Rational, Mono, tuple[tuple[Frozen, int], ...]]
"""A coefficient, a monomial, and powers of polynomials that are still to be multiplied in."""


@lru_cache(maxsize=50_000)
def _times(left: Mono, right: Mono) -> _Product:
    powers = dict(left)
    for atom, exponent in right:
        powers[atom] = powers.get(atom, 0) + exponent
    return _folded(powers)


def _folded(powers: dict[Atom, Rational]) -> _Product:
    """A product of powers of atoms, with whole powers of what is no atom taken out."""
    coefficient: Rational = 1
    expand: list[tuple[Frozen, int]] = []
    for atom, total in powers.items():
        whole = total.numerator // total.denominator
        if whole and atom[0] == "num":
            coefficient *= _number_power(atom[1], whole)
        elif atom[0] == "poly" and whole >= 1:
            expand.append((atom[1], whole))
        elif whole >= 2 and (square := _square_of(atom)) is not None:
            expand.append((square, whole // 2))
            whole -= whole % 2
        else:
            continue
        powers[atom] = total - whole
    return coefficient, _mono(powers), tuple(expand)


def _multiplied_out(folded: _Product, factor: Rational = 1) -> Poly:
    coefficient, mono, expand = folded
    result: Poly = {mono: _small(factor * coefficient)}
    for frozen, exponent in expand:
        result = multiply(result, power(thaw(frozen), exponent))
    return result


def _square_of(atom: Atom) -> Frozen | None:
    """What the square of an atom is, whatever the signs are, if it is one that has such a square."""
    if atom[0] in {"norm", "frobenius"}:
        return atom[2]  # type: ignore[no-any-return]
    return atom[1] if is_absolute_value(atom) else None


def is_absolute_value(atom: Atom) -> bool:
    """Whether an atom is the root of a monomial with even exponents: its square is that, whatever the signs are."""
    if atom[0] != "sqrt" or len(atom[1]) != 1:
        return False
    ((mono, coefficient),) = atom[1]
    return coefficient > 0 and all(e.denominator == 1 and e.numerator % 2 == 0 for _, e in mono)


def multiply(left: Poly, right: Poly) -> Poly:
    """The product of two polynomials.

    Raises:
        KernelError: the product has too many terms.
    """
    if len(left) * len(right) > _MAX_PAIRS:
        raise KernelError("a product has too many terms")
    total: Poly = {}
    for left_mono, a in left.items():
        for right_mono, b in right.items():
            if not left_mono or not right_mono:
                _add_term(total, left_mono or right_mono, a * b)
                continue
            folded = _times(left_mono, right_mono)
            if folded[2]:
                add_into(total, _multiplied_out(folded, a * b))
            else:
                _add_term(total, folded[1], a * b if folded[0] == 1 else folded[0] * a * b)
        if len(total) > _MAX_TERMS:
            raise KernelError("a product has too many terms")
    return total


def power(poly: Poly, exponent: int) -> Poly:
    """A natural power of a polynomial. One that has too many terms to multiply out is a power of an atom.

    >>> x, y = Term("var", "x", ("S",)), Term("var", "y", ("S",))
    >>> [exponent for _, exponent in next(iter(power({((x, 1),): 1, ((y, 1),): 1}, 10**6)))]
    [1000000]

    Raises:
        KernelError: the exponent or a number is too large.
    """
    if exponent > _MAX_EXPONENT:
        raise KernelError(f"the exponent {exponent} is above {_MAX_EXPONENT}")
    if exponent == 0 or not poly:
        return {} if exponent else constant(1)
    if len(poly) == 1:
        return _power_of_monomial(*next(iter(poly.items())), exponent)
    if comb(min(exponent, _MAX_EXPANDED) + len(poly) - 1, len(poly) - 1) > _MAX_EXPANDED:
        return _power_of_atom(poly, exponent)
    return dict(_expanded(freeze(poly), exponent))


@lru_cache(maxsize=256)
def _expanded(frozen: Frozen, exponent: int) -> Poly:
    poly = thaw(frozen)
    for coefficient in poly.values():
        _number_power(coefficient, exponent)
    result = constant(1)
    for _ in range(exponent):
        result = multiply(result, poly)
    return result


def _power_of_monomial(mono: Mono, coefficient: Rational, exponent: int) -> Poly:
    powers = {atom: e * exponent for atom, e in mono}
    if not all(-_MAX_EXPONENT <= e <= _MAX_EXPONENT for e in powers.values()):
        raise KernelError(f"an exponent is above {_MAX_EXPONENT}")
    return _multiplied_out(_folded(powers), _number_power(coefficient, exponent))


def _real_power(poly: Poly, exponent: Rational) -> Poly:
    """A power of what is positive: of a number, an atom, or a sum with coprime coefficients."""
    if len(poly) == 1:
        ((mono, number),) = poly.items()
        atoms: dict[Atom, Rational] = {a: e * exponent for a, e in mono} if mono else {Form("num", number): exponent}
    else:
        atoms = {Form("poly", freeze(poly)): exponent}
    return _power_of_monomial(_mono(atoms), 1, 1)


def _power_of_atom(poly: Poly, exponent: int) -> Poly:
    factor = content(poly)
    if poly[min(poly, key=order)] < 0:
        factor = -factor
    atom: Atom = Form("power", freeze(scaled(poly, _inverted(factor))))
    return {((atom, exponent),): _number_power(factor, exponent)}


def _number_power(value: Rational, exponent: int) -> Rational:
    """A power of a number.

    Raises:
        KernelError: it has too many digits.
    """
    size = max(abs(value.numerator), value.denominator)
    if size > 1 and (size.bit_length() - 1) * abs(exponent) > _MAX_BITS:
        raise KernelError(f"a number to the power {exponent} has too many digits: write it as a symbol")
    return _small(Fraction(value) ** exponent)


def _combine(total: Combination, word: Word, coefficient: Poly) -> None:
    merged = add_into(dict(total.get(word, {})), coefficient)
    if merged:
        total[word] = merged
    else:
        total.pop(word, None)


def reverse(word: Word) -> Word:
    """The transpose of a word of operators."""
    return tuple((atom, not transposed) for atom, transposed in reversed(word))


def square_root_word(word: Word, turn: Turn = reverse) -> Word | None:
    """``W`` with ``word == W W'``, or ``None``."""
    half = len(word) // 2
    if word and len(word) % 2 == 0 and turn(word[:half]) == word[half:]:
        return word[:half]
    return None


def gram(left: Word, right: Word, turn: Turn = reverse) -> Atom:
    """The Gram atom of two vector words, one for a word and its transpose."""
    middle = turn(left[0]) + right[0]
    forward = Form("gram", left[1], middle, right[1])
    backward = Form("gram", right[1], turn(middle), left[1])
    return min(forward, backward, key=order)


def _primes(n: int) -> dict[int, int]:
    found: dict[int, int] = {}
    divisor = 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            found[divisor] = found.get(divisor, 0) + 1
            n //= divisor
        divisor += 1
        if divisor > 100_000:
            raise KernelError("a number under a root is too large to factorise")
    if n > 1:
        found[n] = found.get(n, 0) + 1
    return found


def _prime_factors(n: int) -> dict[int, int]:
    """The exponents of the primes in n; of n itself, where it is too large to factorise."""
    try:
        return _primes(n)
    except KernelError:
        return {n: 1}


def rational_root(value: Rational) -> Poly:
    """The square root of a positive rational, as a rational times roots of primes.

    >>> rational_root(Fraction(9, 4))
    {(): Fraction(3, 2)}
    """
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return constant(Fraction(top, bottom))
    coefficient = Fraction(1, value.denominator)
    powers: dict[Atom, Rational] = {}
    for prime, exponent in _primes(value.numerator * value.denominator).items():
        coefficient *= prime ** (exponent // 2)
        if exponent % 2:
            powers[Form("num", prime)] = HALF
    return {_mono(powers): coefficient}


def content(poly: Poly) -> Rational:
    """The positive rational that leaves coprime integer coefficients when it is taken out."""
    top = gcd(*[coefficient.numerator for coefficient in poly.values()])
    bottom = lcm(*[coefficient.denominator for coefficient in poly.values()])
    return top if bottom == 1 else Fraction(top, bottom)


def _primitive(poly: Poly) -> Poly:
    """The polynomial with coprime integer coefficients that ``poly`` is a positive multiple of."""
    return scaled(poly, _inverted(content(poly)))


def _either_sign(poly: Poly) -> list[Atom]:
    """The atoms that a polynomial and its negative are multiples of."""
    return [Form("poly", freeze(scaled(_primitive(poly), sign))) for sign in (1, -1) if poly]


class Fact(Protocol):
    """What a normal form may rest on: a theorem, wherever the result is to be trusted."""

    @property
    def clause(self) -> Clause:
        """What it says."""
        ...


class Normalizer:
    """Turns terms into normal forms, under theorems that state signs and equations.

    Arguments:
        facts: theorems without variables or conditions. ``0 < a``, ``0 <= a`` give the sign of ``a``; an equation
            between vectors or operators whose left side is atomic is substituted from left to right.

    Attributes:
        used: the theorems among ``facts`` that a normal form rested on.
        uses: the names of the rules that normal forms rested on.
    """

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self.used: dict[int, Fact] = {}
        self.uses: set[str] = set()
        self._signs: dict[Atom, tuple[int, Fact]] = {}
        self._nonzero: dict[Atom, Fact] = {}
        self._equations: dict[Any, tuple[Term, Fact]] = {}
        self._asked: set[Any] = set()
        self._cache: dict[Term, Any] = {}
        self._sign_cache: dict[Atom, tuple[int, dict[int, Fact]]] = {}
        self._cancels: dict[Atom, tuple[Word, Poly, Combination] | None] = {}
        for theorem in facts:
            self._learn(theorem)

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
        key = word[1] if left.sort[0] == "V" and not word[0] else word[0] if len(word) == 1 else None
        if key is not None and coefficient == constant(1) and key not in self._equations:
            self._equations[key] = (right, theorem)
            self._forget()

    def _learn_sign(self, term: Term, sign: int, theorem: Fact) -> None:
        poly = self.scalar(term)
        atom: Atom
        if len(poly) == 1:
            (mono, coefficient), *_ = poly.items()
            if coefficient < 0 or len(mono) != 1 or mono[0][1].numerator % 2 == 0:
                return
            atom = mono[0][0]
        elif poly:
            atom = Form("poly", freeze(_primitive(poly)))
        else:
            return
        if sign > self._signs.get(atom, (0, theorem))[0]:
            self._signs[atom] = (sign, theorem)
            self._forget()

    def _forget(self) -> None:
        """What was worked out before another fact was learnt may look different with it."""
        self._cache.clear()
        self._sign_cache.clear()
        self._cancels.clear()

    def _learn_nonzero(self, term: Term, theorem: Fact) -> None:
        """What is positive is not zero, nor is any factor of it."""
        if term[0] == "pow" and term[2] > 0:
            self._learn_nonzero(term[1], theorem)
        poly = self.scalar(term)
        for atom in [atom for mono in poly for atom, _ in mono] if len(poly) == 1 else _either_sign(poly):
            self._nonzero.setdefault(atom, theorem)
        self._cache.clear()
        self._cancels.clear()

    def _is_at_least(self, least: int, atom: Atom) -> bool:
        return self.sign(atom) >= least

    def is_nonzero_atom(self, atom: Atom) -> bool:
        """Whether an atom is known not to be zero."""
        if self.sign(atom) == 2:
            return True
        self._asked.add(atom)
        known = self._nonzero.get(atom)
        if known is not None:
            self._note(known)
        return known is not None

    def is_nonzero(self, poly: Poly) -> bool:
        """Whether a polynomial is known not to vanish."""
        if len(poly) == 1:
            (mono,) = poly
            return all(self.is_nonzero_atom(atom) for atom, _ in mono)
        return any(map(self.is_nonzero_atom, _either_sign(poly)))

    def _note(self, theorem: Fact) -> None:
        self.used[id(theorem)] = theorem

    # ------------------------------------------------------------------ signs

    def sign(self, atom: Atom) -> int:
        """2 for an atom known to be positive, 1 for non-negative, 0 for unknown."""
        if atom[0] not in {"poly", "power", "powi"}:
            return self._sign(atom)
        if atom not in self._sign_cache:
            outer, self.used = self.used, {}
            try:
                self._sign_cache[atom] = self._sign(atom), self.used
            finally:
                self.used = outer
        sign, noted = self._sign_cache[atom]
        self.used |= noted
        return sign

    def _sign(self, atom: Atom) -> int:
        self._asked.add(atom)
        known = self._signs.get(atom)
        if known is not None:
            self._note(known[1])
            return known[0]
        head = atom[0]
        if head in {"num", "E", "dim"}:
            return 2
        if head in {"opnorm", "smin", "sqrt", "norm", "frobenius"} or (head == "var" and atom[2] == NATURAL):
            return 1
        if head == "gram":
            return int(atom[1] == atom[3] and (not atom[2] or square_root_word(atom[2], self.turn) is not None))
        if head == "trace":
            return int(any(square_root_word(word, self.turn) is not None for word in rotations(atom[1])))
        if head in {"poly", "power", "powi"}:
            return self._sign_of_poly(thaw(atom[1]))
        if head in {"sum", "expect"}:
            return min(self.sign_of_mono(atom[3]), 2 if head == "expect" else 1)
        return 2 if head == "log" and len(atom[1]) == 1 and atom[1][0][0] == UNIT and atom[1][0][1] > 1 else 0

    def _sign_of_poly(self, poly: Poly) -> int:
        if not poly:
            return 1
        itself = Form("poly", freeze(_primitive(poly)))
        self._asked.add(itself)
        known = self._signs.get(itself)
        if known is not None:
            self._note(known[1])
            return known[0]
        if all(c > 0 for c in poly.values()) and all(self.sign_of_mono(m) for m in poly):
            return 2 if any(self.sign_of_mono(mono) == 2 for mono in poly) else 1
        return int(self._is_square_norm(poly))

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
        squares: list[tuple[Word, Poly]] = []
        for mono, coefficient in poly.items():
            grams = [(a, e) for a, e in mono if a[0] == "gram"]
            if len(grams) != 1 or grams[0][1] != 1:
                return False
            atom = grams[0][0]
            if atom[1] != atom[3]:
                continue
            half = () if not atom[2] else square_root_word(atom[2], self.turn)
            if half is None:
                continue
            rest = {mono_without(mono, atom): coefficient}
            root = self._root(rest) if coefficient > 0 else None
            if root is None or any(a[0] == "sqrt" for m in root for a, _ in m):
                return False
            squares.append(((self.turn(half), atom[1]), root))
        if not squares or len(squares) > 5:
            return False
        for signs in product((1, -1), repeat=len(squares) - 1):
            vector: Combination = {}
            for (word, root), sign in zip(squares, (1, *signs), strict=True):
                _combine(vector, word, scaled(root, sign))
            if self._inner(vector, vector) == poly:
                return True
        return False

    # ------------------------------------------------------------------ scalars

    def form(self, term: Term) -> dict[Any, Any]:
        """The normal form of a term: a polynomial in atoms for a scalar, else a combination of words."""
        return dict(self._form(term))

    def scalar(self, term: Term) -> Poly:
        """The normal form of a scalar term, a polynomial in atoms."""
        return dict(self._form_of_sort(term, "SN", "scalar"))

    def vector(self, term: Term) -> Combination:
        """The normal form of a vector term: coefficients of words ``(operators, atomic vector)``."""
        return dict(self._form_of_sort(term, "V", "vector"))

    def operator(self, term: Term) -> Combination:
        """The normal form of an operator term: coefficients of words of ``(atomic operator, transposed)``."""
        return dict(self._form_of_sort(term, "O", "operator"))

    def _form_of_sort(self, term: Term, sorts: str, name: str) -> Any:
        if term.sort[0] not in sorts:
            raise KernelError(f"{term[0]} is not a {name}")
        return self._form(term)

    def _form(self, term: Term) -> Any:
        """The normal form as it is kept, which is not to be changed."""
        found = self._cache.get(term)
        if found is None:
            found = self._form_without_facts(term)
            self._cache[term] = found = self._worked_out(term) if found is None else found
        return found

    def _form_without_facts(self, term: Term) -> Any:
        """The normal form that a term has without any facts, if there are none about what it depends on."""
        try:
            found = _without_facts(term)
        except KernelError:
            return None
        tables = (self._signs, self._nonzero, self._equations)
        if found is None or not all(found.asked.isdisjoint(table) for table in tables):
            return None
        self._asked |= found.asked
        self.uses |= found.uses
        return found.form

    def _worked_out(self, term: Term) -> Any:
        steps = _SCALAR_STEPS if term.sort[0] in "SN" else _LINEAR_STEPS
        if term[0] not in steps:
            raise KernelError(f"no normal form for {term[0]}")
        return steps[term[0]](self, term)

    def _atomic(self, atom: Atom) -> Poly:
        return {((atom, 1),): 1}

    def _named(self, term: Term) -> Atom:
        """What stands for a variable, a path at a time, or the value of a map, its Jacobian or its gradient."""
        if term[0] == "var":
            return term
        inside = freeze(self.scalar(term[3])) if term[0] in {"path", "dpath"} else self._argument(term[-1])
        return Form(*term[:-1], inside)

    def _dimension(self, term: Term) -> Poly:
        return constant(term[1]) if type(term[1]) is int else self._atomic(term)

    def _argument(self, term: Term) -> Frozen:
        return freeze(self.form(term))

    def _sum(self, term: Term) -> Poly:
        total: Poly = {}
        for part in term[1:]:
            add_into(total, self._form(part))
        return total

    def _product(self, term: Term) -> Poly:
        result = constant(1)
        for factor in term[1:]:
            result = multiply(result, self._form(factor))
        return result

    def _quotient(self, term: Term) -> Poly:
        return multiply(self.scalar(term[1]), self._inverse(self.scalar(term[2])))

    def _power(self, term: Term) -> Poly:
        base = self.scalar(term[1])
        return power(base, term[2]) if term[2] >= 0 else power(self._inverse(base), -term[2])

    def _inverse(self, poly: Poly) -> Poly:
        if not poly:
            return {}
        factor, common, rest = self._split(poly, self.is_nonzero_atom)
        result: Poly = {
            _mono({a: -e for a, e in common}): _inverted(factor),
        }
        result = multiply(result, constant(1))
        if rest.keys() <= {UNIT}:
            return _reduced(scaled(result, _inverted(rest[UNIT])))
        atom: Atom = Form("poly", freeze(rest))
        if self.is_nonzero_atom(atom):
            return _reduced(multiply(result, {((atom, -1),): 1}))
        return _reduced(multiply(result, self._atomic(Form("inv", freeze(rest)))))

    def _split(self, poly: Poly, splits: Callable[[Atom], bool]) -> tuple[Rational, Mono, Poly]:
        """``poly`` as a positive rational, a monomial of atoms that may be split off, and what is left, coprime."""
        factor = content(poly)
        powers: dict[Atom, Rational] | None = None
        for mono in poly:
            exponents = dict(mono)
            if powers is None:
                powers = exponents
            else:
                powers = {a: min(powers.get(a, 0), exponents.get(a, 0)) for a in powers.keys() | exponents.keys()}
        common = _mono({a: e for a, e in (powers or {}).items() if a[0] != "num" and splits(a)})
        inverse = _mono({a: -e for a, e in common})
        rest = multiply(scaled(poly, _inverted(factor)), {inverse: 1})
        if len(rest) == 1:
            ((mono, coefficient),) = rest.items()
            numbers = _mono({a: e for a, e in mono if a[0] == "num"})
            if coefficient == 1 and mono == numbers:
                return factor, _mono({**dict(common), **dict(numbers)}), constant(1)
            if numbers:
                unit = _mono({a: e for a, e in mono if a[0] != "num"})
                return factor, _mono({**dict(common), **dict(numbers)}), {unit: coefficient}
        return factor, common, rest

    def _root(self, poly: Poly) -> Poly:
        if not poly:
            return {}
        if len(poly) == 1:
            return self._root_of_monomial(poly)
        for least in (1, 2):
            factor, common, rest = self._split(poly, partial(self._is_at_least, least))
            result = multiply(rational_root(factor), {_mono({a: e * HALF for a, e in common}): 1})
            atom: Atom = Form("poly", freeze(rest))
            if self.sign(atom):
                return multiply(result, {((atom, HALF),): 1})
        return multiply(result, self._atomic(Form("sqrt", freeze(rest))))

    def _root_of_monomial(self, poly: Poly) -> Poly:
        ((mono, coefficient),) = poly.items()
        known = {atom: exponent * HALF for atom, exponent in mono if self.sign(atom)}
        rest: Poly = {_mono({a: e for a, e in mono if a not in known}): 1 if coefficient > 0 else -1}
        root = multiply(rational_root(coefficient if coefficient > 0 else -coefficient), {_mono(known): 1})
        return root if rest == constant(1) else multiply(root, self._atomic(Form("sqrt", freeze(rest))))

    def _exponential(self, term: Term) -> Poly:
        powers: dict[Atom, Rational] = {}
        result = constant(1)
        for mono, coefficient in self.scalar(term[1]).items():
            inside = self._inside_logarithm(mono)
            if inside is None:
                powers[Form("E", mono)] = coefficient
            else:
                result = multiply(result, _real_power(inside, coefficient))
        return multiply(result, {_mono(powers): 1})

    def _inside_logarithm(self, mono: Mono) -> Poly | None:
        """``a`` for the monomial log(a), if that is known to be positive, or is -a: exp(c log(a)) is a^c."""
        if len(mono) != 1 or mono[0][1] != 1 or mono[0][0][0] != "log":
            return None
        inside = thaw(mono[0][0][1])
        return next((side for side in (inside, scaled(inside, -1)) if self._sign_of_poly(side) == 2), None)

    def _log(self, poly: Poly) -> Poly:
        """log|2 a b^3 (c - d)| is log(2) + log|a| + 3 log|b| + log|c - d| where no factor vanishes."""
        if not poly:
            return {}
        factor, common, rest = self._split(poly, self.is_nonzero_atom)
        if not self.is_nonzero(rest):
            return self._log_atom(poly)
        total = self._log_atom(rest) if len(rest) > 1 else {}
        for number, sign in ((factor.numerator, 1), (factor.denominator, -1)):
            for prime, times in _prime_factors(number).items():
                add_into(total, self._log_atom(constant(prime)), sign * times)
        for atom, exponent in common:
            add_into(total, self._log_of(atom), exponent)
        return total

    def _log_of(self, atom: Atom) -> Poly:
        """The logarithm of an atom that does not vanish."""
        if atom[0] == "E":
            return {atom[1]: 1}
        if atom[0] == "powi":
            return multiply(self._log(thaw(atom[1])), {atom[2]: 1})
        if atom[0] in {"poly", "power"}:
            return self._log_atom(thaw(atom[1]))
        return self._log_atom(constant(atom[1]) if atom[0] == "num" else self._atomic(atom))

    def _log_atom(self, poly: Poly) -> Poly:
        """An atom for the logarithm of the absolute value of ``poly``, which has the one sign or the other."""
        sign = -1 if poly[min(poly, key=order)] < 0 else 1
        return self._atomic(Form("log", freeze(scaled(poly, sign))))

    def _wave(self, term: Term) -> Poly:
        """Sine is odd, cosine even: the argument's first coefficient is made positive."""
        head, argument = term
        poly = self.scalar(argument)
        if not poly:
            return constant(1 if head == "cos" else 0)
        sign = -1 if poly[min(poly, key=order)] < 0 else 1
        return scaled(self._atomic(Form(head, freeze(scaled(poly, sign)))), sign if head == "sin" else 1)

    def _symbolic_power(self, term: Term) -> Poly:
        base = self.scalar(term[1])
        exponent = self.scalar(term[2])
        whole = exponent.pop(UNIT, 0)
        if any(c.denominator != 1 or c < 0 for c in (whole, *exponent.values())):
            return self._atomic(Form("powi?", freeze(base), freeze(add_into(exponent, constant(whole)))))
        result = power(base, int(whole))
        for mono, coefficient in exponent.items():
            for factor, times in _factors(base):
                atom = Form("powi", freeze(factor), mono)
                result = multiply(result, {((atom, times * int(coefficient)),): 1})
        return result

    def _extreme(self, term: Term) -> Poly:
        sides = sorted((freeze(self.scalar(term[1])), freeze(self.scalar(term[2]))), key=order)
        return self._atomic(Form(term[0], *sides)) if sides[0] != sides[1] else thaw(sides[0])

    def _inner_product(self, term: Term) -> Poly:
        if term[1].sort[0] == "O":
            return self._inner_of_operators(self.operator(term[1]), self.operator(term[2]), term[1].sort[2])
        return self._inner(self.vector(term[1]), self.vector(term[2]))

    def _inner(self, left: Combination, right: Combination) -> Poly:
        total: Poly = {}
        for (before, u), a in left.items():
            for (after, v), b in right.items():
                add_into(total, multiply(multiply(a, b), self._gram(u, self.turn(before) + after, v)))
        return total

    def _gram(self, u: Atom, middle: Word, v: Atom) -> Poly:
        """``u' W v`` for a word W."""
        if is_plain(middle):
            return self._atomic(gram(((), u), (middle, v), self.turn))
        total: Poly = {}
        for word, coefficient in self._reduced(middle).items():
            add_into(total, multiply(coefficient, self._atomic(gram(((), u), (word, v), self.turn))))
        return total

    def _inner_of_operators(self, left: Combination, right: Combination, columns: int | str) -> Poly:
        total: Poly = {}
        for before, a in left.items():
            for after, b in right.items():
                for word, coefficient in self._reduced(self.turn(before) + after).items():
                    product = multiply(multiply(a, b), coefficient)
                    add_into(total, multiply(product, self._trace(word, columns)))
        return total

    def _trace(self, word: Word, size: int | str) -> Poly:
        """The trace of a word that maps R^size to itself: the same for all rotations, and for the transpose."""
        if not word:
            return self._dimension(Term("dim", size))
        for place, (atom, transposed) in enumerate(word):
            if atom[0] == "column" and not transposed:
                return self._gram(word[place + 1][0][1], word[place + 2 :] + word[:place], atom[1])
        turns = rotations(word)
        for turned in () if is_plain(word) else turns:
            reduced = self._reduced(turned)
            if turned not in reduced:
                total: Poly = {}
                for shorter, coefficient in reduced.items():
                    add_into(total, multiply(coefficient, self._trace(shorter, rows(turned[0]))))
                return total
        return self._atomic(Form("trace", min([*turns, *rotations(self.turn(word))], key=order)))

    def _norm(self, term: Term) -> Poly:
        of_operators = term[1].sort[0] == "O"
        form = self.operator(term[1]) if of_operators else self.vector(term[1])
        scale = constant(1)
        if len(form) == 1:
            ((word, factor),) = form.items()
            signed = [side for side in (factor, scaled(factor, -1)) if len(factor) > 1 and self._sign_of_poly(side)]
            scale, form = (signed[0], {word: constant(1)}) if signed else (scale, form)
        square = self._inner_of_operators(form, form, term[1].sort[2]) if of_operators else self._inner(form, form)
        return multiply(scale, self._root_of_square(square, form, "frobenius" if of_operators else "norm"))

    def _root_of_square(self, square: Poly, form: Combination, head: str) -> Poly:
        """The norm of a vector or an operator, whose square is ``square``."""
        root = self._root(square)
        if any(atom[0] == "sqrt" and not is_absolute_value(atom) for mono in root for atom, _ in mono):
            sign = min((form, _negated(form)), key=lambda one: order(freeze(one)))
            kept = freeze(sign) if head == "norm" else self._canonical(form, transpose=True)
            return self._atomic(Form(head, kept, freeze(square)))
        return root

    def _extreme_value(self, term: Term) -> Poly:
        """The operator norm, least singular value, extreme eigenvalue: those of A + c I are those of A, and c."""
        head, form = term[0], self.operator(term[1])
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
                self.uses.add("singular values")
                of_half = _OF_SQUARES[head]
                atom = Form(of_half, self._canonical({half: constant(1)}, transpose=of_half == "opnorm"))
                return multiply(scale, {((atom, 2),): 1})
        inside = freeze(rest) if head in _OPPOSITE else self._canonical(rest, transpose=turned)
        return multiply(scale, self._atomic(Form(head, inside)))

    def _split_operator(self, form: Combination) -> tuple[Rational, Mono, Combination]:
        """``form`` as a non-negative scalar (rational and monomial) times what is left."""
        merged: Poly = {}
        for word, coefficient in form.items():
            for mono, value in coefficient.items():
                merged[_mono({**dict(mono), Form("word", word): 1})] = value
        factor = content(merged)
        exponents = [dict(mono) for coefficient in form.values() for mono in coefficient]
        atoms = {atom for powers in exponents for atom in powers}
        shared = {a: min(powers.get(a, 0) for powers in exponents) for a in atoms}
        common = _mono({a: e for a, e in shared.items() if self._divides(a, e)})
        inverse: Poly = {_mono({a: -e for a, e in common}): _inverted(factor)}
        rest = {word: multiply(coefficient, inverse) for word, coefficient in form.items()}
        return factor, common, rest

    def _divides(self, atom: Atom, exponent: Rational) -> bool:
        if self.sign(atom) == 2:
            return True
        even = exponent.denominator == 1 and exponent.numerator % 2 == 0
        return exponent > 0 and (even or self.sign(atom) == 1)

    # ------------------------------------------------------------------ binders

    def _under(self, variable: Term, body: Term, normal: Callable[[Term], Any]) -> tuple[Term, Any]:
        """The normal form of a body, its variable numbered: one that is closed looks the same wherever it stands."""
        bound = _numbered(variable.sort, body.free - {variable})
        return bound, normal(substitute(body, {variable: bound}))

    def _integral(self, term: Term) -> Poly:
        _, variable, low, high, body = _integrable(term)
        ends = (freeze(self.scalar(low)), freeze(self.scalar(high)))
        bound, poly = self._under(variable, body, self.scalar)
        length = add_into(self.scalar(high), self.scalar(low), -1)
        total: Poly = {}
        for mono, coefficient in poly.items():
            outer, inner = _separate(mono, bound)
            value = length if not inner else self._atomic(Form("int", *ends, bound, inner))
            add_into(total, multiply({outer: coefficient}, value))
        return total

    def _functional(self, term: Term) -> Any:
        """A sum or an expectation, part by part; sums are over 0, 1, ... below a count, the last terms written out."""
        low, body = (term[2], term[4]) if term[0] == "sum" else (ZERO, term[2])
        bound = _numbered(term[1].sort, (body.free - {term[1]}) | low.free)
        at = bound if low == ZERO else Term("add", low, bound)
        key, last = self._range(term)
        form = self.form(substitute(body, {term[1]: at}))
        if term.sort == SCALAR:
            total: dict[Any, Any] = self._mean(key, bound, form)
        else:
            total = {}
            for word, poly in form.items():
                for mono, coefficient in poly.items():
                    outer, inner = _separate(mono, bound)
                    for known, factor in self._mean_of_word(key, bound, inner, word).items():
                        _combine(total, known, multiply({outer: coefficient}, factor))
        for index in last:
            for word, coefficient in self.form(substitute(body, {term[1]: index})).items():
                (_add_term if term.sort == SCALAR else _combine)(total, word, coefficient)
        return total

    def _range(self, term: Term) -> tuple[tuple[str, Any], list[Term]]:
        """What a functional runs over, and the last indices of a sum, which are written out."""
        if term[0] == "expect":
            return ("expect", term[3]), []
        count = add_into(add_into(self.scalar(term[3]), self.scalar(term[2]), -1), constant(1))
        whole, rest = count.get(UNIT, 0), {mono: c for mono, c in count.items() if mono != UNIT}
        if type(whole) is not int or whole > _MAX_WRITTEN_OUT or not _is_count(rest) or (rest and whole < 0):
            return ("sum", freeze(count)), []
        start = Term("add", term[2], poly_term(rest))
        return ("sum", freeze(rest)), [Term("add", start, num(k)) for k in range(whole)]

    def _size(self, key: tuple[str, Any]) -> Poly:
        """The functional of 1."""
        if key[0] == "expect":
            return constant(1)
        count = dict(key[1])
        bound = _numbered(NATURAL, ())
        return count if _is_count(count) else self._atomic(Form(*key, bound, UNIT))

    def _mean(self, key: tuple[str, Any], bound: Term, poly: Poly) -> Poly:
        total: Poly = {}
        for mono, coefficient in poly.items():
            outer, inner = _separate(mono, bound)
            add_into(total, multiply({outer: coefficient}, self._mean_of_mono(key, bound, inner)))
        return total

    def _mean_of_mono(self, key: tuple[str, Any], bound: Term, inner: Mono) -> Poly:
        """The functional of a monomial. What one inner product has outside, <u, x_i>, is taken out of the sum."""
        if not inner or not key[1]:
            return self._size(key)
        outside = [
            a for a, e in inner if a[0] == "gram" and e == 1 and not (mentions(a[1], bound) and mentions(a[3], bound))
        ]
        if len(outside) != 1:
            return self._atomic(self._closed(key, bound, inner))
        _, left, middle, right = outside[0]
        if mentions(left, bound):
            left, middle, right = right, self.turn(middle), left
        place = next((i for i, letter in enumerate(middle) if mentions(letter, bound)), len(middle))
        means = self._mean_of_word(key, bound, mono_without(inner, outside[0]), (middle[place:], right))
        return self._inner({(self.turn(middle[:place]), left): constant(1)}, means)

    def _mean_of_word(self, key: tuple[str, Any], bound: Term, inner: Mono, word: Word) -> Combination:
        """The functional of a monomial times a word, of which what does not vary is taken out on both sides."""
        of_vectors = _is_vector_word(word)
        letters = word[0] if of_vectors else word
        moving = [i for i, letter in enumerate(letters) if mentions(letter, bound)]
        if moving and any(atom[0] == "column" for atom, _ in letters):
            moving = list(range(len(letters)))  # a column or a row by itself is no operator
        ends_in_vector = of_vectors and mentions(word[1], bound)
        if not key[1] or not (moving or ends_in_vector):
            value = self._mean_of_mono(key, bound, inner)
            return {word: value} if value else {}
        first = moving[0] if moving else len(letters)
        if ends_in_vector:
            atom = self._closed(key, bound, inner, (letters[first:], word[1]))
            found = self._read(atom)
            return {(letters[:first] + ops, vector): c for (ops, vector), c in found.items()}
        middle, after = letters[first : moving[-1] + 1], letters[moving[-1] + 1 :]
        turned = self.turn(middle)
        atoms = [self._closed(key, bound, inner, side) for side in (middle, turned)]
        letter = (atoms[0], False) if order(atoms[0]) <= order(atoms[1]) else (atoms[1], True)
        joined = (*letters[:first], letter, *after)
        return {(joined, word[1]) if of_vectors else joined: constant(1)}

    def _closed(self, key: tuple[str, Any], bound: Term, inner: Mono, word: Word | None = None) -> Atom:
        """The atom of a functional, its bound variable numbered as if it stood alone."""
        kind, body = "", mono_term(inner)
        found: dict[Any, Any] = {inner: 1}
        if word is not None:
            kind = "v" if _is_vector_word(word) else "o"
            thing = apply_word(word[0], vector_atom_term(word[1])) if kind == "v" else word_term(word)
            body, found = Term("mul", body, thing), {word: {inner: 1}}
        other = _numbered(bound.sort, body.free - {bound})
        if other is not bound and self.form(body) == found:
            renamed = self.form(substitute(body, {bound: other}))
            parts = [(inner, c) for inner, c in renamed.items()]
            if word is not None:
                parts = [(inner, c) for poly in renamed.values() for inner, c in poly.items()]
                word = next(iter(renamed)) if len(renamed) == 1 else word
            if len(parts) == 1 and parts[0][1] == 1 and len(renamed) == 1:
                bound, inner = other, parts[0][0]
        return Form(kind + key[0], key[1], bound, inner, *([] if word is None else [word]))

    def _infimum(self, term: Term) -> Poly:
        _, variable, low, high, body = term
        ends = (freeze(self.scalar(low)), freeze(self.scalar(high)))
        bound, poly = self._under(variable, body, self.scalar)
        return self._atomic(Form("inf", *ends, bound, freeze(poly)))

    def _sphere_minimum(self, term: Term) -> Poly:
        bound, poly = self._under(term[1], term[2], self.scalar)
        return self._atomic(Form("minS", bound, freeze(poly)))

    def _time_derivative(self, term: Term) -> Any:
        self.uses.add("differentiation")
        slope = derivative(term[2], term[1], self._is_nonzero_term)
        if slope != term:
            return self.form(slope)
        atom = self._second_derivative(term)
        return self._atomic(atom) if term.sort == SCALAR else self._read(atom)

    def _is_nonzero_term(self, term: Term) -> bool:
        return self.is_nonzero(self.scalar(term))

    def _second_derivative(self, term: Term) -> Atom:
        """The atom for x'', which only hypotheses say something about."""
        _, time, (_, name, sort, _) = term
        return Form("ddpath", name, sort, freeze(self.scalar(time)))

    # ------------------------------------------------------------------ vectors and operators

    def _linear_atom(self, term: Term) -> Combination:
        atom = self._named(term)
        return self._read(atom if term.sort[0] == "V" else (atom, False))

    def _read(self, key: Atom | Word) -> Combination:
        """An atomic vector, or a letter of a word of operators, as an equation among the facts says, if one does."""
        self._asked.add(key)
        known = self._equations.pop(key, None)
        if known is None:
            return {(key,) if isinstance(key, tuple) else ((), key): constant(1)}
        self._note(known[1])
        try:
            return self.form(known[0])
        finally:
            self._equations[key] = known

    def _combined(self, term: Term) -> Combination:
        return _added(self._form(part) for part in term[1:])

    def _multiple(self, term: Term) -> Combination:
        if term[0] == "mul":
            scale, thing = self.scalar(Term("mul", ONE, *term[1:-1])), term[-1]
        else:
            scale, thing = self._inverse(self.scalar(term[2])), term[1]
        return _times_combination(scale, self._form(thing))

    def _applied(self, term: Term) -> Combination:
        total: Combination = {}
        right = self._form(term[2])
        for left, a in self._form(term[1]).items():
            for word, b in right.items():
                letters, atom = word if term.sort[0] == "V" else (word, None)
                column = () if atom is None or is_plain(left + letters) else ((Form("column", atom), False),)
                for found, c in self._reduced(left + letters + column).items():
                    joined = (found[:-1], found[-1][0][1]) if column else found if atom is None else (found, atom)
                    _combine(total, joined, multiply(multiply(a, b), c))
        return total

    def _outer(self, term: Term) -> Combination:
        total: Combination = {}
        for (before, u), a in self._form(term[1]).items():
            for (after, v), b in self._form(term[2]).items():
                pair = ((Form("column", u), False), (Form("column", v), True))
                _combine(total, before + pair + self.turn(after), multiply(a, b))
        return total

    def _gradient(self, term: Term) -> Combination:
        self.uses.add("differentiation")
        here = {term[1]: term[3]}
        slope = gradient(term[2], term[1], lambda divisor: self._is_nonzero_term(substitute(divisor, here)))
        return self.vector(substitute(slope, here))

    def _vector_integral(self, term: Term) -> Combination:
        _, variable, low, high, body = _integrable(term)
        ends = (freeze(self.scalar(low)), freeze(self.scalar(high)))
        bound, form = self._under(variable, body, self.vector)
        length = add_into(self.scalar(high), self.scalar(low), -1)
        total: Combination = {}
        for word, poly in form.items():
            for mono, coefficient in poly.items():
                outer, inner = _separate(mono, bound)
                if not inner and not mentions(word, bound):
                    _combine(total, word, multiply({outer: coefficient}, length))
                else:
                    atom = Form("vint", *ends, bound, inner, word)
                    for known, factor in self._read(atom).items():
                        _combine(total, known, multiply({outer: coefficient}, factor))
        return total

    # ------------------------------------------------------------------ products of operators, and inverses

    def _sides(self, word: Word) -> tuple[Combination, ...]:
        """The vectors u and v of a word u v'; none of any other word."""
        place = next((k for k, (atom, _) in enumerate(word) if atom[0] == "column"), None)
        if place is None:
            return ()
        u, v = (atom[1] for atom, _ in word[place : place + 2])
        return {(word[:place], u): constant(1)}, {(self.turn(word[place + 2 :]), v): constant(1)}

    def _reduced(self, word: Word) -> Combination:
        """A product of operators, with the numbers v' w taken out of it, and operators cancelled with inverses."""
        if is_plain(word):
            return {word: constant(1)}
        found = contraction(word)
        if found is not None:
            first, last = found
            number = self._gram(word[first][0][1], word[first + 1 : last], word[last][0][1])
            return _times_combination(number, self._reduced(word[:first] + word[last + 1 :]))
        for place, letter in enumerate(word):
            cancels = self._cancels_with(letter) if letter[0][0] == "inverse" else None
            if cancels is None:
                continue
            leading, unit, others = cancels
            size = len(leading)
            before, after = word[:place], word[place + 1 :]
            if after[:size] == leading:
                products = [((*before, letter, *other, *after[size:]), c) for other, c in others.items()]
                return self._reduced_sum([(before + after[size:], unit), *products])
            if before[len(before) - size :] == leading:
                before = before[: len(before) - size]
                products = [((*before, *other, letter, *after), c) for other, c in others.items()]
                return self._reduced_sum([(before + after, unit), *products])
        return {word: constant(1)}

    def _reduced_sum(self, products: Sequence[tuple[Word, Poly]]) -> Combination:
        return _added(_times_combination(coefficient, self._reduced(word)) for word, coefficient in products)

    def _cancels_with(self, letter: Word) -> tuple[Word, Poly, Combination] | None:
        """``(L, c, R)`` with ``L M^-1 = c I + R M^-1`` and ``M^-1 L = c I + M^-1 R`` for an inverse M^-1, L longest.

        Nothing where M is not known to be invertible, that is, to have a positive least singular value.
        """
        atom, transposed = letter
        if atom not in self._cancels:
            self._cancels[atom] = self._solved_for_longest(thaw(atom[1]))
        found = self._cancels[atom]
        if found is None or not transposed:
            return found
        leading, unit, others = found
        return self.turn(leading), unit, self._transposed(others)

    def _solved_for_longest(self, form: Combination) -> tuple[Word, Poly, Combination] | None:
        longest = max(form, key=lambda word: (len(word), order(word)))
        ((mono, value),) = self._extreme_of("smin", form, turned=True).items()
        if value <= 0 or self.sign_of_mono(mono) < 2 or not self.is_nonzero(form[longest]):
            return None
        unit = self._inverse(form[longest])
        others = {word: scaled(multiply(unit, c), -1) for word, c in form.items() if word != longest}
        return longest, unit, others

    def _inverse_operator(self, form: Combination, size: int | str) -> Combination:
        """The inverse of a combination of words, that of a product of square operators taken one by one.

        Zero where there is none: then one of the factors has none, or the scalar factor is 0.
        """
        if not form:
            return {}
        factor, common, rest = self._split_operator(form)
        scale = self._inverse({common: factor})
        if len(rest) == 1:
            ((word, coefficient),) = rest.items()
            scale = multiply(scale, self._inverse(coefficient))
            if len(word) == 1 and word[0][0][0] == "inverse" and self._cancels_with(word[0]) is not None:
                form = thaw(word[0][0][1])
                return _times_combination(scale, self._transposed(form) if word[0][1] else form)
            if all(shape(atom) == (size, size) for atom, _ in word):
                letters = [(self._inverse_atom({((atom, False),): constant(1)}, size), t) for atom, t in reversed(word)]
                return _times_combination(scale, self._reduced(tuple(letters)))
            rest = {word: constant(1)}
        plain, turned = (_leading_positive(one) for one in (rest, self._transposed(rest)))
        sides = [freeze(rest), freeze(self._transposed(rest))]
        transposed = order(turned) < order(plain)
        atom = self._inverse_atom(thaw(turned if transposed else plain), size)
        sign = 1 if (turned if transposed else plain) == sides[transposed] else -1
        return {((atom, transposed),): scaled(scale, sign)}

    def _inverse_atom(self, form: Combination, size: int | str) -> Atom:
        return Form("inverse", freeze(form), size)

    def _transposed(self, form: Combination) -> Combination:
        total: Combination = {}
        for word, coefficient in form.items():
            _combine(total, self.turn(word), coefficient)
        return total

    def turn(self, word: Word) -> Word:
        """The transpose of a word, with symmetric operators as they are."""
        return tuple([self._letter(letter) for letter in reverse(word)])

    def _canonical(self, form: Combination, *, transpose: bool) -> Frozen:
        """``form`` or its negative, whichever begins with a positive coefficient; if ``transpose``, the first of it and
        of its transpose in order."""
        choices = [form, self._transposed(form)] if transpose else [form]
        return min((_leading_positive(choice) for choice in choices), key=order)

    def _letter(self, letter: Word) -> Word:
        """A transposed atom, or the atom itself where it is known to be symmetric."""
        if letter[1] and letter[0][0] in {"osum", "oexpect"} and self.turn(letter[0][4]) == letter[0][4]:
            return (letter[0], False)
        self._asked.add(letter)
        if letter[0][0] == "inverse" and letter[1]:
            form = thaw(letter[0][1])
            return (letter[0], False) if self._transposed(form) == form else letter
        known = self._equations.pop(letter, None) if letter[1] else None
        if known is None:
            return letter
        try:
            form = self.operator(known[0])
        finally:
            self._equations[letter] = known
        if form != {((letter[0], False),): constant(1)}:
            return letter
        self._note(known[1])
        return (letter[0], False)


def _factors(base: Poly) -> list[tuple[Poly, int]]:
    """What a product is made of, with whole exponents from 1 on; anything else is its own factor."""
    if len(base) == 1:
        ((mono, coefficient),) = base.items()
        if mono and all(type(e) is int and e > 0 and isinstance(atom, Term) for atom, e in mono):
            atoms: list[tuple[Poly, int]] = [({((atom, 1),): 1}, int(e)) for atom, e in mono]
            return atoms if coefficient == 1 else [(constant(coefficient), 1), *atoms]
    return [(base, 1)]


def _is_vector_word(word: Word) -> bool:
    return len(word) == 2 and type(word[1]) is not tuple


def _is_count(poly: Poly) -> bool:
    """Whether a polynomial is a natural number by its form."""
    return all(
        type(c) is int and c > 0 and all(type(e) is int and e > 0 and _is_natural_atom(atom) for atom, e in mono)
        for mono, c in poly.items()
    )


def _is_natural_atom(atom: Atom) -> bool:
    return isinstance(atom, Term) and is_natural(atom)


def _integrable(term: Term) -> Term:
    if not is_continuous(term[4], term[1]):
        raise KernelError("the integrand need not be continuous")
    return term


def _leading_positive(form: Combination) -> Frozen:
    frozen = freeze(form)
    return frozen if frozen[0][1][0][1] > 0 else freeze(_negated(form))


def _negated(form: Combination) -> Combination:
    return {word: scaled(coefficient, -1) for word, coefficient in form.items()}


def _times_combination(scale: Poly, form: Combination) -> Combination:
    return {word: product for word, c in form.items() if (product := multiply(scale, c))}


def _added(forms: Iterable[Combination]) -> Combination:
    total: Combination = {}
    for form in forms:
        for word, coefficient in form.items():
            _combine(total, word, coefficient)
    return total


def _reduced(poly: Poly) -> Poly:
    """Bring the roots of primes to exponents in [0, 1)."""
    total: Poly = {}
    for mono, coefficient in poly.items():
        add_into(total, _multiplied_out(_folded(dict(mono)), coefficient))
    return total


def mono_without(mono: Mono, atom: Atom) -> Mono:
    """The monomial with an atom left out."""
    return tuple(item for item in mono if item[0] != atom)


def mentions(value: Any, variable: Atom) -> bool:
    """Whether a variable occurs free in an atom, a word or a monomial."""
    if value is variable:
        return True
    if not isinstance(value, tuple | Form):
        return False
    scope = _BOUND_AT.get(value[0]) if isinstance(value, Form) else None
    outside = scope is not None and value[scope] is variable
    return any(mentions(part, variable) for part in (value[:scope] if outside else value))


def _numbered(sort: Any, others: Iterable[Term]) -> Term:
    """A bound variable with a number above those of the bound variables among others."""
    numbers = [int(other[1][1:]) for other in others if other[1][0] == "#"]
    return Term("var", f"#{max(numbers, default=-1) + 1}", sort)


def _separate(mono: Mono, bound: Term) -> tuple[Mono, Mono]:
    """The factors of a monomial without and with the bound variable."""
    outer = tuple(item for item in mono if not mentions(item[0], bound))
    inner = tuple(item for item in mono if mentions(item[0], bound))
    return outer, inner


_BOUND_AT = {
    **dict.fromkeys(("int", "vint", "inf"), 3),
    **dict.fromkeys(("sum", "vsum", "osum", "expect", "vexpect", "oexpect"), 2),
    "minS": 1,
}
"""Where the bound variable of an atom stands, its scope behind it."""
_OPPOSITE = {"lmin": "lmax", "lmax": "lmin"}
"""lmin(-A) = -lmax(A)."""
_OF_SQUARES = {"opnorm": "opnorm", "lmin": "smin", "lmax": "opnorm"}
"""Of W W', in terms of W: |W W'| = |W|^2, lmin(W W') = smin(W)^2."""

_SCALAR_STEPS: dict[str, Callable[[Normalizer, Term], Poly]] = {
    "num": lambda self, term: constant(term[1]),
    "dim": Normalizer._dimension,
    **dict.fromkeys(("var", "path", "dpath", *VALUES), lambda self, term: self._atomic(self._named(term))),
    "add": Normalizer._sum,
    "mul": Normalizer._product,
    "div": Normalizer._quotient,
    "pow": Normalizer._power,
    "powi": Normalizer._symbolic_power,
    "sqrt": lambda self, term: self._root(self.scalar(term[1])),
    "exp": Normalizer._exponential,
    "log": lambda self, term: self._log(self.scalar(term[1])),
    **dict.fromkeys(("sin", "cos"), Normalizer._wave),
    **dict.fromkeys(("max", "min"), Normalizer._extreme),
    "inner": Normalizer._inner_product,
    "norm": Normalizer._norm,
    **dict.fromkeys(("opnorm", "smin", "lmin", "lmax"), Normalizer._extreme_value),
    "int": Normalizer._integral,
    **dict.fromkeys(("sum", "expect"), Normalizer._functional),
    "inf": Normalizer._infimum,
    "minS": Normalizer._sphere_minimum,
    "d": Normalizer._time_derivative,
}
"""What is done with scalar terms, by their heads."""

_LINEAR_STEPS: dict[str, Callable[[Normalizer, Term], Combination]] = {
    **dict.fromkeys(("var", "path", "dpath", *FUNCTIONS), Normalizer._linear_atom),
    "id": lambda self, term: {(): constant(1)},
    "add": Normalizer._combined,
    **dict.fromkeys(("mul", "div"), Normalizer._multiple),
    "dot": Normalizer._applied,
    "tr": lambda self, term: self._transposed(self.operator(term[1])),
    "inv": lambda self, term: self._inverse_operator(self.operator(term[1]), term.sort[1]),
    "outer": Normalizer._outer,
    "int": Normalizer._vector_integral,
    **dict.fromkeys(("sum", "expect"), Normalizer._functional),
    "d": Normalizer._time_derivative,
    "grad": Normalizer._gradient,
}
"""What is done with vectors and operators."""


@dataclass(frozen=True, slots=True)
class _Plain:
    """A normal form without facts, what facts were asked about, and the names of the rules that it rests on."""

    form: Any
    asked: frozenset[Any]
    uses: frozenset[str]


@lru_cache(maxsize=10_000)
def _without_facts(term: Term) -> _Plain | None:
    """The normal form of a term without facts, or nothing where that is too large to be remembered."""
    normalizer = Normalizer()
    form = normalizer._worked_out(term)
    if len(form) + len(normalizer._asked) > _MAX_REMEMBERED:
        return None
    return _Plain(form, frozenset(normalizer._asked), frozenset(normalizer.uses))


def normal_forms(terms: Sequence[Term], facts: Iterable[Fact] = ()) -> list[Poly]:
    """The normal forms of scalar terms under the same facts.

    >>> a, b = Term("var", "a", ("S",)), Term("var", "b", ("S",))
    >>> sums = Term("add", a, b), Term("add", b, a)
    >>> left, right = normal_forms([Term("pow", sums[0], 2), Term("mul", *sums)])
    >>> left == right
    True
    """
    normalizer = Normalizer(facts)
    return [normalizer.scalar(term) for term in terms]
