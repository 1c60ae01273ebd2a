r"""``\operatorname{rank}(X) = d``: read where it is the number of columns, or of rows."""

import pytest

from proofcheck.lang.printing import text

HEAD = r"Let $n, d \in \mathbb{N}$, $r \ge 1$, $X \in \mathbb{R}^{n \times d}$."


@pytest.mark.parametrize(
    ("said", "supposed"),
    [
        (r"$\operatorname{rank}(X) = d$", "σ_min(Xᵀ) > 0"),
        (r"$\mathrm{rank} X = n$", "σ_min(X) > 0"),
        (r"$\operatorname{rank}(X) = r$", ""),
    ],
)
def test_a_rank_as_large_as_it_can_be_is_read(read, said, supposed):
    reading = read(HEAD + rf" Suppose that {said}. Then \[ \|X\| \ge 0 . \]")
    document = reading.document()
    [claim] = document.claims
    found = [text(says) for h in document.hypotheses(claim) for says in h.assertions]
    assert (supposed in found) == bool(supposed)
    assert (reading.record.lost > 0) == (not supposed)
