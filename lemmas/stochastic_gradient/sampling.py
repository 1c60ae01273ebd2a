r"""A finite sum of smooth convex functions, sampled uniformly, has expected smoothness: the variance transfers.

Garrigos and Gower, "Handbook of convergence theorems for (stochastic) gradient methods" (2023), Section 4.3. a_i and
b_i are the values of f_i at z and x^*, u_i and v_i its gradients there; that f_i is convex and L-smooth is used in one
inequality only (co-coercivity), which is assumed here.
"""

from typing import Any

from proofcheck.lang import (
    Claim,
    Reason,
    Step,
    average,
    chain,
    eq,
    for_all,
    inner,
    natural,
    norm,
    sequence,
    vector,
    within,
)

from .notation import L, d

i, n = natural("i"), natural("n")
a, b = sequence("a"), sequence("b")
u, v = sequence("u", d), sequence("v", d)
z, x_star = vector("z", d), vector("x*", d)


def mean(value: Any) -> Any:
    """The mean over the sum."""
    return average(i, 1, n, value)


cocoercive = for_all(within(i, 1, n), norm(u[i] - v[i]) ** 2 <= 2 * L * (a[i] - b[i] - inner(v[i], z - x_star)))
stationary = eq(mean(v[i]), 0)

transfer = chain(
    "transfer",
    "Section 4.3, the gradients at z and x*",
    mean(norm(u[i] - v[i]) ** 2),
    Step("<=", mean(2 * L * (a[i] - b[i] - inner(v[i], z - x_star))), Reason("co-coercivity of each term")),
    Step(
        "=",
        2 * L * (mean(a[i]) - mean(b[i]) - inner(mean(v[i]), z - x_star)),
        Reason("linearity"),
    ),
    Step("=", 2 * L * (mean(a[i]) - mean(b[i])), Reason("the gradient of the sum vanishes at x*")),
    given=[n >= 1, L > 0, cocoercive, stationary],
)

variance = Claim(
    "transfer.variance",
    "Section 4.3, the variance of the sampled gradient",
    "conclusion",
    mean(norm(u[i] - mean(u[i])) ** 2) <= mean(norm(u[i]) ** 2),
    given=[n >= 1],
    reason=Reason("the mean is the best constant"),
)

claims = [*transfer, variance]
