"""Where what is supposed ends: with the list, the example, the refutation or the letter that it was said of."""

import pytest
from suppositions import last

from proofcheck.lang.printing import text


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
def test_a_family_of_which_more_may_be_said_is_in_doubt(read, claim):
    assert last(read(rf"Consider positive scores $u_1, \dots, u_m$. \[ {claim} \]"))[1]


@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"Let $u_1, \dots, u_m \in [0, 1]$.", "u_i ≤ 1 ∀ i = 1, ..., m"),
        (r"Let $u_1, \dots, u_m \in \{-1, 1\}$.", "(u_i + 1) (u_i - 1) = 0 ∀ i = 1, ..., m"),
        (r"Let $u_1, \dots, u_m \in \mathbb{R}$ be nonnegative.", "u_i ≥ 0 ∀ i = 1, ..., m"),
        (r"Let $v_1, \dots, v_m \in \mathbb{R}^d$ be unit vectors.", "‖v_i‖ = 1 ∀ i = 1, ..., m"),
        (r"Let $v_1, \dots, v_m$ be unit vectors in $\mathbb{R}^d$.", "‖v_i‖ = 1 ∀ i = 1, ..., m"),
        (r"Let $v_1, \dots, v_m$ be unit-norm vectors.", "‖v_i‖ = 1 ∀ i = 1, ..., m"),
    ],
)
def test_what_is_said_of_all_that_is_listed_is_read(read, said, under):
    squared = "u_i^2" if "$u" in said else r"\|v_i\|^2"
    found, unread = last(read(rf"{said} \[ \sum_{{i=1}}^m {squared} \le 5 \]"))
    assert under in found, found
    assert not unread


@pytest.mark.parametrize(
    ("said", "tacit"),
    [
        (r"Let $u_i > 0$ for $i = 1, \dots, m$.", True),
        (r"Let $u_i > 0, i = 1, \ldots, m$.", True),
        (r"Let $u_i > 0$ for $i = 1, \dots, m$, where $m \ge 0$.", False),
    ],
)
def test_what_is_counted_from_one_is_there_at_least_once(read, said, tacit):
    assert ("m ≥ 1" in last(read(rf"{said} \[ \sum_{{i=1}}^m u_i > 0 \]"))[0]) == tacit


def test_a_property_of_listed_vectors_that_says_nothing_is_in_doubt(read):
    assert last(read(r"Let $v_1, \dots, v_m \in \mathbb{R}^d$ be nonnegative. \[ \sum_{i=1}^m \|v_i\|^2 \le 5 \]"))[1]


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
        r"\section{Numerical experiments} We set $x = 3$. \section{Proofs}",
        r"\section{Simulations} \paragraph{Setting.} We set the size to $x = 3$. \section{Proofs}",
        r"\begin{definition} It settles if there is a time $S$ such that it stays for all $x > S$. \end{definition}",
        r"\subsection*{Problem 2} Let $x = 3$. \subsection{Results}",
        "\\textbf{Exercise 1.} Let $x = 3$.\n\n\\noindent\\textbf{Exercise 2.} Let $y > 3$.\n\n",
        "\\begin{Task 3} Let $x = 3$. \\end{Task 3}",
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


@pytest.mark.parametrize(
    "left",
    [
        r"\sout{Let $x > 0$.}",
        r"\todo[inline]{Assume $x > 0$.}",
        r"\phantom{Let $x > 0$.}",
        r"\if0 Let $x > 0$. \fi",
        r"\begin{figure} \caption{Let $x = 2$.} \end{figure}",
        r"\begin{table} \begin{tabular}{c} Assume $x > 0$. \end{tabular} \end{table}",
        r"\begin{abstract} Let $x > 0$. \end{abstract}",
        r"\begin{quote} Let $x > 0$. \end{quote}",
        r"The student wrote: ``Let $x > 0$.''",
        r"Some write “suppose $x > 0$”.",
    ],
)
def test_what_is_no_part_of_the_text_supposes_nothing(read, left):
    content = rf"{left} \begin{{lemma}} We have \[ x^5 > 0 . \] \end{{lemma}}"
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == []


