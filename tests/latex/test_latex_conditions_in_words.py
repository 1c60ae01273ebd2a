"""Conditions in the words of papers: gradients that are Lipschitz, conditions that are only named, "some a"."""

import pytest

from proofcheck.check import check_documents
from proofcheck.lang.printing import text


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def doubts(claim):
    return [h.text for h in claim.tacit if "not read" in h.text]


def claims_under(hypotheses, reading):
    document = reading.document()
    return [hypotheses(document, claim) for claim in document.claims]


SMOOTH = "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d"


@pytest.mark.parametrize(
    "words",
    [
        r"\(\nabla f\) is \(L\)-Lipschitz continuous",
        "the gradient of $f$ is $L$-Lipschitz",
        r"$\nabla f$ is Lipschitz continuous with constant $L$",
    ],
)
def test_a_function_whose_gradient_is_lipschitz_is_smooth(read, words):
    reading = read(rf"""
        \begin{{lemma}} If {words}, then
        \[ f(y) - f(x) - \langle \nabla f(x), y - x \rangle \le \tfrac{{L}}{{2}} \|y - x\|^2 . \]
        \end{{lemma}}
    """)
    [claim] = reading.document().claims
    assert [h.text for h in claim.given] == [SMOOTH]
    assert not doubts(claim)


@pytest.mark.parametrize(
    "words",
    [
        r"$\nabla^2 f(x)$ is positive semidefinite",
        r"$\nabla f$ is bounded by $L$",
        r"$x \mapsto f(x) - \|x\|^2$ is convex",
    ],
)
def test_what_is_supposed_of_an_expression_keeps_claims_from_being_false(read, words):
    reading = read(rf"""
        \begin{{lemma}} Suppose that {words}. Then
        \[ f(y) - f(x) - \langle \nabla f(x), y - x \rangle \ge 0 . \]
        \end{{lemma}}
    """)
    [claim] = reading.document().claims
    assert doubts(claim)


def test_conditions_that_a_sentence_only_names_are_no_claims(read):
    reading = read(r"""
        \begin{lemma} The conditions
        \[ L \gamma^2 \le \mu \]
        and
        \[ \gamma + \mu = 1 \]
        are sufficient for what follows. The bound
        \[ \gamma^2 \ge 0 \]
        is needed below.
        \end{lemma}
    """)
    assert texts(reading) == ["γ² ≥ 0"]


def test_some_number_is_not_any_number(read):
    reading = read(r"""
        \begin{proof} The sequence converges to some $a \in [0, 1)$, so that
        \[ \lim_{n \to \infty} a_n = a = 0 . \]
        Fix some $b > 0$. Then
        \[ b^2 = 0 . \]
        \end{proof}
    """)
    [limit, square] = reading.document().claims
    assert limit.text == "a = 0"
    assert doubts(limit)
    assert not doubts(square)


def test_several_names_share_what_is_said_of_them(read):
    reading = read(r"""
        \begin{lemma} Let $\alpha, \beta \ge 0$ and $g_n, a_n > 0$. Then
        \[ \alpha \beta \ge 0, \quad a_n g_n \beta \ge 0 . \]
        \end{lemma}
    """)
    [product, terms] = reading.document().claims
    assert {"α ≥ 0", "β ≥ 0"} <= {h.text for h in product.given}
    assert {"g_n > 0", "a_n > 0"} <= {h.text for h in terms.given}


def test_a_map_may_be_declared_with_its_argument_and_an_exponential_with_a_fraction(read):
    reading = read(r"""
        Let $W(x) : \mathbb{R} \to \mathbb{R}$.
        \[ W(y) \exp\frac{y^2}{2} \le \exp\frac{y^2}{2} \exp W(y) \]
    """)
    assert texts(reading) == ["W(y) exp(y² / 2) ≤ exp(y² / 2) exp(W(y))"]


