"""One thing has one law, which must make it as far as it speaks; all other hypotheses are checked against what it made.

The hypotheses of most problems here contradict each other, or speak of what does not exist: no instance satisfies them.
"""

from fractions import Fraction as Q

import pytest

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, num, sub
from proofcheck.models.confirmation import Instance, NotConfirmed, confirm, satisfies, witness
from proofcheck.models.laws import read_laws

S, N, V1, V2 = ("S",), ("N",), ("V", 1), ("V", 2)
T, K, C, D = Term("var", "t", S), Term("var", "k", N), Term("var", "c", S), Term("var", "d", S)
FALSE = fact("<", ONE, ZERO)
AFTER = Term("add", K, ONE)
BEFORE = sub(K, ONE)


def mul(*factors):
    return Term("mul", *factors)


def x(at=T, name="x", sort=S):
    return Term("path", name, sort, at)


def slope(name="x", sort=S, at=T):
    return Term("dpath", name, sort, at)


def always(op, left, right, *conditions, variable=T):
    return Clause((variable,), conditions, (op, left, right))


def each(op, left, right, *conditions):
    return always(op, left, right, *conditions, variable=K)


def within(low, high):
    return fact("<=", num(low), T), fact("<=", T, num(high))


def refused(hypotheses, instance, match="."):
    with pytest.raises(NotConfirmed, match=match):
        satisfies(Problem((), tuple(hypotheses), FALSE), instance)
    with pytest.raises(NotConfirmed, match=match):
        confirm(Problem((), tuple(hypotheses), FALSE), instance)


def accepted(hypotheses, instance):
    return satisfies(Problem((), tuple(hypotheses), FALSE), instance)


def starting(**at):
    return Instance(initial={name: (Q(value),) for name, value in at.items()})


# ---------------------------------------------------------------- one law


def test_two_laws_for_one_sequence_are_not_both_taken_for_granted():
    line, doubling = each("=", x(K), K), each("=", x(AFTER), mul(num(2), x(K)))
    for laws in ((line, doubling), (doubling, line)):
        for instance in (Instance(), starting(x=0), starting(x=1)):
            refused(laws, instance)
    tripling = each("=", x(AFTER), mul(num(3), x(K)))
    refused((doubling, tripling), starting(x=1), "hypothesis 2")
    zero = each("=", x(K), mul(num(0), K))
    assert accepted((zero, doubling), Instance())
    assert accepted((doubling, zero), Instance())


@pytest.mark.parametrize("start", [0, 1])
def test_two_equations_for_one_path_are_not_both_taken_for_granted(start):
    falls, rests = always("=", slope(), mul(num(-1), x())), always("=", slope(), mul(num(0), x()))
    if start:
        refused((falls, rests), starting(x=start), "hypothesis 2")
        refused((rests, falls), starting(x=start), "hypothesis 2")
    else:
        assert accepted((falls, rests), starting(x=start))


def test_a_functional_equation_over_real_times_makes_nothing():
    """x(t + 1) = 2 x(t) is no recurrence, and the constant 1 that x' = 0 makes does not satisfy it."""
    jump = always("=", x(Term("add", T, ONE)), mul(num(2), x()))
    rests = always("=", slope(), mul(num(0), x()))
    assert not read_laws(Problem((), (jump,), FALSE), Instance()).recurrences
    refused((jump, rests), starting(x=1))
    assert accepted((jump, rests), starting(x=0))


def test_an_equation_and_a_definition_of_one_path():
    falls, line = always("=", slope(), mul(num(-1), x())), always("=", x(), T)
    for instance in (Instance(), starting(x=0)):
        refused((falls, line), instance)
        refused((line, falls), instance)


