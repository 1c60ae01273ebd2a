"""Exponents that may be indices, or say how often a function is applied, are no powers."""

import pytest


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x^1, x^2, x^3$ be real numbers.",
        r"Let $x^0, \dots, x^m$ be real numbers.",
        r"Let $(x^k)_{k \ge 0}$ be a sequence of real numbers.",
        r"Let $\{x^{k}\}_{k}$ be real numbers.",
        r"Let $x \in \mathbb R$. The iterates are $x^{k+1} = x^k - 1$.",
        r"Write $x = (x^1, x^2)$.",
    ],
)
def test_what_is_indexed_above_has_no_powers(read, said):
    reading = read(rf"{said} Then \[ x^2 \ge 0 . \]")
    assert reading.document().claims == ()
    assert any("may be an index here" in problem.message for problem in reading.record.problems)


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x^2, y^2 \le 1$.",
        r"Let $x^{k+1} = x x^k$.",
        r"The sum is $x + x^2 + x^3$.",
        r"Let $(x^k)^2 \le 1$.",
    ],
)
def test_powers_are_powers(read, said):
    assert read(rf"Let $x$ be real. {said} Then \[ x^2 \ge 0 . \]").document().claims != ()


def test_a_power_of_a_function_may_be_its_composition(read):
    text = r"Let $f(x) = x - 1$ and $f^2(x) = f(f(x))$. Then \[ f^2(x) \ge 0 . \]"
    assert read(text).document().claims == ()
