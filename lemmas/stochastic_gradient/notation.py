r"""Notation: a function f with minimiser x^*, an iterate x, and what is drawn after it.

f is the mean of f_1, ..., f_n; g = \nabla f_i(x) and h = \nabla f_i(x^*) for an index i that is drawn after x, and
x - \gamma g is the next iterate. The bound is by L, the constant of expected smoothness, and \sigma, the noise at x^*.
"""

from proofcheck.lang import (
    dimension,
    eq,
    expectation,
    for_all,
    frac,
    gradient,
    inner,
    norm,
    random_vector,
    scalar,
    scalar_function,
    surely,
    vector,
)

d = dimension("d")
f = scalar_function("f", d)
mu, L, gamma, sigma = scalar("mu"), scalar("L"), scalar("gamma"), scalar("sigma")
x_star, y = vector("x*", d), vector("y", d)
x = random_vector("x", d)
g, h = random_vector("g", d, given=x), random_vector("h", d, given=x)

slope, gap, distance = gradient(f)(x), f(x) - f(x_star), norm(x - x_star) ** 2
following = norm(x - gamma * g - x_star) ** 2
second_moment = expectation(norm(g) ** 2, given=x)

constants = [mu > 0, L > 0, gamma > 0, 2 * L * gamma <= 1]
is_least = surely(gap >= 0)
quasi_strongly_convex = for_all(
    y, f(x_star) >= f(y) + inner(gradient(f)(y), x_star - y) + frac(mu, 2) * norm(y - x_star) ** 2
)
unbiased = surely(eq(expectation(g, given=x), slope))
expected_smoothness = surely(expectation(norm(g - h) ** 2, given=x) <= 2 * L * gap)
gradient_noise = surely(expectation(norm(h) ** 2, given=x) <= sigma**2)
