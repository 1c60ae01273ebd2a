"""What proofs by induction suppose, what is said of all members of a sequence, and what a sentence of a proof names."""

import pytest

THEOREM = r"""
    \documentclass{article}\newtheorem{theorem}{Theorem}\newtheorem{lemma}{Lemma}\begin{document}
    % proofcheck: a : sequence in R
    Let $0 < q < 1$ and let $a_{k+1} \le q a_k + 1 - q$ for all $k \ge 0$, with $a_0 \le 2$.
    \begin{theorem}
    For all $k \ge 0$, \[ a_k \le 1 + q^k. \] MORE
    \end{theorem}
    \begin{proof}
    For $k = 0$ this is clear. WORDS Then
    \[ a_{k+1} \le q (1 + q^k) + 1 - q. \]
    \end{proof}
    \end{document}
"""


def document_of(read, content):
    """A paper as a document, all of which is read."""
    document = read(content).document()
    assert not document.problems, document.problems
    return document


def supposed(read, hypotheses, more, words):
    document = document_of(read, THEOREM.replace("MORE", more).replace("WORDS", words))
    return hypotheses(document, document.claims[-1])[0]


@pytest.mark.parametrize(
    "words",
    [
        "Suppose that the claim holds for $k$.",
        "Now assume the bound holds for some $k \\ge 0$.",
        "Assume that it is true for a fixed $k \\geq 0$.",
        "Suppose now that this inequality has been noticed; suppose that the statement holds for $k$.",
        "If the bound holds for $k$, then the next one is simple.",
    ],
)
def test_a_proof_by_induction_supposes_what_its_theorem_claims(read, hypotheses, words):
    assert "a_k ≤ 1 + q^k" in supposed(read, hypotheses, "", words)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("", "Suppose that $q$ is fixed."),
        ("", "Suppose that Assumption 1 holds for $k$."),
        ("", "If Assumption 1 holds for $k$, all is well."),
        ("", "Suppose that the bound $a_k \\le 7$ holds for $k$."),
        (r"Moreover, \[ a_k \le 2. \]", "Suppose that the bound holds for $k$."),
    ],
    ids=["no hypothesis", "something else", "something else, with if", "another bound", "two claims"],
)
def test_other_words_do_not_suppose_it(read, hypotheses, more, words):
    assert "a_k ≤ 1 + q^k" not in supposed(read, hypotheses, more, words)


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ("In the step we need", False),
        ("Now, for the induction step, we have", False),
        ("Here we need", True),
        ("By the previous step,", True),
    ],
)
def test_the_first_case_of_an_induction_ends_with_its_step(read, hypotheses, words, stays):
    proof = rf"For $k = 0$ we have $a_0 \le 2$. {words} \[ q (1 + q^k) + 1 - q \le 1 + q^{{k+1}} . \]"
    document = document_of(
        read, f"{THEOREM.partition('MORE')[0]}\\end{{theorem}}\\begin{{proof}} {proof} \\end{{proof}}"
    )
    said, unread = hypotheses(document, document.claims[-1])
    assert ("k = 0" in said) == stays
    assert not unread


def test_what_all_members_are_in_holds_for_all_of_them(read, hypotheses):
    document = document_of(
        read,
        r"""
        \documentclass{article}\begin{document}
        % proofcheck: x, s : sequence in R^d
        Let $C \subseteq \mathbb{R}^d$ be a convex set and $z \in C$. Suppose that $x_k \in C$ for all $k \ge 0$.
        \[ \tfrac12 x_{k+1} + \tfrac12 z \in C \]
        \end{document}
    """,
    )
    assert "x_k ∈ C ∀ k ∈ N" in hypotheses(document, document.claims[0])[0]


def test_what_one_step_of_a_proof_is_in_does_not(read, hypotheses):
    document = document_of(
        read,
        r"""
        \documentclass{article}\newtheorem{lemma}{Lemma}\begin{document}
        % proofcheck: x : sequence in R^d
        Let $C \subseteq \mathbb{R}^d$ be a convex set with $x_0 \in C$, and $x_{k+1} = x_k / 2$ for all $k \ge 0$.
        \begin{lemma} For all $k \ge 0$, \[ \|x_k\| \le \|x_0\|. \] \end{lemma}
        \begin{proof} Let $x_k \in C$. Then \[ x_{k+1} \in C. \] \end{proof}
        \end{document}
    """,
    )
    said = hypotheses(document, document.claims[-1])[0]
    assert "x_k ∈ C" in said
    assert "x_k ∈ C ∀ k ∈ N" not in said


NAMED = r"""
    \documentclass{article}\newtheorem{lemma}{Lemma}\newtheorem{theorem}{Theorem}\begin{document}
    \begin{lemma}\label{l:one} For all $a \ge 0$, \[ a \le 1 + a^2. \] \end{lemma}
    \begin{theorem}\label{t:two} For all $b \ge 0$, \[ b^2 \le 1 + b^4. \] \end{theorem}
    \begin{proof} WORDS \[ b^2 \le 1 + b^4. \] \end{proof}
    \end{document}
"""


@pytest.mark.parametrize(
    ("words", "cites"),
    [
        (r"We use Lemma~\ref{l:one}. For $b \ge 0$,", True),
        (r"This is simple. For $b \ge 0$,", False),
        (r"We show Theorem~\ref{t:two}. For $b \ge 0$,", False),
    ],
)
def test_what_a_sentence_of_a_proof_names_may_be_used_after_it(read, words, cites):
    document = document_of(read, NAMED.replace("WORDS", words))
    lemma, theorem, line = document.claims
    assert (lemma.id in line.reason.claims) == cites
    assert theorem.id not in line.reason.claims
    assert line.reason.shared or not cites
