r"""Matrices as they are written in LaTeX: traces, Frobenius norms, inverses, outer products, the Loewner order."""

import json
from pathlib import Path

import pytest
from sympy import preorder_traversal

from proofcheck import cli
from proofcheck.cli.targets import open_library
from proofcheck.lang import expressions as ex
from proofcheck.lang import text

RIDGE = Path(__file__).parent / "papers" / "ridge.tex"
DECLARED = r"""
% proofcheck: X : operator in \R^{m \times n}
% proofcheck: I : identity of \R^n
% proofcheck: u, v, w : vector in \R^n
% proofcheck: A, B : operator in \R^{n \times n}
% proofcheck: S : symmetric positive semidefinite operator in \R^{n \times n}
% proofcheck: P : positive definite operator in \R^{n \times n}
"""
READ = [
    (r"\operatorname{tr}(A B) = \mathrm{Tr}(B A)", "tr(A B) = tr(B A)"),
    (r"\tr A B = \tr{(B A)}", "tr(A B) = tr(B A)"),
    (r"\|X\|_F^2 = \operatorname{trace}(X^\top X)", "‖X‖_F² = tr(Xᵀ X)"),
    (r"\left\| X \right\|_{\mathrm{F}} \ge 0", "‖X‖_F ≥ 0"),
    (r"\|X\|_* \le \|X\|_{\mathrm{nuc}}^2 + \left\| X \right\|^2_{\ast}", "‖X‖_* ≤ ‖X‖_*² + ‖X‖_*²"),
    (r"\langle A, B \rangle_F = \tr(A^\top B)", "⟨A, B⟩ = tr(Aᵀ B)"),
    (r"A^{-1} A = I", "A^(-1) A = I_n"),
    (r"A^{-\top} A^\top = I", "(A^(-1))ᵀ Aᵀ = I_n"),
    (r"A^2 A^{-1} = A", "A² A^(-1) = A"),
    (r"u v^\top w = (v^\top w) u", "u vᵀ w = vᵀ w u"),
    (r"u v^\top A = u (A^\top v)^\top", "u vᵀ A = u · (Aᵀ v)ᵀ"),
    (r"S \succeq 0", "S ⪰ 0"),
    (r"P \succ 0", "P ≻ 0"),
    (r"0 \preceq X^\top X \preceq \|X\|^2 I", "0 ⪯ Xᵀ X"),
]


def findings(path, capsys):
    cli.main(["check", "--no-store", "--format", "json", str(path)])
    [document] = json.loads(capsys.readouterr().out)["documents"]
    return document


def _read(path):
    with open_library() as library:  # the process that reads is kept for the next test
        return library.at(path)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    path = tmp_path_factory.mktemp("matrices") / "matrices.tex"
    path.write_text(DECLARED + "".join(rf"\[ {written} \]" + "\n" for written, _ in READ), encoding="utf-8")
    [document] = _read(path)
    return [claim.text for claim in document.claims]


@pytest.mark.parametrize("said", [said for _, said in READ])
def test_what_is_written_is_read(shown, said):
    assert said in shown


def test_what_cannot_be_said_is_told(tmp_path):
    path = tmp_path / "more.tex"
    path.write_text(DECLARED + r"\[ \det A = 1 \] \[ A^\dagger A = I \] \[ \|X\|_{p,q} \ge 0 \]", encoding="utf-8")
    [document] = _read(path)
    assert not document.claims
    for problem, word in zip(document.problems, ("determinants", "pseudoinverses", "the index"), strict=True):
        assert word in problem.message


def test_ridge_regression(capsys, request):
    """All 19 claims under --full; else the push-through identity and what a lemma needs of the penalty."""
    full = request.config.getoption("--full")
    for claim in [""] if full else [":lem:hat.3", ":lem:penalty.1"]:
        document = findings(f"{RIDGE}{claim}", capsys)
        assert document["coverage"].startswith("27 of 27 relations read")
        assert {(claim["holds"], claim["follows"]) for claim in document["claims"]} == {("proved", "yes")}


SPECTRA = r"""
    Let $A, B \in \mathbb{R}^{n \times p}$ and let $S \in \mathbb{R}^{n \times n}$ be symmetric.
    \begin{lemma}
    For all $k = 1, \dots, n$ we have $|\sigma_k(A) - \sigma_k(B)| \le \|A - B\|$.
    \end{lemma}
    \begin{lemma}
    $\sigma_2(A) \le \sigma_1(A)$.
    \end{lemma}
    \begin{lemma}
    Let $1 \le j \le n$. Then $\lambda_j(S) \le \lambda_1(S)$.
    \end{lemma}
    """


def test_singular_values_and_eigenvalues_by_their_numbers(read, hypotheses):
    """What is said of the letter that numbers them as of a whole number is said of a dimension."""
    document = read(SPECTRA).document()
    assert not document.problems
    assert [text(claim.says) for claim in document.claims] == [
        "|σ_k(A) - σ_k(B)| ≤ ‖A - B‖", "σ_2(A) ≤ σ_1(A)", "λ_j(S) ≤ λ_1(S)",
    ]  # fmt: skip
    assert "k ≤ n" in hypotheses(document, document.claims[0])[0]
    assert "j ≤ n" in hypotheses(document, document.claims[2])[0]


def test_a_function_with_a_number_is_no_singular_value(read):
    """That of an operator alone is one: activations are called so, too."""
    document = read(r"Let $\sigma_1(t) = \max(t, 0)$. \begin{lemma} $\sigma_1(t) \ge t$. \end{lemma}").document()
    assert [text(claim.says) for claim in document.claims] == ["σ_1(t) ≥ t"]
    assert not any(isinstance(part, ex.NumberedValue) for part in preorder_traversal(document.claims[0].says))


@pytest.mark.parametrize("said", [r"$0 \preceq A \preceq B$", r"$A, B \succeq 0$", r"$A \succ 0$ and $B \succeq A$"])
def test_letters_that_are_compared_as_operators_are_none_for_numbers(read, said):
    """The square is monotone for numbers, and not for operators."""
    [claim] = read(rf"Let {said}. \[ A^2 \preceq B^2 \]").document().claims
    assert claim.text == "A² ⪯ B²"
