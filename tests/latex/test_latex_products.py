r"""Products over a range in papers: ``\prod_{i=1}^n (1 + a_i)``, and how far they reach."""

import pytest

SEQUENCES = r"Let $a_k > 0$ for all $k \ge 0$, and let $x_0, c \in \mathbb{R}$."


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        (r"\prod_{k=0}^{N-1} (1 + a_k) \ge 1", "Π_{k=0}^(N - 1) (1 + a_k) ≥ 1"),
        (r"\prod_{k=0}^{N-1} (1 + a_k)^2 c \ge c", "(Π_{k=0}^(N - 1) (1 + a_k)²) c ≥ c"),
        (r"c \prod_{k=0}^N \frac{a_k}{2} \ge 0", "c Π_{k=0}^N (a_k / 2) ≥ 0"),
        (r"\prod_{k=0}^N c a_k \ge 0", "Π_{k=0}^N c a_k ≥ 0"),
        (r"\log \prod_{k=0}^N a_k \ge 0", "log(Π_{k=0}^N a_k) ≥ 0"),
        (r"\prod_{k=0}^N |a_k - c| \ge 0", "Π_{k=0}^N |a_k - c| ≥ 0"),
        (r"|\prod_{k=0}^N (c - a_k)| c \le c", "|Π_{k=0}^N (c - a_k)| c ≤ c"),
        (r"\Bigl| \prod_{k=0}^N |a_k|^2 c \Bigr| \ge 0", "|(Π_{k=0}^N |a_k|²) c| ≥ 0"),
    ],
)
def test_it_reaches_over_the_factors_that_speak_of_its_index(read, formula, meant):
    assert [claim.text for claim in read(rf"{SEQUENCES} \[ {formula} \]").document().claims] == [meant]


@pytest.mark.parametrize("formula", [r"\prod_{k} a_k \ge 0", r"\coprod_{k=0}^N a_k \ge 0"])
def test_other_products_cannot_be_said(read, formula):
    assert read(rf"{SEQUENCES} \[ {formula} \]").document().claims == ()
