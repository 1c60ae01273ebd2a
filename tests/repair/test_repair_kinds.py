"""What a line lacks or has too much of: each kind of slip gets the repair that a careful author would make."""

from proofcheck.check import check_documents
from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    absolute,
    chain,
    convex,
    derivative,
    dimension,
    document,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    frobenius,
    gradient,
    identity,
    inner,
    integral,
    lmax,
    lmin,
    log,
    minimiser,
    natural,
    norm,
    operator,
    path,
    probability,
    random_scalar,
    random_vector,
    scalar,
    scalar_function,
    sequence,
    smooth,
    sqrt,
    strongly_convex,
    summation,
    surely,
    time,
    trace,
    variance,
    vector,
)
from proofcheck.lang.printing import text
from proofcheck.repair import edits

d, m, N = dimension("d"), dimension("m"), dimension("N")
u, v, x, y, z = (vector(name, d) for name in "uvxyz")
w = vector("w", m)
A, B, C = operator("A", d, d), operator("B", d, d), operator("C", m, d)
a, b, s = scalar("a"), scalar("b"), scalar("s")
L, mu, c, eta = (scalar(name, positive=True) for name in ("L", "mu", "c", "eta"))
F = scalar_function("F", d)
g = gradient(F)
t, T, X = time("t"), time("T"), path("X", d)
i, h, r = natural("i"), sequence("h", d), sequence("r")


def repairs(*wrong):
    """What is offered for each wrong claim, given with what it supposes."""
    lines = [Claim(f"line{k}", "by hand", "step", says, given=given) for k, (says, given) in enumerate(wrong)]
    [found] = check_documents([document("kinds", "Kinds of slips", lines)], workers=1)["documents"]
    assert {claim["holds"] for claim in found["claims"]} <= {"refuted", "ill-typed"}
    return [claim["repair"] and claim["repair"]["text"] for claim in found["claims"]]


def test_a_constant_that_only_the_hypotheses_name_is_put_in():
    gap = inner(g(x) - g(y), x - y)
    assert repairs(
        (norm(g(x) - g(y)) <= norm(x - y), [smooth(F, L)]),
        (gap >= norm(x - y) ** 2, [strongly_convex(F, mu)]),
    ) == [text(norm(g(x) - g(y)) <= L * norm(x - y)), text(gap >= mu * norm(x - y) ** 2)]


def test_operators_are_put_in_and_left_out():
    change = frac(1, 2) * norm(C @ (x + y) - w) ** 2 - frac(1, 2) * norm(C @ x - w) ** 2
    assert repairs(
        (eq(inner(A.T @ x, y), inner(A @ x, A @ y)), []),
        (eq(change, inner(C @ x - w, y) + frac(1, 2) * norm(C @ y) ** 2), []),
    ) == [
        text(eq(inner(A.T @ x, y), inner(x, A @ y))),
        text(eq(change, inner(C @ x - w, C @ y) + frac(1, 2) * norm(C @ y) ** 2)),
    ]


def test_a_number_that_bounds_a_side_is_replaced_by_the_best_one():
    on_circle = [eq(a**2 + b**2, 1)]
    assert repairs((a + b <= 1, on_circle), (a * b <= frac(1, 4), on_circle)) == [
        text(a + b <= sqrt(2)),
        text(a * b <= frac(1, 2)),
    ]


def test_sums_are_taken_over_the_index_that_they_use():
    j = natural("j")
    total = summation(j, 1, N, r[j])
    [found] = repairs((total**2 <= N * summation(i, 1, N, r[j] ** 2), []))
    assert found == text(total**2 <= N * summation(j, 1, N, r[j] ** 2))


def test_a_term_that_is_missing_is_solved_for():
    shift = lmin(A + c * identity(d))
    assert repairs(
        (eq(norm(u - v) ** 2, norm(u) ** 2 - 2 * inner(u, v)), []),
        (eq(shift, lmin(A)), [eq(A.T, A)]),
    ) == [text(eq(norm(u - v) ** 2, norm(u) ** 2 - 2 * inner(u, v) + norm(v) ** 2)), text(eq(shift, lmin(A) + c))]


