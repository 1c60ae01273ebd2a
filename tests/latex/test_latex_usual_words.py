"""What papers of statistics and analysis leave to their readers: where a sum ends, which sign a named quantity has."""

import pytest

from proofcheck.check import check_documents
from proofcheck.lang.printing import text


def texts(assertions):
    return [h.text for h in assertions]


def doubts(claim):
    return [h.text for h in claim.tacit if "not read" in h.text]


def test_a_map_is_one_before_the_sentence_says_where_it_goes(read):
    document = read(r"""
        Let $x, y : [0, T] \to \mathbb{R}^d$ satisfy $x'(t) = F(x(t))$ and $y'(t) = F(y(t))$, where
        $F : \mathbb{R}^d \to \mathbb{R}^d$ is Lipschitz with constant $L > 0$. Then
        \begin{align}
          \frac{d}{dt} \|x(t) - y(t)\|^2 &= 2 \langle x(t) - y(t), F(x(t)) - F(y(t)) \rangle \\
          &\le L \|x(t) - y(t)\|^2 .
        \end{align}
    """).document()
    assert texts(document.claims[0].given)[0] == "x'(t) = F(x(t)) ∀ t ≥ 0"
    [found] = check_documents([document], workers=1)["documents"]
    assert [claim["holds"] for claim in found["claims"]] == ["proved", "refuted"]


@pytest.mark.parametrize(
    "sum_",
    [r"Let $q_1, \dots, q_n$ be numbers with $\sum_i q_i = 1$.", r"Let $q \in \mathbb{R}^n$ with $\sum_i q_i = 1$."],
)
def test_a_sum_without_ends_is_over_all_that_there_are(read, sum_):
    [claim] = read(rf"{sum_} Then \[ \sum_i (q_i + c) = 1 + n c . \]").document().claims
    assert texts(claim.given) == ["Σ_{i=1}^n q_i = 1"]
    assert claim.text == "Σ_{i=1}^n (q_i + c) = 1 + n c"


def test_a_maximum_without_ends_is_not_over_all_natural_numbers(read):
    [claim] = (
        read(r"Let $x_1, \dots, x_n$ be real numbers. Then \[ \max_i x_i \ge \frac1n \sum_i x_i . \]").document().claims
    )
    assert "x_i ≤ max_1 ∀ i = 1, ..., n" in texts(claim.given)[0]


def test_a_sum_of_which_nobody_knows_the_end_is_not_read(read):
    reading = read(r"We have \[ \sum_i a_i \le 1 . \]")
    assert not reading.document().claims
    assert "sums over i = 1, ..., n" in reading.document().problems[0].message


def test_equations_in_a_row_that_are_supposed_give_each_side_its_number(read):
    [claim] = (
        read(r"""
        Let $p_1, \dots, p_n$ and $q_1, \dots, q_n$ be positive with $\sum_i p_i = \sum_i q_i = 1$. Then
        \[ \sum_{i=1}^n (p_i - q_i) = 0 . \]
    """)
        .document()
        .claims
    )
    assert texts(claim.given)[:2] == ["Σ_{i=1}^n p_i = 1", "Σ_{i=1}^n q_i = 1"]


@pytest.mark.parametrize(
    "words", ["is the regularisation parameter", "denotes a fixed temperature", "is our step size"]
)
def test_a_sign_is_supposed_of_a_letter_that_is_only_named(read, words):
    [claim] = read(rf"Throughout, $\lambda > 0$ {words}. We have \[ 1 + \lambda \ge 1 . \]").document().claims
    assert texts(claim.given) == ["λ > 0"]
    assert not doubts(claim)


@pytest.mark.parametrize("words", ["Hence $a > 0$ is the", "Let $a$ be real. We see that $a > 0$ is a"])
def test_a_sign_that_is_found_out_is_not_supposed(read, words):
    *_, claim = read(rf"{words} smallest value. We have \[ a^2 \ge - a . \]").document().claims
    assert "a > 0" not in texts(claim.given)


