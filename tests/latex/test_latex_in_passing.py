"""What the text around statements says to be so in passing: it may be supposed, and a mean of what is drawn is."""

import pytest
from suppositions import last

from proofcheck.lang.printing import text

ITERATES = r"Let $F : \mathbb{R}^d \to \mathbb{R}$ be convex. We run SGD, $w_{t+1} = w_t - \eta g_t$. "
SECOND_MOMENT = r"\begin{lemma} \[ \mathbb{E}\|g_t\|^2 \ge \mathbb{E}\|\nabla F(w_t)\|^2 \] \end{lemma}"
UNBIASED = "E[g_t | w_t] = ∇F(w_t) ∀ ω ∈ N"


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (
            r"Let $u, v \in \mathbb{R}^p$. The vectors are orthogonal, $\langle u, v \rangle = 0$.",
            r"\|u + v\| \ge \|u\|",
        ),
        (r"Our matrices commute: $A B = B A$.", r"(A + B)^2 = A^2 + 2 A B + B^2"),
        (r"Let $q : \mathbb{R}^p \to \mathbb{R}$. This function has $q(v) \ge 0$.", r"q(u) \ge 0"),
        (r"Let $Y$ be a random variable. It is centred: $\mathbb{E}[Y] = 0$.", r"\mathbb{E}[(Y + 1)^2] \ge 1"),
    ],
)
def test_what_the_text_says_to_be_so_may_be_supposed(read, said, claimed):
    document = read(rf"{said}\begin{{lemma}} \[ {claimed} \] \end{{lemma}}").document()
    parts = (part for h in document.hypotheses(document.claims[-1]) for part in h.parts)
    [doubt] = [part for part in parts if getattr(part, "unread", False)]
    assert "perhaps that" in doubt.text
    assert doubt.perhaps


@pytest.mark.parametrize(
    "said",
    [
        r"Hence they are orthogonal, $\langle u, v \rangle = 0$.",
        r"It is sufficient that $\langle u, v \rangle = 0$.",
        r"The aim is an identity like $\langle u, v \rangle = 0$.",
    ],
)
def test_what_is_concluded_or_wished_for_is_not(read, said):
    text = r"Let $u, v \in \mathbb{R}^p$. " + said + r"\begin{lemma} \[ \|u + v\| \ge \|u\| \] \end{lemma}"
    assert last(read(text)) == ([], False)


@pytest.mark.parametrize(
    "said",
    [
        r"The vector $g_t$ is an estimate of the gradient, $\mathbb{E}[g_t \mid w_t] = \nabla F(w_t)$.",
        r"The estimates satisfy $\mathbb{E}[g_t \mid w_t] = \nabla F(w_t)$.",
        r"At each step an oracle returns $g_t$ with $\mathbb{E}[g_t \mid w_t] = \nabla F(w_t)$.",
        r"Recall that $\mathbb{E}[g_t \mid w_t] = \nabla F(w_t)$.",
    ],
)
def test_the_mean_of_what_is_drawn_is_supposed(read, said):
    supposed, doubtful = last(read(ITERATES + said + SECOND_MOMENT))
    assert UNBIASED in supposed
    assert not doubtful


def test_a_mean_that_is_wished_for_is_not(read):
    supposed, _ = last(
        read(ITERATES + r"Ideally, $\mathbb{E}[g_t \mid w_t] = \nabla F(w_t)$ would be so." + SECOND_MOMENT)
    )
    assert UNBIASED not in supposed


SETTING = (
    r"Let $F : \mathbb{R}^d \to \mathbb{R}$ be convex with a minimizer $w^*$. Let $w_{t+1} = w_t - \eta g_t$, where "
    r"$\mathbb{E}[g_t \mid w_t] = \nabla F(w_t)$ and $\mathbb{E}[\|g_t\|^2 \mid w_t] \le G^2$. "
)


@pytest.mark.parametrize("said", [r"We stay in the level set, $F(w_t) \le F(w_0)$.", r"They have $\|w_t\| \le R$."])
def test_what_is_said_of_one_step_leaves_claims_about_a_run_open(read, said):
    assert last(read(SETTING + said + r"\begin{lemma} \[ \mathbb{E}[F(w_T)] \le F(w_0) \] \end{lemma}"))[1]


