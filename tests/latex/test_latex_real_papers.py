"""What papers of other people do: packages of their own, definitions that are out of reach, letters used again."""

import pytest
from lines import assert_proved

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Remark
from proofcheck.lang.printing import latex, text
from proofcheck.latex import declaring
from proofcheck.latex.assertions import found_in
from proofcheck.latex.document import load
from proofcheck.latex.notation import Notation
from proofcheck.latex.record import DEFINITION
from proofcheck.latex.relations import segments
from proofcheck.latex.source import Source, lex
from proofcheck.latex.tools import told
from proofcheck.refuters import witness


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


@pytest.mark.parametrize(
    ("said", "defines"),
    [
        (r"the function $f(z) = 3 z$ satisfies $f(y) \le 3 |y|$", True),
        (r"the point $x_0 = s y + (1 - s) x$ satisfies $x_0^2 \ge x y$", True),
        (r"at the point $x_0 = s y + x$ we have $x_0^2 \ge x y$", False),
        (r"the function satisfies $f(z) = 3 z$, hence $f(z) \ge 0$", False),
    ],
)
def test_words_name_what_a_formula_then_defines(read, said, defines):
    reading = read(rf"Let $f(x) = x^2$. \begin{{proof}} Here {said}. Hence \[ s^2 \ge 0 . \] \end{{proof}}")
    assert sum(entry.what == DEFINITION for entry in reading.record.entries) == 1 + defines


def test_two_primes_are_a_second_derivative(paper):
    document = paper(r"""
    Let $\ell(m) = \log(1 + e^{-m})$. Then \[ \ell''(m) = \frac{e^m}{(1 + e^m)^2} . \]
    % proofcheck: x : path in R^d
    Let $x''(t) = - x(t)$ for all $t \ge 0$. Then for all $t \ge 0$,
    \[ \frac{d}{dt} \|x'(t)\|^2 = -2 \langle x(t), x'(t) \rangle . \]
    """)
    assert [text(claim.says) for claim in document.claims] == [
        "ℓ''(m) = exp(m) / (1 + exp(m))²",
        "d/dt ‖x'(t)‖² = -2 ⟨x(t), x'(t)⟩",
    ]
    assert latex(document.claims[0].says).startswith(r"\ell''(m) = ")
    for claim in document.claims:
        assert_proved(document.problem(claim))


def test_nothing_stays_bound_where_a_chain_is_left_after_its_first_relation():
    tokens = list(lex(Source("", r"i^2 \le i^3 \le i^4 \quad \forall i \ge 1")))
    notation = Notation()
    chain = [found_in(segment, notation) for segment in segments(tokens, "equation")]
    assert [next(relations).error for relations in chain] == [None]
    assert notation.bound == []


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


def test_a_name_whose_definition_is_not_read_is_anything_everywhere_after_it(paper):
    document = paper(
        r"\begin{lemma} We have $1 \le 2$. \end{lemma} \begin{proof} Define $q := \arctan(2)$. \end{proof}"
        r"Let $r := q + 1$. \[ q \le 4, \quad r \le 4, \quad a \le 4 \]"
    )
    named_q, named_r, other = document.claims[1:]
    assert "the definition of q" in unread(named_q)[0]
    assert "the definition of q" in unread(named_r)[0]
    assert unread(other) == []


@pytest.mark.parametrize(
    ("display", "read"),
    [
        (r"v + \mathbf{0} = v", "v + 0 = v"),
        (r"a \;\mathop{=}\limits^{\text{by (1)}}\; a", "a = a"),
        (r"a \;\mkern-\thickmuskip\mathop{\ge}\limits^{(\ref{one: q})}\;\mkern-\thickmuskip b", "a ≥ b"),
    ],
)
def test_styled_numbers_and_words_over_relations(paper, display, read):
    assert claims(paper(rf"Let $v \in \mathbb{{R}}^d$. \[ {display} \]")) == [read]


