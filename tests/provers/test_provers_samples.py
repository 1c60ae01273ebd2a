"""Lines about samples, independent or alike: true ones are proved, false neighbours refuted by independent draws."""

from fractions import Fraction
from itertools import product
from math import prod

import pytest
from lines import assert_proved, problem

from proofcheck.lang import (
    LanguageError,
    absolute,
    average,
    dimension,
    eq,
    expectation,
    for_all,
    identically_distributed,
    iid,
    independent,
    inner,
    natural,
    nonzero,
    norm,
    probability,
    random_sequence,
    random_vector,
    scalar,
    sequence,
    sqrt,
    summation,
    surely,
    uncorrelated,
    variance,
    vector,
    within,
)
from proofcheck.models.confirmation import NotConfirmed, confirm, satisfies
from proofcheck.models.instance import Instance
from proofcheck.provers.search import prove
from proofcheck.refuters.search import refute
from proofcheck.refuters.witnesses import witness

d, n, i, j = dimension("d"), natural("n"), natural("i"), natural("j")
X, Y, eps = random_sequence("X", d), random_sequence("Y"), random_sequence("varepsilon")
m, s, mu, x, a = scalar("m"), scalar("sigma", positive=True), vector("mu", d), sequence("x", d), sequence("a")
t, E, one = scalar("t", positive=True), expectation, within(i, 1, n)


def S(body, index=i):
    return summation(index, 1, n, body)


def sq(v):
    return norm(v) ** 2


mean, means = average(i, 1, n, Y[i]), average(i, 1, n, X[i])
named = (iid(Y, n), for_all(one, eq(E(Y[i]), m)), for_all(one, eq(variance(Y[i]), s**2)))
batch = (iid(X, n), for_all(one, eq(E(X[i]), mu)), for_all(one, E(sq(X[i] - mu)) <= s**2), n >= 1)
centred = (independent(X, n), for_all(one, eq(E(X[i]), 0)))
signs = (independent(eps, n), for_all(one, eq(E(eps[i]), 0)), for_all(one, surely(eq(eps[i] ** 2, 1))))
other = (within(j, 1, n), nonzero(i - j))
two = for_all(within(i, 1, 2), eq(variance(Y[i]), s**2))

TRUE = {
    "the mean": (eq(E(mean), m), *named),
    "the mean of vectors": (eq(E(means), mu), *batch),
    "variance of the mean": (eq(variance(mean), s**2 / n), *named),
    "variance of the mean, without its name": (eq(variance(mean), variance(Y[1]) / n), iid(Y, n)),
    "variance of a sum": (eq(variance(S(X[i])), S(variance(X[i]))), uncorrelated(X, n)),
    "a batch": (E(sq(means - mu)) <= s**2 / n, *batch),
    "second moment of a batch": (E(sq(means)) <= sq(mu) + s**2 / n, *batch),
    "all pairs": (eq(E(S(S(inner(X[i], X[j]), j))), S(E(sq(X[i])))), *centred),
    "random signs of numbers": (eq(E(S(eps[i] * a[i]) ** 2), S(a[i] ** 2)), *signs),
    "random signs of vectors": (eq(E(sq(S(eps[i] * x[i]))), S(sq(x[i]))), *signs),
    "variance without bias": (eq(E(S((Y[i] - mean) ** 2)) / (n - 1), s**2), *named, n >= 2),
    "weights": (eq(variance(S(a[i] * Y[i])), s**2 * S(a[i] ** 2)), *named),
    "without bias": (eq(E(S(a[i] * Y[i])), m), *named, eq(S(a[i]), 1)),
    "variance around the mean": (eq(E(average(i, 1, n, (Y[i] - mean) ** 2)), (n - 1) / n * s**2), *named),
    "bias and variance": (eq(E((mean - a[0]) ** 2), s**2 / n + (m - a[0]) ** 2), *named),
    "two different members": (eq(E(Y[i] * Y[j]), E(Y[i]) * E(Y[j])), independent(Y, n), one, *other),
    "one member after another": (eq(E(inner(X[i], X[j])), sq(mu)), *batch, one, within(j, 1, i - 1)),
    "two random signs": (eq(E(sq(eps[i] * mu + eps[j] * x[1])), sq(mu) + sq(x[1])), *signs, one, *other),
    "two of many": (eq(E(inner(X[1], X[2])), sq(mu)), *batch, n >= 2),
    "Chebyshev": (probability(absolute(mean - m) > t) <= s**2 / (n * t**2), *named),
    "Chebyshev, of a batch": (probability(norm(means - mu) >= t) <= s**2 / (n * t**2), *batch),
    "Chebyshev, of a sum": (probability(absolute(S(Y[i]) - n * m) >= t) <= n * s**2 / t**2, *named),
    "two members": (eq(variance(Y[1] + Y[2]), 2 * s**2), independent(Y, 2), two),
    "variances that are bounded": (
        E((mean - m) ** 2) <= s**2 / n,
        *named[:2],
        for_all(one, variance(Y[i]) <= s**2),
        n >= 1,
    ),
    "the length of random signs": (E(norm(S(eps[i] * x[i]))) <= sqrt(S(sq(x[i]))), *signs),
    "the size of what is centred": (E(absolute(S(eps[i] * a[i] ** 2))) <= sqrt(S(a[i] ** 4)), *signs),
}

