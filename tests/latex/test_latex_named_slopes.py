r"""Gradients that are called by the sign for them, ``\nabla_t``, as papers on online learning call them."""

import pytest
from lines import assert_proved, assert_refuted

SETTING = r"""
    Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable and $\eta > 0$. For all $t \ge 0$ we write
    $%s$ and $x_{t+1} = x_t - \eta \nabla_t$. Then
    \[ %s . \]
"""
CALLED = [
    r"\nabla_t = \nabla f(x_t)",
    r"\nabla_{t} := \nabla f(x_t)",
    r"\nabla_t \coloneqq \nabla f(x_t)",
]


def last(reading):
    return reading.document().claims[-1]


@pytest.mark.parametrize("called", CALLED)
def test_a_gradient_that_is_called_by_its_sign_is_what_the_document_says_it_is(read, called):
    reading = read(SETTING % (called, r"\langle \nabla_t, x_{t+1} - x_t \rangle = -\eta \|\nabla f(x_t)\|^2"))
    assert_proved(reading.document().problem(last(reading)))


def test_a_product_with_such_a_name_is_an_inner_product_whatever_stands_behind_it(read):
    true = read(SETTING % (CALLED[0], r"\nabla_t^\top (x_t - x_{t+1}) = \eta \|\nabla_t\|^2"))
    assert_proved(true.document().problem(last(true)))
    false = read(SETTING % (CALLED[0], r"\nabla_t^\top (x_{t+1} - x_t) = \eta \|\nabla_t\|^2"))
    assert_refuted(false.document().problem(last(false)))


@pytest.mark.parametrize(
    "formula",
    [
        r"\nabla_i = -\nabla_i",
        r"\nabla_i = \nabla_{e_i}",
        r"\nabla_i + \nabla_j = 2 \nabla_j",
    ],
)
def test_signs_for_derivatives_that_stand_alone_are_no_names_where_nothing_says_so(read, formula):
    reading = read(r"Let $f : \mathbb{R}^d \to \mathbb{R}$ be smooth. Then \[ " + formula + r" . \]")
    assert not reading.document().claims  # neither true nor false lines about vectors


def test_a_sign_with_another_letter_below_stays_a_derivative_beside_such_names(read):
    said = r"""
        Let $f : \mathbb{R}^d \to \mathbb{R}$ be differentiable. We write $\nabla_t = \nabla f(x_t)$. Then
        \[ \|\nabla_INDEX\| \ge 0 . \]
        """
    assert len(read(said.replace("INDEX", "s")).document().claims) == 0
    assert len(read(said.replace("INDEX", "{t+1}")).document().claims) == 1
