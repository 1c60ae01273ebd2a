"""Lines in the Loewner order, about limits and means are mended like others, and none by what says nothing."""

from proofcheck.check import check_documents
from proofcheck.lang import (
    Claim,
    conditional_expectation,
    convex,
    dimension,
    document,
    eq,
    expectation,
    for_all,
    gradient,
    identity,
    inner,
    inverse,
    limit,
    natural,
    norm,
    operator,
    probability,
    random_scalar,
    scalar,
    scalar_function,
    smooth,
    symmetric,
    trace,
    variance,
    vector,
)
from proofcheck.lang.printing import text

d = dimension("d")
u, v, x, y = (vector(name, d) for name in "uvxy")
A, B = operator("A", d, d), operator("B", d, d)
L, mu, eta = (scalar(name, positive=True) for name in ("L", "mu", "eta"))
F = scalar_function("F", d)
g = gradient(F)
k, e = natural("k"), scalar("e", positive=True)
one = identity(d)


def repairs(*wrong):
    """What is offered for each wrong claim, given with what it supposes."""
    lines = [Claim(f"line{k}", "by hand", "step", says, given=given) for k, (says, given) in enumerate(wrong)]
    [found] = check_documents([document("orders", "Orders and limits", lines)], workers=1)["documents"]
    assert {claim["holds"] for claim in found["claims"]} == {"refuted"}
    return [claim["repair"] and claim["repair"]["text"] for claim in found["claims"]]


def test_the_loewner_order_is_turned_and_operators_are_enlarged():
    assert repairs(
        (inverse(A) <= inverse(B), [A <= B, e * one <= A]),
        (A + B <= A, [A >= 0 * A, B >= 0 * A]),
        ((A + B).T @ (A + B) <= A.T @ A + B.T @ B, []),
    ) == [
        "A^(-1) ⪰ B^(-1)",
        "A + B ⪰ A",
        "(A + B)ᵀ (A + B) ⪯ 2 Aᵀ A + 2 Bᵀ B",
    ]


def test_the_limit_is_worked_out():
    assert repairs(
        (eq(limit(k, (k + 1) / (2 * k + 1)), 1), []),
        (eq(limit(k, k / (k + 1)), 0), []),
    ) == ["lim_{k→∞} (k + 1) / (2 k + 1) = 1 / 2", "lim_{k→∞} k / (k + 1) = 1"]


def test_a_trace_of_an_outer_product_is_bounded():
    assert repairs((eq(trace(u @ v.T), norm(u) * norm(v)), [])) == ["tr(u vᵀ) ≤ ‖u‖ ‖v‖"]


def test_convexity_is_supposed_before_strong_convexity():
    gap = inner(g(x) - g(y), x - y)
    [found] = repairs((gap >= norm(g(x) - g(y)) ** 2 / L, [smooth(F, L)]))
    assert found.endswith(f"if {text(convex(F))}")


def test_nothing_is_offered_that_says_nothing():
    assert repairs(
        (eq(A, A.T), [for_all(u, eq(inner(u, A @ u), 0))]),
        (norm(one - eta * A) <= 1 - eta * mu, [symmetric(A), mu * one <= A, eta <= 2 / mu]),
    ) == [None, None]


def test_means_are_told_apart():
    R, Z, b = random_scalar("R"), random_scalar("Z"), scalar("b", positive=True)
    assert repairs(
        (probability(b <= R) <= expectation(R) / b, []),
        (eq(expectation(conditional_expectation(R, Z) * Z), expectation(R) * expectation(Z)), []),
        (expectation(R * Z) ** 2 <= variance(R) * variance(Z), []),
    ) == [
        "P(b ≤ R) ≤ E[R] / b, if R ≥ 0 ∀ ω ∈ N",
        "E[E[R | Z] Z] = E[R Z]",
        "E[R Z]² ≤ E[R²] E[Z²]",
    ]
