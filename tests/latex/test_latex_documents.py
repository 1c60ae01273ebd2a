"""A paper in LaTeX is a document like any other: its displays are claims, each with its place."""

import json
import textwrap

import pytest

from proofcheck import cli
from proofcheck.cli.targets import open_library
from proofcheck.lang.printing import text as in_words

PAPER = r"""
\documentclass{article}
\newcommand{\norm}[1]{\left\| #1 \right\|}
% proofcheck: u, v in R^n
% proofcheck: A in R^{n x p}; x in R^p
% proofcheck: a, b > 0
\begin{document}
The parallelogram law:
\begin{align}
  \norm{u + v}^2 &= \norm{u}^2 + 2 \langle u, v \rangle + \norm{v}^2 \label{eq:p} \\
     &\le (\norm{u} + \norm{v})^2.
\end{align}
And
\[ \sqrt{ab} \le \frac{a+b}{2}, \qquad u^\top A x \le \norm{u} \norm{A} \norm{x} . \]
But
\[ (a + b)^2 = a^2 + b^2. \]
\[ u + x = 0 \]
\[ a \lesssim b \]
\end{document}
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def file(content, name="paper.tex"):
        (tmp_path / name).write_text(textwrap.dedent(content), encoding="utf-8")
        return name

    return file


@pytest.fixture
def read(write):
    def reading(content, **files):
        for name, text in files.items():
            write(text, f"{name}.tex")
        with open_library() as library:  # the process that reads is kept for the next test
            [document] = library.at(write(content))
        return document

    return reading


def test_each_relation_is_a_claim_with_its_place(read):
    document = read(PAPER)
    assert [(c.id, c.line, c.column) for c in document.claims] == [
        ("eq:p.1", 10, 19),
        ("eq:p.2", 11, 7),
        ("line14.1", 14, 14),
        ("line14.2", 14, 51),
        ("line16", 16, 14),
        ("line17", 17, 10),
    ]
    assert document.claims[1].chain == "eq:p.1"
    lines = PAPER.splitlines()
    for claim in document.claims:
        assert lines[claim.line - 1][claim.column - 1 :].startswith(("=", "\\le"))
    [problem] = document.problems
    assert (problem.line, problem.column) == (18, 6)
    assert "bounds up to a constant" in problem.message


def test_the_verdicts_are_those_of_any_document(write, capsys):
    status = cli.main(["check", "--no-store", "--format", "json", write(PAPER)])
    [document] = json.loads(capsys.readouterr().out)["documents"]
    verdicts = {claim["id"]: (claim["holds"], claim["follows"]) for claim in document["claims"]}
    assert verdicts == {
        "eq:p.1": ("proved", "yes"),
        "eq:p.2": ("proved", "yes"),
        "line14.1": ("proved", "yes"),
        "line14.2": ("proved", "yes"),
        "line16": ("refuted", "no"),
        "line17": ("ill-typed", "no"),
    }
    assert status == 1
    assert document["claims"][0]["column"] == 19
    assert document["problems"][0]["column"] == 6


def test_one_claim_is_named_by_its_label(write, capsys):
    assert cli.main(["explain", "--no-store", f"{write(PAPER)}:eq:p.2"]) == 0
    assert "proved, follows" in capsys.readouterr().out


def test_what_is_not_declared_is_a_number_and_only_where_that_has_a_meaning(read):
    document = read(
        r"""
        \[ (a - b)^2 \ge 0 \]
        \[ \|x\| \ge 0 \]
        \[ g(2 a) = g(2 a) \]
        \[ x^\top x \ge 0 \]
        """
    )
    assert [c.text for c in document.claims] == ["(a - b)² ≥ 0", "‖x‖ ≥ 0", "xᵀ x ≥ 0"]
    tacit = [[h.text for h in c.tacit] for c in document.claims]
    assert (
        tacit == [["a, b: not declared, taken for real numbers"]] + [["x: not declared, taken for a vector of R^d"]] * 2
    )
    assert [(p.line, p.column) for p in document.problems] == [(4, 4)]


def test_what_cannot_be_read_costs_its_own_relations(read):
    document = read(
        r"""
        \begin{align}
          a &\le \coprod_{i=1}^n a_i \\
            &\le b + c \\
            &= c + b.
        \end{align}
        """
    )
    assert [c.text for c in document.claims] == ["b + c = c + b"]
    assert [(p.line, p.column) for p in document.problems] == [(3, 10)]


def test_a_quantifier_binds_what_it_names(read):
    document = read(
        r"""
        % proofcheck: x : path in R^d; F : R^d -> R
        \[ F(x) \ge 0 \quad \text{for all } x \in \mathbb{R}^d, \qquad (t-1)^2 \ge 0 \quad \forall t \in [0, T] . \]
        """
    )
    assert [c.text for c in document.claims] == ["F(x) ≥ 0 ∀ x ∈ R^d", "(t - 1)² ≥ 0 ∀ t ∈ [0, T]"]


def test_files_are_followed_and_macros_expanded_where_they_stand(read):
    document = read(
        r"""
        \input{macros}
        \begin{document}
        \[ \half a \leqq \half a + 1 \]
        \input{body.tex}
        \end{document}
        """,
        macros=r"\def\half{\frac12} \let\leqq\le",
        body="\n\\[ b = \\half (b + b) \\]\n",
    )
    assert [(c.text, c.file, c.line, c.column) for c in document.claims] == [
        ("1/2 a ≤ 1/2 a + 1", "paper.tex", 4, 12),
        ("b = 1/2 (b + b)", "body.tex", 2, 6),
    ]


def test_a_display_that_a_sentence_supposes_is_a_hypothesis_from_where_it_stands(read):
    document = read(r"""
        % proofcheck: x, y in R
        We need
        \begin{equation} x \le y \label{order} \end{equation}
        \begin{equation} x \le x + 1 \label{more} \end{equation}
        \begin{lemma} Suppose that \eqref{order} holds. Then, by \eqref{more},
        \[ 2x \le 2y . \]
        \end{lemma}
        """)
    more, lemma = document.claims
    assert more.id == "more"
    assert [[str(part) for part in given.parts] for given in lemma.given] == [["x ≤ y"]]
    assert more.given == lemma.given


def test_a_starred_vector_is_another_vector_and_said_so(read):
    document = read(r"""
        % proofcheck: x in R^d
        \begin{lemma} $\|x - x^*\| \le \|x\| + \|x^*\|$. \end{lemma}
        """)
    [claim] = document.claims
    assert str(claim.says) == "‖x - x*‖ ≤ ‖x‖ + ‖x*‖"
    [tacit] = claim.tacit
    assert [remark.text for remark in tacit.parts] == ["x*: not declared, taken for a vector"]


def test_d_is_a_dimension_and_a_differential(read):
    document = read(r"""
        % proofcheck: w : path in R^d
        \[ \frac{d}{dt} \|w(t)\|^2 = 2 \langle w(t), \dot w(t) \rangle \]
        """)
    assert [str(claim.says) for claim in document.claims] == ["d/dt ‖w(t)‖² = 2 ⟨w(t), w'(t)⟩"]


def test_what_seems_false_is_not_refuted_where_a_supposition_is_not_read(write, capsys):
    paper = write(r"""
        % proofcheck: x in R^d; c > 0
        \begin{lemma} Suppose that $\Pr(x) \le c$. Then
        \[ \|x\| \le c . \]
        \end{lemma}
        """)
    cli.main(["check", paper, "--format", "json"])
    [found] = json.loads(capsys.readouterr().out)["documents"][0]["claims"]
    assert found["holds"] == "undecided"


@pytest.mark.parametrize("left", [r"\dot w(t)", r"\frac{d}{dt} w(t)"])
def test_an_equation_of_motion_in_a_sentence_is_supposed(read, left):
    document = read(
        r"""
        % proofcheck: w : path in R^d; L : R^d -> R differentiable
        Gradient flow $LEFT = -\nabla L(w(t))$ satisfies
        \[ \frac{d}{dt} L(w(t)) = -\|\nabla L(w(t))\|^2 . \]
        """.replace("LEFT", left)
    )
    [claim] = document.claims
    assert document.problem(claim).hypotheses


def test_vectors_and_matrices_that_differ_have_a_distance(read):
    document = read(
        r"""
        % proofcheck: u, v in R^d; A in R^{d \times d}
        % proofcheck: v \ne 0
        Let $u \neq 0$ and $A \ne 0$ and $u \ne v$.
        \[ \| v / \|v\| \| = \| A \| / \| A \| \]
        """
    )
    [claim] = document.claims
    assert not document.problems
    said = {in_words(part) for h in document.hypotheses(claim) if h.said for part in h.parts}
    assert said == {"‖v‖ ≠ 0", "‖u‖ ≠ 0", "‖A‖ ≠ 0", "‖u - v‖ ≠ 0"}
