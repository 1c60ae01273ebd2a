"""What is supposed in passing, in an example or for a case ends with it: nothing after it is proved from that."""

import pytest
from suppositions import last

from proofcheck.lang.printing import text

HEAD = r"""
% proofcheck: f : \R^d -> \R differentiable
% proofcheck: x, y in \R^d
% proofcheck: a, b : real
"""
CONVEX = "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ ∀ x, y ∈ R^d"
SLOPE = r"\[ f(y) \ge f(x) . \]"


@pytest.mark.parametrize(
    ("content", "under"),
    [
        (r"\begin{example} Let $a = 1$. Then $a^3 = 1$. \end{example} \begin{lemma} $a^5 + b = 1$. \end{lemma}", []),
        (r"\begin{remark} Suppose $a = 1$. Then \[ a^3 = 1 . \] \end{remark} We have \[ a^5 + b = 1 . \]", []),
        (r"For $a = 1$, \[ a^3 = 1 . \] In general, \[ a^5 + b = 1 . \]", []),
        (r"If $a = 1$, then \[ a^3 = 1 . \] If $b = 2$, then \[ a^5 + b = 1 . \]", ["b = 2"]),
        (r"\begin{lemma} Let $b > 0$. \begin{enumerate} \item If $a > 0$ then $a b > 0$. \item $a^5 + b > 0$. "
         r"\end{enumerate} \end{lemma}", ["b > 0"]),
        (r"\begin{lemma} (i) If $b > 0$ then $b^3 > 0$. (ii) We have $b^5 + a > 0$. \end{lemma}", []),
        (r"\begin{lemma} If $b > 0$ then $b^3 > 0$. Otherwise, $b^5 + a \le 0$. \end{lemma}", []),
        (r"\begin{lemma} If $b > 0$ then $b^3 > 0$, and if $b < 0$ then $b^3 < 0$. \end{lemma}", ["b < 0"]),
        (r"\begin{proof} If $a = 0$, there is nothing to show. \[ a^5 + b > 0 . \] \end{proof}", []),
        (r"If $f$ is convex, much is known. \begin{lemma} " + SLOPE + r"\end{lemma}", []),
        ("If $f$ is convex, then " + SLOPE + "\n\n" + SLOPE, []),
        (r"\begin{proof} First assume that $a < b$. Then $a - b < 0$. Now assume that $b \le a$. Then "
         r"\[ a - b \ge 0 . \] \end{proof}", ["b ≤ a"]),
        (r"We have \[ b = a + 1 . \] Substituting $a = 0$ gives \[ b^3 = 1 . \]", ["a = 0"]),
        ("We have \\[ b = a + 1 . \\] Substituting $a = 0$ gives $b = 1$.\n\n In fact, \\[ b^3 = 1 . \\]", []),
        (r"\begin{proof} First assume that $a < b$. To the contrary, suppose that $b \le a$. Then "
         r"\[ a - b \ge 0 . \] \end{proof}", ["a < b", "b ≤ a"]),
    ],
)  # fmt: skip
def test_a_condition_ends_with_its_case(read, content, under):
    assert last(read(HEAD + content))[0] == under


@pytest.mark.parametrize(
    "content",
    [
        r"\begin{lemma} If $b > 0$ then $b^3 > 0$. Otherwise, $b^5 \le 0$. \end{lemma}",
        r"\begin{lemma} When $a > 0$ and $b > 0$, \[ a b > 0 . \] When $a < 0$, \[ a b < 0 . \] \end{lemma}",
        "If $f$ is convex, then " + SLOPE + "\n\n" + SLOPE,
    ],
)
def test_what_may_still_be_meant_is_in_doubt(read, content):
    assert last(read(HEAD + content))[1]


