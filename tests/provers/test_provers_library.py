"""The laws of the library: derived, replayed, true at random, and used under their names."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from evaluator import World, evaluate, holds
from generators import VN, VP, A, B, a, b, c, k, often, operators, s, scalars, u, v, vectors, worlds
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from proofcheck.evidence.derivations import replay, write_derivation
from proofcheck.kernel import rules
from proofcheck.kernel.calculus import is_continuous
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.proof import proves
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.rule_names import FREE, RULES
from proofcheck.provers import library
from proofcheck.provers.library import LAWS, Law, calculus, integrals, orders, spectra, uses, zeros
from proofcheck.provers.narrate import proof_lines

laws = pytest.mark.parametrize("law", LAWS, ids=[law.title for law in LAWS])


def known(op: str, left: Term, right: Term) -> Theorem:
    return rules.assume([], fact(op, left, right))


def check(theorem: Theorem, world: World) -> None:
    """The hypotheses hold in this world, and so does the clause."""
    for hypothesis in theorem.hypotheses:
        assert holds(hypothesis, world, 1e-7), "the test must supply a world where the premises hold"
    assert holds(theorem.clause, world, 1e-6)


def tame(world: World, *terms: Term) -> World:
    """The world, if no term is too large for floating point to say anything."""
    assume(all(np.max(np.abs(evaluate(term, world))) < 1e4 for term in terms))
    return world


# ------------------------------------------------------------------------------------------------ all laws


@laws
def test_a_law_is_derived_without_hypotheses_and_replays(law: Law) -> None:
    theorem = law.theorem()
    again = replay(write_derivation(theorem))
    assert (again.clause, again.hypotheses) == (theorem.clause, frozenset())


@laws
def test_a_law_can_be_cited(law: Law) -> None:
    assert law.name in {*RULES, *FREE}


@laws
def test_who_applies_a_law_uses_it_by_name_and_not_what_is_beneath(law: Law) -> None:
    theorem = law.theorem()
    premises = [rules.assume([], condition) for condition in theorem.clause.conditions]
    instance = replay(write_derivation(library.apply(theorem, premises)))
    assert library.law_of(instance) is law
    assert uses(instance) == {law.name}
    assert len(list(library.outline(instance))) == len(premises) + 1
    assert [rule for _, rule in proof_lines(instance, latex=False)] == [law.title]


@laws
def test_what_says_something_else_is_not_the_law(law: Law) -> None:
    """A weaker statement, derived from the law and applied in its place, uses what the law's own proof uses."""
    theorem = law.theorem()
    conditions = (*theorem.clause.conditions, fact("<=", ZERO, num(5)))
    weaker = rules.generalize([theorem], [], [conditions[-1]])
    instance = library.apply(weaker, [rules.assume([], condition) for condition in weaker.clause.conditions])
    assert library.law_of(instance) is None
    assert uses(instance) == uses(theorem)


@laws
def test_no_condition_of_a_law_can_be_left_out(law: Law) -> None:
    theorem = law.theorem()
    premises = [rules.assume([], condition) for condition in theorem.clause.conditions]
    for place in range(len(premises)):
        with pytest.raises(KernelError):
            library.apply(theorem, [*premises[:place], *premises[place + 1 :]])


# ------------------------------------------------------------------------------------------------ orders


@often()
@given(scalars(depth=2), worlds)
def test_compare_squares(term: Term, world: World) -> None:
    squares = Term("pow", term, 2), Term("pow", c, 2)
    theorem = orders.compare_squares([known("<=", ZERO, c), known("<=", *squares)], term, c)
    check(theorem, tame(world.bind(c, abs(evaluate(term, world))), term))
    strict = orders.compare_squares([known("<=", ZERO, c), known("<", *squares)], term, c)
    assert strict.clause == fact("<", term, c)
    check(strict, tame(world.bind(c, abs(evaluate(term, world)) + 0.1), term))


def test_squares_compare_what_is_not_negative() -> None:
    sign, squares = known("<=", ZERO, b), known("<=", Term("pow", a, 2), Term("pow", b, 2))
    for premises in ([squares], [sign, sign], [known("<=", ZERO, a), squares], [squares, sign]):
        with pytest.raises(KernelError):
            orders.compare_squares(premises, a, b)


# ------------------------------------------------------------------------------------------------ calculus


def squared(name: str, time: Term) -> Term:
    return Term("pow", Term("norm", Term("path", name, VN, time)), 2)


