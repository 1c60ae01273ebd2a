"""Sums and integrals up to infinity and limits in papers: what is read, and what is not taken for saying nothing."""

import pytest

HEAD = r"""
    Let $c > 0$ and $q \in (0, 1)$. Let $a_0, a_1, \dots$ be a sequence in $\mathbb{R}$, and $\alpha_0, \alpha_1, \dots$
    a sequence of positive numbers.
"""


def claims(read, statement):
    reading = read(HEAD + rf"\begin{{lemma}} {statement} \end{{lemma}}")
    return [claim.text for claim in reading.document().claims], reading


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (r"Then $\int_0^\infty e^{-c s} \, ds \le \frac{1}{c}$.", "∫_0^∞ exp(-c s) ds ≤ 1 / c"),
        (r"\[ \int_{-\infty}^{+\infty} e^{-c |s|} \, ds = \frac{2}{c} \]", "∫_(-∞)^∞ exp(-c |s|) ds = 2 / c"),
        (r"\[ \sum_{k=0}^\infty q^k = \frac{1}{1 - q} \]", "Σ_{k=0}^∞ q^k = 1 / (1 - q)"),
        (r"\[ \sum_{k \ge 1} \frac{1}{k^2} < \infty \]", "Σ_{k=1}^∞ 1 / k² < ∞"),
        (r"\[ \sum_{k=1}^{\infty} \frac{1}{k} = \infty \]", "Σ_{k=1}^∞ 1 / k = ∞"),
        (r"If $\sum_{k=0}^\infty a_k^2 \le c$, then $\lim_{k \to \infty} a_k = 0$.", "lim_{k→∞} a_k = 0"),
        (r"Then $\lim_{t \to \infty} e^{-c t} = 0$.", "lim_{t→∞} exp(-c t) = 0"),
    ],
)
def test_what_has_no_end_is_read(read, statement, text):
    assert claims(read, statement)[0] == [text]


@pytest.mark.parametrize(
    "statement",
    [
        r"\[ \lim_{k \to \infty} a_k \le c \]",
        r"\[ \lim_{q \to 0} q = 0 \]",
        r"\[ \sum_{k=0}^\infty a_k^2 \le \sum_{k=0}^\infty \alpha_k \]",
        r"\[ \prod_{k=0}^\infty \alpha_k \le c \]",
    ],
)
def test_what_cannot_be_said_is_left(read, statement):
    found, reading = claims(read, statement)
    assert not found
    assert reading.record.lost >= 1


@pytest.mark.parametrize(
    ("condition", "read_as", "lost"),
    [
        (r"\sum_{k=0}^\infty \alpha_k^2 < \infty", ["Σ_{k=0}^∞ α_k² < ∞"], 0),
        (r"\sum_{k=0}^\infty \alpha_k = \infty", [], 1),
        (r"\sum_k \alpha_k^2 < \infty", [], 1),
        (r"\sup_k \alpha_k < \infty", [], 1),
    ],
)
def test_what_is_supposed_to_be_finite_says_something(read, hypotheses, condition, read_as, lost):
    _, reading = claims(read, rf"Suppose that ${condition}$. There is $C > 0$ such that for all $k$, $\alpha_k \le C$.")
    made = reading.document()
    said, unread = hypotheses(made, made.claims[0])
    assert [text for text in said if "∞" in text] == read_as
    assert len(unread) == lost