def test_a_time_and_a_number_of_terms_may_be_the_missing_factor():
    slope = t**2 * inner(g(X(t)), X.dot(t))
    total, squares = summation(i, 1, N, norm(h[i])), summation(i, 1, N, norm(h[i]) ** 2)
    assert repairs(
        (eq(derivative(t, t**2 * F(X(t))), 2 * F(X(t)) + slope), []),
        (total**2 <= squares, []),
    ) == [text(eq(derivative(t, t**2 * F(X(t))), 2 * t * F(X(t)) + slope)), text(total**2 <= N * squares)]


def test_lengths_and_points_are_taken_for_others():
    slope = inner(g(x), y - x)
    assert repairs(
        (slope <= norm(g(x)) * norm(g(y)), []),
        (F(y) >= F(x) + inner(g(y), y - x), [convex(F)]),
        (eq(frobenius(C), trace(C.T @ C)), []),
        (norm(u - z) <= norm(u - v), []),
    ) == [
        text(slope <= norm(g(x)) * norm(y - x)),
        text(F(y) >= F(x) + slope),
        text(eq(frobenius(C) ** 2, trace(C.T @ C))),
        text(norm(u - z) <= norm(u - v) + norm(v - z)),
    ]


def test_the_mean_square_is_the_variance_and_the_square_of_the_mean():
    V = random_vector("V", d)
    mean = norm(expectation(V)) ** 2
    wrong = (eq(expectation(norm(V) ** 2), variance(V)), [])
    assert repairs(wrong) == [text(eq(expectation(norm(V) ** 2), variance(V) + mean))]


def test_a_line_of_a_chain_is_mended_where_it_is_new():
    first = norm(x) ** 2 + 2 * inner(x, y) + norm(y) ** 2
    too_small = norm(x) ** 2 + norm(x) * norm(y) + norm(y) ** 2
    steps = [Step("=", first, Reason("expand")), Step("<=", too_small, Reason(""))]
    [found] = check_documents([document("kinds", "A chain", chain("c", "", norm(x + y) ** 2, *steps))], workers=1)[
        "documents"
    ]
    right = first <= norm(x) ** 2 + 2 * norm(x) * norm(y) + norm(y) ** 2
    assert found["claims"][1]["repair"]["text"] == text(right)


def test_an_equation_stays_one_where_a_term_or_a_factor_makes_it_true():
    work = integral(s, 0, T, inner(X(s), X.dot(s)))
    total, end = summation(i, 1, N, r[i] + c), norm(X(T)) ** 2 / 2
    assert repairs((eq(work, end), []), (eq(total, summation(i, 1, N, r[i]) + c), [])) == [
        text(eq(work, end - norm(X(0)) ** 2 / 2)),
        text(eq(total, summation(i, 1, N, r[i]) + N * c)),
    ]


def test_a_shifted_eigenvalue_is_bounded_by_the_shift():
    shifted = lmin(A.T @ A + c * identity(d))
    assert repairs((shifted >= 2 * c, [])) == [text(shifted >= c)]


def test_the_norms_of_an_operator_are_taken_for_one_another():
    assert repairs((frobenius(A @ B) <= norm(A) * norm(B), [])) == [text(frobenius(A @ B) <= frobenius(A) * norm(B))]


def test_a_hypothesis_is_added_rather_than_the_bound_emptied():
    [offered] = repairs((a * norm(u) <= a * (norm(u) + norm(v)), []))
    assert offered == f"{text(a * norm(u) <= a * (norm(u) + norm(v)))}, if a ≥ 0"


def test_a_bound_is_not_enlarged_by_what_it_bounds():
    """What is left of ``b <= a`` when a side is added to the other is a claim about something else."""
    assert repairs((b <= a, []), (a**2 + b**2 <= a * b, [])) == [None, text(a**2 + b**2 >= a * b)]


def test_a_vector_of_the_wrong_space_was_another_one():
    misfit = norm(C @ x) ** 2 + norm(w) ** 2
    assert repairs((eq(norm(C @ x - w) ** 2, misfit - 2 * inner(C @ x, x)), [])) == [
        text(eq(norm(C @ x - w) ** 2, misfit - 2 * inner(C @ x, w)))
    ]


def test_a_denominator_of_which_the_hypotheses_show_the_sign_is_put_right():
    assert repairs((a / (1 + a) <= b / (1 - b), [a >= 0, a <= b])) == [text(a / (1 + a) <= b / (1 + b))]


