r"""Indices that are drawn uniformly in papers: ``\mathbb{E}_i[f_i(x)]`` is the average of the members."""

import pytest

FAMILY = (
    r"Let $f_1, \dots, f_n : \mathbb{R}^d \to \mathbb{R}$ be differentiable, and $F(x) = \frac1n \sum_{i=1}^n f_i(x)$."
)
SLOPES = "(1 / n) Σ_{i=1}^n ∇f_i(x) = ∇F(x)"
OF_SLOPES = r"\mathbb{E}_i[\nabla f_i(x)] = \nabla F(x)"


def claims(reading):
    return [claim.text for claim in reading.document().claims]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $i$ be drawn uniformly at random from $\{1, \dots, n\}$.",
        r"Let $i$ be uniform on $[n]$.",
        r"We pick a uniformly random index $i$ from $[n]$.",
        r"We pick $i \in [n]$ uniformly at random.",
        r"We draw $i \sim \mathrm{Unif}([n])$.",
        r"We draw $i \sim \mathcal{U}\{1, \dots, n\}$.",
    ],
)
def test_a_mean_over_an_index_is_the_average(read, said):
    assert claims(read(rf"{FAMILY} {said} \[ {OF_SLOPES} \]")) == [SLOPES]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $i$ be drawn from $[n]$.",
        r"Let $i$ be drawn from $[n]$, not uniformly.",
        r"Let $i$ be drawn uniformly from $[n]$, or let $i$ be $j$ with probability $p_j$.",
        r"Let $i$ be drawn uniformly from $[n]$. Later, let $i$ be drawn uniformly from $[m]$.",
    ],
)
def test_a_mean_over_an_index_that_may_be_drawn_otherwise_is_not_read(read, said):
    assert claims(read(rf"{FAMILY} {said} \[ {OF_SLOPES} \]")) == []


UNIFORM = r"Let $i$ be uniform on $[n]$."


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        (r"\mathbb{E}[\nabla f_i(x)] = \nabla F(x)", SLOPES),
        (r"\mathbb{E} \|\nabla f_i(x)\|^2 \ge 0", "(1 / n) Σ_{i=1}^n ‖∇f_i(x)‖² ≥ 0"),
        (r"\mathbb{E}_i[g] = \nabla F(x)", "(1 / n) Σ_{i=1}^n (∇f_i(x) - ∇f_i(y)) = ∇F(x)"),
    ],
)
def test_what_a_mean_is_of_tells_the_index_and_is_written_out(read, formula, meant):
    reading = read(rf"{FAMILY} {UNIFORM} Let $g = \nabla f_i(x) - \nabla f_i(y)$. \[ {formula} \]")
    assert claims(reading) == [meant]


STEP = r"At each step $i_k$ is sampled uniformly from $[n]$, and $x_{k+1} = x_k - \gamma \nabla f_{i_k}(x_k)$."


@pytest.mark.parametrize("mean", [r"\mathbb{E}_{i_k}[\|x_{k+1}\|^2]", r"\mathbb{E}[\|x_{k+1}\|^2 \mid x_k]"])
def test_the_next_member_is_what_the_step_makes_of_the_index(read, mean):
    said = r"Let $x_k \in \mathbb{R}^d$ be a sequence."
    [claim] = claims(read(rf"{FAMILY} {said} {STEP} \[ {mean} \ge 0 \]"))
    assert claim == "(1 / n) Σ_{i=1}^n ‖x_k - γ ∇f_i(x_k)‖² ≥ 0"


@pytest.mark.parametrize(
    "mean",
    [
        r"\mathbb{E}[\|x_{k+1}\|^2]",
        r"\mathbb{E}[\|\nabla f_{i_k}(x_k)\|^2]",
        r"\mathbb{E}_{i_k}[\|x_{k+2}\|^2]",
        r"\mathbb{E}_{i_k}[\|\nabla F(x_k)\|^2 + Z]",
    ],
)
def test_a_mean_over_earlier_steps_or_more_than_the_index_is_not_read(read, mean):
    said = r"Let $x_k \in \mathbb{R}^d$ be a sequence. Let $Z$ be a random variable."
    assert claims(read(rf"{FAMILY} {said} {STEP} \[ {mean} \ge 0 \]")) == []


def test_what_two_equations_give_in_two_ways_is_not_put_in(read):
    other = r"Else $x_{k+1} = x_k - \gamma \nabla F(x_k)$."
    assert claims(read(rf"{FAMILY} {STEP} {other} \[ \mathbb{{E}}[\|x_{{k+1}}\|^2 \mid x_k] \ge 0 \]")) == []


UNDECLARED = r"Let $F(w) = \frac1n \sum_{i=1}^n f_i(w)$, where each $f_i$ is differentiable. "
DRAWN = r"An index $i_t$ is drawn uniformly from $\{1, \dots, n\}$, and $w_{t+1} = w_t - \eta \nabla f_{i_t}(w_t)$. "


def test_functions_in_a_sum_are_a_family_that_nobody_declares(read):
    [claim] = claims(read(UNDECLARED + DRAWN + r"\[ \frac1n \sum_{i=1}^n \nabla f_i(v) = \nabla F(v) \]"))
    assert claim == "(1 / n) Σ_{i=1}^n ∇f_i(v) = ∇F(v)"
    [claim] = claims(read(r"Let $u \in \mathbb{R}^d$. \[ \sum_{i=1}^n (g_i(u) - g_i(u)) = 0 \]"))
    assert claim == "Σ_{i=1}^n (g_i(u) - g_i(u)) = 0"


@pytest.mark.parametrize(
    ("said", "is_read"),
    [
        (r"Let $\mathbb{E}_t$ denote the conditional expectation given $w_1, \dots, w_t$.", True),
        (r"Let $\mathbb{E}_t$ denote the expectation over $i_1, \dots, i_t$.", False),
    ],
)
def test_a_mean_given_what_was_drawn_before_a_step_is_one_over_its_index(read, said, is_read):
    formula = r"\[ \mathbb{E}_t \|w_{t+1}\|^2 \ge 0 \]"
    found = claims(read(UNDECLARED + DRAWN + said + formula))
    assert found == ["(1 / n) Σ_{i=1}^n ‖w_t - η ∇f_i(w_t)‖² ≥ 0"] * is_read
