r"""Distributions by their names, ``X \sim N(\mu, \sigma^2)``: mean and variance are supposed, and more may be known."""

import pytest

CLAIM = r"Then \[ \E[X] = 5 . \]"


def under(document, hypotheses):
    return hypotheses(document, document.claims[-1])


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        (r"Let $X \sim N(\mu, \sigma^2)$.", ["E[X] = μ", "E[(X - E[X])²] = σ²"]),
        (r"Let $X \sim \mathcal{N}(0, 1)$.", ["E[X] = 0", "E[(X - E[X])²] = 1"]),
        (r"Suppose $X \sim \text{Bernoulli}(q)$ with $0 < q < 1$.", ["E[X] = q", "E[(X - E[X])²] = q (1 - q)"]),
        (r"Let $X \sim \mathrm{Poisson}(a)$.", ["E[X] = a", "E[(X - E[X])²] = a"]),
    ],
)
def test_a_distribution_gives_mean_and_variance_and_leaves_more_open(read, hypotheses, said, supposed):
    found, unread = under(read(f"{said} {CLAIM}").document(), hypotheses)
    assert set(supposed) <= set(found)
    assert (
        unread == ["what is supposed in line 1, which is not read: its distribution"]
        or "distribution" in unread[0].text
    )


@pytest.mark.parametrize(
    "said",
    [
        r"Let $X \sim N(\mu, \sigma)$.",  # the second number may be the root of the variance
        r"Let $X \sim N(0, I)$.",
        r"Let $X \sim N(0, \Sigma^{-1})$.",
        r"Let $X$ be random and $Y = 2 X$. We see that $X \sim N(0, 1)$.",  # claimed
        r"Let $X_i \sim N(0, 1)$ for all $i$.",
    ],
)
def test_what_may_be_meant_in_another_way_is_supposed_of_nothing(read, hypotheses, said):
    found, _ = under(read(f"{said} Then \\[ \\E[X] = 5 , \\quad a^2 \\ge 0 . \\]").document(), hypotheses)
    assert not any("E[X] = 0" in says or "E[(X" in says for says in found)