@pytest.mark.parametrize(
    ("content", "under"),
    [
        (r"\begin{lemma} If $a > 0$, then \[ a^3 > 0 . \] Moreover, \[ a^5 > 0 . \] \end{lemma}", ["a > 0"]),
        (r"\begin{lemma} If $a > 0$, then \[ a^3 > 0 . \] If, in addition, $b > 0$, then \[ a b > 0 . \] \end{lemma}",
         ["a > 0", "b > 0"]),
        (r"\begin{lemma} If $a > 0$ and if $b > 0$, then \[ a b > 0 . \] \end{lemma}", ["a > 0", "b > 0"]),
        (r"\begin{lemma} If $f$ is convex, then " + SLOPE + " Moreover, " + SLOPE + r"\end{lemma}", [CONVEX]),
        (r"\begin{remark} The function $f$ is convex. \end{remark} \begin{lemma} " + SLOPE + r"\end{lemma}", [CONVEX]),
        (r"\begin{remark} Throughout, we assume $a > 0$. \end{remark} \begin{lemma} $a^3 > 0$. \end{lemma}", ["a > 0"]),
        (r"\begin{proof} Without loss of generality, $a > 0$. Then \[ a^3 > 0 . \] \end{proof}", ["a > 0"]),
        (r"\begin{lemma} For $a \ge 1$, $a^2 \ge a$; for $a \le 0$, $a^3 \le a$. \end{lemma}", []),
    ],
)  # fmt: skip
def test_what_lasts_is_supposed(read, content, under):
    assert last(read(HEAD + content))[0] == under


def test_a_sum_over_the_letter_of_a_range_is_no_condition_on_it(read):
    said = r"Let $p_i > 0$ and $q_i > 0$ for $i = 1, \dots, n$ with $\sum_{i=1}^n p_i = 1$. "
    said += r"Then \[ \sum_{i=1}^n p_i q_i^2 \ge 0 . \]"
    assert "Σ_{i=1}^n p_i = 1" in last(read(HEAD + said))[0]


def test_a_range_after_a_semicolon_is_another_one(read):
    reading = read(HEAD + r"\begin{lemma} For $a \ge 1$, $a^2 \ge a$; for $a \le 0$, $a^3 \le 0$. \end{lemma}")
    assert [claim.text for claim in reading.document().claims] == ["a² ≥ a ∀ a ≥ 1", "a³ ≤ 0 ∀ a ≤ 0"]


@pytest.mark.parametrize(
    "said",
    [
        "For all $x$, if $f(x) \\le 1$ then",
        "For all $x$ such that $f(x) \\le 1$,",
        "For $x$ with $f(x) \\le 1$ it holds",
        "For each $x$ where $f(x) \\le 1$,",
        "For any $x$ satisfying $f(x) \\le 1$ we have",
        "For all $x$, assuming $f(x) \\le 1$, we have",
    ],
)
def test_a_condition_on_what_a_quantifier_runs_over_is_one_of_the_claim_alone(read, said):
    reading = read(HEAD + rf"\begin{{lemma}} {said} \[ f(x)^3 \le 1 . \] Hence \[ f(y) \le 2 . \] \end{{lemma}}")
    assert [claim.text for claim in reading.document().claims] == ["f(x) ≤ 1 ⇒ f(x)³ ≤ 1 ∀ x ∈ R^d", "f(y) ≤ 2"]
    assert last(reading) == ([], False)


@pytest.mark.parametrize(
    "said",
    [
        r"For all $a, b > 1$, the following hold: \begin{enumerate} \item $a b > a$. \end{enumerate}",
        r"For any $a > 1$ and $b > 1$ we have two bounds. First, \[ a b > a . \]",
        r"For all $a > 1$ and some constant $b > 1$, note the following. We have $a b > a$.",
        r"For convex $f : \mathbb{R}^d \to \mathbb{R}$ and $b > 1$ and $a > 1$, note two things. First, $a b > a$.",
    ],
)
def test_what_a_statement_is_for_is_supposed_where_it_is_said_apart(read, said):
    reading = read(rf"\begin{{lemma}} {said} \end{{lemma}} \begin{{lemma}} We have \[ a \ge b . \] \end{{lemma}}")
    claims = reading.document().claims
    assert [claim.text for claim in claims] == ["a b > a", "a ≥ b"]
    given = [{text(says) for h in claim.given for says in h.assertions} for claim in claims]
    assert {"a > 1", "b > 1"} <= given[0]
    assert not given[1]


