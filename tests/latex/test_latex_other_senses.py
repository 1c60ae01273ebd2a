"""What words say of signs, of sections, of lists and of both of two things: none of it is what the signs say alone."""

import pytest

REAL = r"Let $x$ be a real number. "


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (r"Let $\log$ denote the logarithm to base $2$, and let $x > 0$.", r"\log x \le x - 1"),
        (r"All logarithms are binary logarithms. Let $x > 0$.", r"\log x \le x - 1"),
        (r"Here $\log^2 x$ stands for $\log \log x$, for $x > 3$.", r"\log^2 x = (\log x)^2"),
        (r"The superscript in $x^2$ denotes the second coordinate of $x$.", r"x^2 \ge 0"),
        (r"Write $T^k$ for the $k$-fold composition of $T : \mathbb{R} \to \mathbb{R}$.", r"T^2(x) \ge 0"),
        (r"Let $i$ denote the imaginary unit.", r"i^2 \ge 0"),
        (r"Let $i = \sqrt{-1}$.", r"i^2 \ge 0"),
        (r"Let $z = a + i b$ be a complex number.", r"z^2 \ge 0"),
        (r"We calculate modulo $7$.", r"3 + 5 = 1"),
        (r"Let $A \in \mathbb{R}^{n \times n}$. We write $A \ge 0$ if all entries are nonnegative.", r"A + A \ge A"),
        (r"In this paper $\|x\|$ is the $\ell_1$-norm. Let $x \in \mathbb{R}^d$.", r"\|x\| \ge 0"),
        (r"We measure distances in the $\ell_\infty$ norm. Let $x \in \mathbb{R}^d$.", r"\|x\| \ge 0"),
        (r"Let $x \in \mathbb{R}^d$. Vectors are measured by the sum of absolute values.", r"\|x\| \ge 0"),
        (r"Denote by $x^2$ the second coordinate of the point $x$.", r"x^2 \ge 0"),
        (r"Let $a^i$, $i = 1, \dots, n$, be real numbers.", r"a^2 \ge 0"),
        (r"Here $a < b$ means that $a$ divides $b$. Let $a$, $b$ be numbers.", r"b < 2 b"),
        (r"All inequalities are up to constants. Let $n \ge 1$.", r"n + n \le n"),
        (r"Let $a, b$ be numbers.", r"a \vee b + a \wedge b = a + b"),
        (r"Let $x \in \mathbb{R}^d$, where $\mathbb{R}^d$ carries an arbitrary norm.", r"\|x\| \ge 0"),
    ],
)  # fmt: skip
def test_signs_to_which_words_give_another_sense_are_not_read(read, words, claim):
    assert not read(rf"{words} Then \[ {claim} . \]").document().claims


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (r"All logarithms are natural. Let $x > 0$.", r"\log x \le x - 1"),
        (r"We write $\log_2 x$ for the binary logarithm. Let $x > 0$.", r"\log x \le x - 1"),
        (r"The superscript in $A^\top$ denotes the transpose. Let $x$ be a number.", r"x^2 \ge 0"),
        (r"We work in the field of logic. Our bounds are tight up to constants. Let $x$ be real.", r"x^2 \ge 0"),
        (r"The variance $x^2$ is the second moment of the samples.", r"x^2 \ge 0"),
        (r"We measure errors in the Euclidean norm. Let $x \in \mathbb{R}^d$.", r"\|x\| \ge 0"),
    ],
)
def test_usual_senses_that_words_give_stay(read, words, claim):
    assert len(read(rf"{words} Then \[ {claim} . \]").document().claims) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Ignoring constants, we have",
        "To first order in $x$,",
        "A heuristic calculation suggests",
        "One might hope that for all $x$",
        "It is tempting to conclude that for $x > 0$",
        "The students claimed that",
        "Neglecting terms of order $x^2$ gives",
        "We would like to have, for all $x$ in the domain,",
    ],
)
def test_what_is_guessed_or_neglects_something_is_no_claim(read, words):
    assert not read(rf"{REAL}{words} \[ x^2 \ge x . \]").document().claims
    assert len(read(rf"{REAL}Dropping the last summand we get \[ x^2 \ge x . \]").document().claims) == 1


