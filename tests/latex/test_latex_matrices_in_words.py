"""What words say of matrices and of how large things are: extreme eigenvalues, where eigenvalues lie, norms."""

import pytest

SYMMETRIC = "Aᵀ = A"


def supposed(read, said):
    document = read(rf"\begin{{lemma}} {said} Then \[ \|A x\| \le 3 . \] \end{{lemma}}").document()
    hypotheses = document.hypotheses(document.claims[-1])
    return {h.text for h in hypotheses}, [h.text for h in hypotheses if "not read" in h.text]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Let {A} be a symmetric matrix with smallest eigenvalue $m$.", {SYMMETRIC, "λ_min(A) = m"}),
        ("Let {A} be symmetric, and let $m$ be its smallest eigenvalue.", {SYMMETRIC, "λ_min(A) = m"}),
        ("Consider a symmetric matrix {A} with smallest eigenvalue $m$.", {SYMMETRIC, "λ_min(A) = m"}),
        ("Suppose {A} is a symmetric matrix whose largest eigenvalue is $m$.", {SYMMETRIC, "λ_max(A) = m"}),
        (
            "Let {A} be a symmetric matrix whose eigenvalues lie in $[m, M]$.",
            {SYMMETRIC, "λ_min(A) ≥ m", "λ_max(A) ≤ M"},
        ),
        (
            "Let {A} be a symmetric and positive definite matrix with eigenvalues in $[m, M]$.",
            {SYMMETRIC, "λ_min(A) > 0", "λ_min(A) ≥ m", "λ_max(A) ≤ M"},
        ),
        ("Let {A} be a matrix with operator norm at most $M$.", {"‖A‖ ≤ M"}),
        ("Let {A} be symmetric with spectral norm $M$.", {SYMMETRIC, "‖A‖ = M"}),
        ("Let {A} be a symmetric matrix of Frobenius norm at most $M$.", {SYMMETRIC, "‖A‖_F ≤ M"}),
        (r"Let {A} be symmetric with $\|A\|_F \le M$.", {SYMMETRIC, "‖A‖_F ≤ M"}),
        (r"Let {A} be symmetric with $m I \preceq A \preceq M I$.", {"m I_d ⪯ A", "A ⪯ M I_d"}),
        (
            r"Let {A} be a symmetric and positive definite matrix such that $\|A y\| \le \|y\|$ for all $y$.",
            {SYMMETRIC, "λ_min(A) > 0", "‖A y‖ ≤ ‖y‖ ∀ y ∈ R^d"},
        ),
    ],
)
def test_what_words_say_of_a_matrix_is_supposed(read, said, meant):
    texts, doubts = supposed(read, said.replace("{A}", r"$A \in \mathbb{R}^{d \times d}$"))
    assert meant <= texts
    assert not doubts


def test_a_norm_of_another_thing_is_none_of_it(read):
    said = r"Let $A \in \mathbb{R}^{d \times d}$ be the inverse of a matrix with operator norm at most $M$."
    texts, doubts = supposed(read, said)
    assert not [text for text in texts if text.startswith("‖A‖")]
    assert doubts


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a vector of norm at most $R$", "‖u‖ ≤ R"),
        ("a vector with Euclidean norm bounded by $R$", "‖u‖ ≤ R"),
        ("a vector of norm $R$", "‖u‖ = R"),
        ("a vector with norm less than $R$", "‖u‖ < R"),
    ],
)
def test_the_norm_of_a_vector(read, said, meant):
    document = read(rf"Let $u \in \mathbb{{R}}^d$ be {said}. Then \[ \|u\|^2 \le R^2 . \]").document()
    hypotheses = document.hypotheses(document.claims[-1])
    assert meant in [h.text for h in hypotheses]
    assert not [h.text for h in hypotheses if "not read" in h.text or "chosen" in h.text]