@pytest.mark.parametrize(
    ("said", "under"),
    [
        ("In the regime $a \\ge 2$, we have", "a ≥ 2"),
        ("Under the low-noise regime $a \\ge 2$ we have", "a ≥ 2"),
        ("In the case where $a \\ge 2$, it holds that", "a ≥ 2"),
        ("If $a \\ge 2$, the following hold. (a) $a^3 \\ge a$. (b) We have", "a ≥ 2"),
        ("If $a \\ge 2$, we have the following: (i)", "a ≥ 2"),
        ("\\textbf{Case $1$} $a \\ge 2$. Then", "a ≥ 2"),
        ("For $b \\ge 2$ samples and a constant $a \\ge 2$, set $c = a / b$. Then", "a ≥ 2"),
        ("For every $a \\ge 2$, the ratio $c = 1 / a$ satisfies $c > 0$. Also, for this $c$,", "a ≥ 2"),
    ],
)
def test_what_is_under_a_condition_is_claimed_under_it(read, said, under):
    reading = read(HEAD.replace("a, b", "b") + rf"\begin{{lemma}} {said} $a^2 \ge c a$. \end{{lemma}}")
    claims = reading.document().claims
    assert claims[-1].text == "a² ≥ c a"
    assert under in last(reading)[0]
    assert under not in [claim.text for claim in claims]


@pytest.mark.parametrize(
    "said",
    [
        "If $a \\ge 2$, the following hold. (a) $a^3 \\ge a$. (b) $a^4 \\ge a$. Otherwise,",
        "If $a \\ge 2$, the following hold. (a) $a^3 \\ge a$. (b) $a^4 \\ge a$. If $a < 2$,",
        "We have $a^3 \\ge a$ in the regime $a \\ge 2$. Hence",
        "In the first case, $a \\ge 2$ is so. Then",
    ],
)
def test_such_a_condition_ends_where_another_comes(read, said):
    assert "a ≥ 2" not in last(read(HEAD + rf"\begin{{lemma}} {said} $a^2 \ge 2 a$. \end{{lemma}}"))[0]


@pytest.mark.parametrize(
    "said",
    [
        "Up to the choice of $s > 0$, we have",
        "Whatever the value of $s > 0$,",
        "A constant $s > 0$ is fixed, and then",
        "Introducing a weight $s > 0$, we see that",
        "Here $s > 0$ is free. We have",
    ],
)
def test_the_sign_of_a_letter_that_nobody_has_spoken_of_is_no_claim(read, said):
    reading = read(HEAD + rf"\begin{{lemma}} {said} \[ s \|x\| \ge 0 . \] \end{{lemma}}")
    assert [claim.text for claim in reading.document().claims] == ["s ‖x‖ ≥ 0"]
    assert last(reading)[0] == ["s > 0"]


@pytest.mark.parametrize(
    "said", ["Then $s > 0$.", "Let $s = a^2$. Always $s > 0$.", "Let $s$ be real. Note that $s > 0$."]
)
def test_the_sign_of_a_letter_that_is_drawn_or_known_is_claimed(read, said):
    reading = read(HEAD + rf"\begin{{lemma}} {said} \end{{lemma}}")
    assert [claim.text for claim in reading.document().claims] == ["s > 0"]


def test_what_is_said_before_items_after_a_colon_is_for_all_of_them(read):
    said = r"Suppose that $a \ge 1$. For all $y$: (i) $a \|y\| \ge \|y\|$; (ii) $a^2 \|y\| \ge \|y\|$."
    assert last(read(HEAD + rf"\begin{{lemma}} {said} \end{{lemma}}")) == (["a ≥ 1"], False)


def test_statements_that_are_only_looked_at_are_claimed_by_nobody(read):
    listed = r"\begin{enumerate} \item $a \ge 1$; \item $a^2 \ge a$. \end{enumerate}"
    said = rf"For real $a$, consider the following statements: {listed} Then $a^2 \ge 0$."
    assert [claim.text for claim in read(rf"\begin{{lemma}} {said} \end{{lemma}}").document().claims] == ["a² ≥ 0"]


@pytest.mark.parametrize(
    "said", ["For orthogonal $x$ and $y$,", "For parallel $x$ and $y$,", "For sparse vectors $x$,"]
)
def test_what_is_said_in_passing_of_what_a_claim_is_about_leaves_it_in_doubt(read, said):
    assert last(read(HEAD + rf"\begin{{lemma}} {said} \[ \|x\|^2 \le 1 + f(y) . \] \end{{lemma}}"))[1]


