"""How people type the same formula in other ways, and what a name is worth outside the proof that introduced it."""

import pytest

from proofcheck.latex.tools import told_of


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def problems(reading):
    return [problem.message for problem in reading.document().problems]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (r"\|x\|^{2}_{2} \ge 0", "‖x‖² ≥ 0"),
        (r"( || x - y||^2 - ||x||^2 ) \le ||y - x||^2", "‖x - y‖² - ‖x‖² ≤ ‖y - x‖²"),
        (r"|a||b| = |a b|", "|a| |b| = |a b|"),
        (r"|a|||x|| = ||a x||", "|a| ‖x‖ = ‖a x‖"),
        (r"\left(1 - q\right){}^{k} \le 1", "(1 - q)^k ≤ 1"),
        (r"\nabla f(x)^{\mathpalette\raiseT{\scriptstyle\intercal}} x \ge 0", "∇f(x)ᵀ x ≥ 0"),
        (r"\mathbb{E}[X | Y] \le 1", "E[X | Y] ≤ 1 ∀ ω ∈ N"),
        (r"x^{*\top} y = x^{\star T} y", "x*ᵀ y = x*ᵀ y"),
        (r"\max_{x \in [1, 2]} |1 - q x| \le 1", "sup over x ∈ [1, 2] of |1 - q x| ≤ 1"),
        (r"a^2 \ge 0 \quad \text{ s.t. } \quad a > q", "a > q ⇒ a² ≥ 0"),
        (r"\qty(a + 1)^2 \ge \qty\big[a - 1] + \qty{2 a}", "(a + 1)² ≥ a - 1 + 2 a"),
        (r"\cancelto{0}{a} + q \enskip = q + a", "a + q = q + a"),
        (r"\underset{W}{\mathbb{E}}[W] \le \underset{W \sim P}{\mathbb{E}}[W^2] + 1", "E[W] ≤ E[W²] + 1"),
        (r"\Cov(W, W) \ge 0", "E[(W - E[W]) (W - E[W])] ≥ 0"),
        (r"f(x) \ge a \ \ \ \ \forall x", "f(x) ≥ a ∀ x ∈ R^d"),
        (r"(\forall x \in \mathbb{R}^d)\, f(x) \ge a", "f(x) ≥ a ∀ x ∈ R^d"),
        (r"f(x) \ge a \; (\forall x \in \mathbb{R}^d)", "f(x) ≥ a ∀ x ∈ R^d"),
        (r"\forall x \in \mathbb{R}^d\;\, f(x) \ge a", "f(x) ≥ a ∀ x ∈ R^d"),
        (r"\forall x \in \mathbb{R}^d : f(x) \ge a", "f(x) ≥ a ∀ x ∈ R^d"),
        (r"q \not = a", "q - a ≠ 0"),
        (r"\triangledown f(x)^\top y = y^\top \nabla f(x)", "∇f(x)ᵀ y = yᵀ ∇f(x)"),
        (r"a \le q. \qquad\square", "a ≤ q"),
        (r"a \le q. \quad (\star\star)", "a ≤ q"),
        (r"a \le q \qquad (3)", "a ≤ q"),
        (r"a \le q + \quad (3)", "a ≤ q + 3"),
        (r"a + q \ge a \quad \text{for all $q \ge 0$}", "a + q ≥ a ∀ q ≥ 0"),
        (r"a + q \ge a \quad \text{(if $q \ge 0$)}", "q ≥ 0 ⇒ a + q ≥ a"),
        (r"a + q \ge a \quad \text{if $q \ge 0$ and $a > 1$,}", "a > 1 ⇒ (q ≥ 0 ⇒ a + q ≥ a)"),
        (r"\text{If $q \ge 1$ then } q^2 \ge q", "q ≥ 1 ⇒ q² ≥ q"),
        (r"a^2 \ge 0 \quad \text{since $a^2$ is a square}", "a² ≥ 0"),
        (r"{a + 1 \over 2 q} \le {1 \over 1 + {a \over q}}", "(a + 1) / (2 q) ≤ 1 / (1 + a / q)"),
        (r"{5 \choose 2} = \frac{5!}{3! \cdot 2!}", "10 = 120 / (6 · 2)"),
        (r"\dbinom{q}{2} \ge \binom{q}{1} + \binom{q}{0}", "q (q - 1) / 2 ≥ q + 1"),
    ],
)
def test_the_same_formula_is_typed_in_other_ways(read, typed, said):
    reading = read(rf"""
        Let $f : \mathbb{{R}}^d \to \mathbb{{R}}$ be differentiable, $x, y \in \mathbb{{R}}^d$, $0 < q < 1$.
        % proofcheck: Y : random vector in R^d
        % proofcheck: X : random in R given Y
        % proofcheck: W : random in R
        \[ {typed} . \]
    """)
    assert texts(reading) == [said]