def test_a_styled_number_that_is_no_name_costs_its_relation(paper):
    document = paper(r"Let $v \in \mathbb{R}^d$. \[ v + \mathbf{12} = v, \quad \|v\| \ge 0 \]")
    assert claims(document) == ["‖v‖ ≥ 0"]
    [problem] = document.problems
    assert "\\mathbf with 12 in it" in problem.message


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


def test_a_small_change_is_no_product(paper):
    document = paper(r"Let $A \in \mathbb{R}^{n \times n}$. \[ \|A + \delta A\| \le \|A\| + \|\delta A\| \]")
    assert claims(document) == ["‖A + deltaA‖ ≤ ‖A‖ + ‖deltaA‖"]
    product = paper(r"Let $A \in \mathbb{R}^{n \times n}$, $\delta > 0$. \[ \|\delta A\| \le \delta \|A\| \]")
    assert claims(product) == ["‖δ A‖ ≤ δ ‖A‖"]


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


@pytest.mark.parametrize(
    "words",
    [
        r"Let $X_1, X_2, \dots, X_d$ be i.i.d.\ standard. Then \[ X_i \le 1 \]",
        r"A Rademacher random variable $Y$ is small. \[ Y \le 1 \]",
        r"The step is \[ \eta = \int f \] and \[ \eta \le 1 \]",
        r"It is $\eta = 1$. \[ \eta \le 1 \]",
    ],
)
def test_nothing_is_false_of_a_letter_of_which_something_is_not_read(paper, words):
    assert all(unread(claim) for claim in paper(words).claims)


@pytest.mark.parametrize(
    "words",
    [
        r"We have $a > 0$ if and only if \[ b > 0 . \]",
        r"When $a = 2$, we find nothing.",
        r"For any fixed cutoff $a \ge 0$ there is nothing.",
        r"There exists a number $a \ge 0$.",
    ],
)
def test_a_condition_in_words_is_no_claim(paper, words):
    assert claims(paper(rf"\begin{{lemma}} {words} \end{{lemma}}")) == []


def test_an_equation_about_something_new_says_what_it_is(paper):
    [claim] = paper(r"Let $a > 0$. We obtain \[ \sqrt{b} = 2 a \] and \[ \sqrt{b} \ge a . \]").claims
    assert [h.text for h in claim.given if "√b" in h.text] == ["√b = 2 a"]


def test_a_paper_in_another_language_raises_no_alarm(paper):
    words = "Soit un nombre positif qui est plus petit que un autre nombre positif dans notre ensemble. " * 20
    document = paper(words + r"\begin{theorem} Supposons que $M > 0$. Alors \[ M \ge 1 . \] \end{theorem}")
    assert all("not English" in unread(claim)[0] for claim in document.claims)


def test_a_macro_is_one_argument_as_in_tex(paper):
    document = paper(
        r"Let $\x \in \mathbb{R}^n$. \[ \|\hat\x\|^\two \ge 0, \quad \frac\ab 2 = \frac{\ab}{2} \]",
        r"\def\x{\mathbf{x}} \newcommand{\two}{1 + 1} \def\ab{a b}",
    )
    assert claims(document) == ["‖xhat‖² ≥ 0", "a b / 2 = a b / 2"]


def test_a_member_of_a_set_that_is_out_of_reach_keeps_its_kind(paper):
    [claim] = paper(r"Let $x \in C$. \[ \|x\|^2 \ge 0 \]").claims
    assert text(claim.says) == "‖x‖² ≥ 0"
    assert unread(claim)


def test_a_break_inside_braces_parts_no_rows(paper):
    document = paper(
        r"\begin{align} a &\le \underbrace{a + 1}_{\substack{\text{one} \\ \text{more}}} \\ b &= b \end{align}"
    )
    assert claims(document) == ["a ≤ a + 1", "b = b"]


