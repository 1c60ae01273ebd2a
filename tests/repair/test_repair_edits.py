"""Edits of a claim are claims: they bind what was bound, free what was free, and say something."""

import re

import pytest

from proofcheck.kernel.clauses import Problem, check_clause, fact
from proofcheck.kernel.terms import ZERO, Term, num
from proofcheck.lang import (
    derivative,
    dimension,
    eq,
    exp,
    for_all,
    frac,
    gradient,
    inner,
    integral,
    natural,
    norm,
    operator,
    scalar,
    scalar_function,
    sequence,
    smooth,
    sqrt,
    summation,
    time,
    vector,
)
from proofcheck.lang.expressions import free_symbols
from proofcheck.lang.printing import text
from proofcheck.lang.translate import clauses
from proofcheck.refuters import scaling_mismatch
from proofcheck.repair import edit_at, edits

t, s, x, q, r = time("t"), scalar("s"), scalar("x"), scalar("q"), scalar("r")
k, Q = natural("k"), sequence("Q")
a, b, c = scalar("a", nonnegative=True), scalar("b", nonnegative=True), scalar("c", positive=True)

CLAIMS = [
    eq(derivative(t, exp(t) - t), exp(t) - t),
    eq(derivative(x, (3 * x + 5) ** 3), 3 * (3 * x + 5) ** 2),
    eq(integral(s, 0, 1, s), 1),
    integral(s, 0, c, 1 - s) >= q * r,
    sqrt(a * b) <= (a + b) / 4,
    q <= r,
    Q[k + 1] <= Q[k] / 2,
]


@pytest.mark.parametrize("says", CLAIMS, ids=text)
def test_every_edit_can_be_said_and_leaves_bound_variables_bound(says):
    for edit in edits(says):
        for clause in clauses(edit.says):
            check_clause(clause)
        assert edit.says.free_symbols <= says.free_symbols, text(edit.says)


