"""Every rule, at random: in floating point the conclusion holds wherever its premises do."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from evaluator import World, evaluate, holds
from generators import RANGES, VN, A, B, a, b, c, i, k, often, operators, s, scalars, t, u, v, vectors, w, worlds, x
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import is_continuous
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Sort, Term, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders
from proofcheck.provers.tactics.antiderivatives import divisors

COVERED: set[str] = set()


def covers(*names: str, examples: int = 25) -> settings:
    """A property test of rules, with the same examples in every run."""
    COVERED.update(names)
    return often(examples)


def test_every_rule_has_a_property_test() -> None:
    assert set(rules.RULES) == COVERED


def given_that(clause: Clause) -> Theorem:
    return rules.assume([], clause)


def known(op: str, left: Term, right: Term) -> Theorem:
    return given_that(fact(op, left, right))


def check(theorem: Theorem, world: World) -> None:
    """The hypotheses hold in this world, and so does the clause."""
    for hypothesis in theorem.hypotheses:
        assert holds(hypothesis, world, 1e-7), "the test must supply a world where the premises hold"
    assert holds(theorem.clause, world, 1e-6)


def tame(world: World, *terms: Term) -> World:
    """The world, if no term is too large for floating point to say anything."""
    assume(all(np.max(np.abs(evaluate(term, world))) < 1e4 for term in terms))
    return world


def unless(refused: str, rule: Callable[..., Theorem], *arguments: Any) -> Theorem:
    """What a rule makes; the example is dropped where the kernel refuses it for a known reason."""
    try:
        return rule(*arguments)
    except KernelError as error:
        if re.search(refused, str(error)):
            reject()
        raise


def ordered(world: World, *variables: Term) -> World:
    """The world with the values of the variables in increasing order."""
    for variable, value in zip(variables, sorted(map(world.variable, variables)), strict=True):
        world = world.bind(variable, value)
    return world


def at_least_zero(world: World, *variables: Term) -> World:
    for variable in variables:
        world = world.bind(variable, abs(world.variable(variable)))
    return world


def integral(body: Term, low: Term = a, high: Term = b) -> Term:
    return Term("int", s, low, high, body)


low_curves = scalars(depth=1, leaves=(s, c)).filter(lambda term: is_continuous(term, s))
curves = scalars(depth=2, leaves=(s, c)).filter(lambda term: is_continuous(term, s))

# ---------------------------------------------------------------------------------------------------- logic


@covers("assume")
@given(scalars(depth=1), scalars(depth=1), worlds)
def test_assume(left: Term, right: Term, world: World) -> None:
    theorem = known("<=", left, right)
    assert theorem.hypotheses == {theorem.clause}
    assume(holds(theorem.clause, world, 0))
    check(theorem, world)


@covers("instantiate")
@given(scalars(depth=1, leaves=(a, s, x)), scalars(depth=1, leaves=(a, s, x)), vectors(depth=1, leaves=(a, s)), worlds)
def test_instantiate(first: Term, second: Term, vector: Term, world: World) -> None:
    """For all x, y, v: if (for all s: x s^2 <= y s^2) then x |v|^2 <= y |v|^2; the values may mention s and x."""
    y = Term("var", "y", SCALAR)

    def times(factor: Term, square: Term) -> Term:
        return Term("mul", factor, square)

    condition = Clause((s,), (), ("<=", times(x, Term("pow", s, 2)), times(y, Term("pow", s, 2))))
    norm = Term("pow", Term("norm", u), 2)
    general = given_that(Clause((x, y, u), (condition,), ("<=", times(x, norm), times(y, norm))))
    values = {x: first, y: Term("add", first, Term("pow", second, 2)), u: vector}
    met = given_that(condition.substitute(values))
    theorem = rules.instantiate([general, met], list(values.items()))
    tame(world, *values.values())
    assert holds(met.clause, world, 1e-6)
    assert holds(theorem.clause, world, 1e-6)


@covers("generalize")
@given(worlds, st.sampled_from([(), (a,), (a, b)]))
def test_generalize(world: World, variables: tuple[Term, ...]) -> None:
    """From 0 <= a and b <= c follows a b <= a c."""
    nonnegative, less = fact("<=", ZERO, a), fact("<=", b, c)
    product = rules.arithmetic(
        [given_that(nonnegative), given_that(less)],
        ("<=", Term("mul", a, b), Term("mul", a, c)),
        [{"coefficient": 1, "premises": [0, 1]}],
    )
    conditions = [nonnegative, less][: max(1, len(variables))]
    theorem = rules.generalize([product], variables, conditions)
    assert theorem.clause == Clause(variables, tuple(conditions), product.clause.relation)
    assert theorem.hypotheses == {nonnegative, less} - set(conditions)
    check(theorem, at_least_zero(ordered(world, b, c), a))


@covers("specialize", examples=60)
@given(vectors(smooth=True), scalars(depth=1, leaves=(b, c, x)), st.booleans(), worlds)
def test_specialize(path: Term, value: Term, differentiate: bool, world: World) -> None:
    """If |y'| <= b on [0, a] then int |y'| <= int b, and int y' = y(a) - y(0): a, b and y are read as other terms."""
    speed = Term("norm", Term("dpath", "y", VN, s))
    bounded = given_that(rules.over(s, ZERO, a, ("<=", speed, b)))
    length, limit = integral(speed, ZERO, a), integral(b, ZERO, a)
    premise = rules.functional_monotone([bounded, known("<=", ZERO, a)], length, limit)
    if differentiate:
        premise = rules.fundamental_theorem([], s, ZERO, a, Term("path", "y", VN, s))
    values = [(a, Term("pow", value, 2)), (b, Term("exp", c))]
    theorem = unless("need not be|derivative|capture", rules.specialize, [premise], values, [("y", VN, t, path)])
    world = world.bind(c, 6.0)
    assume(evaluate(Term("pow", value, 2), world) < 1)
    assume(all(holds(hypothesis, world, 0) for hypothesis in theorem.hypotheses))
    check(theorem, tame(world, *theorem.clause.relation[1:]))