def test_a_bold_letter_at_the_beginning_of_a_row_is_no_word(read):
    reading = read(r"""
        Let $\mathbf{X}$ be an invertible $n \times n$ matrix, $\textbf{y} \in \mathbb{R}^n$, $w \in \mathbb{R}^n$.
        \begin{align*}
        \textbf{X} w = \textbf{X} \textbf{X}^{-1} \textbf{y} \\
        \textbf{X} w = \textbf{y}
        \end{align*}
        """)
    assert texts(reading) == ["X w = X X^(-1) y", "X w = y"]


def test_a_d_right_before_a_matrix_is_no_factor(read):
    content = r"Let $A$ be an invertible $n \times n$ matrix and $X = A^{-1}$. "
    [message] = problems(read(content + r"\[ A^{-1} dA\, A = dA . \]"))
    assert "differentials" in message
    assert (
        texts(read(content + r"\[ d\,A + d n = d (A + n) . \] \[ d p + (1 - d) p = p . \]"))[-1]
        == "d · p + (1 - d) p = p"
    )


def test_three_points_in_a_row_are_dots(read):
    [message] = problems(read(r"\[ s = a_1 + a_2 + ... + a_n \]"))
    assert "dots" in message


@pytest.mark.parametrize(
    ("typed", "said"), [("7!! = 105", "factorial"), (r"\binom{a}{q} = 1", "whole-number"), ("a! = 1", "factorial")]
)
def test_whole_number_functions_of_letters_cannot_be_said(read, typed, said):
    [message] = problems(read(rf"Let $a, q > 0$. \[ {typed} . \]"))
    assert said in message


def test_a_command_and_the_letter_after_it_are_shown_apart(read):
    [message] = problems(read(r"\[ \sup_{x \in \mathcal A} x \le 1 . \]"))
    assert message == r"what is in \mathcal A cannot be said yet."


def test_what_a_proof_defines_is_forgotten_where_it_ends(read):
    reading = read(r"""
        \begin{lemma} Let $x \in \mathbb{R}^d$. Then $\|x\| \ge 0$. \end{lemma}
        \begin{proof} Let $h(t) = \mathrm{rank}(t x)$. Then $h(0) = 0$. \end{proof}
        \begin{lemma} Let $h > 0$. Then
        \[ \frac{1}{h} + h \ge 2 . \]
        \end{lemma}
    """)
    assert texts(reading)[-1] == "1 / h + h ≥ 2"


def test_a_name_with_an_argument_in_a_closed_proof_is_another_one_alone(read):
    reading = read(r"""
        \begin{lemma} Let $s \in \mathbb{R}$. Then $s^2 \ge 0$. \end{lemma}
        \begin{proof} Let $h(t) = t^2$ for $t \in \mathbb{R}$. Then $h(s) \ge 0$. \end{proof}
        \begin{lemma} Then
        \[ 2 h \le h^2 + 1 . \]
        \end{lemma}
    """)
    last = reading.document().claims[-1]
    assert last.text == "2 h ≤ h² + 1"
    assert any("h: not declared" in h.text for h in last.tacit)