@pytest.mark.parametrize("says", CLAIMS, ids=text)
def test_an_edit_is_found_again_by_its_place(says):
    found = {edit.place: edit for edit in edits(says)}
    places = sorted(found)
    for place in {*places[:3], *places[len(places) // 2 :][:2], *places[-2:]}:
        assert edit_at(says, (), place) == found[place]
    assert edit_at(says, (), 10**9) is None
    assert edit_at(says, (), -1) is None


def test_what_is_no_edit_is_not_found_by_its_place():
    says = q <= r
    found = {edit.place: edit for edit in edits(says)}
    assert len(found) > 20
    said = {edit.says for edit in found.values()}
    others = [place for place in range(max(found)) if place not in found]
    for place in others[:: max(1, len(others) // 40)]:
        edit = edit_at(says, (), place)
        assert edit is None or edit.says in said


def test_a_bound_variable_does_not_leave_its_integral():
    said = [text(edit.says) for edit in edits(integral(s, 0, c, 1 - s) >= q * r)]
    assert not any("s" in right for _, _, right in (one.partition("≥") for one in said))


def test_nothing_is_compared_with_itself():
    assert not [edit for edit in edits(q <= r) if edit.says.left == edit.says.right]


def test_no_edit_divides_by_one_or_by_something_new():
    said = [text(edit.says) for edit in edits((a + b) / 2 <= frac(c, 4) + q)]
    assert said
    assert not [one for one in said if re.search(r"/ 1(?!\d)", one)]
    said = [text(edit.says) for edit in edits(a / c <= q)]
    assert said
    assert not [one for one in said if "/ q" in one or "/ a" in one]


def test_the_nearest_constants_come_first():
    offered = [text(edit.says) for edit in edits(a * b <= a**2 + frac(1, 8) * b**2)]
    assert offered.index("a b ≤ a² + 1/4 b²") < offered.index("a b ≤ a² + b²")


def test_scaling_says_nothing_where_nothing_is_told():
    """In x <= 1 the factor x would be the left side; in exp(t) <= c t dividing by c would remove it."""
    sort = ("S",)
    v, w, d = (Term("var", name, sort) for name in "vwd")
    assert scaling_mismatch(Problem((), (), fact("<=", v, num(1)))) is None
    assert scaling_mismatch(Problem((), (), fact("<=", Term("max", ZERO, ZERO), num(1)))) is None
    assert scaling_mismatch(Problem((), (fact("<", ZERO, d),), fact("<=", Term("exp", w), Term("mul", d, w)))) is None


def test_scaling_names_what_is_rescaled():
    u, v = (Term("var", name, ("V", "n")) for name in "uv")
    goal = fact("<=", Term("pow", Term("inner", u, v), 2), Term("mul", Term("norm", u), Term("norm", v)))
    found = scaling_mismatch(Problem((), (), goal))
    assert found is not None
    assert found.rescaling


def test_the_half_of_a_constant_that_only_the_hypotheses_speak_of_may_be_lost():
    """The descent lemma without its L/2."""
    F, x, y = scalar_function("F", 2), vector("x", 2), vector("y", 2)
    says = F(y) <= F(x) + inner(gradient(F)(x), y - x) + norm(y - x) ** 2
    said = [text(edit.says) for edit in edits(says, [smooth(F, c)])]
    assert "F(y) ≤ F(x) + ⟨∇F(x), y - x⟩ + (c / 2) ‖y - x‖²" in said


def test_a_negative_number_is_as_near_to_its_neighbours_as_a_positive_one():
    costs = {text(edit.says): edit.cost for edit in reversed(list(edits(q <= exp(-3 * r))))}
    assert costs["q ≤ exp(-2 r)"] == costs["q ≤ exp(-4 r)"] <= costs["q ≤ r exp(-3 r)"]


def test_a_multiple_is_not_divided_by_its_factor():
    assert "q ≤ 2 r / 2" not in {text(edit.says) for edit in edits(q <= r**2 / 2)}


def test_a_factor_that_is_left_out_leaves_its_sign():
    said = {text(edit.says) for edit in edits(q <= exp(-b * c))}
    assert "q ≤ exp(-c)" in said
    assert "q ≤ exp(c)" not in said


def test_a_lost_factor_stands_behind_a_sign():
    assert "(1 - b c)^k ≤ exp(-b c k)" in {text(edit.says) for edit in edits((1 - b * c) ** k <= exp(-b * c))}


def test_a_sum_is_divided_by_what_it_was_multiplied_by():
    says = eq(integral(s, 0, 1, exp(-c * s)), (1 - exp(-c)) * c)
    assert "∫_0^1 exp(-c s) ds = (1 - exp(-c)) / c" in {text(edit.says) for edit in edits(says)}


def test_a_root_a_transpose_and_a_bound_by_one_may_be_missing():
    """Of a sum of squares; in front of a vector of the other space; on what is subtracted from 1."""
    total = summation(k, 1, 3, Q[k])
    C, u, v = operator("C", 2, 3), vector("u", 3), vector("v", 2)
    assert "q ≤ √(Σ_{k=1}^3 Q_k²)" in {text(edit.says) for edit in edits(q <= summation(k, 1, 3, Q[k] ** 2))}
    assert "Cᵀ C u = Cᵀ v" in {text(edit.says) for edit in edits(eq(C.T @ C @ u, v))}
    assert "b c ≤ 1" in {text(edit.supposing) for edit in edits(total <= 1 - b * c) if edit.supposing is not None}


def test_a_product_of_operators_is_taken_twice_where_it_and_its_transpose_or_the_other_order_are_meant():
    A, B = operator("A", 2, 2), operator("B", 2, 2)
    square = eq((A + B).T @ (A + B), A.T @ A + 2 * A.T @ B + B.T @ B)
    assert "(A + B)ᵀ (A + B) = Aᵀ A + Aᵀ B + Bᵀ A + Bᵀ B" in {text(edit.says) for edit in edits(square)}


def test_a_sum_of_differences_ends_one_later():
    n, i = dimension("n"), natural("i")
    telescoped = eq(summation(i, 1, n, Q[i + 1] - Q[i]), Q[n] - Q[1])
    assert "Σ_{i=1}^n (Q_{i + 1} - Q_i) = Q_{n + 1} - Q_1" in {text(edit.says) for edit in edits(telescoped)}


def test_a_bound_by_what_is_supposed_to_be_0_is_no_edit():
    """The gradient at a stationary point is no bound, and needs none."""
    F, u, v = scalar_function("F", 2), vector("u", 2), vector("v", 2)
    g = gradient(F)
    said = {text(edit.says) for edit in edits(norm(g(u)) <= c * norm(u - v), [eq(g(v), 0)])}
    assert "‖∇F(u)‖ ≥ c ‖u - v‖" in said
    assert not any(one.startswith("‖∇F(v)‖") for one in said)


def test_what_is_printed_alike_is_told_once():
    told = [text(edit.says) for edit in edits((1 - x) ** 2 <= exp(-3 * x)) if edit.supposing is None]
    assert len(told) == len(set(told))


def test_what_a_sum_or_a_hypothesis_binds_does_not_leave_it():
    n, N, i = dimension("n"), dimension("N"), natural("i")
    u, P, R = vector("u", n), sequence("p", n), sequence("r", n)
    bound = summation(i, 1, N, inner(R[i], P[i] - u)) <= norm(P[1] - u) ** 2
    told = edits(bound, [for_all(k, eq(P[k + 1], P[k] - R[k]))])
    assert all(free_symbols(edit.says) <= free_symbols(bound) for edit in told)


def test_a_fraction_is_reduced():
    told = [text(edit.says) for edit in edits(q <= r - (3 * c / 4) * s**2)]
    assert text(q <= r - (c / 2) * s**2) in told
    assert text(q <= r - (2 * c / 4) * s**2) not in told


def test_brackets_alone_make_no_claim_and_a_detour_is_no_bound():
    P, Q, v, w = operator("P", 3, 3), operator("Q", 3, 3), vector("v", 3), vector("w", 3)
    told = [text(edit.says) for edit in edits(eq(P @ Q @ P, P @ (P @ Q)))]
    assert told
    assert "P P Q = P P Q" not in told
    told = [text(edit.says) for edit in edits(norm(v) <= norm(w), [eq(P @ v + c * v, w)])]
    assert not [one for one in told if "+ ‖v - w‖" in one or "+ ‖w - v‖" in one]


def test_a_one_too_many_is_dropped():
    steps = eq(Q[k], q + (k - 1) * r)
    assert "Q_k = q + k r" in [text(edit.says) for edit in edits(steps)][:8]
    assert "q ≤ r" in [text(edit.says) for edit in edits(q <= r - 1)][:8]
