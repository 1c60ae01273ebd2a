"""How papers of conferences are set: styles beside them, systems in a brace, ranges without a word, bars, marks."""

import pytest

from proofcheck.latex.declaring import declarations

WITH_STYLE = (
    r"\documentclass{article}\usepackage[accepted]{own}\begin{document}\[ \half{a} + \half{a} = a \]\end{document}"
)


def texts(reading):
    return [entry.text for entry in reading.record.entries]


def test_a_style_that_runs_on_for_ever_costs_its_own_text_alone(read, tmp_path):
    style = r"\newcommand{\half}[1]{\frac{#1}{2}} \def\each#1{\ifx#1\end \else \use#1 \fi \each} \each abc\end"
    (tmp_path / "own.sty").write_text(style, encoding="utf-8")
    reading = read(WITH_STYLE)
    assert texts(reading) == ["a / 2 + a / 2 = a"]
    assert not reading.document().problems


@pytest.mark.parametrize(
    "range_",
    [r"~~~p = 1, \ldots, P", r"\qquad p = 1, 2, \cdots, P,", r"\quad p = 0, 1, \dots~.", r"\, p = 1,\ldots,P"],
)
def test_what_a_display_is_said_for_may_stand_at_its_end_without_a_word(read, range_):
    (entry,) = read(rf"\[ p^2 \ge p, {range_} \]").record.entries
    assert entry.text.startswith("p² ≥ p ∀ p")


def test_a_list_after_an_equation_is_no_range(read):
    (problem,) = read(r"\[ a = 0, \quad b_1 = 1, \dots, n \]").document().problems
    assert "no relation" in problem.message


@pytest.mark.parametrize("space", ["", "~", r"\,"])
def test_a_system_in_a_brace_is_read_row_by_row(read, space):
    rows = r"x &= y, \\ z_{\textrm{new}} &= 2 y \quad \text{for} \quad y > 1"
    reading = read(rf"\[ \left\{{{space} \begin{{aligned}} {rows} \end{{aligned}} \right. \]")
    assert texts(reading) == ["x := y", "z_new := 2 y"]


@pytest.mark.parametrize("row", [r"\text{Case 1:} x &= y", r"x &= y \text{ or} \\ x &= z"])
def test_rows_in_a_brace_that_are_cases_are_not_read(read, row):
    reading = read(rf"\[ \left\{{ \begin{{aligned}} {row} \end{{aligned}} \right. \]")
    assert not reading.document().claims
    assert reading.document().problems


@pytest.mark.parametrize(
    ("formula", "notation"),
    [
        (r"\left. \frac{d}{dt} f(t) \right|_{t = 0}", "values at a point"),
        (r"\frac{d}{dt} f(t) \big|_{t = 0}", "values at a point"),
        (r"\left. f(t) \right|_0^1", "values at a point"),
        (r"P^\perp x", "complements"),
    ],
)
def test_signs_that_only_mark_something_do_not_part_a_formula(read, formula, notation):
    (entry,) = read(rf"Let $f : \mathbb{{R}} \to \mathbb{{R}}$. \[ {formula} = 1 \]").record.entries
    assert entry.error.notation == notation


def test_bars_that_are_opened_are_absolute_values(read):
    assert texts(read(r"\[ |a| + |b| \ge |a + b| \]")) == ["|a| + |b| ≥ |a + b|"]


def test_terms_that_are_listed_backwards_are_compared(read):
    reading = read(r"""
    Let $n_0, \dots, n_d \in \mathbb{R}$ be positive. Then
    \[ \sum_{i=1}^d \frac{1}{n_{i-1}} = \frac{d}{n_0}, \quad n_{i-1} \le n_i. \]
    """)
    assert [entry.error for entry in reading.record.entries if entry.error] == []


@pytest.mark.parametrize("declared", ["x^t : sequence in R^d", "x^{t} : sequence in R^d"])
def test_iterates_that_are_numbered_above_stay_iterates_beside_a_number_of_that_name(read, declared):
    reading = read(f"% proofcheck: t natural; x in R; {declared}\n" + r"\[ \|x^{t+1} - x^0\| \ge 0 \]")
    assert texts(reading) == ["‖x_{t + 1} - x_0‖ ≥ 0"]


