"""Instances that refute claims, and instances that do not."""

from fractions import Fraction as Q

import pytest

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, num, sub
from proofcheck.models.confirmation import Instance, NotConfirmed, confirm, satisfies

S, N = ("S",), ("N",)
VN, VP = ("V", "n"), ("V", "p")
T = Term("var", "t", S)
HALF = num("1/2")
ALPHA, BETA, BALL = (Term("var", name, S) for name in ("alpha", "beta", "B"))
Y = Term("var", "y", VN)
Y1 = Term("var", "y", S)


def path(name, sort, time=T):
    return Term("path", name, sort, time)


def f(argument):
    return Term("fn", "f", VP, VN, argument)


def jac(argument, name="f"):
    return Term("jac", name, "p", "n", argument)


def mul(*factors):
    return Term("mul", *factors)


def loss(z):
    return mul(HALF, Term("pow", Term("norm", sub(z, Y)), 2))


W, U, W0, U0 = path("w", VP), path("u", VP), path("w", VP, ZERO), path("u", VP, ZERO)
J0 = jac(W0)
SMIN = Term("sqrt", Term("lmin", Term("dot", J0, Term("tr", J0))))
SMAX = Term("opnorm", J0)
L0 = loss(mul(ALPHA, f(W0)))


def linearised(x):
    return Term("add", f(W0), Term("dot", J0, sub(x, U0)))


def for_all(variables, conditions, op, left, right):
    return Clause(tuple(variables), tuple(conditions), (op, left, right))


def flow(name, sort, right, *, last=None):
    conditions = [fact("<=", ZERO, T)] + ([fact("<=", T, last)] if last else [])
    return for_all([T], conditions, "=", Term("dpath", name, sort, T), right)


def minus_gradient(of, at):
    x = Term("var", "x", VP)
    return mul(num(-1), Term("grad", x, of(x), at))


def lipschitz_jacobian():
    w, v = Term("var", "w", VP), Term("var", "v", VP)
    bound = mul(BETA, Term("norm", sub(w, v)))
    return for_all([w, v], [], "<=", Term("opnorm", sub(jac(w), jac(v))), bound)


def gradient_flows():
    return (
        flow("w", VP, minus_gradient(lambda x: loss(mul(ALPHA, f(x))), W)),
        flow("u", VP, minus_gradient(lambda x: loss(mul(ALPHA, linearised(x))), U)),
        fact("=", U0, W0),
        fact("<=", ZERO, T),
        fact("<", ZERO, ALPHA),
    )


def assumption():
    return (fact("<", ZERO, Term("smin", J0)), fact("<", ZERO, BETA), lipschitz_jacobian())


LINEAR_MAP = ({(1,): Q(1)},)
QUADRATIC_MAP = ({(1, 0): Q(1), (2, 0): Q(1, 2)},)


def test_the_second_display_of_lemma_3_lacks_a_factor_alpha():
    residual = sub(mul(ALPHA, linearised(U)), Y)
    right = mul(num(-1), ALPHA, Term("dot", Term("dot", J0, Term("tr", J0)), residual))
    goal = fact("=", Term("d", T, mul(ALPHA, linearised(U))), right)
    instance = Instance(
        dims={"n": 1, "p": 1},
        scalars={"alpha": Q(2), "t": Q(0)},
        vectors={"y": (Q(1),)},
        functions={"f": LINEAR_MAP},
        initial={"w": (Q(0),), "u": (Q(0),)},
    )
    found = confirm(Problem((), gradient_flows(), goal), instance)
    assert found.relation == "4 != 2"
    assert found.exact
    assert found.values["f(w)"] == "w_1"
    assert found.values["u(t)"] == "1/2 - 1/2 exp(-4 t)"


def lemma_4_problem(goal):
    z, q = path("z", VN), path("Q", ("O", "n", "n"))
    last, lam = Term("var", "T", S), Term("var", "lambda", S)
    return Problem(
        (),
        (
            flow("z", VN, mul(num(-1), Term("dot", q, sub(z, Y))), last=last),
            for_all([T], [fact("<=", ZERO, T), fact("<=", T, last)], "=", q, Term("tr", q)),
            fact("=", lam, Term("inf", T, ZERO, last, Term("lmin", q))),
            fact("<", ZERO, lam),
            fact("<=", ZERO, T),
            fact("<=", T, last),
        ),
        goal,
    )


Z = path("z", VN)
LEMMA_4_INSTANCE = {
    "scalars": {"t": Q(0), "T": Q(1)},
    "vectors": {"y": (Q(0),)},
    "initial": {"z": (Q(1),)},
}


def test_the_derivative_in_lemma_4_lacks_a_factor_2():
    left = Term("d", T, mul(HALF, Term("pow", Term("norm", sub(Z, Y)), 2)))
    right = mul(HALF, Term("inner", Term("dpath", "z", VN, T), sub(Z, Y)))
    problem = lemma_4_problem(fact("=", left, right))
    found = confirm(problem, Instance({"n": 1}, paths={"Q": ({(0, Q(0)): Q(1)},)}, **LEMMA_4_INSTANCE))
    assert found.relation == "-1 != -1/2"
    assert found.values["lambda"] == "1"
    assert found.values["z(t)"] == "exp(-t)"


@pytest.mark.parametrize(
    "q",
    [
        {(0, Q(0)): Q(1), (1, Q(0)): Q(1)},
        {(0, Q(0)): Q(1), (0, Q(-1)): Q(1)},
        {(0, Q(1)): Q(1, 2)},
    ],
)
def test_a_varying_operator_still_obeys_lemma_4(q):
    lam = Term("var", "lambda", S)
    goal = fact("<=", loss(Z), mul(loss(path("z", VN, ZERO)), Term("exp", mul(num(-2), lam, T))))
    data = {**LEMMA_4_INSTANCE, "scalars": {"t": Q(1, 2), "T": Q(1)}}
    instance = Instance({"n": 1}, paths={"Q": (q,)}, **data)
    assert len(satisfies(lemma_4_problem(goal), instance)) == 6
    with pytest.raises(NotConfirmed, match="not violated"):
        confirm(lemma_4_problem(goal), instance)


