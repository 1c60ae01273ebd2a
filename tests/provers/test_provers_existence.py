"""What is claimed to exist: proved by a value that is put in, refuted where there is none."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    both,
    dimension,
    eq,
    exists,
    for_all,
    frac,
    implies,
    inner,
    natural,
    nonzero,
    norm,
    operator,
    scalar,
    sequence,
    symmetric,
    vector,
    within,
)
from proofcheck.provers.narrate import proof_lines
from proofcheck.provers.search import prove
from proofcheck.refuters import witness

n = dimension("n")
x, y, u = vector("x", n), vector("y", n), vector("u", n)
A, B = operator("A", n, n), operator("B", n, n)
a, b, C, M, alpha, delta = (scalar(name) for name in ("a", "b", "C", "M", "alpha", "delta"))
eps, q = scalar("eps", positive=True), scalar("q", positive=True)
z, k, N = sequence("z", n), natural("k"), natural("N")

TRUE = {
    "a constant of the hypotheses": (
        exists(C, for_all(k, norm(z[k]) <= C * q**k)),
        for_all(k, norm(z[k]) <= M * q**k),
    ),
    "what makes an inequality tight": (
        for_all(eps, exists(delta > 0, for_all(x, implies(norm(x) <= delta, norm(A @ x) <= eps)))),
    ),
    "at the end of a range": (exists(C, for_all(within(alpha, 0, 1), alpha**2 + alpha <= C)),),
    "the norm of an operator": (exists(C >= 0, for_all(x, norm(A @ x) <= C * norm(x))),),
    "in between": (exists(C, both(a < C, b > C)), a < b),
    "the larger of two": (exists(C, both(a <= C, b <= C)),),
    "a root": (exists(C >= 0, eq(C**2, a)), a >= 0),
    "a ratio": (exists(C, eq(a * C + b, 0)), nonzero(a)),
    "an eigenvalue": (exists(C > 0, for_all(x, C * norm(x) ** 2 <= inner(x, A @ x))), symmetric(A), A > 0),
    "a vector in the range": (exists(y, eq(B @ y, B @ (A @ x))),),
    "a unit vector": (exists(x, eq(norm(x), 1)),),
    "two numbers": (exists((a, b), both(a + b <= 1, a >= 2)),),
    "a natural number": (exists(N, k <= N),),
    "from what exists": (
        exists(C >= 0, for_all(k, norm(z[k]) + norm(z[k + 1]) <= C)),
        exists(C, for_all(k, norm(z[k]) <= C)),
    ),
    "from what exists under a condition": (b <= 4, implies(a >= 0, exists(C, both(b <= C, C <= 3))), a > 0),
}  # fmt: skip

FALSE = {
    "a bound of all numbers": (exists(C >= 0, for_all(alpha, alpha <= C)),),
    "a bound of all natural numbers": (exists(N, for_all(k, k <= N)),),
    "in the wrong order": (exists(delta > 0, for_all((eps, x), implies(norm(x) <= delta, norm(x) <= eps))),),
    "a square below a multiple": (exists(C >= 0, for_all(x, norm(x) ** 2 <= C * norm(x))),),
    "of what is semidefinite": (
        exists(C > 0, for_all(x, C * norm(x) ** 2 <= inner(x, A @ x))),
        symmetric(A),
        for_all(y, inner(y, A @ y) >= 0),
    ),
    "a solution": (exists(y, eq(A @ y, x)),),
    "a root of what may be negative": (exists(C, eq(C**2, a)),),
    "between equal numbers": (exists(C, both(a < C, b > C)), a <= b),
    "a bound of a sequence": (exists(C >= 0, for_all(k, norm(z[k]) <= C)),),
    "an eigenvalue of a vector that is none": (exists(C, eq(A @ y, C * y)), symmetric(A)),
    "half of the constant that exists": (
        for_all(k, 2 * norm(z[k]) <= M),
        exists(C, both(C <= M, for_all(k, norm(z[k]) <= C))),
    ),
}  # fmt: skip


@each_of(TRUE)
def test_what_exists_is_proved(line):
    says, *given = line
    assert_proved(problem(says, *given))


@each_of(FALSE)
def test_what_does_not_exist_is_refuted(line):
    says, *given = line
    assert_refuted(problem(says, *given))


def test_the_proof_says_what_was_put_in():
    theorem = prove(problem(exists(C, for_all(within(alpha, 0, 1), alpha / 2 <= C))))
    assert ("C = 1/2", "witness") in proof_lines(theorem, latex=False)
    assert proof_lines(theorem, latex=False)[-1][0].startswith("there is C with ")


def test_hypotheses_by_which_something_exists_can_be_satisfied():
    near = for_all(x, implies(norm(x) <= delta, norm(A @ x) <= eps))
    assert witness(problem(a <= 1, for_all(eps, exists(delta > 0, near)), norm(A) >= a)) is not None
    assert witness(problem(a <= 1, for_all(b, exists(C, both(a >= C, b <= C))))) is None


def test_the_value_does_not_depend_on_what_comes_after():
    assert prove(problem(exists(C, for_all(a, eq(C, a))))) is None
    assert_proved(problem(for_all(a, exists(C, eq(C, a)))))


def test_what_exists_is_not_what_has_the_same_name():
    assert_refuted(problem(for_all(k, norm(z[k]) <= C), exists(C, for_all(k, norm(z[k]) <= C))))
    assert_refuted(problem(frac(1, 2) <= C, exists(C, eq(C, 1))))
