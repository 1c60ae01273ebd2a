"""Of what a word for a property is said: of the name, or of something that it has, or is made of."""

import pytest

_CONVEX = "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ ∀ x, y ∈ R^d"
_LIPSCHITZ = "|f(x) - f(y)| ≤ L ‖x - y‖ ∀ x, y ∈ R^d"
_STEEP = "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d"
_CLAIM = r"Then for all $u, v \in \mathbb{R}^d$ \[ f(u) \le f(v) + L \|u - v\|. \]"


@pytest.fixture
def supposed(read, hypotheses):
    """What words suppose of f, and what of that is not read."""

    def under(words):
        declared = words.replace("$f$", r"$f : \mathbb{R}^d \to \mathbb{R}$", 1)
        document = read(f"{declared} {_CLAIM}").document()
        said, doubts = hypotheses(document, document.claims[0])
        return [each for each in said if "f(" in each], doubts

    return under


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (r"Let $f$ be a convex penalty.", _CONVEX),
        (r"Let $f$ be a proper, closed, convex regulariser.", _CONVEX),
        (r"Let $f$ be a loss function that is convex.", _CONVEX),
        (r"Suppose that $f$ is both convex and differentiable.", _CONVEX),
        (r"Consider a convex training loss $f$.", _CONVEX),
        (r"Let $f$ be $L$-Lipschitz (but not necessarily convex).", _LIPSCHITZ),
        (r"Let $f$ be $L$-Lipschitz with respect to the Euclidean norm.", _LIPSCHITZ),
        (r"Let $f$ be differentiable with $L$-Lipschitz derivative.", _STEEP),
        (r"Let $f$ be a smooth function with smoothness parameter $L$.", _STEEP),
    ],
)
def test_a_property_of_the_name_is_supposed(supposed, words, says):
    assert supposed(words)[0] == [says]


@pytest.mark.parametrize(
    "words",
    [
        "Let $f$ have convex level sets.",
        "Let $f$ be a function with convex, closed sublevel sets.",
        "Let $f$ be defined on a convex set.",
        "Let $f$ be a loss for convex optimization.",
        "Let $f$ be a difference of convex functions.",
        "Let $f$ be a function with a convex upper bound.",
        "Let $f$ be a convex-like function.",
        "Let $f$ be twice differentiable with an $L$-Lipschitz Hessian.",
        "Let $f$ be such that its Hessian is $L$-Lipschitz.",
        "Let $f$ have an $L$-smooth Moreau envelope.",
        "Let $f$ be a sum of $L$-Lipschitz functions.",
        "Let $f$ be $L$-Lipschitz with respect to the sup norm.",
        "Let $f$ whose conjugate is convex.",
        "Assume that $f$ restricted to the unit ball is convex.",
        "Assume that the difference between $f$ and $g$ is convex.",
        "Assume that $f$ is $L$-smooth relative to a kernel.",
    ],
)
def test_a_property_of_something_else_is_in_doubt(supposed, words):
    says, doubts = supposed(words)
    assert says == []
    assert doubts


def test_a_map_has_a_lipschitz_jacobian(read, hypotheses):
    body = r"Let $g : \mathbb{R}^p \to \mathbb{R}^n$ have an $M$-Lipschitz Jacobian. Then \[ \|g(u)\| \le M. \]"
    document = read(body).document()
    assert "‖Dg(x) - Dg(y)‖ ≤ M ‖x - y‖ ∀ x, y ∈ R^p" in hypotheses(document, document.claims[0])[0]


@pytest.mark.parametrize(
    "words",
    [
        r"Let $(a_k)$ be a sequence of positive numbers.",
        r"Let $\{a_k\}$ be a positive sequence.",
        r"Let $(a_k)_{k \ge 0}$ be positive.",
        r"Consider a sequence of positive step sizes $(a_k)_{k \in \mathbb{N}}$.",
        r"Let $\{a_n\}$ be a sequence of positive reals.",
    ],
)
def test_what_is_said_of_a_sequence_is_said_of_its_terms(read, hypotheses, words):
    index = "n" if "a_n" in words else "k"
    document = read(rf"{words} Then for all ${index}$ \[ 1 + a_{index} > 1. \]").document()
    said, unread = hypotheses(document, document.claims[0])
    assert said == [f"a_{index} > 0 ∀ {index} ∈ N"]
    assert unread == []


def test_what_a_statement_says_plainly_may_be_supposed(supposed):
    says, doubts = supposed(r"\begin{lemma} The function $f$ is convex. Then \[ f(0) \ge 0. \] \end{lemma}")
    assert not says
    assert doubts
