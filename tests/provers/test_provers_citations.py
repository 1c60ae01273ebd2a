"""To cite a claim is to apply it, or to inline its proof about the same objects; its rules do not come with it."""

from collections.abc import Sequence
from typing import Any

import pytest

from proofcheck.evidence.derivations import replay, write_derivation
from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.proof import proves
from proofcheck.kernel.terms import Term, num
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang import (
    Claim,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    infimum,
    inner,
    integral,
    lmin,
    mapping,
    natural,
    norm,
    operator,
    operator_path,
    path,
    scalar,
    scalar_function,
    sequence,
    time,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.lang.rule_names import FREE
from proofcheck.lang.terms import term
from proofcheck.provers import citations
from proofcheck.provers.citations import applied, prove_by, supposing
from proofcheck.provers.inlining import inlined
from proofcheck.provers.library import uses
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.search import prove
from proofcheck.provers.statements import as_it_stands

n, m, p = dimension("n"), dimension("m"), dimension("p")
u, v, w = (vector(name, n) for name in "uvw")
a, b = vector("a", m), vector("b", m)
x, y, c = scalar("x"), scalar("y"), scalar("c")


def problem(says: Any, given: Sequence[Any] = ()) -> Problem:
    [claim] = document("here", "", [Claim("it", "", "step", says, given=given)]).claims
    return document("here", "", [claim]).problem(claim)


def shown(says: Any, *uses: str, given: Sequence[Any] = ()) -> Theorem:
    """A theorem to be cited, by the rules named."""
    theorem = prove(problem(says, given), allowed=uses)
    assert theorem is not None
    return theorem


def follows(says: Any, cited: Sequence[Theorem], *uses: str, given: Sequence[Any] = ()) -> bool:
    """Whether there is a proof, made by the kernel again from its derivation."""
    asked = problem(says, given)
    theorem = prove_by(asked, cited, FREE | frozenset(uses), attempts=60)
    return theorem is not None and proves(replay(write_derivation(theorem)), asked)


def cauchy_schwarz(slack: Any = 0) -> Theorem:
    return shown(inner(a, b) <= norm(a) * norm(b) + slack, "Cauchy-Schwarz")


# ---------------------------------------------------------------------------------------------------- applying


def test_a_rule_in_the_proof_of_a_claim_does_not_come_with_its_citation() -> None:
    """<a, b> <= |a| |b| + 1 is weaker than Cauchy-Schwarz: at |u| = |v| = 1 it says <u, v> <= 2."""
    assert not follows(inner(u, v) <= norm(u) * norm(v), [cauchy_schwarz(slack=1)])
    assert follows(inner(u, v) <= norm(u) * norm(v) + 1, [cauchy_schwarz(slack=1)])


def test_nor_where_the_cited_claim_is_about_all_vectors_of_the_same_space() -> None:
    weak = shown(for_all((u, v), inner(u, v) <= norm(u) * norm(v) + 1), "Cauchy-Schwarz")
    assert not follows(inner(u, w) <= norm(u) * norm(w), [weak])


@pytest.mark.parametrize(
    "says",
    [
        inner(u, v) <= norm(u) * norm(v),
        inner(v, u) <= norm(u) * norm(v),
        inner(u - w, v) <= norm(v) * norm(u - w),
        norm(u + v) ** 2 <= norm(u) ** 2 + 2 * norm(u) * norm(v) + norm(v) ** 2,
        inner(u, v) + inner(v, w) <= norm(u) * norm(v) + norm(v) * norm(w),
        for_all(w, inner(u, w) <= norm(u) * norm(w)),
    ],
)
def test_a_statement_about_one_space_is_applied_to_other_vectors_in_another(says: Any) -> None:
    assert follows(says, [cauchy_schwarz()])
    assert not follows(says, [])


@pytest.mark.parametrize(
    "says",
    [
        norm(u + v) ** 2 <= norm(u) ** 2 + 2 * norm(u) * norm(v) + norm(v) ** 2,
        norm(u - v) ** 2 >= (norm(u) - norm(v)) ** 2,
        norm(u + v) <= norm(u) + norm(v),
    ],
)
def test_the_length_of_a_sum_is_bounded_by_the_inner_product_of_its_terms(says: Any) -> None:
    assert follows(says, [], "Cauchy-Schwarz")
    assert follows(says, [], "triangle inequality")
    assert not follows(says, [])


def test_an_operator_may_have_another_shape() -> None:
    bounded = shown(norm(operator("A", n, m) @ a) <= norm(operator("A", n, m)) * norm(a), "operator norm")
    other = operator("D", p, n)
    assert follows(norm(other @ (u - v)) <= norm(other) * norm(u - v), [bounded])
    turned = operator("B", m, n)
    assert follows(norm(turned @ u) <= norm(turned) * norm(u), [bounded])


def test_the_conditions_of_what_is_applied_have_to_be_shown() -> None:
    A, D = operator("A", n, m), operator("D", p, n)
    lemma = shown(norm(A @ a) <= c, "operator norm", given=[norm(A) <= c, norm(a) <= 1, c >= 0])
    assert follows(norm(D @ v) <= 2, [lemma], given=[norm(D) <= 2, norm(v) <= 1])
    assert not follows(norm(D @ v) <= 4, [lemma], given=[norm(D) <= 2, norm(v) <= 2])


def test_a_statement_about_one_function_holds_for_another_that_satisfies_its_hypotheses() -> None:
    F, G, L = scalar_function("F", n), scalar_function("G", m), scalar("L")

    def smooth(f: Any, first: Any, second: Any, constant: Any) -> Any:
        return for_all(
            (first, second), norm(gradient(f)(first) - gradient(f)(second)) <= constant * norm(first - second)
        )

    def bound(f: Any, to: Any, at: Any, constant: Any) -> Any:
        return f(to) <= f(at) + inner(gradient(f)(at), to - at) + constant / 2 * norm(to - at) ** 2

    lemma = shown(bound(F, v, u, L), "descent lemma", given=[smooth(F, u, v, L)])
    assert follows(bound(G, b, a, c), [lemma], given=[smooth(G, a, b, c)])
    assert not follows(bound(G, b, a, c), [lemma], given=[smooth(G, a, b, 3 * c), c >= 0])
    assert not follows(bound(G, b, a, c), [lemma])


def test_a_statement_about_a_path_is_applied_to_a_function_of_another_path() -> None:
    """Exponential decay of z' = -Q z, applied to z = 2 w - y, whose flow is not written down."""
    t, T = time("t"), scalar("T")
    z, Q, rate = path("z", n), operator_path("Q", n, n), scalar("lambda")
    flow = path("w", n)
    target = vector("y", n)
    moving = for_all(within(t, 0, T), eq(z.dot(t), -Q(t) @ z(t)))
    slow = eq(rate, infimum(t, 0, T, lmin(Q(t))))
    symmetric = for_all(within(t, 0, T), eq(Q(t).T, Q(t)))
    lemma = shown(
        for_all(within(t, 0, T), norm(z(t)) ** 2 <= norm(z(0)) ** 2 * exp(-2 * rate * t)),
        *("Groenwall", "Rayleigh quotient", "infimum"),
        given=[moving, slow, symmetric],
    )
    A = operator("A", n, n)
    says = norm(2 * flow(t) - target) ** 2 <= norm(2 * flow(0) - target) ** 2 * exp(-2 * lmin(A) * t)
    given = [eq(A.T, A), for_all(t >= 0, eq(flow.dot(t), -A @ (flow(t) - frac(1, 2) * target))), t >= 0]
    assert follows(says, [lemma], "infimum", given=given)
    assert follows(says, [lemma], "infimum", given=given[1:]), "who writes lambda_min(A) says that A is symmetric"
    assert not follows(says, [lemma], "infimum", given=[given[0], given[2]])


def test_a_bound_is_applied_under_an_integral() -> None:
    s, t, z = scalar("s"), time("t"), path("z", n)
    lemma = shown(norm(z(t)) <= c, given=[for_all(s, norm(z(s)) <= c), t >= 0])
    says = integral(s, 0, t, norm(z(s))) <= integral(s, 0, t, c)
    given = [for_all(s, norm(z(s)) <= c), t >= 0]
    assert follows(says, [lemma], "monotonicity of the integral", given=given)


def test_a_statement_about_a_sequence_is_applied_to_another() -> None:
    k, first, second = natural("k"), sequence("q", n), sequence("r", m)
    law = for_all(k, norm(first[k + 1]) <= norm(first[k]))
    lemma = shown(for_all(k, norm(first[k]) <= norm(first[0])), "induction", given=[law])
    says = norm(second[k]) <= norm(second[0])
    assert follows(says, [lemma], given=[for_all(k, norm(second[k + 1]) <= norm(second[k]))])
    assert not follows(says, [lemma], given=[for_all(k, norm(second[k]) <= norm(second[k + 1]))])


def test_what_is_applied_needs_no_rule_of_the_proof_that_is_cited() -> None:
    asked = problem(inner(u, v) <= norm(u) * norm(v))
    theorem = applied(asked, [cauchy_schwarz()], FREE)
    assert theorem is not None
    assert uses(theorem) - FREE == {"Cauchy-Schwarz"}
    assert applied(asked, [], FREE) is None


def test_what_was_tried_as_it_stands_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, lemma = problem(inner(u, v) >= norm(u)), cauchy_schwarz()
    searched: list[Any] = []
    monkeypatch.setattr(citations, "prove_afresh", lambda *given: searched.append(given))
    assert applied(asked, [lemma], FREE) is None
    before = len(searched)
    assert applied(asked, [lemma], FREE, tried=[as_it_stands(lemma, asked)]) is None
    assert len(searched) == 2 * before - 1


# ---------------------------------------------------------------------------------------------------- inlining


def test_the_proof_of_a_cited_claim_may_be_gone_through_again_about_the_same_vectors() -> None:
    """The same use of Cauchy-Schwarz gives both; at other vectors it would be another use."""
    weak = shown(inner(u, v) <= norm(u) * norm(v) + 1, "Cauchy-Schwarz")
    strong = shown(inner(u, v) <= norm(u) * norm(v), "Cauchy-Schwarz")
    elsewhere = shown(inner(a, b) <= norm(a) * norm(b), "Cauchy-Schwarz")
    assert inlined(strong, FREE, [weak])
    assert not inlined(elsewhere, FREE, [weak])
    assert inlined(elsewhere, FREE | {"Cauchy-Schwarz"}, [])
    assert not inlined(strong, FREE, [])
    assert follows(inner(u, v) <= norm(u) * norm(v), [weak])


def test_bound_variables_may_have_other_names_in_a_proof_that_is_inlined() -> None:
    first = shown(for_all(u, inner(u, v) <= norm(u) * norm(v)), "Cauchy-Schwarz")
    assert inlined(first, FREE, [first])
    second = shown(for_all(w, inner(w, v) <= norm(w) * norm(v)), "Cauchy-Schwarz")
    assert not inlined(second, FREE, [shown(inner(a, b) <= norm(a) * norm(b), "Cauchy-Schwarz")])


# ---------------------------------------------------------------------------------------------------- supposing


def test_what_nobody_has_proved_is_assumed_for_all_of_what_only_it_speaks_of() -> None:
    asked = problem(norm(u) <= 7, [norm(u) >= 1])
    open_claim = problem(norm(u) <= x + 2, [norm(u) >= 1, x >= 5])
    supposed = supposing(asked, [open_claim])
    variable = term(x)
    condition = next(h for h in open_claim.hypotheses if variable in h.free_variables())
    assert supposed.hypotheses == (*asked.hypotheses, Clause((variable,), (condition,), open_claim.goal.relation))
    assert supposed.goal == asked.goal


def test_a_claim_follows_if_another_holds_as_it_says() -> None:
    asked = problem(norm(u) <= 7, [norm(u) >= 1])
    assert prove_by(asked, [], FREE) is None
    for bound, enough in ((7, True), (8, False)):
        supposed = supposing(asked, [problem(norm(u) <= bound, [norm(u) >= 1])])
        assert (prove_by(supposed, [], FREE) is not None) is enough
    unmet = supposing(asked, [problem(norm(u) <= 7, [norm(v) >= 2])])
    assert prove_by(unmet, [], FREE) is None


def test_bound_variables_of_what_is_supposed_capture_nothing() -> None:
    """Where |u| <= 3, all vectors are at least as long as v: that must not become a bound on that u alone."""
    asked = problem(norm(u) <= 1, [norm(u) <= norm(v)])
    supposed = supposing(asked, [problem(for_all(u, norm(u) >= norm(v)), [norm(u) <= 3])])
    [assumed] = supposed.hypotheses[len(asked.hypotheses) :]
    [bound] = assumed.variables
    assert bound != term(u)
    assert assumed.conditions == (fact("<=", term(norm(u)), num(3)),)
    assert assumed.relation == ("<=", term(norm(v)), Term("norm", bound))


def test_a_claim_that_asks_for_more_of_the_dimensions_is_not_supposed() -> None:
    asked = problem(norm(u) <= 1)
    assert supposing(asked, [problem(norm(u) <= 1, [n > m])]) == asked
    assert supposing(problem(norm(u) <= 1, [n > m]), [problem(norm(u) <= 1, [n > m])]) != asked


# ---------------------------------------------------------------------------------------------------- matching


def test_a_factor_that_is_left_over_is_solved_for() -> None:
    matcher = Matcher(frozenset({term(c)}))
    [found] = matcher.match(term(exp(-2 * c * x)), term(exp(-x * y**2 / 3)), Reading())
    [value] = found.variables.values()
    assert prove(Problem((), (), fact("=", value, term(y**2 / 6)))) is not None


def test_a_path_at_a_time_is_read_as_a_function_of_that_time() -> None:
    t, s = time("t"), scalar("s")
    z, flow, f = path("z", n), path("w", p), mapping("f", p, n)
    matcher = Matcher(frozenset({term(t)}), paths=True)
    [found] = matcher.match(term(norm(z(t) - z(0))), term(norm(f(flow(s)) - f(flow(0)))), Reading())
    assert found.variables == {term(t): term(s)}
    assert not list(matcher.match(term(norm(z(t) - z(0))), term(norm(f(flow(s)) - f(flow(x)))), Reading()))


def test_dimensions_match_as_a_whole() -> None:
    first, second = term(operator("A", n, n)), term(operator("B", m, p))
    assert not list(Matcher(frozenset({first})).match(first, second, Reading()))
    assert list(Matcher(frozenset({first})).match(first, term(operator("B", m, m)), Reading()))
