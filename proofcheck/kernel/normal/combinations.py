"""Combinations of words: the normal forms of vectors and operators, with polynomials for coefficients."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from proofcheck.kernel.normal.polynomials import Atom, Form, Frozen, Poly, add_into, freeze, multiply, order, scaled
from proofcheck.kernel.terms import Sort, Term
from proofcheck.kernel.words import Word

Turn = Callable[[Word], Word]
Combination = dict[Word, Poly]


def combine(total: Combination, word: Word, coefficient: Poly) -> None:
    """Add a multiple of a word to a combination in place."""
    total[word] = add_into(dict(total.get(word, {})), coefficient)
    if not total[word]:
        del total[word]


def reverse(word: Word) -> Word:
    """The transpose of a word of operators."""
    return tuple((atom, not transposed) for atom, transposed in reversed(word))


def square_root_word(word: Word, turn: Turn = reverse) -> Word | None:
    """``W`` with ``word == W W'``, or ``None``."""
    half = word[: len(word) // 2]
    return half if word and word == half + turn(half) else None


def gram(left: Word, right: Word, turn: Turn = reverse) -> Atom:
    """The Gram atom of two vector words, one for a word and its transpose."""
    (*before, ((_, u), _)), (*after, ((_, v), _)) = left, right
    middle = turn(tuple(before)) + tuple(after)
    return min(Form("gram", u, middle, v), Form("gram", v, turn(middle), u), key=order)


def column(vector: Atom) -> Word:
    """The word of an atomic vector."""
    return ((Form("column", vector), False),)


def word_of(atom: Atom, sort: Sort) -> Word:
    """The word of an atomic vector or operator."""
    return column(atom) if sort[0] == "V" else ((atom, False),)


def is_vector_word(word: Word) -> bool:
    """Whether a word is one of a vector: operators, and the vector that they are applied to."""
    return bool(word) and word[-1][0][0] == "column" and not word[-1][1]


def leading_positive(form: Combination) -> Frozen:
    """A combination or its negative, whichever begins with a positive coefficient."""
    frozen = freeze(form)
    return frozen if frozen[0][1][0][1] > 0 else freeze({word: scaled(c, -1) for word, c in form.items()})


def times_combination(scale: Poly, form: Combination) -> Combination:
    """A combination times a scalar."""
    return {word: product for word, c in form.items() if (product := multiply(scale, c))}


def summed(form: Combination, value: Callable[[Word], Poly]) -> Poly:
    """The sum of the values of words, each times its coefficient."""
    total: Poly = {}
    for word, coefficient in form.items():
        add_into(total, multiply(coefficient, value(word)))
    return total


def added(forms: Iterable[Combination]) -> Combination:
    """The sum of combinations."""
    total: Combination = {}
    for form in forms:
        for word, coefficient in form.items():
            combine(total, word, coefficient)
    return total


@lru_cache(maxsize=20_000)
def mentions(value: Any, variable: Atom) -> bool:
    """Whether a variable occurs free in an atom, a word or a monomial."""
    if value is variable:
        return True
    outside, bound, inside = _scoped(value)
    return any(mentions(part, variable) for part in (outside if variable in bound else (*outside, *inside)))


@lru_cache(maxsize=20_000)
def reserved(value: Any) -> frozenset[Term]:
    """The variables of the normal form, those with numbers, that occur free in an atom, a word or a monomial."""
    if isinstance(value, Term):
        return frozenset(variable for variable in value.free if variable[1][0] == "#")
    outside, bound, inside = _scoped(value)
    return frozenset[Term]().union(*map(reserved, inside)).difference(bound).union(*map(reserved, outside))


def renamed(value: Any, names: Mapping[Term, Term]) -> Any:
    """An atom, a word or a monomial with other variables of the normal form; bound ones are numbered anew."""
    if isinstance(value, tuple):
        return tuple([renamed(part, names) for part in value])
    if not isinstance(value, Form):
        return names.get(value, value)
    outside, bound, inside = _scoped(value)
    taken = [names.get(variable, variable) for variable in reserved(inside).difference(bound)]
    fresh = [numbered(variable.sort, taken) for variable in bound]
    return Form(*renamed(outside, names), *fresh, *renamed(inside, {**names, **dict(zip(bound, fresh, strict=True))}))


def _scoped(value: Any) -> tuple[tuple[Any, ...], tuple[Term, ...], tuple[Any, ...]]:
    """What an atom, a word or a monomial consists of: what is outside of a scope, what it binds, and what is inside."""
    if not isinstance(value, tuple | Form):
        return (), (), ()
    place = _BOUND_AT.get(value[0], len(value)) if isinstance(value, Form) else len(value)
    return value[:place], value[place : place + 1], value[place + 1 :]


def numbered(sort: Any, others: Iterable[Term]) -> Term:
    """A bound variable with a number above those of the bound variables among others."""
    numbers = [int(other[1][1:]) for other in others if other[1][0] == "#"]
    return Term("var", f"#{max(numbers, default=-1) + 1}", sort)


_BOUND_AT = {
    **dict.fromkeys(("int", "wint", "inf"), 3),
    **dict.fromkeys(("sum", "wsum", "prod", "expect", "wexpect"), 2),
    "minS": 1,
}
"""Where the bound variable of an atom stands, its scope behind it."""
