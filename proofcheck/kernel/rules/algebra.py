"""Rules of algebra and order: normal forms, certificates, functions of one number."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from proofcheck.kernel.clauses import Clause, Relation, check_term, fact
from proofcheck.kernel.normal import Normalizer, Poly, add_into, multiply, scaled
from proofcheck.kernel.rules.making import Premises, equated, put, rule, takes
from proofcheck.kernel.terms import ONE, ZERO, Term, need, neg


@rule("identity")
def identity(premises: Premises, left: Term, right: Term, entries: Sequence[Mapping[str, Any]] = ()) -> Clause:
    """Two terms, scalars, vectors or operators, are equal if their normal forms are, once equations are put into terms.

    ::

        A1 |- l1 = r1  ...  B |- facts
        ---------------------------------  nf(a - b) = nf(sum of T_i[l_i] - T_i[r_i])
        A1, ..., B |- a = b

    Each entry is a mapping with ``equation`` (the position of a premise), ``hole`` (a variable) and ``template`` (a
    term). The normal forms rest on the premises that no entry names, equations and signs.
    """
    named = {entry["equation"] for entry in entries}
    parts = [left, neg(right)]
    for entry in entries:
        a, b = (put(side, entry["hole"], entry["template"]) for side in equated(premises[entry["equation"]]))
        parts += [neg(a), b]
    normalizer = Normalizer(premise for place, premise in enumerate(premises) if place not in named)
    need(not normalizer.form(Term("add", *parts)), "the normal forms of the two sides differ")
    return fact("=", left, right)


@rule("arithmetic")
def arithmetic(premises: Premises, relation: Relation, certificate: Sequence[Mapping[str, Any]]) -> Clause:
    """An inequality (or equation) by an exact certificate.

    ::

        A1 |- p1 >= 0  ...  Aj |- q1 = 0  ...
        -------------------------------------  b - a = sum of c m s^2 p_i ... p_j + sum of h q_k
        A1, ..., Aj, ... |- a <= b

    Each entry of the certificate is a mapping with ``coefficient`` (rational; positive unless ``equality`` is given),
    ``premises`` (positions of inequalities that are multiplied), ``equality`` (the position of an equation, or None),
    ``multiplier`` (a term; non-negative by the signs of its atoms unless ``equality`` is given) and ``square`` (a term
    that is squared). For ``a < b`` some entry must be positive; for ``a = b`` every entry must use an equation. The sum
    and ``b - a`` are compared as normal forms. This is a Positivstellensatz certificate (Krivine 1964, Stengle 1974).
    """
    normalizer = Normalizer(premises)
    total: Poly = {}
    positive = False
    for entry in certificate:
        product, strict = _certificate_entry(normalizer, premises, entry, relation[0])
        add_into(total, product)
        positive = positive or strict
    goal = fact(*relation)
    need(total == _difference(normalizer, goal, relation[0]), "the certificate does not add up to the claim")
    need(relation[0] != "<" or positive, "the certificate shows <=, not <")
    return goal


def _certificate_entry(
    normalizer: Normalizer, premises: Premises, entry: Mapping[str, Any], op: str
) -> tuple[Poly, bool]:
    """What an entry adds, and whether that is positive."""
    coefficient = entry["coefficient"]
    need(type(coefficient) in (int, Fraction), "a coefficient is an int or a Fraction")
    parts = [ONE if entry.get(key) is None else entry[key] for key in ("multiplier", "square")]
    for part in parts:
        check_term(part)
    multiplier, root = map(normalizer.scalar, parts)
    product = multiply(scaled(multiplier, coefficient), multiply(root, root))
    used = [premises[place].clause for place in entry.get("premises", ())]
    for clause in used:
        product = multiply(product, _difference(normalizer, clause, "<=", "<"))
    if entry.get("equality") is not None:
        return multiply(product, _difference(normalizer, premises[entry["equality"]].clause, "=")), False
    need(op != "=", "an equation follows from equations only")
    need(coefficient > 0, "a coefficient must be positive")
    signs = [normalizer.sign_of_mono(mono) if value > 0 else 0 for mono, value in multiplier.items()]
    need(bool(signs) and min(signs) >= 1, "a multiplier is not known to be non-negative")
    strict = max(signs) == 2 and normalizer.is_nonzero(root)
    return product, strict and all(clause.relation[0] == "<" for clause in used)


def _difference(normalizer: Normalizer, clause: Clause, *kinds: str) -> Poly:
    """The normal form of ``b - a``, for ``a R b`` between scalars."""
    op, left, right = clause.relation
    plain = op in kinds and clause == fact(op, left, right)
    need(plain, f"a relation by {' or '.join(kinds)} between scalars is needed there, without conditions")
    return add_into(normalizer.scalar(right), normalizer.scalar(left), -1)


@rule("root")
def monotone_root(premises: Premises) -> Clause:
    """The square root is increasing.

    ::

        A |- a <= b
        -----------------------
        A |- sqrt(a) <= sqrt(b)
    """
    _, left, right = premises[0].clause.relation
    takes(premises, ("<=", left, right))
    return fact("<=", Term("sqrt", left), Term("sqrt", right))


@rule("definite")
def definite(premises: Premises, thing: Term) -> Clause:
    """Only what is zero has the square zero.

    ::

        A |- <x, x> <= 0      A |- x^2 <= 0
        ----------------      -------------  x a vector or an operator on the left, a number on the right
        A |- x = 0 x          A |- x = 0 x
    """
    square = Term("inner", thing, thing) if thing.sort[0] in {"V", "O"} else Term("pow", thing, 2)
    takes(premises, ("<=", square, ZERO))
    return fact("=", thing, Term("mul", ZERO, thing))


@rule("larger of two")
def maximum(premises: Premises) -> Clause:
    """The maximum of two numbers is the larger one. A minimum is min(a, b) = a + b - max(a, b), by its normal form.

    ::

        A |- a <= b
        ------------------
        A |- max(a, b) = b
    """
    _, left, right = premises[0].clause.relation
    takes(premises, ("<=", left, right))
    return fact("=", Term("max", left, right), right)
