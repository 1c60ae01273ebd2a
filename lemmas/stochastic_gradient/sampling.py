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
)

from .notation import L, d

i, n = natural("i"), natural("n")
a, b = sequence("a"), sequence("b")
u, v = sequence("u", d), sequence("v", d)
z, x_star = vector("z", d), vector("x*", d)


def mean(value: Any) -> Any:
    """The mean over the sum."""
    return average(i, 1, n, value)


bound = 2 * L * (a[i] - b[i] - inner(v[i], z - x_star))
cocoercive = for_all(i, norm(u[i] - v[i]) ** 2 <= bound)

first = Claim(
    "transfer.1",
    "Section 4.3, the gradients at z and x*",
    "step",
    mean(norm(u[i] - v[i]) ** 2) <= mean(bound),
    given=[n >= 1, cocoercive],
    reason=Reason("co-coercivity of each term"),
)

second = chain(
    "transfer",
    "Section 4.3, the gradients at z and x*",
    mean(bound),
    Step("=", 2 * L * (mean(a[i]) - mean(b[i]) - inner(mean(v[i]), z - x_star)), Reason("linearity")),
    Step("=", 2 * L * (mean(a[i]) - mean(b[i])), Reason("the gradient of the sum vanishes at x*")),
    given=[n >= 1, eq(mean(v[i]), 0)],
    first=2,
)

variance = Claim(
    "transfer.variance",
    "Section 4.3, the variance of the sampled gradient",
    "conclusion",
    mean(norm(u[i] - mean(u[i])) ** 2) <= mean(norm(u[i]) ** 2),
    given=[n >= 1],
    reason=Reason("the mean is the best constant"),
)

claims = [first, *second, variance]