@covers("rename", examples=60)
@given(scalars(), st.sampled_from(["n", "p", "m", 1, 2]), st.sampled_from(["n", "q", 3]), worlds)
def test_rename(value: Term, n: int | str, p: int | str, world: World) -> None:
    """What holds in R^n and R^p, and for F and f, holds in other spaces and for other functions."""
    premise = known("<=", Term("mul", num(2), value, a), Term("add", Term("pow", value, 2), Term("pow", a, 2)))
    square = rules.arithmetic(
        [], premise.clause.relation, [{"coefficient": 1, "premises": [], "square": sub(value, a)}]
    )
    renamed = unless("become one", rules.rename, [square], [("n", n), ("p", p)], [("F", "H"), ("f", "F")])
    check(renamed, tame(world, *renamed.clause.relation[1:]))
    under = rules.rename([premise], [("n", n), ("p", p)], [("F", "H"), ("f", "F")])
    assert under.clause == renamed.clause
    assert under.hypotheses == {renamed.clause}


@covers("cases")
@given(scalars(depth=2), scalars(depth=2), worlds)
def test_cases(left: Term, right: Term, world: World) -> None:
    """The smaller of two numbers is at most their mean."""
    mean = Term("mul", num(Fraction(1, 2)), Term("add", left, right))
    least = Term("min", left, right)
    branches = []
    for order, place, fraction in (
        (("<=", left, right), 2, Fraction(1, 2)),
        (("<", right, left), 1, Fraction(1, 2)),
    ):
        premises = [known(*order), orders.extreme([], Term("max", left, right), place)]
        entries = [{"coefficient": fraction, "premises": [0]}, {"coefficient": 1, "premises": [1]}]
        branches.append(unless("continuous|too many", rules.arithmetic, premises, ("<=", least, mean), entries))
    theorem = rules.cases(branches, left, right)
    assert not theorem.hypotheses
    check(theorem, tame(world, left, right))


@covers("congruence", examples=40)
@given(scalars(leaves=(a, t, x)), scalars(depth=1, leaves=(a, s)), worlds)
def test_congruence(template: Term, value: Term, world: World) -> None:
    theorem = unless("derivative|another sort", rules.congruence, [known("=", c, value)], x, template)
    world = world.bind(c, evaluate(value, world))
    check(theorem, tame(world, *theorem.clause.relation[1:]))


@covers("identity", examples=40)
@given(scalars(leaves=(a, t, x)), scalars(depth=1, leaves=(a, s)), worlds)
def test_combination(template: Term, value: Term, world: World) -> None:
    premise = known("=", c, value)

    def make() -> Theorem:
        left = Term("add", substitute(template, {x: c}), b)
        right = Term("add", b, substitute(template, {x: value}))
        return rules.identity([premise], left, right, [{"equation": 0, "hole": x, "template": template}])

    theorem = unless("derivative|another sort|continuous", make)
    world = world.bind(c, evaluate(value, world))
    check(theorem, tame(world, *theorem.clause.relation[1:]))


def test_equations_that_do_not_add_up_are_refused() -> None:
    premise = known("=", a, b)
    for factor in (ONE, num(3)):
        entry = {"equation": 0, "hole": x, "template": Term("mul", factor, x)}
        with pytest.raises(KernelError, match="normal forms of the two sides differ"):
            rules.identity([premise], Term("mul", num(2), a), Term("mul", num(2), b), [entry])
    with pytest.raises(KernelError, match="does not say"):
        rules.identity([known("<=", a, b)], a, b, [{"equation": 0, "hole": x, "template": x}])


@covers("induction")
@given(worlds)
def test_induction(world: World) -> None:
    """x(k + 1) <= a x(k) with a >= 0 gives x(k) <= a^k x(0)."""

    def at(index: Term) -> Term:
        return Term("path", "x", SCALAR, index)

    def bound(index: Term) -> Relation:
        return ("<=", at(index), Term("mul", Term("powi", a, index), at(ZERO)))

    nonnegative = known("<=", ZERO, a)
    steps = given_that(Clause((k,), (), ("<=", at(Term("add", k, ONE)), Term("mul", a, at(k)))))
    entries = [{"coefficient": 1, "premises": [0]}, {"coefficient": 1, "premises": [1, 2]}]
    premises = [rules.instantiate([steps], [(k, k)]), nonnegative, given_that(fact(*bound(k)))]
    moved = rules.arithmetic(premises, bound(Term("add", k, ONE)), entries)
    start = rules.arithmetic([], bound(ZERO), [])
    theorem = rules.induction([start, rules.generalize([moved], [k], [fact(*bound(k))])], k, fact(*bound(k)))
    world = at_least_zero(world, a)
    q, first, slack = world.variable(a), world.draw("x").normal(), world.draw("slack").uniform(0, 1)

    def sequence(index: float) -> float:
        return float(q**index * first - slack * index * q**index)

    check(theorem, World(world.seed, variables={a: q}, paths={("x", SCALAR): (sequence, sequence)}))