def test_the_rate_that_a_square_decays_with_is_found():
    square = (1 - a) ** 2
    assert repairs((square <= exp(-3 * a), [a >= 0, a <= 1])) == [text(square <= exp(-2 * a))]


def test_a_power_is_bounded_by_another_one_under_a_hypothesis():
    """Not by itself, written in another way."""
    assert repairs((a**3 <= a**2, [a >= 0]), ((1 - a) * (1 + a) >= 1, [a >= 0, a <= 1])) == [
        f"{text(a**3 <= a**2)}, if a ≤ 1",
        text((1 - a) * (1 + a) <= 1),
    ]


def test_what_the_other_side_and_the_hypotheses_speak_of_is_missing():
    assert repairs(
        (lmin(A + c * identity(d)) >= lmin(A) + 2 * c, [eq(A.T, A)]),
        (norm(g(x)) <= L * norm(x), [smooth(F, L), minimiser(y, F)]),
        (sqrt(b) - sqrt(a) <= b - a, [a >= 0, a <= b]),
    ) == [
        text(lmin(A + c * identity(d)) >= lmin(A) + c),
        text(norm(g(x)) <= L * norm(x - y)),
        text(sqrt(b) - sqrt(a) <= sqrt(b - a)),
    ]


def test_a_sign_is_changed_rather_than_a_difference_that_is_said_twice():
    form = inner(A @ (u + v), u + v)
    rest = inner(A @ (u - v), u - v)
    assert repairs((eq(inner(A @ u, v), (form + rest) / 4), [eq(A.T, A)])) == [
        text(eq(inner(A @ u, v), (form - rest) / 4))
    ]


def test_a_missing_bracket_encloses_what_is_subtracted_before():
    gap = g(x) - g(y)
    expanded = norm(x - y) ** 2 - 2 * eta * inner(gap, x - y) + eta**2 * norm(gap) ** 2
    assert repairs((eq(norm(x - y - eta * g(x) - g(y)) ** 2, expanded), [])) == [
        text(eq(norm(x - y - eta * gap) ** 2, expanded))
    ]


def test_the_mixed_term_of_means_and_of_traces_is_solved_for():
    Z = random_vector("Z", d)
    mean, size = expectation(norm(Z) ** 2) + norm(u) ** 2, frobenius(A) ** 2 + frobenius(B) ** 2
    assert repairs((eq(expectation(norm(Z + u) ** 2), mean), []), (eq(frobenius(A + B) ** 2, size), [])) == [
        text(eq(expectation(norm(Z + u) ** 2), mean + 2 * expectation(inner(Z, u)))),
        text(eq(frobenius(A + B) ** 2, size + 2 * trace(A.T @ B))),
    ]


def test_eigenvalues_of_a_sum_are_added_not_multiplied():
    symmetric = [eq(A.T, A), eq(B.T, B)]
    assert repairs((lmax(A + B) <= lmax(A) * lmax(B), symmetric)) == [text(lmax(A + B) <= lmax(A) + lmax(B))]


def test_a_line_without_meaning_is_mended_under_what_is_supposed():
    primal, dual = C.T @ C + c * identity(d), C @ C.T + c * identity(m)
    wrong = C.T @ C + c * identity(m)
    assert repairs((eq(primal**-1 @ C.T, C.T @ wrong**-1), [])) == [text(eq(primal**-1 @ C.T, C.T @ dual**-1))]


def test_the_sign_is_changed_that_leaves_the_sharper_bound():
    sharp = F(x) - eta * (1 - L * eta / 2) * norm(g(x)) ** 2
    assert repairs((F(x - eta * g(x)) <= F(x) - eta * (1 + L * eta / 2) * norm(g(x)) ** 2, [smooth(F, L)])) == [
        text(F(x - eta * g(x)) <= sharp)
    ]


def test_a_bound_lacks_the_square_that_makes_it_sharp():
    step = norm(x - eta * u - v) ** 2
    expanded = norm(x - v) ** 2 - 2 * eta * inner(u, x - v)
    assert repairs(
        (F(y) <= F(x) + inner(g(x), y - x), [smooth(F, L)]),
        (step <= expanded, []),
        (2 * inner(u, v) <= c * norm(u) ** 2, []),
        (norm(u + v) ** 2 <= norm(u) ** 2 + 2 * norm(u) * norm(v), []),
    ) == [
        text(F(y) <= F(x) + inner(g(x), y - x) + frac(L, 2) * norm(y - x) ** 2),
        text(step <= expanded + eta**2 * norm(u) ** 2),
        text(2 * inner(u, v) <= c * norm(u) ** 2 + frac(1, c) * norm(v) ** 2),
        text(norm(u + v) ** 2 <= norm(u) ** 2 + 2 * norm(u) * norm(v) + norm(v) ** 2),
    ]