def test_a_sign_in_words_is_needed_where_the_name_of_a_quantity_implies_one(read):
    [claim] = read(r"Let $\tau$ be a temperature. Then \[ \tau + 1 \ge 1 . \]").document().claims
    assert doubts(claim)
    [claim] = read(r"Let $\tau > 0$ be a temperature. Then \[ \tau + 1 \ge 1 . \]").document().claims
    assert not doubts(claim)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (r"$E : [0, \infty) \to [0, \infty)$ be differentiable", "E(t) ≥ 0 ∀ t ≥ 0"),
        (r"$E : [0, \infty) \to \mathbb{R}_+$ be differentiable", "E(t) ≥ 0 ∀ t ≥ 0"),
        (r"$E : [0, \infty) \to (0, \infty)$ be differentiable", "E(t) > 0 ∀ t ≥ 0"),
        (r"$E : [0, \infty) \to \mathbb{R}$ be differentiable and positive", "E(t) > 0 ∀ t ≥ 0"),
    ],
)
def test_a_function_of_time_has_the_sign_of_where_it_goes(read, words, says):
    [claim] = read(rf"Let {words}. Then \[ E(t) + 1 \ge 1 . \]").document().claims
    assert says in texts(claim.given)
    assert not doubts(claim)


def test_a_vector_is_said_not_to_be_zero(read):
    [claim] = read(r"Let $v \in \mathbb{R}^n$ be nonzero. Then \[ \|v\| > 0 . \]").document().claims
    assert texts(claim.given) == ["‖v‖ ≠ 0"]
    assert not doubts(claim)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (r"with $p_i \ge 0$", ["p_i ≥ 0 ∀ i = 1, ..., n"]),
        (r"with $p_i \ge 0$ for all $i$", ["p_i ≥ 0 ∀ i ∈ N"]),
        (r"such that $p_i = 1 / i$", ["p_i = 1 / i ∀ i = 1, ..., n"]),
        (r"and let $i$ be an index with $p_i \ge 0$", ["p_i ≥ 0"]),
    ],
)
def test_what_is_supposed_of_a_component_is_supposed_of_all_unless_its_number_is_fixed(read, words, says):
    [claim] = read(rf"Let $p \in \mathbb{{R}}^n$ {words}. Then \[ \|p\| \le c . \]").document().claims
    assert set(says) <= set(texts(claim.given))
    assert not doubts(claim)


@pytest.mark.parametrize("words", ["such that $x_i = 1$", "with $x_1 = 1$", "and assume that $x_1 \\ge 1$"])
def test_what_may_be_said_of_some_component_keeps_claims_from_being_false(read, words):
    [claim] = read(rf"Let $x \in \mathbb{{R}}^n$ {words}. Then \[ \|x\| \ge 1 . \]").document().claims
    assert doubts(claim)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"P(X \ge t) \le 1", "P(X ≥ t) ≤ 1"),
        (r"P(|X| \ge t) \le 1", "P(|X| ≥ t) ≤ 1"),
        (r"E[X^2] \ge E[X]^2", "E[X²] ≥ E[X]²"),
        (r"\operatorname{Cov}(X, Y) = E[X Y] - E[X] E[Y]", "E[(X - E[X]) (Y - E[Y])] = E[X Y] - E[X] E[Y]"),
    ],
)
def test_chance_is_written_in_plain_letters(read, written, said):
    [claim] = read(rf"Let $X$ and $Y$ be random variables. Then \[ {written} . \]").document().claims
    assert claim.text == said


@pytest.mark.parametrize("written", [r"P(X) \ge 0", r"E(x + y) = E x + E y"])
def test_plain_letters_are_no_chance_without_an_event_or_something_random(read, written):
    assert not any(
        "expect" in repr(claim.says).lower() for claim in read(rf"We have \[ {written} . \]").document().claims
    )


def test_a_sum_over_what_is_said_of_all_is_another_supposition(read):
    reading = read(r"Let $w_i \ge 0$ for all $i$ and $\sum_{i=1}^n w_i = 1$. Then \[ \sum_{i=1}^n w_i^2 \le 1 . \]")
    document = reading.document()
    [claim] = document.claims
    supposed = [text(a) for h in document.hypotheses(claim) for a in h.assertions]
    assert supposed[:2] == ["w_i ≥ 0 ∀ i ∈ N", "Σ_{i=1}^n w_i = 1"]


def test_a_path_that_is_declared_after_it_is_used_is_no_factor(read):
    late = r"where $g : [0, \infty) \to \mathbb{R}^n$ is continuous"
    flow = r"Let $H \in \mathbb{R}^{n \times n}$ and \[ r'(t) = -H r(t) + g(t), \]"
    document = read(rf"{flow} {late}. Then \[ \|r(t)\| \ge 0 . \]").document()
    [claim] = document.claims
    assert "r'(t) = -H r(t) + g(t) ∀ t ≥ 0" in [text(a) for h in document.hypotheses(claim) for a in h.assertions]


def test_an_inequality_for_a_derivative_is_meant_at_all_times(read):
    reading = read(r"Let $V : [0, \infty) \to \mathbb{R}$ with $V'(t) \le -V(t)$. Then \[ V(1) \le V(0) . \]")
    document = reading.document()
    [claim] = document.claims
    assert "V'(t) ≤ -V(t) ∀ t ≥ 0" in [text(a) for h in document.hypotheses(claim) for a in h.assertions]


