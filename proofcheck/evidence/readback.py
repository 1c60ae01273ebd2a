"""From normal forms back to terms: what a certificate says, in terms that the kernel normalises again.

Nothing rests on it: what is read back is a proposal.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from proofcheck.kernel.terms import ONE, VALUES, ZERO, Sort, Term, num, sub

Atom = Any
Rational = int | Fraction
Mono = tuple[tuple[Atom, Rational], ...]
Poly = Mapping[Mono, Rational]
Combination = Mapping[Any, Poly]


def poly_term(poly: Mapping[Mono, Rational]) -> Term:
    """A polynomial in atoms as a scalar term.

    >>> x = Term("var", "x", ("S",))
    >>> poly_term({((x, Fraction(2)),): Fraction(3)})
    Term('mul', Term('num', Fraction(3, 1)), Term('pow', Term('var', 'x', ('S',)), 2))
    """
    parts = [scaled_term(coefficient, mono) for mono, coefficient in poly.items()]
    if not parts:
        return ZERO
    return parts[0] if len(parts) == 1 else Term("add", *parts)


def scaled_term(coefficient: Rational, mono: Mono) -> Term:
    """A coefficient times a monomial."""
    if not mono:
        return num(coefficient)
    factors = tuple(atom_power(atom, exponent) for atom, exponent in mono)
    if coefficient != 1:
        factors = (num(coefficient), *factors)
    return factors[0] if len(factors) == 1 else Term("mul", *factors)


def mono_term(mono: Mono) -> Term:
    """A monomial as a term."""
    return scaled_term(Fraction(1), mono)


def atom_power(atom: Atom, exponent: Rational) -> Term:
    """An atom to a rational power."""
    if atom[0] == "E":
        return Term("exp", scaled_term(exponent, atom[1]))
    if atom[0] == "powi" and exponent.denominator == 1 and exponent > 0:
        return Term("powi", poly_term(dict(atom[1])), scaled_term(exponent, atom[2]))
    base = atom_term(atom)
    denominator = exponent.denominator
    if denominator & (denominator - 1):
        return Term("exp", Term("mul", num(exponent), Term("log", base)))
    while denominator > 1:
        base, denominator = Term("sqrt", base), denominator // 2
    power = exponent.numerator
    return base if power == 1 else Term("pow", base, power)


def atom_term(atom: Atom) -> Term:
    """An atom of a scalar normal form as a term."""
    head = atom[0]
    if head == "num":
        return num(atom[1])
    if head == "powi":
        return Term("powi", poly_term(dict(atom[1])), mono_term(atom[2]))
    if head in {"poly", "inv", "sqrt", "log", "sin", "cos", "max"}:
        inside = [poly_term(dict(part)) for part in atom[1:]]
        return inside[0] if head == "poly" else Term("div", ONE, *inside) if head == "inv" else Term(head, *inside)
    if head == "gram":
        return Term("inner", vector_atom_term(atom[1]), apply_word(atom[2], vector_atom_term(atom[3])))
    if head in {"opnorm", "smin", "lmin", "lmax"}:
        return Term(head, linear_term(_thawed(atom[1])))
    if head == "inf":
        return Term(head, atom[3], *(poly_term(dict(part)) for part in (atom[1], atom[2], atom[4])))
    if head == "prod":
        return _functional(head, atom[1:2], atom[2], poly_term(dict(atom[3])))
    if head in {"sum", "expect", "int"}:
        *over, bound, mono = atom[1:]
        return _functional(head, over, bound, mono_term(mono))
    if head == "minS":
        return Term("minS", atom[1], poly_term(dict(atom[2])))
    if head == "trace":
        first, *others = operators_of(atom[1])
        left = Term("tr", first) if others else Term("id", first.sort[1])
        return Term("inner", left, _composed(others or [first]))
    if head == "norm":
        return Term("norm", linear_term(_thawed(atom[1])))
    return vector_atom_term(atom)


def _argument_term(frozen: Any, sort: Sort) -> Term:
    if sort[0] in {"S", "N"}:
        return poly_term(dict(frozen))
    return linear_term(_thawed(frozen)) if frozen else Term("mul", ZERO, Term("var", "zero", sort))


def vector_atom_term(atom: Atom) -> Term:
    """An atomic vector, operator or scalar as a term."""
    if isinstance(atom, Term):
        return atom
    head = atom[0]
    if head in {"path", "dpath"}:
        return Term(*atom[:3], poly_term(dict(atom[3])))
    if head == "inverse":
        return Term("inv", linear_term(_thawed(atom[1])))
    if head == "basis":
        return Term("basis", atom[1], poly_term(dict(atom[2])))
    if head == "ddpath":
        time = poly_term(dict(atom[3]))
        return Term("d", time, Term("dpath", *atom[1:3], time))
    if head in VALUES:
        return Term(*atom[:4], _argument_term(atom[4], atom[2]))
    if head in {"jac", "gradfn"}:
        return Term(*atom[:-1], _argument_term(atom[-1], ("V", atom[2])))
    *over, bound, mono, word = atom[1:]
    return _functional(head[1:], over, bound, Term("mul", mono_term(mono), word_term(word)))


def _functional(head: str, over: Sequence[Any], bound: Term, body: Term) -> Term:
    """A sum over the naturals below a polynomial, an expectation over a space, or an integral from end to end."""
    if head == "expect":
        return Term("expect", bound, body, *over)
    ends = [poly_term(dict(end)) for end in over]
    return Term(head, bound, *(ends if head == "int" else (ZERO, sub(ends[0], ONE))), body)


def _thawed(frozen: Any) -> Combination:
    return {word: dict(poly) for word, poly in frozen}


def apply_word(word: Any, term: Term) -> Term:
    """A word of operators applied to a vector term."""
    for operator in reversed(operators_of(word)):
        term = Term("dot", operator, term)
    return term


def operators_of(word: Any) -> list[Term]:
    """The factors of a word; a column u and the row v' after it are one, u v'."""
    factors: list[Term] = []
    for place, (atom, transposed) in enumerate(word):
        thing = vector_atom_term(atom[1] if atom[0] == "column" else atom)
        if atom[0] != "column":
            factors.append(Term("tr", thing) if transposed else thing)
        elif not transposed:
            row = word[place + 1 : place + 2]
            factors.append(Term("outer", thing, vector_atom_term(row[0][0][1])) if row else thing)
    return factors


def linear_term(form: Combination) -> Term:
    """A combination of words as a vector or operator term; ``ZERO`` for the empty one.

    The empty word is the identity of the space that the other words speak of. Where there is none, any space will do:
    norms, singular values and eigenvalues of a multiple of the identity are the same in all.
    """
    others = [word_term(word) for word in form if word]
    identity: Term = Term("id", others[0].sort[1] if others else 1)
    return _combination([(poly, word_term(word) if word else identity) for word, poly in form.items()])


def word_term(word: Any) -> Term:
    """A word as a vector or operator term."""
    return _composed(operators_of(word))


def _composed(factors: list[Term]) -> Term:
    term = factors[-1]
    for factor in reversed(factors[:-1]):
        term = Term("dot", factor, term)
    return term


def _combination(parts: list[tuple[Poly, Term]]) -> Term:
    terms = [term if poly == {(): Fraction(1)} else Term("mul", poly_term(poly), term) for poly, term in parts]
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Term("add", *terms)
