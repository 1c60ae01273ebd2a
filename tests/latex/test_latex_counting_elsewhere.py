"""Letters that count in one section may be any real numbers in another one: what is said of them is not read."""

import pytest

ITERATES = r"""
\section{Iterates}
Let $x_{t+1} = x_t - g_t$ with $g_t \ge 0$ for all $t$.
\begin{lemma} For all $t$, \[ x_{t+1} \le x_t . \] \end{lemma}
\section{Tails}
"""


@pytest.mark.parametrize(
    "lemma",
    [
        r"For every $t > 0$, \[ t^2 \ge t . \]",
        r"Let $t > 0$. Then \[ t^2 \ge t . \]",
        r"Let $0 \le a \le 1$. Then \[ \exp(a t) \ge 1 + a \sqrt{t} . \]",
    ],
)
def test_what_may_be_of_any_number_is_no_claim_of_natural_ones(read, lemma):
    reading = read(ITERATES + rf"\begin{{lemma}} {lemma} \end{{lemma}}")
    assert [claim.text for claim in reading.document().claims] == ["x_{t + 1} ≤ x_t ∀ t ∈ N"]
    assert any("t counts in another section" in problem.message for problem in reading.record.problems)


@pytest.mark.parametrize(
    "lemma",
    [
        r"For every integer $t > 0$, \[ t^2 \ge t . \]",
        r"For all rounds $t > 0$, \[ t^2 \ge t . \]",
        r"For every $t > 0$, \[ t^2 \ge t , \qquad 2^{-t} \le 1 . \]",
        r"For every $T > 0$, \[ T^2 \ge 0 . \]",
        r"For every $t > 0$, \[ u(t + 1) = u(t) , \qquad t^2 \ge t . \]",
    ],
)
def test_what_words_exponents_or_the_letter_show_to_count_is_one(read, lemma):
    reading = read(ITERATES + rf"\begin{{lemma}} {lemma} \end{{lemma}}")
    assert len(reading.document().claims) > 1
    assert not reading.record.problems


def test_a_declared_letter_is_what_it_is_declared_to_be(read):
    declared = "% proofcheck: t : natural\n" + ITERATES
    document = read(declared + r"\begin{lemma} For every $t > 0$, \[ t^2 \ge t . \] \end{lemma}").document()
    assert document.claims[-1].text == "t² ≥ t ∀ t ∈ N, t > 0"
