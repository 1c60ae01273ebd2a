"""Each rule takes the premises that it is drawn with, all of them and no others, and minds its side conditions."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from generators import OP, VN, VP, A, B, a, b, c, i, k, s, t, u, v, w, x

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, num, sub
from proofcheck.kernel.theorem import Theorem

Use = tuple[list[Theorem], list[Any]]


def given(clause: Clause) -> Theorem:
    return rules.assume([], clause)


def known(op: str, left: Term, right: Term) -> Theorem:
    return given(fact(op, left, right))


def energy(time: Term) -> Term:
    return Term("path", "E", SCALAR, time)


def unit(vector: Term) -> Clause:
    return fact("=", Term("norm", vector), ONE)


def on_the_sphere(relation: Any) -> Theorem:
    return given(Clause((u,), (unit(u),), relation))


ORDERED, INSIDE = known("<=", a, b), [known("<=", a, t), known("<=", t, b)]
LARGEST = Term("max", a, b)
BODY = Term("mul", s, x)
ORDERED_SIZES = known("<=", Term("norm", u), Term("norm", v))
INFIMUM, INTEGRAL, LARGER = (
    Term("inf", s, a, b, BODY),
    Term("int", s, a, b, BODY),
    Term("int", s, a, b, Term("mul", num(2), BODY)),
)
SUM, LARGER_SUM = (Term("sum", i, ONE, k, Term("mul", num(factor), Term("pow", a, 2), i)) for factor in (1, 2))
TERMWISE = ("<=", SUM[4], LARGER_SUM[4])
MINIMUM = Term("minS", u, Term("inner", Term("dot", B, u), u))
SYMMETRY = known("=", Term("tr", B), B)
QUADRATIC = Term("inner", Term("dot", B, u), u)
PRODUCT = {"coefficient": 1, "premises": [0, 1]}
LATER = Term("var", "e", SCALAR)
DOUBLED = {"equation": 0, "hole": x, "template": Term("mul", num(2), x)}
GRADIENT = ("gradfn", "F", "n")
y = Term("var", "y", VP)
TURNED = Term("jac", "f", "n", "n", u)


def claim(index: Term) -> Any:
    return ("<=", ZERO, Term("path", "x", SCALAR, index))


NEAR = Term("exp", sub(k, i))


def anywhere(index: Term) -> tuple[Clause, ...]:
    return fact("<=", ONE, index), fact("<=", index, Term("dim", "n"))


def uses() -> dict[str, Use]:
    """One use of every rule."""
    inside = rules.over(LATER, ZERO, t, ("<=", energy(LATER), c))
    return {
        "assume": ([], [fact("<=", a, b)]),
        "instantiate": (
            [given(Clause((x,), (fact("<=", ZERO, x), fact("<=", x, b)), ("<=", a, x))), known("<=", ZERO, ONE),
             known("<=", ONE, b)],
            [[(x, ONE)]],
        ),
        "generalize": ([ORDERED], [[a], [fact("<=", a, b)]]),
        "specialize": ([ORDERED], [[(a, ONE)], []]),
        "rename": ([given(fact("<=", a, Term("fn", "F", VN, SCALAR, u)))], [[("n", 3)], [("F", "G")]]),
        "cases": (
            [given(fact("<=", a, LARGEST)), given(fact("<=", a, LARGEST))],
            [a, b],
        ),
        "congruence": ([known("=", a, b)], [x, Term("exp", x)]),
        "induction": (
            [known(*claim(ZERO)), given(Clause((k,), (fact(*claim(k)),), claim(Term("add", k, ONE))))],
            [k, fact(*claim(k))],
        ),
        "identity": ([known("=", a, b)], [Term("mul", num(2), a), Term("mul", num(2), b), [DOUBLED]]),
        "arithmetic": (
            [known("<=", c, a), known("<=", c, b)],
            [("<=", ZERO, Term("mul", sub(a, c), sub(b, c))), [PRODUCT]],
        ),
        "root": ([ORDERED], []),
        "absurd": ([known("<", ZERO, ZERO)], [("<=", b, a)]),
        "definite": ([known("<=", Term("inner", u, u), ZERO)], [u]),
        "larger of two": ([ORDERED], []),
        "singular values of a tall operator": ([known("<", Term("dim", "p"), Term("dim", "n"))], [A]),
        "unit vector of a basis": ([known("<=", ONE, i), known("<=", i, Term("dim", "n"))], ["n", i]),
        "orthogonal basis": ([known("<", ZERO, Term("pow", sub(i, k), 2))], ["n", i, k]),
        "inverse": ([known("<", ZERO, Term("smin", B))], [B]),
        "positive operators": (
            [given(Clause((w,), (), ("<=", ZERO, Term("inner", Term("dot", B, w), w))))] * 2 + [SYMMETRY],
            [B, B],
        ),
        "extremum, bound": ([given(unit(w)), SYMMETRY], [Term("lmin", B), w]),
        "extremum, best": ([given(rules.over(s, a, b, ("<=", c, BODY))), ORDERED], [INFIMUM, c]),
        "fundamental theorem of calculus": ([], [s, a, b, energy(s)]),
        "monotonicity of a functional": (
            [given(rules.over(s, a, b, ("<=", BODY, LARGER[4]))), ORDERED],
            [INTEGRAL, LARGER],
        ),
        "splitting a sum": ([known("<=", ONE, k), known("<=", k, Term("add", k, ONE))], [SUM, k]),
        "exchange of means": ([], [Term("expect", i, Term("expect", k, NEAR, "n"), "p")]),
        "outcomes of positive probability": (
            [given(Clause((i, k), (*anywhere(i), *anywhere(k)), ("<=", ZERO, NEAR))),
             given(Clause((i,), anywhere(i), ("<", ZERO, Term("exp", sub(i, i)))))],
            [Term("expect", i, Term("mul", i, a), "n"), Term("expect", k, NEAR, "n")],
        ),
        "mean value inequality": (
            [given(rules.over(s, a, b, ("<=", Term("d", s, Term("sqrt", energy(s))), ZERO))), ORDERED,
             given(rules.over(s, a, b, ("<", ZERO, Term("pow", energy(s), 2))))],
            [s, a, b, Term("sqrt", energy(s))],
        ),
        "continuation": (
            [known("<", energy(ZERO), c), given(Clause((t,), (fact("<=", ZERO, t), inside), ("<", energy(t), c)))],
            [t, LATER, energy(t), c],
        ),
    }  # fmt: skip


USES = uses()
READ_OFF = {
    "generalize",
    "specialize",
    "rename",
    "congruence",
    "root",
    "larger of two",
    "instantiate",
}
"""Rules that read what they conclude off a premise."""
FACTS = {
    "identity",
    "arithmetic",
}
"""Rules that may be given more facts than they use."""
PLACES = [(name, index) for name, (premises, _) in USES.items() for index in range(len(premises))]


def test_every_rule_is_used() -> None:
    assert set(USES) == set(rules.RULES)


@pytest.mark.parametrize("name", USES)
def test_every_rule_is_drawn(name: str) -> None:
    drawing = (rules.RULES[name].__doc__ or "").partition("::")[2]
    assert "-----" in drawing


@pytest.mark.parametrize("name", USES)
def test_the_use_is_one(name: str) -> None:
    premises, arguments = USES[name]
    theorem = rules.RULES[name](premises, *arguments)
    assert theorem.rule == name
    assert theorem.premises == tuple(premises)


@pytest.mark.parametrize(("name", "index"), PLACES)
def test_no_premise_can_be_left_out(name: str, index: int) -> None:
    premises, arguments = USES[name]
    with pytest.raises(KernelError):
        rules.RULES[name]([*premises[:index], *premises[index + 1 :]], *arguments)


@pytest.mark.parametrize(("name", "index"), [place for place in PLACES if place[0] not in READ_OFF])
def test_no_premise_can_be_another(name: str, index: int) -> None:
    premises, arguments = USES[name]
    clause = premises[index].clause
    op, left, right = clause.relation
    others = [Clause(clause.variables, clause.conditions, (op, Term("mul", num(7), left), Term("add", right, left)))]
    others += [Clause(clause.variables, clause.conditions, ("<=", left, right))] if op == "<" else []
    for other in others:
        with pytest.raises(KernelError):
            rules.RULES[name]([*premises[:index], given(other), *premises[index + 1 :]], *arguments)


@pytest.mark.parametrize(
    ("name", "index"), [place for place in PLACES if place[0] not in {"generalize", "specialize", "rename", "cases"}]
)
def test_no_premise_can_have_one_condition_more(name: str, index: int) -> None:
    premises, arguments = USES[name]
    clause = premises[index].clause
    weaker = given(Clause(clause.variables, (*clause.conditions, fact("<=", num(5), num(6))), clause.relation))
    with pytest.raises(KernelError):
        rules.RULES[name]([*premises[:index], weaker, *premises[index + 1 :]], *arguments)


@pytest.mark.parametrize("name", [name for name in USES if name not in FACTS])
def test_no_premise_can_be_added(name: str) -> None:
    premises, arguments = USES[name]
    with pytest.raises(KernelError):
        rules.RULES[name]([*premises, ORDERED], *arguments)


ROOT = Term("sqrt", t)
FREE_U = Term("inner", u, u)
EQUAL = [given(rules.over(s, a, b, ("=", BODY, LARGER[4]))), ORDERED]

REFUSED: list[tuple[str, Callable[[], Theorem]]] = [
    ("value is needed", lambda: rules.instantiate(USES["instantiate"][0], [])),
    ("value is needed", lambda: rules.instantiate(USES["instantiate"][0], [(x, ONE), (a, ONE)])),
    ("bound already", lambda: rules.generalize([given(Clause((x,), (), ("<=", a, x)))], [x], [])),
    ("another sort", lambda: rules.specialize([ORDERED], [], [("x", VN, t, ONE)])),
    ("need not be continuous", lambda: rules.specialize(
        [ORDERED], [], [("Q", OP, t, Term("mul", Term("div", ONE, t), A))])),
    ("no derivative", lambda: rules.specialize(
        [known("<=", Term("dpath", "x", SCALAR, t), a)], [], [("x", SCALAR, t, ROOT)])),
    ("another sort", lambda: rules.specialize([ORDERED], [(a, u)], [])),
    ("another sort", lambda: rules.specialize([known("<=", ZERO, k)], [(k, a)], [])),
    ("a variable", lambda: rules.specialize([ORDERED], [(ONE, a)], [])),
    ("reserved", lambda: rules.specialize(
        [rules.arithmetic([known("<=", ZERO, x)], ("<=", ZERO, ONE), [{"coefficient": 1}])],
        [(x, Term("var", "#0", SCALAR))], [])),
    ("become one", lambda: rules.rename(
        [known("<=", Term("norm", u), Term("norm", Term("var", "u", VP)))], [("p", "n")], [])),
    ("is no sort", lambda: rules.rename([ORDERED_SIZES], [("n", 0)], [])),
    ("is no sort", lambda: rules.rename([ORDERED_SIZES], [("n", "")], [])),
    ("not a use", lambda: rules.rename([ORDERED_SIZES], [("n", Fraction(2))], [("F",)])),
    ("is no name", lambda: rules.rename([known("<=", a, Term("fn", "F", VN, SCALAR, u))], [], [("F", "")])),
    ("different things", lambda: rules.cases(
        [given(fact("<=", a, LARGEST)), given(fact("<=", b, LARGEST))], a, b)),
    ("another sort", lambda: rules.congruence([known("=", a, b)], u, Term("norm", u))),
    ("another sort", lambda: rules.congruence([known("=", a, b)], ONE, x)),
    ("do not match", lambda: rules.identity([], Term("norm", u), u)),
    ("by <= or < between", lambda: rules.arithmetic(
        [known("=", ZERO, a)], ("<=", ZERO, a), [{"coefficient": 1, "premises": [0]}])),
    ("not add up", lambda: rules.arithmetic([], ("<=", ZERO, num(2)), [{"coefficient": 1}])),
    ("does not say", lambda: rules.monotone_root([known("<", a, b)])),
    ("does not say", lambda: rules.maximum([known("<", a, b)])),
    ("does not say", lambda: rules.maximum([known("=", a, b)])),
    ("an operator is needed", lambda: rules.no_singular_value([known("<", Term("dim", "p"), Term("dim", "n"))], u)),
    ("1 premises are needed", lambda: rules.no_singular_value([], Term("var", "C", ("O", 2, 2)))),
    ("premises are needed", lambda: rules.extremum_bound([given(unit(w))], Term("lmin", B), w)),
    ("does not say", lambda: rules.extremum_bound(
        [given(unit(w)), known("=", B, Term("tr", B))], Term("lmin", Term("tr", B)), w)),
    ("does not say", lambda: rules.extremum_bound(
        [given(unit(w)), SYMMETRY], Term("lmax", Term("dot", B, B)), w)),
    ("premises are needed", lambda: rules.extremum_best(
        [on_the_sphere(("<=", c, QUADRATIC))], Term("lmin", B), c)),
    ("no extremum", lambda: rules.extremum_bound(INSIDE, INTEGRAL, t)),
    ("no extremum", lambda: rules.extremum_best([on_the_sphere(("<=", c, QUADRATIC))], Term("norm", w), c)),
    ("another sort", lambda: rules.extremum_bound([given(unit(w))], Term("minS", y, ONE), w)),
    ("another sort", lambda: rules.extremum_bound(
        [known("=", Term("opnorm", B), ONE)], Term("opnorm", B), B)),
    ("another sort", lambda: rules.extremum_bound([known("=", Term("opnorm", B), ONE)], Term("minS", u, ONE), B)),
    ("another sort", lambda: rules.extremum_bound([given(unit(u))], Term("minS", B, ONE), u)),
    ("another sort", lambda: rules.extremum_best([on_the_sphere(("<=", ONE, ONE))], Term("minS", y, ONE), ONE)),
    ("another sort", lambda: rules.extremum_best(
        [given(rules.over(k, ZERO, ONE, ("<=", ZERO, ONE))), ORDERED], Term("inf", s, ZERO, ONE, ONE), ZERO)),
    ("need not be continuous", lambda: rules.extremum_bound(INSIDE, Term("inf", s, a, b, Term("div", ONE, s)), t)),
    ("need not be continuous", lambda: rules.extremum_best(
        USES["extremum, best"][0], Term("inf", s, a, b, Term("div", ONE, s)), c)),
    ("need not be continuous", lambda: rules.extremum_bound(
        [given(unit(w))], Term("minS", u, Term("div", ONE, FREE_U)), w)),
    ("variable occurs", lambda: rules.extremum_best(
        [given(rules.over(s, a, b, ("<=", s, BODY))), ORDERED], INFIMUM, s)),
    ("variable occurs", lambda: rules.extremum_best([on_the_sphere(("<=", QUADRATIC, QUADRATIC))], MINIMUM, QUADRATIC)),
    ("variable occurs", lambda: rules.extremum_best(
        [on_the_sphere(("<=", c, Term("norm", Term("dot", TURNED, u))))], Term("smin", Term("tr", TURNED)), c)),
    ("does not say", lambda: rules.extremum_best([on_the_sphere(("<=", QUADRATIC, c))], MINIMUM, c)),
    ("does not say", lambda: rules.extremum_best(
        [on_the_sphere(("<=", c, Term("norm", Term("dot", B, u))))], Term("opnorm", B), c)),
    ("does not say", lambda: rules.extremum_best(
        [given(Clause((u,), (), ("<=", c, QUADRATIC)))], MINIMUM, c)),
    ("does not say", lambda: rules.extremum_best(
        [given(rules.over(s, a, c, ("<=", c, BODY))), ORDERED], INFIMUM, c)),
    ("ranges differ", lambda: rules.functional_monotone(EQUAL, INTEGRAL, Term("int", s, a, c, BODY))),
    ("does not say", lambda: rules.functional_monotone(EQUAL, LARGER, INTEGRAL)),
    ("<= or =", lambda: rules.functional_monotone(
        [given(rules.over(s, a, b, ("<", BODY, LARGER[4]))), ORDERED], INTEGRAL, LARGER)),
    ("ranges differ", lambda: rules.functional_monotone(EQUAL, INTEGRAL, Term("int", t, a, b, BODY))),
    ("need not be continuous", lambda: rules.functional_monotone(
        [given(rules.over(s, a, b, ("<=", BODY, Term("div", ONE, s)))), ORDERED],
        INTEGRAL, Term("int", s, a, b, Term("div", ONE, s)))),
    ("premises are needed", lambda: rules.fundamental_theorem([], s, a, b, Term("sqrt", s))),
    ("does not say", lambda: rules.fundamental_theorem(
        [ORDERED, given(rules.over(s, a, b, ("<=", ZERO, Term("pow", s, 2))))], s, a, b, Term("log", s))),
    ("does not say", lambda: rules.fundamental_theorem(
        [ORDERED, given(rules.over(s, a, k, ("<", ZERO, Term("pow", s, 2))))], s, a, b, Term("log", s))),
    ("occurs in a limit", lambda: rules.fundamental_theorem(
        [ORDERED, given(rules.over(s, a, b, ("<", ZERO, Term("pow", s, 2))))], s, a, s, Term("log", s))),
    ("ranges differ", lambda: rules.functional_monotone(
        [given(rules.over(i, ONE, k, TERMWISE))], SUM, Term("sum", i, ZERO, k, LARGER_SUM[4]))),
    ("ranges differ", lambda: rules.functional_monotone(
        [given(rules.over(i, ONE, k, TERMWISE))], SUM, Term("expect", i, LARGER_SUM[4], "n"))),
    ("does not say", lambda: rules.functional_monotone([given(rules.over(i, ONE, k, TERMWISE))], LARGER_SUM, SUM)),
    ("does not say", lambda: rules.functional_monotone(
        [given(rules.over(i, num(2), k, TERMWISE))], SUM, LARGER_SUM)),
    ("does not say", lambda: rules.functional_monotone(
        [given(rules.over(i, ONE, num(2), ("<=", a, b)))], Term("expect", i, a, 3), Term("expect", i, b, 3))),
    ("<= or =", lambda: rules.functional_monotone(
        [given(rules.over(i, ONE, k, ("<", *TERMWISE[1:])))], SUM, LARGER_SUM)),
    ("variable occurs", lambda: rules.functional_monotone(
        [given(rules.over(i, ONE, i, ("<=", a, b)))], Term("sum", i, ONE, i, a), Term("sum", i, ONE, i, b))),
    ("what the rule needs", lambda: rules.split_sum([known("<=", ONE, k), known("<=", k, k)], SUM, k)),
    ("natural number", lambda: rules.split_sum(
        [known("<=", ONE, a), known("<=", a, Term("add", k, ONE))], SUM, a)),
    ("two variables", lambda: rules.exchange([], Term("expect", k, Term("expect", k, NEAR, "n"), "n"))),
    ("not a use", lambda: rules.exchange([], Term("expect", i, Term("sum", k, ONE, num(3), NEAR), "n"))),
    ("not a use", lambda: rules.exchange([], Term("sum", i, ONE, num(3), Term("expect", k, NEAR, "n")))),
    ("same outcomes", lambda: rules.almost_surely(
        USES["outcomes of positive probability"][0], Term("expect", i, a, "p"), Term("expect", k, NEAR, "n"))),
    ("what the rule needs", lambda: rules.almost_surely(
        USES["outcomes of positive probability"][0], Term("expect", k, a, "n"), Term("expect", i, NEAR, "n"))),
    ("what the rule needs", lambda: rules.almost_surely(
        USES["outcomes of positive probability"][0], Term("expect", i, a, "n"), Term("expect", i, NEAR, "n"))),
    ("variable occurs", lambda: rules.mean_value_inequality([], s, s, b, energy(s))),
    ("variable occurs", lambda: rules.mean_value_inequality([], s, a, s, energy(s))),
    ("no derivative", lambda: rules.mean_value_inequality([], s, a, b, Term("max", energy(s), ZERO))),
    ("no derivative", lambda: rules.mean_value_inequality([], s, a, b, Term("opnorm", Term("path", "B", OP, s)))),
    ("variable occurs", lambda: rules.continuation([], t, LATER, energy(t), t)),
    ("variable occurs", lambda: rules.continuation([], t, LATER, energy(t), LATER)),
    ("variable occurs", lambda: rules.continuation([], t, LATER, Term("mul", LATER, energy(t)), c)),
    ("two time variables", lambda: rules.continuation([], t, t, ONE, c)),
    ("two time variables", lambda: rules.continuation([], t, k, energy(t), c)),
    ("sort", lambda: rules.instantiate([given(Clause((k,), (), ("<=", a, b)))], [(k, Term("var", "k", SCALAR))])),
    ("natural", lambda: rules.induction(USES["induction"][0], Term("path", "k", SCALAR, t), fact(*claim(k)))),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "use"), REFUSED, ids=range(len(REFUSED)))
def test_side_conditions(reason: str, use: Callable[[], Theorem]) -> None:
    with pytest.raises(KernelError, match=reason):
        use()
