"""What the text around statements says to be so in passing: it may be supposed, and a mean of what is drawn is."""

import pytest
from suppositions import last

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


def test_the_step_size_of_a_run_is_under_the_condition_of_a_claim(read):
    text = r"\begin{lemma} For $\eta > 0$, $\mathbb{E}\|w_T - w^*\|^2 \le \|w_0 - w^*\|^2 + T \eta^2 G^2$. \end{lemma}"
    [claim] = read(SETTING + text).document().claims
    assert claim.text.startswith("η > 0 ⇒ ")


def test_members_of_a_run_are_not_random_by_themselves(read):
    text = r"\begin{lemma} \[ \mathbb{E}\|w_T - w^*\|^2 \le \mathbb{E}\|w_0 - w^*\|^2 + T \eta^2 G^2 \] \end{lemma}"
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