@given(worlds)
def test_induction_over_a_statement_with_variables(world: World) -> None:
    """For all x >= 0: (1 + x)^k >= 1 + k x. The conditions that are lost or variables that are fixed are refused."""
    grown, positive = Term("add", ONE, x), fact("<=", ZERO, x)

    def claim(index: Term, *conditions: Clause) -> Clause:
        bound = Term("add", ONE, Term("mul", index, x))
        return Clause((x,), conditions, ("<=", bound, Term("powi", grown, index)))

    statement, later = claim(k, positive), claim(Term("add", k, ONE))
    now = rules.instantiate([given_that(statement), given_that(positive)], [(x, x)])
    entries = [
        {"coefficient": 1, "premises": [0]},
        {"coefficient": 1, "premises": [0, 1]},
        {"coefficient": 1, "multiplier": k, "square": x},
    ]
    moved = rules.arithmetic([now, given_that(positive)], later.relation, entries)
    step = rules.generalize([moved], [k, x], [statement, positive])
    start = rules.generalize([rules.arithmetic([], claim(ZERO).relation, [])], [x], [positive])
    theorem = rules.induction([start, step], k, statement)
    assert theorem.clause == Clause((k, x), (positive,), statement.relation)
    assert not theorem.hypotheses
    check(theorem, world)
    unconditional = rules.generalize([rules.arithmetic([], claim(ZERO).relation, [])], [x], [])
    fixed = rules.generalize([moved], [k], [statement, positive])
    captured = given_that(Clause((k, x), (fact(*statement.relation), positive), later.relation))
    for premises, said in (
        ([unconditional, step], statement),
        ([start, fixed], statement),
        ([start, captured], statement),
        ([start, step], claim(k)),
    ):
        with pytest.raises(KernelError, match="premise"):
            rules.induction(premises, k, said)


def test_induction_does_not_capture_a_variable_of_its_statement() -> None:
    """For all k: k <= n + k is about another k: nothing is said of k = 0, 1, 2, ... in it."""
    statement = Clause((k,), (), ("<=", k, num(3)))
    step = given_that(Clause((k,), (statement,), statement.relation))
    with pytest.raises(KernelError):
        rules.induction([given_that(statement), step], k, statement)


def test_induction_from_a_number_on() -> None:
    """k^2 <= 2^k from 4 on: it holds at 0, 1, 2, not at 3, and the premise at another start is refused."""

    def bound(index: Term) -> Relation:
        return ("<=", Term("pow", index, 2), Term("powi", num(2), index))

    onwards = fact("<=", num(4), k)
    step = given_that(Clause((k,), (onwards, fact(*bound(k))), bound(Term("add", k, ONE))))
    start = rules.arithmetic([], bound(num(4)), [])
    theorem = rules.induction([start, step], k, fact(*bound(k)), 4)
    assert theorem.clause == Clause((k,), (onwards,), bound(k))
    unlimited = given_that(Clause((k,), (fact(*bound(k)),), bound(Term("add", k, ONE))))
    for premises, first in (([start, unlimited], 4), ([start, step], 0), ([start, step], 5), ([start, step], -4)):
        with pytest.raises(KernelError, match=r"premise|starts"):
            rules.induction(premises, k, fact(*bound(k)), first)


# ---------------------------------------------------------------------------------------------------- algebra


@covers("identity", examples=60)
@given(scalars(depth=2), scalars(depth=1), vectors(depth=1), st.integers(0, 3), worlds)
def test_identity(first: Term, second: Term, vector: Term, which: int, world: World) -> None:
    """Products are distributed, and known vectors and signs used."""
    premises = [known("=", v, vector), known("<", ZERO, a), known("<=", ZERO, b)]
    world = at_least_zero(world, a, b)
    world = world.bind(a, world.variable(a) + 0.1)
    world = world.bind(v, evaluate(vector, world))
    pairs = [
        (
            Term("mul", first, Term("add", second, first)),
            Term("add", Term("pow", first, 2), Term("mul", second, first)),
        ),
        (Term("norm", Term("mul", a, b, u)), Term("mul", b, a, Term("norm", u))),
        (
            Term("sqrt", Term("mul", Term("pow", a, 2), Term("inner", v, v))),
            Term("mul", a, Term("sqrt", Term("inner", vector, vector))),
        ),
        (Term("div", Term("mul", a, first), a), first),
    ]
    check(unless("continuous|too many|depend", rules.identity, premises, *pairs[which]), tame(world, *pairs[which]))