def test_two_coupled_components_that_have_no_rational_eigenvalues():
    goal = fact("<=", Term("norm", Z), num("1/10"))
    rows = ({(0, Q(0)): Q(1)}, {(0, Q(0)): Q(1)}, {(0, Q(0)): Q(1)}, {(0, Q(0)): Q(3)})
    instance = Instance(
        {"n": 2},
        {"t": Q(1), "T": Q(1)},
        {"y": (Q(0), Q(0))},
        initial={"z": (Q(1), Q(0))},
        paths={"Q": rows},
    )
    found = confirm(lemma_4_problem(goal), instance)
    assert found.values["lambda"].startswith("0.58578643")
    assert found.relation.startswith("0.5")
    assert found.relation.endswith("> 1/10")


def lemma_5_problem(power):
    v, v0 = path("v", VP), path("v", VP, ZERO)
    lam, top, last = (Term("var", name, S) for name in ("lambda", "lambda_1", "T"))

    def g(x):
        return Term("fn", "g", VP, VN, x)

    s = jac(v, "g")
    q = Term("dot", s, Term("tr", s))
    times = [fact("<=", ZERO, T), fact("<=", T, last)]
    x = Term("var", "x", VN)
    bound = Term("div", mul(num(2), top, loss(g(v0))), lam)
    distance = Term("norm", sub(v, v0))
    return Problem(
        (),
        (
            flow("v", VP, mul(num(-1), Term("dot", Term("tr", s), Term("grad", x, loss(x), g(v)))), last=last),
            for_all([T], times, "<=", lam, Term("lmin", q)),
            for_all([T], times, "<=", Term("lmax", q), top),
            fact("<", ZERO, lam),
            *times,
        ),
        fact("<=", Term("pow", distance, 2) if power else distance, bound),
    )


LEMMA_5_INSTANCE = Instance(
    {"n": 1, "p": 1},
    {"t": Q(4), "T": Q(4), "lambda": Q(1, 4), "lambda_1": Q(1, 4)},
    {"y": (Q(1),)},
    functions={"g": ({(1,): Q(1, 2)},)},
    initial={"v": (Q(0),)},
)


def test_the_bound_of_lemma_5_fails():
    found = confirm(lemma_5_problem(True), LEMMA_5_INSTANCE)
    assert found.relation == "1.5983056035… > 1"
    assert not found.exact
    assert found.values["v(t)"] == "2 - 2 exp(-1/4 t)"


def test_the_unsquared_bound_of_lemma_5_fails_too():
    assert confirm(lemma_5_problem(False), LEMMA_5_INSTANCE).relation == "1.2642411176… > 1"


def test_the_bound_for_the_linear_model_lacks_a_factor():
    left = Term("norm", sub(U, U0))
    root = Term("sqrt", mul(num(2), Term("pow", ALPHA, 2), Term("pow", SMAX, 2), L0))
    right = Term("div", root, mul(Term("pow", ALPHA, 2), SMIN))
    goal = fact("<=", left, right)
    problem = Problem((("<", "n", "p"),), gradient_flows() + assumption(), goal)
    instance = Instance(
        {"n": 1, "p": 2},
        {"alpha": Q(1), "beta": Q(1), "t": Q(8)},
        {"y": (Q(1),)},
        functions={"f": ({(1, 0): Q(1, 2)},)},
        initial={"w": (Q(0), Q(0)), "u": (Q(0), Q(0))},
    )
    assert confirm(problem, instance).relation == "1.7293294335… > 1"


def test_the_fourth_relation_of_lemma_6_is_no_equality():
    w = Term("var", "w", VP)
    left = Term("add", Term("opnorm", sub(jac(w), J0)), SMAX)
    goal = fact("=", left, Term("add", mul(BETA, BALL), SMAX))
    near = fact("<=", Term("norm", sub(w, W0)), BALL)
    ball = fact("=", BALL, Term("div", Term("smin", J0), mul(num(2), BETA)))
    problem = Problem((("<", "n", "p"),), (*assumption(), ball, near), goal)
    instance = Instance(
        {"n": 1, "p": 2},
        {"beta": Q(1)},
        {"w": (Q(0), Q(0))},
        functions={"f": ({(1, 0): Q(1)},)},
        initial={"w": (Q(0), Q(0))},
    )
    found = confirm(problem, instance)
    assert found.relation == "1 != 3/2"
    assert found.values["B"] == "1/2"


def test_the_two_bounds_of_the_closing_computation_differ():
    nine = mul(num("9/2"), Term("pow", SMIN, 2), Term("pow", ALPHA, 2), L0)
    left = Term("div", Term("sqrt", nine), Term("div", mul(Term("pow", ALPHA, 2), Term("pow", SMIN, 2)), num(4)))
    eight = Term("sqrt", mul(num(8), Term("pow", SMAX, 2), L0))
    right = Term("div", mul(num(2), eight), mul(ALPHA, Term("pow", SMIN, 2)))
    problem = Problem((("<", "n", "p"),), (*assumption(), fact("<", ZERO, ALPHA)), fact("=", left, right))
    instance = Instance(
        {"n": 1, "p": 2},
        {"alpha": Q(1), "beta": Q(1)},
        {"y": (Q(1),)},
        functions={"f": ({(1, 0): Q(1)},)},
        initial={"w": (Q(0), Q(0))},
    )
    found = confirm(problem, instance)
    assert found.relation == "6 != 4"
    with pytest.raises(NotConfirmed, match="not violated"):
        confirm(
            problem,
            Instance(
                {"n": 1, "p": 2},
                {"alpha": Q(1), "beta": Q(1)},
                {"y": (Q(0),)},
                functions={"f": ({(1, 0): Q(1)},)},
                initial={"w": (Q(0), Q(0))},
            ),
        )