def test_a_display_of_the_ieee_is_a_display(paper):
    document = paper(
        r"\begin{IEEEeqnarray}{rCl} a + b & = & b + a \IEEEyesnumber \\ & \le & b + a + 1 \end{IEEEeqnarray}"
    )
    assert claims(document) == ["a + b = b + a", "b + a ≤ b + a + 1"]


@pytest.mark.parametrize(
    ("formula", "lacks"),
    [
        (r"x^{(1)} \ge 0", "components"),
        (r"\argmin_{c} c^2 = 0", "minimisers"),
        (r"s \ge 2", "sets"),
        (r"a \precsim b", "bounds up to a constant"),
        (r"\mathbb{E}^2[a] \ge 0", "norms of what is random"),
    ],
)
def test_what_cannot_be_said_is_counted_as_that(paper, formula, lacks):
    document = paper(rf"Let $x \in \mathbb{{R}}^d$ and let $s \in S$. \[ {formula} \]")
    assert not document.claims
    assert document.coverage.endswith(f"1 cannot be said yet: 1 {lacks}")


def test_an_index_that_may_be_that_of_a_component_makes_no_line_meaningless(paper):
    kinds = ("x : sequence in R^d", "y : sequence in R^d", "x in R^d", "a in R")
    document = paper("".join(f"% proofcheck: {kind}\n" for kind in kinds) + r"\[ a = x_1 x_2, \quad a = y_1 y_2 \]")
    assert [claim.text for claim in document.claims if claim.ill_typed] == ["a = y_1 y_2"]
    [problem] = document.problems
    assert "it may be that of a component" in problem.message


def test_what_is_to_be_declared_is_what_was_taken(tmp_path):
    path = tmp_path / "paper.tex"
    path.write_text(
        r"\begin{document} Let $f : \mathbb{R}^d \to \mathbb{R}$ be $L$-smooth."
        r"\[ x_{k+1} = x_k - \frac1L \nabla f(x_k) \]"
        r"\[ f(x_k) \le f(x_{k+1}) + \frac 2L (f(x_k) - 1) + \|x_k\| \]"
        r"Let $c \in C$. \[ f(y_k) \le f(y), \quad \|y_k\| \ge 0, \quad L \overset{\ref{m: q}}{\le} L + c \]"
        r"\end{document}",
        encoding="utf-8",
    )
    lines, _ = told("declare", str(path))
    assert [line.split("%")[1].strip() for line in lines[1:]] == [
        "proofcheck: L in R",
        "proofcheck: x : sequence in R^d",
        r"proofcheck: C \subseteq R^d",
        "proofcheck: y : sequence in R^d",
        "proofcheck: y in R^d",
    ]


def test_what_is_to_be_declared_spoils_nothing_that_is_read(tmp_path):
    path = tmp_path / "paper.tex"
    paper = r"""
        Let $A \in \mathbb{R}^{n \times d}$ with $A_{ij} \ge 0$ for all $i, j$, and $b \in \mathbb{R}^n$. Let
        $f(w) = \|A w - b\|^2$ for $w \in \mathbb{R}^d$. Gradient descent is $w_{t+1} = w_t - A^\top r_t$ with
        $r_t = A w_t - b$. Then \[ f(w_t) = \|r_t\|^2 . \]
    """
    path.write_text(paper, encoding="utf-8")
    lines, _ = told("declare", str(path))
    assert not any(line.startswith(("% proofcheck: w", "% proofcheck: A")) for line in lines)
    path.write_text("\n".join([*lines, paper]), encoding="utf-8")
    assert claims(load(path)) == ["f(w_t) = ‖r_t‖²"]


def test_a_line_that_spoils_the_reading_is_not_among_what_is_to_be_declared(tmp_path, monkeypatch):
    path = tmp_path / "paper.tex"
    path.write_text(r"Let $x \in \mathbb{R}^d$. \[ \|x + y\| \le \|x\| + \|y\| \]", encoding="utf-8")
    suggested = ["% A first version", "% proofcheck: y in R", "% proofcheck: z in R"]
    monkeypatch.setattr(declaring, "_lines", lambda reading: iter(suggested))
    assert told("declare", str(path))[0] == [suggested[0], suggested[2]]


