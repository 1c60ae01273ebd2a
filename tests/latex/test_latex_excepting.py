"""Values that words except: "any real number but $0$", "for all $x$ except $x = 1$"."""

import pytest
from suppositions import last


@pytest.mark.parametrize(
    "said",
    [
        "Let $x$ be any real number but $0$. Then",
        "Let $x$ be any number but zero. Then",
        "Let $x$ be a nonzero real. Then",
        "Let $x$ be any nonzero real number. Then",
        "Let $x$ be a real number different from $0$. Then",
        "Let $x$ be a real number, not equal to $0$. Then",
        "For all real $x$ other than $0$,",
        r"For all $x \in \mathbb{R}$ except $x = 0$,",
        r"For all $x \in \mathbb{R}$ except possibly $x = 0$,",
        r"For each $x \in \mathbb{R}$ (excluding $0$),",
        "Apart from $x = 0$, every real $x$ satisfies",
        "Let $x$ be real. With the exception of $x = 0$ we have",
        "Let $x$ be real. Then, except for $x = 0$, we have",
    ],
)
def test_an_exception_is_none_of_the_values(read, said):
    assert last(read(rf"{said} \[ x^2 > 0. \]")) == (["x ≠ 0"], False)


@pytest.mark.parametrize(
    ("said", "under"),
    [
        (r"Let $x \in \mathbb{R}$ be distinct from $0$ and $1$. Then", ["x ≠ 0", "x - 1 ≠ 0"]),
        ("Let $x, y$ be nonzero reals. Then", ["x ≠ 0", "y ≠ 0"]),
        ("Let $x$ and $y$ be distinct reals. Then", ["x - y ≠ 0"]),
        ("For all nonzero reals $x, y$,", ["x ≠ 0", "y ≠ 0"]),
    ],
)
def test_several_letters_or_values_are_excepted(read, said, under):
    assert last(read(rf"{said} \[ x^2 (x - 1)^2 + (x - y)^2 > 0. \]")) == (under, False)
