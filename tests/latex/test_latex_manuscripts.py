"""How papers are written: notes in displays, problems in rows, extrema, functions named with their argument."""

import pytest


def said(reading):
    return [claim.text for claim in reading.document().claims]


def messages(reading):
    return [error.message for error in reading.record.problems]


def test_a_property_that_words_give_to_a_function_with_its_argument_is_supposed(read):
    reading = read(
        r"Let $f, g: \R^d \to \R$. Suppose that $f(x)$ is $L$-Lipschitz, and consider a convex function $g(x)$. Then"
        r"\[ |f(x) - f(y)| \le L \|x - y\|, \qquad g(y) \ge g(x) + \langle \nabla g(x), y - x \rangle. \]"
    )
    first, _ = reading.document().claims
    assert {hypothesis.text for hypothesis in first.given} >= {"|f(x) - f(y)| ≤ L ‖x - y‖ ∀ x, y ∈ R^d"}
    assert any("⟨∇g(x), y - x⟩" in hypothesis.text for claim in reading.document().claims for hypothesis in claim.given)


@pytest.mark.parametrize("sentence", ["Suppose that $x(t)$ is differentiable.", "Suppose that $f(x, y)$ is convex."])
def test_paths_and_functions_of_several_arguments_keep_them(read, sentence):
    reading = read(sentence)
    assert any(token.text == "(" for part in reading.content for token in getattr(part, "tokens", []))


def test_a_letter_may_be_a_function_and_the_constant_of_a_property(read):
    reading = read(
        r"Let $x, y \in \R^d$. Suppose that $L$ is $L$-Lipschitz and $\epsilon = \frac{\delta}{2 L}$. Then"
        r"\[ |L(x) - L(y)| \le L \|x - y\|, \qquad 2 L \epsilon = \delta. \]"
    )
    assert said(reading) == ["|L(x) - L(y)| ≤ L ‖x - y‖", "2 L ε = δ"]


def test_a_function_whose_definition_is_not_read_is_defined_anew_with_other_arguments(read):
    reading = read(
        r"\section{A} \[ L(x, \lambda, \nu) = f_0(x) + \sum_{i=1}^\infty \lambda_i f_i(x). \]"
        r"So $L(x, \lambda, \nu) = 3$. In this case, for $x \in \R^d$,"
        r"\[ L(x, \lambda) = \|x\|^2 + \lambda. \] Then \[ L(x, 0) = \|x\|^2. \]"
    )
    assert said(reading) == ["L(x, 0) = ‖x‖²"]


def test_it_is_defined_anew_in_another_section_and_not_in_the_same_one(read):
    first = r"\section{A} Let $x \in \R^d$. \[ q(x, a) = \sum_{i=1}^\infty a_i. \] So $q(x, a) = 1$."
    again = r"\[ q(x, a) = \|x\|^2 + a. \] Then \[ q(x, 0) \ge 0. \]"
    assert said(read(first + again)) == []
    assert said(read(first + r"\section{B}" + again)) == ["q(x, 0) ≥ 0"]


@pytest.mark.parametrize(
    "display",
    [
        r"\[ \begin{cases} \min \langle c, x \rangle \\ A x = b \end{cases} \text{ or }"
        r"\begin{cases} \max f(x) \\ x \ge 0 \end{cases} \]",
        r"\begin{align*} \min_{x, z} \quad & f(x) + g(z) \\ & A x + B z = c \end{align*}",
        r"\begin{align*} (P) \qquad \min \quad & f(x) \\ & h_i(x) = 0, i = 1, \dots, p \end{align*}",
    ],
)
def test_problems_in_rows_claim_nothing(read, display):
    reading = read(display)
    assert said(reading) == [] == messages(reading)
    assert "problem of optimisation" in reading.record.passed_over[0][1]


@pytest.mark.parametrize(
    "rows",
    [
        r"\min_x f(x) &\ge \min_x g(x) \\ &\ge 0",
        r"\min_x f(x) &= 1 \\ \min_x g(x) &= 2",
        r"\min_x f(x) \\ q(x) &= 2 f(x)",
        r"\min_x f(x) \\ &+ 1 = 2",
    ],
)
def test_extrema_in_rows_are_no_problems(read, rows):
    reading = read(rf"Let $f, g : \R^d \to \R$. \begin{{align*}} {rows} \end{{align*}}")
    assert not any("optimisation" in why for _, why in reading.record.passed_over)


def test_what_an_extremum_reaches_over_is_what_speaks_of_its_variable(read):
    reading = read(
        r"Let $f, g : \R^d \to \R$ and $v \in \R^d$. \[ \inf_x f(x) + \langle v, x \rangle + g(v) = 1. \]"
        r"\[ \max_x f(x) - \max_x g(x) \le 1. \] \[ \inf_x f(x) + \max_{\|u\| = 1} \langle u, x \rangle \le 1. \]"
    )
    assert said(reading)[:2] == ["inf_1 + g(v) = 1", "max_f - max_g ≤ 1"]
    assert "inf_f" not in said(reading)[-1]  # x would stand for nothing in the last term


def test_notes_in_displays_are_no_mathematics(read):
    reading = read(r"Let $a > 0$. \[ 2 a \ge a. \footnote{We assume that $a \le 1$.} \]")
    assert said(reading) == ["2 a ≥ a"]
    [claim] = reading.document().claims
    assert any("not read" in tacit.text for tacit in claim.tacit)


