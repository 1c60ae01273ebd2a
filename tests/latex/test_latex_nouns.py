"""Letters that words call something else than a number, and norms that are not the Euclidean one."""

import pytest


def said(document):
    return [problem.message for problem in document.problems]


@pytest.mark.parametrize(
    ("words", "claim", "why"),
    [
        ("Let $z$ be a complex number.", "z^2 \\ge 0", "complex numbers"),
        ("For complex numbers $a$ and $b$,", "|a + b|^2 = a^2 + 2 a b + b^2", "complex numbers"),
        ("Let $u \\in \\mathbb{C}^n$.", "\\|u\\|^2 = u^\\top u", "\\mathbb{C}^n"),
        ("Let $A$ be a Hermitian $n \\times n$ matrix.", "A^\\top = A", "complex numbers"),
        ("Let $p$ and $q$ be quaternions.", "p q = q p", "other algebra"),
        ("Let $x, y$ be elements of a group.", "x y = y x", "other algebra"),
        ("Let $R$ be a ring and $a, b \\in R$.", "(a + b)^2 = a^2 + 2 a b + b^2", "is in R"),
        ("Let $S$ and $T$ be permutations.", "S T = T S", "calls it 'permutations'"),
        ("Let $x$ and $y$ be two vectors.", "x y = y x", "`x : vector in R^d`"),
        ("Let $T$ be a nonlinear operator on $\\mathbb{R}^d$.", "T (x + y) = T x + T y", "such operators"),
        ("Let $L$ be the Laplacian.", "L u = u L", "such operators"),
        ("Let $D$ be a differential operator.", "D (u v) = v D u", "such operators"),
    ],
)
def test_what_words_call_something_else_is_no_number(read, words, claim, why):
    document = read(f"{words} Then \\[ {claim} . \\]").document()
    assert not document.claims
    assert any(why in message for message in said(document))


@pytest.mark.parametrize("noun", ["matrices", "linear operators", "orthogonal projections"])
def test_matrices_and_operators_do_not_commute_like_numbers(read, noun):
    [claim] = read(f"Let $S$ and $T$ be {noun}. Then \\[ S T = T S . \\]").document().claims
    assert any("matrices of R^(d×d)" in h.text for h in claim.tacit)


@pytest.mark.parametrize(
    "words",
    [
        "Let $n$ be the number of vectors $m$ in the set $C$.",
        "The step $n$ is set to a value, and $m$ maps to it.",
        "Here $n$ is a vector norm, and $m$ the matrix dimension.",
    ],
)
def test_words_beside_a_number_do_not_call_it_something_else(read, words):
    document = read(f"{words} Then \\[ n m \\le n^2 + m^2 . \\]").document()
    assert [claim.text for claim in document.claims] == ["n m ≤ n² + m²"], said(document)


@pytest.mark.parametrize("claim", ["(a + i b) (a - i b) = a^2 + b^2", "|1 + \\mathrm{i} \\omega| \\ge 1"])
def test_an_i_beside_another_factor_may_be_the_imaginary_unit(read, claim):
    document = read(f"Let $a$ and $b$ be real. Then \\[ {claim} . \\]").document()
    assert not document.claims
    assert "imaginary unit" in said(document)[0]


def test_an_i_that_counts_is_a_number(read):
    words = r"Let $a_i = 2 i + 1$ for all $i \in \mathbb{N}$."
    document = read(rf"{words} Then \[ \sum_{{i=1}}^n 2 i = n^2 + n . \]").document()
    assert [claim.text for claim in document.claims] == ["Σ_{i=1}^n 2 i = n² + n"]


PARALLELOGRAM = r"Let $x, y \in \mathbb{R}^d$. Then \[ \|x + y\|^2 + \|x - y\|^2 = 2 \|x\|^2 + 2 \|y\|^2 . \]"


@pytest.mark.parametrize(
    "words",
    [
        r"Let $\|\cdot\|$ be any norm on $\mathbb{R}^d$.",
        r"We write $\|\cdot\|$. Here $\lVert \cdot \rVert$ denotes the $\ell_1$ norm.",
        r"We fix an arbitrary norm $\|\cdot\|$.",
        r"Let $X$ be a real Banach space.",
    ],
)
def test_another_norm_is_not_the_euclidean_one(read, words):
    document = read(f"{words} {PARALLELOGRAM}").document()
    assert not document.claims
    assert "the Euclidean norm can" in said(document)[-1]


@pytest.mark.parametrize(
    "words",
    [
        r"Let $\|\cdot\|$ denote the $\ell_2$-norm.",
        r"Let $\|\cdot\|$ be the norm that the inner product induces.",
        r"Let $H$ be a Hilbert space with an inner product $\langle \cdot, \cdot \rangle$ and norm $\|\cdot\|$.",
    ],
)
def test_the_usual_norm_is_read(read, words):
    assert len(read(f"{words} {PARALLELOGRAM}").document().claims) == 1


