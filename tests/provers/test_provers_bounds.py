"""Bounds that have bounds, motions that are compared, what projections leave, powers of numbers below and above 1."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    exp,
    expectation,
    for_all,
    frac,
    inner,
    integral,
    natural,
    norm,
    operator,
    path,
    probability,
    random_scalar,
    scalar,
    sequence,
    sqrt,
    summation,
    time,
    trace,
    vector,
)

n, k, i = dimension("n"), natural("k"), natural("i")
b, c, s, x, y = (scalar(name) for name in "bcsxy")
rate, t = scalar("r", positive=True), time("t")
f, h, q, z = path("f"), path("h"), sequence("q"), sequence("z")
u, v, w = (vector(name, n) for name in "uvw")
A, B = operator("A", n, n), operator("B", n, n)
X, Y = random_scalar("X"), random_scalar("Y")
unit_pair = (eq(norm(v), 1), eq(norm(w), 1))
falls = for_all(t >= 0, f.dot(t) <= -rate * f(t))
slower = for_all(t >= 0, h.dot(t) >= -rate * h(t))
loses = for_all(k, q[k + 1] <= q[k] - z[k])
of_sums = for_all(k, q[k] <= c + b * summation(i, 0, k - 1, q[i]))
roots = for_all(k, eq(q[k + 1], (1 + sqrt(1 + 4 * q[k] ** 2)) / 2))

TRUE = {
    "Groenwall for integrals": (
        f(t) <= c * exp(rate * t),
        for_all(t >= 0, f(t) <= c + rate * integral(s, 0, t, f(s))),
    ),
    "Groenwall for sums": (q[k] <= c * (1 + b) ** k, of_sums, b >= 0, c >= 0),
    "two motions": (f(t) <= h(t), f(0) <= h(0), falls, slower),
    "Bessel": (inner(u, v) ** 2 + inner(u, w) ** 2 <= norm(u) ** 2, *unit_pair, eq(inner(v, w), 0)),
    "powers of two numbers": (3**k >= 2**k + k,),
    "an induction that starts late": (k**3 <= 2**k, k >= 10),
    "the difference of powers": (x**k - y**k <= k * (x - y), y >= 0, y <= x, x <= 1),
    "the last of falling gains": (
        (k + 1) * z[k] <= q[0],
        loses,
        for_all(k, q[k] >= 0),
        for_all(k, z[k + 1] <= z[k]),
    ),
    "weights of an accelerated method": (q[k] >= (k + 2) / 2, eq(q[0], 1), roots),
    "a power beside its exponent": (x * (1 - x) ** k <= 1 / (k + 1), x >= 0, x <= 1),
    "nested roots": (q[k] <= 2, q[0] <= 2, for_all(k, eq(q[k + 1], sqrt(2 + q[k]))), for_all(k, q[k] >= 0)),
    "two events": (
        probability(b <= X, c <= Y) >= 1 - 2 * x,
        probability(b <= X) >= 1 - x,
        probability(c <= Y) >= 1 - x,
    ),
    "two traces": (absolute(trace(A) - trace(B)) <= n * norm(A - B),),
    "by parts": (
        eq(integral(s, 0, 1, f(s) * h.dot(s)), f(1) * h(1) - f(0) * h(0) - integral(s, 0, 1, f.dot(s) * h(s))),
    ),
    "by parts, with the time": (eq(integral(s, 0, 1, s * f.dot(s)), f(1) - integral(s, 0, 1, f(s))),),
    "Chernoff, for what bounds the mean": (
        probability(b <= X) <= exp(-rate * b) * c,
        expectation(exp(rate * X)) <= c,
    ),
    "a distance": ((f(t) - f(0)) ** 2 <= t * integral(s, 0, t, f.dot(s) ** 2),),
}
FALSE = {
    "Groenwall for integrals": (
        f(t) <= c * exp(rate * t / 2),
        for_all(t >= 0, f(t) <= c + rate * integral(s, 0, t, f(s))),
        c >= 0,
    ),
    "two motions at any rates": (f(t) <= h(t), f(0) <= h(0), falls, for_all(t >= 0, h.dot(t) >= -2 * rate * h(t))),
    "Bessel without a right angle": (inner(u, v) ** 2 + inner(u, w) ** 2 <= norm(u) ** 2, *unit_pair),
    "powers of two numbers": (3**k >= 2**k + 2 * k,),
    "half the difference of powers": (x**k - y**k <= k * (x - y) / 2, y >= 0, y <= x, x <= 1),
    "the last of any gains": ((k + 1) * z[k] <= q[0], loses, for_all(k, q[k] >= 0)),
    "a power beside more": (x * (1 - x) ** k <= 1 / (k + 2), x >= 0, x <= 1),
    "two events, nearer": (probability(b <= X, c <= Y) >= probability(b <= X) + probability(c <= Y) - frac(1, 2),),
    "two traces by one norm": (trace(A) - trace(B) <= norm(A - B),),
    "by parts, added": (
        eq(integral(s, 0, 1, f(s) * h.dot(s)), f(1) * h(1) - f(0) * h(0) + integral(s, 0, 1, f.dot(s) * h(s))),
    ),
    "half a distance": ((f(t) - f(0)) ** 2 <= t * integral(s, 0, t, f.dot(s) ** 2) / 2,),
    "Bernoulli with a half": (frac(1, 2) * (1 + k) >= 2**k - 1,),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
