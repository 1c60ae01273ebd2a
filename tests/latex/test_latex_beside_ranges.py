r"""What stands after "for all ... and": one more range, a condition on what is ranged over, or something else."""

import pytest

from proofcheck.lang.printing import text

SETTING = r"""
    Let $K \subseteq \mathbb{R}^d$ be convex, let $f, h : \mathbb{R}^d \to \mathbb{R}$ be differentiable, and let
    $g_1, \dots, g_n : \mathbb{R}^d \to \mathbb{R}$ be differentiable.
"""
SAID = {
    r"$h(y) \le D$ for all $y \in K$ and $\|\nabla f(x)\| \le G$ for all $x \in K$": [
        "h(y) ≤ D ∀ y ∈ K",
        "‖∇f(x)‖ ≤ G ∀ x ∈ K",
    ],
    r"$\|x - y\| \le D$ for all $x, y \in K$ and $\|\nabla g_i(x)\| \le G$ for all $x \in K$ and all $i$": [
        "‖x - y‖ ≤ D ∀ x ∈ K, y ∈ K",
        "‖∇g_i(x)‖ ≤ G ∀ x ∈ K, i = 1, ..., n",
    ],
    r"$\|\nabla g_i(x)\| \le G$ for all $x$ and $i$": ["‖∇g_i(x)‖ ≤ G ∀ x ∈ R^d, i = 1, ..., n"],
    r"$\|\nabla g_i(x)\| \le G$ for every $x \in K$ and $i \le n$": ["‖∇g_i(x)‖ ≤ G ∀ x ∈ K, i ∈ N, i ≤ n"],
    r"$f(x) \ge c$ for all $x$ and $0 < \eta \le 1/2$": ["f(x) ≥ c ∀ x ∈ R^d", "0 < η", "η ≤ 1 / 2"],
    r"$f(x) \ge c$ for all $x \in \mathbb{R}^d$ and $\eta > 0$": ["f(x) ≥ c ∀ x ∈ R^d", "η > 0"],
    r"$f(x) \ge c$ for all $x$ and $\|x\| \le 1$": ["‖x‖ ≤ 1 ⇒ f(x) ≥ c ∀ x ∈ R^d"],
    r"$\|\nabla f(x) - \nabla f(y)\| \le L \|x - y\|$ for all $x, y$ and $L > 0$": [
        "‖∇f(x) - ∇f(y)‖ ≤ L ‖x - y‖ ∀ x, y ∈ R^d",
        "L > 0",
    ],
}


@pytest.mark.parametrize("said", SAID)
def test_what_stands_after_a_range_is_supposed_as_it_is_meant(read, said):
    reading = read(rf"{SETTING} Suppose that {said}. \[ \eta L c^2 G D \ge 0 \]")
    document = reading.document()
    supposed = [text(a) for h in document.hypotheses(document.claims[-1]) for a in h.assertions]
    assert [one for one in supposed if "∈ K ∀" not in one] == SAID[said]


def test_a_condition_after_the_range_of_a_claim_is_one_of_it(read):
    [claim] = read(rf"{SETTING} We have $f(x) \ge c$. \[ f(x) \ge c \] for all $x$ and $c \le 1$.").document().claims
    assert claim.text == "c ≤ 1 ⇒ f(x) ≥ c ∀ x ∈ R^d"


def test_the_step_before_a_projection_is_positive(read):
    step = r"x_{k+1} = \Pi_K(x_k - \eta \nabla f(x_k))"
    document = read(rf"{SETTING} Let ${step}$. \[ \|x_{{k+1}} - x_k\| \le \eta \|\nabla f(x_k)\| \]").document()
    assert [text(a) for h in document.claims[0].tacit for a in h.assertions] == ["η > 0"]