def test_what_a_definition_is_for_is_supposed_in_its_statement(read):
    reading = read(r"""
        \begin{lemma} Define $f(x) = \beta \exp(x^2)$, for $\beta > 0$. Then
        \[ f(y) \ge \beta . \]
        \end{lemma}
    """)
    [claim] = reading.document().claims
    assert "β > 0" in {h.text for h in claim.given}


@pytest.mark.parametrize("word", ["Choose any", "Pick", "Choose"])
def test_what_is_chosen_is_no_claim(read, word):
    reading = read(rf"\begin{{theorem}} {word} $\epsilon > 0$. Then $2 \epsilon > \epsilon$. \end{{theorem}}")
    [claim] = reading.document().claims
    assert (claim.text, [h.text for h in claim.given]) == ("2 ε > ε", ["ε > 0"])


def test_what_satisfies_an_equation_is_what_solves_it(read):
    reading = read(r"""
        Define $W : \mathbb{R} \to \mathbb{R}$ as the one that satisfies the equality
        \[ x = W(x) \exp(W(x)), \quad \forall x \ge 0 . \]
        Hence
        \[ W(2) \exp(W(2)) \ge 0 . \]
    """)
    [claim] = reading.document().claims
    assert "x = W(x) exp(W(x)) ∀ x ≥ 0" in {h.text for h in claim.given}


def test_letters_of_words_keys_and_environments_are_no_names(read):
    reading = read(r"""
        Suppose that
        \[ M = \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix} \stackrel{(\ref{eq: p})}{=} N \quad \text{for all of it.} \]
        Then
        \[ (p + x)^2 \ge 0, \qquad \| \begin{pmatrix} u \\ \lambda_i \end{pmatrix} \| \ge 0, \qquad \lambda_1 \le 1 . \]
    """)
    square, last = reading.document().claims
    assert (square.text, last.text) == ("(p + x)² ≥ 0", "λ_1 ≤ 1")
    assert not doubts(square)


def test_products_of_vectors_are_no_mistake_where_components_are_multiplied(read):
    convention = "All products of vectors are entry-wise. "
    paper = r"""
        Let $x, s \in \mathbb{R}^n$ and $\mu \in \mathbb{R}$, and $\lambda \in \mathbb{R}$.
        \[ x s - \mu = x s + \lambda \]
    """
    assert all(claim.ill_typed for claim in read(paper).document().claims)
    assert read(convention + paper).document().claims == ()


@pytest.mark.parametrize(
    "words", ["then with probability at least $1 - p$", "then, with high probability,", "then w.h.p."]
)
def test_what_has_a_probability_is_false_for_no_values(read, words):
    reading = read(rf"""
        \begin{{lemma}} If $c > 0$, {words}
        \[ \|e\| \le c , \]
        \[ \|e\| + \|v\| \le c . \]
        \end{{lemma}}
    """)
    assert all(doubts(claim) for claim in reading.document().claims)


def test_such_that_restricts_what_is_looked_at(read):
    reading = read(r"""
        \begin{lemma} For the problem with $a \in \mathbb{R}^d$ and $b \in \mathbb{R}^d$ such that $\|a\| \le 1$,
        $\|b\| \le 1$, we have the bound
        \[ \|a\| \|b\| \le 1 . \]
        \end{lemma}
    """)
    [claim] = reading.document().claims
    assert {"‖a‖ ≤ 1", "‖b‖ ≤ 1"} <= {h.text for h in claim.given}


def test_every_and_any_quantifies(read):
    reading = read(r"""
        \begin{lemma} For any fixed (not random) $c \in [-1, 1]$ and any $t > 0$, we also have
        \[ c t \le t . \]
        \end{lemma}
    """)
    assert texts(reading) == ["c t ≤ t ∀ c ∈ [-1, 1], t > 0"]


def test_a_new_name_in_a_statement_is_what_its_equation_says(read):
    reading = read(r"""
        \begin{lemma} Let $a > 0$. The optimal rate is attained for
        \[ \sqrt{\rho_*} = \frac{1}{1 + a} . \]
        \end{lemma}
    """)
    assert texts(reading) == []