def test_what_an_induction_supposes_is_supposed_of_one_index(read):
    step = r"Suppose the bound holds for $k$, that is, $x_k \le 7$. Then \[ x_{k+1} \le 7 . \]"
    document = read(rf"\begin{{proof}} {step} \end{{proof}}").document()
    [claim] = document.claims
    assert [text(a) for h in document.hypotheses(claim) for a in h.assertions] == ["x_k ≤ 7"]


def test_the_constant_of_a_convex_function_with_a_minimiser_is_no_point(read, hypotheses):
    said = r"Let $f : \mathbb{R}^n \to \mathbb{R}$ be $\mu$-strongly convex with minimizer $x^*$."
    document = read(said + r" Then \[ f(x^*) \le f(x) . \]").document()
    [claim] = document.claims
    supposed, unread = hypotheses(document, claim)
    assert supposed[0] == "f(x*) ≤ f(y) ∀ y ∈ R^n"
    assert not unread


@pytest.mark.parametrize(
    ("display", "said"),
    [
        (r"\log(1 + u) \le u, \qquad u > -1 .", "u > -1 ⇒ log(1 + u) ≤ u"),
        (r"e^{-s} \le 1, \quad 0 \le s \le 1 .", "0 ≤ s ⇒ (s ≤ 1 ⇒ exp(-s) ≤ 1)"),
        (r"\|x\|^2 \le \|x\|, \quad \|x\| \le 1 .", "‖x‖ ≤ 1 ⇒ ‖x‖² ≤ ‖x‖"),
    ],
)
def test_numbers_between_which_a_free_letter_is_are_a_condition(read, display, said):
    assert [claim.text for claim in read(rf"\[ {display} \]").document().claims] == [said]


@pytest.mark.parametrize("given", [r"Let $x = 2$.", r"Suppose $x \ge 0$."])
def test_a_bound_of_what_something_is_supposed_of_is_claimed(read, given):
    claims = read(rf"{given} Then \[ x^2 \ge 0, \quad x \le 1 . \]").document().claims
    assert [claim.text for claim in claims] == ["x² ≥ 0", "x ≤ 1"]


def test_a_problem_that_names_its_least_value_defines_no_function(read):
    document = read(r"Consider $\min_x f(x) = f^*$. Then \[ f(x) \ge f^* . \] \[ \|\nabla f(x)\| \ge 0 . \]").document()
    assert all(not claim.text.startswith("f* ≥ f*") for claim in document.claims)
    assert "f(x) ≥ f*" in [claim.text for claim in document.claims]


@pytest.mark.parametrize(
    ("named", "sign"),
    [
        (r"$(a_k)_{k \ge 0}$ be nonnegative numbers", "a_k ≥ 0 ∀ k ∈ N"),
        (r"$\{a_k\}$ be a sequence of positive numbers", "a_k > 0 ∀ k ∈ N"),
        (r"$(a_k)_{k \ge 1}$ be a nonnegative sequence", "a_k ≥ 0 ∀ k ∈ N, k ≥ 1"),
    ],
)
def test_a_recursion_and_a_sign_are_those_of_all_terms(read, hypotheses, named, sign):
    document = read(rf"Let {named} with $a_{{k+1}} \le \frac12 a_k$. Then \[ a_4 \le a_2 . \]").document()
    [claim] = document.claims
    supposed, unread = hypotheses(document, claim)
    assert {"a_{k + 1} ≤ 1/2 a_k ∀ k ∈ N", sign} <= set(supposed)
    assert not unread


def test_the_first_case_of_an_induction_ends_where_the_claim_is_supposed_for_another(read):
    lemma = r"\begin{lemma} Let $a_{k+1} \le a_k$ for all $k$. Then \[ a_k \le a_0 . \] \end{lemma}"
    step = r"For $k = 0$ we have $a_0 \le a_0$. Suppose it holds for $k$. Then \[ a_{k+1} \le a_0 . \]"
    document = read(rf"{lemma} \begin{{proof}} {step} \end{{proof}}").document()
    assert "k = 0" not in [text(a) for h in document.hypotheses(document.claims[-1]) for a in h.assertions]


def test_a_sign_alone_is_no_formula_that_is_supposed_in_passing(read):
    document = read(r"Let $x > 0$. Substituting $=$ for the sign, we get \[ x \ge 0 . \]").document()
    assert [claim.text for claim in document.claims] == ["x ≥ 0"]
    assert [problem.message for problem in document.problems] == []


