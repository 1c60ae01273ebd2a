"""The forms of terms and relations that tactics look for, and replacing parts of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import permutations

from proofcheck.evidence.readback import mono_term, poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.normal import Normalizer, Poly, mentions
from proofcheck.kernel.terms import (
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    neg,
    num,
    slots,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem

SIMPLE = frozenset(
    {"num", "var", "dim", "add", "mul", "div", "pow", "sqrt", "smin", "opnorm", "lmin", "jac", "path", "tr", "dot"}
)
"""Heads of scalar terms that say signs and the order of times."""


def replaced(relation: Relation, part: Term, value: Term) -> Relation:
    """A relation with a part replaced by a value on both sides."""
    op, *sides = relation
    left, right = (with_part(side, part, value) for side in sides)
    return op, left, right


def all_replaced(relation: Relation, values: Mapping[Term, Term]) -> Relation:
    """A relation with one part after the other replaced by its value."""
    for part, value in values.items():
        relation = replaced(relation, part, value)
    return relation


def paths_in(relation: Relation) -> set[str]:
    """The names of the paths in a relation."""
    return {part[1] for side in relation[1:] for part in subterms(side) if part[0] in {"path", "dpath"}}


def divisors_of(part: Term) -> list[Term]:
    """What a term divides by, and the factors of that."""
    if part[0] != "div" and not (part[0] == "pow" and part[2] < 0):
        return []
    divisor = part[2] if part[0] == "div" else part[1]
    return [divisor, *(factor for factor in divisor[1:] if divisor[0] == "mul" and factor[0] == "add")]


def is_scalar_variable(term: Term) -> bool:
    """Whether a term is a scalar variable."""
    return bool(term[0] == "var" and term[2] == SCALAR)


def is_size(term: Term) -> bool:
    """Whether a term is the absolute value of a number."""
    return term[0] == "max" and bool(term[2] == neg(term[1]))


def is_nested(clause: Clause) -> bool:
    """Whether a clause has a condition that is quantified itself."""
    return any(condition.variables or condition.conditions for condition in clause.conditions)


def is_simple(clause: Clause) -> bool:
    """Whether a clause is a relation between scalars without vectors: signs and the order of times."""
    if clause.variables or clause.conditions:
        return False
    heads = {part[0] for side in clause.relation[1:] for part in subterms(side)}
    return heads <= SIMPLE


def with_part(term: Term, part: Term, other: Term) -> Term:
    """A term with one of its parts replaced by another wherever it stands."""
    if term == part:
        return other
    parts = list(term)
    for slot in slots(term):
        parts[slot] = with_part(term[slot], part, other)
    return Term(*parts)


def put_in(equation: Theorem, part: Term, term: Term) -> Theorem:
    """That a term is the one in which what an equation says stands in the place of a part of it, its left side."""
    _, left, right = equation.clause.relation
    hole = fresh_variable(Term("var", "hole", left.sort), term.free | right.free)
    return rules.congruence([equation], hole, with_part(term, part, hole))


def integrals_in(term: Term) -> list[Term]:
    """The integrals in a term."""
    return [part for part in subterms(term) if part[0] == "int"]


def top_factors(term: Term) -> Iterator[Term]:
    """The factors of a product or a quotient, a power counting as its base."""
    if term[0] in {"mul", "div", "pow"}:
        for slot in slots(term)[:1] if term[0] != "mul" else slots(term):
            yield from top_factors(term[slot])
    else:
        yield term


def head_of(term: Term) -> str:
    """The head of the last factor of a product."""
    while term[0] in {"mul", "div"}:
        term = term[-1] if term[0] == "mul" else term[1]
    head: str = term[0]
    return head


def rates(relation: Relation) -> Iterator[tuple[Term, Term]]:
    """``(t, c)`` for each exponential ``exp(c t)`` on the right, t the time of a path, or up to which one of a path is
    integrated, and not in c.
    """
    _, left, right = relation
    times = {part[3] for side in (left, right) for part in subterms(side) if part[0] in {"path", "dpath", "int"}}
    for part in subterms(right):
        if part[0] != "exp":
            continue
        for time in sorted(part[1].free & times, key=by_key):
            try:
                rate = coefficient(Normalizer().scalar(part[1]), time)
            except KernelError:
                continue
            if rate is not None:
                yield time, poly_term(rate)


def rates_since(relation: Relation) -> Iterator[tuple[Term, Term, Term]]:
    """``(T, t, c)`` for each exponential ``exp(c (T - t))`` on the right, T and t times of paths, or t = 0."""
    _, left, right = relation
    yield from ((time, ZERO, rate) for time, rate in rates(relation))
    times = {part[3] for side in (left, right) for part in subterms(side) if part[0] == "path"}
    for part in subterms(right):
        for time, start in permutations(sorted(part[1].free & times, key=by_key), 2) if part[0] == "exp" else ():
            gone = fresh_variable(time, part[1].free)
            with suppress(KernelError):
                exponent = Normalizer().scalar(substitute(part[1], {time: Term("add", start, gone)}))
                rate = coefficient(exponent, gone)
                if rate is not None:
                    yield time, start, poly_term(rate)


def coefficient(poly: Poly, variable: Term) -> Poly | None:
    """``c`` with ``poly == c * variable``, c free of the variable."""
    result: Poly = {}
    for mono, value in poly.items():
        powers = dict(mono)
        if powers.pop(variable, Fraction(0)) != 1:
            return None
        if any(mentions(atom, variable) for atom in powers):
            return None
        result[tuple((a, e) for a, e in mono if a != variable)] = value
    return result or None


def sum_of(parts: Sequence[Term]) -> Term:
    """The sum of terms, or the only one."""
    return Term("add", *parts) if len(parts) > 1 else parts[0]


def product_of(factors: Sequence[Term]) -> Term:
    """The product of terms, or the only one."""
    return Term("mul", *factors) if len(factors) > 1 else factors[0]


def antiderivative(term: Term, s: Term) -> Term | None:
    """What has a term as its derivative in s, where that is made of powers of s and exponentials of multiples of it."""
    parts = []
    for mono, factor in Normalizer().scalar(term).items():
        powers = dict(mono)
        degree = powers.pop(s, Fraction(0))
        moving = [atom for atom in powers if mentions(atom, s)]
        part = Term("mul", num(Fraction(factor)), mono_term(mono))
        if not moving and degree >= 0:
            parts.append(Term("mul", part, s, num(Fraction(1, degree + 1))))
        elif len(moving) == 1 and moving[0][0] == "E" and not degree:
            rate = coefficient({moving[0][1]: powers[moving[0]]}, s)
            if rate is None:
                return None
            parts.append(Term("div", part, poly_term(rate)))
        else:
            return None
    return sum_of(parts) if parts else None


def _differences(relation: Relation) -> Iterator[tuple[str, Term, Term]]:
    """Which norm it is, ``x(t)`` and ``x(s)`` for each ``|x(t) - x(s)|`` in a relation."""
    for side in relation[1:]:
        for part in subterms(side):
            if part[0] in {"norm", "opnorm"} and part[1][0] == "add" and len(part[1]) == 3:
                first, second = part[1][1], part[1][2][-1]
                if first[0] == second[0] == "path" and first[:3] == second[:3] and is_negated(part[1][2]):
                    yield part[0], first, second


def changes(relation: Relation) -> Iterator[tuple[str, Term, Term]]:
    """Which norm it is, ``x(s)`` and ``x(t)`` for each ``|x(t) - x(s)|`` in a relation, in both orders."""
    for head, first, second in _differences(relation):
        yield head, second, first
        yield head, first, second


def displacements(relation: Relation) -> Iterator[tuple[str, Term, Term]]:
    """Which norm it is, ``x(0)`` and ``t`` for each ``|x(t) - x(0)|`` in a relation."""
    yield from ((head, start, end[3]) for head, end, start in _differences(relation) if start[3] == ZERO)


def at_time(term: Term, start: Term, time: Term) -> Term:
    """The term with its paths, and their velocities, at another time."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = at_time(term[slot], start, time)
    if term[0] in {"path", "dpath"} and term[3] == start:
        parts[3] = time
    return Term(*parts)


