"""Papers in their authors' own words, without a declaration: what letters are, what is supposed, what is no claim."""

import json

import pytest

from proofcheck import cli


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def problems(reading):
    return [problem.message for problem in reading.document().problems]


def hypotheses(claim):
    return [h.text for h in (*claim.given, *claim.tacit)]


def test_letters_are_what_their_uses_say(read):
    reading = read(r"""
        Let $f : \mathbb{R}^n \to \mathbb{R}$. The method iterates $x_{k+1} = x_k - \eta \nabla f(x_k)$. We find
        \[ \|x_{k+1} - x^\star\|^2 = \|x_k - x^\star\|^2 - 2\eta \langle \nabla f(x_k), x_k - x^\star \rangle
           + \eta^2 \|\nabla f(x_k)\|^2 . \]
    """)
    [claim] = reading.document().claims
    assert "x: not declared, taken for a sequence in R^n" in hypotheses(claim)
    assert "x_{k + 1} = x_k - η ∇f(x_k) ∀ k ∈ N" in hypotheses(claim)
    assert {name: taken.what for name, taken in reading.notation.taken.items()} == {"x": "a sequence in R^n"}


def test_a_letter_that_may_be_a_matrix_is_not_taken_for_a_number(read):
    reading = read(r"""
        Let $A \in \mathbb{R}^{n \times n}$ and $v \in \mathbb{R}^n$.
        \[ \|A v + B v\| \le \|A v\| + \|B v\| \]
        \[ \|A C\| \le 1 \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "‖A v + B v‖ ≤ ‖A v‖ + ‖B v‖"
    assert "B: not declared, taken for a matrix of R^(n×n)" in hypotheses(claim)
    [problem] = reading.document().problems
    assert "may be a number or a matrix" in problem.message


def test_the_identity_has_the_size_of_what_stands_beside_it(read):
    reading = read(r"""
        Let $A \in \mathbb{R}^{n \times n}$ and $v \in \mathbb{R}^n$.
        \[ (A + I)(A - I) = A^2 - I, \quad (2 I - \lambda I) A = (2 - \lambda) A, \quad \|I v\| = \|v\| \]
        \[ \|I\| = 1 \]
    """)
    assert texts(reading) == ["(A + I_n)(A - I_n) = A² - I_n", "(2 - λ) A = (2 - λ) A", "‖v‖ = ‖v‖"]
    [problem] = reading.document().problems
    assert (problem.line, problem.column) == (4, 4)
    assert "of which space" in problem.message


@pytest.mark.parametrize("transposed", ["X^T", "X^\\top", "X'", "X^t", "X^*"])
def test_transposes_are_written_in_many_ways(read, transposed):
    reading = read(rf"""
        Let $X \in \mathbb{{R}}^{{n \times p}}$ and $y \in \mathbb{{R}}^n$.
        \[ \|{transposed} y\| \le \|X\| \|y\| . \]
    """)
    assert texts(reading) == ["‖Xᵀ y‖ ≤ ‖X‖ ‖y‖"]


def test_properties_in_words_become_hypotheses(read):
    reading = read(r"""
        Let $A, B \in \mathbb{R}^{n \times n}$ be symmetric positive definite, let $v \in \mathbb{R}^n$ be a unit vector
        and let $\alpha$ be positive. Then
        \[ \alpha \lambda_{\min}(A) + \lambda_{\min}(B) + \|v\| > 1 . \]
    """)
    [claim] = reading.document().claims
    assert set(hypotheses(claim)) == {
        "Aᵀ = A",
        "Bᵀ = B",
        "λ_min(A) > 0",
        "λ_min(B) > 0",
        "‖v‖ = 1",
        "α > 0",
    }


def test_what_is_supposed_in_words_that_are_not_read_is_said_and_keeps_claims_from_being_refuted(
    read, tmp_path, capsys
):
    reading = read(r"""
        Let $v \in \mathbb{R}^n$ with $\|v\| = 1$. Suppose that $A \in \mathbb{R}^{n \times n}$ has full rank. Then
        \[ \|A v\| > 0 . \]
    """)
    [claim] = reading.document().claims
    assert "what is supposed in line 2, which is not read: full rank" in hypotheses(claim)
    cli.main(["check", "--no-store", str(tmp_path / "paper.tex")])
    assert "refuted" not in capsys.readouterr().out
    plain = read(r"Let $y \in \mathbb{R}^n$ be the labels. \[ \|y\| \ge 0 \]")
    assert not plain.record.passed_over


@pytest.mark.parametrize(
    "supposed",
    [
        r"$X w = X v$ and $\mathrm{rank}(X) \ge d$",
        r"$\operatorname{rank}(X) \ge d$, and that $X w = X v$",
        r"$\|X w - X v\| \le 0$ and $\det(X^\top X) = 1$",
    ],
)
def test_what_is_not_read_of_a_letter_in_what_is_supposed_keeps_a_claim_about_others_from_being_refuted(read, supposed):
    """With independent columns X w = X v gives w = v; a rank was taken for a definition."""
    reading = read(
        r"Let $X \in \mathbb{R}^{n \times d}$ and $w, v \in \mathbb{R}^d$. Suppose that "
        + supposed
        + r". Then \[ w = v. \]"
    )
    [claim] = reading.document().claims
    assert "what is supposed in line 1, which is not read" in hypotheses(claim)


def test_an_expression_or_a_problem_of_optimisation_claims_nothing(read):
    reading = read(r"""
        Let $A \in \mathbb{R}^{n \times n}$ and $b \in \mathbb{R}^n$. We consider
        \[ \min_x f(x) \quad \text{subject to} \quad A x = b, \]
        with the Lagrangian
        \[ f(x) + \langle y, A x - b \rangle . \]
    """)
    document = reading.document()
    assert not document.claims
    assert not document.problems


def test_what_is_said_first_of_a_motion_says_what_is_meant(read):
    reading = read(r"""
        Let $w \in \mathbb{R}^p$ and $L : \mathbb{R}^p \to \mathbb{R}$. Gradient flow
        \[ \dot{w}(t) = - \nabla L(w(t)), \qquad w(0) = w_0 \]
        decreases the loss:
        \[ \frac{d}{dt} L(w(t)) = - \|\nabla L(w(t))\|^2 . \]
    """)
    [claim] = reading.document().claims
    assert claim.text.startswith("d/dt L(w(t))")
    assert "w'(t) = -∇L(w(t)) ∀ t ≥ 0" in hypotheses(claim)


@pytest.mark.parametrize(
    "words", ["we take the equation", "think of an iteration such that", "consider the linear system"]
)
def test_what_the_words_before_introduce_is_supposed(read, words):
    reading = read(rf"""
        Let $A \in \mathbb{{R}}^{{n \times n}}$ and $b, x \in \mathbb{{R}}^n$. To solve it {words}
        \[ A x = b . \]
        Then
        \[ \|A x\| = \|b\| . \]
    """)
    [claim] = reading.document().claims
    assert hypotheses(claim) == ["A x = b"]


def test_a_word_can_announce_a_proof_and_times_keep_their_range(read):
    reading = read(r"""
        \newtheorem{prop}{Proposition}
        Let $r : \mathbb{R} \to \mathbb{R}^n$.
        \begin{prop}\label{p} If $\|r(t)\| \le 1$ for all $t \in [0, T]$, then
        \[ \|r(t)\|^2 \le 1 . \]
        \end{prop}
        \textbf{Proof.} We have
        \[ \|r(t)\|^2 \le \|r(t)\| . \]
    """)
    statement, step = reading.document().claims
    assert statement.reason.claims == (step.id,)
    assert "t ∈ [0, T]" in hypotheses(step)
    assert "‖r(t)‖ ≤ 1 ∀ t ∈ [0, T]" in hypotheses(step)


def test_a_reason_of_a_sentence_is_shared_by_its_chain(write_paper, capsys):
    status = cli.main(["check", "--no-store", "--format", "json", write_paper])
    [document] = json.loads(capsys.readouterr().out)["documents"]
    found = {claim["id"]: (claim["holds"], claim["follows"]) for claim in document["claims"]}
    assert status == 1
    assert found["bad"] == ("refuted", "no")
    assert found["chain.1"] == found["chain.2"] == ("proved", "yes")


@pytest.fixture
def write_paper(tmp_path):
    path = tmp_path / "paper.tex"
    path.write_text(
        r"""
        \begin{equation}\label{bad} (a + b)^2 = a^2 + b^2 \end{equation}
        By \eqref{bad}, we have
        \begin{align}\label{chain} (a + b)^2 &= a^2 + 2 a b + b^2 \\ &\le 2 a^2 + 2 b^2 . \end{align}
        """
    )
    return str(path)


def test_where_iterations_end_is_a_number_though_another_statement_has_a_set_of_that_name(read):
    reading = read(r"""
        \[ \sum_{t=1}^T \|x_t\| \ge 0 \] \[ \frac{T - 1}{2} \le T + 1 \]
        \begin{lemma} Let $T \subseteq \R^d$ be a subspace. Then \[ \|v\|^2 \le 2 \|v\|^2 \quad \forall v \in T . \]
        \end{lemma}
    """)
    assert texts(reading) == ["Σ_{t=1}^T ‖x_t‖ ≥ 0", "(T - 1) / 2 ≤ T + 1"]
    assert any("T is a set in R^d here" in problem.message for problem in reading.document().problems)


@pytest.mark.parametrize("named", [r"the vectors $Ax$ and $b$", r"several $\mu'$", r"smoothness of $\psi'$"])
def test_a_name_of_two_signs_in_a_sentence_leaves_nothing_unread(read, named):
    reading = read(rf"We use {named} here. \[ \mu \le \mu + 1 \]")
    assert not reading.record.problems
    [claim] = reading.document().claims
    assert not any("not read" in text for text in hypotheses(claim))


@pytest.mark.parametrize(
    "flow", [r"\frac{dx_t}{dt}", r"\frac{d x_{t}}{d t}", r"\frac{d}{dt} x_t", r"\frac{\mathrm{d}}{\mathrm{d}t} x(t)"]
)
def test_what_a_derivative_in_time_is_taken_of_is_a_path(read, flow):
    at = "x(t)" if "x(t)" in flow else "x_t"
    start = at.replace("t", "0")
    reading = read(rf"""
        Let $f : \R^n \to \R$ be convex. Gradient descent follows the ordinary differential equation
        \[ {flow} = - \nabla f({at}) . \]
        Then \[ \frac{{d}}{{dt}} f({at}) = - \|\nabla f({at})\|^2 \] and \[ f({at}) \le f({start}) . \]
    """)
    assert texts(reading) == ["d/dt f(x(t)) = -‖∇f(x(t))‖²", "f(x(t)) ≤ f(x(0))"]
    assert all("x'(t) = -∇f(x(t)) ∀ t ≥ 0" in hypotheses(claim) for claim in reading.document().claims)


def test_the_steps_of_a_sequence_have_no_derivative(read):
    reading = read(r"""
        Let $f : \R^n \to \R$ be convex, and $x_{t+1} = x_t - \eta \nabla f(x_t)$. As $\eta \to 0$ this becomes
        \[ \frac{d x_t}{dt} = - \nabla f(x_t) . \] \[ \frac{d}{dt} f(x_t) = - \|\nabla f(x_t)\|^2 \]
        \[ x_{t+1} - x_t = - \eta \nabla f(x_t) \]
    """)
    assert texts(reading) == ["x_{t + 1} - x_t = -η ∇f(x_t)"]


def test_a_name_without_the_index_it_is_defined_with_is_a_number_in_doubt(read):
    reading = read(r"Define $\kappa_n := L / (n + 1)$. \[ \kappa_{n-1} \kappa^{-1} \le 2 \kappa_n \kappa^{-1} \]")
    assert texts(reading) == ["κ_{n - 1} (1 / κ) ≤ 2 κ_n (1 / κ)"]
    assert reading.notation.taken["kappa"].doubtful


@pytest.mark.parametrize(
    "last", ["and $q(t) = 1$ for $t \\ge 1$", "$q(t) = t^2$ for $0 < t < 1$, and $q(t) = 1$ elsewhere"]
)
def test_the_last_of_several_cases_in_words_is_no_definition(read, last):
    reading = read(rf"Let $q(t) = 0$ for $t \le 0$, {last}. \[ q(t) \le 1 \]")
    assert texts(reading) == []
    assert all("by cases in words" in problem or "is not known here" in problem for problem in problems(reading))


_OUTSIDE = "what is supposed in another document, the main text"


@pytest.mark.parametrize(
    ("before", "said", "open_"),
    [
        ("", "We use all definitions of Section 3 of the main paper.", True),
        ("", "This proves the bound.", False),
        (r"\section{Introduction}", "The proofs of the claims in the main text follow.", False),
        (r"\begin{abstract} We study it. \end{abstract}", "The proofs of the claims in the main text follow.", False),
        ("% proofcheck: complete N\n", "We use all definitions of Section 3 of the main paper.", False),
    ],
)
def test_what_a_supplement_takes_from_another_document_is_in_doubt(read, before, said, open_):
    [claim] = read(rf"{before} {said} \[ \frac{{1}}{{N^2}} \le \frac{{1}}{{2 N}} \]").document().claims
    assert (_OUTSIDE in hypotheses(claim)) == open_
