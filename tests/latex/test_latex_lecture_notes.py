"""What lecture notes and exercise sheets do: values at some points, examples that end, tasks, lines left empty."""

import pytest

from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.printing import text


def claimed(reading):
    return [text(claim.says) for claim in reading.document().claims]


@pytest.mark.parametrize(
    "said",
    [
        "We have data with $h(x_i) = y_i$",
        r"Choose numbers $c_1, c_2, \dots$ and let $h(u_i) = c_i$",
        "Let $a > 0$ and let $h(a) = b$",
        "Set $h(x_t) = w x_t + b_t$",
    ],
)
def test_values_at_some_points_are_no_function(read, hypotheses, said):
    document = read(rf"{said}. \[ h(3) = h(2) . \]").document()
    for claim in document.claims:  # of any function
        supposed, unread = hypotheses(document, claim)
        assert unread
        assert not any("h(" in one for one in supposed)


def test_a_function_that_is_defined_at_one_letter_is_one(read):
    assert claimed(read(r"Let $h(x_1) = 3 x_1 + b$. \[ h(3) = h(2) + 3 . \]")) == ["h(3) = h(2) + 3"]


EXAMPLE = r"""\begin{example} Let $g(x) = 2 x$ and $a = 3$. \[ g(a) = 6 . \] \end{example}"""


@pytest.mark.parametrize(
    "between",
    [r"\section{Other things}", r"\begin{example} Nothing. \end{example}", r"\begin{theorem} Nothing. \end{theorem}"],
)
def test_what_an_example_defines_ends_where_another_part_begins(read, between):
    document = (reading := read(rf"{EXAMPLE} {between} \[ a^2 = 9 . \] \[ g(a + 1) = 8 . \]")).document()
    assert claimed(reading) == ["g(a) = 6", "a² = 9"]
    [letter] = [symbol for symbol in document.claims[1].says.free_symbols if symbol.name == "a"]
    assert letter.is_real


def test_a_solution_keeps_what_its_exercise_defines(read):
    answer = r"\begin{solution} Then \[ g(4) = 8 . \] \end{solution}"
    assert claimed(read(f"{EXAMPLE.replace('example', 'exercise')} {answer}")) == ["g(a) = 6", "g(4) = 8"]


def test_a_section_that_is_an_example_ends_what_it_defines(read):
    body = r"\section{A worked example} Here $g(x) = x$. \[ g(2) = 2 . \] \section{Duality} \[ g(x + 1) = x + 1 . \]"
    assert claimed(read(body)) == ["g(2) = 2"]


def test_an_empty_line_before_a_display_ends_no_sentence(read, hypotheses):
    document = read("Note that if\n\n\\[ 0 < a < b , \\]\n\nthen\n\n\\[ a < 2 b . \\]").document()
    [claim] = document.claims
    assert text(claim.says) == "a < 2 b"
    assert {"0 < a", "a < b"} <= set(hypotheses(document, claim)[0])


@pytest.mark.parametrize(
    "task",
    ["Convert the linear initial value problem", "Solve the equation", "Why does the exact solution of"],
)
def test_the_object_of_a_task_is_no_claim(read, task):
    said = r"Let $y : \mathbb{R} \to \mathbb{R}$. "
    assert not claimed(read(said + rf"{task} \[ y'(t) + 2 y(t) = t \quad \text{{for }} t \ge 0 \] as you like."))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"\min \{ 3.25, 4.5 \} = 4.5", "min{3.25, 4.5} = 4.5"),
        (r"3 \cdot 4 - 0.50 = 11.05", "3 · 4 - 0.5 = 11.05"),
        (r"-0.001 \le \frac{1.5}{2} - 4", "-0.001 ≤ 1.5 / 2 - 4"),
        ("2^{3 - 1} = 6 - 2", "2² = 6 - 2"),
    ],
)
def test_numbers_are_shown_as_they_are_written(read, written, shown):
    document = read(rf"We compute \[ {written} . \]").document()
    for kept in (document, from_plain(to_plain(document))):
        assert [text(claim.says) for claim in kept.claims] == [shown]


def test_what_a_function_is_in_an_example_is_in_doubt_there(read):
    body = r"\begin{example} Here $g(x) = x$. \[ g(2) = 2 . \] \end{example}"
    document = read(rf"Let $g(x) = x^3$ be the cost. {body}").document()
    [claim] = document.claims
    assert any(getattr(part, "unread", False) for h in document.hypotheses(claim) for part in h.parts)


def test_what_is_taken_for_a_vector_has_no_values(read):
    assert not claimed(read(r"Let $t \ge 0$. \[ \|w(2 t)\| = 2 \|w(t)\| . \]"))
    assert claimed(read(r"\[ \|u (2 - 1)\| = \|u\| . \]"))