def test_one_hypothesis_makes_one_thing():
    """x' = v is the law of x; it does not make v as well."""
    clause = always("=", slope(), x(name="v"))
    laws = read_laws(Problem((), (clause,), FALSE), Instance())
    assert (set(laws.dynamics), set(laws.path_definitions)) == ({"x"}, set())
    refused((clause,), starting(x=1), "determines the path v")
    step = each("=", x(AFTER), x(K, "z"))
    laws = read_laws(Problem((), (step,), FALSE), Instance())
    assert (set(laws.recurrences), set(laws.path_definitions)) == ({"x"}, set())
    assert accepted((step,), Instance(initial={"x": (Q(0),)}, paths={"z": ({(1, Q(0)): Q(1)},)}))


def test_the_same_equation_may_be_said_for_another_range():
    law = mul(num(-1), Term("pow", x(), 2))
    short, long = always("=", slope(), law, *within(0, 1)), always("=", law, slope(), *within(0, 2))
    assert len(accepted((short, long), starting(x=1))) == 2
    refused((short, always("=", slope(), law, *within(-2, 1))), starting(x=1), "hypothesis 2")


def test_the_same_equation_at_a_free_time_is_another_one():
    """For all s, x'(s) = -x(t): with x(0) = 1 and t = 0 that is x(s) = 1 - s, and not exp(-s)."""
    s = Term("var", "s", S)
    law = always("=", slope(), mul(num(-1), x()))
    other = always("=", slope(at=s), mul(num(-1), x()), variable=s)
    refused((law, other), Instance({}, {"t": Q(0)}, initial={"x": (Q(1),)}), "hypothesis 2")
    renamed = always("=", slope(at=s), mul(num(-1), x(s)), variable=s)
    assert accepted((law, renamed), Instance({}, {"t": Q(0)}, initial={"x": (Q(1),)}))


def test_two_definitions_of_one_variable():
    one, two = fact("=", C, ONE), fact("=", C, num(2))
    refused((one, two), Instance(), "hypothesis 2")
    refused((one, fact("=", D, C), fact("=", D, num(2))), Instance(), "hypothesis 3")
    assert accepted((one, fact("=", num(2), sub(num(3), C))), Instance())


def test_nothing_is_made_from_itself():
    refused((fact("=", C, D), fact("=", D, C)), Instance(), "no value")
    assert accepted((fact("=", C, D), fact("=", D, C)), Instance(scalars={"c": Q(2)}))
    refused((fact("=", C, Term("add", C, ONE)),), Instance(scalars={"c": Q(2)}))
    at_one = x(ONE)
    loop = (always("=", slope(), mul(C, x())), fact("=", C, at_one))
    refused(loop, starting(x=1), "no value for c")
    for law in (x(), Term("add", x(), ONE), x(sub(T, ONE)), mul(num("1/2"), x(sub(T, ONE)))):
        refused((always("=", x(), law),), Instance())
    refused((always("=", slope(), slope()),), starting(x=1))
    velocity = always("=", x(name="v"), slope())
    acceleration = always("=", slope("v"), slope())
    assert accepted((always("=", slope(), x(name="v")), velocity, acceleration), starting(x=0, v=1))
    waiting = (always("=", slope(), slope("v")), always("=", slope("v"), slope()))
    refused(waiting, starting(x=0, v=1))
    assert accepted((always("=", x(), x()),), Instance(paths={"x": ({(1, Q(0)): Q(1)},)}))


def test_what_is_circular_leaves_the_place_to_another_law():
    falls = always("=", slope(), mul(num(-1), x()))
    for empty in (always("=", x(), x()), always("=", slope(), slope())):
        laws = read_laws(Problem((), (empty, falls), FALSE), Instance())
        assert (laws.dynamics["x"].clause, laws.path_definitions) == (falls, {})


def test_a_natural_number_is_not_defined_as_a_half():
    refused((fact("=", K, num("1/2")),), Instance(), "not a natural number")
    assert accepted((fact("=", K, num(3)),), Instance())


# ---------------------------------------------------------------- the range of an equation

RICCATI = mul(num(-1), Term("pow", x(), 2))