def test_what_the_text_of_another_section_says_of_a_letter_makes_no_mistake_here(read):
    reading = read(r"""
        \section{One} Let $A \in \mathbb{R}^{d \times d}$, $K \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$.
        \section{Two}
        \[ \operatorname{tr}(K A) = 1 \]
    """)
    assert texts(reading) == []
    assert "another section" in reading.document().problems[0].message


def test_a_star_may_be_that_of_an_adjoint(read):
    reading = read(r"""
        Let $x, y \in \mathbb{R}^n$.
        \[ \|x\|^2 = x^* x , \quad \|y\| = \|y\| \]
    """)
    assert texts(reading) == ["‖y‖ = ‖y‖"]


def test_a_letter_that_is_defined_anew_is_what_it_is_said_to_be(read):
    reading = read(r"""
        Let $A \in \mathbb{R}^{n \times d}$ and $K \in \mathbb{R}^{n \times n}$, and $\lambda > 0$.
        Writing $A = K + \lambda I$, we have
        \[ K A = K^2 + \lambda K . \]
    """)
    assert texts(reading) == ["K A = K² + λ K"]
    assert not reading.document().problems


def test_a_formula_may_quantify_what_follows(read):
    reading = read(r"""
        \begin{lemma} If $f$ is convex, then $\forall \ u \in \mathbb{R}^d$, we have
        \[ f(u) \ge f(v) + \langle \nabla f(v), u - v \rangle . \]
        \end{lemma}
    """)
    assert texts(reading) == ["f(u) ≥ f(v) + ⟨∇f(v), u - v⟩ ∀ u ∈ R^d"]


def test_a_claim_that_is_not_read_puts_no_index_in_doubt(read):
    reading = read(r"""
        \begin{proof} The terms satisfy
        \[ \coprod_{i=1}^n a_i \le y_k . \]
        Hence
        \[ (k + 1)^2 \ge k^2 . \]
        \end{proof}
    """)
    [square] = reading.document().claims
    assert not doubts(square)


def test_what_holds_for_more_than_a_letter_is_under_a_condition(read):
    reading = read(r"""
        For $a + b \le 1$ we have
        \[ a \le 1 - b , \qquad c \ge 1 \quad \text{for all } 1 / c \le 1 . \]
    """)
    first, second = reading.document().claims
    assert "a + b ≤ 1" in {h.text for h in first.given}
    assert second.text == "1 / c ≤ 1 ⇒ c ≥ 1"


def test_relations_may_be_set_by_macros_of_ones_own(read):
    reading = read(r"""
        \newcommand{\Iff}{\ensuremath{\Leftrightarrow}}
        \newcommand*{\over}[3][lr]{\mathrel{\smashoperator[#1]{\mathop{#2}^{#3}}}}
        \newcommand*{\lxle}[1]{\over[l]{\le}{#1}}
        \begin{align*}
          x &\lxle{(a)} y \\
            &\lxle{\text{def.}} z \\
            &\Iff x \le z
        \end{align*}
    """)
    assert texts(reading) == ["x ≤ y ⇒ (y ≤ z ⇒ x ≤ z)", "x ≤ z ⇒ x ≤ y", "x ≤ z ⇒ y ≤ z"]


def test_words_in_italics_are_words_before_a_bracket(read):
    reading = read(r"""
        Let $A \in \mathbb{R}^{n \times n}$.
        \[ trace(A) = \operatorname{tr} A , \quad rank(A) \le 1 , \quad r(a + n) k \le 1 . \]
    """)
    assert texts(reading) == ["tr(A) = tr(A)", "r (a + n) k ≤ 1"]
    [problem] = reading.document().problems
    assert problem.message == "rank cannot be said yet: determinants and ranks."


