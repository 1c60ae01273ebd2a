"""Recursions from the term before, and bounds of the next term: of which terms they are supposed."""

import pytest
from suppositions import last


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        (r"The iteration is \[ y_k = y_{k-1}^2 . \]", "y_k = y_{k - 1}² ∀ k ∈ N, k ≥ 1"),
        (r"Repeat $y_k = y_{k-1}^2$.", "y_k = y_{k - 1}² ∀ k ∈ N, k ≥ 1"),
        (r"Let $y_k \le y_{k-1} / 2$ for all $k$.", "y_k ≤ y_{k - 1} / 2 ∀ k ∈ N, k ≥ 1"),
        (r"Let $y_k \le y_{k-2} / 2$.", "y_k ≤ y_{k - 2} / 2 ∀ k ∈ N, k ≥ 2"),
        (r"Suppose that $y_{k+1} \le y_k / 2$.", "y_{k + 1} ≤ y_k / 2 ∀ k ∈ N"),
    ],
)
def test_a_recursion_is_one_of_all_terms_that_exist(read, said, supposed):
    assert last(read(rf"{said} Then \[ y_2 \ge y_1 . \]")) == ([supposed], False)


def test_a_bound_of_the_next_term_under_a_condition_may_be_one_of_all_terms(read):
    assert last(read(r"If $y_{k+1} \le y_k / 2$, then \[ y_2 \le y_1 . \]")) == (["y_{k + 1} ≤ y_k / 2"], True)


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        (r"Define $y_0 := 1$ and $y_{k+1} := y_k / 2$.", ["y_0 = 1", "y_{k + 1} = y_k / 2 ∀ k ∈ N"]),
        (r"Put \[ y_0 := 1, \qquad y_k := y_{k-1} / 2 . \]", ["y_0 = 1", "y_k = y_{k - 1} / 2 ∀ k ∈ N, k ≥ 1"]),
        (r"Let $y_{k+1} = y_k / 2$ for $k \ge 0$ with $y_0 = 1$.", ["y_{k + 1} = y_k / 2 ∀ k ∈ N", "y_0 = 1"]),
        (r"Let $y_{k+1} = y_k / 2$ for all $k \ge 0$ with initial value $y_0 = 1$.",
         ["y_{k + 1} = y_k / 2 ∀ k ∈ N", "y_0 = 1"]),
        (r"Let $y_{k+1} = c y_k$ for $k \ge 0$ with $c \le 1$ and $y_0 = 1$.",
         ["y_{k + 1} = c y_k ∀ k ∈ N", "c ≤ 1", "y_0 = 1"]),
        (r"Let $y_{k+1} = y_k / 2$ and $d_k := y_{k+1} - y_k$.", ["y_{k + 1} = y_k / 2 ∀ k ∈ N"]),
    ],
)  # fmt: skip
def test_where_a_recursion_starts_and_how_it_goes_on_may_be_written_as_definitions(read, said, supposed):
    assert last(read(rf"\begin{{lemma}} {said} Then \[ y_2 \ge y_1 . \] \end{{lemma}}")) == (supposed, False)
