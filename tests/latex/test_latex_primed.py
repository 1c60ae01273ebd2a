"""A prime of a letter that words introduce by itself is no derivative."""

import pytest

from proofcheck.lang.printing import text


@pytest.mark.parametrize(
    "said",
    [
        "Let $f(x) = x^2$ and let $f'$ be another function.",
        "Let $f(x) = x^2$. We denote by $f'$ the perturbed function.",
        "Let $f(x) = x^2$ and let $f' = f + 1$.",
        "Let $f(x) = x^2$ and $f'(x) = x^3$ for real $x$.",
    ],
)
def test_a_prime_that_is_introduced_is_no_derivative(read, said):
    assert not read(rf"{said} Then for all $x \in \mathbb{{R}}$ \[ f'(x) = 2 x. \]").document().claims


@pytest.mark.parametrize("said", ["", "Let $f'$ be the derivative of $f$.", "Then $f'$ is a linear function."])
def test_a_prime_is_a_derivative_otherwise(read, said):
    claims = read(rf"Let $f(x) = x^2$. {said} Then for all $x \in \mathbb{{R}}$ \[ f'(x) = 2 x. \]").document().claims
    assert [text(claim.says) for claim in claims] == ["f'(x) = 2 x"]