def test_an_example_of_a_function_says_nothing_of_it_elsewhere(read):
    reading = read(r"""
        Let $\phi : \mathbb{R}^d \to (-\infty, \infty]$ be smooth. An important special case is
        $\phi(x) = \frac{1}{2} \|x\|^2$.
        \begin{lemma} Let $x, y \in \mathbb{R}^d$. Then
        \[ \phi(x) - \phi(y) \ge \nabla\phi(y)^\top (x - y) . \]
        \end{lemma}
    """)
    [claim] = reading.document().claims
    assert not any("‖x‖" in h.text for h in claim.given)


def test_the_numbers_of_an_experiment_are_claimed_by_nobody(read):
    reading = read(r"""
        \begin{lemma} Let $X \in \mathbb{R}^{n \times p}$. Then $\|X\| \ge 0$.
        In a simulation with $n = 6000$, $p = 1800$, $\sigma^2 = 1.7$, the bound holds.
        \end{lemma}
    """)
    assert texts(reading) == ["‖X‖ ≥ 0"]


def test_what_another_statement_declared_is_no_reason_to_call_a_line_ill_typed(read):
    reading = read(r"""
        Let $K \in \mathbb{R}^{n \times n}$ and $\lambda > 0$.
        \begin{lemma} Let $A \in \mathbb{R}^{d \times d}$. Then $\|A\| \ge 0$. \end{lemma}
        \begin{lemma} $K A \preceq A K$. \end{lemma}
    """)
    assert texts(reading) == ["‖A‖ ≥ 0"]
    assert "said in another section" in problems(reading)[0]


def test_writing_names_something(read):
    reading = read(r"""
        Let $a, b \in \mathbb{R}$. Writing $s = a + b$, $p = a b$, we have $s^2 \ge 4 p$.
        \begin{lemma} Writing $s = a + b$ and $p = a b$, it holds that $s^2 \ge 4 p$. \end{lemma}
    """)
    assert texts(reading) == ["s² ≥ 4 p"]


def test_a_number_with_an_argument_is_another_thing(read):
    reading = read(r"""
        Let $h > 0$ and $x, y \in \mathbb{R}^n$.
        \[ h(y) \ge 0, \quad h (x + y) = h x + h y . \]
    """)
    assert texts(reading) == ["h (x + y) = h x + h y"]
    assert "has an argument here" in problems(reading)[0]


@pytest.mark.parametrize("where", [r"C^1(\mathbb{R}^n)", r"\mathcal{C}^{2}(\mathbb{R}^n, \mathbb{R})"])
def test_smooth_functions_are_declared_by_their_class(read, where):
    reading = read(
        rf"Let $g \in {where}$ and $x \in \mathbb{{R}}^n$. \[ \nabla g(x)^\top x \le \|\nabla g(x)\| \|x\| . \]"
    )
    assert texts(reading) == ["∇g(x)ᵀ x ≤ ‖∇g(x)‖ ‖x‖"]
    assert not reading.document().claims[0].tacit


def test_an_index_above_may_have_a_transpose_after_it(read):
    reading = read(r"""
        % proofcheck: v : sequence in R^n; A in R^{n x n}
        \[ v^{(i)\top} A v^{(j)} = (A^\top v^{(i)})^\top v^{(j)} \]
    """)
    assert texts(reading) == ["v_iᵀ A v_j = (Aᵀ v_i)ᵀ v_j"]


def test_a_sign_at_the_end_of_a_display_is_a_condition_where_nothing_is_supposed_of_its_letter(read):
    assert texts(read(r"\[ \eta a^2 \ge 0, \qquad \eta > 0 . \]")) == ["η > 0 ⇒ η a² ≥ 0"]
    assert texts(read(r"\[ \alpha > 0, \qquad \beta > 0 \]")) == ["α > 0", "β > 0"]
    supposed = read(r"Suppose that $\eta = -1$. Then \[ \eta a^2 \le 0, \qquad \eta > 0 . \]")
    assert texts(supposed) == ["η a² ≤ 0", "η > 0"]


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (
            r"a \le \widetilde{\mathcal{O}}(n)",
            r"\widetilde{\mathcal{O}}(.) cannot be said yet: bounds up to a constant.",
        ),
        (r"a_k \xrightarrow[k \to \infty]{} a", r"\to cannot be said yet: convergence."),
        (r"a \le \mathsf{poly}(n)", "poly(...) cannot be said yet: functions by name."),
    ],
)
def test_what_is_out_of_reach_is_named_as_it_is_written(read, formula, told):
    assert problems(read(rf"\[ {formula} . \]")) == [told]


