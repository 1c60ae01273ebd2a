"""Notes on optimisation: steps of two letters, signs above iterates, orders of vectors, names given in passing."""

import pytest

from proofcheck import cli


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def unread(reading):
    return [entry.error for entry in reading.record.entries if entry.error is not None]


def test_a_change_that_is_declared_is_one_vector_although_its_first_letter_stands_alone_elsewhere(read):
    reading = read(r"""
        % proofcheck: A in R^{m x n}
        % proofcheck: x, \Delta x in R^n
        \[ \Delta = 1, \qquad \|A \Delta x\| \le \|A\| \|\Delta x\| \]
    """)
    assert texts(reading)[-1] == "‖A Deltax‖ ≤ ‖A‖ ‖Deltax‖"


def test_a_sign_that_gives_a_name_does_so_in_any_sentence(read):
    reading = read(r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable, $x, y \in \mathbb{R}^d$.
        \newcommand{\defeq}{\overset{\mathrm{def}}{=}}

        Using $x^{+} \defeq x - \nabla f(x)$ and $x^{++} := x^+ - y$, we can write
        \[ \|x^{++} - x\|^2 \le \|\nabla f(x) + y\|^2 . \]
    """)
    assert texts(reading) == ["‖xplusplus - x‖² ≤ ‖∇f(x) + y‖²"]


def test_a_plus_above_the_letter_of_a_sequence_is_part_of_a_name(read):
    reading = read(r"""
        Let $x_1, \dots, x_n \in \mathbb{R}^d$. The step $x^+ = x_1 - x_2$ has
        \[ \|x^+\|^2 \le (\|x_1\| + \|x_2\|)^2 . \]
    """)
    assert texts(reading) == ["‖xplus‖² ≤ (‖x_1‖ + ‖x_2‖)²"]


def test_what_can_be_written_so_is_claimed_and_what_we_write_is_not(read):
    reading = read(r"""
        Let $x, y \in \mathbb{R}^d$. Hence, we can write
        \[ \|x\| \le \|y\| . \]
    """)
    assert texts(reading) == ["‖x‖ ≤ ‖y‖"]


def test_vectors_are_ordered_component_by_component(read, tmp_path, capsys):
    content = r"""
        % proofcheck: x, y, z in R^n
        Suppose that $y \ge 0$ and $x \le z$.
        \[ x + y \le z + 2 y \]
        \[ y < x \]
    """
    reading = read(content)
    assert texts(reading) == [
        "(x + y)_i ≤ (z + 2 y)_i ∀ i = 1, ..., n",
        "y_i < x_i ∀ i = 1, ..., n",
    ]
    cli.main(["check", str(tmp_path / "paper.tex"), "--no-store"])
    assert "2 claims (1 proved, 1 refuted)" in capsys.readouterr().out


@pytest.mark.parametrize("compared", [r"x \le 1", r"A x \ge x"])
def test_what_is_ordered_lies_in_one_space(read, compared):
    [claim] = (
        read(rf"""
        % proofcheck: x in R^n
        % proofcheck: A in R^{{m x n}}
        \[ {compared} \]
    """)
        .document()
        .claims
    )
    assert claim.ill_typed


@pytest.mark.parametrize(
    ("display", "lacks"),
    [
        (r"\mathcal{F}^o := \{x : A x = b\}", "sets"),
        (r"\alpha_k = \max \{\alpha \in (0, 1] : \alpha d \in K\}", "extrema over other sets"),
        (r"\|x\|_{[\gamma]}^2 := \sum_{i=1}^n x_i^2 \beta_i", "other norms"),
    ],
)
def test_what_the_language_has_no_word_for_is_said_to_lack_it(read, display, lacks):
    [error] = unread(read(rf"\[ {display} \]"))
    assert error.notation == lacks


def test_a_norm_with_a_word_in_an_old_font(read):
    reading = read(r"""
        % proofcheck: A, B in R^{n x n}
        \[ \|A B\|_{\rm op} \le \|A\|_{\rm op} \|B\|_{\rm op} \]
    """)
    assert texts(reading) == ["‖A B‖ ≤ ‖A‖ ‖B‖"]


def test_the_components_of_a_vector_are_summed(read):
    reading = read(r"""
        % proofcheck: x in R^n
        \[ \sum_{i=1}^n x_i \ge 0 \]
    """)
    assert texts(reading) == ["Σ_{i=1}^n x_i ≥ 0"]