@pytest.mark.parametrize(
    "asked",
    [
        "Suppose $x > 0$? No.",
        "Can we assume $x > 0$?",
        r"We treat all $x$.\footnote{Until then let $x > 0$.}",
        r"We treat all $x$.\marginpar{Assume $x > 0$.}",
    ],
)
def test_what_is_asked_or_noted_is_in_doubt(read, asked):
    content = rf"{asked} \begin{{lemma}} We have \[ x^5 > 0 . \] \end{{lemma}}"
    assert last(read(f"% proofcheck: x : real\n{content}")) == ([], True)


def test_a_display_that_is_asked_claims_nothing(read):
    reading = read("% proofcheck: x : real\nIs it true that \\[ x^2 > 0 \\] for all $x$? We have \\[ x^4 \\ge 0 . \\]")
    assert [text(claim.says) for claim in reading.document().claims] == ["x⁴ ≥ 0"]


def test_what_is_struck_out_of_a_line_is_not_claimed(read):
    reading = read("% proofcheck: x, y : real\n\\[ \\cancel{x > 0} \\quad x^2 + \\cancel{y} - \\cancel{y} \\ge 0 \\]")
    assert [text(claim.says) for claim in reading.document().claims] == ["x² + y - y ≥ 0"]


TWO = r"\begin{lemma} Let $x > 0$. Then $x^3 > 0$. \end{lemma} \begin{lemma} Let $x < 0$. Then $x^3 < 0$. \end{lemma} "


@pytest.mark.parametrize(
    ("proof", "under"),
    [
        (r"\begin{proof}[Proof of Lemma 1] \[ x^5 > 0 \] \end{proof}", ["x > 0"]),
        (r"\begin{proof}[Proof of Lemma 2] \[ x^5 > 0 \] \end{proof}", ["x < 0"]),
        (r"\section{Proof of Lemma 1} \[ x^5 > 0 \]", ["x > 0"]),
        (r"Proof of Lemma 1. \[ x^5 > 0 \]", ["x > 0"]),
        (r"\begin{proof}[Proof of Lemma 3.1] \[ x^5 > 0 \] \end{proof}", ["x < 0"]),
        (r"\begin{theorem}\label{t} Let $x > 1$. Then $x^3 > 1$. \end{theorem} \begin{lemma} Let $x > 2$. Then "
         r"$x^3 > 2$. \end{lemma} We now prove Theorem~\ref{t}. \begin{proof} \[ x^5 > 0 \] \end{proof}", ["x > 1"]),
    ],
)  # fmt: skip
def test_a_proof_proves_what_its_head_says(read, proof, under):
    assert last(read(f"% proofcheck: x : real\n{TWO}{proof}"))[0] == under


def test_a_number_that_may_be_of_two_statements_is_in_doubt(read):
    other = r"\begin{theorem} Let $x > 1$. Then $x^3 > 1$. \end{theorem} "
    proof = r"\begin{proof}[Proof of Lemma 2] \[ x^5 > 0 \] \end{proof}"
    assert last(read(f"% proofcheck: x : real\n{other}{TWO}{proof}")) == ([], True)


@pytest.mark.parametrize("inner", ["lemma", "claim", "remark", "quote"])
def test_what_stands_in_an_argument_supposes_what_that_does(read, inner):
    content = rf"\begin{{proof}} Let $x > 0$. \begin{{{inner}}} We have \[ x^5 > 0 . \] \end{{{inner}}} \end{{proof}}"
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == ["x > 0"]


@pytest.mark.parametrize(
    "argument",
    [
        r"Assume for now that $x \ge 1$. \[ x^3 \ge 1 \] We now remove this assumption.",
        r"Assume $x \ge 1$. \[ x^3 \ge 1 \] Dropping this assumption,",
        r"Let $x \ge 1$. \[ x^3 \ge 1 \] For general $x$,",
        r"When $x \ge 1$, \[ x^3 \ge 1 . \] Altogether,",
        r"Suppose $x \ge 1$. \[ x^3 \ge 1 \] It remains to treat $x \le 0$. Then",
    ],
)
def test_what_is_dropped_is_supposed_no_longer(read, argument):
    content = rf"\begin{{proof}} {argument} \[ x^5 \ge 1 . \] \end{{proof}}"
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == []


