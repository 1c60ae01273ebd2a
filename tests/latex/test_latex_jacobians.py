r"""Jacobians in papers of maps that are defined by a formula: ``J_f(x)`` and ``Df(x)`` for ``f(x) = A x + b``."""

import pytest

SPACES = r"Let $x \in \mathbb{R}^d$, $A \in \mathbb{R}^{m \times d}$, $b \in \mathbb{R}^m$."


@pytest.mark.parametrize(
    ("said", "formula", "meant"),
    [
        (r"Let $f(x) = A x + b$.", r"J_f(x) = A", "Df(x) = A"),
        (r"Let $f(x) = A x + b$.", r"Df(x) = A", "Df(x) = A"),
        (
            r"Let $\phi : \mathbb{R}^m \to \mathbb{R}^m$ be differentiable and $g(x) = \phi(A x + b)$.",
            r"J_g(x) = J_\phi(A x + b) A",
            "Dg(x) = Dφ(A x + b) A",
        ),
    ],
)
def test_it_is_claimed_of_the_map_and_defines_nothing(read, said, formula, meant):
    assert [claim.text for claim in read(rf"{SPACES} {said} \[ {formula} \]").document().claims] == [meant]
