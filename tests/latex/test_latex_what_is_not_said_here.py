"""What a formula says elsewhere, of something else, or of what is only looked for: it is not supposed here."""

import pytest
from suppositions import last

LEMMA = r"\begin{{lemma}} {} \end{{lemma}}"
FLAT = r"\begin{lemma} Let $s \in \mathbb{R}$. Then $G(s) = 0$. \end{lemma}"


@pytest.mark.parametrize(
    "said",
    [
        "We solve $G(s) = 0$.",
        "Write Newton's method for $G(s) = 0$.",
        "Consider the equation $G(s) = 0$.",
        "Define the solution of $G(s) = 0$ to be $p$.",
        r"Recall the bisection method for $G(s) = 0$, where $G : \mathbb{R} \to \mathbb{R}$.",
    ],
)
def test_an_equation_to_be_solved_defines_nothing(read, said):
    document = read(said + FLAT).document()
    for claim in document.claims:
        assert not [a for h in document.hypotheses(claim) for a in h.assertions]


@pytest.mark.parametrize("said", [r"Let $G(s) = 0$ for all $s \in \mathbb{R}$.", "Define $G(s) = 0$."])
def test_a_function_that_is_let_be_a_number_is_defined(read, said):
    assert read(said + r" \[ G(2) = 0 \]").record.claims


def test_a_number_of_one_statement_is_in_doubt_in_the_next(read):
    one = LEMMA.format(r"Let $b := 4$. Then $b^2 = 16$.")
    assert last(read(one + r"\begin{proof} Indeed, \[ b \ge 3. \] \end{proof}")) == ([], False)
    supposed, doubtful = last(read(one + LEMMA.format(r"Let $s \ge 4$. Then $s \ge b$.")))
    assert supposed == ["s ≥ 4"]
    assert doubtful


@pytest.mark.parametrize(
    "said",
    [
        r"Replacing $s$ by $-s$, we get \[ s = |s|. \]",
        r"Substituting $s - 1$ for $s$, we see that \[ s \ge 1. \]",
    ],
)
def test_a_line_about_what_a_letter_is_replaced_by_is_not_claimed_of_the_letter(read, said):
    proved = LEMMA.format(r"Let $s \ge 1$. Then $|s| = s$.")
    assert len(read(rf"{proved} \begin{{proof}} {said} \end{{proof}}").record.claims) == 1


def test_another_letter_may_be_put_in_the_place_of_one(read):
    proved = LEMMA.format(r"Let $s \ge 1$. Then $|s| = s$.")
    said = r"Let $r \ge 2$. Replacing $s$ by $r$, we get \[ r = |r|. \]"
    assert len(read(rf"{proved} \begin{{proof}} {said} \end{{proof}}").record.claims) == 2


@pytest.mark.parametrize(
    "said",
    [
        r"with a step size $\eta$ of at most $1/L$.",
        r"with step size at most $1/L$.",
        r"with $\eta$ no larger than $1/L$.",
        r"with $\eta$ small enough.",
        r"with a sufficiently small learning rate.",
        r"with a step size bounded by $1/L$.",
    ],
)
def test_a_bound_in_words_is_in_doubt(read, said):
    method = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be $L$-smooth and $x_{k+1} = x_k - \eta \nabla f(x_k)$"
    assert last(read(LEMMA.format(rf"{method} {said} Then $f(x_{{k+1}}) \le f(x_k)$.")))[1]


def test_what_is_like_something_before_is_in_doubt(read):
    said = r"A function is nice if it is convex. Let $f : \mathbb{R}^d \to \mathbb{R}$. Let $f$ be such a function."
    assert last(read(said + r" \[ f(u) \ge 0 \]"))[1]


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (r"Let $c_i \ge 0$, $i = 1, \dots, m$. Then $\sum_{i=1}^m c_i \ge c_2 + c_3$.", "m ≥ 3"),
        (r"Let $c_i \ge 0$ for $i = 0, \dots, m$. Then $\sum_{i=0}^m c_i \ge c_2$.", "m ≥ 2"),
    ],
)
def test_terms_that_are_named_are_there(read, said, there):
    assert there in last(read(LEMMA.format(said)))[0]


@pytest.mark.parametrize(
    "said",
    [
        "where $p$ is the projection of $u$ onto $K$",
        "with $p$ the projection of $u$ onto $K$",
        "and $p$, the nearest point, be in it",
        "and $p$ one of the closest points to $u$",
    ],
)
def test_what_a_name_is_beside_a_verb_of_another_is_in_doubt(read, said):
    assert last(read(LEMMA.format(rf"Let $K \subset \mathbb{{R}}^d$ be convex {said}. Then $\|p\| \le 1$.")))[1]


def test_a_point_of_a_set_that_is_closest_is_in_doubt(read):
    said = (
        r"Let $K \subset \mathbb{R}^d$ be convex. Here $p$ is the point of $K$ closest to $u$. Then $\|p\| \le \|u\|$."
    )
    assert last(read(LEMMA.format(said)))[1]


@pytest.mark.parametrize(
    "said",
    [
        "possibly with $s > 0$",
        "typically, $s > 0$",
        "(for instance, $s > 0$)",
        r"(e.g.\ $s > 0$)",
        "where ideally $s > 0$",
        r"and $r \in \mathbb{R}$, one of which is positive",
    ],
)
def test_what_may_be_so_is_not_supposed(read, said):
    assert last(read(LEMMA.format(rf"Let $s \in \mathbb{{R}}$, {said}. Then $s \ge 0$.")))[0] == []


