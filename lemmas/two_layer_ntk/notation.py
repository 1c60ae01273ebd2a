r"""Notation: n inputs of length 1, labels y, m hidden units, predictions u(t) and the Gram matrix H(t) along the flow.

\lambda_0 is the least eigenvalue of the limit H_\infty of wide networks. The predictions follow u' = H(t) (y - u).
"""

from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    lmin,
    norm,
    operator,
    operator_path,
    path,
    scalar,
    symmetric,
    time,
    vector,
    within,
)

n, d = dimension("n"), dimension("d")
t, s, T = time("t"), time("s"), time("T")
y, u, H = vector("y", n), path("u", n), operator_path("H", n, n)
H_0, H_limit = operator("H_0", n, n), operator("H_infty", n, n)
lam, m = scalar("lambda_0", positive=True), scalar("m", positive=True)
w = path("w", d)

motion = for_all(t >= 0, eq(u.dot(t), H(t) @ (y - u(t))))
is_symmetric = for_all(t >= 0, symmetric(H(t)))
stays_positive = for_all(within(s, 0, t), lmin(H(s)) >= lam / 2)
error, first_error = norm(y - u(t)), norm(y - u(0))
moved = norm(w(t) - w(0))