def test_nothing_is_constant_because_nobody_says_on_what_it_depends(read):
    reading = read(r"""
        Let $c \in \mathbb{R}$.
        \[ \frac{d}{d\beta} \max\{|r_1|, |r_2|\} < 0 , \]
        \[ \frac{d}{d\beta} \beta^2 = 2 \beta, \quad \frac{d}{dt} c = 0 . \]
    """)
    assert texts(reading) == ["d/dβ β² = 2 β", "d/dt c = 0"]


def test_what_is_let_of_a_term_is_said_of_all_terms(read):
    reading = read(r"""
        Let $\eta_k \in (0, 1)$ and $\gamma_k > 0$, and $y_k \in \{-1, 1\}$.
        \[ \gamma_{k+1} \ge 0 , \quad \eta_{k+1} \le 1 , \quad y_{k+1}^2 = 1 . \]
        \begin{proof} Suppose $\delta_k \le 1$. Then
        \[ \delta_{k+1} \le 2 \delta_k . \]
        \end{proof}
    """)
    steps, rates, labels, induction = ([h.text for h in claim.given] for claim in reading.document().claims)
    assert "γ_k > 0 ∀ k ∈ N" in steps
    assert {"η_k > 0 ∀ k ∈ N", "η_k < 1 ∀ k ∈ N"} <= set(rates)
    assert "(y_k + 1) (y_k - 1) = 0 ∀ k ∈ N" in labels
    assert "δ_k ≤ 1" in induction


def test_a_letter_that_lists_numbers_here_and_is_a_vector_elsewhere_is_read_where_it_is_a_vector(read):
    reading = read(r"""
        Let $g_t \in \{-1, 1\}$ be outcomes, and $\ell_t \in [0, 1]^N$.
        \[ \|g_{t+1} + v\| \le \|g_{t+1}\| + \|v\| \]
    """)
    [claim] = reading.document().claims
    assert doubts(claim)


def _doubts(claim):
    return [part.text for h in claim.tacit for part in h.parts if getattr(part, "unread", False)]


def test_a_property_that_is_named_and_supposed_of_nothing_is_in_doubt(read, hypotheses):
    inequality = r"\[ f(x) - f(y) \ge \langle \nabla f(y), x - y\rangle . \]"
    declared = "% proofcheck: f : R^d -> R differentiable\n"
    [spoken] = read(f"{declared}Note that convexity implies that {inequality}").document().claims
    assert _doubts(spoken) == ["the convexity that is spoken of in line 2, and supposed nowhere"]
    [supposed] = read(f"{declared}Let $f$ be convex. By convexity, {inequality}").document().claims
    assert not _doubts(supposed)


def test_a_term_that_is_chosen_is_chosen_so_for_all_terms(read):
    reading = read(r"""
        % proofcheck: w : sequence in R^d; f : R^d -> R
        At time $t$ we choose
        \[ w_t = \arg\min_{v} f(v) . \]
        Then \[ f(w_{t+1}) \le f(w_t). \]
    """)
    document = reading.document()
    [claim] = document.claims
    assert [text(a) for h in document.hypotheses(claim) for a in h.assertions if "∀" in text(a)] == [
        "f(w_t) ≤ f(v) ∀ t ∈ N, v ∈ R^d"
    ]


def test_numbers_with_an_index_take_no_arguments(read):
    [problem] = read(r"\[ T_k(a) = 2 a T_{k-1}(a) - T_{k-2}(a), \quad k \ge 2 \]").document().problems
    assert "families of functions" in problem.message


def test_what_one_lemma_alone_supposes_is_missed_in_the_next(read):
    reading = read(r"""
        % proofcheck: x in R^d; f : R^d -> R differentiable
        \begin{lemma} Suppose that $\|x\| \le 1$. Then $\|x\|^2 \le 1$. \end{lemma}
        \begin{lemma} We have $\|x\|^2 \le 1$. \end{lemma}
        \begin{lemma} Let $x \in \mathbb{R}^d$. Then $\|x\|^2 \le 1$. \end{lemma}
        \begin{lemma} We have $\|x\|^2 \le \frac12$. \end{lemma}
    """)
    document = reading.document()
    missing = ["what another statement supposes of x, and this one does not"]
    assert [_doubts(claim) for claim in document.claims] == [[], missing, [], missing]
    [found] = check_documents([document], workers=1)["documents"]
    assert [claim["holds"] for claim in found["claims"]] == ["proved", "undecided", "refuted", "refuted"]


