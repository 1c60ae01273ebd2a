"""Weighted sums of logarithms, exponentials and roots; bounds of means of exponentials; bounds up to any error."""

import pytest
from lines import assert_proved, assert_refuted, problem

from proofcheck.lang import (
    absolute,
    average,
    cosh,
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    inner,
    integral,
    log,
    natural,
    norm,
    path,
    random_scalar,
    random_vector,
    scalar,
    sequence,
    sqrt,
    summation,
    surely,
    time,
    vector,
    within,
)

x, y, a, b, c, s = (scalar(name) for name in ("x", "y", "a", "b", "c", "s"))
lam, eps = scalar("lambda", positive=True), scalar("eps", positive=True)
i, k, m, N = (natural(name) for name in "ikmN")
p, q, u, v = (sequence(name) for name in "pquv")
r, t, d = random_scalar("X"), random_scalar("Y"), dimension("d")
Z = random_vector("Z", d)
w, V = vector("w", d), sequence("V", d)
tau, e, W = time("tau"), path("e"), path("W", d)

positive = [for_all(i, p[i] > 0), for_all(i, q[i] > 0)]
distributions = [*positive, eq(summation(i, 1, N, p[i]), 1), eq(summation(i, 1, N, q[i]), 1)]
centred = [surely(r >= a), surely(r <= b), eq(expectation(r), 0)]
divergence = summation(i, 1, N, p[i] * log(p[i] / q[i]))
P, Q = summation(i, 1, N, p[i]), summation(i, 1, N, q[i])
chi = summation(i, 1, N, (p[i] - q[i]) ** 2 / q[i])
variation = summation(i, 1, N, absolute(p[i] - q[i]))
entropy = -summation(i, 1, N, p[i] * log(p[i]))
alone = (distributions[0], distributions[2])
two = x * log(x / y) + (1 - x) * log((1 - x) / (1 - y))
shares = (x > 0, x < 1, y > 0, y < 1)

weak = for_all(within(i, 1, N), p[i] >= 0)
bounded = for_all(within(i, 1, N), norm(V[i] - w) <= s)
sub_gaussian = for_all(x, expectation(exp(x * r)) <= exp(x**2 * s**2 / 2))