@covers("arithmetic", examples=60)
@given(st.data(), worlds)
def test_arithmetic(data: st.DataObject, world: World) -> None:
    """A certificate made at random proves the inequality that it adds up to."""
    terms = [data.draw(scalars(depth=1)) for _ in range(3)]
    equal = data.draw(scalars(depth=1))
    premises = [known("<=", ZERO, a), known("<", ZERO, b), known("=", c, equal)]
    entries: list[dict[str, Any]] = []
    parts: list[Term] = []
    for term in terms:
        coefficient = data.draw(st.sampled_from([Fraction(1, 2), Fraction(3)]))
        used = data.draw(st.lists(st.integers(0, 1), max_size=2))
        kind = data.draw(st.sampled_from(["square", "multiplier", "equality"]))
        factors = [(a, b)[index] for index in used]
        if kind == "square":
            entries.append({"coefficient": coefficient, "premises": used, "square": term})
            parts.append(Term("mul", num(coefficient), *factors, term, term))
        elif kind == "multiplier":
            entries.append({"coefficient": coefficient, "premises": used, "multiplier": Term("norm", v)})
            parts.append(Term("mul", num(coefficient), *factors, Term("norm", v)))
        else:
            entries.append({"coefficient": -coefficient, "premises": used, "multiplier": term, "equality": 2})
            parts.append(Term("mul", num(-coefficient), *factors, term, sub(equal, c)))
    left = data.draw(scalars(depth=1))
    goal = ("<=", left, Term("add", left, *parts))
    theorem = unless("continuous|too many|depend", rules.arithmetic, premises, goal, entries)
    world = at_least_zero(world, a, b)
    world = world.bind(b, world.variable(b) + 0.1)
    world = world.bind(c, evaluate(equal, world))
    check(theorem, tame(world, *theorem.clause.relation[1:]))


@covers("root")
@given(worlds)
def test_root(world: World) -> None:
    check(rules.monotone_root([known("<=", a, b)]), ordered(world, a, b))


@covers("larger of two")
@given(scalars(depth=2), scalars(depth=2), worlds)
def test_maximum(left: Term, right: Term, world: World) -> None:
    if evaluate(right, world) < evaluate(left, world):
        left, right = right, left
    check(rules.maximum([known("<=", left, right)]), tame(world, left, right))


# ---------------------------------------------------------------------------------------------------- norms


# ---------------------------------------------------------------------------------------------------- dimensions


def symmetric_world(world: World) -> World:
    matrix = world.variable(B)
    return world.bind(B, matrix + matrix.T)


SYMMETRY = known("=", Term("tr", B), B)
FORMS = st.sampled_from(
    [B, Term("dot", A, Term("tr", A)), Term("add", Term("mul", a, B), Term("mul", b, Term("id", "n")))]
)


def unit(vector: Term) -> Clause:
    return fact("=", Term("norm", vector), ONE)


@covers("singular values of a tall operator")
@given(operators(), st.sampled_from([(2, 1), (3, 1), (3, 2)]), worlds)
def test_singular_values_of_a_tall_operator(operator: Term, sizes: tuple[int, int], world: World) -> None:
    """The root of the n-th eigenvalue of A A' is 0 where A has n rows and fewer columns."""
    n, p = sizes
    theorem = rules.no_singular_value([known("<", Term("dim", "p"), Term("dim", "n"))], operator)
    world = tame(World(world.seed, dims={"n": n, "p": p}, zeros=world.zeros), Term("opnorm", operator))
    assert theorem.clause == fact("=", Term("smin", operator), ZERO)
    matrix = evaluate(operator, world)
    size = 1 + np.max(np.abs(matrix))
    assert abs(np.linalg.eigvalsh(matrix @ matrix.T)[0]) < 1e-9 * size**2
    check(theorem, world)


@covers("unit vector of a basis")
@given(st.sampled_from([ONE, k, Term("add", k, ONE), Term("dim", "n")]), worlds)
def test_a_unit_vector_has_length_one(index: Term, world: World) -> None:
    assume(1 <= evaluate(index, world) <= world.size("n"))
    check(rules.basis_unit([known("<=", ONE, index), known("<=", index, Term("dim", "n"))], "n", index), world)


@covers("orthogonal basis")
@given(st.sampled_from([ONE, i, Term("add", k, ONE)]), st.sampled_from([k, num(3), a, num("1/2")]), worlds)
def test_different_unit_vectors_are_orthogonal(first: Term, second: Term, world: World) -> None:
    assume(evaluate(first, world) != evaluate(second, world))
    different = known("<", ZERO, Term("pow", sub(first, second), 2))
    check(rules.basis_orthogonal([different], "n", first, second), world)


def test_only_a_whole_number_in_range_is_that_of_a_unit_vector() -> None:
    """e_0, e_(n + 1) and e_(1/2) are zero."""
    in_range = [known("<=", ONE, a), known("<=", a, Term("dim", "n"))]
    with pytest.raises(KernelError, match="natural number"):
        rules.basis_unit(in_range, "n", a)
    with pytest.raises(KernelError, match="premise"):
        rules.basis_unit([known("<=", ZERO, k), known("<=", k, Term("dim", "n"))], "n", k)
    with pytest.raises(KernelError, match="premise"):
        rules.basis_unit([known("<=", ONE, k), known("<=", k, Term("dim", "m"))], "n", k)


