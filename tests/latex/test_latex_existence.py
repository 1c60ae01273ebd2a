"""What a paper claims to exist is read where it is clear on what it may depend, and nowhere else."""

import pytest

HEAD = r"""
    Let $n \in \mathbb{N}$, $A \in \mathbb{R}^{n \times n}$, $a, b \in \mathbb{R}$, and let $x_0, x_1, \dots$ be a
    sequence in $\mathbb{R}^n$.
"""


def claims(read, statement):
    reading = read(HEAD + rf"\begin{{lemma}} {statement} \end{{lemma}}")
    return [claim.text for claim in reading.document().claims], reading


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (
            r"There exists a constant $C > 0$ such that for all $k \ge 0$, $\|x_k\| \le C 2^k$.",
            "∃ C > 0: ‖x_k‖ ≤ C · 2^k ∀ k ∈ N",
        ),
        (
            r"Then there is $C \ge 0$ with \[ \|A u\| \le C \|u\| \quad \text{for all } u \in \mathbb{R}^n . \]",
            "∃ C ≥ 0: ‖A u‖ ≤ C ‖u‖ ∀ u ∈ R^n",
        ),
        (
            r"For every $\epsilon > 0$ there exists $\delta > 0$ such that for all $u \in \mathbb{R}^n$ with "
            r"$\|u\| \le \delta$, we have $\|A u\| \le \epsilon$.",
            "(∃ δ > 0: ‖A u‖ ≤ ε ∀ u ∈ R^n, ‖u‖ ≤ δ) ∀ ε > 0",
        ),
        (
            r"We can find a constant $C > 0$, independent of $k$, such that \[ \|x_k\| \le C \] for all $k$.",
            "∃ C > 0: ‖x_k‖ ≤ C ∀ k ∈ N",
        ),
        (
            r"If $a < b$, then there exists $c \in \mathbb{R}$ such that $a < c$ and $c < b$.",
            "∃ c ∈ R: a < c and c < b",
        ),
        (
            r"Let $u \in \mathbb{R}^n$. There is a vector $v \in \mathbb{R}^n$ with $A v = A^2 u$.",
            "∃ v ∈ R^n: A v = A² u",
        ),
        (r"\[ \exists C > 0 \; \forall k \ge 0 : \quad \|x_k\| \le C . \]", "∃ C > 0: ‖x_k‖ ≤ C ∀ k ∈ N"),
        (
            r"We have $\forall \epsilon > 0 \, \exists \delta > 0 : 2 \delta < \epsilon$.",
            "(∃ δ > 0: 2 δ < ε) ∀ ε > 0",
        ),
    ],
)  # fmt: skip
def test_what_is_claimed_to_exist_is_read(read, statement, text):
    assert claims(read, statement)[0] == [text]


@pytest.mark.parametrize(
    "statement",
    [
        r"There exists a constant $C > 0$ such that $\|x_k\| \le C$.",
        r"Let $u \in \mathbb{R}^n$. There is a constant $C > 0$ such that $\|A u\| \le C$.",
        r"There exists an absolute constant $C$ such that $\|A u\| \le C \|u\|$ for all $u \in \mathbb{R}^n$.",
        r"There is a constant $C$ depending only on $a$ such that $\|A u\| \le C \|u\|$ for all $u \in \mathbb{R}^n$.",
        r"There is a constant $C$ independent of $b$ such that $a + b \le C$.",
        r"Let $Y$ be a random vector in $\mathbb{R}^n$. There is $C > 0$ such that $\|Y\| \le C$.",
        r"Let $z : [0, \infty) \to \mathbb{R}$ and $t > 0$. There exists $C > 0$ such that $z(t) \le C$.",
        r"There is no $C > 0$ such that $\|x_k\| \le C$ for all $k$.",
        r"With probability at least $0.9$ there exists $C > 0$ such that $\|x_k\| \le C$ for all $k$.",
        r"There exists $c > 0$ such that, for sufficiently large $k$, $\|x_k\| \le c$.",
        r"It is unlikely that there is a $C > 0$ such that $\|x_k\| \le C$ for all $k$.",
        r"There exists $C > 0$ such that $\|x_k\| \le C$ for all $k$, and moreover $C \le b$.",
    ],
)
def test_what_is_not_clear_is_not_read(read, statement):
    found, reading = claims(read, statement)
    assert not any("∃" in text for text in found)
    assert reading.record.lost >= 1


def test_what_is_supposed_to_exist_is_a_letter(read):
    said = r"Suppose that there exists $C > 0$ such that $\|x_k\| \le C$ for all $k \ge 0$. Then \[ \|x_3\| \le C . \]"
    assert claims(read, said)[0] == ["‖x_3‖ ≤ C"]


def test_the_letter_is_in_doubt_after_the_statement(read):
    reading = read(
        HEAD
        + r"""\begin{lemma} There exists $C > 0$ such that $\|x_k\| \le C$ for all $k \ge 0$. \end{lemma}
        \begin{proof} We have \[ \|x_1\| \le C . \] \end{proof}"""
    )
    _, later = reading.document().claims
    assert any(getattr(part, "unread", False) for h in later.tacit for part in h.parts)