def test_a_map_from_the_natural_numbers_is_a_sequence(read):
    words = r"Let $a : \mathbb{N} \to \mathbb{R}$ with $a_n \le 1$ for all $n$."
    [claim] = read(rf"{words} Then \[ a_3 \le 2 . \]").document().claims
    assert texts(claim.given) == ["a_n ≤ 1 ∀ n ∈ N"]


@pytest.mark.parametrize(
    ("map_", "says"),
    [
        (r"f : \mathbb{R}^d \to [0, 1]", ["f(x) ≥ 0 ∀ x ∈ R^d", "f(x) ≤ 1 ∀ x ∈ R^d"]),
        (r"f : \mathbb{R}^d \to (-B, B)", ["f(x) > -B ∀ x ∈ R^d", "f(x) < B ∀ x ∈ R^d"]),
        (r"f : \mathbb{R}^d \times \mathbb{R} \to [0, \infty)", ["f(x, y) ≥ 0 ∀ x ∈ R^d, y ∈ R"]),
        (
            r"f : \mathbb{R}^d \times \mathbb{R} \to [0, 1]",
            ["f(x, y) ≥ 0 ∀ x ∈ R^d, y ∈ R", "f(x, y) ≤ 1 ∀ x ∈ R^d, y ∈ R"],
        ),
        (r"f : \mathbb{R} \to [0, 1]", ["f(t) ≥ 0 ∀ t ∈ R", "f(t) ≤ 1 ∀ t ∈ R"]),
    ],
)
def test_a_map_has_its_values_where_it_goes(map_, says, read):
    value = "f(x, y)" if "times" in map_ else "f(3)" if r"\mathbb{R} \to" in map_ else "f(x)"
    [claim] = read(rf"Let ${map_}$. Then \[ {value} \le 2 . \]").document().claims
    assert set(says) <= set(texts(claim.given))


def test_a_map_from_a_set_of_which_nothing_is_known_is_in_doubt(read):
    words = r"Let $J : \mathcal{X} \to \mathbb{R}$ with $J(x) \le 1$ for all $x \in \mathcal{X}$."
    [claim] = read(rf"{words} Then \[ J(z) \le 2 \quad \text{{for all }} z \in \mathcal{{X}} . \]").document().claims
    assert texts(claim.given) == ["J(x) ≤ 1 ∀ x ∈ R^(dim_X)"]
    assert any("on which set it is" in said for said in doubts(claim))


def test_constants_of_properties_need_no_dollar_signs(read):
    said = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be L-smooth and mu-strongly convex."
    [claim] = read(rf"{said} Then \[ f(x) \le f(y) + 1 . \]").document().claims
    quadratic = "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ + (μ / 2) ‖y - x‖² ∀ x, y ∈ R^d"
    assert {quadratic, "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d"} == set(texts(claim.given))


@pytest.mark.parametrize("word", ["C-alpha functions", "x-axis", "a semi-smooth f", "non-strongly convex"])
def test_other_words_with_hyphens_stay_words(read, word):
    [claim] = read(rf"We know {word}. \[ x^2 \ge 0 . \]").document().claims
    assert texts(claim.given) == []


def test_a_function_that_is_not_only_smooth_is_both(read):
    said = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be not only $L$-smooth but also convex."
    [claim] = read(rf"{said} Then \[ f(x) \le f(y) + 1 . \]").document().claims
    assert len(texts(claim.given)) == 2