@pytest.mark.parametrize(
    "denied",
    [
        "A common mistake is to assume",
        "In [3], the authors let",
        "In contrast to [2], where",
        "We would like to assume",
        "We do not need to suppose",
        "At no point do we assume",
        "We refrain from assuming",
        "Later we will assume",
        "In Section 5 we assume",
        "In the appendix, we suppose that",
    ],
)
def test_what_others_suppose_or_nobody_is_in_doubt(read, denied):
    content = rf"{denied} $x > 0$. \begin{{lemma}} We have \[ x^5 > 0 . \] \end{{lemma}}"
    assert last(read(f"% proofcheck: x : real\n{content}")) == ([], True)


@pytest.mark.parametrize(
    "said",
    [
        "In the following, we assume",
        "In this section let",
        "As in [3], we assume",
        "As in Section 2, we assume",
        "From Section 2 on we assume",
    ],
)
def test_what_is_supposed_here_is_supposed(read, said):
    content = rf"{said} $x > 0$. \begin{{lemma}} We have \[ x^5 > 0 . \] \end{{lemma}}"
    assert last(read(f"% proofcheck: x : real\n{content}"))[0] == ["x > 0"]


ASSUMED = (
    "% proofcheck: x, y : real\n"
    r"\begin{assumption}\label{one} $x > 0$. \end{assumption} \begin{assumption}\label{two} $y > 0$. \end{assumption} "
)


@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"Under Assumption \ref{two} only, \[ x^5 y > 0 . \]", ["y > 0"]),
        (r"Under Assumption \ref{two}, \[ x^5 y > 0 . \]", ["y > 0"]),
        (r"Without Assumption \ref{one}, \[ x^5 y > 0 . \]", ["y > 0"]),
        (r"Suppose that Assumption \ref{one} does not hold. Then \[ x^5 y > 0 . \]", ["y > 0"]),
        (r"Even if Assumption \ref{one} fails, \[ x^5 y > 0 . \]", ["y > 0"]),
    ],
)
def test_a_statement_is_under_the_assumptions_that_it_names(read, said, under):
    assert last(read(rf"{ASSUMED} \begin{{lemma}} {said} \end{{lemma}}"))[0] == under
    assert last(read(rf"{ASSUMED} \begin{{lemma}} {said} \end{{lemma}} \[ x^5 y > 0 \]"))[0] == ["x > 0", "y > 0"]


@pytest.mark.parametrize(
    "said",
    [
        "Assume at least one of the following holds: (i) $x > 0$; (ii) $y > 0$.",
        r"Assume one of the following: \begin{itemize} \item $x > 0$; \item $y > 0$. \end{itemize}",
        "Suppose that $x$ is not such that $x > 0$.",
        "Suppose that $y > x$ for no $y > 0$.",
        "Let $x$ be positive or zero.",
        "The bound $x > 0$ is sufficient.",
    ],
)
def test_alternatives_are_not_supposed(read, said):
    content = rf"{said} \begin{{lemma}} We have \[ x^5 + 0 y > 0 . \] \end{{lemma}}"
    assert "x > 0" not in last(read(f"% proofcheck: x, y : real\n{content}"))[0]


@pytest.mark.parametrize(
    "said",
    [
        "$x^2 > 1$ is necessary for $x > 1$.",
        "$x > 1$ is sufficient for $x^2 > 1$.",
        "A necessary and sufficient condition for $x > 0$ is $x^3 > 0$.",
        "$x > 1$ implies $x^2 > 1$ and vice versa.",
        "$x^3 > 0$ just in case $x > 0$.",
        "The following are equivalent: (i) $x^3 > 0$; (ii) $x > 0$.",
        r"The following are equivalent: \begin{enumerate} \item $x^3 > 0$; \item $x > 0$. \end{enumerate}",
        r"For all but finitely many $x$, \[ x > 5 . \]",
    ],
)
def test_what_is_said_of_relations_claims_none_of_them(read, said):
    reading = read(f"% proofcheck: x : real\n\\begin{{lemma}} {said} \\end{{lemma}} \\[ x^2 \\ge 0 \\]")
    assert [text(claim.says) for claim in reading.document().claims] == ["x² ≥ 0"]


@pytest.mark.parametrize(
    "said", ["Almost surely,", "In expectation,", "On the event $y > 0$,", "Conditional on $y > 0$,"]
)
def test_what_is_so_by_chance_is_in_doubt(read, said):
    reading = read(f"% proofcheck: x, y : real\n\\begin{{lemma}} {said} \\[ x > 0 . \\] \\end{{lemma}}")
    assert [text(claim.says) for claim in reading.document().claims] == ["x > 0"]
    assert last(reading)[1]


