"""What is said to be so in part, for a while, of some or of another one: it is not supposed here in full."""

import pytest
from lines import assert_proved, assert_refuted
from suppositions import last

FALLS = r"\begin{lemma} We have $h_{3} \le h_0 / 27$. \end{lemma}"
TANGENT = r"\begin{lemma} $q(v) \ge q(u) + \langle \nabla q(u), v - u \rangle$ for all $u, v$. \end{lemma}"
MAP = r"Let $q : \mathbb{R}^p \to \mathbb{R}$ be differentiable. "
CONVEX = "q(v) ≥ q(u) + ⟨∇q(u), v - u⟩ ∀ u, v ∈ R^p"


def convex(supposed):
    return any("⟨∇q(" in one for one in supposed)


@pytest.mark.parametrize(
    "said",
    [
        r"Suppose that $h_{j+1} \le h_j / 3$ holds for infinitely many $j$.",
        r"Suppose that $h_{j+1} \le h_j / 3$ for odd $j$.",
        r"Suppose that $h_{j+1} \le h_j / 3$ at every successful step $j$.",
        r"Suppose that on average $h_{j+1} \le h_j / 3$.",
        r"Suppose that in expectation, $h_{j+1} \le h_j / 3$.",
        r"Suppose that with high probability $h_{j+1} \le h_j / 3$.",
        r"Suppose that roughly $h_{j+1} \le h_j / 3$.",
        r"Suppose that $h_{j+1} \le h_j / 3$ xor $h_0 \ge 1$.",
    ],
)
def test_what_is_so_for_some_terms_or_roughly_is_not_supposed(read, said):
    assert last(read(said + FALLS)) == ([], True)


def test_what_is_so_of_all_terms_is(read):
    supposed, doubtful = last(read(r"Suppose that $h_{j+1} \le h_j / 3$ for all $j$." + FALLS))
    assert supposed == ["h_{j + 1} ≤ h_j / 3 ∀ j ∈ N"]
    assert not doubtful


def test_the_value_of_some_terms_is_not_that_of_all(read):
    said = r"Let $z_{j+1} = z_j - \rho_j z_j$ where $\rho_j = 1/3$ for even $j$."
    supposed, doubtful = last(read(said + r"\begin{lemma} $z_j = (2/3)^j z_0$ \end{lemma}"))
    assert supposed == ["z_{j + 1} = z_j - ρ_j z_j ∀ j ∈ N"]
    assert doubtful


@pytest.mark.parametrize(
    "said",
    [
        r"Suppose $h_{j+1} \le c h_j$ for all $j$, where $c < 1$ and $h_j \ge 0$.",
        r"Let $h_{j+1} \le c h_j$ for all $j$, with $h_j \ge 0$ and $c < 1$.",
    ],
)
def test_what_stands_beside_for_all_is_of_all(read, said):
    supposed, _ = last(read(said + r"\begin{lemma} $h_2 \ge 0$ \end{lemma}"))
    assert "h_j ≥ 0 ∀ j ∈ N" in supposed


def test_an_equation_between_terms_with_a_letter_may_be_one_for_all(read):
    said = r"Let $z_{j+1} = z_j - \rho d_j$. Suppose now that $d_j = z_j$."
    document = read(said + r"\begin{lemma} Then $z_j = (1 - \rho)^j z_0$. \end{lemma}").document()
    assert last(read(said + r"\begin{lemma} Then $z_j = (1 - \rho)^j z_0$. \end{lemma}"))[1]
    assert document.claims


@pytest.mark.parametrize("last_one", ["T", "N", "K"])
def test_the_last_term_of_a_sequence_is_no_name_of_its_own(read, last_one):
    content = rf"Let $z_{{j+1}} = z_j - \rho d_j$. \begin{{lemma}} We have $z_{last_one} = z_0 + d_0$. \end{{lemma}}"
    document = read(content).document()
    [claim] = document.claims
    assert claim.text == f"z_{last_one} = z_0 + d_0"
    assert_refuted(document.problem(claim))


