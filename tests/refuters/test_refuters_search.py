"""What is false is refuted by small numbers; what is true is not, however tight."""

from fractions import Fraction

import pytest
from lecture_problems import ALPHA, FALSE, L0, SMAX, TRUE, T, square

from lemmas.lazy_training import document
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, num
from proofcheck.lang import (
    Claim,
    dimension,
    eq,
    for_all,
    frac,
    implies,
    integral,
    natural,
    norm,
    operator,
    scalar,
    scalar_function,
    sequence,
    sqrt,
    vector,
)
from proofcheck.lang.documents import document as here
from proofcheck.models.confirmation import confirm, satisfies
from proofcheck.refuters import Budget, refute, survey, witness
from proofcheck.sampling.outline import outline

n = dimension("n")
x, y, k, q = scalar("x"), scalar("y"), natural("k"), sequence("q")
u, A = vector("u", n), operator("A", n, n)


def numbers(instance):
    yield from instance.scalars.values()
    for field in (instance.vectors, instance.initial):
        for entries in field.values():
            yield from entries
    for components in [*instance.functions.values(), *instance.paths.values()]:
        for component in components:
            yield from component.values()


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_are_refuted_by_small_numbers(name):
    found = refute(FALSE[name])
    assert found is not None
    assert confirm(FALSE[name], found.instance) == found.confirmation
    assert max(found.instance.dims.values()) <= 2
    for value in numbers(found.instance):
        assert abs(value.numerator) + value.denominator <= 13


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_are_not_refuted(name):
    assert refute(TRUE[name]) is None


@pytest.mark.parametrize("name", [*FALSE, *TRUE])
def test_hypotheses_have_a_witness(name):
    problem = {**FALSE, **TRUE}[name]
    found = witness(problem)
    assert found is not None
    assert len(satisfies(problem, found)) == len(problem.hypotheses)


def test_values_along_a_sequence_that_fall_have_a_witness():
    """``G(z_k) - G(u) > 0`` falls by more than a multiple of its square in each step."""
    G, z, b = scalar_function("G", n), sequence("z", n), scalar("b")
    gap, next_gap = G(z[k]) - G(u), G(z[k + 1]) - G(u)
    given = [b > 0, for_all(k, gap > 0), for_all(k, next_gap <= gap - b * gap**2)]
    made = here("h", "", [Claim("a", "", "step", b >= 0, given=given)])
    problem = made.problem(made.claim("a"))
    found = witness(problem)
    assert found is not None
    assert len(satisfies(problem, found)) == len(problem.hypotheses)


def test_the_same_call_gives_the_same_answer():
    first, second = (refute(FALSE["linear.3"], seed=1) for _ in range(2))
    assert first == second


def test_contradictory_hypotheses_have_no_witness():
    a = Term("var", "a", ("S",))
    contradictory = (fact("<", a, ZERO), fact("<", ONE, a))
    assert witness(Problem((), contradictory, fact("=", a, a))) is None
    assert refute(Problem((), contradictory, fact("<", a, a))) is None


def test_the_least_dimensions_come_first():
    found = refute(FALSE["lemma5.statement"])
    assert found is not None
    assert found.instance.dims == {"n": 1, "p": 1}


def test_an_exhausted_budget_is_no_error():
    assert refute(FALSE["linear.3"], budget=Budget(evaluations=100)) is None


def test_a_bound_that_fails_only_at_its_threshold():
    """a >= 7/3 does not give a > 7/3: the boundary itself has to be tried."""
    a = Term("var", "a", ("S",))
    problem = Problem((), (fact("<=", num("7/3"), a),), fact("<", num("7/3"), a))
    found = refute(problem)
    assert found is not None
    assert found.instance.scalars["a"] == Fraction(7, 3)


FAR_AWAY = [
    (x <= 100, []),
    (x >= -1000, []),
    (k <= 17, []),
    (x + 2 * y <= 1000, [y <= x]),
    (norm(u) <= 50, []),
    (norm(A) <= 50, []),
    (q[0] <= 50, []),
    (x**2 <= 1000, []),
    (x <= -1, [x < 0]),
    (x >= 0, [x > -1]),
    (x**2 >= 1, [x < 0, y < x]),
    (implies(x < 0, x <= -1), []),
    (x <= -1, [implies(x >= 0, x <= -1)]),
    (y >= 0, [implies(x >= 1, y >= 0), x >= 0]),
]


@pytest.mark.parametrize(("says", "given"), FAR_AWAY, ids=str)
def test_a_bound_is_refuted_wherever_it_fails_far_away_or_in_a_gap(says, given):
    made = here("h", "", [Claim("it", "", "step", says, given=given)])
    asked = made.problem(made.claims[0])
    found = refute(asked)
    assert found is not None
    assert confirm(asked, found.instance) == found.confirmation


def test_many_variables_leave_room_for_an_instance():
    xs = [scalar(f"x_{i}") for i in range(800)]
    total = sum(xs[1:], xs[0])
    made = here(
        "h", "", [Claim("true", "", "step", eq(total, total)), Claim("false", "", "step", eq(total, 2 * total))]
    )
    true, false = map(made.problem, made.claims)
    assert witness(true) is not None
    assert refute(false) is not None


