"""Sequences whose index stands in brackets, ``x(t + 1)``; and declarations in the words that reports use."""

import pytest


def texts(reading):
    return [claim.text for claim in reading.document().claims]


def taken(reading):
    return [h.text for h in reading.document().claims[0].tacit]


def test_an_index_in_brackets_is_no_factor(read):
    reading = read(r"""
        % proofcheck: e : sequence in R^n
        % proofcheck: G : sequence in R^{n x n}
        \[ e(t+1) = e(t) - G(t) e(t) . \]
        \[ \|e(t+1)\| \le \|I - G(t)\| \|e(t)\|, \quad |G_{ij}(t)| \le \|G(t)\|, \quad e_i(0) \le \|e(0)\| . \]
    """)
    assert texts(reading) == [
        "‖e_{t + 1}‖ ≤ ‖I_n - G_t‖ ‖e_t‖", "|(G_t)_{i, j}| ≤ ‖G_t‖", "(e_0)_i ≤ ‖e_0‖"
    ]  # fmt: skip


def test_what_steps_in_brackets_is_a_sequence_without_a_declaration(read):
    reading = read(r"\[ \|e(t+1)\| \le \|e(t)\|, \quad e_i(t) \le \|e(t)\| . \]")
    assert texts(reading) == ["‖e_{t + 1}‖ ≤ ‖e_t‖", "(e_t)_i ≤ ‖e_t‖"]
    assert "e: not declared, taken for a sequence in R^d" in taken(reading)


@pytest.mark.parametrize(
    "formula", [r"\|x_k\| \le \eta (k+1)", r"\|x_{k+1}\| \le \eta (k + 1), \quad \|x_k\| \le \eta k"]
)
def test_a_factor_in_brackets_is_no_index(read, formula):
    reading = read(r"% proofcheck: x : sequence in R^d" + "\n" + rf"Let $\eta > 0$. \[ {formula} . \]")
    assert "η (k + 1)" in texts(reading)[0]


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("psi : R -> R", r"\psi(x)"),
        ("xhat, x in R", r"\hat{x} x"),
        ("Stilde_lambda in R", r"\tilde{S}_\lambda"),
        ("g_max in R", r"g_{\max}"),
        ("varphi : R -> R", r"\varphi(x)"),
    ],
)
def test_names_may_be_declared_as_reports_write_them(read, said, formula):
    reading = read(f"% proofcheck: x in R; {said}\n" + rf"\[ {formula} \ge 0 . \]")
    assert len(texts(reading)) == 1
    assert not any("not declared" in h for h in taken(reading))
