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
        return SimpleNamespace(notation=SimpleNamespace(late=()), lost=lost, reconsidered=found, uses={"T": 9, "u": 2})

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