@pytest.mark.parametrize("word", ["Writing", "Denoting", "Defining", "With", "Let us write"])
def test_what_is_named_before_the_main_clause_is_named_for_all_indices(read, word):
    said = rf"We have $f(x_k) \ge 0$. {word} $e_k = f(x_k) - f(z)$, we get \[ e_{{k+1}} \le e_k . \]"
    steps = r"Let $x_{k+1} = x_k - \eta \nabla f(x_k)$."
    document = read(rf"{SETTING} {steps} \begin{{proof}} {said} \end{{proof}}").document()
    supposed = [text(a) for h in document.hypotheses(document.claims[-1]) for a in h.assertions]
    assert "e_k = f(x_k) - f(z) ∀ k ∈ N" in supposed


CONTRACTION = r"Let $T : \mathbb{R}^d \to \mathbb{R}^d$ be $q$-Lipschitz, and let $x_{n+1} = T x_n$."


def test_a_map_to_vectors_is_applied_to_the_vector_beside_it(read):
    document = read(rf"{CONTRACTION} \[ \|T x_{{n+1}} - T T x_0\| \le q \|T x_n - x_1\| \]").document()
    assert [claim.text for claim in document.claims] == ["‖T(x_{n + 1}) - T(T(x_0))‖ ≤ q ‖T(x_n) - x_1‖"]


def test_a_diameter_bounds_all_distances(read):
    said = r"Let $C \subset \mathbb{R}^d$ be a compact convex set with diameter $D$, and let $u, v \in C$."
    [claim] = (document := read(rf"{said} \[ \|u - v\| \le D \]").document()).claims
    assert "‖x - y‖ ≤ D ∀ x ∈ C, y ∈ C" in [text(a) for h in document.hypotheses(claim) for a in h.assertions]


def test_a_name_with_primes_beside_a_sequence_is_another_sequence(read):
    said = r"Let $w_{t+1} = w_t - \eta \nabla f(w_t)$ and $w'_{t+1} = w'_t - \eta \nabla f(w'_t)$."
    document = read(rf"{SETTING} {said} \[ \|w_{{t+1}} - w'_{{t+1}}\| \le \|w_t - w'_t\| \]").document()
    assert [claim.text for claim in document.claims] == ["‖w_{t + 1} - (w')_{t + 1}‖ ≤ ‖w_t - (w')_t‖"]
    supposed = [text(a) for h in document.hypotheses(document.claims[0]) for a in h.assertions]
    assert "(w')_{t + 1} = (w')_t - η ∇f((w')_t) ∀ t ∈ N" in supposed


@pytest.mark.parametrize("where", ["In the interval", "On the interval", "Over the range"])
def test_what_an_interval_is_named_by_is_a_range(read, where):
    said = rf"Let $q(t) = t^2$. {where} $0 \le t \le 1$, we have \[ q(t) \le t . \]"
    document = read(rf"\begin{{lemma}} {said} \end{{lemma}}").document()
    assert [claim.text for claim in document.claims] == ["q(t) ≤ t ∀ t ∈ [0, 1]"]


@pytest.mark.parametrize(
    "over", [r"$x$ and all $y$ with", r"$y$ and all $x$ such that", r"$x$ and $y$ and", r"$y$ and $x$ and"]
)
def test_a_condition_after_several_ranges_is_one_on_any_of_them(read, over):
    said = rf"Suppose that $f(x) - h(y) \le D$ for all {over} $\|y\| \le 1$."
    document = read(rf"{SETTING} {said} \[ \eta L c^2 G D \ge 0 \]").document()
    supposed = [text(a) for h in document.hypotheses(document.claims[-1]) for a in h.assertions]
    assert any("‖y‖ ≤ 1 ⇒ f(x) - h(y) ≤ D ∀" in one for one in supposed)
    assert not any(one.startswith("f(x) - h(y) ≤ D") for one in supposed)


def test_an_interval_in_brackets_is_none_of_its_bounds(read):
    said = r"Let $q(t) = t^2$. On the interval $[0, 1]$ we have \[ q(t) \le t . \]"
    [claim] = read(rf"\begin{{lemma}} {said} \end{{lemma}}").document().claims
    assert [remark.text for h in claim.tacit for remark in h.parts if "[0,1]" in str(remark)] != []