@pytest.mark.parametrize(
    "said",
    [
        "We now write $x$ for its negative.",
        "From now on, $x$ denotes a real number.",
        "We redefine $x$ as its negative.",
        "By abuse of notation, let $x$ be the same as $y$.",
    ],
)
def test_a_letter_that_is_given_to_something_else_is_in_doubt(read, said):
    assert last(read(f"% proofcheck: x, y : real\nLet $x > 0$.\n\n{said} \\[ x^5 > 0 \\]")) == ([], True)


def test_a_letter_that_is_introduced_again_has_no_longer_its_value(read):
    content = r"Let $a = 2$. \[ a^2 = 4 \] \begin{lemma} Let $a > 0$. \[ a^2 = 4 \] \end{lemma}"
    assert last(read(f"% proofcheck: a : real\n{content}")) == (["a > 0"], True)


@pytest.mark.parametrize("again", ["Now define $f(x) = x^3$.", "Now let $f$ be an arbitrary function."])
def test_a_function_is_what_was_defined_last(read, again):
    reading = read(f"Define $f(x) = x^2$. \\[ f(x) \\ge 0 \\]\n\n{again} \\[ f(x) \\ge 0 \\]")
    assert [claim.place.line for claim in reading.document().claims] == [1]


@pytest.mark.parametrize(
    ("argument", "under"),
    [
        (r"Case 1: $x = 1$. Then \[ x^3 = 1 . \]", ["x = 1"]),
        (r"\textit{Case (a).} $x = 1$. Then \[ x^3 = 1 . \]", ["x = 1"]),
        (r"Case $x = 1$. In this case \[ x^3 = 1 . \]", ["x = 1"]),
        (r"Case 1: $x = 1$. Then \[ x^3 = 1 . \] Case 2: $x = 2$. Then \[ x^3 = 8 . \]", ["x = 2"]),
        (
            r"Let $y > 0$. Case 1: $x > 0$. Then \[ x y > 0 . \] Case 2: $x < 0$. Then \[ x y < 0 . \]",
            ["y > 0", "x < 0"],
        ),
        (r"Let $y > 0$. Case 1: $x > 0$. Then \[ x y > 0 . \] In both cases, \[ y^5 > 0 x . \]", ["y > 0"]),
        (r"Case 1: $x > 0$. Then \[ x^3 > 0 . \] Altogether, \[ x^5 > 0 . \]", []),
        (r"For $x = 1$, \[ x^3 > 0 . \] Hence for all $x$, \[ x^5 > 0 . \]", []),
        (r"For $x = 1$, \[ x^3 > 0 . \] More generally, \[ x^5 > 0 . \]", []),
    ],
)
def test_a_case_is_supposed_to_its_end(read, argument, under):
    assert last(read(f"% proofcheck: x, y : real\n\\begin{{proof}} {argument} \\end{{proof}}"))[0] == under


@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"\section{A} In this section, let $x > 0$. \[ x^3 > 0 \] \section{B}", []),
        (r"\section{A} For this section only, we assume $x > 0$. \[ x^3 > 0 \] \section{B}", []),
        (r"\section{A} Throughout this section, $x > 0$. \[ x^3 > 0 \] \section{B}", []),
        (r"\section{A} \subsection{A.1} In this subsection, let $x > 0$. \[ x^3 > 0 \] \subsection{A.2}", []),
        ("In this paragraph we assume $x > 0$. \\[ x^3 > 0 \\]\n\n", []),
        ("We assume $x > 0$. \\[ x^3 > 0 \\]\n\nWe no longer assume this.", []),
        ("We assume $x > 0$. \\[ x^3 > 0 \\]\n\nFrom now on we do not assume $x > 0$ any more.", []),
        ("We assume $x > 0$. \\[ x^3 > 0 \\]\n\nThe assumption $x > 0$ is not needed any longer.", []),
        ("We assume $x > 0$. \\[ x^3 > 0 \\]\n\nWe now allow $x \\le 0$.", []),
        ("We assume $x > 0$. \\[ x^3 > 0 \\]\n\nWe now allow arbitrary $x$.", []),
        (r"\section{A} In this section, let $x > 0$. \subsection{A.1}", ["x > 0"]),
        (r"\section{A} Let $x > 0$. \section{B}", ["x > 0"]),
    ],
)
def test_what_is_supposed_for_a_part_ends_with_it(read, said, under):
    assert last(read(f"% proofcheck: x : real\n{said} \\[ x^5 > 0 \\]"))[0] == under


