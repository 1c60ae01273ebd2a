"""The normal form, derivatives and substitution keep the value of every term."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from evaluator import World, evaluate
from generators import ON, OP, VN, A, B, a, b, elementary, operators, s, scalars, t, u, v, vectors, w, worlds, x
from hypothesis import HealthCheck, assume, example, given, reject, settings
from hypothesis import strategies as st

from proofcheck.evidence.readback import linear_term, poly_term
from proofcheck.kernel import normal, rules
from proofcheck.kernel.calculus import derivative, is_continuous
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, neg, num, slots, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.learning import Seen, Tracing


def checked(examples: int) -> settings:
    """The same examples in every run."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def close(left: Any, right: Any, tolerance: float = 1e-6) -> bool:
    size = max(np.max(np.abs(left)), np.max(np.abs(right)))
    if size > 1e6:
        reject()
    return bool(np.max(np.abs(left - right)) <= tolerance * (1 + size))


def normalised(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function of the kernel returns; the example is dropped where the kernel refuses a term."""
    try:
        return function(*arguments)
    except KernelError as error:
        assume(not any(reason in str(error) for reason in ("continuous", "too many terms", "depend on its time")))
        raise
    except IndexError:  # read back, a multiple of the identity has lost its dimension
        assume(False)


SIGNS = [rules.assume([], fact("<", ZERO, a)), rules.assume([], fact("<=", ZERO, b))]


def with_signs(world: World) -> World:
    return world.bind(a, abs(world.variable(a)) + 0.1).bind(b, abs(world.variable(b)))


KNOWN = [
    *SIGNS,
    rules.assume([], fact("<", ZERO, Term("norm", Term("path", "x", VN, t)))),
    rules.assume([], fact("=", Term("path", "x", VN, t), Term("dot", B, u))),
    rules.assume([], fact("=", Term("var", "vn", VN), Term("mul", a, Term("var", "wn", VN)))),
    rules.assume([], fact("=", Term("tr", Term("var", "A", ON)), Term("var", "A", ON))),
    rules.assume([], fact("<", ZERO, Term("smin", Term("var", "B", ON)))),
]


def outcome(term: Term, facts: list[Theorem]) -> Any:
    """The normal form, what it rests on, or what the kernel says instead."""
    normalizer = Tracing().with_more([Seen(place, theorem.clause) for place, theorem in enumerate(facts)])
    try:
        form = normalizer.scalar(term)
    except KernelError as error:
        return str(error)
    return form, normalizer.used()


@checked(300)
@given(scalars())
def test_what_is_remembered_without_facts_is_what_facts_would_give(term: Term) -> None:
    normal.normalizer._without_facts.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normal.normalizer, "_without_facts", lambda *arguments: None)
        expected = [outcome(term, facts) for facts in ([], KNOWN)]
    for _ in range(2):
        assert [outcome(term, facts) for facts in ([], KNOWN)] == expected


@pytest.mark.parametrize("facts", [[], SIGNS], ids=["without signs", "with signs"])
def test_the_normal_form_of_a_scalar_has_its_value(facts: list[Theorem]) -> None:
    @checked(250)
    @given(scalars(), worlds)
    def check(term: Term, world: World) -> None:
        world = with_signs(world)
        back = normalised(poly_term, normalised(Normalizer(facts).scalar, term))
        assert close(evaluate(term, world), evaluate(back, world))

    check()


SINGULAR = Term("log", Term("lmax", Term("mul", num(-3), Term("dot", A, Term("tr", A)))))


@checked(200)
@given(elementary(), worlds)
@example(SINGULAR, World(11))
@example(SINGULAR, World(12))
def test_the_normal_form_of_logarithms_and_waves_has_their_value(term: Term, world: World) -> None:
    """With what is known of the signs of variables, and without."""
    signs = [v for v in (a, b) if world.variable(v) > 0]
    known = [rules.assume([], fact("<", ZERO, v)) for v in signs]
    for normalizer in (Normalizer(), Normalizer(known)):
        form = normalised(normalizer.scalar, term)
        assume(form)
        value = evaluate(term, world)
        assume(np.isfinite(value) and abs(value) < 1e6)
        assert close(evaluate(poly_term(form), world), value)


@checked(120)
@given(elementary(smooth=True), worlds)
def test_the_derivative_of_sines_and_cosines(term: Term, world: World) -> None:
    assert close(evaluate(derivative(term, t), world), evaluate(Term("d", t, term), world), 1e-4)


@checked(120)
@given(vectors(), worlds)
def test_the_normal_form_of_a_vector_has_its_value(term: Term, world: World) -> None:
    form = normalised(Normalizer().form, term)
    assume(form)
    assert close(evaluate(term, world), evaluate(normalised(linear_term, form), world))


@checked(120)
@given(operators(), worlds)
def test_the_normal_form_of_an_operator_has_its_value(term: Term, world: World) -> None:
    form = normalised(Normalizer().form, term)
    assume(form)
    assert close(evaluate(term, world), evaluate(normalised(linear_term, form), world))


def reordered(term: Term) -> Term:
    """The term with its sums and products read backwards, and its sums of products written out."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = reordered(term[slot])
    if term[0] == "add":
        return Term("add", *reversed(parts[1:]))
    if term[0] == "mul" and len(parts) == 3 and parts[2][0] == "add":
        return Term("add", *(Term("mul", parts[1], part) for part in parts[2][1:]))
    if term[0] == "inner":
        return Term("inner", parts[2], parts[1])
    if term[0] == "tr" and parts[1][0] == "dot":
        return Term("dot", Term("tr", parts[1][2]), Term("tr", parts[1][1]))
    return Term(*parts)


@checked(150)
@given(scalars())
def test_equal_terms_have_equal_normal_forms(term: Term) -> None:
    forms = [normalised(Normalizer().scalar, each) for each in (term, reordered(term))]
    assert forms[0] == forms[1]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Term("norm", Term("mul", num(-2), v)), Term("mul", num(2), Term("norm", v))),
        (Term("sqrt", num(12)), Term("mul", num(2), Term("sqrt", num(3)))),
        (Term("pow", Term("sqrt", num(Fraction(1, 2))), 3), Term("div", Term("sqrt", num(2)), num(4))),
        (Term("div", ONE, Term("sqrt", num(2))), Term("div", Term("sqrt", num(2)), num(2))),
        (Term("exp", Term("add", a, b)), Term("mul", Term("exp", a), Term("exp", b))),
        (Term("mul", Term("exp", a), Term("exp", Term("mul", num(-1), a))), ONE),
        (Term("log", num(Fraction(9, 2))), sub(Term("mul", num(2), Term("log", num(3))), Term("log", num(2)))),
        (Term("log", Term("exp", a)), a),
        (Term("exp", Term("mul", num(-2), Term("log", num(3)))), num(Fraction(1, 9))),
        (Term("log", sub(a, b)), Term("log", sub(b, a))),
        (Term("sin", sub(a, b)), neg(Term("sin", sub(b, a)))),
        (Term("cos", neg(a)), Term("cos", a)),
        (Term("opnorm", Term("tr", A)), Term("opnorm", A)),
        (Term("opnorm", Term("mul", num(-3), A)), Term("mul", num(3), Term("opnorm", A))),
        (Term("lmin", Term("dot", A, Term("tr", A))), Term("pow", Term("smin", A), 2)),
        (Term("lmax", Term("dot", A, Term("tr", A))), Term("pow", Term("opnorm", A), 2)),
        (Term("opnorm", Term("id", "n")), ONE),
        (Term("lmin", neg(Term("dot", A, Term("tr", A)))), neg(Term("pow", Term("opnorm", A), 2))),
        (Term("inner", Term("dot", B, u), v), Term("inner", u, Term("dot", Term("tr", B), v))),
        (Term("int", s, a, b, ONE), Term("add", b, Term("mul", num(-1), a))),
        (Term("int", s, ZERO, ONE, Term("mul", a, s)), Term("mul", a, Term("int", t, ZERO, ONE, t))),
    ],
)  # fmt: skip
def test_some_identities(left: Term, right: Term) -> None:
    rules.identity([], left, right)
    for seed in range(5):
        assert close(evaluate(left, World(seed)), evaluate(right, World(seed)))


