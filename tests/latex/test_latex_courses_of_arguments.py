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