@pytest.mark.parametrize(
    "said",
    [
        (r"Let $f, g : \mathbb{R}^n \to \mathbb{R}$ be $L$- and $M$-smooth, respectively."),
        (r"Let $f$ and $g$ be $L$-smooth and $M$-smooth functions on $\mathbb{R}^n$, respectively."),
    ],
)  # fmt: skip
def test_what_is_said_respectively_is_said_of_each(read, hypotheses, said):
    given = "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖"
    document = read(rf"{said} For all $x, y$ \[ \|\nabla f(x) - \nabla f(y)\| \le M \|x - y\| . \]").document()
    under, _ = hypotheses(document, document.claims[0])
    assert any(says.startswith(given) for says in under)
    assert not any(says.startswith(given.replace("L ", "M ")) for says in under)


def test_intervals_and_means_may_be_said_respectively(read, hypotheses):
    document = read(r"Let $a, b$ lie in $[0,1]$ and $[2,3]$, respectively. Then \[ a \le b . \]").document()
    assert hypotheses(document, document.claims[0])[0] == ["a ∈ [0, 1]", "b ∈ [2, 3]"]
    said = r"Let $X$ and $Y$ be random variables with means $m$ and $n$, respectively. Then \[ \mathbb{E}[X] \le m . \]"
    document = read(said).document()
    assert hypotheses(document, document.claims[0])[0] == ["E[X] = m"]


@pytest.mark.parametrize("where", ["In Section 1, $b$ denotes a real number", "In this section, let $b$ be a number"])
def test_what_is_said_of_a_section_by_its_number_ends_with_it(read, hypotheses, where):
    text = rf"\section{{One}} {where} with $b \ge 1$. Then \[ b^2 \ge b . \] \section{{Two}} Here \[ b^2 \ge b . \]"
    document = read(text).document()
    assert [hypotheses(document, claim)[0] for claim in document.claims] == [["b ≥ 1"], []]
    assert hypotheses(document, document.claims[1])[1]


def test_assumptions_that_a_statement_does_not_name_beside_others_are_in_doubt(read, hypotheses):
    document = read(r"""
        \newtheorem{lemma}{Lemma} \newtheorem{assumption}{Assumption}
        \begin{assumption}\label{A} $a > 0$. \end{assumption}
        \begin{assumption}\label{B} $a \ge 1$. \end{assumption}
        \begin{lemma} Under Assumption \ref{A}, $a^2 \ge a$. \end{lemma}
        \begin{lemma} Let Assumptions \ref{A} and \ref{B} hold. Then $a^2 \ge a$. \end{lemma}
    """).document()
    first, second = (hypotheses(document, claim) for claim in document.claims)
    assert first[0] == ["a > 0"]
    assert "not named here" in first[1][0].text
    assert second[0] == ["a > 0", "a ≥ 1"]


@pytest.mark.parametrize(
    ("said", "given"),
    [
        (r"Let $f : \mathbb{R}^d \to \mathbb{R}$, $f(x) = \|x\|^2$.", []),
        (r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be given by $f(x) = \|x\|^2$.", []),
        (
            r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be a map and $x$ a point with $f(x) = \|x\|^2$.",
            ["f(x) = ‖x‖²"],
        ),
    ],
)
def test_what_a_function_is_where_it_is_declared_is_said_of_all_points(read, hypotheses, said, given):
    document = read(rf"{said} Then for all $y$ \[ f(y) = \|y\|^2 . \]").document()
    assert hypotheses(document, document.claims[0])[0] == given


def test_conditions_in_rows_of_a_display_are_those_of_what_stands_beside_them(read):
    document = read(r"""Let $a$ be real. Then \begin{align}
        & \text{if } a \ge 1, & a^2 &\ge a, \\ & \text{if } a \ge 0, & a^3 &\ge a^2. \end{align}""").document()
    assert [claim.text for claim in document.claims] == ["a ≥ 1 ⇒ a² ≥ a", "a ≥ 0 ⇒ a³ ≥ a²"]


def test_a_step_size_beside_an_update_is_supposed(read, hypotheses):
    document = read(r"""Let $L > 0$ and $t > 0$. We run
        \[ x_{k+1} = x_k - t \nabla f(x_k), \quad t = 1/L. \] Then \[ t L = 1. \]""").document()
    assert len(document.claims) == 1
    assert "t = 1 / L" in hypotheses(document, document.claims[0])[0]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (r"If $a \ge 1$ then we get", "Moreover, always"),
        (r"Without loss of generality let $a \ge 1$. Then", "By symmetry, we get"),
        (r"Suppose that $a \ge 1$. Then", "Without this assumption,"),
    ],
)
def test_conditions_end_with_always_and_by_symmetry(read, hypotheses, first, then):
    document = read(rf"Let $a > 0$ be real. {first} \[ a^2 \ge a . \] {then} \[ a^3 \ge a^2 . \]").document()
    assert "a ≥ 1" in hypotheses(document, document.claims[0])[0]
    assert "a ≥ 1" not in hypotheses(document, document.claims[1])[0]
    assert hypotheses(document, document.claims[1])[1]


