r"""What a method does and where it starts, sums of functions that stand without their argument, and nonempty sets."""

import pytest

from proofcheck.lang.claims import Remark
from proofcheck.lang.printing import text
from proofcheck.matter import Matter
from proofcheck.runs import Run

SET = r"""Let $K \subset \mathbb{R}^d$ be a nonempty closed convex set with diameter $D$, and let
    $f : \mathbb{R}^d \to \mathbb{R}$ be convex."""
FUNCTIONS = r"$f : \mathbb{R}^d \to \mathbb{R}$ is convex and $g : \mathbb{R}^d \to \mathbb{R}$ is convex."
BOUND = r"\[ F(x) \ge F(y) + \langle \nabla F(y), x - y \rangle . \]"


def supposed(document, claim):
    """What may be assumed where a claim stands, as text; what is in doubt in brackets."""
    parts = [part for h in document.hypotheses(claim) for part in h.parts]
    doubts = [f"({part.text})" for part in parts if isinstance(part, Remark) and part.unread]
    return [text(a) for h in document.hypotheses(claim) for a in h.assertions] + doubts


@pytest.mark.parametrize("starts", ["Starting at", "Beginning with", "Initialised at"])
@pytest.mark.parametrize("chooses", ["the player chooses", "one picks", "the learner updates"])
def test_what_a_player_chooses_is_supposed(read, starts, chooses):
    step = r"\[ x_{t+1} = \Pi_K(x_t - \eta \nabla f(x_t)), \qquad t = 1, \dots, T, \] with a step size $\eta > 0$."
    document = read(rf"{SET} {starts} $x_1 \in K$, {chooses} {step} Then \[ \|x_1 - x_2\| \le D . \]").document()
    assert [claim.text for claim in document.claims] == ["‖x_1 - x_2‖ ≤ D"]
    given = supposed(document, document.claims[0])
    assert {"p_K ∈ K", "D ≥ 0", "x_1 ∈ K"} <= {*given}
    assert any(said.startswith("x_{t + 1} ∈ K") for said in given)
    assert not [said for said in given if said.startswith("(")]


@pytest.mark.parametrize("introduced", ["Consider", "Suppose that", "Let", "Assume that"])
def test_a_sum_of_functions_is_a_function(read, introduced):
    document = read(rf"{introduced} $F = f + g$, where {FUNCTIONS} Then {BOUND}").document()
    assert not document.problems
    assert "F(x) = f(x) + g(x)" in [h.text for h in document.hypotheses(document.claims[0])]


def test_what_is_equal_may_be_supposed_of_known_letters(read):
    said = r"Let $a, b \in \mathbb{R}$ with $b > 0$. Consider $a = b$. Then \[ a > 0 . \]"
    document = read(said).document()
    assert supposed(document, document.claims[0]) == ["b > 0", "a = b"]


def test_absolute_values_may_be_members_of_a_maximum(read):
    document = read(r"Let $a, b \in \mathbb{R}$. Then \[ a + b \le 2 \max\{|a - 1|, |b|\} + 1 . \]").document()
    assert [claim.text for claim in document.claims] == ["a + b ≤ 2 max{|a - 1|, |b|} + 1"]
    unread = read(r"Let $a \in \mathbb{R}$. Then \[ a \le \max\{|x| \mid x \in S\} . \]").document()
    assert [problem.message.partition(":")[0] for problem in unread.problems]


@pytest.mark.parametrize("aside", ["that is, any numbers", "that is, numbers", "given by weights"])
def test_letters_are_where_their_first_mention_puts_them(read, aside):
    document = read(rf"Any test, {aside} $u, v \in [0, 1]$, has total error \[ u + v \ge 0 . \]").document()
    assert supposed(document, document.claims[0]) == ["u ∈ [0, 1]", "v ∈ [0, 1]"]


STATEMENT = r"\begin{corollary} Let $a, b > 0$. Then $2 a b \le a^2 + b^2$. \end{corollary}"


def test_suppositions_of_statements_are_missed_behind_equations_too(read):
    document = read(rf"{STATEMENT} Now, with $c = a + b$ we have \[ a \le c . \]").document()
    [_, claim] = document.claims
    assert [said for said in supposed(document, claim) if said.startswith("(")] == [
        "(what another statement supposes of a, and this one does not)"
    ]


def test_a_number_that_gives_another_one_is_the_one_of_the_claim(read):
    said = r"\begin{lemma} For $\delta \ge 0$, with $r = \log(1 + \delta)$, \[ e^r = 1 + \delta . \] \end{lemma}"
    document = read(said).document()
    assert "(that what is supposed of δ is meant of it here)" in supposed(document, document.claims[0])


@pytest.mark.parametrize("after", ["whenever $x$ is bounded by $2$ in absolute value", "if $x$ is bounded by $2$"])
def test_bounds_in_words_after_a_claim_leave_it_open(read, after):
    document = read(rf"We have \[ x^2 \le 4 \] {after}.").document()
    assert "(the condition in words after it)" in supposed(document, document.claims[0])


def test_what_a_statement_supposes_of_one_letter_is_missed_with_what_it_supposes_of_others(read):
    lemma = r"Let $V$ be a random variable with $\mathbb{E}[V] = 0$ and $a \le V \le b$, where $a < b$."
    rest = r"For $r > 0$ we have \[ \mathbb{E}[r V + a] \le r b + a . \]"
    document = read(rf"\begin{{lemma}} {lemma} Then $\mathbb{{E}}[V^2] \le - a b$. \end{{lemma}} {rest}").document()
    [doubt] = [p for h in document.claims[-1].tacit for p in h.parts if isinstance(p, Remark) and p.unread]
    assert {"E[V] = 0", "a < b"} <= {text(said) for said in doubt.perhaps}


def test_what_is_supposed_elsewhere_of_what_is_random_is_meant_whatever_the_outcome(read):
    lemma = r"Let $V$ be a random variable with $\mathbb{E}[V] = 0$ and $a \le V \le b$, where $a < b$."
    rest = r"For $r > 0$ we have \[ \mathbb{E}[V] \le b . \]"
    document = read(rf"\begin{{lemma}} {lemma} Then $\mathbb{{E}}[V^2] \le - a b$. \end{{lemma}} {rest}").document()
    meant = Matter(Run(document, list(document.claims), 0).case(document.claims[-1])).meant
    ends = [h for h in meant.hypotheses if h.relation[0] == "<=" and h.variables]
    assert len(ends) == 2
