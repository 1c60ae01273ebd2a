"""The oracle itself: values known by hand, no value where there is none, and the same in both arithmetics."""

import math
import warnings
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from arithmetics import PRECISE, NoValueError
from choices import Choices, shrink
from meaning import Instance, Looking, truth, value
from trees import rewrite
from wording import A, B, F, T, Words, c, e, f, instance, k, n, p, q, s, samples, t, u, v, w, x, z

from proofcheck.lang import (
    define,
    define_function,
    derivative,
    eigenvalue,
    eq,
    exp,
    for_all,
    frac,
    frobenius,
    gradient,
    hessian,
    identity,
    ill_typed,
    implies,
    infimum,
    inner,
    integral,
    jacobian,
    lmax,
    lmin,
    maximum,
    minimum,
    nabla,
    norm,
    nuclear,
    product,
    random_scalar,
    singular_value,
    smax,
    smin,
    sphere_minimum,
    sqrt,
    surely,
    trace,
    unit,
    within,
)

LOOKING = Looking(samples)
CERTAIN = Looking(samples, certain=True)
AT = Instance(
    {"n": 2, "p": 1},
    {
        **{("S", name): Fraction(number) for name, number in zip("xstbcT", (3, 2, 1, -1, 5, 4), strict=True)},
        ("N", "k"): 2, ("N", "m"): 0,
        ("V", "u", "n"): [3, 4], ("V", "v", "n"): [1, -1], ("V", "w", "p"): [2],
        ("O", "A", "n", "p"): [[3], [4]], ("O", "B", "n", "n"): [[1, 2], [0, 1]],
    },
    {
        "q": (lambda r: r**2, lambda r: 2 * r),
        "z": (lambda r: np.array([r, r**2]), lambda r: np.array([1 + 0 * r, 2 * r])),
        "e": (lambda i: 2**i, lambda i: None),
    },
    {
        "f": (lambda r: np.array([r[0] ** 2, r[0]]), lambda r: np.array([[2 * r[0]], [1]])),
        "F": (lambda r: r[0] * r[1], lambda r: np.array([r[1], r[0]])),
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "by_hand"),
    [
        (x - 2 * s + frac(1, 2), -0.5),
        ((x - s) ** 3 + x**-1 + x**k, 1 + 1 / 3 + 9),
        (sqrt(x * s + 3) + exp(0 * x), 4),
        (maximum(x, s) - minimum(x, s), 1),
        (inner(u, v) + norm(u), 4),
        (u.T @ B @ v, 3 * -1 + 4 * -1),
        (norm(A) + smax(A) + smin(A) + smin(A.T), 15),
        (lmax(B + B.T) - lmin(B + B.T), 4),
        (norm(B @ u - u), 8),
        (norm(identity(n) - B), 2),
        (integral(s, 0, x, s * t), 4.5),
        (integral(s, s, x, s), 2.5),
        (infimum(s, -1, x, (s - 1) ** 2 + s * 0), 0),
        (sphere_minimum(v, inner(u, v)), -5),
        (inner(nabla(u, norm(u) ** 2 * x, v), v), 12),
        (derivative(t, t**2 * x), 6),
        (q.dot(x) + q(s), 10),
        (norm(z.dot(t)) ** 2 + derivative(t, inner(z(t), z(t))), 5 + 6),
        (e[k + 1] + e[0], 9),
        (product(k, 1, 3, x - 2 * k) + product(k, 1, 0, x - k), 3 + 1),
        (F(u) + inner(gradient(F)(u), v), 12 + 4 - 3),
        (norm(jacobian(f)(w)) ** 2 + norm(f(w)) ** 2, 17 + 20),
        (trace(B) + trace(u @ v.T), 2 - 1),
        (frobenius(A) ** 2 + frobenius(B) ** 2, 25 + 6),
        (singular_value(u @ u.T, 1) + singular_value(u @ u.T, 2) + singular_value(3 * identity(n), n), 25 + 3),
        (eigenvalue(B + B.T, 1) - eigenvalue(B + B.T, n) + eigenvalue(-u @ u.T, 1), 4),
        (nuclear(u @ u.T) + nuclear(-2 * identity(n)), 25 + 4),
        (inner(B, B.T) + inner(u @ v.T, B), 2 + 3 - 4 - 6),
        (inner(B**-1 @ u, v) + trace(B**-2 @ B**3), 3 - 8 - 4 + 2),
        (inner(v @ u.T @ u, v), 50),
        (define("D", x * s) + 1, 7),
        (define_function("D", [s], x * s)(5), 15),
        (define_function("D", [s, x], x - s)(x, s), -1),
        (define_function("D", [s], s * t).dot(t), 1),
        (inner(gradient(define_function("D", [v], inner(u, v) ** 2))(v), v), 2),
        (trace(hessian(define_function("D", [v], inner(u, v) ** 2 + exp(inner(u - u, v))))(v)), 50),
    ],
)
def test_values_known_by_hand(expression, by_hand):
    assert value(expression, AT) == pytest.approx(by_hand, abs=1e-9)
    assert abs(value(expression, replace(AT, arithmetic=PRECISE)) - Fraction(by_hand).limit_denominator(6)) < 1e-8


