r"""Notation of the lecture "Lazy training of general neural networks", shared by its lemmas.

A model f : R^p -> R^n, its loss L(z) = 1/2 |z - y|^2, a scale alpha, the path w(t) of gradient flow, and the path u(t)
of gradient flow on the linearised model f_0.
"""

from proofcheck.lang import (
    Remark,
    define,
    define_function,
    dimension,
    eq,
    for_all,
    frac,
    gradient,
    group,
    jacobian,
    mapping,
    norm,
    path,
    scalar,
    smax,
    smin,
    sqrt,
    time,
    vector,
)

n, p = dimension("n"), dimension("p")
t, T = time("t"), scalar("T", positive=True)
s = scalar("s")
alpha, beta = scalar("alpha"), scalar("beta")

y, z = vector("y", n), vector("z", n)
f = mapping("f", p, n)
x, v = vector("x", p), vector("v", p)

# the loss
L = define_function("L", [z], frac(1, 2) * norm(z - y) ** 2)

# the model's path, and its Jacobians: J_w at a weight, J_t at a time
w, u = path("w", p), path("u", p)
J_at = define_function("J", [x], jacobian(f)(x), subscript=True)
J = define_function("J", [t], jacobian(f)(w(t)), subscript=True)
J_0 = J(0)
L_0 = define("L_0", L(alpha * f(w(0))))

# the model linearised where training starts
f_0 = define_function("f_0", [x], f(w(0)) + J_0 @ (x - u(0)), provided=[eq(u(0), w(0))])

flow = for_all(t >= 0, eq(w.dot(t), -alpha * J(t).T @ gradient(L)(alpha * f(w(t)))))
linear_flow = for_all(t >= 0, eq(u.dot(t), -alpha * J_0.T @ gradient(L)(alpha * f_0(u(t)))))

# Assumption 1
sigma_min = define("sigma_min", smin(J_0))
sigma_max = define("sigma_max", smax(J_0))
w_, v_ = vector("w", p), vector("v", p)
assumption_1 = group(
    "Assumption 1",
    Remark(r"\operatorname{rank} J_0 = n", "rank J_0 = n"),
    p > n,
    sigma_min > 0,
    beta > 0,
    for_all((w_, v_), norm(J_at(w_) - J_at(v_)) <= beta * norm(w_ - v_)),
)

# the radius of Lemma 6 and the condition of Theorem 2
B = define("B", sigma_min / (2 * beta))
alpha_is_large = alpha >= 6 * beta * sqrt(8 * sigma_max**2 * L_0) / sigma_min**3