def test_what_is_missed_of_a_letter_is_missed_of_those_in_it(read):
    """The lemma says how z moves, by the gradient of a convex function, of which the corollary does not speak."""
    document = read(r"""
        \begin{lemma} Let $\Phi$ be a convex function on $\mathbb{R}^n$ with minimum
        $\Phi^\star = \Phi(z^\star)$, and let $z:[0,\infty)\to\mathbb{R}^n$ satisfy
        $\dot z(t) = -\nabla \Phi(z(t))$. Then \[ \|z(t) - z^\star\| \le \|z(0) - z^\star\| . \] \end{lemma}
        \begin{corollary} $\|z(1) - z^\star\| \le \|z(0) - z^\star\|$. \end{corollary}
    """).document()
    [doubtful] = [part for h in document.claims[-1].tacit for part in h.parts if getattr(part, "unread", False)]
    assert "Φ(y) ≥ Φ(x) + ⟨∇Φ(x), y - x⟩ ∀ x, y ∈ R^n" in [text(says) for says in doubtful.perhaps]


def test_a_formula_in_a_sentence_that_is_not_read_costs_nothing_but_itself(read):
    reading = read(r"""
        Let $x \in \mathbb{R}^d$. We write $a_i$ for the weights, $i = 1, \dots, n$, and $F(z) = \|z\|^2$.
        Let $b, \le$, and $G(z) = 2 \|z\|^2$. Then
        \[ G(x) = 2 F(x) . \]
    """)
    said = [entry.text for entry in reading.record.entries if entry.what == "definition"]
    assert said == ["F(z) := ‖z‖²", "G(z) := 2 ‖z‖²"]


def test_terms_one_after_another_of_which_nothing_is_supposed_are_in_doubt(read):
    declared = "% proofcheck: x, r : sequence in R^d\n"
    [steps] = read(declared + r"We have \[ \|r_{k+1}\| \le \|r_k\| . \]").document().claims
    assert _doubts(steps) == ["how r goes on from term to term, of which nothing is supposed"]
    [follows] = read(declared + r"Let $r_{k+1} = 2 r_k$. We have \[ \|r_{k+1}\| \le \|r_k\| . \]").document().claims
    assert not _doubts(follows)
    [alike] = read(declared + r"We have \[ \|r_k + x_k\| \le \|r_k\| . \]").document().claims
    assert not _doubts(alike)


@pytest.mark.parametrize("joined", [" and ", ", and that ", ", "])
def test_a_range_after_two_bounds_is_the_range_of_both(read, joined):
    """Otherwise a true lemma is refuted: the first bound would be supposed at the time of the claim alone."""
    reading = read(rf"""
        Let $\lambda > 0$, $B > 0$, and let $r : [0, \infty) \to \mathbb{{R}}^n$. Suppose that
        $\|r(t)\| \ge \lambda${joined}$\|r(t)\| \le B$ for all $t \ge 0$.
        \begin{{lemma}} For all $t \ge 0$, \[ \|r(t)\|^2 \le B^2 . \] \end{{lemma}}
    """)
    [claim] = reading.document().claims
    assert [h.text for h in claim.given][2:] == ["‖r(t)‖ ≥ λ ∀ t ≥ 0", "‖r(t)‖ ≤ B ∀ t ≥ 0"]


