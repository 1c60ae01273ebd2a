"""What has no end: how it prints and is handed over, what it comes to, what it presupposes, and what cannot be said."""

import pytest

from proofcheck.lang import (
    Claim,
    average,
    define,
    eq,
    expectation,
    integral,
    latex,
    limit,
    natural,
    norm,
    oo,
    random_scalar,
    scalar,
    sequence,
    sqrt,
    summation,
    text,
    time,
)
from proofcheck.lang.documents import document
from proofcheck.lang.endless import without_end
from proofcheck.lang.plain import from_plain, to_plain

k, n, s = natural("k"), natural("n"), time("s")
a, x, b, K = sequence("a"), sequence("x", 2), scalar("b"), scalar("K")
R = random_scalar("R")


def one(says):
    return document("endless", "", [Claim("line", "", "step", says)])


@pytest.mark.parametrize(
    ("says", "meaning"),
    [
        (summation(k, 0, oo, a[k] ** 2) <= b, "Σ_{k=0}^K a_k² ≤ b ∀ K ∈ N"),
        (summation(k, 0, oo, a[k] ** 2) <= K, "Σ_{k=0}^(K') a_k² ≤ K ∀ K' ∈ N"),
        (sqrt(summation(k, 0, oo, a[k] ** 2)) + 1 < b, "∃ M ∈ R: M < b and (√(Σ_{k=0}^K a_k²) + 1 ≤ M ∀ K ∈ N)"),
        (summation(k, 0, oo, a[k] ** 2) > b, "∃ N ∈ R: b < Σ_{k=0}^K a_k² ∀ K ∈ N, K ≥ N"),
        (b <= -integral(s, 0, oo, s**2), "b ≤ -∫_0^T s² ds ∀ T ≥ 0"),
        (integral(s, -oo, oo, s**2) <= b, "∫_(-S)^T s² ds ≤ b ∀ S ≥ 0, T ≥ 0"),
        (
            integral(s, 1, oo, s**2) >= b,
            "(∃ N ∈ R: b ≤ ∫_1^T s² ds + ε ∀ T ≥ 1, T ≥ N) ∀ ε > 0",
        ),
        (summation(k, 0, oo, a[k]) < oo, "∃ M ∈ R: Σ_{k=0}^K a_k ≤ M ∀ K ∈ N"),
        (eq(oo, summation(k, 0, oo, a[k])), "(∃ N ∈ R: M ≤ Σ_{k=0}^K a_k ∀ K ∈ N, K ≥ N) ∀ M ∈ R"),
        (eq(limit(k, x[k]), x[0]), "(∃ N ∈ R: ‖x_K - x_0‖ ≤ ε ∀ K ∈ N, K ≥ N) ∀ ε > 0"),
        (expectation(summation(k, 0, oo, a[k] ** 2 * R**2)) <= b, "E[Σ_{k=0}^K a_k² R²] ≤ b ∀ K ∈ N"),
    ],
)
def test_what_relations_come_to(says, meaning):
    assert text(without_end(says).says) == meaning


def test_it_prints_as_it_is_written():
    says = summation(k, 0, oo, a[k] ** 2) < oo
    assert (text(says), latex(says)) == ("Σ_{k=0}^∞ a_k² < ∞", r"\sum_{k=0}^{\infty} a_k^2 < \infty")
    assert text(eq(limit(k, a[k]), b)) == "lim_{k→∞} a_k = b"
    assert latex(eq(limit(k, a[k]), b)) == r"\lim_{k \to \infty} a_k = b"


def test_it_is_handed_over_as_it_is():
    made = document(
        "endless",
        "",
        [
            Claim("one", "", "step", summation(k, 0, oo, a[k] ** 2) < oo),
            Claim("two", "", "step", eq(limit(k, x[k]), 0)),
        ],
    )
    assert not made.problems
    assert from_plain(to_plain(made)).claims == made.claims


def test_what_adds_up_without_end_is_not_negative():
    made = one(summation(k, 0, oo, a[k]) <= b)
    (condition,) = [h.text for h in made.hypotheses(made.claims[0])]
    assert condition == "a_k ≥ 0 ∀ k ∈ N, since the claim adds up without end a_k"
    squares = one(summation(k, 0, oo, a[k] ** 2) <= b)
    assert not squares.hypotheses(squares.claims[0])


@pytest.mark.parametrize(
    "says",
    [
        summation(k, 0, oo, a[k] ** 2) <= summation(k, 0, oo, a[k] ** 2),
        summation(k, 0, oo, a[k] ** 2) - summation(k, 1, oo, a[k] ** 2) <= b,
        summation(k, 0, oo, a[k] ** 2) * summation(k, 0, oo, a[k] ** 2) <= b,
        limit(k, a[k]) <= b,
        a[0] < oo,
        b + oo <= a[0],
        average(k, 1, oo, a[k]) <= b,
        eq(define("S", summation(k, 0, oo, a[k])), b),
        norm(x[0]) <= oo,
    ],
)
def test_what_cannot_be_said_is_said_so(says):
    (problem,) = one(says).problems
    assert "cannot be" in problem.message or "stands where a number is needed" in problem.message