def falling(energy: Callable[[Term], Term], rate: Term) -> Theorem:
    return rules.assume([], rules.over(s, ZERO, b, ("<=", Term("d", s, energy(s)), Term("mul", rate, energy(s)))))


def groenwall(energy: Callable[[Term], Term], rate: Term, premise: Theorem, end: Term = b) -> Theorem:
    return calculus.groenwall([known("<=", ZERO, end), premise], s, end, energy(s), rate)


@often()
@given(worlds, st.sampled_from([-2.0, 0.0, 0.7]), st.sampled_from([-1.0, 0.0, 2.0]))
def test_groenwall(world: World, rate: float, start: float) -> None:
    """E = (E(0) - h s^2) exp(c s) with h >= 0: E' - c E = -2 h s exp(c s) <= 0. E and c may be negative."""

    def energy(time: Term) -> Term:
        return Term("path", "E", SCALAR, time)

    h = abs(world.draw("h").normal())

    def value(time: float) -> float:
        return float((start - h * time**2) * np.exp(rate * time))

    def slope(time: float) -> float:
        return float(rate * value(time) - 2 * h * time * np.exp(rate * time))

    paths = {("E", SCALAR): (value, slope)}
    check(groenwall(energy, c, falling(energy, c)), World(0, variables={c: rate, b: 2.0}, paths=paths))


@often()
@given(worlds, st.sampled_from([-2.0, 0.0, 0.7]), st.floats(0, 3))
def test_groenwall_with_source(world: World, rate: float, slack: float) -> None:
    """E' = c E + g - h with h >= 0, for a random path E; with a smaller source nothing follows."""
    energy, source = (Term("path", name, SCALAR, s) for name in "Eg")
    value, slope = world.path("E", SCALAR)
    paths = {
        ("E", SCALAR): (value, slope),
        ("g", SCALAR): (lambda time: slope(time) - rate * value(time) + slack, lambda time: np.nan),
    }
    rise = ("<=", Term("d", s, energy), Term("add", Term("mul", c, energy), source))
    premises = [known("<=", ZERO, b), rules.assume([], rules.over(s, ZERO, b, rise))]
    theorem = calculus.groenwall_with_source(premises, s, b, energy, c, source)
    check(theorem, World(world.seed, variables={c: rate, b: 2.0}, paths=paths))
    with pytest.raises(KernelError, match="condition"):
        calculus.groenwall_with_source(premises, s, b, energy, c, Term("mul", num("1/2"), source))
    with pytest.raises(KernelError, match="condition"):
        calculus.groenwall_with_source(premises[:1] * 2, s, b, energy, c, source)


def test_groenwall_has_side_conditions() -> None:
    def energy(time: Term) -> Term:
        return squared("y", time)

    with pytest.raises(KernelError, match="condition"):
        groenwall(energy, s, falling(energy, s))
    with pytest.raises(KernelError, match="condition"):
        groenwall(energy, c, falling(energy, c), end=c)
    with pytest.raises(KernelError, match="no derivative"):
        groenwall(lambda time: Term("norm", Term("path", "y", VN, time)), c, falling(energy, c))


def test_groenwall_of_a_speed_presumes_a_second_derivative_in_sight() -> None:
    """|x'|^2 is a path like others where the problem speaks of its derivative."""

    def energy(time: Term) -> Term:
        return Term("pow", Term("norm", Term("dpath", "x", VN, time)), 2)

    premise = falling(energy, c)
    theorem = groenwall(energy, c, premise)
    order = fact("<=", ZERO, b)
    assert proves(theorem, Problem((), (order, premise.clause), theorem.clause))


SLOPES = [Term("gradfn", "E", "n", at) for at in (u, v)]
LIPSCHITZ = Clause((u, v), (), ("<=", Term("norm", sub(*SLOPES)), Term("mul", c, Term("norm", sub(u, v)))))


@often()
@given(worlds, vectors(depth=1), vectors(depth=1))
def test_descent_lemma(world: World, here: Term, there: Term) -> None:
    theorem = calculus.descent_lemma([rules.assume([], LIPSCHITZ)], here, there)
    tame(world, Term("norm", here), Term("norm", there))
    check(theorem, wavy(world)[0])


def wavy(world: World) -> tuple[World, float]:
    """The world where E = <x, M M' x> / 2 + sum of sin(x), with its Lipschitz constant as c; and a lower bound of E."""
    n = world.size("n")
    root = world.draw("H").normal(size=(n, n))
    form = root @ root.T
    function = (lambda x: x @ form @ x / 2 + np.sum(np.sin(x)), lambda x: form @ x + np.cos(x))
    values = {**world.variables, c: np.linalg.norm(form, 2) + 1}
    return replace(world, variables=values, functions={("E", VN, SCALAR): function}), -float(n)