def theorem_2_problem(second):
    left = Term("max", loss(mul(ALPHA, f(W))), loss(mul(ALPHA, second)))
    rate = mul(num("-1/2"), T, Term("pow", ALPHA, 2), Term("pow", SMIN, 2))
    threshold = Term(
        "div", mul(num(6), BETA, Term("sqrt", mul(num(8), Term("pow", SMAX, 2), L0))), Term("pow", SMIN, 3)
    )
    hypotheses = gradient_flows() + assumption() + (fact("<=", threshold, ALPHA),)
    return Problem((("<", "n", "p"),), hypotheses, fact("<=", left, mul(L0, Term("exp", rate))))


THEOREM_2_INSTANCE = Instance(
    {"n": 1, "p": 2},
    {"alpha": Q(12), "beta": Q(1), "t": Q(1, 10)},
    {"y": (Q(1),)},
    functions={"f": QUADRATIC_MAP},
    initial={"w": (Q(0), Q(0)), "u": (Q(0), Q(0))},
)


def test_theorem_2_to_the_letter_fails_along_the_flow_of_a_quadratic_model():
    found = confirm(theorem_2_problem(linearised(W)), THEOREM_2_INSTANCE)
    left, right = found.relation.split(" > ")
    assert left.startswith("0.00074")
    assert right.startswith("0.00037")
    assert found.values["f(w)"] == "w_1 + 1/2 w_1^2"
    assert "gradient flow" in found.hypotheses[0]
    assert found.values["w(0)"] == "(0, 0)"


def test_theorem_2_as_it_was_meant_holds_there():
    with pytest.raises(NotConfirmed, match="not violated"):
        confirm(theorem_2_problem(linearised(U)), THEOREM_2_INSTANCE)
    assert satisfies(theorem_2_problem(linearised(U)), THEOREM_2_INSTANCE)


# ---------------------------------------------------------------- descent along a sequence

K = Term("var", "k", N)
X, Y_ = Term("var", "x", ("V", "d")), Term("var", "y", ("V", "d"))
SMOOTH, MU, LEAST = (Term("var", name, S) for name in ("L", "mu", "F_star"))


def big_f(x):
    return Term("fn", "F", ("V", "d"), S, x)


def gradient(x):
    return Term("gradfn", "F", "d", x)


def x_at(index):
    return Term("path", "x", ("V", "d"), index)


def descent_problem(goal):
    smooth = Term("norm", sub(gradient(X), gradient(Y_)))
    line = Term("add", big_f(X), Term("inner", gradient(X), sub(Y_, X)))
    quadratic = mul(HALF, MU, Term("pow", Term("norm", sub(Y_, X)), 2))
    step = sub(x_at(K), mul(Term("div", ONE, SMOOTH), gradient(x_at(K))))
    pl = mul(MU, sub(big_f(X), LEAST))
    return Problem(
        (),
        (
            fact("<", ZERO, MU),
            fact("<", ZERO, SMOOTH),
            for_all([X, Y_], [], "<=", smooth, mul(SMOOTH, Term("norm", sub(X, Y_)))),
            for_all([X, Y_], [], "<=", Term("add", line, quadratic), big_f(Y_)),
            for_all([X], [], "<=", pl, mul(HALF, Term("pow", Term("norm", gradient(X)), 2))),
            for_all([X], [], "<=", LEAST, big_f(X)),
            for_all([K], [], "=", x_at(Term("add", K, ONE)), step),
            for_all([K], [], "<=", big_f(x_at(Term("add", K, ONE))), big_f(x_at(K))),
        ),
        goal,
    )


DESCENT = Instance(
    {"d": 2},
    {"mu": Q(1), "L": Q(2), "F_star": Q(0), "k": Q(3)},
    functions={"F": ({(2, 0): Q(1, 2), (0, 2): Q(1)},)},
    initial={"x": (Q(1), Q(1))},
)


def test_linear_convergence_of_gradient_descent_has_a_witness():
    gap = sub(big_f(x_at(K)), LEAST)
    start = sub(big_f(x_at(ZERO)), LEAST)
    rate = Term("powi", sub(ONE, Term("div", MU, SMOOTH)), K)
    problem = descent_problem(fact("<=", gap, mul(rate, start)))
    assert len(satisfies(problem, DESCENT)) == 8
    with pytest.raises(NotConfirmed, match="its sides are 1/128 and 3/16"):
        confirm(problem, DESCENT)


def test_the_rate_of_gradient_descent_cannot_be_squared():
    rate = Term("powi", Term("pow", sub(ONE, Term("div", MU, SMOOTH)), 3), K)
    problem = descent_problem(fact("<=", big_f(x_at(K)), mul(rate, big_f(x_at(ZERO)))))
    assert confirm(problem, DESCENT).relation == "1/128 > 3/1024"


@pytest.mark.parametrize(("name", "value"), [("L", Q(19, 10)), ("mu", Q(11, 10)), ("F_star", Q(1, 100))])
def test_constants_that_are_off_by_a_little_are_rejected(name, value):
    problem = descent_problem(fact("<", big_f(x_at(ZERO)), ZERO))
    assert confirm(problem, DESCENT)
    off = Instance(DESCENT.dims, {**DESCENT.scalars, name: value}, {}, {}, DESCENT.functions, DESCENT.initial)
    with pytest.raises(NotConfirmed):
        confirm(problem, off)


def test_convexity_between_two_points():
    weight = Term("var", "s", S)
    between = Term("add", mul(weight, X), mul(sub(ONE, weight), Y_))
    chord = Term("add", mul(weight, big_f(X)), mul(sub(ONE, weight), big_f(Y_)))
    bounds = [fact("<=", ZERO, weight), fact("<=", weight, ONE)]
    convex = for_all([X, Y_, weight], bounds, "<=", big_f(between), chord)
    false = fact("<", ONE, ZERO)
    assert confirm(Problem((), (convex,), false), DESCENT)
    saddle = Instance({"d": 2}, functions={"F": ({(2, 0): Q(1), (0, 2): Q(-1)},)})
    with pytest.raises(NotConfirmed):
        confirm(Problem((), (convex,), false), saddle)