@pytest.mark.parametrize(
    "said",
    [
        "The function $q$ is geodesically convex.",
        "The function $q$ is star-convex.",
        "Convex $q$ are treated in Section 4.",
        "Later on, $q$ will be convex.",
        "In our experiments, $q$ is convex.",
        "From Section 4 on, $q$ is convex.",
        "For Theorem 5, $q$ is convex.",
        "In the last section, $q$ is convex.",
        "Suppose that $q$ is convex. This condition is hard to check, so we drop it.",
        r"The function $q$ is convex for large $\lambda$.",
        "The function $q$ is convex in expectation.",
        r"\section{The convex case} Let $q$ be convex. \section{The general case}",
    ],
)
def test_a_property_that_is_not_said_in_full_or_here_is_not_supposed(read, said):
    assert not convex(last(read(MAP + said + TANGENT))[0])


@pytest.mark.parametrize(
    "words",
    [
        "Without Assumption 1, ",
        r"Without Assumption~\ref{curved}, ",
        "We do not need Assumption 1: ",
        "Independently of Assumption 1, ",
    ],
)
@pytest.mark.parametrize(("before", "after"), [(r"\[ ", r" \]"), ("$", "$")])
def test_an_assumption_that_is_done_without_is_not_supposed(read, words, before, after):
    assumption = r"\begin{assumption}\label{curved} $q$ is convex. \end{assumption}"
    claim = TANGENT.replace("$q(v)", f"{words}{before}q(v)").replace(r"u \rangle$", rf"u \rangle{after}")
    assert convex(last(read(MAP + assumption + TANGENT))[0])
    assert not convex(last(read(MAP + assumption + claim))[0])


@pytest.mark.parametrize("words", ["With high probability,", "With probability one half,", "With probability $p$,"])
def test_what_is_so_by_chance_alone_is_not_supposed_of_a_run(read, words):
    falls = r"$h_{j+1} = h_j - 1$. \begin{lemma} We have $h_1 = h_0 - 1$. \end{lemma}"
    assert last(read(f"{words} {falls}")) == ([], True)
    assert last(read(f"With probability $1$, {falls}"))[0]


@pytest.mark.parametrize(("first", "second"), [("u", "v"), ("x^*", "z^*"), ("x_1^*", "x_2^*")])
@pytest.mark.parametrize("functions", ["q, r", "q_1, q_2"])
def test_which_function_which_of_two_points_minimises_is_open(read, functions, first, second):
    said = rf"Let ${functions} : \mathbb{{R}}^p \to \mathbb{{R}}$ with minimizers ${first}$ and ${second}$."
    function = functions.partition(", ")[2]
    claim = rf"\begin{{lemma}} ${function}(y) \ge {function}({second})$ for all $y$. \end{{lemma}}"
    assert last(read(said + claim)) == ([], True)


def test_some_of_many_is_not_each(read):
    said = r"Let $q_1, \dots, q_n : \mathbb{R}^p \to \mathbb{R}$ be differentiable, and let some $q_i$ be convex."
    claim = r"\begin{lemma} $q_1(v) \ge q_1(u) + \langle \nabla q_1(u), v - u \rangle$ for all $u, v$. \end{lemma}"
    assert last(read(said + claim)) == ([], True)


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        ("It is convex.", "q(y) ≥ q(x) + ⟨∇q(x), y - x⟩ ∀ x, y ∈ R^p"),
        ("Its gradient is Lipschitz with constant $M$.", "‖∇q(x) - ∇q(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^p"),
        ("The function $q$ is bounded below by $B$.", "q(y) ≥ B ∀ y ∈ R^p"),
    ],
)
def test_what_it_is_is_what_the_sentence_before_names(read, said, supposed):
    found, doubtful = last(read(MAP + said + TANGENT))
    assert supposed in found
    assert not doubtful


def test_what_it_is_is_in_doubt_where_it_may_be_one_of_two(read):
    said = r"Let $q, r : \mathbb{R}^p \to \mathbb{R}$ be differentiable. It is convex."
    assert last(read(said + TANGENT)) == ([], True)


@pytest.mark.parametrize("over", ["over a set $C$", r"over $C \subseteq \mathbb{R}^p$", "on the closed set $C$"])
def test_a_minimiser_over_a_set_is_none_everywhere(read, over):
    said = MAP + rf"Let $z^*$ be a minimizer of $q$ {over}."
    supposed, _ = last(read(said + r"\begin{lemma} $q(z^*) \le q(u)$ for all $u$. \end{lemma}"))
    assert not any("R^p" in one for one in supposed)


