"""Values that are written without their argument, and what is set in an unusual way: read as what they stand for."""

import pytest

from proofcheck.lang.printing import text

SMOOTH = r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be convex. "


def claims(read, content):
    return [claim.text for claim in read(content).document().claims]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (r"We write $f_k := f(x_k)$ for short.", r"f_{k+1} \le f_k"),
        (r"Let $f^k = f(x^k)$.", r"f^{k+1} \le f^k"),
        (r"Put $f^{(k)} := f(x^{(k)})$.", r"f^{(k+1)} \le f^{(k)}"),
        (r"Let \[ f_k := f(x_k) . \]", r"f_{k+1} \le f_k"),
    ],
)
def test_values_are_read_with_the_argument_that_the_author_leaves_out(read, said, line):
    assert claims(read, rf"{SMOOTH} {said} \begin{{lemma}} \[ {line} . \] \end{{lemma}}") == ["f(x_{k + 1}) ≤ f(x_k)"]


@pytest.mark.parametrize(
    ("content", "read_as"),
    [
        # another letter than that of the index is the argument's
        (rf"{SMOOTH} We write $f_k = f(x_0)$. Moreover, \[ f(x_k) \ge f(x_0) . \]", "f(x_k) ≥ f(x_0)"),
        # an index below is not one above
        (rf"{SMOOTH} We write $f_k = f(x_k)$. Moreover, \[ (f(x_k))^2 \ge 0 . \]", "f(x_k)² ≥ 0"),
    ],
)
def test_what_only_looks_like_a_shorthand_is_left_as_it_is(read, content, read_as):
    assert claims(read, content)[-1:] == [read_as]


@pytest.mark.parametrize(
    ("content", "read_as"),
    [
        (
            r"Let $u \in {\mathbb{R}^{d}}$ and $v\in {\mathbb R}^d$. \[ \|u + v\| \le \|u\| + \|v\| . \]",
            "‖u + v‖ ≤ ‖u‖ + ‖v‖",
        ),
        (r"For all $u, v \in \mathbb{R}^d,$ we have \[ \|u + v\| \le \|u\| + \|v\| . \]", "‖u + v‖ ≤ ‖u‖ + ‖v‖"),
        (
            r"Let $X$ be a random variable. \[ {\rm E}_{X}\left[X^2\right] \ge {\rm E}_X[X]^2 . \]",
            "E[X²] ≥ E[X]²",
        ),
        (r"Let ${\bf B} \in \mathbb{R}^{n \times n}$. \[ \mathbf{B}^2 {\bf B} = {\bf B}^3 . \]", "B² B = B³"),
    ],
)
def test_braces_stops_and_old_fonts_change_nothing(read, content, read_as):
    assert claims(read, content) == [read_as]


def test_numbers_from_one_on_may_be_spelled_out_beside_their_sign(read):
    document = read(r"""
        Let $a_i \ge 0$ for all $i \in [n] := \{1, \dots, n\}.$
        \begin{lemma} $\sum_{i=1}^n a_i \ge 0$. \end{lemma}
    """).document()
    [claim] = document.claims
    assert "a_i ≥ 0 ∀ i = 1, ..., n" in [text(a) for h in document.hypotheses(claim) for a in h.assertions]


def test_a_number_that_is_given_by_its_order_of_growth_is_a_number_of_which_no_more_is_known(read):
    document = read(r"""
        Let $T := \mathcal{O}(1 / \epsilon^2)$.
        \begin{lemma} $(T + 1)^2 \ge T^2$. For all $t \in [T]$, $t^2 \ge t$. \end{lemma}
    """).document()
    assert [claim.text for claim in document.claims] == ["(T + 1)² ≥ T²", "t² ≥ t ∀ t = 1, ..., T"]
    parts = [part for h in document.hypotheses(document.claims[0]) for part in h.parts]
    assert any(getattr(part, "unread", False) for part in parts)