# ------------------------------------------------------------------------------------------------ derivatives


@checked(120)
@given(scalars(smooth=True), worlds)
def test_the_derivative_of_a_scalar_in_time(term: Term, world: World) -> None:
    assert close(evaluate(derivative(term, t), world), evaluate(Term("d", t, term), world), 1e-4)


@checked(80)
@given(vectors(smooth=True), worlds)
def test_the_derivative_of_a_vector_in_time(term: Term, world: World) -> None:
    assert close(evaluate(derivative(term, t), world), evaluate(Term("d", t, term), world), 1e-4)


@checked(80)
@given(operators(smooth=True), worlds)
def test_the_derivative_of_an_operator_in_time(term: Term, world: World) -> None:
    assert close(evaluate(derivative(term, t), world), evaluate(Term("d", t, term), world), 1e-4)


POINT = Term("var", "vn", VN)

SINGULAR: dict[str, Callable[[Term], Term]] = {
    "quotient": lambda f: Term("div", Term("add", t, a), f),
    "vector quotient": lambda f: Term("norm", Term("div", Term("path", "x", VN, t), f)),
    "inverse square": lambda f: Term("pow", f, -2),
    "root": lambda f: Term("sqrt", Term("pow", f, 2)),
    "logarithm": lambda f: Term("log", f),
    "cube of a norm": lambda f: Term("pow", Term("norm", Term("mul", f, Term("path", "x", VN, t))), 3),
}