# ---------------------------------------------------------------- functions of time

FALSE = fact("<", ONE, ZERO)


def given(rates, sort=VN):
    """A path whose components are exp(rate t)."""
    return Instance({"n": len(rates)}, {"t": Q(1)}, paths={"z": tuple({(0, Q(r)): Q(1)} for r in rates)})


def value(term, instance):
    found = confirm(Problem((), (), fact("=", term, num("12345/67"))), instance)
    return found.lhs


def test_the_length_of_a_path_is_enclosed():
    s = Term("var", "s", S)
    speed = Term("norm", Term("dpath", "z", VN, s))
    length = Term("int", s, ZERO, T, speed)
    one = value(length, given([-1]))
    assert one.describe() == "0.6321205588…"
    two = value(length, given([-1, -2]))
    assert two.lo < Q("1.0801514633") < two.hi
    assert two.width < Q(1, 10000)
    straight = value(length, given([-2, -2]))
    assert straight.describe().startswith("1.2228")


def test_the_fundamental_theorem_of_calculus():
    s = Term("var", "s", S)
    left = Term("int", s, ZERO, T, Term("dpath", "z", VN, s))
    right = sub(path("z", VN), path("z", VN, ZERO))
    assert satisfies(Problem((), (for_all([T], [fact("<=", ZERO, T)], "=", left, right),), FALSE), given([-1, 2]))


def test_the_derivative_of_a_norm_and_of_an_integral():
    s = Term("var", "s", S)
    norm = value(Term("d", T, Term("norm", path("z", VN))), given([-1, -1]))
    assert norm.describe() == "-0.5202600950…"
    integral = value(Term("d", T, Term("int", s, ZERO, T, Term("exp", s))), given([0]))
    assert integral.describe() == "2.7182818284…"


def test_the_least_eigenvalue_over_time():
    s = Term("var", "s", S)
    square = ("O", "n", "n")
    rows = ({(0, Q(0)): Q(2), (1, Q(0)): Q(-1)}, {}, {}, {(0, Q(0)): Q(1), (1, Q(0)): Q(1)})
    instance = Instance({"n": 2}, paths={"Q": rows})
    least = value(Term("inf", s, ZERO, ONE, Term("lmin", Term("path", "Q", square, s))), instance)
    assert least.lo <= 1 <= least.hi
    assert least.width < Q(1, 100)


def test_a_minimum_over_unit_vectors_is_an_eigenvalue():
    v = Term("var", "v", VN)
    a = Term("var", "A", ("O", "n", "p"))
    instance = Instance({"n": 2, "p": 2}, operators={"A": ((Q(1), Q(1)), (Q(0), Q(2)))})
    pulled = Term("norm", Term("dot", Term("tr", a), v))
    squared = Term("minS", v, Term("pow", pulled, 2))
    smallest = Term("smin", a)
    assert value(squared, instance).describe() == "0.7639320225…"
    assert value(Term("minS", v, pulled), instance).describe() == value(smallest, instance).describe()


def test_a_minimum_over_the_two_unit_vectors_of_the_line():
    v, u = Term("var", "v", VN), Term("var", "u", VN)
    instance = Instance({"n": 1}, vectors={"u": (Q(3),)})
    assert value(Term("minS", v, Term("inner", u, v)), instance).describe() == "-3"
    assert value(Term("minS", v, Term("pow", Term("norm", Term("add", u, v)), 3)), instance).describe() == "8"


def test_as_long_as_it_has_stayed_in_the_ball():
    s = Term("var", "s", S)
    z0 = path("z", VN, ZERO)

    def inside(time, radius):
        return ("<=", Term("norm", sub(path("z", VN, time), z0)), num(radius))

    so_far = Clause((s,), (fact("<=", ZERO, s), fact("<=", s, T)), inside(s, 1))
    clause = Clause((T,), (fact("<=", ZERO, T), so_far), inside(T, "3/2"))
    assert satisfies(Problem((), (clause,), FALSE), given([-1, -2]))
    tight = Clause((T,), (fact("<=", ZERO, T), so_far), inside(T, "4/5"))
    with pytest.raises(NotConfirmed):
        satisfies(Problem((), (tight,), FALSE), given([-1, -2]))


# ---------------------------------------------------------------- what has no value, and wrong data


def test_what_has_no_value_is_not_a_counterexample():
    a = Term("var", "a", S)
    zero = Instance(scalars={"a": Q(0)})
    for term in (Term("div", ONE, a), Term("sqrt", sub(a, ONE)), Term("d", a, Term("sqrt", a))):
        with pytest.raises(NotConfirmed, match="no value"):
            confirm(Problem((), (), fact("=", term, num(7))), zero)


def test_a_flow_that_may_run_away_must_be_followed():
    cubic = flow("z", ("V", 1), mul(Term("inner", Z1, Z1), Z1))
    start = Instance(scalars={"t": Q(1, 4)}, initial={"z": (Q(1),)})
    with pytest.raises(NotConfirmed, match="not shown to exist for all times"):
        satisfies(Problem((), (cubic,), FALSE), start)
    bounded = flow("z", ("V", 1), mul(Term("inner", Z1, Z1), Z1), last=num("1/4"))
    found = confirm(Problem((), (bounded,), fact("<=", Term("norm", Z1), num("7/5"))), start)
    assert found.relation == "sqrt(2) > 7/5" or found.relation.startswith("1.4142135623… >")
    beyond = flow("z", ("V", 1), mul(Term("inner", Z1, Z1), Z1), last=num("3/4"))
    with pytest.raises(NotConfirmed):
        satisfies(Problem((), (beyond,), FALSE), start)


Z1 = Term("path", "z", ("V", 1), T)


