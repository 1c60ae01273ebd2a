"""Traces, inverses and outer products in the normal form: what cancels, what is cyclic, and what is not."""

import numpy as np
import pytest
from evaluator import World, evaluate
from generators import ON, VP, A, B, a, often, operators, u, v, w, worlds
from hypothesis import assume, given

from proofcheck.evidence.readback import linear_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, ZERO, KernelError, Term, neg, sub
from proofcheck.provers.equations import Equations
from proofcheck.provers.library.frobenius import inverse_after

C, S = Term("var", "C", ON), Term("var", "S", ON)
y = Term("var", "y", VP)
AT, TURNED = Term("tr", A), Term("tr", Term("add", B, C))
I = Term("id", "n")
RIDGE = Term("add", Term("dot", A, Term("tr", A)), Term("mul", a, I))


def inv(operator: Term) -> Term:
    return Term("inv", operator)


def after(*operators: Term) -> Term:
    first, *others = operators
    return Term("dot", first, after(*others)) if others else first


def trace(operator: Term) -> Term:
    return Term("inner", I, operator)


def squared(operator: Term) -> Term:
    return Term("pow", Term("norm", operator), 2)


def invertible(operator: Term) -> Clause:
    return fact("<", ZERO, Term("smin", operator))


ALWAYS = [
    (trace(after(B, C)), trace(after(C, B))),
    (trace(after(B, C, S)), trace(after(S, B, C))),
    (trace(after(A, Term("tr", A))), squared(A)),
    (trace(Term("tr", B)), trace(B)),
    (Term("inner", B, C), trace(after(Term("tr", C), B))),
    (trace(I), Term("dim", "n")),
    (Term("norm", Term("add", B, C)), Term("norm", neg(Term("add", Term("tr", C), Term("tr", B))))),
    (trace(Term("outer", after(B, u), v)), Term("inner", v, after(B, u))),
    (after(Term("outer", u, y), AT, w), Term("mul", Term("inner", y, after(AT, w)), u)),
    (after(Term("outer", u, v), Term("outer", w, y)), Term("mul", Term("inner", v, w), Term("outer", u, y))),
    (Term("norm", Term("outer", u, y)), Term("mul", Term("norm", u), Term("norm", y))),
    (Term("opnorm", Term("outer", u, y)), Term("mul", Term("norm", y), Term("norm", u))),
    (Term("tr", inv(B)), inv(Term("tr", B))),
    (inv(Term("mul", a, B)), Term("div", inv(B), a)),
    (inv(neg(RIDGE)), neg(inv(RIDGE))),
    (Term("tr", inv(RIDGE)), inv(RIDGE)),
]  # fmt: skip

WHERE_INVERTIBLE = [
    (after(inv(B), B), I, B),
    (after(B, inv(B)), I, Term("tr", B)),
    (inv(inv(B)), B, B),
    (trace(after(inv(B), C, B)), trace(C), B),
    (after(inv(B), after(B, u)), u, B),
    (after(RIDGE, inv(RIDGE)), I, RIDGE),
    (after(inv(RIDGE), RIDGE), I, RIDGE),
    (after(A, Term("tr", A), inv(RIDGE)), sub(I, Term("mul", a, inv(RIDGE))), RIDGE),
    (after(inv(neg(RIDGE)), neg(RIDGE)), I, RIDGE),
    (after(inv(TURNED), Term("tr", B)), sub(I, after(inv(TURNED), Term("tr", C))), Term("add", B, C)),
]  # fmt: skip

NOT_EVEN_THEN = [
    (trace(after(B, C, S)), trace(after(C, B, S))),
    (after(inv(B), C, B), C),
    (after(inv(C), C), I),
    (Term("norm", Term("add", B, C)), Term("add", Term("norm", B), Term("norm", C))),
    (after(Term("outer", u, v), w), Term("mul", Term("inner", u, w), v)),
    (Term("tr", inv(B)), inv(B)),
]


@pytest.mark.parametrize(("left", "right"), ALWAYS, ids=str)
def test_what_holds_of_all_operators(left: Term, right: Term) -> None:
    """That of inverses too, of singular operators the zero operator: at the second seed B is one."""
    rules.identity([], left, right)
    for seed in range(4):
        world = World(seed) if seed != 1 else World(seed, variables={B: np.ones((2, 2))}, dims={"n": 2})
        assert np.allclose(evaluate(left, world), evaluate(right, world))


@pytest.mark.parametrize(("left", "right", "operator"), WHERE_INVERTIBLE, ids=str)
def test_what_holds_where_an_operator_is_invertible(left: Term, right: Term, operator: Term) -> None:
    """No normal form says it, whatever is known of singular values: the rule does, of the inverses that it is for."""
    with pytest.raises(KernelError, match="differ"):
        rules.identity([rules.assume([], invertible(operator))], left, right)
    inverted = (operator, inv(operator))
    known = [of([rules.assume([], invertible(one))], one) for one in inverted for of in (rules.inverse, inverse_after)]
    if left.sort == ONE.sort:
        hole = Term("var", "hole", ON)
        entry = {"equation": 0, "hole": hole, "template": trace(after(C, hole))}
        shown = rules.identity([known[1]], left, right, [entry])
    else:
        shown = Equations(known).prove(left, right)
    assert shown is not None
    assert shown.hypotheses <= set(map(invertible, inverted))
    for seed in range(4):
        assert np.allclose(evaluate(left, World(seed)), evaluate(right, World(seed)))


