r"""Runs of an iteration on random data: sums over all steps, averaged iterates, and what is supposed of each step."""

from dataclasses import replace

import pytest

from proofcheck.lang.printing import text
from proofcheck.lang.translate import clauses
from proofcheck.models.confirmation import confirm
from proofcheck.provers.search import prove
from proofcheck.refuters.search import refute

SGD = r"""
\begin{theorem}
Let $F : \mathbb{R}^d \to \mathbb{R}$ be convex and differentiable with a minimizer $w^*$.
Let $w_{k+1} = w_k - \eta g_k$ with $\eta > 0$, where
$\mathbb{E}[g_k \mid w_k] = \nabla F(w_k)$ and $\mathbb{E}[\|g_k\|^2 \mid w_k] \le G^2$.
Let $\bar w_K = \frac{1}{K} \sum_{k=0}^{K-1} w_k$ with $K \ge 1$.
\[ CLAIM \]
\end{theorem}
"""
SUM = r"2 \eta \sum_{k=0}^{K-1} \mathbb{E}[F(w_k) - F(w^*)]"
START = r"\|w_0 - w^*\|^2"
MEAN = r"\mathbb{E}[F(\bar w_K)] - F(w^*)"
TRUE = {
    "what is left over at the end": rf"{SUM} \le {START} - \mathbb{{E}}[\|w_K - w^*\|^2] + K \eta^2 G^2",
    "which is not negative": rf"{SUM} \le {START} + K \eta^2 G^2",
    "at the mean of the iterates": rf"{MEAN} \le \frac{{1}}{{K}} \sum_{{k=0}}^{{K-1}} \mathbb{{E}}[F(w_k) - F(w^*)]",
    "from where it starts": rf"{MEAN} \le \frac{{{START}}}{{2 \eta K}} + \frac{{\eta G^2}}{{2}}",
}
FALSE = {
    "without noise": rf"{SUM} \le {START} - \mathbb{{E}}[\|w_K - w^*\|^2]",
    "half of the noise": rf"{SUM} \le {START} - \mathbb{{E}}[\|w_K - w^*\|^2] + \frac{{K \eta^2 G^2}}{{2}}",
}


def claimed(read, formula):
    """The only claim of the paper, and what the kernel is asked."""
    document = read(SGD.replace("CLAIM", formula)).document()
    assert not document.problems
    [claim] = document.claims
    return document, claim, document.problem(claim)


@pytest.mark.parametrize("formula", TRUE.values(), ids=TRUE)
def test_what_is_so_of_each_step_is_added_up(read, formula):
    assert prove(claimed(read, formula)[2]) is not None


@pytest.mark.parametrize("formula", FALSE.values(), ids=FALSE)
def test_what_is_not_so_is_refuted(read, formula):
    asked = claimed(read, formula)[2]
    assert prove(asked, attempts=15) is None
    found = refute(asked)
    assert found is not None
    confirm(asked, found.instance)


def test_what_is_known_of_one_step_is_known_of_each(read, hypotheses):
    document, claim, _ = claimed(read, TRUE["which is not negative"])
    given, unread = hypotheses(document, claim)
    assert "w_{k + 1} = w_k - η g_k ∀ k, ω ∈ N" in given
    assert "E[‖g_k‖²] ≤ G² ∀ k ∈ N" in given
    assert "E[⟨g_k, w_k - z⟩] = E[⟨∇F(w_k), w_k - z⟩] ∀ k ∈ N, z ∈ R^d" in given
    assert "E[g_k | w_k] = ∇F(w_k) ∀ k, ω ∈ N" in given
    assert not unread


def test_means_of_what_is_drawn_are_so_of_each_step(read, hypotheses):
    plain = SGD.replace(r"\mathbb{E}[\|g_k\|^2 \mid w_k]", r"\mathbb{E}[\|g_k\|^2]")
    document = read(plain.replace("CLAIM", TRUE["which is not negative"])).document()
    given, unread = hypotheses(document, document.claims[0])
    assert "E[‖g_k‖²] ≤ G² ∀ k ∈ N" in given
    assert not unread


def test_all_runs_start_where_the_first_iterate_is_outside_of_means(read, hypotheses):
    document, claim, _ = claimed(read, TRUE["which is not negative"])
    assert "w_0 = w_0 ∀ ω ∈ N" in hypotheses(document, claim)[0]
    document, claim, _ = claimed(read, rf"{SUM} \le c")
    assert "w_0 = w_0 ∀ ω ∈ N" not in hypotheses(document, claim)[0]