@pytest.mark.parametrize(
    "said", [r"Assume that all iterates lie in the ball of radius $R$ around $w^*$.", "The iterates stay in a ball."]
)
def test_where_iterates_stay_in_words_leaves_claims_about_them_open(read, said):
    claim = r"\begin{lemma} \[ \mathbb{E}\|w_T - w^*\|^2 \le \|w_0 - w^*\|^2 \] \end{lemma}"
    assert last(read(SETTING + said + claim))[1]
    assert not last(read(SETTING + claim))[1]


def test_the_step_size_of_a_run_is_under_the_condition_of_a_claim(read):
    text = r"\begin{lemma} For $\eta > 0$, $\mathbb{E}\|w_T - w^*\|^2 \le \|w_0 - w^*\|^2 + T \eta^2 G^2$. \end{lemma}"
    [claim] = read(SETTING + text).document().claims
    assert claim.text.startswith("η > 0 ⇒ ")


def test_members_of_a_run_are_not_random_by_themselves(read):
    text = r"\begin{lemma} \[ \mathbb{E}\|w_T - w^*\|^2 \le \mathbb{E}\|w_0 - w^*\|^2 + T \|w_0\|^2 \] \end{lemma}"
    assert not read(SETTING + text).document().claims


def test_what_is_supposed_of_a_number_may_be_meant_for_each(read):
    text = r"\begin{lemma} Let $n \ge 1$. Then, for each $n$, $\frac{n+1}{n} > 1$. \end{lemma}"
    assert last(read(text))[1]
    assert not last(read(text.replace("for each $n$", "for each $n \\ge 2$")))[1]


def test_what_holds_for_a_constant_claims_that_there_is_one(read):
    assert (
        not read(r"\begin{lemma} Let $u \ge 1$. Then $u^2 + u \le C u^2$ for a constant $C$. \end{lemma}")
        .document()
        .claims
    )


def test_always_ends_a_case(read):
    text = r"\begin{lemma} Let $u$ be real. Then $u^2 \ge 0$. \end{lemma}\begin{proof} If $u \le 0$, \[ u^2 \ge u. \] "
    assert last(read(text + r"Hence always \[ u^2 \ge u. \] \end{proof}")) == ([], True)


SUM = r"$\|u + v\|^2 = \|u\|^2 + \|v\|^2$"


@pytest.mark.parametrize(
    "claim",
    [
        rf"For orthogonal $u$ and $v$, {SUM}.",
        rf"For orthogonal vectors, {SUM}.",
        rf"If the two are perpendicular, then {SUM}.",
        rf"{SUM} for orthogonal vectors.",
        rf"{SUM} (for orthogonal vectors).",
        rf"{SUM}, provided that they are orthogonal.",
    ],
)
def test_a_condition_in_words_leaves_a_claim_open(read, claim):
    text = r"Let $u, v \in \mathbb{R}^p$. \begin{lemma} CLAIM \end{lemma}"
    assert last(read(text.replace("CLAIM", claim))) == ([], True)


@pytest.mark.parametrize("claim", [f"{SUM} for all vectors.", f"For good measure, {SUM}."])
def test_words_that_suppose_nothing_leave_none(read, claim):
    text = r"Let $u, v \in \mathbb{R}^p$. \begin{lemma} CLAIM \end{lemma}"
    assert last(read(text.replace("CLAIM", claim))) == ([], False)


@pytest.mark.parametrize(
    ("claim", "supposed"),
    [
        (r"For symmetric $A \in \mathbb{R}^{p \times p}$, $\|A\| \ge 0$.", ["Aᵀ = A"]),
        (r"A symmetric matrix $A \in \mathbb{R}^{p \times p}$ satisfies $\|A\| \ge 0$.", ["Aᵀ = A"]),
        (r"For two unit vectors $u$ and $v$ in $\mathbb{R}^p$, $\langle u, v \rangle \le 1$.", ["‖u‖ = 1", "‖v‖ = 1"]),
        (r"For positive reals $s, t$, $s + t \ge s$.", ["s > 0", "t > 0"]),
        (r"Two nonnegative numbers $s$, $t$ satisfy $(s + t)^2 \ge s^2 + t^2$.", ["s ≥ 0", "t ≥ 0"]),
    ],
)
def test_words_right_before_a_letter_suppose_of_it_what_they_say(read, claim, supposed):
    assert last(read(rf"\begin{{lemma}} {claim} \end{{lemma}}")) == (supposed, False)


