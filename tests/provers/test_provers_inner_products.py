"""Differences of inner products, forms bounded at all vectors, inverses: true lines and false neighbours."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    absolute,
    dimension,
    eq,
    exp,
    for_all,
    identity,
    inner,
    inverse,
    invertible,
    norm,
    operator,
    scalar,
    trace,
    vector,
)

d = dimension("d")
u, v, x, y, w = (vector(name, d) for name in "uvxyw")
n = dimension("n")
A, B = operator("A", d, d), operator("B", d, d)
M, N = operator("M", n, d), operator("N", d, n)
L, lam = scalar("L"), scalar("lambda", positive=True)
symmetric = eq(A.T, A)
positive = for_all(x, inner(A @ x, x) >= 0)
injective = [invertible(A), for_all(x, norm(A @ x) >= lam * norm(x))]

TRUE = {
    "one side differs": (inner(u, v) - inner(u, y) <= norm(u) * norm(v - y),),
    "both sides differ": (absolute(inner(u, v) - inner(x, y)) <= norm(u) * norm(v - y) + norm(y) * norm(u - x),),
    "a difference is small": (
        inner(u, x - w) - inner(v, x - w) <= L * norm(x - w) ** 2,
        norm(u - v) <= L * norm(x - w),
    ),
    "forms of two operators": (absolute(inner(A @ u, u) - inner(B @ u, u)) <= norm(A - B) * norm(u) ** 2,),
    "one form at two vectors": (
        absolute(inner(A @ u, u) - inner(A @ v, v)) <= norm(A) * norm(u - v) * (norm(u) + norm(v)),
    ),
    "image and form": (norm(A @ u) ** 2 <= norm(A) * inner(A @ u, u), symmetric, positive),
    "trace of a positive form": (trace(A) >= 0, symmetric, positive),
    "a preimage": (norm(inverse(A) @ u) <= norm(u) / lam, *injective),
    "an inverse": (norm(inverse(A)) <= 1 / lam, *injective),
    "an inverse on the other side": (eq(A @ B, identity(d)), eq(B @ A, identity(d))),
    "between -1 and 1": (exp(L) <= 1 + L + L**2, absolute(L) <= 1),
}
FALSE = {
    "one side differs": (inner(u, v) - inner(u, y) <= norm(u) * norm(v - y) / 2,),
    "image and form": (norm(A @ u) ** 2 <= norm(A) * inner(A @ u, u), symmetric),
    "a preimage": (norm(inverse(A) @ u) <= lam * norm(u), *injective),
    "a left inverse of a tall operator": (eq(M @ N, identity(n)), eq(N @ M, identity(d))),
    "beyond 2": (exp(L) <= 1 + L + L**2, absolute(L) <= 2),
}


@each_of(TRUE)
def test_true_lines_are_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_lines_are_refuted(line):
    assert_refuted(problem(*line))