@pytest.mark.parametrize(("left", "right"), NOT_EVEN_THEN, ids=str)
def test_what_does_not_hold(left: Term, right: Term) -> None:
    with pytest.raises(KernelError, match="differ"):
        rules.identity([rules.assume([], invertible(B))], left, right)


def test_an_operator_that_is_not_zero_need_not_be_invertible() -> None:
    sizes = ("<", Term("opnorm", B)), ("<", Term("pow", Term("lmin", B), 2)), ("<=", Term("smin", B))
    for clause in (*(fact(op, ZERO, size) for op, size in sizes), invertible(C), invertible(Term("tr", B))):
        with pytest.raises(KernelError, match="does not say what the rule needs"):
            rules.inverse([rules.assume([], clause)], B)
    with pytest.raises(KernelError, match="inverse of an operator of shape"):
        rules.inverse([rules.assume([], invertible(A))], A)


@often(60)
@given(operators(depth=3, sort=ON), worlds)
def test_the_normal_form_has_the_value_where_operators_are_invertible(term: Term, world: World) -> None:
    names = [Term("var", name, ON) for name in "AB"]
    assume(all(np.linalg.cond(world.variable(name)) < 1e3 for name in names))
    facts = [rules.assume([], invertible(name)) for name in names]
    try:
        form = Normalizer(facts).form(term)
        back = linear_term(form)
    except (KernelError, IndexError):
        assume(False)
    value = evaluate(term, world)
    assume(form and any(form) and np.max(np.abs(value)) < 1e5)
    assert np.allclose(value, evaluate(back, world), rtol=1e-4, atol=1e-4)


def test_an_inverse_is_not_taken_of_what_is_not_square() -> None:
    with pytest.raises(KernelError, match="inverse of an operator of shape"):
        inv(A)
    with pytest.raises(KernelError):
        Term("outer", A, u)
    with pytest.raises(KernelError):
        Term("inner", A, B)
    with pytest.raises(KernelError):
        Term("norm", ONE)


def test_an_inverse_is_not_continuous_by_its_form() -> None:
    """At a time at which the operator is singular it jumps."""
    t, moving = Term("var", "t", ("S",)), Term("path", "Q", ON, Term("var", "t", ("S",)))
    with pytest.raises(KernelError, match="no derivative"):
        rules.fundamental_theorem([], t, ZERO, ONE, trace(inv(moving)))
    with pytest.raises(KernelError, match="continuous"):
        rules.extremum_bound([], Term("inf", t, ZERO, ONE, trace(inv(moving))), ZERO)


def positive(operator: Term, vector: Term = v) -> Clause:
    return Clause((vector,), (), ("<=", ZERO, Term("inner", Term("dot", operator, vector), vector)))


def test_positive_operators_are_needed_and_one_that_is_symmetric() -> None:
    symmetric = fact("=", Term("tr", S), S)
    both = [rules.assume([], positive(operator)) for operator in (C, S)]
    shown = rules.positive_operators([*both, rules.assume([], symmetric)], C, S)
    assert shown.clause == fact("<=", ZERO, Term("inner", C, S))
    assert shown.hypotheses == {positive(C), positive(S), symmetric}
    for symmetries in ([], [rules.assume([], fact("=", Term("tr", C), C))]):
        with pytest.raises(KernelError, match="premise"):
            rules.positive_operators([*both, *symmetries], C, S)
    with pytest.raises(KernelError, match="does not say"):
        rules.positive_operators([both[0], both[0], rules.assume([], symmetric)], C, S)
    somewhere = Clause((v,), (fact("=", Term("norm", v), ZERO),), positive(C).relation)
    with pytest.raises(KernelError, match="does not say"):
        rules.positive_operators([rules.assume([], somewhere), both[1], rules.assume([], symmetric)], C, S)


def test_a_positive_operator_does_not_depend_on_the_vector() -> None:
    """Of u v', <u v' v, v> = |v|^2 <u, v> can be negative where u is not v: the operator v v' is another for each v."""
    dependent = Term("outer", v, v)
    with pytest.raises(KernelError):
        rules.positive_operators([rules.assume([], positive(dependent)), rules.assume([], positive(S))], dependent, S)


def test_the_second_derivative_of_an_operator_path_is_an_operator() -> None:
    """Taken for a vector, its product with its transpose would be a multiple of the identity."""
    t = Term("var", "t", ("S",))
    curvature = Term("d", t, Term("dpath", "M", ON, t))
    assert linear_term(Normalizer().form(curvature)) == curvature
    product, square = Term("dot", Term("tr", curvature), curvature), Term("pow", Term("norm", curvature), 2)
    with pytest.raises(KernelError, match="differ"):
        rules.identity([], product, Term("mul", Term("div", square, Term("dim", "n")), I))
    rules.identity([], trace(product), square)