TRUE = {
    "a weighted mean": (summation(i, 1, N, p[i] * u[i]) <= c, *alone, for_all(i, u[i] <= c)),
    "less than all": (summation(i, 1, N, p[i] * u[i]) <= lam, positive[0], P <= 1, for_all(i, u[i] <= lam)),
    "the logarithm of the squares": (divergence <= log(1 + chi), *distributions),
    "a soft maximum, cooled": (u[k] <= lam * log(summation(i, 1, N, exp(u[i] / lam))), within(k, 1, N)),
    "Minkowski": (sqrt(expectation((r + t) ** 2)) <= sqrt(expectation(r**2)) + sqrt(expectation(t**2)),),
    "a mean beside a vector": (expectation(inner(Z, w)) <= norm(expectation(Z)) * norm(w),),
    "a mean of sizes": (expectation(absolute(r - t)) <= lam, expectation((r - t) ** 2) <= lam**2),
    "a weighted mean in a ball": (norm(summation(i, 1, N, p[i] * V[i]) - w) <= s, *alone, bounded),
    "equal weights are least": (summation(i, 1, N, p[i] ** 2) >= 1 / N, alone[1], N >= 1),
    "sub-Gaussian, scaled": (expectation(exp(-a * (b * r))) <= exp(a**2 * b**2 * s**2 / 2), sub_gaussian),
    "total variation": (variation <= 2, *distributions),
    "affinity": (summation(i, 1, N, sqrt(p[i] * q[i])) <= 1, *distributions),
    "distance of roots": (
        eq(summation(i, 1, N, (sqrt(p[i]) - sqrt(q[i])) ** 2), 2 - 2 * summation(i, 1, N, sqrt(p[i] * q[i]))),
        *distributions,
    ),
    "a bounded ratio": (divergence <= log(lam), *distributions, for_all(i, p[i] <= lam * q[i])),
    "exponential weights": (
        log(summation(i, 1, N, p[i] * exp(-u[i]))) <= summation(i, 1, N, p[i] * (u[i] ** 2 / 2 - u[i])),
        *alone,
        N >= 1,
        for_all(i, u[i] >= 0),
    ),
    "a divergence is not negative": (divergence >= 0, *distributions),
    "the log-sum inequality": (divergence >= P * log(P / Q), *positive, N >= 1),
    "Gibbs": (-summation(i, 1, N, p[i] * log(p[i])) <= -summation(i, 1, N, p[i] * log(q[i])), *distributions),
    "the entropy is largest for a uniform distribution": (
        -summation(i, 1, N, p[i] * log(p[i])) <= log(N),
        for_all(i, p[i] > 0),
        eq(P, 1),
        N >= 1,
    ),
    "logarithms apart": (summation(i, 1, N, p[i] * (log(p[i]) - log(q[i]))) >= 0, *distributions),
    "a divergence and the squares": (divergence <= chi, *distributions),
    "squares, multiplied out": (eq(chi, summation(i, 1, N, p[i] ** 2 / q[i]) - 1), *distributions),
    "the variation and the squares": (variation <= sqrt(chi), *distributions),
    "Titu's lemma": (summation(i, 1, N, p[i] ** 2 / q[i]) >= P**2 / Q, positive[1], N >= 1),
    "the entropy is not negative": (entropy >= 0, *alone),
    "Gibbs' variational inequality": (
        summation(i, 1, N, p[i] * u[i]) + entropy <= log(summation(i, 1, N, exp(u[i]))),
        *alone,
    ),
    "Donsker and Varadhan": (
        summation(i, 1, N, p[i] * u[i]) - divergence <= log(summation(i, 1, N, q[i] * exp(u[i]))),
        *distributions,
    ),
    "Cauchy-Schwarz with weights": (
        summation(i, 1, N, u[i] * v[i]) ** 2
        <= summation(i, 1, N, u[i] ** 2 / p[i]) * summation(i, 1, N, p[i] * v[i] ** 2),
        positive[0],
    ),
    "weights that may vanish": (summation(i, 1, N, p[i] * u[i]) ** 2 <= P * summation(i, 1, N, p[i] * u[i] ** 2), weak),
    "Jensen with weights": (
        exp(summation(i, 1, N, p[i] * u[i])) <= summation(i, 1, N, p[i] * exp(u[i])),
        weak,
        alone[1],
    ),
    "Jensen for logarithms with weights": (
        summation(i, 1, N, p[i] * log(q[i])) <= log(summation(i, 1, N, p[i] * q[i])),
        weak,
        alone[1],
        positive[1],
    ),
    "a product below a product": (log(1 + x * y) <= log(1 + x) + log(1 + y), x >= 0, y >= 0),
    "each below the logarithm": (for_all(within(i, 1, N), u[i] <= log(summation(k, 1, N, exp(u[k])))),),
    "a softmax": (exp(u[m]) / summation(i, 1, N, exp(u[i])) <= 1, within(m, 1, N)),
    "a divergence of two": (two >= 0, *shares),
    "an entropy of two": (-x * log(x) - (1 - x) * log(1 - x) <= log(2), x > 0, x < 1),
    "Jensen for the root": (
        average(i, 1, N, sqrt(u[i])) <= sqrt(average(i, 1, N, u[i])),
        for_all(i, u[i] >= 0),
        N >= 1,
    ),
    "Jensen for the root of a mean": (expectation(sqrt(r)) <= sqrt(expectation(r)), surely(r >= 0)),
    "Jensen for the logarithm": (
        average(i, 1, N, log(u[i])) <= log(average(i, 1, N, u[i])),
        for_all(i, u[i] > 0),
        N >= 1,
    ),
    "Jensen for the exponential": (exp(average(i, 1, N, u[i])) <= average(i, 1, N, exp(u[i])), N >= 1),
    "Hoeffding's lemma": (expectation(exp(lam * r)) <= exp(lam**2 * (b - a) ** 2 / 8), *centred),
    "Hoeffding's lemma for a mean": (
        expectation(exp(-r)) <= exp(-expectation(r) + (b - a) ** 2 / 8),
        surely(r >= a),
        surely(r <= b),
    ),
    "a hyperbolic cosine below a Gaussian": (cosh(x) <= exp(x**2 / 2),),
    "a logarithm below a root": (log(x) <= sqrt(x), x > 0),
    "compound interest": ((1 + x / m) ** m <= exp(x), x >= 0, m >= 1),
    "the tangent of a root": (1 / sqrt(k + 1) <= 2 * (sqrt(k + 1) - sqrt(k)),),
    "a sum of inverse roots": (summation(i, 1, N, 1 / sqrt(i)) <= 2 * sqrt(N),),
    "up to every error": (x <= y, for_all(s > 0, x <= y + 3 * s)),
    "up to every share": (x <= y, for_all(s > 0, x <= (1 + s) * y)),
    "strictly up to every error": (norm(w) <= y, for_all(s > 0, norm(w) < y + c**2 * s)),
    "an integral over a point": (eq(integral(tau, 0, 0, e(tau)), 0),),
    "an integral between equal ends": (eq(integral(tau, a, b, e(tau) ** 2), 0), eq(a, b), a >= 0),
}  # fmt: skip

