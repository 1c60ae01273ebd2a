"""Where what is supposed ends: with the list, the example, the refutation or the letter that it was said of."""

import pytest

from proofcheck.lang.printing import text


def last(reading):
    """What the last claim is under, and whether more may be meant."""
    document = reading.document()
    found = document.hypotheses(document.claims[-1])
    unread = any(getattr(part, "unread", False) for h in found for part in h.parts)
    return [text(a) for h in found for a in h.assertions], unread


@pytest.mark.parametrize(
    ("content", "under"),
    [
        (r"Let $u_1, \dots, u_m$ satisfy $u_k \ge 2$ for all $k$. \[ u_{m+1} \ge 2 \]", "u_k ≥ 2 ∀ k = 1, ..., m"),
        (r"Let $(u_k)_{k=1}^m$ be such that $u_k \ge 2$. \[ u_{m+1} \ge 2 \]", "u_k ≥ 2 ∀ k = 1, ..., m"),
        (r"Let $(u_k)_{k = 1, \dots, m}$ be such that $u_k \ge 2$. \[ u_{m+1} \ge 2 \]", "u_k ≥ 2 ∀ k = 1, ..., m"),
        (r"Let $(u_k)_{1 \le k \le m}$ satisfy $u_k \ge 2$. \[ u_{m+1} \ge 2 \]", "u_k ≥ 2 ∀ k = 1, ..., m"),
        (r"Let $\{u_k\}_{k \in [m]}$ satisfy $u_k \ge 2$. \[ u_{m+1} \ge 2 \]", "u_k ≥ 2 ∀ k = 1, ..., m"),
        (r"Let $u_1, \dots, u_m$ be with $u_{k+1} \ge u_k$. \[ u_{m+1} \ge u_m \]",
         "u_{k + 1} ≥ u_k ∀ k = 1, ..., m - 1"),
        (r"Let $u_1 \ge \dots \ge u_{m}$ with $u_k \ge 2$. \[ u_{m+1} \ge 2 \]", "u_k ≥ 2 ∀ k = 1, ..., m"),
        (r"Let $u_1, u_2, \dots$ satisfy $u_k \ge 2$. \[ u_{m+1} \ge 2 \]", "u_k ≥ 2 ∀ k ∈ N"),
        (r"Let $(u_k)$ satisfy $u_k \ge 2$ for all $k$. Consider $u_1, \dots, u_m$. \[ u_{m+1} \ge 2 \]",
         "u_k ≥ 2 ∀ k ∈ N"),
        (r"Let $u_1, \dots, u_m$ be made by $u_{k+1} = 2 u_k$. \[ u_{m+1} = 2 u_m \]", "u_{k + 1} = 2 u_k ∀ k ∈ N"),
    ],
)  # fmt: skip
def test_a_family_ends_with_its_last_term(read, content, under):
    assert under in last(read(content))[0]


@pytest.mark.parametrize("claim", [r"u_m \ge 0", r"\sum_{k=1}^m u_k \ge 0"])
@pytest.mark.parametrize("said", [r"Consider positive scores $u_1, \dots, u_m$", r"Let $u_1, \dots, u_m \in [0, 1]$"])
def test_a_family_of_which_more_may_be_said_is_in_doubt(read, claim, said):
    assert last(read(rf"{said}. \[ {claim} \]"))[1]


def test_a_family_has_the_terms_that_are_spoken_of(read):
    assert "m ≥ 3" in last(read(r"Let $u_1, \dots, u_m$ satisfy $u_k \ge 2$ for all $k$. \[ u_3 + u_{m+1} \ge 0 \]"))[0]


