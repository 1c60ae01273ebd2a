r"""Notation: one coordinate of the gradients g_t, of the squared distances a_t = (\theta_t - \theta^*)^2, and weights.

The distances are at most D and the gradients at most G. The weights are w_t = \sqrt{\hat v_t} / \alpha_t, with
\alpha_t = \alpha / \sqrt{t}; \|g_{1:T}\| is the norm of the first T gradients.
"""

from typing import Any

from proofcheck.lang import absolute, define_function, for_all, natural, scalar, sequence, sqrt, summation

t, T = natural("t"), natural("T")
g, a, w = sequence("g"), sequence("a"), sequence("w")
D, G = scalar("D"), scalar("G")

gradients = define_function("Gamma", [T], sqrt(summation(t, 1, T, g[t] ** 2)), subscript=True)
bounded_gradients = for_all(t, absolute(g[t]) <= G)
bounded_distances = [for_all(t, a[t] >= 0), for_all(t, a[t] <= D**2)]
positive_weights = for_all(t, w[t] >= 0)


def total(last: Any) -> Any:
    """The sum of |g_t| / sqrt(t), as it is printed."""
    return summation(t, 1, last, sqrt(g[t] ** 2 / t))


differences = w[1] * a[1] + summation(t, 2, T, (w[t] - w[t - 1]) * a[t])