@pytest.mark.parametrize(
    ("low", "high", "start", "exists"),
    [
        (0, 3, Q(1, 2), True),
        (-1, 1, Q(1, 2), True),
        (-5, 1, Q(1, 2), False),
        (-5, 1, Q(1, 6), True),
        (-5, -1, Q(1, 2), False),
        (-5, 1, Q(0), True),
        (0, 3, Q(-1), False),
    ],
)
def test_a_solution_reaches_both_ends_of_its_range(low, high, start, exists):
    """x' = -x^2 has the solutions 1 / (t + 1 / x(0)), which have a pole at t = -1 / x(0), and 0."""
    law = always("=", slope(), RICCATI, *within(low, high))
    instance = starting(x=start)
    if exists:
        assert accepted((law,), instance)
        found = confirm(Problem((), (law,), fact("<", x(num(low)), num(-7))), instance)
        expected = start / (1 + low * start)
        assert found.lhs.lo <= expected <= found.lhs.hi
    else:
        refused((law,), instance)


def test_a_gradient_flow_goes_on_for_ever_forwards_only():
    """w' = -2 w^3 is the flow of |w^2|^2 / 2; backwards in time it explodes, unless it rests at 0."""
    square, w = Term("fn", "f", V1, V1, x(name="w", sort=V1)), x(name="w", sort=V1)
    field = mul(num(-1), Term("dot", Term("tr", Term("jac", "f", 1, 1, w)), square))
    maps = {"f": ({(2,): Q(1)},)}
    moving, resting = (Instance(functions=maps, initial={"w": (Q(value),)}) for value in (1, 0))
    later = always("=", slope("w", V1), field, fact("<=", ZERO, T))
    earlier = always("=", slope("w", V1), field, fact("<=", T, ZERO))
    ever = always("=", slope("w", V1), field)
    assert "gradient flow" in accepted((later,), moving)[0]
    for clause in (ever, earlier, always("=", slope("w", V1), field, fact("<=", num(-1), T))):
        refused((clause,), moving)
        assert accepted((clause,), resting)


def test_a_condition_that_is_no_bound_leaves_the_whole_line():
    """2 t >= -10 and |x| <= 1 are not read as bounds of t: the solution is asked for at all times."""
    odd = fact("<=", num(-10), mul(num(2), T))
    held = fact("<=", x(), num(10))
    for condition in (odd, held):
        refused((always("=", slope(), RICCATI, condition),), starting(x=1), "all times")
        assert accepted((always("=", slope(), mul(num(-1), x()), condition),), starting(x=1))


def test_an_equation_is_not_solved_as_if_time_were_positive_where_it_is_not():
    """x' = |t e| is t for t >= 0, and -t before: x(-1) = -1/2, not 1/2."""
    e = Term("var", "e", V1)
    law = Term("norm", mul(T, e))
    instance = Instance(vectors={"e": (Q(1),)}, initial={"x": (Q(0),)})
    later = always("=", slope(), law, fact("<=", ZERO, T))
    assert accepted((later,), instance)
    refused((always("=", slope(), law),), instance)
    refused((later, always("=", slope(), law, *within(-1, 0))), instance, "hypothesis 2")


def test_paths_that_drive_each_other():
    """x' = v, v' = -x turns round a circle; with the sign lost it is a hyperbola, of rational eigenvalues."""
    v = x(name="v")
    circle = (always("=", slope(), v), always("=", slope("v"), mul(num(-1), x())))
    found = confirm(Problem((), circle, fact("<=", x(num(3)), num(-1))), starting(x=1, v=0))
    assert found.relation.startswith("-0.98999")
    norm = Term("add", Term("pow", x(num(3)), 2), Term("pow", x(num(3), "v"), 2))
    with pytest.raises(NotConfirmed):
        confirm(Problem((), circle, fact("=", norm, ONE)), starting(x=1, v=0))
    hyperbola = (always("=", slope(), v), always("=", slope("v"), x()))
    found = confirm(
        Problem((), hyperbola, fact("=", x(), num(0))), Instance({}, {"t": Q(1)}, initial={"x": (1,), "v": (0,)})
    )
    assert found.values["x(t)"] == "1/2 exp(-t) + 1/2 exp(t)"