@pytest.mark.parametrize(
    ("content", "doubtful"),
    [
        ("Let $x > 0$.\n\nNow let $x$ be an arbitrary real number. \\[ x^5 > 0 \\]", False),
        ("Let $x > 0$. So far, so good. Now let $x$ be any real number. \\[ x^5 > 0 \\]", False),
        (r"Let $x > 0$. \begin{lemma} Let $x \in \mathbb{R}$. Then \[ x^5 > 0 . \] \end{lemma}", True),
        (r"Let $x > y$. \begin{lemma} Let $x$ and $y$ be real. Then \[ x^5 > y^5 . \] \end{lemma}", True),
        ("Let $v \\in \\mathbb{R}^d$ be a unit vector.\n\nFix $v \\in \\mathbb{R}^d$. \\[ \\|v\\| = 1 \\]", True),
        ("Let $A \\in \\mathbb{R}^{d \\times d}$ be symmetric.\n\nConsider any $A \\in \\mathbb{R}^{d \\times d}$. "
         "\\[ A^\\top = A \\]", False),
    ],
)  # fmt: skip
def test_nothing_stands_of_a_letter_that_is_introduced_again(read, content, doubtful):
    assert last(read(content)) == ([], doubtful)


@pytest.mark.parametrize(
    "content",
    [
        "Throughout, let $x > 0$.\n\nLet $x$ be a real number. \\[ x^5 > 0 \\]",
        r"\begin{assumption} $x > 0$. \end{assumption} \begin{lemma} Let $x$ be real. Then \[ x^5 > 0 . \] \end{lemma}",
        "Let $x > 0$ be a real number. \\[ x^5 > 0 \\]",
        "Let $x > 0$.\n\nLet $y$ be any real number. \\[ x^5 + y^2 > 0 \\]",
    ],
)
def test_what_is_said_for_good_stands(read, content):
    assert last(read(content))[0] == ["x > 0"]


@pytest.mark.parametrize(
    "argument",
    [
        r"Suppose $x < 0$. Then $x^3 < 0$. Therefore $x \ge 0$.",
        r"Assume, on the other hand, that $x < 0$. We conclude that $x \ge 0$.",
        r"Suppose $x < 0$. This violates the assumption.",
        r"Suppose not, so that $x < 0$. Then $x^3 < 0$, contrary to assumption.",
        r"Suppose $x < 0$. Hence our supposition was false.",
        r"If $x$ were negative, that is $x < 0$, then $x^3 < 0$. This cannot be.",
        r"Suppose towards a contradiction that $x < 0$. $\lightning$",
        r"Assume that the claim fails, i.e.\ $x < 0$. This proves the claim.",
    ],
)
def test_what_is_refuted_is_supposed_no_longer(read, argument):
    content = "% proofcheck: x : real\n" r"\begin{{proof}} {} Now \[ x^5 < 0 . \] \end{{proof}}"
    assert last(read(content.format(argument))) == ([], True)


def test_a_case_that_is_not_refuted_is_supposed(read):
    content = r"\begin{proof} Suppose $x < 0$. Then $x^3 < 0$. This shows the bound. \[ x^5 < 0 \] \end{proof}"
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == ["x < 0"]


@pytest.mark.parametrize(
    "example",
    [
        r"\textbf{Example.} Let $x = 3$. Then $x^2 = 9$.",
        "{\\bf Remark 2.} Suppose $x > 3$.\n\n",
        r"Example 2.1 (A simple case). Let $x > 3$.",
        r"\paragraph{Example.} Consider $x = 3$.",
        r"\subsection{An example} Let $x = 3$. \subsection{Results}",
        r"\section*{Exercise} Let $x > 3$. \subsection{Hint} Let $x < 4$. \section*{Theory}",
        r"\begin{solution} Let $x > 3$. \end{solution}",
        r"\begin{example} The number satisfies $x > 3$. \end{example}",
        "As an example, let $x = 3$.\n\n",
        "To illustrate, suppose $x = 3$.\n\n",
        "For instance, if $x = 3$ then $x^2 = 9$.\n\n",
    ],
)
def test_an_example_supposes_nothing_after_it(read, example):
    content = rf"{example} \begin{{lemma}} We have \[ x^3 = 27 . \] \end{{lemma}}"
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == []


def test_an_example_supposes_to_its_end(read):
    content = "Example. Let $x = 3$. Then \\[ x^2 = 9 , \\] and so \\[ x^3 = 27 . \\]"
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == ["x = 3"]


def test_a_document_begins_with_its_first_sentence(read):
    content = (
        r"\begin{document} Example. Let $x = 3$. \begin{lemma} We have \[ x^3 = 27 . \] \end{lemma} \end{document}"
    )
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == []
