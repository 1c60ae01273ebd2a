"""What is known already decides about a candidate before any prover is asked."""

import pytest

from proofcheck.kernel.clauses import Problem
from proofcheck.lang import Claim, cos, eq, exp, scalar, sin
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import confirm
from proofcheck.provers.engine import Hints
from proofcheck.refuters import refute
from proofcheck.repair import Edit, mended, mending
from proofcheck.repair.changes import CONSTANT
from proofcheck.repair.emptiness import says_no_more

x, y = scalar("x"), scalar("y")


def problem(says, *given) -> Problem:
    claim = Claim("line", "", "step", says, given=given)
    return document("lone", "", [claim]).problem(claim)


def test_a_root_that_refutes_a_bound_refutes_larger_ones_without_a_prover(monkeypatch):
    """exp(x) = 2 determines x = log 2, which is no more than 1, and so no more than 2."""
    stands, changed = problem(x >= 1, eq(exp(x), 2)), problem(x >= 2, eq(exp(x), 2))
    known = refute(stands).instance
    assert known.enclosed
    confirm(changed, known)
    monkeypatch.setattr(mending, "soon_settled", lambda *_: pytest.fail("a prover was asked"))
    assert mended([Edit(x >= 2, "", 5, CONSTANT)], lambda _: changed, stands, known, lambda _: Hints()) is None


@pytest.mark.parametrize(
    ("says", "than", "expected"),
    [
        (x + y <= 3, x + y <= 2, True),
        (2 * x + 2 * y <= 4, x + y <= 2, True),
        (x >= -1, 2 * x >= 1, True),
        (x + y <= 1, x + y <= 2, False),
        (x - y <= 3, x + y <= 2, False),
        (-x - y <= 2, x + y <= 2, False),
        (sin(x) <= 2, cos(x) <= 1, False),
        (eq(x, 1), x <= 1, False),
    ],
)
def test_a_bound_with_a_number_to_spare_says_no_more(says, than, expected):
    assert says_no_more(problem(says), problem(than)) is expected