def test_an_inner_product_of_any_kind_is_not_the_euclidean_one(read):
    body = r"Let $x, y \in \mathbb{R}^d$. Then \[ \langle x, y \rangle = x^\top y . \]"
    words = r"Let $\langle \cdot, \cdot \rangle$ be an inner product on $\mathbb{R}^d$."
    assert not read(f"{words} {body}").document().claims


def test_the_frobenius_norm_of_matrices_may_be_written_without_its_index(read):
    words = r"Here $\|\cdot\|$ is the Euclidean norm of vectors and the Frobenius norm of matrices."
    [claim] = read(rf"{words} Let $A \in \mathbb{{R}}^{{n \times n}}$. Then \[ \|A\| \le n . \]").document().claims
    assert claim.text == "‖A‖_F ≤ n"


@pytest.mark.parametrize(
    "words",
    [
        r"Let $A$ be an $n \times n$ symmetric matrix.",
        r"Let $A$ and $B$ be $n \times n$ symmetric matrices.",
        r"Let $A$ be an $n$ by $n$ symmetric matrix.",
        r"Let $A$ be an $n \times n$ matrix which is symmetric.",
        r"Suppose that $A$, an $n \times n$ matrix, is symmetric.",
    ],
)
def test_what_is_said_of_a_matrix_after_its_size_is_supposed(read, hypotheses, words):
    document = read(rf"{words} Then \[ A^\top = A . \]").document()
    [claim] = document.claims
    assert "Aᵀ = A" in hypotheses(document, claim)[0]


def test_the_number_of_something_is_a_natural_number(read, hypotheses):
    document = read(r"Let $n$ be the number of samples. Then \[ n^2 \ge n . \]").document()
    assert hypotheses(document, document.claims[0])[0] == ["n ≥ 1"]
    assert document.claims[0].says.left.args[0].is_integer


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Suppose the square of $x$ is positive.", "x > 0"),
        ("Suppose the product of $x$ and $y$ is positive.", "x > 0"),
        ("Let the determinant of $a$ be positive.", "a > 0"),
        ("Let $x$ be a number whose square is positive.", "x > 0"),
        ("Let $x$ be smaller than a positive number $y$.", "x > 0"),
        ("Suppose the negative of $f$ is convex.", r"f(y) \ge f(x) + \langle \nabla f(x), y - x \rangle"),
    ],
)
def test_what_is_said_of_a_part_is_not_supposed_of_the_whole(read, hypotheses, words, claim):
    document = read(f"{words} Then \\[ {claim} . \\]").document()
    said, unread = hypotheses(document, document.claims[0])
    assert said == []
    assert unread


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (r"Let $\eta$ be at most $1/L$.", r"\eta L \le 1"),
        ("Let $x$ be larger than $y$.", "x > y"),
        ("Let $a$ and $b$ have the same sign.", "a b \\ge 0"),
        (r"Let $A$ and $B$ commute, $A, B \in \mathbb{R}^{n \times n}$.", "A B = B A"),
    ],
)
def test_words_that_compare_leave_what_they_compare_in_doubt(read, hypotheses, words, claim):
    document = read(f"{words} Then \\[ {claim} . \\]").document()
    assert hypotheses(document, document.claims[0])[1]


def test_the_mean_of_something_random_is_not_itself(read, hypotheses):
    words = "Let $X$ be a random variable. Suppose that the mean of $X$ is positive."
    document = read(rf"{words} Then \[ \mathrm{{Var}}(X) = 0 . \]").document()
    assert "E[X] = X ∀ ω ∈ N" not in hypotheses(document, document.claims[0])[0]


@pytest.mark.parametrize(
    "hedge",
    [
        "with probability one half",
        "approximately",
        "in expectation",
        "up to a constant",
        "to first order",
        "on average",
    ],
)
def test_what_holds_nearly_or_not_surely_is_not_supposed(read, hypotheses, hedge):
    document = read(f"Suppose that $x = y$ {hedge}. Then \\[ x \\le y . \\]").document()
    said, unread = hypotheses(document, document.claims[0])
    assert said == []
    assert unread


def test_what_holds_outside_of_something_is_not_supposed_everywhere(read, hypotheses):
    words = r"Let $f(x) \ge 0$ for all $x \in \mathbb{R}^d$ outside the unit ball."
    document = read(rf"{words} Then \[ f(y) \ge 0 . \]").document()
    assert hypotheses(document, document.claims[0])[0] == []


@pytest.mark.parametrize("where", ["on $[0, 1]$", "for $t \\le 1$", "on $C$"])
def test_a_property_on_an_interval_is_not_supposed_everywhere(read, hypotheses, where):
    words = f"% proofcheck: g : path in R\nLet $g$ be nonnegative {where}."
    document = read(f"{words} Then \\[ g(3) \\ge 0 . \\]").document()
    assert hypotheses(document, document.claims[0])[0] == []


def test_a_property_on_the_half_line_is_supposed(read, hypotheses):
    words = "% proofcheck: g : path in R\nLet $g$ be nonnegative on $[0, \\infty)$."
    document = read(f"{words} Then \\[ g(3) \\ge 0 . \\]").document()
    assert hypotheses(document, document.claims[0])[0]


