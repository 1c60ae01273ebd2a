"""What papers of other people do: packages of their own, definitions that are out of reach, letters used again."""

import pytest

from proofcheck.lang.claims import Remark
from proofcheck.lang.printing import text
from proofcheck.latex.document import load


@pytest.fixture
def paper(tmp_path):
    def made(body, preamble="", **others):
        for name, content in others.items():
            (tmp_path / name.replace("_", ".")).write_text(content, encoding="utf-8")
        path = tmp_path / "paper.tex"
        path.write_text(
            rf"\documentclass{{article}}{preamble}\begin{{document}}{body}\end{{document}}", encoding="utf-8"
        )
        return load(path)

    return made


def claims(document):
    return [text(claim.says) for claim in document.claims]


def unread(claim):
    return [part.text for h in claim.tacit for part in h.parts if isinstance(part, Remark) and part.unread]


def test_a_package_beside_the_paper_defines_its_macros(paper):
    package = r"\newcommand{\half}[1]{\frac{#1}{2}} \newcommand{\odd@name}{x} \ProvidesPackage{own}"
    document = paper(r"\[ \half{a} + \half{a} = a \]", r"\usepackage{amsmath,own}", own_sty=package)
    assert claims(document) == ["a / 2 + a / 2 = a"]
    assert not document.problems


@pytest.mark.parametrize(
    ("preamble", "display", "read"),
    [
        (r"\DeclareMathOperator*{\Ex}{\mathbb{E}}", r"\Ex[X + Y] = \Ex[X] + \Ex[Y]", "E[X + Y] = E[X] + E[Y]"),
        (r"\NewDocumentCommand{\sq}{s O{2} m}{#3^{#2}}", r"\sq[3]{a} = \sq*{a} a", "a³ = a² a"),
        (r"\DeclarePairedDelimiterXPP{\sqn}[1]{}{\lVert}{\rVert}{^2}{#1}", r"\sqn*{\mathbf x} \ge 0", "‖x‖² ≥ 0"),
        (r"\newif\iflong \longfalse", r"\iflong a = b \else a \le b + a \fi", "a ≤ b + a"),
        (r"\newif\iflong \longtrue", r"\iflong a + b = b \else a \le b \fi", "a + b = b"),
    ],
)
def test_what_is_defined_in_newer_ways_is_expanded(paper, preamble, display, read):
    assert claims(paper(rf"\[ {display} \]", preamble)) == [read]


def test_an_environment_of_the_authors_own_is_what_it_is_made_of(paper):
    preamble = r"\newenvironment{eq}{\begin{equation}}{\end{equation}}\declaretheorem[name=Theorem]{thrm}"
    document = paper(r"\begin{thrm} Let $a > 1$. Then \begin{eq} a > 0 \end{eq} \end{thrm}", preamble)
    assert [(claim.kind, len(claim.given)) for claim in document.claims] == [("statement", 1)]


def test_a_function_whose_definition_is_out_of_reach_stands_for_any(paper):
    document = paper(
        r"Let $w \in \mathbb{R}^d$ and define \[ F(w) := \lim_{n \to \infty} G_n(w) . \]"
        r"Then \[ \|w\| F(w) \le \|w\| F(w) + 1 \]"
    )
    [claim] = document.claims
    assert text(claim.says) == "‖w‖ F(w) ≤ ‖w‖ F(w) + 1"
    assert "the definition of F" in unread(claim)[0]


def test_what_is_supposed_without_meaning_spoils_no_other_claim(paper):
    document = paper(
        r"Let $x \in \mathbb{R}^d$ and $a \in \mathbb{R}$. Suppose that $x = \|x\|$."
        r"\[ \|x\| + a^2 \ge 0 \]"
    )
    [claim] = document.claims
    assert claim.ill_typed is None
    assert unread(claim)
    assert "has no meaning" in document.problems[0].message


def test_a_letter_that_a_lemma_of_another_section_declared_is_not_held_to_it(paper):
    first = r"\section{A}\begin{lemma} Let $f : \mathbb{R}^d \to \mathbb{R}$. Then $f(0 x) \ge 0$.\end{lemma}"
    second = r"\section{B} \[ f(1) + 1 \ge f(1) \]"
    document = paper(first + second)
    assert all(claim.ill_typed is None for claim in document.claims)
    assert any("another section" in problem.message for problem in document.problems)


@pytest.mark.parametrize(
    "row",
    [
        r"a^2 + b^2 &\ge 2 a b & (\text{by the square of } a - b)",
        r"a^2 + b^2 &\ge 2 a b \quad \left(\text{since it is so}\right)",
        r"a^2 + b^2 &\ge 2 a b & (a^2 - 2 a b + b^2 \ge 0)",
    ],
)
def test_a_remark_in_brackets_is_no_factor(paper, row):
    assert claims(paper(rf"\begin{{align*}} {row} \end{{align*}}")) == ["a² + b² ≥ 2 a b"]


@pytest.mark.parametrize(
    "sign", [r"\sum_{i=1}^n", r"\sum_{1 \le i \le n}", r"\sum_{i \in [n]}", r"\sum_{i = 1, \dots, n}"]
)
def test_a_sum_says_its_range_in_many_ways(paper, sign):
    assert claims(paper(r"% proofcheck: a : sequence in R" + "\n" + rf"\[ {sign} a_i^2 \ge 0 \]")) == [
        "Σ_{i=1}^n a_i² ≥ 0"
    ]