def squares_of_nothing(square: Theorem, norm: Term) -> list[Theorem]:
    """``0 <= 0`` and ``norm^2 <= 0^2``, from ``norm^2 <= 0``."""
    nothing = rules.arithmetic([], ("<=", ZERO, ZERO), [])
    entry = {"coefficient": 1, "premises": [0]}
    return [nothing, rules.arithmetic([square], ("<=", Term("pow", norm, 2), Term("pow", ZERO, 2)), [entry])]


def is_negated(term: Term) -> bool:
    """Whether a term is minus another one, as :func:`neg` makes it."""
    return bool(term[0] == "mul" and term[1] == num(-1) and len(term) == 3)


def opposite(relation: Relation) -> Relation:
    """What holds of two numbers where an inequality between them does not."""
    op, left, right = relation
    return "<" if op == "<=" else "<=", right, left


def by_cases(relation: Relation, holds: Theorem, fails: Theorem) -> Theorem:
    """What follows whether an inequality holds or its opposite."""
    op, left, right = relation
    return rules.cases([holds, fails], left, right) if op == "<=" else rules.cases([fails, holds], right, left)


def factorings(body: Term) -> Iterator[tuple[Term, Term]]:
    """The ways to write a body as a product of two scalars, or as an inner product."""
    if body[0] == "inner":
        yield body[1], body[2]
    if body[0] == "mul":
        for place in range(1, len(body)):
            rest = tuple(part for other, part in enumerate(body[1:], 1) if other != place)
            yield body[place], rest[0] if len(rest) == 1 else Term("mul", *rest)
