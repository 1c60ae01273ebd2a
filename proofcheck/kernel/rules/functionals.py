"""Rules about sums, expectations and integrals.

What is drawn has finitely many outcomes: a mean is the sum of the values, each times the probability of its outcome.
"""

from proofcheck.kernel.calculus import is_continuous
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.rules.making import Premises, absent, over, rule, say, size, takes
from proofcheck.kernel.terms import ONE, ZERO, Term, need, sub, substitute


@rule("monotonicity of a functional")
def functional_monotone(premises: Premises, left: Term, right: Term) -> Clause:
    """Sums, expectations and integrals are monotone, and depend on the values of what they are of alone.

    ::

        A |- for all naturals i with a <= i <= b: f(i) R g(i)      A |- for s in [a, b]: f(s) R g(s)      B |- a <= b
        -----------------------------------------------------      --------------------------------------------------
        A |- sum_{i=a}^b f R sum_{i=a}^b g                         A, B |- int_a^b f R int_a^b g

    R is <= or =, between scalars unless it is =; i and s are not free in a and b; f and g are continuous in s where R
    is <=. For expectations, a is 1, and b the number of outcomes, and R may be < too: there is an outcome, and the
    probabilities add up to 1. Of products, R is =.
    """
    head, variable, op = left[0], left[1], premises[0].clause.relation[0]
    heads = {"=": "sum int expect prod", "<=": "sum int expect", "<": "expect"}
    need(head in heads[op].split(), "two of a kind are compared by <= or =")
    body, low, high = (2, ONE, size(left[3])) if head == "expect" else (4, *left[2:4])
    need([*left][:body] + [*left][body + 1 :] == [*right][:body] + [*right][body + 1 :], "the ranges differ")
    absent(variable, low, high)
    ordered = [fact("<=", low, high)] if head == "int" else []
    say(premises, over(variable, low, high, (op, left[body], right[body])), *ordered)
    continuous = head != "int" or all(is_continuous(side[body], variable) for side in (left, right))
    need(op == "=" or continuous, "the integrand need not be continuous")
    return fact(op, left, right)


@rule("splitting a sum")
def split_sum(premises: Premises, total: Term, middle: Term) -> Clause:
    """A sum is taken apart, and so is a product.

    ::

        A |- a <= m      B |- m <= b + 1
        ----------------------------------------------------  m natural by its form
        A, B |- sum_{i=a}^b f = sum_{i=a}^{m-1} f + sum_{i=m}^b f

    Of products, the parts are multiplied.
    """
    head, variable, low, high, body = total
    join = {"sum": "add", "prod": "mul"}
    need(head in join, "a sum is needed")
    takes(premises, ("<=", low, middle), ("<=", middle, Term("add", high, ONE)))
    before = Term(head, variable, low, sub(middle, ONE), body)
    return fact("=", total, Term(join[head], before, Term(head, variable, middle, high, body)))


@rule("exchange of means")
def exchange(premises: Premises, mean: Term) -> Clause:
    """Means are taken in either order, over one space or two.

    ::

        ---------------------------------------------------  v and w are different variables
        E over v of E over w of f = E over w of E over v of f
    """
    takes(premises)
    head, variable, (inside, other, body, others), outcomes = mean
    need(head == inside == "expect" and variable != other, "a mean of means over two variables is needed")
    return fact("=", mean, Term("expect", other, Term("expect", variable, body, outcomes), others))


@rule("outcomes of positive probability")
def almost_surely(premises: Premises, mean: Term, weights: Term) -> Clause:
    """Outcomes of probability 0 do not count in a mean.

    ::

        A |- for all outcomes v and w: 0 <= c(v, w)      B |- for all outcomes v: 0 < c(v, v)
        -------------------------------------------------------------------------------------  a(v) = E over w of c
        A, B |- E over v of f = E over v of (a / a) f

    Where an outcome v has the probability p > 0, a(v) is at least p c(v, v), so that it is positive and a / a is 1.
    """
    (head, v, body, outcomes), (same, w, weight, others) = mean, weights
    need(head == same == "expect" and outcomes == others, "two means over the same outcomes are needed")
    anywhere = [over(each, ONE, size(outcomes), ("<=", ZERO, weight)) for each in (v, w)]
    conditions = tuple(condition for each in anywhere for condition in each.conditions)
    positive = over(v, ONE, size(outcomes), ("<", ZERO, substitute(weight, {w: v})))
    say(premises, Clause((v, w), conditions, ("<=", ZERO, weight)), positive)
    return fact("=", mean, Term("expect", v, Term("mul", Term("div", weights, weights), body), outcomes))
