"""How papers of conferences are set: styles beside them, systems in a brace, ranges without a word, bars, marks."""

import pytest

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
