"""Letters that nobody declares, and of which a mean is taken: they are random, and none that counts is."""

from types import SimpleNamespace

import pytest

from proofcheck.latex.retyping import settled


def said(reading):
    return [claim.text for claim in reading.document().claims]


def taken(reading):
    return {name: likely.what for name, likely in reading.notation.taken.items()}


@pytest.mark.parametrize(
    ("text", "claims", "kinds"),
    [
        (r"We have \[ \E(u) = 0 . \] Hence \[ \E[2 u] = 0 . \]", ["E[2 u] = 0"], {"u": "a random number"}),
        (r"Suppose $\Var(Z) = 1$. Then \[ \Var(2 Z) = 4 . \]", ["E[(2 Z - E[2 Z])²] = 4"], {"Z": "a random number"}),
        (r"Suppose $\E[y] = X \beta$. Then \[ \E[(X^\top X)^{-1} X^\top y] = \beta . \]", ["E[(Xᵀ X)^(-1) Xᵀ y] = β"],
         {"y": "a random vector in R^d", "X": "a matrix of R^(d×d)"}),
        (r"Let $S$ be a random vector, $x \in \mathbb{R}^n$. Then \[ \E[\|S\|^2] \ge 0 . \]", ["E[‖S‖²] ≥ 0"], {}),
    ],
)  # fmt: skip
def test_what_a_mean_is_taken_of_is_random(read, text, claims, kinds):
    reading = read(text)
    assert said(reading) == claims
    assert kinds.items() <= taken(reading).items()


@pytest.mark.parametrize("formula", [r"\Var(a) = 1", r"\Pr(a > 1) \le 1 / 2", r"\Var(|a| + T) \ge \sum_{t=1}^T x_t"])
def test_nothing_is_said_of_the_chance_of_what_is_certain(read, formula):
    reading = read(rf"Let $a \in \mathbb{{R}}$. Then \[ {formula} . \]")
    assert not said(reading)
    assert "nothing in this is declared as random" in reading.document().problems[0].message


def test_the_letters_that_are_used_most_stay_where_other_kinds_for_all_lose_more():
    rare, often = SimpleNamespace(what="rare"), SimpleNamespace(what="often")
    tried = []

    def read(naturals, guesses):
        tried.append(sorted(guesses))
        lost = 10 + 5 * ("T" in guesses) - ("u" in guesses)
        found = {name: kind for name, kind in {"T": often, "u": rare}.items() if name not in guesses}
        seen = SimpleNamespace(uses={"T": 9, "u": 2})
        return SimpleNamespace(notation=SimpleNamespace(late=()), lost=lost, reconsidered=found, seen=seen)

    assert settled(read).lost == 9
    assert tried == [[], ["T", "u"], ["u"]]


NOISE = r"""
    \newtheorem{assumption}{Assumption}\newtheorem{lemma}{Lemma}\newcommand{\R}{\mathbb{R}}\begin{document}
    Let $f : \R^d \to \R$ be differentiable. Given a point $x \in \R^d$ we draw a random vector $g$ in $\R^d$, the
    stochastic gradient.
    \begin{assumption} It satisfies $\E[g] = \nabla f(x)$ and $\E \|g - \nabla f(x)\|^2 \le 4$. \end{assumption}
    \begin{lemma} RANGE \[ \E \|g\|^2 \le \|\nabla f(x)\|^2 + 4 . \] \end{lemma}
"""


@pytest.mark.parametrize(("range_", "meant"), [("We have", []), (r"For all $x \in \R^d$,", ["x"])])
def test_one_draw_is_supposed_of_one_point(read, hypotheses, range_, meant):
    document = read(NOISE.replace("RANGE", range_)).document()
    said, unread = hypotheses(document, document.claims[-1])
    assert {"E[g] = ∇f(x)", "E[‖g - ∇f(x)‖²] ≤ 4"} <= set(said)
    assert [part.text for part in unread] == [f"that what is random here depends on {name}" for name in meant]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (r"We have \[ \E[y_i] = 0 . \] Hence \[ \E\Big[\sum_{i=1}^m y_i\Big] = \sum_{i=1}^m \E[y_i] . \]", "numbers"),
        (r"Let $u \in \mathbb{R}^n$. Then \[ \E\Big[\sum_{i=1}^m \langle u, y_i \rangle\Big] "
         r"\le \|u\| \, \E\Big\|\sum_{i=1}^m y_i\Big\| . \]", "vectors in R^n"),
        (r"We have \[ \E_{y_1, \dots, y_m \sim Q}\Big[\sum_{i=1}^m \|y_i\|\Big] = \sum_{i=1}^m \E\|y_i\| . \]",
         "vectors in R^d"),
        (r"We have \[ \E_y\Big[\sum_{i=1}^m y_i\Big] = \sum_{i=1}^m \E[y_i] . \]", "numbers"),
    ],
)  # fmt: skip
def test_names_with_an_index_of_which_means_are_taken_are_samples(read, text, kind):
    reading = read(text)
    assert not reading.record.problems
    assert taken(reading)["y"] == f"random {kind}"


