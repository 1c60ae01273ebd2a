"""Lines that theorists write about finite sums and expectations: true ones are proved, false neighbours refuted."""

import pytest
from lines import assert_proved, assert_refuted
from lines import problem as line_of

from proofcheck.lang import (
    Claim,
    absolute,
    average,
    dimension,
    eq,
    expectation,
    for_all,
    frac,
    implies,
    inner,
    mapping,
    maximum,
    natural,
    norm,
    operator_sequence,
    random_scalar,
    random_vector,
    relation,
    scalar,
    sequence,
    sqrt,
    summation,
    surely,
    variance,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.provers import search
from proofcheck.provers.search import prove
from proofcheck.refuters import refute

d, T = dimension("d"), dimension("T")
n, i, j, k = (natural(name) for name in "nijk")
x, y, a, b, w = sequence("x", d), sequence("y", d), sequence("a"), sequence("b"), sequence("w")
A = operator_sequence("A", d, d)
X, Y, Z, W = random_vector("X", d), random_vector("Y", d), random_scalar("Z"), random_scalar("W")
u, v = vector("u", d), vector("v", d)
c, q, r, s, R = (scalar(name) for name in "cqrsR")
F = mapping("F", d, T)


def S(body, low=1, high=n, index=i):
    return summation(index, low, high, body)


def sq(value):
    return norm(value) ** 2


E, m, positive = expectation, average(i, 1, n, x[i]), n >= 1
weights = (eq(S(w[i]), 1), for_all(i, w[i] >= 0))

falling = for_all(j, b[j + 1] <= b[j])
nearing = for_all(j, norm(x[j + 1] - u) <= norm(x[j] - u))

TRUE = {
    "a falling sequence": (b[n], "<=", b[k], falling, k <= n),
    "distances that fall": (norm(x[n] - u), "<=", norm(x[k] - u), nearing, k <= n),
    "linear": (S(a[i] + b[i]), "=", S(a[i]) + S(b[i])),
    "a factor": (S(c * x[i]), "=", c * S(x[i])),
    "a constant": (S(c), "=", n * c),
    "partial fractions": (S(1 / (i * (i + 1))), "=", 1 - 1 / (n + 1)),
    "squares around a point": (S(sq(x[i] - u)), "=", S(sq(x[i])) - 2 * inner(u, S(x[i])) + n * sq(u)),
    "squares around the mean": (S(sq(x[i] - m)), "=", S(sq(x[i])) - n * sq(m), positive),
    "the mean is nearest": (S(sq(x[i] - m)), "<=", S(sq(x[i] - u)), positive),
    "moving the point": (S(sq(x[i] - u)), "=", S(sq(x[i] - m)) + n * sq(m - u), positive),
    "square of a sum": (sq(S(x[i])), "<=", n * S(sq(x[i])), positive),
    "square of a sum, perhaps of nothing": (sq(S(x[i])), "<=", n * S(sq(x[i]))),
    "telescoping, below its limit": (S(1 / (i * (i + 1))), "<=", 1),
    "geometric, below its limit": (S(r * (1 - r) ** i, 0), "<=", 1, r > 0, r <= 1),
    "a multiple of a geometric sum": (S(i * 2**i), "<=", 2 * n * 2**n),
    "squares, by what does not decrease": (
        S(sq(x[i] - u) * (sqrt(i) - sqrt(i - 1))), "<=", S(R**2 * (sqrt(i) - sqrt(i - 1))),
        for_all(i >= 1, norm(x[i] - u) <= R), positive, R > 0,
    ),
    "Jensen": (sq(m), "<=", average(i, 1, n, sq(x[i])), positive),
    "triangle": (norm(S(x[i])), "<=", S(norm(x[i]))),
    "Cauchy-Schwarz": (S(a[i] * b[i]) ** 2, "<=", S(a[i] ** 2) * S(b[i] ** 2)),
    "Cauchy-Schwarz around means": (
        S((a[i] - average(j, 1, n, a[j])) * (b[i] - average(k, 1, n, b[k]))) ** 2, "<=",
        S((a[i] - average(j, 1, n, a[j])) ** 2) * S((b[i] - average(k, 1, n, b[k])) ** 2), positive,
    ),
    "Cauchy-Schwarz for vectors": (S(inner(x[i], y[i])), "<=", sqrt(S(sq(x[i]))) * sqrt(S(sq(y[i])))),
    "powers of a half, below their limit": (S(frac(1, 2**i)), "<", 1),
    "decimals": (S(frac(9, 10**i)), "=", 9 * frac(1, 10) * (1 - frac(1, 10) ** n) / (1 - frac(1, 10))),
    "Cauchy-Schwarz for sizes": (
        S(absolute(a[i]) * norm(x[i])), "<=", sqrt(S(a[i] ** 2)) * sqrt(S(sq(x[i]))),
    ),
    "Cauchy-Schwarz for sizes, under one root": (
        S(absolute(a[i]) * absolute(b[i])), "<=", sqrt(S(a[i] ** 2) * S(b[i] ** 2)),
    ),
    "termwise": (S(inner(x[i], y[i])), "<=", S(norm(x[i]) * norm(y[i]))),
    "n times the largest": (S(norm(x[i])), "<=", n * R, for_all(i, norm(x[i]) <= R)),
    "average of bounded": (average(i, 1, n, norm(x[i])), "<=", R, for_all(within(i, 1, n), norm(x[i]) <= R), positive),
    "norm of a sum of bounded": (norm(S(x[i])), "<=", n * R, for_all(within(i, 1, n), norm(x[i]) <= R)),
    "all pairs": (S(S(sq(x[i] - x[j]), index=j)), "=", 2 * n * S(sq(x[i])) - 2 * sq(S(x[i]))),
    "product of sums": (S(a[i]) * S(b[i]), "=", S(S(a[j] * b[i], index=j))),
    "geometric": ((1 - q) * S(q**i, 0), "=", 1 - q ** (n + 1)),
    "a rate with powers added up": (
        a[n], "<=", q**n * a[0] + c * summation(j, 0, n - 1, q**j), for_all(j, a[j + 1] <= q * a[j] + c), q >= 0,
    ),
    "geometric bound": (S(q**i, 0), "<=", 1 / (1 - q), q >= 0, q < 1),
    "telescoping": (S(a[i] - a[i - 1]), "=", a[n] - a[0]),
    "telescoping, as far as a dimension": (
        S(sq(x[i] - u) - sq(x[i + 1] - u), 1, T), "=", sq(x[1] - u) - sq(x[T + 1] - u),
    ),
    "components, term by term": (
        S(F(x[i])[i] - F(u)[i], 1, T), "<=", S(inner(y[i], x[i] - u), 1, T),
        for_all(within(i, 1, T), F(x[i])[i] - F(u)[i] <= inner(y[i], x[i] - u)),
    ),
    "components, bounded in a ball as well": (
        S(F(x[i])[i], 1, T), "<=", S(b[i], 1, T), for_all(within(i, 1, T), F(x[i])[i] <= b[i]),
        for_all((v, within(i, 1, T)), implies(norm(v) <= 1, F(v)[i] <= R)),
    ),
    "telescoping upwards": (S(a[i + 1] - a[i]), "=", a[n + 1] - a[1]),
    "what is left of it": (S(sq(x[k]) - sq(x[k + 1]), 0, n, k), "<=", sq(x[0])),
    "comparison": (S(a[i]), "<=", S(b[i]), for_all(i, a[i] <= b[i])),
    "sign": (0, "<=", S(a[i]), for_all(i, a[i] >= 0)),
    "last term": (S(a[i], 1, n + 1), "=", S(a[i]) + a[n + 1]),
    "another index": (S(a[i]), "=", S(a[j + 1], 0, n - 1, j)),
    "three terms": (S(a[i], 1, 3), "=", a[1] + a[2] + a[3]),
    "operators": (inner(u, S(A[i] @ u)), "=", inner(S(A[i].T) @ u, u)),
    "two squares": (S(sq(x[i] + y[i])), "<=", 2 * S(sq(x[i])) + 2 * S(sq(y[i]))),
    "Jensen with weights": (sq(S(w[i] * x[i])), "<=", S(w[i] * sq(x[i])), *weights),
    "weighted squares": (
        S(w[i] * sq(x[i] - u)), "=", S(w[i] * sq(x[i])) - 2 * inner(u, S(w[i] * x[i])) + sq(u), weights[0],
    ),
    "E linear": (E(Z + W), "=", E(Z) + E(W)),
    "E affine": (E(c * X + u), "=", c * E(X) + u),
    "variance": (variance(X), "=", E(sq(X)) - sq(E(X))),
    "variance is least": (variance(Z), "<=", E((Z - c) ** 2)),
    "E Jensen": (sq(E(X)), "<=", E(sq(X))),
    "E triangle": (norm(E(X)), "<=", E(norm(X))),
    "E Cauchy-Schwarz": (E(Z * W) ** 2, "<=", E(Z**2) * E(W**2)),
    "E inner": (E(inner(X, u)), "=", inner(E(X), u)),
    "bias and variance": (E(sq(X - u)), "=", variance(X) + sq(E(X) - u)),
    "E bounded": (E(norm(X)), "<=", R, surely(norm(X) <= R)),
    "variance bounded": (variance(X), "<=", R**2, surely(norm(X) <= R)),
    "E of a sum": (E(S(a[i] * Z)), "=", S(a[i]) * E(Z)),
    "uncorrelated": (E(sq(X + Y)), "=", E(sq(X)) + E(sq(Y)), eq(E(inner(X, Y)), 0)),
    "variance of a multiple": (variance(c * Z), "=", c**2 * variance(Z)),
    "a stochastic step": (
        E(sq(u - s * X)), "=", sq(u) - 2 * s * inner(u, v) + s**2 * E(sq(X)), eq(E(X), v),
    ),
    "first and second moment": (E(norm(X)), "<=", sqrt(E(sq(X)))),
    "Markov": (c * E(Z), "<=", E(Z * W), surely(c <= W), surely(Z >= 0)),
    "positive part": (E(Z), "<=", E(maximum(Z, 0))),
}  # fmt: skip

FALSE = {
    "telescoping, as far as a dimension": (S(sq(x[i] - u) - sq(x[i + 1] - u), 1, T), "=", sq(x[1] - u) - sq(x[T] - u)),
    "components, of other points": (
        S(F(x[i])[i], 1, T),
        "<=",
        S(b[i], 1, T),
        for_all(within(i, 1, T), F(x[i + 1])[i] <= b[i]),
    ),
    "a falling sequence, backwards": (b[k], "<=", b[n], falling, k <= n),
    "product of sums": (S(a[i] * b[i]), "=", S(a[i]) * S(b[i])),
    "a constant": (S(c), "=", c),
    "squares around the mean": (S(sq(x[i] - m)), "=", S(sq(x[i])) - sq(m), positive),
    "squares, by what does not increase": (
        S(sq(x[i] - u) * (sqrt(i - 1) - sqrt(i))),
        "<=",
        S(R**2 * (sqrt(i - 1) - sqrt(i))),
        for_all(i >= 1, norm(x[i] - u) <= R),
        positive,
    ),
    "square of a sum": (S(sq(x[i])), "<=", sq(S(x[i]))),
    "square of a sum, without n": (sq(S(x[i])), "<=", S(sq(x[i]))),
    "telescoping, below less": (S(1 / (i * (i + 1))), "<=", frac(3, 4)),
    "triangle": (norm(S(x[i])), ">=", S(norm(x[i]))),
    "Cauchy-Schwarz": (S(a[i] * b[i]) ** 2, ">=", S(a[i] ** 2) * S(b[i] ** 2)),
    "all pairs": (S(S(sq(x[i] - x[j]), index=j)), "=", n * S(sq(x[i])) - 2 * sq(S(x[i]))),
    "powers": (S(i * 1), "=", frac(1, 2) * n**2),
    "powers of two": (S(i**2), "=", frac(1, 6) * n * (n + 1) * (2 * n - 1)),
    "geometric": ((1 - q) * S(q**i, 0), "=", 1 - q**n),
    "telescoping": (S(a[i] - a[i - 1]), "=", a[n] - a[1]),
    "comparison": (S(a[i]), "<=", S(b[i]), for_all(i, a[i] >= b[i])),
    "n times the largest": (S(norm(x[i])), "<=", R, for_all(i, norm(x[i]) <= R)),
    "last term": (S(a[i], 1, n + 1), "=", S(a[i]) + a[n]),
    "another index": (S(a[i]), "=", S(a[j + 1], 0, n, j)),
    "what is left of it": (S(sq(x[k]) - sq(x[k + 1]), 0, n, k), "<=", sq(x[1])),
    "Jensen with weights of any sign": (sq(S(w[i] * x[i])), "<=", S(w[i] * sq(x[i])), weights[0]),
    "variance": (variance(X), "=", E(sq(X))),
    "independence": (E(Z * W), "=", E(Z) * E(W)),
    "E Jensen": (sq(E(X)), ">=", E(sq(X))),
    "variance of a multiple": (variance(c * Z), "=", c * variance(Z)),
    "E triangle": (E(norm(X)), "<=", norm(E(X))),
    "uncorrelated": (E(sq(X + Y)), "=", E(sq(X)) + E(sq(Y))),
    "variance is least": (variance(Z), ">=", E((Z - c) ** 2)),
    "variance bounded": (variance(X), "<=", R, surely(norm(X) <= R)),
    "E of an inverse": (1 / E(Z), ">=", E(1 / Z), surely(Z >= 1)),
}


def asked(line):
    left, op, right, *given = line
    claim = Claim("line", "here", "statement", relation(op, left, right), given=given)
    return document("d", "t", [claim]).problem(claim)


SLOW = {"Cauchy-Schwarz for vectors", "Jensen with weights of any sign", "squares around the mean"}


@pytest.fixture
def in_time(request, name):
    if name in SLOW and not request.config.getoption("--full"):
        pytest.skip("takes seconds: run with --full")


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    assert_proved(asked(TRUE[name]))


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    problem = asked(FALSE[name])
    assert refute(problem) is not None
    assert prove(problem, shallow=True) is None


ABOVE_ONE = for_all(within(i, 1, n), a[i] > 1)


@pytest.mark.parametrize(
    ("claim", "given"),
    [
        (S(a[i]) > n, [ABOVE_ONE, n >= 1]),
        (average(i, 1, n, a[i]) > 1, [ABOVE_ONE, n >= 1]),
        (S(a[i]) < S(b[i]), [for_all(within(i, 1, n), a[i] < b[i]), n >= 1]),
    ],
)
def test_sums_of_what_is_larger_are_larger(claim, given):
    assert_proved(line_of(claim, *given))


def test_an_empty_sum_is_not_larger():
    assert_refuted(line_of(S(a[i]) > n, ABOVE_ONE, n >= 0))


def test_a_solver_is_not_asked_where_the_facts_cost_too_much(monkeypatch):
    """What cannot be gathered within the budget is open; it stopped the engine."""
    monkeypatch.setattr(search, "MAX_ATTEMPTS", 0)
    assert not search.solved(asked(TRUE["Cauchy-Schwarz around means"]))