def test_an_event_may_stand_in_further_braces(read):
    reading = read(r"Let $Z$ be a random variable and $t > 0$. \[ \Pr\left[{Z \ge t}\right] \le 1. \]")
    assert said(reading) == ["P(Z ≥ t) ≤ 1"]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (r"\forall x, \|x\| \ge 0", "‖x‖ ≥ 0 ∀ x ∈ R^d"),
        (r"\forall x, y, ~ \|x - y\| \le \|x\| + \|y\|", "‖x - y‖ ≤ ‖x‖ + ‖y‖ ∀ x, y ∈ R^d"),
        (r"\langle x, y \rangle \le \|y\| \quad \forall x, y, \|x\| \le 1", "⟨x, y⟩ ≤ ‖y‖ ∀ x, y ∈ R^d, ‖x‖ ≤ 1"),
        (r"\forall a, b \ge 0, a + b \ge 0", "a + b ≥ 0 ∀ a ≥ 0, b ≥ 0"),
    ],
)
def test_a_comma_ends_the_names_after_for_all(read, formula, shown):
    assert said(read(rf"Let $x, y \in \R^d$. \[ {formula}. \]")) == [shown]


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        (r"a = b + \text{higher order terms}", "'higher order terms' is a number in words"),
        (r"|C| \le 3", "C is a set, as far as is known"),
        (r"\|x\|^2 \le C^2", "C is a set, as far as is known"),
    ],
)
def test_what_cannot_be_said_is_told_by_its_kind(read, formula, why):
    reading = read(rf"Let $x \in \R^d$ with $x \in C$. \[ {formula}. \]")
    assert said(reading) == []
    assert any(message.startswith(why) for message in messages(reading))


def test_macros_that_define_macros_with_arguments(read):
    reading = read(
        r"\newcommand{\paired}[3]{\newcommand{#1}[2][0]{\ifnum##1=0 #2##2#3\fi\ifnum##1=1 \left#2##2\right#3\else\fi}}"
        r"\paired{\size}{\|}{\|} Let $x \in \R^d$. \[ \size{x} \ge 0, \qquad \size[1]{x} \ge 0. \]"
    )
    assert said(reading) == ["‖x‖ ≥ 0", "‖x‖ ≥ 0"]


TWO_METHODS = r"""
    Let $f : \R^d \to \R$ be twice differentiable. Gradient descent is \[ x_{k+1} = x_k - t \nabla f(x_k). \]
    %s \[ x_{k+1} = x_k - %s. \] So \[ x_{k+1} - x_k = - t \nabla f(x_k). \]
"""


@pytest.mark.parametrize(
    ("words", "step", "claims"),
    [
        (r"And Newton's method:", r"\nabla^2 f(x_k)^{-1} \nabla f(x_k)", 1),
        (r"And with $t = 1/L$ we get", r"\frac{1}{L} \nabla f(x_k)", 2),
        (r"Again:", r"t \nabla f(x_k)", 2),
    ],
)
def test_how_another_method_goes_on_is_not_claimed_of_the_first_one(read, hypotheses, words, step, claims):
    document = read(TWO_METHODS % (words, step)).document()
    assert len(document.claims) == claims
    given, unread = hypotheses(document, document.claims[-1])
    assert [each for each in given if each.startswith("x_{k + 1} =")] == [
        f"x_{{k + 1}} = x_k - {'∇²f(x_k)^(-1) ∇f(x_k)' if claims == 1 else 't ∇f(x_k)'} ∀ k ∈ N"
    ]
    assert any("which of several methods" in each.text for each in unread) == (claims == 1)


def test_problems_that_are_said_to_be_the_same_claim_nothing(read):
    reading = read(r"Let $f : \R^d \to \R$. \[ \min_x f(x) \iff \min_{x, t} t, \qquad f(x) \le t. \]")
    assert said(reading) == [] == messages(reading)
    assert said(read(r"Let $f : \R^d \to \R$. \[ \min_x f(x) \ge 1 \iff \min_x f(x) + 1 \ge 2. \]")) != []


@pytest.mark.parametrize(
    ("formula", "readable"),
    [
        (r"\sum_{t=1}^T f(x_t) - f(x^*)", False),
        (r"\sum_{t=1}^T \eta f(x_t) - f(x^*)", False),
        (r"\frac{1}{T} \sum_{t=0}^T f(x_t) - f(x^*)", False),
        (r"\frac{1}{T} \sum_{t=1}^T f(x_t) - f(x^*)", True),
        (r"\frac{1}{T} \sum_{t=0}^{T-1} f(x_t) - f(x^*)", True),
        (r"\sum_{t=1}^T f(x_t) - T f(x^*)", True),
        (r"\sum_{t=1}^T f(x_t) - \|x^*\|^2", True),
    ],
)
def test_values_that_are_taken_away_after_a_sum_may_be_in_it_unless_it_is_an_average(read, formula, readable):
    start = r"Let $f : \R^d \to \R$ be convex, $x^* \in \R^d$ and $x_{t+1} = x_t - \eta \nabla f(x_t)$ for $t \ge 0$."
    assert bool(said(read(rf"{start} \[ {formula} \le 3. \]"))) == readable


def test_words_with_spaces_around_them_are_no_names(read):
    reading = read(r"Let $a, b > 0$. \begin{align*} a &= a \text{ telescopes} \\ &\le a + b \end{align*}")
    assert said(reading) == ["a = a", "a ≤ a + b"]