def test_a_function_is_what_words_before_it_say(read):
    text = r"\begin{lemma} For $L$-smooth convex $q : \mathbb{R}^p \to \mathbb{R}$, $q(u) \ge q(v) - 1$. \end{lemma}"
    supposed, _ = last(read(text))
    assert "q(y) ≥ q(x) + ⟨∇q(x), y - x⟩ ∀ x, y ∈ R^p" in supposed
    assert "‖∇q(x) - ∇q(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^p" in supposed


@pytest.mark.parametrize(
    "said",
    [
        r"For positive $s$, $s + 1 \ge 1$. For negative $s$, $s \ge 0$.",
        r"For positive $s$, $s + 1 \ge 1$. In general, $s \ge 0$.",
        r"$s + 1 \ge 1$ for positive $s$. Still, $s \ge 0$.",
    ],
)
def test_words_before_a_letter_end_with_the_next_ones(read, said):
    assert last(read(rf"Let $s \in \mathbb{{R}}$. \begin{{lemma}} {said} \end{{lemma}}"))[0] == []


@pytest.mark.parametrize(
    "said", [r"Not every positive $s$ satisfies", r"No positive $s$ satisfies", r"Some positive $s$ satisfy"]
)
def test_what_not_all_satisfy_is_not_claimed(read, said):
    assert not read(rf"Let $s \in \mathbb{{R}}$. \begin{{lemma}} {said} $s \ge 1$. \end{{lemma}}").document().claims


def test_a_constant_before_a_property_is_not_what_the_words_before_it_say(read):
    text = r"\begin{lemma} The gradient of a convex and $L$-smooth function is fine, and $L \ge 0$. \end{lemma}"
    assert not last(read(text))[1]


@pytest.mark.parametrize(
    "claim",
    [
        r"For all symmetric $A \in \mathbb{R}^{p \times p}$, $\|A\| \ge 0$.",
        r"For symmetric $A \in \mathbb{R}^{p \times p}$ we have \[ \|A\| \ge 0. \]",
    ],
)
def test_of_a_letter_that_is_bound_as_well(read, claim):
    document = read(rf"\begin{{lemma}} {claim} \end{{lemma}}").document()
    assert [text(a) for h in document.hypotheses(document.claims[0]) for a in h.assertions] == ["Aᵀ = A"]
    assert document.claims[0].text == "‖A‖ ≥ 0"


@pytest.mark.parametrize(
    "said",
    [
        r"For positive $s$, $s + 1 \ge 1$. For real $s$, $s \ge 0$.",
        r"Positive $s$ are easy. For general $s$, $s \ge 0$.",
        r"For positive $s$ this is known. \[ s \ge 0. \]",
    ],
)
def test_what_words_before_a_letter_suppose_ends_with_the_sentence(read, said):
    assert last(read(rf"\begin{{lemma}} {said} \end{{lemma}}"))[0] == []


def test_what_the_text_says_of_one_letter_is_no_supposition_of_a_statement(read):
    text = r"Let $s \in \mathbb{R}$. For positive $s$ this is clear. \begin{lemma} $s \ge 0$. \end{lemma}"
    assert last(read(text))[0] == []


COMMUTE = r"\begin{lemma} $(A + B)^2 = A^2 + 2 A B + B^2$. \end{lemma}"


@pytest.mark.parametrize("said", ["Both matrices are diagonal.", "We work with commuting matrices.", "They commute."])
def test_sentences_without_letters_may_suppose_something_of_those_before(read, said):
    assert last(read(rf"Let $A, B \in \mathbb{{R}}^{{p \times p}}$. {said} {COMMUTE}"))[1]


def test_they_suppose_nothing_more_of_what_is_supposed_already(read):
    text = r"Let $q : \mathbb{R}^p \to \mathbb{R}$ be convex. The function is thus convex. "
    assert not last(read(text + r"\begin{lemma} $q(u) \ge q(v)$. \end{lemma}"))[1]