def test_a_reason_that_bounds_a_number_may_be_supposed(read, hypotheses):
    lemma = r"\begin{lemma} Let $x$ be real. Then $x^2 \ge x$ because $x \ge 1$. \end{lemma}"
    document = read(rf"\newtheorem{{lemma}}{{Lemma}} {lemma}").document()
    [doubt] = hypotheses(document, document.claims[0])[1]
    assert "recalled" in doubt.text


@pytest.mark.parametrize("has", ["entries in $[0, 1]$", "coordinates bounded by $1$"])
def test_where_the_entries_of_a_vector_are_is_no_formula_about_it(read, hypotheses, has):
    document = read(rf"Let $x \in \mathbb{{R}}^d$ have {has}. Then \[ \|x\|^2 \le d . \]").document()
    assert hypotheses(document, document.claims[0])[1]


def test_extrema_in_extrema_are_said_as_well(read, hypotheses):
    document = read(r"""Let $a_1, \dots, a_n$ and $b_1, \dots, b_n$ be nonnegative. Then
        \[ \max_i a_i b_i \le \max_i a_i \max_i b_i . \]""").document()
    assert sum("max_2" in says for says in hypotheses(document, document.claims[0])[0]) == 2


@pytest.mark.parametrize("called", ["a nonconvex, $L$-smooth function", "an $L$-smooth non-convex function"])
def test_a_word_that_denies_a_property_takes_away_no_other_one(read, hypotheses, called):
    document = read(rf"Let $f$ be {called} on $\mathbb{{R}}^d$. For all $x, y$ \[ f(y) \ge f(x) . \]").document()
    assert "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d" in hypotheses(document, document.claims[0])[0]


def test_functions_that_increase_on_a_half_line_may_not_do_so_elsewhere(read, hypotheses):
    said = r"Let $f : \mathbb{R} \to \mathbb{R}$ be increasing on $[0, \infty)$. For $x \le y$ \[ f(x) \le f(y) . \]"
    document = read(said).document()
    found, doubtful = hypotheses(document, document.claims[0])
    assert not any("⇒" in says for says in found)
    assert doubtful


@pytest.mark.parametrize(
    ("said", "given"),
    [
        (r"Let $f : [0,1] \to \mathbb{R}$, $f(x) = x$.", ["y ∈ [0, 1]"]),
        (r"Consider the function $f(x) = x^3$ on $(0, \infty)$.", ["y > 0"]),
        (r"Let $f : \mathbb{R} \to \mathbb{R}$, $f(x) = x$.", []),
    ],
)
def test_functions_on_an_interval_are_taken_there(read, hypotheses, said, given):
    document = read(rf"{said} Then for every number $y$ \[ f(y) \ge 0 . \]").document()
    assert hypotheses(document, document.claims[0])[0] == given


@pytest.mark.parametrize("said", ["by symmetry of the matrix", "By symmetry we may assume $b \\ge 0$. Then"])
def test_the_symmetry_of_something_ends_no_condition(read, hypotheses, said):
    document = read(rf"Let $a > 0$ be real. If $a \ge 1$, then {said} \[ a^2 \ge a . \]").document()
    assert "a ≥ 1" in hypotheses(document, document.claims[0])[0]


def test_what_holds_always_after_a_condition_is_not_under_it(read, hypotheses):
    said = r"Let $a > 0$. If $a \ge 1$, then $a^2 \ge a$; moreover $a^3 \ge a^2$ always."
    document = read(rf"\newtheorem{{lemma}}{{Lemma}} \begin{{lemma}} {said} \end{{lemma}}").document()
    assert [hypotheses(document, claim)[0] for claim in document.claims] == [["a > 0", "a ≥ 1"], ["a > 0"]]
    assert hypotheses(document, document.claims[1])[1]