def test_two_coupled_paths():
    a, b = Term("path", "a", S, T), Term("path", "b", S, T)
    turning = (
        Clause((T,), (), ("=", Term("dpath", "a", S, T), b)),
        Clause((T,), (), ("=", Term("dpath", "b", S, T), mul(num(-1), a))),
    )
    instance = Instance(scalars={"t": Q(3)}, initial={"a": (Q(1),), "b": (Q(0),)})
    found = confirm(Problem((), turning, fact("<=", ZERO, a)), instance)
    assert found.relation == "0 > -0.9899924966…"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"vectors": {"y": (Q(1), Q(2))}}, "y has 2 components where 1 are needed"),
        ({"functions": {"f": ({(1,): Q(1)},)}}, "the argument of f has 1 components where 2 are needed"),
        ({"functions": {}}, "no map f"),
        ({"dims": {"n": 2, "p": 2}}, "n < p"),
        ({"dims": {"n": 1}}, "p has no positive value"),
        ({"initial": {"w": (Q(0), Q(0)), "u": (Q(0), Q(1))}}, "hypothesis 3 was not proved"),
        ({"initial": {"w": (Q(0),), "u": (Q(0), Q(0))}}, "the path w has 1 components"),
        ({"scalars": {"alpha": Q(11), "beta": Q(1), "t": Q(1, 10)}}, "hypothesis 9 was not .* 12 <= 11"),
        ({"scalars": {"alpha": Q(12), "beta": Q(99, 100), "t": Q(1, 10)}}, "hypothesis 8 was not proved"),
        ({"scalars": {"alpha": Q(12), "beta": Q(1), "t": Q(-1, 10)}}, "hypothesis 4 .* 0 <= -1/10"),
        ({"scalars": {"alpha": Q(12), "beta": Q(1)}}, "no value for t"),
    ],
)
def test_an_instance_that_violates_a_hypothesis_or_a_shape_is_refused(change, reason):
    data = {name: getattr(THEOREM_2_INSTANCE, name) for name in Instance.__slots__}
    problem, instance = theorem_2_problem(linearised(W)), Instance(**{**data, **change})
    with pytest.raises(NotConfirmed, match=reason):
        satisfies(problem, instance)
    with pytest.raises(NotConfirmed):
        confirm(problem, instance)


def test_hypotheses_are_not_proved_where_the_claim_holds():
    cubic = flow("z", ("V", 1), mul(Term("inner", Z1, Z1), Z1))
    start = Instance(scalars={"t": Q(1, 4)}, initial={"z": (Q(1),)})
    with pytest.raises(NotConfirmed, match="not violated"):
        confirm(Problem((), (cubic,), fact("<=", ZERO, ONE)), start)


def test_climbing_a_quartic_is_not_taken_to_go_on_for_ever():
    up = flow("w", VP, mul(num(-1), minus_gradient(lambda x: loss(f(x)), W)))
    data = {name: getattr(THEOREM_2_INSTANCE, name) for name in Instance.__slots__}
    with pytest.raises(NotConfirmed, match="not shown to exist for all times"):
        satisfies(Problem((), (up,), fact("=", W, W0)), Instance(**{**data, "vectors": {"y": (Q(1),)}}))


def test_a_norm_is_not_bounded_by_what_can_be_negative():
    e = Term("var", "e", ("V", 1))
    x = Term("var", "x", ("V", 1))
    instance = Instance(vectors={"e": (Q(1),)})
    for bound, proved in ((mul(num(2), Term("inner", e, x)), False), (mul(num(2), Term("norm", x)), True)):
        problem = Problem((), (for_all([x], [], "<=", Term("norm", x), bound),), FALSE)
        if proved:
            assert satisfies(problem, instance)
        else:
            with pytest.raises(NotConfirmed, match="not certain"):
                satisfies(problem, instance)


def test_bound_names_are_not_captured():
    """The dynamics speak of the free vector y, also where another y is bound."""
    y, z = Term("var", "y", VN), path("z", VN)
    decay = flow("z", VN, sub(Y, z))
    mean = for_all([T, y], [fact("<=", ZERO, T)], "=", Term("dpath", "z", VN, T), sub(num_vector(), z))
    instance = Instance({"n": 1}, {"t": Q(1)}, {"y": (Q(1),), "e": (Q(1),)}, initial={"z": (Q(0),)})
    assert satisfies(Problem((), (decay, mean), FALSE), instance)


def num_vector():
    return Term("var", "e", VN)


def test_coupled_sequences():
    a, b = (lambda k, name=name: Term("path", name, S, k) for name in "ab")
    hypotheses = (
        for_all([K], [], "=", a(Term("add", K, ONE)), Term("add", a(K), b(K))),
        for_all([K], [], "=", b(Term("add", K, ONE)), a(K)),
    )
    instance = Instance(scalars={"k": Q(30)}, initial={"a": (Q(1),), "b": (Q(0),)})
    found = confirm(Problem((), hypotheses, fact("<=", a(K), num(10))), instance)
    assert found.relation == "1346269 > 10"


def test_a_sequence_that_waits_for_itself():
    a, b = (lambda k, name=name: Term("path", name, S, k) for name in "ab")
    following = Term("add", K, ONE)
    hypotheses = (
        for_all([K], [], "=", a(following), b(following)),
        for_all([K], [], "=", b(following), a(following)),
    )
    instance = Instance(scalars={"k": Q(3)}, initial={"a": (Q(1),), "b": (Q(0),)})
    with pytest.raises(NotConfirmed):
        confirm(Problem((), hypotheses, fact("<=", a(K), ZERO)), instance)


def test_a_path_defined_by_another_one():
    """z = g(v) obeys its own differential equation."""
    z, v = path("z", VN), path("v", VN)
    square = Term("fn", "g", VN, VN, v)
    hypotheses = (
        flow("v", VN, mul(num(-1), v)),
        for_all([T], [fact("<=", ZERO, T)], "=", z, square),
        flow("z", VN, mul(num(-2), z)),
    )
    instance = Instance({"n": 1}, {"t": Q(1)}, functions={"g": ({(2,): Q(1)},)}, initial={"v": (Q(1),)})
    assert satisfies(Problem((), hypotheses, FALSE), instance)
    wrong = (*hypotheses[:2], flow("z", VN, mul(num(-3), z)))
    with pytest.raises(NotConfirmed, match="hypothesis 3"):
        satisfies(Problem((), wrong, FALSE), instance)