def test_a_condition_of_what_is_supposed_is_not_supposed(read):
    assert last(read(LEMMA.format(r"Let $s \ge 0$ if $r \ge 0$. Then $s \ge 0$.")))[0] == ["r ≥ 0 ⇒ s ≥ 0"]


@pytest.mark.parametrize(
    "claim",
    [
        r"If $s \ge 1$, then $s > 0$, and $s^2 \ge s$ otherwise.",
        r"For all $s$, $s > -s^2 - 9$. If $s$ were large, we would have $s^2 \ge s$.",
        r"Then $s > -s^2 - 9$. Then $s^2 \ge 5 s$ for $s$ large enough.",
    ],
)
def test_what_holds_in_another_case_is_not_claimed(read, claim):
    assert len(read(LEMMA.format(rf"Let $s \in \mathbb{{R}}$. {claim}")).record.claims) == 1


@pytest.mark.parametrize("before", ["Let $b := 4$. ", "Let $b = 4$. "])
def test_a_number_that_is_let_be_in_a_range_is_no_longer_what_it_was(read, before):
    assert last(read(before + LEMMA.format(r"Let $b > 0$. Then $b \ge 1$."))) == (["b > 0"], True)


def test_a_vector_of_probabilities_sums_to_one(read):
    found, unread = last(read(LEMMA.format(r"Let $p$ be a probability vector in $\mathbb{R}^d$. Then $\|p\| \le 1$.")))
    assert found == ["p_l ≥ 0 ∀ l = 1, ..., d", "Σ_{l=1}^d p_l = 1"]
    assert not unread
    assert last(read(LEMMA.format(r"Let $p_i$ be a probability distribution. Then $p_i \le 1$.")))[1]


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        ("Let $s$ lie in $[1, 2]$.", "s ∈ [1, 2]"),
        (r"Let $s$ be a number in $[1, \infty)$.", "s ≥ 1"),
        ("Let $s$ be the variance of a random variable.", "s ≥ 0"),
        ("Let $s$ be a weight in $[1, 2]$.", "s ∈ [1, 2]"),
        ("Let $s$ be the length of a vector.", "s ≥ 0"),
        ("Let $s$ be the square of a real number.", "s ≥ 0"),
    ],
)
def test_words_say_how_large_a_number_is(read, said, supposed):
    assert supposed in last(read(LEMMA.format(rf"{said} Then $s^2 \ge s$.")))[0]


@pytest.mark.parametrize("said", ["the signed distance to $K$", "the log of the norm of $u$"])
def test_what_may_be_negative_has_no_sign(read, said):
    assert "s ≥ 0" not in last(read(LEMMA.format(rf"Let $s$ be {said}. Then $s^2 \ge s$.")))[0]


@pytest.mark.parametrize(
    "said",
    [
        "Let $s$ equal $1$.",
        "We write $s$ for $1$.",
        "Let $s$ be the larger of $1$ and $r$.",
        "Let $1$ be a lower bound of $s$.",
        "Let $|r|$ be bounded by $s$.",
        "Let neither $s$ nor $r$ be smaller than $1$.",
        "Take $s$ large, at least $1$.",
    ],
)
def test_a_number_that_words_compare_is_in_doubt(read, said):
    assert last(read(LEMMA.format(rf"{said} Then $s \ge 1$.")))[1]


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (r"$A \in \mathbb{R}^{d \times d}$ be the identity", "A u = u"),
        (r"$A, B \in \mathbb{R}^{d \times d}$ be symmetric and $B$ be a polynomial in $A$", "A B = B A"),
        (r"$f : \mathbb{R}^d \to \mathbb{R}$ take values in $[0, 1]$", r"f(u) \le 1"),
        (r"$f : \mathbb{R}^d \to \mathbb{R}$ be constant", "f(u) = f(v)"),
        (r"$X$ be a $[0, 1]$-valued random variable", r"\mathbb{E}[X] \le 1"),
        (r"$m$ be divisible by $2$ and positive", r"m \ge 2"),
        (r"the spectrum of the symmetric matrix $A \in \mathbb{R}^{d \times d}$ lie in $[0, 1]$", r"A \succeq 0"),
    ],
)  # fmt: skip
def test_what_words_say_of_something_and_nobody_reads_is_in_doubt(read, said, claim):
    assert last(read(LEMMA.format(rf"Let {said}. Then ${claim}$.")))[1]


@pytest.mark.parametrize(
    "said",
    [
        "with exact line search",
        "with the classical choice of $s$",
        "with a stable step size",
        "with $s$ as in (3)",
        "with $s$ tuned",
        "and suppose that $s L$ does not exceed one",
    ],
)
def test_a_step_that_is_chosen_somehow_is_in_doubt(read, said):
    method = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be $L$-smooth and $x_{k+1} = x_k - s \nabla f(x_k)$"
    assert last(read(LEMMA.format(rf"{method} {said}. Then $f(x_{{k+1}}) \le f(x_k)$.")))[1]


@pytest.mark.parametrize("called", ["step size", "mesh size", "time step"])
def test_steps_are_positive(read, called):
    assert "s > 0" in last(read(LEMMA.format(rf"Let $s$ be the {called}. Then $s^2 \ge s$.")))[0]


def test_what_is_said_near_a_point_is_in_doubt(read):
    near = r"Let $g : \mathbb{R} \to \mathbb{R}$ be continuous. For $s$ close to $r$, \[ g(s) \le g(r) + 1. \]"
    assert last(read(near))[1]
