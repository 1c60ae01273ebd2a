"""Recursions that begin at 1, since they divide by the index: what they do not give is refuted."""

from lines import assert_refuted, each_of, problem

from proofcheck.lang import eq, for_all, natural, scalar, sequence, summation
from proofcheck.models.confirmation import satisfies
from proofcheck.refuters import witness

k = natural("k")
c, d = scalar("c", positive=True), scalar("d", positive=True)
a = sequence("a")
FROM_ONE = [a[1] <= c, k >= 1]
FALSE = {
    "the first step forgets the start": (
        a[k] <= c / k,
        [for_all(k >= 1, a[k + 1] <= (1 - 1 / k) * a[k] + c / k**2), *FROM_ONE],
    ),
    "a step of 1 / (k + 1)": (
        a[k] <= c / k,
        [for_all(k >= 1, a[k + 1] <= (1 - 1 / (k + 1)) * a[k] + c / k**2), *FROM_ONE],
    ),
    "one less": (a[k] <= c / k**2, [for_all(k >= 1, a[k + 1] <= k * a[k] / (k + 1)), *FROM_ONE]),
    "half the sum": (
        a[k] <= a[1] + summation(k, 1, 2, d / k) / 2,
        [for_all(k >= 1, a[k + 1] <= a[k] + d / k), k >= 1],
    ),
}


@each_of(FALSE)
def test_what_a_recursion_does_not_give_is_refuted(line):
    says, given = line
    assert_refuted(problem(says, *given))


def test_a_recursion_that_begins_at_one_has_an_instance():
    asked = problem(a[k] <= c, for_all(k >= 1, eq(a[k + 1], (1 - 1 / k) * a[k] + c / k)), eq(a[1], c), k >= 1)
    satisfies(asked, witness(asked))