@pytest.mark.parametrize("words", [r"\text{with high probability}", r"\text{w.h.p.}"])
def test_what_a_display_says_to_have_a_probability_is_called_false_for_no_values(read, hypotheses, words):
    document = read(rf"Let $x \in \mathbb{{R}}^2$. Then \[ x_1 \le 2 \quad {words} \]").document()
    assert hypotheses(document, document.claims[0])[1]


def test_a_letter_that_is_declared_may_be_set_anew(read):
    reading = read(r"Let $y \in \mathbb{R}$. Set $y := 2 c$. Then \[ y \ge 2 c . \]")
    assert not problems(reading)
    assert [entry.text for entry in reading.record.entries] == ["y := 2 c", "y ≥ 2 c"]


def test_a_list_without_its_last_name_declares_nothing(read):
    reading = read(r"Let $Y^{(1)}, \ldots, : \Omega \to \mathbb{R}^d$ be random. Then \[ a^2 \ge 0 . \]")
    assert not any("cannot be read:" in message for message in problems(reading))
    assert texts(reading) == ["a² ≥ 0"]


@pytest.mark.parametrize(
    "range_",
    [
        r"\forall n \ge 1, \forall m \ge 1, ",
        r"(\forall n \ge 1)(\forall m \ge 1)\, ",
        r"\exists m \, \forall n : ",
        r"\forall n \; \exists m, ",
    ],
)
@pytest.mark.parametrize("display", ["${}$", r"\[ {} \]"])
def test_what_is_said_for_values_that_are_not_told_from_it_is_in_doubt(read, range_, display):
    said = display.format(rf"{range_} a_n \le a_m + 1")
    document = read(
        rf"Let $a : \mathbb{{N}} \to \mathbb{{R}}$ be such that {said} Then \[ a_3 \le a_2 + 1 . \]"
    ).document()
    [claim] = document.claims
    assert any(getattr(part, "unread", False) for h in claim.tacit for part in h.parts)


@pytest.mark.parametrize(
    ("formula", "notation"),
    [
        (r"\mathbb{P}(A \cap B) \le q", "events"),
        (r"\mathbf{1}_A(x) \le q", "events"),
        (r"\hat{(x + y)} = x", "marks on what is no letter"),
        (r"\langle k(\cdot, x), y \rangle = q", "functions of functions"),
        (r"c_{n+1,n} = q", "components"),
        (r"c_1 \le q \text{ for some } q", "existence"),
    ],
)
def test_what_cannot_be_said_yet_is_called_by_what_it_is(read, formula, notation):
    reading = read(rf"""
        Let $x, y \in \mathbb{{R}}^d$, $q > 0$ and let $c_1, c_2, \dots$ be a sequence of real numbers.
        % proofcheck: k : R^d -> R
        \[ {formula} . \]
    """)
    assert {e.error.notation for e in reading.record.entries if e.error is not None} == {notation}


def test_dollar_signs_in_the_words_of_a_display_do_not_end_it(read):
    first, second = read(r"$$ a^2 \ge 0 \quad \text{as $a$ is real} $$ and $$ b^2 \ge 0 . $$").document().claims
    assert (first.text, second.text) == ("a² ≥ 0", "b² ≥ 0")


@pytest.mark.parametrize("index", ["(t)", "(t-1)", "(k+1)"])
def test_an_index_in_brackets_is_no_power(read, index):
    reading = read(rf"\[ \sum_{{i=1}}^n w_i^{{{index}}} \ge 0 . \]")
    assert texts(reading) == []
    assert "is an index or a mark" in problems(reading)[0]


