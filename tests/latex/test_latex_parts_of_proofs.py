"""Parts of a proof that words begin and end: what one supposes is not supposed in the next."""

import pytest
from suppositions import last

SLOPE = r"\[ f(u) \ge \langle \nabla f(v), u \rangle \]"


def under(read, proof):
    """What the last line of a proof is under, and whether more may be meant."""
    return last(
        read(rf"\begin{{lemma}}Let $s$ be real. Then $|s| \ge s$.\end{{lemma}}\begin{{proof}}{proof}\end{{proof}}")
    )


@pytest.mark.parametrize(
    "proof",
    [
        r"First, assume $s \ge 2$. Then \[ s \ge 1. \] Second, we look at \[ s^2 \ge s. \]",
        r"Firstly, let $s \ge 2$. Then \[ s \ge 1. \] Secondly, \[ s^2 \ge s. \]",
        r"Suppose first that $s \ge 2$. Then \[ s \ge 1. \] Now we come to the general case. We have \[ s^2 \ge s. \]",
        r"\textbf{Step 1.} Assume $s \ge 2$. Then \[ s \ge 1. \] \textbf{Step 2.} General $s$. Hence \[ s^2 \ge s. \]",
        r"Suppose that $s \ge 2$. Then \[ s \ge 1. \] Let now $s$ be arbitrary. Then \[ s^2 \ge s. \]",
        r"Suppose that $s \ge 2$. Then \[ s \ge 1. \] It remains to treat arbitrary $s$. Here \[ s^2 \ge s. \]",
        r"Claim: if $s \ge 2$, then $s > 1$. Indeed, suppose $s \ge 2$. Then \[ s \ge 1. \] This proves the claim."
        r" So \[ s^2 \ge s. \]",
        r"\emph{Proof of the claim.} Suppose $s \ge 2$. Then \[ s \ge 1. \] \qed Therefore \[ s^2 \ge s. \]",
        r"\emph{Proof of the claim.} Suppose $s \ge 2$. Then \[ s \ge 1. \] $\square$ Therefore \[ s^2 \ge s. \]",
        r"Proof of (i). Suppose $s \ge 2$. Then \[ s \ge 1. \] Proof of (ii). Here \[ s^2 \ge s. \]",
        r"Claim 1. $s > 1$ whenever $s \ge 2$. Proof of Claim 1. Let $s \ge 2$. Then \[ s \ge 1. \]"
        r" We now prove the lemma. Here \[ s^2 \ge s. \]",
    ],
)
def test_another_part_supposes_nothing_of_the_part_before(read, proof):
    supposed, doubtful = under(read, proof)
    assert not supposed
    assert doubtful


@pytest.mark.parametrize(
    "proof",
    [
        r"First, assume $s \ge 2$. Then \[ s \ge 1. \] The second inequality is \[ s^2 \ge s. \]",
        r"Assume $s \ge 2$. Step 1. We have \[ s \ge 1. \] Step 2. We have \[ s^2 \ge s. \]",
        r"Assume $s \ge 2$. Proof of (i). Here \[ s \ge 1. \] Proof of (ii). Here \[ s^2 \ge s. \]",
        r"Assume $s \ge 2$. \emph{Proof of the claim.} Suppose $s \ge 3$. Then \[ s \ge 1. \] \qed So \[ s^2 \ge s. \]",
    ],
)
def test_what_was_supposed_before_the_parts_is_supposed_in_each(read, proof):
    assert under(read, proof)[0] == ["s ≥ 2"]


@pytest.mark.parametrize(
    "said",
    [r"W.l.o.g. \[ s \ge r. \]", r"Here \[ s \ge r \quad \text{w.l.o.g.} \]", r"Here \[ s \ge r \text{ (wlog)}. \]"],
)
def test_what_loses_no_generality_is_supposed(read, said):
    assert "s ≥ r" in under(read, rf"Let $r$ be real. {said} So \[ |s - r| = s - r. \]")[0]


@pytest.mark.parametrize(
    "where",
    [
        "Let $K$ be a ball. There $f$ is convex.",
        "Near $z$ all is well, and there $f$ is convex.",
        "Let $K$ be a ball on which $f$ is convex.",
        "Within this ball, $f$ is convex.",
        "On $K$, $f$ is convex.",
        "Let $K$ be a ball. We assume that $f$ is convex there.",
    ],
)
def test_what_holds_somewhere_is_not_supposed_everywhere(read, where):
    supposed, doubtful = last(read(rf"Let $f : \mathbb{{R}}^d \to \mathbb{{R}}$ be differentiable. {where} {SLOPE}"))
    assert not any("≥" in said for said in supposed)
    assert doubtful


def test_what_holds_in_a_whole_space_is_supposed(read):
    said = rf"Let $f : \mathbb{{R}}^d \to \mathbb{{R}}$. On $\mathbb{{R}}^d$, $f$ is convex. {SLOPE}"
    assert any("≥" in supposed for supposed in last(read(said))[0])


def test_an_item_of_a_statement_supposes_nothing_in_the_next_one(read):
    first, second = r"\item Suppose $s \ge 2$. Then $s \ge 1$.", r"\item We have $s^2 \ge s$."
    said = rf"\begin{{lemma}}Let $s > 0$. \begin{{enumerate}} {first} {second} \end{{enumerate}}\end{{lemma}}"
    assert last(read(said)) == (["s > 0"], True)


def test_items_that_only_suppose_are_supposed_together(read):
    said = r"\begin{enumerate} \item Let $s \ge 2$. \item Suppose $r \ge s$. \end{enumerate} Then $r \ge 1$."
    assert last(read(rf"\begin{{lemma}} {said} \end{{lemma}}"))[0] == ["s ≥ 2", "r ≥ s"]


def test_what_fails_is_supposed_no_longer(read):
    supposed, doubtful = under(read, r"As long as $s \ge 1$, \[ s^2 \ge s. \] Once this fails, \[ s^2 \ge s. \]")
    assert (supposed, doubtful) == ([], True)