def test_the_bound_of_a_bound_variable_may_be_another_one():
    """For all s <= t: that has nothing to do with the free t, whatever the order in which the two are bound."""
    s = Term("var", "s", S)
    ordered = (fact("<=", ONE, s), fact("<=", s, T))
    instance = Instance({}, {"t": Q(0)}, paths={"x": ({(1, Q(0)): Q(1)},)})
    for variables in ((s, T), (T, s)):
        low, high = (Clause(variables, ordered, ("<=", ONE, x(s))), Clause(variables, ordered, ("<=", x(s), ONE)))
        assert accepted((low,), instance)
        refused((high,), instance)


# ---------------------------------------------------------------- what is a path


@pytest.mark.parametrize(
    ("body", "smooth"),
    [
        (Term("max", sub(T, ONE), ZERO), False),
        (Term("min", T, ZERO), False),
        (Term("norm", mul(T, Term("var", "e", V2))), False),
        (Term("sqrt", Term("pow", T, 2)), False),
        (Term("sqrt", T), False),
        (Term("div", ONE, T), False),
        (Term("pow", T, -1), False),
        (Term("pow", T, 3), True),
        (Term("exp", mul(num(-1), Term("pow", T, 2))), True),
        (Term("pow", Term("norm", mul(T, Term("var", "e", V2))), 2), True),
        (Term("max", C, ZERO), True),
        (Term("int", Term("var", "s", S), ZERO, T, Term("exp", Term("pow", Term("var", "s", S), 2))), True),
    ],
)
def test_a_definition_makes_a_path_without_a_kink_or_a_pole(body, smooth):
    instance = Instance(scalars={"c": Q(-1)}, vectors={"e": (Q(3), Q(4))})
    law = always("=", x(), body)
    if smooth:
        assert accepted((law,), instance) == ["determines the path x"]
    else:
        refused((law,), instance)


def test_a_path_of_operators_may_have_a_kink():
    q = Term("path", "Q", ("O", 1, 1), T)
    kinked = mul(Term("max", T, ZERO), Term("id", 1))
    assert accepted((always("=", q, kinked),), Instance())
    refused((always("=", q, mul(Term("div", ONE, T), Term("id", 1))),), Instance())


# ---------------------------------------------------------------- what is a sequence


@pytest.mark.parametrize(
    ("body", "start"),
    [
        (Term("sqrt", sub(x(K), ONE)), 2),
        (Term("sqrt", x(K)), -1),
        (Term("div", ONE, x(K)), 0),
        (Term("div", x(K), sub(K, num(3))), 2),
        (Term("pow", x(K), -1), 0),
        (x(AFTER), 2),
        (sub(x(K), x(BEFORE)), 2),
        (sub(x(mul(num(2), K)), x(K)), 2),
    ],
)
def test_a_recurrence_has_a_next_member_whatever_came_before(body, start):
    """1, 0 and then the root of -1; and others that end, or need what comes later."""
    refused((each("=", x(AFTER), body),), starting(x=start))


@pytest.mark.parametrize(
    "body",
    [
        Term("sqrt", Term("add", ONE, Term("pow", x(K), 2))),
        Term("max", sub(x(K), ONE), ZERO),
        Term("div", x(K), num(2)),
        sub(x(K), mul(x(ZERO), K)),
        Term("powi", x(K), K),
    ],
)
def test_a_recurrence_by_what_is_defined_everywhere(body):
    assert accepted((each("=", x(AFTER), body),), starting(x=2)) == ["the sequence x is iterated"]


def test_a_sequence_that_stands_still_needs_no_more():
    """x_{k+1} = sqrt(x_k) from 1, x_{k+1} = 2 / x_k - 1 from 1."""
    for body, elsewhere in ((Term("sqrt", x(K)), -4), (sub(Term("div", num(2), x(K)), ONE), 4)):
        law = each("=", x(AFTER), body)
        assert accepted((law,), starting(x=1))
        refused((law,), starting(x=elsewhere))


