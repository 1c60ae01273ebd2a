"""What a sentence says a function to be, however its author joins the parts of that: each is supposed, and no other."""

import random

import pytest

SMOOTH = "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d"
CONVEX = "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ ∀ x, y ∈ R^d"
STRONG = "f(y) ≥ f(x) + ⟨∇f(x), y - x⟩ + (μ / 2) ‖y - x‖² ∀ x, y ∈ R^d"
SLOPING = "|f(x) - f(y)| ≤ G ‖x - y‖ ∀ x, y ∈ R^d"
LEAST = "f(x*) ≤ f(y) ∀ y ∈ R^d"
BELOW = "f(y) ≥ c ∀ y ∈ R^d"
STEP = "x_{k + 1} = x_k - η ∇f(x_k) ∀ k ∈ N"

BEING = {
    SMOOTH: ("$L$-smooth", "smooth with constant $L$", "smooth with parameter $L > 0$"),
    CONVEX: ("convex", "convex and differentiable", "differentiable and convex"),
    STRONG: (r"$\mu$-strongly convex", r"strongly convex with constant $\mu > 0$"),
    SLOPING: ("$G$-Lipschitz", "$G$-Lipschitz continuous", "Lipschitz with constant $G$"),
    BELOW: ("bounded below by $c$", "bounded from below by $c$"),
}
HAVING = {
    LEAST: (
        "with minimiser $x^*$",
        "with a unique minimizer $x^*$",
        "with global minimum at $x^*$",
        "that attains its minimum at $x^*$",
        "that is minimised at $x^*$",
        ", which has a minimiser $x^*$",
    ),
    SMOOTH: (
        "with $L$-Lipschitz gradient",
        "with an $L$-Lipschitz continuous gradient",
        "whose gradient is $L$-Lipschitz",
        "with gradient $L$-Lipschitz",
    ),
}
OPENERS = ("Let {f} be {a}", "Suppose {f} is {a}", "Assume that {f} is {a}", "Let {f} be a function that is {a}")
ITERATED = (
    "",
    ", and let ${step}$ with $0 < \\eta \\le 1$",
    " and ${step}$ with step size $0 < \\eta \\le 1$",
    ", and ${step}$, where $0 < \\eta \\le 1$",
    ". Let ${step}$ for some $0 < \\eta \\le 1$",
    ". Consider gradient descent ${step}$ with a step size $\\eta \\in (0, 1]$",
)


def said(rng):
    """A sentence, and what it supposes."""
    kinds = rng.sample([*BEING], rng.choice([1, 2, 2, 3]))
    kinds = [kind for kind in kinds if kind != CONVEX or STRONG not in kinds]
    *first, last = [rng.choice(BEING[kind]) for kind in kinds]
    joined = ", ".join(first) + (rng.choice([" and ", ", and "]) if first else "") + last
    had = [kind for kind in HAVING if kind not in kinds and rng.random() < 0.5]
    after = [rng.choice(HAVING[kind]) for kind in had[:1]]
    sentence = rng.choice(OPENERS).format(f=r"$f : \mathbb{R}^d \to \mathbb{R}$", a=joined)
    sentence += "".join(part if part.startswith(",") else f" {part}" for part in after)
    step = rng.choice(ITERATED)
    meant = {*kinds, *had[:1], *({STEP, "0 < η", "η ≤ 1"} if step else ())}
    return sentence + step.replace("{step}", r"x_{k+1} = x_k - \eta \nabla f(x_k)") + ".", meant


def supposed(read, sentence):
    """What a lemma supposes that begins with a sentence, and what of that is not read."""
    ending = r"\[ f(x_3) \le f(x_2) + L + G + \mu + c + f(x^*) . \]"
    document = read(rf"\begin{{lemma}} {sentence} Then {ending} \end{{lemma}}").document()
    hypotheses = document.hypotheses(document.claims[-1])
    unread = [h.text for h in hypotheses if "not read" in h.text]
    return {h.text.replace("η > 0", "0 < η") for h in hypotheses}, unread


