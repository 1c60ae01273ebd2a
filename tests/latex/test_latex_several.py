r"""Functions of several arguments in papers: ``f(w, \xi)`` with a mean over one of them, saddle functions."""

import pytest

from proofcheck.lang.expressions import VECTOR, kind_of
from proofcheck.lang.printing import text

DRAWN = r"""
    We study $\min_{w \in \mathbb{R}^d} F(w) := \mathbb{E}_{\xi \sim P}[f(w; \xi)]$ with
    $f : \mathbb{R}^d \times \Xi \to \mathbb{R}$, where $\xi \in \Xi$.
"""
SADDLE = r"Let $K : \mathbb{R}^n \times \mathbb{R}^m \to \mathbb{R}$ be convex in $x$ for each $y$, and concave in $y$."


def claims(reading):
    return [claim.text for claim in reading.document().claims]


def supposed(reading):
    document = reading.document()
    return [text(a) for h in document.hypotheses(document.claims[-1]) for a in h.assertions]


def test_an_objective_that_a_problem_names_is_the_mean_over_what_is_drawn(read):
    reading = read(rf"{DRAWN} We have \[ \mathbb{{E}}_\xi \nabla f(w; \xi) = \nabla F(w) . \]")
    assert claims(reading) == ["E[∇_w f(w, ξ)] = ∇F(w)"]


@pytest.mark.parametrize(
    "said",
    [
        r"for every $\xi$, $f(\cdot; \xi)$ is $L$-smooth",
        r"the function $w \mapsto f(w; \xi)$ is $L$-smooth",
        r"the gradient $\nabla f(\cdot; \xi)$ is $L$-Lipschitz",
        r"$f$ is $L$-smooth in $w$",
    ],
)
def test_what_is_said_of_a_function_in_one_argument_is_said_whatever_the_others_are(read, said):
    reading = read(rf"{DRAWN} Assume that {said}. \[ \|\nabla f(w; \xi)\| \ge 0 \]")
    assert any("‖∇_w f(w, ξ) - ∇_1 f(w', ξ)‖ ≤ L ‖w - w'‖ ∀ " in says for says in supposed(reading))


def test_a_saddle_function_is_convex_in_one_argument_and_concave_in_the_other(read):
    reading = read(rf"{SADDLE} \[ K(z, y) \ge K(x, y) + \langle \nabla_x K(x, y), z - x \rangle \]")
    assert claims(reading) == ["K(z, y) ≥ K(x, y) + ⟨∇_x K(x, y), z - x⟩"]
    assert supposed(reading)[:2] == [
        "K(x', y) ≥ K(x, y) + ⟨∇_x K(x, y), x' - x⟩ ∀ y ∈ R^m, x, x' ∈ R^n",
        "K(x, y') ≤ K(x, y) + ⟨∇_y K(x, y), y' - y⟩ ∀ x ∈ R^n, y, y' ∈ R^m",
    ]


def test_a_mean_over_a_part_of_what_is_random_is_not_read(read):
    other = r"Let $\zeta$ be a random vector in $\mathbb{R}^d$."
    reading = read(rf"{DRAWN} {other} \[ \mathbb{{E}}_\xi[f(\zeta; \xi)] \ge 0 \]")
    [problem] = reading.document().problems
    assert "the mean over a part of what is random" in problem.message


def test_second_derivatives_in_one_argument_cannot_be_said(read):
    reading = read(rf"{SADDLE} \[ \|\nabla^2 K(x, y)\| \ge 0 \]")
    [problem] = reading.document().problems
    assert "second derivatives in one of several arguments" in problem.message


RISK = r"Let $w \in \mathbb{R}^d$ and $R(w) = \mathbb{E}_{(x, y) \sim P}[(\langle w, x \rangle - y)^2]$."


def test_a_mean_over_a_pair_makes_both_random(read):
    assert claims(read(rf"{RISK} Then \[ R(w) \ge 0 . \]")) == ["R(w) ≥ 0"]


@pytest.mark.parametrize("over", ["", "_{}", "_Y", r"_{Y \sim D}"])
def test_a_probability_over_what_is_random_is_that(read, over):
    [said] = claims(read(rf"Let $Y$ be a random variable. \[ \mathbb{{P}}{over}(Y \ge 3) \le 2 \]"))
    assert said == "P(Y ≥ 3) ≤ 2"


def test_a_mean_over_a_family_is_one_over_all_of_its_members(read):
    said = r"Let $s_1, \dots, s_m$ be independent Rademacher variables."
    [claim] = claims(read(rf"{said} \[ \mathbb{{E}}_s \Bigl|\sum_{{i=1}}^m s_i\Bigr|^2 = m \]"))
    assert claim == "E[|Σ_{i=1}^m s_i|²] = m"


def test_a_probability_over_a_part_of_what_is_random_is_not_read(read):
    assert claims(read(r"Let $Y$ and $Z$ be random variables. \[ \Pr_Y(Y \ge Z) \le 1 \]")) == []


FORMED = r"Let $F : \mathbb{R}^d \to \mathbb{R}$ and $F(x) = \mathbb{E}_\xi[f(x, \xi)]$."


def test_a_function_of_what_a_mean_is_taken_over_needs_no_declaration(read):
    reading = read(rf"{FORMED} Then \[ \|\nabla F(x)\|^2 \le \mathbb{{E}}_\xi \|\nabla f(x, \xi)\|^2 . \]")
    assert claims(reading) == ["‖∇F(x)‖² ≤ E[‖∇_x f(x, ξ)‖²]"]
    reading = read(rf"{FORMED} Then \[ F(x) \ge F(y) + \langle \nabla F(y), x - y \rangle . \]")
    assert claims(reading) == ["F(x) ≥ F(y) + ⟨∇F(y), x - y⟩"]


@pytest.mark.parametrize(
    "told",
    [
        r"$\mathbb{E}_\xi[g(x, \xi)] = \nabla F(x)$",
        r"$\mathbb{E}_\xi \|g(x, \xi) - \nabla F(x)\|^2 \le \sigma^2$",
        r"$g(x, \xi) \in \mathbb{R}^d$",
    ],
)
def test_the_values_of_a_function_of_several_are_vectors_where_uses_tell_so(read, told):
    spaces = r"Let $F : \mathbb{R}^d \to \mathbb{R}$ and $x \in \mathbb{R}^d$."
    reading = read(rf"{spaces} Suppose {told}. \[ \mathbb{{E}}_\xi g(x, \xi) = 0 \]")
    assert claims(reading) == ["E[g(x, ξ)] = 0"]
    [g] = reading.notation.meaning("g")
    assert kind_of(g.value) == VECTOR
