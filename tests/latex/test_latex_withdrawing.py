"""Properties and signs that a text takes back: they are supposed no longer."""

import pytest
from suppositions import last

from proofcheck.lang.translate import definitions

CONVEX = "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ ∀ x, y ∈ R^n"
FUNCTION = r"Let $f : \mathbb R^n \to \mathbb R$ be differentiable and convex."
CLAIM = r"\[ f(y) \ge f(x) + \langle \nabla f(x), y - x \rangle . \]"


@pytest.mark.parametrize(
    "said",
    [
        "Now let $f$ be nonconvex. Then",
        "From here on $f$ need not be convex. Then",
        "We no longer assume that $f$ is convex. Then",
        "Next we drop the convexity of $f$. Then",
        "The function $f$ is now only assumed to be differentiable. Then",
        "For nonconvex $f$ we have",
        "Without convexity,",
        "In the nonconvex case we have",
        "For functions that are not convex,",
        "Convexity of $f$ is not needed here. Then",
    ],
)
def test_a_property_that_is_taken_back_is_supposed_no_longer(read, said):
    assert last(read(rf"{FUNCTION} {said} {CLAIM}")) == ([], True)


@pytest.mark.parametrize(
    "said",
    [
        "Here $f$ is not only convex but also bounded. Then",
        "Of course $f$ is not strongly convex. Then",
        "Unlike for nonconvex functions, we have",
        "Let $h$ be nonconvex. Then",
    ],
)
def test_a_property_that_is_not_taken_back_stays(read, said):
    assert CONVEX in last(read(rf"{FUNCTION} {said} {CLAIM}"))[0]


def test_what_is_taken_back_in_passing_is_supposed_again_in_the_next_paragraph(read):
    later = f"\n\nThen\n{CLAIM}"
    assert CONVEX in last(read(f"{FUNCTION} Without convexity, little is known.{later}"))[0]
    assert CONVEX not in last(read(f"{FUNCTION} Without convexity from here on, little is known.{later}"))[0]


@pytest.mark.parametrize(
    "said",
    [
        "We no longer assume that $a$ is positive.",
        "From now on, $a$ may be negative.",
        "In the rest of this section $a$ is allowed to be negative.",
        "The positivity of $a$ is dropped from now on.",
        "We now let $a$ have any sign.",
        "The assumption $a > 0$ will not be used below.",
        "Let us forget about $a > 0$.",
        "The condition $a > 0$ is no longer in force.",
        "Unlike above, $a$ can now take any real value.",
    ],
)
@pytest.mark.parametrize("first", ["Let $a > 0$.", r"\begin{lemma} Let $a > 0$. Then $a + 1 \ge 1$. \end{lemma}"])
def test_a_sign_that_is_taken_back_is_supposed_no_longer(read, first, said):
    assert last(read(rf"{first} {said} \begin{{lemma}} Then $a^3 + a \ge 0$. \end{{lemma}}"))[0] == []


@pytest.mark.parametrize("said", ["In the present section,", "For the whole of this section,"])
def test_what_is_supposed_for_a_section_ends_with_it(read, said):
    text = rf"\section{{A}} {said} we assume that $b \ge 1$. \section{{B}} Then \[ b^2 \ge b . \]"
    assert last(read(text))[0] == []


@pytest.mark.parametrize(
    "said",
    [
        "From now on, $c$ denotes the number $3$.",
        "In this section, $c = 3$.",
        "Here we use $c = 3$ instead.",
        "Let $c$ now be equal to $3$.",
    ],
)
def test_a_letter_that_gets_another_number_no_longer_is_the_first(read, said):
    reading = read(rf"Let $c = 2$. Then \[ c^2 = 4 . \] {said} Then \[ c^2 = 4 . \]")
    first, second = reading.document().claims
    assert [*definitions(first.says)] != []
    assert [*definitions(second.says)] == []
    assert last(reading)[1]


@pytest.mark.parametrize(
    "said", ["(or $x \\le 0$)", "(and not $x \\le 0$)", "(as opposed to $x \\le 0$)", r"[resp.\ $x \le 0$]"]
)
def test_what_stands_beside_a_supposition_for_another_one_is_not_supposed(read, said):
    text = rf"\begin{{lemma}} Let $x$ be real with $x \ge 0$ {said}. Then $x^3 \ge 0$. \end{{lemma}}"
    assert last(read(text)) == (["x ≥ 0"], True)


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x \in \mathbb R^n$ and $|x| = \max_i |x_i|$.",
        r"Let $\|x\| = \sum_i |x_i|$ for $x \in \mathbb R^n$.",
        r"Let $|x|$ denote the number of nonzero entries of $x \in \mathbb R^n$.",
        r"All norms are $\ell_\infty$ norms, and $x \in \mathbb R^n$.",
    ],
)
def test_a_norm_that_is_said_to_be_another_one_is_not_the_usual_one(read, said):
    assert read(rf"{said} Then \[ \|x\|^2 = \langle x, x \rangle . \]").document().claims == ()


@pytest.mark.parametrize(
    "said",
    [
        r"Let $x \in \mathbb R^n$ and $\|x\| = \sqrt{\sum_i x_i^2}$.",
        r"All norms are $\ell_2$ norms, and $x \in \mathbb R^n$.",
        r"For a finite set $S$, let $|S|$ be the number of its elements. Let $x \in \mathbb R^n$.",
    ],
)
def test_the_usual_norm_is_the_usual_norm(read, said):
    assert read(rf"{said} Then \[ \|x\|^2 = \langle x, x \rangle . \]").document().claims != ()


def test_what_holds_eventually_is_not_claimed_of_all(read):
    text = r"\begin{lemma} Let $n \in \mathbb N$. Then $n \ge 10$ eventually. \end{lemma}"
    assert read(text).document().claims == ()


@pytest.mark.parametrize(
    "said",
    [
        "We now come to the general case:",
        "This restriction will be removed now. We have",
        "Now we treat general $x$. Then",
        "Without the restriction on $x$ we have",
    ],
)
def test_what_is_supposed_for_a_while_ends_where_it_is_said_so(read, said):
    claim = r"\[ x^2 \ge x . \]"
    assert last(read(rf"Assume first that $x \ge 1$. Then {claim} {said} {claim}")) == ([], True)


@pytest.mark.parametrize("said", [r"As $n \to \infty$, $1/n \le 1/9$.", r"Then $1/n \le 1/9$ as $n \to \infty$."])
def test_what_holds_in_a_limit_is_not_claimed_before(read, said):
    assert read(rf"\begin{{lemma}} Let $n \in \mathbb N$. {said} \end{{lemma}}").document().claims == ()
