"""Rescalings that the hypotheses allow, and bounds that they break."""

import pytest
from lecture_problems import ALPHA, FALSE, J0, LAM, LATER, LINEAR_MODEL, SMIN, TRUE, T, linearised, mul, neg, sub, u

from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, num
from proofcheck.refuters import scaling_mismatch


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_are_homogeneous(name):
    assert scaling_mismatch(TRUE[name]) is None


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("lemma3.4", (ALPHA, 1)),
        ("lemma5.statement", (LAM, -1)),
        ("lemma5.7", (LAM, -1)),
        ("linear.3", (SMIN, -1)),
        ("lemma5.statement.unsquared", None),
    ],
)
def test_the_mismatch_names_the_missing_power(name, missing):
    found = scaling_mismatch(FALSE[name])
    assert found is not None
    assert found.left != found.right
    assert found.missing == missing


def test_a_rescaling_leaves_the_hypotheses_alone():
    """Larger outputs and a smaller alpha describe the same linear model."""
    found = scaling_mismatch(FALSE["lemma3.4"])
    assert found is not None
    assert found.rescaling == {"alpha": -1, "value of f": 1}
    assert (found.left, found.right) == (0, 1)


def test_the_missing_factor_alpha_repairs_the_display():
    residual = sub(mul(ALPHA, linearised(u(T))), Term("var", "y", ("V", "n")))
    right = neg(mul(Term("pow", ALPHA, 2), Term("dot", Term("dot", J0, Term("tr", J0)), residual)))
    goal = fact("=", Term("d", T, mul(ALPHA, linearised(u(T)))), right)
    assert scaling_mismatch(Problem((), (*LINEAR_MODEL, *LATER), goal)) is None


def test_half_powers_and_numbers():
    a, b = Term("var", "a", ("S",)), Term("var", "b", ("S",))
    root = Problem((), (fact("<=", ZERO, b),), fact("<=", a, Term("sqrt", b)))
    assert scaling_mismatch(root).missing is None
    assert scaling_mismatch(Problem((), (fact("=", a, Term("mul", num(2), b)),), fact("<=", a, b))) is None
    assert scaling_mismatch(Problem((), (fact("=", a, ONE),), fact("<=", Term("pow", a, 2), a))) is None