@pytest.mark.parametrize(
    "expression",
    [
        x / (s - 2),
        (x - 3) ** -1,
        sqrt(s - x),
        e[k - 3],
        lmin(B),
        infimum(s, x, 0, s),
        1 / (0 * x),
        trace((B - B) ** -1),
    ],
)
def test_what_has_no_value(expression):
    with pytest.raises(NoValueError):
        value(expression, AT)
    assert truth(expression <= 1, AT, LOOKING) is None
    assert truth(implies(expression <= 1, x <= 0), AT, LOOKING) is None
    assert truth(implies(x <= 0, expression <= 1), AT, LOOKING) is True


@pytest.mark.parametrize(
    ("assertion", "known"),
    [
        (for_all(x, x >= 1), False),
        (B + B.T >= 0, True),
        (B + B.T > 0, False),
        (B @ B.T > 0, True),
        (B <= 0, None),
        (25 * identity(n) >= A @ A.T, True),
        (25 * identity(n) > A @ A.T, False),
        (implies(x >= 1, for_all(x, x >= 1)), False),
        (for_all(x >= 1, for_all(x <= 0, x >= 1)), False),
        (for_all(x >= 1, x**2 >= x), True),
        (for_all(within(s, 0, x), s <= 2), False),
        (for_all(c, c > 0), True),
        (for_all(T, T >= 0), True),
        (for_all(k, k >= 0), True),
        (for_all(unit(v), norm(v) <= 1), True),
        (for_all(v, norm(v) <= 1), False),
        (n < p, False),
        (implies(n < p, x <= 0), True),
        (for_all(x, p < n), True),
        (eq(u, v), False),
        (eq(B.T.T, B), True),
        (within(s, 0, x), True),
        (for_all(s, define_function("D", [x], s * x)(1) <= 2), True),
    ],
)
def test_truths_known_by_hand(assertion, known):
    assert truth(assertion, AT, LOOKING) is known
    assert truth(assertion, AT, CERTAIN) is (None if known and "for_all" in _words(assertion) else known)


def _words(assertion):
    return {"for_all"} if type(assertion).__name__ == "ForAll" else set()


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_both_arithmetics_agree_and_rewriting_keeps_the_value(start):
    """Random expressions; the rewritten one has the value of the first, where both have one."""
    compared = 0
    for seed in range(start, start + 20):
        pick = Choices(seed)
        written = Words(pick).scalar(2)
        other = rewrite(written, pick, 3)
        assert ill_typed(other) is None
        at = instance(pick)
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                rough, precise = value(written, at), value(written, replace(at, arithmetic=PRECISE))
                rewritten = value(other, at)
            except NoValueError:
                continue
        scale = 1e-7 * (1 + abs(rough))
        assert abs(rough - float(precise)) <= scale, (seed, str(written))
        assert abs(rough - rewritten) <= scale, (seed, str(written), str(other))
        compared += 1
    assert compared >= 14


def test_a_definition_is_read_at_the_outcome_that_a_quantifier_binds():
    drawn = random_scalar("X")
    variables = {**AT.variables, ("N", "omega"): 3}
    at = replace(AT, dimensions={**AT.dimensions, "Omega": 3}, variables=variables, paths={"X": (lambda t: t, None)})
    assert truth(surely(define("Y", drawn) >= 2), at, LOOKING) is False
    assert truth(surely(define("Y", drawn) <= 3), at, LOOKING) is True


def test_shrinking_finds_the_simplest_choices_that_fail():
    assert shrink([5, 9, 3, 8, 2], lambda made: sum(made) >= 8) == [8]


def test_the_precise_exponential_is_precise():
    assert abs(PRECISE.exp(PRECISE.number(Fraction(1))) - PRECISE.number(Fraction(math.e))) < 1e-15