@pytest.mark.parametrize(
    ("words", "least"),
    [
        (r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex with minimiser $x^*$.", ["f* = f(x*)"]),
        (
            r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be $L$-smooth. Let $x^*$ be the unique global minimizer.",
            ["f* = f(x*)"],
        ),
        (r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex with minimiser $x^*$, and let $f^* = 3$.", []),
        (r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex.", []),
    ],
)
def test_a_starred_function_without_arguments_is_its_least_value(read, words, least):
    claim = read(rf"{words} Then \[ f(x) \ge f^* . \]").document().claims[-1]
    assert [said for said in texts(claim.tacit) if said.startswith("f* =")] == least
    assert not least or "f(x*) ≤ f(y) ∀ y ∈ R^d" in texts(claim.given)


def test_a_line_that_implies_the_next_one_is_claimed(read):
    first, second = read(r"Let $a > 2$. Then \[ a > 1, \] which implies \[ a^2 > 1 . \]").document().claims
    assert (first.text, second.text) == ("a > 1", "a² > 1")


def test_what_a_display_says_that_something_is_called_by_is_its_definition(read):
    called = r"Let $L \ge m > 0$. The ratio \[ \kappa = \frac{L}{m} \ge 1 \] is called the condition number."
    first, second = read(rf"{called} Hence \[ 1 - \frac{{m}}{{L}} = 1 - \frac{{1}}{{\kappa}} . \]").document().claims
    assert first.text == "L / m ≥ 1"
    assert "κ = L / m" in texts(second.given)


@pytest.mark.parametrize("index", ["i_k", "i_{k+1}", "B_t"])
def test_the_index_of_a_function_is_not_dropped(read, index):
    said = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable."
    reading = read(rf"{said} Then \[ \langle \nabla f(x), \nabla f_{{{index}}}(x) \rangle = \|\nabla f(x)\|^2 . \]")
    assert reading.document().claims == ()
    assert "which of several functions it is varies" in reading.document().problems[0].message


def test_a_least_value_is_not_random(read):
    [claim] = read(r"Let $f^* \le 1$. Then \[ \mathbb{E}[X - f^*] \ge \mathbb{E}[X] - 1 . \]").document().claims
    assert claim.text == "E[X - f*] ≥ E[X] - 1"


def test_a_sum_without_an_index_is_over_what_counts_in_it(read):
    said = r"Each $f_i : \mathbb{R}^d \to \mathbb{R}$, $i = 1, \dots, n$, is convex and $L$-smooth."
    [claim] = read(rf"{said} Then \[ \sum f_i(x) \le 1 + \sum_{{i=1}}^n f_i(x) . \]").document().claims
    assert claim.text == "Σ_{i=1}^n f_i(x) ≤ 1 + Σ_{i=1}^n f_i(x)"
    assert len(texts(claim.given)) == 2
    assert not doubts(claim)


def test_a_sum_in_which_two_indices_count_is_not_read(read):
    said = r"Let $a_1, \dots, a_n$ and $b_1, \dots, b_n$ be numbers."
    assert read(rf"{said} Then \[ \sum a_i b_j \ge 0 . \]").document().claims == ()


def test_a_line_without_a_reason_may_use_those_before(read):
    proof = r"\[ a \le b . \] Also \[ b \le c . \] Thus \[ b \le c + 1 . \] \[ a \le c . \]"
    claims = read(rf"\begin{{proof}} {proof} \end{{proof}}").document().claims
    assert [claim.reason.claims for claim in claims] == [(), ("line1",), ("line1.2",), ("line1", "line1.2", "line1.3")]
    assert [claim.reason.cited for claim in claims] == [(), (), ("line1.2",), ()]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (r"F = \frac{1}{n} \sum_{i=1}^n f_i", "F(x) = (1 / n) Σ_{i=1}^n f_i(x)"),
        (r"F = \frac{1}{n} \sum f_i", "F(x) = (1 / n) Σ_{i=1}^n f_i(x)"),
        (r"F = h + \sum_i f_i", "F(x) = h(x) + Σ_{i=1}^n f_i(x)"),
    ],
)
def test_a_function_is_a_mean_of_functions_without_their_arguments(read, said, value):
    functions = r"Let $h, f_i : \mathbb{R}^d \to \mathbb{R}$ be convex, $i = 1, \dots, n$."
    sums = rf"\[ \sum_{{i=1}}^n f_i(x) \ge 0 . \] Let ${said}$."
    _, claim = read(rf"{functions} {sums} Then \[ F(x) \ge h(x) - 1 . \]").document().claims
    assert value in texts(claim.given)


def test_what_is_taken_beside_a_property_leaves_nothing_open(read):
    said = r"Let $f : \mathbb{R}^d \to \mathbb{R}$. If $f$ is $L$-smooth and we take $\eta = 1/L$, then"
    [claim] = read(rf"\begin{{lemma}} {said} \[ f(x) \le f(y) + \eta . \] \end{{lemma}}").document().claims
    assert "η = 1 / L" in texts(claim.given)
    assert not doubts(claim)


@pytest.mark.parametrize(("environment", "known"), [("lemma", True), ("center", False)])
def test_a_condition_that_has_ended_may_be_meant_in_running_text_alone(read, environment, known):
    before = r"Let $f : \mathbb{R}^d \to \mathbb{R}$. If $f$ is convex, we obtain more."
    said = rf"\begin{{{environment}}} Then \[ f(x) \le f(y) + 1 . \] \end{{{environment}}}"
    claim = read(f"{before}\n\n{said}").document().claims[-1]
    [remark] = [part for h in claim.tacit for part in h.parts if "what a condition before" in h.text]
    assert bool(remark.perhaps) is known