def test_declarations_beside_the_paper_may_be_those_that_are_printed_for_it(paper):
    lines = "% proofcheck: A, \\frac12, v in R^{n x n}  % two of three\nv in R^n\n% proofcheck: g(v) = \\|v\\|^2"
    document = paper(r"\[ \|A v\| \le \|A\| \|v\|, \quad g(v) \ge 0 \]", paper_proofcheck=lines)
    assert claims(document) == ["‖A v‖ ≤ ‖A‖ ‖v‖", "g(v) ≥ 0"]
    [problem] = document.problems
    assert "12 is not read as a name" in problem.message


@pytest.mark.parametrize(
    ("declared", "display", "read"),
    [
        (r"A \in \mathbb{R}^{n \times n}", r"\norm{A}_\text{op} \ge \sigma_\text{min}(A)", "‖A‖ ≥ σ_min(A)"),
        (r"A \in \mathbb{R}^{n \times n}", r"a^\frac12 + \|A\| \ge 0", "√a + ‖A‖ ≥ 0"),
        (r"v \in \mathbb{R}^n", r"\underset{\|x\| = 1}{\text{max}}\; x^\top v \le \|v\|",
         "max over ‖x‖ = 1 of xᵀ v ≤ ‖v‖"),
        (r"\theta \in \mathbb{R}^n", r"\|\Delta\theta\| \le \|\Delta\theta + \theta\| + \|\theta\|",
         "‖Deltatheta‖ ≤ ‖Deltatheta + θ‖ + ‖θ‖"),
        (r"x \in \mathbb{R}^n", r"\|x - x'\| \le \|x\| + \|x'\|", "‖x - x'‖ ≤ ‖x‖ + ‖x'‖"),
        (r"a \in \mathbb{R}_{++}", r"a > 0", "a > 0"),
        (r"w : [0, \infty) \to \mathbb{R}^n", r"\|w(t)\| \ge 0", "‖w(t)‖ ≥ 0"),
    ],
)  # fmt: skip
def test_notation_of_other_people(paper, declared, display, read):
    preamble = r"\newcommand{\norm}[1]{\lVert #1 \rVert}"
    document = paper(rf"Let ${declared}$. Let $t \ge 0$. \[ {display} \]", preamble)
    assert claims(document) == [read]


def test_a_sequence_without_its_index_is_one_more_of_its_space(paper):
    document = paper(
        r"\[ \|\phi(x)\| \ge 0, \quad \|x_k - x\| \ge 0, \quad \|A^t x^{(k)}\| \ge 0 \]",
        paper_proofcheck="x : sequence in R^p; \\phi : R^p -> R^n; A : sequence in R^{n x p}; A in R^{n x p}",
    )
    assert claims(document) == ["‖φ(x)‖ ≥ 0", "‖x_k - x‖ ≥ 0", "‖A_t x_k‖ ≥ 0"]
    assert any("one more of R^p, beside the sequence" in h.text for h in document.claims[0].tacit)


def test_an_extremum_over_a_set_is_a_number_that_is_said_to_be_it(paper):
    document = paper(
        r"Let $f : \mathbb{R}^d \to \mathbb{R}$ and $x \in \mathbb{R}^d$. Then"
        r"\[ f(x) - \inf_z f(z) \ge 0, \quad \sup_{\|z\| \le 1} \langle z, x \rangle \le \|x\| \]"
        r"\[ \sum_{i=1}^n \inf_z \{ f(z) + i \} \ge 0 \]"
    )
    assert claims(document) == ["f(x) - inf_f ≥ 0", "sup_1 ≤ ‖x‖"]
    assert document.claims[1].given[-1].text.startswith("(⟨z, x⟩ ≤ sup_1 ∀ ‖z‖ ≤ 1) and")
    [problem] = document.problems
    assert "bound variable" in problem.message
    spaces = r"Let $x \in \mathbb{R}^d$, $y \in \mathbb{R}^n$."
    mixed = paper(spaces + r"\[ \inf_{\|x\| \le 1} \langle x, y \rangle \le 0, \quad \|x\| \ge 0 \]")
    assert claims(mixed) == ["‖x‖ ≥ 0"]
    assert "R^d meets R^n" in mixed.problems[0].message