@pytest.mark.parametrize(
    ("said", "fixed"),
    [
        (r"Let $w_0 \in \mathbb{R}^d$.", True),
        ("The starting point $w_0$ is not random.", True),
        ("The starting point $w_0$ is drawn from a distribution with mean zero.", False),
        (r"Let $w_0 \sim \mathcal{N}(0, I)$.", False),
        ("We start at a random point $w_0$.", False),
    ],
)
def test_runs_that_start_at_random_start_in_different_places(read, hypotheses, said, fixed):
    case = SGD.replace(r"Let $w_{k+1}", rf"{said} Let $w_{{k+1}}").replace("CLAIM", TRUE["which is not negative"])
    document = read(case).document()
    assert ("w_0 = w_0 ∀ ω ∈ N" in hypotheses(document, document.claims[-1])[0]) is fixed


def test_what_is_said_of_one_step_beside_a_run_is_said_of_the_run(read):
    _, claim, _ = claimed(read, r"\mathbb{E}[F(\bar w_K)] \le \mathbb{E}[F(w_k)]")
    assert text(claim.says) == "E[F(wbar_K)] ≤ E[F(w_k)]"
    found = read(SGD.replace("CLAIM", r"\mathbb{E}[F(w_{k+1}) \mid w_k] \le F(\bar w_K)")).document()
    assert not found.claims, "a mean where something is known is not said of a run"


VARYING = (
    SGD.replace(r"\eta g_k", r"\eta_k g_k")
    .replace(r"\eta > 0", r"\eta_k > 0")
    .replace(
        r"\[ CLAIM \]",
        r"""\end{theorem}
\begin{proof}
In each step,
\[ \mathbb{E}[\|w_{k+1} - w^*\|^2]
   \le \mathbb{E}[\|w_k - w^*\|^2] - 2 \eta_k \mathbb{E}[F(w_k) - F(w^*)] + \eta_k^2 G^2. \]
Summing over $k$,
\[ 2 \sum_{k=0}^{K-1} \eta_k \mathbb{E}[F(w_k) - F(w^*)]
   \le \|w_0 - w^*\|^2 - \mathbb{E}[\|w_K - w^*\|^2] + NOISE \sum_{k=0}^{K-1} \eta_k^2. \]
\end{proof}
\begin{theorem}
Let $a \in \mathbb{R}$.""",
    )
)


def test_what_a_line_says_of_one_step_is_shown_of_each_first(read, hypotheses):
    document = read(VARYING.replace("NOISE", "G^2")).document()
    assert not document.problems
    step, claim = document.claims
    assert "η_k > 0 ∀ k ∈ N" in hypotheses(document, claim)[0]
    [cut] = claim.cuts[step.id]
    assert text(cut) == "E[‖w_{k + 1} - w*‖²] ≤ E[‖w_k - w*‖²] - 2 η_k E[F(w_k) - F(w*)] + η_k² G² ∀ k ∈ N"
    asked = document.problem(claim)
    shown = prove(replace(asked, goal=clauses(cut)[0]))
    assert shown is not None
    assert prove(asked, lemmas=[shown], attempts=30) is not None


def test_steps_that_vary_are_not_taken_for_one(read):
    document = read(VARYING.replace("NOISE", r"\frac{G^2}{2}")).document()
    asked = document.problem(document.claims[1])
    confirm(asked, refute(asked).instance)


def test_which_side_is_known_is_seen(read, hypotheses):
    turned = SGD.replace(r"\mathbb{E}[g_k \mid w_k] = \nabla F(w_k)", r"\nabla F(w_k) = \mathbb{E}[g_k \mid w_k]")
    document = read(turned.replace("CLAIM", rf"{SUM} \le c")).document()
    given, _ = hypotheses(document, document.claims[0])
    assert "E[⟨∇F(w_k), ∇F(w_k)⟩] = E[⟨g_k, ∇F(w_k)⟩] ∀ k ∈ N" in given
    assert not any("⟨g_k, g_k⟩" in said for said in given)


def test_what_is_supposed_of_one_step_alone_is_not_of_all(read, hypotheses):
    case = SGD.replace(r"\[ CLAIM \]", r"Suppose that $F(w_k) \le 3$. Then \[ CLAIM \]")
    document = read(case.replace("CLAIM", rf"{SUM} \le c")).document()
    given, unread = hypotheses(document, document.claims[0])
    assert not any("F(w_k) ≤ 3" in said for said in given)
    assert unread


def test_least_values_by_their_star_leave_nothing_open(read, hypotheses):
    formula = rf"4 \eta \sum_{{k=0}}^{{K-1}} (\mathbb{{E}}[F(w_k)] - F^*) \le {START} + K \eta^2 G^2"
    document, claim, asked = claimed(read, formula)
    given, unread = hypotheses(document, claim)
    assert "F* = F(w*)" in given
    assert not unread
    confirm(asked, refute(asked).instance)


@pytest.mark.parametrize(
    ("said", "start"), [("Let $w_0 = 0$.", "w_0 = 0 ∀ ω ∈ N"), ("We start at $w_0 = w^*$.", "w_0 = w* ∀ ω ∈ N")]
)
def test_runs_start_where_the_author_lets_them(read, hypotheses, said, start):
    case = SGD.replace(r"\[ CLAIM \]", rf"{said} Then \[ \mathbb{{E}}\|w_K - w^*\|^2 \le c \]")
    document = read(case).document()
    assert start in hypotheses(document, document.claims[-1])[0]