@pytest.mark.parametrize(
    "words",
    [
        r"\text{ except for } 0 < s < 1",
        r"\text{ for most } s",
        r"\text{ for integer } s",
        r"\quad \text{in the first case}",
        r"\quad \text{outside the unit interval}",
    ],
)
def test_words_in_a_display_that_restrict_it_leave_it_open(read, words):
    content = rf"\begin{{lemma}} Let $s \in \mathbb{{R}}$. Then \[ s^2 \ge s {words} . \] \end{{lemma}}"
    assert last(read(content))[1]


@pytest.mark.parametrize("words", [r"\text{(with } s \ge 1 \text{)}", r"\text{given } s \ge 1"])
def test_words_in_a_display_state_a_condition(read, words):
    document = read(
        rf"\begin{{lemma}} Let $s \in \mathbb{{R}}$. \[ s^2 \ge s \quad {words} . \] \end{{lemma}}"
    ).document()
    [claim] = document.claims
    assert claim.text == "s ≥ 1 ⇒ s² ≥ s"
    assert_proved(document.problem(claim))


@pytest.mark.parametrize(
    "said",
    [
        r"If $s \ge 2$, then $s^2 \ge s$. Otherwise,",
        r"For $s$ different from one,",
        r"For all $s$ close to $r$,",
        r"Let $s$ not vanish. Then",
        r"Let $s$ be closer to $0$ than $r$. Then",
        r"Suppose $s \ngeq 2$. Then",
    ],
)
def test_words_that_are_not_read_leave_open_what_they_are_about(read, said):
    document = read(rf"\begin{{lemma}} Let $s, r \in \mathbb{{R}}$. {said} $s < 2$. \end{{lemma}}").document()
    claim = document.claims[-1]
    [*unread] = (p for h in document.hypotheses(claim) for p in h.parts if getattr(p, "unread", False))
    assert unread
    assert not any(part.perhaps for part in unread)


def test_whenever_a_number_is_positive_supposes_that(read):
    supposed, _ = last(
        read(r"\begin{lemma} Let $s \in \mathbb{R}$. Whenever $s$ is positive, \[ s \ge 0 . \] \end{lemma}")
    )
    assert supposed == ["s > 0"]


@pytest.mark.parametrize(
    "said",
    [
        r"Let $|\cdot|$ denote the $\ell_1$ norm on $\mathbb{R}^p$. \[ |z|^2 = z^\top z \]",
        r"Let $\|M\|$ denote the maximum norm of $M \in \mathbb{R}^{p \times p}$. \[ \|M z\| \le \|M\| \|z\| \]",
        r"Consider the inner product $\langle u, v \rangle = u^\top M v$. \[ \langle u, u \rangle = u^\top u \]",
    ],
)
def test_what_is_measured_in_another_way_is_no_usual_norm_or_product(read, said):
    reading = read(said)
    assert not reading.record.claims
    assert reading.record.problems


def test_the_frobenius_norm_of_a_letter_is_named(read):
    said = r"Let $\|M\|$ denote the Frobenius norm of $M \in \mathbb{R}^{p \times p}$."
    document = read(said + r"\[ \|M\|^2 = \operatorname{tr}(M^\top M) \]").document()
    assert_proved(document.problem(document.claims[0]))


@pytest.mark.parametrize(
    ("values", "claim"),
    [
        (r"\{0, 1\}", r"\mathbb{E}[Z^2] = \mathbb{E}[Z]"),
        (r"\{-1, 1\}", r"\mathbb{E}[Z^2] = 1"),
        (r"(0, 2)", r"\mathbb{E}[Z^2] \le 2 \mathbb{E}[Z]"),
    ],
)
def test_the_values_of_something_random_are_supposed(read, values, claim):
    document = read(rf"\begin{{lemma}} Let $Z$ take values in ${values}$. Then ${claim}$. \end{{lemma}}").document()
    assert_proved(document.problem(document.claims[0]))