def test_a_recurrence_written_backwards_is_read_where_it_has_a_meaning():
    half = Term("div", x(BEFORE), num(2))
    from_one = each("=", x(K), half, fact("<=", ONE, K))
    found = confirm(Problem((), (from_one,), fact("<=", ONE, x(num(3)))), starting(x=4))
    assert found.relation == "1 > 1/2"
    refused((each("=", x(K), half),), starting(x=4))
    refused((each("=", x(K), half),), Instance(paths={"x": ({},)}), "negative")
    refused((each("=", x(K), half, fact("<=", ZERO, K)),), starting(x=4))


def test_a_sequence_has_no_member_before_the_first():
    constant = Instance({}, {"k": Q(0)}, paths={"x": ({(0, Q(0)): Q(1)},)})
    with pytest.raises(NotConfirmed, match="natural number"):
        confirm(Problem((), (), fact("=", x(BEFORE), ZERO)), constant)
    with pytest.raises(NotConfirmed, match="natural number"):
        confirm(Problem((), (each("<=", ZERO, x(K)),), fact("=", x(num(-1)), ZERO)), constant)
    moment = Instance({}, {"t": Q(-1)}, paths={"x": ({(0, Q(0)): Q(1)},)})
    assert confirm(Problem((), (), fact("=", x(), ZERO)), moment)


def test_a_member_that_is_reached_from_itself_at_some_index_only():
    """y_{k+1} = |z_{2k}| and z_k = |y_k|: y_2 would need itself."""
    y, z = (lambda at, name=name: Term("path", name, V2, at) for name in "yz")
    e = Term("var", "e", V2)
    laws = (
        each("=", y(AFTER), mul(Term("norm", z(mul(num(2), K))), e)),
        each("=", z(K), mul(Term("norm", y(K)), e)),
    )
    refused(laws, Instance(vectors={"e": (Q(1), Q(1))}, initial={"y": (Q(1), Q(1))}))


# ---------------------------------------------------------------- what has no value


def test_eigenvalues_are_taken_of_symmetric_operators_only():
    """Also where the arithmetic cannot tell 1 + exp(-5000) from 1."""
    m = Term("var", "M", ("O", 2, 2))
    skew = Instance(operators={"M": ((Q(1), Q(1)), (Q(0), Q(1)))})
    for head in ("lmin", "lmax"):
        with pytest.raises(NotConfirmed, match="symmetric"):
            confirm(Problem((), (), fact("=", Term(head, m), num(7))), skew)
    gram = Term("lmin", Term("dot", Term("tr", m), m))
    assert confirm(Problem((), (), fact("=", gram, num(7))), skew)
    nearly = Term("add", Term("id", 2), mul(Term("exp", num(-5000)), m))
    with pytest.raises(NotConfirmed, match="symmetric"):
        confirm(Problem((), (), fact("=", Term("lmin", nearly), num(7))), skew)
    balanced = Term("add", Term("id", 2), mul(Term("exp", num(-5000)), Term("dot", m, Term("tr", m))))
    assert confirm(Problem((), (), fact("=", Term("lmin", balanced), num(7))), skew)


def test_a_map_with_a_pole_is_no_map():
    value = Term("fn", "f", V1, S, Term("var", "e", V1))
    instance = Instance(vectors={"e": (Q(1),)}, functions={"f": ({(-1,): Q(1)},)})
    with pytest.raises(NotConfirmed, match="power"):
        confirm(Problem((), (), fact("=", value, num(7))), instance)
    pole = Instance({}, {"t": Q(1)}, paths={"x": ({(-1, Q(0)): Q(1)},)})
    with pytest.raises(NotConfirmed, match="power"):
        confirm(Problem((), (), fact("=", x(), num(7))), pole)


# ---------------------------------------------------------------- an end to everything