@often()
@given(worlds, vectors(depth=1), st.floats(0, 2))
def test_gradient_bound(world: World, here: Term, slack: float) -> None:
    """Not at a lower bound at one point only, nor with a constant that may be 0."""
    tame(world, Term("norm", here))
    world, least = wavy(world)
    below = Clause((u,), (), ("<=", a, Term("fn", "E", VN, SCALAR, u)))
    premises = [rules.assume([], LIPSCHITZ), rules.assume([], below), known("<", ZERO, c)]
    check(calculus.gradient_bound(premises, here), world.bind(a, least - slack))
    for place, wrong in ((1, fact(*below.relation)), (2, fact("<=", ZERO, c))):
        with pytest.raises((KernelError, ValueError)):
            calculus.gradient_bound([*premises[:place], rules.assume([], wrong), *premises[place + 1 :]], here)


def test_the_descent_lemma_refuses_other_premises() -> None:
    one, other = Term("gradfn", "E", "n", u), Term("gradfn", "E", "n", v)
    for relation in (
        ("<=", Term("norm", sub(one, other)), Term("mul", Term("norm", u), Term("norm", sub(u, v)))),
        ("<=", Term("norm", sub(one, other)), Term("mul", c, Term("norm", sub(v, u)))),
        ("<=", Term("norm", sub(one, Term("gradfn", "G", "n", v))), Term("mul", c, Term("norm", sub(u, v)))),
    ):
        with pytest.raises(KernelError, match=r"Lipschitz|condition|sort"):
            calculus.descent_lemma([rules.assume([], Clause((u, v), (), relation))], u, v)


# ------------------------------------------------------------------------------------------------ integrals

CURVES = scalars(depth=2, leaves=(s, c)).filter(lambda term: is_continuous(term, s))
MOVING = vectors(depth=1, leaves=(s, c)).filter(lambda term: is_continuous(term, s))


def between(world: World) -> World:
    """The world with a <= b."""
    low, high = sorted(map(world.variable, (a, b)))
    return world.bind(a, low).bind(b, high)


def integrated(make: Callable[[], Theorem]) -> Theorem:
    """What a law says, unless a bound variable of the integrand is that of the law."""
    try:
        return make()
    except KernelError as error:
        if "capture" in str(error):
            reject()
        raise


@often()
@given(MOVING, worlds)
def test_triangle_inequality_for_integrals(body: Term, world: World) -> None:
    """Also of what is continuous and no more."""
    whole = Term("int", s, a, b, Term("mul", Term("sqrt", s), body))
    theorem = integrated(lambda: integrals.triangle([known("<=", a, b)], whole))
    check(theorem, tame(between(world), *theorem.clause.relation[1:]))
    with pytest.raises(KernelError, match="condition"):
        integrals.triangle([known("<=", b, a)], whole)
    with pytest.raises(KernelError, match="continuous"):
        integrals.triangle([known("<=", a, b)], Term("int", s, a, b, Term("div", u, s)))


@often()
@given(CURVES, CURVES, worlds)
def test_cauchy_schwarz_for_integrals(f: Term, g: Term, world: World) -> None:
    theorem = integrated(lambda: integrals.cauchy_schwarz_of([known("<=", a, b)], s, a, b, f, g))
    check(theorem, tame(between(world), *theorem.clause.relation[1:]))


def test_cauchy_schwarz_for_integrals_needs_integrals() -> None:
    with pytest.raises(KernelError, match="continuous"):
        integrals.cauchy_schwarz_of([known("<=", a, b)], s, a, b, s, Term("div", num(1), s))
    with pytest.raises(KernelError, match="condition"):
        integrals.cauchy_schwarz_of([known("<", a, b)], s, a, b, s, s)


# ------------------------------------------------------------------------------------------------ spectra

SYMMETRY = known("=", Term("tr", B), B)
FORMS = st.sampled_from(
    [B, Term("dot", A, Term("tr", A)), Term("add", Term("mul", a, B), Term("mul", b, Term("id", "n")))]
)
ENDS = st.sampled_from(["lmin", "lmax"])


def symmetric_world(world: World) -> World:
    matrix = world.variable(B)
    return world.bind(B, matrix + matrix.T)


@often()
@given(vectors(), vectors(), worlds)
def test_cauchy_schwarz(left: Term, right: Term, world: World) -> None:
    for other in (right, Term("mul", num(-2), left), Term("mul", ZERO, left)):
        check(spectra.cauchy_schwarz([], left, other), tame(world, Term("norm", left), Term("norm", other)))