@pytest.mark.parametrize(
    "range_",
    [
        r"(for all $n \ge 1$)",
        r"(for $n \ge 1$)",
        r"($n \ge 1$)",
        r", $n \ge 1$",
        r"($\forall n \ge 1$)",
        r"$\forall n \ge 1$",
    ],
)
def test_a_range_in_brackets_or_without_a_word_is_one(read, range_):
    words = rf"Let $a : \mathbb{{N}} \to \mathbb{{R}}$ be such that $a_n \le 2$ {range_}."
    [claim] = read(rf"{words} Then \[ a_0 \le 2 . \]").document().claims
    assert "a_n ≤ 2 ∀ n ∈ N, n ≥ 1" in [h.text for h in claim.given]


@pytest.mark.parametrize(
    "said",
    [
        r"Every $v \in \mathbb{R}^d$ with $A v = b$ satisfies",
        r"Every $v \in \mathbb{R}^d$ such that $A v = b$ satisfies",
        r"Then any vector $v \in \mathbb{R}^d$ satisfying $A v = b$ has",
        r"All $v \in \mathbb{R}^d$ for which $A v = b$ satisfy",
        r"In particular, any $v \in \mathbb{R}^d$ that solves $A v = b$ satisfies",
    ],
)
def test_a_condition_on_all_of_which_something_is_claimed_is_supposed(read, said):
    document = read(rf"""
        \newtheorem{{lemma}}{{Lemma}}
        Let $A \in \mathbb{{R}}^{{n \times d}}$ and $b \in \mathbb{{R}}^n$.
        \begin{{lemma}} {said} $\|A v\| = \|b\|$. \end{{lemma}}
        \begin{{proof}} Indeed, \[ \|A v\|^2 = \|b\|^2 . \] \end{{proof}}
        Now let $v \in \mathbb{{R}}^d$. Then \[ \|A v\| \ge \|b\| . \]
    """).document()
    assert [[h.text for h in claim.given] for claim in document.claims] == [["A v = b"], ["A v = b"], []]
    assert document.claims[0].text == "‖A v‖ = ‖b‖"


@pytest.mark.parametrize(
    ("after", "given"),
    [
        (r"where $P$ is a positive semidefinite matrix", ["Pᵀ = P", "λ_min(P) ≥ 0", "P = Pᵀ"]),
        (r"if $P$ is symmetric", ["Pᵀ = P"]),
        (r"for $P$ symmetric", ["Pᵀ = P"]),
        (r"whenever $P$ is symmetric", ["Pᵀ = P"]),
        (r"where $c \ge 0$ and $P$ is symmetric", ["Pᵀ = P"]),
        (r"where $u$ and $v$ are unit vectors", ["‖u‖ = 1", "‖v‖ = 1"]),
        (r"if $u$ is a unit vector and $v$ is a unit vector", ["‖u‖ = 1", "‖v‖ = 1"]),
    ],
)
def test_what_words_after_a_claim_say_of_letters_is_supposed(read, hypotheses, after, given):
    said = rf"We have $u^\top P v + c \ge 0$, {after}. Moreover, $v^\top P v \ge 5$."
    first, then = claims_under(hypotheses, read(rf"\begin{{lemma}} {said} \end{{lemma}}"))
    assert first[0] == given
    assert not first[1]
    assert not then[0] or then[1]


@pytest.mark.parametrize(
    ("after", "claim"),
    [
        (r"if $x \ge 1$ and $y \le 1$", "y ≤ 1 ⇒ (x ≥ 1 ⇒ x ≥ y)"),
        (r"where $x \ge 1$, $y \le 1$", "y ≤ 1 ⇒ (x ≥ 1 ⇒ x ≥ y)"),
        (r"where $y = 1$ with $x \ge 1$", "x ≥ 1 ⇒ (y = 1 ⇒ x ≥ y)"),
        (r"if $x \ge 1$ and $x \le y$ if $x \le -1$", "x ≥ 1 ⇒ x ≥ y"),
    ],
)
def test_conditions_after_a_claim_may_be_several(read, after, claim):
    document = read(rf"\begin{{lemma}} We have $x \ge y$ {after}. \end{{lemma}}").document()
    assert document.claims[0].text == claim