@pytest.mark.parametrize(
    "said",
    [
        "Let $x$ be between $0$ and $1$.",
        "Suppose $x$ does not exceed $y$.",
    ],
)
def test_words_that_compare_leave_their_letters_in_doubt(read, said):
    assert last(read(f"% proofcheck: x, y : real\n{said} \\[ x^2 \\le x \\]"))[1]


@pytest.mark.parametrize("said", ["Assume $x > 0$, or $y > 0$.", "Suppose $y$, but not $x$, is positive."])
def test_what_is_said_of_another_one_is_not_supposed(read, said):
    assert "x > 0" not in last(read(f"% proofcheck: x, y : real\n{said} \\[ x > 0 \\]"))[0]


@pytest.mark.parametrize(
    "again",
    ["Now let $s = x^3$.", r"\section{B} We write $s = x^3$.", r"\section{B} Let $s$ be real.", "Now put $s := x^3$."],
)
def test_a_letter_that_is_defined_anew_is_no_longer_what_it_was(read, again):
    reading = read(f"% proofcheck: x : real\nLet $s = x^2$. \\[ s \\ge 0 \\]\n\n{again} \\[ s + x^2 \\ge 0 \\]")
    assert [text(claim.says) for claim in reading.document().claims] == ["s ≥ 0"]


def test_a_name_is_again_what_it_was_before_an_example(read):
    content = r"\begin{example} Let $a := 3$. \[ a^2 = 9 \] \end{example} \begin{lemma} \[ a^2 = 9 \] \end{lemma}"
    first, second = read(f"% proofcheck: a : real\n{content}").document().claims
    assert first.says != second.says


@pytest.mark.parametrize(
    "said",
    [
        "The set where $x > 0$ is open.",
        "Let $A$ be the set of $y$ with $x > 0$.",
        "Consider the set of all $x > 0$.",
        "Let $E$ denote the event that $x > 0$.",
        "Let $p$ be the probability that $x > 0$.",
        "Let $N$ be the number of $y$ with $x > 0$.",
        "Let $m$ be the first index for which $x > 0$.",
        "Points with $x > 0$ are special.",
        "The notation $x > 0$ means that $x$ is positive.",
        "By $x > 0$ we mean positivity.",
        "We look for $x > 0$.",
        "Let $s$ be $1$ when $x > 0$.",
        "The algorithm stops as soon as $x > 0$.",
        "Suppose we knew $x > 0$.",
        "If we could show $x > 0$, we would be done.",
        "It would suffice that $x > 0$.",
    ],
)
def test_what_a_noun_contains_is_not_supposed(read, said):
    content = rf"{said} \begin{{lemma}} We have \[ x^3 > 0 . \] \end{{lemma}}"
    assert last(read(f"% proofcheck: x, y : real\n{content}"))[0] == []


@pytest.mark.parametrize(
    "said",
    [
        "Let $x$ be a number with $x > 0$.",
        "We work in the region $y < 1$. Suppose that $x > 0$.",
        "Let $A$ be a set, and let $x > 0$.",
        "Suppose that the number $x$ satisfies $x > 0$.",
        "Suppose the probability $x > 0$ is given.",
    ],
)
def test_what_is_said_of_a_letter_by_a_noun_is_supposed(read, said):
    content = rf"{said} \begin{{lemma}} We have \[ x^3 > 0 . \] \end{{lemma}}"
    assert "x > 0" in last(read(f"% proofcheck: x, y : real\n{content}"))[0]


def test_a_bound_that_is_almost_sure_is_in_doubt(read):
    assert last(read("% proofcheck: X : random\n\\[ X \\le 5 \\quad \\text{a.s.} \\]"))[1]