@pytest.mark.parametrize("make", SINGULAR.values(), ids=SINGULAR)
@checked(40)
@given(f=scalars(smooth=True, depth=2), world=worlds)
def test_the_derivative_where_nothing_vanishes(make: Callable[[Term], Term], f: Term, world: World) -> None:
    """A denominator, the inside of a root, a norm: where they do not vanish, there is a derivative."""
    assume(0.05 < abs(evaluate(f, world)) < 50)
    term = make(f)
    found = evaluate(derivative(term, t, lambda divisor: True), world)
    assert close(found, evaluate(Term("d", t, term), world), 1e-4)


@pytest.mark.parametrize("make", SINGULAR.values(), ids=SINGULAR)
@checked(20)
@given(f=scalars(smooth=True, depth=1), world=worlds)
def test_the_gradient_where_nothing_vanishes(make: Callable[[Term], Term], f: Term, world: World) -> None:
    assume(0.05 < abs(evaluate(f, world)) < 50)
    term = make(f)
    try:
        found = evaluate(derivative(term, POINT, lambda divisor: True), world)
    except KernelError:
        assume(False)
    assert close(found, evaluate(Term("grad", POINT, term, POINT), world), 1e-4)


def test_a_derivative_needs_that_nothing_vanishes_there_and_now() -> None:
    """1/t has a derivative where t is not zero; that another number is not zero, or t^2 >= 0, does not help."""
    slope = Term("d", t, Term("div", ONE, t))
    value = neg(Term("div", ONE, Term("pow", t, 2)))
    rules.identity([rules.assume([], fact("<", ZERO, t))], slope, value)
    rules.identity([rules.assume([], fact("<", ZERO, Term("pow", t, 2)))], slope, value)
    for relation in (("<", ZERO, a), ("<=", ZERO, t), ("<=", ZERO, Term("pow", t, 2))):
        with pytest.raises(KernelError, match="may vanish"):
            rules.identity([rules.assume([], fact(*relation))], slope, value)
    with pytest.raises(KernelError, match="premises are needed"):
        rules.fundamental_theorem([], t, neg(ONE), ONE, Term("div", ONE, t))


def test_a_gradient_needs_it_at_its_point() -> None:
    """|x| has a gradient at v where v is not zero; that x is not zero does not help."""
    slope = Term("grad", POINT, Term("norm", POINT), u)
    value = Term("div", u, Term("norm", u))
    rules.identity([rules.assume([], fact("<", ZERO, Term("norm", u)))], slope, value)
    with pytest.raises(KernelError, match="may vanish"):
        rules.identity([rules.assume([], fact("<", ZERO, Term("norm", POINT)))], slope, value)


SYMMETRIC = [fact("=", Term("tr", B), B), fact("=", B, Term("tr", B))]
OTHER = Term("var", "C", B.sort)


