"""Triangles that papers take in one step: ways over points, directions, residuals, operators that keep lengths."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import Term, sub
from proofcheck.lang import (
    dimension,
    eq,
    for_all,
    frac,
    identity,
    inner,
    least_upper_bound,
    lmax,
    lmin,
    maximum,
    norm,
    operator,
    scalar,
    sequence,
    smin,
    trace,
    unit,
    vector,
)
from proofcheck.provers.triangles import _combined, _ways

n = dimension("n")
A, B, Q, S = (operator(name, n, n) for name in "ABQS")
u, v, w, z = (vector(name, n) for name in "uvwz")
x, t, lam, c = sequence("x", n), scalar("t"), scalar("lambda"), scalar("c")
symmetric, kept, turned = eq(S.T, S), eq(Q.T @ Q, identity(n)), eq(Q @ Q.T, identity(n))
apart = norm(u / norm(u) - v / norm(v))

TRUE = {
    "way over two points": (norm(u - z) <= norm(u - v) + norm(v - w) + norm(w - z),),
    "steps of a sequence": (
        norm(x[4] - x[0]) <= norm(x[1] - x[0]) + norm(x[2] - x[1]) + norm(x[3] - x[2]) + norm(x[4] - x[3]),
    ),
    "between two points": (norm((u + v) / 2 - w) <= maximum(norm(u - w), norm(v - w)),),
    "on a segment": (
        norm(t * u + (1 - t) * v - w) <= t * norm(u - w) + (1 - t) * norm(v - w),
        t >= 0,
        t <= 1,
    ),
    "directions": (apart <= 2 * norm(u - v) / norm(u), norm(u) > 0, norm(v) > 0),
    "dual norm": (eq(t, norm(u)), least_upper_bound(t, norm(v) <= 1, inner(u, v))),
    "dual norm in any ball": (eq(t, c * norm(A @ u)), least_upper_bound(t, norm(v) <= c, inner(v, A @ u)), c >= 0),
    "residual": (norm(S @ u - lam * u) >= (lam - lmax(S)) * norm(u), symmetric),
    "product": (smin(A @ B) >= smin(A) * smin(B),),
    "isometry behind": (eq(norm(A @ Q), norm(A)), kept, turned),
    "isometry before": (eq(norm(Q @ A), norm(A)), kept),
    "norm of an isometry": (norm(Q) <= 1, turned),
    "lengths of the diagonals": (eq(inner(u, v), 0), eq(norm(u + v), norm(u - v))),
    "tested with all vectors": (norm(u) <= t, for_all(v, inner(u, v) <= t * norm(v))),
    "tested with all unit vectors": (norm(A @ u) <= t, for_all(unit(v), inner(A @ u, v) <= t)),
    "tested with two vectors": (norm(A) <= t, t >= 0, for_all((u, v), inner(A @ u, v) <= t * norm(u) * norm(v))),
    "largest eigenvalue and trace": (lmax(S) <= trace(S), symmetric, for_all(u, inner(u, S @ u) >= 0)),
}
FALSE = {
    "dual norm in any ball": (eq(t, norm(u)), least_upper_bound(t, norm(v) <= c, inner(u, v)), c >= 0),
    "tested with one vector": (norm(u) <= t, inner(u, v) <= t * norm(v)),
    "way over two points": (norm(u - z) <= norm(u - v) + norm(w - z),),
    "directions": (apart <= norm(u - v) / norm(u), norm(u) > 0, norm(v) > 0),
    "residual": (norm(S @ u - lam * u) >= (lam - lmin(S)) * norm(u), symmetric),
    "product": (smin(A @ B) >= smin(A) * norm(B),),
    "norm of an isometry": (norm(Q) <= frac(1, 2), turned),
    "lengths of the diagonals": (eq(inner(u, v), 0), eq(norm(u + v), norm(u))),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_false_neighbours_are_refuted(line):
    assert_refuted(problem(*line))


def test_a_way_leads_over_three_legs_or_more():
    p, q, r, s = (Term("var", name, ("V", "n")) for name in "pqrs")
    legs = [sub(p, q), sub(q, r), sub(r, s)]
    assert list(_ways([*legs[:2], sub(p, r)])) == []
    assert [p, q, r, s] in _ways([*legs, sub(p, s)])


def test_a_vector_is_combined_of_two_in_one_way():
    form = Normalizer().form
    a, b = (Term("var", name, ("V", "n")) for name in "ab")
    sides = [a, Term("add", a, b), Term("add", a, sub(a, b))]
    pairs = [form(Term("add", *pair)) for pair in _combined({side: form(side) for side in sides})]
    assert pairs == [form(side) for side in sides]
