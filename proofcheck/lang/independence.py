"""What it says of a sample that its members are independent, or alike.

>>> from proofcheck.lang import dimension, natural, random_sequence
>>> n, X = natural("n"), random_sequence("X", dimension("d"))
>>> independent(X, n).text
'X_1, ..., X_n are independent'

What words say is what they mean: independence is a relation between probabilities, which an instance has to satisfy.
Beside it stands what proofs take from it, that different members are uncorrelated.
"""

from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import eq, for_all, within
from proofcheck.lang.claims import Hypothesis, Remark
from proofcheck.lang.expressions import LanguageError, expression, kind_of
from proofcheck.lang.operations import expectation, indicator, inner, norm, summation, variance
from proofcheck.lang.printing import latex, text
from proofcheck.lang.samples import is_sample


def independent(sample: Any, n: Any) -> Hypothesis:
    """Return that the first n members of a random sequence are independent.

    For each number of members, and all values that they take, the probability that the last takes its value while
    those before take theirs is the product of the two probabilities. Each two are uncorrelated then.
    """
    of = _Sample(sample, n)
    before = summation(of.j, 1, of.i, of.distance(of.j, of.j))
    earlier = summation(of.j, 1, of.i - 1, of.distance(of.j, of.j))
    pair, last, first = (expectation(indicator(d <= 0)) for d in (before, of.distance(of.i, of.i), earlier))
    said = for_all((of.value, within(of.i, 1, of.n)), eq(pair, last * first))
    return of.told((said, of.uncorrelated(inner)), "independent")


def uncorrelated(sample: Any, n: Any) -> Hypothesis:
    """Return that each two of the first n members of a random sequence are uncorrelated, in all of their components."""
    of = _Sample(sample, n)
    parts = [of.uncorrelated(inner)]
    if not of.scalar:
        parts.append(of.uncorrelated(lambda x, y: x @ y.T))
    return of.told(parts, "uncorrelated")


def identically_distributed(sample: Any, n: Any) -> Hypothesis:
    """Return that each of the first n members of a random sequence takes each value with the same probability.

    They have one mean and one variance then.
    """
    of = _Sample(sample, n)
    each, first = (expectation(indicator(of.distance(k, of.i) <= 0)) for k in (of.i, Integer(1)))
    alike = [eq(says(sample[of.i]), says(sample[1])) for says in (expectation, variance)]
    span = within(of.i, 1, of.n)
    said = for_all((of.value, span), eq(each, first))
    return of.told((said, *(for_all(span, part) for part in alike)), "identically distributed")


def iid(sample: Any, n: Any) -> Hypothesis:
    """Return that the first n members of a random sequence are independent and identically distributed."""
    parts = (*independent(sample, n).parts, *identically_distributed(sample, n).parts)
    return _Sample(sample, n).told(parts, "independent and identically distributed")


class _Sample:
    """The first members of a random sequence, with letters that are free for what is said of them."""

    def __init__(self, sample: Any, n: Any) -> None:
        if not is_sample(sample):
            raise LanguageError(f"{sample} is no sample: it must be declared by random_sequence.")
        self.sample, self.n = sample, expression(n, "the number of members")
        if not (self.n.is_integer or isinstance(self.n, ex.DimensionNumber)):
            raise LanguageError(f"the number of members of {sample.name} is {self.n}: it must be a natural number.")
        taken = {symbol.name for symbol in (*ex.free_symbols(self.n), *ex.free_symbols(sample))}
        self.i, self.j, self.outcome = (
            ex.fresh_symbol(ex.ScalarSymbol(name, integer=True, nonnegative=True), taken) for name in "ijk"
        )
        self.scalar = kind_of(sample.value) == ex.SCALAR
        (self.drawn,) = (part for part in ex.all_parts(sample) if ex.is_random(part))
        outcomes = ex.DimensionNumber(ex.Dimension(ex.outcomes(self.drawn.args[1])))
        self.value = within(self.outcome, 1, outcomes)
        at_outcome = sample.value.xreplace({self.drawn.args[1]: self.outcome})
        parameters = (*sample.parameters, self.outcome)
        self.there = ex.Definition(f"{sample.name}_outcome", parameters, at_outcome, "subscript", ())

    def distance(self, member: Any, other: Any) -> ex.Expression:
        """The squared distance of a member from the value of another at an outcome."""
        away = self.sample[member] - self.there(other, self.outcome)
        return away**2 if self.scalar else norm(away) ** 2

    def uncorrelated(self, product: Any) -> ex.ForAll:
        """Each two members are uncorrelated, as for a product."""
        away = [self.sample[index] - expectation(self.sample[index]) for index in (self.i, self.j)]
        mean = expectation(away[0] * away[1] if self.scalar else product(*away))
        return for_all((within(self.i, 1, self.n), within(self.j, 1, self.i - 1)), eq(mean, 0))

    def told(self, parts: Any, what: str) -> Hypothesis:
        """What is said, in words."""
        ends = [self.sample[1], self.sample[self.n]]
        shown, dots = latex(ends[1]), r"\dots, " if self.n != 2 else ""
        said = rf"{latex(ends[0])}, {dots}{shown} \text{{ are {what}}}"
        plain = f"{text(ends[0])}, {'..., ' if self.n != 2 else ''}{text(ends[1])} are {what}"
        return Hypothesis(tuple(parts), words=Remark(said, plain))