@pytest.mark.parametrize("body", [r"\bm{#}", r"{\bm{#}}", r"{\boldsymbol{#}}", r"{{\mathbf{#}}}", "{#}"])
def test_macros_for_letters_may_have_braces_around_them(read, body):
    macros = "".join(rf"\def\m{x}{{{body.replace('#', x)}}}" for x in "Ax")
    reading = read(rf"""
        {macros} Let $\mA, \hat{{\mA}} \in \R^{{n \times n}}$, and $\mx, \hat{{\mx}} \in \R^n$.
        \[ \hat{{\mx}}^\top (\mA + \hat \mA) \mx = \hat\mx^\top \mA \mx + \hat{{\mx}}^\top \hat{{\mA}} \mx \]
    """)
    assert texts(reading) == ["xhatᵀ (A + Ahat) x = xhatᵀ A x + xhatᵀ Ahat x"]


def test_braces_around_what_is_no_letter_stay(read):
    reading = read(r"\def\sq{{(a + 1)}}\def\half{{\frac{1}{2}}}\[ \sq^2 \ge 2 a + 1 \] \[ \half^2 \le \half \]")
    assert texts(reading) == ["(a + 1)² ≥ 2 a + 1", "(1/2)² ≤ 1/2"]


@pytest.mark.parametrize("body", [r"\mathbf{E}", r"\mathop{\mathbf{E}}", r"\operatorname{E}", r"\mathrm E"])
def test_a_command_for_means_may_stand_for_a_bold_letter(read, body):
    said = r"Let $W$ be a random number with $\E W = 3$. \[ \E W^2 \ge 9 \]"
    assert texts(read(rf"\def\E{{{body}}} {said}")) == ["E[W²] ≥ 9"]
    assert "E[W²] ≥ 9" not in texts(read(rf"\def\E{{{body}}}\def\A{{{body.replace('E', 'A')}}} {said}"))


def test_a_command_for_means_may_stand_for_a_set(read):
    assert texts(read(r"\def\E{\mathcal{E}} Let $W$ be a random number. \[ \E W^2 \ge 9 \]")) != ["E[W²] ≥ 9"]


@pytest.mark.parametrize(
    "display",
    [
        r"\[ \begin{array}{rcl} a^2 + q^2 &\ge& 2 a q \\ |a| &\ge& a \end{array} . \]",
        r"\[ \left\{ \begin{aligned} a^2 + q^2 &\ge 2 a q \\ |a| &\ge a \end{aligned} \right. \]",
        r"\[ \begin{cases} a^2 + q^2 \ge 2 a q, \\ |a| \ge a . \end{cases} \]",
        r"\begin{empheq}[box=\fbox, left=\empheqlbrace]{align} a^2 + q^2 &\ge 2 a q \\ |a| &\ge a \end{empheq}",
    ],
)
def test_what_stands_around_all_rows_says_nothing(read, display):
    reading = read(rf"% proofcheck: a, q in \R {chr(10)} Hence {display}")
    assert texts(reading) == ["a² + q² ≥ 2 a q", "|a| ≥ a"]
    assert problems(reading) == []


@pytest.mark.parametrize(
    "display",
    [
        r"\begin{cases} |a| < 1 & \text{it converges} \\ |a| > 1 & \text{it does not} \end{cases}",
        r"\begin{cases} a > 1 & a < 2 \\ a > 3 & a < 4 \end{cases}",
        r"\begin{array}{c|c} a < 1 & q > 1 \\ a > 1 & q < 1 \end{array}",
        r"\begin{array}{l} a < 1 \\ q > 1 \end{array} \implies a < q",
    ],
)
def test_rows_that_may_be_conditions_are_no_claims_and_not_lost(read, display):
    reading = read(rf"% proofcheck: a, q in \R {chr(10)} There are these: \[ {display} \]")
    assert texts(reading) == []
    assert any("in cases" in problem for problem in problems(reading))


def test_the_label_of_an_array_is_that_of_its_rows(read):
    reading = read(r"""
        % proofcheck: a in \R
        \begin{equation}\label{both} \begin{array}{l} a^2 \ge 0, \\ |a| \ge 0 . \end{array} \end{equation}
    """)
    assert [claim.id for claim in reading.document().claims] == ["both.1", "both.2"]


