"""Inductions that begin later than their claim, bounds of integrals of either sign, slopes of what is bounded."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import absolute, dimension, eq, for_all, inner, integral, natural, path, scalar, vector, within

k, s, b, x, c = natural("k"), scalar("s"), scalar("b"), scalar("x"), scalar("c")
n = dimension("n")
u, w, p = vector("u", n), vector("w", n), path("p")
near = for_all(within(s, 0, 1), absolute(p(s)) <= c)

PROVED = {
    "squares": (k**2 <= 2 ** (k + 1),),
    "size of an integral": (absolute(integral(s, 0, 1, p(s))) <= c, near),
    "bounded line": (eq(b, 0), for_all(x, b * x <= 1)),
    "bounded in all directions": (eq(u, 0 * u), for_all(w, inner(u, w) <= 1)),
}
REFUTED = {
    "too early": (k**2 <= 2**k,),
    "bounded parabola": (eq(b, 0), for_all(x, b * x**2 <= 1)),
}


@each_of(PROVED)
def test_proved(line):
    assert_proved(problem(*line))


@each_of(REFUTED)
def test_refuted(line):
    assert_refuted(problem(*line))