@often()
@given(vectors(), vectors(), operators(), operators(), worlds)
def test_triangle_inequality(x: Term, y: Term, first: Term, second: Term, world: World) -> None:
    check(spectra.triangle([], x, y), tame(world, Term("norm", x), Term("norm", y)))
    check(spectra.triangle([], first, second), tame(world, Term("opnorm", first), Term("opnorm", second)))


def test_laws_need_terms_whose_dimensions_match() -> None:
    with pytest.raises(KernelError):
        spectra.cauchy_schwarz([], u, Term("var", "z", VP))
    with pytest.raises(KernelError):
        spectra.triangle([], u, Term("var", "z", VP))
    with pytest.raises(KernelError):
        spectra.operator_norm([], A, u)
    with pytest.raises(KernelError):
        spectra.perturbation([], A, B)
    with pytest.raises(KernelError):
        spectra.rayleigh([], Term("dot", A, Term("tr", A)), Term("var", "z", VP), "lmin")


@often()
@given(operators(), vectors(sort=VP), operators(sort=("O", "p", "n")), worlds)
def test_operator_norm(operator: Term, vector: Term, other: Term, world: World) -> None:
    tame(world, Term("opnorm", operator), Term("norm", vector), Term("opnorm", other))
    check(spectra.operator_norm([], operator, vector), world)
    check(spectra.operator_norm([], operator, other), world)


@often()
@given(operators(depth=1), worlds)
def test_operator_norm_least(operator: Term, world: World) -> None:
    vector = Term("var", "y", VP)
    image, size = Term("norm", Term("dot", operator, vector)), Term("norm", vector)
    bound = rules.assume([], Clause((vector,), (), ("<=", image, Term("mul", c, size))))
    tame(world, Term("opnorm", operator))
    theorem = spectra.operator_norm_least([bound], operator, c, vector)
    check(theorem, world.bind(c, evaluate(Term("opnorm", operator), world)))
    with pytest.raises(KernelError):
        spectra.operator_norm_least([bound], operator, Term("mul", num("1/2"), c), vector)


@often()
@given(scalars(depth=1), scalars(depth=1), worlds)
def test_there_is_a_unit_vector(left: Term, right: Term, world: World) -> None:
    """In any dimension; a condition that no vector meets would make the premise empty."""
    units = [fact("=", Term("norm", u), length) for length in (ONE, ZERO)]
    of_unit, of_none = (rules.assume([], Clause((u,), (unit,), ("<=", left, right))) for unit in units)
    assume(evaluate(left, world) <= evaluate(right, world))
    check(spectra.unit_vector(of_unit), world)
    with pytest.raises(KernelError, match="condition"):
        spectra.unit_vector(of_none)


@often()
@given(scalars(depth=2), worlds)
def test_order_both_ways_is_equality(term: Term, world: World) -> None:
    theorem = orders.antisymmetry([known("<=", term, c), known("<=", c, term)])
    assert theorem.clause == fact("=", term, c)
    check(theorem, tame(world.bind(c, evaluate(term, world)), term))


def test_order_one_way_is_no_equality() -> None:
    for other in (known("<=", a, b), known("<=", b, c), known("=", b, a)):
        with pytest.raises(KernelError, match="condition"):
            orders.antisymmetry([known("<=", a, b), other])


def test_what_is_no_longer_than_nothing_vanishes() -> None:
    tall = Term("var", "A", ("O", 3, "p"))
    for thing, norm in ((u, "norm"), (A, "norm"), (A, "opnorm"), (tall, "opnorm")):
        theorem = zeros.definite(known("<=", Term(norm, thing), ZERO), thing)
        assert theorem.clause == fact("=", thing, Term("mul", ZERO, thing))
        for wrong in (known("<=", Term(norm, thing), a), known("<=", ZERO, Term(norm, thing))):
            with pytest.raises(KernelError):
                zeros.definite(wrong, thing)
    with pytest.raises(KernelError):
        zeros.definite(known("<=", Term("opnorm", B), ZERO), A)


@often()
@given(scalars(depth=1), worlds)
def test_the_exponential_lies_above_its_tangent(term: Term, world: World) -> None:
    assume(abs(evaluate(term, world)) < 9)
    theorem = orders.tangent_of_exp(term)
    assert theorem.clause == fact("<=", Term("add", ONE, term), Term("exp", term))
    check(theorem, world)