def test_notes_about_several_letters_come_in_one_order(read):
    reading = read(r"Suppose that $z + \sigma + c + y + b + u$ is marked. Then \[ b \ge c . \]")
    [note] = [note for _, note in reading.record.passed_over]
    assert note.startswith("what is supposed of b, c, σ, u, y, z is not read")


@pytest.mark.parametrize(
    ("declared", "display", "given"),
    [
        (r"i = 1..N", r"i^2 \ge i", ["i ≥ 1", "i ≤ N"]),
        (r"i = 1, \dots, N", r"i^2 \ge i", ["i ≥ 1", "i ≤ N"]),
        (r"0 < \beta \le 1", r"\beta^2 \le \beta", ["0 < β", "β ≤ 1"]),
        (r"z_k : sequence in \R^d", r"\|z_{i + 1}\| \ge 0", []),
        (r"w(t) : path in \R^d", r"\|w(s)\| \ge 0", []),
    ],
)
def test_a_declaration_says_what_a_letter_counts_and_where_it_is(read, hypotheses, declared, display, given):
    reading = read(rf"% proofcheck: {declared} {chr(10)} \[ {display} . \]")
    [claim] = reading.document().claims
    assert hypotheses(reading.document(), claim)[0] == given
    assert problems(reading) == []
    assert not {"beta", "N", "w", "z"} & reading.notation.assumed.keys()


@pytest.mark.parametrize("display", [r"a \ge 0 \tag{1 \\ 2}", r"a \ge 0 \label"])
def test_a_mark_that_is_no_mark_costs_nothing_else(read, display):
    reading = read(rf"\[ {display} \] {chr(10)} \[ b^2 \ge 0 . \] By (1), \[ c^2 \ge 0 . \]")
    assert texts(reading)[-2:] == ["b² ≥ 0", "c² ≥ 0"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (r"\left\|\frac{dw}{dt}(0)\right\| \le a", "‖w'(0)‖ ≤ a"),
        (r"\left\|\frac{\mathrm{d} w}{\mathrm{d} t} (s)\right\| \le a", "‖w'(s)‖ ≤ a"),
        (r"\nabla_x f(x)^\top x \le a", "∇f(x)ᵀ x ≤ a"),
        (r"\sum_i \|y_i\|^2 \ge 0", "Σ_{i=1}^N ‖y_i‖² ≥ 0"),
        (r"\sum_{i \in \{1, \dots, m\}} i \ge 0", "Σ_{i=1}^m i ≥ 0"),
        (r"\forall x:\ f(x) \ge a", "f(x) ≥ a ∀ x ∈ R^d"),
        (r"\forall n, m : n \le m + n", "n ≤ m + n ∀ n, m ∈ R"),
        (r"\forall\, x \in \R^d \colon\; f(x) \ge a", "f(x) ≥ a ∀ x ∈ R^d"),
        (r"a \le a + 1 \qquad [\text{by Jensen}]", "a ≤ a + 1"),
        (r"2 \int_0^1 ds + 1 = 3", "2 ∫_0^1 1 ds + 1 = 3"),
    ],
)
def test_derivatives_sums_and_ranges_are_typed_in_other_ways(read, typed, said):
    reading = read(rf"""
        % proofcheck: f : \R^d -> \R differentiable
        % proofcheck: x : vector in \R^d; w : path in \R^d; y_i in \R^d, i = 1..N
        % proofcheck: a, s > 0
        We have \[ {typed} . \]
    """)
    assert texts(reading) == [said]
    assert problems(reading) == []


@pytest.mark.parametrize("typed", [r"\int_0^1 ds\, s = \frac12", r"D f(x) x = 0", r"D^2 f(x) x = 0"])
def test_what_can_be_read_in_two_ways_is_not_read(read, typed):
    reading = read(rf"""
        % proofcheck: f : \R^d -> \R differentiable
        % proofcheck: x : vector in \R^d
        We have \[ {typed} . \]
    """)
    assert texts(reading) == []
    assert len(problems(reading)) == 1