@pytest.mark.parametrize(
    "said",
    [
        r"Let $X, Y, Z$ be pairwise independent random variables. Then $\mathbb{E}[XYZ] = 0$.",
        r"Let $X$ take values in $\{0, 1, 2\}$. Then $\mathbb{E}[X] \le 2$.",
        r"Let $X$ be a random vector in $\mathbb{R}^p$ with mean $m$ and covariance $C$. "
        r"Then $\mathbb{E} \|X\|^2 = \|m\|^2 + \operatorname{tr}(C)$.",
    ],
)
def test_what_is_not_read_of_something_random_leaves_it_open(read, said):
    assert last(read(rf"\begin{{lemma}} {said} \end{{lemma}}"))[1]


def test_each_pair_of_columns_is_an_equation(read):
    document = read(r"\begin{align*} s^2 &\ge 0 & r &\ge 0 \\ s^4 &\ge 0 & s + r &\ge 0 \end{align*}").document()
    assert [claim.text for claim in document.claims] == ["s² ≥ 0", "r ≥ 0", "s⁴ ≥ 0", "s + r ≥ 0"]


def test_what_is_claimed_of_a_letter_whose_definition_is_not_read_is_not_supposed(read):
    document = read(r"\begin{lemma} Let $z = \pm 1$. Then \[ z^2 = 1, \quad z = 1 . \] \end{lemma}").document()
    assert [claim.text for claim in document.claims] == ["z² = 1", "z = 1"]
    assert last(read(r"\begin{lemma} Let $z = \pm 1$. Then \[ z^2 = 1, \quad z = 1 . \] \end{lemma}")) == ([], True)


def test_a_range_goes_on_with_a_noun(read):
    content = r"\begin{lemma} For $c \in (0, 1)$ and horizon $N \ge 1$, $c^N \le c$. \end{lemma}"
    [claim] = read(content).document().claims
    assert claim.text == "c^N ≤ c ∀ c > 0, c < 1, N ≥ 1"


PROOF = r"\begin{{lemma}} Let $u, v \in \mathbb{{R}}$. Then $u^2 \ge 0$. \end{{lemma}} \begin{{proof}} {} \end{{proof}}"


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        (r"Suppose $u \le 1$. Then \[ u < 2. \] Suppose alternatively that $v \le 1$. Then \[ u < 2. \]", ["v ≤ 1"]),
        (r"Suppose $u \le 1$. Then \[ u < 2. \] Suppose instead that $v \le 1$. Then \[ u < 2. \]", ["v ≤ 1"]),
        (r"First assume $u \le v$: \[ u - v \le 0. \] Either way, \[ u = v. \]", []),
        (r"For $u = 0$ this is \[ u^3 = 0. \] For $u > 0$, \[ u^3 > 0. \]", ["u > 0"]),
        (r"For $u > 0$, \[ u^3 > 0. \] For all $u$, \[ u^3 > 0. \]", []),
        (r"\paragraph{Large $u$.} Let $u \ge 3$. Then \[ u > 2. \] \paragraph{All $u$.} \[ u > 2. \]", []),
    ],
)
def test_what_one_part_of_an_argument_supposes_ends_with_it(read, said, supposed):
    assert last(read(PROOF.format(said))) == (supposed, True)


def test_what_stands_after_a_supposed_case_and_a_colon_is_claimed(read):
    document = read(PROOF.format(r"Now assume $u \le v$: \[ u - v \le 0. \]")).document()
    assert [claim.text for claim in document.claims] == ["u² ≥ 0", "u - v ≤ 0"]


def test_an_item_about_some_values_says_nothing_of_the_next_one(read):
    items = r"\item For $u \ge 1$, $u^2 \ge u$. \item $u^2 + v^2 \ge u$."
    content = rf"\begin{{lemma}} Let $u, v \in \mathbb{{R}}$. \begin{{itemize}} {items} \end{{itemize}} \end{{lemma}}"
    assert last(read(content))[0] == []


def test_a_name_that_is_redefined_is_not_what_it_was(read):
    said = r"Let $z = u + v$. Then \[ z - v = u. \] Redefine $z = u - v$. Then \[ z + v = u. \]"
    document = read(PROOF.format(said)).document()
    for claim in document.claims[1:]:
        assert_proved(document.problem(claim))
    assert ["z is what is defined" in problem.message for problem in document.problems] == [True]