def test_the_conclusion_drawn_from_the_wrong_sign_in_lemma_4():
    """From L' <= 2 lambda L nothing decays: z = y + exp(lambda t) satisfies it with equality."""
    lam = Term("var", "lambda", S)
    slope = for_all([T], [fact("<=", ZERO, T)], "<=", Term("d", T, loss(Z)), mul(num(2), lam, loss(Z)))
    goal = fact("<=", loss(Z), mul(loss(path("z", VN, ZERO)), Term("exp", mul(num(-2), lam, T))))
    instance = Instance(
        {"n": 1},
        {"t": Q(1), "lambda": Q(1)},
        {"y": (Q(0),)},
        paths={"z": ({(0, Q(1)): Q(1)},)},
    )
    problem = Problem((), (fact("<", ZERO, lam), fact("<=", ZERO, T), slope), goal)
    assert confirm(problem, instance).relation == "3.6945280494… > 0.0676676416…"
    steeper = Instance(instance.dims, instance.scalars, instance.vectors, paths={"z": ({(0, Q(2)): Q(1)},)})
    with pytest.raises(NotConfirmed, match="hypothesis 3"):
        confirm(problem, steeper)


def test_irrational_singular_values_are_compared_exactly():
    w0 = Term("var", "w_0", VP)
    j0 = jac(w0)
    instance = Instance(
        {"n": 1, "p": 2},
        vectors={"w_0": (Q(0), Q(0))},
        functions={"f": ({(1, 0): Q(1), (0, 1): Q(1)},)},
    )
    root = Term("sqrt", Term("lmin", Term("dot", j0, Term("tr", j0))))
    same = fact("=", Term("smin", j0), root)
    four = fact("=", mul(root, Term("opnorm", j0)), num(2))
    found = confirm(Problem((), (same, four), fact("<=", mul(num(2), root), Term("smin", j0))), instance)
    assert found.relation == "sqrt(8) = 2.8284271247… > sqrt(2) = 1.4142135623…"
    assert found.exact


def test_an_infimum_over_nothing_has_no_value():
    s = Term("var", "s", S)
    with pytest.raises(NotConfirmed, match="may be empty"):
        confirm(Problem((), (), fact("=", Term("inf", s, ONE, ZERO, num(3)), num(4))), Instance())


def test_a_path_is_not_defined_by_a_quotient_that_can_vanish():
    a = Term("path", "a", S, T)
    definition = for_all([T], [], "=", a, Term("div", ONE, sub(T, ONE)))
    with pytest.raises(NotConfirmed, match="may have no value"):
        satisfies(Problem((), (definition,), FALSE), Instance())


def test_unit_vectors_of_the_line_are_two():
    """|a v| >= 1 holds for the unit vectors of R^1 if a = 1, and for no other reason than that v is 1 or -1."""
    a, v = Term("var", "a", ("S",)), Term("var", "v", VN)
    clause = for_all([v], [fact("=", Term("norm", v), ONE)], "<=", ONE, Term("norm", mul(a, v)))
    assert satisfies(Problem((), (clause,), FALSE), Instance({"n": 1}, {"a": Q(-1)}))
    for dims, value in (({"n": 1}, Q(1, 2)), ({"n": 2}, Q(1))):
        with pytest.raises(NotConfirmed):
            satisfies(Problem((), (clause,), FALSE), Instance(dims, {"a": value}))
    one_sided = for_all([v], [fact("=", Term("norm", v), ONE)], "<=", ONE, Term("inner", v, Term("var", "e", VN)))
    with pytest.raises(NotConfirmed, match="1 <= -1"):
        satisfies(Problem((), (one_sided,), FALSE), Instance({"n": 1}, vectors={"e": (Q(1),)}))


def given_on_a_range(low, high, assumed, wanted, *, start=0, sort=S):
    """For t >= start: if x(s) <= b for s in [low, high], then the wanted relation."""
    s = Term("var", "s", sort)
    op, left, right = assumed(s)
    condition = Clause((s,), (fact("<=", low, s), fact("<=", s, high)), (op, left, right))
    return Clause((T,), (fact("<=", num(start), T), condition), wanted)


def position(time):
    return path("x", S, time)


def at_most_one(s):
    return ("<=", position(s), ONE)


def below_one(s):
    return ("<", position(s), ONE)


RISE, FALL = {(1, Q(0)): Q(1)}, {(0, Q(0)): Q(2), (1, Q(0)): Q(-1)}


@pytest.mark.parametrize(
    "clause",
    [
        given_on_a_range(ZERO, T, at_most_one, ("<=", position(T), ONE)),
        given_on_a_range(ZERO, T, at_most_one, ("<=", position(T), num(2))),
        given_on_a_range(ZERO, T, at_most_one, ("<=", sub(position(T), ONE), ONE)),
        given_on_a_range(T, Term("add", T, ONE), at_most_one, ("<=", position(T), ONE)),
        given_on_a_range(ONE, T, at_most_one, ("<=", position(T), ONE), start=1),
        given_on_a_range(ZERO, T, below_one, ("<", position(T), ONE)),
        for_all([T], [fact("<=", ZERO, T), fact("<=", position(T), ONE)], "<=", position(T), num(2)),
    ],
)
def test_a_condition_on_a_range_gives_what_it_says_at_the_ends(clause):
    """With x(t) = t, which is not bounded: no conclusion holds without its condition."""
    (how,) = satisfies(Problem((), (clause,), FALSE), Instance(paths={"x": (RISE,)}))
    assert how.startswith("for all t: the condition")
    alone = for_all([T], [fact("<=", ONE, T)], *clause.relation)
    with pytest.raises(NotConfirmed):
        satisfies(Problem((), (alone,), FALSE), Instance(paths={"x": (RISE,)}))


