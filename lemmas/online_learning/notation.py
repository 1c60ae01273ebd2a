r"""Notation: rounds t = 1, ..., T with points x_t, gradients g_t of the losses, and steps \eta_t.

The loss of round t is f_t; a_t = f_t(x_t) was paid, and b_t = f_t(x^*) is what the fixed point x^* would have paid. The
regret is the sum of a_t - b_t. K is the set of points, D bounds its diameter and G the gradients.
"""

from proofcheck.lang import dimension, inner, natural, norm, scalar, sequence, summation, vector

d = dimension("d")
t, T = natural("t"), natural("T")
x, g = sequence("x", d), sequence("g", d)
a, b, eta = sequence("a"), sequence("b"), sequence("eta")
D, G = scalar("D", positive=True), scalar("G", positive=True)
x_star = vector("x*", d)

distance = norm(x[t] - x_star) ** 2
following = norm(x[t + 1] - x_star) ** 2
slope = inner(g[t], x[t] - x_star)
regret = summation(t, 1, T, a[t] - b[t])