@often()
@given(st.sampled_from(["<=", "<"]), scalars(depth=1), scalars(depth=1), worlds)
def test_the_larger_of_two_numbers(op: str, left: Term, right: Term, world: World) -> None:
    largest = max(evaluate(left, world), evaluate(right, world))
    for place in (1, 2):
        check(orders.extreme([], Term("max", left, right), place), tame(world, left, right))
    theorem = orders.maximum([known(op, left, c), known(op, right, c)])
    assert theorem.clause == fact(op, Term("max", left, right), c)
    check(theorem, world.bind(c, largest if op == "<=" else largest + 0.5))
    for premises in ([known(op, left, c), known(op, right, b)], [known("=", left, c), known("=", right, c)]):
        with pytest.raises(KernelError):
            orders.maximum(premises)


@often()
@given(
    st.sampled_from([ZERO, k, Term("add", k, Term("dim", "n"))]), st.sampled_from([Term("dim", "p"), num(3)]), worlds
)
def test_whole_numbers(left: Term, right: Term, world: World) -> None:
    assume(evaluate(left, world) < evaluate(right, world))
    check(orders.whole_numbers([known("<", left, right)]), world)


def test_only_whole_numbers_are_one_apart() -> None:
    for premise in (known("<", ZERO, a), known("<", k, num("1/2")), known("<=", ZERO, k)):
        with pytest.raises(KernelError):
            orders.whole_numbers([premise])


@often()
@given(scalars(), worlds)
def test_one_over_a_number(divisor: Term, world: World) -> None:
    assume(abs(evaluate(divisor, world)) > 1e-6)
    check(orders.reciprocal([known("<", ZERO, Term("pow", divisor, 2))], divisor), world)
    with pytest.raises(KernelError):
        orders.reciprocal([known("<=", ZERO, Term("pow", divisor, 2))], divisor)


@often()
@given(st.sampled_from(["<=", "<"]), scalars(depth=1), scalars(depth=1), worlds)
def test_the_smaller_of_two_numbers(op: str, left: Term, right: Term, world: World) -> None:
    minimum = Term("min", left, right)
    for place in (1, 2):
        check(orders.extreme([], minimum, place), tame(world, left, right))
    smallest = evaluate(minimum, world)
    theorem = orders.least([known(op, c, left), known(op, c, right)])
    assert theorem.clause == fact(op, c, minimum)
    check(theorem, world.bind(c, smallest if op == "<=" else smallest - 0.5))
    with pytest.raises(KernelError):
        orders.least([known(op, c, left), known(op, b, right)])


@often()
@given(operators(), vectors(), worlds)
def test_singular_values(operator: Term, vector: Term, world: World) -> None:
    """Also where n > p, so that A' has a kernel, and at v = 0."""
    tame(world, Term("opnorm", operator), Term("norm", vector))
    check(spectra.least_singular_value([], operator, vector), world)
    check(spectra.least_singular_value([], operator, Term("mul", ZERO, vector)), world)
    check(spectra.order_of_singular_values([], operator), world)


@often(60)
@given(operators(), operators(), worlds)
def test_perturbation_of_singular_values(first: Term, second: Term, world: World) -> None:
    check(spectra.perturbation([], first, second), tame(world, Term("opnorm", first), Term("opnorm", second)))


@often()
@given(FORMS, vectors(), ENDS, worlds)
def test_rayleigh_quotient(form: Term, vector: Term, end: str, world: World) -> None:
    world = tame(symmetric_world(world), Term("norm", vector))
    check(spectra.rayleigh([SYMMETRY], form, vector, end), world)
    check(spectra.order_of_eigenvalues([SYMMETRY], form), world)


@often()
@given(FORMS, FORMS, ENDS, worlds)
def test_weyl(first: Term, second: Term, end: str, world: World) -> None:
    """Also of operators that do not commute."""
    world = symmetric_world(world)
    check(spectra.eigenvalue_of_sum([SYMMETRY], first, second, end), world)
    check(spectra.perturbed_eigenvalue([SYMMETRY], first, second, end), world)


def test_eigenvalues_are_those_of_symmetric_operators() -> None:
    for use in (
        lambda: spectra.rayleigh([], B, u, "lmin"),
        lambda: spectra.order_of_eigenvalues([], B),
        lambda: spectra.eigenvalue_of_sum([], B, Term("id", "n"), "lmax"),
        lambda: spectra.perturbed_eigenvalue([], Term("id", "n"), B, "lmin"),
    ):
        with pytest.raises(KernelError, match="normal forms"):
            use()
