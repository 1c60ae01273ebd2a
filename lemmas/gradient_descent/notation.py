r"""Notation of both theorems: a smooth function F on R^d, its infimum F^*, and gradient descent with step 1/L.

Gradient descent is x_{k+1} = x_k - \frac{1}{L} \nabla F(x_k). F is L-smooth if its gradient is Lipschitz with
constant L.
"""

from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    natural,
    norm,
    scalar,
    scalar_function,
    sequence,
    vector,
)

d = dimension("d")
k = natural("k")
F = scalar_function("F", d)
F_star = scalar("F*")
L, mu = scalar("L"), scalar("mu")
x, y = vector("x", d), vector("y", d)
iterate = sequence("x", d)

smooth = for_all((x, y), norm(gradient(F)(x) - gradient(F)(y)) <= L * norm(x - y))
lower_bound = for_all(x, F_star <= F(x))
constants = [mu > 0, mu <= L]
descent = for_all(k, eq(iterate[k + 1], iterate[k] - frac(1, L) * gradient(F)(iterate[k])))
polyak_lojasiewicz = for_all(x, frac(1, 2) * norm(gradient(F)(x)) ** 2 >= mu * (F(x) - F_star))

rate = 1 - frac(mu, L)
linear_convergence = for_all(k, F(iterate[k]) - F_star <= rate**k * (F(iterate[0]) - F_star))