@covers("absurd")
@given(scalars(), worlds)
def test_absurd(term: Term, world: World) -> None:
    """Nothing makes the premise true; the conclusion keeps every hypothesis, and other premises are refused."""
    impossible = rules.arithmetic(
        [known("<", term, b), known("<=", b, term)],
        ("<", ZERO, ZERO),
        [{"coefficient": 1, "premises": [i]} for i in (0, 1)],
    )
    theorem = rules.absurd([impossible], ("<", ONE, ZERO))
    assert theorem.hypotheses == impossible.hypotheses
    assume(abs(evaluate(term, world) - evaluate(b, world)) > 1e-3)
    assert not all(holds(hypothesis, world, 1e-7) for hypothesis in theorem.hypotheses)
    for premise in (known("<=", ZERO, ZERO), known("<", ZERO, ONE), known("=", ZERO, ZERO)):
        with pytest.raises(KernelError, match="does not say what the rule needs"):
            rules.absurd([premise], ("<", ONE, ZERO))


@covers("definite")
@given(scalars(depth=1), vectors(depth=1), worlds)
def test_definite(scalar: Term, vector: Term, world: World) -> None:
    """What is less itself than nothing: a - a, v - v, and A - A."""
    for whole in (scalar, vector, A):
        thing = sub(whole, whole)
        square = Term("pow", thing, 2) if whole is scalar else Term("inner", thing, thing)
        check(rules.definite([known("<=", square, ZERO)], thing), tame(world, scalar, Term("norm", vector)))


def test_what_has_a_square_need_not_vanish() -> None:
    square = Term("inner", u, u)
    for premise in (known("<=", square, a), known("<=", ZERO, square), known("<=", a, ZERO)):
        with pytest.raises(KernelError, match="does not say what the rule needs"):
            rules.definite([premise], u)
    for term in (a, Term("pow", a, 3), Term("pow", b, 2), Term("mul", a, b)):
        with pytest.raises(KernelError, match="does not say what the rule needs"):
            rules.definite([known("<=", term, ZERO)], a)


@covers("inverse")
@given(operators(depth=1, sort=("O", "n", "n")), worlds)
def test_inverse_of_an_operator(operator: Term, world: World) -> None:
    assume(np.linalg.cond(evaluate(operator, world)) < 1e3)
    check(rules.inverse([known("<", ZERO, Term("smin", operator))], operator), world)


def test_nothing_has_an_inverse_that_may_be_zero() -> None:
    with pytest.raises(KernelError, match="does not say what the rule needs"):
        rules.inverse([known("<=", ZERO, Term("smin", B))], B)
    with pytest.raises(KernelError, match="smin of"):
        rules.inverse([known("<", ZERO, Term("pow", a, 2))], a)


# ---------------------------------------------------------------------------------------------------- extrema


SLACK = 1e-4
"""A least value is found on a grid."""

PLANE = {"n": 2}
SPHERES = st.sampled_from(
    [
        Term("inner", Term("dot", B, u), u),
        Term("add", Term("inner", u, v), Term("pow", Term("inner", u, w), 2)),
        Term("fn", "F", VN, SCALAR, u),
        Term("norm", Term("add", u, v)),
    ]
)


def in_the_plane(world: World) -> World:
    return World(world.seed, dims=PLANE)


SPECTRA = st.one_of(
    st.builds(Term, st.sampled_from(["smin", "opnorm"]), operators()),
    st.builds(Term, st.sampled_from(["lmin", "lmax"]), FORMS),
)


def seen_from(extremum: Term, at: Term) -> tuple[Term, bool]:
    """The value that a spectral extremum bounds at a unit vector, and whether it bounds it from below."""
    head, operator = extremum[:2]
    if head in {"lmin", "lmax"}:
        return Term("inner", Term("dot", operator, at), at), head == "lmin"
    return Term("norm", Term("dot", Term("tr", operator) if head == "smin" else operator, at)), head == "smin"


def points(extremum: Term) -> Sort:
    return ("V", extremum[1].sort[1 if extremum[0] == "smin" else 2])


def symmetry(extremum: Term) -> list[Theorem]:
    return symmetric(extremum[1]) if extremum[0] in {"lmin", "lmax"} else []


def symmetric(operator: Term) -> list[Theorem]:
    """That an operator is, by the symmetry of B."""
    return [rules.identity([SYMMETRY], Term("tr", operator), operator)]


@covers("extremum, bound")
@given(low_curves, SPHERES, SPECTRA, worlds)
def test_extremum_bound(curve: Term, body: Term, spectral: Term, world: World) -> None:
    infimum = Term("inf", s, a, b, Term("add", curve, Term("pow", s, 2)))
    theorem = unless("derivative", rules.extremum_bound, [known("<=", a, t), known("<=", t, b)], infimum, t)
    check(theorem, tame(ordered(world, a, t, b), *theorem.clause.relation[1:]))
    theorem = rules.extremum_bound([given_that(unit(w))], Term("minS", u, body), w)
    check(theorem, normalized(in_the_plane(world), w))
    at = Term("var", "e", points(spectral))
    theorem = rules.extremum_bound([given_that(unit(at)), *symmetry(spectral)], spectral, at)
    value, least = seen_from(spectral, at)
    assert theorem.clause == (fact("<=", spectral, value) if least else fact("<=", value, spectral))
    check(theorem, tame(normalized(symmetric_world(world), at), spectral))