FALSE = {
    "affinity": (summation(i, 1, N, sqrt(p[i] * q[i])) <= 1, *positive, P <= 1),
    "a bounded ratio": (divergence <= log(lam) / 2, *distributions, for_all(i, p[i] <= lam * q[i])),
    "the logarithm of the squares": (divergence <= log(1 + chi / 4), *distributions),
    "a soft maximum, cooled": (lam * log(summation(i, 1, N, exp(u[i] / lam))) <= u[k], within(k, 1, N)),
    "a mean of sizes": (expectation(absolute(r - t)) <= lam**2, expectation((r - t) ** 2) <= lam**2),
    "weights of any sign": (summation(i, 1, N, p[i] * u[i]) <= c, alone[1], for_all(i, u[i] <= c)),
    "weights that add up to less": (summation(i, 1, N, p[i] * u[i]) <= c, positive[0], P <= 1, for_all(i, u[i] <= c)),
    "sub-Gaussian, scaled": (expectation(exp(-a * (b * r))) <= exp(a**2 * b * s**2 / 2), sub_gaussian),
    "weights of both signs": (summation(i, 1, N, p[i] * u[i]) ** 2 <= P * summation(i, 1, N, p[i] * u[i] ** 2),),
    "a product above a product": (log(1 + x * y) <= log(1 + x) + log(1 + y) - x / 9, x >= 0, y >= 0),
    "a divergence of what is no distribution": (divergence >= 0, *positive),
    "a divergence and half the squares": (divergence <= chi / 2, *distributions),
    "the variation, twice": (2 * variation <= sqrt(chi), *distributions),
    "a divergence of two, from below": (two >= 4 * (x - y) ** 2, *shares),
    "an entropy of two": (-x * log(x) - (1 - x) * log(1 - x) <= log(2) / 2, x > 0, x < 1),
    "twice the entropy": (
        summation(i, 1, N, p[i] * u[i]) + 2 * entropy <= log(summation(i, 1, N, exp(u[i]))),
        *alone,
    ),
    "the root of a mean is not below the mean of roots": (
        average(i, 1, N, sqrt(u[i])) >= sqrt(average(i, 1, N, u[i])),
        for_all(i, u[i] >= 0),
        N >= 1,
    ),
    "Hoeffding's lemma with 9": (expectation(exp(lam * r)) <= exp(lam**2 * (b - a) ** 2 / 9), *centred),
    "a hyperbolic cosine and half the exponent": (cosh(x) <= exp(x**2 / 4),),
    "compound interest from below": ((1 + x / m) ** m >= exp(x), x >= 0, m >= 1),
    "not strictly": (x < y, for_all(s > 0, x <= y + s)),
    "up to every large error": (x <= y, for_all(s > 1, x <= y + s)),
    "an integral over an interval": (eq(integral(tau, 0, a, e(tau)), 0), a >= 0),
}


@pytest.mark.parametrize("name", TRUE)
def test_means_and_limits(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_their_false_neighbours(name):
    assert_refuted(problem(*FALSE[name]))
