"""What is lost where a mean is taken given something else: a single outcome does not tell, two do."""

from lines import assert_refuted, each_of, problem

from proofcheck.lang import conditional_expectation, eq, expectation, random_scalar

R, Z = random_scalar("R"), random_scalar("Z")
FALSE = {
    "given what it depends on": eq(conditional_expectation(R, Z), expectation(R)),
    "what is not independent comes out": eq(conditional_expectation(R * Z, Z), expectation(R) * Z),
    "the wrong factor comes out": eq(conditional_expectation(R * Z, Z), R * expectation(Z)),
    "a mean that is given is the mean": eq(conditional_expectation(R, Z) * Z, expectation(R) * Z),
}


@each_of(FALSE)
def test_means_given_something_are_no_means(line):
    assert_refuted(problem(line))