@given(operators(depth=1, leaves=(a,)), worlds)
def test_extrema_over_operators_of_norm_1(operator: Term, world: World) -> None:
    """The least inner product with one of them is minus the nuclear norm."""
    ball, square = (Term("var", name, operator.sort) for name in "eD")
    least = Term("minS", ball, Term("inner", operator, ball))
    theorem = rules.extremum_bound([given_that(fact("=", Term("opnorm", square), ONE))], least, square)
    drawn = World(world.seed, dims=world.dims).variable(square)
    check(theorem, tame(world.bind(square, drawn / np.linalg.norm(drawn, 2)), least))
    unit_operator = fact("=", Term("opnorm", square), ONE)
    bound = given_that(Clause((square,), (unit_operator,), ("<=", c, Term("inner", operator, square))))
    theorem = rules.extremum_best([bound], least, c)
    check(theorem, world.bind(c, evaluate(least, world) - SLACK))


def normalized(world: World, vector: Term) -> World:
    value = World(world.seed, dims=world.dims).variable(vector)
    return world.bind(vector, value / np.linalg.norm(value))


@covers("positive operators")
@given(operators(depth=1, leaves=(a,)), operators(depth=1, leaves=(a,)), worlds)
def test_positive_operators(first: Term, second: Term, world: World) -> None:
    """C + F F' is not negative where C' = -C; symmetric is S S'."""
    skew = sub(B, Term("tr", B))
    operators_here = [Term("add", skew, Term("dot", first, Term("tr", first))), Term("dot", second, Term("tr", second))]
    premises = [
        given_that(Clause((w,), (), ("<=", ZERO, Term("inner", Term("dot", operator, w), w))))
        for operator in operators_here
    ]
    square = operators_here[1]
    theorem = rules.positive_operators([*premises, rules.identity([], Term("tr", square), square)], *operators_here)
    check(theorem, tame(world, *operators_here))


@covers("extremum, best")
@given(low_curves, SPHERES, SPECTRA, worlds)
def test_extremum_best(curve: Term, body: Term, spectral: Term, world: World) -> None:
    """The variable of the bound need not be that of the binder."""
    infimum = Term("inf", s, a, b, curve)
    time = Term("var", "e", SCALAR)
    pointwise = ("<=", x, substitute(curve, {s: time}))
    theorem = rules.extremum_best([given_that(rules.over(time, a, b, pointwise)), known("<=", a, b)], infimum, x)
    segment = ordered(world, a, b)
    check(theorem, tame(segment.bind(x, evaluate(infimum, segment) - SLACK), infimum))
    minimum, plane = Term("minS", u, body), in_the_plane(world)
    other = Term("var", "e", VN)
    bound = given_that(Clause((other,), (unit(other),), ("<=", c, substitute(body, {u: other}))))
    theorem = rules.extremum_best([bound], minimum, c)
    check(theorem, plane.bind(c, evaluate(minimum, plane) - SLACK))
    at = Term("var", "e", points(spectral))
    value, least = seen_from(spectral, at)
    bound = given_that(Clause((at,), (unit(at),), ("<=", c, value) if least else ("<=", value, c)))
    theorem = rules.extremum_best([bound, *symmetry(spectral)], spectral, c)
    world = tame(symmetric_world(world), spectral)
    check(theorem, world.bind(c, evaluate(spectral, world)))


# ---------------------------------------------------------------------------------------------------- integrals


@covers("monotonicity of a functional")
@given(curves, curves, worlds)
def test_integral_monotone(body: Term, slack: Term, world: World) -> None:
    larger = Term("add", body, Term("pow", slack, 2))
    bound = given_that(rules.over(s, a, b, ("<=", body, larger)))
    theorem = rules.functional_monotone([bound, known("<=", a, b)], integral(body), integral(larger))
    world = ordered(world, a, b)
    assume(abs(world.variable(a)) + abs(world.variable(b)) < 3)
    check(theorem, tame(world, integral(larger), integral(Term("pow", body, 2))))


@covers("monotonicity of a functional")
@given(curves, worlds)
def test_equal_integrands(body: Term, world: World) -> None:
    other = Term("mul", Term("add", body, c), Term("add", body, Term("mul", num(-1), c)))
    squares = sub(Term("pow", body, 2), Term("pow", c, 2))
    bound = given_that(rules.over(s, a, b, ("=", squares, other)))
    theorem = rules.functional_monotone([bound, known("<=", a, b)], integral(squares), integral(other))
    check(theorem, tame(ordered(world, a, b), integral(Term("pow", body, 4))))


BODIES = scalars(depth=1, leaves=(a, i))