@pytest.mark.parametrize(
    "said",
    [
        "The function $q$ is hidden convex.",
        "The function $q$ is rarely convex.",
        "The function $q$ is convex modulo a quadratic.",
        "The function $q$ is convex after a change of variables.",
        "The function $q$ is convex for almost every sample.",
        "The function $q$ is bounded below by a convex function.",
        r"Let $q$ be convex $\mu$-almost everywhere.",
        "Let $q$ be convex on the positive orthant.",
        "Let $q$ be convex or let $q$ be smooth.",
        "The discretised $q$ is convex.",
        "Suppose that $q$ or its negative is convex.",
    ],
)
def test_a_property_that_a_word_beside_it_takes_something_from_is_not_supposed(read, said):
    supposed, doubtful = last(read(MAP + said + TANGENT))
    assert not convex(supposed)
    assert doubtful or "discretised" in said


@pytest.mark.parametrize(
    "said",
    [
        "The function $q$ is a proper, closed convex function.",
        "Let $q$ be everywhere finite and clearly convex.",
        "Suppose that the empirical loss $q$ is known to be convex.",
        "We minimise the smooth convex function $q$.",
    ],
)
def test_a_property_that_words_take_nothing_from_is_supposed(read, said):
    assert convex(last(read(MAP + said + TANGENT))[0])


@pytest.mark.parametrize("which", ["for one $j$", "for this $j$", "for the given $j$", "at the first step"])
def test_what_is_so_of_one_term_is_not_so_of_all(read, which):
    assert last(read(rf"Suppose that $h_{{j+1}} \le h_j / 3$ {which}." + FALLS)) == ([], True)


def test_a_recursion_in_two_phases_is_two_conditions(read):
    said = r"Let $h_{j+1} = h_j - 1$ for $j < N$ and $h_{j+1} = h_j$ for $j \ge N$."
    supposed, _ = last(read(said + r"\begin{lemma} We have $h_{N+1} = h_N$. \end{lemma}"))
    assert supposed[:2] == ["h_{j + 1} = h_j - 1 ∀ j ∈ N, j < N", "h_{j + 1} = h_j ∀ j ∈ N, j ≥ N"]


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (r"Denote by $z$ the number $r^2$.", r"z \ge 0"),
        (r"Let $r$ and $s$ be consecutive integers with $r < s$.", "s = r + 1"),
        (r"Let $\gamma$ be the discount factor.", r"\gamma \le 1"),
        (r"Let $\kappa$ be the condition number.", r"\kappa \ge 1"),
        (r"Let $h : \mathbb{R} \to \mathbb{R}$ be the sign function.", r"|h(s)| \le 1"),
        (r"Let $r + s = 1$, both nonnegative.", r"s \le 1"),
    ],
)
def test_names_of_numbers_and_functions_that_everybody_knows_leave_them_open(read, said, claim):
    assert last(read(rf"\begin{{lemma}} {said} Then ${claim}$. \end{{lemma}}"))[1]


@pytest.mark.parametrize(
    ("words", "supposed"),
    [
        (r"Under the assumptions of Lemma~\ref{one},", ["r ≤ s"]),
        (r"Suppose that the assumptions of Lemma~\ref{one} do not hold. Then", []),
        (r"If the conditions of Lemma~\ref{one} fail, then", []),
        (r"In the setting of Lemma~\ref{one} with $r \ge s$ instead,", ["r ≥ s"]),
    ],
)
def test_assumptions_of_another_statement_that_fail_are_not_supposed(read, words, supposed):
    first = r"\begin{lemma}\label{one} Let $r \le s$. Then $3 r \le 3 s$. \end{lemma}"
    found, doubtful = last(read(rf"{first} \begin{{lemma}} {words} \[ r^3 \le s^3 . \] \end{{lemma}}"))
    assert found == supposed
    assert doubtful or supposed == ["r ≤ s"]