def test_what_minimises_is_no_larger_anywhere(paper):
    document = paper(
        r"Let $f : \mathbb{R}^d \to \mathbb{R}$ and $y \in \mathbb{R}^d$. Let $\hat x = \argmin_z f(z) + \|z\|^2$."
        r"\[ y = \operatorname*{arg\,min}_{z} f(z) \]"
    )
    [claim] = document.claims
    assert text(claim.says) == "f(y) ≤ f(z) ∀ z ∈ R^d"
    assert [h.text for h in claim.given if "xhat" in h.text] == ["f(xhat) + ‖xhat‖² ≤ f(z) + ‖z‖² ∀ z ∈ R^d"]


@pytest.mark.parametrize(
    ("said", "least"),
    [
        (r"$y \in \argmin_{z \in \mathbb{R}^d} F(z)$", "F(y) ≤ F(z) ∀ z ∈ R^d"),
        (r"$y \in \operatorname*{argmin}_{z \in \mathbb{R}^d} \mathcal{F}(z)$", "F(y) ≤ F(z) ∀ z ∈ R^d"),
        (r"\[ y \in \arg\max_{z \in \mathbb{R}^d} F(z) . \]", "F(y) ≥ F(z) ∀ z ∈ R^d"),
    ],
)
def test_what_is_among_minimisers_is_one_and_what_is_minimised_a_function(paper, said, least):
    document = paper(rf"Let $v \in \mathbb{{R}}^d$ and let {said} Then \[ \|y - v\| \ge 0 . \]")
    assert least in [h.text for h in document.hypotheses(document.claims[-1])]


def test_what_a_proof_says_to_follow_is_no_reason_for_it(paper):
    document = paper(
        r"\begin{lemma}\begin{align} a^2 &\ge 0 \label{one} \\ a^2 + 1 &\ge 1 \label{two} \end{align}\end{lemma}"
        r"\begin{proof} Equation (\ref{two}) follows from (\ref{one}): \[ a^2 + 1 \ge 0 + 1 . \] \end{proof}"
    )
    assert document.claims[-1].reason.claims == ("one",)


def test_how_a_sequence_goes_on_does_not_define_it(paper):
    document = paper(r"We try \[ h_n = \delta h_{n-1} = \delta^n h_0 . \]")
    assert not any(isinstance(claim.says, ex.Defined) or claim.ill_typed for claim in document.claims)
    assert all("h_{n - 1 - 1}" not in h.text for claim in document.claims for h in claim.tacit)


def test_many_lines_that_are_not_read_are_named_together(paper):
    supposed = " ".join(rf"Suppose that $\arctan(c) \le {i}$.\par" + "\n" for i in range(9))
    [claim] = paper(rf"{supposed} \[ c \le 1 \]").claims
    [said] = unread(claim)
    assert said.endswith("and 4 more, which is not read")


def test_what_the_end_of_a_sentence_defines_is_known_in_the_display_before_it(paper):
    document = paper(
        r"Let $h : \mathbb{R}^p \to \mathbb{R}^n$ and $x, v \in \mathbb{R}^p$. Then"
        r"\[ \|J(x) v\| \le \|J(x)\| \|v\|, \quad g(x) \ge 0, \]"
        r"where $J(x)$ is the Jacobian of $h$ and $g(x) = \|h(x)\|$."
    )
    assert claims(document) == ["‖J(x) v‖ ≤ ‖J(x)‖ ‖v‖", "g(x) ≥ 0"]
    assert not document.problems


