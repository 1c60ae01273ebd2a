"""What comments tell, read in full or not at all: a declaration that is read in part says something else."""

import pytest

GRADIENT = r"f(y) \ge f(x) + \langle \nabla f(x), y - x \rangle"


@pytest.mark.parametrize(
    "told",
    [
        r"f : \R^d -> \R convex",
        r"f, g : \R^d -> \R convex and differentiable",
        r"f : \R^d -> \R differentiable convex",
        r"f : \R^d -> \R \mu-strongly convex",
    ],
)
def test_what_a_declaration_says_of_a_function_is_supposed(read, hypotheses, told):
    document = read(f"% proofcheck: {told}\n% proofcheck: x, y in \\R^d\n\\[ {GRADIENT} . \\]").document()
    [claim] = document.claims
    assert any("f(y) ≥ f(x)" in said for said in hypotheses(document, claim)[0])


def test_a_map_is_lipschitz_with_its_constant(read, hypotheses):
    told = "% proofcheck: A : \\R^d -> \\R^d L-Lipschitz; x, y in \\R^d\n"
    document = read(f"{told}\\[ \\|A(x) - A(y)\\| \\le L \\|x - y\\| . \\]").document()
    assert "‖A(x) - A(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d" in hypotheses(document, document.claims[0])[0]


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ("x : integer", "x^2 \\ge x"),
        ("x : complex", "x^2 \\ge 0"),
        ("x in \\mathbb{C}", "x^2 \\ge 0"),
        ("x : scalar, x >= 0", "x \\ge 0"),
        ("x : unit vector in R^d", "x^2 = 1"),
        ("f : \\R -> \\R convex", "f(1) \\le f(0)"),
    ],
)
def test_nothing_is_known_of_a_name_whose_declaration_is_not_read(read, told, claim):
    document = read(f"% proofcheck: {told}\n\\[ {claim} . \\]").document()
    assert not document.claims
    assert "says of it is not read" in document.problems[-1].message


def test_a_hypothesis_that_is_not_read_leaves_its_letters_in_doubt(read, hypotheses):
    document = read("% proofcheck: given a is invertible\n\\[ a > 0 . \\]").document()
    assert hypotheses(document, document.claims[0])[1]


@pytest.mark.parametrize(
    "words",
    [
        r"Let $f$ be convex, $g$ concave.",
        r"Let $f$ be a convex function and $g$ a concave function.",
    ],
)
def test_a_verb_may_be_left_out_before_the_second_name(read, hypotheses, words):
    body = r"Then \[ g(y) \le g(x) + \langle \nabla g(x), y - x \rangle + f(x) - f(x) . \]"
    document = read(f"{words} {body}").document()
    said = hypotheses(document, document.claims[0])[0]
    assert [text[0] for text in said if "≤" in text] == ["g"]
    assert [text[0] for text in said if "≥" in text] == ["f"]


def test_a_constant_may_stand_before_what_the_second_name_is(read, hypotheses):
    body = r"Then \[ \|\nabla g(x) - \nabla g(y)\| \le L \|x - y\| + f(x) . \]"
    document = read(f"Let $f$ be convex, $g$ $L$-smooth. {body}").document()
    assert [t for t in hypotheses(document, document.claims[0])[0] if "L" in t and "∇f" in t] == []
    assert [t for t in hypotheses(document, document.claims[0])[0] if "∇g" in t]


def test_another_name_is_no_size(read, hypotheses):
    document = read(r"Let $A$ be symmetric, $B$ a symmetric matrix. Then \[ A + B = B^\top + A^\top . \]").document()
    assert {"Aᵀ = A", "Bᵀ = B"} <= set(hypotheses(document, document.claims[0])[0])


@pytest.mark.parametrize(
    "words",
    [
        "Suppose that $f$ is convex, or $g$ is convex.",
        "Suppose that $f$ or $g$ is convex.",
        "Let $f$ and $g$ be convex, respectively concave.",
        "Let $f$ (resp. $g$) be convex (resp. concave).",
    ],
)
def test_one_of_two_is_not_supposed(read, hypotheses, words):
    body = r"Then \[ g(y) \ge g(x) + \langle \nabla g(x), y - x \rangle . \]"
    document = read(f"{words} {body}").document()
    said, unread = hypotheses(document, document.claims[0])
    assert said == []
    assert unread


@pytest.mark.parametrize(
    "words",
    [
        "Suppose that not both $x > 0$ and $y > 0$.",
        "Suppose that at least one of $x > 0$ and $y > 0$ holds.",
        "Suppose one of $x > 0$, $y > 0$.",
        "Suppose that $x > 0$ and $y > 0$ cannot both hold.",
        "Suppose that $x > 0$ almost surely fails.",
        "Suppose it is impossible that $x > 0$.",
    ],
)
def test_what_is_denied_of_several_together_is_supposed_of_none(read, hypotheses, words):
    document = read(f"{words} Then \\[ x > 0 . \\]").document()
    said, unread = hypotheses(document, document.claims[0])
    assert said == []
    assert unread
