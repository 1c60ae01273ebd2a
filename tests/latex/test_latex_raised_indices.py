"""Steps of a method that are written above names are indices; powers stay powers."""

import pytest

_UPDATE = r"Let $x^{t+1} = x^t - \gamma g^t$ with $x^0 \in \mathbb{R}^d$ and $\gamma > 0$, for $t = 0, 1, 2, \dots$. "


def last(read, body):
    return read(_UPDATE + body).document().claims[-1].text


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        (r"\|x^{t+1} - x^t\| = \gamma \|g^t\|", "‖x_{t + 1} - x_t‖ = γ ‖g_t‖"),
        (r"r^t \le \delta^t - \delta^{t+1}", "r_t ≤ δ_t - δ_{t + 1}"),
        (r"\delta^{t+1} \le (1 - q)^{t+1} \delta^0", "δ_{t + 1} ≤ (1 - q)^(t + 1) δ_0"),
    ],
)
def test_steps_above_names_count(read, formula, says):
    assert last(read, rf"For all $t$ we have \[ {formula}. \]").split(" ∀ ")[0] == says


def test_the_horizon_above_a_sequence_is_no_transpose(read):
    body = r"For $T \ge 1$ we have \[ \sum_{t=0}^{T-1} (\delta^t - \delta^{t+1}) = \delta^0 - \delta^T. \]"
    assert last(read, body).split(" ∀ ")[0] == "Σ_{t=0}^(T - 1) (δ_t - δ_{t + 1}) = δ_0 - δ_T"


def test_a_letter_that_stands_alone_is_raised_to_a_power(read):
    document = read(_UPDATE + r"Let $\rho \in (0, 1)$. For all $t$ we have \[ \rho^{t+1} \le \rho^t. \]").document()
    assert document.claims[-1].text.startswith("ρ^(t + 1) ≤ ρ^t")


def test_without_an_update_nothing_is_an_index(read):
    reading = read(r"Let $a, b \ge 0$ and $a \le b$. For all natural $t$, \[ a^t \le b^t. \]")
    assert reading.document().claims[-1].text.startswith("a^t ≤ b^t")


def test_labels_and_words_are_no_names(read, hypotheses):
    equation = r"\begin{equation}\label{eq:g} \gamma g^t = x^t - x^{t+1} \text{ as } \gamma > 0. \end{equation}"
    document = read(_UPDATE + rf"For all $t$ we have {equation}").document()
    assert "x_{t + 1} = x_t - γ g_t ∀ t ∈ N" in hypotheses(document, document.claims[-1])[0]


def test_a_best_value_may_have_its_sign_above(read, hypotheses):
    body = r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be bounded below by $f^{\inf} \in \mathbb{R}$. For all points $x$ of
        $\mathbb{R}^d$ we have
        \[ f(x) - f^{\inf} \ge 0. \]
    """
    document = read(body).document()
    assert "f(y) ≥ f_inf ∀ y ∈ R^d" in hypotheses(document, document.claims[0])[0]


@pytest.mark.parametrize("range_", ["", r"\qquad t = 0, 1, 2, \dots,"])
def test_an_update_with_its_range_is_that_of_a_step_given_what_is_known(read, range_):
    body = rf"""
        Let $f : \mathbb{{R}}^d \to \mathbb{{R}}$ be differentiable. We study
        \[ x^{{t+1}} = x^t - \gamma g^t, {range_} \] where $\gamma > 0$ and
        $\mathbb{{E}}[g^t \mid x^t] = \nabla f(x^t)$.
        Then
        \[ \mathbb{{E}}[\|x^{{t+1}} - x_*\|^2 \mid x^t] = \|x^t - x_*\|^2
           - 2 \gamma \langle \nabla f(x^t), x^t - x_* \rangle + \gamma^2 \mathbb{{E}}[\|g^t\|^2 \mid x^t]. \]
    """
    reading = read(body)
    assert reading.notation.step is not None
    assert reading.document().problems == ()
    assert len(reading.document().claims) == 1