@pytest.mark.parametrize(
    "said", [r"We define the norm by $\|v\| = \sum_{i=1}^n |v_i|$.", r"Consider \[ \|v\| = \sum_{i=1}^n |v_i| . \]"]
)
def test_what_says_how_norms_are_measured_is_supposed_of_no_usual_norm(read, said):
    line = r"Then \[ \sum_{i=1}^n |v_i| \le \sqrt{\sum_{i=1}^n v_i^2} . \] \[ \|v\| \ge 0 . \]"
    document = (reading := read(rf"Let $v \in \mathbb{{R}}^n$. {said} {line}")).document()
    [claim] = document.claims
    assert claimed(reading) == ["Σ_{i=1}^n |v_i| ≤ √(Σ_{i=1}^n v_i²)"]
    assert not any("‖v‖" in text(a) for h in document.hypotheses(claim) for a in h.assertions)


@pytest.mark.parametrize("written", [r"M \, dx + N \, dy = 0", r"\mathrm{d} u = (1 - 2 x) \mathrm{d} x"])
def test_differentials_are_no_products(read, written):
    assert not claimed(read(rf"\[ {written} . \]"))
    assert claimed(read(r"Let $d \in \mathbb{R}$. \[ d x \le |d x| . \]"))


def test_what_the_solutions_of_an_equation_are_is_neither_supposed_nor_claimed(read, hypotheses):
    said = r"The solutions of $x^2 - 7 x + 12 = 0$ are $x = 3$ and $x = 4$."
    document = read(rf"\begin{{theorem}} {said} \[ (x - 4)^2 \ge 0 . \] \end{{theorem}}").document()
    [claim] = document.claims
    assert text(claim.says) == "(x - 4)² ≥ 0"
    assert not hypotheses(document, claim)[0]


UNREAD = (
    r"The mass is $m = \left\lfloor \int_\Omega \rho \right\rfloor$ and its rate $g(t) = \int_\Omega \rho(t, y) dy$."
)


@pytest.mark.parametrize("between", ["", r"\section{Energy}"])
def test_what_is_defined_and_not_read_is_any_number_or_function(read, hypotheses, between):
    document = read(
        rf"{UNREAD} {between} Then \[ m^2 \ge 0, \qquad (g(t) + m)^2 = g(t)^2 + 2 m g(t) + m^2 . \]"
    ).document()
    assert [text(claim.says) for claim in document.claims] == ["m² ≥ 0", "(g(t) + m)² = g(t)² + 2 m g(t) + m²"]
    for claim in document.claims:
        assert hypotheses(document, claim)[1]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $b = \begin{pmatrix} 1 & \cdots & 0 \end{pmatrix}$",
        r"Let $b = \{x : x \in \Omega\}$",
        r"We have $b = \begin{pmatrix} 1 & 2 \end{pmatrix}$ here",
        r"We see that $b = C \otimes D$",
        r"The points are $B = \{1, 2\}$ here",
        r"Let $B = \diag(b) \boxminus U^\top$",
        r"Let $A \in \mathbb{R}^{n \times n}$ and $b = A \boxtimes A$",
        r"Let $b = v_1 \cdots v_n$ and $B = C \cap D$",
    ],
)
def test_what_may_be_no_number_stands_for_nothing(read, said):
    assert not claimed(read(rf"{said}. \[ b B = B b . \]"))


def test_a_mean_is_one_whatever_is_said_of_it(read):
    body = r"""We have a measure $\mathbb{P} : \mathcal{F} \to [0, 1]$, $\mathbb{E}(Y \mid \mathcal{G}) = \boxtimes$.
    Let $X$ be a random variable. Then \[ \mathbb{E}[2 X] = 2 \mathbb{E}[X] . \]"""
    assert claimed(read(body)) == ["E[2 X] = 2 E[X]"]


LATER = r"\section{Scalars} Then \[ NAME^2 \ge 0 . \] \section{Spaces} Let $NAME$ be a matrix."


def test_what_words_call_a_small_letter_later_is_not_meant_before(read):
    assert claimed(read(LATER.replace("NAME", "u"))) == ["u² ≥ 0"]
    assert "U: not declared, taken for a matrix" in read(LATER.replace("NAME", "U")).document().claims[0].tacit[0].text
    assert not claimed(read(r"\section{Spaces} Let $u$ be a tensor. \section{Scalars} \[ u^2 \ge 0 . \]"))


def test_a_mean_that_is_not_read_defines_no_function(read):
    assert not claimed(read(r"Let $\mathbb{E}(e) = 0$. \[ \mathbb{E}(e + e) = 0 . \]"))


def test_what_is_defined_by_cases_is_a_number(read):
    said = r"We have $b = \begin{cases} 1 & \text{on Mondays} \\ 2 & \text{else} \end{cases}$ here"
    assert claimed(read(rf"{said}. \[ b^2 \ge 0 . \]")) == ["b² ≥ 0"]


def test_a_matrix_by_its_uses_stays_one_where_its_definition_is_not_read(read):
    body = r"Let $x \in \mathbb{R}^n$ and $\Phi := \int_\Omega \rho$. \[ x^\top \Phi^\top \Phi x = \|\Phi x\|^2 . \]"
    assert len(claimed(read(body))) == 1