@covers("monotonicity of a functional")
@given(BODIES, BODIES, st.sampled_from(RANGES[:4]), st.sampled_from(["sum", "expect", "strictly"]), worlds)
def test_functional_monotone(body: Term, slack: Term, ends: tuple[Term, Term], kind: str, world: World) -> None:
    summed = kind == "sum"
    low, high = ends if summed else (ONE, Term("dim", "n"))
    larger = Term("add", body, Term("pow", slack, 2), num(int(kind == "strictly")))
    bound = given_that(rules.over(i, low, high, ("<" if kind == "strictly" else "<=", body, larger)))
    left, right = (
        Term("sum", i, low, high, part) if summed else Term("expect", i, part, "n") for part in (body, larger)
    )
    check(rules.functional_monotone([bound], left, right), tame(world, left, right))


@given(BODIES, st.sampled_from(RANGES[:4]), worlds)
def test_equal_factors_make_equal_products(body: Term, ends: tuple[Term, Term], world: World) -> None:
    other = Term("mul", num(2), Term("add", body, Term("exp", a)), num(Fraction(1, 2)))
    equal = given_that(rules.over(i, *ends, ("=", Term("add", body, Term("exp", a)), other)))
    check(
        rules.functional_monotone([equal], *(Term("prod", i, *ends, side) for side in equal.clause.relation[1:])), world
    )


@covers("splitting a sum")
@given(BODIES, st.integers(0, 3), st.sampled_from(["sum", "prod"]), worlds)
def test_split_sum(body: Term, middle: int, head: str, world: World) -> None:
    total = Term(head, i, ONE, k, body)
    premises = [known("<=", ONE, num(middle)), known("<=", num(middle), Term("add", k, ONE))]
    theorem = rules.split_sum(premises, total, num(middle))
    assume(all(holds(hypothesis, world, 0) for hypothesis in theorem.hypotheses))
    check(theorem, tame(world, total))


@covers("exchange of means")
@given(scalars(depth=2, leaves=(a, i, k)), st.sampled_from(["n", "p", 3]), worlds)
def test_exchange(body: Term, space: int | str, world: World) -> None:
    theorem = rules.exchange([], Term("expect", i, Term("expect", k, body, space), "n"))
    check(theorem, tame(world, *theorem.clause.relation[1:]))


@covers("outcomes of positive probability", examples=60)
@given(BODIES, BODIES, worlds)
def test_almost_surely(body: Term, value: Term, world: World) -> None:
    """What is near to an outcome is one where a value is near to the value there."""
    apart = sub(value, substitute(value, {i: k}))
    near = Term("max", ZERO, sub(ONE, Term("pow", apart, 2)))
    conditions = [c for each in (i, k) for c in rules.over(each, ONE, Term("dim", "n"), ("=", ONE, ONE)).conditions]
    positive = rules.over(i, ONE, Term("dim", "n"), ("<", ZERO, substitute(near, {k: i})))
    premises = [given_that(Clause((i, k), tuple(conditions), ("<=", ZERO, near))), given_that(positive)]
    theorem = rules.almost_surely(premises, Term("expect", i, body, "n"), Term("expect", k, near, "n"))
    check(theorem, tame(world, *theorem.clause.relation[1:], apart))


MOVING = vectors(depth=1, leaves=(s, c)).filter(lambda term: is_continuous(term, s))


@covers("identity")
@given(MOVING, vectors(), worlds)
def test_integral_linear(body: Term, vector: Term, world: World) -> None:
    """Also where the limits are in the wrong order."""
    scaled = Term("mul", s, body)
    whole, parts = Term("inner", vector, integral(scaled)), integral(Term("inner", vector, scaled))
    theorem = rules.identity([], whole, parts)
    check(theorem, tame(world, Term("norm", vector), *theorem.clause.relation[1:]))


@covers("fundamental theorem of calculus")
@given(scalars(depth=2, smooth=True), vectors(depth=1, smooth=True), worlds)
def test_fundamental_theorem(scalar: Term, vector: Term, world: World) -> None:
    """Also where the limits are in the wrong order."""
    assume(abs(world.variable(a)) + abs(world.variable(b)) < 3)
    for body in (scalar, vector, Term("mul", scalar, vector)):
        theorem = unless("derivative", rules.fundamental_theorem, [], t, a, b, body)
        check(theorem, tame(world, *theorem.clause.relation[1:]))


SHIFTED = Term("add", c, s)
DIVIDING = [
    Term("log", SHIFTED),
    Term("sqrt", SHIFTED),
    Term("div", s, SHIFTED),
    Term("pow", SHIFTED, -2),
    Term("mul", s, Term("log", Term("mul", num(-2), SHIFTED))),
]


@covers("fundamental theorem of calculus")
@given(worlds, st.sampled_from(DIVIDING))
def test_fundamental_theorem_where_nothing_vanishes(world: World, body: Term) -> None:
    """What is divided by may be negative, but for what a root is taken of."""
    apart = [given_that(rules.over(s, a, b, ("<", ZERO, Term("pow", part, 2)))) for part in divisors(body, s)]
    theorem = rules.fundamental_theorem([known("<=", a, b), *apart], s, a, b, body)
    low, high = sorted((world.variable(a), world.variable(b)))
    shift = world.variable(c)
    assume(high - low < 3 and 0.1 < abs(shift) < 3)
    away = shift - low if shift > 0 else shift - high
    check(theorem, world.bind(a, low).bind(b, high).bind(c, away))