def test_a_claim_after_another_one_with_its_condition_is_one_if_it_has_its_own(read, hypotheses):
    said = r"We have $x^3 \ge 0$ if $x$ is nonnegative, and $x \ge 2$ if $x \ge 0$."
    (_, first), (_, then) = claims_under(hypotheses, read(rf"\begin{{lemma}} {said} \end{{lemma}}"))
    assert (bool(first), bool(then)) == (False, True)


def test_what_is_not_read_of_a_letter_after_a_claim_is_in_doubt(read, hypotheses):
    said = r"We have $f(x) \ge f(y)$ if $f$ is convex on $\mathbb{R}^d$ and $y$ is its vertex."
    [(_, doubts)] = claims_under(hypotheses, read(rf"\begin{{lemma}} {said} \end{{lemma}}"))
    assert doubts


@pytest.mark.parametrize("letters", ["$u$ and $v$ parallel,", "$u, v$ parallel we have", "all $u$ and $v$ parallel,"])
def test_what_is_said_right_after_letters_of_a_quantifier_is_in_doubt(read, hypotheses, letters):
    said = rf"\begin{{lemma}} For {letters} $\langle u, v \rangle = 0$. \end{{lemma}}"
    [(_, doubtful)] = claims_under(hypotheses, read(said))
    assert doubtful


@pytest.mark.parametrize("letters", ["$u$ and $v$ orthogonal,", "all $u$ and $v$ orthogonal,"])
def test_vectors_that_a_quantifier_calls_orthogonal_are_so(read, hypotheses, letters):
    said = rf"\begin{{lemma}} For {letters} $\langle u, v \rangle = 0$. \end{{lemma}}"
    [(given, doubtful)] = claims_under(hypotheses, read(said))
    assert given == ["⟨u, v⟩ = 0"]
    assert not doubtful


@pytest.mark.parametrize(
    "equality", [", with equality if $x = 0$.", ". Equality holds when $x = 0$.", ", where equality holds if $x = 0$."]
)
def test_conditions_for_equality_are_supposed_nowhere(read, hypotheses, equality):
    said = rf"Let $x \ge 0$. Then $x^3 \ge 0${equality} Moreover, $x^3 + x = 0$."
    found = claims_under(hypotheses, read(rf"\begin{{lemma}} {said} \end{{lemma}}"))
    assert [given for given, _ in found] == [["x ≥ 0"], ["x ≥ 0"]]


def test_a_condition_may_stand_after_a_range(read):
    document = read(r"\begin{lemma} We have $x + y \ge 2$ for all $x \ge 1$ if $y \ge 1$. \end{lemma}").document()
    assert [claim.text for claim in document.claims] == ["y ≥ 1 ⇒ x + y ≥ 2 ∀ x ≥ 1"]


@pytest.mark.parametrize(
    ("said", "doubtful"),
    [
        (r"On $[0, 1]$ we have $t^2 \le t$.", True),
        (r"For $t$ in $[0, 1]$, $t^2 \le t$.", False),
        (r"We have $t^2 \le t$ on the interval $(0, 1)$.", True),
        (r"We have $t^2 \le t$ for all $t \in [0, 1]$.", False),
    ],
)
def test_where_something_is_claimed_is_heard(read, hypotheses, said, doubtful):
    [(_, doubts)] = claims_under(hypotheses, read(rf"\begin{{lemma}} {said} \end{{lemma}}"))
    assert bool(doubts) == doubtful


def test_a_statement_that_goes_on_about_any_letter_supposes_its_value_no_longer(read, hypotheses):
    said = r"Setting $x = y$ gives $x - y = 0$. For general $x$, $x - y = 0$."
    found = claims_under(hypotheses, read(rf"\begin{{lemma}} {said} \end{{lemma}}"))
    assert [given for given, _ in found] == [["x = y"], []]