@pytest.mark.parametrize(
    "term",
    [
        Term("pow", C, 10**9),
        Term("pow", Term("add", Term("pow", C, 2), num(10)), 10**7),
        Term("exp", Term("pow", C, 200)),
        Term("pow", Term("sqrt", C), 10**9 + 1),
    ],
)
def test_numbers_too_large_to_be_written_down_have_no_value(term):
    with pytest.raises(NotConfirmed, match="too large"):
        confirm(Problem((), (), fact("=", term, num(7))), Instance(scalars={"c": Q(10)}))


def test_a_large_power_of_a_small_number_is_enclosed():
    small = Instance(scalars={"c": Q(1, 10)})
    found = confirm(Problem((), (), fact("<=", Term("exp", num(-4000)), Term("pow", C, 10**9))), small)
    assert found.lhs.lo > found.rhs.hi >= found.rhs.lo == 0


def test_a_tower_that_is_too_deep_has_no_value():
    deep = C
    for _ in range(3000):
        deep = Term("sqrt", deep)
    with pytest.raises(NotConfirmed, match="too large"):
        confirm(Problem((), (), fact("=", deep, num(7))), Instance(scalars={"c": Q(1)}))


def test_a_squaring_sequence_ends():
    square = each("=", x(AFTER), Term("pow", x(K), 2))
    instance = Instance({}, {"k": Q(60)}, initial={"x": (Q(2),)})
    with pytest.raises(NotConfirmed, match="too large"):
        confirm(Problem((), (square,), fact("<=", x(K), ONE)), instance)


# ---------------------------------------------------------------- what is handed back


def test_both_sides_are_shown_whole():
    a, b = Term("var", "A", ("O", 2, 2)), Term("id", 2)
    instance = Instance(operators={"A": ((Q(1), Q(2)), (Q(0), Q(1)))})
    found = confirm(Problem((), (), fact("=", a, b)), instance)
    assert found.relation == "2 != 0"
    assert (found.left.shape, found.left.entries) == ((2, 2), ("1", "2", "0", "1"))
    assert (found.right.shape, found.right.entries) == ((2, 2), ("1", "0", "0", "1"))


def test_a_witness_is_kept_and_confirmed_again():
    falls = always("=", slope(), mul(num(-1), x()))
    problem = Problem((), (falls, fact("=", x(ZERO), C)), FALSE)
    found = witness(problem, Instance(initial={"x": (Q(2),)}))
    assert found.values == {"c": "2", "x(t)": "2 exp(-t)"}
    assert witness(problem, found.instance) == found


# ---------------------------------------------------------------- laws that have to be solved for, and indices


def test_a_derivative_that_is_a_summand_is_solved_for():
    law = always("=", Term("add", slope(), mul(num(3), x())), mul(num(0), x(ZERO)))
    found = confirm(Problem((), (law,), fact("<=", x(num(-1)), Term("exp", num(2)))), starting(x=1))
    assert found.values["x(t)"] == "exp(-3 t)"
    assert accepted((always("=", ONE, Term("add", mul(num(-1), T), slope())),), starting(x=1))
    refused((law, fact("<=", x(num(-1)), ONE)), starting(x=1))
    refused((always("=", Term("add", slope(), slope(), x()), ZERO),), starting(x=1))


def test_a_sequence_has_a_member_at_a_number_that_is_whole():
    doubling, here = each("=", x(AFTER), mul(num(2), x(K))), Term("add", C, num(2))
    problem = Problem((), (doubling,), fact("=", x(here), x(ZERO)))

    def at(c):
        return Instance(scalars={"c": Q(c)}, initial={"x": (Q(1),)})

    assert confirm(problem, at(1)).relation == "8 != 1"
    for c in ("1/2", -3):
        with pytest.raises(NotConfirmed, match="natural number"):
            confirm(problem, at(c))