@pytest.mark.parametrize(
    ("clause", "x"),
    [
        (given_on_a_range(ZERO, T, at_most_one, ("<=", position(T), HALF)), RISE),
        (given_on_a_range(ZERO, T, at_most_one, ("<=", mul(num(2), position(T)), ONE)), RISE),
        (given_on_a_range(ZERO, T, at_most_one, ("<", position(T), ONE)), RISE),
        (given_on_a_range(ZERO, T, at_most_one, ("=", position(T), ONE)), RISE),
        (given_on_a_range(ZERO, T, at_most_one, ("<=", ONE, position(T))), RISE),
        (given_on_a_range(ZERO, mul(HALF, T), at_most_one, ("<=", position(T), ONE)), RISE),
        (given_on_a_range(ZERO, ONE, at_most_one, ("<=", position(T), ONE)), RISE),
        (given_on_a_range(ONE, T, at_most_one, ("<=", position(T), ONE)), FALL),
        (given_on_a_range(ZERO, T, at_most_one, ("<=", position(T), ONE), sort=N), RISE),
    ],
)
def test_a_condition_on_a_range_gives_no_more_than_that(clause, x):
    """A smaller bound, another quantity, a strict relation, an end that is elsewhere or outside, a natural s: false."""
    with pytest.raises(NotConfirmed):
        satisfies(Problem((), (clause,), FALSE), Instance(paths={"x": (x,)}))


@pytest.mark.parametrize(
    ("small", "large", "holds"),
    [
        ({(0, Q(-2)): Q(1, 2)}, {(0, Q(-1, 2)): Q(1, 2)}, True),
        ({(0, Q(-1, 2)): Q(1, 2)}, {(0, Q(-2)): Q(1, 2)}, False),
        ({(0, Q(-3)): Q(1), (0, Q(-2)): Q(2)}, {(0, Q(-1)): Q(1), (0, Q(0)): Q(2)}, True),
        ({(0, Q(-3)): Q(1), (0, Q(-2)): Q(2)}, {(0, Q(-1)): Q(1), (0, Q(0)): Q(3, 2)}, False),
        ({(1, Q(-2)): Q(1)}, {(0, Q(-1)): Q(1)}, True),
    ],
)
def test_sums_of_exponentials_are_compared_for_all_times(small, large, holds):
    clause = for_all([T], [fact("<=", ZERO, T)], "<=", position(T), path("y", S))
    problem, instance = Problem((), (clause,), FALSE), Instance(paths={"x": (small,), "y": (large,)})
    if holds:
        assert satisfies(problem, instance)
        return
    with pytest.raises(NotConfirmed):
        satisfies(problem, instance)


def vanishing_friction(pull, *, strict=True):
    """x'' = -(3/t) x' - pull, for all t > 0, or, with a pole, for all t >= 0."""
    x, slope = path("x", S), Term("dpath", "x", S, T)
    rest = mul(num(-1), Term("add", mul(Term("div", num(3), T), slope), pull(x)))
    return for_all([T], [fact("<" if strict else "<=", ZERO, T)], "=", Term("d", T, slope), rest)


@pytest.mark.parametrize(
    ("law", "components", "holds"),
    [
        (vanishing_friction(lambda x: ONE), {(2, Q(0)): Q(-1, 8)}, True),
        (vanishing_friction(lambda x: ONE), {(2, Q(0)): Q(-1, 6)}, False),
        (vanishing_friction(lambda x: ZERO), {(0, Q(0)): Q(2)}, True),
        (vanishing_friction(lambda x: ZERO, strict=False), {(0, Q(0)): Q(2)}, False),
        (vanishing_friction(lambda x: x), {(0, Q(0)): Q(2)}, False),
    ],
)
def test_denominators_that_are_positive_are_multiplied_by(law, components, holds):
    instance = Instance(scalars={}, paths={"x": (components,)})
    problem = Problem((), (law,), fact("<=", ONE, ONE))
    if holds:
        assert "denominators" in satisfies(problem, instance)[0]
    else:
        with pytest.raises(NotConfirmed):
            satisfies(problem, instance)


@pytest.mark.parametrize(
    ("relation", "holds"),
    [
        (("<=", Term("div", ONE, Term("add", T, ONE)), Term("div", ONE, T)), True),
        (("<=", Term("div", ONE, T), Term("div", ONE, Term("add", T, ONE))), False),
        (("<=", Term("div", ONE, Term("pow", T, 2)), Term("div", Term("add", ONE, T), Term("pow", T, 2))), True),
        (("<=", Term("div", Term("add", ONE, T), Term("pow", T, 2)), Term("div", ONE, Term("pow", T, 2))), False),
        (("=", Term("div", T, Term("div", ONE, T)), Term("pow", T, 2)), True),
        (("<=", Term("div", ONE, mul(num(-1), T)), ZERO), False),  # true, but the denominator is negative
    ],
)
def test_inequalities_between_quotients(relation, holds):
    clause = Clause((T,), (fact("<", ZERO, T),), relation)
    problem = Problem((), (clause,), fact("<=", ONE, ONE))
    if holds:
        assert satisfies(problem, Instance())
    else:
        with pytest.raises(NotConfirmed):
            satisfies(problem, Instance())


ROOT = Term("var", "x", S)
LN2 = (Q(69, 100), Q(70, 100))


def equation(left, right):
    return fact("=", left, right)


def enclosed(*equations, goal=FALSE, scalars=None, **bounds):
    return Problem((), tuple(equations), goal), Instance(scalars=scalars or {}, enclosed=bounds)


def test_what_solves_an_equation_is_enclosed():
    problem, instance = enclosed(equation(Term("exp", ROOT), num(2)), goal=fact("<=", ONE, ROOT), x=LN2)
    found = confirm(problem, instance)
    assert found.hypotheses == ("x is a solution of it, by Bolzano's theorem",)
    assert found.relation == "1 > between 0.69 and 0.7"
    assert not found.exact


def test_two_equations_have_a_common_solution():
    first = equation(Term("add", ROOT, Y1), num(3))
    second = equation(Term("exp", ROOT), num(2))
    assert len(satisfies(*enclosed(second, first, x=LN2, y=(Q(2), Q(5, 2))))) == 2
    with pytest.raises(NotConfirmed, match="no hypotheses were shown to have a solution x, y"):
        satisfies(*enclosed(second, x=LN2, y=(Q(2), Q(5, 2))))