# ---------------------------------------------------------------------------------------------------- dynamics


def energy_path(name: str, value: Callable[[float], float], slope: Callable[[float], float]) -> Any:
    return {(name, SCALAR): (value, slope)}


FALLING: list[tuple[Callable[[Term], Term], tuple[Callable[[Term], Term], ...]]] = [
    (lambda energy: energy, ()),
    (lambda energy: Term("sqrt", energy), (lambda energy: energy,)),
    (lambda energy: Term("log", energy), (lambda energy: energy,)),
    (lambda energy: Term("div", num(-1), energy), (lambda energy: energy,)),
]
"""Increasing functions of an energy, and what must not vanish for them to have derivatives."""


@covers("mean value inequality")
@given(worlds, st.sampled_from(FALLING))
def test_mean_value_inequality(world: World, which: Any) -> None:
    """A gradient flow x' = -H x, along which <x, H x> falls."""
    path, symmetric = Term("path", "y", VN, s), Term("var", "H", ("O", "n", "n"))
    energy = Term("mul", num(Fraction(1, 2)), Term("inner", path, Term("dot", symmetric, path)))
    function, divisors = which
    quantity = function(energy)
    premises = [
        given_that(rules.over(s, ZERO, b, ("<=", Term("d", s, quantity), ZERO))),
        known("<=", ZERO, b),
        *(given_that(rules.over(s, ZERO, b, ("<", ZERO, Term("pow", of(energy), 2)))) for of in divisors),
    ]
    theorem = rules.mean_value_inequality(premises, s, ZERO, b, quantity)
    n = world.size("n")
    root = world.draw("H").normal(size=(n, n))
    rates, frame = np.linalg.eigh(root @ root.T + np.eye(n))
    start = world.draw("start").normal(size=n)
    assume(np.linalg.norm(start) > 0.1)
    flow = {
        ("y", VN): (
            lambda time: frame @ (np.exp(-rates * time) * (frame.T @ start)),
            lambda time: -frame @ (rates * np.exp(-rates * time) * (frame.T @ start)),
        )
    }
    values = {symmetric: root @ root.T + np.eye(n), b: 0.5}
    check(theorem, World(0, dims={"n": n}, variables=values, paths=flow))


@covers("continuation")
@given(st.sampled_from([-1.0, 0.5, 2.0]), st.sampled_from([0.0, 1.0, 3.0]))
def test_continuation(start: float, size: float) -> None:
    """D = R - h (t + 1/10) exp(-t) is below R from 0 on, not before; the lack of uniform slack does no harm."""
    quantity, later = Term("path", "D", SCALAR, t), Term("var", "e", SCALAR)
    inside = rules.over(later, ZERO, t, ("<=", Term("path", "D", SCALAR, later), c))
    step = Clause((t,), (fact("<=", ZERO, t), inside), ("<", quantity, c))
    first = known("<", Term("path", "D", SCALAR, ZERO), c)
    theorem = rules.continuation([first, given_that(step)], t, later, quantity, c)

    def value(time: float) -> float:
        return float(start - (0.1 + size) * (time + 0.1) * np.exp(-time))

    check(theorem, World(0, variables={c: start}, paths=energy_path("D", value, value)))


def test_continuation_needs_its_premises() -> None:
    """D = t reaches every R, and D = R stays at R: neither premise may be weakened."""
    later = Term("var", "e", SCALAR)
    inside = rules.over(later, ZERO, t, ("<=", later, c))
    conditions = (fact("<=", ZERO, t), inside)
    for start, step in (
        (known("<=", ZERO, c), given_that(Clause((t,), conditions, ("<", t, c)))),
        (known("<", ZERO, c), given_that(Clause((t,), conditions, ("<=", t, c)))),
        (known("<", ZERO, c), given_that(Clause((t,), (*conditions, fact("<", t, ONE)), ("<", t, c)))),
    ):
        with pytest.raises(KernelError):
            rules.continuation([start, step], t, later, t, c)
    with pytest.raises(KernelError, match="continuous"):
        rules.continuation([start, step], t, later, Term("div", ONE, t), c)


def test_induction_refuses_other_premises() -> None:
    def claim(index: Term) -> Relation:
        return ("<=", ZERO, Term("path", "x", SCALAR, index))

    base, successor = known(*claim(ZERO)), Term("add", k, ONE)
    good = given_that(Clause((k,), (fact(*claim(k)),), claim(successor)))
    assert rules.induction([base, good], k, fact(*claim(k))).clause == Clause((k,), (), claim(k))
    wrong: Sequence[tuple[Theorem, Theorem]] = [
        (known(*claim(ONE)), good),
        (base, given_that(Clause((k,), (fact(*claim(successor)),), claim(k)))),
        (base, given_that(Clause((), (fact(*claim(k)),), claim(successor)))),
        (base, given_that(Clause((k,), (fact(*claim(k)), fact("<=", ONE, a)), claim(successor)))),
    ]
    for first, second in wrong:
        with pytest.raises(KernelError):
            rules.induction([first, second], k, fact(*claim(k)))
    with pytest.raises(KernelError, match="natural"):
        rules.induction([base, good], t, fact(*claim(t)))
