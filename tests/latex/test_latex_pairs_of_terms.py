"""What is supposed of pairs of terms of a list, of lists without an end, and of vectors that words call orthogonal."""

import pytest

PAIRS = "∀ j = 1, ..., n, i = 1, ..., n"


def supposed(read, said, claimed=r"a_1 \le a_2"):
    document = read(rf"{said} Then \[ {claimed} . \]").document()
    hypotheses = document.hypotheses(document.claims[-1])
    return {h.text for h in hypotheses}, [h.text for h in hypotheses if "not read" in h.text or "perhaps" in h.text]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (r"with $a_i a_j = 0$ for $i \ne j$", f"i - j ≠ 0 ⇒ a_i a_j = 0 {PAIRS}"),
        (r"with $a_i \le a_j$ for all $i \le j$", "a_i ≤ a_j ∀ j = 1, ..., n, i ∈ N, i ≤ j"),
        (r"with $a_i \le a_j$ whenever $i < j$", "i < j ⇒ a_i ≤ a_j ∀ i = 1, ..., n, j = 1, ..., n"),
    ],
)
def test_letters_that_a_condition_compares_are_both_indices(read, said, meant):
    texts, doubts = supposed(read, rf"Let $a_1, \dots, a_n$ be numbers {said}.")
    assert meant in texts
    assert not doubts


def test_a_condition_on_an_index_that_does_not_occur_is_none(read):
    said = r"Let $a_1, \dots, a_n$ be numbers with $a_i \ge 0$ and $a_i a_j = 0$ for all $i \ne j$."
    texts, _ = supposed(read, said)
    assert "a_i ≥ 0 ∀ i = 1, ..., n" in texts


def test_a_letter_that_was_fixed_before_may_be_no_index(read):
    said = (
        r"Fix $j \in \{1, \dots, n\}$. Let $a_1, \dots, a_n$ be numbers. Suppose that $a_i \le a_j$ for all $i \le j$."
    )
    texts, doubts = supposed(read, said)
    assert not [text for text in texts if "∀ j" in text]
    assert doubts


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (r"Let $a_0, a_1, \dots$ be positive numbers.", "a_k > 0 ∀ k ∈ N"),
        (r"Suppose that $a_1, a_2, \dots$ are nonnegative numbers.", "a_k ≥ 0 ∀ k ∈ N, k ≥ 1"),
    ],
)
def test_what_is_said_of_a_list_without_an_end_is_said_of_all_its_terms(read, said, meant):
    texts, _ = supposed(read, said)
    assert meant in texts
    assert "a > 0" not in texts


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (r"$u, v \in \mathbb{R}^d$ be orthogonal unit vectors", {"⟨u, v⟩ = 0", "‖u‖ = 1", "‖v‖ = 1"}),
        (r"$u, v \in \mathbb{R}^d$ be orthonormal", {"⟨u, v⟩ = 0", "‖u‖ = 1", "‖v‖ = 1"}),
        (r"$u$ and $v$ be orthogonal vectors in $\mathbb{R}^d$ with $\|u\| = \|v\| = 1$", {"⟨u, v⟩ = 0", "‖v‖ = 1"}),
        (r"$u \in \mathbb{R}^d$ be orthogonal to $v \in \mathbb{R}^d$", {"⟨u, v⟩ = 0"}),
        (r"$u, v, w \in \mathbb{R}^d$ be mutually orthogonal", {"⟨u, v⟩ = 0", "⟨u, w⟩ = 0", "⟨v, w⟩ = 0"}),
    ],
)
def test_vectors_that_are_orthogonal(read, said, meant):
    texts, doubts = supposed(read, f"Let {said}.", r"\|u + v\|^2 = \|u\|^2 + \|v\|^2")
    assert meant <= texts
    assert not doubts


def test_an_orthogonal_matrix_is_no_vector(read):
    texts, _ = supposed(read, r"Let $A \in \mathbb{R}^{d \times d}$ be orthogonal.", r"\|A x\| = \|x\|")
    assert "Aᵀ A = I_d" in texts
