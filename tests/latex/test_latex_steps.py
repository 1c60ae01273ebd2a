"""Steps of iterations on random data, values that are chosen in passing, and what a where clause says at its end."""

import pytest

from proofcheck.kernel.proof import proves
from proofcheck.latex.document import load
from proofcheck.provers.search import prove
from proofcheck.refuters.search import refute
from proofcheck.refuters.witnesses import witness
from proofcheck.tasks import PATIENT

SMOOTH = r"Consider minimizing an $L$-smooth function $F : \mathbb{R}^d \to \mathbb{R}$ by "


def _load(tmp_path, body):
    path = tmp_path / "paper.tex"
    path.write_text(r"\documentclass{article}\newcommand{\E}{\mathbb{E}}\begin{document}" + body + r"\end{document}")
    return load(path)


GIVEN = {
    r"\mid w_t": r"\E[g_t \mid w_t] = \nabla F(w_t)",
    r"\mid \mathcal{F}_t": r"\E[g_t \mid \mathcal{F}_t] = \nabla F(w_t)",
    r"_t": r"\E_t[g_t] = \nabla F(w_t)",
}


@pytest.mark.parametrize("known", GIVEN)
def test_what_is_known_and_what_is_drawn_are_random_vectors(tmp_path, known, hypotheses):
    mean = r"\E_t[F(w_{t+1})]" if known == "_t" else rf"\E[F(w_{{t+1}}) {known}]"
    document = _load(
        tmp_path,
        SMOOTH + r"\[ w_{t+1} = w_t - \eta g_t, \] where $" + GIVEN[known] + rf"$. Then \[ {mean} \ge 0. \]",
    )
    assert not document.problems
    [claim] = document.claims
    assert claim.text == "E[F(w_next) | w_t] ≥ 0 ∀ ω ∈ N"
    said, unread = hypotheses(document, claim)
    assert {"E[g_t | w_t] = ∇F(w_t) ∀ ω ∈ N", "η > 0", "L > 0"} <= set(said)
    assert not unread


def test_the_descent_of_a_step_is_proved_and_a_lost_half_refuted(tmp_path):
    document = _load(
        tmp_path,
        SMOOTH
        + r"\[ w_{k+1} = w_k - \eta (\nabla F(w_k) + \xi_k), \] where $\E[\xi_k \mid w_k] = 0$ and"
        + r" $\E[\|\xi_k\|^2 \mid w_k] \le \sigma^2$. Suppose $0 < \eta \le 1/L$. Then"
        + r"\[ \E[F(w_{k+1}) \mid w_k] \le F(w_k) - \frac{\eta}{2} \|\nabla F(w_k)\|^2 + \frac{L \eta^2 \sigma^2}{2} \]"
        + r"\[ \E[F(w_{k+1}) \mid w_k] \le F(w_k) - \eta \|\nabla F(w_k)\|^2 + \frac{L \eta^2 \sigma^2}{2}. \]",
    )
    true, false = document.claims
    assert proves(prove(document.problem(true)), document.problem(true))
    assert refute(document.problem(false), seed=1, budget=PATIENT) is not None
    assert witness(document.problem(true), seed=1) is not None


def test_sums_over_all_steps_are_not_read_as_sums_of_one(tmp_path, hypotheses):
    document = _load(
        tmp_path,
        SMOOTH
        + r"\[ w_{t+1} = w_t - \eta g_t, \] where $\E[g_t \mid w_t] = \nabla F(w_t)$. Then"
        + r"\[ \sum_{t=0}^{T-1} \E\|\nabla F(w_t)\|^2 \ge 0. \]",
    )
    [claim] = document.claims
    assert not document.problems
    assert "w_{t + 1} = w_t - η g_t ∀ t, ω ∈ N" in hypotheses(document, claim)[0]


def test_a_sequence_that_is_given_nowhere_stays_one(tmp_path):
    document = _load(tmp_path, SMOOTH + r"\[ w_{t+1} = w_t - \eta \nabla F(w_t). \] Then \[ \|w_{t+1}\| \ge 0. \]")
    [claim] = document.claims
    assert claim.text == "‖w_{t + 1}‖ ≥ 0"


@pytest.mark.parametrize("words", ["Choosing", "Taking the step size", "With"])
def test_a_value_that_is_chosen_is_supposed_for_its_paragraph(tmp_path, words, hypotheses):
    document = _load(
        tmp_path,
        r"Let $0 < a < 1$ and $b > 0$. " + words + r" $a = b / 2$, we get \[ 2 a = b. \]" + "\n\n"
        r"Moreover, \[ a < 1. \]",
    )
    first, second = document.claims
    assert "a = b / 2" in hypotheses(document, first)[0]
    assert "a = b / 2" not in hypotheses(document, second)[0]


PROPERTIES = {
    "an $L$-smooth": "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d",
    "a convex, $G$-Lipschitz": "|f(x) - f(y)| ≤ G ‖x - y‖ ∀ x, y ∈ R^d",
}


@pytest.mark.parametrize("said", PROPERTIES)
def test_what_stands_before_a_function_with_its_constant_is_supposed(tmp_path, said, hypotheses):
    document = _load(
        tmp_path, "Consider " + said + r" function $f : \mathbb{R}^d \to \mathbb{R}$. Then \[ f(x) \ge 0. \]"
    )
    assert PROPERTIES[said] in hypotheses(document, document.claims[0])[0]


def test_a_number_whose_square_bounds_something_is_not_negative(tmp_path, hypotheses):
    document = _load(tmp_path, r"Let $x \in \mathbb{R}^d$ satisfy $\|x\|^2 \le \sigma^2$. Then \[ \|x\| \le \sigma. \]")
    assert "σ ≥ 0" in hypotheses(document, document.claims[0])[0]
