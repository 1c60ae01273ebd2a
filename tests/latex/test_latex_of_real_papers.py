"""What real papers write: quantifiers in the text of a formula, letters of steps, recursions of components."""

import pytest


@pytest.mark.parametrize("words", [" for all }y", "for every } y", " whenever }y \\in \\mathbb{R}^d"])
def test_words_inside_a_formula_in_a_sentence_are_words(read, words):
    reading = read(
        "Let $f, g : \\mathbb{R}^d \\to \\mathbb{R}$.\n\\begin{lemma} Suppose that $f(y) \\le g(y)\\text{" + words
        + "$ and $a \\ge 1$. Then \\[ a \\ge 0 . \\]\\end{lemma}"
    )  # fmt: skip
    assert not any(entry.error for entry in reading.record.entries)
    (claim,) = reading.document().claims
    assert len(claim.given) == 2
    assert "forall" not in reading.notation.taken


STEPS = r"""
Suppose $f : \mathbb{R}^d \to \mathbb{R}$ is convex. The method with step size $h = \frac{1}{L}$ goes on.
\begin{lemma} For $h \le \frac{2}{L}$ we have \[ f(x - h \nabla f(x)) \le f(x) + h . \] \end{lemma}
\section{Another}
\begin{lemma} Suppose that $f(x) \le g(x) + h(x)$ for all $x$, and $h(x) \le 0$ for all $x$.
Then \[ f(x) \le g(x) . \] \end{lemma}
"""


def test_a_step_size_may_have_the_name_of_a_function_of_another_section(read):
    assert not any(entry.error for entry in read(STEPS).record.entries)


@pytest.mark.parametrize("name", [r"\beta_i", "x_{i,j}", "w_l"])
def test_a_recursion_of_what_has_an_index_is_none_of_powers(read, name):
    """A component of the next term was read as a power, and a true line was called false."""
    reading = read(
        rf"Let $\eta > 0$. \[ {name}^{{t+1}} = {name}^t - \eta {name}^t . \]"
        rf"\begin{{lemma}} If ${name}^t \ge 0$ and $\eta \le 1$, then \[ {name}^{{t+1}} \le {name}^t . \] \end{{lemma}}"
    )
    assert {entry.error.notation for entry in reading.record.entries if entry.error} == {"indices above and below"}
    assert not reading.document().claims


def test_signs_of_letters_after_for_all_claim_nothing(read):
    """That the second letter is positive was taken for the claim, and called false."""
    reading = read(
        r"\begin{lemma} Then, $\forall \epsilon>0,\delta >0$, we have \[ \epsilon + \delta > 0 . \] \end{lemma}"
    )
    (claim,) = reading.document().claims
    assert "+" in str(claim.says)
