r"""Names of limits: ``H_\infty`` and ``H^\infty``."""

import pytest


@pytest.mark.parametrize("written", [r"H_\infty", r"H^\infty", r"H^{\infty}"])
def test_a_limit_is_a_name(read, written):
    reading = read(rf"""
        Let ${written} \in \mathbb{{R}}^{{n \times n}}$ be symmetric.
        \[ \lambda_{{\min}}({written}) \le \|{written}\| . \]
    """)
    [claim] = reading.document().claims
    assert claim.text == "λ_min(H_∞) ≤ ‖H_∞‖"
    assert claim.latex == r"\lambda_{\min}(H_{\infty}) \le \|H_{\infty}\|"


def test_a_limit_has_entries(read):
    reading = read("% proofcheck: H^\\infty in R^{n x n}\n" + r"\[ |H^\infty_{ij}| \le \|H^{\infty}\| . \]")
    assert [claim.text for claim in reading.document().claims] == ["|(H_∞)_{i, j}| ≤ ‖H_∞‖"]