def test_a_survey_counts_instances_and_finds_the_tight_ones():
    """The bound on J_w in Lemma 6 is attained: at w = -1/2 for f(w) = w + w^2 / 2."""
    found = survey(TRUE["lemma6.statement.min"], count=60)
    assert found.instances > 40
    assert found.margin == 0
    assert satisfies(TRUE["lemma6.statement.min"], found.closest)


def test_a_survey_of_contradictory_hypotheses_is_empty():
    a = Term("var", "a", ("S",))
    found = survey(Problem((), (fact("<", a, a),), fact("<=", a, a)))
    assert (found.instances, found.closest) == (0, None)


def test_a_survey_does_not_leave_out_where_a_claim_seems_to_fail():
    a = Term("var", "a", ("S",))
    found = survey(Problem((), (), fact("<=", a, ONE)))
    assert found.doubtful > 0
    assert found.instances > 0
    assert not found.is_support


def test_parameters_at_which_a_bound_is_attained_are_not_missed():
    """Each constant of these theorems is the best one: a slightly better one is refuted."""
    left, right = TRUE["lemma6.statement.min"].goal.relation[1:]
    better = fact("<=", Term("mul", num("51/50"), left), right)
    problem = Problem(TRUE["lemma6.statement.min"].dimensions, TRUE["lemma6.statement.min"].hypotheses, better)
    found = refute(problem)
    assert found is not None
    assert found.confirmation.relation == "51/100 > 1/2"


def test_unequal_singular_values_are_tried():
    """The linear model decays at the rate of the smallest singular value, not of the largest."""
    old = TRUE["linear.2"]
    rate = Term("mul", num(-2), T, square(ALPHA), square(SMAX))
    goal = fact("<=", old.goal.relation[1], Term("mul", L0, Term("exp", rate)))
    found = refute(Problem(old.dimensions, old.hypotheses, goal))
    assert found is not None
    assert found.instance.dims == {"n": 2, "p": 3}


TIME, EARLIER = Term("var", "t", ("S",)), Term("var", "s", ("S",))


def staying_inside(bound):
    """A path in the plane whose first coordinate decays; as long as |x| <= 1, it is at most the bound. So |x| <= 1."""

    def length(time):
        return Term("norm", Term("path", "x", ("V", 2), time))

    so_far = Clause(
        (EARLIER,), (fact("<=", ZERO, EARLIER), fact("<=", EARLIER, TIME)), fact("<=", length(EARLIER), ONE).relation
    )
    at_all_times = (fact("<=", ZERO, TIME),)
    kept = Clause((TIME,), (*at_all_times, so_far), fact("<=", length(TIME), num(bound)).relation)
    start = fact("<=", length(ZERO), num(bound))
    return Problem((), (start, kept), Clause((TIME,), at_all_times, fact("<=", length(TIME), ONE).relation))


def test_staying_inside_needs_a_bound_that_is_better_than_what_is_assumed():
    """A bound under the condition that it held so far says nothing once the path has left, and it may leave."""
    found = refute(staying_inside("1"))
    assert found is not None
    assert found.confirmation.hypotheses[1] == "for all t: the condition, at an end of the range of s, gives it"
    assert refute(staying_inside("1/2")) is None


def test_the_continuation_argument_of_theorem_2_is_not_said():
    """Where alpha is at its threshold, a path can drift out of the ball along the kernel of the Jacobian."""
    claim = document.claim("theorem2.7")
    found = refute(document.inference(claim))
    assert found is not None
    assert found.instance.scalars["beta"] == Fraction(1, 12) * found.instance.scalars["alpha"]
    assert confirm(document.inference(claim), found.instance) == found.confirmation
    assert refute(document.problem(claim)) is None


def test_a_threshold_is_met_from_either_side():
    """a >= 12 b: first a is chosen for b, and in the outline that is turned, b for a."""
    a, b = (Term("var", name, ("S",)) for name in "ab")
    problem = Problem((), (fact("<=", Term("mul", num(12), b), a),), fact("<=", a, b))
    orders = [[slot.key[1] for slot in outline(problem, turned=turned).slots] for turned in (False, True)]
    assert orders == [["b", "a"], ["a", "b"]]


@pytest.mark.parametrize("body", [sqrt(x), frac(1, (1 + x) ** 2)], ids=["a root", "a quotient"])
def test_quadrature_alone_casts_no_doubt_on_an_equation(body):
    """Polynomials are integrated better than what has a steep slope somewhere."""
    value = integral(x, 0, 4, body)
    expected = frac(16, 3) if body == sqrt(x) else frac(4, 5)
    claim = Claim("c", "", "step", eq(value, expected))
    looked = survey(here("d", "", [claim]).problem(claim))
    assert looked.instances > 0
    assert looked.doubtful == 0


def test_what_consists_of_numbers_alone_cannot_be_at_rest():
    x, v = scalar("x"), vector("v", dimension("n"))
    numbers, point = (here("here", "", [Claim("c", "", "step", says)]) for says in (x >= 0, norm(v) >= x))
    assert not outline(numbers.problem(numbers.claims[0])).can_rest
    assert outline(point.problem(point.claims[0])).can_rest