def test_what_was_supposed_to_the_contrary_ends_with_the_contradiction(read, hypotheses):
    words = "Suppose to the contrary that $x < 0$. Then $x^2 > 0$, a contradiction."
    document = read(f"{words} Hence \\[ x < 1 . \\]").document()
    assert "x < 0" not in hypotheses(document, document.claims[-1])[0]


@pytest.mark.parametrize(
    "words", ["if $x \\ge 0$", "for $x \\ge 0$ and $h(x) = 0$ otherwise", "and $h(x) = 0$ for $x < 0$"]
)
def test_a_function_is_not_what_one_of_its_cases_says(read, words):
    assert not read(f"Let $h(x) = x^2$ {words}. Then \\[ h(-1) = 1 . \\]").document().claims


def test_a_function_is_what_its_definition_says_for_all_arguments(read):
    assert len(read("Let $h(x) = x^2$ for all $x$. Then \\[ h(-1) = 1 . \\]").document().claims) == 1


def test_what_a_lemma_supposes_may_be_supposed_outside_of_it_by_its_name(read, hypotheses):
    lemma = r"\begin{lemma}\label{one} Let $x > 1$. Then $x^2 > x$. \end{lemma}"
    document = read(rf"{lemma} Under the assumptions of Lemma~\ref{{one}}, \[ x^3 > x . \]").document()
    assert [hypotheses(document, claim)[0] for claim in document.claims] == [["x > 1"], ["x > 1"]]


def test_what_is_no_longer_assumed_is_not_supposed(read, hypotheses):
    document = read(r"We no longer assume $x > 0$. \[ x + 1 > 0 . \]").document()
    assert hypotheses(document, document.claims[0])[0] == []


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Let $[x]$ denote the integer part of $x$.", "[x] = x"),
        ("Let $[x]$ denote the integer part of $x$.", "[x + 1] = x + 1"),
        ("Here $\\{x\\}$ is the fractional part of $x$.", "\\{x\\} = x"),
        ("By definition, $[n]$ stands for the set of the first numbers.", "[n] = n"),
    ],
)
def test_brackets_that_words_give_a_meaning_do_not_only_group(read, words, claim):
    document = read(f"{words} Then \\[ {claim} . \\]").document()
    assert not document.claims
    assert any("line 1 says that this is" in message for message in said(document))


@pytest.mark.parametrize("words", ["Let $x$ be a number.", "Let $[n]$ denote the set of the first numbers."])
def test_other_brackets_group(read, words):
    assert len(read(f"{words} Then \\[ [x + 1]^2 \\ge 0 . \\]").document().claims) == 1


@pytest.mark.parametrize(
    "words",
    [
        r"Partition $K \in \mathbb{R}^{d \times d}$ into $K_{11}$, $K_{12}$ and $K_{21}$.",
        r"Let $K \in \mathbb{R}^{d \times d}$ be $\begin{pmatrix} K_{11} & K_{12} \\ K_{21} & K_{22} \end{pmatrix}$.",
    ],
)
def test_blocks_of_a_matrix_are_no_numbers(read, words):
    document = read(rf"{words} Then \[ K_{{12}} K_{{21}} = K_{{21}} K_{{12}} . \]").document()
    assert not document.claims
    assert any("may be a block of K" in message for message in said(document))


def test_a_part_of_what_is_called_a_matrix_may_be_a_matrix(read):
    document = read(r"Let $K$ be a positive definite matrix. Then \[ K_{I,J} K_{J,I} = K_{J,I} K_{I,J} . \]").document()
    [claim] = document.claims
    assert any("K_IJ, K_JI: not declared, taken for matrices" in h.text for h in claim.tacit)


@pytest.mark.parametrize(
    "words", ["Let $K \\in \\mathbb{R}^{d \\times d}$.", "Let $K$ be the matrix with entries $K_{ij}$."]
)
def test_entries_of_a_matrix_are_numbers(read, words):
    document = read(f"{words} Then \\[ K_{{ij}} K_{{ji}} = K_{{ji}} K_{{ij}} . \\]").document()
    assert len(document.claims) == 1, said(document)


def test_pi_beside_numbers_is_a_number_of_which_nothing_false_is_known(read):
    reading = read(r"Let $x \in \mathbb{R}$. Then \[ x / (2 \pi) \le \pi^2 . \]")
    [claim] = reading.document().claims
    assert any(getattr(part, "unread", False) for h in claim.tacit for part in h.parts)
    mixture = read(r"\[ \pi_1 + 2 \pi = 2 \pi + \pi_1 \]").document()
    assert "may be the constant" in said(mixture)[0]


def test_an_i_beside_pi_in_an_exponent_is_the_imaginary_unit(read):
    words = r"Let $a_i = 2 i$ for all $i \in \mathbb{N}$. We have $2 \pi > 0$ and $\sum_{i=1}^n a_i \ge 0$. Then"
    document = read(words + r" \[ e^{2 \pi i t} = (e^{2 \pi t})^i, \qquad e^{\pi i} = -1 . \]").document()
    assert any("imaginary unit" in message for message in said(document))
    assert not any("exp" in claim.text for claim in document.claims)