def test_what_is_looked_at_at_all_times_is_no_sequence():
    doubling, s = each("=", x(AFTER), mul(num(2), x(K))), Term("var", "s", S)
    for elsewhere in (
        fact("<=", Term("int", s, ZERO, ONE, x(s)), num(9)),
        fact("<=", Term("inf", s, ZERO, ONE, x(s)), num(9)),
        fact("=", Term("d", C, x(C)), ZERO),
        always("<=", ZERO, x(s), variable=s),
    ):
        assert "x" not in read_laws(Problem((), (doubling, elsewhere), FALSE), starting(x=1)).sequences
        refused((doubling, elsewhere), starting(x=1))


def test_a_condition_whose_bound_is_no_number_is_used():
    s = Term("var", "s", S)
    smaller = Clause((T, s), (fact("<=", s, T),), ("<=", s, Term("add", T, Term("pow", C, 2))))
    assert accepted((smaller,), Instance(scalars={"c": Q(1, 2)}))
    larger = Clause((T, s), (fact("<=", s, T),), ("<=", s, sub(T, Term("pow", C, 2))))
    refused((larger,), Instance(scalars={"c": Q(1, 2)}))


# ---------------------------------------------------------------- few indices


def test_what_is_said_of_few_members_is_checked_at_each_of_them():
    doubling = each("=", x(AFTER), mul(num(2), x(K)))
    below = fact("<=", K, num(3))
    assert accepted((doubling, each("<=", x(K), num(8), below)), starting(x=1))
    refused((doubling, each("<=", x(K), num(7), below)), starting(x=1), "hypothesis 2")
    refused((doubling, each("<=", x(K), num(8))), starting(x=1), "hypothesis 2")
    assert accepted((doubling, each("<=", num(4), x(K), fact("<", ONE, K), below)), starting(x=1))
    refused((doubling, each("<=", num(4), x(K), fact("<=", ONE, K), below)), starting(x=1), "hypothesis 2")


def test_a_bound_that_speaks_of_another_index_is_not_one_of_the_instance():
    first = Term("var", "j", N)
    doubling = each("=", x(AFTER), mul(num(2), x(K)))
    later = Clause((first, K), (fact("<=", first, K), fact("<=", K, num(3))), ("<=", x(first), x(K)))
    at_most = Clause((first, K), (fact("<=", first, K), fact("<=", K, num(3))), ("<=", x(first), num(4)))
    instance = Instance({}, {"k": Q(2)}, initial={"x": (Q(1),)})
    assert accepted((doubling, later), instance)
    refused((doubling, at_most), instance, "hypothesis 2")


def test_a_sequence_that_stays_between_bounds_has_all_its_members():
    def half(term):
        return mul(num("1/2"), term)

    newton = each("=", x(AFTER), half(Term("add", x(K), Term("div", num(2), x(K)))))
    assert accepted((newton,), starting(x=1))
    shrinking = each("=", x(AFTER), Term("div", x(K), Term("add", ONE, x(K))))
    assert accepted((shrinking,), starting(x=1))
    assert accepted((each("=", x(AFTER), Term("sqrt", x(K))),), starting(x=4))
    refused((shrinking,), starting(x=-3), "hypothesis 1")
    refused((each("=", x(AFTER), Term("div", ONE, Term("add", x(K), num(-1)))),), starting(x=2), "hypothesis 1")


def test_bounds_of_all_members_are_shown_by_induction():
    """The numbers x of [0, 1/2] have x - x^2 in [0, 1/4], and from 2 the next is -2."""
    falling = each("=", x(AFTER), sub(x(K), Term("pow", x(K), 2)))
    saturating = each("=", x(AFTER), Term("div", x(K), Term("add", ONE, x(K))))
    growing = each("=", x(AFTER), Term("add", x(K), Term("pow", x(K), 2)))
    not_negative, at_most_half = each("<=", ZERO, x(K)), each("<=", x(K), num("1/2"))
    for law in (falling, saturating):
        assert "induction" in accepted((law, not_negative, at_most_half), starting(x="1/2"))[2]
    assert accepted((growing, not_negative), starting(x=1))
    refused((falling, not_negative), starting(x=2), "hypothesis 2")
    refused((growing, at_most_half), starting(x="1/4"), "hypothesis 2")
    refused((falling, each("<=", x(K), num("1/4"))), starting(x="1/2"), "hypothesis 2")
    refused((falling, each("<", ZERO, x(K))), starting(x=1), "hypothesis 2")


