"""Linear rates of iterations in one line: a step, and induction over the steps."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    convex,
    dimension,
    eq,
    for_all,
    gradient,
    lipschitz,
    mapping,
    minimiser,
    natural,
    norm,
    scalar,
    scalar_function,
    sequence,
    smooth,
    strongly_convex,
    vector,
)

d, k = dimension("d"), natural("k")
L, mu, eta, rho = (scalar(name, positive=True) for name in ("L", "mu", "eta", "rho"))
w, x = vector("w", d), sequence("x", d)
F, T = scalar_function("F", d), mapping("T", d, d)
g = gradient(F)
descent = for_all(k, eq(x[k + 1], x[k] - eta * g(x[k])))
strongly = [smooth(F, L), strongly_convex(F, mu), minimiser(w, F), eta <= 1 / L, descent]
shortest = for_all(k, eq(x[k + 1], x[k] - 1 / L * g(x[k])))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (norm(x[k + 1] - w) ** 2 <= (1 - eta * mu) * norm(x[k] - w) ** 2, strongly),
        (norm(x[k] - w) ** 2 <= (1 - eta * mu) ** k * norm(x[0] - w) ** 2, strongly),
        (
            F(x[k]) - F(w) <= (1 - mu / L) ** k * (F(x[0]) - F(w)),
            [smooth(F, L), strongly_convex(F, mu), minimiser(w, F), shortest],
        ),
        (
            norm(x[k] - w) <= rho**k * norm(x[0] - w),
            [for_all(k, eq(x[k + 1], T(x[k]))), lipschitz(T, rho), eq(T(w), w)],
        ),
    ],
    ids=str,
)
def test_linear_rates_are_proved_in_one_line(says, given):
    assert_proved(problem(says, *given))


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (norm(x[k + 1] - w) ** 2 <= (1 - 3 * eta * mu) * norm(x[k] - w) ** 2, strongly),
        (norm(x[k] - w) ** 2 <= (1 - eta * mu) ** k * norm(x[0] - w) ** 2, [convex(F), minimiser(w, F), descent]),
    ],
    ids=str,
)
def test_faster_rates_are_refuted(says, given):
    assert_refuted(problem(says, *given))
