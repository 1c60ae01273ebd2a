"""What is false at a point where the facts hold has no certificate; what has one is false at none."""

from collections.abc import Sequence

import pytest

from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.normal import Normalizer, Poly, add_into
from proofcheck.kernel.rules import assume
from proofcheck.kernel.terms import ZERO, Term, num, sub
from proofcheck.provers import ground, linear, searches
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.grams import inner_products, vectors_in
from proofcheck.provers.points import refuted_at_a_point

x, y, t = (Term("var", name, ("S",)) for name in "xyt")
u, v = (Term("var", name, ("V", "n")) for name in "uv")
ONE, TWO = num(1), num(2)


def square(term: Term) -> Term:
    return Term("pow", term, 2)


def root(term: Term) -> Term:
    return Term("sqrt", term)


def norm(vector: Term) -> Term:
    return Term("norm", vector)


def total(*terms: Term) -> Term:
    return Term("add", *terms)


def times(*terms: Term) -> Term:
    return Term("mul", *terms)


FALSE = {
    "a number of any sign": (("<=", ZERO, x), []),
    "a product of any sign": (("<=", ZERO, times(x, y)), [("<=", ZERO, x)]),
    "a square, strictly": (("<", ZERO, square(x)), []),
    "an order, strictly": (("<", x, y), [("<=", x, y)]),
    "what an equation leaves": (("<=", ZERO, y), [("=", total(x, y), ONE), ("<=", TWO, x)]),
    "a root below what is inside": (("<=", root(total(ONE, square(x))), total(ONE, times(num(-1), x))), []),
    "a root, strictly": (("<", x, root(total(ONE, square(x), times(num(-1), y)))), [("<=", y, ONE)]),
    "the root of two": (("<=", times(x, root(TWO)), x), [("<", ZERO, x)]),
    "an inner product by one norm": (("<=", Term("inner", u, v), norm(u)), []),
    "a sum of vectors by one of them": (("<=", norm(total(u, v)), norm(u)), []),
}

TRUE = {
    "a square": (("<=", ZERO, square(sub(x, y))), []),
    "a square above its tangent": (("<=", times(TWO, x), total(ONE, square(x))), []),
    "an order": (("<", x, total(y, ONE)), [("<=", x, y)]),
    "what an equation says": (("<=", y, ZERO), [("=", total(x, y), ONE), ("<=", ONE, x)]),
    "a root above what is inside": (("<=", x, root(total(ONE, square(x)))), []),
    "the root of two": (("<=", x, times(x, root(TWO))), [("<=", ZERO, x)]),
    "two vectors": (("<=", times(TWO, Term("inner", u, v)), total(square(norm(u)), square(norm(v)))), []),
}


def differences(relations: Sequence[Relation], normalizer: Normalizer) -> list[Poly]:
    return [add_into(normalizer.scalar(right), normalizer.scalar(left), -1) for _, left, right in relations]


def refuted(relation: Relation, given: Sequence[Relation]) -> bool:
    normalizer = Normalizer([assume([], fact(*each)) for each in given])
    goal, *facts = differences([relation, *given], normalizer)
    pairs = [(poly, op) for poly, (op, _, _) in zip(facts, given, strict=True)]
    return refuted_at_a_point(
        goal,
        [poly for poly, op in pairs if op != "="],
        [poly for poly, op in pairs if op == "="],
        sign=normalizer.sign,
        nonzero=normalizer.is_nonzero_atom,
        strict=relation[0] == "<",
        strict_premises=[op == "<" for _, op in pairs if op != "="],
        grams=inner_products(vectors_in([goal, *facts])),
    )


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_somewhere_is_refuted(name: str) -> None:
    assert refuted(*FALSE[name])


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_not_refuted(name: str) -> None:
    assert not refuted(*TRUE[name])


def test_signs_count() -> None:
    assert refuted(("<=", x, times(TWO, x)), [])
    assert not refuted(("<=", x, times(TWO, x)), [("<=", ZERO, x)])


def test_what_contradicts_itself_refutes_nothing() -> None:
    assert not refuted(("<=", ZERO, y), [("<=", x, ZERO), ("<=", ONE, x)])


def test_one_linear_program_is_enough_for_what_is_false(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = []
    solve = linear.solve
    monkeypatch.setattr(linear, "solve", lambda *args, **kw: solved.append(args) or solve(*args, **kw))
    searches._answers.cache_clear()
    given = [assume([], fact("<=", ZERO, total(x, y))), assume([], fact("<=", x, t)), assume([], fact("<", y, t))]
    assert Facts(given).prove(("<=", square(x), times(t, y))) is None
    assert len(solved) <= 1


def test_the_solver_is_not_asked_about_what_is_false_at_a_point(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(ground, "prove_with_z3", lambda goal, *given, **signs: asked.append(goal) or True)
    facts = Facts([assume([], fact("<=", ONE, x))])
    assert facts.solved(("<=", x, square(x)))
    assert not facts.solved(("<=", square(x), x))
    assert len(asked) == 1
