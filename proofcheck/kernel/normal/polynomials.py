"""Polynomials in atoms, with rational coefficients and exponents."""

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import comb, gcd, isqrt, lcm
from typing import Any, Union

from proofcheck.kernel.interned import Interned, Table
from proofcheck.kernel.terms import Term, need

Atom = Union[Term, "Form"]
Rational = int | Fraction  # an int wherever it is one: ints are hashed, compared and multiplied much faster
Mono = tuple[tuple[Atom, Rational], ...]
Poly = dict[Mono, Rational]
Frozen = tuple[Any, ...]

UNIT: Mono = ()
HALF = Fraction(1, 2)
_MAX_TERMS = 4000
_MAX_PAIRS = 400_000  # of terms that are multiplied with each other
_MAX_EXPANDED = 500  # terms of a power that is multiplied out
_MAX_BITS = 50_000  # of the numbers in a power
_MAX_EXPONENT = 10**12
_MAX_DIVISOR = 100_000  # that a number under a root is tried to have


class Form(Interned):
    """What is atomic in a normal form and no variable: a head, and what is in normal form inside it.

    With p, q polynomials, m a monomial, c a combination of words, W a word of operators, u and v atomic vectors, all
    frozen, and s a bound variable whose scope is what comes after it:

    ================================================  ============================================================
    ``("num", n)``                                    a number, to a power that is not whole
    ``("E", m)``                                      exp(m)
    ``("poly", p)``                                   p, to a power that is not whole or negative
    ``("inv", p)``, ``("sqrt", p)``                   1 / p and the root of p, where too little is known of its sign
    ``("log", p)``, ``("sin", p)``, ``("cos", p)``    functions of p
    ``("max", p, q)``                                 the larger of p and q
    ``("powi", p, m)``, ``("powi?", p, q)``           p to a power that is a natural number: m, or q; m is 1 where it is
                                                      multiplied by an exponent too high to multiply p out
    ``("gram", u, W, v)``, ``("trace", W)``           u' W v, and the trace of W
    ``("norm", c, p)``                                the norm of c, whose square is p
    ``("opnorm", c)``, and smin, lmin, lmax           singular values and eigenvalues of c
    ``("sum", p, s, m)``                              the sum of m over s = 0, 1, ..., p - 1
    ``("prod", p, s, p')``                            the product of p' over s = 0, 1, ..., p - 1
    ``("expect", n, s, m)``, ``("int", p, q, s, m)``  its expectation over n outcomes, its integral from p to q
    ``("wsum", p, s, m, w)``, wexpect, wint           the same of m times a word w
    ``("inf", p, q, s, p')``, ``("minS", s, p)``      the infimum of p' over [p, q], the minimum over unit vectors
    ``("path", name, sort, p)``, dpath, ddpath        a path at p, its first and its second derivative
    ``("fn", ..., c)``, jac, gradfn                   a map at c, its Jacobian, its gradient
    ``("basis", n, p)``                               the p-th unit vector of R^n
    ``("inverse", c, n)``, ``("column", u)``          letters of words: the inverse of c, and u as an operator
    ================================================  ============================================================

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
        items.sort(key=lambda item: order(item[0]))
    return tuple(items)


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
        add_term(total, mono, coefficient if factor == 1 else factor * coefficient)
    return total


def add_term(total: Poly, mono: Mono, coefficient: Rational) -> None:
    """Add a monomial with its coefficient to ``total`` in place."""
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


def inverted(value: Rational) -> Rational:
    """One over a rational."""
    return _small(Fraction(value.denominator, value.numerator))


def monomial(powers: Mapping[Atom, Rational]) -> Mono:
    """The product of powers of atoms, in order."""
    items = [(a, e if type(e) is int else _small(e)) for a, e in powers.items() if e]
    if len(items) > 1:
        items.sort(key=lambda item: item[0].key)
    return tuple(items)


_Product = tuple[Rational, Mono, tuple[tuple[Frozen, int], ...]]
"""A coefficient, a monomial, and powers of polynomials that are still to be multiplied in."""


@lru_cache(maxsize=20_000)
def _times(left: Mono, right: Mono) -> _Product:
    powers = dict(left)
    for atom, exponent in right:
        powers[atom] = powers.get(atom, 0) + exponent
    return fold(powers)


def fold(powers: dict[Atom, Rational]) -> _Product:
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
    return coefficient, monomial(powers), tuple(expand)


def multiplied_out(product: _Product, factor: Rational = 1) -> Poly:
    """A product as a polynomial, times a number."""
    coefficient, mono, expand = product
    result: Poly = {mono: _small(factor * coefficient)}
    for frozen, exponent in expand:
        result = multiply(result, power(thaw(frozen), exponent))
    return result


def _square_of(atom: Atom) -> Frozen | None:
    """What the square of an atom is, whatever the signs are, if it is one that has such a square."""
    if atom[0] == "norm":
        return atom[2]  # type: ignore[no-any-return]
    if is_of_units(atom):
        return ((((atom, 1),), 1),)
    return atom[1] if is_absolute_value(atom) else None


def is_of_units(atom: Atom) -> bool:
    """Whether an atom is the inner product of two unit vectors e_i and e_j, which is 0 or 1."""
    return atom[0] == "gram" and not atom[2] and atom[1][0] == atom[3][0] == "basis"


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
    need(len(left) * len(right) <= _MAX_PAIRS, "a product has too many terms")
    total: Poly = {}
    for left_mono, a in left.items():
        for right_mono, b in right.items():
            if not left_mono or not right_mono:
                add_term(total, left_mono or right_mono, a * b)
                continue
            product = _times(left_mono, right_mono)
            if product[2]:
                add_into(total, multiplied_out(product, a * b))
            else:
                add_term(total, product[1], a * b if product[0] == 1 else product[0] * a * b)
        need(len(total) <= _MAX_TERMS, "a product has too many terms")
    return total


def power(poly: Poly, exponent: int) -> Poly:
    """A natural power of a polynomial. One that has too many terms to multiply out is a power of an atom.

    >>> x, y = Term("var", "x", ("S",)), Term("var", "y", ("S",))
    >>> [exponent for _, exponent in next(iter(power({((x, 1),): 1, ((y, 1),): 1}, 10**6)))]
    [1000000]

    Raises:
        KernelError: the exponent or a number is too large.
    """
    need(exponent <= _MAX_EXPONENT, f"the exponent {{}} is above {_MAX_EXPONENT}", exponent)
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
    need(all(-_MAX_EXPONENT <= e <= _MAX_EXPONENT for e in powers.values()), f"an exponent is above {_MAX_EXPONENT}")
    return multiplied_out(fold(powers), _number_power(coefficient, exponent))


def real_power(poly: Poly, exponent: Rational) -> Poly:
    """A power of what is positive, that of a number by its primes.

    >>> real_power(constant(Fraction(9, 4)), HALF)
    {(): Fraction(3, 2)}
    """
    ((mono, number),) = (poly if len(poly) == 1 else {((Form("poly", freeze(poly)), 1),): 1}).items()
    atoms: dict[Atom, Rational] = {atom: e * exponent for atom, e in mono}
    for prime, times in prime_powers(number).items():
        base = Form("num", prime)
        atoms[base] = atoms.get(base, 0) + times * exponent
    return _power_of_monomial(monomial(atoms), 1, 1)


def _power_of_atom(poly: Poly, exponent: int) -> Poly:
    factor = content(poly.values()) * (-1 if poly[min(poly, key=order)] < 0 else 1)
    atom: Atom = Form("powi", freeze(scaled(poly, inverted(factor))), UNIT)
    return {((atom, exponent),): _number_power(factor, exponent)}


def _number_power(value: Rational, exponent: int) -> Rational:
    """A power of a number.

    Raises:
        KernelError: it has too many digits.
    """
    size = max(abs(value.numerator), value.denominator)
    fits = size <= 1 or (size.bit_length() - 1) * abs(exponent) <= _MAX_BITS
    need(fits, "a number to the power {} has too many digits: write it as a symbol", exponent)
    return _small(Fraction(value) ** exponent)


def prime_powers(value: Rational) -> dict[int, int]:
    """The exponents of the primes in a positive rational; what has no small divisor any more counts as one."""
    found: dict[int, int] = {}
    for n, sign in ((value.numerator, 1), (value.denominator, -1)):
        while (root := isqrt(n)) ** 2 == n > 1:
            n, sign = root, 2 * sign
        divisor = 2
        while divisor <= _MAX_DIVISOR and divisor * divisor <= n:
            while n % divisor == 0:
                found[divisor] = found.get(divisor, 0) + sign
                n //= divisor
            divisor += 1
        if n > 1:
            found[n] = found.get(n, 0) + sign
    return found


def content(coefficients: Collection[Rational]) -> Rational:
    """The positive rational that leaves coprime integers when it is taken out of coefficients."""
    top = gcd(*[coefficient.numerator for coefficient in coefficients])
    bottom = lcm(*[coefficient.denominator for coefficient in coefficients])
    return top if bottom == 1 else Fraction(top, bottom)


def primitive(poly: Poly) -> Poly:
    """The polynomial with coprime integer coefficients that ``poly`` is a positive multiple of."""
    return scaled(poly, inverted(content(poly.values())))


def either_sign(poly: Poly) -> list[Atom]:
    """The atoms that a polynomial and its negative are multiples of."""
    return [Form("poly", freeze(scaled(primitive(poly), sign))) for sign in (1, -1) if poly]


def shared_powers(monos: Iterable[Mono], wanted: Callable[[Atom, Rational], bool]) -> Mono:
    """The powers of atoms that monomials have in common, those that are wanted."""
    exponents = [dict(mono) for mono in monos]
    atoms = {atom for powers in exponents for atom in powers}
    lowest = {atom: min(powers.get(atom, 0) for powers in exponents) for atom in atoms}
    return monomial({atom: e for atom, e in lowest.items() if e and wanted(atom, e)})


def split(poly: Poly, splits: Callable[[Atom], bool]) -> tuple[Rational, Mono, Poly]:
    """``poly`` as a positive rational, a monomial of atoms that may be split off, and what is left, coprime."""
    factor = content(poly.values())
    common = shared_powers(poly, lambda atom, _: atom[0] != "num" and splits(atom))
    inverse = monomial({a: -e for a, e in common})
    rest = multiply(scaled(poly, inverted(factor)), {inverse: 1})
    if len(rest) == 1:
        ((mono, coefficient),) = rest.items()
        numbers = {a: e for a, e in mono if a[0] == "num"}
        common = monomial({**dict(common), **numbers})
        rest = {monomial({a: e for a, e in mono if a not in numbers}): coefficient}
    return factor, common, rest


def mono_without(mono: Mono, atom: Atom) -> Mono:
    """The monomial with an atom left out."""
    return tuple(item for item in mono if item[0] != atom)
