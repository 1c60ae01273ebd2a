"""Powers of several numbers with one real exponent, and roots of sums beside sums of roots."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import frac, scalar, sqrt

a, b, p, q, r, x, y, z = (scalar(name) for name in "abpqrxyz")
positive = (x > 0, y > 0)
large, small = (r >= 1,), (r >= 0, r <= 1)
mean = ((x + y) / 2) ** r

TRUE = {
    "a power of a sum is at most the sum": ((x + y) ** r <= x**r + y**r, *positive, *small),
    "a higher power of a sum is at least the sum": (x**r + y**r <= (x + y) ** r, *positive, *large),
    "of three": ((x + y + z) ** frac(1, 3) <= x ** frac(1, 3) + y ** frac(1, 3) + z ** frac(1, 3), *positive, z > 0),
    "powers of means": (mean <= (x**r + y**r) / 2, *positive, *large),
    "powers of means, concave": (mean >= (x**r + y**r) / 2, *positive, *small),
    "of weighted means": ((p * x + (1 - p) * y) ** r <= p * x**r + (1 - p) * y**r, *positive, p > 0, p < 1, *large),
    "the tangent of a power": (x**r >= y**r + r * y**r * (x - y) / y, *positive, *large),
    "Minkowski's inequality": (sqrt((a + p) ** 2 + (b + q) ** 2) <= sqrt(a**2 + b**2) + sqrt(p**2 + q**2),),
    "Minkowski's inequality, of a difference": (
        sqrt(a**2 + b**2) - sqrt((a - p) ** 2 + (b - q) ** 2) <= sqrt(p**2 + q**2),
    ),
}
FALSE = {
    "a power of a sum is at most the sum": ((x + y) ** r <= x**r + y**r, *positive, *large),
    "powers of means": (mean <= (x**r + y**r) / 2, *positive, r > 0),
    "the tangent of a power": (x**r >= y**r + r * x**r * (x - y) / y, *positive, *large),
    "Minkowski's inequality": (sqrt((a + p) ** 2 + (b + q) ** 2) >= sqrt(a**2 + b**2) - sqrt(p**2 + q**2) + p,),
}


@each_of(TRUE)
def test_what_is_true_is_proved(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_is_false_is_refuted(line):
    assert_refuted(problem(*line))