def test_a_mean_over_the_first_members_alone_is_not_one_over_all(read):
    sample = r"Let $Y_1, \dots, Y_m$ be i.i.d. random variables. Then "
    assert said(read(rf"{sample} \[ \E_{{Y_1, \dots, Y_m}}[Y_1] = \E[Y_1] . \]"))
    assert not said(read(rf"{sample} \[ \E_{{Y_1, \dots, Y_{{m-1}}}}[Y_1] = \E[Y_1] . \]"))


VECTOR = r"Let $Z$ be a random vector in $\mathbb{R}^n$."


@pytest.mark.parametrize(
    "text",
    [
        rf"{VECTOR} \[ \E\big[\|Z\| + \sup_{{\|v\| \le 2}} \langle v, Z \rangle\big] "
        r"= \E\|Z\| + \sup_{\|v\| \le 2} \langle v, Z \rangle . \]",
        rf"{VECTOR} Let $q = \argmin_v \|v - Z\|^2$. Then \[ \E\langle q, Z \rangle = \langle q, \E[Z] \rangle . \]",
        rf"{VECTOR} Let $q = \lim_t g(Z, t)$. Then \[ \E\langle q, Z \rangle = \langle q, \E[Z] \rangle . \]",
        rf"{VECTOR} We see that \[ q = \lim_t g(Z, t) . \] Then \[ \E[q \|Z\|] = q \E\|Z\| . \]",
        rf"{VECTOR} Let $q$ be the point that minimises $\|v - Z\|$ over $v$. \[ \E[q + Z] = q + \E[Z] . \]",
        rf"{VECTOR} Let $q$ be the larger of $\|Z\|$ and $1$. Then \[ \E[q \|Z\|] = q \E\|Z\| . \]",
        r"Let $Y_1, \dots, Y_m$ be i.i.d. random variables with sample mean $\bar Y$. "
        r"\[ \E[\bar Y Y_1] = \bar Y \E[Y_1] . \]",
    ],
)  # fmt: skip
def test_what_is_computed_from_something_random_is_no_number(read, text):
    assert not [claim for claim in said(read(text)) if "E[" in claim]


def test_a_state_that_is_a_number_costs_no_paper(read):
    step = r"\[ \E[M_{k+1} \mid Y_k] = M_k, \quad Y_{k+1} = Y_k + M_k . \] Then \[ \sqrt{2} \ge 1 . \]"
    assert said(read(f"We have {step}")) == ["√2 ≥ 1"]


@pytest.mark.parametrize(
    "formula", [r"\E[Z(1) - Z(0)] = \E[Z]", r"\E[Z_i(1) Z_i(0)] = 0", r"\E[Z_i] \ge 0, \E[Z_i(2)] = 2 \E[Z_i]"]
)
def test_a_number_in_brackets_after_something_random_is_no_factor(read, formula):
    assert not [claim for claim in said(read(rf"\[ {formula} . \]")) if "·" in claim or "0" in claim.partition("=")[2]]


def test_what_may_be_random_is_any_number_outside_of_means(read):
    reading = read(r"Let $Y$ be a random variable. Let $q$ be the larger of $Y$ and 1, and let $r = 2 q$. "
                   r"\[ |r| = 2 |q|, \quad \E[r Y] = r \E[Y] . \]")  # fmt: skip
    assert said(reading) == ["|r| = 2 |q|"]
    assert reading.record.problems[0].message.startswith("q may be random, by what is said of it")


def test_a_mean_given_what_is_drawn_together_is_a_conditional_mean(read):
    document = read(r"Let $X$ and $Y$ be random variables with $\E[X \mid Y] = 0$. Then \[ \E[X Y] = 0 . \]").document()
    [claim] = document.claims
    assert claim.text == "E[X Y] = 0"
    assert [h.text.partition(" ∀")[0] for h in document.hypotheses(claim)] == ["E[X | Y] = 0"]


def test_the_square_of_a_mean_of_a_difference_may_be_the_mean_of_the_square(read):
    lines = r"\[ \mathbb{E}[X - \mu]^2 \le \mathbb{E}[(X - \mu)^2] . \] \[ \mathbb{E}[X]^2 \le \mathbb{E}[X^2] . \]"
    reading = read(r"Let $X$ be a random variable and $\mu$ a real number. " + lines)
    assert [claim.text for claim in reading.document().claims] == ["E[X]² ≤ E[X²]"]
    assert ["the power may be one of the mean" in problem.message for problem in reading.record.problems] == [True]
