"""What a patch puts into an author's formula is written as its author writes."""

import pytest

from proofcheck.repair.patch import patches

HEAD = r"\newcommand{\nrm}[1]{\left\| #1 \right\|} \newcommand{\ip}[2]{\langle #1, #2 \rangle} "


@pytest.mark.parametrize(
    ("written", "before", "after", "expected"),
    [
        (
            r"$a \le \mu \nrm{x - x^\star}^2$",
            r"\mu \|x - x^*\|^2",
            r"\frac{\mu}{2} \|x - x^*\|^2",
            r"$a \le \frac{\mu}{2} \nrm{x - x^\star}^2$",
        ),
        (
            r"$a \le b - \ip{u}{v}$",
            r"b - \langle u, v \rangle",
            r"b - 2 \langle u, v \rangle",
            r"$a \le b - 2 \ip{u}{v}$",
        ),
        (r"$a \le \nrm{v}^2$", r"\|v\|^2", r"\|v\|^2 + \|u\|^2", r"$a \le \nrm{v}^2 + \nrm{u}^2$"),
        (r"$a \le A (x - b)$", r"A (x - b)", r"A^\top (x - b)", r"$a \le A^\top (x - b)$"),
    ],
)
def test_norms_products_stars_and_spaces_are_the_authors(written, before, after, expected):
    source = HEAD + written
    first = next(patches(source, source.index(r"\le "), ("<=", "a", before), ("<=", "a", after)))
    assert first == HEAD + expected