def test_two_mistakes_in_one_expansion_are_both_put_right():
    start = norm(x - y) ** 2
    step = norm(x - eta * u - y) ** 2
    assert repairs((eq(step, start - eta * inner(u, x - y) + eta * norm(u) ** 2), [])) == [
        text(eq(step, start - 2 * eta * inner(u, x - y) + eta**2 * norm(u) ** 2))
    ]


def test_what_a_mean_square_lacks_is_the_variance_or_the_square_of_a_bias():
    Z = random_vector("Z", d)
    mean = expectation(Z)
    spread, bias = expectation(norm(Z - mean) ** 2), norm(mean - u) ** 2
    assert repairs(
        (eq(expectation(norm(Z) ** 2), norm(mean) ** 2), []),
        (eq(expectation(norm(Z - u) ** 2), spread), []),
        (norm(mean) ** 2 >= expectation(norm(Z) ** 2), []),
    ) == [
        text(eq(expectation(norm(Z) ** 2), norm(mean) ** 2 + spread)),
        text(eq(expectation(norm(Z - u) ** 2), spread + bias)),
        text(norm(mean) ** 2 <= expectation(norm(Z) ** 2)),
    ]


def test_lengths_differ_by_less_than_the_length_of_the_difference():
    """Not ``| |u| + |v| | <= |u| + |v|``, which says nothing."""
    gap = norm(u) - norm(v)
    assert repairs((absolute(gap) <= gap, [])) == [text(absolute(gap) <= norm(u - v))]


def test_a_number_or_a_length_has_to_be_at_most_or_at_least_1():
    assert repairs((log(a) >= 0, [a > 0]), (norm(u) ** 2 <= norm(u), []), (a / c <= a, [a >= 0])) == [
        "log(a) ≥ 0, if a ≥ 1",
        "‖u‖² ≤ ‖u‖, if ‖u‖ ≤ 1",
        "a / c ≤ a, if c ≥ 1",
    ]


def test_a_bound_is_sharp_also_where_it_no_longer_divides_by_what_the_line_does():
    """Not ``a^2 + b^2 / 2``, which leaves room, and not a fraction that has eps above and below."""
    wrong = a * b <= a**2 / (2 * c) + b**2 / 2
    assert repairs((wrong, [])) == [text(a * b <= a**2 / (2 * c) + c * b**2 / 2)]


def test_a_rate_and_a_power_are_put_right_together_where_one_alone_says_less():
    flow = for_all(t >= 0, eq(X.dot(t), -c * X(t)))
    wrong = for_all(t >= 0, norm(X(t)) ** 2 <= exp(-c * t) * norm(X(0)))
    assert repairs((wrong, [flow])) == [text(for_all(t >= 0, norm(X(t)) <= exp(-c * t) * norm(X(0))))]


def test_the_largest_step_and_the_curvature_may_be_what_is_not_supposed():
    """The weakest that is enough: steps up to 2 / L, and growth that convexity alone does not give."""
    steps, grows = F(x - eta * g(x)) <= F(x), F(x) - F(y) <= norm(g(x)) ** 2 / (2 * mu)
    assert repairs((steps, [smooth(F, L)]), (grows, [convex(F), minimiser(y, F)])) == [
        f"{text(steps)}, if η ≤ 2 / L",
        f"{text(grows)}, if {text(strongly_convex(F, mu))}",
    ]


def test_a_number_is_turned_over_also_where_only_its_range_says_that_it_is_positive():
    wrong = norm(u + v) ** 2 <= (1 + b) * norm(u) ** 2 + (1 + b) * norm(v) ** 2
    right = norm(u + v) ** 2 <= (1 + 1 / b) * norm(u) ** 2 + (1 + b) * norm(v) ** 2
    assert repairs((for_all(b > 0, wrong), [])) == [text(for_all(b > 0, right))]