@pytest.mark.parametrize(
    ("said", "signs"),
    [
        ("Let $r, s$ be real with $s = r^2$.", []),
        ("Let $r, s$ be real with $s \\le r^2$.", []),
        (r"Let $u \in \mathbb{R}^p$ with $\|u\|^2 \le r^2$.", ["r ≥ 0"]),
    ],
)
def test_a_number_is_not_negative_whose_square_bounds_what_is_not_negative_alone(read, said, signs):
    found, _ = last(read(rf"\begin{{lemma}} {said} Then $r \ge -1$. \end{{lemma}}"))
    assert [one for one in found if one.startswith("r ")] == signs


@pytest.mark.parametrize(
    ("said", "sign"), [("Let $r * s := r + s + r s$.", "*"), (r"Define $r \cdot s = r + s$ for numbers.", r"\cdot")]
)
def test_a_sign_of_which_it_is_said_what_it_means_is_no_product(read, said, sign):
    document = read(rf"\begin{{lemma}} {said} Then \[ r {sign} s = r s . \] \end{{lemma}}").document()
    assert not document.claims
    assert "no product of numbers" in document.problems[-1].message


def test_a_product_that_is_compared_is_a_product(read):
    content = (
        r"\begin{lemma} Let $r, s$ be real with $r \cdot s = r + s$. Then $(r - 1) \cdot (s - 1) = 1$. \end{lemma}"
    )
    assert last(read(content)) == (["r s = r + s"], False)


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        ("For $r \\ge 1$ we have $r^2 \\ge r$, and for $r \\ge 0$ we have $r^3 \\ge r$.", ["r³ ≥ r ∀ r ≥ 0"]),
        ("For $r \\ge 1$ and $s \\ge 0$ we have $r^2 \\ge r$ and $r^3 \\ge r$.", ["r³ ≥ r ∀ r ≥ 1, s ≥ 0"]),
        ("For $r \\ge 1$ we have $r^2 \\ge r$, and for $s \\ge r$ we have $s \\ge 1$.", ["s ≥ 1 ∀ r ≥ 1, s ≥ r"]),
    ],
)
def test_a_letter_that_runs_over_something_else_runs_over_that_alone(read, said, claims):
    document = read(rf"\begin{{lemma}} {said} \end{{lemma}}").document()
    assert [claim.text for claim in document.claims][-1:] == claims


def test_a_function_that_is_said_range_by_range_is_so_on_each(read):
    said = r"Let $h : \mathbb{R} \to \mathbb{R}$ satisfy $h(z) = z^2$ for $z \ge 0$ and $h(z) = 1$ for $z < 0$."
    found, doubtful = last(read(rf"\begin{{lemma}} {said} Then $h(-1) = 1$. \end{{lemma}}"))
    assert found == ["h(z) = z² ∀ z ≥ 0", "h(z) = 1 ∀ z < 0"]
    assert not doubtful


def test_what_a_definition_is_about_is_supposed_under_conditions_too(read):
    said = r"Let $A \in \mathbb{R}^{n \times n}$ be psd. Let $z = (A + \rho I)^{-1} b$, $b \in \mathbb{R}^n$."
    reading = read(rf"{said} \begin{{lemma}} For $\rho > 0$, $\rho \|z\| \le \|b\|$. \end{{lemma}}")
    assert reading.document().claims[-1].text == "ρ > 0 ⇒ ρ ‖z‖ ≤ ‖b‖"
    assert "λ_min(A) ≥ 0" in last(reading)[0]


def test_one_of_two_or_both_is_none_of_them(read):
    assert last(read(r"\begin{lemma} Suppose $r \ge 1$ and/or $s \ge 1$. Then $r \ge 1$. \end{lemma}")) == ([], True)


def test_what_a_probability_is_called_is_said_of_it(read):
    said = "A user answers with probability $r = 1/3$ and lies with probability $s = 2/3$."
    assert last(read(rf"{said} \begin{{lemma}} We have $r + s = 1$. \end{{lemma}}"))[0] == ["r = 1 / 3", "s = 2 / 3"]


def test_an_argument_of_a_name_is_not_what_it_is_about(read):
    said = r"Let $g : \mathbb{R} \to \mathbb{R}$ be $g(r) = r^2 + c$."
    assert (
        read(rf"{said} \begin{{lemma}} For $r \ge 1$, $g(r) \ge c + 1$. \end{{lemma}}").document().claims[-1].text
        == "g(r) ≥ c + 1 ∀ r ≥ 1"
    )