def test_a_sequence_is_declared_with_its_index_in_brackets(read):
    reading = read("% proofcheck: k natural; u(k) : sequence in R^d\n" + r"\[ \|u(k + 1)\| + \|u(0)\| \ge 0 \]")
    assert texts(reading) == ["‖u_{k + 1}‖ + ‖u_0‖ ≥ 0"]


@pytest.mark.parametrize(
    ("formula", "notation"),
    [
        (r"p_{ij} = 2, \quad \forall i \neq j \in [n]", "ranges of what differs"),
        (r"a \ge b \quad \text{for } k \ge 1 + \Theta(c)", "bounds up to a constant"),
        (r"\omega = \frac{1}{\Gamma(\frac{d}{2})}", "special functions"),
        (r"f(x; \xi) = 1", "functions of several arguments"),
        (r"|N| = \# N", "numbers of elements"),
    ],
)
def test_what_cannot_be_said_is_named(read, formula, notation):
    (entry,) = read(r"% proofcheck: f : R^d -> R; x in R^d" + "\n" + rf"\[ {formula} \]").record.entries
    assert entry.error.notation == notation


def test_letters_in_old_fonts_and_a_barred_letter_are_names(read):
    assert texts(read(r"\[ {\frak a} + \hbar \le a \]")) == ["afrak + hbar ≤ a"]


def test_what_is_declared_of_many_letters_stands_in_one_line(read):
    text = r"\[ \sum_{i=1}^n a_i = \sum_{j=1}^n a_j, \quad \alpha + \beta \le \gamma + \mathcal{D} + O(\gamma) \]"
    lines = [line.partition("  %")[0] for line in declarations(read(text))[1:]]
    assert r"% proofcheck: \alpha, \beta, \gamma in R" in lines
    assert not any("mathcal" in line or "O" in line for line in lines)


DECLARED = (
    "% proofcheck: k, l natural; t in R; \\theta in R^D; x, y in R^n; H in R^{n x n}; "
    "W_l : sequence in R^{n x n}; F_l : sequence in R^{m x n}\n"
)


@pytest.mark.parametrize(
    ("formula", "notation"),
    [
        (r"\|H(k) y\|", ""),
        (r"\|y(t)\|", ""),
        (r"\|H(\theta) y\|", "functions with values in matrices"),
        (r"\|W_l^{k+1} - W_l^0\|_F", "indices above and below"),
        (r"\|F_{l-1}^k\|_F", "indices above and below"),
    ],
)
def test_an_argument_is_no_factor_and_an_index_no_power(read, formula, notation):
    reading = read(DECLARED + rf"\[ {formula} \le 2 \]")
    assert [entry.error.notation for entry in reading.record.entries] == [notation]
    assert not reading.document().claims


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (r"\|H(y)\|", "‖H y‖"),
        (r"\|H (x + y)\|", "‖H (x + y)‖"),
        (r"\|H^k\| + \|F_l^T\|", "‖H^k‖ + ‖F_lᵀ‖"),
        (r"\|y (t + 1)\|", "‖y · (t + 1)‖"),
    ],
)
def test_a_matrix_is_applied_and_powers_are_taken(read, formula, shown):
    assert texts(read(DECLARED + rf"\[ {formula} \ge 0 \]")) == [f"{shown} ≥ 0"]


@pytest.mark.parametrize(
    ("formula", "notation"),
    [
        (r"\kappa^{**}_\gamma := 1 + 2", "names with marks above"),
        (r"2 B^{(l-1)}(x) + B^{(0)}(x) \le 1", "families of functions"),
        (r"\|W_l(t)\| = 1", "indices above and below"),
        (r"\mathbf{Prob}(x) = 1", "expectations and probabilities"),
    ],
)
def test_marks_and_families_are_named(read, formula, notation):
    (entry,) = read(DECLARED + rf"\[ {formula} \]").record.entries
    assert entry.error.notation == notation


def test_a_column_may_begin_inside_of_what_is_set_over_a_sign(read):
    rows = r"a \overset{(a)}&{=} b \\ \overset{(b)}&{=} c"
    assert texts(read(rf"We get \begin{{align*}} a^2 + {rows} \end{{align*}}")) == ["a² + a = b", "b = c"]
