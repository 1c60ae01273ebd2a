"""Paths that do not cross a constant, and sequences of positive numbers: what is shown of all times, or not."""

from fractions import Fraction

import pytest

from proofcheck.lang import Claim, eq, for_all, frac, natural, path, sequence, sqrt, time
from proofcheck.lang.documents import document
from proofcheck.models.confirmation import NotConfirmed, satisfies
from proofcheck.models.instance import Instance, clause_terms

t, k, x, a = time("t"), natural("k"), path("x"), sequence("a")


def given(*hypotheses, start):
    """How each hypothesis is shown, where x, or a, starts at a number."""
    made = document("lines", "", [Claim("line", "", "step", eq(t, t), given=list(hypotheses))])
    asked = made.problem(made.claims[0])
    name = next(part[1] for part in clause_terms(asked.hypotheses[0]) if part[0] in {"path", "dpath"})
    return satisfies(asked, Instance({}, {"t": Fraction(1)}, initial={name: (Fraction(start),)}))


def always(body):
    return for_all(t >= 0, body)


def moving(slope):
    return always(eq(x.dot(t), slope))


def following(value):
    return for_all(k, eq(a[k + 1], value))


SHOWN = {
    "decay": (moving(-(x(t) ** 2)), always(x(t) > 0), 1),
    "logistic, below": (moving(x(t) * (1 - x(t))), always(x(t) < 1), Fraction(1, 2)),
    "in time": (moving(-t * x(t)), always(x(t) > 0), 1),
    "reciprocals": (following(a[k] / (1 + a[k])), for_all(k, a[k] > 0), 1),
    "beside a reciprocal": (following(a[k] + 1 / a[k]), for_all(k, a[k] >= 1), 1),
    "roots": (following(sqrt(a[k])), for_all(k, a[k] >= 1), 4),
}
NOT_SHOWN = {
    "it is crossed": (moving(-(x(t) ** 3)), always(x(t) > frac(1, 2)), 2),
    "from the other side": (moving(-(x(t) ** 2)), always(x(t) > 0), -1),
    "at once": (moving(-(x(t) ** 3)), always(x(t) > 0), 0),
    "less than a number": (following(a[k] / (1 + a[k])), for_all(k, a[k] > frac(1, 10)), 1),
}


@pytest.mark.parametrize("line", SHOWN.values(), ids=SHOWN)
def test_shown(line):
    *hypotheses, start = line
    assert given(*hypotheses, start=start)


@pytest.mark.parametrize("line", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_not_shown(line):
    *hypotheses, start = line
    with pytest.raises(NotConfirmed):
        given(*hypotheses, start=start)