@pytest.mark.parametrize(("start", "last"), [("1/2", True), ("2", True), ("-1/2", False)])
def test_a_number_between_two_points_at_rest_moves_for_ever(start, last):
    logistic = always("=", slope(), Term("add", x(), mul(num(-1), Term("pow", x(), 2))), fact("<=", ZERO, T))
    if last:
        assert accepted((logistic,), starting(x=start))
    else:
        refused((logistic,), starting(x=start), "for all times")


def test_an_inequality_makes_what_starts_somewhere_and_satisfies_it():
    """x' <= 2 x from 1: e^2 at 1; x_{k+1} <= x_k + k from 0: 3 at 3. Not where something else makes it."""
    bound = always("<=", slope(), mul(num(2), x()), fact("<=", ZERO, T))
    found = confirm(Problem((), (bound,), fact("<=", x(ONE), num(7))), starting(x=1))
    assert found.lhs.lo > 7
    assert found.hypotheses == ("x is the solution, in closed form",)
    steps = each("<=", x(AFTER), Term("add", x(K), K))
    assert confirm(Problem((), (steps,), fact("<=", x(num(3)), num(2))), starting(x=0)).lhs.lo == 3
    equation = always("=", slope(), x(), fact("<=", ZERO, T))
    made = read_laws(Problem((), (bound, equation), FALSE), starting(x=1))
    assert made.dynamics["x"].clause == equation


def test_what_an_inequality_makes_satisfies_it_with_equality():
    """x' <= 2 x makes x; 2 x <= x' is true of it, neither x' < 2 x nor 3 x <= x' is."""
    bound = always("<=", slope(), mul(num(2), x()), fact("<=", ZERO, T))
    strict = always("<", slope(), mul(num(2), x()), fact("<=", ZERO, T))
    lower = always("<=", x(), slope(), fact("<=", ZERO, T))
    refused((bound, strict), starting(x=1))
    refused((bound, always("<=", mul(num(3), x()), slope(), fact("<=", ZERO, T))), starting(x=1))
    satisfies(Problem((), (bound, lower), FALSE), starting(x=1))


# ---------------------------------------------------------------- what divides by an index


ALPHA = Term("var", "alpha", S)
FROM_ONE = fact("<=", ONE, K)


def over_the_root(scale):
    return Term("div", scale, mul(ALPHA, Term("sqrt", K)))


def test_a_sequence_may_be_defined_by_a_quotient_where_nothing_is_divided_by_zero():
    """x_k = 1 / (alpha sqrt(k)) for all k >= 1; from k = 0 on, or with alpha = 0, it has no value."""
    for body in (over_the_root(ONE), Term("div", ONE, mul(ALPHA, K))):
        law = each("=", x(K), body, FROM_ONE)
        assert accepted((law,), Instance(scalars={"alpha": Q(2)})) == ["determines the sequence x"]
        refused((law,), Instance(scalars={"alpha": Q(0)}))
        refused((each("=", x(K), body),), Instance(scalars={"alpha": Q(2)}))


def test_what_is_made_by_a_quotient_has_a_sign():
    law, instance = each("=", x(K), over_the_root(ONE), FROM_ONE), Instance(scalars={"alpha": Q(2)})
    for op in ("<", "<="):
        satisfies(Problem((), (law, each(op, ZERO, Term("div", ALPHA, x(K)), FROM_ONE)), FALSE), instance)
    for wrong in (each("<=", ZERO, mul(num(-1), x(K)), FROM_ONE), each("<=", ONE, x(K), FROM_ONE)):
        refused((law, wrong), instance)
    refused((each("=", x(K), over_the_root(ZERO), FROM_ONE), each("<", ZERO, x(K), FROM_ONE)), instance)
