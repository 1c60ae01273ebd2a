r"""Samples in the words of papers: "let $X_1, \dots, X_n$ be i.i.d. random variables with mean $\mu$"."""

import pytest

from proofcheck.latex.document import load
from proofcheck.provers.search import prove
from proofcheck.refuters.search import refute

HEAD = r"\documentclass{article}\newcommand{\E}{\mathbb{E}}\begin{document}" + "\n"


def _claim(tmp_path, body):
    path = tmp_path / "paper.tex"
    path.write_text(HEAD + body + r"\end{document}")
    found = load(path)
    assert not found.problems
    (claim,) = found.claims
    return claim, found.problem(claim)


NAMED = r"Let $X_1, \dots, X_n$ be i.i.d. random variables with mean $\mu$ and variance $\sigma^2$. Then "
SAID = "are independent and identically distributed"

TRUE = {
    NAMED + r"\[ \mathrm{Var}\Big(\frac1n \sum_{i=1}^n X_i\Big) = \frac{\sigma^2}{n}. \]": f"X_1, ..., X_n {SAID}",
    r"Let $Z_1, \dots, Z_n \in \mathbb{R}^d$ be independent random vectors with $\E[Z_i] = 0$ for all $i$. Then "
    r"\[ \E\Big\|\sum_{i=1}^n Z_i\Big\|^2 = \sum_{i=1}^n \E\|Z_i\|^2. \]": "Z_1, ..., Z_n are independent",
    r"Let $\varepsilon_1, \dots, \varepsilon_n$ be independent Rademacher variables. Then "
    r"\[ \E\Big[\Big(\sum_{i=1}^n a_i \varepsilon_i\Big)^2\Big] = \sum_{i=1}^n a_i^2. \]":
        "ε_1, ..., ε_n are independent",
    r"Let $g_1, \dots, g_m$ be i.i.d. random vectors in $\mathbb{R}^d$ with $\E[g_i] = g$ and $\E\|g_i - g\|^2 \le "
    r"\sigma^2$. Then \[ \E\Big\|\frac1m \sum_{i=1}^m g_i - g\Big\|^2 \le \frac{\sigma^2}{m}. \]":
        f"g_1, ..., g_m {SAID}",
    r"Let $Y_1, \dots, Y_n$ be uncorrelated random variables. Then "
    r"\[ \mathrm{Var}\Big(\sum_{i=1}^n Y_i\Big) = \sum_{i=1}^n \mathrm{Var}(Y_i). \]": "Y_1, ..., Y_n are uncorrelated",
}  # fmt: skip

FALSE = (
    NAMED + r"\[ \E\Big[\sum_{i=1}^n X_i\Big] = \mu. \]",
    r"Let $Z_1, \dots, Z_n$ be independent random variables. Then "
    r"\[ \E\Big[\Big(\sum_{i=1}^n Z_i\Big)^2\Big] = \sum_{i=1}^n \E[Z_i^2]. \]",
)


@pytest.mark.parametrize("body", TRUE)
def test_what_is_true_of_a_sample_in_words_is_proved(tmp_path, body):
    claim, asked = _claim(tmp_path, body)
    assert TRUE[body] in [h.text for h in claim.given]
    assert not any("not read" in h.text for h in claim.tacit)
    assert prove(asked) is not None


@pytest.mark.parametrize("body", FALSE)
def test_what_is_false_of_a_sample_in_words_is_refuted(tmp_path, body):
    assert refute(_claim(tmp_path, body)[1]) is not None


def test_what_is_said_for_all_i_is_said_of_the_members_that_there_are(tmp_path):
    claim, _ = _claim(tmp_path, NAMED + r"\[ \E[X_i] = \mu \quad \text{for all } i. \]")
    assert claim.text == "E[X_i] = μ ∀ i = 1, ..., n"


def test_vectors_that_are_linearly_independent_are_no_sample(tmp_path):
    body = r"Let $v_1, \dots, v_k$ be linearly independent vectors in $\mathbb{R}^d$. Then \[ \|v_1\| \ge 0. \]"
    claim, _ = _claim(tmp_path, body)
    assert not any(h.text.startswith("v_1, ...") for h in claim.given)


@pytest.mark.parametrize(
    "drawn", ["not necessarily independent", "not independent", "independent but not identically distributed"]
)
def test_what_a_sample_is_not_is_not_supposed(tmp_path, drawn):
    body = rf"Let $X_1, \dots, X_n$ be {drawn} random variables. Then \[ \E[X_1] = \E[X_2]. \]"
    claim, asked = _claim(tmp_path, body)
    said = [h.text for h in claim.given if h.text.startswith("X_1, ...")]
    assert said == (["X_1, ..., X_n are independent"] if drawn.startswith("independent") else [])
    assert prove(asked) is None


def test_members_that_a_claim_names_are_there(tmp_path):
    body = r"Let $X_1, \dots, X_n$ be independent random variables. Then \[ \E[X_1 X_3] = \E[X_1] \E[X_3]. \]"
    claim, asked = _claim(tmp_path, body)
    assert not claim.ill_typed
    assert refute(asked) is None