def test_a_condition_that_cannot_be_said_leaves_no_claim(read):
    text = rf"Let $u, v \in \mathbb{{R}}^p$. \begin{{lemma}} {SUM} whenever $u \perp v$. \end{{lemma}}"
    assert not read(text).document().claims


def test_a_display_of_the_text_may_be_supposed_by_what_follows(read):
    text = r"Let $u, v \in \mathbb{R}^p$. They are orthogonal: \[ \langle u, v \rangle = 0. \]"
    assert last(read(rf"{text} \begin{{lemma}} {SUM} \end{{lemma}}")) == ([], True)


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        (r"Let $B \in \mathbb{R}^{p \times p}$. The matrix $B$ has norm at most one.", r"\|B v\| \le \|v\|"),
        (r"Let $B \in \mathbb{R}^{p \times p}$. The norm of $B$ does not exceed $1$.", r"\|B v\| \le \|v\|"),
        (
            r"Let $B \in \mathbb{R}^{p \times p}$. $B$ is the square of a symmetric matrix.",
            r"\langle v, B v \rangle \ge 0",
        ),
        (r"Let $B, C \in \mathbb{R}^{p \times p}$. Both are multiples of the identity.", r"B C = C B"),
        (
            r"Let $q : \mathbb{R}^p \to \mathbb{R}$ be differentiable. Convexity holds throughout.",
            r"q(2 u) + q(0) \ge 2 q(u)",
        ),
        (
            r"Let $Y$ and $Z$ be random variables. $Y$ does not depend on $Z$.",
            r"\mathbb{E}[Y Z] = \mathbb{E}[Y] \mathbb{E}[Z]",
        ),
        (r"Let $Y$ and $Z$ be random variables. The two are i.i.d.", r"\mathbb{E}[Y Z] = \mathbb{E}[Y] \mathbb{E}[Z]"),
        (r"Let $Y$ be a random variable. $Y$ is a constant.", r"\mathbb{E}[Y^2] = \mathbb{E}[Y]^2"),
        (r"Let $(b_k)_{k \ge 1}$ be a sequence of real numbers. All terms are at most $2$.", r"b_3 \le 2"),
    ],
)
def test_what_words_alone_say_of_letters_leaves_them_open(read, said, claimed):
    document = read(rf"{said}\begin{{lemma}} \[ {claimed} \] \end{{lemma}}").document()
    [claim] = document.claims
    assert any(getattr(part, "unread", False) for h in document.hypotheses(claim) for part in h.parts)
    assert not any("Bᵀ" in text(a) for h in document.hypotheses(claim) for a in h.assertions)


@pytest.mark.parametrize(
    ("title", "open_"), [("Convex functions", True), ("Smooth case", True), ("A simple bound", False)]
)
def test_titles_of_statements_may_say_what_functions_are(read, title, open_):
    lemma = rf"\begin{{lemma}}[{title}] \[ q(2 u) + q(0) \ge 2 q(u) \] \end{{lemma}}"
    document = read(rf"Let $q : \mathbb{{R}}^p \to \mathbb{{R}}$. {lemma}").document()
    parts = [part for h in document.hypotheses(document.claims[0]) for part in h.parts]
    assert any(getattr(part, "unread", False) for part in parts) == open_


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (r"Let $(b_k)_{k \ge 0}$ be a nonincreasing sequence.", ["b_k ≥ b_{k + 1} ∀ k ∈ N"]),
        (r"Suppose that the sequence $(b_k)_{k \ge 0}$ is increasing.", ["b_k ≤ b_{k + 1} ∀ k ∈ N"]),
        (r"Let $\{b_k\}_{k \ge 0}$ be a sequence of numbers in $[0, 2]$.", ["b_k ≥ 0 ∀ k ∈ N", "b_k ≤ 2 ∀ k ∈ N"]),
        (r"Let $(b_k)_{k \ge 0}$ be a strictly increasing sequence.", []),
    ],
)
def test_what_words_say_of_a_sequence_is_said_of_all_its_terms(read, said, told):
    document = read(
        rf"{said} \begin{{lemma}} For all $n$, \[ \sum_{{k=0}}^n b_k \le (n + 1) b_n . \] \end{{lemma}}"
    ).document()
    [claim] = document.claims
    assert [text(a) for h in document.hypotheses(claim) for a in h.assertions] == told