def test_what_is_said_of_each_step_is_perhaps_needed_at_another_one(read, hypotheses):
    document = read(SGD.replace("CLAIM", rf"2 \eta (F(w_0) - F(w^*)) \le {START} + \eta^2 G^2")).document()
    [doubt] = hypotheses(document, document.claims[-1])[1]
    assert doubt.text == "what is said of each step, at another one"


def test_momentum_has_no_run_yet(read, hypotheses):
    case = SGD.replace(
        r"- \eta g_k$", r"- \eta m_{k+1}$, $m_{k+1} = \beta m_k + (1 - \beta) g_k$, $m_0 = 0$, $\|g_k\| \le G$,"
    )
    document = read(case.replace("CLAIM", r"\|m_K\| \le G")).document()
    assert hypotheses(document, document.claims[-1])[1]


def test_runs_may_start_at_another_term_than_the_first(read, hypotheses):
    case = SGD.replace(r"\[ CLAIM \]", r"Let $w_1 := 0$. Then \[ \mathbb{E}\|w_2 - w^*\|^2 \le c \]")
    document = read(case).document()
    given, unread = hypotheses(document, document.claims[-1])
    assert "w_1 = 0 ∀ ω ∈ N" in given
    assert unread


def test_the_initial_point_satisfies_what_is_supposed(read, hypotheses):
    said = r"The initial point satisfies $\|w_0 - w^*\| \le D$. Then \[ \mathbb{E}\|w_K - w^*\|^2 \le c \]"
    document = read(SGD.replace(r"\[ CLAIM \]", said)).document()
    assert len(document.claims) == 1
    assert "‖w_0 - w*‖ ≤ D" in hypotheses(document, document.claims[-1])[0]


STEP = r"Let $w_{t+1} = w_t - \eta g_t$, where $\mathbb{E}[g_t \mid w_t] = z$ for all $t \ge 0$."
NEXT = r"\[ \mathbb{E}[\|w_{t+1}\|^2 \mid w_t] \le \|w_t\|^2. \]"


@pytest.mark.parametrize(
    "words",
    [
        "Taking expectations given $w_t$,",
        "Taking the conditional expectation given $w_t$ gives",
        "Taking expectations conditional on $w_t$, we get",
    ],
)
def test_what_a_mean_is_taken_given_is_not_supposed(read, words):
    [claim] = read(f"{STEP} {words} {NEXT}").document().claims
    assert claim.text == "E[‖w_next‖² | w_t] ≤ ‖w_t‖² ∀ ω ∈ N"
    assert not any("not read" in h.text for h in claim.tacit)


def test_the_mean_of_one_thing_given_another_is_not_its_mean(read):
    [claim] = read(f"{STEP} The mean of $g_t$ given $w_t$ is $z$. Hence {NEXT}").document().claims
    assert "E[w_t] = g_t" not in [h.text for h in claim.given]


@pytest.mark.parametrize(
    ("start", "bound"),
    [(r"\mathbb{E}\|w_0\|^2", "E[‖w_t‖²] ≤ E[‖w_0‖²] + t"), (r"\|w_0\|^2", "E[‖w_t‖²] ≤ ‖w_0‖² + t")],
)
def test_a_run_starts_at_random_where_means_of_the_start_are_taken(read, start, bound):
    [claim] = read(rf"{STEP} Hence \[ \mathbb{{E}}\|w_t\|^2 \le {start} + t. \]").document().claims
    assert claim.text == bound
    fixed = "w_0 = w_0 ∀ ω ∈ N" in [h.text for h in claim.given]
    assert fixed is ("E" not in start)


def test_noise_without_bias_is_so_of_each_step(read, hypotheses):
    noise = r"$\mathbb{E}[\xi_t \mid w_t] = 0$ and $\mathbb{E}[\|\xi_t\|^2 \mid w_t] \le \sigma^2$"
    step = r"and let $w_{t+1} = w_t - \eta (w_t + \xi_t)$, $0 < \eta < 1$, all in $\mathbb{R}^d$. Then"
    one = r"\[ \mathbb{E}\|w_{t+1}\|^2 \le (1 - \eta)^2 \mathbb{E}\|w_t\|^2 + \eta^2 \sigma^2. \]"
    all_ = r"\[ \mathbb{E}\|w_t\|^2 \le (1 - \eta)^{2 t} \mathbb{E}\|w_0\|^2 + \frac{\eta \sigma^2}{2 - \eta}. \]"
    made = read(rf"Let $\xi_t$ satisfy {noise}, {step} {one} {all_}").document()
    assert not made.claims[-1].ill_typed
    assert "E[⟨ξ_t, w_t - z⟩] = 0 ∀ t ∈ N, z ∈ R^d" in hypotheses(made, made.claims[-1])[0]