@pytest.mark.parametrize(
    ("condition", "range_", "stands"),
    [
        (r"$a > 2$", "For all $a$ we have", False),
        (r"$a > 2$", "For all $b$ we have", True),
        (r"$a > 2$", "Hence", True),
        (r"$v$ minimises $F$", r"For every $v \in \mathbb{R}^d$ we have", False),
        (r"$v \in \argmin_{z \in \mathbb{R}^d} F(z)$", "For all $v$ we have", False),
        (r"$\nabla F(v) = 0$", "For all $v$ we have", False),
    ],
)
def test_a_claim_about_all_is_under_no_condition_of_a_sentence_before(read, condition, range_, stands):
    setting = r"Let $F : \mathbb{R}^d \to \mathbb{R}$ be differentiable, $v \in \mathbb{R}^d$ and $a$ real."
    found, unread = last(
        read(rf"{setting} If {condition}, then \[ a + F(v) \le 7 . \] {range_} \[ a + F(v) + \|v\| \le 8 . \]")
    )
    assert bool(found) == stands
    assert unread != stands


@pytest.mark.parametrize(
    ("first", "then", "given", "doubtful"),
    [
        ("Let $x > 0$. Then $x^5 > 0$.", r"Let $x \ge 0$.", ["x ≥ 0"], True),
        (r"Let $x \in (0, 1)$. Then $x^5 > 0$.", r"Let $x \in [0, 1]$.", ["x ∈ [0, 1]"], True),
        ("Fix $0 < x < 1$. Then $x^5 > 0$.", r"Fix $0 \le x \le 2$.", ["0 ≤ x", "x ≤ 2"], True),
        (r"Assume that $x \ge 2$. Then $x^5 > 0$.", r"Assume that $x \le -2$.", ["x ≤ -2"], True),
        ("Let $x > 0$. Then $x^5 > 0$.", "Now let $x$ be a real number.", [], True),
        ("Let $x > 0$. Then $x^5 > 0$.", r"Let $x \le 1$.", ["x > 0", "x ≤ 1"], False),
        ("Let $x > 0$.", r"Let $x \ge 0$.", ["x > 0", "x ≥ 0"], False),
        ("Let $x > 0$. Then $x^5 > 0$.", r"Let $y \ge 0$.", ["x > 0", "y ≥ 0"], False),
    ],
)
def test_a_letter_of_which_something_was_claimed_is_introduced_anew(read, first, then, given, doubtful):
    content = rf"\begin{{lemma}} {first} {then} Then $x^5 + y > 0$. \end{{lemma}}"
    assert last(read(content)) == (given, doubtful)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (r"Let $u \in \mathbb{R}^d$ be a unit vector. Then $\|u\|^2 = 1$.", "Let $u$ be any vector."),
        (r"Let $A$ be symmetric. Then $\|A u\| \le \|A\| \, \|u\|$.", "Let $A$ be a square matrix."),
    ],
)
def test_so_it_is_with_what_words_said_of_it(read, first, then):
    content = rf"\begin{{lemma}} {first} {then} Then $\|u + A u\| = 1$. \end{{lemma}}"
    assert last(read(content)) == ([], True)


def test_what_a_statement_claims_of_what_words_have_introduced_is_not_supposed(read):
    document = read(r"\begin{lemma} Let $u$ be a unit vector. Then $\|u\|^2 = 2$. \end{lemma}").document()
    assert [claim.text for claim in document.claims] == ["‖u‖² = 2"]


@pytest.mark.parametrize(
    "special",
    [r"In particular, with $b = 2$,", r"Moreover, choosing $b = 2$,", r"As a special case, $b = 2$ gives"],
)
def test_a_special_case_that_a_statement_ends_with_is_not_what_its_proof_supposes(read, hypotheses, special):
    document = read(rf"""
        Let $a$ be real.
        \begin{{lemma}} For every $b > 0$, \[ 2 a \le b a^2 + 1/b. \] {special} \[ 2 a \le 2 a^2 + 1/2. \] \end{{lemma}}
        \begin{{proof}} We have \[ b a^2 - 2 a + 1/b = (\sqrt{{b}} a - 1/\sqrt{{b}})^2 . \] \end{{proof}}
        """).document()
    under = [hypotheses(document, claim) for claim in document.claims]
    assert ["b = 2" in said for said, _ in under] == [False, True, False]
    assert "the statement supposes of a special case" in str(document.hypotheses(document.claims[2]))