FALSE = {
    "the sum for the mean": (eq(E(S(Y[i])), m), *named),
    "without n": (eq(variance(mean), s**2), *named),
    "n squared": (eq(variance(mean), s**2 / n**2), *named),
    "variance around the mean": (eq(E(average(i, 1, n, (Y[i] - mean) ** 2)), s**2), *named),
    "a batch": (E(sq(means - mu)) <= s**2 / n**2, *batch),
    "not centred": (eq(E(sq(S(X[i]))), S(E(sq(X[i])))), independent(X, n)),
    "random signs": (eq(E(sq(S(eps[i] * x[i]))), sq(S(x[i]))), *signs),
    "a tail": (probability((mean - m) ** 2 >= t) <= s**2 / (n**2 * t), *named),
    "alike is not independent": (eq(variance(mean), s**2 / n), identically_distributed(Y, n), *named[1:]),
    "uncorrelated is not independent": (eq(E(Y[1] ** 2 * Y[2] ** 2), E(Y[1] ** 2) * E(Y[2] ** 2)), uncorrelated(Y, 2)),
    "each two are not all": (eq(E(Y[1] * Y[2] * Y[3]), E(Y[1]) * E(Y[2]) * E(Y[3])), uncorrelated(Y, 3)),
    "a member and another one": (eq(E(Y[i] * Y[j]), E(Y[i]) * E(Y[j])), independent(Y, n), one, other[0]),
    "the square of another member": (eq(E(Y[i] * Y[j] ** 2), E(Y[i]) * E(Y[j]) ** 2), independent(Y, n), one, *other),
    "two random signs": (eq(E(eps[i] * eps[j]), 1), *signs, one, *other),
    "a third member": (eq(E(Y[1] * Y[3]), E(Y[1]) * E(Y[3])), independent(Y, 2)),
    "a member and itself": (eq(E(Y[1] ** 2), E(Y[1]) ** 2), independent(Y, 2)),
    "the length of random signs": (E(norm(S(eps[i] * x[i]))) <= sqrt(S(sq(x[i])) / 2), *signs),
    "independent is not alike": (eq(variance(S(Y[i])), n * variance(Y[1])), independent(Y, n), n >= 1),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_line_is_proved(name):
    assert_proved(problem(*TRUE[name]))


@pytest.mark.parametrize("name", FALSE)
def test_a_false_line_is_refuted(name):
    asked = problem(*FALSE[name])
    found = refute(asked)
    assert found is not None
    assert found.confirmation == confirm(asked, found.instance)
    if name in {"without n", "random signs"}:
        assert prove(asked, shallow=True) is None


def drawn(values):
    """The instance in which the members Y_1, ..., Y_n take these values at the outcomes: a row for each outcome."""
    size = len(values[0])
    rows = [tuple(map(Fraction, row)) for row in values]
    axes = [tuple(Fraction(k == i) for k in range(size)) for i in range(size)]
    return Instance(
        {"space of Y": size, "Omega": len(rows)},
        {"n": Fraction(size)},
        paths={"members of Y": ({},) * size, "drawn for Y": ({},) * size},
        firsts={"members of Y": (axes[0], *axes), "drawn for Y": (rows[0], *rows)},
    )


def holds(hypothesis, values):
    try:
        satisfies(problem(E(Y[1]) <= E(Y[1]) + 1, hypothesis), drawn(values))
    except NotConfirmed:
        return False
    return True


def are_independent(values):
    count = len(values)

    def share(holds):
        return Fraction(sum(map(holds, values)), count)

    return all(
        share(lambda row, point=point: row == point)
        == prod(share(lambda row, k=k, x=x: row[k] == x) for k, x in enumerate(point))
        for point in product(*({row[k] for row in values} for k in range(len(values[0]))))
    )


JOINT = {
    "a fair coin twice": [(0, 0), (0, 1), (1, 0), (1, 1)],
    "one and its square: uncorrelated": [(-1, 1), (0, 0), (1, 1)],
    "each two independent, all three not": [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)],
    "three coins": list(product((0, 1), repeat=3)),
    "not alike": [(x, y) for x in (0, 0, 1) for y in (2, 5)],
    "one constant": [(3, 0), (3, 1), (3, 1)],
    "almost": [(0, 0), (0, 1), (1, 0), (1, 1), (1, 1)],
}


@pytest.mark.parametrize("name", JOINT)
def test_members_are_independent_where_probabilities_are_products(name):
    assert holds(independent(Y, n), JOINT[name]) == are_independent(JOINT[name])


def test_members_are_alike_where_they_take_each_value_as_often():
    assert holds(identically_distributed(Y, n), [(-1, 1), (0, 0), (1, -1)])
    assert not holds(identically_distributed(Y, n), [(0, 1), (0, 1), (1, 0)])
    of_one_variance = [(x, y) for x, y in zip((-1, 1) * 4, (-2, 2, 0, 0, 0, 0, 0, 0), strict=True)]
    assert not holds(identically_distributed(Y, n), of_one_variance)


def test_what_is_uncorrelated_alone_refutes_nothing_of_what_is_independent():
    """E Y_1^2 Y_2 is 2/3 for Y_1 in {-1, 0, 1} with its square for Y_2, E Y_1^2 E Y_2 only 4/9."""
    says, line = eq(E(Y[1] ** 2 * Y[2]), E(Y[1] ** 2) * E(Y[2])), JOINT["one and its square: uncorrelated"]
    confirm(problem(says, uncorrelated(Y, n)), drawn(line))
    with pytest.raises(NotConfirmed):
        confirm(problem(says, independent(Y, n)), drawn(line))


def test_what_a_claim_about_samples_supposes_can_be_satisfied():
    asked = problem(*TRUE["variance of the mean"])
    found = witness(asked)
    assert found is not None
    satisfies(asked, found)


def test_only_samples_are_independent():
    for what, size in ((random_vector("V", d), n), (Y, scalar("r"))):
        with pytest.raises(LanguageError):
            independent(what, size)