def test_a_root_may_be_of_the_whole_fraction():
    """Not one fraction of the left side, which nobody meant who wrote a root."""
    left, given = c / (eta * s) + L * eta * mu**2 / 2, [s > 0, eq(eta, sqrt(2 * c / (L * mu**2 * s)))]
    root = 2 * L * c * mu**2
    assert repairs((eq(left, sqrt(root) / s), given)) == [text(eq(left, sqrt(root / s)))]


def test_a_geometric_sum_lacks_a_factor_rather_than_the_number_of_its_terms():
    n, total = natural("n"), summation(i, 0, natural("n") - 1, (1 - eta * mu) ** i)
    assert repairs((total <= 1 / eta, [eta * mu < 1, n >= 1])) == [text(total <= 1 / (eta * mu))]


def test_a_bound_of_one_number_is_turned_and_no_equation_says_what_is_supposed():
    assert repairs((1 + c >= exp(c), []), (eq(a * b, 0), [eq(b * a, 1)])) == [text(1 + c <= exp(c)), None]


def test_an_operator_may_have_to_be_positive_where_it_is_supposed_symmetric():
    symmetric, positive = [eq(A.T, A), eq(B.T, B)], B >= 0
    assert repairs((trace(A @ B) >= 0, [*symmetric, positive])) == [f"{text(trace(A @ B) >= 0)}, if A ⪰ 0"]


def test_an_exponential_that_decays_comes_to_grow_only_after_hypotheses_are_added():
    """``exp(c t)`` makes many a bound true, by saying little."""
    says = a <= b * exp(-c * t)
    offered = [(text(edit.says), edit.supposing) for edit in edits(says)]
    grows = offered.index((text(a <= b * exp(c * t)), None))
    assert any(supposing is not None for _, supposing in offered[:grows])


def test_one_norm_of_a_vector_may_be_meant_for_another():
    """Not the dimension in front, which says less."""
    wrong, right = inner(u, v) <= norm(u, "inf") * norm(v, "inf"), inner(u, v) <= norm(u, 1) * norm(v, "inf")
    assert repairs((wrong, [])) == [text(right)]


def test_a_mean_may_lack_its_square_and_a_number_below_1_may_be_what_is_left_of_1():
    R, total = random_scalar("R"), summation(i, 0, natural("n") - 1, c**i)
    mean = expectation(R)
    assert repairs(
        (eq(variance(R), expectation(R**2) - mean), []),
        (total <= 1 / c, [c < 1]),
    ) == [text(eq(variance(R), expectation(R**2) - mean**2)), text(total <= 1 / (1 - c))]


def test_a_bound_that_is_not_sharp_is_meant_sooner_than_one_under_a_far_fetched_hypothesis():
    """Markov's inequality with the level multiplied: not ``E[R] a`` for levels of at least 1."""
    loss = random_scalar("R")
    chance, mean = probability(loss >= a), expectation(loss)
    assert repairs((chance <= mean * a, [surely(loss >= 0), a > 0])) == [text(chance <= mean / a)]


def test_a_root_may_be_lost_and_nothing_is_worked_out_that_speaks_of_more():
    """``D^2 / (2 eta) + eta k G^2 / 2`` at the best ``eta`` is ``D G sqrt(k)``: no fraction in ``eta`` is meant."""
    k, left = natural("k"), mu**2 / (2 * eta) + eta * natural("k") * L**2 / 2
    given = [eq(eta, mu / (L * sqrt(k))), k >= 1]
    assert repairs((eq(left, mu * L * k), given)) == [text(eq(left, mu * L * sqrt(k)))]


def test_no_bound_comes_to_grow_by_another_change_than_that_of_a_sign():
    says = a <= b * exp(-2 * c * t)
    grown = [text(edit.says) for edit in edits(says) if edit.supposing is None and "exp(t)" in text(edit.says)]
    assert not grown


def test_a_number_of_terms_lost_its_root_rather_than_that_it_divides_and_an_exponent_is_the_next_one():
    n, total = natural("n"), summation(i, 0, natural("n") - 1, c**i)
    left = mu**2 / (2 * eta) + eta * L**2 * n / 2
    assert repairs(
        (left >= mu * L * n, [n >= 1]),
        (eq(total, (1 - c ** (n - 1)) / (1 - c)), [c < 1, n >= 1]),
    ) == [text(left >= mu * L * sqrt(n)), text(eq(total, (1 - c**n) / (1 - c)))]