@pytest.mark.parametrize("added", ["If in addition $x \\ge 1$, then", "If moreover $x \\ge 1$, we have also"])
def test_what_a_statement_adds_at_last_is_not_supposed_in_its_whole_proof(read, hypotheses, added):
    document = read(rf"""
        \begin{{lemma}} Let $x > 0$. Then \[ x^2 + 1 \ge x. \] {added} \[ x^2 \ge x. \] \end{{lemma}}
        \begin{{proof}} We have \[ x^2 \ge x. \] If $x \ge 1$, then \[ x^3 \ge x. \] \end{{proof}}
        """).document()
    under = [hypotheses(document, claim)[0] for claim in document.claims]
    assert ["x ≥ 1" in said for said in under] == [False, True, False, True]


@pytest.mark.parametrize(
    "remark",
    [
        r"If one assumes $x \ge 1$, the proof is easier.",
        r"If $x \ge 1$, one can say more.",
        r"Provided $x \ge 1$, we get a better rate.",
        r"Under the stronger assumption $x \ge 1$ the constant improves.",
        r"Assuming $x \ge 1$ would simplify the argument.",
        r"It is a restriction to assume that $x \ge 1$.",
        r"The reader may assume $x \ge 1$ on a first reading.",
        r"If you like, take $x \ge 1$.",
        r"Assume $x \ge 1$ if necessary.",
        r"In applications one has $x \ge 1$.",
        r"Suppose that $x \ge 1$ on the event $E$.",
        r"For all $x \ge 1$, \[ x^2 \ge x. \] We always have $x^2 \ge 0$. For each $x$ it holds that",
        r"For all $x \ge 1$, \[ x^2 \ge x. \] We always have",
        r"For all $x \ge 1$, \[ x^2 \ge x. \] Whether or not $x$ is large,",
    ],
)
def test_what_is_only_remarked_or_goes_over_others_is_not_supposed(read, remark):
    found, unread = last(read(rf"Let $x$ be a real number. {remark} \[ x \ge 1. \]"))
    assert found == []
    assert unread


@pytest.mark.parametrize(
    "said",
    [
        r"If $x \ge 1$, we get the sharper bound",
        r"For $x \ge 1$ a better bound is known:",
        r"With $x \ge 1$, see above, the following holds.",
    ],
)
def test_what_a_better_bound_is_under_is_supposed_of_it(read, said):
    assert last(read(rf"Let $x$ be a real number. {said} \[ x^2 \ge x. \]"))[0] == ["x ≥ 1"]


@pytest.mark.parametrize(
    ("supposed", "drawn"),
    [("$x^2 = z^2$", "x^3 = z^3"), (r"$A x = A z$ for an $m \times n$ matrix $A$", r"\|x\| = \|z\|")],
)
def test_an_equation_that_is_drawn_of_a_supposed_letter_says_not_what_it_is(read, supposed, drawn):
    reading = read(rf"Suppose that {supposed}. Then \[ x = z. \] Hence \[ {drawn}. \]")
    assert "x = z" in [text(claim.says) for claim in reading.document().claims]
    assert "x = z" not in last(reading)[0]


def test_a_condition_that_is_almost_sure_ends_no_sentence(read):
    assert last(read(r"Let $X$ be a.s. bounded by $1$. Then \[ \mathbb{E}[X^2] \le 1. \]")) == (
        ["|X| ≤ 1 ∀ ω ∈ N"],
        False,
    )


@pytest.mark.parametrize(
    "said",
    [
        "for all but one $n$",
        "for at least half of the $n$",
        "for infinitely many $n$",
        "along a subsequence",
        "for arbitrarily large $n$",
    ],
)
def test_what_is_so_of_many_members_is_not_supposed_of_all(read, said):
    assert last(read(rf"Suppose that $a_n \ge 0$ {said}. Then \[ a_n \ge 0. \]")) == ([], True)


@pytest.mark.parametrize("said", ["convex or $L$-smooth", "$L$-smooth or convex", "convex (or merely quasiconvex)"])
def test_a_property_of_two_that_words_leave_open_is_not_supposed(read, said):
    slope = r"f(y) \ge f(x) + \langle \nabla f(x), y - x \rangle"
    assert last(read(rf"Suppose that $f$ is {said}. Then \[ {slope}. \]")) == ([], True)


@pytest.mark.parametrize(("title", "doubtful"), [("for $x > 1$", True), ("Case $x > 1$", True), ("About $x^2$", False)])
def test_a_condition_in_a_title_is_in_doubt(read, title, doubtful):
    assert last(read(rf"\begin{{lemma}}[{title}] \[ x^2 \ge x. \] \end{{lemma}}"))[1] is doubtful