def test_what_holds_on_a_ball_is_not_claimed_everywhere(read):
    assert read(HEAD + r"On the unit ball, \[ \|x\|^2 \le \|x\| . \]").document().claims == ()


@pytest.mark.parametrize(
    "said",
    [
        "Let $k$ be the first index with $w_k \\le 1$. Then",
        "With $w_k \\le 1$ we get",
        "Assume by induction that $w_k \\le 1$ for some $k$. Then",
    ],
)
def test_what_is_said_of_an_index_is_not_said_of_all(read, said):
    head = HEAD + "% proofcheck: w : sequence in \\R\n"
    assert last(read(head + rf"\begin{{proof}} {said} \[ w_{{k+1}} \le 1 . \] \end{{proof}}"))[0] == ["w_k ≤ 1"]


SETTING = "For $a > 0$ we study the number $a^2$, which is the penalty.\n\n"
CLAIM = "For all $a > 0$, \\[ a^3 > 0 . \\]\n\n"
LEMMA = "\\begin{lemma} \\[ a^5 + b > 0 . \\] \\end{lemma}"


@pytest.mark.parametrize(
    ("content", "under", "in_doubt"),
    [
        (SETTING + LEMMA, ["a > 0"], False),
        (CLAIM + LEMMA, [], True),
        ("For $a > 0$ it grows.\n\n For $a \\le 0$ it falls.\n\n" + LEMMA, [], True),
        ("For $a = 1$ we study $a^2$.\n\n" + LEMMA, [], False),
    ],
)
def test_what_the_setting_says_of_a_number_stands_unless_it_claims_something_of_it(read, content, under, in_doubt):
    assert last(read(HEAD + content)) == (under, in_doubt)


@pytest.mark.parametrize(
    "words", ["If $r \\ge 1$,", "When $r \\ge 1$,", "As long as $r \\ge 1$,", "Once $r \\ge 1$,", "In case $r \\ge 1$,"]
)
def test_what_a_sentence_ends_with_after_its_condition_is_claimed(read, hypotheses, words):
    document = read(rf"\begin{{lemma}} {words} $r^3 \ge r^2$. In general, $r^5 \ge r^4$. \end{{lemma}}").document()
    conditional, general = document.claims
    assert (conditional.text, general.text) == ("r³ ≥ r²", "r^5 ≥ r⁴")
    assert hypotheses(document, conditional)[0] == ["r ≥ 1"]
    assert hypotheses(document, general)[0] == []


def test_a_list_of_conditions_claims_nothing_before_then(read, hypotheses):
    document = read(r"\begin{lemma} If $r \ge 1$, $s \ge 2$, then $r s \ge 2$. \end{lemma}").document()
    [claim] = document.claims
    assert hypotheses(document, claim)[0] == ["r ≥ 1", "s ≥ 2"]


NUMBERS = "% proofcheck: a, b, h, q : real\n"


@pytest.mark.parametrize(
    ("content", "under"),
    [
        (
            r"Then for learning rate \[ 0 \le h \le q \] the method has an iterate with \[ a \le b . \]",
            ["0 ≤ h", "h ≤ q"],
        ),
        (r"This leads us to the condition \[ h < q . \] Then \[ a \le b . \]", ["h < q"]),
        (r"This leads us to the condition \[ h < q . \]" + "\n\n" + r"Then \[ a \le b . \]", []),
        (r"Assuming we have \[ h \le q , \] this provides us with a bound \[ a \le b . \]", ["h ≤ q"]),
        (r"The bound on our rate (we assume to be optimal) is binding: \[ a \le b . \]", []),
        (r"If the series were finite, the iterates would be bounded, i.e. \[ h \le q . \] Then \[ a \le b . \]", []),
    ],
)
def test_a_display_under_a_condition_is_claimed_and_one_that_is_a_condition_is_not(read, content, under):
    reading = read(NUMBERS + content)
    [claim] = reading.document().claims
    assert claim.text == "a ≤ b"
    assert sorted(last(reading)[0]) == sorted(under)