@pytest.mark.parametrize("seed", range(12))
def test_all_that_is_said_is_supposed_and_nothing_is_in_doubt(read, seed):
    rng = random.Random(seed)
    for _ in range(5):
        sentence, meant = said(rng)
        texts, doubts = supposed(read, sentence)
        assert meant <= texts, sentence
        assert not (texts & {SMOOTH, CONVEX, STRONG, SLOPING, LEAST, BELOW}) - meant, sentence
        assert not doubts, sentence


@pytest.mark.parametrize(
    "said",
    [
        "Let $f : \\mathbb{R}^d \\to \\mathbb{R}$ be convex or $L$-smooth with minimiser $x^*$.",
        "Let $f : \\mathbb{R}^d \\to \\mathbb{R}$ be $L$-smooth on the unit ball and convex.",
        "Let $f : \\mathbb{R}^d \\to \\mathbb{R}$ be $L$-smooth for large $k$.",
        "Let $f : \\mathbb{R}^d \\to \\mathbb{R}$ be a sum of $L$-smooth functions.",
        "Let $f : \\mathbb{R}^d \\to \\mathbb{R}$ have an inverse with $L$-Lipschitz gradient.",
        "Let $f : \\mathbb{R}^d \\to \\mathbb{R}$ be a function that is neither $L$-smooth nor convex.",
    ],
)
def test_what_limits_a_part_of_it_is_not_passed_over(read, said):
    texts, doubts = supposed(read, said)
    assert SMOOTH not in texts
    assert doubts


def test_a_property_of_the_gradient_is_none_of_the_function(read):
    texts, _ = supposed(read, r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable with gradient $L$-Lipschitz.")
    assert SMOOTH in texts
    assert SMOOTH.replace("∇", "").replace("‖f(x) - f(y)‖", "|f(x) - f(y)|") not in texts


def test_what_is_said_of_two_functions_is_said_of_both(read):
    texts, _ = supposed(
        read,
        r"Let $f : \mathbb{R}^d \to \mathbb{R}$ and $g : \mathbb{R}^d \to \mathbb{R}$ be smooth with constant $L$ and "
        r"$G$-Lipschitz. Let $x_1 = x_2 - \nabla g(x_2)$.",
    )
    assert {SLOPING, SLOPING.replace("f(", "g(")} <= texts


@pytest.mark.parametrize(
    "said",
    [
        r"Define $u = a^2 + b^2 \text{ if $a \ge b$}$.",
        r"Let \[ u = a^2 + b^2 \quad \text{if } a \ge b . \]",
        r"Define $u = a^2 + b^2$ if $a \ge b$.",
    ],
)
def test_what_a_name_stands_for_under_a_condition_it_does_not_stand_for_without(read, said):
    document = read(rf"{said} Then \[ u \ge a^2 . \]").document()
    [claim] = document.claims
    assert "a ≥ b ⇒ u = a² + b²" in [h.text for h in document.hypotheses(claim)]


def test_a_function_with_an_index_is_another_one_than_that_without(read):
    document = read(r"""
        Let $S_1, \dots, S_n$ be numbers and define $R(w) = \|w\|^2$ for $w \in \mathbb{R}^d$. For $u \in \mathbb{R}^d$,
        \[ R_{S_1}(u) \le R(u) . \]
    """).document()
    assert "R(S_1)" not in "".join(claim.text for claim in document.claims)


@pytest.mark.parametrize("said", ["$L$-Lipschitz whenever it is positive", "$L$-smooth while it is small"])
def test_a_property_under_a_condition_on_the_function_is_in_doubt(read, said):
    texts, doubts = supposed(read, rf"Let $f : \mathbb{{R}}^d \to \mathbb{{R}}$ be {said}.")
    assert not texts & {SMOOTH, SLOPING, SLOPING.replace("G", "L")}
    assert doubts


@pytest.mark.parametrize("said", ["a constant times a positive number", "at most a positive number"])
def test_what_is_made_of_a_positive_number_need_not_be_one(read, said):
    document = read(rf"Let $c$ be {said}. Then \[ c > 0 . \]").document()
    hypotheses = [h.text for h in document.hypotheses(document.claims[-1])]
    assert "c > 0" not in hypotheses
    assert [text for text in hypotheses if "not read" in text]
