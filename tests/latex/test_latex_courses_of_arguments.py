"""What is supposed for a part of an argument alone: to be refuted, as a case, for values, or of what is looked for."""

import pytest
from suppositions import last

from proofcheck.lang.printing import text


@pytest.mark.parametrize(
    "content",
    [
        r"Let $x \in \mathbb{R}$. Suppose $x \le 0$. Then $x^3 \le 0$. For every real $x$ \[ x^3 \le 0. \]",
        r"Let $x \in \mathbb{R}$. Assume $x \ge 1$. Thus for all $x \in \mathbb{R}$ \[ x^2 \ge 1. \]",
        r"Let $x \ge 0$. We argue by contradiction. Assume that $x < -1$. Then $x < 0$, "
        r"which contradicts $x \ge 0$. We conclude that \[ x < 0. \]",
        r"Let $x \in \mathbb{R}$ and consider the sub-case $x \ge 3$. Then $x^2 \ge 9$. In the remaining sub-case "
        r"\[ x^2 \ge 9. \]",
        r"The problem is to find $x \in \mathbb{R}$ with \[ x^3 = 2. \] Let $x \in \mathbb{R}$. Then \[ x^3 = 2. \]",
    ],
)
def test_what_is_supposed_for_a_part_of_an_argument_ends_with_it(read, content):
    under, unread = last(read(content))
    assert not {"x ≤ 0", "x ≥ 1", "x < -1", "x ≥ 3", "x³ = 2"} & set(under)
    assert unread


@pytest.mark.parametrize(
    "content",
    [
        r"For instance, with $n = 3$ we get \[ 2^n = 8. \] Then \[ 2^n = 8. \]",
        r"As a check, set $a = b = 1$: \[ a + b = 2 a b. \] For real $a, b$ \[ a + b = 2 a b. \]",
        r"Let $x$ be real. A sufficient condition for $x^2 \ge x$ is $x \ge 1$. Hence \[ x^2 \ge x. \]",
        r"Let $a, b \in \mathbb{R}$ be such that not \[ a \ge 1. \] Then \[ a \ge 1. \]",
        r"Define the region by \[ x + y \ge 1. \] Let $x, y \in \mathbb{R}$. Then \[ x + y \ge 1. \]",
        r"Let $x$ be real and $x \approx 1$. Then \[ x = 1. \] Hence \[ x^2 = 1. \]",
        r"Let $a \overset{?}{=} b$. Then \[ a = b. \]",
        r"Let $X \overset{d}{=} Y$. Then \[ X = Y. \]",
    ],
)
def test_what_is_not_said_is_not_supposed(read, content):
    reading = read(content)
    claims = reading.document().claims
    assert not claims or text(claims[-1].says) not in last(reading)[0]


def test_a_claim_under_what_is_so_is_in_doubt(read):
    assert last(read(r"Let $x, y$ be real. It suffices to show $x \le y$. If so, \[ x - y \le 0. \]"))[1]


@pytest.mark.parametrize(
    "said",
    [
        r"It is unclear if $x \ge 1$.",
        r"We make no assumption such as $x \ge 1$.",
        r"It is customary to assume $x \ge 1$.",
        r"Our proof breaks down for $x \ge 1$.",
        r"Let us exclude the case $x \ge 1$.",
        r"Let $x \ge 1$. Then $x^2 \ge 1$. From now on $x$ may be any real number.",
        r"Let, temporarily, $x \ge 1$. Then $x^2 \ge 1$. In the general case we argue so.",
        r"(1) Assume $x \ge 2$. Then $x \ge 1$. (2) Assume $x \ge 1$. Then $x^2 \ge 1$. (3) No assumption.",
    ],
)
def test_what_is_not_or_no_longer_assumed_is_not_supposed(read, said):
    assert "x ≥ 1" not in last(read(rf"Let $x \in \mathbb{{R}}$. {said} Then \[ x \ge 1. \]"))[0]


@pytest.mark.parametrize(
    "lets", [r"Let $n \ge 2$ be an integer and", r"Let $n \ge 2$ and", r"Fix an integer $n \ge 2$. Let"]
)
def test_what_is_supposed_of_a_dimension_before_its_space_is_supposed(read, lets):
    assert last(read(rf"{lets} $x \in \mathbb{{R}}^n$. Then \[ n \|x\|^2 \ge 2 \|x\|^2. \]"))[0] == ["n ≥ 2"]


@pytest.mark.parametrize("before", ["Suppose that", "Let $a, b$ be such that", "Assume the following conditions hold:"])
def test_a_list_after_words_that_suppose_is_supposed(read, before):
    items = r"\begin{itemize} \item $a \ge 1$; \item $b \ge 1$. \end{itemize}"
    reading = read(rf"\begin{{lemma}} Let $a, b$ be reals. {before} {items} Then \[ a b \ge 1. \] \end{{lemma}}")
    assert last(reading)[0] == ["a ≥ 1", "b ≥ 1"]
    assert len(reading.document().claims) == 1


@pytest.mark.parametrize("called", ["the all-ones matrix", "the Gram matrix of some points", "the adjacency matrix"])
def test_of_a_matrix_with_a_name_something_is_supposed(read, called):
    assert last(read(rf"Let $K \in \mathbb{{R}}^{{n \times n}}$ be {called}. Then \[ K^\top = K. \]"))[1]