@pytest.mark.parametrize(
    ("left", "right", "bounds"),
    [
        (Term("exp", ROOT), num(2), (Q(70, 100), Q(71, 100))),  # not there
        (Term("exp", ROOT), num(2), (Q(70, 100), Q(69, 100))),  # nothing in between
        (Term("pow", ROOT, 2), ZERO, (Q(-1), Q(1))),  # a solution, but no change of sign
        (Term("div", ONE, ROOT), ZERO, (Q(-1), Q(1))),  # a pole
        (Term("sqrt", ROOT), Term("exp", ROOT), (Q(-1), Q(1))),  # no value on one side
        (Term("norm", Term("mul", ROOT, Y)), ONE, (Q(0), Q(2))),  # y is not given
        (Term("var", "z", S), ROOT, (Q(0), Q(1))),  # z is not given
    ],
)
def test_a_solution_needs_a_change_of_sign_without_a_gap(left, right, bounds):
    with pytest.raises(NotConfirmed):
        satisfies(*enclosed(equation(left, right), x=bounds))


def test_other_hypotheses_hold_for_all_that_is_enclosed():
    equal = equation(Term("exp", ROOT), num(2))
    assert satisfies(*enclosed(equal, fact("<", num("1/2"), ROOT), x=LN2))
    with pytest.raises(NotConfirmed):
        satisfies(*enclosed(equal, fact("<", num("693/1000"), ROOT), x=LN2))
    with pytest.raises(NotConfirmed):
        satisfies(*enclosed(equal, equal, x=LN2))  # the second one has no solution of its own
    with pytest.raises(NotConfirmed, match="cannot be enclosed"):
        satisfies(*enclosed(equal, scalars={"x": Q(1)}, x=LN2))


THIRD = Term("var", "z", S)
PRODUCTS = (
    equation(mul(ROOT, Y1), ONE),
    equation(mul(Y1, THIRD), num(2)),
    equation(mul(ROOT, THIRD), num(3)),
)


def around(x):
    return Q(x) - Q(1, 10**6), Q(x) + Q(1, 10**6)


def test_equations_that_only_have_a_solution_together():
    bounds = {"x": around("1.2247449"), "y": around("0.8164966"), "z": around("2.4494897")}
    found = satisfies(*enclosed(*PRODUCTS, **bounds))
    assert found == ["x, y, z solve it, by Krawczyk's theorem"] * 3
    with pytest.raises(NotConfirmed):
        satisfies(*enclosed(*PRODUCTS, **{**bounds, "z": around("2.4495897")}))
    with pytest.raises(NotConfirmed):  # a fourth equation that they do not solve
        satisfies(*enclosed(*PRODUCTS, equation(Term("add", ROOT, Y1, THIRD), num("4.49")), **bounds))


@pytest.mark.parametrize("distance", ["1.9", "2", "2.000001"])
def test_circles_meet_or_not(distance):
    squares = [mul(ROOT, ROOT), mul(Y1, Y1)]
    moved = sub(ROOT, num(distance))
    circles = equation(Term("add", *squares), ONE), equation(Term("add", mul(moved, moved), squares[1]), ONE)
    height = (1 - float(Q(distance) / 2) ** 2) if float(distance) < 2 else 0.0
    asked = enclosed(*circles, x=around(Q(distance) / 2), y=around(Q(height**0.5)))
    if distance == "1.9":
        assert satisfies(*asked)
    else:
        with pytest.raises(NotConfirmed):
            satisfies(*asked)


def test_what_is_defined_by_a_solution():
    defined = equation(THIRD, Term("add", ROOT, ONE))
    assert len(satisfies(*enclosed(defined, equation(mul(THIRD, THIRD), num(3)), x=around("0.7320508")))) == 2


def test_a_multiple_of_a_given_vector():
    longer = equation(Term("norm", Term("mul", ROOT, Y)), num(3))
    instance = Instance({"n": 2}, vectors={"y": (Q(1), Q(1))}, enclosed={"x": around("2.1213203")})
    assert satisfies(Problem((), (longer,), FALSE), instance)
    shorter = Instance({"n": 2}, vectors={"y": (Q(1), Q(1))}, enclosed={"x": around("2.1212203")})
    with pytest.raises(NotConfirmed):
        satisfies(Problem((), (longer,), FALSE), shorter)


def test_a_range_of_one_number_is_empty_only_if_that_is_left_out():
    def problem(bound):
        conditions = [fact("<=", ONE, T), fact("<=", T, ONE), fact("<", T, bound)]
        return Problem((), (for_all([T], conditions, "<=", Y1, ZERO),), FALSE)

    assert satisfies(problem(ONE), Instance({}, {"y": Q(1)}))
    with pytest.raises(NotConfirmed):
        satisfies(problem(num(2)), Instance({}, {"y": Q(1)}))


def test_a_strict_condition_gives_a_strict_relation():
    problem = Problem((), (for_all([T], [fact("<", ZERO, T)], "<", Y1, T),), FALSE)
    assert satisfies(problem, Instance({}, {"y": Q(0)}))
    with pytest.raises(NotConfirmed):
        satisfies(problem, Instance({}, {"y": Q(1, 9)}))


def test_a_quotient_by_what_a_condition_says_is_not_zero():
    """(t + 1) / (t + 1) <= 1 where t is not -1; nothing of the kind holds of 1 / (t + 1)."""
    gap = Term("add", T, ONE)

    def problem(above):
        clause = for_all([T], [fact("<", ZERO, Term("pow", gap, 2))], "<=", Term("div", above, gap), Y1)
        return Problem((), (clause,), FALSE)

    assert satisfies(problem(gap), Instance({}, {"y": Q(1)}))
    for above, bound in ((gap, Q(8, 9)), (ONE, Q(1))):
        with pytest.raises(NotConfirmed):
            satisfies(problem(above), Instance({}, {"y": bound}))