def test_what_an_extremum_is_made_of_is_known_with_it(paper):
    document = paper(
        r"Let $f : \mathbb{R}^d \to \mathbb{R}$ and $c \in \mathbb{R}$ with $c > 1$. Define \[ g(z) := f(z) + c . \]"
        r"\[ 0 \le \inf_z g(z) \]"
    )
    assert [h.text for h in document.claims[0].given][:2] == ["c > 1", "g(z) = f(z) + c"]


def test_a_mark_in_brackets_is_no_power(paper):
    document = paper(
        r"Let $x, y \in \mathbb{R}^d$. \[ \|x\| D_f^{(B)}(x) \ge 0, \quad a^{(2)} \ge 0, \quad x_i + y = y \]"
    )
    assert not document.claims
    assert ["D_fB is not declared" in p.message or "a mark" in p.message or "component" in p.message
            for p in document.problems] == [True] * 3  # fmt: skip


def test_a_lost_transpose_is_one_whatever_the_point_is_taken_for(paper):
    document = paper(
        r"Let $h : \mathbb{R}^p \to \mathbb{R}^n$ and $r(t) = h(\theta(t))$, and let $J$ be the Jacobian of $h$."
        r"\[ \dot\theta(t) = -v, \quad \|v + \theta\| \ge 0, \quad \|J(\theta(t)) J(\theta(t)) r(t)\| \ge 0 \]"
    )
    assert [claim.ill_typed is None for claim in document.claims] == [True, False]
    assert not document.problems


def test_the_factors_of_a_decomposition_are_not_any_matrices(paper):
    document = paper(
        r"Let $A, U, S, V \in \mathbb{R}^{n \times n}$. By the singular value decomposition $A = U S V^\top$,"
        r"\[ A A^\top = U S^2 U^\top . \]"
    )
    assert any("singular value decomposition" in said for said in unread(document.claims[0]))


def test_a_space_that_nobody_speaks_of_makes_no_line_meaningless(paper):
    document = paper(r"\[ \|x\| \ge 0, \quad f(x) + \nabla f(x)^\top x \ge 0 \] \[ \|x\| \le f(f(x)) \]")
    assert all(claim.ill_typed is None for claim in document.claims)
    assert "as far as can be guessed" in document.problems[-1].message


def test_a_bound_letter_with_an_index_is_still_a_sequence(paper):
    document = paper(r"\[ x_{k+1} = \operatorname{argmin}_x \|x - x_k\|^2 \] \[ \|x_k - x\| \ge 0 \quad \forall x \]")
    assert claims(document) == ["‖x_k - x‖ ≥ 0 ∀ x ∈ R^d"]


def test_what_an_assumption_says_of_a_hessian_is_meant_at_all_points(paper):
    document = paper(
        "% proofcheck: F : R^d -> R\n% proofcheck: x, y : vector in R^d\n% proofcheck: L : positive\n"
        r"\begin{assumption} $\nabla^2 F(x) \preceq L I$. \end{assumption}"
        r"\begin{lemma} \[ F(y) \le F(x) + \langle \nabla F(x), y - x\rangle + \frac{L}{2} \|y - x\|^2 \] \end{lemma}"
    )
    [claim] = document.claims
    assert "∇²F(x) ⪯ L I_d ∀ x ∈ R^d" in [h.text for h in document.hypotheses(claim)]


def test_a_notation_in_passing_needs_no_instance(paper):
    said = r"Consider the risk $R(w) = \sum_{i=1}^n \ell(w x_i)$, where $\ell(t) = \log(2 + \exp(t))$ is a smooth loss."
    document = paper(rf"{said} Let $t \ge 1$. Then \[ t^2 \ge t . \]")
    [claim] = document.claims
    assert all(left != right for _, left, right in (h.relation for h in document.problem(claim).hypotheses))
    assert witness(document.problem(claim)) is not None