@pytest.mark.parametrize("symmetry", SYMMETRIC, ids=str)
@pytest.mark.parametrize(
    ("left", "right", "alone"),
    [
        (Term("inner", Term("dot", B, u), w), Term("inner", u, Term("dot", B, w)), True),
        (Term("inner", Term("dot", B, Term("dot", B, u)), u), Term("pow", Term("norm", Term("dot", B, u)), 2), True),
        (Term("opnorm", Term("dot", B, B)), Term("pow", Term("opnorm", B), 2), True),
        (Term("lmin", Term("dot", B, B)), Term("pow", Term("smin", B), 2), True),
        (Term("opnorm", Term("dot", B, OTHER)), Term("opnorm", Term("dot", Term("tr", OTHER), B)), True),
        (Term("opnorm", Term("dot", B, OTHER)), Term("opnorm", Term("dot", OTHER, B)), False),
        (Term("inner", Term("dot", OTHER, u), w), Term("inner", u, Term("dot", OTHER, w)), False),
    ],
)
def test_a_symmetric_operator_is_its_own_transpose_everywhere(
    symmetry: Clause, left: Term, right: Term, alone: bool
) -> None:
    premises = [rules.assume([], symmetry)]
    with pytest.raises(KernelError, match="differ"):
        rules.identity([], left, right)
    if alone:
        assert rules.identity(premises, left, right).hypotheses == {symmetry}
        world = World(3)
        form = world.draw("B").normal(size=(world.size("n"),) * 2)
        world = world.bind(B, form + form.T)
        assert close(evaluate(left, world), evaluate(right, world))
    else:
        with pytest.raises(KernelError, match="differ"):
            rules.identity(premises, left, right)


@checked(150)
@given(scalars(smooth=True, depth=2), worlds)
def test_the_gradient(term: Term, world: World) -> None:
    try:
        exact = derivative(term, POINT)
    except KernelError:
        assume(False)
    assert close(evaluate(exact, world), evaluate(Term("grad", POINT, term, POINT), world), 1e-4)


@checked(100)
@given(vectors(smooth=True, depth=2), worlds)
def test_the_jacobian(term: Term, world: World) -> None:
    try:
        exact = evaluate(derivative(term, POINT), world)
    except KernelError:
        assume(False)
    n = world.size("n")
    rows = [
        evaluate(
            Term("grad", POINT, Term("inner", Term("var", "e", VN), term), POINT), world.bind(Term("var", "e", VN), e)
        )
        for e in np.eye(n)
    ]
    assert close(exact, np.array(rows), 1e-4)


@checked(200)
@given(scalars(leaves=(a, s, t)), st.integers(0, 30))
def test_what_is_continuous_by_its_form_does_not_jump(term: Term, seed: int) -> None:
    assume(is_continuous(term, s))
    world = World(seed)
    values = [evaluate(term, world.bind(s, 0.3 + step)) for step in (0, 1e-9, -1e-9)]
    assume(abs(values[0]) < 1e4)
    assert max(abs(value - values[0]) for value in values) < 1e-2


@pytest.mark.parametrize(
    "term",
    [
        Term("norm", Term("path", "x", VN, t)),
        Term("sqrt", t),
        Term("max", t, a),
        Term("div", ONE, t),
        Term("pow", t, -1),
        Term("opnorm", Term("path", "Q", OP, t)),
        Term("dot", Term("inv", Term("path", "Q", ("O", "p", "p"), t)), Term("var", "y", ("V", "p"))),
        Term("jac", "f", "n", "n", Term("path", "x", VN, t)),
        Term("gradfn", "F", "n", Term("path", "x", VN, t)),
        Term("dpath", "x", VN, Term("mul", num(2), t)),
        Term("d", t, Term("dpath", "x", VN, t)),
        Term("inf", s, ZERO, t, s),
        Term("pow", Term("norm", Term("path", "x", VN, t)), 3),
    ],
)  # fmt: skip
def test_what_need_not_be_differentiable_is_refused(term: Term) -> None:
    with pytest.raises(KernelError):
        derivative(term, t)


# ------------------------------------------------------------------------------------------------ substitution