@pytest.mark.parametrize("typed", [r"\int_0^1 s \, ds = \frac13", r"\sum_{i=1}^3 i = 5", r"\prod_{i=1}^3 i = 5"])
def test_an_equation_about_no_letter_says_what_none_is(read, typed):
    reading = read(rf"Let $a > 0$. Hence \[ {typed} . \] Then \[ a \ge 1 . \]")
    assert [entry.what for entry in reading.record.entries if entry.what != "not read"].count("given") == 1


def test_what_a_sample_is_is_shown_as_an_author_says_it(read):
    reading = read(
        r"Let $Z_1, \dots, Z_n$ be independent random vectors in $\mathbb{R}^d$. \[ \mathbb{E}\|Z_1\| \ge 0 . \]"
    )
    shown, _ = told_of(reading, "show")
    assert "Z: Z_i is a random vector of R^d" in shown
    assert any(line.endswith("given: Z_1, ..., Z_n are independent") for line in shown)


def test_a_random_sequence_is_not_declared_without_how_it_is_drawn(read):
    reading = read("% proofcheck: Z_i : random vector in \\R^d, i = 1..n\nThen \\[ \\mathbb{E}\\|Z_1\\| \\ge 1 . \\]")
    assert texts(reading) == []
    assert any("how these are drawn" in problem for problem in problems(reading))


@pytest.mark.parametrize(
    ("preamble", "typed", "said"),
    [
        (r"\let\temp\phi \let\phi\varphi \let\varphi\temp", r"\phi + \varphi^2 \ge 3", "φ + phi2² ≥ 3"),
        (r"\let\temp\epsilon \let\epsilon\theta \let\theta\temp", r"\epsilon + \theta^2 \ge 3", "θ + ε² ≥ 3"),
        (r"\let\old\rho \renewcommand{\rho}{2 \old}", r"\rho + \old^2 \ge 3", "2 ρ + ρ² ≥ 3"),
        (r"\let\mean=\rho \newcommand{\twice}{2 \mean} \let\dbl\twice \renewcommand{\twice}{\pi}",
         r"\dbl + \mean^2 \ge 3", "2 ρ + ρ² ≥ 3"),
    ],
)  # fmt: skip
def test_let_keeps_what_a_command_meant(read, preamble, typed, said):
    """Two letters may change their names in a preamble: neither is then defined by the other without end."""
    reading = read(rf"{preamble} Then \[ {typed} . \]")
    assert texts(reading) == [said]
    assert not [m for m in problems(reading) if "expanded" in m]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (r"and define $u \defeq a^2 + b^2$. Then \[ u \ge 2 a b . \]", ["u ≥ 2 a b"]),
        (r"and $2 a b \stackrel{\text{by $a = b$}}{=} a^2$. Then \[ a^2 + b^2 \ge 2 a b . \]", ["a² + b² ≥ 2 a b"]),
    ],
)
def test_dollar_signs_inside_a_formula_do_not_end_it(read, sentence, said):
    """A sign may be made up from a small letter in a box; words with formulas of their own are not read, and said."""
    reading = read(rf"""
        \newcommand\defeq{{\stackrel{{\text{{\tiny\mbox{{$\Delta$}}}}}}{{=}}}}
        Let $a, b \in \mathbb{{R}}$ {sentence}
    """)
    assert texts(reading) == said
    assert any("words with mathematics" in m for m in problems(reading)) == ("by" in sentence)


def test_brackets_in_an_index_do_not_end_a_list(read):
    """What is drawn in a sample is numbered above, in brackets: the pair is not torn apart there."""
    reading = read(r"""
        It holds for all $(x^{(i)}, y^{(i)}) \in \mathcal{D}$. Let $a, b \in \mathbb{R}$. Then
        \[ a^2 + b^2 \ge 2 a b . \]
    """)
    assert texts(reading) == ["a² + b² ≥ 2 a b"]
    assert not [m for m in problems(reading) if "brace" in m]
