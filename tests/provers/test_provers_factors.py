"""What all terms have in common is taken out, and what equations give a value is eliminated."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    frac,
    inner,
    member,
    natural,
    norm,
    scalar,
    sequence,
    subset,
    vector,
)

d, k = dimension("d"), natural("k")
C, u, v = subset("C", d), vector("u", d), vector("v", d)
x, s, p = sequence("x", d), sequence("s", d), sequence("p", d)
g, h, e = sequence("g"), sequence("h"), sequence("e")
L, D, c, b = scalar("L"), scalar("D"), scalar("c"), scalar("b")
CONFINED = [
    for_all((member(u, C), member(v, C)), norm(u - v) <= D),
    for_all(k, member(x[k], C)),
    for_all(k, member(s[k], C)),
    for_all(k, eq(g[k], inner(p[k], x[k] - s[k]))),
    L > 0,
    c > 0,
]
FALLS = [for_all(k, h[k + 1] <= (1 - e[k]) * h[k] + e[k] ** 2 * L * D**2 / 2), L > 0]

TRUE = {
    "a product and an equation": (
        c * inner(p[k], s[k] - x[k]) + L * c**2 * norm(s[k] - x[k]) ** 2 <= -c * g[k] + L * c**2 * D**2,
        *CONFINED,
    ),
    "in a monomial that is divided": (
        c * inner(p[k], s[k] - x[k]) + frac(L * c**2, 2) * norm(s[k] - x[k]) ** 2 <= -c * g[k] + L * c**2 * D**2 / 2,
        *CONFINED,
    ),
    "a member that has a value": (h[1] <= L * D**2 / 2, *FALLS, eq(e[0], 1)),
    "two values": (b * h[1] <= b * (c * h[0] + L * D**2 / 8), b > 0, *FALLS, eq(e[0], frac(1, 2)), eq(c, frac(1, 2))),
}
FALSE = {
    "a product and an equation": (
        c * inner(p[k], s[k] - x[k]) + L * c**2 * norm(s[k] - x[k]) ** 2 <= -c * g[k] + L * c**2 * D,
        *CONFINED,
    ),
    "a factor that may be negative": (
        b * norm(s[k] - x[k]) ** 2 <= b * D**2,
        *CONFINED,
    ),
    "a member that has another value": (h[1] <= L * D**2 / 2, *FALLS, eq(e[0], 2)),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_neighbours_are_refuted(line):
    assert_refuted(problem(*line))