@checked(200)
@given(scalars(), scalars(depth=1, leaves=(a, b, s)), st.sampled_from([a, b]), worlds)
def test_substitution_commutes_with_evaluation(term: Term, value: Term, variable: Term, world: World) -> None:
    try:
        changed = substitute(term, {variable: value})
    except KernelError:
        assume(False)
    expected = evaluate(term, world.bind(variable, evaluate(value, world)))
    assert close(evaluate(changed, world), expected)
    assert changed.sort == term.sort


def test_nested_binders_are_renamed_apart() -> None:
    inner = Term("int", t, ZERO, s, Term("mul", s, t, a, b))
    term = Term("int", s, ZERO, ONE, inner)
    prime = Term("var", "s'", SCALAR)
    world = World(5)
    for values in ({a: Term("add", s, t)}, {a: s, b: t}, {a: prime, b: s}, {a: b, b: a}, {b: Term("mul", prime, s, t)}):
        at = world
        for variable, value in values.items():
            at = at.bind(variable, evaluate(value, world))
        changed = substitute(term, values)
        assert close(evaluate(changed, world), evaluate(term, at))
        assert changed.free == term.free - set(values) | set().union(*(value.free for value in values.values()))


@pytest.mark.parametrize("value", [s, Term("var", "s'", SCALAR), Term("add", s, Term("var", "s'", SCALAR)), x])
def test_a_clause_renames_the_variables_that_would_capture(value: Term) -> None:
    """For all s, s': if (for all x: x s <= x a) then s s' <= a."""
    prime = Term("var", "s'", SCALAR)
    condition = Clause((x,), (), ("<=", Term("mul", x, s), Term("mul", x, a)))
    clause = Clause((s, prime), (condition,), ("<=", Term("mul", s, prime), a))
    changed = clause.substitute({a: value})
    assert changed.free_variables() == value.free
    assert len({*changed.variables, *changed.conditions[0].variables, *value.free}) == 3 + len(value.free)
    first, second = changed.variables
    (third,) = changed.conditions[0].variables
    assert changed.relation == ("<=", Term("mul", first, second), value)
    assert changed.conditions[0].relation == ("<=", Term("mul", third, first), Term("mul", third, value))


def test_a_clause_stays_as_it_is_where_nothing_is_replaced() -> None:
    """For all s: s s <= a, with s in the place of b: a theorem keeps the hypotheses that do not speak of b."""
    clause = Clause((s,), (), ("<=", Term("mul", s, s), a))
    assert clause.substitute({b: s}) == clause
    assert clause.substitute({a: s, b: s}) != clause
    theorem = rules.generalize([rules.assume([], clause)], [], [fact("<=", b, b)])
    assert rules.specialize([theorem], [(b, s)], []).hypotheses == {clause}


def test_equations_and_symmetry_are_used() -> None:
    motion = rules.assume([], fact("=", Term("dpath", "x", VN, t), Term("mul", num(-1), Term("path", "x", VN, t))))
    half = Term("mul", num(Fraction(1, 2)), Term("pow", Term("norm", Term("path", "x", VN, t)), 2))
    decay = rules.identity([motion], Term("d", t, half), Term("mul", num(-2), half))
    assert decay.hypotheses == motion.hypotheses
    symmetric = rules.assume([], fact("=", Term("tr", B), B))
    moved = rules.identity(
        [symmetric], Term("inner", Term("dot", Term("tr", B), u), w), Term("inner", Term("dot", B, u), w)
    )
    assert moved.hypotheses == symmetric.hypotheses
    assert B.sort == ON


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Term("sqrt", num((10**6 + 3) ** 2)), num(10**6 + 3)),
        (Term("div", Term("sqrt", num(50)), Term("sqrt", num(Fraction(2, 9)))), num(15)),
        (Term("log", num(Fraction(8, 9))), sub(Term("mul", num(3), Term("log", num(2))), Term("log", num(9)))),
        (Term("exp", Term("mul", num(Fraction(1, 2)), Term("log", num(12)))), Term("sqrt", num(12))),
    ],
)
def test_numbers_are_taken_apart_in_one_way(left: Term, right: Term) -> None:
    assert Normalizer().scalar(left) == Normalizer().scalar(right)
    assert Normalizer().scalar(left) != Normalizer().scalar(Term("add", right, ONE))
